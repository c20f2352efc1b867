//! The gate: what stands between a start of the app and the license. Locked and lost are states, not errors.

/// Where a start stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// This folder never held anything.
    FirstStart,
    /// Reading and verifying.
    Opening,
    /// The key store is still locked; it is tried again at the next event.
    PhoneLocked,
    /// The keys of this installation are gone: erase and sign in again. The license itself is safe with the authority.
    KeysLost,
    /// A second person wants to use this phone: the first one's things must be erased first (R64).
    OtherHolder,
    /// Nobody is signed in.
    SignIn {
        /// True once a code was asked for.
        code_sent: bool,
        /// The code can be asked for again then, in UTC seconds.
        ask_again_at: i64,
        /// What went wrong last.
        trouble: Option<crate::Code>,
    },
    /// The signed policy asks for a newer version; the license can still be shown.
    MustUpdate,
    /// Signed in.
    Open,
}
