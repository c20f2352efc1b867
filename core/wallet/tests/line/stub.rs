//! A scripted authority behind the `Authority` port: verifies every signature, issues real tokens, and fails on order.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use lz_api::applications::{
    Application, ApplicationState, BeginPersonCheck, Due, FinishPersonCheck, PersonCheck, PersonOutcome, PhotoReceived,
    Route, Submit,
};
use lz_api::devices::{
    BindProof, Challenge, CodeSent, Enrol, Enrolled, LoggedIn, Login, NewSession, SessionMade, Unbound,
};
use lz_api::license::{IssuedToken, License, LicenseState, LiveStatus};
use lz_api::me::{
    Check, Checks, Facts, Label, LicenseSummary, Me, Notice, NoticeKind, Notices, Office, PhotoChange, RetainedPhoto,
    RetainedVerdict, WindowOnly,
};
use lz_api::signing::{Request, SignatureHeaders, read, verify_with};
use lz_api::{Blob, Problem, ProblemCode, routes};
use lz_credential::annex::{self, Annex};
use lz_credential::bind::Bind;
use lz_credential::policy::{DataFile, Policy, PolicyClaims, Purpose};
use lz_credential::server_time::{self, TimeClaims};
use lz_credential::token::{self, KeyLevel, LicenseClaims, PersonCheck as Checked, Profile, StatusRef, TokenClaims};
use lz_credential::trust::{Entry, Environment, Role, TrustClaims, TrustList};
use lz_credential::{Day, Kid, PublicKey, Signer, SoftwareEd25519, UnixSeconds, development};
use lz_license::Sex;
use lz_license::eligibility::Eligibility;
use lz_wallet::{Authority, HttpAnswer, HttpRequest, SendFuture, TransportError};
use sha2::{Digest, Sha256};

/// Friday 2026-09-04, 10:00 in Asia/Shanghai.
pub const NOW: i64 = 1_788_487_200;
pub const CODE: &str = "135790";
const ISS: &str = "lz:32";

/// What goes wrong with the next request whose path starts so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 503.
    Down,
    /// The deed is done, the answer never arrives.
    AnswerLost,
    /// 401 with a signed time.
    ClockOff,
    /// 200 with bytes that are no answer.
    Garbage,
}

/// One request as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub method: &'static str,
    pub path: String,
    pub key: Option<String>,
    pub not_modified: bool,
}

#[derive(Clone)]
pub struct Inside {
    pub offline: bool,
    /// The authority's clock.
    pub now: i64,
    pub faults: VecDeque<(&'static str, Fault)>,
    pub log: Vec<Sent>,
    pub routes: Vec<Route>,
    pub eligibility: Eligibility,
    pub window_only: Option<WindowOnly>,
    pub replaced: bool,
    pub applications: Vec<Application>,
    pub photos: BTreeMap<String, Vec<u8>>,
    pub notices: Vec<Notice>,
    pub version: u32,
    pub license: LicenseState,
    pub status: String,
    pub points: u8,
    pub since: Option<u32>,
    pub until: Option<u32>,
    /// The edition of the policy that is published now.
    pub policy: PolicySays,
    /// Spoils one byte of every token before it is sent.
    pub forge: bool,
    pub person: PersonOutcome,
    keys: Option<Keys>,
    voucher: Option<Blob>,
    logged_in: bool,
    persons: BTreeMap<String, String>,
    answered: BTreeMap<String, (u16, Vec<u8>)>,
    challenge: [u8; 16],
}

/// What the next policy carries.
#[derive(Debug, Clone, Default)]
pub struct PolicySays {
    pub edition: u32,
    pub statuses: Option<String>,
    pub photo: Option<String>,
}

#[derive(Clone)]
struct Keys {
    request: PublicKey,
    police: PublicKey,
    firms: PublicKey,
}

#[derive(Clone)]
pub struct Stub(Arc<Mutex<Inside>>);

fn signer(role: u8) -> SoftwareEd25519 {
    SoftwareEd25519::from_seed(&[role; 32])
}

impl Stub {
    pub fn new(routes: &[Route]) -> Self {
        Stub(Arc::new(Mutex::new(Inside {
            offline: false,
            now: NOW,
            faults: VecDeque::new(),
            log: Vec::new(),
            routes: routes.to_vec(),
            eligibility: Eligibility::default(),
            window_only: None,
            replaced: false,
            applications: Vec::new(),
            photos: BTreeMap::new(),
            notices: Vec::new(),
            version: 0,
            license: LicenseState::None,
            status: "A".to_owned(),
            points: 0,
            since: None,
            until: None,
            policy: PolicySays::default(),
            forge: false,
            person: PersonOutcome::Passed,
            keys: None,
            voucher: None,
            logged_in: false,
            persons: BTreeMap::new(),
            answered: BTreeMap::new(),
            challenge: [7; 16],
        })))
    }

    /// An authority that stands where this one stood at some moment.
    pub fn at(inside: Inside) -> Self {
        Stub(Arc::new(Mutex::new(inside)))
    }

    pub fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }

    pub fn fail_next(&self, path: &'static str, fault: Fault) {
        self.inside().faults.push_back((path, fault));
    }

    /// How often a path was asked for with a method.
    pub fn count(&self, method: &str, path: &str) -> usize {
        self.inside().log.iter().filter(|sent| sent.method == method && sent.path.starts_with(path)).count()
    }

    /// An officer decides on the open application.
    pub fn decide(&self, state: ApplicationState, rules: &[u8]) {
        let mut inside = self.inside();
        if let Some(application) = inside.applications.last_mut() {
            application.state = state;
            application.rules = rules.to_vec();
            application.tries_left = 2;
        }
        match state {
            ApplicationState::Issued => inside.issue(),
            _ => inside.tell(NoticeKind::Returned, rules),
        }
    }
}

impl Authority for Stub {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move { self.inside().answer(&request) })
    }
}

type Refused = (u16, Problem);

impl Inside {
    fn answer(&mut self, request: &HttpRequest) -> Result<HttpAnswer, TransportError> {
        if self.offline {
            return Err(TransportError::Unreachable);
        }
        let target = request.url.strip_prefix("http://127.0.0.1:1").expect("sent to the address of the setup");
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let fault = match self.faults.front() {
            Some((prefix, fault)) if path.starts_with(prefix) => Some(*fault),
            _ => None,
        };
        if fault.is_some() {
            self.faults.pop_front();
        }
        let header = |name: &str| request.headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
        let key = header(routes::IDEMPOTENCY_KEY);
        match fault {
            Some(Fault::Down) => return Ok(refuse(ProblemCode::Overloaded.into())),
            Some(Fault::Garbage) => return Ok(ok(b"<html>".to_vec(), None)),
            Some(Fault::ClockOff) => return Ok(self.clock_off(request)),
            Some(Fault::AnswerLost) | None => {}
        }
        let answered = key.as_ref().and_then(|key| self.answered.get(key).cloned());
        let answer = match answered {
            Some((status, body)) => HttpAnswer { status, body, ..HttpAnswer::default() },
            None => match self.route(request, path, query) {
                Ok((body, etagged)) => {
                    let etag = etagged.then(|| format!("\"{}\"", hex(&Sha256::digest(&body))));
                    if let Some(key) = &key {
                        self.answered.insert(key.clone(), (200, body.clone()));
                    }
                    if etag.is_some() && header("if-none-match") == etag {
                        HttpAnswer { status: 304, etag, ..HttpAnswer::default() }
                    } else {
                        ok(body, etag)
                    }
                }
                Err((status, problem)) => HttpAnswer { status, ..refuse(problem) },
            },
        };
        let not_modified = answer.status == 304;
        self.log.push(Sent { method: request.method.name(), path: path.to_owned(), key, not_modified });
        if fault == Some(Fault::AnswerLost) { Err(TransportError::Unreachable) } else { Ok(answer) }
    }

    /// Body, and whether it has an ETag.
    fn route(&mut self, request: &HttpRequest, path: &str, query: &str) -> Result<(Vec<u8>, bool), Refused> {
        let body = request.body.clone().unwrap_or_default();
        match (request.method.name(), path) {
            ("POST", routes::DEVICE_CHALLENGE) => {
                let nonce = Blob::from(&self.challenge[..]);
                return json(&Challenge { nonce, expires_in: 120, iss: ISS.to_owned() });
            }
            ("GET", routes::TRUST) => return Ok((trust_list(), true)),
            ("GET", routes::POLICY) => return Ok((policy(&self.policy), true)),
            ("GET", routes::TIME) => return Ok((server_time(query, self.now), false)),
            ("POST", routes::DEVICES) => {
                let enrol: Enrol = serde_json::from_slice(&body).unwrap();
                let request_key = PublicKey::from_cose(enrol.request_key.as_slice()).unwrap();
                verified(request, &request_key)?;
                let (police, firms) = self.bound(&enrol.police, &enrol.firms, &request_key);
                self.keys = Some(Keys { request: request_key.clone(), police, firms });
                self.voucher = enrol.police.hardware_key.clone();
                self.replaced = false;
                return json(&Enrolled { device: Blob::from(&request_key.kid().0[..]), at: NOW });
            }
            _ => {}
        }
        let keys = self.keys.as_ref().ok_or((401, ProblemCode::DeviceUnknown.into()))?;
        verified(request, &keys.request)?;
        if self.replaced {
            return Err((401, ProblemCode::DeviceReplaced.into()));
        }
        match (request.method.name(), path) {
            ("POST", routes::LOGIN_CODE) => return json(&CodeSent { expires_in: 300, next_in: 60 }),
            ("POST", routes::LOGIN) => {
                let login: Login = serde_json::from_slice(&body).unwrap();
                if login.code != CODE {
                    return Err((403, ProblemCode::LoginWrong.into()));
                }
                self.logged_in = true;
                return json(&LoggedIn { account: "a".to_owned() });
            }
            _ if !self.logged_in => return Err((401, ProblemCode::NotLoggedIn.into())),
            _ => {}
        }
        if let Some(hash) = path.strip_prefix("/v1/me/photos/") {
            if request.method.name() == "HEAD" {
                return match self.photos.contains_key(hash) {
                    true => Ok((Vec::new(), false)),
                    false => Err((404, ProblemCode::NotFound.into())),
                };
            }
            assert_eq!(hash, hex(&Sha256::digest(&body)), "R38: the bytes are those of the name");
            self.photos.insert(hash.to_owned(), body.clone());
            return json(&PhotoReceived { sha256: hash.to_owned(), bytes: body.len() as u32, rules: Vec::new() });
        }
        if let Some(id) = path.strip_prefix("/v1/me/person-checks/") {
            let _: FinishPersonCheck = serde_json::from_slice(&body).unwrap();
            return json(&self.person_check(id, self.person));
        }
        match (request.method.name(), path) {
            ("POST", routes::SESSION_KEYS) => {
                let ask: NewSession = serde_json::from_slice(&body).unwrap();
                assert!(
                    self.voucher.is_some() && ask.police.hardware_key == self.voucher,
                    "the hardware of the enrolment"
                );
                let request_key = self.keys.as_ref().unwrap().request.clone();
                let (police, firms) = self.bound(&ask.police, &ask.firms, &request_key);
                self.keys = Some(Keys { request: request_key, police, firms });
                json(&SessionMade { at: NOW })
            }
            ("POST", routes::PERSON_CHECKS) => {
                let begin: BeginPersonCheck = serde_json::from_slice(&body).unwrap();
                let id = format!("check-{}", self.persons.len());
                self.persons.insert(id.clone(), begin.application);
                json(&self.person_check(&id, PersonOutcome::Pending))
            }
            ("POST", routes::APPLICATIONS) => self.submit(request, &serde_json::from_slice(&body).unwrap()),
            ("GET", routes::ME) => etagged(&self.me()),
            ("GET", routes::LICENSE) => etagged(&self.license_answer()),
            ("GET", routes::RETAINED_PHOTO) => Ok((b"retained".to_vec(), true)),
            ("GET", routes::NOTICES) => {
                let after: u64 = query.strip_prefix("after=").unwrap().parse().unwrap();
                let notices = self.notices.iter().filter(|notice| notice.number > after).cloned().collect();
                etagged(&Notices { notices })
            }
            ("GET", routes::MY_CHECKS) => {
                let check = Check {
                    at: NOW,
                    who: "Suzhou patrol".to_owned(),
                    audience: "police".to_owned(),
                    profile: 1,
                    online: false,
                };
                etagged(&Checks { checks: vec![check] })
            }
            ("POST", routes::UNBIND) => {
                self.logged_in = false;
                json(&Unbound { at: NOW })
            }
            other => panic!("no such route: {other:?}"),
        }
    }

    /// The presentation keys that two proofs prove; a session key needs its voucher.
    fn bound(&self, police: &BindProof, firms: &BindProof, request_key: &PublicKey) -> (PublicKey, PublicKey) {
        let bound = |proof: &BindProof| {
            let bind = Bind::from_untrusted(proof.bind.as_slice()).unwrap();
            let claims = bind.by_new_key(ISS, &self.challenge).unwrap().clone();
            assert_eq!(claims.request_key, request_key.kid());
            assert_eq!(proof.by_hardware.is_some(), proof.hardware_key.is_some());
            assert_eq!(claims.level == KeyLevel::HardwareBound, proof.by_hardware.is_some());
            if let Some((bind, hardware)) = proof.by_hardware.as_ref().zip(proof.hardware_key.as_ref()) {
                let hardware = PublicKey::from_cose(hardware.as_slice()).unwrap();
                let vouched = Bind::from_untrusted(bind.as_slice()).unwrap();
                assert_eq!(vouched.by(&hardware, ISS, &self.challenge).unwrap(), &claims, "the same claims");
            }
            claims.key
        };
        let (police, firms) = (bound(police), bound(firms));
        assert_ne!(police, firms, "firms must not be able to link a driver to the police token");
        (police, firms)
    }

    /// The keys that tokens name now: of profile 1, and of profiles 2 and 3.
    pub fn presentation_keys(&self) -> Option<(PublicKey, PublicKey)> {
        self.keys.as_ref().map(|keys| (keys.police.clone(), keys.firms.clone()))
    }

    fn submit(&mut self, request: &HttpRequest, submit: &Submit) -> Result<(Vec<u8>, bool), Refused> {
        let id = request.headers.iter().find(|(name, _)| *name == routes::IDEMPOTENCY_KEY).unwrap().1.clone();
        assert_eq!(self.persons.get(&submit.person_check), Some(&id), "R31: the check is this application's");
        assert!(submit.confirmed, "R30");
        if let Some(photo) = &submit.photo {
            assert!(self.photos.contains_key(photo), "the photo comes first");
            assert_eq!(submit.notice_version, Some(3), "R36");
        }
        let reviewed = submit.route != Route::Retained;
        let application = Application {
            id,
            kind: submit.kind,
            route: submit.route,
            state: if reviewed { ApplicationState::InReview } else { ApplicationState::Issued },
            submitted_at: NOW,
            due: reviewed.then_some(Due { day: 20_260_907, beyond_calendar: false }),
            rules: Vec::new(),
            decided_at: None,
            tries_left: 3,
        };
        self.applications.push(application.clone());
        if !reviewed {
            self.issue();
        }
        json(&application)
    }

    pub fn issue(&mut self) {
        self.version += 1;
        self.license = LicenseState::Shown;
        self.tell(NoticeKind::Issued, &[]);
    }

    pub fn tell(&mut self, kind: NoticeKind, rules: &[u8]) {
        let number = self.notices.len() as u64 + 1;
        self.notices.push(Notice { number, at: NOW, kind, rules: rules.to_vec(), value: None });
    }

    fn person_check(&self, id: &str, outcome: PersonOutcome) -> PersonCheck {
        let adapter = "dev-unverified".to_owned();
        PersonCheck { id: id.to_owned(), adapter, proves: false, outcome, expires_at: NOW + 600 }
    }

    fn me(&self) -> Me {
        let shown = self.license == LicenseState::Shown;
        let verdict =
            if self.routes.contains(&Route::Retained) { RetainedVerdict::Good } else { RetainedVerdict::None };
        let label = |text: &str| Label { zh_hans: text.to_owned(), en: text.to_owned() };
        Me {
            account: "a".to_owned(),
            facts: Facts {
                name: "李样本".to_owned(),
                id_type: "citizen".to_owned(),
                id_number: "190101198001010023".to_owned(),
                classes: "C1".to_owned(),
                valid_from: 20_200_101,
                valid_to: 20_300_101,
                authority: 320_500,
                authority_name: "江苏省苏州市公安局交通警察支队".to_owned(),
                status: self.status.clone(),
                points: self.points,
            },
            facts_id: Blob(vec![1, 2, 3]),
            eligibility: self.eligibility.clone(),
            routes: self.routes.clone(),
            retained_photo: RetainedPhoto {
                verdict,
                rules: Vec::new(),
                sha256: Some(hex(&Sha256::digest(b"retained"))),
                taken_on: None,
            },
            tries_left: 3,
            window_only: self.window_only,
            photo_change: PhotoChange { allowed: shown, from: None },
            busy: false,
            notice_version: 3,
            office: Some(Office {
                city: 320_500,
                city_name: label("Suzhou"),
                name: label("Suzhou office"),
                address: label("1 Example Road"),
                specimen: true,
                bring: vec!["bring-id-document".to_owned()],
            }),
            license: (self.version > 0).then(|| LicenseSummary {
                version: self.version,
                shown,
                apply_again: Vec::new(),
                photo: Route::Retained,
            }),
            application: self.applications.last().cloned(),
        }
    }

    fn license_answer(&self) -> License {
        let tokens = match self.license {
            LicenseState::Shown => Profile::ALL.iter().map(|profile| self.token(*profile)).collect(),
            _ => Vec::new(),
        };
        License {
            version: self.version,
            state: self.license,
            tokens,
            live: LiveStatus {
                status: self.status.clone(),
                points: self.points,
                changed_at: NOW,
                since: self.since,
                until: self.until,
                apply_again: Vec::new(),
            },
        }
    }

    fn token(&self, profile: Profile) -> IssuedToken {
        let full = profile == Profile::Full;
        let annex = Annex {
            salt: [profile.number(); 16],
            portrait: portrait(),
            address: full.then(|| "苏州市样本路1号".to_owned()),
            record: full.then(|| "实习期至2021年01月01日。".to_owned()),
        };
        let annex = annex::encode(&annex).unwrap();
        let keys = self.keys.as_ref().unwrap();
        let day = |ymd| Day::from_ymd(ymd).unwrap();
        let license = LicenseClaims {
            profile: Profile::Full,
            name: "李样本".to_owned(),
            id_number: Some("190101198001010023".to_owned()),
            sex: Sex::Female,
            nationality: "CHN".to_owned(),
            birth: Some(day(19_800_101)),
            first_issue: day(20_200_101),
            classes: "C1".parse().unwrap(),
            valid_from: day(20_200_101),
            valid_to: day(20_300_101),
            file_number: Some("320500123456".to_owned()),
            authority: 320_500,
            points: Some(self.points),
            status: self.status.parse().unwrap(),
            annex_hash: annex::hash(&annex),
            card_number: Some("3200123456789".to_owned()),
            version: self.version,
            person_check: Checked::Development,
            key_level: KeyLevel::Sealed,
            next_due: None,
            deferred_until: None,
            conditions: None,
        };
        let claims = TokenClaims {
            issuer: ISS.to_owned(),
            serial: format!("serial-{:04}", self.version * 10 + u32::from(profile.number())),
            issued_at: UnixSeconds(NOW - 5),
            expires_at: UnixSeconds(NOW - 5 + 7 * 86_400),
            holder: if full { keys.police.clone() } else { keys.firms.clone() },
            status: StatusRef { index: 1, uri: "lz:32/status/0".to_owned() },
            license: license.reduced(profile, annex::hash(&annex)),
        };
        let mut token = token::issue(&claims, &signer(1)).unwrap();
        if self.forge {
            let last = token.len() - 1;
            token[last] ^= 1;
        }
        IssuedToken {
            profile: profile.number(),
            token: Blob(token),
            annex: Blob(annex),
            expires_at: claims.expires_at.0,
        }
    }

    /// Refuses for the clock, with a signed time for the nonce of the refused request.
    fn clock_off(&self, request: &HttpRequest) -> HttpAnswer {
        let read = read(&headers_of(request)).expect("signed");
        let kid = Kid(read.keyid.clone().try_into().unwrap());
        let time = time_claims(read.nonce, kid, self.now);
        let time = server_time::issue(&time, &signer(3)).unwrap();
        refuse(Problem { server_time: Some(Blob(time)), ..Problem::new(ProblemCode::ClockOff) })
    }
}

fn verified(request: &HttpRequest, key: &PublicKey) -> Result<(), Refused> {
    let headers = headers_of(request);
    let idempotency = request.headers.iter().find(|(name, _)| *name == routes::IDEMPOTENCY_KEY);
    let parts = Request {
        method: request.method.name(),
        target_uri: &request.url,
        body: request.body.as_deref(),
        idempotency_key: idempotency.map(|(_, value)| value.as_str()),
    };
    let read = read(&headers).map_err(|_| (401, ProblemCode::SignatureMissing.into()))?;
    verify_with(&read, &parts, headers.content_digest.as_deref(), key)
        .map_err(|_| (401, ProblemCode::DeviceUnknown.into()))
}

fn headers_of(request: &HttpRequest) -> SignatureHeaders {
    let header = |name: &str| request.headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
    SignatureHeaders {
        content_digest: header("content-digest"),
        signature_input: header("signature-input").unwrap_or_default(),
        signature: header("signature").unwrap_or_default(),
    }
}

fn time_claims(nonce: [u8; 16], client: Kid, now: i64) -> TimeClaims {
    TimeClaims { issuer: ISS.to_owned(), nonce, unix_ms: now as u64 * 1000, client }
}

fn server_time(query: &str, now: i64) -> Vec<u8> {
    let part = |name: &str| {
        let value = query.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap();
        Blob::parse(value).unwrap().0
    };
    let kid = Kid(part("kid=").try_into().unwrap());
    server_time::issue(&time_claims(part("nonce=").try_into().unwrap(), kid, now), &signer(3)).unwrap()
}

fn trust_list() -> Vec<u8> {
    let entry = |role, number, prefixes: &[&str]| Entry {
        key: signer(number).key().clone(),
        issuer: ISS.to_owned(),
        role,
        authority_prefixes: prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
        signs_from: UnixSeconds(NOW - 90 * 86_400),
        signs_until: UnixSeconds(NOW + 90 * 86_400),
        accepted_until: UnixSeconds(NOW + 180 * 86_400),
    };
    let claims = TrustClaims {
        issuer: ISS.to_owned(),
        issued_at: UnixSeconds(NOW - 3_600),
        expires_at: UnixSeconds(NOW + 30 * 86_400),
        sequence: 1,
        environment: Environment::Development,
        entries: vec![entry(Role::License, 1, &["32"]), entry(Role::Time, 3, &[]), entry(Role::Policy, 4, &[])],
        status_prefixes: vec!["lz:32/".to_owned()],
    };
    TrustList::sign(&claims, &[&development::root()]).unwrap()
}

fn policy(says: &PolicySays) -> Vec<u8> {
    let name = |text: &str| lz_credential::Label { zh_hans: text.to_owned(), en: text.to_owned() };
    let rental = Purpose { profile: Profile::Limited, challenge_required: true, name: name("Car rental") };
    let mut claims = PolicyClaims {
        issuer: ISS.to_owned(),
        issued_at: UnixSeconds(NOW - 3_600),
        expires_at: UnixSeconds(NOW + 30 * 86_400),
        sequence: 1 + says.edition,
        least_app_version: 1,
        purposes: BTreeMap::from([("rental".to_owned(), rental)]),
        authorities: BTreeMap::new(),
        more: BTreeMap::new(),
    };
    for (file, text) in [(DataFile::StatusTable, &says.statuses), (DataFile::PhotoSpec, &says.photo)] {
        if let Some(text) = text {
            claims.set_data(file, text);
        }
    }
    Policy::issue(&claims, &signer(4)).unwrap()
}

/// The portrait of the specimen license.
fn portrait() -> Vec<u8> {
    include_bytes!("../../../render/tests/data/portrait.webp").to_vec()
}

fn ok(body: Vec<u8>, etag: Option<String>) -> HttpAnswer {
    HttpAnswer { status: 200, etag, retry_after: None, body }
}

fn refuse(problem: Problem) -> HttpAnswer {
    let status = problem.code.status();
    HttpAnswer { status, body: serde_json::to_vec(&problem).unwrap(), ..HttpAnswer::default() }
}

fn json(value: &impl serde::Serialize) -> Result<(Vec<u8>, bool), Refused> {
    Ok((serde_json::to_vec(value).unwrap(), false))
}

fn etagged(value: &impl serde::Serialize) -> Result<(Vec<u8>, bool), Refused> {
    Ok((serde_json::to_vec(value).unwrap(), true))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
