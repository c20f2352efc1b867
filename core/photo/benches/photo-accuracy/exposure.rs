//! The same scene, brighter and darker, with every skin: whatever is said must not depend on the skin.

use lz_photo::synth::{Judged, Rate, SKINS, says_wrong};

use crate::accuracy_page::{line, refuses};

/// Factors on all levels of the picture; 1 leaves a wall of about 244.
pub(super) const GAINS: [f32; 7] = [0.62, 0.75, 0.85, 0.95, 1.0, 1.06, 1.3];

/// One row an exposure, one column a skin.
pub(super) fn table(out: &mut String, exposures: &[(f32, Vec<Judged>)]) {
    line!(out, "## Skin and exposure");
    line!(out);
    line!(
        out,
        "Pictures without any fault but their exposure; the same seeds with every skin. Each cell: share refused, share only warned, and by"
    );
    line!(out, "what. A cell that differs from its neighbours shows a rule that depends on skin.");
    line!(out);
    let names: Vec<&str> = SKINS.iter().map(|(name, _)| *name).collect();
    line!(out, "| Exposure | {} |", names.join(" | "));
    line!(out, "|---|{}", "---|".repeat(names.len()));
    for (gain, judged) in exposures {
        let cells: Vec<String> = names.iter().map(|name| cell(judged, name)).collect();
        line!(out, "| {gain:.2} | {} |", cells.join(" | "));
    }
    line!(out);
}

fn cell(judged: &[Judged], skin: &str) -> String {
    let all: Vec<&Judged> = judged.iter().filter(|j| j.case.name == skin).collect();
    let of = all.len() as u32;
    let refused = Rate { hits: all.iter().filter(|j| refuses(j)).count() as u32, of };
    let warned = all.iter().filter(|j| !refuses(j) && j.findings.iter().any(says_wrong)).count() as u32;
    let mut by: Vec<&str> =
        all.iter().flat_map(|j| j.findings.iter().filter(|f| says_wrong(f)).map(|f| f.check.id())).collect();
    by.sort_unstable();
    by.dedup();
    let by = by.iter().map(|id| format!(" `{id}`")).collect::<String>();
    format!("{:.2}, {:.2}{by}", refused.share(), Rate { hits: warned, of }.share())
}
