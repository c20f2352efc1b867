//! Which edition of a signed object replaces which: a higher sequence replaces a lower one, and nothing else replaces anything.
//!
//! One rule for trust lists and policies (wire format, section 6). Whoever sends an older edition, or a second one under the
//! same number, is to be reported.

/// Why an edition does not replace the one that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotNewer {
    /// Its sequence is lower.
    Older,
    /// Its sequence is the same, its bytes are not.
    SameNumber,
}

/// One edition: its sequence and its bytes as received.
#[derive(Clone, Copy)]
pub(crate) struct Edition<'a> {
    pub(crate) sequence: u32,
    pub(crate) bytes: &'a [u8],
}

impl Edition<'_> {
    /// Whether this edition may take the place of `held`; the very same one may.
    pub(crate) fn replaces(self, held: Option<Edition<'_>>) -> Result<(), NotNewer> {
        match held {
            Some(held) if self.sequence < held.sequence => Err(NotNewer::Older),
            Some(held) if self.sequence == held.sequence && self.bytes != held.bytes => Err(NotNewer::SameNumber),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_higher_number_or_the_very_same_edition_takes_the_place_of_the_held_one() {
        let edition = |sequence, bytes| Edition { sequence, bytes };
        let held = Some(edition(7, b"seven"));
        let cases = [
            (edition(8, b"eight"), Ok(())),
            (edition(7, b"seven"), Ok(())),
            (edition(7, b"other"), Err(NotNewer::SameNumber)),
            (edition(6, b"seven"), Err(NotNewer::Older)),
        ];
        for (new, expected) in cases {
            assert_eq!(new.replaces(held), expected, "{}", new.sequence);
            assert_eq!(new.replaces(None), Ok(()));
        }
    }
}
