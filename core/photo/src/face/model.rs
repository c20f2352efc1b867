//! The detector's model, as `build.rs` packed it: exponents deflated, fractions as they are.

use std::io::Read;

use flate2::read::DeflateDecoder;

const EXPONENTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/model-exponents"));
const FRACTIONS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/model-fractions"));

/// The bytes of the model's file, about a millisecond's work.
pub(super) fn unpacked() -> Vec<u8> {
    let fractions = FRACTIONS.as_chunks::<3>().0;
    let mut exponents = Vec::with_capacity(fractions.len());
    DeflateDecoder::new(EXPONENTS).read_to_end(&mut exponents).expect("packed by our own build");
    let numbers = fractions.iter().zip(&exponents);
    numbers.flat_map(|(&[a, b, c], e)| u32::from_le_bytes([a, b, c, *e]).rotate_right(1).to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_model_comes_out_as_it_went_in() {
        assert!(super::unpacked() == include_bytes!("../../model/seeta_fd_frontal_v1.0.bin"));
    }
}
