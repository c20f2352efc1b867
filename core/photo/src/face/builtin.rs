//! The built-in detector: rustface (SeetaFace) on a small grey copy.
//!
//! Traps, all measured: its `set_min_face_size` is ignored, so cost is governed by the size of the copy; its window is 40 px, so
//! a face must fill 31 % of a 130 px copy; its detector is not `Send` while its model is, so each thread builds its own, once.

use std::{cell::RefCell, sync::LazyLock};

use rustface::{Detector, ImageData, Model, create_detector_with_model, read_model};

use super::{FaceDetector, FaceObservation, SeenBy};
use crate::{PhotoError, geometry::Rect, pixels::Luma};

/// SHA-256 c4619d06…; see `model/LICENSE-seetaface.txt`.
static MODEL: LazyLock<Model> =
    LazyLock::new(|| read_model(super::model::unpacked().as_slice()).expect("the vendored model is whole"));

/// Least score of a face; below it, textures begin to be faces.
const SCORE: f64 = 2.0;

thread_local! {
    static DETECTOR: RefCell<Box<dyn Detector>> = RefCell::new({
        let mut detector = create_detector_with_model(MODEL.clone());
        detector.set_min_face_size(20);
        detector.set_score_thresh(SCORE);
        detector.set_pyramid_scale_factor(0.8);
        detector.set_slide_window_step(4, 4);
        detector
    });
}

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
        let (w, h) = (grey.width as f32, grey.height as f32);
        let image = ImageData::new(&grey.data, grey.width, grey.height);
        let mut faces: Vec<FaceObservation> = DETECTOR
            .with_borrow_mut(|detector| detector.detect(&image))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::{Cutout, Scene, open_rgb};

    #[test]
    fn a_detector_that_has_seen_other_pictures_answers_as_a_new_one() {
        let bytes = include_bytes!("../../../../demo/assets/astronaut.png");
        let person = Cutout::new(open_rgb(bytes).expect("a picture"));
        let pictures: Vec<Luma> = (0..6u32)
            .map(|i| {
                let mut scene = Scene::good(180 + 20 * i, 240 - 10 * i, u64::from(i));
                scene.eye_distance *= 1.0 + 0.1 * i as f32;
                scene.pixels(&person).luma()
            })
            .collect();
        let fresh = |picture: Luma| std::thread::spawn(move || BuiltIn.detect(&picture)).join().expect("no panic");
        for round in 0..2 {
            for (place, picture) in pictures.iter().enumerate() {
                assert_eq!(BuiltIn.detect(picture), fresh(picture.clone()), "round {round} picture {place}");
            }
        }
    }
}
