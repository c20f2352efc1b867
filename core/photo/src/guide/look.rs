//! One frame, judged: the same measures as a still, plus where the head stands in the outline.

use super::{Hint, Outline, Toward, frame::FrameView};
use crate::{
    PhotoError,
    check::Check,
    face::find::{Found, platform_facts},
    head::{self, EYES_FROM_CROWN, Head},
    judge::{Fact, Facts, judge},
    measure::{VIEW_HEIGHT, View, portrait},
    pixels::Window,
    report::{Outcome, Report, Why},
    spec::PhotoSpec,
};

/// What one frame shows.
pub(super) struct Look {
    pub(super) hint: Option<Hint>,
    pub(super) score: f32,
    pub(super) report: Report,
}

/// Judges a frame.
pub(super) fn at(
    frame: &FrameView<'_>,
    found: &Found,
    outline: &Outline,
    spec: &PhotoSpec,
) -> Result<Look, PhotoError> {
    let mut facts = Facts::default();
    for check in [Check::CaptureLive, Check::DateRecent] {
        facts.set(check, Fact::Unknown(Why::NotApplicable));
    }
    facts.set(Check::FaceFound, Fact::Value(if found.best.is_some() { 1.0 } else { 0.0 }));
    facts.set(
        Check::FaceSingle,
        if found.disagree { Fact::Unknown(Why::Disagreement) } else { Fact::Value(found.second_area) },
    );
    let (width, height) = frame.upright_size();
    let Some(face) = &found.best else {
        let whole = Window { x: 0.0, y: 0.0, w: f64::from(width), h: f64::from(height) };
        portrait::measure_without_face(&mut facts, &frame.portrait(whole, 120)?.rgb);
        return Ok(finish(judge(&facts, spec), 0.0, (0.0, 0.0, 0.0)));
    };
    platform_facts(&mut facts, face);
    let head = Head::of(face, width, height);
    let window = head::inside(head.wanted_window(&spec.head, &spec.upload), width, height);
    let view = view(frame, head, window)?;
    portrait::measure(&mut facts, &view, spec, true)?;
    facts.set(Check::FaceResolution, Fact::Unknown(Why::NotApplicable));

    // Size and place are those of the frame, held against the outline that the person sees.
    let (w, h) = (width as f32, height as f32);
    let size = head.length() / h / outline.head.h - 1.0;
    let eye_line = outline.head.y + EYES_FROM_CROWN * outline.head.h;
    let (dx, dy) = ((head.eyes.x / w - 0.5) / outline.picture.w, (head.eyes.y / h - eye_line) / outline.picture.h);
    facts.set(Check::FaceSize, Fact::Value(size.abs()));
    facts.set(Check::FaceCentred, Fact::Value(dx.abs().max(dy.abs())));
    let report = judge(&facts, spec);
    let sharp =
        report.of(Check::Sharpness).and_then(|f| f.measured).map_or(0.0, |m| (m.value / (3.0 * m.limit)).min(1.0));
    let place = 1.0 - (size.abs() + dx.abs() + dy.abs()).min(1.0);
    Ok(finish(report, sharp * place, (size, dx, dy)))
}

/// The future portrait, at the size at which everything is measured.
pub(super) fn view(frame: &FrameView<'_>, head: Head, window: Window) -> Result<View, PhotoError> {
    let portrait = frame.portrait(window, VIEW_HEIGHT)?;
    let head = head.seen_in(portrait.window, portrait.rgb.width);
    Ok(View { rgb: portrait.rgb, luma: portrait.luma, head })
}

fn finish(report: Report, score: f32, (size, dx, dy): (f32, f32, f32)) -> Look {
    let hint = report.first_hint().map(|check| Hint {
        check,
        toward: match check {
            Check::FaceSize if size < 0.0 => Toward::Closer,
            Check::FaceSize => Toward::Farther,
            Check::FaceCentred if dx.abs() >= dy.abs() && dx < 0.0 => Toward::Left,
            Check::FaceCentred if dx.abs() >= dy.abs() => Toward::Right,
            Check::FaceCentred if dy < 0.0 => Toward::Up,
            Check::FaceCentred => Toward::Down,
            _ => Toward::Nowhere,
        },
    });
    let failed = report.findings.iter().any(|f| f.outcome == Outcome::Fail);
    Look { hint, score: if failed { score * 0.1 } else { score }, report }
}
