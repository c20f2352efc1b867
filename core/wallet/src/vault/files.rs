//! The few file operations that the vault needs, as a port: the real folder, and in tests one that breaks on order.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// One folder. Names are plain file names; nothing is cached; only what was synced survives a loss of power.
pub trait Files: Send + Sync {
    /// The whole file; [`ErrorKind::NotFound`] if there is none, [`ErrorKind::FileTooLarge`] if it is longer than `most`.
    fn read(&self, name: &str, most: usize) -> io::Result<Vec<u8>>;

    /// Creates or empties the file, for its owner alone, and writes all bytes.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()>;

    /// Makes the content of the file durable.
    fn sync(&self, name: &str) -> io::Result<()>;

    /// Puts `from` in the place of `to` in one step.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Makes names durable: what was created, renamed and removed.
    fn sync_folder(&self) -> io::Result<()>;

    /// Removes the file; removing what is not there is fine.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// The names of all files.
    fn list(&self) -> io::Result<Vec<String>>;

    /// Takes the folder for this process until the guard is dropped; `None` if somebody else has it.
    fn lock(&self) -> io::Result<Option<FolderLock>>;
}

/// Holds the folder; dropping it lets go.
pub struct FolderLock(Box<dyn Send + Sync>);

impl FolderLock {
    /// Wraps whatever lets go when it is dropped.
    pub fn new(guard: impl Send + Sync + 'static) -> Self {
        Self(Box::new(guard))
    }
}

impl std::fmt::Debug for FolderLock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let _ = &self.0;
        f.write_str("FolderLock")
    }
}

/// The file whose lock stands for the folder.
pub(crate) const LOCK: &str = "lock";

/// A real folder.
pub struct RealFiles {
    folder: PathBuf,
}

impl RealFiles {
    /// The folder at `path`, made if it is missing, with access for its owner alone.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        // One folder, one name: the lock below compares names.
        Ok(Self { folder: path.canonicalize()? })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Files for RealFiles {
    fn read(&self, name: &str, most: usize) -> io::Result<Vec<u8>> {
        let file = File::open(self.path(name))?;
        let mut bytes = Vec::new();
        file.take(most as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.path(name))?.write_all(bytes)
    }

    fn sync(&self, name: &str) -> io::Result<()> {
        File::open(self.path(name))?.sync_all()
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path(from), self.path(to))
    }

    fn sync_folder(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.folder)?.sync_all() } else { Ok(()) }
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    fn list(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.folder)?.map(|entry| Ok(entry?.file_name().into_string()));
        // A name that is not text is none of ours.
        names.filter_map(|name: io::Result<_>| name.map(Result::ok).transpose()).collect()
    }

    fn lock(&self) -> io::Result<Option<FolderLock>> {
        let Some(here) = HeldHere::take(&self.folder) else { return Ok(None) };
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let file = options.open(self.path(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(FolderLock::new(HeldOnDisk { file, _here: here }))),
            Err(TryLockError::WouldBlock) => Ok(None),
            // A file system without locks: this process at least has the folder once.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                Ok(Some(FolderLock::new(here)))
            }
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

struct HeldOnDisk {
    file: File,
    _here: HeldHere,
}

impl Drop for HeldOnDisk {
    /// Lets go by word: a process that was just forked holds a copy of the file until it execs, and with it the lock.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// Folders that this process holds: some systems' file locks know only processes.
static HELD: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

struct HeldHere(PathBuf);

impl HeldHere {
    fn take(folder: &Path) -> Option<Self> {
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(folder.to_owned()).then(|| Self(folder.to_owned()))
    }
}

impl Drop for HeldHere {
    fn drop(&mut self) {
        HELD.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}
