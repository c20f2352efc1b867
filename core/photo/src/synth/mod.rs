//! Synthetic portraits for tests, benches and the demo: one real face, cut out, before a wall of our choice, with drawn faults.
//!
//! One identity and drawn overlays: this shows that the rules work as written, never how they fare on people. Everything is
//! a function of a [`Scene`] and a seed, so that the same numbers come out on every machine.

mod cutout;
mod drawn;
mod exif;
mod fixed;
mod noise;
mod raw;
mod scene;
mod score;
mod set;
mod specimens;
mod stages;

pub use cutout::Cutout;
pub use drawn::drawn_face;
pub use exif::{Tags, tagged};
pub use fixed::Fixed;
pub use noise::Dice;
pub use raw::{Raw, raw};
pub use scene::{Fault, Scene, Truth};
pub use score::{Judged, Rate, Tally, judge_case, open_rgb, says_wrong, tally};
pub use set::{Case, SKINS, exposed, must_pass, violations};
pub use specimens::{drawn_photo, specimen_photo};
pub use stages::{STAGES, stages};
