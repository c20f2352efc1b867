//! What everybody may fetch, signed: status lists, policy, server time.

use crate::app::{App, refused};
use crate::home::Home;
use crate::rules::Ground;
use crate::status::LIST;
use crate::store::Store;
use crate::tokens::list_uri;
use lz_api::public::StatusListName;
use lz_api::{Problem, ProblemCode};
use lz_credential::policy::{DataFile, Policy, PolicyClaims, Purpose};
use lz_credential::server_time::{TimeClaims, issue};
use lz_credential::status_list::{ListClaims, StatusList, StatusValue, Values};
use lz_credential::token::Profile;
use lz_credential::{Kid, Label};
use lz_license::rollout::Rollout;
use lz_license::{StatusTable, UnixSeconds};
use lz_photo::PhotoSpec;
use lz_text::{Args, Lang, say};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// A list is signed anew after so many seconds even if nothing changed.
const LIST_AGE: i64 = 300;
/// A list that is older tells no freshness any more.
const LIST_LIFE: i64 = 7 * 86_400;
const POLICY_LIFE: i64 = 90 * 86_400;

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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PolicyFile {
    least_app_version: u64,
    purposes: BTreeMap<String, PurposeRow>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PurposeRow {
    profile: u8,
    challenge_required: bool,
}

/// The signed policy of the folder: signed anew, with the next sequence, when `policy.json` or its age asks for it.
pub(crate) fn policy(home: &Home, ground: &Ground) -> Result<Vec<u8>, &'static str> {
    let json = std::fs::read(home.dir.join("policy.json")).map_err(|_| "policy.json cannot be read")?;
    let carried = carried(home)?;
    let mut digest = Sha256::new_with_prefix(&json);
    carried.iter().for_each(|(file, text)| digest.update([&file.key().to_be_bytes()[..], text.as_bytes()].concat()));
    let digest = digest.finalize();
    let mark = u64::from_be_bytes(digest[..8].try_into().expect("eight of 32 bytes")) >> 1;
    let path = home.dir.join("policy.cbor");
    let number = |name: &str| home.store.number(name).map_err(|_| "the store failed");
    if number("policy_mark")? == mark
        && let Ok(bytes) = std::fs::read(&path)
        && let Ok(policy) = Policy::accept(&bytes, &home.trust, None, ground.now)
        && !policy.is_old(ground.now.plus(POLICY_LIFE / 2))
    {
        return Ok(bytes);
    }
    let file: PolicyFile = serde_json::from_slice(&json).map_err(|_| "policy.json is damaged")?;
    let sequence = number("policy_sequence")? + 1;
    let mut claims = PolicyClaims {
        issuer: home.about.iss.clone(),
        issued_at: ground.now,
        expires_at: ground.now.plus(POLICY_LIFE),
        sequence: u32::try_from(sequence).map_err(|_| "too many policies")?,
        least_app_version: file.least_app_version,
        purposes: file.purposes.into_iter().map(purpose).collect::<Result<_, _>>()?,
        authorities: authorities(),
        more: BTreeMap::new(),
    };
    carried.iter().for_each(|(file, text)| claims.set_data(*file, text));
    let bytes = Policy::issue(&claims, &home.keys.policy).map_err(|_| "the policy cannot be written")?;
    let set = |name: &str, value| home.store.set_number(name, value).map_err(|_| "the store failed");
    set("policy_sequence", sequence)?;
    std::fs::write(&path, &bytes).map_err(|_| "policy.cbor cannot be written")?;
    set("policy_mark", mark)?;
    Ok(bytes)
}

/// Newer data files that phones shall use, if the folder has any: `status.json` and `photo-spec.json`. A damaged one is not signed.
fn carried(home: &Home) -> Result<Vec<(DataFile, String)>, &'static str> {
    let read = |name: &str| match std::fs::read_to_string(home.dir.join(name)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err("a data file of the policy cannot be read"),
    };
    let mut carried = Vec::new();
    if let Some(text) = read("status.json")? {
        StatusTable::from_json(&text).map_err(|_| "status.json is damaged")?;
        carried.push((DataFile::StatusTable, text));
    }
    if let Some(text) = read("photo-spec.json")? {
        PhotoSpec::parse(&text).map_err(|_| "photo-spec.json is damaged")?;
        carried.push((DataFile::PhotoSpec, text));
    }
    Ok(carried)
}

fn purpose((key, row): (String, PurposeRow)) -> Result<(String, Purpose), &'static str> {
    let profile = Profile::ALL.into_iter().find(|profile| profile.number() == row.profile).ok_or("no such profile")?;
    let text = |lang| say(lang, &format!("purpose-{key}"), &Args::NONE);
    let name = Label { zh_hans: text(Lang::ZhHans), en: text(Lang::En) };
    Ok((key, Purpose { profile, challenge_required: row.challenge_required, name }))
}

fn authorities() -> BTreeMap<u64, Label> {
    let label = |label: &lz_license::rollout::Label| Label { zh_hans: label.zh_hans.clone(), en: label.en.clone() };
    Rollout::built_in().cities().map(|city| (u64::from(city.code.get()), label(&city.authority))).collect()
}
