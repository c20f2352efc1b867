//! Proofs: everything that is signed in wire format 1, how it is written, and how it is judged.
//!
//! Pure: the time, the randomness and the keys come in as arguments. Nothing here panics on input, and every input is
//! bounded. `docs/profile.md` describes the format for strangers.
//!
//! | Object | Module | Signed by |
//! |---|---|---|
//! | license token | [`token`] | the authority's license key |
//! | presentation, in a code | [`presentation`], [`qr`] | the holder's key |
//! | annex with the portrait, in frames | [`annex`], [`frames`] | bound by its hash to the token |
//! | trust list | [`trust`] | two of three roots |
//! | status lists and deltas | [`status_list`], [`status_delta`] | a status key |
//! | challenge | [`ask`] | an asker's key, or nobody for the police |
//! | policy | [`policy`] | a policy key |
//! | server time | [`server_time`] | a time key |
//! | bind | [`bind`] | the phone's new key, and its hardware key |
//!
//! [`verify`] puts them together: a verdict for a verifier, a [`verify::VerifiedLicense`] for the wallet.

pub mod annex;
pub mod ask;
pub mod audience;
pub mod bind;
#[cfg(feature = "dev-root")]
pub mod development;
pub mod frames;
pub mod policy;
pub mod presentation;
pub mod qr;
pub mod server_time;
pub mod status_delta;
pub mod status_list;
pub mod token;
pub mod trust;
pub mod verify;

mod cbor;
mod cose;
mod edition;
mod fields;
mod format;
mod gf256;
mod key;
mod label;
mod signer;

pub use audience::Audience;
pub use fields::clean;
pub use format::FormatError;
pub use key::{Alg, BadSignature, Kid, PublicKey, lower_s};
pub use label::Label;
pub use lz_license::{Day, UnixSeconds};
pub use signer::{SignError, Signer, SoftwareEd25519, SoftwareP256};
