//! The account: who is signed in, on which devices, and what was agreed to.

use super::Action;

/// One device of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceLine {
    /// Its name for [`crate::Intent::AccountRemoveDevice`].
    pub id: String,
    /// What the device called itself.
    pub title: String,
    /// Since when, in UTC seconds.
    pub since: i64,
    /// True for this phone.
    pub this_one: bool,
}

/// One consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLine {
    /// Name of the purpose.
    pub purpose: String,
    /// The purpose in words.
    pub title: String,
    /// True if points may be told too.
    pub points: bool,
}

/// The account screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// Name of the holder; empty before sign-in.
    pub name: String,
    /// Number with its middle covered; empty before sign-in.
    pub id_number: String,
    /// Where the keys of this phone live, in words.
    pub keys: String,
    /// All devices.
    pub devices: Vec<DeviceLine>,
    /// All consents.
    pub consents: Vec<ConsentLine>,
    /// What should be known: no secure lock, a wrong clock.
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}
