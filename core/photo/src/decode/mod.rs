//! Bytes to pixels, once, and only after the header has been held against the limits.
//!
//! The decoder's own memory limit is not enforced for JPEG (measured: 51 kB of file took 815 MB), so the header is read first
//! and refused by its numbers. Decoders run inside `catch_unwind`: a bug in one is an error here, never a dead app.

mod colour;
mod header;
mod tags;

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

pub(crate) use header::Format;
use header::Header;
use image::{
    DynamicImage, ImageDecoder, Limits, codecs::jpeg::JpegDecoder, codecs::png::PngDecoder, codecs::webp::WebPDecoder,
    metadata::Orientation,
};
pub(crate) use tags::Tags;

use crate::{
    PhotoError,
    pixels::{Rgb, Window},
    spec::InputLimits,
};

/// A decoded picture, kept as stored; turning 12 MP upright would double the memory, so views are turned instead.
pub(crate) struct Decoded {
    /// The pixels as stored.
    stored: Rgb,
    /// How to turn them upright.
    orientation: Orientation,
    /// What the file says about itself.
    pub(crate) tags: Tags,
    /// Whether the colours are sRGB, as far as the file tells.
    pub(crate) srgb: bool,
    /// Mean quantiser step of a JPEG.
    pub(crate) quantiser: Option<f32>,
}

/// Decodes a file within `limits`.
pub(crate) fn encoded(bytes: &[u8], limits: &InputLimits) -> Result<Decoded, PhotoError> {
    if bytes.len() > limits.file_bytes {
        return Err(PhotoError::TooManyBytes);
    }
    let header = header::read(bytes)?;
    guard(&header, limits)?;
    catch_unwind(AssertUnwindSafe(|| match header.format {
        Format::Jpeg => run(JpegDecoder::new(Cursor::new(bytes)), &header, bytes, limits),
        Format::Png => run(PngDecoder::with_limits(Cursor::new(bytes), memory(limits)), &header, bytes, limits),
        Format::WebP => run(WebPDecoder::new(Cursor::new(bytes)), &header, bytes, limits),
    }))
    .unwrap_or(Err(PhotoError::Decoder))
}

/// Wraps upright pixels from the platform; what is transparent becomes white.
pub(crate) fn rgba(
    pixels: &[u8],
    width: u32,
    height: u32,
    stride: u32,
    limits: &InputLimits,
) -> Result<Decoded, PhotoError> {
    guard_size(width, height, limits, false)?;
    let row = width as usize * 4;
    if (stride as usize) < row || pixels.len() < (height as usize - 1) * stride as usize + row {
        return Err(PhotoError::ShortBuffer);
    }
    let mut data = Vec::with_capacity(width as usize * height as usize * 3);
    for line in pixels.chunks(stride as usize).take(height as usize) {
        for p in line[..row].chunks_exact(4) {
            data.extend_from_slice(&over_white(p[0], p[1], p[2], p[3]));
        }
    }
    Ok(Decoded {
        stored: Rgb::new(width, height, data)?,
        orientation: Orientation::NoTransforms,
        tags: Tags::default(),
        srgb: true,
        quantiser: None,
    })
}

fn memory(limits: &InputLimits) -> Limits {
    let mut memory = Limits::default();
    memory.max_image_width = Some(limits.side);
    memory.max_image_height = Some(limits.side);
    memory.max_alloc = Some(limits.decoded_bytes);
    memory
}

fn guard(header: &Header, limits: &InputLimits) -> Result<(), PhotoError> {
    guard_size(header.width, header.height, limits, header.progressive)
}

fn guard_size(width: u32, height: u32, limits: &InputLimits, progressive: bool) -> Result<(), PhotoError> {
    let pixels = u64::from(width) * u64::from(height);
    if width > limits.side
        || height > limits.side
        || pixels > limits.pixels
        || (progressive && pixels > limits.progressive_pixels)
    {
        return Err(PhotoError::TooManyPixels);
    }
    if width < limits.min_side || height < limits.min_side {
        return Err(PhotoError::TooFewPixels);
    }
    Ok(())
}

fn run<D: ImageDecoder>(
    decoder: image::ImageResult<D>,
    header: &Header,
    bytes: &[u8],
    limits: &InputLimits,
) -> Result<Decoded, PhotoError> {
    let mut decoder = decoder.map_err(damaged)?;
    // The decoder may have read another header than ours (a second frame header, say): hold its numbers against the limits too.
    let (width, height) = decoder.dimensions();
    guard_size(width, height, limits, header.progressive)?;
    if decoder.total_bytes() > limits.decoded_bytes {
        return Err(PhotoError::TooManyPixels);
    }
    decoder.set_limits(memory(limits)).map_err(damaged)?;
    let exif = decoder.exif_metadata().ok().flatten();
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let tags = tags::read(exif.as_deref(), header, bytes);
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let srgb = !header.four_components && profile.is_none_or(|p| colour::is_srgb(&p));
    let (width, height) = (picture.width(), picture.height());
    Ok(Decoded {
        stored: Rgb::new(width, height, flatten(picture))?,
        orientation,
        tags,
        srgb,
        quantiser: header.quantiser,
    })
}

fn damaged(error: image::ImageError) -> PhotoError {
    match error {
        image::ImageError::Unsupported(_) => PhotoError::Unsupported,
        image::ImageError::Limits(_) => PhotoError::TooManyPixels,
        _ => PhotoError::Damaged,
    }
}

/// Any kind of decoded picture as opaque RGB: grey, palette, 16-bit and alpha among them.
fn flatten(picture: DynamicImage) -> Vec<u8> {
    if picture.color().has_alpha() {
        let rgba = picture.into_rgba8();
        rgba.as_raw().chunks_exact(4).flat_map(|p| over_white(p[0], p[1], p[2], p[3])).collect()
    } else {
        picture.into_rgb8().into_raw()
    }
}

fn over_white(r: u8, g: u8, b: u8, a: u8) -> [u8; 3] {
    if a == 255 {
        return [r, g, b];
    }
    let mix = |c: u8| ((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a)) + 127) / 255) as u8;
    [mix(r), mix(g), mix(b)]
}

impl Decoded {
    /// Size once upright.
    pub(crate) fn upright_size(&self) -> (u32, u32) {
        match self.orientation {
            Orientation::NoTransforms
            | Orientation::FlipHorizontal
            | Orientation::FlipVertical
            | Orientation::Rotate180 => (self.stored.width, self.stored.height),
            _ => (self.stored.height, self.stored.width),
        }
    }

    /// Where an upright window lies in the stored picture, and whether its width runs across there too.
    fn stored_window(&self, window: Window) -> (Window, bool) {
        let (w, h) = (f64::from(self.stored.width), f64::from(self.stored.height));
        let Window { x, y, w: ww, h: wh } = window;
        match self.orientation {
            Orientation::NoTransforms => (window, true),
            Orientation::FlipHorizontal => (Window { x: w - x - ww, y, w: ww, h: wh }, true),
            Orientation::FlipVertical => (Window { x, y: h - y - wh, w: ww, h: wh }, true),
            Orientation::Rotate180 => (Window { x: w - x - ww, y: h - y - wh, w: ww, h: wh }, true),
            // Turned clockwise by a quarter: upright (x, y) was stored at (y, h − x).
            Orientation::Rotate90 => (Window { x: y, y: h - x - ww, w: wh, h: ww }, false),
            Orientation::Rotate270 => (Window { x: w - y - wh, y: x, w: wh, h: ww }, false),
            Orientation::Rotate90FlipH => (Window { x: y, y: x, w: wh, h: ww }, false),
            Orientation::Rotate270FlipH => (Window { x: w - y - wh, y: h - x - ww, w: wh, h: ww }, false),
        }
    }

    /// Resamples a window of the upright picture.
    pub(crate) fn resample(&self, window: Window, width: u32, height: u32) -> Result<Rgb, PhotoError> {
        let (stored, across) = self.stored_window(window);
        let small = if across {
            self.stored.resample(stored, width, height)?
        } else {
            self.stored.resample(stored, height, width)?
        };
        if self.orientation == Orientation::NoTransforms {
            return Ok(small);
        }
        let buffer = image::RgbImage::from_raw(small.width, small.height, small.data).ok_or(PhotoError::ShortBuffer)?;
        let mut turned = DynamicImage::ImageRgb8(buffer);
        turned.apply_orientation(self.orientation);
        let (width, height) = (turned.width(), turned.height());
        Rgb::new(width, height, turned.into_rgb8().into_raw())
    }

    /// The whole upright picture at a new size.
    pub(crate) fn resized(&self, width: u32, height: u32) -> Result<Rgb, PhotoError> {
        let (w, h) = self.upright_size();
        self.resample(Window { x: 0.0, y: 0.0, w: f64::from(w), h: f64::from(h) }, width, height)
    }
}
