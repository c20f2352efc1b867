//! What Kotlin and Swift see of the core: four objects, two foreign traits, and the wallet's own records.
//!
//! Thin on purpose: no rule lives here. Snapshots are pulled, a [`Watch`] says which of them changed; nothing is pushed, so
//! there is no re-entrancy and no cycle. Every function returns `Result<_, CoreError>`: a fault of ours crosses as
//! `CoreError::Bug`, never as a crash, and no text of the platform or of a person ever travels in an error.
//!
//! Work runs on the core's own two threads, never on the caller's. Dropping a call is normal on Android (a screen that is left
//! cancels its coroutines) and does nothing on iOS: reads and pixels stop with their caller, whatever changes state runs to
//! its end, and only its answer is lost. The one exception is [`Camera::frame`], which borrows its bytes.

mod bug;
mod camera;
mod mirror;
mod ports;
mod presenter;
mod wallet;
mod watch;

pub use camera::Camera;
pub use ports::{HardwareKey, HolderKey, KeyCurve, KeyLevel, KeyTrouble, Secrets, SecretsTrouble};
pub use presenter::{AskView, Frame, Presenter, Question, Sentence, ShowMode, SignedName, WaitFor};
pub use wallet::Wallet;
pub use watch::Watch;

uniffi::setup_scaffolding!();

/// Version of the core, for the About page and for people who report a fault.
#[uniffi::export]
pub fn version() -> Result<String, lz_wallet::CoreError> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}

/// Explains a code before there is a wallet, or without one: what happened, and what to do next.
#[uniffi::export]
pub fn problem_of(
    code: lz_wallet::Code,
    language: lz_wallet::Language,
) -> Result<lz_wallet::Problem, lz_wallet::CoreError> {
    bug::caught(|| Ok(lz_wallet::problem(code, language)))
}

/// The code of an error, to be explained by `problem`.
#[uniffi::export]
pub fn code_of(error: lz_wallet::CoreError) -> Result<lz_wallet::Code, lz_wallet::CoreError> {
    Ok(error.code())
}
