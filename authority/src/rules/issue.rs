//! A new version of the license: the old binding dies, one notice and one message go out (R15, R33, R34, R41, R80).
//!
//! Nothing is signed here. Tokens are signed for the phone that fetches them (see [`super::binding`]), so that a license
//! that was issued at a window, before its driver ever logged in, needs no rule of its own.

use super::Ground;
use crate::holder::{Issue, Signed};
use crate::messages::Message;
use crate::store::Case;
use lz_api::Blob;
use lz_api::applications::{Kind, Route};
use lz_api::me::NoticeKind;
use lz_text::{Args, Lang, say};

/// Status entry of a binding that a newer one replaced.
pub(crate) const ENTRY_REPLACED: u8 = 3;

/// The portrait and salts of a new version, made before the transaction.
#[derive(Clone)]
pub(crate) struct Portrait {
    pub(crate) webp: Vec<u8>,
    /// The copy for the files: name and bytes; none if no quality brings the picture into the range of the files.
    pub(crate) archive: Option<(String, Vec<u8>)>,
    pub(crate) salt_full: [u8; 16],
    pub(crate) salt_limited: [u8; 16],
}

/// Issues the next version with `portrait`, made from the photo `sha256`.
pub(crate) fn issue(
    case: &mut Case,
    route: Route,
    kind: Kind,
    sha256: String,
    portrait: Portrait,
    person_check: u8,
    ground: &Ground,
) {
    retire_binding(case, ENTRY_REPLACED, ground);
    let file = &mut case.file;
    file.version += 1;
    file.returns = 0;
    // The retained photo may be replaced at once; an own one after six months.
    file.own_photo_since = (route != Route::Retained).then(|| ground.today());
    file.issue = Some(Issue {
        version: file.version,
        facts: file.license.clone(),
        route,
        photo: sha256,
        portrait: Blob(portrait.webp),
        archive: portrait.archive.as_ref().map(|(name, _)| name.clone()),
        salt_full: portrait.salt_full,
        salt_limited: portrait.salt_limited,
        person_check,
        at: ground.now,
    });
    case.effects.photos.extend(portrait.archive);
    let kind = if kind == Kind::PhotoChange { NoticeKind::PhotoChanged } else { NoticeKind::Issued };
    let version = file.version;
    file.notify(kind, ground.now, &[], Some(version));
    message(case, "issued");
}

/// Ends the binding with a status entry; it reads 0 again when the last token of the binding has expired.
pub(crate) fn retire_binding(case: &mut Case, entry: u8, ground: &Ground) {
    if let Some(binding) = case.file.binding.take() {
        let clear_at = last_token(binding.tokens.as_ref(), ground);
        case.effects.entries.push((binding.index, entry, clear_at));
    }
}

/// Second at which no token of a binding is valid any more.
pub(crate) fn last_token(tokens: Option<&Signed>, ground: &Ground) -> i64 {
    tokens.map_or(ground.now, |tokens| tokens.exp).0
}

/// One message to the driver's phone number, at most once for each notice.
pub(crate) fn message(case: &mut Case, kind: &str) {
    let id = format!("{}-{}", case.file.account, case.file.notice_number);
    let text = say(Lang::ZhHans, &format!("message-{kind}"), &Args::NONE);
    case.effects.messages.push(Message { id, to: case.file.phone.clone(), kind: kind.to_owned(), text });
}
