//! What a person at the terminal is told when it cannot do what was asked: one mapping, a stable code, a text, a status.

use lz_text::{Args, Lang, say};

use crate::challenge::ChallengeError;
use crate::client::ClientError;
use crate::reader::ReadError;
use crate::store::StoreError;
use crate::update::UpdateError;

/// Exit status of wrong use.
pub const WRONG_USE: u8 = 64;
/// Exit status of a terminal that cannot work.
pub const CANNOT_WORK: u8 = 70;
/// Exit status of pictures that cannot be read: that of [`lz_credential::verify::Verdict::Unreadable`].
pub const UNREADABLE: u8 = 4;

/// One failure, for the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable code for machines.
    pub code: &'static str,
    /// Name of its text.
    pub text_id: &'static str,
    /// What the text names: a file of the terminal, or a code of the authority. Never anything of a license.
    pub detail: String,
    /// Exit status.
    pub status: u8,
}

impl Problem {
    /// The sentence for a person.
    pub fn text(&self, lang: Lang) -> String {
        say(lang, self.text_id, &Args::new().text("detail", self.detail.as_str()))
    }

    /// Wrong use of a command.
    pub fn wrong_use(code: &'static str, text_id: &'static str) -> Self {
        Self { code, text_id, detail: String::new(), status: WRONG_USE }
    }

    /// The system refuses something that every command needs.
    pub fn cannot_work(code: &'static str, text_id: &'static str) -> Self {
        Self { code, text_id, detail: String::new(), status: CANNOT_WORK }
    }

    /// There is no trust list, so nothing can be told from anything.
    pub fn no_trust_list() -> Self {
        Self::cannot_work("no_trust_list", "terminal-no-trust")
    }

    fn with(self, detail: &str) -> Self {
        Self { detail: detail.to_owned(), ..self }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let code = error.code();
        match error {
            StoreError::NotSetUp => Self::cannot_work(code, "terminal-problem-not-set-up"),
            StoreError::SetUpAlready => Self::cannot_work(code, "terminal-problem-set-up-already"),
            StoreError::Damaged(file) => Self::cannot_work(code, "terminal-problem-damaged").with(file),
            StoreError::NoDevelopment => Self::cannot_work(code, "terminal-problem-no-development"),
            StoreError::Disk(_) => Self::cannot_work(code, "terminal-problem-disk"),
        }
    }
}

impl From<ClientError> for Problem {
    fn from(error: ClientError) -> Self {
        let code = error.code();
        match error {
            ClientError::Address => Self::cannot_work(code, "terminal-problem-address"),
            ClientError::Unreachable => Self::cannot_work(code, "terminal-problem-unreachable"),
            ClientError::Refused { code: theirs } => Self::cannot_work(code, "terminal-problem-refused").with(&theirs),
            ClientError::Answer => Self::cannot_work(code, "terminal-problem-answer"),
            ClientError::Key => Self::cannot_work(code, "terminal-problem-key"),
        }
    }
}

impl From<UpdateError> for Problem {
    fn from(error: UpdateError) -> Self {
        let code = error.code();
        match error {
            UpdateError::Store(error) => error.into(),
            UpdateError::Client(error) => error.into(),
            UpdateError::NoTrust => Self::no_trust_list(),
            UpdateError::Trust(_) => Self::cannot_work(code, "terminal-problem-trust-refused").with(code),
            UpdateError::Policy(_) => Self::cannot_work(code, "terminal-problem-policy-refused").with(code),
            UpdateError::Status(_) => Self::cannot_work(code, "terminal-problem-status-refused").with(code),
        }
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        let text_id = match error {
            ReadError::Open(_) => "terminal-problem-file",
            ReadError::NotAPicture => "terminal-problem-not-a-picture",
            ReadError::TooLarge => "terminal-problem-picture-too-large",
        };
        Self { status: UNREADABLE, ..Self::cannot_work(error.code(), text_id) }
    }
}

impl From<ChallengeError> for Problem {
    fn from(error: ChallengeError) -> Self {
        let code = error.code();
        match error {
            ChallengeError::Store(error) => error.into(),
            ChallengeError::NotAFirm => Self::cannot_work(code, "terminal-problem-not-a-firm"),
            ChallengeError::Sign => Self::cannot_work(code, "terminal-problem-key"),
            ChallengeError::Draw => Self::cannot_work(code, "terminal-problem-draw"),
        }
    }
}
