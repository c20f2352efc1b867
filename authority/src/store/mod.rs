//! What the authority remembers, behind one trait at the level of business steps.
//!
//! Each method is one transaction: it commits whole or not at all, and when it returns `Ok` the result survives the
//! death of the process. A step over one driver is [`Store::decide`]: the store loads the driver's file, runs the rule,
//! and commits the changed file together with everything that the rule asked for ([`Effects`]) and with the answer under
//! the request's idempotency key. So a rule stands once, whatever store runs it, and a retried request is answered with
//! the first answer (R32).

mod answers;
mod nonces;
mod schema;
mod sqlite;

pub use sqlite::SqliteStore;

use crate::holder::HolderFile;
use crate::messages::Message;
use lz_api::{Blob, Problem, ProblemCode, Seconds, Ymd};
use lz_license::UnixSeconds;
use serde::{Deserialize, Serialize};

/// Random name of a driver inside the store.
pub type HolderId = i64;
/// First bytes of a key's thumbprint.
pub type KidBytes = [u8; 8];

/// Why a step was not done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A rule refused; nothing was changed.
    #[error("{0}")]
    Refused(#[from] Problem),
    /// The database failed; nothing was changed, or the outcome is unknown: repeat with the same key.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// What the database holds does not open or read.
    #[error("stored document is damaged")]
    Damaged,
    /// The database was made by a newer program. Nothing was changed.
    #[error("the database has version {found}, this program knows versions up to {known}")]
    Newer {
        /// Its version.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
}

impl StoreError {
    /// The stable code for those who run the service; what a phone is told is [`crate`]'s own.
    pub fn code(&self) -> &'static str {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase, PermissionDenied, ReadOnly,
        };
        match self {
            Self::Damaged => "damaged",
            Self::Newer { .. } => "folder-newer",
            Self::Database(_) if self.is_out_of_room() => "disk-full",
            Self::Database(rusqlite::Error::SqliteFailure(failure, _)) => match failure.code {
                CannotOpen | PermissionDenied | ReadOnly => "no-access",
                DatabaseCorrupt | NotADatabase => "damaged",
                DatabaseBusy | DatabaseLocked => "already-served",
                _ => "store",
            },
            Self::Refused(_) | Self::Database(_) => "store",
        }
    }
}

impl StoreError {
    /// The disk is full. A log whose index cannot grow says so as an error of input and output.
    pub(crate) fn is_out_of_room(&self) -> bool {
        let Self::Database(rusqlite::Error::SqliteFailure(failure, _)) = self else { return false };
        failure.code == rusqlite::ErrorCode::DiskFull || failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE
    }
}

impl From<ProblemCode> for StoreError {
    fn from(code: ProblemCode) -> Self {
        Self::Refused(code.into())
    }
}

/// Names one request, so that its answer is given twice and its work done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// Who asks: the kid of the signer.
    pub scope: String,
    /// The idempotency key.
    pub key: String,
    /// SHA-256 over method, path and body.
    pub digest: [u8; 32],
}

/// A phone that was enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Request key as COSE_Key bytes.
    pub request_key: Blob,
    /// Presentation key of profile 1.
    pub police_key: Blob,
    /// Presentation key of profiles 2 and 3.
    pub firms_key: Blob,
    /// Field 19 of the token of profile 1.
    pub police_level: u8,
    /// Field 19 of the tokens of profiles 2 and 3.
    pub firms_level: u8,
    /// The hardware key that vouches for session keys, as COSE_Key bytes; none where the presentation keys need none.
    #[serde(default)]
    pub voucher: Option<Blob>,
    /// Name for the driver's eyes.
    pub name: String,
    /// Who is logged in.
    pub holder: Option<HolderId>,
    /// Replaced by another phone, or unbound.
    pub over: bool,
}

/// A terminal that may ask and report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terminal {
    /// Its key as COSE_Key bytes.
    pub key: Blob,
    /// Name for the driver's check log.
    pub name: String,
    /// Audience that it checks for.
    pub audience: String,
}

/// State of the one-time code of one number, whether the register knows the number or not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeState {
    /// Hash of the code; none when used or never asked for.
    pub hash: Option<Blob>,
    /// Until when it is good.
    pub expires_at: i64,
    /// When another may be asked for.
    pub next_at: i64,
    /// Wrong codes since the last right one.
    pub wrong: u8,
    /// Until when nothing is accepted.
    pub locked_until: i64,
}

/// One application that waits for an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// Id of the review.
    pub id: String,
    /// Whose.
    pub holder: HolderId,
    /// Which application.
    pub application: String,
    /// Last day.
    pub due: Ymd,
    /// When it came.
    pub submitted_at: i64,
    /// Who holds the lease.
    pub officer: Option<String>,
    /// Until when.
    pub lease_until: i64,
    /// It was decided.
    pub done: bool,
}

/// What a rule wants to happen together with the changed file.
#[derive(Debug, Default)]
pub struct Effects {
    /// Photo bytes to keep: SHA-256 in hex, bytes.
    pub photos: Vec<(String, Vec<u8>)>,
    /// Photos whose bytes are to be erased.
    pub erase_photos: Vec<String>,
    /// A new review: id, application, due day, submission time.
    pub review: Option<(String, String, Ymd, i64)>,
    /// An application whose review is decided.
    pub reviewed_application: Option<String>,
    /// Status entries: index, value, second at which the entry may read 0 again.
    pub entries: Vec<(u32, u8, i64)>,
    /// The offered status index was taken.
    pub index_taken: bool,
    /// Devices that changed: kid, holder, over.
    pub devices: Vec<(KidBytes, Option<HolderId>, bool)>,
    /// A presentation that may be answered or logged one time; a second time refuses the step.
    pub first_time: Option<(&'static str, [u8; 32])>,
    /// Messages to send after the commit.
    pub messages: Vec<Message>,
}

/// One edition of the policy.
#[derive(Debug)]
pub struct Edition<'a> {
    /// Its sequence.
    pub sequence: u64,
    /// Names all that it was made of.
    pub mark: u64,
    /// As signed.
    pub policy: &'a [u8],
    /// The rules that it carries: file name and text.
    pub files: Vec<(&'a str, &'a [u8])>,
}

/// What a rule works on.
#[derive(Debug)]
pub struct Case {
    /// Whose file.
    pub id: HolderId,
    /// The file. Saved when the rule returns `Ok`.
    pub file: HolderFile,
    /// The next free status index; set [`Effects::index_taken`] when it is used.
    pub free_index: u32,
    /// What else is to be committed.
    pub effects: Effects,
}

/// A rule that [`Store::decide`] runs. Its answer is kept under the idempotency key.
pub type Rule<'a> = &'a mut dyn FnMut(&mut Case) -> Result<serde_json::Value, Problem>;

/// The authority's memory. All methods may block; every `Ok` of a writing method is durable.
pub trait Store: Send + Sync + 'static {
    /// Adds a driver; a driver with the same number is left as is. Returns its id.
    fn add_holder(
        &self,
        blind: [u8; 32],
        file: &HolderFile,
        photos: &[(String, Vec<u8>)],
    ) -> Result<HolderId, StoreError>;
    /// Finds a driver by blind index.
    fn holder_by_number(&self, blind: [u8; 32]) -> Result<Option<HolderId>, StoreError>;
    /// Reads a driver's file.
    fn holder(&self, id: HolderId) -> Result<HolderFile, StoreError>;
    /// How many drivers there are.
    fn holders(&self) -> Result<u64, StoreError>;
    /// Runs a rule over one driver, once.
    fn decide(
        &self,
        id: HolderId,
        once: Option<&Once>,
        now: UnixSeconds,
        rule: Rule<'_>,
    ) -> Result<serde_json::Value, StoreError>;
    /// The answer that was given to this request before, if it is still kept.
    fn answered(&self, once: &Once, now: UnixSeconds) -> Result<Option<serde_json::Value>, StoreError>;
    /// Keeps the nonce of a signed request for `life` seconds, for the next start. The one write that a loss of power may undo.
    fn keep_nonce(&self, nonce: [u8; 16], now: Seconds, life: Seconds) -> Result<(), StoreError>;
    /// Nonces that were seen at `since` or later, the oldest first.
    fn nonces(&self, since: Seconds) -> Result<Vec<([u8; 16], Seconds)>, StoreError>;
    /// Reads a photo of a driver.
    fn photo(&self, id: HolderId, sha256: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps an enrolment nonce until `expires_at`, and forgets those that are over.
    fn add_challenge(&self, nonce: [u8; 16], now: UnixSeconds, expires_at: UnixSeconds) -> Result<(), StoreError>;
    /// Uses up the nonce and adds the device; [`ProblemCode::ChallengeOver`] if the nonce is not good.
    fn enrol(
        &self,
        once: &Once,
        nonce: [u8; 16],
        kid: KidBytes,
        device: &Device,
        now: UnixSeconds,
    ) -> Result<(), StoreError>;
    /// Uses up the nonce and gives the device other presentation keys; [`ProblemCode::ChallengeOver`] if the nonce is not good.
    fn rekey(
        &self,
        once: &Once,
        nonce: [u8; 16],
        kid: KidBytes,
        device: &Device,
        now: UnixSeconds,
    ) -> Result<(), StoreError>;
    /// Reads a device.
    fn device(&self, kid: KidBytes) -> Result<Option<Device>, StoreError>;
    /// Adds a terminal, or renames it.
    fn add_terminal(&self, kid: KidBytes, terminal: &Terminal) -> Result<(), StoreError>;
    /// Reads a terminal.
    fn terminal(&self, kid: KidBytes) -> Result<Option<Terminal>, StoreError>;

    /// Changes the code state of a number.
    fn code(&self, blind: [u8; 32], change: &mut dyn FnMut(&mut CodeState)) -> Result<(), StoreError>;

    /// Leases the open review that is due first.
    fn claim_review(&self, officer: &str, now: UnixSeconds, lease: i64) -> Result<Option<ReviewRow>, StoreError>;
    /// Reads a review.
    fn review(&self, id: &str) -> Result<Option<ReviewRow>, StoreError>;

    /// All entries of a list of 2^20 that are not 0 at `now`: position, value.
    fn entries(&self, list: u32, now: UnixSeconds) -> Result<Vec<(u32, u8)>, StoreError>;
    /// The holder of a status index.
    fn holder_by_index(&self, index: u32) -> Result<Option<HolderId>, StoreError>;
    /// How many status indexes were given out.
    fn indexes(&self) -> Result<u32, StoreError>;
    /// A number that rises whenever an entry changes.
    fn entries_version(&self) -> Result<u64, StoreError>;

    /// Reads a named number; 0 if it was never set.
    fn number(&self, name: &str) -> Result<u64, StoreError>;
    /// Sets a named number.
    fn set_number(&self, name: &str, value: u64) -> Result<(), StoreError>;

    /// What was published under a name: `policy`, or the file name of a rule.
    fn published(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// Keeps an edition of the policy with its numbers and rules, all at once.
    fn publish(&self, edition: &Edition<'_>) -> Result<(), StoreError>;

    /// The ids after `after`, ascending, at most `most`.
    fn holder_ids(&self, after: HolderId, most: u32) -> Result<Vec<HolderId>, StoreError>;

    /// Messages that are not sent yet.
    fn outbox(&self) -> Result<Vec<Message>, StoreError>;
    /// Adds a message outside of a rule.
    fn add_message(&self, message: &Message) -> Result<(), StoreError>;
    /// Forgets a message that was sent.
    fn sent(&self, id: &str) -> Result<(), StoreError>;
}
