//! Mirrors the types of `lz_wallet` that stand in its module `setup`. Written by `scripts/mirror.py`.

use lz_wallet::{DevelopmentClock, Environment, Language, Setup};

/// The two languages of the catalogue.
#[uniffi::remote(Enum)]
pub enum Language {
    /// Simplified Chinese.
    ZhHans,
    /// English.
    En,
}

/// Which trust lists this build accepts. A development list never verifies in production, and the reverse.
#[uniffi::remote(Enum)]
pub enum Environment {
    /// Two of three pinned roots must have signed the trust list.
    Production,
    /// One development root is enough; the development clock is accepted.
    Development,
}

/// A clock for tests and demonstrations; refused in `Environment.Production`.
#[uniffi::remote(Enum)]
pub enum DevelopmentClock {
    /// Time stands still at this moment, in UTC seconds.
    Fixed {
        /// UTC seconds since 1970.
        unix_seconds: i64,
    },
    /// Time runs, moved by so many seconds.
    Offset {
        /// Seconds added to the phone's clock; negative looks back.
        seconds: i64,
    },
}

/// What `Wallet.open` needs to know.
#[uniffi::remote(Record)]
pub struct Setup {
    /// A folder that backups leave out. It is created if it is missing; one wallet at a time may have it open.
    pub folder: String,
    /// `https://…`, or `http://` on the loopback address alone. Routes are appended to it.
    pub authority: String,
    /// Which trust lists count.
    pub environment: Environment,
    /// Raw Ed25519 public keys (32 bytes each) that sign the trust list: three in production, one in development.
    pub trust_roots: Vec<Vec<u8>>,
    /// PEM certificates that may sign the authority's TLS certificate; no other root is accepted. May be absent for loopback.
    pub tls_roots: Option<String>,
    /// The language of every text until the app tells another one.
    pub language: Language,
    /// Names this boot of the phone; absent means that no clock survives a restart of the app.
    pub boot_id: Option<String>,
    /// Rises with every release; the signed policy may ask for a least one.
    pub app_version: u32,
    /// What the list of devices calls this phone.
    pub device_name: String,
    /// Development alone: another clock.
    pub clock: Option<DevelopmentClock>,
}
