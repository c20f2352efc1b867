//! The ways in which a picture is searched for a code, cheap ones first.

use std::borrow::Cow;

use image::GrayImage;

use super::enhance::{parted, scaled, sharpened, softened, stretched};
use super::search;
pub use super::search::Threshold;

/// One way: what is done to the picture, in the order of the fields, before the search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// Size of the searched picture; 1.0 leaves it.
    pub scale: f32,
    /// How often it is softened: against noise and moire.
    pub soften: u8,
    /// How wide it is sharpened: against poor focus.
    pub sharpen: u8,
    /// Whether its contrast is stretched: against rain and dusk.
    pub stretch: bool,
    /// Black or white by the mean of so many pixels to each side: against reflections.
    pub mean: Option<usize>,
    /// Where black begins.
    pub threshold: Threshold,
}

/// The picture as it comes.
const PLAIN: Pass =
    Pass { scale: 1.0, soften: 0, sharpen: 0, stretch: false, mean: None, threshold: Threshold::Blocks };

/// All ways, in the order in which they are tried.
pub const PASSES: [Pass; 5] = [
    PLAIN,
    Pass { soften: 2, stretch: true, ..PLAIN },
    Pass { scale: 0.6, stretch: true, ..PLAIN },
    Pass { scale: 1.6, soften: 3, stretch: true, ..PLAIN },
    Pass { scale: 0.75, soften: 5, stretch: true, ..PLAIN },
];

impl Pass {
    /// The text of the code in the frame, if this way finds one.
    pub fn search(&self, frame: &GrayImage) -> Option<String> {
        search::text(&self.prepared(frame), self.threshold)
    }

    fn prepared<'a>(&self, frame: &'a GrayImage) -> Cow<'a, GrayImage> {
        let mut picture = Cow::Borrowed(frame);
        if self.scale != 1.0 {
            picture = Cow::Owned(scaled(&picture, self.scale));
        }
        if self.soften > 0 {
            picture = Cow::Owned(softened(picture.into_owned(), self.soften));
        }
        if self.sharpen > 0 {
            picture = Cow::Owned(sharpened(picture.into_owned(), self.sharpen));
        }
        if self.stretch {
            picture = Cow::Owned(stretched(picture.into_owned()));
        }
        if let Some(reach) = self.mean {
            picture = Cow::Owned(parted(&picture, reach));
        }
        picture
    }
}
