//! What the register side changes: status, points, class, card, stop of use, and issue at the window.

use super::issue::{Portrait, issue, message};
use super::{Ground, binding};
use crate::holder::Forbidden;
use crate::store::Case;
use lz_api::applications::{ApplicationState, Kind, Route};
use lz_api::me::NoticeKind;
use lz_api::register::{Change, Changed};
use lz_api::{Problem, ProblemCode};
use lz_license::fields::{Address, AuthorityCode, CardNumber};
use lz_license::{Day, License, UnixSeconds, Validity};

/// Applies a change of the register, tells the driver, and brings the status list in line (R08–R10, R63, R78).
pub(crate) fn change(case: &mut Case, change: &Change, ground: &Ground) -> Result<Changed, Problem> {
    let changed = apply(&case.file.license, change, ground)?;
    changed.check().map_err(|_| ProblemCode::ChangeImpossible)?;
    let was_forbidden = super::me::group(&case.file, ground).must_not_drive();
    let before = std::mem::replace(&mut case.file.license, changed);
    let needed_before = lz_license::reapply::changes(&before, &case.file.license);
    let now = ground.now;
    case.file.forbidden = forbidden(case, was_forbidden, change, ground)?;
    if before != case.file.license {
        case.file.changed_at = now;
    }
    if case.file.issue.is_some() {
        notify(case, &before, !needed_before.is_empty(), now);
    }
    if let Some(stop) = change.stop_of_use
        && stop != case.file.stopped
    {
        case.file.stopped = stop;
        case.file.changed_at = now;
        if stop {
            close_review(case, now);
            case.file.notify(NoticeKind::Stopped, now, &[], None);
            message(case, "stopped");
        }
    }
    binding::follow(case, ground);
    Ok(Changed { version: case.file.issue.as_ref().map(|issue| issue.version) })
}

/// Since when and until when the holder must not drive: as the register says, else since today. Whoever was forbidden before
/// stays so since then, if it is known since when.
fn forbidden(case: &Case, was: bool, change: &Change, ground: &Ground) -> Result<Option<Forbidden>, Problem> {
    if !super::me::group(&case.file, ground).must_not_drive() {
        return Ok(None);
    }
    let day = |ymd: Option<u32>| {
        ymd.map(|ymd| Day::from_ymd(ymd).map_err(|_| Problem::new(ProblemCode::ChangeImpossible))).transpose()
    };
    let before = case.file.forbidden;
    let today = (!was).then(|| ground.today());
    let Some(since) = day(change.status_since)?.or(before.map(|days| days.since)).or(today) else { return Ok(None) };
    let until = day(change.status_until)?.or(before.and_then(|days| days.until));
    if until.is_some_and(|until| until < since) {
        return Err(ProblemCode::ChangeImpossible.into());
    }
    Ok(Some(Forbidden { since, until }))
}

fn notify(case: &mut Case, before: &License, apply_again: bool, now: UnixSeconds) {
    let license = case.file.license.clone();
    if license.points != before.points {
        case.file.notify(NoticeKind::Points, now, &[], Some(u32::from(license.points)));
    }
    if license.status != before.status {
        case.file.notify(NoticeKind::Status, now, &[], None);
    }
    if apply_again && !case.file.apply_again().is_empty() {
        case.file.notify(NoticeKind::ApplyAgain, now, &[], None);
    }
}

/// An application under review cannot end well once use is stopped.
fn close_review(case: &mut Case, now: UnixSeconds) {
    if let Some(open) = case.file.applications.iter_mut().find(|filed| filed.state == ApplicationState::InReview) {
        open.state = ApplicationState::Stopped;
        open.decided_at = Some(now);
        case.effects.reviewed_application = Some(open.id.clone());
    }
}

fn apply(license: &License, change: &Change, ground: &Ground) -> Result<License, Problem> {
    let impossible = || Problem::new(ProblemCode::ChangeImpossible);
    let mut license = license.clone();
    if let Some(status) = &change.status {
        license.status = ground.rules.status.read("", status);
    }
    if let Some(points) = change.points {
        license.points = points;
    }
    if let Some(classes) = &change.classes {
        license.classes = classes.parse().map_err(|_| impossible())?;
    }
    let day = |ymd: Option<u32>, old: Day| ymd.map_or(Ok(old), |ymd| Day::from_ymd(ymd).map_err(|_| impossible()));
    let from = day(change.valid_from, license.validity.from())?;
    let to = day(change.valid_to, license.validity.to())?;
    license.validity = Validity::new(from, to).map_err(|_| impossible())?;
    if let Some(authority) = change.authority {
        license.authority = AuthorityCode::new(authority).map_err(|_| impossible())?;
    }
    if let Some(card) = &change.card {
        license.card_number = CardNumber::from_untrusted(card).map_err(|_| impossible())?;
    }
    if let Some(address) = &change.address {
        license.address = Address::from_untrusted(address).map_err(|_| impossible())?;
    }
    if let Some(until) = change.deferred_until {
        license.deferred_until = Some(Day::from_ymd(until).map_err(|_| impossible())?);
    }
    Ok(license)
}

/// Issues at the window: the phone did not start it, and finds it after login (R79, R80). Lifts nothing else: a stop of
/// use stays until the register lifts it.
pub(crate) fn window_issue(
    case: &mut Case,
    photo: String,
    portrait: Portrait,
    ground: &Ground,
) -> Result<Changed, Problem> {
    if !super::me::group(&case.file, ground).may_be_issued() {
        return Err(ProblemCode::NotEligible.into());
    }
    close_open(case, ground.now);
    issue(case, Route::Window, Kind::First, photo, portrait, 2, ground);
    Ok(Changed { version: Some(case.file.version) })
}

/// A review that waits is answered by the window.
fn close_open(case: &mut Case, now: UnixSeconds) {
    if let Some(open) = case.file.applications.iter_mut().find(|filed| filed.state == ApplicationState::InReview) {
        open.state = ApplicationState::Issued;
        open.decided_at = Some(now);
        case.effects.reviewed_application = Some(open.id.clone());
    }
}
