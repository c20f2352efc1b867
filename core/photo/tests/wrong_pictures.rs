//! A face in the wrong picture, or none: the best honest answer (R56, R61, R62).

mod support;

use lz_photo::{
    Check, PhotoSpec, Report,
    pixels::Rgb,
    report::{Outcome, Standing, Why},
    still::{self, Provenance, StillInput},
    synth::{Fault, Scene},
};
use support::{PERSON, album, asset, now};

// R56
#[test]
fn a_cup_and_a_cat_are_refused_for_want_of_a_face() {
    for name in ["coffee.png", "chelsea.png"] {
        let still = album(&asset(name)).expect("a picture");
        assert_eq!(still.report.outcome(Check::FaceFound), Outcome::Fail, "{name}");
        assert_eq!(still.report.standing(), Standing::Refused);
        assert_eq!(still.report.first_hint(), Some(Check::FaceFound));
        // What depends on a face is not judged at all.
        assert_eq!(still.report.outcome(Check::PoseRoll), Outcome::Unknown(Why::DependsOn(Check::FaceFound)));
    }
}

// R56 R57
#[test]
fn the_specimen_portraits_stand_as_the_provenance_page_says() {
    let standing = |name: &str| album(&asset(name)).expect("a picture").report;
    assert_eq!(standing("portrait-specimen.jpg").standing(), Standing::Good);
    let original = standing("astronaut.png");
    assert_eq!(original.outcome(Check::BackgroundWhite), Outcome::Fail);
    assert_eq!(original.standing(), Standing::Refused);
    let drawn = standing("portrait-drawn.jpg");
    assert_ne!(drawn.standing(), Standing::Refused);
    assert_eq!(drawn.outcome(Check::FaceReal), Outcome::Unknown(Why::NeedsReviewer));
}

// R56
#[test]
fn two_people_are_refused_whatever_their_sizes() {
    for severity in 0..3 {
        let picture = Scene::good(720, 960, 50 + severity as u64).with(Fault::TwoPeople, severity).pixels(&PERSON);
        let report = report(&picture);
        assert_eq!(report.outcome(Check::FaceSingle), Outcome::Fail, "severity {severity}");
        assert_eq!((report.standing(), report.first_hint()), (Standing::Refused, Some(Check::FaceSingle)));
    }
}

// R62
#[test]
fn a_drawing_is_never_called_a_real_face() {
    let report = album(&asset("portrait-drawn.jpg")).expect("a picture").report;
    // Pixels cannot tell a good drawing from a photo: nothing is claimed, and the reviewer is asked.
    assert_eq!(report.outcome(Check::FaceReal), Outcome::Unknown(Why::NeedsReviewer));
    assert!(report.for_reviewer().contains(&Check::FaceReal));
}

/// A picture as somebody would photograph it from a screen: fine bands over everything.
fn from_a_screen(picture: &Rgb, period: f32) -> Rgb {
    let mut out = picture.clone();
    for y in 0..out.height {
        for x in 0..out.width {
            let wave = 1.0 + 0.05 * (std::f32::consts::TAU * (y as f32 + 0.2 * x as f32) / period).sin();
            let at = ((y * out.width + x) * 3) as usize;
            out.data[at..at + 3].iter_mut().for_each(|c| *c = (f32::from(*c) * wave).round().clamp(0.0, 255.0) as u8);
        }
    }
    out
}

/// A picture as part of a larger dark thing: a phone, a card on a table.
fn in_a_frame(picture: &Rgb) -> Rgb {
    let (bw, bh) = (picture.width / 6, picture.height / 8);
    let (width, height) = (picture.width + 2 * bw, picture.height + 2 * bh);
    let mut data = vec![60u8; (width * height * 3) as usize];
    for y in 0..picture.height {
        let from = (y * picture.width * 3) as usize;
        let to = (((y + bh) * width + bw) * 3) as usize;
        let row = (picture.width * 3) as usize;
        data[to..to + row].copy_from_slice(&picture.data[from..from + row]);
    }
    Rgb::new(width, height, data).expect("whole")
}

fn png(picture: &Rgb) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let buffer = image::RgbImage::from_raw(picture.width, picture.height, picture.data.clone()).expect("whole");
    buffer.write_to(&mut bytes, image::ImageFormat::Png).expect("encodes");
    bytes.into_inner()
}

// R61
#[test]
fn a_photo_of_a_screen_or_of_a_framed_picture_is_doubted_and_a_plain_one_is_not() {
    let outcome = |picture: &Rgb| album(&png(picture)).expect("a picture").report.outcome(Check::PictureRecaptured);
    for seed in 40..46 {
        let plain = Scene::good(720, 960, seed).pixels(&PERSON);
        assert_eq!(outcome(&plain), Outcome::Pass, "seed {seed}");
        // Advice only: it warns, it never refuses.
        assert_eq!(outcome(&in_a_frame(&plain)), Outcome::Warn, "seed {seed}");
        for period in [9.0, 14.0, 22.0] {
            assert_eq!(outcome(&from_a_screen(&plain, period)), Outcome::Warn, "seed {seed} period {period}");
        }
    }
}

fn report(picture: &Rgb) -> Report {
    let input = png(picture);
    still::check(StillInput::Encoded(&input), None, Provenance::Album, now(), PhotoSpec::builtin())
        .expect("a picture")
        .report
}

/// Paints a rectangle with round corners.
fn paint(out: &mut Rgb, (x, y, w, h): (u32, u32, u32, u32), radius: u32, colour: impl Fn(u32, u32) -> [u8; 3]) {
    for dy in 0..h {
        for dx in 0..w {
            let (cx, cy) = (dx.clamp(radius, w - 1 - radius), dy.clamp(radius, h - 1 - radius));
            if (dx.abs_diff(cx).pow(2) + dy.abs_diff(cy).pow(2)) <= radius * radius {
                let at = (((y + dy) * out.width + x + dx) * 3) as usize;
                out.data[at..at + 3].copy_from_slice(&colour(dx, dy));
            }
        }
    }
}

/// An identity card on a wooden table: text to the left, fine lines, and a portrait that fills a third of it.
fn card_on_a_table(seed: u64) -> Rgb {
    let (width, height) = (1600, 1200);
    let wood = |x: u32, y: u32| {
        let grain = (f64::from(y) * 0.09 + (f64::from(x) * 0.011).sin() * 3.0).sin() * 14.0;
        [(132.0 + grain) as u8, (94.0 + grain) as u8, (60.0 + grain * 0.6) as u8]
    };
    let data = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| wood(x, y)).collect();
    let mut out = Rgb::new(width, height, data).expect("whole");
    let lines = |x: u32, y: u32| {
        let wave = (f64::from(y) / 7.0 + (f64::from(x) / 40.0).sin() * 2.0).sin() * 5.0;
        [(214.0 + wave) as u8, (228.0 + wave) as u8, (240.0 + wave) as u8]
    };
    paint(&mut out, (130, 180, 1340, 845), 40, lines);
    for row in 0..7 {
        for glyph in 0..(14 - row % 3 * 3) {
            paint(&mut out, (190 + glyph * 46, 260 + row * 100, 30, 36), 3, |x, y| {
                if (x / 5 + y / 7) % 2 == 0 { [30; 3] } else { [200; 3] }
            });
        }
    }
    let portrait = Scene::good(720, 960, seed).pixels(&PERSON).resized(420, 560).expect("a size");
    paint(&mut out, (960, 290, 420, 560), 2, |x, y| portrait.at(i64::from(x), i64::from(y)));
    out
}

// R61
#[test]
fn a_photo_of_an_identity_card_is_doubted() {
    for seed in [60, 61, 62] {
        let report = report(&card_on_a_table(seed));
        assert_ne!(report.standing(), Standing::Good, "seed {seed}");
        assert_eq!(report.outcome(Check::PictureRecaptured), Outcome::Warn, "seed {seed}");
    }
}
