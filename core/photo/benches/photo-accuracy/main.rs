//! Judges the synthetic set and writes docs/photo-accuracy.md from its odd seeds; with the argument `calibrate` it prints the
//! values on even seeds, from which limits are chosen.

use std::{env, path::PathBuf, thread};

use lz_photo::{
    Check, PhotoSpec,
    synth::{Case, Cutout, Judged, exposed, judge_case, must_pass, open_rgb, tally, violations},
};

mod accuracy_page;
#[path = "../photo/clock.rs"]
#[allow(dead_code, reason = "the other bench uses all of it")]
mod clock;
mod cost;
mod exposure;
#[path = "../photo/frames.rs"]
#[allow(dead_code, reason = "the other bench uses all of it")]
mod frames;

/// Cases with seeds of one parity.
fn judged(person: &Cutout, odd: bool, per_cell: u64) -> Vec<Judged> {
    let parity = u64::from(odd);
    let mut cases: Vec<Case> = violations(720, 960, per_cell * 2, 10_000);
    cases.extend(must_pass(720, 960, per_cell * 8, 50_000));
    cases.retain(|case| case.seed % 2 == parity);
    judge_all(person, &cases)
}

/// Judges on both cores.
fn judge_all(person: &Cutout, cases: &[Case]) -> Vec<Judged> {
    let half = cases.len() / 2;
    let run = |part: &[Case]| -> Vec<Judged> {
        part.iter().map(|case| judge_case(case, person, PhotoSpec::builtin()).expect("a rendered picture")).collect()
    };
    thread::scope(|scope| {
        let first = scope.spawn(|| run(&cases[..half]));
        let mut second = run(&cases[half..]);
        let mut all = first.join().expect("no panic");
        all.append(&mut second);
        all
    })
}

#[allow(clippy::print_stdout)]
fn calibrate(judged: &[Judged]) {
    for check in Check::ALL {
        let values = |wanted: &dyn Fn(&Judged) -> bool| -> Vec<f32> {
            let mut values: Vec<f32> = judged
                .iter()
                .filter(|item| wanted(item))
                .filter_map(|item| item.findings.iter().find(|f| f.check == check)?.measured.map(|m| m.value))
                .collect();
            values.sort_by(f32::total_cmp);
            values
        };
        let ends = |values: &[f32]| match values {
            [] => "none".to_owned(),
            v => {
                let at = |share: f32| v[((v.len() - 1) as f32 * share).round() as usize];
                format!(
                    "{:.2} {:.2} [{:.2}] {:.2} {:.2} (n {})",
                    v[0],
                    at(0.05),
                    at(0.5),
                    at(0.95),
                    v[v.len() - 1],
                    v.len()
                )
            }
        };
        let innocent =
            values(&|item| !item.case.truth.broken.contains(&check) && !item.case.truth.open.contains(&check));
        if innocent.is_empty() {
            continue;
        }
        println!("{}: innocent {}", check.id(), ends(&innocent));
        let passing = values(&|item| item.case.fault.is_none());
        println!("    must pass {}", ends(&passing));
        let mut faults: Vec<_> = judged
            .iter()
            .filter(|i| i.case.truth.broken.contains(&check))
            .map(|i| (i.case.name, i.case.severity))
            .collect();
        faults.dedup();
        for (name, severity) in faults {
            let broken =
                values(&|i| i.case.name == name && i.case.severity == severity && i.case.truth.broken.contains(&check));
            println!("    {name} {severity}: {}", ends(&broken));
        }
        let t = tally(check, judged);
        println!(
            "    recall {} {} {} precision {} unknown {:?}",
            t.recall(0),
            t.recall(1),
            t.recall(2),
            t.precision(),
            t.unknown
        );
        for item in judged {
            let open = item.case.truth.open.contains(&check) || item.case.truth.broken.contains(&check);
            if let Some(f) = item.findings.iter().find(|f| f.check == check && !open && lz_photo::synth::says_wrong(f))
            {
                println!(
                    "    accused: {} {} seed {} {:?}",
                    item.case.name,
                    item.case.severity,
                    item.case.seed,
                    f.measured.map(|m| m.value)
                );
            }
        }
    }
}

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bytes = std::fs::read(root.join("demo/assets/astronaut.png")).expect("the committed portrait");
    let person = Cutout::new(open_rgb(&bytes).expect("a picture"));
    let args: Vec<String> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let per_cell = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(10);
    if args.iter().any(|arg| arg == "calibrate") {
        calibrate(&judged(&person, false, per_cell));
        return;
    }
    let mut page = accuracy_page::page(&judged(&person, true, per_cell), PhotoSpec::builtin());
    let exposures = exposure::GAINS.map(|gain| (gain, judge_all(&person, &exposed(720, 960, gain, per_cell, 70_001))));
    exposure::table(&mut page, &exposures);
    cost::table(&mut page, &person);
    // The independent recomputation is written by its own script, below this line of the page.
    let path = root.join("docs/photo-accuracy.md");
    if let Some((_, kept)) = std::fs::read_to_string(&path).unwrap_or_default().split_once(accuracy_page::NUMPY) {
        page.push_str(accuracy_page::NUMPY);
        page.push_str(kept);
    }
    std::fs::write(path, page).expect("writable");
}
