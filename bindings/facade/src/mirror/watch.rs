//! Mirrors the types of `lz_wallet` that stand in its module `watch`. Written by `scripts/mirror.py`.

use lz_wallet::{Changed, PageName};

/// The snapshots of `Wallet`.
#[uniffi::remote(Enum)]
pub enum PageName {
    /// `Wallet.gate`.
    GatePage,
    /// `Wallet.home`.
    HomePage,
    /// `Wallet.license`.
    LicensePage,
    /// `Wallet.application`.
    ApplicationPage,
    /// `Wallet.inbox`.
    InboxPage,
    /// `Wallet.checks`.
    ChecksPage,
    /// `Wallet.account`.
    AccountPage,
    /// `Wallet.purposes`.
    PurposesPage,
}

/// What changed since the last answer.
#[uniffi::remote(Record)]
pub struct Changed {
    /// Rises with every change.
    pub revision: u64,
    /// The pages to read again.
    pub pages: Vec<PageName>,
}
