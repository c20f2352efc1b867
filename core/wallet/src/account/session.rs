//! Session keys that change: a phone whose hardware only vouches shows each day with keys of that day (wire format, section 1).
//!
//! The keys in use stay until a token names the new ones, so a kill, a lost answer and a dead network leave a license that can be
//! shown. New keys are durable before the authority hears of them.

use std::sync::Arc;

use lz_api::Seconds;
use lz_api::devices::{Challenge, NewSession, SessionMade};
use lz_api::routes;
use lz_credential::PublicKey;

use super::enrol::client;
use super::keys::Maker;
use crate::authority::Call;
use crate::engine::{Engine, Ready, fresh_key};
use crate::problem::{Code, CoreError};
use crate::state::{ComingKeys, Device};

/// Session keys are replaced when they are so old: tokens are signed anew as often.
const SESSION_FOR: Seconds = 86_400;

/// Tells the authority fresh session keys when it is time. The license that is fetched next names them.
pub(crate) async fn renew_session(engine: &Arc<Engine>, ready: &Arc<Ready>) -> Result<(), CoreError> {
    let state = ready.state();
    let due = |device: &Device| {
        device.voucher.is_some() && device.coming.is_none() && ready.now() >= device.session_since + SESSION_FOR
    };
    let Some(device) = state.device.clone().filter(due) else { return Ok(()) };
    let client = client(engine, ready).await?;
    let told = |error: crate::authority::CallError| CoreError::failed(error.code());
    let question = Call::post(routes::DEVICE_CHALLENGE, &serde_json::json!({}), &fresh_key()?).unsigned();
    let challenge: Challenge = client.json(question).await.map_err(told)?;
    let (working, at) = (engine.clone(), ready.clone());
    let made = tokio::task::spawn_blocking(move || make(&working, &at, &device, &challenge)).await;
    let (ask, coming) = made.map_err(|_| engine.bug(15))??;
    engine
        .change(ready, move |change| {
            if let Some(device) = &mut change.state.device {
                device.coming = Some(coming);
            }
            Ok(())
        })
        .await?;
    client.json::<SessionMade>(Call::post(routes::SESSION_KEYS, &ask, &fresh_key()?)).await.map(|_| ()).map_err(told)
}

fn make(
    engine: &Engine,
    ready: &Ready,
    device: &Device,
    challenge: &Challenge,
) -> Result<(NewSession, ComingKeys), CoreError> {
    let maker = Maker::new(engine, ready, challenge)?;
    let gone = || CoreError::failed(Code::KeysGone);
    let voucher = maker.enrolled_voucher(device.voucher.as_ref().ok_or_else(gone)?)?;
    let request = PublicKey::from_cose(device.request.as_slice()).map_err(|_| gone())?;
    let places = Device { second: !device.second, ..device.clone() }.places();
    let pair = maker.pair(&engine.ports.sessions, places, request.kid(), Some(&voucher))?;
    let coming = ComingKeys { full: pair.full, limited: pair.limited, since: ready.now() };
    Ok((NewSession { nonce: challenge.nonce.clone(), police: pair.police, firms: pair.firms }, coming))
}
