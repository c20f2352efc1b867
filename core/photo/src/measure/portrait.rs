//! All measures of one portrait, as facts for the judge.

use super::{View, background, face_light, luminance, sharpness, silhouette, skin_colour};
use crate::{
    PhotoError,
    check::Check,
    face::pupils,
    judge::{Fact, Facts},
    pixels::{Rgb, luma_of},
    report::Why,
    spec::PhotoSpec,
};

/// Measures everything that a view shows.
pub(crate) fn measure(facts: &mut Facts, view: &View, spec: &PhotoSpec, srgb: bool) -> Result<(), PhotoError> {
    let (w, h) = (view.rgb.width as f32, view.rgb.height as f32);
    let head = &view.head;
    facts.set(Check::FaceSize, Fact::Value((head.length() / h / spec.head.length - 1.0).abs()));
    facts.set(Check::FaceCentred, Fact::Value((head.eyes.x / w - 0.5).abs()));
    facts.set(Check::PoseRoll, Fact::Value(roll(view).abs()));

    let outline = silhouette::trace(view);
    let wall = background::measure(view, &outline.wall);
    facts.measured(Check::BackgroundWhite, wall.map(|w| w.white));
    facts.measured(Check::BackgroundEven, wall.map(|w| w.range));
    facts.measured(Check::LightWall, wall.map(|w| w.level));
    facts.measured(Check::HeadRoom, Some(outline.crown.unwrap_or(head.crown()).max(0.0) / h));
    facts.measured(Check::PoseShoulders, outline.shoulders.map(|(a, b)| (b - a).atan2(3.24).to_degrees().abs()));

    let light = face_light::measure(view);
    facts.measured(Check::LightOver, light.map(|l| l.over));
    facts.measured(Check::LightFace, light.map(|l| l.mean));
    facts.measured(Check::LightEven, light.map(|l| l.cheeks));
    facts.measured(Check::Sharpness, sharpness::measure(view)?);
    facts.measured(Check::ClothesDark, clothes(view));

    if srgb {
        let colour = skin_colour::measure(view);
        facts.measured(Check::ColourNatural, colour.map(|c| c.cast));
        facts.measured(Check::ColourMonochrome, colour.map(|c| c.chroma));
    } else {
        facts.set(Check::ColourNatural, Fact::Unknown(Why::ColourProfile));
        facts.set(Check::ColourMonochrome, Fact::Unknown(Why::ColourProfile));
    }
    Ok(())
}

/// A burnt-out or black picture says so, even when that is why no face was found.
pub(crate) fn measure_without_face(facts: &mut Facts, crop: &Rgb) {
    let count = (crop.data.len() / 3) as f32;
    let share = |wanted: &dyn Fn(f32) -> bool| {
        crop.data.chunks_exact(3).filter(|p| wanted(luminance([p[0], p[1], p[2]]))).count() as f32 / count
    };
    // A white wall of a well exposed portrait stays below that level; a dark picture has no bright tenth.
    if share(&|l| l > 247.0 / 255.0) > 0.55 {
        facts.set(Check::LightOver, Fact::Reason(1.0));
    } else if share(&|l| l > 0.10) < 0.10 {
        facts.set(Check::LightWall, Fact::Reason(0.0));
    }
}

/// Tilt of the eye line in degrees, positive = clockwise in the picture.
pub(crate) fn roll(view: &View) -> f32 {
    let [a, b] = pupils::locate(&view.luma, view.head.eyes, view.head.distance);
    (b.y - a.y).atan2(b.x - a.x).to_degrees()
}

/// Median luma of the clothes: both sides of the chest, beside collar and shirt.
fn clothes(view: &View) -> Option<f32> {
    let side = |left: f32, right: f32| view.pixels_in(left, 2.9, right, 3.7);
    let mut levels: Vec<u8> = side(-1.75, -0.9).chain(side(0.9, 1.75)).map(|[r, g, b]| luma_of(r, g, b)).collect();
    if levels.len() < 200 {
        return None;
    }
    let middle = levels.len() / 2;
    Some(f32::from(*levels.select_nth_unstable(middle).1))
}
