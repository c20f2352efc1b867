//! The account: enrolling this phone, its keys and their proofs, signing in with a one-time code, the devices, and erasing.
//!
//! A second person must erase the first (R64): nothing of one holder is ever read by another.

mod enrol;
mod erase;
mod keys;
mod login;
mod session;

pub(crate) use enrol::client;
pub(crate) use erase::{erase_all, remove_device};
pub(crate) use login::{ask_code, give_up, with_code};
pub(crate) use session::renew_session;
