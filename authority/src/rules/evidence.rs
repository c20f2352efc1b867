//! Whether the evidence record of a photo may count: camera means camera, and a record speaks of its own photo (R37, R38).
//!
//! The record is the phone's own word. It keeps honest programs apart and helps the reviewer; it proves nothing about a
//! changed one, so the authority looks at the photo itself on arrival.

use super::Ground;
use lz_api::applications::Route;
use lz_api::{Problem, ProblemCode};
use lz_credential::trust::Environment;
use lz_photo::evidence::{Evidence, Source};

/// Refuses a record that does not fit route, photo or environment. Only development may do without one.
pub(crate) fn check(
    record: Option<&serde_json::Value>,
    route: Route,
    photo: &str,
    ground: &Ground,
) -> Result<(), Problem> {
    let Some(record) = record else {
        return if ground.production { Err(ProblemCode::PhotoRefused.into()) } else { Ok(()) };
    };
    let environment = if ground.production { Environment::Production } else { Environment::Development };
    let fits = Evidence::read(record).and_then(|evidence| {
        evidence.acceptable_in(environment)?;
        evidence.speaks_of(photo)?;
        Ok(evidence.source)
    });
    let same_route = |source| match route {
        Route::Camera => source == Source::Camera,
        Route::Album => source == Source::Album,
        Route::Retained | Route::Window => false,
    };
    match fits {
        Ok(source) if same_route(source) => Ok(()),
        Ok(_) => Err(ProblemCode::PhotoRefused.into()),
        Err(error) => {
            tracing::info!(code = error.code(), "an evidence record does not count");
            Err(ProblemCode::PhotoRefused.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::PublishedRules;
    use lz_license::{StatusTable, UnixSeconds};
    use lz_photo::PhotoSpec;
    use lz_photo::session::{CameraKind, CameraSession};
    use lz_photo::still::{Provenance, StillInput, check as look};
    use serde_json::{Value, json};

    const NOW: UnixSeconds = UnixSeconds(1_788_000_000);

    /// The record of a drawn face that came this way, and the photo's name.
    fn record(camera: Option<CameraKind>) -> (Value, String) {
        let face = lz_photo::synth::drawn_face(756);
        let pixels: Vec<u8> = face.data.chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
        let input =
            StillInput::Rgba { pixels: &pixels, width: face.width, height: face.height, stride: face.width * 4 };
        let from = match camera {
            Some(kind) => Provenance::Camera(CameraSession::open([5; 16], kind, NOW).shot(NOW)),
            None => Provenance::Album,
        };
        let still = look(input, None, from, NOW, PhotoSpec::builtin()).unwrap();
        (serde_json::to_value(&still.evidence).unwrap(), still.evidence.sha256)
    }

    // R37 R38
    #[test]
    fn production_refuses_a_file_that_plays_the_camera_and_nobody_takes_a_record_of_something_else() {
        let (file, file_photo) = record(Some(CameraKind::DevFile));
        let (live, live_photo) = record(Some(CameraKind::Rear));
        let (album, album_photo) = record(None);
        let rules = PublishedRules { statuses: StatusTable::built_in().clone(), photo: PhotoSpec::builtin().clone() };
        let mut bent = live.clone();
        bent["version"] = json!(99);
        let cases = [
            // what, record, route, photo, good in development, good in production
            ("a live camera", Some(&live), Route::Camera, &live_photo, true, true),
            ("an album file", Some(&album), Route::Album, &album_photo, true, true),
            ("a file that plays the camera", Some(&file), Route::Camera, &file_photo, true, false),
            ("no record", None, Route::Camera, &live_photo, true, false),
            ("an album record on the camera route", Some(&album), Route::Camera, &album_photo, false, false),
            ("a camera record on the album route", Some(&live), Route::Album, &live_photo, false, false),
            ("the record of another photo", Some(&live), Route::Camera, &"00".repeat(32), false, false),
            ("a record of another version", Some(&bent), Route::Camera, &live_photo, false, false),
        ];
        for (what, record, route, photo, development, production) in cases {
            for (good, is_production) in [(development, false), (production, true)] {
                let ground = Ground::new(NOW, false, is_production, &rules);
                let code = check(record, route, photo, &ground).err().map(|problem| problem.code);
                let wanted = (!good).then_some(ProblemCode::PhotoRefused);
                assert_eq!(code, wanted, "{what}, production: {is_production}");
            }
        }
    }
}
