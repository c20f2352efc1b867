//! What a terminal keeps on its disk: who it trusts, the lists it has cached, what it has seen, what it must report.
//!
//! One folder. Small JSON files for its own notes, the signed objects as received. Nothing here names a driver: the
//! queue holds presentations only until they are reported, and `seen` holds key thumbprints.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use lz_credential::trust::{Environment, Roots};
use lz_credential::{PublicKey, SoftwareEd25519, UnixSeconds};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No terminal was set up here.
    #[error("no terminal is set up in this folder; run `terminal init` first")]
    NotSetUp,
    /// A terminal is set up here already.
    #[error("a terminal is set up in this folder already")]
    SetUpAlready,
    /// A file of the store is damaged.
    #[error("the file `{0}` of the terminal's folder is damaged")]
    Damaged(&'static str),
    /// The terminal was set up for the development environment, which this build leaves out.
    #[error("this build does not know the development environment")]
    NoDevelopment,
    /// The disk refused.
    #[error("the terminal's folder cannot be read or written")]
    Disk(#[from] std::io::Error),
}

impl StoreError {
    /// Stable code for machines.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::NotSetUp => "terminal_not_set_up",
            StoreError::SetUpAlready => "terminal_set_up_already",
            StoreError::Damaged(_) => "terminal_store_damaged",
            StoreError::NoDevelopment => "terminal_no_development",
            StoreError::Disk(_) => "terminal_disk",
        }
    }
}

/// What is fixed when the terminal is set up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// Base URL of the authority that `update` asks.
    pub authority: String,
    /// The audience that this terminal answers for: `police`, `business`, or `purpose:asker`.
    pub audience: String,
    /// Name shown to drivers by a firm's challenge, zh-Hans and en.
    pub name: Option<[String; 2]>,
    /// Issuer string of the asker's entry in the trust list; firms only.
    pub asker: Option<String>,
    /// COSE keys of the pinned roots, base64url: one of the development environment, or three of production.
    pub roots: Vec<String>,
    /// Whether the roots are those of the development environment.
    pub development: bool,
}

/// A challenge that the terminal has shown and not yet seen answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenChallenge {
    /// The nonce, base64url of 16 bytes.
    pub nonce: String,
    /// Second at which it was shown.
    pub opened_at: i64,
}

/// The only program between reading the terminal's memory and writing it; see [`Store::alone`].
#[derive(Debug)]
pub struct Alone {
    _file: fs::File,
}

/// The folder.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// Sets a terminal up in `folder`, with a key of its own for its requests.
    pub fn init(folder: &Path, settings: &Settings, key_seed: &[u8; 32]) -> Result<Self, StoreError> {
        let store = Self { folder: folder.to_owned() };
        if store.path(SETTINGS).exists() {
            return Err(StoreError::SetUpAlready);
        }
        pinned(settings)?;
        fs::create_dir_all(store.path(LISTS))?;
        fs::create_dir_all(store.path(QUEUE))?;
        store.write_private(KEY, hex::encode(key_seed).as_bytes())?;
        store.write_json(SETTINGS, settings)?;
        Ok(store)
    }

    /// Opens the folder of a terminal that was set up.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let store = Self { folder: folder.to_owned() };
        if store.path(SETTINGS).exists() { Ok(store) } else { Err(StoreError::NotSetUp) }
    }

    /// Waits until no other program is between reading its memory and writing it, and holds that place until dropped.
    ///
    /// Two windows on one screen are two programs: without this a number seen by the one could be forgotten by the other.
    pub fn alone(&self) -> Result<Alone, StoreError> {
        let file = fs::OpenOptions::new().write(true).create(true).truncate(false).open(self.path(LOCK))?;
        file.lock()?;
        Ok(Alone { _file: file })
    }

    /// Newest signed time of any object that was accepted: the floor under the terminal's clock.
    pub fn floor(&self) -> Result<UnixSeconds, StoreError> {
        Ok(UnixSeconds(self.note(FLOOR)?.unwrap_or(0)))
    }

    /// Raises the floor; it never sinks.
    pub fn raise_floor(&self, to: UnixSeconds) -> Result<(), StoreError> {
        if to > self.floor()? { self.put_note(FLOOR, &to.0) } else { Ok(()) }
    }

    /// The settings.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        self.read_json(SETTINGS)?.ok_or(StoreError::NotSetUp)
    }

    /// The pinned roots.
    pub fn roots(&self) -> Result<Roots, StoreError> {
        pinned(&self.settings()?)
    }

    /// The environment of the pinned roots.
    pub fn environment(&self) -> Result<Environment, StoreError> {
        Ok(self.roots()?.environment())
    }

    /// The terminal's own key.
    pub fn key(&self) -> Result<SoftwareEd25519, StoreError> {
        let text = fs::read_to_string(self.path(KEY))?;
        let mut seed = [0; 32];
        hex::decode_to_slice(text.trim(), &mut seed).map_err(|_| StoreError::Damaged(KEY))?;
        Ok(SoftwareEd25519::from_seed(&seed))
    }

    /// The trust list as received, if one was fetched.
    pub fn trust_list(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(TRUST)
    }

    /// Replaces the trust list.
    pub fn put_trust_list(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.write(TRUST, bytes)
    }

    /// The policy as received, if one was fetched.
    pub fn policy(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(POLICY)
    }

    /// Replaces the policy.
    pub fn put_policy(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.write(POLICY, bytes)
    }

    /// All cached status lists, as received.
    pub fn status_lists(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut files: Vec<PathBuf> = match fs::read_dir(self.path(LISTS)) {
            Ok(entries) => entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect(),
            Err(_) => Vec::new(),
        };
        files.sort();
        files
            .iter()
            .filter(|file| file.extension().is_some_and(|kind| kind == "cwt"))
            .map(|file| Ok(fs::read(file)?))
            .collect()
    }

    /// Keeps one status list, under a file name derived from its own name.
    pub fn put_status_list(&self, uri: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write(&format!("{LISTS}/{}.cwt", hex::encode(uri)), bytes)
    }

    /// A small note in JSON; `None` if it was never written.
    pub fn note<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, StoreError> {
        self.read_json(name)
    }

    /// Writes a small note in JSON.
    pub fn put_note<T: Serialize>(&self, name: &'static str, value: &T) -> Result<(), StoreError> {
        self.write_json(name, value)
    }

    /// Removes a note; fine if it is not there.
    pub fn drop_note(&self, name: &'static str) -> Result<(), StoreError> {
        self.erase(&self.path(name))
    }

    /// Queues one check for the driver's log (R75).
    pub fn queue(&self, check: &lz_api::checks::ReportedCheck, unique: &[u8; 8]) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(check).map_err(|_| StoreError::Damaged(QUEUE))?;
        self.write(&format!("{QUEUE}/{:012}-{}.json", check.at, hex::encode(unique)), &bytes)
    }

    /// The oldest queued checks with their files, at most `most`.
    pub fn queued(&self, most: usize) -> Result<Vec<(PathBuf, lz_api::checks::ReportedCheck)>, StoreError> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(self.path(QUEUE))?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        files.sort();
        let mut found = Vec::new();
        for file in files.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "json")).take(most) {
            let check = serde_json::from_slice(&fs::read(&file)?).map_err(|_| StoreError::Damaged(QUEUE))?;
            found.push((file, check));
        }
        Ok(found)
    }

    /// Erases a check that was handed over; fine if another program has done so.
    pub fn erase(&self, queued: &Path) -> Result<(), StoreError> {
        match fs::remove_file(queued) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match fs::read(self.path(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn read_json<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, StoreError> {
        match self.read(name)? {
            Some(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| StoreError::Damaged(name)),
            None => Ok(None),
        }
    }

    fn write_json<T: Serialize>(&self, name: &'static str, value: &T) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec_pretty(value).map_err(|_| StoreError::Damaged(name))?;
        self.write(name, &bytes)
    }

    /// Whole or not at all: a terminal that loses power keeps the list it had.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let target = self.path(name);
        let temporary = target.with_extension(format!("{}.new", hex::encode(crate::random::<4>())));
        let mut file = fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, &target)?;
        if let Some(parent) = target.parent() {
            fs::File::open(parent)?.sync_all()?;
        }
        Ok(())
    }

    fn write_private(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(self.path(name))?;
        file.write_all(bytes)?;
        Ok(file.sync_all()?)
    }
}

fn pinned(settings: &Settings) -> Result<Roots, StoreError> {
    let key = |text: &String| {
        let bytes = lz_api::Blob::parse(text).map_err(|_| StoreError::Damaged(SETTINGS))?;
        PublicKey::from_cose(&bytes.0).map_err(|_| StoreError::Damaged(SETTINGS))
    };
    let mut keys = settings.roots.iter().map(key).collect::<Result<Vec<_>, _>>()?;
    if settings.development {
        let root = keys.pop().ok_or(StoreError::Damaged(SETTINGS))?;
        return development_roots(root);
    }
    let keys: [PublicKey; 3] = keys.try_into().map_err(|_| StoreError::Damaged(SETTINGS))?;
    Roots::production(keys).map_err(|_| StoreError::Damaged(SETTINGS))
}

#[cfg(feature = "development")]
fn development_roots(root: PublicKey) -> Result<Roots, StoreError> {
    Ok(Roots::development_with(root))
}

#[cfg(not(feature = "development"))]
fn development_roots(_root: PublicKey) -> Result<Roots, StoreError> {
    Err(StoreError::NoDevelopment)
}

const SETTINGS: &str = "terminal.json";
const KEY: &str = "terminal.key";
const TRUST: &str = "trust.cose";
const POLICY: &str = "policy.cose";
const LISTS: &str = "lists";
const QUEUE: &str = "queue";
const LOCK: &str = "lock";
/// Sequence numbers seen, by key.
pub const SEEN: &str = "seen.json";
/// The open challenge.
pub const CHALLENGE: &str = "challenge.json";
/// Newest signed time of any accepted object.
const FLOOR: &str = "floor.json";
/// ETags and the time of the last update.
pub const UPDATED: &str = "updated.json";
