//! A phone that shows and a terminal that judges, with a clock turned by hand.

use std::collections::BTreeMap;
use std::sync::Mutex;

use lz_credential::ask::AskClaims;
use lz_credential::policy::{PolicyClaims, Purpose, terms};
use lz_credential::presentation::Presentation;
use lz_credential::status_list::StatusLists;
use lz_credential::token::{self, KeyLevel, LicenseClaims, PersonCheck, StatusRef, TokenClaims};
use lz_credential::trust::{Entry, Environment, Role, Roots, TrustClaims};
use lz_credential::verify::{Check, Note, OpenChallenge, Reason, Seen, Session, Verdict, Verifier};
use lz_credential::{Label, PublicKey, SignError, SoftwareEd25519, UnixSeconds, annex, ask, qr};
use lz_license::{Day, Sex};

use super::*;
use crate::clock::manual::ManualClock;
use crate::clock::{Clock, ClockRecord};
use crate::secrets::{Fault, MemoryStore, Operation, SecretError};

const NOW: i64 = 1_790_000_000;

fn key(seed: u8) -> SoftwareEd25519 {
    SoftwareEd25519::from_seed(&[seed; 32])
}

fn label(text: &str) -> Label {
    Label { zh_hans: text.to_owned(), en: text.to_owned() }
}

/// A holder's key that can be told to fail.
struct HeldKey {
    key: SoftwareEd25519,
    fails: Mutex<Option<SignError>>,
    signed: AtomicU64,
}

impl HeldKey {
    fn new(seed: u8) -> Arc<Self> {
        Arc::new(Self { key: key(seed), fails: Mutex::new(None), signed: AtomicU64::new(0) })
    }
}

impl Signer for HeldKey {
    fn key(&self) -> &PublicKey {
        self.key.key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        self.signed.fetch_add(1, Ordering::SeqCst);
        match *self.fails.lock().unwrap() {
            Some(error) => Err(error),
            None => self.key.sign(message),
        }
    }
}

/// Authority, phone and terminal in one place.
struct World {
    clock: ManualClock,
    time: Arc<TimeKeeper>,
    trust: Arc<TrustList>,
    policy: Arc<Policy>,
    secrets: MemoryStore,
    presence: Presence,
    full: Arc<HeldKey>,
    limited: Arc<HeldKey>,
    status: &'static str,
}

fn trust_list() -> TrustList {
    let roots = [key(1), key(2), key(3)];
    let entry = |seed: u8, role, issuer: &str, prefixes: &[&str]| Entry {
        key: key(seed).key().clone(),
        issuer: issuer.to_owned(),
        role,
        authority_prefixes: prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
        signs_from: UnixSeconds(NOW - 1_000_000),
        signs_until: UnixSeconds(NOW + 10_000_000),
        accepted_until: UnixSeconds(NOW + 20_000_000),
    };
    let claims = TrustClaims {
        issuer: "lz".to_owned(),
        issued_at: UnixSeconds(NOW - 1000),
        expires_at: UnixSeconds(NOW + 5_000_000),
        sequence: 1,
        environment: Environment::Production,
        entries: vec![
            entry(10, Role::License, "lz:32", &["32"]),
            entry(11, Role::Policy, "lz", &[]),
            entry(12, Role::Asker, "rent", &[]),
            entry(13, Role::Asker, "boss", &[]),
        ],
        status_prefixes: vec!["https://s.example/".to_owned()],
    };
    let bytes = TrustList::sign(&claims, &[&roots[0], &roots[1]]).unwrap();
    let pinned = Roots::production(roots.map(|root| root.key().clone())).unwrap();
    TrustList::accept(&bytes, &pinned, None, UnixSeconds(NOW)).unwrap()
}

impl World {
    fn new() -> Self {
        let clock = ManualClock::new(NOW * 1000 + 400);
        let time = Arc::new(TimeKeeper::new(Arc::new(clock.clone()), Some("1"), ClockRecord::default()));
        let question = time.ask().unwrap();
        let nonce = question.nonce;
        time.anchor(question, NOW * 1000 + 400, &nonce).unwrap();
        let trust = Arc::new(trust_list());
        let purpose = |profile, name: &str| Purpose { profile, challenge_required: true, name: label(name) };
        let claims = PolicyClaims {
            issuer: "lz".to_owned(),
            issued_at: UnixSeconds(NOW - 500),
            expires_at: UnixSeconds(NOW + 500_000),
            sequence: 1,
            least_app_version: 1,
            purposes: BTreeMap::from([
                ("rental".to_owned(), purpose(Profile::Limited, "car rental")),
                ("job".to_owned(), purpose(Profile::LimitedWithPoints, "recruitment")),
            ]),
            authorities: BTreeMap::new(),
            more: BTreeMap::new(),
        };
        let policy = Policy::issue(&claims, &key(11)).unwrap();
        let policy = Arc::new(Policy::accept(&policy, &trust, None, UnixSeconds(NOW)).unwrap());
        let presence = Presence::default();
        presence.unlocked(clock.boot_ns());
        Self {
            clock,
            time,
            trust,
            policy,
            secrets: MemoryStore::new(),
            presence,
            full: HeldKey::new(20),
            limited: HeldKey::new(21),
            status: "A",
        }
    }

    fn copy(&self, profile: Profile) -> OwnCopy {
        let full = profile == Profile::Full;
        let annex = annex::encode(&annex::Annex {
            salt: [profile.number(); 16],
            portrait: (0..1400u32).map(|n| (n * 7 % 251) as u8).collect(),
            address: full.then(|| "an address".to_owned()),
            record: None,
        })
        .unwrap();
        let license = LicenseClaims {
            profile: Profile::Full,
            name: "样某某".to_owned(),
            id_number: Some("190101199001011234".to_owned()),
            sex: Sex::from_code(2).unwrap(),
            nationality: "CHN".to_owned(),
            birth: Some(Day::from_ymd(19900101).unwrap()),
            first_issue: Day::from_ymd(20150601).unwrap(),
            classes: "C1".parse().unwrap(),
            valid_from: Day::from_ymd(20210601).unwrap(),
            valid_to: Day::from_ymd(20310601).unwrap(),
            file_number: Some("320100000001".to_owned()),
            authority: 320_100,
            points: Some(3),
            status: self.status.parse().unwrap(),
            annex_hash: [0; 32],
            card_number: Some("3201000000001".to_owned()),
            version: 7,
            person_check: PersonCheck::Development,
            key_level: KeyLevel::Sealed,
            next_due: None,
            deferred_until: None,
            conditions: None,
        };
        let holder = if full { &self.full } else { &self.limited };
        let claims = TokenClaims {
            issuer: "lz:32".to_owned(),
            serial: "AAAAAAAAAAA".to_owned(),
            issued_at: UnixSeconds(NOW - 3600),
            expires_at: UnixSeconds(NOW - 3600 + token::LIFETIME_SECONDS),
            holder: holder.key().clone(),
            status: StatusRef { index: 5, uri: "https://s.example/1".to_owned() },
            license: license.reduced(profile, annex::hash(&annex)),
        };
        OwnCopy { token: token::issue(&claims, &key(10)).unwrap(), annex }
    }

    fn setup(&self, purpose: &str) -> ShowSetup {
        let install = InstallId([1; 16]);
        let store: Arc<dyn SecretStore> = Arc::new(self.secrets.clone());
        ShowSetup {
            purpose: purpose.to_owned(),
            copies: Profile::ALL.map(|profile| self.copy(profile)).to_vec(),
            full: ShowKey::full(self.full.clone(), store.clone(), install),
            limited: ShowKey::limited(self.limited.clone(), store, install),
            time: self.time.clone(),
            trust: self.trust.clone(),
            policy: Some(self.policy.clone()),
            statuses: Arc::new(StatusTable::built_in().clone()),
            live: None,
            presence: self.presence.clone(),
            screen_lock: ScreenLock::Secure,
        }
    }

    fn show(&self, purpose: &str) -> Stand {
        let (presenter, worker) = Presenter::prepare(self.setup(purpose)).unwrap();
        Stand { presenter, worker }
    }

    fn now(&self) -> UnixSeconds {
        self.time.now().at
    }

    /// A terminal's judgement of a code.
    fn check(&self, audience: &Audience, bytes: &[u8], session: &mut Session) -> Check {
        let verifier = Verifier {
            trust: &self.trust,
            lists: &StatusLists::default(),
            audience,
            terms: terms(audience, Some(&self.policy)),
            statuses: StatusTable::built_in(),
        };
        verifier.verify_text(&qr::presentation_text(bytes), self.now(), session)
    }

    fn signed_ask(&self, seed: u8, purpose: &str, nonce: [u8; 16]) -> String {
        let issuer = if seed == 12 { "rent" } else { "boss" };
        let claims = AskClaims {
            issuer: issuer.to_owned(),
            purpose: purpose.to_owned(),
            issued_at: self.now(),
            expires_at: self.now().plus(120),
            nonce,
            name: label("Firm of the test"),
        };
        qr::challenge_text(&ask::issue(&claims, &key(seed)).unwrap())
    }
}

fn session() -> Session {
    Session::new(UnixSeconds(NOW - 5000), Seen::default())
}

/// A verified license of profile 1 with these status codes.
pub(crate) fn verified(status: &'static str) -> lz_credential::verify::VerifiedLicense {
    let world = World { status, ..World::new() };
    let copy = world.copy(Profile::Full);
    lz_credential::verify::check_token(&copy.token, &copy.annex, &world.trust, world.now()).unwrap()
}

/// A presenter with its worker at hand.
struct Stand {
    presenter: Presenter,
    worker: Worker,
}

impl Stand {
    /// The worker does what is due.
    fn work(&mut self) {
        self.worker.work();
    }

    fn code(&self) -> CodeFrame {
        match self.presenter.frame() {
            Frame::Code(code) => code,
            other => panic!("{other:?}"),
        }
    }

    /// The bytes of the deciding code that is on the screen.
    fn shown(&self) -> Vec<u8> {
        self.presenter.mode(ShowMode::Still);
        let code = self.code();
        let bytes = self.presenter.shared.stage().shown().expect("a code");
        let drawn = lz_render::qr::modules(&qr::presentation_text(&bytes)).unwrap();
        assert_eq!((code.side, &code.modules[..]), (drawn.side, &drawn.bits[..]), "the picture is that of the bytes");
        bytes
    }
}

fn showing(bytes: &[u8]) -> lz_credential::presentation::Showing {
    Presentation::from_untrusted(bytes).unwrap().unverified_showing().clone()
}

// R13 R65
#[test]
fn a_terminal_accepts_what_the_phone_shows_without_a_network() {
    let world = World::new();
    let mut stand = world.show("police");
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Signature }, "frame() signs nothing");
    assert_eq!(world.full.signed.load(Ordering::SeqCst), 0);
    stand.work();
    let bytes = stand.shown();
    let check = world.check(&Audience::Police, &bytes, &mut session());
    assert_eq!(check.verdict(), Verdict::Valid, "{:?} {:?}", check.reasons(), check.notes());
    assert_eq!(check.token().unwrap().license().profile, Profile::Full);
    assert_eq!(stand.code().look, Look::Green);
    assert_eq!(showing(&bytes).quality, lz_credential::presentation::ClockQuality::Anchored);
}

#[test]
fn codes_turn_every_fifteen_seconds_are_signed_ahead_and_never_shown_dead() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.mode(ShowMode::Still);
    stand.presenter.frame();
    stand.work();
    let (mut seen, mut last, mut shown_ms) = (session(), Vec::new(), 0u64);
    let (mut codes, mut signed_before) = (0, 1);
    for step in 0..1200u64 {
        let frame = stand.code();
        assert!(frame.dies_in_ms > 20_000, "at {step}: signed ahead, so never near its end");
        assert!(frame.next_in_ms > 0 && frame.next_in_ms <= 15_000);
        let bytes = stand.shown();
        let age = world.now().since(showing(&bytes).at);
        assert!((0..=25).contains(&age), "{age} s old");
        if bytes != last {
            assert!(codes == 0 || shown_ms == 15_000, "shown for {shown_ms} ms");
            let check = world.check(&Audience::Police, &bytes, &mut seen);
            assert_eq!(check.verdict(), Verdict::Valid, "{:?}", check.reasons());
            (last, shown_ms, codes) = (bytes, 0, codes + 1);
        }
        let signed = world.full.signed.load(Ordering::SeqCst);
        if signed > signed_before {
            assert!(shown_ms >= 10_000, "the next one is signed five seconds early, not sooner: {shown_ms}");
            signed_before = signed;
        }
        world.clock.pass_ms(100);
        shown_ms += 100;
        stand.work();
    }
    assert_eq!(codes, 8, "120 s");
}

#[test]
fn a_code_is_gone_forty_five_seconds_after_its_iat_when_no_new_one_can_be_signed() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.mode(ShowMode::Still);
    stand.presenter.frame();
    stand.work();
    let iat = showing(&stand.shown()).at;
    *world.full.fails.lock().unwrap() = Some(SignError::Locked);
    let mut last_alive = 0;
    for _ in 0..600 {
        world.clock.pass_ms(100);
        stand.work();
        match stand.presenter.frame() {
            Frame::Code(code) => {
                last_alive = world.now().since(iat);
                assert!(last_alive < 45, "{last_alive}");
                assert!(code.dies_in_ms <= 44_000);
            }
            Frame::Wait { until } => assert_eq!(until, WaitFor::Signature),
            Frame::Over => panic!("not over"),
        }
    }
    assert_eq!(last_alive, 44, "kept as long as it is good");
    assert_eq!(stand.presenter.trouble(), Some("key-locked"));
    *world.full.fails.lock().unwrap() = None;
    world.clock.pass_ms(1_000);
    stand.work();
    assert!(matches!(stand.presenter.frame(), Frame::Code(_)), "it goes on when the key does");
    assert_eq!(stand.presenter.trouble(), None);
}

#[test]
fn an_app_that_sleeps_signs_nothing_and_wakes_without_a_dead_code() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    stand.code();
    world.clock.pass_ms(12_000);
    stand.work();
    let signed = world.full.signed.load(Ordering::SeqCst);
    for _ in 0..50 {
        world.clock.pass_ms(60_000);
        stand.work();
    }
    assert_eq!(world.full.signed.load(Ordering::SeqCst), signed, "nobody looks, nothing is signed");
    world.presence.unlocked(world.clock.boot_ns());
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Signature }, "no dead code");
    stand.work();
    stand.code();
}

#[test]
fn the_carousel_shows_the_code_then_two_frames_of_the_annex_eight_times_a_second() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let mut kinds = String::new();
    let mut collector = lz_credential::frames::Collector::default();
    let frames = lz_credential::frames::split(&world.copy(Profile::Full).annex).unwrap();
    let mut whole = None;
    for _ in 0..24 {
        let code = stand.code();
        assert_eq!(code.next_in_ms, 125);
        let frame = frames
            .iter()
            .find(|frame| lz_render::qr::modules(&qr::frame_text(frame)).unwrap().bits[..] == code.modules[..]);
        match frame {
            Some(frame) => {
                kinds.push('F');
                if let lz_credential::frames::Progress::Whole(annex) = collector.add(frame.clone()).unwrap() {
                    whole.get_or_insert(annex);
                }
            }
            None => kinds.push('K'),
        }
        world.clock.pass_ms(125);
    }
    assert_eq!(kinds, "KFF".repeat(8));
    assert_eq!(whole.unwrap(), world.copy(Profile::Full).annex, "the face arrives whole");
    stand.presenter.mode(ShowMode::Moving { fps: 4 });
    assert_eq!(stand.code().next_in_ms, 250);
    stand.presenter.mode(ShowMode::Moving { fps: 200 });
    assert!(stand.code().next_in_ms >= 1, "a rate beyond sense is cut");
    stand.presenter.mode(ShowMode::Still);
    let first = stand.code();
    world.clock.pass_ms(125);
    assert_eq!(stand.code().id, first.id, "still is still");
}

// R13
#[test]
fn every_start_verifies_again_and_a_changed_copy_is_not_shown() {
    let world = World::new();
    let whole = world.setup("police").copies;
    for (copy, part) in (0..whole.len()).flat_map(|copy| [(copy, "token"), (copy, "annex")]) {
        let length = if part == "token" { whole[copy].token.len() } else { whole[copy].annex.len() };
        for at in (0..length).step_by(17).chain([length - 1]) {
            let mut setup = world.setup("police");
            let bytes = if part == "token" { &mut setup.copies[copy].token } else { &mut setup.copies[copy].annex };
            bytes[at] ^= 1;
            let refused = Presenter::prepare(setup).err();
            assert!(
                matches!(refused, Some(StartError::NotShowable(NotShowable::NotGenuine(_)))),
                "copy {copy}, {part}, byte {at}: {refused:?}"
            );
        }
    }
}

#[test]
fn showing_needs_an_unlock_within_two_minutes_and_ends_with_a_lock() {
    let world = World::new();
    world.clock.pass_ms(121_000);
    let refused = Presenter::prepare(world.setup("police")).err();
    assert_eq!(refused, Some(StartError::Absent(Absent::UnlockFirst)));
    assert_eq!(refused.unwrap().code(), "unlock-first");
    world.presence.unlocked(world.clock.boot_ns());
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    stand.code();
    world.presence.locked();
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Unlock }, "nothing over the lock screen");
    world.presence.unlocked(world.clock.boot_ns());
    stand.code();
}

#[test]
fn how_the_license_stands_decides_look_and_whether_it_is_shown() {
    let cases = [
        ("A", None, Some(Look::Green)),
        ("B", None, Some(Look::Red)),
        ("C", None, Some(Look::Amber)),
        ("L", None, None),
        ("A", Some(Group::NotUsable), Some(Look::Red)),
        ("A", Some(Group::Ended), None),
        ("B", Some(Group::Usable), Some(Look::Red)),
    ];
    for (status, live, look) in cases {
        let mut world = World::new();
        world.status = status;
        let mut setup = world.setup("police");
        setup.live = live;
        match (Presenter::prepare(setup), look) {
            (Ok((presenter, mut worker)), Some(look)) => {
                presenter.frame();
                worker.work();
                assert!(matches!(presenter.frame(), Frame::Code(code) if code.look == look), "{status} {live:?}");
            }
            (Err(StartError::NotShowable(NotShowable::State(_))), None) => {}
            (other, _) => panic!("{status} {live:?}: {:?}", other.err()),
        }
    }
}

// R72 R73 R75
#[test]
fn a_firm_sees_nothing_before_it_asks_and_then_the_least_after_the_driver_agreed() {
    let world = World::new();
    let mut stand = world.show("rental");
    stand.work();
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Challenge });
    let firm = Audience::Firm { purpose: "rental".to_owned(), asker: "rent".to_owned() };
    let challenge = OpenChallenge::open([9; 16], world.now());
    let view = stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "rental", [9; 16]))).unwrap();
    assert_eq!(view.asker, Some(label("Firm of the test")), "the driver reads who asks");
    assert_eq!((view.profile, view.consent_needed), (Profile::Limited, false));
    assert_eq!(view.purpose_name, Some(label("car rental")));
    stand.work();
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Challenge }, "not before the driver's word");
    stand.presenter.answer(view.ask_id, Consent::NotGiven).unwrap();
    stand.work();
    let bytes = stand.shown();
    let mut terminal = session();
    terminal.challenge = Some(challenge);
    let check = world.check(&firm, &bytes, &mut terminal);
    assert_eq!(check.verdict(), Verdict::Valid, "{:?}", check.reasons());
    let license = check.token().unwrap().license();
    assert_eq!((license.profile, &license.id_number, license.points), (Profile::Limited, &None, None));
    // Worth nothing to another firm, and nothing to the police.
    let other = Audience::Firm { purpose: "rental".to_owned(), asker: "boss".to_owned() };
    for other in [other, Audience::Police] {
        assert_eq!(world.check(&other, &bytes, &mut session()).reasons(), [Reason::AnotherAudience]);
    }
    let events = stand.presenter.take_events();
    let [event] = &events[..] else { panic!("{events:?}") };
    assert_eq!((event.audience.as_str(), event.profile, event.challenged), ("rental:rent", Profile::Limited, true));
    assert_eq!(event.asker, Some(label("Firm of the test")));
    assert_eq!(stand.presenter.answer(view.ask_id, Consent::NotGiven), Err(AskError::Gone), "answered once");
}

// R74
#[test]
fn points_are_shown_to_an_employer_only_with_consent() {
    for (consent, profile) in [(Consent::NotGiven, Profile::Limited), (Consent::Given, Profile::LimitedWithPoints)] {
        let world = World::new();
        let mut stand = world.show("job");
        let view = stand.presenter.ask(&AskInput::Qr(world.signed_ask(13, "job", [9; 16]))).unwrap();
        assert!(view.consent_needed);
        stand.presenter.answer(view.ask_id, consent).unwrap();
        stand.work();
        let token = Presentation::from_untrusted(&stand.shown()).unwrap();
        let license = &token.unverified_token().unverified_claims().license;
        assert_eq!((license.profile, license.points.is_some()), (profile, consent == Consent::Given));
    }
}

// R71
#[test]
fn an_unknown_purpose_sees_the_least_and_consent_gives_it_no_more() {
    let world = World::new();
    let mut stand = world.show("police");
    let view = stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "whatever", [9; 16]))).unwrap();
    assert_eq!((view.profile, view.purpose_name), (Profile::Limited, None));
    stand.presenter.answer(view.ask_id, Consent::Given).unwrap();
    stand.work();
    let token = Presentation::from_untrusted(&stand.shown()).unwrap();
    assert_eq!(token.unverified_token().unverified_claims().license.profile, Profile::Limited);
}

#[test]
fn an_officer_may_challenge_by_code_or_by_six_digits() {
    for typed in [false, true] {
        let world = World::new();
        let mut stand = world.show("police");
        stand.presenter.frame();
        stand.work();
        let before = stand.shown();
        let challenge = OpenChallenge::open([0xa7; 16], world.now());
        let input = match typed {
            true => AskInput::Digits(challenge.digits()),
            false => AskInput::Qr(qr::challenge_text(&ask::open(challenge.nonce()))),
        };
        let mut terminal = session();
        terminal.challenge = Some(challenge);
        assert!(world.check(&Audience::Police, &before, &mut terminal).verdict() >= Verdict::Attention);
        let view = stand.presenter.ask(&input).unwrap();
        assert_eq!((view.asker, view.profile), (None, Profile::Full));
        stand.presenter.answer(view.ask_id, Consent::NotGiven).unwrap();
        assert_eq!(
            stand.presenter.frame(),
            Frame::Wait { until: WaitFor::Signature },
            "nothing old is shown as answer"
        );
        stand.work();
        let check = world.check(&Audience::Police, &stand.shown(), &mut terminal);
        assert_eq!(check.verdict(), Verdict::Valid, "typed {typed}: {:?}", check.reasons());
        assert!(!check.notes().contains(&Note::PhoneClockWrong));
    }
}

#[test]
fn an_answer_ends_after_two_minutes_and_the_usual_returns() {
    for purpose in ["police", "rental"] {
        let world = World::new();
        let mut stand = world.show(purpose);
        stand.presenter.frame();
        stand.work();
        let view = stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "rental", [9; 16]))).unwrap();
        world.clock.pass_ms(20_000);
        stand.presenter.answer(view.ask_id, Consent::NotGiven).unwrap();
        for _ in 0..99 {
            stand.work();
            assert_eq!(showing(&stand.shown()).cnonce, Some([9; 16]), "{purpose}");
            world.clock.pass_ms(1_000);
        }
        world.clock.pass_ms(1_000);
        let frame = stand.presenter.frame();
        stand.work();
        match purpose {
            "police" => assert_eq!(showing(&stand.shown()).audience, "police"),
            _ => assert_eq!(frame, Frame::Wait { until: WaitFor::Challenge }),
        }
    }
}

#[test]
fn what_is_no_challenge_is_refused_by_name_and_changes_nothing() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let shown = stand.shown();
    let late = world.signed_ask(12, "rental", [1; 16]);
    world.clock.pass_ms(121_000);
    stand.presenter.frame();
    stand.work();
    let cases = [
        (AskInput::Qr("https://example.org".to_owned()), "ask-unreadable"),
        (AskInput::Qr(qr::presentation_text(&shown)), "ask-unreadable"),
        (AskInput::Qr("LZC2:ABC".to_owned()), "ask-later-version"),
        (AskInput::Qr(late), "ask-time"),
        (AskInput::Digits("12345".to_owned()), "ask-not-six-digits"),
        (AskInput::Digits("12345６".to_owned()), "ask-not-six-digits"),
        (AskInput::Digits("1234567".to_owned()), "ask-not-six-digits"),
    ];
    for (input, code) in cases {
        assert_eq!(stand.presenter.ask(&input).unwrap_err().code(), code, "{input:?}");
    }
    // Signed by a key that the trust list knows for another role.
    let claims = AskClaims {
        issuer: "lz".to_owned(),
        purpose: "rental".to_owned(),
        issued_at: world.now(),
        expires_at: world.now().plus(120),
        nonce: [1; 16],
        name: label("nobody"),
    };
    let forged = qr::challenge_text(&ask::issue(&claims, &key(11)).unwrap());
    assert!(matches!(stand.presenter.ask(&AskInput::Qr(forged)), Err(AskError::NotTrusted(_))));
    assert_eq!(stand.presenter.answer(77, Consent::Given), Err(AskError::Gone));
    assert_eq!(showing(&stand.shown()).audience, "police");
    world.presence.unlocked(world.clock.boot_ns());
    let firm = world.show("rental");
    assert_eq!(firm.presenter.ask(&AskInput::Digits("123456".to_owned())), Err(AskError::FirmMustSign));
}

#[test]
fn a_screenshot_brings_a_fresh_code_and_the_end_is_the_end() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let before = stand.shown();
    world.clock.pass_ms(1_000);
    stand.presenter.renew();
    stand.work();
    let after = stand.shown();
    assert_ne!(before, after);
    assert!(showing(&after).sequence > showing(&before).sequence);
    stand.presenter.stop();
    assert_eq!(stand.presenter.frame(), Frame::Over);
    assert_eq!(stand.worker.work(), None, "the thread ends");
}

#[test]
fn numbers_are_reserved_when_showing_starts_and_a_failed_write_stops_nothing() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let first = showing(&stand.shown()).sequence;
    assert_eq!(i64::from(first), NOW, "time leads");
    drop(stand);
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    assert_eq!(showing(&stand.shown()).sequence, first + 1024, "after a restart: beyond all that was reserved");
    world.secrets.order(Operation::Put, None, Fault::Fails(SecretError::Unavailable), 0, u32::MAX);
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    assert_eq!(showing(&stand.shown()).sequence, first + 2048);
}

#[test]
fn a_phone_whose_clock_went_back_shows_no_earlier_than_its_token() {
    let world = World::new();
    let clock = ManualClock::new(1_000_000_000_000);
    let mut setup = world.setup("police");
    setup.time = Arc::new(TimeKeeper::new(Arc::new(clock.clone()), None, ClockRecord::default()));
    let presence = Presence::default();
    presence.unlocked(clock.boot_ns());
    setup.presence = presence;
    let (presenter, worker) = Presenter::prepare(setup).unwrap();
    let mut stand = Stand { presenter, worker };
    stand.presenter.frame();
    stand.work();
    let showing = showing(&stand.shown());
    assert_eq!(showing.at, UnixSeconds(NOW - 3600));
    assert_eq!(showing.quality, lz_credential::presentation::ClockQuality::WallClock);
}

#[test]
fn the_thread_shows_by_itself_and_ends_when_the_presenter_is_dropped() {
    let world = World::new();
    let presenter = Presenter::start(world.setup("police")).unwrap();
    // The clock by hand stands still; the thread is woken by frame() alone. It is waited for, not timed.
    let code = loop {
        match presenter.frame() {
            Frame::Code(code) => break code,
            Frame::Wait { .. } => std::thread::yield_now(),
            Frame::Over => panic!("not over"),
        }
    };
    assert_eq!(code.look, Look::Green);
    let shared = Arc::downgrade(&presenter.shared);
    drop(presenter);
    while shared.upgrade().is_some() {
        std::thread::yield_now();
    }
}
