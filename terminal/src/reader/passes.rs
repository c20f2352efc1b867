//! The ways in which a picture is searched for a code, cheap ones first.
//!
//! Chosen by `lz-scan try` among thirty: of the frames of the camera model that the plain search does not read, a little
//! softening reads all but those in which the screen changes. Stretched contrast, sharpening and enlarging read none
//! besides and cost up to fifty times as much, so they are not here. The last two of the list read none of those frames
//! besides either; they cost a few milliseconds and stand against what the model does not make: light that changes within
//! a code, and a lens so near that modules show their grain.

use std::borrow::Cow;

use image::GrayImage;

use super::enhance::{halved, parted, softened};
use super::search;

/// One way: what is done to the picture, in the order of the fields, before the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Searched at half its size: for a code so near that its grain shows.
    pub half: bool,
    /// How often it is softened: against noise and moire.
    pub soften: u8,
    /// Black or white by the mean of so many pixels to each side: for little contrast and uneven light.
    pub mean: Option<usize>,
}

/// The picture as it comes.
const PLAIN: Pass = Pass { half: false, soften: 0, mean: None };

/// All ways, in the order in which they are tried.
pub const PASSES: [Pass; 4] = [
    PLAIN,
    Pass { soften: 2, ..PLAIN },
    Pass { soften: 2, mean: Some(20), ..PLAIN },
    Pass { half: true, soften: 1, ..PLAIN },
];

impl Pass {
    /// The text of the code in the frame, if this way finds one.
    pub fn search(&self, frame: &GrayImage) -> Option<String> {
        search::text(&self.prepared(frame))
    }

    fn prepared<'a>(&self, frame: &'a GrayImage) -> Cow<'a, GrayImage> {
        let mut picture = Cow::Borrowed(frame);
        if self.half {
            picture = Cow::Owned(halved(&picture));
        }
        if self.soften > 0 {
            picture = Cow::Owned(softened(picture.into_owned(), self.soften));
        }
        if let Some(reach) = self.mean {
            picture = Cow::Owned(parted(&picture, reach));
        }
        picture
    }
}
