//! The reviewer side: claim with a lease, look, decide.

use super::answer::{Refusal, json, tagged};
use super::bearer::Reviewer;
use super::me::picture_type;
use super::{Shared, blocking};
use crate::app::{App, refused};
use crate::photo as photos;
use crate::rules::review as rules;
use crate::store::ReviewRow;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use lz_api::review::{Approve, Claim, Decided, Return, Task};
use lz_api::{Problem, ProblemCode};

/// Seconds that an officer holds a review.
const LEASE: i64 = 600;

pub(super) async fn claim(State(app): Shared, _: Reviewer, Json(ask): Json<Claim>) -> Result<Json<Task>, Refusal> {
    blocking(&app, move |app| {
        let row = app.store().claim_review(&ask.officer, app.clock.now(), LEASE).map_err(refused)?;
        shown(app, &row.ok_or(ProblemCode::NothingToReview)?).map(Json)
    })
    .await
}

pub(super) async fn task(
    State(app): Shared,
    _: Reviewer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    blocking(&app, move |app| Ok(json(&headers, &shown(app, &open(app, &id)?)?))).await
}

pub(super) async fn photo(
    State(app): Shared,
    _: Reviewer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    blocking(&app, move |app| {
        let row = open(app, &id)?;
        let bytes = photo_of(app, &row)?;
        Ok(tagged(&headers, picture_type(&bytes), bytes))
    })
    .await
}

pub(super) async fn approve(
    State(app): Shared,
    _: Reviewer,
    Path(id): Path<String>,
    Json(ask): Json<Approve>,
) -> Result<Json<Decided>, Refusal> {
    blocking(&app, move |app| {
        let row = held(app, &id, &ask.officer)?;
        let portrait = photos::portrait(&photo_of(app, &row)?, &app.rules.photo)?;
        app.decide(row.holder, None, |case, ground| rules::approve(case, &row.application, portrait.clone(), ground))
            .map(Json)
    })
    .await
}

pub(super) async fn give_back(
    State(app): Shared,
    _: Reviewer,
    Path(id): Path<String>,
    Json(ask): Json<Return>,
) -> Result<Json<Decided>, Refusal> {
    blocking(&app, move |app| {
        let row = held(app, &id, &ask.officer)?;
        app.decide(row.holder, None, |case, ground| rules::give_back(case, &row.application, &ask, ground)).map(Json)
    })
    .await
}

fn open(app: &App, id: &str) -> Result<ReviewRow, Problem> {
    app.store().review(id).map_err(refused)?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// The review, if this officer holds it now.
fn held(app: &App, id: &str, officer: &str) -> Result<ReviewRow, Problem> {
    let row = open(app, id)?;
    if row.done {
        return Err(ProblemCode::AlreadyDecided.into());
    }
    let held = row.officer.as_deref() == Some(officer) && row.lease_until > app.clock.now().0;
    if held { Ok(row) } else { Err(ProblemCode::LeaseLost.into()) }
}

fn photo_of(app: &App, row: &ReviewRow) -> Result<Vec<u8>, Problem> {
    let file = app.store().holder(row.holder).map_err(refused)?;
    let filed = file.applications.iter().find(|filed| filed.id == row.application).ok_or(ProblemCode::NotFound)?;
    let sha256 = filed.photo.as_deref().ok_or(ProblemCode::NotFound)?;
    app.store().photo(row.holder, sha256).map_err(refused)?.ok_or_else(|| ProblemCode::NotFound.into())
}

fn shown(app: &App, row: &ReviewRow) -> Result<Task, Problem> {
    let file = app.store().holder(row.holder).map_err(refused)?;
    let filed = file.applications.iter().find(|filed| filed.id == row.application).ok_or(ProblemCode::NotFound)?;
    let photo = filed.photo.clone().unwrap_or_default();
    Ok(Task {
        id: row.id.clone(),
        kind: filed.kind,
        route: filed.route,
        submitted_at: row.submitted_at,
        due: row.due,
        overdue: app.clock.now().day().ymd() > row.due,
        earlier_returns: file.returns,
        name: file.license.name.as_str().to_owned(),
        report: file.photo(&photo).map(|photo| photo.report.clone()).unwrap_or_default(),
        photo,
        taken_on: filed.taken_on,
        evidence: filed.evidence.clone(),
        lease_until: row.lease_until,
    })
}
