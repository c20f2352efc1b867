//! The camera's session: live guidance, and stills that carry its nonce so that album bytes cannot pass for them (R37, R42).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lz_credential::UnixSeconds;
use lz_photo::face::{FaceObservation as Seen, SeenBy};
use lz_photo::geometry::Rect;
use lz_photo::guide::{FrameView, Guide, Phase, Plane, Planes, Turn};
use lz_photo::session::{CameraKind, CameraSession};
use lz_photo::still::Provenance;

use crate::engine::{self, Engine};
use crate::intent::{PhotoForm, PhotoJudgement, PhotoSource};
use crate::photo;
use crate::problem::{Code, CoreError};
use crate::setup::Environment;
use crate::words::say;

/// What takes the portrait of an application or a photo change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CameraUse {
    /// The rear camera, since another person takes it (R42).
    RearLens,
    /// The front camera, for a person who has nobody to help: off by default.
    FrontLens,
    /// Development alone: a file plays the camera, and the evidence says so.
    FilePlays,
}

/// How the pixels of a preview frame lie in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrameForm {
    /// Three planes y, u, v (Android `YUV_420_888` among them, with its pixel stride).
    YuvPlanes,
    /// Two planes, y and u-v pairs (iOS, and Android's NV21 with `v_first`).
    YuvPairs,
    /// One plane red, green, blue, alpha.
    RgbaRows,
}

/// The measures of a preview frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq)]
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

/// One session of the live camera. Its nonce stands in the evidence of every still that it took.
pub struct Camera {
    engine: Arc<Engine>,
    session: CameraSession,
    guide: Mutex<Guide>,
    over: AtomicBool,
}

impl std::fmt::Debug for Camera {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Camera")
    }
}

impl Camera {
    pub(crate) fn open(engine: &Arc<Engine>, kind: CameraUse) -> Result<Self, CoreError> {
        let ready = engine.ready()?;
        if photo::wanted(&ready)? != PhotoSource::LiveCamera {
            return Err(CoreError::not_now(Code::NotAtThisStep));
        }
        let kind = match (kind, engine.setup.environment) {
            (CameraUse::RearLens, _) => CameraKind::Rear,
            (CameraUse::FrontLens, _) => CameraKind::Front,
            (CameraUse::FilePlays, Environment::Development) => CameraKind::DevFile,
            (CameraUse::FilePlays, Environment::Production) => return Err(CoreError::not_now(Code::CameraOnly)),
        };
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(|_| CoreError::failed(Code::KeyStoreFails))?;
        Ok(Camera {
            engine: engine.clone(),
            session: CameraSession::open(nonce, kind, UnixSeconds(ready.now())),
            guide: Mutex::new(Guide::new(&ready.proofs().rules.photo)),
            over: AtomicBool::new(false),
        })
    }

    /// Looks at one preview frame, on the caller's thread; the planes are read, never kept. `YuvPlanes` takes y, u, v; `YuvPairs`
    /// takes y and the pairs; `RgbaRows` takes one plane. Planes that are not used may be empty.
    pub fn frame(
        &self,
        info: FrameInfo,
        a: &[u8],
        b: &[u8],
        c: &[u8],
        seen: Option<FaceObservation>,
    ) -> Result<Guidance, CoreError> {
        if self.over.load(Ordering::SeqCst) {
            return Err(CoreError::not_now(Code::CameraOver));
        }
        let turn = i32::try_from(info.rotation).ok().and_then(Turn::from_degrees);
        let turn = turn.ok_or(CoreError::failed(Code::FrameBroken))?;
        let view = FrameView {
            width: info.width,
            height: info.height,
            turn,
            mirrored: info.mirrored,
            planes: planes(&info, a, b, c),
        };
        let seen = seen.map(observation);
        let mut guide = self.guide.lock().unwrap_or_else(PoisonError::into_inner);
        let guidance = guide.frame(&view, seen.as_ref()).map_err(|error| CoreError::failed(photo::code(error)))?;
        Ok(Guidance {
            phase: match guidance.phase {
                Phase::Looking => GuidePhase::Looking,
                Phase::Adjust => GuidePhase::Adjust,
                Phase::HoldStill => GuidePhase::HoldStill,
                Phase::Ready => GuidePhase::TakeNow,
            },
            text: say(self.engine.language(), &guidance.text),
            hint: guidance.text,
            vibration: guidance.vibration.iter().copied().map(u32::from).collect(),
            best: guidance.best,
            target: guide_box(&guidance.outline.head),
            head: guidance.face.as_ref().map(guide_box),
        })
    }

    /// Hands over the still that was just taken. It stands in the preview if it is accepted.
    pub async fn shot(&self, jpeg: Vec<u8>) -> Result<PhotoJudgement, CoreError> {
        if self.over.load(Ordering::SeqCst) {
            return Err(CoreError::not_now(Code::CameraOver));
        }
        let engine = self.engine.clone();
        let ready = engine.ready()?;
        if photo::wanted(&ready)? != PhotoSource::LiveCamera {
            return Err(CoreError::not_now(Code::NotAtThisStep));
        }
        let from = Provenance::Camera(self.session.shot(UnixSeconds(ready.now())));
        engine::run(
            &self.engine,
            async move { photo::judge(&engine, &ready, jpeg, PhotoForm::Encoded, None, from).await },
        )
        .await
    }

    /// Ends the session; a still of it is no longer accepted.
    pub fn stop(&self) {
        self.over.store(true, Ordering::SeqCst);
    }
}

fn planes<'a>(info: &FrameInfo, a: &'a [u8], b: &'a [u8], c: &'a [u8]) -> Planes<'a> {
    let chroma = |data, pixel_stride| Plane { data, row_stride: info.chroma_row_stride, pixel_stride };
    let luma = Plane { data: a, row_stride: info.row_stride, pixel_stride: 1 };
    match info.form {
        FrameForm::YuvPlanes => {
            let (u, v) = if info.v_first { (c, b) } else { (b, c) };
            Planes::Yuv420 { y: luma, u: chroma(u, info.chroma_pixel_stride), v: chroma(v, info.chroma_pixel_stride) }
        }
        FrameForm::YuvPairs if info.v_first => Planes::Nv21 { y: luma, vu: chroma(b, 2) },
        FrameForm::YuvPairs => Planes::Nv12 { y: luma, uv: chroma(b, 2) },
        FrameForm::RgbaRows => Planes::Rgba { rgba: Plane { data: a, row_stride: info.row_stride, pixel_stride: 4 } },
    }
}

fn observation(seen: FaceObservation) -> Seen {
    let frame = Rect { x: seen.left, y: seen.top, w: seen.width, h: seen.height };
    let seen_by = match seen.detector {
        FaceDetectorKind::MlKit => SeenBy::MlKit,
        FaceDetectorKind::AppleVision => SeenBy::Vision,
        FaceDetectorKind::Hms => SeenBy::Hms,
        FaceDetectorKind::HarmonyOs => SeenBy::HarmonyOs,
    };
    Seen {
        roll_deg: seen.roll,
        yaw_deg: seen.yaw,
        pitch_deg: seen.pitch,
        eye_open: seen.eyes_open.map(|open| [open, open]),
        ..Seen::of_box(frame, seen_by, seen.confidence)
    }
}

fn guide_box(rect: &Rect) -> GuideBox {
    GuideBox { left: rect.x, top: rect.y, width: rect.w, height: rect.h }
}
