//! The license screen: shown, not live, too old, hidden — and what the page says about its own age (R11).

use super::{Action, OfficePart};

/// Ground and code of the page. Words always stand beside the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LicenseLook {
    /// Green ground, black code.
    Usable,
    /// Amber: the state is unknown.
    Unclear,
    /// Red ground, red code: must not drive.
    MustNotDrive,
    /// Grey: a sample, or nothing that counts.
    Plain,
}

/// What stands around the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicensePart {
    /// Ground and code.
    pub look: LicenseLook,
    /// One line above the page: the worst of its states.
    pub headline: String,
    /// All states, in words (R10).
    pub states: Vec<String>,
    /// Why, since when, until when, which office, where to contest.
    pub details: Vec<String>,
    /// How old this copy is, in words (R11).
    pub age: String,
    /// Same effect as paper, and where paper is still needed (R06, R70).
    pub effect: Vec<String>,
    /// What comes due: 90, 30 and 7 days before each date.
    pub reminders: Vec<String>,
    /// Advice beside the actions, such as busy hours (R77).
    pub advice: Vec<String>,
    /// When the authority made it, in UTC seconds.
    pub generated_at: i64,
    /// When it was last compared with the authority, in UTC seconds.
    pub checked_at: i64,
    /// Version of the license; 0 for a sample.
    pub version: u32,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The license screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LicenseState {
    /// Before anything: a specimen that verifies nowhere (R04).
    Sample {
        /// Around the page.
        page: LicensePart,
    },
    /// Signed in, nothing issued.
    None {
        /// Words instead of a page.
        page: LicensePart,
    },
    /// Compared with the authority a moment ago.
    Shown {
        /// Around the page.
        page: LicensePart,
    },
    /// Genuine, verified on this phone, but not compared with the authority just now (R11).
    NotLive {
        /// Around the page.
        page: LicensePart,
    },
    /// Older than something this phone already knew, or changed since: connect once. The code still verifies.
    NeedsRefresh {
        /// Around the page.
        page: LicensePart,
    },
    /// The copy's seven days are over: a verifier sees "too old".
    ExpiredCopy {
        /// Around the page.
        page: LicensePart,
    },
    /// Ended, frozen, stopped or replaced: not shown, says why.
    Hidden {
        /// Words instead of a page.
        page: LicensePart,
        /// Where to go.
        office: Option<OfficePart>,
    },
}
