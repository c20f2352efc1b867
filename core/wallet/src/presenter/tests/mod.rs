//! A phone that shows and a terminal that judges, with a clock turned by hand.

mod asking;
mod turning;

use std::collections::BTreeMap;
use std::sync::Mutex;

use lz_credential::ask::AskClaims;
use lz_credential::policy::{PolicyClaims, Purpose, terms};
use lz_credential::presentation::Presentation;
use lz_credential::status_list::StatusLists;
use lz_credential::token::{self, KeyLevel, LicenseClaims, PersonCheck, StatusRef, TokenClaims};
use lz_credential::trust::{Entry, Environment, Role, Roots, TrustClaims};
use lz_credential::verify::{Check, Seen, Session, Verifier};
use lz_credential::{Label, PublicKey, SignError, SoftwareEd25519, UnixSeconds, annex, ask, qr};
use lz_license::{Day, Sex};

use super::*;
use crate::clock::manual::ManualClock;
use crate::clock::{Clock, ClockRecord};
use crate::secrets::MemoryStore;

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
    /// Lets so many milliseconds pass before it answers.
    hangs: Mutex<Option<(ManualClock, u64)>>,
    signed: AtomicU64,
}

impl HeldKey {
    fn new(seed: u8) -> Arc<Self> {
        Arc::new(Self { key: key(seed), fails: Mutex::new(None), hangs: Mutex::new(None), signed: AtomicU64::new(0) })
    }
}

impl Signer for HeldKey {
    fn key(&self) -> &PublicKey {
        self.key.key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        self.signed.fetch_add(1, Ordering::SeqCst);
        if let Some((clock, ms)) = &*self.hangs.lock().unwrap() {
            clock.pass_ms(*ms);
        }
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
        assert!(is_code_of(&code, &qr::presentation_text(&bytes)), "the picture is that of the bytes");
        bytes
    }
}

/// The masks with which a picture is the code of a text.
fn masks_of(code: &CodeFrame, text: &str) -> Vec<u8> {
    let version = u8::try_from((code.side - 17) / 4).unwrap();
    let same = |mask: &u8| {
        let drawn = lz_render::qr::modules_sized(text, lz_render::qr::Mask::new(*mask).unwrap(), version).unwrap();
        (drawn.side, &drawn.bits[..]) == (code.side, &code.modules[..])
    };
    (0..8).filter(same).collect()
}

fn is_code_of(code: &CodeFrame, text: &str) -> bool {
    !masks_of(code, text).is_empty()
}

fn showing(bytes: &[u8]) -> lz_credential::presentation::Showing {
    Presentation::from_untrusted(bytes).unwrap().unverified_showing().clone()
}
