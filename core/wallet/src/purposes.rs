//! Purposes: what a license may be shown for, and what the other side gets. A list of data (R71): a new purpose needs no new code.

/// One purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeLine {
    /// Its name, for [`crate::Wallet::present`].
    pub id: String,
    /// In words.
    pub title: String,
    /// What the other side gets to read.
    pub fields: Vec<String>,
    /// True if the holder must agree first (R72–R74); the police need no consent.
    pub needs_consent: bool,
    /// True if the holder agreed.
    pub consented: bool,
    /// True if points go along, by a consent of their own (R74).
    pub points: bool,
    /// True if the other side must ask with a signed question first.
    pub must_ask: bool,
    /// Where paper is still needed (R70).
    pub paper: Vec<String>,
}

/// All purposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposesView {
    /// In the order to be shown.
    pub purposes: Vec<PurposeLine>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}
