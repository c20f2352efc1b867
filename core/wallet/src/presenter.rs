//! Showing the license: codes that are fresh, live for seconds, and never wait for a signature.

/// What the screen draws now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// Draw this code.
    Code(CodeFrame),
    /// Nothing to draw yet.
    Wait {
        /// For what.
        until: WaitFor,
    },
    /// Showing has ended.
    Over,
}

/// One code, as packed modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFrame {
    /// Changes with the picture: draw again only if it differs.
    pub id: u64,
    /// Modules a side, without the quiet zone.
    pub side: u16,
    /// Row by row, eight modules a byte, most significant bit first, 1 is dark; no padding between rows.
    pub modules: std::sync::Arc<[u8]>,
    /// Ask for the next frame in so many milliseconds.
    pub next_in_ms: u32,
    /// Take the code off the screen in so many milliseconds, whatever happens.
    pub dies_in_ms: u32,
}

/// What a [`Frame::Wait`] waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitFor {
    /// The first signature, or the next one after a delay.
    Signature,
    /// The verifier's challenge: a firm must ask before it is shown anything.
    Challenge,
    /// The phone's unlock.
    Unlock,
}

/// How the code moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShowMode {
    /// The deciding code alone.
    Still,
    /// The deciding code, then two frames of the annex, and again.
    Moving {
        /// Frames a second, 2 to 12; 8 is usual.
        fps: u8,
    },
}

/// Shows one license for one purpose.
#[derive(Debug)]
pub struct Presenter {}

impl Presenter {
    /// The frame for now.
    pub fn frame(&self) -> Frame {
        Frame::Over
    }

    /// Ends the showing.
    pub fn stop(&self) {}
}
