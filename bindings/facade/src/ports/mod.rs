//! What the phone's platform may bring: hardware keys and its own key store.
//!
//! Promises that an app makes when it implements one: every method answers within 2 seconds, may be called on any thread, never
//! calls back into the core, and throws nothing but the trait's own trouble. Arguments are owned; names are to be kept as
//! they are. A call that never comes back is given up. What a foreign exception says is dropped on arrival: it may hold a whole stack trace.

mod holder_key;
mod patience;
mod secrets;

pub use holder_key::{HardwareKey, HolderKey, KeyCurve, KeyLevel, KeyTrouble};
pub use secrets::{Secrets, SecretsTrouble};

pub(crate) use holder_key::KeyAdapter;
pub(crate) use secrets::SecretsAdapter;
