//! Judges the synthetic set. `calibrate` prints values on even seeds; `report` writes docs/photo-accuracy.md from odd ones.

use std::{env, path::PathBuf, thread};

use lz_photo::{
    Check, PhotoSpec,
    synth::{Case, Cutout, Judged, judge_case, must_pass, open_rgb, tally, violations},
};

mod accuracy_page;

/// Cases with seeds of one parity, judged on both cores.
fn judged(person: &Cutout, odd: bool, per_cell: u64) -> Vec<Judged> {
    let parity = u64::from(odd);
    let mut cases: Vec<Case> = violations(720, 960, per_cell * 2, 10_000);
    cases.extend(must_pass(720, 960, per_cell * 8, 50_000));
    cases.retain(|case| case.seed % 2 == parity);
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
    let per_cell = env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(8);
    match env::args().nth(1).as_deref() {
        Some("calibrate") => calibrate(&judged(&person, false, per_cell)),
        _ => {
            let page = accuracy_page::page(&judged(&person, true, per_cell), PhotoSpec::builtin());
            std::fs::write(root.join("docs/photo-accuracy.md"), page).expect("writable");
        }
    }
}
