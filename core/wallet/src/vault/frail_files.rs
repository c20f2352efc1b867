//! A folder in memory that loses power and breaks on order: what a disk may look like afterwards is enumerated.
//!
//! Rules of the model, the ones that real file systems keep and no more:
//! - the content of a file is sure only up to its last sync; after that it may be the old one, empty, torn, or zeros;
//! - a name (created, renamed, removed) is sure only after a sync of the folder; before that any subset may have held.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard};

use super::files::{Files, FolderLock};
use crate::secrets::{MemoryStore, Secret, SecretError, SecretName, SecretStore};

/// What breaks at one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// The operation does nothing and fails.
    Fails(ErrorKind),
    /// The operation is done and fails all the same.
    FailsAfter(ErrorKind),
    /// A write leaves half of its bytes and fails; any other operation does nothing and fails.
    Short,
}

/// One supply for disk and secret store: counts operations, and ends or breaks at one of them.
#[derive(Clone, Default)]
pub(super) struct Power(Arc<Mutex<Supply>>);

#[derive(Default)]
struct Supply {
    done: usize,
    ends_at: Option<usize>,
    breaks: Option<(usize, Break, bool)>,
}

impl Power {
    /// Everything from operation `at` on does not happen.
    pub(super) fn ends_at(at: usize) -> Self {
        Self(Arc::new(Mutex::new(Supply { ends_at: Some(at), ..Supply::default() })))
    }

    /// Operation `at` breaks, and if `lasting` every later one too.
    pub(super) fn breaks_at(at: usize, how: Break, lasting: bool) -> Self {
        Self(Arc::new(Mutex::new(Supply { breaks: Some((at, how, lasting)), ..Supply::default() })))
    }

    /// Operations so far.
    pub(super) fn done(&self) -> usize {
        self.0.lock().unwrap().done
    }

    fn next(&self) -> Option<Break> {
        let mut supply = self.0.lock().unwrap();
        let at = supply.done;
        supply.done += 1;
        if supply.ends_at.is_some_and(|end| at >= end) {
            return Some(Break::Fails(ErrorKind::BrokenPipe));
        }
        supply.breaks.filter(|(from, _, lasting)| at == *from || (*lasting && at > *from)).map(|(_, how, _)| how)
    }
}

#[derive(Clone, Default)]
struct Inode {
    durable: Vec<u8>,
    now: Vec<u8>,
}

#[derive(Clone)]
enum NameChange {
    Put(String, usize),
    Move(String, String, usize),
    Remove(String),
}

#[derive(Clone, Default)]
struct Disk {
    inodes: Vec<Inode>,
    names: BTreeMap<String, usize>,
    durable_names: BTreeMap<String, usize>,
    pending: Vec<NameChange>,
    locked: bool,
}

/// See the module.
#[derive(Clone)]
pub(super) struct FrailFiles {
    disk: Arc<Mutex<Disk>>,
    power: Power,
}

impl FrailFiles {
    pub(super) fn new(power: Power) -> Self {
        Self { disk: Arc::default(), power }
    }

    /// The same disk with another supply.
    pub(super) fn with(&self, power: Power) -> Self {
        let mut disk = self.disk().clone();
        disk.locked = false;
        Self { disk: Arc::new(Mutex::new(disk)), power }
    }

    /// Every disk that may be there after the power went now.
    pub(super) fn after_power_loss(&self) -> Vec<Self> {
        let disk = self.disk();
        let mut found = Vec::new();
        for mask in 0..1u32 << disk.pending.len() {
            let mut names = disk.durable_names.clone();
            for (i, change) in disk.pending.iter().enumerate() {
                if mask & (1 << i) != 0 {
                    apply(&mut names, change);
                }
            }
            let mut contents = vec![BTreeMap::new()];
            for (name, inode) in &names {
                let choices = possible_contents(&disk.inodes[*inode]);
                contents = contents
                    .into_iter()
                    .flat_map(|so_far: BTreeMap<String, Vec<u8>>| {
                        choices.iter().map(move |choice| {
                            let mut more = so_far.clone();
                            more.insert(name.clone(), choice.clone());
                            more
                        })
                    })
                    .collect();
            }
            found.extend(contents);
        }
        found.sort();
        found.dedup();
        found.into_iter().map(Self::holding).collect()
    }

    fn holding(contents: BTreeMap<String, Vec<u8>>) -> Self {
        let mut disk = Disk::default();
        for (name, bytes) in contents {
            disk.names.insert(name, disk.inodes.len());
            disk.inodes.push(Inode { durable: bytes.clone(), now: bytes });
        }
        disk.durable_names = disk.names.clone();
        Self { disk: Arc::new(Mutex::new(disk)), power: Power::default() }
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap()
    }

    /// Runs one operation under the supply.
    fn operate<T: Default>(&self, act: impl FnOnce(&mut Disk) -> io::Result<T>) -> io::Result<T> {
        match self.power.next() {
            None => act(&mut self.disk()),
            Some(Break::FailsAfter(kind)) => act(&mut self.disk()).and(Err(kind.into())),
            Some(Break::Fails(kind)) => Err(kind.into()),
            Some(Break::Short) => Err(ErrorKind::StorageFull.into()),
        }
    }
}

/// What may stand in a file whose last write may not be synced.
fn possible_contents(inode: &Inode) -> Vec<Vec<u8>> {
    let mut all = vec![inode.durable.clone()];
    if inode.durable != inode.now {
        let length = inode.now.len();
        all.extend([inode.now.clone(), Vec::new(), vec![0; length]]);
        all.extend([inode.now[..length / 2].to_vec(), inode.now[..length.saturating_sub(1)].to_vec()]);
        let mut zero_tail = inode.now.clone();
        zero_tail[length / 2..].fill(0);
        all.push(zero_tail);
    }
    all
}

fn apply(names: &mut BTreeMap<String, usize>, change: &NameChange) {
    match change {
        NameChange::Put(name, inode) => {
            names.insert(name.clone(), *inode);
        }
        NameChange::Move(from, to, inode) => {
            names.remove(from);
            names.insert(to.clone(), *inode);
        }
        NameChange::Remove(name) => {
            names.remove(name);
        }
    }
}

impl Disk {
    fn change(&mut self, change: NameChange) {
        apply(&mut self.names, &change);
        self.pending.push(change);
    }

    fn write(&mut self, name: &str, bytes: &[u8]) {
        let inode = match self.names.get(name) {
            Some(inode) => *inode,
            None => {
                self.inodes.push(Inode::default());
                let inode = self.inodes.len() - 1;
                self.change(NameChange::Put(name.to_owned(), inode));
                inode
            }
        };
        self.inodes[inode].now = bytes.to_vec();
    }
}

impl Files for FrailFiles {
    fn read(&self, name: &str, most: usize) -> io::Result<Vec<u8>> {
        self.operate(|disk| {
            let inode = *disk.names.get(name).ok_or(ErrorKind::NotFound)?;
            let bytes = disk.inodes[inode].now.clone();
            if bytes.len() > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
        })
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        match self.power.next() {
            None => self.disk().write(name, bytes),
            Some(Break::Fails(kind)) => return Err(kind.into()),
            Some(Break::FailsAfter(kind)) => {
                self.disk().write(name, bytes);
                return Err(kind.into());
            }
            Some(Break::Short) => {
                self.disk().write(name, &bytes[..bytes.len() / 2]);
                return Err(ErrorKind::StorageFull.into());
            }
        }
        Ok(())
    }

    fn sync(&self, name: &str) -> io::Result<()> {
        self.operate(|disk| {
            let inode = *disk.names.get(name).ok_or(ErrorKind::NotFound)?;
            disk.inodes[inode].durable = disk.inodes[inode].now.clone();
            Ok(())
        })
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.operate(|disk| {
            let inode = *disk.names.get(from).ok_or(ErrorKind::NotFound)?;
            disk.change(NameChange::Move(from.to_owned(), to.to_owned(), inode));
            Ok(())
        })
    }

    fn sync_folder(&self) -> io::Result<()> {
        self.operate(|disk| {
            disk.durable_names = disk.names.clone();
            disk.pending.clear();
            Ok(())
        })
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.operate(|disk| {
            if disk.names.contains_key(name) {
                disk.change(NameChange::Remove(name.to_owned()));
            }
            Ok(())
        })
    }

    fn list(&self) -> io::Result<Vec<String>> {
        self.operate(|disk| Ok(disk.names.keys().cloned().collect()))
    }

    fn lock(&self) -> io::Result<Option<FolderLock>> {
        // Not counted: a lock changes nothing on the disk.
        let mut disk = self.disk();
        if disk.locked {
            return Ok(None);
        }
        disk.locked = true;
        Ok(Some(FolderLock::new(Unlocks(self.disk.clone()))))
    }
}

struct Unlocks(Arc<Mutex<Disk>>);

impl Drop for Unlocks {
    fn drop(&mut self) {
        self.0.lock().unwrap().locked = false;
    }
}

/// A phone's secret store on the same supply as its disk.
#[derive(Clone)]
pub(super) struct PoweredSecrets {
    pub(super) store: MemoryStore,
    pub(super) power: Power,
}

impl PoweredSecrets {
    /// Storage kinds have no counterpart here: every failure is a store that does not answer.
    fn operate<T>(&self, act: impl FnOnce() -> Result<T, SecretError>) -> Result<T, SecretError> {
        match self.power.next() {
            None => act(),
            Some(Break::FailsAfter(_)) => act().and(Err(SecretError::Locked)),
            Some(Break::Fails(_) | Break::Short) => Err(SecretError::Locked),
        }
    }
}

impl SecretStore for PoweredSecrets {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretError> {
        self.operate(|| self.store.get(name))
    }

    fn put(&self, name: &SecretName, secret: &[u8]) -> Result<(), SecretError> {
        self.operate(|| self.store.put(name, secret))
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        self.operate(|| self.store.remove(name))
    }
}
