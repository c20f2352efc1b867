//! What one preview frame costs, stage by stage, and what would have to change to make it cheaper.

use lz_photo::{
    PhotoSpec,
    guide::Guide,
    synth::{Cutout, STAGES, Scene, stages},
};

use crate::{
    accuracy_page::line,
    clock::{cpu_nanoseconds, since},
    frames::{Layout, Recorded},
};

/// Milliseconds of the cheapest detector that was measured elsewhere (libfacedetection's network on AVX2, 213×160).
const OTHER_DETECTOR: f64 = 1.8;

/// Median CPU time of the stages, and of whole frames.
pub(super) fn table(out: &mut String, person: &Cutout) {
    let frames: Vec<Recorded> = (0..12u64)
        .map(|seed| {
            let mut scene = Scene { seed, ..Scene::good(480, 640, 300) };
            scene.eyes.0 += 0.002 * seed as f32;
            Recorded::new(&scene.pixels(person), Layout::Nv12)
        })
        .collect();
    let mut guide = Guide::new(PhotoSpec::builtin());
    let (mut whole, mut parts) = (Vec::new(), vec![Vec::new(); STAGES.len()]);
    for round in 0..120 {
        let frame = frames[round % frames.len()].view();
        let start = cpu_nanoseconds();
        drop(guide.frame(&frame, None).expect("a frame"));
        whole.push(since(start));
        let times = stages(&frame, cpu_nanoseconds).expect("a frame").expect("a face");
        parts.iter_mut().zip(times).for_each(|(part, time)| part.push(time as f64 / 1e6));
    }
    let median = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let all = median(&mut whole);
    line!(out, "## What one preview frame costs");
    line!(out);
    line!(
        out,
        "480×640, the face followed from frame to frame; CPU time of one thread of an x86-64 server, no phone. Every sixth frame is searched as a"
    );
    line!(out, "whole for a second person and costs more; `cargo bench -p lz-photo --bench photo` has the mean.");
    line!(out);
    line!(out, "| Stage | ms | Share |");
    line!(out, "|---|---|---|");
    let times: Vec<f64> = parts.iter_mut().map(median).collect();
    for (name, time) in STAGES.iter().zip(&times) {
        line!(out, "| {name} | {time:.2} | {:.0} % |", 100.0 * time / all);
    }
    line!(out, "| whole frame | {all:.2} | |");
    line!(out);
    let detector = times[1];
    line!(
        out,
        "The budget is 8 ms, then 4. What is left to gain, by these numbers: looking for the face in every second frame only and following it by"
    );
    line!(
        out,
        "its pattern in between would bring a frame to about {:.1} ms; a detector with landmarks in vector code ({OTHER_DETECTOR} ms where it was measured; on no",
        all - detector / 2.0
    );
    line!(
        out,
        "registry today) to about {:.1} ms; all other stages together take {:.1} ms.",
        all - detector + OTHER_DETECTOR,
        all - detector
    );
}
