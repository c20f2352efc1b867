//! A small world: the development root, an authority's keys and lists, and a driver's phone.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each user takes a part; a broken world may panic")]

use std::collections::BTreeMap;

use lz_credential::annex::{self, Annex};
use lz_credential::policy::{Policy, PolicyClaims, Purpose};
use lz_credential::presentation::{ClockQuality, Showing, present};
use lz_credential::status_list::{ListClaims, StatusList, StatusValue, Values};
use lz_credential::token::{self, KeyLevel, LicenseClaims, PersonCheck, Profile, StatusRef, Token, TokenClaims};
use lz_credential::trust::{Entry, Environment, Role, TrustClaims, TrustList};
use lz_credential::{Label, Signer, SoftwareEd25519, SoftwareP256, UnixSeconds, development, qr};
use lz_license::{Day, Sex};

/// Friday 2026-09-04, 10:00 in Asia/Shanghai.
pub const NOW: i64 = 1_788_487_200;
pub const LIST: &str = "https://s.invalid/32/1";
pub const INDEX: u32 = 100_001;
pub const NAME: &str = "林知夏";
pub const ID_NUMBER: &str = "190101199204170028";
pub const ADDRESS: &str = "江苏省苏州市虎丘区望海街道听涛路1288号";
pub const ASKER: &str = "car-4417";
pub const PORTRAIT: &[u8] = include_bytes!("../../../core/render/tests/data/portrait.webp");

pub fn key(seed: u8) -> SoftwareEd25519 {
    SoftwareEd25519::from_seed(&[seed; 32])
}

pub fn day(ymd: u32) -> Day {
    Day::from_ymd(ymd).unwrap()
}

/// Trust list, edition `sequence`, with one key for each role.
pub fn trust_list(sequence: u32, expires_at: i64) -> Vec<u8> {
    trust_list_for("https://s.invalid/", sequence, expires_at)
}

/// The same for status lists whose names start so.
pub fn trust_list_for(prefix: &str, sequence: u32, expires_at: i64) -> Vec<u8> {
    let entry = |seed: u8, issuer: &str, role| Entry {
        key: key(seed).key().clone(),
        issuer: issuer.into(),
        role,
        authority_prefixes: if role == Role::License { vec!["32".into()] } else { Vec::new() },
        signs_from: UnixSeconds(NOW - 30 * 86_400),
        signs_until: UnixSeconds(NOW + 300 * 86_400),
        accepted_until: UnixSeconds(NOW + 330 * 86_400),
    };
    let claims = TrustClaims {
        issuer: "lz:dev".into(),
        issued_at: UnixSeconds(NOW - 86_400),
        expires_at: UnixSeconds(expires_at),
        sequence,
        environment: Environment::Development,
        entries: vec![
            entry(1, "lz:32", Role::License),
            entry(2, "lz:32", Role::Status),
            entry(4, "lz:32", Role::Policy),
            entry(5, ASKER, Role::Asker),
        ],
        status_prefixes: vec![prefix.into()],
    };
    TrustList::sign(&claims, &[&development::root()]).unwrap()
}

pub fn status_list(uri: &str, issued_at: i64, sequence: u32, entries: &[(u32, StatusValue)]) -> Vec<u8> {
    let mut values = Values::default();
    entries.iter().for_each(|(index, value)| assert!(values.set(*index, *value)));
    let claims = ListClaims {
        uri: uri.into(),
        issued_at: UnixSeconds(issued_at),
        expires_at: UnixSeconds(issued_at + 7 * 86_400),
        ttl: 3_600,
        sequence,
    };
    StatusList::issue(&claims, &values, &key(2)).unwrap()
}

pub fn policy(sequence: u32) -> Vec<u8> {
    let name = Label { zh_hans: "租车".into(), en: "Car rental".into() };
    let rental = Purpose { profile: Profile::Limited, challenge_required: true, name };
    let claims = PolicyClaims {
        issuer: "lz:32".into(),
        issued_at: UnixSeconds(NOW - 3_600),
        expires_at: UnixSeconds(NOW + 30 * 86_400),
        sequence,
        least_app_version: 1,
        purposes: BTreeMap::from([("rental".to_owned(), rental)]),
        authorities: BTreeMap::new(),
        more: BTreeMap::new(),
    };
    Policy::issue(&claims, &key(4)).unwrap()
}

/// A driver's phone: one license, one holder key, and what it shows.
pub struct Phone {
    pub license: LicenseClaims,
    pub issued_at: i64,
    pub expires_at: i64,
    pub issuer: u8,
    pub holder: u8,
    pub signer: u8,
    /// The holder's key is P-256, as in hardware.
    pub hardware: bool,
    pub audience: &'static str,
    pub shown_at: i64,
    pub cnonce: Option<[u8; 16]>,
    pub quality: ClockQuality,
    pub sequence: u32,
    pub uri: &'static str,
    pub annex: Vec<u8>,
}

impl Phone {
    /// A driver in good standing who shows the full copy to the police now.
    pub fn new() -> Self {
        let annex = Annex {
            salt: [7; 16],
            portrait: PORTRAIT.to_vec(),
            address: Some(ADDRESS.into()),
            record: Some("请于2029年05月26日至2029年08月26日间申请换领新证。".into()),
        };
        let annex = annex::encode(&annex).unwrap();
        let license = LicenseClaims {
            profile: Profile::Full,
            name: NAME.into(),
            id_number: Some(ID_NUMBER.into()),
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
            annex_hash: annex::hash(&annex),
            card_number: Some("3260028416316".into()),
            version: 1,
            person_check: PersonCheck::Remote,
            key_level: KeyLevel::Sealed,
            next_due: None,
            deferred_until: None,
            conditions: None,
        };
        Self {
            license,
            issued_at: NOW - 7_200,
            expires_at: NOW - 7_200 + 7 * 86_400,
            issuer: 1,
            holder: 10,
            signer: 10,
            hardware: false,
            audience: "police",
            shown_at: NOW - 5,
            cnonce: None,
            quality: ClockQuality::Anchored,
            sequence: NOW as u32,
            uri: LIST,
            annex,
        }
    }

    pub fn with(change: impl FnOnce(&mut Self)) -> Self {
        let mut phone = Self::new();
        change(&mut phone);
        phone
    }

    /// The copy with the least data, for firms.
    pub fn limited(mut self) -> Self {
        self.license = self.license.reduced(Profile::Limited, self.license.annex_hash);
        self
    }

    /// The token that the authority issued to it.
    pub fn token(&self) -> Token {
        let claims = TokenClaims {
            issuer: "lz:32".into(),
            serial: "AAAAAAAAAAA".into(),
            issued_at: UnixSeconds(self.issued_at),
            expires_at: UnixSeconds(self.expires_at),
            holder: self.key(self.holder).key().clone(),
            status: StatusRef { index: INDEX, uri: self.uri.into() },
            license: self.license.clone(),
        };
        Token::from_untrusted(&token::issue(&claims, &key(self.issuer)).unwrap()).unwrap()
    }

    /// What it shows.
    pub fn showing(&self) -> Showing {
        Showing {
            audience: self.audience.into(),
            at: UnixSeconds(self.shown_at),
            cnonce: self.cnonce,
            quality: self.quality,
            sequence: self.sequence,
        }
    }

    /// The presentation as bytes.
    pub fn presentation(&self) -> Vec<u8> {
        present(&self.token(), &self.showing(), &self.key(self.signer)).unwrap()
    }

    fn key(&self, seed: u8) -> Box<dyn Signer> {
        if self.hardware { Box::new(SoftwareP256::from_scalar(&[seed; 32]).unwrap()) } else { Box::new(key(seed)) }
    }

    /// The text of its code.
    pub fn text(&self) -> String {
        qr::presentation_text(&self.presentation())
    }

    /// The texts of its portrait frames.
    pub fn frames(&self) -> Vec<String> {
        lz_credential::frames::split(&self.annex).unwrap().iter().map(qr::frame_text).collect()
    }
}
