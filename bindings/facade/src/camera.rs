//! The camera's session, with its live guidance.

use std::sync::Arc;

use lz_wallet::{CoreError, FaceObservation, FrameInfo, Guidance, PhotoJudgement};

use crate::bug::{caught, caught_later};

/// One session of the live camera. Stills carry its nonce, so that a file cannot pass for one.
#[derive(uniffi::Object)]
pub struct Camera {
    inner: lz_wallet::Camera,
}

impl Camera {
    pub(crate) fn over(inner: lz_wallet::Camera) -> Arc<Self> {
        Arc::new(Camera { inner })
    }
}

#[uniffi::export]
impl Camera {
    /// Looks at one preview frame and says the one thing to do now. Runs on the calling thread: call it from the camera's
    /// analysis thread. The planes are read during the call and never kept; Kotlin hands in direct buffers, sliced to their
    /// beginning. Planes: y, u, v; or y, uv and an empty one; or rgba and two empty ones.
    pub fn frame(
        &self,
        info: FrameInfo,
        a: &[u8],
        b: &[u8],
        c: &[u8],
        seen: Option<FaceObservation>,
    ) -> Result<Guidance, CoreError> {
        caught(|| self.inner.frame(info, a, b, c, seen))
    }

    /// Hands over the still that was just taken. It stands in the preview if it is accepted.
    pub async fn shot(&self, jpeg: Vec<u8>) -> Result<PhotoJudgement, CoreError> {
        caught_later(self.inner.shot(jpeg)).await
    }

    /// Ends the session; a still of it is no longer accepted.
    pub fn stop(&self) -> Result<(), CoreError> {
        caught(|| {
            self.inner.stop();
            Ok(())
        })
    }
}
