//! Raw measures of one picture, for those who recompute them elsewhere.

use crate::{
    PhotoError, PhotoSpec, decode,
    face::{BuiltIn, find},
    head::{self, Head},
    measure::{View, background, face_light, sharpness, silhouette, skin_colour},
    pixels::Rgb,
};

/// The picture that was measured, the head in it, and what came out.
#[derive(Debug, Clone)]
pub struct Raw {
    /// The view: what all measures look at.
    pub view: Rgb,
    /// Middle between the eyes, in pixels of the view.
    pub eyes: (f32, f32),
    /// Eye distance, in pixels of the view.
    pub distance: f32,
    /// Where the wall was measured, one byte a pixel.
    pub wall: Vec<u8>,
    /// Names and values.
    pub values: Vec<(&'static str, f64)>,
}

/// Measures a file; `None` if no face was found.
pub fn raw(bytes: &[u8]) -> Result<Option<Raw>, PhotoError> {
    let spec = PhotoSpec::builtin();
    let decoded = decode::encoded(bytes, &spec.input)?;
    let Some(face) = find::face(&BuiltIn, &decoded, None)?.best else { return Ok(None) };
    let (width, height) = decoded.upright_size();
    let head = Head::of(&face, width, height);
    let window = head::inside(head.wanted_window(&spec.head, &spec.upload), width, height);
    let crop = decoded.resample(window, spec.upload.width, spec.upload.height)?;
    let view = View::at_view_size(&crop, head.seen_in(window, spec.upload.width))?;
    let outline = silhouette::trace(&view);
    let mut values = Vec::new();
    if let Some(light) = face_light::measure(&view) {
        values.push(("luminance mean", f64::from(light.mean)));
        values.push(("under-exposure share", f64::from(light.under)));
        values.push(("over-exposure share", f64::from(light.over)));
        values.push(("dynamic range entropy", f64::from(light.entropy)));
        values.push(("cheek ratio", f64::from(light.cheeks)));
    }
    if let Some(colour) = skin_colour::measure(&view) {
        values.push(("natural colour D", f64::from(colour.cast)));
        values.push(("chroma", f64::from(colour.chroma)));
    }
    if let Some(wall) = background::measure(&view, &outline.wall) {
        values.push(("wall white share", f64::from(wall.white)));
        values.push(("wall Sobel mean", f64::from(background::gradient(&view, &outline.wall))));
        values.push(("wall median", f64::from(wall.level)));
    }
    if let Some(sharp) = sharpness::measure(&view)? {
        values.push(("sharpness", f64::from(sharp)));
    }
    Ok(Some(Raw {
        eyes: (view.head.eyes.x, view.head.eyes.y),
        distance: view.head.distance,
        wall: outline.wall.iter().map(|w| u8::from(*w)).collect(),
        view: view.rgb,
        values,
    }))
}
