//! Camera means camera (R37): a live capture carries a ticket that only an open camera session can make.
//!
//! A ticket cannot be built from album bytes: its fields are private, it is used up by the check, and it is stamped with
//! the session's nonce, which the evidence record keeps.

use std::sync::atomic::{AtomicU32, Ordering};

use lz_license::time::UnixSeconds;
use serde::{Deserialize, Serialize};

use crate::PhotoError;

/// Longest time between the shot and its check, in seconds.
const SHOT_LIVES: i64 = 120;

/// What stands behind a camera session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CameraKind {
    /// The phone's rear camera, driven by the app.
    Rear,
    /// The front camera; off by default (R42).
    Front,
    /// A file that plays the camera. A production profile refuses its evidence.
    DevFile,
}

/// One opened camera. Made by the core with a fresh nonce; ends when the screen is left.
#[derive(Debug)]
pub struct CameraSession {
    nonce: [u8; 16],
    kind: CameraKind,
    opened: UnixSeconds,
    shots: AtomicU32,
}

/// Proof that a picture came out of a camera session; used up by the check.
#[derive(Debug, PartialEq, Eq)]
pub struct ShotTicket {
    nonce: [u8; 16],
    kind: CameraKind,
    opened: UnixSeconds,
    at: UnixSeconds,
    number: u32,
}

impl CameraSession {
    /// Opens a session. `nonce` is 16 fresh random bytes.
    pub fn open(nonce: [u8; 16], kind: CameraKind, now: UnixSeconds) -> Self {
        CameraSession { nonce, kind, opened: now, shots: AtomicU32::new(0) }
    }

    /// The nonce that evidence of this session carries.
    pub fn nonce(&self) -> [u8; 16] {
        self.nonce
    }

    /// Called when the shutter fires: a ticket for the bytes that the camera is about to deliver.
    pub fn shot(&self, now: UnixSeconds) -> ShotTicket {
        let number = self.shots.fetch_add(1, Ordering::Relaxed);
        ShotTicket { nonce: self.nonce, kind: self.kind, opened: self.opened, at: now, number }
    }
}

impl ShotTicket {
    /// The session's nonce.
    pub fn nonce(&self) -> [u8; 16] {
        self.nonce
    }

    /// What stood behind the session.
    pub fn kind(&self) -> CameraKind {
        self.kind
    }

    /// When the session was opened.
    pub fn opened(&self) -> UnixSeconds {
        self.opened
    }

    /// When the shutter fired.
    pub fn at(&self) -> UnixSeconds {
        self.at
    }

    /// Which shot of the session, from 0.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether the ticket still lives.
    pub(crate) fn alive(&self, now: UnixSeconds) -> Result<(), PhotoError> {
        let age = now.0.saturating_sub(self.at.0);
        if (0..=SHOT_LIVES).contains(&age) { Ok(()) } else { Err(PhotoError::NotLive) }
    }
}
