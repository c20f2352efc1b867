//! The one thing a screen waits for.

use lz_wallet::{Changed, CoreError};

use crate::bug::{caught, caught_later};

/// Says which snapshots changed, so that they can be read again. One screen, one watch.
#[derive(uniffi::Object)]
pub struct Watch {
    inner: lz_wallet::Watch,
}

impl Watch {
    pub(crate) fn over(inner: lz_wallet::Watch) -> std::sync::Arc<Self> {
        std::sync::Arc::new(Watch { inner })
    }
}

#[uniffi::export]
impl Watch {
    /// Waits until something changed and names the pages to read again; the first call names all of them at once. Absent
    /// after `stop` or the wallet's end: leave the loop then.
    pub async fn next(&self) -> Result<Option<Changed>, CoreError> {
        caught_later(async { Ok(self.inner.next().await) }).await
    }

    /// Ends the wait. Needed on iOS, where cancelling a task does not reach the core.
    pub fn stop(&self) -> Result<(), CoreError> {
        caught(|| {
            self.inner.stop();
            Ok(())
        })
    }
}
