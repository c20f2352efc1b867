//! Prints what the checks see in picture files, and writes synthetic scenes to look at.

use std::{env, fs, path::PathBuf};

use lz_license::time::UnixSeconds;
use lz_photo::{
    PhotoSpec,
    face::{BuiltIn, FaceDetector},
    pixels::Rgb,
    still::{Provenance, StillInput, check},
    synth::{Cutout, Fault, Scene, drawn_face, raw},
};

fn open(path: &str) -> Rgb {
    let picture = image::open(path).expect("a picture").into_rgb8();
    Rgb::new(picture.width(), picture.height(), picture.into_raw()).expect("whole")
}

fn save(picture: &Rgb, path: PathBuf) {
    image::save_buffer(path, &picture.data, picture.width, picture.height, image::ColorType::Rgb8).expect("writable");
}

/// Raw measures of forty synthetic pictures, for `scripts/ofiq.py`.
fn write_raw(out: &std::path::Path) {
    fs::create_dir_all(out).expect("writable");
    let person = Cutout::new(open(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/assets/astronaut.png")));
    for seed in 0..40u64 {
        let mut scene = Scene::good(480, 640, 7000 + seed);
        if seed >= 8 {
            scene = scene.with(Fault::ALL[seed as usize % Fault::ALL.len()], 1);
        }
        let Some(raw) = raw(&scene.jpeg(&person)).expect("a picture") else { continue };
        let name = |end: &str| out.join(format!("{seed:02}.{end}"));
        let header = |kind: &str| format!("{kind}\n{} {}\n255\n", raw.view.width, raw.view.height).into_bytes();
        fs::write(name("ppm"), [header("P6"), raw.view.data.clone()].concat()).expect("writable");
        fs::write(name("pgm"), [header("P5"), raw.wall.clone()].concat()).expect("writable");
        let values: serde_json::Map<String, serde_json::Value> =
            raw.values.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        let json = serde_json::json!({"eyes": [raw.eyes.0, raw.eyes.1], "distance": raw.distance, "values": values});
        fs::write(name("json"), json.to_string()).expect("writable");
    }
}

#[allow(clippy::print_stdout)]
fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    match args[0].as_str() {
        "scenes" => {
            let out = PathBuf::from(&args[2]);
            fs::create_dir_all(&out).expect("writable");
            let person = Cutout::new(open(&args[1]));
            save(&Scene::good(720, 960, 1).pixels(&person), out.join("good.png"));
            let mut glasses = Scene::good(480, 640, 2);
            glasses.glasses = true;
            glasses.skin = [0.58, 0.50, 0.44];
            save(&glasses.pixels(&person), out.join("glasses.png"));
            save(&drawn_face(756), out.join("drawn.png"));
            for (i, fault) in Fault::ALL.into_iter().enumerate() {
                save(&Scene::good(480, 640, 3).with(fault, 1).pixels(&person), out.join(format!("fault-{i:02}.png")));
            }
        }
        "raw" => write_raw(&PathBuf::from(&args[1])),
        _ => {
            for path in &args {
                let picture = open(path);
                let faces =
                    BuiltIn.detect(&picture.resized(256, 256 * picture.height / picture.width).expect("size").luma());
                for face in faces.expect("detector") {
                    let f = face.frame;
                    println!(
                        "{path}: box {:.1} {:.1} {:.1} {:.1} px, {:.2}",
                        f.x * picture.width as f32,
                        f.y * picture.height as f32,
                        f.w * picture.width as f32,
                        f.h * picture.height as f32,
                        face.confidence
                    );
                }
                match check(
                    StillInput::Encoded(&fs::read(path).expect("readable")),
                    None,
                    Provenance::Album,
                    UnixSeconds(1_630_425_600),
                    PhotoSpec::builtin(),
                ) {
                    Ok(still) => {
                        println!(
                            "  {} bytes, q {}, standing {:?}, hint {:?}",
                            still.preview_jpeg.len(),
                            still.evidence.quality,
                            still.report.standing(),
                            still.report.first_hint()
                        );
                        for f in &still.report.findings {
                            if let Some(m) = f.measured {
                                println!("  {:20} {:8.3} (limit {}) {:?}", f.check.id(), m.value, m.limit, f.outcome);
                            }
                        }
                        fs::write(format!("{path}.upload.jpg"), &still.preview_jpeg).expect("writable");
                    }
                    Err(error) => println!("{path}: {}", error.code()),
                }
            }
        }
    }
}
