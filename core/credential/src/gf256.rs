//! Arithmetic in GF(2^8) with the polynomial 0x11D, as the portrait frames use it.

const POLYNOMIAL: u16 = 0x11d;

const TABLES: ([u8; 512], [u8; 256]) = tables();

const fn tables() -> ([u8; 512], [u8; 256]) {
    let (mut exp, mut log) = ([0u8; 512], [0u8; 256]);
    let (mut value, mut power) = (1u16, 0usize);
    while power < 255 {
        exp[power] = value as u8;
        exp[power + 255] = value as u8;
        log[value as usize] = power as u8;
        value <<= 1;
        if value & 0x100 != 0 {
            value ^= POLYNOMIAL;
        }
        power += 1;
    }
    (exp, log)
}

pub(crate) fn multiply(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 {
        return 0;
    }
    TABLES.0[usize::from(TABLES.1[usize::from(a)]) + usize::from(TABLES.1[usize::from(b)])]
}

/// The inverse of a number that is not zero; zero for zero, which no caller asks.
pub(crate) fn inverse(a: u8) -> u8 {
    if a == 0 { 0 } else { TABLES.0[255 - usize::from(TABLES.1[usize::from(a)])] }
}

/// `target += factor * source`, byte by byte.
pub(crate) fn add_scaled(target: &mut [u8], factor: u8, source: &[u8]) {
    for (into, byte) in target.iter_mut().zip(source) {
        *into ^= multiply(factor, *byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_but_zero_times_its_inverse_is_one() {
        assert!((1..=255).all(|number| multiply(number, inverse(number)) == 1));
        assert_eq!(multiply(0x80, 2), 0x1d);
    }
}
