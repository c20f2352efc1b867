//! Fetching by name from the configured authority: trust list, policy, status lists; and handing over the queue.
//!
//! A scan never fetches. An older sequence, or the same one with other bytes, is refused and reported (profile.md).

use std::collections::BTreeMap;

use lz_api::checks::{Report, Reported};
use lz_api::public::StatusIndex;
use lz_api::routes;
use lz_credential::UnixSeconds;
use lz_credential::policy::{Policy, PolicyError};
use lz_credential::status_list::{StatusError, StatusList, StatusLists};
use lz_credential::trust::{TrustError, TrustList};
use serde::{Deserialize, Serialize};

use crate::client::{Client, ClientError, Fetched};
use crate::store::{self, Store, StoreError};

/// Checks handed over in one request; the authority takes no more.
const REPORT_AT_ONCE: usize = 256;

/// Why an update could not be finished. What came before it is kept.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The network or the authority.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The trust list that came is not one to trust. Report it.
    #[error("the trust list that came is refused: {0}")]
    Trust(TrustError),
    /// No trust list is held, and none came.
    #[error("there is no trust list yet")]
    NoTrust,
    /// The policy that came is refused. Report it.
    #[error("the policy that came is refused: {0}")]
    Policy(PolicyError),
    /// A status list that came is refused. Report it.
    #[error("a status list that came is refused: {0}")]
    Status(StatusError),
}

impl UpdateError {
    /// Stable code for machines.
    pub fn code(&self) -> &'static str {
        match self {
            UpdateError::Store(error) => error.code(),
            UpdateError::Client(error) => error.code(),
            UpdateError::Trust(error) => error.code(),
            UpdateError::NoTrust => "no_trust_list",
            UpdateError::Policy(error) => error.code(),
            UpdateError::Status(error) => error.code(),
        }
    }
}

/// Tags of what is held, and when it was last compared.
#[derive(Default, Serialize, Deserialize)]
pub struct Updated {
    /// Second of the last complete update.
    pub at: i64,
    tags: BTreeMap<String, String>,
    /// Highest sequence of a trust list that was ever accepted, remembered apart from the list: a file that was damaged or
    /// put back must not let an older one in.
    #[serde(default)]
    trust_sequence: u32,
}

/// What an update brought.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    /// The trust list was replaced.
    pub trust_list: bool,
    /// The policy was replaced.
    pub policy: bool,
    /// Status lists replaced.
    pub status_lists: usize,
    /// Status lists that were the newest already.
    pub status_lists_unchanged: usize,
    /// Checks handed over to the drivers' logs.
    pub reported: usize,
}

/// Fetches what is newer and hands over the queue.
pub async fn update(store: &Store, client: &Client, now: UnixSeconds) -> Result<Summary, UpdateError> {
    let mut summary = Summary::default();
    let mut updated: Updated = store.note(store::UPDATED)?.unwrap_or_default();
    let trust = fetch_trust(store, client, &mut updated, now, &mut summary).await?;
    if let Some(bytes) = fetch(client, routes::POLICY, &mut updated, store.policy()?.is_some()).await? {
        let at = now.max(store.floor()?);
        let held = store.policy()?.and_then(|bytes| Policy::accept(&bytes, &trust, None, at).ok());
        let policy = Policy::accept(&bytes, &trust, held.as_ref(), now).map_err(UpdateError::Policy)?;
        store.put_policy(&bytes)?;
        store.raise_floor(policy.claims().issued_at)?;
        summary.policy = true;
    }
    fetch_lists(store, client, &trust, &mut updated, now, &mut summary).await?;
    updated.at = now.0;
    store.put_note(store::UPDATED, &updated)?;
    summary.reported = report(store, client, now).await?;
    Ok(summary)
}

async fn fetch_trust(
    store: &Store,
    client: &Client,
    updated: &mut Updated,
    now: UnixSeconds,
    summary: &mut Summary,
) -> Result<TrustList, UpdateError> {
    let roots = store.roots()?;
    let at = now.max(store.floor()?);
    let held = store.trust_list()?.and_then(|bytes| TrustList::accept(&bytes, &roots, None, at).ok());
    match fetch(client, routes::TRUST, updated, held.is_some()).await? {
        Some(bytes) => {
            let list = TrustList::accept(&bytes, &roots, held.as_ref(), now).map_err(UpdateError::Trust)?;
            if list.claims().sequence < updated.trust_sequence {
                return Err(UpdateError::Trust(TrustError::OlderSequence));
            }
            store.put_trust_list(&bytes)?;
            store.raise_floor(list.claims().issued_at)?;
            updated.trust_sequence = list.claims().sequence;
            store.put_note(store::UPDATED, updated)?;
            summary.trust_list = true;
            Ok(list)
        }
        None => held.ok_or(UpdateError::NoTrust),
    }
}

async fn fetch_lists(
    store: &Store,
    client: &Client,
    trust: &TrustList,
    updated: &mut Updated,
    now: UnixSeconds,
    summary: &mut Summary,
) -> Result<(), UpdateError> {
    let at = now.max(store.floor()?);
    let mut lists = StatusLists::default();
    for bytes in store.status_lists()? {
        let _left_out = lists.accept(&bytes, trust, at);
    }
    let index = match client.get(routes::STATUS, None).await? {
        Fetched::New(bytes, _) => serde_json::from_slice::<StatusIndex>(&bytes).map_err(|_| ClientError::Answer)?,
        Fetched::Unchanged => return Err(ClientError::Answer.into()),
    };
    for list in index.lists {
        let own = list.path.starts_with(routes::STATUS) && !list.path.contains("..");
        if !own || !trust.allows_status_name(&list.uri) {
            return Err(UpdateError::Status(StatusError::Name));
        }
        let held = lists.held().any(|(uri, _)| uri == list.uri);
        let Some(bytes) = fetch(client, &list.path, updated, held).await? else {
            summary.status_lists_unchanged += 1;
            continue;
        };
        let claims = StatusList::check(&bytes, trust, now).map_err(UpdateError::Status)?.claims;
        if claims.uri != list.uri {
            return Err(UpdateError::Status(StatusError::Name));
        }
        lists.accept(&bytes, trust, now).map_err(UpdateError::Status)?;
        store.put_status_list(&list.uri, &bytes)?;
        store.raise_floor(claims.issued_at)?;
        summary.status_lists += 1;
    }
    Ok(())
}

/// The bytes, if newer than what is held.
async fn fetch(client: &Client, path: &str, updated: &mut Updated, held: bool) -> Result<Option<Vec<u8>>, ClientError> {
    let tag = updated.tags.get(path).filter(|_| held).cloned();
    match client.get(path, tag.as_deref()).await? {
        Fetched::Unchanged => Ok(None),
        Fetched::New(bytes, tag) => {
            match tag {
                Some(tag) => updated.tags.insert(path.to_owned(), tag),
                None => updated.tags.remove(path),
            };
            Ok(Some(bytes))
        }
    }
}

/// Hands the queue over and erases what was taken (R75).
async fn report(store: &Store, client: &Client, now: UnixSeconds) -> Result<usize, UpdateError> {
    let mut handed = 0;
    loop {
        let queued = store.queued(REPORT_AT_ONCE)?;
        if queued.is_empty() {
            return Ok(handed);
        }
        let checks = queued.iter().map(|(_, check)| check.clone()).collect();
        let _taken: Reported = client.post(routes::CHECK_REPORT, &Report { checks }, now.0).await?;
        for (file, _) in &queued {
            store.erase(file)?;
        }
        handed += queued.len();
    }
}
