//! One roadside check: the codes of some camera frames, judged against what the terminal holds, with no network.

use lz_api::Blob;
use lz_credential::UnixSeconds;
use lz_credential::audience::Audience;
use lz_credential::frames::{Collector, Progress};
use lz_credential::policy::{self, Policy};
use lz_credential::qr::{Scanned, classify};
use lz_credential::status_list::StatusLists;
use lz_credential::trust::TrustList;
use lz_credential::verify::{Check, OpenChallenge, Seen, Session, Sighting, Verdict, VerifiedLicense, Verifier};
use lz_license::StatusTable;
use serde::{Deserialize, Serialize};

use crate::random;
use crate::store::{self, Store, StoreError};

/// What a check came to.
pub struct Outcome {
    /// The judgement of the last presentation that was seen.
    pub check: Option<Check>,
    /// Token and annex together, once enough portrait frames were seen and their hash is the one that the token signs.
    pub license: Option<VerifiedLicense>,
    /// The presentation as scanned, for the online check and the driver's log.
    pub presentation: Option<Vec<u8>>,
    /// Portrait frames: so many of so many.
    pub frames: Option<(u8, u8)>,
    /// When it was made.
    pub at: UnixSeconds,
}

impl Outcome {
    /// The verdict; without any code of ours, [`Verdict::Unreadable`].
    pub fn verdict(&self) -> Verdict {
        self.check.as_ref().map_or(Verdict::Unreadable, Check::verdict)
    }
}

/// Everything that a check needs from the disk, accepted again at every start.
pub struct Ready {
    trust: Option<TrustList>,
    lists: StatusLists,
    policy: Option<Policy>,
    audience: Audience,
    session: Session,
}

#[derive(Serialize, Deserialize)]
struct SeenNote {
    key: Blob,
    sequence: u32,
    first_seen: i64,
}

impl Ready {
    /// Loads lists, policy and memory. A list that no longer verifies is left out, as if it had never come.
    ///
    /// What is held was dated right when it was stored. A clock that has fallen behind since must not make it vanish: then
    /// the newest signed time counts, and the verdict says that the clock is wrong.
    pub fn load(store: &Store, now: UnixSeconds) -> Result<Self, StoreError> {
        let settings = store.settings()?;
        let floor = store.floor()?;
        let now = now.max(floor);
        let roots = store.roots()?;
        let trust = store.trust_list()?.and_then(|bytes| TrustList::accept(&bytes, &roots, None, now).ok());
        let mut lists = StatusLists::default();
        let mut policy = None;
        if let Some(trust) = &trust {
            for bytes in store.status_lists()? {
                let _left_out = lists.accept(&bytes, trust, now);
            }
            policy = store.policy()?.and_then(|bytes| Policy::accept(&bytes, trust, None, now).ok());
        }
        let seen: Vec<SeenNote> = store.note(store::SEEN)?.unwrap_or_default();
        let sightings = seen.into_iter().filter_map(|note| {
            let key = note.key.0.try_into().ok()?;
            Some(Sighting { key, sequence: note.sequence, first_seen: UnixSeconds(note.first_seen) })
        });
        let mut session = Session::new(floor, Seen::restore(sightings));
        if let Some(open) = store.note::<store::OpenChallenge>(store::CHALLENGE)? {
            let nonce = Blob::parse(&open.nonce).ok().and_then(|blob| blob.0.try_into().ok());
            let nonce: [u8; 16] = nonce.ok_or(StoreError::Damaged(store::CHALLENGE))?;
            session.challenge = Some(OpenChallenge::open(nonce, UnixSeconds(open.opened_at)));
        }
        let audience = settings.audience.parse().map_err(|_| StoreError::Damaged("terminal.json"))?;
        Ok(Self { trust, lists, policy, audience, session })
    }

    /// The trust list in force.
    pub fn trust(&self) -> Option<&TrustList> {
        self.trust.as_ref()
    }

    /// Names and dates of the held status lists.
    pub fn lists(&self) -> &StatusLists {
        &self.lists
    }

    /// Judges the texts of the codes that the frames showed, in the order in which they were seen.
    ///
    /// Without a trust list nothing can be told from anything: the answer is then `None` in [`Outcome::check`].
    pub fn judge(&mut self, texts: &[String], now: UnixSeconds) -> Outcome {
        let mut outcome = Outcome { check: None, license: None, presentation: None, frames: None, at: now };
        let Some(trust) = &self.trust else { return outcome };
        let verifier = Verifier {
            trust,
            lists: &self.lists,
            audience: &self.audience,
            terms: policy::terms(&self.audience, self.policy.as_ref()),
            statuses: StatusTable::built_in(),
        };
        let mut collector = Collector::default();
        let mut annexes: Vec<Vec<u8>> = Vec::new();
        for text in texts {
            match classify(text) {
                Scanned::Frame(frame) => match collector.add(frame) {
                    Ok(Progress::Collecting { have, need }) => outcome.frames = Some((have, need)),
                    Ok(Progress::Whole(annex)) => {
                        outcome.frames = outcome.frames.map(|(_, need)| (need, need));
                        annexes.push(annex);
                    }
                    Err(_) => outcome.frames = None,
                },
                Scanned::Presentation(bytes) => {
                    outcome.check = Some(verifier.verify(&bytes, now, &mut self.session));
                    outcome.presentation = Some(bytes);
                }
                // A stray code beside the license must not spoil a good reading.
                Scanned::Challenge(_) | Scanned::LaterVersion(_) | Scanned::Unreadable if outcome.check.is_some() => {}
                Scanned::Challenge(_) | Scanned::LaterVersion(_) | Scanned::Unreadable => {
                    outcome.check = Some(verifier.verify_text(text, now, &mut self.session));
                }
            }
        }
        outcome.license = outcome
            .check
            .as_ref()
            .and_then(Check::token)
            .and_then(|token| annexes.iter().find_map(|annex| token.with_annex(annex).ok()));
        outcome
    }

    /// Keeps what the next check must know, and queues this one for the driver's log.
    pub fn keep(&self, store: &Store, outcome: &Outcome) -> Result<(), StoreError> {
        let seen: Vec<SeenNote> = self
            .session
            .seen
            .sightings()
            .map(|s| SeenNote { key: Blob::from(&s.key[..]), sequence: s.sequence, first_seen: s.first_seen.0 })
            .collect();
        store.put_note(store::SEEN, &seen)?;
        store.raise_floor(self.session.floor)?;
        if outcome.check.as_ref().is_some_and(Check::answered_challenge) {
            store.drop_note(store::CHALLENGE)?;
        }
        match (&outcome.presentation, outcome.verdict()) {
            (Some(bytes), Verdict::Valid | Verdict::Attention | Verdict::MustNotDrive) => {
                let presentation = Blob::from(&bytes[..]);
                store.queue(&lz_api::checks::ReportedCheck { presentation, at: outcome.at.0 }, &random::<8>())
            }
            _ => Ok(()),
        }
    }
}
