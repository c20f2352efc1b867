//! The still pipeline: bytes or pixels in; report, upload JPEG and evidence out (R37, R38, R42, R55–R62).

use lz_license::time::UnixSeconds;

use crate::{
    PhotoError,
    evidence::{Evidence, Source},
    face::{BuiltIn, FaceDetector, FaceObservation},
    report::Report,
    session::ShotTicket,
    spec::PhotoSpec,
};

/// A picture as it comes in.
#[derive(Clone, Copy)]
pub enum StillInput<'a> {
    /// The bytes of a JPEG, PNG or WebP file.
    Encoded(&'a [u8]),
    /// Upright pixels from the platform's own decoder (HEIC), red first, alpha ignored over white.
    Rgba {
        /// Four bytes a pixel.
        pixels: &'a [u8],
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Bytes from one row to the next.
        stride: u32,
    },
}

/// Where a picture comes from. The camera route cannot be claimed without a ticket of an open camera session.
#[derive(Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Out of the app's camera session (R37).
    Camera(ShotTicket),
    /// Chosen from the album.
    Album,
    /// Held by the authority.
    Retained,
}

impl Provenance {
    /// The route.
    pub fn source(&self) -> Source {
        match self {
            Provenance::Camera(_) => Source::Camera,
            Provenance::Album => Source::Album,
            Provenance::Retained => Source::Retained,
        }
    }
}

/// What comes out: the bytes that are previewed are the bytes that are sent (R38).
#[derive(Clone, PartialEq)]
pub struct Still {
    /// All findings.
    pub report: Report,
    /// The one JPEG, at the specification's upload size, without metadata.
    pub preview_jpeg: Vec<u8>,
    /// SHA-256 of `preview_jpeg`: the name under which it is uploaded.
    pub sha256: [u8; 32],
    /// The record beside it.
    pub evidence: Evidence,
}

impl std::fmt::Debug for Still {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Still({} bytes, {:?})", self.preview_jpeg.len(), self.report.standing())
    }
}

/// Checks a picture with the built-in detector. See [`check_with`].
pub fn check(
    input: StillInput<'_>,
    taken_at: Option<UnixSeconds>,
    from: Provenance,
    now: UnixSeconds,
    spec: &PhotoSpec,
) -> Result<Still, PhotoError> {
    check_with(&BuiltIn, input, taken_at, from, now, spec, None)
}

/// Checks a picture.
///
/// `taken_at` is the date that the platform knows beside pixels; a file's own date goes before it. `seen` is the platform's
/// observation of this very picture; the built-in detector cross-checks it.
/// Errors: [`PhotoError`] if there is nothing to report on; a picture without a face is no error but a report.
pub fn check_with(
    detector: &dyn FaceDetector,
    input: StillInput<'_>,
    taken_at: Option<UnixSeconds>,
    from: Provenance,
    now: UnixSeconds,
    spec: &PhotoSpec,
    seen: Option<&FaceObservation>,
) -> Result<Still, PhotoError> {
    let _ = (detector, input, taken_at, from, now, spec, seen);
    Err(PhotoError::Unsupported)
}
