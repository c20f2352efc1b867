//! The built-in detector: rustface (SeetaFace) on a small grey copy.
//!
//! Traps, all measured: its `set_min_face_size` is ignored, so cost is governed by the size of the copy; its window is 40 px, so
//! a face must fill 31 % of a 130 px copy; its detector is not `Send` while its model is, so one is built for each call.

use std::sync::LazyLock;

use rustface::{ImageData, Model, create_detector_with_model, read_model};

use super::{FaceDetector, FaceObservation, SeenBy};
use crate::{PhotoError, geometry::Rect, pixels::Luma};

/// SHA-256 c4619d06…; see `model/LICENSE-seetaface.txt`.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    read_model(std::io::Cursor::new(include_bytes!("../../model/seeta_fd_frontal_v1.0.bin")))
        .expect("the vendored model is whole")
});

/// Least score of a face; below it, textures begin to be faces.
const SCORE: f64 = 2.0;

/// The detector that needs nothing but this crate. It looks at the picture at the size in which it is given.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltIn;

impl FaceDetector for BuiltIn {
    fn detect(&self, grey: &Luma) -> Result<Vec<FaceObservation>, PhotoError> {
        // Below its window the detector has nothing to slide; above 1024 it would take seconds.
        if grey.width < 40 || grey.height < 40 {
            return Ok(Vec::new());
        }
        if grey.width > 1024 || grey.height > 1024 {
            return Err(PhotoError::TooManyPixels);
        }
        let mut detector = create_detector_with_model(MODEL.clone());
        detector.set_min_face_size(20);
        detector.set_score_thresh(SCORE);
        detector.set_pyramid_scale_factor(0.8);
        detector.set_slide_window_step(4, 4);
        let (w, h) = (grey.width as f32, grey.height as f32);
        let mut faces: Vec<FaceObservation> = detector
            .detect(&ImageData::new(&grey.data, grey.width, grey.height))
            .iter()
            .map(|face| {
                let b = face.bbox();
                let frame = Rect {
                    x: b.x() as f32 / w,
                    y: b.y() as f32 / h,
                    w: b.width() as f32 / w,
                    h: b.height() as f32 / h,
                };
                FaceObservation::of_box(frame, SeenBy::BuiltIn, (face.score() / 20.0).clamp(0.0, 1.0) as f32)
            })
            .collect();
        faces.sort_by(|a, b| b.frame.area().total_cmp(&a.frame.area()));
        Ok(faces)
    }

    fn name(&self) -> &'static str {
        "rustface-0.1.7"
    }
}
