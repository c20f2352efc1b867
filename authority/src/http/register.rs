//! The register side: changes of facts, window issue, terminals, the busy hint.

use super::answer::Refusal;
use super::bearer::Register;
use super::signed::key;
use super::{Shared, blocking};
use crate::app::{App, refused};
use crate::photo;
use crate::rules::register as rules;
use crate::store::{HolderId, Terminal};
use axum::Json;
use axum::extract::State;
use lz_api::register::{AddTerminal, Change, Changed, Person, SetBusy, TerminalAdded, WindowIssue};
use lz_api::{Blob, Problem, ProblemCode};
use lz_credential::Audience;
use lz_license::{Holder, IdType};

pub(super) async fn change(State(app): Shared, _: Register, Json(ask): Json<Change>) -> Result<Json<Changed>, Refusal> {
    blocking(&app, move |app| {
        let id = person(app, &ask.person)?;
        app.decide(id, None, |case, ground| rules::change(case, &ask, ground)).map(Json)
    })
    .await
}

pub(super) async fn window_issue(
    State(app): Shared,
    _: Register,
    Json(ask): Json<WindowIssue>,
) -> Result<Json<Changed>, Refusal> {
    blocking(&app, move |app| {
        let id = person(app, &ask.person)?;
        let bytes = match ask.photo {
            Some(Blob(bytes)) => bytes,
            None => photo_on_file(app, id)?,
        };
        let portrait = photo::portrait(&bytes, &app.rules.photo)?;
        let sha256 = photo::sha256(&bytes);
        app.decide(id, None, |case, ground| {
            case.effects.photos.push((sha256.clone(), bytes.clone()));
            rules::window_issue(case, sha256.clone(), portrait.clone(), ground)
        })
        .map(Json)
    })
    .await
}

/// The photo of the newest license, else the retained one.
fn photo_on_file(app: &App, id: HolderId) -> Result<Vec<u8>, Problem> {
    let file = app.store().holder(id).map_err(refused)?;
    let sha256 = file.issue.map(|issue| issue.photo).or(file.retained.map(|retained| retained.sha256));
    let sha256 = sha256.ok_or(ProblemCode::PhotoMissing)?;
    app.store().photo(id, &sha256).map_err(refused)?.ok_or_else(|| ProblemCode::PhotoMissing.into())
}

pub(super) async fn add_terminal(
    State(app): Shared,
    _: Register,
    Json(ask): Json<AddTerminal>,
) -> Result<Json<TerminalAdded>, Refusal> {
    blocking(&app, move |app| {
        let kid = key(&ask.key)?.kid().0;
        ask.audience.parse::<Audience>().map_err(|_| ProblemCode::BadRequest)?;
        let terminal = Terminal { key: ask.key, name: ask.name, audience: ask.audience };
        app.store().add_terminal(kid, &terminal).map_err(refused)?;
        Ok(Json(TerminalAdded { kid: Blob::from(&kid[..]) }))
    })
    .await
}

pub(super) async fn set_busy(
    State(app): Shared,
    _: Register,
    Json(ask): Json<SetBusy>,
) -> Result<Json<SetBusy>, Refusal> {
    blocking(&app, move |app| {
        app.store().set_number("busy", u64::from(ask.busy)).map_err(refused)?;
        Ok(Json(ask))
    })
    .await
}

fn person(app: &App, person: &Person) -> Result<HolderId, Problem> {
    let id_type: IdType = serde_json::from_value(person.id_type.clone().into()).map_err(|_| ProblemCode::BadRequest)?;
    let holder = Holder::from_untrusted(id_type, &person.id_number).map_err(|_| ProblemCode::BadRequest)?;
    let blind = app.home.sealer.blind(&holder);
    app.store().holder_by_number(blind).map_err(refused)?.ok_or_else(|| ProblemCode::PersonUnknown.into())
}
