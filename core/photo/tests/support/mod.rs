//! The demo's portrait, and pictures made from it.
#![allow(dead_code, unreachable_pub)]

use std::{fs, path::PathBuf, sync::LazyLock};

use lz_license::time::{Day, UnixSeconds};
use lz_photo::{
    PhotoError, PhotoSpec,
    pixels::Rgb,
    still,
    still::{Provenance, Still, StillInput},
    synth::{Cutout, Scene},
};

pub fn asset(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../demo/assets").join(name)).expect("a committed asset")
}

/// A small file of a kind that no encoder here writes; made from `portrait-specimen.jpg` with Pillow.
pub fn fixture(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).expect("a committed fixture")
}

pub fn open(bytes: &[u8]) -> Rgb {
    let picture = image::load_from_memory(bytes).expect("a picture").into_rgb8();
    Rgb::new(picture.width(), picture.height(), picture.into_raw()).expect("whole")
}

pub static PERSON: LazyLock<Cutout> = LazyLock::new(|| Cutout::new(open(&asset("astronaut.png"))));

/// A camera's JPEG of a good portrait.
pub static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| Scene::good(720, 960, 1).jpeg(&PERSON));

/// Noon on a day in Asia/Shanghai.
pub fn noon(ymd: u32) -> UnixSeconds {
    Day::from_ymd(ymd).expect("a day").start().plus(12 * 3600)
}

pub fn now() -> UnixSeconds {
    noon(20210901)
}

pub fn album(bytes: &[u8]) -> Result<Still, PhotoError> {
    still::check(StillInput::Encoded(bytes), Some(noon(20210820)), Provenance::Album, now(), PhotoSpec::builtin())
}
