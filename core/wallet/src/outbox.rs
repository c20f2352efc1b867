//! What was decided and not yet told: sent in order, each entry under the idempotency key that it was born with.
//!
//! An entry is committed before it is sent for the first time. It leaves the box when the authority took it, refused it, or when it
//! is too old to mean what it meant. A submission never overtakes the photo that it names.

use lz_api::Seconds;
use serde::{Deserialize, Serialize};

use crate::flow::Submission;
use crate::vault::BlobId;

/// An entry that could not be told for so long is given back to the driver instead: 24 h. Its person check is long over by then.
pub(crate) const EXPIRES_AFTER: Seconds = 24 * 3600;

/// One thing to tell.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Born with the entry, used at every try.
    pub(crate) key: String,
    /// The application that it belongs to.
    pub(crate) application: String,
    pub(crate) what: What,
    pub(crate) born_at: Seconds,
    pub(crate) expires_at: Seconds,
}

/// What is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What {
    /// A photo, whole, under its hash.
    Photo { sha256: String, blob: BlobId },
    /// A submission.
    Submission(Box<Submission>),
}

/// See the module.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Outbox {
    entries: Vec<Entry>,
}

impl Outbox {
    /// Puts a thing behind all others, once: an entry with the same key is the same entry.
    pub(crate) fn push(&mut self, key: String, application: &str, what: What, now: Seconds) {
        if self.entries.iter().any(|entry| entry.key == key) {
            return;
        }
        let application = application.to_owned();
        self.entries.push(Entry { key, application, what, born_at: now, expires_at: now + EXPIRES_AFTER });
    }

    /// The one that is due.
    pub(crate) fn first(&self) -> Option<&Entry> {
        self.entries.first()
    }

    /// Takes an entry out: told, refused or expired.
    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.retain(|entry| entry.key != key);
    }

    /// Takes out all that belongs to an application.
    pub(crate) fn remove_application(&mut self, application: &str) {
        self.entries.retain(|entry| entry.application != application);
    }

    /// Empties it: the phone cannot know what was told already.
    pub(crate) fn distrust(&mut self) {
        self.entries.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Pictures that must stay until they are told.
    pub(crate) fn blobs(&self) -> impl Iterator<Item = BlobId> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            What::Photo { blob, .. } => Some(*blob),
            What::Submission(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(n: u8) -> What {
        What::Photo { sha256: format!("{n:02x}"), blob: BlobId([n; 32]) }
    }

    // R32
    #[test]
    fn an_entry_is_in_the_box_once_and_keeps_its_place_and_its_key() {
        let mut outbox = Outbox::default();
        outbox.push("k1".to_owned(), "a", photo(1), 100);
        outbox.push("k2".to_owned(), "a", photo(2), 100);
        outbox.push("k1".to_owned(), "a", photo(3), 200);
        assert_eq!(outbox.len(), 2);
        let kept: Outbox = serde_json::from_slice(&serde_json::to_vec(&outbox).unwrap()).unwrap();
        let first = kept.first().unwrap();
        assert_eq!((first.key.as_str(), first.born_at, first.expires_at), ("k1", 100, 100 + EXPIRES_AFTER));
        assert!(first.what == photo(1));
        assert_eq!(kept.blobs().collect::<Vec<_>>(), [BlobId([1; 32]), BlobId([2; 32])]);
    }

    #[test]
    fn leaving_an_application_takes_its_entries_along_and_no_others() {
        let mut outbox = Outbox::default();
        outbox.push("k1".to_owned(), "a", photo(1), 0);
        outbox.push("k2".to_owned(), "b", photo(2), 0);
        outbox.remove_application("a");
        assert_eq!(outbox.first().map(|entry| entry.key.as_str()), Some("k2"));
        outbox.distrust();
        assert_eq!(outbox.len(), 0);
    }
}
