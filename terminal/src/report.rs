//! The verdict in words for a person, and as JSON for machines. Verdict first, then who, then how fresh.

use lz_api::Blob;
use lz_credential::presentation::ClockQuality;
use lz_credential::token::PersonCheck;
use lz_credential::verify::{Check, Note, Reason, Source, Verdict};
use lz_credential::{Day, UnixSeconds};
use lz_license::classes::ClassTable;
use lz_license::vehicles::{MayDrive, VehicleTable};
use lz_text::{Args, Lang, say};
use serde_json::{Value, json};

use crate::check::Outcome;
use crate::problem::Problem;

/// How a report is asked for.
pub struct Style<'a> {
    /// Language of the words.
    pub lang: Lang,
    /// Kind of vehicle that was stopped, if the officer chose one.
    pub vehicle: Option<&'a str>,
    /// Where the portrait was written to.
    pub portrait: Option<&'a str>,
    /// The register was asked and answered.
    pub register_asked: bool,
}

/// Text id of a reason. Faults of form and of trust each read alike: an officer does the same about all of them.
pub fn reason_text_id(reason: Reason) -> String {
    match reason {
        Reason::Malformed(_) => "check-malformed".to_owned(),
        Reason::Untrusted(_) => "check-untrusted".to_owned(),
        Reason::HolderAlgorithm | Reason::HolderSignature => "check-holder-key".to_owned(),
        other => format!("check-{}", other.code()),
    }
}

/// Text id of a note.
pub fn note_text_id(note: Note) -> String {
    format!("check-note-{}", note.code())
}

/// The report as lines of text.
pub fn words(outcome: &Outcome, style: &Style<'_>) -> String {
    let lang = style.lang;
    let verdict = outcome.verdict();
    let mut out = vec![
        format!("{}  {}", mark(verdict), say(lang, &format!("verdict-{}", verdict.code()), &Args::NONE)),
        format!("   {}", say(lang, &format!("verdict-{}-next", verdict.code()), &Args::NONE)),
    ];
    let Some(check) = &outcome.check else { return out.join("\n") };
    out.extend(check.reasons().iter().map(|reason| format!(" · {}", say(lang, &reason_text_id(*reason), &Args::NONE))));
    out.extend(check.notes().iter().map(|note| format!(" · {}", say(lang, &note_text_id(*note), &Args::NONE))));
    if check.token().is_some_and(|token| token.license().person_check == PersonCheck::Development) {
        out.push(format!(" · {}", say(lang, "terminal-person-check-none", &Args::NONE)));
    }
    let facts = facts(outcome, check, style);
    if !facts.is_empty() {
        out.push(String::new());
        out.extend(facts.into_iter().map(|(label, value)| format!("   {label}  {value}")));
    }
    out.join("\n")
}

fn facts(outcome: &Outcome, check: &Check, style: &Style<'_>) -> Vec<(String, String)> {
    let (Some(token), Some(standing)) = (check.token(), check.standing()) else { return Vec::new() };
    let (lang, license) = (style.lang, token.license());
    let label = |id: &str| say(lang, id, &Args::NONE);
    let mut rows = vec![(label("terminal-name"), license.name.clone())];
    if let Some(number) = &license.id_number {
        rows.push((label("terminal-number"), number.clone()));
    }
    rows.push((label("terminal-classes"), license.classes.to_string()));
    rows.push((label("terminal-valid"), format!("{} – {}", license.valid_from, last_day(lang, license.valid_to))));
    if let Some(points) = license.points {
        rows.push((label("terminal-points"), points.to_string()));
    }
    let names: Vec<String> =
        standing.lines.iter().map(|line| say(lang, &line.name.text_id(), &status_args(line))).collect();
    rows.push((label("terminal-status"), lz_text::list(lang, &names)));
    if let Some(kind) = style.vehicle {
        rows.push((label("terminal-vehicle"), vehicle(lang, license.classes, kind)));
    }
    if let Some(freshness) = check.freshness() {
        let source = if style.register_asked {
            "terminal-from-register"
        } else {
            match freshness.source {
                Source::Token => "terminal-from-token",
                Source::List => "terminal-from-list",
            }
        };
        rows.push((
            label("terminal-state-of"),
            format!("{} ({})", ago(lang, freshness.age(outcome.at)), label(source)),
        ));
    }
    if let Some(shown) = check.shown_at() {
        rows.push((label("terminal-code-made"), ago(lang, outcome.at.since(shown).max(0))));
    }
    rows.push((label("terminal-portrait"), portrait(outcome, style)));
    rows
}

fn status_args(line: &lz_license::standing::StatusLine) -> Args {
    Args::new().text("code", line.name.code().map(|code| code.to_string()).unwrap_or_default())
}

fn portrait(outcome: &Outcome, style: &Style<'_>) -> String {
    match (&outcome.license, style.portrait, outcome.frames) {
        (Some(_), Some(file), _) => say(style.lang, "terminal-portrait-here", &Args::new().text("file", file)),
        (Some(_), None, _) => say(style.lang, "terminal-portrait-signed", &Args::NONE),
        (None, _, Some((have, need))) => say(
            style.lang,
            "terminal-portrait-partly",
            &Args::new().number("have", i64::from(have)).number("need", i64::from(need)),
        ),
        (None, _, None) => say(style.lang, "terminal-portrait-none", &Args::NONE),
    }
}

fn vehicle(lang: Lang, held: lz_license::classes::ClassSet, kind: &str) -> String {
    let args = Args::new().text("vehicle", say(lang, &VehicleTable::text_id(kind), &Args::NONE));
    match VehicleTable::built_in().may_drive(ClassTable::built_in(), held, kind) {
        MayDrive::Yes { by } => say(lang, "may-drive-yes", &args.text("classes", by.to_string())),
        MayDrive::No { needs } => say(lang, "may-drive-no", &args.text("classes", needs.to_string())),
        MayDrive::UnknownKind => say(lang, "may-drive-unknown", &args),
    }
}

fn last_day(lang: Lang, day: Day) -> String {
    match (day.is_perpetual(), lang) {
        (false, _) => day.to_string(),
        (true, Lang::ZhHans) => "长期".to_owned(),
        (true, Lang::En) => "no end (长期)".to_owned(),
    }
}

/// A length of time in the largest unit that fits, as people say it.
pub fn ago(lang: Lang, seconds: i64) -> String {
    let (id, n) = match seconds {
        0..120 => ("terminal-ago-seconds", seconds),
        120..7_200 => ("terminal-ago-minutes", seconds / 60),
        7_200..172_800 => ("terminal-ago-hours", seconds / 3_600),
        _ => ("terminal-ago-days", seconds / 86_400),
    };
    say(lang, id, &Args::new().number("n", n))
}

/// A shape beside the words: colour is never the only signal, and a text terminal has none to rely on.
fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "✔",
        Verdict::Attention => "▲",
        Verdict::MustNotDrive => "⛔",
        Verdict::Refused => "✘",
        Verdict::Unreadable => "?",
    }
}

/// The JSON of pictures that could not be read: the same shape as a judgement, with the fault as its reason.
pub fn unread(problem: &Problem, lang: Lang, at: UnixSeconds) -> Value {
    json!({
        "verdict": Verdict::Unreadable.code(),
        "exit": Verdict::Unreadable.exit_status(),
        "checked_at": at.0,
        "reasons": [{"code": problem.code, "text": problem.text(lang)}],
        "notes": [],
        "challenge_helps": false,
        "register_asked": false,
    })
}

/// The report as JSON. Of a refused object nothing but the reasons.
pub fn machine(outcome: &Outcome, style: &Style<'_>) -> Value {
    let verdict = outcome.verdict();
    let mut out = json!({
        "verdict": verdict.code(),
        "exit": verdict.exit_status(),
        "checked_at": outcome.at.0,
        "reasons": [],
        "notes": [],
        "challenge_helps": false,
        "register_asked": style.register_asked,
    });
    let Some(check) = &outcome.check else { return out };
    let reason = |r: &Reason| json!({"code": r.code(), "text": say(style.lang, &reason_text_id(*r), &Args::NONE)});
    out["reasons"] = check.reasons().iter().map(reason).collect();
    out["notes"] = check
        .notes()
        .iter()
        .map(|note| json!({"code": note.code(), "text": say(style.lang, &note_text_id(*note), &Args::NONE)}))
        .collect();
    out["challenge_helps"] = check.challenge_helps().into();
    out["answered_challenge"] = check.answered_challenge().into();
    let (Some(token), Some(standing)) = (check.token(), check.standing()) else { return out };
    let license = token.license();
    out["license"] = json!({
        "profile": license.profile.number(),
        "name": license.name,
        "id_number": license.id_number,
        "sex": license.sex.code(),
        "nationality": license.nationality,
        "birth": license.birth.map(|day| day.to_string()),
        "first_issue": license.first_issue.to_string(),
        "classes": license.classes.to_string(),
        "valid_from": license.valid_from.to_string(),
        "valid_to": license.valid_to.to_string(),
        "file_number": license.file_number,
        "authority": license.authority,
        "points": license.points,
        "status": license.status.to_string(),
        "card_number": license.card_number,
        "version": license.version,
        "serial": token.claims().serial,
    });
    out["standing"] = standing
        .lines
        .iter()
        .map(|line| Value::String(say(style.lang, &line.name.text_id(), &status_args(line))))
        .collect();
    out["freshness"] = check.freshness().map_or(Value::Null, |freshness| {
        json!({"as_of": freshness.as_of.0, "age_seconds": freshness.age(outcome.at), "source": match freshness.source {
            Source::Token => "token",
            Source::List => "status-list",
        }})
    });
    out["shown_at"] = check.shown_at().map_or(Value::Null, |at| at.0.into());
    out["phone_clock"] = check.phone_clock().map_or(Value::Null, |quality| {
        let word = match quality {
            ClockQuality::Anchored => "anchored",
            ClockQuality::WallClock => "wall-clock",
        };
        word.into()
    });
    out["portrait_frames"] = outcome.frames.map_or(Value::Null, |(have, need)| json!([have, need]));
    if let Some(kind) = style.vehicle {
        let answer = VehicleTable::built_in().may_drive(ClassTable::built_in(), license.classes, kind);
        out["may_drive"] = matches!(answer, MayDrive::Yes { .. }).into();
    }
    if let Some(whole) = &outcome.license {
        let annex = whole.annex();
        out["portrait_webp"] = Blob::from(&annex.portrait[..]).to_string().into();
        out["address"] = annex.address.clone().into();
        out["record"] = annex.record.clone().into();
    }
    out
}
