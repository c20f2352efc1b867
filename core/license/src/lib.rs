//! What a driver's license is: its fields, its dates, its status, and who may apply for the electronic one.
//!
//! Every rule of the domain that does not touch a key, a file or a wire stands here, as a function over data, so that
//! the phone, the authority and the terminal answer alike. Nothing here reads a clock, a disk or a network, and nothing
//! panics on input. Tables that the authorities may change (classes, status groups, cities, working days, limits) are
//! versioned files in `data/` with a built-in copy; a newer copy can be handed in.
//!
//! Only the application side may use [`rollout`] and [`eligibility`]: an issued license is valid nationwide, so
//! neither the proofs nor the terminal may ask where it was issued (R53).

pub mod classes;
pub mod data;
pub mod eligibility;
pub mod fields;
pub mod holder;
pub mod id_number;
pub mod limits;
pub mod reapply;
pub mod rollout;
pub mod standing;
pub mod status;
pub mod time;
pub mod validity;
pub mod vehicles;
pub mod working_days;

pub use classes::{ClassSet, LicenseClass};
pub use fields::License;
pub use holder::{Holder, IdType, Sex};
pub use status::{Group, StatusCode, StatusSet, StatusTable};
pub use time::{Day, UnixSeconds};
pub use validity::Validity;
