//! The roadside terminal: reads codes from pictures and judges them, with no network.
//!
//! - [`reader`]: codes in pictures. - [`check`]: one check from texts to a verdict. - [`report`]: its words and its JSON.
//! - [`store`]: what the terminal keeps. - [`client`], [`update`], [`online`]: fetching lists, handing over the queue,
//!   asking the register. - [`challenge`]: the code that a phone answers. - [`clock`]: the time, and in development another
//!   one. - [`problem`]: what a person is told when something cannot be done.
//!
//! The rollout of cities is none of a verifier's business: a license that verifies is valid everywhere (R53).

pub mod challenge;
pub mod check;
pub mod client;
pub mod clock;
pub mod online;
pub mod problem;
pub mod reader;
pub mod report;
pub mod store;
pub mod update;

/// Fresh random bytes from the operating system.
///
/// # Panics
/// If the operating system has no randomness to give: nothing may then be signed or challenged.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}
