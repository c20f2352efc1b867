//! Packs the detector's model: it is 32-bit numbers whose fractions are noise and whose exponents are few.
//!
//! Each number is turned by one bit, so that its exponent is a byte of its own; these bytes are deflated, the other three
//! stay as they are. The reader is `src/face/model.rs`.

use std::path::Path;
use std::{env, fs};

use miniz_oxide::deflate::core::{
    CompressionStrategy, CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};

fn main() {
    let folder = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let model = Path::new(&folder).join("model/seeta_fd_frontal_v1.0.bin");
    println!("cargo:rerun-if-changed={}", model.display());
    println!("cargo:rerun-if-changed=build.rs");
    let bytes = fs::read(model).expect("the model is vendored");
    let (numbers, []) = bytes.as_chunks::<4>() else { panic!("the model is 32-bit numbers") };
    let (mut exponents, mut fractions) = (Vec::new(), Vec::new());
    for number in numbers {
        let [a, b, c, exponent] = u32::from_le_bytes(*number).rotate_left(1).to_le_bytes();
        fractions.extend_from_slice(&[a, b, c]);
        exponents.push(exponent);
    }
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("model-exponents"), deflated(&exponents)).expect("the build folder is writable");
    fs::write(Path::new(&out).join("model-fractions"), fractions).expect("the build folder is writable");
}

/// Without a search for repeats: there are none but by accident, and those cost more than they save.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(9, 0, CompressionStrategy::HuffmanOnly as i32);
    let mut out = vec![0; bytes.len() + 1024];
    let (status, read, written) = compress(&mut CompressorOxide::new(flags), bytes, &mut out, TDEFLFlush::Finish);
    assert!(status == TDEFLStatus::Done && read == bytes.len(), "the buffer is large enough");
    out.truncate(written);
    out
}
