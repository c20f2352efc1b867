//! The carousel filmed: how long until the terminal knows, and until it has the face.
//!
//! The camera takes 30 frames a second and starts at any moment of the carousel. A frame is read out row after row in
//! 25 ms, each row exposed for 8 ms, from a screen that is itself refreshed from top to bottom in 8 ms; the picture on it
//! changes every 125 ms, so about one frame in six straddles a change inside the code. One frame in five never arrives,
//! each by its own throw. The terminal reads one frame at a time and takes the newest when it is free. A run begins with
//! the exposure of the first frame; a frame counts when it has been read out, delivered and read.

use image::{GrayImage, Luma};
use lz_api::Blob;
use lz_camera::{Condition, Dice, FRAME, Light, Take};
use lz_credential::verify::Verdict;
use lz_credential::{Signer as _, UnixSeconds, development};
use lz_render::qr::{Modules, QUIET_ZONE};
use lz_render::{Renderer, Side, Theme};
use lz_terminal::check::Ready;
use lz_terminal::reader::{self, Film};
use lz_terminal::store::{Settings, Store};

use crate::carousel::Carousel;
use crate::screens::{Screen, Shown};
use crate::table::{Share, thread_ms};
use crate::world::{self, LIST, NOW};

const PERIOD_MS: f64 = 1_000.0 / 30.0;
const READ_OUT_MS: f64 = 25.0;
const EXPOSURE_MS: f64 = 8.0;
const REFRESH_MS: f64 = 8.0;
/// Of the camera's frames, so many never arrive.
const LOST: f32 = 0.2;
/// From the end of the read-out to the terminal's memory.
const DELIVERY_MS: f64 = 10.0;
/// What the terminal spends on a frame, in the run's own time: what most filmed frames took at most.
const READ_MS: f64 = 30.0;
/// Runs end here.
const LONGEST_MS: f64 = 10_000.0;

/// What a frame shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The deciding code.
    Deciding,
    /// A frame of the annex.
    Annex,
    /// A change inside the code.
    Straddling,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Deciding, Kind::Annex, Kind::Straddling];
}

/// How a run went.
#[derive(Clone, Debug)]
pub struct Run {
    /// Seconds until the terminal said "valid".
    pub verdict: f64,
    /// Seconds until portrait, address and record were there and matched the token.
    pub face: f64,
    /// Frames that the terminal tried, by what they showed, and how many it read.
    pub read: [Share; 3],
    /// Milliseconds of CPU that each filmed frame took to be read, or given up.
    pub cpu_ms: Vec<f64>,
}

/// Where the reading comes from.
pub enum Eyes<'a> {
    /// Each frame is made and read, from these pages.
    Pixels(&'a [Shown]),
    /// A throw decides, with the share of frames of each kind that were read from pixels.
    Shares([Share; 3]),
}

/// A carousel with its texts and a terminal to judge them.
pub struct Stage {
    carousel: Carousel,
    texts: Vec<String>,
}

impl Stage {
    /// Records the carousel and reads each of its pictures once, undisturbed.
    pub fn new() -> Self {
        let carousel = Carousel::record(14_000);
        let texts = carousel.codes.iter().map(clean_text).collect();
        Stage { carousel, texts }
    }

    /// The pages that the camera films, one for each picture of the carousel.
    pub fn pages(&self, renderer: &mut Renderer) -> Vec<Shown> {
        let screen = Screen::of(renderer, &self.carousel.phone, Side::Check, Theme::Light);
        self.carousel.codes.iter().map(|code| screen.showing(renderer, code)).collect()
    }

    /// One run.
    pub fn run(&self, condition: Condition, seed: u64, eyes: &Eyes<'_>) -> Run {
        let mut dice = Dice::new(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x00C0_FFEE);
        let take = Take::new(condition, seed);
        let begin = f64::from(dice.between(0.0, 3_750.0));
        let mut terminal = Terminal::new();
        let mut run = Run { verdict: f64::NAN, face: f64::NAN, read: Default::default(), cpu_ms: Vec::new() };
        let mut film = Film::default();
        let mut free_at = 0.0;
        for number in 0.. {
            let start = f64::from(number) * PERIOD_MS;
            let lost = dice.between(0.0, 1.0) < LOST;
            let luck = f64::from(dice.between(0.0, 1.0));
            let arrives = start + READ_OUT_MS + EXPOSURE_MS + DELIVERY_MS;
            if arrives > LONGEST_MS {
                break;
            }
            if lost || arrives < free_at {
                continue;
            }
            let seen = self.seen(&take, begin + start);
            let text = match eyes {
                Eyes::Pixels(pages) => {
                    let frame = film_frame(&take, number, &seen, pages);
                    let started = thread_ms();
                    let text = film.read(&frame);
                    run.cpu_ms.push(thread_ms() - started);
                    text
                }
                Eyes::Shares(shares) => {
                    let share = shares[seen.kind as usize];
                    (luck * f64::from(share.of) < f64::from(share.hits)).then(|| self.texts[seen.main].clone())
                }
            };
            run.read[seen.kind as usize].count(text.is_some());
            free_at = arrives + READ_MS;
            let Some(text) = text else { continue };
            let (valid, whole) = terminal.take(text);
            let now = (arrives + READ_MS) / 1_000.0;
            if valid && run.verdict.is_nan() {
                run.verdict = now;
            }
            if whole {
                run.face = now;
                break;
            }
        }
        run
    }

    /// What the sensor sees that begins a frame at this moment of the carousel.
    fn seen(&self, take: &Take, at_ms: f64) -> Seen {
        let (now, change) = self.carousel.at(at_ms);
        let next = self.carousel.at(change).0;
        let rows = f64::from(FRAME.1) / (READ_OUT_MS - REFRESH_MS);
        let (seam, band) = ((change - EXPOSURE_MS - at_ms) * rows, EXPOSURE_MS * rows);
        let (top, bottom) = take.rows();
        let kind = |code: usize| if self.texts[code].starts_with("LZ1:") { Kind::Deciding } else { Kind::Annex };
        if seam >= f64::from(bottom) {
            return Seen { kind: kind(now), main: now, change: None };
        }
        if seam + band <= f64::from(top) {
            return Seen { kind: kind(next), main: next, change: None };
        }
        Seen { kind: Kind::Straddling, main: now, change: Some((next, seam as f32, band as f32)) }
    }
}

impl Default for Stage {
    fn default() -> Self {
        Self::new()
    }
}

/// One frame's view of the carousel.
struct Seen {
    kind: Kind,
    main: usize,
    change: Option<(usize, f32, f32)>,
}

fn film_frame(take: &Take, number: u32, seen: &Seen, pages: &[Shown]) -> GrayImage {
    let before = &pages[seen.main];
    let light = match seen.change {
        None => Light::Steady(&before.pixels),
        Some((next, seam, band)) => Light::Changing { before: &before.pixels, after: &pages[next].pixels, seam, band },
    };
    reader::decode(&take.file(number, light, before.aim)).expect("a JPEG of the camera")
}

/// The text of a code that nothing disturbs: four pixels a module, black on white.
fn clean_text(code: &Modules) -> String {
    let side = (u32::from(code.side) + 2 * QUIET_ZONE) * 4;
    let module = |at: u32| (at / 4).checked_sub(QUIET_ZONE).map_or(u16::MAX, |module| module as u16);
    let picture = GrayImage::from_fn(side, side, |x, y| Luma([if code.dark(module(x), module(y)) { 0 } else { 255 }]));
    reader::qr_text(&picture).expect("a clean picture of a code")
}

/// A police terminal with its lists, and what it has read so far.
struct Terminal {
    ready: Ready,
    texts: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Terminal {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings {
            authority: "http://127.0.0.1:9".into(),
            audience: "police".into(),
            name: None,
            asker: None,
            roots: vec![Blob::from(&development::root().key().to_cose()[..]).to_string()],
            development: true,
        };
        let store = Store::init(&folder.path().join("terminal"), &settings, &[5; 32]).expect("a new folder");
        store.put_trust_list(&world::trust_list(1, NOW + 86_400)).expect("room on the disk");
        store.put_status_list(LIST, &world::status_list(LIST, NOW - 600, 1, &[])).expect("room on the disk");
        let ready = Ready::load(&store, UnixSeconds(NOW)).expect("a good store");
        Terminal { ready, texts: Vec::new(), _folder: folder }
    }

    /// Judges all that was read, this text included: whether it is valid, and whether the annex is whole.
    fn take(&mut self, text: String) -> (bool, bool) {
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
        let outcome = self.ready.judge(&self.texts, UnixSeconds(NOW + 5));
        (outcome.verdict() == Verdict::Valid, outcome.license.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_perfect_eyes_verdict_and_face_come_as_fast_as_the_carousel_turns() {
        let stage = Stage::new();
        let perfect = Share { hits: 1, of: 1 };
        let straddling = Share { hits: 0, of: 1 };
        for seed in 0..20 {
            let eyes = Eyes::Shares([perfect, perfect, straddling]);
            let run = stage.run(Condition::Clean, seed, &eyes);
            assert!(run.verdict < 1.3, "{run:?}");
            assert!(run.face > 0.9 && run.face < 3.0, "seven frames at five and a third a second: {run:?}");
            let of: u32 = run.read.iter().map(|share| share.of).sum();
            assert!(of >= 8 && run.read[2].hits == 0, "{run:?}");
        }
    }

    #[test]
    fn blind_eyes_never_come_to_a_verdict() {
        let blind = Share { hits: 0, of: 1 };
        let run = Stage::new().run(Condition::Clean, 1, &Eyes::Shares([blind; 3]));
        assert!(run.verdict.is_nan() && run.face.is_nan());
    }
}
