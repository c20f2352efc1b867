//! The cases of the golden file: what is shown, when, to whom, and what a verifier must say.

use lz_credential::UnixSeconds;
use lz_credential::ask::{digits, typed_cnonce};
use lz_credential::presentation::ClockQuality;
use lz_credential::token::{KeyLevel, Profile};
use lz_license::LicenseClass;

use super::cbor::{C, map, sign1, signature1, text};
use super::*;

/// One presentation and its verdict.
pub struct Case {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub now: i64,
    pub audience: &'static str,
    pub trust: &'static str,
    pub lists: Vec<&'static str>,
    pub challenge: Option<i64>,
    /// Presentations that the same terminal has read before, with their times.
    pub before: Vec<(Vec<u8>, i64)>,
    pub verdict: &'static str,
    pub reasons: Vec<&'static str>,
    pub notes: Vec<&'static str>,
}

fn case(name: &'static str, bytes: Vec<u8>, verdict: &'static str, reasons: &[&'static str]) -> Case {
    Case {
        name,
        bytes,
        now: NOW,
        audience: "police",
        trust: "trust-list",
        lists: vec!["list-nothing-newer"],
        challenge: None,
        before: vec![],
        verdict,
        reasons: reasons.to_vec(),
        notes: vec![],
    }
}

impl Case {
    fn now(self, now: i64) -> Self {
        Self { now, ..self }
    }
    fn to(self, audience: &'static str) -> Self {
        Self { audience, ..self }
    }
    fn lists(self, lists: &[&'static str]) -> Self {
        Self { lists: lists.to_vec(), ..self }
    }
    fn challenge(self, opened_at: i64) -> Self {
        Self { challenge: Some(opened_at), ..self }
    }
    fn notes(self, notes: &[&'static str]) -> Self {
        Self { notes: notes.to_vec(), ..self }
    }
    fn before(self, before: Vec<(Vec<u8>, i64)>) -> Self {
        Self { before, ..self }
    }
}

/// Presentations whose form and signatures are right: the verdict is about time, audience, status.
pub fn judged() -> Vec<Case> {
    [genuine(), timed(), by_status()].into_iter().flatten().collect()
}

fn genuine() -> Vec<Case> {
    let full = token("holder", |_| ());
    let es = token("holder-es", |claims| claims.license.key_level = KeyLevel::SecureElement);
    let worst = token("holder-es", |claims| {
        claims.license.name = "Ü".repeat(30);
        claims.license.classes = "A1A2B1B2C1DEM".parse().expect("classes");
        claims.license.key_level = KeyLevel::SecureElement;
        claims.status.uri = "https://lz.example/s/00000000001".to_owned();
    });
    let all_classes = token("holder-es", |claims| {
        claims.license.name = "Ü".repeat(30);
        claims.license.classes = LicenseClass::ALL.into_iter().collect();
        claims.license.key_level = KeyLevel::SecureElement;
        claims.status.uri = "https://lz.example/s/00000000001".to_owned();
    });
    let limited = token_of(Profile::Limited, "holder-limited", |_| ());
    let points = token_of(Profile::LimitedWithPoints, "holder-limited", |_| ());
    let firm = |showing: &mut Showing| {
        showing.audience = "rental:zuche".to_owned();
        showing.cnonce = Some(NONCE);
    };
    let employer = |showing: &mut Showing| {
        showing.audience = "recruit:zuche".to_owned();
        showing.cnonce = Some(NONCE);
    };
    let answer = |showing: &mut Showing| showing.cnonce = Some(NONCE);
    let typed = |showing: &mut Showing| showing.cnonce = Some(typed_cnonce(&digits(&NONCE)));
    let no_list = ["no-status-list"];
    vec![
        case("typical", shown(&full, "holder", |_| ()), "valid", &[]),
        case("challenge answered", shown(&full, "holder", answer), "valid", &[]).challenge(SHOWN),
        case("six digits answered", shown(&full, "holder", typed), "valid", &[]).challenge(SHOWN),
        case("P-256 holder", shown(&es, "holder-es", |_| ()), "valid", &[]),
        case("P-256 holder, challenge answered", shown(&es, "holder-es", answer), "valid", &[]).challenge(SHOWN),
        case("longest name", shown(&worst, "holder-es", |_| ()), "valid", &[]).lists(&[]).notes(&no_list),
        case("longest name, challenge answered", shown(&worst, "holder-es", answer), "valid", &[])
            .challenge(SHOWN)
            .lists(&[])
            .notes(&no_list),
        case("all classes", shown(&all_classes, "holder-es", answer), "valid", &[])
            .challenge(SHOWN)
            .lists(&[])
            .notes(&no_list),
        case("limited to a firm that asked", shown(&limited, "holder-limited", firm), "valid", &[])
            .to("rental:zuche")
            .challenge(SHOWN),
        case("points to an employer that asked", shown(&points, "holder-limited", employer), "valid", &[])
            .to("recruit:zuche")
            .challenge(SHOWN),
        case("limited at the police", shown(&limited, "holder-limited", |_| ()), "attention", &["limited-copy"]),
        case(
            "limited to an employer that may see points",
            shown(&limited, "holder-limited", employer),
            "attention",
            &["limited-copy"],
        )
        .to("recruit:zuche")
        .challenge(SHOWN),
        case("full to a firm", shown(&full, "holder", firm), "refused", &["too-much-data"])
            .to("rental:zuche")
            .challenge(SHOWN),
        case("points to a rental firm", shown(&points, "holder-limited", firm), "refused", &["too-much-data"])
            .to("rental:zuche")
            .challenge(SHOWN),
        case("for another firm", shown(&limited, "holder-limited", firm), "refused", &["another-audience"])
            .to("rental:baoche")
            .challenge(SHOWN),
        case(
            "for a firm, shown to the police",
            shown(&limited, "holder-limited", firm),
            "refused",
            &["another-audience"],
        ),
        case(
            "a firm that has not asked",
            shown(&limited, "holder-limited", |showing| showing.audience = "rental:zuche".to_owned()),
            "attention",
            &["challenge-required"],
        )
        .to("rental:zuche"),
        case(
            "unknown purpose",
            shown(&limited, "holder-limited", |showing| showing.audience = "party:zuche".to_owned()),
            "attention",
            &["challenge-required"],
        )
        .to("party:zuche"),
        case("a field of a later version", later_field(), "valid", &[]),
        Case {
            trust: "trust-list-expired",
            ..case("expired trust list", shown(&full, "holder", |_| ()), "attention", &["trust-list-expired"])
        },
    ]
}

fn timed() -> Vec<Case> {
    let full = token("holder", |_| ());
    let frame = || shown(&full, "holder", |_| ());
    let unsure = || shown(&full, "holder", |showing| showing.quality = ClockQuality::WallClock);
    let answer = || shown(&full, "holder", |showing| showing.cnonce = Some(NONCE));
    let typed = || shown(&full, "holder", |showing| showing.cnonce = Some(typed_cnonce(&digits(&NONCE))));
    let other = || shown(&full, "holder", |showing| showing.cnonce = Some([9; 16]));
    let earlier = || {
        shown(&full, "holder", |showing| {
            showing.sequence -= 1;
            showing.at = UnixSeconds(SHOWN + 2);
        })
    };
    let last = IAT + 604_800;
    let late = |at: i64| {
        shown(&full, "holder", |showing| {
            showing.at = UnixSeconds(at);
            showing.sequence = at as u32;
        })
    };
    vec![
        case("60 s late", frame(), "valid", &[]).now(SHOWN + 60),
        case("61 s late", frame(), "refused", &["old-code"]).now(SHOWN + 61),
        case("60 s early", frame(), "valid", &[]).now(SHOWN - 60),
        case("61 s early", frame(), "refused", &["old-code"]).now(SHOWN - 61),
        case("wall clock, 60 s late", unsure(), "valid", &[]).now(SHOWN + 60),
        case("wall clock, 61 s late", unsure(), "attention", &["clock-differs"]).now(SHOWN + 61),
        case("wall clock, 600 s late", unsure(), "attention", &["clock-differs"]).now(SHOWN + 600),
        case("wall clock, 601 s late", unsure(), "refused", &["old-code"]).now(SHOWN + 601),
        case("answer with a clock 2 h off", answer(), "valid", &[])
            .now(SHOWN + 7_200)
            .challenge(SHOWN + 7_100)
            .notes(&["phone-clock-wrong"]),
        case("answer after 120 s", answer(), "valid", &[]).now(SHOWN + 50).challenge(SHOWN - 70),
        case("answer after 121 s", answer(), "valid", &[]).now(SHOWN + 51).challenge(SHOWN - 70),
        case("answer after 121 s with a clock 2 h off", answer(), "refused", &["old-code"])
            .now(SHOWN + 7_221)
            .challenge(SHOWN + 7_100),
        case("typed answer with a clock 1 h off", typed(), "valid", &[])
            .now(SHOWN + 3_600)
            .challenge(SHOWN + 3_550)
            .notes(&["phone-clock-wrong"]),
        case("typed answer with a clock over 1 h off", typed(), "refused", &["old-code", "challenge-not-answered"])
            .now(SHOWN + 3_601)
            .challenge(SHOWN + 3_550),
        case("cnonce absent", frame(), "attention", &["challenge-not-answered"]).challenge(SHOWN),
        case("another nonce", other(), "attention", &["challenge-not-answered"]).challenge(SHOWN),
        case("the answer read twice", answer(), "valid", &[])
            .now(SHOWN + 7_201)
            .challenge(SHOWN + 7_100)
            .before(vec![(answer(), SHOWN + 7_200)])
            .notes(&["phone-clock-wrong"]),
        case(
            "a challenge is good for one phone",
            {
                let second = token("holder-es", |_| ());
                shown(&second, "holder-es", |showing| showing.cnonce = Some(NONCE))
            },
            "refused",
            &["old-code"],
        )
        .now(SHOWN + 7_201)
        .challenge(SHOWN + 7_100)
        .before(vec![(answer(), SHOWN + 7_200)]),
        case("the same number 30 s later", frame(), "valid", &[]).now(NOW + 30).before(vec![(frame(), NOW)]),
        case("the same number 31 s later", frame(), "attention", &["seen-before"])
            .now(NOW + 31)
            .before(vec![(frame(), NOW)]),
        case("a lower number", earlier(), "attention", &["seen-before"]).now(NOW + 2).before(vec![(frame(), NOW)]),
        case("last second of the token", late(last - 1), "valid", &[]).now(last - 1).notes(&["status-aged"]),
        case("token past its end", late(last), "attention", &["copy-too-old"]).now(last).notes(&["status-aged"]),
        case("token 61 s ahead of the clock", late(IAT - 61), "refused", &["token-ahead-of-clock"]).now(IAT - 61),
        case("token 60 s ahead of the clock", late(IAT - 60), "attention", &["verifier-clock"]).now(IAT - 60),
    ]
}

fn by_status() -> Vec<Case> {
    let of = |change: fn(&mut LicenseClaims)| {
        shown(&token("holder", |claims| change(&mut claims.license)), "holder", |_| ())
    };
    let plain = || of(|_| ());
    let red = || of(|license| license.status = "D".parse().expect("status"));
    let today = 20261118;
    let until = |day_offset: i64| {
        move |license: &mut LicenseClaims| {
            license.status = "P".parse().expect("status");
            license.next_due = Some(day(20251118));
            license.deferred_until = Some(day(today).plus_days(day_offset));
        }
    };
    let deferred =
        |day_offset: i64| shown(&token("holder", |claims| until(day_offset)(&mut claims.license)), "holder", |_| ());
    vec![
        case("must not drive", red(), "must-not-drive", &["must-not-drive"]).notes(&["may-be-lifted"]),
        case("must not drive, list as old as the token", red(), "must-not-drive", &["must-not-drive"])
            .lists(&["list-for-deltas"]),
        case(
            "two codes, the worse wins",
            of(|license| license.status = "AD".parse().expect("status")),
            "must-not-drive",
            &["must-not-drive"],
        )
        .notes(&["may-be-lifted"]),
        case("twelve points", of(|license| license.points = Some(12)), "must-not-drive", &["points-full"])
            .notes(&["may-be-lifted"]),
        case(
            "unknown code",
            of(|license| license.status = "AX".parse().expect("status")),
            "attention",
            &["state-unknown"],
        ),
        case("deferred until today", deferred(0), "valid", &[]),
        case("deferred until yesterday", deferred(-1), "must-not-drive", &["must-not-drive"]).notes(&["may-be-lifted"]),
        case(
            "deferred without a day",
            of(|license| license.status = "T".parse().expect("status")),
            "must-not-drive",
            &["must-not-drive"],
        )
        .notes(&["may-be-lifted"]),
        case("ends today", of(|license| license.valid_to = day(20261118)), "valid", &[]),
        case("ended yesterday", of(|license| license.valid_to = day(20261117)), "must-not-drive", &["must-not-drive"])
            .notes(&["may-be-lifted"]),
        case("no end", of(|license| license.valid_to = Day::PERPETUAL), "valid", &[]),
        case("begins tomorrow", of(|license| license.valid_from = day(20261119)), "must-not-drive", &["not-yet-valid"])
            .notes(&["may-be-lifted"]),
        case(
            "review overdue",
            of(|license| license.next_due = Some(day(20261117))),
            "must-not-drive",
            &["must-not-drive"],
        )
        .notes(&["may-be-lifted"]),
        case("revoked in the list", plain(), "refused", &["ended"]).lists(&["list-ended"]),
        case("replaced in the list", plain(), "refused", &["replaced"]).lists(&["list-replaced"]),
        case("changed since issue", plain(), "must-not-drive", &["changed-since-issue"]).lists(&["list-ask-newer"]),
        case("changed before issue", plain(), "valid", &[]).lists(&["list-ask-older"]),
        case("no list", plain(), "valid", &[]).lists(&[]).notes(&["no-status-list"]),
        case(
            "ended in the token itself",
            of(|license| license.status = "E".parse().expect("status")),
            "refused",
            &["ended"],
        ),
    ]
}

/// A token with license key 100, which this version does not know and passes over.
fn later_field() -> Vec<u8> {
    let mut claims = raw_claims();
    claims.at(-70_001).put(100, text("later"));
    raw_presentation(&raw_token(&claims), raw_showing())
}

// ---- what must be refused ------------------------------------------------------------------------------------------

pub fn raw_license() -> C {
    map([
        (0, C::Int(1)),
        (1, text("陈亮证")),
        (2, text("190101198808201031")),
        (3, C::Int(1)),
        (4, text("CHN")),
        (6, C::Int(19_880_820)),
        (7, C::Int(20_150_601)),
        (8, text("C1D")),
        (9, C::Int(20_210_601)),
        (10, C::Int(20_310_531)),
        (11, text("320200123456")),
        (12, C::Int(320_200)),
        (13, C::Int(3)),
        (14, text("A")),
        (15, C::Bytes(annex::hash(&annex_bytes(Profile::Full)).to_vec())),
        (16, text("3202001234567")),
        (17, C::Int(100_001)),
        (18, C::Int(1)),
        (19, C::Int(0)),
        (20, C::Int(20_270_630)),
        (22, C::Int(0)),
    ])
}

pub fn raw_claims() -> C {
    let status = C::Map(vec![(text("idx"), C::Int(654_321)), (text("uri"), text(URI))]);
    map([
        (1, text("lz:32")),
        (2, text("AbCdEfGh-_0")),
        (4, C::Int(IAT + 604_800)),
        (6, C::Int(IAT)),
        (8, map([(1, C::Raw(key("holder").key().to_cose()))])),
        (65_535, C::Map(vec![(text("status_list"), status)])),
        (-70_001, raw_license()),
    ])
}

pub fn token_header(signer: &str) -> C {
    map([(1, C::Int(-19)), (4, C::Bytes(key(signer).key().kid().0.to_vec())), (16, C::Int(293))])
}

pub fn raw_token(claims: &C) -> C {
    sign1(&token_header("issuer"), C::Map(vec![]), claims, &*key("issuer"))
}

pub fn raw_showing() -> C {
    map([(3, text("police")), (6, C::Int(SHOWN)), (-70_002, C::Array(vec![C::Int(0), C::Int(SHOWN)]))])
}

pub fn showing_header(alg: i64, token: &C) -> C {
    map([(1, C::Int(alg)), (13, token.clone()), (16, C::Int(294))])
}

pub fn raw_presentation(token: &C, claims: C) -> Vec<u8> {
    sign1(&showing_header(-19, token), C::Map(vec![]), &claims, &*key("holder")).encode()
}

/// A presentation that must be refused, with the code of the refusal. `by_form` says that no key is needed to see it.
pub struct Negative {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub code: &'static str,
    pub by_form: bool,
}

fn by_form(name: &'static str, bytes: Vec<u8>, code: &'static str) -> Negative {
    Negative { name, bytes, code, by_form: true }
}

fn by_key(name: &'static str, bytes: Vec<u8>, code: &'static str) -> Negative {
    Negative { name, bytes, code, by_form: false }
}

pub fn negatives() -> Vec<Negative> {
    [negative_headers(), negative_claims(), negative_encodings(), negative_keys()].into_iter().flatten().collect()
}

/// A presentation of a token whose license was changed, or its claims.
fn with_license(change: impl FnOnce(&mut C)) -> Vec<u8> {
    with_claims(|claims| change(claims.at(-70_001)))
}

fn with_claims(change: impl FnOnce(&mut C)) -> Vec<u8> {
    let mut claims = raw_claims();
    change(&mut claims);
    raw_presentation(&raw_token(&claims), raw_showing())
}

fn with_showing(change: impl FnOnce(&mut C)) -> Vec<u8> {
    let mut showing = raw_showing();
    change(&mut showing);
    raw_presentation(&raw_token(&raw_claims()), showing)
}

fn with_token_header(change: impl FnOnce(&mut C)) -> Vec<u8> {
    let mut header = token_header("issuer");
    change(&mut header);
    let token = sign1(&header, C::Map(vec![]), &raw_claims(), &*key("issuer"));
    raw_presentation(&token, raw_showing())
}

fn with_header(change: impl FnOnce(&mut C)) -> Vec<u8> {
    let mut header = showing_header(-19, &raw_token(&raw_claims()));
    change(&mut header);
    sign1(&header, C::Map(vec![]), &raw_showing(), &*key("holder")).encode()
}

fn negative_headers() -> Vec<Negative> {
    let good = raw_token(&raw_claims());
    let unprotected =
        |pair: (i64, C)| sign1(&showing_header(-19, &good), map([pair]), &raw_showing(), &*key("holder")).encode();
    let token_unprotected = {
        let token = sign1(&token_header("issuer"), map([(17, C::Array(vec![]))]), &raw_claims(), &*key("issuer"));
        raw_presentation(&token, raw_showing())
    };
    let kcwt_in_bytes =
        sign1(&showing_header(-19, &C::Bytes(good.encode())), C::Map(vec![]), &raw_showing(), &*key("holder"));
    vec![
        by_form("extra unprotected header", unprotected((4, C::Bytes(vec![1; 8]))), "unprotected-header"),
        by_form("unprotected header of the token", token_unprotected, "unprotected-header"),
        by_form("presentation with alg -7", with_header(|header| *header.at(1) = C::Int(-7)), "algorithm"),
        by_form("presentation with alg -8", with_header(|header| *header.at(1) = C::Int(-8)), "algorithm"),
        by_form("token with alg -7", with_token_header(|header| *header.at(1) = C::Int(-7)), "algorithm"),
        by_form("token with alg -8", with_token_header(|header| *header.at(1) = C::Int(-8)), "algorithm"),
        by_form("token with alg -9", with_token_header(|header| *header.at(1) = C::Int(-9)), "algorithm"),
        by_form("crit", with_token_header(|header| header.put(2, C::Array(vec![C::Int(1)]))), "protected-header"),
        by_form("x5chain", with_token_header(|header| header.put(33, C::Bytes(vec![0; 9]))), "protected-header"),
        by_form("claims in a header", with_header(|header| header.put(15, C::Map(vec![]))), "protected-header"),
        by_form("unlisted header", with_header(|header| header.put(5, C::Bytes(vec![0; 8]))), "protected-header"),
        by_form("token with another content type", with_token_header(|h| *h.at(16) = C::Int(294)), "content-type"),
        by_form("presentation with another content type", with_header(|h| *h.at(16) = C::Int(293)), "content-type"),
        by_form("token inside a byte string", kcwt_in_bytes.encode(), "wrong-type"),
        by_form(
            "tag 61 around it",
            C::Tag(61, Box::new(C::Raw(raw_presentation(&good, raw_showing())))).encode(),
            "wrong-type",
        ),
        by_form("no tag", raw_presentation(&good, raw_showing())[1..].to_vec(), "wrong-type"),
    ]
}

fn negative_claims() -> Vec<Negative> {
    vec![
        by_form(
            "profile 2 with field 2",
            with_license(|license| {
                for absent in [6, 11, 13, 16] {
                    let C::Map(pairs) = &mut *license else { panic!("a map") };
                    pairs.retain(|(k, _)| *k != C::Int(absent));
                }
                *license.at(0) = C::Int(2);
            }),
            "profile-fields",
        ),
        by_form(
            "profile 1 without points",
            with_license(|license| {
                let C::Map(pairs) = license else { panic!("a map") };
                pairs.retain(|(k, _)| *k != C::Int(13));
            }),
            "profile-fields",
        ),
        by_form("profile 4", with_license(|license| *license.at(0) = C::Int(4)), "out-of-range"),
        by_form("key 5", with_license(|license| license.put(5, text("样例市"))), "unlisted-field"),
        by_form("key 23", with_license(|license| license.put(23, C::Int(0))), "unlisted-field"),
        by_form("key 99", with_license(|license| license.put(99, C::Int(0))), "unlisted-field"),
        by_form("key 65536", with_license(|license| license.put(65_536, C::Int(0))), "unlisted-field"),
        by_form("month 13", with_license(|license| *license.at(6) = C::Int(19_881_320)), "no-such-day"),
        by_form("30 February", with_license(|license| *license.at(10) = C::Int(20_310_230)), "no-such-day"),
        by_form("class Z", with_license(|license| *license.at(8) = text("C1Z")), "grammar"),
        by_form("status letters out of order", with_license(|license| *license.at(14) = text("DA")), "grammar"),
        by_form("name of 61 bytes", with_license(|license| *license.at(1) = text(&"a".repeat(61))), "out-of-range"),
        by_form("no name", with_license(|license| *license.at(1) = text("")), "out-of-range"),
        by_form("name as bytes", with_license(|license| *license.at(1) = C::Bytes(vec![65; 3])), "wrong-type"),
        by_form("name of control characters", with_license(|l| *l.at(1) = text("\u{202e}\u{7}")), "grammar"),
        by_form(
            "index 2^20",
            with_claims(|claims| {
                let status = C::Map(vec![(text("idx"), C::Int(1 << 20)), (text("uri"), text(URI))]);
                *claims.at(65_535) = C::Map(vec![(text("status_list"), status)]);
            }),
            "out-of-range",
        ),
        by_form("iat = exp", with_claims(|claims| *claims.at(4) = C::Int(IAT)), "contradiction"),
        by_form("unlisted claim", with_claims(|claims| claims.put(7, C::Bytes(vec![1]))), "unlisted-field"),
        by_form(
            "exp as a float",
            with_claims(|claims| {
                *claims.at(4) = C::Raw(vec![0xfb, 0x41, 0xda, 0xbf, 0x74, 0xe0, 0x20, 0x00, 0x01]);
            }),
            "wrong-type",
        ),
        by_form("presentation with a subject", with_showing(|showing| showing.put(2, text("x"))), "unlisted-field"),
        by_form(
            "presentation without audience",
            with_showing(|showing| {
                let C::Map(pairs) = showing else { panic!("a map") };
                pairs.remove(0);
            }),
            "missing-field",
        ),
        by_form("nonce of 15 bytes", with_showing(|showing| showing.put(39, C::Bytes(vec![1; 15]))), "out-of-range"),
        by_form(
            "quality 2",
            with_showing(|showing| {
                *showing.at(-70_002) = C::Array(vec![C::Int(2), C::Int(SHOWN)]);
            }),
            "out-of-range",
        ),
        by_form(
            "weak holder key",
            with_claims(|claims| {
                let mut weak = vec![0; 32];
                weak[0] = 1;
                let weak = map([(1, C::Int(1)), (-1, C::Int(6)), (-2, C::Bytes(weak))]);
                *claims.at(8) = map([(1, weak)]);
            }),
            "key",
        ),
        by_form(
            "holder key beside its curve",
            with_claims(|claims| {
                let off =
                    map([(1, C::Int(2)), (-1, C::Int(1)), (-2, C::Bytes(vec![1; 32])), (-3, C::Bytes(vec![2; 32]))]);
                *claims.at(8) = map([(1, off)]);
            }),
            "key",
        ),
        by_form(
            "holder key with an alg",
            with_claims(|claims| {
                let holder = key("holder").key().to_cose();
                let with_alg =
                    map([(1, C::Int(1)), (3, C::Int(-19)), (-1, C::Int(6)), (-2, C::Bytes(holder[8..].to_vec()))]);
                *claims.at(8) = map([(1, with_alg)]);
            }),
            "unlisted-field",
        ),
    ]
}

fn negative_encodings() -> Vec<Negative> {
    let good = raw_presentation(&raw_token(&raw_claims()), raw_showing());
    let mut trailing = good.clone();
    trailing.push(0);
    let mut long_length = vec![0xd8, 18];
    long_length.extend(&good[1..]);
    let unsorted = {
        let mut claims = raw_claims();
        let C::Map(pairs) = &mut claims else { panic!("a map") };
        pairs.swap(0, 1);
        raw_presentation(&raw_token(&claims), raw_showing())
    };
    let twice = {
        let mut claims = raw_claims();
        let C::Map(pairs) = &mut claims else { panic!("a map") };
        pairs.insert(1, pairs[0].clone());
        raw_presentation(&raw_token(&claims), raw_showing())
    };
    let indefinite = with_showing(|showing| {
        *showing.at(-70_002) = C::Raw([vec![0x9f, 0x00], C::Int(SHOWN).encode(), vec![0xff]].concat());
    });
    let nested = with_license(|license| license.put(100, C::Raw([vec![0x81; 9], vec![0x80]].concat())));
    let long = with_license(|license| license.put(100, C::Bytes(vec![7; 400])));
    vec![
        by_form("a byte after the end", trailing, "trailing-bytes"),
        by_form("cut off", good[..good.len() - 1].to_vec(), "truncated"),
        by_form("empty", vec![], "truncated"),
        by_form("tag 18 in two bytes", long_length, "not-shortest"),
        by_form("claims out of order", unsorted, "key-order"),
        by_form("a claim twice", twice, "key-order"),
        by_form("indefinite length", indefinite, "not-deterministic"),
        by_form("nested too deep", nested, "too-deep"),
        by_form("too long", long, "too-long"),
    ]
}

fn negative_keys() -> Vec<Negative> {
    let claims = raw_claims();
    let token_by = |signer: &str, claims: &C| {
        let token = sign1(&token_header(signer), C::Map(vec![]), claims, &*key(signer));
        raw_presentation(&token, raw_showing())
    };
    let forged_kid = {
        let token = sign1(&token_header("issuer"), C::Map(vec![]), &claims, &*key("stranger"));
        raw_presentation(&token, raw_showing())
    };
    let by_stranger =
        sign1(&showing_header(-19, &raw_token(&claims)), C::Map(vec![]), &raw_showing(), &*key("stranger")).encode();
    let wrong_kind = sign1(&showing_header(-9, &raw_token(&claims)), C::Map(vec![]), &raw_showing(), &*key("hardware"));
    vec![
        by_key("unknown key", token_by("stranger", &claims), "unknown-key"),
        by_key("kid of another key", forged_kid, "bad-signature"),
        by_key("wrong role: a time key", token_by("time", &claims), "wrong-role"),
        by_key("wrong role: a status key", token_by("status", &claims), "wrong-role"),
        by_key("wrong issuer", with_claims(|claims| *claims.at(1) = text("lz:44")), "wrong-issuer"),
        by_key(
            "wrong prefix: an authority of elsewhere",
            with_license(|l| *l.at(12) = C::Int(440_100)),
            "wrong-authority",
        ),
        by_key("issued after the key's window", token_by("issuer-old", &claims), "outside-key-window"),
        by_key(
            "wrong prefix: a foreign status list",
            with_claims(|claims| {
                let status = C::Map(vec![(text("idx"), C::Int(1)), (text("uri"), text("https://evil.example/1"))]);
                *claims.at(65_535) = C::Map(vec![(text("status_list"), status)]);
            }),
            "status-name",
        ),
        by_key("signed by another holder", by_stranger, "holder-signature"),
        by_key("alg of another kind of key", wrong_kind.encode(), "holder-algorithm"),
        by_key("high-S", high_s(), "holder-signature"),
        by_key("for another audience", with_showing(|showing| *showing.at(3) = text("business")), "another-audience"),
    ]
}

/// A P-256 presentation with s replaced by n - s: valid for a lax reader.
fn high_s() -> Vec<u8> {
    let mut claims = raw_claims();
    *claims.at(8) = map([(1, C::Raw(key("holder-es").key().to_cose()))]);
    let header = showing_header(-9, &raw_token(&claims)).encode();
    let payload = raw_showing().encode();
    let mut signature = key("holder-es").sign(&signature1(&header, &payload)).expect("a software key");
    const N: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad,
        0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];
    let mut borrow = 0i16;
    for place in (0..32).rev() {
        let difference = i16::from(N[place]) - i16::from(signature[32 + place]) - borrow;
        borrow = i16::from(difference < 0);
        signature[32 + place] = difference.rem_euclid(256) as u8;
    }
    let items = vec![C::Bytes(header), C::Map(vec![]), C::Bytes(payload), C::Bytes(signature.to_vec())];
    C::Tag(18, Box::new(C::Array(items))).encode()
}
