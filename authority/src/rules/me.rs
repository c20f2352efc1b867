//! What a driver may see and do now.

use super::{Ground, NOTICE_VERSION, RETAINED_MONTHS};
use crate::holder::{Filed, HolderFile};
use lz_api::Blob;
use lz_api::applications::{Application, Route};
use lz_api::license::LicenseState;
use lz_api::me::{Facts, Label, LicenseSummary, Me, Office, PhotoChange, RetainedPhoto, RetainedVerdict, WindowOnly};
use lz_license::Group;
use lz_license::standing::StatusDates;
use sha2::{Digest, Sha256};

/// All that the application screens need.
pub(crate) fn me(file: &HolderFile, ground: &Ground) -> Me {
    let facts = facts(file, ground);
    Me {
        account: file.account.clone(),
        facts_id: facts_id(&facts),
        facts,
        eligibility: ground.eligibility(file),
        routes: routes(file, ground),
        retained_photo: retained_photo(file, ground),
        tries_left: ground.tries_left(file),
        window_only: window_only(file, ground),
        photo_change: photo_change(file, ground),
        busy: ground.busy,
        notice_version: NOTICE_VERSION,
        office: office(file, ground),
        license: summary(file, ground),
        application: file.current().map(|filed| application(filed, file, ground)),
    }
}

fn facts(file: &HolderFile, ground: &Ground) -> Facts {
    let license = &file.license;
    let city = ground.rules.rollout.city(license.authority);
    Facts {
        name: license.name.as_str().to_owned(),
        id_type: id_type_name(file),
        id_number: license.holder.id_number().to_owned(),
        classes: license.classes.to_string(),
        valid_from: license.validity.from().ymd(),
        valid_to: license.validity.to().ymd(),
        authority: license.authority.get(),
        authority_name: city.map(|city| city.authority.zh_hans.clone()).unwrap_or_default(),
        status: license.effective_status(ground.limits().points_limit).to_string(),
        points: license.points,
    }
}

fn id_type_name(file: &HolderFile) -> String {
    let name = serde_json::to_value(file.license.holder.id_type()).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

/// Names a state of the facts: an application is for what its driver said yes to (R30).
pub(crate) fn facts_id(facts: &Facts) -> Blob {
    let json = serde_json::to_vec(facts).expect("our own types serialise");
    Blob::from(&Sha256::digest(json)[..16])
}

/// The name of the current state.
pub(crate) fn current_facts_id(file: &HolderFile, ground: &Ground) -> Blob {
    facts_id(&facts(file, ground))
}

/// Whether the retained photo can be used: it breaks no rule for sure, and is not older than ten years (R29).
pub(crate) fn retained_verdict(file: &HolderFile, ground: &Ground) -> RetainedVerdict {
    let Some(retained) = &file.retained else { return RetainedVerdict::None };
    let made_on = retained.made_on.map(|day| day.plus_months(RETAINED_MONTHS));
    match made_on {
        // A photo without a date may be of any age, and an old face is no face to check against.
        None => RetainedVerdict::TooOld,
        Some(last) if ground.today() > last => RetainedVerdict::TooOld,
        Some(_) if retained.unfit => RetainedVerdict::Unfit,
        Some(_) => RetainedVerdict::Good,
    }
}

fn retained_photo(file: &HolderFile, ground: &Ground) -> RetainedPhoto {
    let retained = file.retained.as_ref();
    RetainedPhoto {
        verdict: retained_verdict(file, ground),
        rules: retained.map(|retained| retained.broken.clone()).unwrap_or_default(),
        sha256: retained.map(|retained| retained.sha256.clone()),
        taken_on: retained.and_then(|retained| retained.made_on).map(lz_license::Day::ymd),
    }
}

/// Routes for a first or repeated application: the retained photo if it is good, else camera and album (R26, R35).
pub(crate) fn routes(file: &HolderFile, ground: &Ground) -> Vec<Route> {
    if window_only(file, ground).is_some() {
        return Vec::new();
    }
    match retained_verdict(file, ground) {
        RetainedVerdict::Good => vec![Route::Retained],
        RetainedVerdict::Unfit | RetainedVerdict::TooOld | RetainedVerdict::None => vec![Route::Camera, Route::Album],
    }
}

/// Whether the app is closed and the window open (R63, R79).
pub(crate) fn window_only(file: &HolderFile, ground: &Ground) -> Option<WindowOnly> {
    if file.stopped {
        Some(WindowOnly::StopOfUse)
    } else if ground.tries_left(file) == 0 {
        Some(WindowOnly::ThreeReturns)
    } else {
        None
    }
}

fn photo_change(file: &HolderFile, ground: &Ground) -> PhotoChange {
    let shown = license_state(file, ground) == LicenseState::Shown;
    match ground.limits().may_change_photo(file.own_photo_since, ground.today()) {
        Ok(()) => PhotoChange { allowed: shown && window_only(file, ground).is_none(), from: None },
        Err(from) => PhotoChange { allowed: false, from: Some(from.ymd()) },
    }
}

fn office(file: &HolderFile, ground: &Ground) -> Option<Office> {
    let city = ground.rules.rollout.city(file.license.authority)?;
    let label = |label: &lz_license::rollout::Label| Label { zh_hans: label.zh_hans.clone(), en: label.en.clone() };
    Some(Office {
        city: city.code.get(),
        city_name: label(&city.name),
        name: label(&city.office.name),
        address: label(&city.office.address),
        specimen: city.office.specimen,
        bring: ground.rules.rollout.bring().map(str::to_owned).collect(),
    })
}

fn summary(file: &HolderFile, ground: &Ground) -> Option<LicenseSummary> {
    let issue = file.issue.as_ref()?;
    Some(LicenseSummary {
        version: issue.version,
        shown: license_state(file, ground) == LicenseState::Shown,
        apply_again: file.apply_again(),
        photo: issue.route,
    })
}

/// Whether the license may be shown: the worst reason against it.
pub(crate) fn license_state(file: &HolderFile, ground: &Ground) -> LicenseState {
    if file.stopped {
        return LicenseState::Stopped;
    }
    if file.issue.is_none() {
        return LicenseState::None;
    }
    match group(file, ground) {
        Group::Ended => LicenseState::Ended,
        Group::Frozen => LicenseState::Frozen,
        Group::Usable | Group::Deferred | Group::Unknown | Group::NotUsable if !file.apply_again().is_empty() => {
            LicenseState::ApplyAgain
        }
        Group::Usable | Group::Deferred | Group::Unknown | Group::NotUsable => LicenseState::Shown,
    }
}

/// The group of the status codes today; dates that stand in the token are the reader's to judge.
pub(crate) fn group(file: &HolderFile, ground: &Ground) -> Group {
    let dates = StatusDates { deferred_until: file.license.deferred_until, ..StatusDates::default() };
    let codes = file.license.effective_status(ground.limits().points_limit);
    ground.rules.status.standing(codes, &dates, ground.today()).group
}

/// An application as its driver may see it.
pub(crate) fn application(filed: &Filed, file: &HolderFile, ground: &Ground) -> Application {
    Application {
        id: filed.id.clone(),
        kind: filed.kind,
        route: filed.route,
        state: filed.state,
        submitted_at: filed.submitted_at.0,
        due: filed.due,
        rules: filed.rules.clone(),
        decided_at: filed.decided_at.map(|at| at.0),
        tries_left: ground.tries_left(file),
    }
}
