//! lz-wallet

pub mod clock;
pub mod holder_key;
pub mod pages;
pub mod presence;
pub mod presenter;
pub mod secrets;
pub mod sequence;
pub mod vault;
