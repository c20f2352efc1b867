//! Makes the demo's derived pictures from the astronaut portrait: `specimens <folder with astronaut.png>`.
//!
//! The same bytes come out on every run; a test holds the committed files against it.

use std::{env, fs, path::PathBuf};

use lz_photo::{
    pixels::Rgb,
    synth::{Cutout, drawn_photo, specimen_photo},
};

fn main() {
    let folder = PathBuf::from(env::args().nth(1).expect("the folder with astronaut.png"));
    let picture = image::open(folder.join("astronaut.png")).expect("a picture").into_rgb8();
    let picture = Rgb::new(picture.width(), picture.height(), picture.into_raw()).expect("whole");
    fs::write(folder.join("portrait-specimen.jpg"), specimen_photo(&Cutout::new(picture))).expect("writable");
    fs::write(folder.join("portrait-drawn.jpg"), drawn_photo()).expect("writable");
}
