//! What everybody may fetch, signed: status lists, server time. The policy stands in [`crate::policy`].

use crate::app::{App, refused};
use crate::status::LIST;
use crate::tokens::list_uri;
use lz_api::public::StatusListName;
use lz_api::{Problem, ProblemCode};
use lz_credential::Kid;
use lz_credential::server_time::{TimeClaims, issue};
use lz_credential::status_list::{ListClaims, StatusList, StatusValue, Values};
use lz_license::UnixSeconds;
use std::collections::HashMap;

/// A list is signed anew after so many seconds even if nothing changed.
const LIST_AGE: i64 = 300;
/// A list that is older tells no freshness any more.
const LIST_LIFE: i64 = 7 * 86_400;

/// Lists as last signed.
#[derive(Default)]
pub(crate) struct Published {
    lists: HashMap<u32, List>,
}

#[derive(Clone)]
pub(crate) struct List {
    pub(crate) bytes: Vec<u8>,
    name: StatusListName,
    /// State of the entries that it shows.
    version: u64,
}

impl App {
    /// The names of all lists that have an entry.
    pub(crate) fn status_index(&self) -> Result<Vec<StatusListName>, Problem> {
        let indexes = self.store().indexes().map_err(refused)?;
        (0..=indexes.saturating_sub(1) / LIST).map(|list| Ok(self.status_list(list)?.name)).collect()
    }

    /// One list: as last signed, or signed anew when an entry changed or five minutes have passed.
    pub(crate) fn status_list(&self, list: u32) -> Result<List, Problem> {
        let indexes = self.store().indexes().map_err(refused)?;
        if list > indexes.saturating_sub(1) / LIST {
            return Err(ProblemCode::NotFound.into());
        }
        let now = self.clock.now();
        let mut published = self.published.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let version = self.store().entries_version().map_err(refused)?;
        if let Some(known) = published.lists.get(&list)
            && known.version == version
            && (0..LIST_AGE).contains(&(now.0 - known.name.issued_at))
        {
            return Ok(known.clone());
        }
        let made = self.sign_list(list, version, now)?;
        published.lists.insert(list, made.clone());
        Ok(made)
    }

    fn sign_list(&self, list: u32, version: u64, now: UnixSeconds) -> Result<List, Problem> {
        let mut values = Values::default();
        for (index, value) in self.store().entries(list, now).map_err(refused)? {
            values.set(index, StatusValue::from_bits(value));
        }
        // The national counter is durable before a list with it leaves the house.
        let sequence = self.store().number("list_sequence").map_err(refused)? + 1;
        self.store().set_number("list_sequence", sequence).map_err(refused)?;
        let claims = ListClaims {
            uri: list_uri(&self.home.about, list),
            issued_at: now,
            expires_at: now.plus(LIST_LIFE),
            ttl: u32::try_from(LIST_AGE).unwrap_or(1),
            sequence: u32::try_from(sequence).map_err(|_| ProblemCode::Internal)?,
        };
        let bytes = StatusList::issue(&claims, &values, &self.home.keys.status)
            .map_err(|_| Problem::new(ProblemCode::Internal))?;
        let name = StatusListName {
            uri: claims.uri,
            path: format!("{}/{list}", lz_api::routes::STATUS),
            sequence: claims.sequence,
            issued_at: now.0,
        };
        Ok(List { bytes, name, version })
    }

    /// The time, signed for one nonce of one key.
    pub(crate) fn server_time(&self, nonce: [u8; 16], client: Kid) -> Result<Vec<u8>, Problem> {
        let claims = TimeClaims { issuer: self.home.about.iss.clone(), nonce, unix_ms: self.clock.now_ms(), client };
        issue(&claims, &self.home.keys.time).map_err(|_| ProblemCode::Internal.into())
    }
}
