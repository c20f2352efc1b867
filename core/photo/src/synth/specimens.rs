//! The two pictures of the demo that are made by us: a portrait that passes, and a drawn face of nobody.

use super::{Cutout, Scene, drawn::drawn_face};
use crate::encode;

/// The astronaut's head before a white wall, in painted dark clothes: a composite for demonstration. As a camera's 1200×1600 JPEG.
pub fn specimen_photo(person: &Cutout) -> Vec<u8> {
    let mut scene = Scene::good(1200, 1600, 20);
    scene.wall = [247.0, 247.0, 246.0];
    scene.shadow = 1.0;
    scene.noise = 1.2;
    scene.gain = 1.0;
    scene.roll_deg = -1.6;
    scene.jacket = [40.0, 46.0, 60.0];
    scene.quality = 90;
    scene.jpeg(person)
}

/// A drawn face before a white wall, as a JPEG of 900×1200.
pub fn drawn_photo() -> Vec<u8> {
    encode::jpeg(&drawn_face(1200), 92, 300).expect("a drawn picture has a size")
}
