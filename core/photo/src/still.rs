//! The still pipeline: bytes or pixels in; report, upload JPEG and evidence out (R37, R38, R42, R55–R62).

use lz_license::time::UnixSeconds;

use sha2::{Digest, Sha256};

use crate::{
    PhotoError,
    check::Check,
    decode, encode,
    evidence::{CaptureMode, EditTraces, Evidence, Source},
    face::{BuiltIn, FaceDetector, FaceObservation, find},
    head::{self, Head},
    judge::{Fact, Facts, judge},
    measure::{View, background, portrait, recaptured, silhouette},
    pixels::{Rgb, Window},
    report::{Outcome, Report, Why},
    session::{CameraKind, ShotTicket},
    spec::PhotoSpec,
    straighten,
};

/// How far a camera's clock and ours may differ, in seconds.
const CLOCK_SLACK: i64 = 3600;

/// A picture as it comes in.
#[derive(Clone, Copy)]
pub enum StillInput<'a> {
    /// The bytes of a JPEG, PNG or WebP file.
    Encoded(&'a [u8]),
    /// Upright pixels from the platform's own decoder (HEIC), red first, alpha ignored over white.
    Rgba {
        /// Four bytes a pixel.
        pixels: &'a [u8],
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Bytes from one row to the next.
        stride: u32,
    },
}

/// Where a picture comes from. The camera route cannot be claimed without a ticket of an open camera session.
#[derive(Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Out of the app's camera session (R37).
    Camera(ShotTicket),
    /// Chosen from the album.
    Album,
    /// Held by the authority.
    Retained,
}

impl Provenance {
    /// The route.
    pub fn source(&self) -> Source {
        match self {
            Provenance::Camera(_) => Source::Camera,
            Provenance::Album => Source::Album,
            Provenance::Retained => Source::Retained,
        }
    }
}

/// What comes out: the bytes that are previewed are the bytes that are sent (R38).
#[derive(Clone, PartialEq)]
pub struct Still {
    /// All findings.
    pub report: Report,
    /// The one JPEG, at the specification's upload size, without metadata.
    pub preview_jpeg: Vec<u8>,
    /// SHA-256 of `preview_jpeg`: the name under which it is uploaded.
    pub sha256: [u8; 32],
    /// The record beside it.
    pub evidence: Evidence,
}

impl std::fmt::Debug for Still {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Still({} bytes, {:?})", self.preview_jpeg.len(), self.report.standing())
    }
}

/// Checks a picture with the built-in detector. See [`check_with`].
pub fn check(
    input: StillInput<'_>,
    taken_at: Option<UnixSeconds>,
    from: Provenance,
    now: UnixSeconds,
    spec: &PhotoSpec,
) -> Result<Still, PhotoError> {
    check_with(&BuiltIn, input, taken_at, from, now, spec, None)
}

/// Checks a picture.
///
/// `taken_at` is the date that the platform knows beside pixels; a file's own date goes before it. `seen` is the platform's
/// observation of this very picture; the built-in detector cross-checks it.
/// Errors: [`PhotoError`] if there is nothing to report on; a picture without a face is no error but a report.
pub fn check_with(
    detector: &dyn FaceDetector,
    input: StillInput<'_>,
    taken_at: Option<UnixSeconds>,
    from: Provenance,
    now: UnixSeconds,
    spec: &PhotoSpec,
    seen: Option<&FaceObservation>,
) -> Result<Still, PhotoError> {
    if let Provenance::Camera(ticket) = &from {
        ticket.alive(now)?;
    }
    let decoded = match input {
        StillInput::Encoded(bytes) => decode::encoded(bytes, &spec.input)?,
        StillInput::Rgba { pixels, width, height, stride } => decode::rgba(pixels, width, height, stride, &spec.input)?,
    };
    let taken_at = decoded.tags.taken_at.or(taken_at);
    let found = find::face(detector, &decoded, seen)?;
    let (width, height) = decoded.upright_size();
    let head = found.best.as_ref().map(|face| Head::of(face, width, height));
    let mut window = match head {
        Some(head) => head::inside(head.wanted_window(&spec.head, &spec.upload), width, height),
        None => head::middle(width, height, &spec.upload),
    };
    if let Some(head) = head {
        window = by_crown(&decoded, head, window, spec)?;
    }
    let tilt = found.best.as_ref().and_then(|face| straighten::stated_tilt(face, width, height));
    let most = spec.limit(Check::PoseRoll).map_or(0.0, |limit| limit.pass);
    let turned = match (head, tilt) {
        (Some(head), Some(tilt)) => straighten::cut(&decoded, window, head, tilt, most, &spec.upload)?,
        _ => None,
    };
    let straightened_deg = tilt.filter(|_| turned.is_some());
    let crop = match turned {
        Some(turned) => turned,
        None => decoded.resample(window, spec.upload.width, spec.upload.height)?,
    };

    let mut facts = Facts::default();
    facts_of_origin(&mut facts, &from, taken_at, &decoded.tags.traces, now);
    facts_of_detection(&mut facts, &found);
    if let Some(head) = head {
        let resolution = head.distance.min(head.seen_in(window, spec.upload.width).distance);
        facts.set(Check::FaceResolution, Fact::Value(resolution));
        let view = View::at_view_size(&crop, head.seen_in(window, spec.upload.width))?;
        portrait::measure(&mut facts, &view, spec, decoded.srgb)?;
        // The tilt as photographed, not as straightened.
        if let Some(tilt) = tilt {
            facts.set(Check::PoseRoll, Fact::Value(tilt.abs()));
        }
        // Steps of this file alone: what an earlier saving lost cannot be read from it.
        facts.set(Check::PictureCompressed, decoded.quantiser.map_or(Fact::Unknown(Why::NotMeasured), Fact::Value));
    } else {
        portrait::measure_without_face(&mut facts, &crop);
    }

    facts.set(Check::PictureRecaptured, Fact::Advice(recaptured_signs(&decoded, &crop)?));
    let (preview_jpeg, quality) = encode::jpeg_in_window(&crop, &spec.upload)?;
    let sha256: [u8; 32] = Sha256::digest(&preview_jpeg).into();
    let report = judge(&facts, spec);
    let (mode, camera, session) = match &from {
        Provenance::Camera(ticket) => {
            let mode = if ticket.kind() == CameraKind::DevFile { CaptureMode::DevFile } else { CaptureMode::Live };
            (mode, Some(ticket.kind()), Some(hexadecimal(&ticket.nonce())))
        }
        Provenance::Album | Provenance::Retained => (CaptureMode::File, None, None),
    };
    let evidence = Evidence {
        version: Evidence::VERSION,
        sha256: hexadecimal(&sha256),
        source: from.source(),
        mode,
        session,
        camera,
        taken_at,
        checked_at: now,
        detector: detector.name().to_owned(),
        seen_by: found.best.as_ref().map(|face| face.seen_by),
        quality,
        straightened_deg,
        source_eye_distance: head.map(|h| h.distance),
        traces: decoded.tags.traces.clone(),
        report: report.clone(),
    };
    Ok(Still { report, preview_jpeg, sha256, evidence })
}

/// Bands on the wall, or three sides of a frame around the picture; 0..1.
fn recaptured_signs(decoded: &decode::Decoded, crop: &Rgb) -> Result<f32, PhotoError> {
    let (width, height) = decoded.upright_size();
    let whole = decoded.resized(240, (240 * u64::from(height) / u64::from(width)).clamp(80, 720) as u32)?.luma();
    let framed = if recaptured::framed_sides(&whole) >= 3 { 1.0 } else { 0.0 };
    Ok(recaptured::bands(&crop.luma()).max(framed))
}

/// Moves a crop so that the crown, as the outline before a white wall shows it, has the room that the specification wants.
///
/// Hair differs more than heads do: the estimate from the eyes alone puts some crowns at the edge.
fn by_crown(decoded: &decode::Decoded, head: Head, window: Window, spec: &PhotoSpec) -> Result<Window, PhotoError> {
    const FARTHEST: f64 = 0.05;
    let (width, height) = decoded.upright_size();
    let small = decoded.resample(window, spec.upload.width / 2, spec.upload.height / 2)?;
    let view = View::at_view_size(&small, head.seen_in(window, small.width))?;
    let outline = silhouette::trace(&view);
    let white = background::measure(&view, &outline.wall).is_some_and(|wall| wall.white > 0.8);
    if !white {
        return Ok(window);
    }
    // An outline that touches the upper edge hides its crown: as far up as is sensible.
    let crown = outline.crown.map_or(-FARTHEST, |crown| f64::from(crown) / f64::from(view.rgb.height));
    let shift = (crown - f64::from(spec.head.crown)).clamp(-FARTHEST, FARTHEST);
    Ok(head::inside(Window { y: window.y + shift * window.h, ..window }, width, height))
}

/// Date and capture: what does not come from pixels (R37, R61).
fn facts_of_origin(
    facts: &mut Facts,
    from: &Provenance,
    taken_at: Option<UnixSeconds>,
    traces: &EditTraces,
    now: UnixSeconds,
) {
    match from {
        Provenance::Camera(ticket) => {
            // A file that was written long before the session opened did not come out of this camera.
            let older = taken_at.is_some_and(|at| at.0 < ticket.opened().0 - CLOCK_SLACK);
            facts.set(Check::CaptureLive, Fact::Value(f32::from(u8::from(older) + u8::from(traces.editor))));
            facts.set(Check::DateRecent, Fact::Value(0.0));
        }
        Provenance::Album => {
            facts.set(Check::CaptureLive, Fact::Unknown(Why::NotApplicable));
            facts.set(
                Check::DateRecent,
                match taken_at {
                    None => Fact::Unknown(Why::NoDate),
                    Some(at) if at.0 > now.0 + CLOCK_SLACK => Fact::Unknown(Why::FutureDate),
                    Some(at) => Fact::Value(months_between(at, now)),
                },
            );
        }
        Provenance::Retained => {
            facts.set(Check::CaptureLive, Fact::Unknown(Why::NotApplicable));
            facts.set(Check::DateRecent, Fact::Unknown(Why::NotApplicable));
        }
    }
}

/// Whether a picture of that second breaks the date rule for sure (rule 6, R61): the judgement that its report gives, too.
pub fn too_old(taken_at: UnixSeconds, now: UnixSeconds, spec: &PhotoSpec) -> bool {
    spec.limit(Check::DateRecent).is_some_and(|limit| limit.judge(months_between(taken_at, now)).0 == Outcome::Fail)
}

/// Calendar months from one day to another, with the share of the last one: exactly six months are 6.0, a day more is over.
fn months_between(from: UnixSeconds, to: UnixSeconds) -> f32 {
    let (first, last) = (from.day(), to.day());
    let mut months = 0i32;
    while months < 12 * 200 && first.plus_months(months + 1) <= last {
        months += 1;
    }
    months as f32 + first.plus_months(months).days_until(last) as f32 / 31.0
}

fn facts_of_detection(facts: &mut Facts, found: &find::Found) {
    facts.set(Check::FaceFound, Fact::Value(if found.best.is_some() { 1.0 } else { 0.0 }));
    facts.set(Check::FaceSingle, Fact::Value(found.second_area));
    if found.disagree {
        facts.set(Check::FaceSingle, Fact::Unknown(Why::Disagreement));
    }
    if let Some(face) = &found.best {
        find::platform_facts(facts, face);
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
