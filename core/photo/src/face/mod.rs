//! Where the face is, and who says so: the platform's own detector or the built-in one.

use serde::{Deserialize, Serialize};

use crate::{
    PhotoError,
    geometry::{Point, Rect},
    pixels::Luma,
};

mod builtin;
pub(crate) mod find;
mod light;
mod model;
pub mod pupils;

pub use builtin::BuiltIn;

/// Who saw the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeenBy {
    /// Google ML Kit, bundled.
    MlKit,
    /// Apple Vision.
    Vision,
    /// Huawei HMS ML Kit.
    Hms,
    /// HarmonyOS Core Vision.
    HarmonyOs,
    /// rustface, in this crate.
    BuiltIn,
    /// A test that knows the truth.
    Fixed,
}

/// One face as a detector reports it, in shares of the upright picture.
///
/// Only `frame` is required. What a detector does not know stays `None`, and what nobody knows is `Unknown` in the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FaceObservation {
    /// The face box: about brows to chin, as detectors draw it.
    pub frame: Rect,
    /// Who says so.
    pub seen_by: SeenBy,
    /// 0..1.
    pub confidence: f32,
    /// The two pupils or eye centres, left in the picture first.
    pub eyes: Option<[Point; 2]>,
    /// Lowest point of the chin.
    pub chin: Option<Point>,
    /// Turn to a side, degrees.
    pub yaw_deg: Option<f32>,
    /// Nod, degrees.
    pub pitch_deg: Option<f32>,
    /// Tilt, degrees, positive = clockwise in the picture.
    pub roll_deg: Option<f32>,
    /// Probability that each eye is open, left in the picture first.
    pub eye_open: Option<[f32; 2]>,
    /// Probability of a smile.
    pub smiling: Option<f32>,
    /// Probability of a hat.
    pub hat: Option<f32>,
    /// Probability of sunglasses.
    pub sunglasses: Option<f32>,
    /// Probability of a mask.
    pub mask: Option<f32>,
}

impl FaceObservation {
    /// A face of which only the box is known.
    pub fn of_box(frame: Rect, seen_by: SeenBy, confidence: f32) -> Self {
        FaceObservation {
            frame,
            seen_by,
            confidence,
            eyes: None,
            chin: None,
            yaw_deg: None,
            pitch_deg: None,
            roll_deg: None,
            eye_open: None,
            smiling: None,
            hat: None,
            sunglasses: None,
            mask: None,
        }
    }
}

/// Finds faces in a grey picture.
pub trait FaceDetector: Send + Sync {
    /// All faces, the largest first. `grey` is upright; the answer is in shares of it.
    fn detect(&self, grey: &Luma) -> Result<Vec<FaceObservation>, PhotoError>;

    /// A stable name for the evidence record.
    fn name(&self) -> &'static str;
}
