//! Who asks: requests signed by a phone or a terminal (RFC 9421, the profile of [`lz_api::signing`]).
//!
//! The address in the signature must be one of the authority's own, so that a request for one host is worth nothing to
//! another. A signature is verified before its clock and nonce are looked at.

use super::answer::Refusal;
use super::blocking;
use crate::app::{App, refused};
use crate::store::{Device, HolderId, KidBytes, Once, Terminal};
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use lz_api::signing::{self, Read, SignatureHeaders, SigningProblem, check_created, covers_body, verify_with};
use lz_api::{Blob, Problem, ProblemCode, routes};
use lz_credential::{Kid, PublicKey};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Largest body of a signed request; a photo and a few header bytes, or 256 reported presentations.
const MAX_BODY: usize = routes::MAX_PHOTO_BYTES;

/// A request with a signature that was read, and not yet verified.
pub(crate) struct Received {
    method: String,
    path: String,
    target_uri: String,
    signature: SignatureHeaders,
    read: Read,
    idempotency_key: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl FromRequest<Arc<App>> for Received {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let text = |name: &str| {
            let mut values = parts.headers.get_all(name).iter();
            match (values.next(), values.next()) {
                (Some(value), None) => value.to_str().ok().map(str::to_owned),
                _ => None,
            }
        };
        let signature = SignatureHeaders {
            content_digest: text("content-digest"),
            signature_input: text("signature-input").ok_or(ProblemCode::SignatureMissing)?,
            signature: text("signature").ok_or(ProblemCode::SignatureMissing)?,
        };
        let read = signing::read(&signature).map_err(|_| ProblemCode::SignatureMissing)?;
        let host = text("host").ok_or(ProblemCode::BadRequest)?;
        let base = app
            .bases
            .iter()
            .find(|base| base.split_once("://").is_some_and(|(_, authority)| authority == host))
            .ok_or(ProblemCode::SignatureWrong)?;
        let path_and_query = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let target_uri = format!("{base}{path_and_query}");
        let body = to_bytes(body, MAX_BODY).await.map_err(|_| ProblemCode::TooLarge)?;
        Ok(Self {
            method: parts.method.as_str().to_owned(),
            path: path_and_query.to_owned(),
            target_uri,
            signature,
            read,
            idempotency_key: text(routes::IDEMPOTENCY_KEY),
            headers: parts.headers,
            body,
        })
    }
}

impl Received {
    /// kid of the signer, as the signature names it.
    pub(crate) fn kid(&self) -> Result<KidBytes, Problem> {
        self.read.keyid.as_slice().try_into().map_err(|_| ProblemCode::SignatureMissing.into())
    }

    /// Verifies signature, clock and nonce, in this order.
    pub(crate) fn check(&self, app: &App, key: &PublicKey) -> Result<(), Problem> {
        let request = signing::Request {
            method: &self.method,
            target_uri: &self.target_uri,
            body: Some(&self.body),
            idempotency_key: self.idempotency_key.as_deref(),
        };
        verify_with(&self.read, &request, self.signature.content_digest.as_deref(), key).map_err(|problem| {
            match problem {
                SigningProblem::Malformed => ProblemCode::SignatureMissing,
                SigningProblem::IdempotencyKey => ProblemCode::IdempotencyKeyMissing,
                SigningProblem::Digest | SigningProblem::Coverage | SigningProblem::Signature => {
                    ProblemCode::SignatureWrong
                }
                SigningProblem::Clock => ProblemCode::ClockOff,
            }
        })?;
        let now = app.clock.now().0;
        if check_created(&self.read, now).is_err() {
            let time = app.server_time(self.read.nonce, key.kid())?;
            return Err(Problem { server_time: Some(Blob(time)), ..Problem::new(ProblemCode::ClockOff) });
        }
        if app.nonce_is_new(self.read.nonce, now) { Ok(()) } else { Err(ProblemCode::NonceSeen.into()) }
    }

    /// Names the request, for an answer that is given again. Only for requests with a body, after [`Self::check`].
    pub(crate) fn once(&self) -> Result<Once, Problem> {
        debug_assert!(covers_body(&self.method));
        let key = self.idempotency_key.clone().ok_or(ProblemCode::IdempotencyKeyMissing)?;
        let mut digest = Sha256::new();
        for part in [self.method.as_bytes(), self.path.as_bytes(), &self.body] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Ok(Once { scope: hex::encode(&self.read.keyid), key, digest: digest.finalize().into() })
    }

    /// The body as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        serde_json::from_slice(&self.body).map_err(|_| ProblemCode::BadRequest.into())
    }
}

/// A request of an enrolled phone, verified.
pub(crate) struct FromPhone {
    pub(crate) kid: KidBytes,
    pub(crate) device: Device,
    pub(crate) received: Received,
}

impl FromRequest<Arc<App>> for FromPhone {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let received = Received::from_request(request, app).await?;
        blocking(app, move |app| {
            let kid = received.kid()?;
            let device = app.store().device(kid).map_err(refused)?.ok_or(ProblemCode::DeviceUnknown)?;
            received.check(app, &key(&device.request_key)?)?;
            Ok(Self { kid, device, received })
        })
        .await
    }
}

impl FromPhone {
    /// The driver who is logged in on this phone.
    pub(crate) fn holder(&self) -> Result<HolderId, Problem> {
        if self.device.over {
            return Err(ProblemCode::DeviceReplaced.into());
        }
        self.device.holder.ok_or_else(|| ProblemCode::NotLoggedIn.into())
    }

    /// kid of the phone as it stands in files.
    pub(crate) fn kid_blob(&self) -> Blob {
        Blob::from(&self.kid[..])
    }
}

/// A request of a registered terminal, verified.
pub(crate) struct FromTerminal {
    pub(crate) terminal: Terminal,
    pub(crate) received: Received,
}

impl FromRequest<Arc<App>> for FromTerminal {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let received = Received::from_request(request, app).await?;
        blocking(app, move |app| {
            let terminal = app.store().terminal(received.kid()?).map_err(refused)?.ok_or(ProblemCode::DeviceUnknown)?;
            received.check(app, &key(&terminal.key)?)?;
            Ok(Self { terminal, received })
        })
        .await
    }
}

/// A key that came from outside, as COSE_Key bytes.
pub(crate) fn key(blob: &Blob) -> Result<PublicKey, Problem> {
    PublicKey::from_cose(blob.as_slice()).map_err(|_| ProblemCode::BadRequest.into())
}

/// Reads a kid.
pub(crate) fn kid(text: &str) -> Result<Kid, Problem> {
    let bytes = Blob::parse(text).map_err(|_| ProblemCode::BadRequest)?;
    bytes.0.try_into().map(Kid).map_err(|_| ProblemCode::BadRequest.into())
}
