//! The few header bytes that decide whether a file is decoded at all.

use crate::PhotoError;

/// A container that is decoded here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

/// What the header claims.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    pub(crate) format: Format,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) progressive: bool,
    /// CMYK or YCCK.
    pub(crate) four_components: bool,
    /// Mean step of a JPEG's first quantisation table (luma): 17 at quality 85, 115 at 25.
    pub(crate) quantiser: Option<f32>,
    /// A JUMBF segment (APP11), where content credentials live.
    pub(crate) jumbf: bool,
}

/// Reads a header without decoding anything.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, PhotoError> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else if bytes.len() >= 12 && &bytes[..4] == b"RIFF" && &bytes[8..12] == b"WEBP" {
        webp(bytes)
    } else if is_heif(bytes) {
        Err(PhotoError::Heic)
    } else {
        Err(PhotoError::NotAPicture)
    }
}

/// HEIC or AVIF by any of the brands that the file claims: phones put their own first.
fn is_heif(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 11] =
        [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"miaf"];
    let length = be32(bytes, 0).unwrap_or(0).clamp(12, 256) as usize;
    bytes.get(4..8) == Some(b"ftyp")
        && bytes[8..length.min(bytes.len())].chunks_exact(4).any(|brand| BRANDS.contains(&brand))
}

fn plain(format: Format, width: u32, height: u32) -> Header {
    Header { format, width, height, progressive: false, four_components: false, quantiser: None, jumbf: false }
}

fn be16(bytes: &[u8], at: usize) -> Result<u32, PhotoError> {
    let b = bytes.get(at..at + 2).ok_or(PhotoError::Damaged)?;
    Ok(u32::from(b[0]) << 8 | u32::from(b[1]))
}

fn be32(bytes: &[u8], at: usize) -> Result<u32, PhotoError> {
    Ok(be16(bytes, at)? << 16 | be16(bytes, at + 2)?)
}

/// Walks the segments up to the first scan. More than one frame header, or a frame of unknown kind, is refused.
fn jpeg(bytes: &[u8]) -> Result<Header, PhotoError> {
    let mut found: Option<Header> = None;
    let mut jumbf = false;
    let mut quantiser = None;
    let mut at = 2;
    loop {
        if *bytes.get(at).ok_or(PhotoError::Damaged)? != 0xFF {
            return Err(PhotoError::Damaged);
        }
        while bytes.get(at) == Some(&0xFF) {
            at += 1;
        }
        let marker = *bytes.get(at).ok_or(PhotoError::Damaged)?;
        at += 1;
        match marker {
            0x01 | 0xD0..=0xD8 => continue,
            0xD9 => return Err(PhotoError::Damaged),
            0xDA => {
                let header = found.ok_or(PhotoError::Damaged)?;
                return Ok(Header { jumbf, quantiser, ..header });
            }
            0xC0..=0xC2 => {
                if found.is_some() {
                    return Err(PhotoError::Damaged);
                }
                if bytes.get(at + 2) != Some(&8) {
                    return Err(PhotoError::Unsupported);
                }
                let components = *bytes.get(at + 7).ok_or(PhotoError::Damaged)?;
                found = Some(Header {
                    height: be16(bytes, at + 3)?,
                    width: be16(bytes, at + 5)?,
                    progressive: marker == 0xC2,
                    four_components: components == 4,
                    ..plain(Format::Jpeg, 0, 0)
                });
            }
            // Lossless, hierarchical and arithmetic-coded frames.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Err(PhotoError::Unsupported),
            0xDB => quantiser = quantiser.or(luma_steps(bytes, at + 2)),
            0xEB => jumbf = true,
            _ => {}
        }
        let length = be16(bytes, at)? as usize;
        if length < 2 {
            return Err(PhotoError::Damaged);
        }
        at += length;
    }
}

/// Mean of the first table of a segment, if it is table 0 with 8-bit steps.
fn luma_steps(bytes: &[u8], at: usize) -> Option<f32> {
    let table = bytes.get(at..at + 65)?;
    (table[0] == 0).then(|| table[1..].iter().map(|step| f32::from(*step)).sum::<f32>() / 64.0)
}

fn png(bytes: &[u8]) -> Result<Header, PhotoError> {
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(PhotoError::Damaged);
    }
    Ok(plain(Format::Png, be32(bytes, 16)?, be32(bytes, 20)?))
}

/// Walks the chunks up to the picture. Only the lossy kind is read, which is what cameras write: the decoder of the lossless
/// kind (which alpha uses too) panics on damaged files in image-webp 0.2.4, and animations are no photos.
fn webp(bytes: &[u8]) -> Result<Header, PhotoError> {
    let byte = |at: usize| bytes.get(at).map(|b| u32::from(*b)).ok_or(PhotoError::Damaged);
    let three = |at: usize| Ok(byte(at)? | byte(at + 1)? << 8 | byte(at + 2)? << 16);
    let mut canvas = (0, 0);
    let mut at = 12;
    loop {
        let body = at + 8;
        let length = three(at + 4)? | byte(at + 7)? << 24;
        match bytes.get(at..at + 4) {
            Some(b"VP8X") => canvas = (1 + three(body + 4)?, 1 + three(body + 7)?),
            Some(b"VP8 ") => {
                let side = |at: usize| Ok((byte(at)? | byte(at + 1)? << 8) & 0x3FFF);
                let (width, height) = (side(body + 6)?, side(body + 8)?);
                return Ok(plain(Format::WebP, width.max(canvas.0), height.max(canvas.1)));
            }
            Some(b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF") => return Err(PhotoError::Unsupported),
            Some(_) => {}
            None => return Err(PhotoError::Damaged),
        }
        let length = length as usize;
        at = body.checked_add(length + length % 2).ok_or(PhotoError::Damaged)?;
    }
}
