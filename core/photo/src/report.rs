//! The report on one picture: for each check an outcome with its measure, value and limit (R42, R55–R62).
//!
//! The device advises and a reviewer decides, so `Unknown` never blocks a driver; it is listed for the reviewer.

use serde::{Deserialize, Serialize};

use crate::check::Check;

/// Why a check has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Pixels cannot show it: a reviewer looks.
    NeedsReviewer,
    /// Something that it depends on did not pass.
    DependsOn(Check),
    /// Only a platform's detector could tell, and none was given.
    NeedsPlatform,
    /// The platform's and the built-in detector disagree.
    Disagreement,
    /// The picture carries no date.
    NoDate,
    /// The picture's date lies in the future.
    FutureDate,
    /// The picture's colours are in a profile that is not sRGB.
    ColourProfile,
    /// The measure found nothing to measure, for example too little wall.
    TooLittleToSee,
    /// Not asked of a picture that came this way, for example the date of a photo on file.
    NotApplicable,
    /// Not measured here, for example compression in a camera's preview.
    NotMeasured,
}

/// The outcome of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// As it should be.
    Pass,
    /// Doubtful: say it, do not insist.
    Warn,
    /// Against the rule.
    Fail,
    /// Not known, and why.
    Unknown(Why),
}

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// How many.
    Count,
    /// 0..1.
    Share,
    /// A quotient.
    Ratio,
    /// Pixels of the upload size.
    Pixels,
    /// 0..255, as stored.
    Levels,
    /// Degrees.
    Degrees,
    /// Thousandths.
    PerMille,
    /// Distance in CIELAB's a and b.
    DeltaAb,
    /// 0..1.
    Probability,
    /// Calendar months.
    Months,
}

/// A number that was measured, beside the limit that it was held against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// What came out.
    pub value: f32,
    /// What passes.
    pub limit: f32,
    /// The unit of both.
    pub unit: Unit,
}

/// One line of the report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// What came out.
    pub outcome: Outcome,
    /// The number behind it, if there is one.
    pub measured: Option<Measured>,
    /// Whether a failure of this check stops the picture from being sent.
    pub blocks: bool,
}

/// What the phone makes of the whole report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nothing against it.
    Good,
    /// May be sent, but will likely be returned; the hint says why.
    Doubtful,
    /// Is not sent: no face, two faces, too small, too old, or not a live capture.
    Refused,
}

/// All findings on one picture, in the order of [`Check::ALL`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Which photo specification judged, for example `e-license`.
    pub spec: String,
    /// Its version.
    pub spec_version: u32,
    /// One line for each check.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The finding for one check. Every check has one.
    pub fn of(&self, check: Check) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.check == check)
    }

    /// The outcome for one check; a check that is missing from an old report is for the reviewer.
    pub fn outcome(&self, check: Check) -> Outcome {
        self.of(check).map_or(Outcome::Unknown(Why::NeedsReviewer), |finding| finding.outcome)
    }

    /// What to tell the driver first: the first blocking failure, else the first failure, else the first doubt.
    pub fn first_hint(&self) -> Option<Check> {
        let first = |wanted: &dyn Fn(&Finding) -> bool| self.findings.iter().find(|f| wanted(f)).map(|f| f.check);
        // Too dark or burnt out to find a face in: the light is what to change.
        let fails = |check| self.outcome(check) == Outcome::Fail;
        if fails(Check::FaceFound) {
            for light in [Check::LightWall, Check::LightOver] {
                if fails(light) {
                    return Some(light);
                }
            }
        }
        first(&|f| f.blocks && f.outcome == Outcome::Fail)
            .or_else(|| first(&|f| f.outcome == Outcome::Fail))
            .or_else(|| first(&|f| f.outcome == Outcome::Warn))
    }

    /// What the phone makes of it.
    pub fn standing(&self) -> Standing {
        if self.findings.iter().any(|f| f.blocks && f.outcome == Outcome::Fail) {
            Standing::Refused
        } else if self.findings.iter().any(|f| matches!(f.outcome, Outcome::Fail | Outcome::Warn)) {
            Standing::Doubtful
        } else {
            Standing::Good
        }
    }

    /// The rules 1–6 of the notice that the picture breaks, ascending.
    pub fn broken_rules(&self) -> Vec<u8> {
        let mut rules: Vec<u8> = self
            .findings
            .iter()
            .filter(|f| f.outcome == Outcome::Fail)
            .map(|f| f.check.rule())
            .filter(|r| *r > 0)
            .collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// What a reviewer has to look at, because the device could not tell.
    pub fn for_reviewer(&self) -> Vec<Check> {
        self.findings.iter().filter(|f| matches!(f.outcome, Outcome::Unknown(_))).map(|f| f.check).collect()
    }
}
