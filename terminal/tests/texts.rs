//! Every reason, note and problem has its sentence in both languages, and each verdict what to do next.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use lz_credential::FormatError;
use lz_credential::policy::PolicyError;
use lz_credential::status_list::StatusError;
use lz_credential::trust::{TrustError, Untrusted};
use lz_credential::verify::{Note, Reason, Verdict};
use lz_terminal::challenge::ChallengeError;
use lz_terminal::client::ClientError;
use lz_terminal::problem::Problem;
use lz_terminal::reader::ReadError;
use lz_terminal::report::{note_text_id, reason_text_id};
use lz_terminal::store::StoreError;
use lz_terminal::update::UpdateError;
use lz_text::{Args, Lang, try_say};

/// All reasons. The match has no `_`: a new one does not compile until it stands in the list too.
fn reasons() -> Vec<Reason> {
    use Reason::*;
    let all = vec![
        NotOurCode,
        LaterVersion(2),
        Malformed(FormatError::Key),
        Malformed(FormatError::TooLong),
        StatusName,
        Untrusted(self::Untrusted::UnknownKey),
        Untrusted(self::Untrusted::Signature),
        TokenAheadOfClock,
        HolderAlgorithm,
        HolderSignature,
        AnotherAudience,
        TooMuchData,
        OldCode,
        Ended,
        Replaced,
        MustNotDrive,
        PointsFull,
        NotYetValid,
        ChangedSinceIssue,
        CopyTooOld,
        LimitedCopy,
        ClockDiffers,
        ChallengeNotAnswered,
        ChallengeRequired,
        SeenBefore,
        StateUnknown,
        StatusTooOld,
        VerifierClock,
        TrustListExpired,
    ];
    for reason in &all {
        match reason {
            NotOurCode | LaterVersion(_) | Malformed(_) | Untrusted(_) | StatusName | TokenAheadOfClock
            | HolderAlgorithm | HolderSignature | AnotherAudience | TooMuchData | OldCode | Ended | Replaced
            | MustNotDrive | PointsFull | NotYetValid | ChangedSinceIssue | CopyTooOld | LimitedCopy | ClockDiffers
            | ChallengeNotAnswered | ChallengeRequired | SeenBefore | StateUnknown | StatusTooOld | VerifierClock
            | TrustListExpired => {}
        }
    }
    let kinds: BTreeSet<String> =
        all.iter().map(|reason| format!("{reason:?}").split('(').next().unwrap().into()).collect();
    assert_eq!(kinds.len(), 27, "one of them stands twice, or is missing");
    all
}

fn notes() -> [Note; 4] {
    use Note::*;
    let all = [PhoneClockWrong, NoStatusList, StatusAged, MayBeLifted];
    for note in all {
        match note {
            PhoneClockWrong | NoStatusList | StatusAged | MayBeLifted => {}
        }
    }
    all
}

// R12 R13 R65
#[test]
fn every_reason_note_and_verdict_has_its_sentence_in_both_languages() {
    let verdicts = [Verdict::Valid, Verdict::Attention, Verdict::MustNotDrive, Verdict::Refused, Verdict::Unreadable];
    let ids = reasons().into_iter().map(reason_text_id).chain(notes().into_iter().map(note_text_id)).chain(
        verdicts.iter().flat_map(|verdict| ["", "-next"].map(|tail| format!("verdict-{}{tail}", verdict.code()))),
    );
    for id in ids {
        let said =
            Lang::ALL.map(|lang| try_say(lang, &id, &Args::NONE).unwrap_or_else(|error| panic!("{id}: {error}")));
        assert_ne!(said[0], said[1], "{id}");
    }
}

#[test]
fn every_problem_has_a_code_of_its_own_a_sentence_in_both_languages_and_a_status() {
    let disk = || std::io::Error::other("full");
    let problems: Vec<Problem> = vec![
        StoreError::NotSetUp.into(),
        StoreError::SetUpAlready.into(),
        StoreError::Damaged("seen.json").into(),
        StoreError::NoDevelopment.into(),
        StoreError::Disk(disk()).into(),
        ClientError::Address.into(),
        ClientError::Unreachable.into(),
        ClientError::Refused { code: "unknown_terminal".into() }.into(),
        ClientError::Answer.into(),
        ClientError::Key.into(),
        UpdateError::NoTrust.into(),
        UpdateError::Trust(TrustError::SameSequence).into(),
        UpdateError::Policy(PolicyError::OlderSequence).into(),
        UpdateError::Status(StatusError::Inflate).into(),
        ReadError::Open(disk()).into(),
        ReadError::NotAPicture.into(),
        ReadError::TooLarge.into(),
        ChallengeError::NotAFirm.into(),
        ChallengeError::Sign.into(),
        ChallengeError::Draw.into(),
    ];
    let codes: BTreeSet<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes.len(), problems.len());
    for problem in &problems {
        let said = Lang::ALL.map(|lang| problem.text(lang));
        assert!(said[0] != said[1] && said.iter().all(|text| !text.contains('⟦')), "{said:?}");
        assert!(said.iter().all(|text| text.contains(&problem.detail)), "{said:?} leaves out what it is about");
        assert!([4, 70].contains(&problem.status));
    }
}
