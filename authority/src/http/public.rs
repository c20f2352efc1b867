//! What everybody may fetch. All but the time may be kept by caches.

use super::answer::{Refusal, json, tagged};
use super::signed::kid;
use super::{Shared, blocking};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use lz_api::public::StatusIndex;
use lz_api::{Blob, ProblemCode};
use serde::Deserialize;

const CBOR: &str = "application/cbor";

#[derive(Deserialize)]
pub(super) struct Ask {
    nonce: String,
    kid: String,
}

pub(super) async fn time(State(app): Shared, ask: Query<Ask>) -> Result<Response, Refusal> {
    let nonce = Blob::parse(&ask.nonce).map_err(|_| ProblemCode::BadRequest)?;
    let nonce = nonce.0.try_into().map_err(|_| ProblemCode::BadRequest)?;
    let time = app.server_time(nonce, kid(&ask.kid)?)?;
    Ok(([(header::CONTENT_TYPE, CBOR), (header::CACHE_CONTROL, "no-store")], time).into_response())
}

pub(super) async fn trust(State(app): Shared, headers: HeaderMap) -> Response {
    public(tagged(&headers, CBOR, app.home.trust.bytes().to_vec()))
}

pub(super) async fn policy(State(app): Shared, headers: HeaderMap) -> Response {
    public(tagged(&headers, CBOR, app.policy.clone()))
}

pub(super) async fn status_index(State(app): Shared, headers: HeaderMap) -> Result<Response, Refusal> {
    blocking(&app, move |app| Ok(public(json(&headers, &StatusIndex { lists: app.status_index()? })))).await
}

pub(super) async fn status_list(
    State(app): Shared,
    Path(list): Path<u32>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    blocking(&app, move |app| Ok(public(tagged(&headers, CBOR, app.status_list(list)?.bytes)))).await
}

fn public(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=5"));
    response
}
