//! Submitting an application: everything is looked at again, then it is issued at once or queued (R28–R50, R76–R78).

use super::me::{application, current_facts_id, license_state, retained_verdict, routes, window_only};
use super::{Ground, NOTICE_VERSION, evidence, issue, person};
use crate::holder::{Filed, HolderFile};
use crate::store::Case;
use lz_api::applications::{Application, ApplicationState, Due, Kind, Route, Submit};
use lz_api::license::LicenseState;
use lz_api::me::{RetainedVerdict, WindowOnly};
use lz_api::{Blob, Problem, ProblemCode};
use lz_license::Day;
use lz_license::working_days::Basis;
use lz_photo::still::too_old;

/// What a submission brings along that the rule cannot make itself.
pub(crate) struct Prepared {
    /// Portrait and salts for an issue at once; only the retained route needs them.
    pub(crate) portrait: Option<issue::Portrait>,
    /// Field 18 of the token: what the real-person adapter proves.
    pub(crate) person_check: u8,
    /// Id of the review, if one is opened.
    pub(crate) review_id: String,
}

/// Files the application, once (R32).
pub(crate) fn submit(
    case: &mut Case,
    id: &str,
    submit: &Submit,
    device: &Blob,
    prepared: Prepared,
    ground: &Ground,
) -> Result<Application, Problem> {
    // The idempotency key is the id: what was filed stays filed, also when its kept answer is long forgotten.
    if let Some(filed) = case.file.applications.iter().find(|filed| filed.id == id) {
        return Ok(application(filed, &case.file, ground));
    }
    admit(&case.file, submit, ground)?;
    let photo = photo(&case.file, submit, ground)?;
    person::consume(&mut case.file, &submit.person_check, id, device, ground)?;
    let mut filed = Filed {
        id: id.to_owned(),
        kind: submit.kind,
        route: submit.route,
        state: ApplicationState::InReview,
        submitted_at: ground.now,
        due: None,
        photo: photo.clone(),
        taken_on: submit.taken_on,
        evidence: submit.evidence.clone(),
        person_check: prepared.person_check,
        rules: Vec::new(),
        decided_at: None,
    };
    match submit.route {
        Route::Retained => {
            let portrait = prepared.portrait.ok_or(ProblemCode::Internal)?;
            filed.state = ApplicationState::Issued;
            filed.decided_at = Some(ground.now);
            let sha256 = case.file.retained.as_ref().map(|retained| retained.sha256.clone()).unwrap_or_default();
            issue::issue(case, Route::Retained, submit.kind, sha256, portrait, prepared.person_check, ground);
        }
        Route::Camera | Route::Album => {
            let due = ground.calendar.due(ground.now, ground.limits().review_working_days);
            filed.due = Some(Due { day: due.day.ymd(), beyond_calendar: due.basis != Basis::Announced });
            case.effects.review = Some((prepared.review_id, id.to_owned(), due.day.ymd(), ground.now.0));
        }
        Route::Window => return Err(ProblemCode::RouteNotOffered.into()),
    }
    let answer = application(&filed, &case.file, ground);
    case.file.applications.push(filed);
    Ok(answer)
}

/// Whether the driver may send this application now.
fn admit(file: &HolderFile, submit: &Submit, ground: &Ground) -> Result<(), Problem> {
    if file.current().is_some_and(|filed| filed.state == ApplicationState::InReview) {
        return Err(ProblemCode::ApplicationOpen.into());
    }
    match window_only(file, ground) {
        Some(WindowOnly::StopOfUse) => return Err(ProblemCode::Stopped.into()),
        Some(WindowOnly::ThreeReturns) => return Err(ProblemCode::WindowOnly.into()),
        None => {}
    }
    let eligibility = ground.eligibility(file);
    if !eligibility.may_apply() {
        return Err(Problem { reasons: eligibility.reasons, ..Problem::new(ProblemCode::NotEligible) });
    }
    kind(file, submit, ground)?;
    if !submit.confirmed {
        return Err(ProblemCode::NotConfirmed.into());
    }
    if submit.facts_id != current_facts_id(file, ground) {
        return Err(ProblemCode::FactsChanged.into());
    }
    route(file, submit, ground)
}

fn kind(file: &HolderFile, submit: &Submit, ground: &Ground) -> Result<(), Problem> {
    let state = license_state(file, ground);
    match submit.kind {
        Kind::First if file.issue.is_some() => Err(ProblemCode::LicenseCurrent.into()),
        Kind::First => Ok(()),
        Kind::Again if file.issue.is_none() => Err(ProblemCode::NoLicense.into()),
        Kind::Again if state == LicenseState::ApplyAgain => Ok(()),
        Kind::Again => Err(ProblemCode::LicenseCurrent.into()),
        Kind::PhotoChange if state != LicenseState::Shown => Err(ProblemCode::NoLicense.into()),
        Kind::PhotoChange => match ground.limits().may_change_photo(file.own_photo_since, ground.today()) {
            Ok(()) => Ok(()),
            Err(from) => Err(Problem { from: Some(from.ymd()), ..Problem::new(ProblemCode::PhotoChangeTooEarly) }),
        },
    }
}

fn route(file: &HolderFile, submit: &Submit, ground: &Ground) -> Result<(), Problem> {
    let offered = match submit.kind {
        // A new photo is an own photo: the retained one is already on the license or was not good (R76).
        Kind::PhotoChange => matches!(submit.route, Route::Camera | Route::Album),
        Kind::First | Kind::Again => routes(file, ground).contains(&submit.route),
    };
    if !offered {
        return Err(ProblemCode::RouteNotOffered.into());
    }
    match submit.route {
        Route::Retained if retained_verdict(file, ground) == RetainedVerdict::Good => Ok(()),
        Route::Camera | Route::Album if submit.notice_version == Some(NOTICE_VERSION) => Ok(()),
        Route::Camera | Route::Album => Err(ProblemCode::NoticeNotRead.into()),
        Route::Retained | Route::Window => Err(ProblemCode::RouteNotOffered.into()),
    }
}

/// The uploaded photo of a camera or album application (R38), not too old (R61).
fn photo(file: &HolderFile, submit: &Submit, ground: &Ground) -> Result<Option<String>, Problem> {
    if submit.route == Route::Retained {
        return Ok(None);
    }
    let sha256 = submit.photo.as_deref().ok_or(ProblemCode::PhotoMissing)?;
    let uploaded = file.photo(sha256).ok_or(ProblemCode::PhotoMissing)?;
    evidence::check(submit.evidence.as_ref(), submit.route, &uploaded.sha256, ground)?;
    let taken_on = submit.taken_on.map(Day::from_ymd).transpose().map_err(|_| ProblemCode::BadRequest)?;
    if taken_on.is_some_and(|day| too_old(day.start(), ground.now, ground.photo)) {
        return Err(Problem { rules: vec![6], ..Problem::new(ProblemCode::PhotoRefused) });
    }
    Ok(Some(uploaded.sha256.clone()))
}
