//! The authority's folder: keys, trust list, policy, tokens of the reviewer and register sides, database, lock.
//!
//! ```text
//! authority.json   name, prefix of status lists, environment      trust.cbor   signed trust list
//! keys/            one seed a role, and those that protect data    policy.json  purposes, to be edited
//! tokens.json      bearer tokens: review, register                 authority.db nonces.db outbox/ lock
//! ```
//!
//! A lock on `lock` keeps a second process out (it ends with the process, however that dies).

use crate::files::{self, Refused};
use crate::people::{self, PeopleError};
use crate::seal::{Sealer, random};
use crate::status::Permutation;
use crate::store::{SqliteStore, StoreError};
use lz_credential::trust::{Entry, Environment, Role, Roots, TrustClaims, TrustError, TrustList};
use lz_credential::{Signer, SoftwareEd25519};
use lz_license::UnixSeconds;
use lz_license::fields::AuthorityCode;
use lz_license::rollout::Rollout;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// First second that wire format 1 can write; development keys are good from then on, so that any `--clock` finds them.
const FIRST: UnixSeconds = UnixSeconds(1_577_836_800);
const LAST: UnixSeconds = UnixSeconds(4_102_444_800);
/// A trust list is renewed at least once a year.
const TRUST_LIFE: i64 = 366 * 86_400;
/// Names of firms that may ask in development, with their key files.
const ASKERS: [(&str, &str); 3] = [("rental", "lz:r1"), ("insurance", "lz:i1"), ("employer", "lz:e1")];

/// What stands in `authority.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Issuer name in every signed object.
    pub iss: String,
    /// What names of status lists start with.
    pub status_prefix: String,
}

/// Bearer tokens of the two inner sides.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// For `/v1/review`.
    pub review: String,
    /// For `/v1/register`.
    pub register: String,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(..)")
    }
}

/// Why a folder cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// Another process serves this folder.
    #[error("another authority runs on this folder")]
    AlreadyServed,
    /// The folder holds an authority already.
    #[error("the folder already holds an authority")]
    AlreadyThere,
    /// The folder holds no authority: `authority init` makes one.
    #[error("the folder holds no authority; run `authority init` first")]
    NotThere,
    /// A file is not what it should be.
    #[error("{0} is damaged")]
    Damaged(&'static str),
    /// A file of the folder is missing.
    #[error("{0} is missing")]
    Missing(String),
    /// The issuer name cannot stand in signed objects.
    #[error("an issuer name is like lz:32, of 2 to 16 characters")]
    IssuerName,
    /// The trust list was signed later than the clock says.
    #[error("trust.cbor is dated ahead of the clock")]
    ClockBehind,
    /// A trust list that this build has no root for.
    #[error("{0}")]
    NoRoot(&'static str),
    /// A driver's file cannot be taken in.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system refused.
    #[error(transparent)]
    System(#[from] Refused),
}

impl HomeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyServed => "already-served",
            Self::AlreadyThere => "already-there",
            Self::NotThere => "not-there",
            Self::Damaged(_) | Self::Missing(_) => "damaged",
            Self::IssuerName => "issuer-name",
            Self::ClockBehind => "clock-behind",
            Self::NoRoot(_) => "no-root",
            Self::People(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::System(error) => error.code(),
        }
    }
}

/// Signers by role.
pub struct Keys {
    /// License tokens.
    pub license: SoftwareEd25519,
    /// Status lists.
    pub status: SoftwareEd25519,
    /// Server time.
    pub time: SoftwareEd25519,
    /// Policy.
    pub policy: SoftwareEd25519,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

/// An opened folder. Holds the lock as long as it lives.
#[derive(Debug)]
pub struct Home {
    /// Where.
    pub dir: PathBuf,
    /// Who.
    pub about: About,
    /// Signers.
    pub keys: Keys,
    /// Bearer tokens.
    pub tokens: Tokens,
    /// The signed trust list.
    pub trust: TrustList,
    /// The memory.
    pub store: SqliteStore,
    pub(crate) sealer: Sealer,
    _lock: File,
}

/// How a folder is made.
#[derive(Debug, Clone)]
pub struct Init {
    /// Issuer name.
    pub iss: String,
    /// Folder with one JSON file a driver, and their photos.
    pub people: Option<PathBuf>,
    /// The time of the trust list.
    pub now: UnixSeconds,
}

impl Init {
    /// The development authority at `now`, without people.
    pub fn at(now: UnixSeconds) -> Self {
        Self { iss: "lz:32".to_owned(), people: None, now }
    }
}

impl Home {
    /// Makes a development authority in `dir`: keys, trust list signed by the development root, policy, tokens, register.
    ///
    /// Errors: [`HomeError::AlreadyThere`] if there is one; nothing is ever overwritten.
    pub fn init(dir: &Path, init: &Init) -> Result<Self, HomeError> {
        // A database without the rest is a damaged authority: its keys must not be written anew.
        if ["authority.json", "authority.db"].iter().any(|name| dir.join(name).exists()) {
            return Err(HomeError::AlreadyThere);
        }
        // What cannot be taken in stops here, before there is a folder that would have to be removed.
        let root = development_root()?;
        if let Some(folder) = &init.people {
            people::check(folder)?;
        }
        let number = init.iss.rsplit(':').next().unwrap_or("0");
        let about = About { iss: init.iss.clone(), status_prefix: format!("https://lz.example/{number}/s/") };
        files::make_folder(&dir.join("keys"))?;
        let lock = lock(dir)?;
        for name in ["license", "status", "time", "policy", "data", "index"] {
            files::write_secret(&dir.join(format!("keys/{name}.key")), &hex::encode(random::<32>()))?;
        }
        for (name, _) in ASKERS {
            files::write_secret(&dir.join(format!("keys/asker-{name}.key")), &hex::encode(random::<32>()))?;
        }
        let trust =
            TrustList::sign(&trust_claims(dir, &about, init.now)?, &[&root]).map_err(|_| HomeError::IssuerName)?;
        files::write(&dir.join("trust.cbor"), &trust)?;
        files::write(&dir.join("policy.json"), include_bytes!("../data/policy.json"))?;
        let tokens = Tokens { review: hex::encode(random::<24>()), register: hex::encode(random::<24>()) };
        files::write_secret(&dir.join("tokens.json"), &text(&tokens))?;
        // Last: a folder with this file is a whole one.
        files::write(&dir.join("authority.json"), text(&about).as_bytes())?;
        let home = Self::open_locked(dir, init.now, lock)?;
        if let Some(folder) = &init.people {
            people::load(folder, &home.store, &home.sealer, init.now)?;
        }
        Ok(home)
    }

    /// Opens the folder for this process alone, and brings its database up to date. `now` judges the trust list.
    ///
    /// Errors: [`HomeError::AlreadyServed`] while another process holds it; [`StoreError::Newer`] if a newer program made it,
    /// and then nothing is changed.
    pub fn open(dir: &Path, now: UnixSeconds) -> Result<Self, HomeError> {
        if !dir.join("authority.json").exists() {
            return Err(HomeError::NotThere);
        }
        Self::open_locked(dir, now, lock(dir)?)
    }

    fn open_locked(dir: &Path, now: UnixSeconds, lock: File) -> Result<Self, HomeError> {
        let about: About = read(dir, "authority.json")?;
        let tokens: Tokens = read(dir, "tokens.json")?;
        let keys = Keys {
            license: signer(dir, "license")?,
            status: signer(dir, "status")?,
            time: signer(dir, "time")?,
            policy: signer(dir, "policy")?,
        };
        let sealer = Sealer::new(&seed(dir, "data")?);
        let trust = accept_trust(&there(dir, "trust.cbor")?, now)?;
        let permutation = Permutation::new(seed(dir, "index")?);
        let store = SqliteStore::open(&dir.join("authority.db"), sealer.clone(), permutation)?;
        Ok(Self { dir: dir.to_owned(), about, keys, tokens, trust, store, sealer, _lock: lock })
    }
}

/// The key of a firm that may ask in development: `rental`, `insurance` or `employer`. Errors if the folder lacks it.
pub fn asker(dir: &Path, name: &str) -> Result<(String, SoftwareEd25519), HomeError> {
    let (name, iss) = ASKERS.into_iter().find(|(known, _)| *known == name).ok_or(HomeError::Damaged("asker"))?;
    Ok((iss.to_owned(), signer(dir, &format!("asker-{name}"))?))
}

fn lock(dir: &Path) -> Result<File, HomeError> {
    let path = dir.join("lock");
    let refused = || Refused::of(&path);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(refused())?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(HomeError::AlreadyServed),
        Err(TryLockError::Error(error)) => Err(refused()(error).into()),
    }
}

#[cfg(feature = "development")]
fn development_root() -> Result<SoftwareEd25519, HomeError> {
    Ok(lz_credential::development::root())
}

#[cfg(not(feature = "development"))]
fn development_root() -> Result<SoftwareEd25519, HomeError> {
    Err(HomeError::NoRoot("this build has no development root: a production trust list is signed offline"))
}

#[cfg(feature = "development")]
fn accept_trust(bytes: &[u8], now: UnixSeconds) -> Result<TrustList, HomeError> {
    TrustList::accept(bytes, &Roots::development(), None, now).map_err(|error| match error {
        TrustError::AheadOfClock => HomeError::ClockBehind,
        _ => HomeError::Damaged("trust.cbor"),
    })
}

#[cfg(not(feature = "development"))]
fn accept_trust(_bytes: &[u8], _now: UnixSeconds) -> Result<TrustList, HomeError> {
    // Production roots are pinned when they exist; until then nothing can be trusted.
    Err(HomeError::NoRoot("no production roots are pinned"))
}

fn trust_claims(dir: &Path, about: &About, now: UnixSeconds) -> Result<TrustClaims, HomeError> {
    let provinces: Vec<String> = (11..=99)
        .filter(|province| {
            let code = AuthorityCode::new(province * 10_000);
            code.is_ok_and(|code| Rollout::built_in().province(code).is_some())
        })
        .map(|province| province.to_string())
        .collect();
    let entry = |file: &str, issuer: &str, role: Role| -> Result<Entry, HomeError> {
        Ok(Entry {
            key: signer(dir, file)?.key().clone(),
            issuer: issuer.to_owned(),
            role,
            authority_prefixes: if role == Role::License { provinces.clone() } else { Vec::new() },
            signs_from: FIRST,
            signs_until: LAST.plus(-TRUST_LIFE),
            accepted_until: LAST,
        })
    };
    let mut entries = vec![
        entry("license", &about.iss, Role::License)?,
        entry("status", &about.iss, Role::Status)?,
        entry("time", &about.iss, Role::Time)?,
        entry("policy", &about.iss, Role::Policy)?,
    ];
    for (name, iss) in ASKERS {
        entries.push(entry(&format!("asker-{name}"), iss, Role::Asker)?);
    }
    Ok(TrustClaims {
        issuer: about.iss.clone(),
        issued_at: now,
        expires_at: now.plus(TRUST_LIFE),
        sequence: 1,
        environment: Environment::Development,
        entries,
        status_prefixes: vec![about.status_prefix.clone()],
    })
}

fn signer(dir: &Path, name: &str) -> Result<SoftwareEd25519, HomeError> {
    Ok(SoftwareEd25519::from_seed(&seed(dir, name)?))
}

fn seed(dir: &Path, name: &str) -> Result<[u8; 32], HomeError> {
    let damaged = || HomeError::Damaged("a file of keys/");
    let text = String::from_utf8(there(dir, &format!("keys/{name}.key"))?).map_err(|_| damaged())?;
    hex::decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(damaged)
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("our own types serialise")
}

fn read<T: serde::de::DeserializeOwned>(dir: &Path, name: &'static str) -> Result<T, HomeError> {
    serde_json::from_slice(&there(dir, name)?).map_err(|_| HomeError::Damaged(name))
}

/// A file that a whole folder has.
fn there(dir: &Path, name: &str) -> Result<Vec<u8>, HomeError> {
    files::read(&dir.join(name))
        .map_err(|error| if error.is_missing() { HomeError::Missing(name.to_owned()) } else { error.into() })
}
