//! The authority's folder: keys, trust list, policy, tokens of the reviewer and register sides, database, lock.
//!
//! ```text
//! authority.json   name, prefix of status lists, environment      trust.cbor   signed trust list
//! keys/            one seed a role, and those that protect data    policy.json  purposes, to be edited
//! tokens.json      bearer tokens: review, register                 authority.db nonces.db outbox/ lock
//! ```
//!
//! A lock on `lock` keeps a second process out (it ends with the process, however that dies).

use crate::people::{self, PeopleError};
use crate::seal::{Sealer, random};
use crate::status::Permutation;
use crate::store::{SqliteStore, StoreError};
use lz_credential::trust::{Entry, Environment, Role, Roots, TrustClaims, TrustList};
use lz_credential::{Signer, SoftwareEd25519};
use lz_license::UnixSeconds;
use lz_license::fields::AuthorityCode;
use lz_license::rollout::Rollout;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
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
    /// A driver's file cannot be taken in.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl HomeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyServed => "already-served",
            Self::AlreadyThere => "already-there",
            Self::NotThere => "not-there",
            Self::Damaged(_) => "damaged",
            Self::People(error) => error.code(),
            Self::Store(_) => "store",
            Self::Io(_) => "io",
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
        if dir.join("authority.json").exists() {
            return Err(HomeError::AlreadyThere);
        }
        fs::create_dir_all(dir.join("keys"))?;
        for name in ["license", "status", "time", "policy", "data", "index"] {
            write_secret(&dir.join(format!("keys/{name}.key")), &hex::encode(random::<32>()))?;
        }
        for (name, _) in ASKERS {
            write_secret(&dir.join(format!("keys/asker-{name}.key")), &hex::encode(random::<32>()))?;
        }
        let number = init.iss.rsplit(':').next().unwrap_or("0");
        let about = About { iss: init.iss.clone(), status_prefix: format!("https://lz.example/{number}/s/") };
        let trust = TrustList::sign(&trust_claims(dir, &about, init.now)?, &[&development_root()?])
            .map_err(|_| HomeError::Damaged("issuer name"))?;
        fs::write(dir.join("trust.cbor"), trust)?;
        fs::write(dir.join("policy.json"), include_str!("../data/policy.json"))?;
        let tokens = Tokens { review: hex::encode(random::<24>()), register: hex::encode(random::<24>()) };
        write_secret(&dir.join("tokens.json"), &text(&tokens))?;
        // Last: a folder with this file is a whole one.
        fs::write(dir.join("authority.json"), text(&about))?;
        let home = Self::open(dir, init.now)?;
        if let Some(folder) = &init.people {
            people::load(folder, &home.store, &home.sealer, init.now)?;
        }
        Ok(home)
    }

    /// Opens the folder for this process alone. `now` judges the trust list.
    ///
    /// Errors: [`HomeError::AlreadyServed`] while another process holds it.
    pub fn open(dir: &Path, now: UnixSeconds) -> Result<Self, HomeError> {
        if !dir.join("authority.json").exists() {
            return Err(HomeError::NotThere);
        }
        let lock = lock(dir)?;
        let about: About = read(dir, "authority.json")?;
        let tokens: Tokens = read(dir, "tokens.json")?;
        let keys = Keys {
            license: signer(dir, "license")?,
            status: signer(dir, "status")?,
            time: signer(dir, "time")?,
            policy: signer(dir, "policy")?,
        };
        let sealer = Sealer::new(&seed(dir, "data")?);
        let bytes = fs::read(dir.join("trust.cbor"))?;
        let trust = accept_trust(&bytes, now)?;
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
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(HomeError::AlreadyServed),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

#[cfg(feature = "development")]
fn development_root() -> Result<SoftwareEd25519, HomeError> {
    Ok(lz_credential::development::root())
}

#[cfg(not(feature = "development"))]
fn development_root() -> Result<SoftwareEd25519, HomeError> {
    Err(HomeError::Damaged("this build has no development root: a production trust list is signed offline; it"))
}

#[cfg(feature = "development")]
fn accept_trust(bytes: &[u8], now: UnixSeconds) -> Result<TrustList, HomeError> {
    TrustList::accept(bytes, &Roots::development(), None, now).map_err(|_| HomeError::Damaged("trust list"))
}

#[cfg(not(feature = "development"))]
fn accept_trust(_bytes: &[u8], _now: UnixSeconds) -> Result<TrustList, HomeError> {
    // Production roots are pinned when they exist; until then nothing can be trusted.
    Err(HomeError::Damaged("no production roots are pinned; the trust list"))
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
    let text = fs::read_to_string(dir.join(format!("keys/{name}.key")))?;
    let bytes = hex::decode(text.trim()).map_err(|_| HomeError::Damaged("key file"))?;
    bytes.try_into().map_err(|_| HomeError::Damaged("key file"))
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("our own types serialise")
}

fn read<T: serde::de::DeserializeOwned>(dir: &Path, name: &'static str) -> Result<T, HomeError> {
    serde_json::from_slice(&fs::read(dir.join(name))?).map_err(|_| HomeError::Damaged(name))
}

/// Writes a file that only its owner may read.
fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}
