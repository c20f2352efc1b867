//! Showing: frames of the code, pulled by the screen at its own pace, and the questions of those who scan it.

use std::sync::Arc;

use lz_wallet::presenter as core;
use lz_wallet::{Code, CoreError, LicenseLook};

use crate::bug::caught;

/// What the screen draws now.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Frame {
    /// A code. Frames are told apart by `id`: draw again only if it changes.
    Code {
        /// Changes with the picture.
        id: u64,
        /// Modules a side, without the quiet zone of 4.
        side: u32,
        /// Row by row, eight modules a byte, most significant bit first, 1 is dark; no padding between rows.
        modules: Vec<u8>,
        /// Ground and ink that go with it.
        look: LicenseLook,
        /// Ask again then.
        next_in_ms: u32,
        /// Take the code off the screen then, whatever happens.
        dies_in_ms: u32,
    },
    /// Nothing to draw yet.
    Wait {
        /// For what.
        until: WaitFor,
        /// What keeps codes from being signed, once it has lasted two seconds: tell it as `problem` explains it. Signing is
        /// tried again meanwhile.
        trouble: Option<Code>,
        /// Ask again then.
        next_in_ms: u32,
    },
    /// Showing has ended.
    Over,
}

/// What a wait waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum WaitFor {
    /// The next signature.
    NextSignature,
    /// The verifier's question: a firm must ask before it is shown anything.
    Question,
    /// The phone's unlock.
    PhoneUnlock,
}

/// How the code moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ShowMode {
    /// The deciding code alone; for whom moving pictures are a burden. The portrait comes on request.
    Still,
    /// The deciding code and, in turn, frames of the portrait.
    Moving {
        /// Frames a second, 2 to 12; 8 is usual.
        fps: u8,
    },
}

/// A verifier's question as it reached the phone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Question {
    /// The whole text of a scanned code.
    Scanned {
        /// The text.
        text: String,
    },
    /// Six digits that the officer read out.
    Typed {
        /// The digits.
        digits: String,
    },
}

/// A name in both languages of the catalogue, signed by whoever answers for it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SignedName {
    /// Simplified Chinese.
    pub zh_hans: String,
    /// English.
    pub en: String,
}

/// A sentence of the catalogue in both of its languages.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Sentence {
    /// Simplified Chinese.
    pub zh_hans: String,
    /// English.
    pub en: String,
}

/// Who asks for what. Show it before the driver answers, the asker's name first.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AskView {
    /// Name of this question for `answer`.
    pub ask_id: u64,
    /// The signed name of the firm; absent for the police.
    pub asker: Option<SignedName>,
    /// The purpose's name by policy; absent if the policy does not know it.
    pub purpose_name: Option<SignedName>,
    /// What the asker will see, and what not.
    pub shares: Sentence,
    /// Whether the driver must be asked about his points as well.
    pub points_consent_needed: bool,
}

/// One showing of the license for one purpose.
#[derive(uniffi::Object)]
pub struct Presenter {
    inner: core::Presenter,
}

impl Presenter {
    pub(crate) fn over(inner: core::Presenter) -> Arc<Self> {
        Arc::new(Presenter { inner })
    }
}

#[uniffi::export]
impl Presenter {
    /// The frame for now. Never signs and never waits: call it from the thread that draws.
    pub fn frame(&self) -> Result<Frame, CoreError> {
        caught(|| Ok(frame(self.inner.frame())))
    }

    /// Still or moving, and how fast.
    pub fn mode(&self, mode: ShowMode) -> Result<(), CoreError> {
        let mode = match mode {
            ShowMode::Still => core::ShowMode::Still,
            ShowMode::Moving { fps } => core::ShowMode::Moving { fps },
        };
        caught(|| {
            self.inner.mode(mode);
            Ok(())
        })
    }

    /// On a still screen: plays the frames of the portrait once round, slowly, and is still again. A moving screen shows them
    /// all the time.
    pub fn portrait(&self) -> Result<(), CoreError> {
        caught(|| {
            self.inner.portrait();
            Ok(())
        })
    }

    /// Reads a verifier's question and says who asks for what. Nothing is answered yet.
    pub fn ask(&self, question: Question) -> Result<AskView, CoreError> {
        let input = match question {
            Question::Scanned { text } => core::AskInput::Qr(text),
            Question::Typed { digits } => core::AskInput::Digits(digits),
        };
        caught(|| {
            let view = self.inner.ask(&input).map_err(core::AskError::explained)?;
            Ok(AskView {
                ask_id: view.ask_id,
                asker: view.asker.map(|name| SignedName { zh_hans: name.zh_hans, en: name.en }),
                purpose_name: view.purpose_name.map(|name| SignedName { zh_hans: name.zh_hans, en: name.en }),
                shares: Sentence { zh_hans: view.shares.zh_hans, en: view.shares.en },
                points_consent_needed: view.consent_needed,
            })
        })
    }

    /// The driver agrees: the next codes answer this question, for two minutes at most. After an answer to a firm showing is
    /// over: nothing is shown until the driver chooses again. `with_points` only if the driver was asked about them and agreed.
    pub fn answer(&self, ask_id: u64, with_points: bool) -> Result<(), CoreError> {
        let consent = if with_points { core::Consent::Given } else { core::Consent::NotGiven };
        caught(|| self.inner.answer(ask_id, consent).map_err(core::AskError::explained))
    }

    /// A fresh code as soon as it is signed: after a screenshot.
    pub fn renew(&self) -> Result<(), CoreError> {
        caught(|| {
            self.inner.renew();
            Ok(())
        })
    }

    /// Ends the showing: every later frame is `Over`.
    pub fn stop(&self) -> Result<(), CoreError> {
        caught(|| {
            self.inner.stop();
            Ok(())
        })
    }
}

/// Milliseconds until a screen looks again while it waits: a signature takes less than one.
const LOOK_AGAIN_MS: u32 = 50;

fn frame(frame: core::Frame) -> Frame {
    match frame {
        core::Frame::Code(code) => Frame::Code {
            id: code.id,
            side: u32::from(code.side),
            modules: code.modules.to_vec(),
            look: code.look.into(),
            next_in_ms: code.next_in_ms,
            dies_in_ms: code.dies_in_ms,
        },
        core::Frame::Wait { until, trouble } => {
            Frame::Wait { until: wait_for(until), trouble, next_in_ms: LOOK_AGAIN_MS }
        }
        core::Frame::Over => Frame::Over,
    }
}

fn wait_for(until: core::WaitFor) -> WaitFor {
    match until {
        core::WaitFor::Signature => WaitFor::NextSignature,
        core::WaitFor::Challenge => WaitFor::Question,
        core::WaitFor::Unlock => WaitFor::PhoneUnlock,
    }
}
