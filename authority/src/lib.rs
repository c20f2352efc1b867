//! The issuing authority: it enrols phones, judges applications, issues licenses, and answers terminals.
//!
//! | To find | Open |
//! |---|---|
//! | how it is started, in a process or inside a test | [`start`], [`serve`], [`Config`] |
//! | the folder with keys, trust list and tokens | [`home`], [`files`] |
//! | what it decides, as functions over one driver's file | `rules/` |
//! | all that it holds about a driver | [`holder`] |
//! | transactions and idempotency | [`store`] |
//! | routes | `http/` |
//! | tokens, annexes, status lists, policy, time | `tokens.rs`, `publish.rs`, `policy.rs`, `status.rs` |
//! | ports: real persons, messages, clock | [`real_person`], [`messages`], [`clock`] |

mod app;
pub mod clock;
mod config;
pub mod files;
pub mod holder;
pub mod home;
mod http;
pub mod messages;
pub mod people;
mod photo;
mod policy;
mod publish;
pub mod real_person;
mod rules;
mod seal;
mod serve;
mod status;
pub mod store;
mod tokens;

pub use config::{Config, Profile};
pub use home::{Home, HomeError, Init};
pub use policy::PolicyError;
pub use serve::{Running, ServeError, serve, start};
