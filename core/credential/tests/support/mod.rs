//! A small world with fixed keys, made from one seed word, and a CBOR writer that can also write what must be refused.

#![allow(dead_code)] // each test program uses its part of it

pub mod cases;
pub mod cbor;
pub mod golden;
pub mod objects_refused;

use std::collections::BTreeMap;

use lz_credential::annex::{self, Annex};
use lz_credential::ask::{self, AskClaims};
use lz_credential::bind::{self, BindClaims};
use lz_credential::policy::{Policy, PolicyClaims, Purpose};
use lz_credential::presentation::{ClockQuality, Showing, present};
use lz_credential::server_time::{self, TimeClaims};
use lz_credential::status_delta::{self, DeltaClaims, ListChange, chain_hash};
use lz_credential::status_list::{ListClaims, StatusList, StatusLists, StatusValue, Values};
use lz_credential::token::{KeyLevel, LicenseClaims, PersonCheck, Profile, StatusRef, Token, TokenClaims, issue};
use lz_credential::trust::{Entry, Environment, Role, Roots, TrustClaims, TrustList};
use lz_credential::{Day, Label, Signer, SoftwareEd25519, SoftwareP256, UnixSeconds, development};
use lz_license::Sex;
use sha2::{Digest, Sha256};

pub const SEED: &str = "liangzheng";
/// `iat` of every token, 2026-11-18 in Shanghai.
pub const IAT: i64 = 1_795_000_000;
/// When presentations are made, and the terminal's clock unless a case says otherwise.
pub const SHOWN: i64 = IAT + 120;
pub const NOW: i64 = SHOWN + 5;
pub const URI: &str = "https://lz.example/s/00001";
pub const NONCE: [u8; 16] = [0, 0, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];

pub fn random<const N: usize>(name: &str) -> [u8; N] {
    let mut out = [0; N];
    for (place, chunk) in out.chunks_mut(32).enumerate() {
        let hash = Sha256::digest(format!("{SEED}/core/{name}/{place}"));
        chunk.copy_from_slice(&hash[..chunk.len()]);
    }
    out
}

pub fn ed(name: &str) -> SoftwareEd25519 {
    SoftwareEd25519::from_seed(&random(name))
}

pub fn p256(name: &str) -> SoftwareP256 {
    SoftwareP256::from_scalar(&random(name)).expect("a hash is a scalar, nearly always")
}

/// Names of the Ed25519 keys; `root` is the development root.
pub const KEYS: [&str; 14] = [
    "issuer",
    "issuer-old",
    "status",
    "time",
    "policy",
    "asker",
    "holder",
    "holder-limited",
    "stranger",
    "request",
    "root",
    "root-a",
    "root-b",
    "root-c",
];

pub fn key(name: &str) -> Box<dyn Signer> {
    match name {
        "root" => Box::new(development::root()),
        "holder-es" | "hardware" => Box::new(p256(name)),
        _ => Box::new(ed(name)),
    }
}

pub fn annex_bytes(profile: Profile) -> Vec<u8> {
    let full = profile == Profile::Full;
    let annex = Annex {
        salt: random("salt"),
        portrait: random::<2400>("portrait").to_vec(),
        address: full.then(|| "样例市样例区样证路1号院2号楼3单元401室".to_owned()),
        record: full.then(|| "C1 2015-06-01 初次领证;2021-06-01 换证;无违法未处理记录".to_owned()),
    };
    annex::encode(&annex).expect("within limits")
}

pub fn day(ymd: u32) -> Day {
    Day::from_ymd(ymd).expect("a calendar day")
}

pub fn license() -> LicenseClaims {
    LicenseClaims {
        profile: Profile::Full,
        name: "陈亮证".to_owned(),
        id_number: Some("190101198808201031".to_owned()),
        sex: Sex::Male,
        nationality: "CHN".to_owned(),
        birth: Some(day(19880820)),
        first_issue: day(20150601),
        classes: "C1D".parse().expect("classes"),
        valid_from: day(20210601),
        valid_to: day(20310531),
        file_number: Some("320200123456".to_owned()),
        authority: 320_200,
        points: Some(3),
        status: "A".parse().expect("status"),
        annex_hash: annex::hash(&annex_bytes(Profile::Full)),
        card_number: Some("3202001234567".to_owned()),
        version: 100_001,
        person_check: PersonCheck::Remote,
        key_level: KeyLevel::Sealed,
        next_due: Some(day(20270630)),
        deferred_until: None,
        conditions: Some(0),
    }
}

pub fn claims(holder: &str) -> TokenClaims {
    TokenClaims {
        issuer: "lz:32".to_owned(),
        serial: "AbCdEfGh-_0".to_owned(),
        issued_at: UnixSeconds(IAT),
        expires_at: UnixSeconds(IAT + 604_800),
        holder: key(holder).key().clone(),
        status: StatusRef { index: 654_321, uri: URI.to_owned() },
        license: license(),
    }
}

/// A token of `profile`, changed by `change` before it is signed by the issuer.
pub fn token_of(profile: Profile, holder: &str, change: impl FnOnce(&mut TokenClaims)) -> Vec<u8> {
    let mut claims = claims(holder);
    claims.license = claims.license.reduced(profile, annex::hash(&annex_bytes(profile)));
    change(&mut claims);
    issue(&claims, &*key("issuer")).expect("a token that may be issued")
}

pub fn token(holder: &str, change: impl FnOnce(&mut TokenClaims)) -> Vec<u8> {
    token_of(Profile::Full, holder, change)
}

pub fn showing(change: impl FnOnce(&mut Showing)) -> Showing {
    let mut showing = Showing {
        audience: "police".to_owned(),
        at: UnixSeconds(SHOWN),
        cnonce: None,
        quality: ClockQuality::Anchored,
        sequence: SHOWN as u32,
    };
    change(&mut showing);
    showing
}

pub fn shown(token: &[u8], holder: &str, change: impl FnOnce(&mut Showing)) -> Vec<u8> {
    let token = Token::from_untrusted(token).expect("our own token");
    present(&token, &showing(change), &*key(holder)).expect("the holder's key")
}

fn entry(name: &str, role: Role, prefixes: &[&str]) -> Entry {
    Entry {
        key: key(name).key().clone(),
        issuer: if role == Role::Asker { "zuche".to_owned() } else { "lz:32".to_owned() },
        role,
        authority_prefixes: prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
        signs_from: UnixSeconds(IAT - 864_000),
        signs_until: UnixSeconds(IAT + 8_640_000),
        accepted_until: UnixSeconds(IAT + 9_244_800),
    }
}

pub fn trust_claims() -> TrustClaims {
    let mut old = entry("issuer-old", Role::License, &["32"]);
    old.signs_until = UnixSeconds(IAT - 1);
    TrustClaims {
        issuer: "lz".to_owned(),
        issued_at: UnixSeconds(IAT - 86_400),
        expires_at: UnixSeconds(IAT + 2_592_000),
        sequence: 3,
        environment: Environment::Development,
        entries: vec![
            entry("issuer", Role::License, &["32"]),
            old,
            entry("status", Role::Status, &[]),
            entry("time", Role::Time, &[]),
            entry("policy", Role::Policy, &[]),
            entry("asker", Role::Asker, &[]),
        ],
        status_prefixes: vec!["https://lz.example/s/".to_owned()],
    }
}

pub fn sign_trust(claims: &TrustClaims, roots: &[&str]) -> Vec<u8> {
    let roots: Vec<_> = roots.iter().map(|name| key(name)).collect();
    let signers: Vec<&dyn Signer> = roots.iter().map(|root| &**root).collect();
    TrustList::sign(claims, &signers).expect("a list that may be signed")
}

pub fn production_roots() -> Roots {
    Roots::production(["root-a", "root-b", "root-c"].map(|name| key(name).key().clone())).expect("three distinct roots")
}

pub fn production_claims() -> TrustClaims {
    TrustClaims { environment: Environment::Production, ..trust_claims() }
}

pub fn trust_list() -> TrustList {
    let bytes = sign_trust(&trust_claims(), &["root"]);
    TrustList::accept(&bytes, &Roots::development(), None, UnixSeconds(NOW)).expect("a good list")
}

pub fn list_claims(issued_at: i64, sequence: u32) -> ListClaims {
    ListClaims {
        uri: URI.to_owned(),
        issued_at: UnixSeconds(issued_at),
        expires_at: UnixSeconds(issued_at + 604_800),
        ttl: 21_600,
        sequence,
    }
}

/// A list in which the entry of the tokens here has `value`.
pub fn list(issued_at: i64, value: StatusValue) -> Vec<u8> {
    let mut values = Values::default();
    for (index, other) in [(5, StatusValue::AskRegister), (6, StatusValue::Ended), (7, StatusValue::Replaced)] {
        values.set(index, other);
    }
    values.set(654_321, value);
    StatusList::issue(&list_claims(issued_at, 7), &values, &*key("status")).expect("a list")
}

pub fn deltas() -> [Vec<u8>; 2] {
    let before = Values::default();
    let mut middle = before.clone();
    middle.set(0, StatusValue::Ended);
    middle.set(654_321, StatusValue::AskRegister);
    middle.set(1_048_575, StatusValue::Replaced);
    let claims = |sequence, previous, changes| DeltaClaims {
        issuer: "lz:32".to_owned(),
        issued_at: UnixSeconds(IAT + 60 * i64::from(sequence)),
        expires_at: UnixSeconds(IAT + 86_400),
        sequence,
        previous,
        changes,
    };
    let change = ListChange::between(URI, &before, &middle).expect("three entries differ");
    let first = status_delta::issue(&claims(8, [0; 16], vec![change]), &*key("status")).expect("a delta");
    let second = status_delta::issue(&claims(9, chain_hash(&first), vec![]), &*key("status")).expect("a delta");
    [first, second]
}

pub fn policy_claims() -> PolicyClaims {
    let purpose = |profile, zh: &str, en: &str, challenge_required| Purpose {
        profile,
        challenge_required,
        name: Label { zh_hans: zh.to_owned(), en: en.to_owned() },
    };
    PolicyClaims {
        issuer: "lz:32".to_owned(),
        issued_at: UnixSeconds(IAT - 3_600),
        expires_at: UnixSeconds(IAT + 2_592_000),
        sequence: 4,
        least_app_version: 1,
        purposes: BTreeMap::from([
            ("police".to_owned(), purpose(Profile::Full, "路面检查", "Roadside check", false)),
            ("rental".to_owned(), purpose(Profile::Limited, "租赁车辆", "Car rental", true)),
            ("recruit".to_owned(), purpose(Profile::LimitedWithPoints, "职业招聘", "Recruitment", true)),
        ]),
        authorities: BTreeMap::from([(
            320_200,
            Label { zh_hans: "样例市公安局".to_owned(), en: "Sample City Police".to_owned() },
        )]),
        more: BTreeMap::from([(100, vec![0xf5])]),
    }
}

pub fn ask_claims() -> AskClaims {
    AskClaims {
        issuer: "zuche".to_owned(),
        purpose: "rental".to_owned(),
        issued_at: UnixSeconds(SHOWN - 10),
        expires_at: UnixSeconds(SHOWN + 110),
        nonce: NONCE,
        name: Label { zh_hans: "样证租车".to_owned(), en: "Sample Rentals".to_owned() },
    }
}

pub fn bind_claims(holder: &str) -> BindClaims {
    BindClaims {
        audience: "lz:32".to_owned(),
        issued_at: UnixSeconds(SHOWN),
        key: key(holder).key().clone(),
        nonce: NONCE,
        request_key: key("request").key().kid(),
        level: KeyLevel::HardwareBound,
        attestation: None,
    }
}

pub fn time_claims() -> TimeClaims {
    TimeClaims {
        issuer: "lz:32".to_owned(),
        nonce: NONCE,
        unix_ms: SHOWN as u64 * 1_000 + 250,
        client: key("request").key().kid(),
    }
}

/// Every object besides presentations, by name.
pub fn objects() -> BTreeMap<&'static str, Vec<u8>> {
    let [first, second] = deltas();
    let expired = TrustClaims { sequence: 4, expires_at: UnixSeconds(IAT), ..trust_claims() };
    BTreeMap::from([
        ("trust-list", sign_trust(&trust_claims(), &["root"])),
        ("trust-list-expired", sign_trust(&expired, &["root"])),
        ("trust-list-production", sign_trust(&production_claims(), &["root-a", "root-c"])),
        ("list-nothing-newer", list(IAT + 60, StatusValue::NothingNewer)),
        ("list-ended", list(IAT - 60, StatusValue::Ended)),
        ("list-ask-newer", list(IAT, StatusValue::AskRegister)),
        ("list-ask-older", list(IAT - 1, StatusValue::AskRegister)),
        ("list-replaced", list(IAT + 60, StatusValue::Replaced)),
        ("list-for-deltas", {
            StatusList::issue(&list_claims(IAT, 7), &Values::default(), &*key("status")).expect("a list")
        }),
        ("delta-8", first),
        ("delta-9", second),
        ("policy", Policy::issue(&policy_claims(), &*key("policy")).expect("a policy")),
        ("ask", ask::issue(&ask_claims(), &*key("asker")).expect("an ask")),
        ("ask-open", ask::open(&NONCE)),
        ("server-time", server_time::issue(&time_claims(), &*key("time")).expect("a time")),
        ("bind-by-new-key", bind::sign(&bind_claims("holder"), &*key("holder")).expect("a bind")),
        ("bind-by-hardware", bind::sign(&bind_claims("holder"), &*key("hardware")).expect("a bind")),
        ("annex-full", annex_bytes(Profile::Full)),
        ("annex-limited", annex_bytes(Profile::Limited)),
    ])
}

pub fn lists(names: &[&str], trust: &TrustList) -> StatusLists {
    let objects = objects();
    let mut lists = StatusLists::default();
    for name in names {
        lists.accept(&objects[name], trust, UnixSeconds(NOW)).expect("a good list");
    }
    lists
}
