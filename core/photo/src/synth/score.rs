//! Counting: recall, precision and unknowns against the truth of a scene, with Wilson intervals.

use super::{Case, Cutout};
use crate::{
    PhotoError, PhotoSpec,
    check::Check,
    guide::{FrameView, Guide, Plane, Planes, Turn},
    pixels::Rgb,
    report::{Finding, Outcome},
    still::{self, Provenance, StillInput},
};
use lz_license::time::UnixSeconds;

/// What the checks said about one case.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The case.
    pub case: Case,
    /// All findings: those of the still, but size and place of the head as live guidance sees them, for a still is cropped to fit.
    pub findings: Vec<Finding>,
    /// Bytes of the archive copy.
    pub archive_bytes: usize,
}

/// Renders and judges a case.
pub fn judge_case(case: &Case, person: &Cutout, spec: &PhotoSpec) -> Result<Judged, PhotoError> {
    let jpeg = case.scene.jpeg(person);
    let still = still::check(StillInput::Encoded(&jpeg), None, Provenance::Album, UnixSeconds(1_630_425_600), spec)?;
    let frame = frame_report(&jpeg, spec)?;
    let findings = still
        .report
        .findings
        .iter()
        .map(|finding| match finding.check {
            Check::FaceSize | Check::FaceCentred => frame.of(finding.check).copied().unwrap_or(*finding),
            _ => *finding,
        })
        .collect();
    let archive_bytes = crate::archive::archive_copy(&still.preview_jpeg, spec).map_or(0, |copy| copy.jpeg.len());
    Ok(Judged { case: case.clone(), findings, archive_bytes })
}

fn frame_report(jpeg: &[u8], spec: &PhotoSpec) -> Result<crate::Report, PhotoError> {
    let picture = image::load_from_memory(jpeg).map_err(|_| PhotoError::Damaged)?.into_rgba8();
    let (width, height) = picture.dimensions();
    let rgba = Plane { data: picture.as_raw(), row_stride: width * 4, pixel_stride: 4 };
    let view = FrameView { width, height, turn: Turn::None, mirrored: false, planes: Planes::Rgba { rgba } };
    Ok(Guide::new(spec).frame(&view, None)?.report)
}

/// A share with its 95 % Wilson interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Successes.
    pub hits: u32,
    /// Of so many.
    pub of: u32,
}

impl Rate {
    /// The share; 1 of nothing.
    pub fn share(self) -> f64 {
        if self.of == 0 { 1.0 } else { f64::from(self.hits) / f64::from(self.of) }
    }

    /// Lower and upper end.
    pub fn wilson(self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (n, p, z) = (f64::from(self.of), self.share(), 1.959_963_985);
        let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.of == 0 {
            return write!(f, "–");
        }
        let (low, high) = self.wilson();
        write!(f, "{:.2} ({}/{}, {low:.2}–{high:.2})", self.share(), self.hits, self.of)
    }
}

/// Counts for one check.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Broken and said so, by severity.
    pub found: [u32; 3],
    /// Broken, by severity.
    pub broken: [u32; 3],
    /// Innocent and accused.
    pub accused: u32,
    /// Innocent.
    pub innocent: u32,
    /// Innocent pictures of the must-pass set without an answer, and all of that set.
    pub unknown: (u32, u32),
}

impl Tally {
    /// Recall at one severity.
    pub fn recall(&self, severity: usize) -> Rate {
        Rate { hits: self.found[severity], of: self.broken[severity] }
    }

    /// Precision over all severities.
    pub fn precision(&self) -> Rate {
        let found: u32 = self.found.iter().sum();
        Rate { hits: found, of: found + self.accused }
    }
}

/// Whether a finding says that something is wrong.
pub fn says_wrong(finding: &Finding) -> bool {
    matches!(finding.outcome, Outcome::Fail | Outcome::Warn)
}

/// Counts one check over judged cases. What a truth leaves open is not counted.
pub fn tally(check: Check, judged: &[Judged]) -> Tally {
    let mut tally = Tally::default();
    for item in judged {
        let Some(finding) = item.findings.iter().find(|f| f.check == check) else { continue };
        let truth = &item.case.truth;
        let wrong = says_wrong(finding);
        if truth.broken.contains(&check) {
            tally.broken[item.case.severity] += 1;
            tally.found[item.case.severity] += u32::from(wrong);
        } else if !truth.open.contains(&check) {
            tally.innocent += 1;
            tally.accused += u32::from(wrong);
        }
        if item.case.fault.is_none() {
            tally.unknown.1 += 1;
            tally.unknown.0 += u32::from(matches!(finding.outcome, Outcome::Unknown(_)));
        }
    }
    tally
}

/// Opens the one portrait that all synthetic pictures are made of.
pub fn open_rgb(bytes: &[u8]) -> Result<Rgb, PhotoError> {
    let picture = image::load_from_memory(bytes).map_err(|_| PhotoError::Damaged)?.into_rgb8();
    Rgb::new(picture.width(), picture.height(), picture.into_raw())
}
