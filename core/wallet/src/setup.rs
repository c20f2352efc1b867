//! What an app hands in once, when it opens its wallet.
//!
//! Everything here is known before the first byte is read from disk: where the folder is, which authority it talks to, which
//! keys it trusts and which system it runs on. Times are never handed in (R17): only a development profile may move the clock.

/// The two languages of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese.
    ZhHans,
    /// English.
    En,
}

/// Which trust lists this build accepts. A development list never verifies in production, and the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Two of three pinned roots must have signed the trust list.
    Production,
    /// One development root is enough; the development clock is accepted.
    Development,
}

/// A clock for tests and demonstrations; refused in [`Environment::Production`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// What [`crate::Wallet::open`] needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
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
