//! The portrait: decoded from the annex, or a silhouette that is nobody.

use std::io::Cursor;
use std::sync::Arc;

use image_webp::WebPDecoder;
use vello_cpu::kurbo::{BezPath, Ellipse, Point, Rect, RoundedRect};
use vello_cpu::peniko::ImageAlphaType;
use vello_cpu::{PixelMetadata, Pixmap};

use crate::RenderError;
use crate::ink::Inks;
use crate::scene::{Paint, Scene};

/// Width over height of every portrait.
pub(crate) const ASPECT: f64 = 132.0 / 192.0;
/// Neither side may be longer: an annex carries 132 by 192.
const LONGEST: u32 = 1_024;

/// Decodes a WebP portrait.
///
/// Errors: [`RenderError::Portrait`] for anything that is not a still, opaque, lossy WebP of a sane size. The lossless kind
/// is not for photographs, and its decoder panics on damaged files (image-webp 0.2.4).
pub(crate) fn decode(bytes: &[u8]) -> Result<Arc<Pixmap>, RenderError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|_| RenderError::Portrait)?;
    let (width, height) = decoder.dimensions();
    let sane = (1..=LONGEST).contains(&width) && (1..=LONGEST).contains(&height);
    if !sane || decoder.is_animated() || decoder.has_alpha() || !decoder.is_lossy() {
        return Err(RenderError::Portrait);
    }
    let mut rgb = vec![0; decoder.output_buffer_size().ok_or(RenderError::Portrait)?];
    decoder.read_image(&mut rgb).map_err(|_| RenderError::Portrait)?;
    let pixels = rgb.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
    let opaque = PixelMetadata::new(ImageAlphaType::Alpha, false);
    Ok(Arc::new(Pixmap::from_parts(pixels, width as u16, height as u16, opaque)))
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
