//! From light to a file: gain, noise, the mains' flicker, JPEG.

use image::RgbImage;

use crate::condition::Condition;
use crate::dice::Dice;

/// Quality of the JPEG that cameras deliver frames in.
const QUALITY: u8 = 82;

/// Dims the light and adds noise. Most of a pixel's noise is common to its colours, so that brightness, which codes are
/// read from, is as noisy as the condition says; and half of that is common to two by two pixels, as a sensor with a
/// colour filter makes it.
pub(crate) fn expose(frame: &mut RgbImage, condition: Condition, dice: &mut Dice) {
    let (gain, lift, noise) = condition.exposure();
    let banding = condition == Condition::Moire;
    let width = frame.width() as usize;
    let mut grain = vec![0.0; width.div_ceil(2)];
    for (y, row) in frame.as_mut().chunks_exact_mut(width * 3).enumerate() {
        if y % 2 == 0 {
            grain.iter_mut().for_each(|grain| *grain = dice.bell());
        }
        let band = if banding { 1.0 - 0.12 * (y as f32 * 0.11).sin() } else { 1.0 };
        for (x, pixel) in row.chunks_exact_mut(3).enumerate() {
            let common = (grain[x / 2] + dice.bell()) * 0.7 * noise + lift;
            for v in pixel {
                *v = (f32::from(*v) * gain * band + common + dice.bell() * noise * 0.4).clamp(0.0, 255.0) as u8;
            }
        }
    }
}

/// The frame as a JPEG file.
pub(crate) fn compressed(frame: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    frame.write_with_encoder(encoder).expect("a frame of 1280 by 720 can be encoded");
    bytes
}
