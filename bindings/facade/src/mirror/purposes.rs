//! Mirrors the types of `lz_wallet` that stand in its module `purposes`. Written by `scripts/mirror.py`.

use lz_wallet::{PurposeLine, PurposesView};

/// One purpose.
#[uniffi::remote(Record)]
pub struct PurposeLine {
    /// Its name, for `Wallet.present`.
    pub id: String,
    /// In words.
    pub title: String,
    /// What the other side gets to read.
    pub fields: Vec<String>,
    /// True if the holder must agree first (R72–R74); the police need no consent.
    pub needs_consent: bool,
    /// True if the holder agreed.
    pub consented: bool,
    /// True if points go along, by a consent of their own (R74).
    pub points: bool,
    /// True if the other side must ask with a signed question first.
    pub must_ask: bool,
    /// Where paper is still needed (R70).
    pub paper: Vec<String>,
}

/// All purposes.
#[uniffi::remote(Record)]
pub struct PurposesView {
    /// In the order to be shown.
    pub purposes: Vec<PurposeLine>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}
