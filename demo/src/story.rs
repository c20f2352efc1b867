//! What a scene tells while it plays: who said what, which pictures were seen, what was expected.

use std::time::Duration;

use image::{DynamicImage, RgbImage};
use serde_json::Value;

use crate::fail::{Fail, Played};
use crate::officer::Verdict;
use crate::pictures;
use crate::screen::Screen;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The storyteller.
    Teller,
    /// The driver's phone.
    Phone,
    /// The issuing authority.
    Authority,
    /// A reviewer of the police.
    Reviewer,
    /// The terminal in an officer's hand.
    Terminal,
    /// A car rental's terminal.
    Firm,
}

/// What a picture is of; it decides the frame around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// A phone's screen.
    Screen,
    /// A camera's frame.
    Frame,
    /// The signed face.
    Face,
    /// A photo of an application.
    Photo,
    /// A verifier's question.
    Challenge,
}

/// The one thing that a phone says about a picture, in the driver's language and in ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// There is something to put right.
    pub bad: bool,
}

/// Where the head should be, and where a face was found: left, top, width, height as shares of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    /// From crown to chin.
    pub target: [f32; 4],
    /// The detector's box.
    pub face: Option<[f32; 4]>,
}

/// One picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Of what.
    pub kind: PictureKind,
    /// Under it.
    pub caption: String,
    /// For the data URI.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// What the phone says of it.
    pub hint: Option<Hint>,
    /// What the camera screen draws over it.
    pub outline: Option<Outline>,
}

/// What a terminal said, for the page.
#[derive(Debug, Clone)]
pub struct Card {
    /// `valid` …
    pub verdict: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Reasons and notes.
    pub sentences: Vec<String>,
    /// The signed face.
    pub face: Option<Vec<u8>>,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Beat {
    /// Who speaks.
    pub who: Who,
    /// What.
    pub text: String,
    /// Lines that a part said in its own words.
    pub quotes: Vec<String>,
    /// What was seen.
    pub pictures: Vec<Picture>,
    /// What a terminal said.
    pub card: Option<Card>,
}

/// Everything that a scene told.
#[derive(Debug, Default)]
pub struct Story {
    /// In order.
    pub beats: Vec<Beat>,
    /// What was expected and came to pass.
    pub expected: Vec<String>,
    /// The one line.
    pub line: String,
    /// How long it took.
    pub took: Duration,
}

impl Story {
    /// Somebody says something.
    pub fn say(&mut self, who: Who, text: impl Into<String>) -> &mut Beat {
        self.beats.push(Beat { who, text: text.into(), quotes: Vec::new(), pictures: Vec::new(), card: None });
        let last = self.beats.len() - 1;
        &mut self.beats[last]
    }

    /// An expectation. The scene fails here if it does not hold.
    pub fn expect(&mut self, what: impl Into<String>, holds: bool) -> Played {
        let what = what.into();
        if !holds {
            return Err(Fail::Expected(what));
        }
        self.expected.push(what);
        Ok(())
    }

    /// An expectation of one value.
    pub fn expect_eq<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, got: T, wanted: T) -> Played {
        if got != wanted {
            return Err(Fail::Expected(format!("{what}: {wanted:?}, but it is {got:?}")));
        }
        self.expect(what, true)
    }

    /// R38: what was previewed, what was sent and what lies at the authority is one file. Its name, short enough to read.
    pub fn expect_one_file(&mut self, previewed: &str, task: &Value, stored: &[u8]) -> Played<String> {
        let stored = pictures::sha256(stored);
        self.expect_eq("the authority reviews the photo that was previewed", task["photo"].as_str(), Some(previewed))?;
        self.expect_eq("and holds that file, byte for byte", stored.as_str(), previewed)?;
        Ok(format!("SHA-256 {} … {}, previewed, sent and stored", &stored[..8], &stored[stored.len() - 8..]))
    }

    /// What the terminal must say of a screen: verdict, exit status and, if named, one of its codes.
    pub fn expect_verdict(&mut self, what: &str, got: &Verdict, verdict: &str, code: Option<&str>) -> Played {
        let exit = match verdict {
            "valid" => 0,
            "attention" => 1,
            "must-not-drive" => 2,
            "refused" => 3,
            _ => 4,
        };
        let names_it = code.is_none_or(|code| got.codes().contains(&code));
        if got.word() != verdict || got.exit != exit || !names_it {
            let wanted = code.map_or(verdict.to_owned(), |code| format!("{verdict} [{code}]"));
            let said = format!("{} {:?}, exit status {}", got.word(), got.codes(), got.exit);
            return Err(Fail::Expected(format!("{what}: {wanted}, but the terminal says {said}")));
        }
        self.expect(what, true)
    }
}

impl Beat {
    /// In its own words.
    pub fn quote(&mut self, line: impl Into<String>) -> &mut Self {
        let line = line.into();
        if !line.is_empty() {
            self.quotes.push(line);
        }
        self
    }

    /// A picture that is a file already.
    pub fn file(&mut self, kind: PictureKind, caption: &str, mime: &'static str, bytes: Vec<u8>) -> &mut Self {
        let caption = caption.to_owned();
        self.pictures.push(Picture { kind, caption, mime, bytes, hint: None, outline: None });
        self
    }

    /// A phone's screen.
    pub fn screen(&mut self, caption: &str, screen: &Screen) -> Played<&mut Self> {
        let bytes = pictures::for_page(&DynamicImage::ImageRgba8(screen.pixels.clone()), 640)?;
        Ok(self.file(PictureKind::Screen, caption, "image/jpeg", bytes))
    }

    /// What a camera saw.
    pub fn frame(&mut self, caption: &str, frame: &RgbImage) -> Played<&mut Self> {
        let bytes = pictures::for_page(&DynamicImage::ImageRgb8(frame.clone()), 720)?;
        Ok(self.file(PictureKind::Frame, caption, "image/jpeg", bytes))
    }

    /// A photo.
    pub fn photo(&mut self, caption: &str, photo: &DynamicImage) -> Played<&mut Self> {
        let bytes = pictures::for_page(photo, 360)?;
        Ok(self.file(PictureKind::Photo, caption, "image/jpeg", bytes))
    }

    /// A picture of which the phone says something.
    pub fn hinted(&mut self, caption: &str, photo: &DynamicImage, hint: Hint) -> Played<&mut Self> {
        let bytes = pictures::for_page(photo, 300)?;
        self.file(PictureKind::Photo, caption, "image/jpeg", bytes);
        if let Some(last) = self.pictures.last_mut() {
            last.hint = Some(hint);
        }
        Ok(self)
    }

    /// Draws the camera screen's outline over the last picture.
    pub fn outlined(&mut self, outline: Outline) -> &mut Self {
        if let Some(last) = self.pictures.last_mut() {
            last.outline = Some(outline);
        }
        self
    }

    /// What a terminal said.
    pub fn verdict(&mut self, verdict: &Verdict) -> &mut Self {
        self.card = Some(card(verdict));
        self
    }
}

fn card(verdict: &Verdict) -> Card {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push((label.to_owned(), value));
        }
    };
    add("Name", verdict.fact("name"));
    add("License number", verdict.fact("id_number"));
    add("Classes", verdict.fact("classes"));
    if !verdict.fact("valid_to").is_empty() {
        add("Valid", format!("{} – {}", verdict.fact("valid_from"), verdict.fact("valid_to")));
    }
    add("Points", verdict.fact("points"));
    let standing: Vec<&str> =
        verdict.json["standing"].as_array().into_iter().flatten().filter_map(|v| v.as_str()).collect();
    add("State", standing.join(", "));
    if let Some(age) = verdict.age() {
        let from = match verdict.json["freshness"]["source"].as_str() {
            Some("token") => "in the license itself",
            _ => "status list on the terminal",
        };
        let ago = if age < 5 { "just now".to_owned() } else { format!("{} ago", length(age)) };
        add("State known", format!("{ago} ({from})"));
    }
    Card { verdict: verdict.word().to_owned(), facts, sentences: verdict.sentences(), face: verdict.face.clone() }
}

/// A length of time as people say it.
pub fn length(seconds: i64) -> String {
    let of = |n: i64, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
    match seconds {
        ..120 => of(seconds.max(0), "second"),
        120..7_200 => of(seconds / 60, "minute"),
        7_200..172_800 => of(seconds / 3_600, "hour"),
        _ => of(seconds / 86_400, "day"),
    }
}
