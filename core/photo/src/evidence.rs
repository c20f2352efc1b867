//! The evidence record: what was measured, by which rules and detector, and how the picture came in.
//!
//! It travels beside the picture, never inside it; the picture itself carries no metadata.

use lz_credential::trust::Environment;
use lz_license::time::UnixSeconds;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{face::SeenBy, report::Report, session::CameraKind};

/// Which of the three routes the picture came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Taken in the app (R35–R42).
    Camera,
    /// Chosen from the album (R43–R49).
    Album,
    /// Held by the authority (R29).
    Retained,
}

/// How it was captured, as far as the core knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaptureMode {
    /// By the app's camera session.
    Live,
    /// By a file that plays the camera: refused by a production profile.
    DevFile,
    /// Not by us.
    File,
}

/// Marks in the file that may mean editing. Hints for the reviewer, never a verdict (R61, R62).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditTraces {
    /// A known editing program named itself.
    pub editor: bool,
    /// A content-credentials manifest (JUMBF, C2PA) is present.
    pub content_credentials: bool,
    /// The camera's own tags (maker, model, exposure) are missing.
    pub no_camera_tags: bool,
    /// Bytes after the end of the picture.
    pub trailer: bool,
}

/// Why an evidence record does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EvidenceError {
    /// Not a record of this version.
    #[error("evidence unreadable")]
    Unreadable,
    /// A file played the camera, and this is no development system.
    #[error("evidence of a development camera")]
    DevFile,
    /// Its fields contradict each other: a camera route without a session, an album photo with one.
    #[error("evidence contradicts itself")]
    Contradiction,
    /// It speaks of another picture.
    #[error("evidence of another picture")]
    OtherPicture,
}

impl EvidenceError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            EvidenceError::Unreadable => "photo-evidence-unreadable",
            EvidenceError::DevFile => "photo-evidence-dev-file",
            EvidenceError::Contradiction => "photo-evidence-contradiction",
            EvidenceError::OtherPicture => "photo-evidence-other-picture",
        }
    }
}

/// What the phone knows about a picture beyond its pixels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Format version of this record.
    pub version: u32,
    /// SHA-256 of the upload JPEG, hexadecimal.
    pub sha256: String,
    /// The route.
    pub source: Source,
    /// How it was captured.
    pub mode: CaptureMode,
    /// Nonce of the camera session, hexadecimal (R37).
    pub session: Option<String>,
    /// Which camera.
    pub camera: Option<CameraKind>,
    /// When the picture says, or the platform said, it was taken. Editable: never proof.
    pub taken_at: Option<UnixSeconds>,
    /// When the check ran.
    pub checked_at: UnixSeconds,
    /// Name of the detector that found the face.
    pub detector: String,
    /// Whose observation was used.
    pub seen_by: Option<SeenBy>,
    /// JPEG quality of the upload.
    pub quality: u8,
    /// Degrees by which the crop was turned upright, if it was.
    pub straightened_deg: Option<f32>,
    /// Pixels between the eyes in the picture that came in.
    pub source_eye_distance: Option<f32>,
    /// Marks of editing.
    pub traces: EditTraces,
    /// All findings.
    pub report: Report,
}

impl Evidence {
    /// The version of the record that is written and read.
    pub const VERSION: u32 = 1;

    /// Reads a record as an application carries it.
    pub fn read(json: &serde_json::Value) -> Result<Evidence, EvidenceError> {
        let evidence = Evidence::deserialize(json).map_err(|_| EvidenceError::Unreadable)?;
        if evidence.version == Evidence::VERSION { Ok(evidence) } else { Err(EvidenceError::Unreadable) }
    }

    /// Whether the record may count in a system of this kind: a file that plays the camera counts in development alone (R37).
    ///
    /// It is the phone's own word: it can keep honest programs apart, and proves nothing about a changed one.
    pub fn acceptable_in(&self, environment: Environment) -> Result<(), EvidenceError> {
        let dev_file = self.mode == CaptureMode::DevFile || self.camera == Some(CameraKind::DevFile);
        if dev_file && environment == Environment::Production {
            return Err(EvidenceError::DevFile);
        }
        let live = self.session.is_some() && self.camera.is_some();
        let sound = match (self.source, self.mode) {
            (Source::Camera, CaptureMode::Live) => live && !dev_file,
            (Source::Camera, CaptureMode::DevFile) => live && self.camera == Some(CameraKind::DevFile),
            (Source::Album | Source::Retained, CaptureMode::File) => self.session.is_none() && self.camera.is_none(),
            (Source::Camera, CaptureMode::File) | (Source::Album | Source::Retained, _) => false,
        };
        if sound { Ok(()) } else { Err(EvidenceError::Contradiction) }
    }

    /// Whether the record speaks of the picture with this SHA-256, in hexadecimal (R38).
    pub fn speaks_of(&self, sha256: &str) -> Result<(), EvidenceError> {
        if self.sha256.eq_ignore_ascii_case(sha256) { Ok(()) } else { Err(EvidenceError::OtherPicture) }
    }
}
