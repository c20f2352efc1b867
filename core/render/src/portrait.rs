//! The portrait: decoded from the annex, or a silhouette that is nobody.

use std::sync::Arc;

use image_webp::vp8::{Frame, Vp8Decoder};
use vello_cpu::kurbo::{BezPath, Ellipse, Point, Rect, RoundedRect};
use vello_cpu::peniko::ImageAlphaType;
use vello_cpu::{PixelMetadata, Pixmap};

use crate::RenderError;
use crate::ink::Inks;
use crate::scene::{Paint, Scene};

/// Width over height of every portrait.
pub(crate) const ASPECT: f64 = 132.0 / 192.0;
/// Neither side may be longer: an annex carries 132 by 192.
const LONGEST: u16 = 1_024;

/// Decodes a WebP portrait.
///
/// Errors: [`RenderError::Portrait`] for anything that is not a still, opaque, lossy WebP of a sane size. The lossless kind
/// is not for photographs, and its decoder panics on damaged files (image-webp 0.2.4): here it is never reached.
pub(crate) fn decode(bytes: &[u8]) -> Result<Arc<Pixmap>, RenderError> {
    let frame = lossy(bytes).ok_or(RenderError::Portrait)?;
    if size(frame).is_none_or(|(width, height)| !sane(width) || !sane(height)) {
        return Err(RenderError::Portrait);
    }
    let frame = Vp8Decoder::decode_frame(frame).map_err(|_| RenderError::Portrait)?;
    let pixels = (0..usize::from(frame.height)).flat_map(|y| row(&frame, y)).flat_map(|[r, g, b]| [r, g, b, 255]);
    let opaque = PixelMetadata::new(ImageAlphaType::Alpha, false);
    Ok(Arc::new(Pixmap::from_parts(pixels.collect(), frame.width, frame.height, opaque)))
}

/// The lossy frame of a still, opaque WebP (RFC 9649, section 2).
fn lossy(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    loop {
        let (name, behind) = rest.split_first_chunk::<4>()?;
        let (length, behind) = behind.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let part = behind.get(..length)?;
        match name {
            b"VP8 " => return Some(part),
            // Its flags: bit 1 a film, bit 4 see-through.
            b"VP8X" if part.first().is_some_and(|flags| flags & 0b1_0010 == 0) => {}
            b"ICCP" | b"EXIF" | b"XMP " => {}
            _ => return None,
        }
        rest = behind.get(length.checked_next_multiple_of(2)?..)?;
    }
}

/// Width and height of a key frame (RFC 6386, section 9.1), known before anything is decoded.
fn size(frame: &[u8]) -> Option<(u16, u16)> {
    let [0x9d, 0x01, 0x2a, w0, w1, h0, h1] = *frame.get(3..)?.first_chunk()? else { return None };
    Some((u16::from_le_bytes([w0, w1]) & 0x3fff, u16::from_le_bytes([h0, h1]) & 0x3fff))
}

fn sane(side: u16) -> bool {
    (1..=LONGEST).contains(&side)
}

/// A row of pixels: chroma, at half size, is mixed from the four nearest samples, 9 : 3 : 3 : 1, as every WebP reader does.
fn row(frame: &Frame, y: usize) -> impl Iterator<Item = [u8; 3]> {
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    let stride = width.next_multiple_of(16);
    let (top, bottom) = nearest(y, height.div_ceil(2));
    let chroma = move |plane: &[u8], near: usize, far: usize| {
        let at = |x: usize, y: usize| u32::from(plane[y * (stride / 2) + x]);
        ((9 * at(near, top) + 3 * at(far, top) + 3 * at(near, bottom) + at(far, bottom) + 8) / 16) as i32
    };
    (0..width).map(move |x| {
        let (near, far) = nearest(x, width.div_ceil(2));
        let luma = i32::from(frame.ybuf[y * stride + x]);
        rgb(luma, chroma(&frame.ubuf, near, far), chroma(&frame.vbuf, near, far))
    })
}

/// The nearest sample of chroma and the next nearest, of `count`.
fn nearest(at: usize, count: usize) -> (usize, usize) {
    let near = at / 2;
    let far = if at.is_multiple_of(2) { near.saturating_sub(1) } else { (near + 1).min(count - 1) };
    (near, far)
}

/// BT.601, narrow range, in the whole numbers of libwebp.
fn rgb(y: i32, u: i32, v: i32) -> [u8; 3] {
    let share = |value: i32, of: i32| (value * of) >> 8;
    let byte = |sum: i32| (sum >> 6).clamp(0, 255) as u8;
    let y = share(y, 19_077);
    [
        byte(y + share(v, 26_149) - 14_234),
        byte(y - share(u, 6_419) - share(v, 13_320) + 8_708),
        byte(y + share(u, 33_050) - 17_685),
    ]
}

/// Draws a head and shoulders without a face into `frame`.
pub(crate) fn silhouette(scene: &mut Scene, frame: Rect, radius: f64, inks: &Inks) {
    let (w, h) = (frame.width(), frame.height());
    let at = |x: f64, y: f64| Point::new(frame.x0 + x * w, frame.y0 + y * h);
    let body = Paint::Linear(at(0.5, 0.1), at(0.5, 1.0), [inks.label.fade(150), inks.label.fade(230)]);
    scene.fill(RoundedRect::from_rect(frame, radius), inks.chip[0]);
    scene.fill(Ellipse::new(at(0.5, 0.38), (w * 0.205, h * 0.178), 0.0), body.clone());
    let mut shoulders = BezPath::new();
    shoulders.move_to(at(0.06, 1.0));
    shoulders.curve_to(at(0.06, 0.72), at(0.24, 0.655), at(0.5, 0.655));
    shoulders.curve_to(at(0.76, 0.655), at(0.94, 0.72), at(0.94, 1.0));
    shoulders.close_path();
    scene.fill(shoulders, body);
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image_webp::WebPDecoder;

    use super::*;

    /// A picture of strong colours and hard edges, as libwebp writes it.
    fn lossy_webp(width: u32, height: u32) -> Vec<u8> {
        let mut state = width * 31 + height;
        let pixels: Vec<u8> = (0..width * height)
            .flat_map(|i| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let [a, b, c, _] = state.to_be_bytes();
                if i % 7 < 3 { [a, b, c] } else { [255, (i % width) as u8, 0] }
            })
            .collect();
        webp::Encoder::from_rgb(&pixels, width, height).encode(80.0).to_vec()
    }

    #[test]
    fn a_portrait_s_pixels_are_those_of_the_whole_decoder() {
        let mut files = vec![include_bytes!("../tests/data/portrait.webp").to_vec()];
        files.extend((1..20).flat_map(|width| [1, 2, 15, 16, 17].map(|height| lossy_webp(width, height))));
        files.push(lossy_webp(133, 191));
        for file in files {
            let mut peer = WebPDecoder::new(Cursor::new(&file)).expect("a picture");
            let mut expected = vec![0; peer.output_buffer_size().expect("small")];
            peer.read_image(&mut expected).expect("whole");
            let seen = decode(&file).expect("whole");
            let opaque: Vec<u8> = expected.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
            assert!(seen.data_as_u8_slice() == opaque, "{:?}", peer.dimensions());
        }
    }

    #[test]
    fn what_is_not_a_still_opaque_lossy_picture_is_refused() {
        let good = lossy_webp(20, 20);
        let wrapped = |flags: u8, name: &[u8; 4]| {
            let mut file = good[..12].to_vec();
            file.extend_from_slice(b"VP8X\x0a\0\0\0");
            file.extend_from_slice(&[flags, 0, 0, 0, 19, 0, 0, 19, 0, 0]);
            file.extend_from_slice(name);
            file.extend_from_slice(b"\x01\0\0\0x\0");
            file.extend_from_slice(&good[12..]);
            file
        };
        assert!(decode(&wrapped(0, b"EXIF")).is_ok());
        for (flags, name) in [(0x10, b"EXIF"), (0x02, b"EXIF"), (0, b"ALPH"), (0, b"ANIM"), (0, b"VP8L")] {
            assert_eq!(decode(&wrapped(flags, name)).err(), Some(RenderError::Portrait), "{flags} {name:?}");
        }
        for length in 0..good.len().min(60) {
            assert!(decode(&good[..length]).is_err(), "{length}");
        }
        let mut large = good.clone();
        large[26..28].copy_from_slice(&1_025u16.to_le_bytes());
        assert_eq!(decode(&large).err(), Some(RenderError::Portrait));
        large[26..28].copy_from_slice(&0u16.to_le_bytes());
        assert_eq!(decode(&large).err(), Some(RenderError::Portrait));
    }
}
