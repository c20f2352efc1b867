//! How well cameras read the codes: camera-like frames of real pages, read by the terminal and by a second reader.
//!
//! - [`screens`]: pages of verified licenses with codes that verify. - [`frames`]: the fixed set of frames, condition by
//!   condition. - [`carousel`], [`video`]: what the presenter shows over time, filmed. - [`zxing`]: the second reader.
//! - [`table`]: shares with their intervals, rows of the budget. - [`share`]: work over both cores.

#![allow(clippy::print_stdout, reason = "a measuring tool prints")]

pub mod carousel;
pub mod frames;
pub mod screens;
pub mod share;
pub mod table;
pub mod video;
pub mod zxing;

#[path = "../../../terminal/tests/support/world.rs"]
#[allow(missing_docs, clippy::new_without_default, reason = "the world of the terminal's tests")]
pub mod world;
