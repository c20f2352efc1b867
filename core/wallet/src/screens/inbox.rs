//! The inbox: every notice once, readable without any push (R34).

use lz_api::me::NoticeKind;
use lz_license::limits::Limits;

use super::Known;
use crate::state::LetterKept;

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its name, for [`crate::Intent::InboxRead`].
    pub id: String,
    /// A few words.
    pub title: String,
    /// The whole text.
    pub body: String,
    /// When it was sent, in UTC seconds.
    pub sent_at: i64,
    /// True once opened.
    pub was_read: bool,
}

/// The inbox, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxView {
    /// All letters.
    pub letters: Vec<Letter>,
    /// How many are not read.
    pub unread: u32,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The inbox.
pub(crate) fn inbox(known: &Known) -> InboxView {
    let letters: Vec<Letter> = known.state.inbox.letters.iter().rev().map(|kept| letter(known, kept)).collect();
    let unread = letters.iter().filter(|letter| !letter.was_read).count();
    InboxView { unread: u32::try_from(unread).unwrap_or(u32::MAX), letters, good_until: known.midnight() }
}

fn letter(known: &Known, kept: &LetterKept) -> Letter {
    let notice = &kept.notice;
    let rules: Vec<String> = notice.rules.iter().map(u8::to_string).collect();
    let rules = ("rules", lz_text::list(known.language.into(), &rules));
    let (title, body) = match notice.kind {
        NoticeKind::Issued => (known.say("notice-issued-title"), known.say("notice-issued")),
        NoticeKind::Returned => (known.say("notice-returned-title"), known.say_with("notice-returned", &[rules])),
        NoticeKind::WindowOnly => (known.say("wallet-apply-window"), known.say("reason-reviews-used-up")),
        NoticeKind::Stopped => (known.say("notice-stopped-title"), known.say("reason-stopped-for-abuse")),
        NoticeKind::PhotoChanged => (known.say("notice-photo-changed-title"), known.say("notice-photo-changed")),
        NoticeKind::Points => (known.say("notice-points-title"), points(known, notice.value.unwrap_or(0))),
        NoticeKind::Status => (known.say("notice-status-title"), known.say("wallet-notice-status")),
        NoticeKind::ApplyAgain => (known.say("notice-reapply-title"), apply_again(known)),
        NoticeKind::DeviceReplaced => (known.say("problem-device-removed"), known.say("problem-device-removed-body")),
        NoticeKind::Other => (known.say("wallet-notice-other"), known.say("problem-answer-unreadable-body")),
    };
    Letter { id: notice.number.to_string(), title, body, sent_at: notice.at, was_read: kept.was_read }
}

fn points(known: &Known, points: u32) -> String {
    if points >= u32::from(Limits::built_in().points_limit) {
        return known.say("notice-points-full");
    }
    lz_text::say(known.language.into(), "notice-points", &lz_text::Args::new().number("points", points))
}

/// What changed, as far as it is known by now (R78).
fn apply_again(known: &Known) -> String {
    let live = known.state.license.answer.as_ref().map(|answer| &answer.live);
    let changes: Vec<_> =
        live.iter().flat_map(|live| &live.apply_again).map(|change| known.say(change.text_id())).collect();
    if changes.is_empty() { known.say("reapply-card") } else { changes.join(" ") }
}
