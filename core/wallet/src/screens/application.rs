//! The application screen: step k of n, what is asked, what may be done (R28–R50, R76–R80).

use lz_api::applications::Route;
use lz_api::me::{Facts, Me};
use lz_credential::UnixSeconds;
use lz_license::Day;
use lz_license::eligibility::{Reason, Remedy};
use lz_license::working_days::{Basis, Due};

use super::{Action, Known, OfficePart, covered};
use crate::flow::{Check, Draft, State as Flow};
use crate::intent::{PhotoFinding, PhotoSource};
use crate::photo::in_words;
use crate::problem::Code;

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// From 1.
    pub number: u32,
    /// How many there are.
    pub total: u32,
}

/// What every state of an application has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationPart {
    /// Step k of n, where there are steps.
    pub step: Option<Step>,
    /// A few words.
    pub title: String,
    /// What this step asks or tells, line by line.
    pub lines: Vec<String>,
    /// Advice beside it, such as busy hours (R77).
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// The problem that stopped this step, if one did; the step can be tried again.
    pub trouble: Option<Code>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The facts that step 1 asks to confirm (R30). They are read, never edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// Name.
    pub name: String,
    /// Number, with its middle covered.
    pub id_number: String,
    /// Classes.
    pub classes: String,
    /// From and to, in words.
    pub validity: String,
    /// Issuing authority.
    pub authority: String,
    /// True if a retained photo stands beside them; [`crate::Wallet::photo_preview`] has it.
    pub photo: bool,
}

/// One of the six rules that a returned photo broke (R50).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnReason {
    /// 1–6.
    pub rule: u32,
    /// The rule.
    pub text: String,
    /// How to put it right.
    pub remedy: String,
}

/// The application screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplicationState {
    /// The issuing city has not opened (R16, R51–R54).
    NotOpen {
        /// Words and actions.
        part: ApplicationPart,
        /// The day it opens, as YYYY-MM-DD, if it is known.
        opens_on: Option<String>,
    },
    /// Not now, and every reason why (R17–R23).
    NotEligible {
        /// Words and actions.
        part: ApplicationPart,
        /// Each reason with what helps.
        reasons: Vec<String>,
    },
    /// Step 1 of the retained route: are these facts right (R30)? Before it is started, without a step.
    Confirm {
        /// Words and actions.
        part: ApplicationPart,
        /// What is to be confirmed.
        facts: ApplicationFacts,
    },
    /// Step 1 of the two others: the notice, and then camera or album (R26, R36, R55). Before it is started, without a step.
    Notice {
        /// Words and actions; the lines are the notice.
        part: ApplicationPart,
        /// Its version, to be handed back.
        version: u32,
        /// True once it was read: camera and album are offered.
        was_read: bool,
    },
    /// Step 2: take or choose the picture.
    Picture {
        /// Words and actions.
        part: ApplicationPart,
        /// From where.
        source: PhotoSource,
        /// What was wrong with the last one.
        findings: Vec<PhotoFinding>,
    },
    /// Step 3: exactly what will be sent (R38).
    Preview {
        /// Words and actions.
        part: ApplicationPart,
        /// From where.
        source: PhotoSource,
        /// What the phone saw.
        findings: Vec<PhotoFinding>,
    },
    /// The real-person check (R31): step 2 of 3, or inside step 4 of 4.
    PersonCheck {
        /// Words and actions.
        part: ApplicationPart,
        /// True once it was passed: the application can be handed in.
        passed: bool,
    },
    /// On its way; goes on without this screen.
    Sending {
        /// Words and actions.
        part: ApplicationPart,
    },
    /// The police look at it (R27, R40).
    InReview {
        /// Words and actions.
        part: ApplicationPart,
        /// The last day for the answer, as YYYY-MM-DD.
        due: String,
        /// True after that day: "overdue, still waiting".
        overdue: bool,
    },
    /// Returned with rule numbers (R50).
    Returned {
        /// Words and actions.
        part: ApplicationPart,
        /// Which rules.
        reasons: Vec<ReturnReason>,
        /// Tries left in the app.
        tries_left: u32,
    },
    /// Only the window is left (R79).
    WindowOnly {
        /// Words and actions.
        part: ApplicationPart,
        /// Where.
        office: OfficePart,
    },
    /// Applying and use were stopped (R63).
    Stopped {
        /// Words and actions.
        part: ApplicationPart,
        /// Where to go and to object.
        office: OfficePart,
    },
    /// Issued.
    Issued {
        /// Words and actions.
        part: ApplicationPart,
    },
}

/// The application screen.
pub(crate) fn application(known: &Known) -> ApplicationState {
    match &known.state.flow {
        Flow::Idle { trouble } => idle(known, *trouble),
        Flow::Confirm { draft } => confirm(known, draft),
        Flow::Correcting { .. } => {
            let part = part(known, "wallet-apply-wrong", &["wallet-apply-wrong-1"], &[Action::GoBack, Action::GiveUp]);
            ApplicationState::WindowOnly { part, office: known.office_or_unknown() }
        }
        Flow::Notice { draft, trouble } => notice(known, draft, *trouble),
        Flow::Picture { source, findings, trouble, .. } => {
            let (title, lines, act): (_, &[&str], _) = match source {
                PhotoSource::LiveCamera => {
                    ("wallet-apply-camera", &["photo-tip-helper", "wallet-apply-camera-1"], Action::UseCamera)
                }
                PhotoSource::AlbumFile => ("wallet-apply-album", &["wallet-apply-album-1"], Action::UseAlbum),
            };
            let part = part(known, title, lines, &[act, Action::GoBack, Action::GiveUp]).at(2, 4).with(*trouble);
            ApplicationState::Picture { part, source: *source, findings: in_words(known.language, findings) }
        }
        Flow::Preview { picture, trouble, .. } => {
            let lines = ["wallet-apply-preview-1", "photo-tip-retouch", "photo-abuse-warning"];
            let actions = [Action::KeepPicture, Action::RetakePicture, Action::GiveUp];
            let part = part(known, "wallet-apply-preview", &lines, &actions).at(3, 4).with(*trouble);
            let findings = in_words(known.language, &picture.findings);
            ApplicationState::Preview { part, source: picture.source, findings }
        }
        Flow::PersonCheck { picture, check, trouble, .. } => person_check(known, picture.is_some(), check, *trouble),
        Flow::Sending { picture, .. } => {
            let total = if picture.is_some() { 4 } else { 3 };
            let lines: &[&str] =
                if known.out_of_touch { &["wallet-apply-sending-offline"] } else { &["wallet-apply-sending-1"] };
            ApplicationState::Sending { part: part(known, "wallet-apply-sending", lines, &[]).at(total, total) }
        }
        Flow::InReview { due, submitted_at, .. } => in_review(known, due.as_ref(), *submitted_at),
        Flow::Returned { rules, tries_left, .. } => returned(known, rules, *tries_left),
        Flow::WindowOnly => window_only(known),
        Flow::Stopped => {
            let part = part(known, "notice-stopped-title", &["reason-stopped-for-abuse"], &[Action::SeeOffice]);
            ApplicationState::Stopped { part, office: known.office_or_unknown() }
        }
        Flow::Issued { .. } => issued(known),
    }
}

/// Nothing is under way: what the authority says may be done.
fn idle(known: &Known, trouble: Option<Code>) -> ApplicationState {
    let Some(me) = known.state.me.as_ref().map(|kept| &kept.value) else {
        let act = if known.state.signed_in() { Action::Refresh } else { Action::AskForCode };
        let id = if known.state.signed_in() { "wallet-apply-unknown-1" } else { "problem-sign-in-first-body" };
        let part = part(known, "wallet-apply-unknown", &[id], &[act]).with(trouble);
        return ApplicationState::NotEligible { part, reasons: Vec::new() };
    };
    if me.license.as_ref().is_some_and(|license| license.shown) {
        return issued(known);
    }
    if !me.eligibility.may_apply() {
        return not_eligible(known, me, trouble);
    }
    if me.routes.contains(&Route::Retained) {
        let lines = ["wallet-apply-confirm-1", "photo-retained-source"];
        let part = part(known, "wallet-apply-confirm", &lines, &[Action::StartApplication]).with(trouble);
        return ApplicationState::Confirm { part, facts: facts(known, &me.facts) };
    }
    let part = part(known, "photo-rules-title", &notice_lines(), &[Action::StartApplication]).with(trouble);
    ApplicationState::Notice { part, version: me.notice_version, was_read: false }
}

fn not_eligible(known: &Known, me: &Me, trouble: Option<Code>) -> ApplicationState {
    let reasons: Vec<String> = me.eligibility.reasons.iter().map(|reason| reason_text(known, reason)).collect();
    let opens = me.eligibility.reasons.iter().find_map(|reason| match reason {
        Reason::CityNotOpen { opens, .. } => Some(*opens),
        _ => None,
    });
    let remedy = match me.eligibility.remedy() {
        Some(Remedy::Wait) => "remedy-wait",
        Some(Remedy::SettleFirst) => "remedy-settle-first",
        Some(Remedy::Office) | None => "remedy-office",
    };
    let only_waiting = me.eligibility.remedy() == Some(Remedy::Wait);
    let actions: &[Action] = if only_waiting { &[Action::Refresh] } else { &[Action::Refresh, Action::SeeOffice] };
    let mut part = part(known, "wallet-apply-not-now", &[], actions).with(trouble);
    part.lines.clone_from(&reasons);
    part.lines.push(known.say(remedy));
    match opens {
        Some(day) if only_waiting => ApplicationState::NotOpen { part, opens_on: Some(day.to_string()) },
        _ => ApplicationState::NotEligible { part, reasons },
    }
}

fn reason_text(known: &Known, reason: &Reason) -> String {
    let mut args = Vec::new();
    if let Some(day) = reason.day() {
        args.push(("day", known.day(day.ymd())));
    }
    if let Reason::Status { code, .. } = reason {
        args.push(("code", code.letter().to_string()));
    }
    known.say_with(&reason.text_id(), &args)
}

fn confirm(known: &Known, _draft: &Draft) -> ApplicationState {
    let actions = [Action::ConfirmFacts, Action::SayFactsWrong, Action::GiveUp];
    let part =
        part(known, "wallet-apply-confirm", &["wallet-apply-confirm-1", "photo-retained-source"], &actions).at(1, 3);
    match known.state.me.as_ref() {
        Some(me) => ApplicationState::Confirm { part, facts: facts(known, &me.value.facts) },
        None => ApplicationState::Confirm { part, facts: ApplicationFacts::unknown() },
    }
}

fn facts(known: &Known, facts: &Facts) -> ApplicationFacts {
    ApplicationFacts {
        name: facts.name.clone(),
        id_number: covered(&facts.id_number),
        classes: facts.classes.clone(),
        validity: known
            .say_with("wallet-validity", &[("from", known.day(facts.valid_from)), ("to", known.day(facts.valid_to))]),
        authority: facts.authority_name.clone(),
        photo: known.state.retained.is_some(),
    }
}

impl ApplicationFacts {
    fn unknown() -> Self {
        ApplicationFacts {
            name: String::new(),
            id_number: String::new(),
            classes: String::new(),
            validity: String::new(),
            authority: String::new(),
            photo: false,
        }
    }
}

/// The six rules and the two tips (R36, R55, R62).
fn notice_lines() -> [&'static str; 10] {
    [
        "photo-rules-intro",
        "photo-rule-1",
        "photo-rule-2",
        "photo-rule-3",
        "photo-rule-4",
        "photo-rule-5",
        "photo-rule-6",
        "photo-tip-helper",
        "photo-tip-retouch",
        "photo-abuse-warning",
    ]
}

fn notice(known: &Known, draft: &Draft, trouble: Option<Code>) -> ApplicationState {
    let was_read = draft.notice_read == Some(draft.notice_version);
    // Two choices and nothing else (R26), once the notice was read.
    let actions: &[Action] = if was_read {
        &[Action::UseCamera, Action::UseAlbum, Action::GiveUp]
    } else {
        &[Action::SayNoticeRead, Action::GiveUp]
    };
    let part = part(known, "photo-rules-title", &notice_lines(), actions).at(1, 4).with(trouble);
    ApplicationState::Notice { part, version: draft.notice_version, was_read }
}

fn person_check(known: &Known, own_photo: bool, check: &Check, trouble: Option<Code>) -> ApplicationState {
    let passed = matches!(check, Check::Passed { .. });
    let (number, total) = match (own_photo, passed) {
        (true, _) => (4, 4),
        (false, false) => (2, 3),
        (false, true) => (3, 3),
    };
    let (title, lines, action): (_, &[&str], _) = match (passed, check) {
        (true, _) => ("wallet-apply-submit", &["wallet-apply-submit-1"], Some(Action::Submit)),
        (false, Check::Open) => {
            let lines = &["wallet-apply-person-1", "wallet-apply-person-2"];
            ("wallet-apply-person", lines, Some(Action::StartPersonCheck))
        }
        (false, _) => ("wallet-apply-person", &["wallet-apply-person-waits"], None),
    };
    let mut actions: Vec<Action> = action.into_iter().collect();
    actions.extend([Action::GoBack, Action::GiveUp]);
    // The window is the other way, for whoever does not want or cannot pass a face check.
    if !passed {
        actions.push(Action::SeeOffice);
    }
    let mut part = part(known, title, lines, &actions).at(number, total).with(trouble);
    if let Check::Passed { expires_at, .. } = check {
        part.good_until = part.good_until.min(*expires_at);
    }
    ApplicationState::PersonCheck { part, passed }
}

fn in_review(known: &Known, due: Option<&lz_api::applications::Due>, submitted_at: i64) -> ApplicationState {
    let due = due.and_then(|due| {
        let basis =
            if due.beyond_calendar { Basis::Estimated { year: (due.day / 10_000) as u16 } } else { Basis::Announced };
        Some(Due { day: Day::from_ymd(due.day).ok()?, basis })
    });
    let due = due.unwrap_or_else(|| lz_license::working_days::Calendar::built_in().due(UnixSeconds(submitted_at), 1));
    let now = UnixSeconds(known.now);
    let mut part = part(known, "wallet-apply-in-review", &[], &[Action::Refresh]);
    part.lines.push(known.say_with(due.text_id(now), &[("day", known.day(due.day.ymd()))]));
    if known.state.license.answer.as_ref().is_some_and(|answer| answer.version > 0) {
        part.lines.push(known.say("wallet-apply-old-stays"));
    }
    ApplicationState::InReview { part, due: due.day.to_string(), overdue: due.is_overdue(now) }
}

fn returned(known: &Known, rules: &[u8], tries_left: u8) -> ApplicationState {
    let reasons: Vec<ReturnReason> = rules
        .iter()
        .map(|rule| ReturnReason {
            rule: u32::from(*rule),
            text: known.say(&format!("photo-rule-{rule}")),
            remedy: known.say(&format!("photo-rule-{rule}-fix")),
        })
        .collect();
    let actions: &[Action] = if tries_left == 0 {
        &[Action::SeeOffice, Action::GiveUp]
    } else {
        &[Action::StartApplication, Action::SeeOffice]
    };
    let mut part = part(known, "notice-returned-title", &[], actions);
    let left = lz_text::Args::new().number("n", u32::from(tries_left));
    part.lines.extend(reasons.iter().flat_map(|reason| [reason.text.clone(), reason.remedy.clone()]));
    part.lines.push(lz_text::say(known.language.into(), "photo-tries-left", &left));
    ApplicationState::Returned { part, reasons, tries_left: u32::from(tries_left) }
}

fn window_only(known: &Known) -> ApplicationState {
    let part = part(known, "wallet-apply-window", &["reason-reviews-used-up"], &[Action::SeeOffice, Action::Refresh]);
    ApplicationState::WindowOnly { part, office: known.office_or_unknown() }
}

fn issued(known: &Known) -> ApplicationState {
    let change = known.state.me.as_ref().map(|kept| &kept.value.photo_change);
    let mut actions = vec![Action::ShowLicense];
    let mut part = part(known, "notice-issued-title", &["notice-issued", "photo-change-optional"], &[]);
    match change {
        Some(change) if change.allowed => actions.push(Action::ChangePhoto),
        Some(change) => {
            if let Some(from) = change.from {
                part.lines.push(known.say_with("photo-change-from", &[("day", known.day(from))]));
            }
        }
        None => {}
    }
    part.actions = actions;
    ApplicationState::Issued { part }
}

fn part(known: &Known, title: &str, lines: &[&str], actions: &[Action]) -> ApplicationPart {
    let advice = known.busy().into_iter().chain(known.advice()).collect();
    ApplicationPart {
        step: None,
        title: known.say(title),
        lines: lines.iter().map(|id| known.say(id)).collect(),
        advice,
        actions: actions.to_vec(),
        trouble: None,
        good_until: known.midnight(),
    }
}

impl ApplicationPart {
    fn at(mut self, number: u32, total: u32) -> Self {
        self.step = Some(Step { number, total });
        self
    }

    fn with(mut self, trouble: Option<Code>) -> Self {
        self.trouble = trouble;
        self
    }
}
