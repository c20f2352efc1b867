//! The authority as phones, officers and terminals meet it: real requests to the real router on loopback.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod apply;
mod checks;
mod command;
mod folder;
mod killed;
mod license;
mod lifetime;
mod person;
mod published;
mod review;
mod session;
mod world;
