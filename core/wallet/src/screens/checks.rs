//! Who checked the license, when and for what (R75): the driver's own log.

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
