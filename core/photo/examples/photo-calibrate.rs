//! Prints how the detector's box relates to the true eyes of synthetic portraits.

use std::{env, path::PathBuf};

use lz_license::time::UnixSeconds;
use lz_photo::{
    PhotoSpec,
    pixels::Rgb,
    still::{Provenance, StillInput, check},
    synth::{Cutout, must_pass},
};

#[allow(clippy::print_stdout)]
fn main() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../demo/assets/astronaut.png");
    let picture = image::open(path).expect("a picture").into_rgb8();
    let person = Cutout::new(Rgb::new(picture.width(), picture.height(), picture.into_raw()).expect("whole"));
    let per_kind = env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(4);
    for case in must_pass(720, 960, per_kind, 100) {
        let bytes = case.scene.jpeg(&person);
        let still = check(
            StillInput::Encoded(&bytes),
            None,
            Provenance::Album,
            UnixSeconds(1_630_425_600),
            PhotoSpec::builtin(),
        )
        .expect("a picture");
        let truth = case.scene.eye_distance * case.scene.width as f32;
        let get = |id: &str| {
            still
                .report
                .findings
                .iter()
                .find(|f| f.check.id() == id)
                .and_then(|f| f.measured)
                .map_or(f32::NAN, |m| m.value)
        };
        println!(
            "{:24} ied {:.3} of truth; roll {:5.2} truth {:5.2}; size {:.3} centred {:.3} sharp {:.2} white {:.3} even {:.2} cheeks {:.2} grid {:.2} shoulders {:.1} cast {:.2} face {:.2} room {:.3} hint {:?}",
            case.name,
            still.evidence.source_eye_distance.unwrap_or(f32::NAN) / truth,
            get("pose.roll"),
            case.truth.roll_deg,
            get("face.size"),
            get("face.centred"),
            get("sharpness"),
            get("background.white"),
            get("background.even"),
            get("light.even"),
            get("picture.compressed"),
            get("pose.shoulders"),
            get("colour.natural"),
            get("light.face"),
            get("head.room"),
            still.report.first_hint().map(|c| c.id()),
        );
    }
}
