//! Who checked the license, when and for what (R75): the driver's own log.

use lz_credential::Audience;

use super::Known;

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLine {
    /// When, in UTC seconds.
    pub at: i64,
    /// Who asked, as the trust list or the authority names them.
    pub who: String,
    /// For what.
    pub purpose: String,
    /// What they were told.
    pub result: String,
    /// True if it was checked without a network and reported later.
    pub offline: bool,
}

/// The log, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecksView {
    /// All checks that the authority still keeps.
    pub checks: Vec<CheckLine>,
    /// What this log is, and how long it is kept.
    pub note: String,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The log.
pub(crate) fn checks(known: &Known) -> ChecksView {
    let log = known.state.checks.as_ref().map_or(&[][..], |kept| &kept.value.checks);
    let checks = log
        .iter()
        .map(|check| CheckLine {
            at: check.at,
            who: check.who.clone(),
            purpose: crate::purposes::title(known, purpose_of(&check.audience)),
            result: known.say(&format!("wallet-check-profile-{}", check.profile.clamp(1, 3))),
            offline: !check.online,
        })
        .collect();
    ChecksView { checks, note: known.say("wallet-checks-note"), good_until: known.midnight() }
}

/// The purpose in an audience; whatever else it may be is told as it stands.
fn purpose_of(audience: &str) -> &str {
    match audience.parse::<Audience>() {
        Ok(_) => audience.split_once(':').map_or(audience, |(purpose, _)| purpose),
        Err(_) => audience,
    }
}
