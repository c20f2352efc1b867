//! The page that the report becomes: one table a question, every number counted in this run.

use lz_photo::{
    Check, PhotoSpec,
    report::Outcome,
    synth::{Fault, Judged, Rate, says_wrong, tally},
};

const MEASURED: [Check; 15] = [
    Check::BackgroundWhite,
    Check::BackgroundEven,
    Check::LightEven,
    Check::LightWall,
    Check::LightOver,
    Check::Sharpness,
    Check::FaceSize,
    Check::FaceCentred,
    Check::PoseRoll,
    Check::PoseShoulders,
    Check::ClothesDark,
    Check::ColourMonochrome,
    Check::PictureCompressed,
    Check::FaceSingle,
    Check::FaceFound,
];

/// Where `scripts/ofiq.py` of this crate puts its table.
pub(super) const NUMPY: &str = "\n## OFIQ's formulas, recomputed in NumPy\n";

pub(super) fn page(judged: &[Judged], spec: &PhotoSpec) -> String {
    let mut out = String::new();
    intro(&mut out, judged, spec);
    targets(&mut out, judged, spec);
    rules(&mut out, judged, spec);
    innocent(&mut out, judged);
    unclaimed(&mut out, judged);
    encoder(&mut out, judged, spec);
    out
}

macro_rules! line {
    ($out:expr) => { $out.push('\n') };
    ($out:expr, $($arg:tt)*) => { std::fmt::Write::write_fmt($out, format_args!("{}\n", format_args!($($arg)*))).expect("writing to a string") };
}
pub(super) use line;

fn intro(out: &mut String, judged: &[Judged], spec: &PhotoSpec) {
    line!(
        out,
        "n identities = 1. Every picture below is one public-domain portrait with drawn faults: these numbers show that the rules work as"
    );
    line!(out, "written. They are **not** field accuracy, and no claim about people follows from them.");
    line!(out);
    line!(out, "# How well the photo checks work");
    line!(out);
    line!(
        out,
        "Written by `make bench-photo`; do not edit. Specification `{}` version {}; {} pictures with odd seeds. The limits were fitted on even",
        spec.id,
        spec.version,
        judged.len()
    );
    line!(
        out,
        "seeds, which are not counted here. Intervals are 95 % Wilson. A check counts as \"said so\" when it warns or fails. Faults that leave a"
    );
    line!(out, "check undecided (a dim picture is also \"not white\") are not counted for it.");
    line!(out);
    line!(
        out,
        "Size and place of the head are those of live guidance: a still is cropped to fit, so there is nothing left to refuse."
    );
    line!(out);
}

/// What was promised for faults of middle strength, by its name and the check that must name it.
const PROMISED: [(&str, Check); 8] = [
    ("background not white", Check::BackgroundWhite),
    ("uneven light", Check::LightEven),
    ("over-exposed", Check::LightOver),
    ("under-exposed", Check::LightWall),
    ("blurred", Check::Sharpness),
    ("head too small", Check::FaceSize),
    ("head off centre", Check::FaceCentred),
    ("head tilted", Check::PoseRoll),
];

fn targets(out: &mut String, judged: &[Judged], spec: &PhotoSpec) {
    line!(out, "## Targets");
    line!(out);
    line!(out, "Faults of middle strength, and all pictures that must pass.");
    line!(out);
    line!(out, "| Question | Target | Result | Met |");
    line!(out, "|---|---|---|---|");
    let mut row = |question: &str, target: &str, result: &dyn std::fmt::Display, met: bool| {
        line!(out, "| {question} | {target} | {result} | {} |", if met { "yes" } else { "**no**" });
    };
    let middle: Vec<Judged> =
        judged.iter().filter(|j| j.case.fault.is_none() || j.case.severity == 1).cloned().collect();
    for (name, check) in PROMISED {
        let t = tally(check, &middle);
        let (recall, precision) = (t.recall(1), t.precision());
        row(&format!("{name}: recall"), "≥ 0.95", &recall, recall.share() >= 0.95);
        row(&format!("{name}: precision"), "≥ 0.90", &precision, precision.share() >= 0.90);
    }
    let spectacles: Vec<&Judged> =
        judged.iter().filter(|j| j.case.fault.is_none() && j.case.name.contains("spectacles")).collect();
    let refused = Rate { hits: spectacles.iter().filter(|j| refuses(j)).count() as u32, of: spectacles.len() as u32 };
    row("spectacles falsely refused", "0", &refused, refused.hits == 0);
    let unknown = MEASURED.map(|check| tally(check, judged).unknown);
    let unknown = Rate { hits: unknown.iter().map(|u| u.0).sum(), of: unknown.iter().map(|u| u.1).sum() };
    row("measured checks without an answer, pictures that must pass", "≤ 0.05", &unknown, unknown.share() <= 0.05);
    let inside = encoded(judged, spec);
    row("archive copy inside its range of bytes", "≥ 0.99", &inside, inside.share() >= 0.99);
    line!(out);
}

/// Whether any check fails.
pub(super) fn refuses(judged: &Judged) -> bool {
    judged.findings.iter().any(|f| f.outcome == Outcome::Fail)
}

/// Archive copies inside the range of bytes.
fn encoded(judged: &[Judged], spec: &PhotoSpec) -> Rate {
    let window = spec.archive.bytes_min..=spec.archive.bytes_max;
    let inside = judged.iter().filter(|j| window.contains(&j.archive_bytes)).count() as u32;
    Rate { hits: inside, of: judged.len() as u32 }
}

fn rules(out: &mut String, judged: &[Judged], spec: &PhotoSpec) {
    line!(out, "## Checks that pixels can show");
    line!(out);
    line!(
        out,
        "| Check | Limit (fail) | Recall, light | Recall, middle | Recall, strong | Precision | Unknown on must-pass |"
    );
    line!(out, "|---|---|---|---|---|---|---|");
    for check in MEASURED {
        let t = tally(check, judged);
        let limit = spec.limit(check).map_or_else(String::new, |l| match l.fail {
            Some(fail) => format!("{} ({fail})", l.pass),
            None => format!("{} (warns only)", l.pass),
        });
        let unknown = Rate { hits: t.unknown.0, of: t.unknown.1 };
        line!(
            out,
            "| `{}` | {limit} | {} | {} | {} | {} | {unknown} |",
            check.id(),
            t.recall(0),
            t.recall(1),
            t.recall(2),
            t.precision()
        );
    }
    line!(out);
    line!(
        out,
        "`face.found` has no faults of its own here; its precision counts faces lost under strong faults. Yaw, pitch, eyes and expression need a"
    );
    line!(out, "platform's detector and are not measured by this page.");
    line!(out);
}

fn innocent(out: &mut String, judged: &[Judged]) {
    line!(out, "## Innocent pictures: spectacles and skin");
    line!(out);
    line!(
        out,
        "A picture is falsely refused if any check fails, and falsely warned if any only warns. Skin variants multiply the skin colours of the one"
    );
    line!(out, "portrait; they are a test of the rules' bias, not of people.");
    line!(out);
    line!(out, "| Kind | Falsely refused | Falsely warned | By |");
    line!(out, "|---|---|---|---|");
    let mut kinds: Vec<&str> = judged.iter().filter(|j| j.case.fault.is_none()).map(|j| j.case.name).collect();
    kinds.dedup();
    for kind in kinds {
        let all: Vec<&Judged> = judged.iter().filter(|j| j.case.fault.is_none() && j.case.name == kind).collect();
        let of = all.len() as u32;
        let refused = Rate { hits: all.iter().filter(|j| refuses(j)).count() as u32, of };
        let warned = all.iter().filter(|j| !refuses(j) && j.findings.iter().any(says_wrong)).count() as u32;
        let mut by: Vec<&str> =
            all.iter().flat_map(|j| j.findings.iter().filter(|f| says_wrong(f)).map(|f| f.check.id())).collect();
        by.sort_unstable();
        by.dedup();
        line!(out, "| {kind} | {refused} | {} | {} |", Rate { hits: warned, of }, by.join(", "));
    }
    line!(out);
}

fn unclaimed(out: &mut String, judged: &[Judged]) {
    line!(out, "## What is not claimed");
    line!(out);
    line!(
        out,
        "Hat, mask, sunglasses, closed eyes, hair over ears, make-up, uniform, retouching and composites are `Unknown` without a platform's word"
    );
    line!(
        out,
        "and stand on the reviewer's list. Drawn examples of four of them, and what the checks said nevertheless:"
    );
    line!(out);
    line!(out, "| Drawn | Pictures | Face found | Something else was said | Most often |");
    line!(out, "|---|---|---|---|---|");
    for fault in [Fault::Sunglasses, Fault::Mask, Fault::Hat, Fault::ClosedEyes] {
        let all: Vec<&Judged> = judged.iter().filter(|j| j.case.fault == Some(fault)).collect();
        let of = all.len() as u32;
        let found = all
            .iter()
            .filter(|j| j.findings.iter().any(|f| f.check == Check::FaceFound && f.outcome == Outcome::Pass))
            .count() as u32;
        let said = all.iter().filter(|j| j.findings.iter().any(says_wrong)).count() as u32;
        let mut counts: Vec<(usize, &str)> = Check::ALL
            .iter()
            .map(|c| (all.iter().filter(|j| j.findings.iter().any(|f| f.check == *c && says_wrong(f))).count(), c.id()))
            .filter(|(n, _)| *n > 0)
            .collect();
        counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let most = counts.first().map_or("–".to_owned(), |(n, id)| format!("`{id}` ({n})"));
        line!(out, "| {} | {of} | {} | {} | {most} |", fault.name(), Rate { hits: found, of }, Rate { hits: said, of });
    }
    line!(out);
}

fn encoder(out: &mut String, judged: &[Judged], spec: &PhotoSpec) {
    let rate = encoded(judged, spec);
    line!(out, "## Encoder");
    line!(out);
    line!(
        out,
        "Archive copies of {}×{} between {} and {} bytes: {rate} of all pictures of this page, faults included.",
        spec.archive.width,
        spec.archive.height,
        spec.archive.bytes_min,
        spec.archive.bytes_max
    );
    line!(out);
}
