//! What a driver reads about themselves.

use super::answer::{Refusal, json, tagged};
use super::signed::FromPhone;
use super::{Shared, blocking};
use crate::app::refused;
use crate::rules::{binding, me as rules};
use crate::tokens;
use axum::extract::{Query, State};
use axum::response::Response;
use lz_api::ProblemCode;
use lz_api::license::{License, LicenseState, LiveStatus};
use lz_api::me::{Checks, Notices};
use serde::Deserialize;

pub(super) async fn me(State(app): Shared, phone: FromPhone) -> Result<Response, Refusal> {
    blocking(&app, move |app| {
        let file = app.judged(phone.holder()?)?;
        Ok(json(&phone.received.headers, &rules::me(&file, &app.ground()?)))
    })
    .await
}

pub(super) async fn retained_photo(State(app): Shared, phone: FromPhone) -> Result<Response, Refusal> {
    blocking(&app, move |app| {
        let id = phone.holder()?;
        let retained = app.store().holder(id).map_err(refused)?.retained.ok_or(ProblemCode::NotFound)?;
        let bytes = app.store().photo(id, &retained.sha256).map_err(refused)?.ok_or(ProblemCode::NotFound)?;
        Ok(tagged(&phone.received.headers, picture_type(&bytes), bytes))
    })
    .await
}

/// The media type of a stored picture.
pub(super) fn picture_type(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }
}

/// The license; tokens are signed anew when they are a day old or say something else than the register.
pub(super) async fn license(State(app): Shared, phone: FromPhone) -> Result<Response, Refusal> {
    blocking(&app, move |app| {
        let kid = phone.kid_blob();
        let license: License = app.decide(phone.holder()?, None, |case, ground| {
            let state = rules::license_state(&case.file, ground);
            if state == LicenseState::Shown {
                binding::ensure(case, &kid, ground)?;
                tokens::ensure(&mut case.file, &phone.device, &app.home.about, &app.home.keys, ground)?;
            }
            let file = &case.file;
            let bound = file.binding.as_ref().filter(|_| state == LicenseState::Shown);
            Ok(License {
                version: file.issue.as_ref().map_or(0, |issue| issue.version),
                state,
                tokens: bound.map(tokens::issued).unwrap_or_default(),
                live: LiveStatus {
                    status: file.license.effective_status(ground.limits().points_limit).to_string(),
                    points: file.license.points,
                    changed_at: file.changed_at.0,
                    since: file.forbidden.map(|days| days.since.ymd()),
                    until: file.forbidden.and_then(|days| days.until).map(|day| day.ymd()),
                    apply_again: file.apply_again(),
                },
            })
        })?;
        Ok(json(&phone.received.headers, &license))
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: u64,
}

pub(super) async fn notices(State(app): Shared, after: Query<After>, phone: FromPhone) -> Result<Response, Refusal> {
    blocking(&app, move |app| {
        let mut notices = app.store().holder(phone.holder()?).map_err(refused)?.notices;
        notices.retain(|notice| notice.number > after.after);
        Ok(json(&phone.received.headers, &Notices { notices }))
    })
    .await
}

pub(super) async fn checks(State(app): Shared, phone: FromPhone) -> Result<Response, Refusal> {
    blocking(&app, move |app| {
        let mut checks = app.store().holder(phone.holder()?).map_err(refused)?.checks;
        checks.reverse();
        Ok(json(&phone.received.headers, &Checks { checks }))
    })
    .await
}
