//! Live guidance: frames as cameras deliver them, one calm hint, the same rules as for a still.

mod support;

use lz_photo::{
    Check, PhotoError, PhotoSpec,
    face::{FaceObservation, SeenBy},
    geometry::Rect,
    guide::{FrameView, Guide, Phase, Plane, Planes, Toward, Turn},
    pixels::Rgb,
    report::{Outcome, Why},
    synth::{Fault, Fixed, Scene},
};
use support::PERSON;

/// A frame in memory, in the shapes that cameras use.
struct Frame {
    width: u32,
    height: u32,
    y: Vec<u8>,
    u: Vec<u8>,
    v: Vec<u8>,
}

impl Frame {
    /// Full-range BT.601 planes of a picture.
    fn of(picture: &Rgb) -> Frame {
        let clip = |v: f32| v.round().clamp(0.0, 255.0) as u8;
        let yuv = |p: [u8; 3]| {
            let [r, g, b] = p.map(f32::from);
            let y = 0.299 * r + 0.587 * g + 0.114 * b;
            (clip(y), clip((b - y) * 0.564 + 128.0), clip((r - y) * 0.713 + 128.0))
        };
        let (w, h) = (picture.width, picture.height);
        let at = |x: u32, y: u32| yuv(picture.at(i64::from(x), i64::from(y)));
        let y = (0..h).flat_map(|y| (0..w).map(move |x| (x, y))).map(|(x, y)| at(x, y).0).collect();
        let chroma = (0..h.div_ceil(2)).flat_map(|y| (0..w.div_ceil(2)).map(move |x| (2 * x, 2 * y)));
        let (u, v) = chroma.map(|(x, y)| at(x, y)).map(|(_, u, v)| (u, v)).unzip();
        Frame { width: w, height: h, y, u, v }
    }

    /// Two chroma planes woven into one, as `YUV_420_888` cameras do: each starts in the other's gaps and lacks the last byte.
    fn woven(&self) -> (Vec<u8>, Vec<u8>) {
        let uv: Vec<u8> = self.u.iter().zip(&self.v).flat_map(|(u, v)| [*u, *v]).collect();
        let v = uv[1..].to_vec();
        (uv[..uv.len() - 1].to_vec(), v)
    }

    fn view<'a>(&'a self, turn: Turn, planes: Planes<'a>) -> FrameView<'a> {
        FrameView { width: self.width, height: self.height, turn, mirrored: false, planes }
    }

    fn luma(&self) -> Plane<'_> {
        Plane { data: &self.y, row_stride: self.width, pixel_stride: 1 }
    }
}

fn scene(seed: u64) -> Scene {
    Scene::good(480, 640, seed)
}

/// The upright picture as a sensor stores it that must be turned a quarter clockwise.
fn on_its_side(picture: &Rgb) -> Rgb {
    let (w, h) = (picture.height, picture.width);
    let data = (0..h)
        .flat_map(|y| (0..w).map(move |x| (x, y)))
        .flat_map(|(x, y)| picture.at(i64::from(picture.width - 1 - y), i64::from(x)))
        .collect();
    Rgb::new(w, h, data).expect("whole")
}

#[test]
fn planes_one_sample_short_as_cameras_deliver_them_are_read() {
    let frame = Frame::of(&on_its_side(&scene(1).pixels(&PERSON)));
    assert_eq!((frame.width, frame.height), (640, 480));
    let (u, v) = frame.woven();
    assert_eq!((u.len(), v.len()), (153_599, 153_599));
    let chroma = |data| Plane { data, row_stride: 640, pixel_stride: 2 };
    let planes = Planes::Yuv420 { y: frame.luma(), u: chroma(&u), v: chroma(&v) };
    let mut guide = Guide::new(PhotoSpec::builtin());
    let guidance = guide.frame(&frame.view(Turn::Quarter, planes), None).expect("a frame");
    assert_eq!(guidance.report.outcome(Check::FaceFound), Outcome::Pass);
    assert_eq!(guidance.report.outcome(Check::ColourMonochrome), Outcome::Pass);
    assert_eq!(guidance.report.first_hint(), None);

    // One sample less is truly too small: an error, not a panic.
    let cut = Planes::Yuv420 { y: frame.luma(), u: chroma(&u[..u.len() - 1]), v: chroma(&v) };
    assert_eq!(guide.frame(&frame.view(Turn::Quarter, cut), None).err(), Some(PhotoError::ShortBuffer));
    let cut = Planes::Yuv420 { y: Plane { data: &frame.y[1..], ..frame.luma() }, u: chroma(&u), v: chroma(&v) };
    assert_eq!(guide.frame(&frame.view(Turn::Quarter, cut), None).err(), Some(PhotoError::ShortBuffer));
}

#[test]
fn all_layouts_turns_and_mirrors_of_one_frame_give_one_answer() {
    let picture = scene(2).pixels(&PERSON);
    let report = |frame: &FrameView<'_>| Guide::new(PhotoSpec::builtin()).frame(frame, None).expect("a frame");
    let frame = Frame::of(&picture);
    let (u, v) = frame.woven();
    let woven = |data| Plane { data, row_stride: 480, pixel_stride: 2 };
    let apart = |data| Plane { data, row_stride: 240, pixel_stride: 1 };
    let uv: Vec<u8> = frame.u.iter().zip(&frame.v).flat_map(|(u, v)| [*u, *v]).collect();
    let vu: Vec<u8> = frame.u.iter().zip(&frame.v).flat_map(|(u, v)| [*v, *u]).collect();
    let base =
        report(&frame.view(Turn::None, Planes::Yuv420 { y: frame.luma(), u: apart(&frame.u), v: apart(&frame.v) }));
    assert_eq!(base.report.first_hint(), None);
    for planes in [
        Planes::Yuv420 { y: frame.luma(), u: woven(&u), v: woven(&v) },
        Planes::Nv12 { y: frame.luma(), uv: woven(&uv) },
        Planes::Nv21 { y: frame.luma(), vu: woven(&vu) },
    ] {
        assert_eq!(report(&frame.view(Turn::None, planes)).report, base.report);
    }
    // Padding at the end of rows.
    let padded: Vec<u8> = frame.y.chunks(480).flat_map(|row| row.iter().copied().chain([77; 32])).collect();
    let y = Plane { data: &padded[..padded.len() - 32], row_stride: 512, pixel_stride: 1 };
    assert_eq!(
        report(&frame.view(Turn::None, Planes::Yuv420 { y, u: apart(&frame.u), v: apart(&frame.v) })).report,
        base.report
    );
    // Turned by a quarter, half and three quarters; luma alone is compared, for chroma pairs shift with the turn.
    let once = on_its_side(&picture);
    let twice = on_its_side(&once);
    let thrice = on_its_side(&twice);
    for (stored, turn) in [(once, Turn::Quarter), (twice, Turn::Half), (thrice, Turn::ThreeQuarters)] {
        let frame = Frame::of(&stored);
        let half = frame.width.div_ceil(2);
        let plane = |data| Plane { data, row_stride: half, pixel_stride: 1 };
        let got = report(&frame.view(turn, Planes::Yuv420 { y: frame.luma(), u: plane(&frame.u), v: plane(&frame.v) }));
        assert_eq!(got.face, base.face, "{turn:?}");
        assert_eq!(got.report.first_hint(), None, "{turn:?}");
    }
    // A mirrored frame is looked at unmirrored.
    let mirrored: Vec<u8> =
        picture.data.chunks(480 * 3).flat_map(|row| row.chunks(3).rev().flatten().copied()).collect();
    let rgba = |data: &[u8]| -> Vec<u8> { data.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect() };
    let (straight, mirrored) = (rgba(&picture.data), rgba(&mirrored));
    let view = |data, mirrored| FrameView {
        width: 480,
        height: 640,
        turn: Turn::None,
        mirrored,
        planes: Planes::Rgba { rgba: Plane { data, row_stride: 1920, pixel_stride: 4 } },
    };
    assert_eq!(report(&view(&straight, false)).report, report(&view(&mirrored, true)).report);
}

#[test]
fn frames_of_senseless_sizes_are_errors() {
    let data = vec![128u8; 640 * 480];
    let plane = |row_stride, pixel_stride| Plane { data: &data, row_stride, pixel_stride };
    let planes = Planes::Yuv420 { y: plane(640, 1), u: plane(320, 1), v: plane(320, 1) };
    for (width, height) in [(0, 0), (0, 480), (640, 0), (63, 480), (100_000, 100_000), (u32::MAX, u32::MAX), (641, 480)]
    {
        let frame = FrameView { width, height, turn: Turn::None, mirrored: false, planes };
        assert_eq!(
            Guide::new(PhotoSpec::builtin()).frame(&frame, None).err(),
            Some(PhotoError::ShortBuffer),
            "{width}x{height}"
        );
    }
    let still = Planes::Yuv420 { y: plane(640, 0), u: plane(320, 1), v: plane(320, 1) };
    let frame = FrameView { width: 640, height: 480, turn: Turn::None, mirrored: false, planes: still };
    assert_eq!(Guide::new(PhotoSpec::builtin()).frame(&frame, None).err(), Some(PhotoError::ShortBuffer));
    assert_eq!(Turn::from_degrees(-90), Some(Turn::ThreeQuarters));
    assert_eq!(Turn::from_degrees(45), None);
}

/// Plays scenes as RGBA frames and collects the answers.
fn play(guide: &mut Guide, scenes: &[Scene]) -> Vec<(Phase, Option<(Check, Toward)>)> {
    scenes
        .iter()
        .map(|scene| {
            let data: Vec<u8> = scene.pixels(&PERSON).data.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
            let rgba = Plane { data: &data, row_stride: scene.width * 4, pixel_stride: 4 };
            let view = FrameView {
                width: scene.width,
                height: scene.height,
                turn: Turn::None,
                mirrored: false,
                planes: Planes::Rgba { rgba },
            };
            let guidance = guide.frame(&view, None).expect("a frame");
            let text = lz_text::say(lz_text::Lang::En, &guidance.text, &lz_text::Args::new());
            assert!(!text.contains("photo-"), "no sentence for {}", guidance.text);
            (guidance.phase, guidance.hint.map(|h| (h.check, h.toward)))
        })
        .collect()
}

// R42 R56
#[test]
fn a_hint_waits_until_it_holds_and_the_camera_becomes_ready_when_all_is_still() {
    let good = scene(5);
    let far = good.clone().with(Fault::Small, 1);
    let mut guide = Guide::new(PhotoSpec::builtin());
    // Two frames of a fault are a flicker: nothing is said.
    let calm = play(&mut guide, &[good.clone(), far.clone(), far.clone(), good.clone()]);
    assert!(calm.iter().all(|(_, hint)| hint.is_none()), "{calm:?}");
    // Three are a hint, with its direction.
    let told = play(&mut guide, &[far.clone(), far.clone(), far.clone(), far.clone()]);
    assert_eq!(told[3], (Phase::Adjust, Some((Check::FaceSize, Toward::Closer))));
    // It leaves after four good frames, then the phone asks for stillness, then it is ready.
    let back = play(&mut guide, &vec![good.clone(); 12]);
    assert_eq!(back[2].0, Phase::Adjust, "too early: {back:?}");
    assert!(back.iter().any(|(phase, _)| *phase == Phase::HoldStill));
    assert_eq!(back[11], (Phase::Ready, None));
}

// R56 R57
#[test]
fn each_fault_gets_its_own_hint_with_a_direction_where_there_is_one() {
    let mut right = scene(6);
    right.eyes.0 = 0.70;
    let mut left = scene(6);
    left.eyes.0 = 0.30;
    let mut low = scene(6);
    low.eyes.1 = 0.53;
    let mut large = scene(6);
    large.eye_distance *= 1.35;
    let cases = [
        (right, Check::FaceCentred, Toward::Right),
        (left, Check::FaceCentred, Toward::Left),
        (low, Check::FaceCentred, Toward::Down),
        (large, Check::FaceSize, Toward::Farther),
        (scene(6).with(Fault::Small, 1), Check::FaceSize, Toward::Closer),
        (scene(6).with(Fault::WallTint, 1), Check::BackgroundWhite, Toward::Nowhere),
        (scene(6).with(Fault::Under, 1), Check::LightWall, Toward::Nowhere),
        (scene(6).with(Fault::Over, 1), Check::LightOver, Toward::Nowhere),
        (scene(6).with(Fault::SideLight, 1), Check::LightEven, Toward::Nowhere),
        (scene(6).with(Fault::Blur, 1), Check::Sharpness, Toward::Nowhere),
        (scene(6).with(Fault::Tilt, 1), Check::PoseRoll, Toward::Nowhere),
        (scene(6).with(Fault::LightClothes, 2), Check::ClothesDark, Toward::Nowhere),
    ];
    for (scene, check, toward) in cases {
        let played = play(&mut Guide::new(PhotoSpec::builtin()), &vec![scene; 4]);
        assert_eq!(played[3].1, Some((check, toward)), "{}", check.id());
    }
}

#[test]
fn an_empty_wall_asks_for_a_face_and_the_outline_stays_where_it_is() {
    let data = vec![240u8; 480 * 640 * 4];
    let rgba = Plane { data: &data, row_stride: 1920, pixel_stride: 4 };
    let view = FrameView { width: 480, height: 640, turn: Turn::None, mirrored: false, planes: Planes::Rgba { rgba } };
    let mut guide = Guide::new(PhotoSpec::builtin());
    let answers: Vec<_> = (0..4).map(|_| guide.frame(&view, None).expect("a frame")).collect();
    assert!(answers.iter().all(|a| a.phase == Phase::Looking && a.face.is_none()));
    assert_eq!(answers[3].hint.map(|h| h.check), Some(Check::FaceFound));
    let outline = answers[0].outline;
    assert_eq!(outline, answers[3].outline);
    assert!(outline.picture.x >= 0.0 && outline.picture.y >= 0.0 && outline.picture.x + outline.picture.w <= 1.0);
    assert!(
        outline.head.y > outline.picture.y
            && outline.eye_line > outline.head.y
            && outline.eye_line < outline.head.y + outline.head.h
    );
}

#[test]
fn a_platforms_word_counts_only_where_the_built_in_detector_agrees() {
    let picture = scene(7).pixels(&PERSON);
    let data: Vec<u8> = picture.data.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
    let rgba = Plane { data: &data, row_stride: 1920, pixel_stride: 4 };
    let view = FrameView { width: 480, height: 640, turn: Turn::None, mirrored: false, planes: Planes::Rgba { rgba } };
    let ask =
        |seen: &FaceObservation| Guide::new(PhotoSpec::builtin()).frame(&view, Some(seen)).expect("a frame").report;
    let own = Guide::new(PhotoSpec::builtin()).frame(&view, None).expect("a frame").face.expect("a face");
    let mut seen = FaceObservation::of_box(own, SeenBy::MlKit, 0.9);
    seen.yaw_deg = Some(-14.0);
    seen.pitch_deg = Some(2.0);
    seen.eye_open = Some([0.9, 0.1]);
    seen.hat = Some(0.95);
    let agreed = ask(&seen);
    assert_eq!(agreed.outcome(Check::PoseYaw), Outcome::Fail);
    assert_eq!(agreed.outcome(Check::PosePitch), Outcome::Pass);
    assert_eq!(agreed.outcome(Check::EyesOpen), Outcome::Fail);
    // A hat is the reviewer's to see: a platform may warn, never refuse.
    assert_eq!(agreed.outcome(Check::Hat), Outcome::Warn);

    let elsewhere = FaceObservation { frame: Rect { x: 0.0, y: 0.0, w: 0.2, h: 0.2 }, ..seen.clone() };
    let disputed = ask(&elsewhere);
    assert_eq!(disputed.outcome(Check::PoseYaw), Outcome::Unknown(Why::NeedsPlatform));
    assert_eq!(disputed.outcome(Check::FaceSingle), Outcome::Unknown(Why::Disagreement));
    let broken = FaceObservation { frame: Rect { x: f32::NAN, y: 0.0, w: 0.2, h: 0.2 }, ..seen };
    assert_eq!(ask(&broken).outcome(Check::PoseYaw), Outcome::Unknown(Why::NeedsPlatform));
}

// R56
#[test]
fn a_followed_face_stays_with_a_person_who_moves() {
    let plain = scene(20);
    let glasses = Scene { glasses: true, skin: [0.58, 0.50, 0.44], ..scene(21) };
    for (name, start) in
        [("plain", plain), ("spectacles", glasses), ("side light", scene(22).with(Fault::SideLight, 1))]
    {
        let mut guide = Guide::new(PhotoSpec::builtin());
        for step in 0..14u32 {
            let mut moved = Scene { seed: u64::from(step), ..start.clone() };
            moved.eyes.0 += 0.012 * step as f32;
            moved.eyes.1 += 0.006 * step as f32;
            moved.eye_distance *= 1.0 + 0.008 * step as f32;
            let picture = moved.pixels(&PERSON);
            let data: Vec<u8> = picture.data.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
            let face = guide.frame(&rgba_view(&data), None).expect("a frame").face;
            let face = face.unwrap_or_else(|| panic!("{name}: lost in frame {step}"));
            let off = (face.centre().x - moved.eyes.0).abs() / moved.eye_distance;
            let size = face.w * 0.45 / moved.eye_distance;
            assert!(off < 0.35 && (0.85..1.15).contains(&size), "{name}, frame {step}: off by {off}, size {size}");
        }
    }
}

/// An upright frame of 480×640.
fn rgba_view(data: &[u8]) -> FrameView<'_> {
    let rgba = Plane { data, row_stride: 1920, pixel_stride: 4 };
    FrameView { width: 480, height: 640, turn: Turn::None, mirrored: false, planes: Planes::Rgba { rgba } }
}

#[test]
fn a_second_person_is_seen_and_named() {
    let played = play(&mut Guide::new(PhotoSpec::builtin()), &vec![scene(8).with(Fault::TwoPeople, 2); 4]);
    assert_eq!(played[3].1.map(|h| h.0), Some(Check::FaceSingle));
    let none = Fixed(Vec::new());
    let picture = scene(8).pixels(&PERSON);
    let data: Vec<u8> = picture.data.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
    let rgba = Plane { data: &data, row_stride: 1920, pixel_stride: 4 };
    let view = FrameView { width: 480, height: 640, turn: Turn::None, mirrored: false, planes: Planes::Rgba { rgba } };
    let report = Guide::new(PhotoSpec::builtin()).frame_with(&none, &view, None).expect("a frame").report;
    assert_eq!(report.outcome(Check::FaceFound), Outcome::Fail);
}

#[test]
fn the_best_frame_so_far_is_marked() {
    let mut guide = Guide::new(PhotoSpec::builtin());
    let mut soft = scene(9);
    soft.blur = 0.009;
    let best: Vec<bool> = [&soft, &soft, &scene(9), &soft]
        .iter()
        .map(|scene| {
            let data: Vec<u8> = scene.pixels(&PERSON).data.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
            let rgba = Plane { data: &data, row_stride: 1920, pixel_stride: 4 };
            let view =
                FrameView { width: 480, height: 640, turn: Turn::None, mirrored: false, planes: Planes::Rgba { rgba } };
            guide.frame(&view, None).expect("a frame").best
        })
        .collect();
    assert!(best[2], "the sharp frame is the best so far");
    assert!(!best[3], "a soft frame after it is not");
}
