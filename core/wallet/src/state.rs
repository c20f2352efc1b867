//! All that the phone remembers, in one value. The vault seals it; every change is one commit of the whole.
//!
//! Large things (photos, trust list, policy) lie beside it as blobs and stand here by name. What stands here is never trusted for
//! having been here: tokens are verified again at every opening (R13).

use std::collections::BTreeMap;

use lz_api::license::{LicenseState as Issued, LiveStatus};
use lz_api::me::{Checks, Me, Notice};
use lz_api::{Blob, Seconds};
use lz_license::Holder;
use serde::{Deserialize, Serialize};

use crate::clock::ClockRecord;
use crate::flow;
use crate::holder_key::KeyRole;
use crate::outbox::Outbox;
use crate::vault::{BlobId, Sealed, Step};

/// Version of the bytes: the number of [`STEPS`].
pub(crate) const SCHEMA: u16 = STEPS.len() as u16;

/// From each older version to the next. The first version was 0 and is not written any more.
pub(crate) const STEPS: &[Step] = &[];

/// See the module.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// Who is signed in.
    pub(crate) holder: Option<Holder>,
    /// This phone as the authority knows it.
    pub(crate) device: Option<Device>,
    /// A sign-in that waits for its code.
    pub(crate) login: Option<Login>,
    /// The authority took this phone off the account.
    pub(crate) device_removed: bool,
    /// What the authority knows of the driver.
    pub(crate) me: Option<Kept<Me>>,
    /// The application.
    pub(crate) flow: flow::State,
    /// The retained photo, once it was fetched.
    pub(crate) retained: Option<BlobId>,
    /// The picture in the preview: the bytes that are sent (R38).
    pub(crate) preview: Option<BlobId>,
    /// What waits to be sent.
    pub(crate) outbox: Outbox,
    /// The license: the newest answer, and the tokens of the newest one that had any.
    pub(crate) license: LicenseKept,
    /// The inbox.
    pub(crate) inbox: Inbox,
    /// The check log.
    pub(crate) checks: Option<Kept<Checks>>,
    /// What the holder agreed to, by purpose.
    pub(crate) consents: BTreeMap<String, Consent>,
    /// The trust list.
    pub(crate) trust: Option<KeptObject>,
    /// The policy.
    pub(crate) policy: Option<KeptObject>,
    /// The policy that the status table in use came with; none while it is the built-in one.
    pub(crate) statuses_from: Option<BlobId>,
    /// The same for the limits of a photo.
    pub(crate) photo_from: Option<BlobId>,
    /// When everything was last compared with the authority.
    pub(crate) synced_at: Seconds,
    /// The clock.
    pub(crate) clock: ClockRecord,
    /// Whether the phone has a secure lock; not told yet reads as yes.
    pub(crate) secure_lock: Option<bool>,
}

impl Default for State {
    fn default() -> Self {
        State {
            holder: None,
            device: None,
            login: None,
            device_removed: false,
            me: None,
            flow: flow::State::Idle { trouble: None },
            retained: None,
            preview: None,
            outbox: Outbox::default(),
            license: LicenseKept::default(),
            inbox: Inbox::default(),
            checks: None,
            consents: BTreeMap::new(),
            trust: None,
            policy: None,
            statuses_from: None,
            photo_from: None,
            synced_at: 0,
            clock: ClockRecord::default(),
            secure_lock: None,
        }
    }
}

impl std::fmt::Debug for State {
    /// No personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "State({}, {} waiting)", self.flow.name(), self.outbox.len())
    }
}

impl State {
    /// The bytes for the vault.
    pub(crate) fn to_bytes(&self) -> Sealed {
        Sealed::new(serde_json::to_vec(self).expect("plain data with text keys"))
    }

    /// Reads bytes of the newest version.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Blobs that must stay.
    pub(crate) fn blobs(&self) -> Vec<BlobId> {
        let objects = [&self.trust, &self.policy].into_iter().flatten().map(|object| object.blob);
        let pictures = [self.retained, self.preview].into_iter().flatten();
        let rules = [self.statuses_from, self.photo_from].into_iter().flatten();
        objects.chain(rules).chain(pictures).chain(self.outbox.blobs()).collect()
    }

    /// Whether somebody is signed in on this phone, as far as the phone knows.
    pub(crate) fn signed_in(&self) -> bool {
        self.holder.is_some() && self.device.is_some() && !self.device_removed
    }
}

/// This phone as the authority knows it. The private halves lie with the key store.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Device {
    /// COSE_Key of the request key.
    pub(crate) request: Blob,
    /// COSE_Key that presents profile 1.
    pub(crate) full: Blob,
    /// COSE_Key that presents profiles 2 and 3.
    pub(crate) limited: Blob,
    /// How well they are kept: field 19 of the license.
    pub(crate) level: u8,
    /// When it was enrolled.
    pub(crate) at: Seconds,
    /// What it is called in the list.
    pub(crate) title: String,
    /// COSE_Key of the hardware key that vouches for session keys; none where the keys need none.
    #[serde(default)]
    pub(crate) voucher: Option<Blob>,
    /// Whether the presentation keys stand in their second place.
    #[serde(default)]
    pub(crate) second: bool,
    /// When the session keys were made.
    #[serde(default)]
    pub(crate) session_since: Seconds,
    /// Session keys that the authority was told of: in use as soon as a token names them.
    #[serde(default)]
    pub(crate) coming: Option<ComingKeys>,
}

/// COSE_Keys of session keys that no token names yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ComingKeys {
    pub(crate) full: Blob,
    pub(crate) limited: Blob,
    pub(crate) since: Seconds,
}

impl Device {
    /// The key that presents a profile.
    pub(crate) fn presents(&self, profile: u8) -> &Blob {
        if profile == 1 { &self.full } else { &self.limited }
    }

    /// Where the presentation keys are kept: of profile 1, and of profiles 2 and 3.
    pub(crate) fn places(&self) -> [KeyRole; 2] {
        match self.second {
            false => [KeyRole::PresentFull, KeyRole::PresentLimited],
            true => [KeyRole::PresentFullSecond, KeyRole::PresentLimitedSecond],
        }
    }

    /// This phone with the session keys that are coming.
    pub(crate) fn with_coming(&self) -> Option<Device> {
        let ComingKeys { full, limited, since } = self.coming.clone()?;
        Some(Device { full, limited, second: !self.second, session_since: since, coming: None, ..self.clone() })
    }
}

/// A sign-in that waits for its code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Login {
    pub(crate) holder: Holder,
    pub(crate) next_at: Seconds,
    pub(crate) expires_at: Seconds,
    pub(crate) trouble: Option<crate::Code>,
}

/// An answer with what makes the next question cheap.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept<T> {
    pub(crate) value: T,
    pub(crate) etag: Option<String>,
}

/// A signed public object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptObject {
    pub(crate) blob: BlobId,
    pub(crate) etag: Option<String>,
}

/// What is kept of the license.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct LicenseKept {
    pub(crate) etag: Option<String>,
    /// The newest answer, without its tokens.
    pub(crate) answer: Option<LicenseAnswer>,
    /// Tokens of the newest answer that had any.
    pub(crate) tokens: Vec<TokenKept>,
    /// When the newest answer was compared with the authority.
    pub(crate) checked_at: Seconds,
}

/// What the authority said of the license.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LicenseAnswer {
    pub(crate) version: u32,
    pub(crate) state: Issued,
    pub(crate) live: LiveStatus,
}

/// One token with its annex, as received.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TokenKept {
    pub(crate) profile: u8,
    pub(crate) token: Blob,
    pub(crate) annex: Blob,
    pub(crate) expires_at: Seconds,
}

/// The inbox.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Inbox {
    pub(crate) etag: Option<String>,
    /// Oldest first; each number once (R34).
    pub(crate) letters: Vec<LetterKept>,
}

/// One notice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LetterKept {
    pub(crate) notice: Notice,
    pub(crate) was_read: bool,
}

/// One consent.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Consent {
    pub(crate) points: bool,
    pub(crate) at: Seconds,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_state_survives_its_own_bytes_and_unknown_fields() {
        let state = State::default();
        assert!(State::from_bytes(&state.to_bytes()) == Some(state.clone()));
        assert!(State::from_bytes(b"{\"something_newer\":1}") == Some(state));
        assert!(State::from_bytes(b"no json").is_none());
    }
}
