//! Erasing: everything that this phone holds of a person, and how a second person starts (R64).

use std::sync::Arc;
use std::time::Duration;

use lz_api::devices::{Unbind, Unbound};
use lz_api::routes;

use super::enrol::client;
use crate::authority::Call;
use crate::engine::{Engine, Inside, Ready, fresh_key};
use crate::open;
use crate::problem::{Code, CoreError};
use crate::vault::Vault;

/// How long the authority is told about it; erasing does not wait for a network.
const TELL_FOR: Duration = Duration::from_secs(4);

/// Erases everything and begins anew. The authority is told if it can be reached: the tokens die with the keys anyway.
pub(crate) async fn erase_all(engine: &Arc<Engine>) -> Result<(), CoreError> {
    // Whoever erases is believed at once: the code leaves the screen before the network is asked for anything.
    engine.shows.stop();
    let ready = engine.ready().ok();
    if let Some(ready) = &ready
        && ready.state().signed_in()
    {
        let _best_effort = tokio::time::timeout(TELL_FOR, unbind(engine, ready)).await;
    }
    let install = ready.as_ref().map(|ready| ready.vault.install());
    engine.become_(Inside::Opening);
    drop(ready);
    let working = engine.clone();
    let done = tokio::task::spawn_blocking(move || {
        if let Some(install) = install {
            open::remove_keys(&working, install);
        }
        // Tasks that still hold the vault let go within their own time limits.
        let mut tries = 0;
        loop {
            match Vault::wipe_unopened(&*working.ports.files, &*working.ports.secrets) {
                Err(crate::vault::VaultError::AlreadyOpen) if tries < 100 => {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(error) => return Err(working.disk(&error)),
                Ok(()) => break,
            }
        }
        open::open(&working)
    });
    match done.await.map_err(|_| engine.bug(5))? {
        Ok(inside) => {
            engine.become_(inside);
            Ok(())
        }
        Err(error) => {
            engine.become_(Inside::Lost(error.code()));
            Err(error)
        }
    }
}

/// Takes a device off the account. The authority keeps one phone a driver: only this one can be taken off, and goes with all it has.
pub(crate) async fn remove_device(engine: &Arc<Engine>, id: &str) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    let ours = ready.state().device.as_ref().is_some_and(|device| crate::screens::device_name(device) == id);
    if !ours {
        return Err(CoreError::not_now(Code::NoSuchThing));
    }
    engine.shows.stop();
    unbind(engine, &ready).await?;
    drop(ready);
    erase_all(engine).await
}

async fn unbind(engine: &Arc<Engine>, ready: &Arc<Ready>) -> Result<(), CoreError> {
    let client = client(engine, ready).await?;
    let call = Call::post(routes::UNBIND, &Unbind {}, &fresh_key()?);
    client.json::<Unbound>(call).await.map(|_| ()).map_err(|error| CoreError::failed(error.code()))
}
