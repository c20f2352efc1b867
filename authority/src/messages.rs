//! Messages to a driver's phone number: one-time codes and results.
//!
//! The port has one promise: a message with an id that was sent before is not sent twice.

use crate::files::{self, Refused};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// One text message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Unique; repeated when the same message is tried again.
    pub id: String,
    /// Phone number.
    pub to: String,
    /// `login-code`, `issued`, `returned`, `window-only`, `stopped`.
    pub kind: String,
    /// The text.
    pub text: String,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Sends text messages.
pub trait MessageSender: Send + Sync {
    /// Hands the message on. May block; an error is tried again later.
    fn send(&self, message: &Message) -> io::Result<()>;
}

/// Writes each message as a file into a folder, for development: who can read the folder can log in.
#[derive(Debug)]
pub struct FolderSender {
    folder: PathBuf,
}

impl FolderSender {
    /// Sends into `folder`, which is made if it is missing.
    pub fn new(folder: &Path) -> Result<Self, Refused> {
        files::make_folder(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }
}

impl MessageSender for FolderSender {
    fn send(&self, message: &Message) -> io::Result<()> {
        let unfinished = self.folder.join(format!(".{}", message.id));
        std::fs::write(&unfinished, serde_json::to_vec_pretty(message)?)?;
        std::fs::rename(unfinished, self.folder.join(format!("{}.json", message.id)))
    }
}
