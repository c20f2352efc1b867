//! Mirrors the types of `lz_wallet` that stand in its module `camera`. Written by `scripts/mirror.py`.

use lz_wallet::{CameraUse, FaceDetectorKind, FaceObservation, FrameForm, FrameInfo, Guidance, GuideBox, GuidePhase};

/// What takes the portrait of an application or a photo change.
#[uniffi::remote(Enum)]
pub enum CameraUse {
    /// The rear camera, since another person takes it (R42).
    RearLens,
    /// The front camera, for a person who has nobody to help: off by default.
    FrontLens,
    /// Development alone: a file plays the camera, and the evidence says so.
    FilePlays,
}

/// How the pixels of a preview frame lie in memory.
#[uniffi::remote(Enum)]
pub enum FrameForm {
    /// Three planes y, u, v (Android `YUV_420_888` among them, with its pixel stride).
    YuvPlanes,
    /// Two planes, y and u-v pairs (iOS, and Android's NV21 with `v_first`).
    YuvPairs,
    /// One plane red, green, blue, alpha.
    RgbaRows,
}

/// The measures of a preview frame.
#[uniffi::remote(Record)]
pub struct FrameInfo {
    /// How the planes are to be read.
    pub form: FrameForm,
    /// Pixels across, before rotation.
    pub width: u32,
    /// Pixels down, before rotation.
    pub height: u32,
    /// Bytes from row to row of the first plane.
    pub row_stride: u32,
    /// Bytes from row to row of the chroma planes.
    pub chroma_row_stride: u32,
    /// Bytes from pixel to pixel of the chroma planes: 1 or 2.
    pub chroma_pixel_stride: u32,
    /// True if v comes before u.
    pub v_first: bool,
    /// Clockwise degrees to upright: 0, 90, 180 or 270.
    pub rotation: u32,
    /// True for a mirrored front camera.
    pub mirrored: bool,
    /// When, in milliseconds of any steady clock.
    pub at_ms: u64,
}

/// Whose face detector looked.
#[uniffi::remote(Enum)]
pub enum FaceDetectorKind {
    /// Google ML Kit.
    MlKit,
    /// Apple Vision.
    AppleVision,
    /// Huawei HMS ML Kit.
    Hms,
    /// HarmonyOS Core Vision.
    HarmonyOs,
}

/// What the platform's own face detector saw, in parts of the upright frame (0–1).
#[uniffi::remote(Record)]
pub struct FaceObservation {
    /// Whose detector.
    pub detector: FaceDetectorKind,
    /// How sure it is, 0–1.
    pub confidence: f32,
    /// Left edge of the largest face.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Roll in degrees, clockwise.
    pub roll: Option<f32>,
    /// Yaw in degrees.
    pub yaw: Option<f32>,
    /// Pitch in degrees.
    pub pitch: Option<f32>,
    /// 0–1; 1 is wide open. Absent if the platform cannot tell.
    pub eyes_open: Option<f32>,
}

/// The one thing to say now.
#[uniffi::remote(Record)]
pub struct Guidance {
    /// What the screen should be doing.
    pub phase: GuidePhase,
    /// Name of the sentence, stable; changes when the sentence does.
    pub hint: String,
    /// In words, also to be spoken when it changes.
    pub text: String,
    /// Vibration when it changes: milliseconds off, on, off …; empty for none.
    pub vibration: Vec<u32>,
    /// True for the best frame since the head is held still.
    pub best: bool,
    /// Where the head should be, in parts of the upright frame.
    pub target: GuideBox,
    /// Where the head is, if one was found.
    pub head: Option<GuideBox>,
}

/// What the camera screen should be doing.
#[uniffi::remote(Enum)]
pub enum GuidePhase {
    /// No face yet.
    Looking,
    /// Something to change.
    Adjust,
    /// All well: hold still.
    HoldStill,
    /// Take the picture now.
    TakeNow,
}

/// A box in parts of the upright frame (0–1).
#[uniffi::remote(Record)]
pub struct GuideBox {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}
