//! What the authority derives from an uploaded JPEG: the archive copy and the pixels of the license's portrait.

use crate::{PhotoError, decode, encode, pixels::Rgb, spec::PhotoSpec};

/// The copy for the files: 260×378, 14–30 kB in the built-in specification.
#[derive(Clone, PartialEq, Eq)]
pub struct ArchiveCopy {
    /// The JPEG, without metadata.
    pub jpeg: Vec<u8>,
    /// Its quality.
    pub quality: u8,
}

impl std::fmt::Debug for ArchiveCopy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ArchiveCopy({} bytes, quality {})", self.jpeg.len(), self.quality)
    }
}

/// Makes the archive copy of an uploaded JPEG.
pub fn archive_copy(upload: &[u8], spec: &PhotoSpec) -> Result<ArchiveCopy, PhotoError> {
    let picture = decode::encoded(upload, &spec.input)?.resized(spec.archive.width, spec.archive.height)?;
    let (jpeg, quality) = encode::jpeg_in_window(&picture, &spec.archive)?;
    Ok(ArchiveCopy { jpeg, quality })
}

/// The pixels of the license's portrait (132×192 in the built-in specification). The authority encodes them as WebP.
pub fn portrait_pixels(upload: &[u8], spec: &PhotoSpec) -> Result<Rgb, PhotoError> {
    decode::encoded(upload, &spec.input)?.resized(spec.portrait.width, spec.portrait.height)
}

/// The pixels of an uploaded JPEG for looking at, at most `side` pixels high and wide.
pub fn upload_pixels(upload: &[u8], spec: &PhotoSpec, side: u32) -> Result<Rgb, PhotoError> {
    let decoded = decode::encoded(upload, &spec.input)?;
    let (width, height) = decoded.upright_size();
    let longest = width.max(height).max(1);
    let shrunk = |length: u32| {
        let length = u64::from(length) * u64::from(side.min(longest)) / u64::from(longest);
        u32::try_from(length).unwrap_or(side).max(1)
    };
    decoded.resized(shrunk(width), shrunk(height))
}
