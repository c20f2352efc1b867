//! Showing: frames of the code, pulled by the screen at its own pace.

use std::sync::Arc;

use lz_wallet::presenter as core;
use lz_wallet::{CoreError, LicenseLook};

use crate::runtime;

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
    Signature,
    /// The verifier's question: a firm must ask before it is shown anything.
    Challenge,
    /// The phone's unlock.
    Unlock,
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
        runtime::now(|| Ok(frame(self.inner.frame())))
    }

    /// Ends the showing.
    pub fn stop(&self) -> Result<(), CoreError> {
        runtime::now(|| {
            self.inner.stop();
            Ok(())
        })
    }
}

/// Milliseconds until a screen looks again while it waits.
const LOOK_AGAIN_MS: u32 = 100;

fn frame(frame: core::Frame) -> Frame {
    match frame {
        core::Frame::Code(code) => Frame::Code {
            id: code.id,
            side: u32::from(code.side),
            modules: code.modules.to_vec(),
            look: LicenseLook::Usable,
            next_in_ms: code.next_in_ms,
            dies_in_ms: code.dies_in_ms,
        },
        core::Frame::Wait { until } => Frame::Wait { until: wait_for(until), next_in_ms: LOOK_AGAIN_MS },
        core::Frame::Over => Frame::Over,
    }
}

fn wait_for(until: core::WaitFor) -> WaitFor {
    match until {
        core::WaitFor::Signature => WaitFor::Signature,
        core::WaitFor::Challenge => WaitFor::Challenge,
        core::WaitFor::Unlock => WaitFor::Unlock,
    }
}
