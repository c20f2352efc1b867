//! The license screen: shown, not live, too old, hidden — and what the page says about its own age (R11).

use lz_api::Seconds;
use lz_api::license::LicenseState as Issued;
use lz_credential::UnixSeconds;
use lz_credential::verify::{TokenAge, VerifiedLicense};
use lz_license::Group;
use lz_license::limits::Limits;
use lz_license::standing::{StatusDates, StatusLine};
use lz_license::status::Look;

use super::{Action, Known, OfficePart};

/// A comparison with the authority counts as live for so long (R11).
pub(crate) const NO_NEWS_FOR: Seconds = 300;

/// Ground and code of the page. Words always stand beside the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LicenseLook {
    /// Green ground, black code.
    Usable,
    /// Amber: the state is unknown.
    Unclear,
    /// Red ground, red code: must not drive.
    MustNotDrive,
    /// Grey: a sample, or nothing that counts.
    Plain,
}

/// What stands around the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicensePart {
    /// Ground and code.
    pub look: LicenseLook,
    /// One line above the page: the worst of its states.
    pub headline: String,
    /// All states, in words (R10).
    pub states: Vec<String>,
    /// Why, since when, until when, which office, where to contest.
    pub details: Vec<String>,
    /// How old this copy is, in words (R11).
    pub age: String,
    /// Same effect as paper, and where paper is still needed (R06, R70).
    pub effect: Vec<String>,
    /// What comes due: 90, 30 and 7 days before each date.
    pub reminders: Vec<String>,
    /// Advice beside the actions, such as busy hours (R77).
    pub advice: Vec<String>,
    /// When the authority made it, in UTC seconds.
    pub generated_at: i64,
    /// When it was last compared with the authority, in UTC seconds.
    pub checked_at: i64,
    /// Version of the license; 0 for a sample.
    pub version: u32,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The license screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LicenseState {
    /// Before anything: a specimen that verifies nowhere (R04).
    Sample {
        /// Around the page.
        page: LicensePart,
    },
    /// Signed in, nothing issued.
    None {
        /// Words instead of a page.
        page: LicensePart,
    },
    /// Compared with the authority a moment ago.
    Shown {
        /// Around the page.
        page: LicensePart,
    },
    /// Genuine, verified on this phone, but not compared with the authority just now (R11).
    NotLive {
        /// Around the page.
        page: LicensePart,
    },
    /// Older than something this phone already knew, or changed since: connect once. The code still verifies.
    NeedsRefresh {
        /// Around the page.
        page: LicensePart,
    },
    /// The copy's seven days are over: a verifier sees "too old".
    ExpiredCopy {
        /// Around the page.
        page: LicensePart,
    },
    /// Ended, frozen, stopped or replaced: not shown, says why.
    Hidden {
        /// Words instead of a page.
        page: LicensePart,
        /// Where to go.
        office: Option<OfficePart>,
    },
}

/// The license screen.
pub(crate) fn license(known: &Known) -> LicenseState {
    let kept = &known.state.license;
    let Some(answer) = &kept.answer else {
        return if known.state.signed_in() {
            LicenseState::None { page: empty(known, "wallet-license-none") }
        } else {
            LicenseState::Sample { page: sample(known) }
        };
    };
    match answer.state {
        Issued::None => return LicenseState::None { page: empty(known, "wallet-license-none") },
        Issued::Stopped => return hidden(known, &["reason-stopped-for-abuse"], Vec::new()),
        Issued::ApplyAgain => {
            let ids: Vec<_> = answer.live.apply_again.iter().map(|change| change.text_id()).collect();
            let ids = if ids.is_empty() { vec!["reapply-card"] } else { ids };
            return hidden(known, &ids, vec![Action::StartApplication]);
        }
        Issued::Ended | Issued::Frozen => return by_status(known, answer.state),
        Issued::Shown => {}
    }
    if known.state.device_removed {
        return hidden(known, &["problem-device-removed-body"], vec![Action::AskForCode]);
    }
    let Some(license) = known.proofs.license(1) else {
        return hidden(known, &["problem-license-not-genuine-body"], vec![Action::Refresh]);
    };
    let (group, lines) = standing(known, license);
    if !group.is_shown() {
        return by_status(known, if group == Group::Ended { Issued::Ended } else { Issued::Frozen });
    }
    let page = page(known, license, group, &lines);
    let age = license.token().age(UnixSeconds(known.now));
    match age {
        TokenAge::TooOld => LicenseState::ExpiredCopy { page },
        TokenAge::AheadOfClock | TokenAge::Current if known.rolled_back => LicenseState::NeedsRefresh { page },
        TokenAge::AheadOfClock | TokenAge::Current if is_live(known) => LicenseState::Shown { page },
        TokenAge::AheadOfClock | TokenAge::Current => LicenseState::NotLive { page },
    }
}

/// The license that may be shown now, if any: what pages are drawn from and presentations are made of.
pub(crate) fn shown(known: &Known) -> Option<&std::sync::Arc<VerifiedLicense>> {
    match license(known) {
        LicenseState::Shown { .. }
        | LicenseState::NotLive { .. }
        | LicenseState::NeedsRefresh { .. }
        | LicenseState::ExpiredCopy { .. } => known.proofs.license(1),
        LicenseState::Sample { .. } | LicenseState::None { .. } | LicenseState::Hidden { .. } => None,
    }
}

/// Compared with the authority a moment ago, and in touch since.
fn is_live(known: &Known) -> bool {
    !known.out_of_touch && known.now < known.state.license.checked_at + NO_NEWS_FOR
}

/// What the token says today, and what the register says now; the latter may only worsen it.
fn standing(known: &Known, license: &VerifiedLicense) -> (Group, Vec<StatusLine>) {
    let table = known.statuses();
    let fields = license.license();
    let dates = StatusDates {
        valid_to: Some(fields.valid_to),
        next_check_due: fields.next_due,
        deferred_until: fields.deferred_until,
    };
    let today = known.today();
    let signed = table.standing(fields.status, &dates, today);
    let live = known.state.license.answer.as_ref().and_then(|answer| answer.live.status.parse().ok());
    let Some(live) = live.map(|codes| table.standing(codes, &dates, today)) else {
        return (signed.group, signed.lines);
    };
    let mut lines = signed.lines;
    for line in live.lines {
        if lines.iter().all(|known| known.name != line.name) && line.group > Group::Usable {
            lines.push(line);
        }
    }
    (signed.group.max(live.group), lines)
}

fn page(known: &Known, license: &VerifiedLicense, group: Group, lines: &[StatusLine]) -> LicensePart {
    let fields = license.license();
    let claims = license.token().claims();
    let mut details = Vec::new();
    if group.must_not_drive() {
        details.extend(forbidden_words(known));
        details.push(contest(known));
    }
    if group == Group::Unknown {
        details.push(known.say("status-ask-online"));
    }
    let busy = known.busy();
    let mut advice = known.advice();
    advice.extend(busy);
    advice.push(known.say("screenshot-worthless"));
    let may_change = known.state.me.as_ref().is_some_and(|me| me.value.photo_change.allowed);
    let mut actions = vec![Action::TurnPage, Action::Refresh];
    if may_change {
        actions.push(Action::ChangePhoto);
    }
    let reminders = [(Some(fields.valid_to), "notice-renew"), (fields.next_due, "notice-check")];
    LicensePart {
        look: look(group),
        headline: known.say(group.text_id()),
        states: lines.iter().map(|line| status_name(known, line)).collect(),
        details,
        age: age(known, claims.issued_at.0),
        effect: effect(known),
        reminders: reminders.into_iter().filter_map(|(day, id)| reminder(known, day?, id)).collect(),
        advice,
        generated_at: claims.issued_at.0,
        checked_at: known.state.license.checked_at,
        version: fields.version,
        actions,
        good_until: good_until(known, claims.expires_at.0),
    }
}

/// That the holder must not drive: since when and until when, if anybody said so.
fn forbidden_words(known: &Known) -> Vec<String> {
    let days = super::forbidden(known);
    let line = |id, day: lz_license::Day| known.say_with(id, &[("day", known.day(day.ymd()))]);
    let since = days.since.map_or_else(|| known.say("must-not-drive"), |day| line("must-not-drive-since", day));
    std::iter::once(since).chain(days.until.map(|day| line("must-not-drive-until", day))).collect()
}

/// Where it can be contested: at the office that decided, or at any if none is known.
fn contest(known: &Known) -> String {
    match known.office() {
        Some(office) => known.say_with("status-contest", &[("office", office.name)]),
        None => known.say("wallet-contest-unknown"),
    }
}

/// The view changes when the copy stops being live, when it ends, and at midnight.
fn good_until(known: &Known, expires_at: Seconds) -> Seconds {
    let live_until = known.state.license.checked_at + NO_NEWS_FOR;
    [known.midnight(), expires_at, live_until]
        .into_iter()
        .filter(|at| *at > known.now)
        .min()
        .unwrap_or(known.midnight())
}

fn look(group: Group) -> LicenseLook {
    group.look().into()
}

impl From<Look> for LicenseLook {
    fn from(look: Look) -> Self {
        match look {
            Look::Green => LicenseLook::Usable,
            Look::Amber => LicenseLook::Unclear,
            Look::Red => LicenseLook::MustNotDrive,
            Look::Message => LicenseLook::Plain,
        }
    }
}

fn status_name(known: &Known, line: &StatusLine) -> String {
    let code = line.name.code().map_or(String::new(), |code| code.letter().to_string());
    known.say_with(&line.name.text_id(), &[("code", code)])
}

/// How old this copy is, in words; offline it says so itself (R11).
fn age(known: &Known, issued_at: Seconds) -> String {
    let made = ("made", known.moment(issued_at));
    let checked = known.state.license.checked_at.max(issued_at);
    if known.rolled_back {
        return known.say("wallet-age-needs-refresh");
    }
    if is_live(known) {
        return known.say_with("wallet-age-live", &[("checked", known.moment(checked))]);
    }
    let minutes = (known.now - checked).max(0) / 60;
    let (id, count) = match minutes {
        0..60 => ("wallet-age-minutes", minutes),
        60..2880 => ("wallet-age-hours", minutes / 60),
        _ => ("wallet-age-days", minutes / 1440),
    };
    let args = lz_text::Args::new().number("n", count).text("checked", known.moment(checked)).text(made.0, made.1);
    lz_text::say(known.language.into(), id, &args)
}

/// The line on equal effect and where it ends, never one without the other (R06, R70).
fn effect(known: &Known) -> Vec<String> {
    let effect = lz_text::equal_effect(known.language.into());
    [effect.line, effect.paper_needed].into_iter().chain(effect.exceptions).collect()
}

fn reminder(known: &Known, day: lz_license::Day, id: &str) -> Option<String> {
    let today = known.today();
    Limits::built_in().reminder(day, today)?;
    let args = lz_text::Args::new().number("days", today.days_until(day)).text("day", known.day(day.ymd()));
    Some(lz_text::say(known.language.into(), id, &args))
}

/// Ended or frozen: not shown, and why.
fn by_status(known: &Known, state: Issued) -> LicenseState {
    let group = if state == Issued::Ended { Group::Ended } else { Group::Frozen };
    let answer = known.state.license.answer.as_ref();
    let codes = answer.and_then(|answer| answer.live.status.parse().ok());
    let mut page = words(known, &[group.text_id()], vec![Action::SeeOffice, Action::Refresh]);
    if let Some(codes) = codes {
        let standing = known.statuses().standing(codes, &StatusDates::default(), known.today());
        page.states = standing.lines.iter().map(|line| status_name(known, line)).collect();
    }
    page.details.extend(forbidden_words(known));
    page.details.push(contest(known));
    LicenseState::Hidden { page, office: known.office() }
}

fn hidden(known: &Known, ids: &[&str], mut actions: Vec<Action>) -> LicenseState {
    actions.push(Action::SeeOffice);
    LicenseState::Hidden { page: words(known, ids, actions), office: known.office() }
}

/// A screen of words instead of a page: the first is its headline.
fn words(known: &Known, ids: &[&str], actions: Vec<Action>) -> LicensePart {
    let answer = known.state.license.answer.as_ref();
    LicensePart {
        look: LicenseLook::Plain,
        headline: ids.first().map_or(String::new(), |id| known.say(id)),
        states: Vec::new(),
        details: ids.iter().skip(1).map(|id| known.say(id)).collect(),
        age: String::new(),
        effect: effect(known),
        reminders: Vec::new(),
        advice: known.advice(),
        generated_at: 0,
        checked_at: known.state.license.checked_at,
        version: answer.map_or(0, |answer| answer.version),
        actions,
        good_until: known.midnight(),
    }
}

fn empty(known: &Known, id: &str) -> LicensePart {
    words(known, &[id, "wallet-license-none-next"], vec![Action::StartApplication, Action::SeeOffice])
}

fn sample(known: &Known) -> LicensePart {
    words(known, &["wallet-license-sample", "wallet-license-sample-next"], vec![Action::TurnPage, Action::AskForCode])
}
