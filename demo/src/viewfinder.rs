//! A phone's live camera, held before one picture after the other: frames, the guide's words, and the still (R37, R42).

use image::{DynamicImage, RgbImage};
use lz_wallet::{
    ApplicationState, Camera, CameraUse, Event, FrameForm, FrameInfo, Guidance, GuideBox, GuidePhase, Language,
    PhotoFinding,
};

use crate::fail::{Fail, Played};
use crate::phone::{Phone, kind};
use crate::story::{Hint, Outline};

/// A camera session; a file plays the lens, and the evidence says so.
pub struct Viewfinder<'a> {
    phone: &'a Phone,
    camera: Camera,
    frames: u64,
}

/// The guide's last word on what it saw.
pub struct Guided {
    /// In both languages.
    pub hint: Hint,
    /// What the screen should be doing.
    pub phase: GuidePhase,
    /// Name of what is said.
    pub name: String,
    /// What the screen draws.
    pub outline: Outline,
}

/// What the phone made of a still.
pub struct Judged {
    /// It stands in the preview.
    pub accepted: bool,
    /// The first thing to put right; none if there is nothing.
    pub hint: Option<Hint>,
    /// All of it, worst first.
    pub findings: Vec<PhotoFinding>,
}

impl<'a> Viewfinder<'a> {
    /// Opens the camera of a phone that waits for a picture.
    pub fn open(phone: &'a Phone) -> Played<Self> {
        Ok(Self { phone, camera: phone.wallet.camera(CameraUse::FilePlays)?, frames: 0 })
    }

    /// Looks at one picture for so many frames, ten a second.
    pub fn look(&mut self, picture: &RgbImage, frames: u64) -> Played<Guided> {
        let rgba = DynamicImage::ImageRgb8(picture.clone()).into_rgba8();
        let mut last = self.frame(&rgba)?;
        for _ in 1..frames {
            last = self.frame(&rgba)?;
        }
        self.speak(Language::ZhHans);
        // One frame more, for the driver's language.
        let zh = self.frame(&rgba).map(|guidance| guidance.text);
        self.speak(Language::En);
        let bad = matches!(last.phase, GuidePhase::Looking | GuidePhase::Adjust);
        Ok(Guided {
            hint: Hint { zh: zh?, en: last.text, bad },
            phase: last.phase,
            name: last.hint,
            outline: Outline { target: shares(&last.target), face: last.head.as_ref().map(shares) },
        })
    }

    fn frame(&mut self, picture: &image::RgbaImage) -> Played<Guidance> {
        let (width, height) = picture.dimensions();
        self.frames += 1;
        let info = FrameInfo {
            form: FrameForm::RgbaRows,
            width,
            height,
            row_stride: width * 4,
            chroma_row_stride: 0,
            chroma_pixel_stride: 0,
            v_first: false,
            rotation: 0,
            mirrored: false,
            at_ms: self.frames * 100,
        };
        Ok(self.camera.frame(info, picture.as_raw(), &[], &[], None)?)
    }

    /// Releases the shutter.
    pub async fn shot(&self, still: Vec<u8>) -> Played<Judged> {
        let judged = self.camera.shot(still).await?;
        let hint = judged.hint.map(|en| self.in_chinese(&en).map(|zh| Hint { zh, en, bad: true })).transpose()?;
        Ok(Judged { accepted: judged.accepted, hint, findings: judged.findings })
    }

    /// A sentence of the newest judgement as the driver's screen has it: the same line of the same list.
    fn in_chinese(&self, en: &str) -> Played<String> {
        let at = self.findings()?.iter().position(|finding| finding.text == en);
        self.speak(Language::ZhHans);
        let findings = self.findings();
        self.speak(Language::En);
        let found = at.zip(findings.ok()).and_then(|(at, findings)| Some(findings.get(at)?.text.clone()));
        found.ok_or(Fail::Never(format!("the hint {en:?} on the phone's screen")))
    }

    fn findings(&self) -> Played<Vec<PhotoFinding>> {
        match self.phone.application()? {
            ApplicationState::Picture { findings, .. } | ApplicationState::Preview { findings, .. } => Ok(findings),
            other => Err(Fail::Never(format!("a judged picture, not {}", kind(&other)))),
        }
    }

    fn speak(&self, language: Language) {
        self.phone.wallet.tell(Event::LanguageChanged { language });
    }

    /// Puts the camera away.
    pub fn close(self) {
        self.camera.stop();
    }
}

fn shares(of: &GuideBox) -> [f32; 4] {
    [of.left, of.top, of.width, of.height]
}
