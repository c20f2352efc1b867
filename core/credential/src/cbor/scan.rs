//! The strict scan: definite lengths, shortest forms, sorted unique keys, no trailing bytes, at most eight levels.

use crate::format::FormatError;

/// Levels of arrays, maps and tags that one layer may nest. A layer is one byte string's content.
const MAX_DEPTH: u8 = 8;

/// Checks that `bytes` are exactly one item of deterministic CBOR. Does not look into byte strings.
pub(crate) fn scan(bytes: &[u8]) -> Result<(), FormatError> {
    let mut scan = Scan { bytes, at: 0 };
    scan.item(0)?;
    if scan.at == bytes.len() { Ok(()) } else { Err(FormatError::TrailingBytes) }
}

struct Scan<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Scan<'b> {
    fn item(&mut self, depth: u8) -> Result<(), FormatError> {
        let first = self.take(1)?[0];
        let (major, info) = (first >> 5, first & 31);
        if major == 7 {
            return self.simple_or_float(info);
        }
        let argument = self.argument(info)?;
        match major {
            0 | 1 => Ok(()),
            2 => self.take_long(argument).map(|_| ()),
            3 => std::str::from_utf8(self.take_long(argument)?).map(|_| ()).map_err(|_| FormatError::NotUtf8),
            4 => self.array(argument, deeper(depth)?),
            5 => self.map(argument, deeper(depth)?),
            _ => self.item(deeper(depth)?),
        }
    }

    fn array(&mut self, items: u64, depth: u8) -> Result<(), FormatError> {
        // A lying count ends at once: each item takes a byte, and the bytes end.
        for _ in 0..items {
            self.item(depth)?;
        }
        Ok(())
    }

    fn map(&mut self, pairs: u64, depth: u8) -> Result<(), FormatError> {
        let mut previous: &[u8] = &[];
        for _ in 0..pairs {
            let start = self.at;
            self.item(depth)?;
            let key = &self.bytes[start..self.at];
            if key <= previous {
                return Err(FormatError::KeyOrder);
            }
            previous = key;
            self.item(depth)?;
        }
        Ok(())
    }

    fn argument(&mut self, info: u8) -> Result<u64, FormatError> {
        let (width, least) = match info {
            0..=23 => return Ok(u64::from(info)),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return Err(FormatError::NotDeterministic),
        };
        let value = self.take(width)?.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        if value < least { Err(FormatError::NotShortest) } else { Ok(value) }
    }

    /// `false`, `true`, `null` and shortest floats may stand in fields that a later version adds; nothing reads them.
    fn simple_or_float(&mut self, info: u8) -> Result<(), FormatError> {
        match info {
            20..=22 => Ok(()),
            25 => {
                let half = self.take(2)?;
                let nan = half[0] & 0x7c == 0x7c && (half[0] & 3 != 0 || half[1] != 0);
                if nan && half != [0x7e, 0] { Err(FormatError::NotDeterministic) } else { Ok(()) }
            }
            26 => {
                let raw = self.take(4)?;
                let value = f32::from_be_bytes([raw[0], raw[1], raw[2], raw[3]]);
                if fits_half(value) { Err(FormatError::NotShortest) } else { Ok(()) }
            }
            27 => {
                let raw = self.take(8)?.try_into().map_err(|_| FormatError::Truncated)?;
                let value = f64::from_be_bytes(raw);
                let single = value as f32;
                if value.is_nan() || f64::from(single) == value { Err(FormatError::NotShortest) } else { Ok(()) }
            }
            _ => Err(FormatError::NotDeterministic),
        }
    }

    fn take_long(&mut self, length: u64) -> Result<&'b [u8], FormatError> {
        self.take(usize::try_from(length).map_err(|_| FormatError::Truncated)?)
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], FormatError> {
        let end = self.at.checked_add(length).ok_or(FormatError::Truncated)?;
        let taken = self.bytes.get(self.at..end).ok_or(FormatError::Truncated)?;
        self.at = end;
        Ok(taken)
    }
}

fn deeper(depth: u8) -> Result<u8, FormatError> {
    if depth < MAX_DEPTH { Ok(depth + 1) } else { Err(FormatError::TooDeep) }
}

/// Whether half precision (RFC 8949, 4.2.1) holds this number without loss, so that single precision is too long.
fn fits_half(value: f32) -> bool {
    if !value.is_finite() || value == 0.0 {
        return true;
    }
    let exponent = ((value.to_bits() >> 23) & 0xff) as i32 - 127;
    let normal = (-14..=15).contains(&exponent) && value.to_bits() & 0x1fff == 0;
    let steps = value * 16_777_216.0; // subnormal halves are whole multiples of 2^-24
    normal || (steps.fract() == 0.0 && steps.abs() < 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn deterministic_items_pass_and_every_looser_form_is_refused() {
        let cases: [(&str, Result<(), FormatError>); 29] = [
            ("00", Ok(())),
            ("17", Ok(())),
            ("1818", Ok(())),
            ("1817", Err(FormatError::NotShortest)),
            ("1900ff", Err(FormatError::NotShortest)),
            ("190100", Ok(())),
            ("1a0000ffff", Err(FormatError::NotShortest)),
            ("1b00000000ffffffff", Err(FormatError::NotShortest)),
            ("5800", Err(FormatError::NotShortest)),
            ("4100", Ok(())),
            ("0000", Err(FormatError::TrailingBytes)),
            ("", Err(FormatError::Truncated)),
            ("42aa", Err(FormatError::Truncated)),
            ("9fff", Err(FormatError::NotDeterministic)),
            ("5fff", Err(FormatError::NotDeterministic)),
            ("bfff", Err(FormatError::NotDeterministic)),
            ("1c", Err(FormatError::NotDeterministic)),
            ("a20100 0200", Ok(())),
            ("a20200 0100", Err(FormatError::KeyOrder)),
            ("a20100 0100", Err(FormatError::KeyOrder)),
            ("61ff", Err(FormatError::NotUtf8)),
            ("8181818181818180", Ok(())),
            ("818181818181818180", Err(FormatError::TooDeep)),
            ("9bffffffffffffffff", Err(FormatError::Truncated)),
            ("f4", Ok(())),
            ("f7", Err(FormatError::NotDeterministic)),
            ("fa3fc00000", Err(FormatError::NotShortest)),
            ("fa47c35000", Ok(())),
            ("fb3ff8000000000000", Err(FormatError::NotShortest)),
        ];
        for (text, expected) in cases {
            let bytes = hex::decode(text.replace(' ', "")).expect("test data is hex");
            assert_eq!(scan(&bytes), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = scan(&bytes);
        }
    }
}
