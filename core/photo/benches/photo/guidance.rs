//! Live guidance of a person who walks up to the wall: a hundred frames in all layouts, with and without a face.

use std::hint::black_box;

use lz_photo::{
    PhotoSpec,
    guide::{Guide, Turn},
    synth::{Cutout, Fault, Scene},
};

use crate::{
    PEER,
    clock::{cpu_nanoseconds, since},
    frames::{Layout, Recorded},
    peer,
    rows::Rows,
};

/// Frames a second that the camera screen hands over.
const PER_SECOND: f64 = 10.0;
/// One core for guidance and one to spare: at most this much CPU time a frame, ms.
const GOAL: f64 = 1000.0 / PER_SECOND;

/// What a hundred frames show: nobody, then somebody far, to a side, badly lit, and at last well.
fn scene(frame: u64) -> Option<Scene> {
    let good = Scene { seed: frame, ..Scene::good(480, 640, 400) };
    let step = (frame % 10) as f32 / 10.0;
    let at = |fault| Some(good.clone().with(fault, (frame % 3) as usize));
    match frame / 10 {
        0 => None,
        1 => Some(Scene { eye_distance: good.eye_distance * (0.45 + 0.55 * step), ..good }),
        2 => Some(Scene { eyes: (0.30 + 0.2 * step, good.eyes.1), ..good }),
        3 => at(Fault::SideLight),
        4 => at(Fault::Under),
        5 => at(Fault::Over),
        6 => at(Fault::TwoPeople),
        7 => at(Fault::Tilt),
        8 => Some(Scene { glasses: true, skin: [0.58, 0.50, 0.44], ..good }),
        _ => Some(good),
    }
}

pub(crate) fn run(person: &Cutout, rows: &mut Rows) {
    let turns = [(Turn::Quarter, false), (Turn::ThreeQuarters, true), (Turn::None, false), (Turn::Half, true)];
    let empty = lz_photo::pixels::Rgb::new(480, 640, vec![238; 480 * 640 * 3]).expect("whole");
    let mut all = Vec::new();
    let mut worst = 0.0f64;
    for (place, layout) in Layout::ALL.into_iter().enumerate() {
        let recording: Vec<Recorded> = (0..100u64)
            .map(|frame| {
                let picture = scene(frame).map_or_else(|| empty.clone(), |scene| scene.pixels(person));
                let (turn, mirrored) = turns[place % turns.len()];
                Recorded::turned(&picture, layout, turn, mirrored)
            })
            .collect();
        let mut guide = Guide::new(PhotoSpec::builtin());
        let mut times = Vec::new();
        let mut faces = 0;
        for frame in &recording {
            let start = cpu_nanoseconds();
            let guidance = black_box(guide.frame(&frame.view(), None).expect("a frame"));
            times.push(since(start));
            faces += u32::from(guidance.face.is_some());
        }
        assert!(faces >= 85, "only {faces} of 90 faces seen: the rest would be measured wrongly");
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        rows.add(&format!("photo.guidance: {layout:?}"), mean, "ms", None, None);
        worst = times.iter().copied().fold(worst, f64::max);
        all.extend(times);
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    let peer = peer(&Recorded::new(&Scene::good(480, 640, 400).pixels(person), Layout::Nv12));
    rows.add("photo.guidance", mean, "ms", Some(GOAL), Some((PEER, peer)));
    rows.add("photo.guidance.worst", worst, "ms", None, None);
    rows.add("photo.guidance.core", mean * PER_SECOND / 10.0, "%", Some(100.0), Some((PEER, peer * PER_SECOND / 10.0)));
}
