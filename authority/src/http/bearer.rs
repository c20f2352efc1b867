//! The two inner sides: reviewers and the register, by bearer token. Tokens are compared by hash, so that the time it
//! takes tells nothing.

use super::answer::Refusal;
use crate::app::App;
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use lz_api::ProblemCode;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A request of the reviewer side.
pub(crate) struct Reviewer;

/// A request of the register side.
pub(crate) struct Register;

fn check(parts: &Parts, token: &str) -> Result<(), Refusal> {
    let given = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).ok_or(ProblemCode::BearerWrong)?;
    if Sha256::digest(given) == Sha256::digest(token) { Ok(()) } else { Err(ProblemCode::BearerWrong.into()) }
}

impl FromRequestParts<Arc<App>> for Reviewer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        check(parts, &app.home.tokens.review).map(|()| Self)
    }
}

impl FromRequestParts<Arc<App>> for Register {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        check(parts, &app.home.tokens.register).map(|()| Self)
    }
}
