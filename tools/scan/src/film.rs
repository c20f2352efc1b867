//! The table of the carousel.

use std::fs::OpenOptions;
use std::io::Write as _;

use lz_camera::Condition;
use lz_render::Renderer;
use lz_scan::share::over_cores;
use lz_scan::table::{Goal, Share, budget, quantile};
use lz_scan::video::{Eyes, Kind, Run, Stage};

use crate::stills::folder;

/// Runs whose frames are all made and read, for each condition.
pub(crate) const FILMED: u32 = 4;
/// Runs in which a throw decides what is read.
pub(crate) const RUNS: u32 = 900;
/// What is filmed.
const CONDITIONS: &[Condition] = Condition::BUDGET;

/// Films, counts what was read, and lets many more runs throw with these shares.
pub(crate) fn measure(runs: u32, films: u32) {
    let stage = Stage::new();
    let pages = stage.pages(&mut Renderer::new());
    let filmed = over_cores(
        CONDITIONS.len() * films as usize,
        || (),
        |(), at| stage.run(CONDITIONS[at % CONDITIONS.len()], 10_000 + at as u64, &Eyes::Pixels(&pages)),
    );
    let mut shares = [[Share::default(); 3]; CONDITIONS.len()];
    for (at, run) in filmed.iter().enumerate() {
        let of = &mut shares[at % CONDITIONS.len()];
        (0..3).for_each(|kind| of[kind] = of[kind].plus(run.read[kind]));
    }
    let thrown = over_cores(
        runs as usize,
        || (),
        |(), at| {
            let condition = at % CONDITIONS.len();
            stage.run(CONDITIONS[condition], at as u64, &Eyes::Shares(shares[condition]))
        },
    );
    print(&shares, &filmed, &thrown);
}

fn print(shares: &[[Share; 3]], filmed: &[Run], thrown: &[Run]) {
    let mut lines = vec![
        String::new(),
        format!(
            "Carousel K F F at 8 codes/s, camera at 30 frames/s, one frame in five lost. {} runs were filmed: every frame made \
             and read by the terminal. In {} more runs a throw decides whether a frame is read, with the share of the filmed \
             frames of the same condition and kind; loss, timing, judgement and annex are the real ones in both.",
            filmed.len(),
            thrown.len()
        ),
        String::new(),
        "| condition | K read % | F read % | straddling read % | filmed: verdict s, face s (longest) | thrown: verdict s p50, p95 | face s p50, p95 |"
            .to_owned(),
        "|---|---|---|---|---|---|---|".to_owned(),
    ];
    let of = |runs: &[Run], condition: Option<usize>, value: &dyn Fn(&Run) -> f64| -> Vec<f64> {
        let runs = runs.iter().enumerate().filter(|(at, _)| condition.is_none_or(|c| at % CONDITIONS.len() == c));
        // A run that never came to it counts as endless.
        runs.map(|(_, run)| value(run)).map(|v| if v.is_nan() { f64::INFINITY } else { v }).collect()
    };
    let (verdict, face) = (|run: &Run| run.verdict, |run: &Run| run.face);
    let mut line = |name: &str, condition: Option<usize>| {
        let kind = |kind: Kind| {
            let all = shares.iter().enumerate().filter(|(at, _)| condition.is_none_or(|c| *at == c));
            all.fold(Share::default(), |sum, (_, shares)| sum.plus(shares[kind as usize]))
        };
        let [k, f, s] = Kind::ALL.map(kind);
        let q = |runs: &[Run], share: f64, value: &dyn Fn(&Run) -> f64| quantile(&of(runs, condition, value), share);
        lines.push(format!(
            "| {name} | {:.0} of {} | {:.0} of {} | {:.0} of {} | {:.2}, {:.2} | {:.2}, {:.2} | {:.2}, {:.2} |",
            k.percent(),
            k.of,
            f.percent(),
            f.of,
            s.percent(),
            s.of,
            q(filmed, 1.0, &verdict),
            q(filmed, 1.0, &face),
            q(thrown, 0.5, &verdict),
            q(thrown, 0.95, &verdict),
            q(thrown, 0.5, &face),
            q(thrown, 0.95, &face),
        ));
    };
    for (at, condition) in CONDITIONS.iter().enumerate() {
        line(condition.name(), Some(at));
    }
    line("**all**", None);
    let ms: Vec<f64> = filmed.iter().flat_map(|run| run.cpu_ms.iter().copied()).collect();
    lines.push(String::new());
    lines.push(format!(
        "Reading a filmed frame took {:.1} ms of CPU (median), {:.1} (p95), {:.1} (most), in this build.",
        quantile(&ms, 0.5),
        quantile(&ms, 0.95),
        quantile(&ms, 1.0)
    ));
    lines.iter().for_each(|line| println!("{line}"));
    let file = OpenOptions::new().create(true).append(true).open(folder().join("table.md"));
    writeln!(file.unwrap(), "{}", lines.join("\n")).unwrap();
    let p95 = |runs: &[Run], value: &dyn Fn(&Run) -> f64| quantile(&of(runs, None, value), 0.95);
    budget("scan.verdict", p95(thrown, &verdict), "s", (Goal::Most, 0.6), Some(("filmed runs", p95(filmed, &verdict))));
    budget("scan.face", p95(thrown, &face), "s", (Goal::Most, 2.0), Some(("filmed runs", p95(filmed, &face))));
}
