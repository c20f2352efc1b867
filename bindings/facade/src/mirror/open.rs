//! Mirrors the types of `lz_wallet` that stand in its module `open`. Written by `scripts/mirror.py`.

use lz_wallet::{Code, Gate};

/// Where a start stands.
#[uniffi::remote(Enum)]
pub enum Gate {
    /// This folder never held anything.
    FirstStart,
    /// Reading and verifying.
    Opening,
    /// The key store is still locked; it is tried again at the next event.
    PhoneLocked,
    /// What this installation kept cannot be opened any more: erase and sign in again. The license itself is safe with the authority.
    KeysLost {
        /// `Code.KeysGone` or `Code.VaultDamaged`.
        code: Code,
    },
    /// A second person wants to use this phone: the first one's things must be erased first (R64).
    OtherHolder,
    /// Nobody is signed in.
    SignIn {
        /// True once a code was asked for.
        code_sent: bool,
        /// The code can be asked for again then, in UTC seconds.
        ask_again_at: i64,
        /// What went wrong last.
        trouble: Option<Code>,
    },
    /// The signed policy asks for a newer version; the license can still be shown.
    MustUpdate,
    /// Signed in.
    Open,
}
