//! What an officer's camera sees: a phone's screen, held by hand, in weather, through a lens.
//!
//! Every picture that a terminal reads in the demonstration and in the scan bench comes from here, never the rendered
//! page itself. A frame is made as light makes it: the screen is placed in space (turn, tilt, distance), sampled
//! through its sub-pixels, blurred by lens and hand, dimmed, covered by drops or a lamp's reflection, mixed with
//! sensor noise and compressed as JPEG. Everything is drawn from a seed, so that a frame can be made again.
//!
//! [`Condition`] is what stands in the way; [`Take`] one hand in one place, for a still or a video. `pose`, `lens`,
//! `weather` and `sensor` are the four things that light passes, in this order.

mod condition;
mod dice;
mod lens;
mod pose;
mod sensor;
mod take;
mod weather;

pub use condition::Condition;
pub use dice::Dice;
pub use take::{Aim, Light, Take, photograph};

/// Width and height of a camera frame in pixels: what a video preview delivers.
pub const FRAME: (u32, u32) = (1280, 720);
