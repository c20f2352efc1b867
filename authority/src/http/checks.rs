//! Checks by terminals: the online answer to one presentation, and the queue of what was checked without a network.
//!
//! There is no look-up by number: a terminal sends the presentation that it scanned, under its own signature. Every
//! check reaches the driver's log, once (R75).

use super::answer::Refusal;
use super::signed::FromTerminal;
use super::{Shared, blocking};
use crate::app::{App, refused};
use crate::rules::me::license_state;
use crate::status::LIST;
use crate::store::{Case, HolderId, Terminal};
use axum::Json;
use axum::extract::State;
use lz_api::checks::{Report, Reported, ReportedCheck, Verified, Verify};
use lz_api::license::LicenseState;
use lz_api::me::Check;
use lz_api::{Problem, ProblemCode};
use lz_credential::policy::Terms;
use lz_credential::presentation::Presentation;
use lz_credential::status_list::StatusLists;
use lz_credential::token::Profile;
use lz_credential::verify::{Seen, Session, Verifier};
use lz_credential::{Audience, UnixSeconds};
use sha2::{Digest, Sha256};

/// A presentation is answered for so many seconds.
const ANSWERED_FOR: i64 = 600;
/// Most checks in one report.
const MOST: usize = 256;

/// A presentation whose signatures hold, for this terminal's audience.
struct Proven {
    holder: HolderId,
    index: u32,
    profile: Profile,
    at: UnixSeconds,
    hash: [u8; 32],
}

pub(super) async fn verify(State(app): Shared, asked: FromTerminal) -> Result<Json<Verified>, Refusal> {
    blocking(&app, move |app| {
        let ask: Verify = asked.received.json()?;
        let once = asked.received.once()?;
        let proven = prove(app, ask.presentation.as_slice(), &asked.terminal)?;
        if app.clock.now().since(proven.at).abs() > ANSWERED_FOR {
            return Err(ProblemCode::CheckOld.into());
        }
        app.decide(proven.holder, Some(&once), |case, ground| {
            case.effects.first_time = Some(("online", proven.hash));
            log(case, &asked.terminal, &proven, true);
            let file = &case.file;
            let state = license_state(file, ground);
            let binding = file.binding.as_ref().filter(|binding| binding.index == proven.index);
            let current = binding.is_some() && state == LicenseState::Shown;
            let entry = match binding {
                Some(binding) => binding.entry,
                None if file.stopped => 1,
                None => 3,
            };
            let points = (proven.profile != Profile::Limited).then_some(file.license.points);
            let status = file.license.effective_status(ground.limits().points_limit).to_string();
            Ok(Verified {
                current,
                entry,
                status: current.then_some(status),
                points: points.filter(|_| current),
                at: ground.now.0,
            })
        })
        .map(Json)
    })
    .await
}

pub(super) async fn report(State(app): Shared, asked: FromTerminal) -> Result<Json<Reported>, Refusal> {
    blocking(&app, move |app| {
        let ask: Report = asked.received.json()?;
        if ask.checks.len() > MOST {
            return Err(ProblemCode::TooLarge.into());
        }
        let mut reported = Reported { logged: 0, skipped: 0 };
        for check in &ask.checks {
            match logged(app, check, &asked.terminal) {
                Ok(()) => reported.logged += 1,
                Err(problem) if problem.code == ProblemCode::Internal => return Err(problem),
                Err(_) => reported.skipped += 1,
            }
        }
        Ok(Json(reported))
    })
    .await
}

fn logged(app: &App, check: &ReportedCheck, terminal: &Terminal) -> Result<(), Problem> {
    let proven = prove(app, check.presentation.as_slice(), terminal)?;
    app.decide(proven.holder, None, |case, _| {
        case.effects.first_time = Some(("report", proven.hash));
        log(case, terminal, &proven, false);
        Ok(())
    })
}

fn log(case: &mut Case, terminal: &Terminal, proven: &Proven, online: bool) {
    case.file.log_check(Check {
        at: proven.at.0,
        who: terminal.name.clone(),
        audience: terminal.audience.clone(),
        profile: proven.profile.number(),
        online,
    });
}

/// Proves who showed what to whom. Judged at the second at which it was made: how old it may be is the caller's rule.
fn prove(app: &App, bytes: &[u8], terminal: &Terminal) -> Result<Proven, Problem> {
    let refused_check = || Problem::new(ProblemCode::CheckRefused);
    let presentation = Presentation::from_untrusted(bytes).map_err(|_| refused_check())?;
    let at = presentation.unverified_showing().at;
    let profile = presentation.unverified_token().unverified_claims().license.profile;
    let audience: Audience = terminal.audience.parse().map_err(|_| refused_check())?;
    let verifier = Verifier {
        trust: &app.home.trust,
        lists: &StatusLists::default(),
        audience: &audience,
        terms: Terms { profile, challenge_required: false },
        statuses: &app.rules.statuses,
    };
    let check = verifier.verify(bytes, at, &mut Session::new(UnixSeconds(0), Seen::default()));
    let token = check.token().ok_or_else(refused_check)?;
    let status = &token.claims().status;
    let list = status.uri.strip_prefix(&app.home.about.status_prefix).and_then(|list| list.parse::<u32>().ok());
    let index = list.ok_or_else(refused_check)? * LIST + status.index;
    let holder = app.store().holder_by_index(index).map_err(refused)?.ok_or_else(refused_check)?;
    Ok(Proven { holder, index, profile, at, hash: Sha256::digest(bytes).into() })
}
