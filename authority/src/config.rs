//! How an authority is run.

use crate::clock::Clock;
use crate::messages::MessageSender;
use crate::real_person::{DevUnverified, RealPerson};
use std::path::PathBuf;
use std::sync::Arc;

/// What may be done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Tests and demonstrations: other clocks, a real-person check that proves nothing.
    #[default]
    Development,
    /// Neither.
    Production,
}

/// How an authority is run.
#[derive(Clone)]
pub struct Config {
    /// Its folder.
    pub dir: PathBuf,
    /// What may be done here.
    pub profile: Profile,
    /// Where the time comes from.
    pub clock: Clock,
    /// Addresses under which it is reached, beside that of its listener: `https://a.example`, no slash at the end.
    pub public_urls: Vec<String>,
    /// Who checks real persons.
    pub person: Arc<dyn RealPerson>,
    /// Who sends messages; `None` writes them into the folder's `outbox/`.
    pub sender: Option<Arc<dyn MessageSender>>,
}

impl Config {
    /// A development authority on `dir`.
    pub fn development(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            profile: Profile::Development,
            clock: Clock::System,
            public_urls: Vec::new(),
            person: Arc::new(DevUnverified),
            sender: None,
        }
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config").field("profile", &self.profile).field("clock", &self.clock).finish_non_exhaustive()
    }
}
