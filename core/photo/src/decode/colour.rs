//! Whether an ICC profile is sRGB. Only its three primaries are compared: names lie, primaries do not.

/// sRGB's primaries in the profile connection space (D50), from the public sRGB profile.
const SRGB: [[f64; 3]; 3] = [[0.4361, 0.2225, 0.0139], [0.3851, 0.7169, 0.0971], [0.1431, 0.0606, 0.7141]];

/// True if the profile's primaries are those of sRGB, or if it is a grey profile.
pub(super) fn is_srgb(profile: &[u8]) -> bool {
    if profile.get(16..20) == Some(b"GRAY") {
        return true;
    }
    let tags = [b"rXYZ", b"gXYZ", b"bXYZ"];
    tags.iter().zip(SRGB).all(|(name, want)| {
        xyz(profile, name).is_some_and(|got| got.iter().zip(want).all(|(g, w)| (g - w).abs() < 0.012))
    })
}

fn xyz(profile: &[u8], name: &[u8; 4]) -> Option<[f64; 3]> {
    let word = |at: usize| profile.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    let count = word(128)?.min(100) as usize;
    let entry = (0..count).map(|i| 132 + i * 12).find(|at| profile.get(*at..at + 4) == Some(name))?;
    let at = word(entry + 4)? as usize;
    let fixed = |i: usize| word(at.checked_add(8 + 4 * i)?).map(|v| f64::from(v as i32) / 65536.0);
    Some([fixed(0)?, fixed(1)?, fixed(2)?])
}
