//! Photos, real-person checks and applications.

use super::answer::{Refusal, json};
use super::signed::FromPhone;
use super::{Shared, blocking};
use crate::app::refused;
use crate::holder::Uploaded;
use crate::photo;
use crate::rules::{apply, me as rules, person};
use crate::seal::random;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use lz_api::ProblemCode;
use lz_api::applications::{
    Application, BeginPersonCheck, FinishPersonCheck, PersonCheck, PhotoReceived, Route, Submit,
};

/// Photos that a driver may have uploaded and not sent; the oldest makes room.
const UPLOADS: usize = 12;

pub(super) async fn has_photo(
    State(app): Shared,
    Path(sha256): Path<String>,
    phone: FromPhone,
) -> Result<StatusCode, Refusal> {
    blocking(&app, move |app| {
        let file = app.store().holder(phone.holder()?).map_err(refused)?;
        file.photo(&sha256).map(|_| StatusCode::OK).ok_or_else(|| ProblemCode::NotFound.into())
    })
    .await
}

/// Takes a photo whole, by its SHA-256. Repeating it is free.
pub(super) async fn put_photo(
    State(app): Shared,
    Path(sha256): Path<String>,
    phone: FromPhone,
) -> Result<Json<PhotoReceived>, Refusal> {
    blocking(&app, move |app| {
        let id = phone.holder()?;
        let bytes = phone.received.body.to_vec();
        if photo::sha256(&bytes) != sha256 {
            return Err(ProblemCode::PhotoDigestWrong.into());
        }
        let file = app.store().holder(id).map_err(refused)?;
        if let Some(known) = file.photo(&sha256) {
            return Ok(Json(received(known)));
        }
        let judged = photo::judge_upload(&bytes, app.clock.now(), &app.rules.photo)?;
        app.decide(id, None, |case, ground| {
            let uploaded = Uploaded {
                sha256: sha256.clone(),
                bytes: bytes.len() as u32,
                rules: judged.rules.clone(),
                report: judged.report.clone(),
                at: ground.now,
            };
            let answer = received(&uploaded);
            if case.file.photo(&sha256).is_none() {
                case.file.photos.push(uploaded);
                case.effects.erase_photos = case.file.forget_unused_photos(UPLOADS);
            }
            case.effects.photos.push((sha256.clone(), bytes.clone()));
            Ok(answer)
        })
        .map(Json)
    })
    .await
}

fn received(photo: &Uploaded) -> PhotoReceived {
    PhotoReceived { sha256: photo.sha256.clone(), bytes: photo.bytes, rules: photo.rules.clone() }
}

pub(super) async fn begin_person_check(State(app): Shared, phone: FromPhone) -> Result<Json<PersonCheck>, Refusal> {
    blocking(&app, move |app| {
        let ask: BeginPersonCheck = phone.received.json()?;
        let (id, kid) = (hex::encode(random::<16>()), phone.kid_blob());
        let adapter = app.person.descriptor();
        app.decide(phone.holder()?, Some(&phone.received.once()?), |case, ground| {
            person::begin(&mut case.file, id.clone(), ask.application.clone(), &kid, adapter, ground)
        })
        .map(Json)
    })
    .await
}

pub(super) async fn finish_person_check(
    State(app): Shared,
    Path(id): Path<String>,
    phone: FromPhone,
) -> Result<Json<PersonCheck>, Refusal> {
    blocking(&app, move |app| {
        let ask: FinishPersonCheck = phone.received.json()?;
        let outcome = app.person.outcome(&id, ask.script.as_deref());
        let (adapter, kid) = (app.person.descriptor(), phone.kid_blob());
        app.decide(phone.holder()?, Some(&phone.received.once()?), |case, ground| {
            person::finish(&mut case.file, &id, &kid, outcome, adapter, ground)
        })
        .map(Json)
    })
    .await
}

/// Submits once: the idempotency key is the application's id (R32).
pub(super) async fn submit(State(app): Shared, phone: FromPhone) -> Result<Json<Application>, Refusal> {
    blocking(&app, move |app| {
        let id = phone.holder()?;
        let ask: Submit = phone.received.json()?;
        let once = phone.received.once()?;
        let portrait = match ask.route {
            Route::Retained => {
                let retained = app.judged(id)?.retained.filter(|retained| !retained.unfit);
                let sha256 = retained.ok_or(ProblemCode::RouteNotOffered)?.sha256;
                let bytes = app.store().photo(id, &sha256).map_err(refused)?.ok_or(ProblemCode::Internal)?;
                Some(photo::portrait(&bytes, &app.rules.photo)?)
            }
            Route::Camera | Route::Album | Route::Window => None,
        };
        let (kid, review_id) = (phone.kid_blob(), hex::encode(random::<16>()));
        let person_check = app.person.descriptor().person_check;
        app.decide(id, Some(&once), |case, ground| {
            let prepared = apply::Prepared { portrait: portrait.clone(), person_check, review_id: review_id.clone() };
            apply::submit(case, &once.key, &ask, &kid, prepared, ground)
        })
        .map(Json)
    })
    .await
}

pub(super) async fn current(State(app): Shared, phone: FromPhone) -> Result<Response, Refusal> {
    blocking(&app, move |app| {
        let file = app.store().holder(phone.holder()?).map_err(refused)?;
        let filed = file.current().ok_or(ProblemCode::NotFound)?;
        Ok(json(&phone.received.headers, &rules::application(filed, &file, &app.ground()?)))
    })
    .await
}
