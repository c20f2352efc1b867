//! The running authority: its folder, its ports, and how a request reaches a rule.

use crate::clock::Clock;
use crate::holder::HolderFile;
use crate::home::Home;
use crate::messages::{Message, MessageSender};
use crate::photo;
use crate::policy::PublishedRules;
use crate::publish::Published;
use crate::real_person::RealPerson;
use crate::rules::{Ground, binding};
use crate::store::{Case, HolderId, Once, Store, StoreError};
use lz_api::signing::SeenNonces;
use lz_api::{Problem, ProblemCode, Seconds};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, Semaphore};

/// Requests that may be worked on at a time; more are refused at once, so that the rest stay quick.
const IN_FLIGHT: usize = 256;

/// Drivers whose ids are read at a time.
const FOLLOWED_AT_ONCE: u32 = 1_000;

pub(crate) struct App {
    pub(crate) home: Home,
    pub(crate) clock: Clock,
    pub(crate) production: bool,
    /// Addresses that a signed request may name, without a slash at the end.
    pub(crate) bases: Vec<String>,
    pub(crate) person: Arc<dyn RealPerson>,
    pub(crate) sender: Arc<dyn MessageSender>,
    pub(crate) seen: Mutex<SeenNonces>,
    pub(crate) published: Mutex<Published>,
    pub(crate) policy: Vec<u8>,
    /// The rules in force: those that the policy told the phones.
    pub(crate) rules: PublishedRules,
    pub(crate) mail: Notify,
    pub(crate) room: Semaphore,
}

impl App {
    pub(crate) fn room() -> Semaphore {
        Semaphore::new(IN_FLIGHT)
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &self.home.store
    }

    /// Nonces that an earlier process saw, and whose signatures may still be alive.
    pub(crate) fn remembered(store: &dyn Store, now: Seconds) -> Result<SeenNonces, StoreError> {
        let mut seen = SeenNonces::default();
        for (nonce, at) in store.nonces(now - SeenNonces::LIFE)? {
            seen.insert(nonce, at);
        }
        Ok(seen)
    }

    /// True the first time; the next process will know the nonce too.
    pub(crate) fn nonce_is_new(&self, nonce: [u8; 16], now: Seconds) -> bool {
        let new = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(nonce, now);
        if new && let Err(error) = self.store().keep_nonce(nonce, now, SeenNonces::LIFE) {
            // A full disk stops writing, not reading: this process still knows the nonce.
            tracing::error!(%error, "a nonce could not be kept for the next start");
        }
        new
    }

    /// What rules rest on now.
    pub(crate) fn ground(&self) -> Result<Ground<'_>, Problem> {
        let busy = self.store().number("busy").map_err(refused)? > 0;
        Ok(Ground::new(self.clock.now(), busy, self.production, &self.rules))
    }

    /// A driver's file, its retained photo judged by the limits in force (R29).
    pub(crate) fn judged(&self, id: HolderId) -> Result<HolderFile, Problem> {
        let file = self.store().holder(id).map_err(refused)?;
        let old = match &file.retained {
            Some(retained) if retained.spec_version != self.rules.photo.version => retained.sha256.clone(),
            Some(_) | None => return Ok(file),
        };
        // Without its bytes it is a photo that cannot be used.
        let bytes = self.store().photo(id, &old).map_err(refused)?.unwrap_or_default();
        let judged = photo::judge_retained(&bytes, self.clock.now(), &self.rules.photo);
        self.decide(id, None, |case, ground| {
            if let Some(retained) = case.file.retained.as_mut().filter(|retained| retained.sha256 == old) {
                (retained.broken, retained.unfit) = (judged.rules.clone(), judged.unfit);
                retained.spec_version = ground.photo.version;
            }
            Ok(())
        })?;
        self.store().holder(id).map_err(refused)
    }

    /// Brings every driver's entry in the status lists in line with the table in force, once after it was published. A start
    /// that is killed on the way begins again.
    pub(crate) fn follow_table(&self) -> Result<(), Problem> {
        let version = u64::from(self.rules.statuses.version());
        if self.store().number("status_table").map_err(refused)? == version {
            return Ok(());
        }
        let mut last = HolderId::MIN;
        loop {
            let ids = self.store().holder_ids(last, FOLLOWED_AT_ONCE).map_err(refused)?;
            let Some(end) = ids.last() else { break };
            last = *end;
            for id in ids {
                self.decide(id, None, |case, ground| {
                    binding::follow_table(case, ground);
                    Ok(())
                })?;
            }
        }
        self.store().set_number("status_table", version).map_err(refused)
    }

    /// Runs a rule over one driver and commits what it left; its answer is given again for the same request.
    pub(crate) fn decide<T: Serialize + DeserializeOwned>(
        &self,
        holder: HolderId,
        once: Option<&Once>,
        mut rule: impl FnMut(&mut Case, &Ground) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let ground = self.ground()?;
        let answer = self
            .store()
            .decide(holder, once, ground.now, &mut |case| {
                let answer = rule(case, &ground)?;
                Ok(serde_json::to_value(answer).expect("our own types serialise"))
            })
            .map_err(refused)?;
        self.mail.notify_one();
        serde_json::from_value(answer).map_err(|_| ProblemCode::Internal.into())
    }

    /// Hands waiting messages to the sender; what fails stays for the next time.
    pub(crate) fn deliver(&self) {
        let waiting = self.store().outbox().unwrap_or_default();
        for message in waiting {
            if self.send(&message)
                && let Err(error) = self.store().sent(&message.id)
            {
                tracing::error!(%error, "a sent message could not be forgotten");
            }
        }
    }

    fn send(&self, message: &Message) -> bool {
        let sent = self.sender.send(message);
        if let Err(error) = &sent {
            tracing::warn!(kind = error.kind().to_string(), "a message could not be sent");
        }
        sent.is_ok()
    }
}

/// The store's error as a refusal: a rule's own, or one that says nothing of the inside.
pub(crate) fn refused(error: StoreError) -> Problem {
    match error {
        StoreError::Refused(problem) => problem,
        StoreError::Database(_) if error.is_out_of_room() => {
            tracing::error!(%error, "the disk is full: nothing is taken in");
            Problem::new(ProblemCode::Overloaded).after(5)
        }
        StoreError::Database(rusqlite::Error::SqliteFailure(failure, _))
            if failure.code == rusqlite::ErrorCode::DatabaseBusy =>
        {
            Problem::new(ProblemCode::Overloaded).after(5)
        }
        StoreError::Database(_) | StoreError::Damaged | StoreError::Newer { .. } => {
            tracing::error!(%error, "the store failed");
            ProblemCode::Internal.into()
        }
    }
}
