//! What each stage of looking at one camera frame costs, for the bench and for those who want it cheaper.

use crate::{
    PhotoError, PhotoSpec,
    face::{BuiltIn, find, pupils},
    guide::{FrameView, stages as guide_stages},
    head::{self, Head},
    judge::{Facts, judge},
    measure::{background, face_light, portrait, sharpness, silhouette, skin_colour},
};

/// Names of the stages, in their order.
pub const STAGES: [&str; 9] = [
    "grey copy",
    "detector",
    "colour copy",
    "pupils",
    "outline",
    "wall",
    "light and colour of the face",
    "sharpness",
    "judging",
];

/// Runs each stage of a frame in which the face is being followed; `clock` counts nanoseconds. `None` without a face.
pub fn stages(frame: &FrameView<'_>, clock: impl Fn() -> u64) -> Result<Option<[u64; STAGES.len()]>, PhotoError> {
    let spec = PhotoSpec::builtin();
    let first = guide_stages::grey(frame)?;
    let Some(last) = guide_stages::whole(&BuiltIn, &first)?.first().map(|face| face.frame) else { return Ok(None) };
    let mut times = [0; STAGES.len()];
    let mut at = 0;
    let mut timed = |start: u64| {
        times[at] = clock() - start;
        at += 1;
    };

    let start = clock();
    let grey = guide_stages::grey(frame)?;
    timed(start);

    let start = clock();
    let faces = guide_stages::near(&BuiltIn, &grey, last)?;
    timed(start);
    let Some(face) = find::settle(faces, None).best else { return Ok(None) };

    let start = clock();
    let (width, height) = frame.upright_size();
    let head = Head::of(&face, width, height);
    let window = head::inside(head.wanted_window(&spec.head, &spec.upload), width, height);
    let view = guide_stages::view(frame, head, window)?;
    timed(start);

    let start = clock();
    std::hint::black_box(pupils::locate(&view.luma, view.head.eyes, view.head.distance));
    timed(start);

    let start = clock();
    let outline = silhouette::trace(&view);
    timed(start);

    let start = clock();
    std::hint::black_box(background::measure(&view, &outline.wall));
    timed(start);

    let start = clock();
    std::hint::black_box((face_light::measure(&view), skin_colour::measure(&view)));
    timed(start);

    let start = clock();
    std::hint::black_box(sharpness::measure(&view)?);
    timed(start);

    let mut facts = Facts::default();
    portrait::measure(&mut facts, &view, spec, true)?;
    let start = clock();
    std::hint::black_box(judge(&facts, spec));
    timed(start);
    Ok(Some(times))
}
