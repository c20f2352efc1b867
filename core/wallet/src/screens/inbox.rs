//! The inbox: every notice once, readable without any push (R34).

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its name, for [`crate::Intent::InboxRead`].
    pub id: String,
    /// A few words.
    pub title: String,
    /// The whole text.
    pub body: String,
    /// When it was sent, in UTC seconds.
    pub sent_at: i64,
    /// True once opened.
    pub was_read: bool,
}

/// The inbox, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxView {
    /// All letters.
    pub letters: Vec<Letter>,
    /// How many are not read.
    pub unread: u32,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}
