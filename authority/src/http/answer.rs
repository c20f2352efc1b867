//! Answers: JSON, refusals, and bodies with an ETag that are not sent twice.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lz_api::{Problem, ProblemCode};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A refusal as a response.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Problem);

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self(code.into())
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry = self.0.retry_after.map(HeaderValue::from);
        let mut response = (status, Json(self.0)).into_response();
        if let Some(retry) = retry {
            response.headers_mut().insert(header::RETRY_AFTER, retry);
        }
        response
    }
}

/// A JSON answer with an ETag.
pub(crate) fn json(asked: &HeaderMap, value: &impl Serialize) -> Response {
    let body = serde_json::to_vec(value).expect("our own types serialise");
    tagged(asked, "application/json", body)
}

/// A body with a strong ETag made of its bytes; 304 if the caller has it.
pub(crate) fn tagged(asked: &HeaderMap, content_type: &'static str, body: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&body)[..12]));
    let etag = HeaderValue::from_str(&tag).expect("hex between quotes");
    let known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim().trim_start_matches("W/") == tag);
    if known {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let headers = [(header::ETAG, etag), (header::CONTENT_TYPE, HeaderValue::from_static(content_type))];
    (headers, Body::from(body)).into_response()
}
