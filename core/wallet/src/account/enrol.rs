//! Enrolment: fresh keys, their `bind` objects, one signed request. Nobody is signed in by it.

use std::sync::Arc;

use lz_api::devices::{Challenge, Enrol, Enrolled};
use lz_api::{Blob, routes};
use lz_credential::server_time::Anchor;
use lz_credential::{Kid, PublicKey, Signer};

use super::keys::{Made, Maker};
use crate::authority::{Call, CallError, Client, RequestKey, TimeCheck};
use crate::engine::{Engine, Ready, fresh_key};
use crate::holder_key::{HolderKeyError, KeyName, KeyRole, KeySigner};
use crate::problem::{Code, CoreError};
use crate::state::Device;

/// The client with this phone's request key, if it has one.
pub(crate) async fn client(engine: &Arc<Engine>, ready: &Arc<Ready>) -> Result<Client, CoreError> {
    let Some(device) = ready.state().device.clone() else { return Ok(bare_client(engine, ready, Kid([0; 8]))) };
    let (engine, ready) = (engine.clone(), ready.clone());
    let made = tokio::task::spawn_blocking(move || {
        let public = PublicKey::from_cose(device.request.as_slice()).map_err(|_| HolderKeyError::Invalidated)?;
        let name = KeyName::new(KeyRole::Request, ready.vault.install());
        let signer = KeySigner::enrolled(engine.ports.keys_of(&device).clone(), name, &public)?;
        let key = RequestKey { kid: public.kid(), signer: Arc::new(signer) };
        Ok(bare_client(&engine, &ready, key.kid).with_key(key))
    });
    let made: Result<Client, HolderKeyError> = made.await.map_err(|_| CoreError::failed(Code::KeyStoreFails))?;
    made.map_err(|error| CoreError::failed(CallError::Key(error).code()))
}

fn bare_client(engine: &Engine, ready: &Arc<Ready>, kid: Kid) -> Client {
    let proofs = ready.proofs();
    let check: TimeCheck = Arc::new(move |bytes, nonce| {
        let trust = proofs.trust.as_ref()?;
        i64::try_from(Anchor::accept(bytes, trust, nonce, kid, 0).ok()?.unix_ms).ok()
    });
    Client::new(engine.ports.authority.clone(), &engine.setup.authority, ready.time.clone(), None, check)
}

/// Enrols this phone if the authority does not know it yet. A kill in the middle costs three keys that nobody knew.
pub(crate) async fn ensure_enrolled(engine: &Arc<Engine>, ready: &Arc<Ready>) -> Result<(), CoreError> {
    let state = ready.state();
    if state.device.is_some() && !state.device_removed {
        return Ok(());
    }
    let told = |error: CallError| CoreError::failed(error.code());
    let anonymous = bare_client(engine, ready, Kid([0; 8]));
    let question = Call::post(routes::DEVICE_CHALLENGE, &serde_json::json!({}), &fresh_key()?).unsigned();
    let challenge: Challenge = anonymous.json(question).await.map_err(told)?;
    let made = {
        let (engine, ready, challenge) = (engine.clone(), ready.clone(), challenge.clone());
        tokio::task::spawn_blocking(move || make_keys(&engine, &ready, &challenge)).await
    };
    let (request, key, device) = made.map_err(|_| engine.bug(4))??;
    let call = Call::post(routes::DEVICES, &request, &fresh_key()?);
    let enrolled: Enrolled = anonymous.with_key(key).json(call).await.map_err(told)?;
    engine
        .change(ready, move |change| {
            change.state.device = Some(Device { at: enrolled.at, ..device });
            change.state.device_removed = false;
            // Tokens of an older key are worth nothing to the new one.
            change.state.license = crate::state::LicenseKept::default();
            Ok(())
        })
        .await
}

/// Makes the keys and proves them, blocking.
fn make_keys(engine: &Engine, ready: &Ready, challenge: &Challenge) -> Result<(Enrol, RequestKey, Device), CoreError> {
    let maker = Maker::new(engine, ready, challenge)?;
    let Made { request, voucher, store } = maker.first_keys()?;
    let places = [KeyRole::PresentFull, KeyRole::PresentLimited];
    let pair = maker.pair(store, places, request.key().kid(), voucher.as_ref())?;
    let title = engine.setup.device_name.clone();
    let device = Device {
        request: Blob(request.key().to_cose()),
        full: pair.full,
        limited: pair.limited,
        level: pair.level,
        at: 0,
        title: title.clone(),
        voucher: voucher.map(|voucher| voucher.public()),
        second: false,
        session_since: ready.now(),
        coming: None,
    };
    let enrol = Enrol {
        request_key: device.request.clone(),
        nonce: challenge.nonce.clone(),
        police: pair.police,
        firms: pair.firms,
        device_name: title,
    };
    Ok((enrol, RequestKey { kid: request.key().kid(), signer: Arc::new(request) }, device))
}
