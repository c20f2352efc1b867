//! Invented licenses, really issued and really verified: a page can be made of nothing else.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test file uses a part; specimens may panic")]

use lz_credential::annex::{self, Annex};
use lz_credential::development;
use lz_credential::token::{self, KeyLevel, LicenseClaims, PersonCheck, Profile, StatusRef, TokenClaims};
use lz_credential::trust::{Entry, Environment, Role, Roots, TrustClaims, TrustList};
use lz_credential::verify::{VerifiedLicense, VerifiedToken};
use lz_credential::{Signer, SoftwareEd25519};
use lz_license::{Day, Sex, StatusTable, UnixSeconds};
use lz_render::{Code, Freshness, Moment, Sheet, StatusNotes, qr};

/// The portrait of astronaut Eileen Collins (NASA, public domain), 132 by 192.
pub const PORTRAIT: &[u8] = include_bytes!("../data/portrait.webp");
/// 2026-11-24 09:41:12 in Shanghai.
pub const NOW: UnixSeconds = UnixSeconds(1_795_484_472);
/// The office that issued them.
pub const OFFICE: &str = "江苏省苏州市公安局交通警察支队";

pub fn day(ymd: u32) -> Day {
    Day::from_ymd(ymd).unwrap()
}

/// A driver in good standing.
pub fn claims() -> LicenseClaims {
    LicenseClaims {
        profile: Profile::Full,
        name: "林知夏".into(),
        id_number: Some("190101199204170028".into()),
        sex: Sex::Female,
        nationality: "CHN".into(),
        birth: Some(day(19_920_417)),
        first_issue: day(20_130_826),
        classes: "C1D".parse().unwrap(),
        valid_from: day(20_190_826),
        valid_to: day(20_290_826),
        file_number: Some("320512345678".into()),
        authority: 320_500,
        points: Some(3),
        status: "A".parse().unwrap(),
        annex_hash: [0; 32],
        card_number: Some("3260028416316".into()),
        version: 100_001,
        person_check: PersonCheck::Development,
        key_level: KeyLevel::Sealed,
        next_due: None,
        deferred_until: None,
        conditions: None,
    }
}

pub fn annex() -> Annex {
    Annex {
        salt: [7; 16],
        portrait: PORTRAIT.to_vec(),
        address: Some("江苏省苏州市虎丘区望海街道听涛路1288号云杉苑3幢2单元1701室".into()),
        record: Some(
            "请于2029年05月26日至2029年08月26日间申请换领新证。准驾车型D于2016年03月11日增加；实习期至2014年08月25日。"
                .into(),
        ),
    }
}

/// Issues and verifies a license with this annex.
pub fn verified(mut claims: LicenseClaims, annex: &Annex) -> VerifiedLicense {
    let (root, issuer, holder) =
        (development::root(), SoftwareEd25519::from_seed(&[2; 32]), SoftwareEd25519::from_seed(&[3; 32]));
    let issued = NOW.plus(-3 * 3600 - 131);
    let list = TrustClaims {
        issuer: "lz:dev".into(),
        issued_at: issued.plus(-86_400),
        expires_at: issued.plus(30 * 86_400),
        sequence: 1,
        environment: Environment::Development,
        entries: vec![Entry {
            key: issuer.key().clone(),
            issuer: "lz:32".into(),
            role: Role::License,
            authority_prefixes: vec!["32".into()],
            signs_from: issued.plus(-86_400),
            signs_until: issued.plus(86_400),
            accepted_until: issued.plus(20 * 86_400),
        }],
        status_prefixes: vec!["https://s.invalid/".into()],
    };
    let bytes = TrustList::sign(&list, &[&root]).unwrap();
    let trust = TrustList::accept(&bytes, &Roots::development(), None, NOW).unwrap();
    let annex = annex::encode(annex).unwrap();
    claims.annex_hash = annex::hash(&annex);
    let claims = TokenClaims {
        issuer: "lz:32".into(),
        serial: "AAAAAAAAAAA".into(),
        issued_at: issued,
        expires_at: issued.plus(7 * 86_400),
        holder: holder.key().clone(),
        status: StatusRef { index: 100_000, uri: "https://s.invalid/32/7".into() },
        license: claims,
    };
    let token = token::issue(&claims, &issuer).unwrap();
    VerifiedToken::check(&token, &trust, NOW).unwrap().with_annex(&annex).unwrap()
}

/// A moment without anything special about it.
pub fn moment() -> Moment<'static> {
    Moment {
        now: NOW,
        freshness: Freshness::Live,
        authority: Some(OFFICE),
        live_status: None,
        table: StatusTable::built_in(),
        notes: StatusNotes::default(),
    }
}

/// A code of version 15, as long as a typical presentation.
pub fn code() -> Code {
    let text: String =
        "LZ1:".chars().chain("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".chars().cycle().take(742)).collect();
    Code::Drawn(qr::modules(&text).unwrap())
}

/// A sheet with this status.
pub fn sheet(status: &str, change: impl FnOnce(&mut LicenseClaims, &mut Moment<'static>)) -> Sheet {
    let mut claims = LicenseClaims { status: status.parse().unwrap(), ..claims() };
    let mut moment = moment();
    change(&mut claims, &mut moment);
    Sheet::new(&verified(claims, &annex()), Some(code()), moment).unwrap()
}

/// The looks of the design, each with its name.
pub fn looks() -> Vec<(&'static str, Sheet)> {
    vec![
        ("usable", sheet("A", |_, _| {})),
        ("usable-open-violation", sheet("HI", |_, _| {})),
        ("deferred", sheet("AN", |claims, _| claims.deferred_until = Some(day(20_270_101)))),
        ("unknown", sheet("AX", |_, _| {})),
        (
            "not-usable",
            sheet("BD", |claims, moment| {
                claims.points = Some(12);
                claims.conditions = Some(1);
                moment.notes = StatusNotes { since: Some(day(20_261_102)), until: Some(day(20_270_501)), office: None };
            }),
        ),
        ("not-live", sheet("A", |_, moment| moment.freshness = Freshness::NotLive { confirmed: NOW.plus(-50_000) })),
        ("too-old", sheet("A", |_, moment| moment.freshness = Freshness::CopyTooOld)),
        ("needs-refresh", sheet("A", |_, moment| moment.freshness = Freshness::NeedsRefresh)),
        ("sample", Sheet::sample(NOW)),
    ]
}

/// Licenses that have no page, each with its name.
pub fn hidden() -> Vec<(&'static str, Sheet)> {
    [("revoked", "F"), ("cancelled", "G"), ("out-of-use", "J"), ("locked", "AL")]
        .map(|(name, status)| (name, sheet(status, |_, _| {})))
        .into()
}

/// Facts that try the layout, each with its name.
pub fn facts() -> Vec<(&'static str, Sheet)> {
    let far = |claims: &mut LicenseClaims| {
        claims.name = "MARIA DA CONCEICAO FERREIRA DOS SANTOS".into();
        claims.id_number = Some("AB1234567".into());
        claims.nationality = "STP".into();
    };
    vec![
        ("conditions", sheet("A", |claims, _| claims.conditions = Some(3))),
        ("perpetual", sheet("A", |claims, _| claims.valid_to = Day::PERPETUAL)),
        ("five-classes", sheet("A", |claims, _| claims.classes = "A1A2DMP".parse().unwrap())),
        ("all-classes", sheet("A", |claims, _| claims.classes = "A1A2A3B1B2C1C2C3C4C5C6DEFMNP".parse().unwrap())),
        ("foreigner", sheet("A", |claims, _| far(claims))),
        ("islands", sheet("A", |claims, _| claims.nationality = "VCT".into())),
        ("six-states", sheet("BDKMSU", |claims, _| claims.points = Some(12))),
    ]
}

/// Names that try the layout.
pub fn names() -> Vec<Sheet> {
    [
        "王",
        "㛃𬱖䶮",
        "阿依古丽·买买提艾力·吐尔逊",
        "欧阳上官司马诸葛夏侯皇甫尉迟公孙慕容宇文",
        "MARIA DA CONCEICAO FERREIRA DOS SANTOS E OLIVEIRA-MONTENEGRO",
        "محمد عبد الرحمن",
    ]
    .map(|name| sheet("A", |claims, _| claims.name = name.into()))
    .into()
}
