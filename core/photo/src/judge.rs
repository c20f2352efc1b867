//! From facts to findings: limits, dependency graph, reviewer's list. No pixels here, so every rule can be tested alone.

use std::collections::BTreeMap;

use crate::{
    check::Check,
    report::{Finding, Outcome, Report, Why},
    spec::PhotoSpec,
};

/// What is known about one check before it is judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fact {
    /// A number to hold against the limit.
    Value(f32),
    /// A number from a source that may warn but never refuse.
    Advice(f32),
    /// A number that stands although what it depends on failed: it may be the reason.
    Reason(f32),
    /// No answer, and why.
    Unknown(Why),
}

/// What is known about a picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Facts(BTreeMap<Check, Fact>);

impl Facts {
    /// Notes a fact; a later one replaces an earlier one.
    pub(crate) fn set(&mut self, check: Check, fact: Fact) {
        self.0.insert(check, fact);
    }

    /// Notes a number, or that there was too little to see.
    pub(crate) fn measured(&mut self, check: Check, value: Option<f32>) {
        self.set(check, value.filter(|v| v.is_finite()).map_or(Fact::Unknown(Why::TooLittleToSee), Fact::Value));
    }
}

/// Judges all checks in their order. What depends on something that failed is not judged: no face, no tilt.
pub(crate) fn judge(facts: &Facts, spec: &PhotoSpec) -> Report {
    let mut findings: Vec<Finding> = Vec::with_capacity(Check::ALL.len());
    for check in Check::ALL {
        let blocked = check.needs().iter().find(|need| {
            findings.iter().any(|f| f.check == **need && !matches!(f.outcome, Outcome::Pass | Outcome::Warn))
        });
        let finding = match blocked {
            Some(need) if !matches!(facts.0.get(&check), Some(Fact::Reason(_))) => {
                unknown(check, Why::DependsOn(*need))
            }
            _ => judge_one(check, facts.0.get(&check).copied(), spec),
        };
        findings.push(finding);
    }
    Report { spec: spec.id.clone(), spec_version: spec.version, findings }
}

fn judge_one(check: Check, fact: Option<Fact>, spec: &PhotoSpec) -> Finding {
    let missing = if Check::FOR_REVIEWER.contains(&check) { Why::NeedsReviewer } else { Why::NotMeasured };
    let (value, advice) = match fact {
        Some(Fact::Value(value) | Fact::Reason(value)) => (value, false),
        Some(Fact::Advice(value)) => (value, true),
        Some(Fact::Unknown(why)) => return unknown(check, why),
        None => return unknown(check, missing),
    };
    let Some(limit) = spec.limit(check) else { return unknown(check, missing) };
    let (outcome, measured) = limit.judge(value);
    let outcome = if advice && outcome == Outcome::Fail { Outcome::Warn } else { outcome };
    Finding { check, outcome, measured: Some(measured), blocks: limit.blocks }
}

fn unknown(check: Check, why: Why) -> Finding {
    Finding { check, outcome: Outcome::Unknown(why), measured: None, blocks: false }
}
