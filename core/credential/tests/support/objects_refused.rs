//! Trust lists, status lists, deltas and other objects that must be refused, each with the code of the refusal.

use std::io::Write as _;

use super::cbor::{C, map, sign1, text};
use super::*;

/// An object to refuse, where `held` is the name of the object that the reader holds already.
pub struct Refused {
    pub name: &'static str,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    pub held: Option<&'static str>,
    pub code: &'static str,
}

fn refused(kind: &'static str, name: &'static str, bytes: Vec<u8>, code: &'static str) -> Refused {
    Refused { name, kind, bytes, held: None, code }
}

pub fn refused_objects() -> Vec<Refused> {
    let mut all = trust_lists();
    all.extend(status_lists());
    all.extend(deltas_refused());
    all
}

fn trust_lists() -> Vec<Refused> {
    let older = TrustClaims { sequence: 2, ..trust_claims() };
    let other = TrustClaims { expires_at: UnixSeconds(IAT + 2_592_001), ..trust_claims() };
    let ahead = TrustClaims { issued_at: UnixSeconds(NOW + 601), ..trust_claims() };
    let dev = sign_trust(&trust_claims(), &["root"]);
    let mut flipped = sign_trust(&production_claims(), &["root-a", "root-b"]);
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    let held = |name, bytes, code| Refused { held: Some("trust-list"), ..refused("trust-list", name, bytes, code) };
    let production = |name, bytes, code| refused("trust-list-production", name, bytes, code);
    vec![
        held("lower sequence", sign_trust(&older, &["root"]), "trust-older-sequence"),
        held("same sequence, other bytes", sign_trust(&other, &["root"]), "trust-same-sequence"),
        refused("trust-list", "dated 601 s ahead", sign_trust(&ahead, &["root"]), "ahead-of-clock"),
        refused("trust-list", "signed by a stranger", sign_trust(&trust_claims(), &["stranger"]), "trust-signatures"),
        refused("trust-list", "one key in two roles", two_roles(), "contradiction"),
        refused("trust-list", "a weak key", weak_key(), "key"),
        production("development list in production", dev, "trust-signatures"),
        production(
            "development list signed by production roots",
            sign_trust(&trust_claims(), &["root-a", "root-b"]),
            "trust-environment",
        ),
        production("one root of three", sign_trust(&production_claims(), &["root-b"]), "trust-signatures"),
        production("one root twice", sign_trust(&production_claims(), &["root-b", "root-b"]), "trust-signatures"),
        production(
            "one root and a stranger",
            sign_trust(&production_claims(), &["root-b", "stranger"]),
            "trust-signatures",
        ),
        production("a signature that does not hold", flipped, "trust-signatures"),
    ]
}

fn raw_entry(public: C, kid: &[u8; 8], role: i64) -> C {
    map([
        (1, C::Bytes(kid.to_vec())),
        (2, public),
        (3, text("lz:32")),
        (4, C::Int(role)),
        (5, C::Array(vec![text("32")])),
        (6, C::Int(IAT - 864_000)),
        (7, C::Int(IAT + 8_640_000)),
        (8, C::Int(IAT + 9_244_800)),
    ])
}

fn raw_trust(entries: Vec<C>) -> Vec<u8> {
    let prefixes = C::Array(vec![text("https://lz.example/s/")]);
    let list = map([(1, C::Int(3)), (2, C::Int(1)), (3, C::Array(entries)), (4, prefixes)]);
    let claims = map([(1, text("lz")), (4, C::Int(IAT + 2_592_000)), (6, C::Int(IAT)), (-70_020, list)]).encode();
    let body = map([(16, text("application/vnd.lz.trust+cwt"))]).encode();
    let root = key("root");
    let header = map([(1, C::Int(-19)), (4, C::Bytes(root.key().kid().0.to_vec()))]).encode();
    let message = C::Array(vec![
        text("Signature"),
        C::Bytes(body.clone()),
        C::Bytes(header.clone()),
        C::Bytes(vec![]),
        C::Bytes(claims.clone()),
    ]);
    let signature = root.sign(&message.encode()).expect("a software key").to_vec();
    let signatures = C::Array(vec![C::Array(vec![C::Bytes(header), C::Map(vec![]), C::Bytes(signature)])]);
    C::Tag(98, Box::new(C::Array(vec![C::Bytes(body), C::Map(vec![]), C::Bytes(claims), signatures]))).encode()
}

fn two_roles() -> Vec<u8> {
    let issuer = key("issuer");
    let entry = |role| raw_entry(C::Raw(issuer.key().to_cose()), &issuer.key().kid().0, role);
    raw_trust(vec![entry(1), entry(3)])
}

fn weak_key() -> Vec<u8> {
    let mut weak = vec![0; 32];
    weak[0] = 1;
    let weak = map([(1, C::Int(1)), (-1, C::Int(6)), (-2, C::Bytes(weak))]);
    let kid: [u8; 8] = Sha256::digest(weak.encode())[..8].try_into().expect("eight bytes");
    raw_trust(vec![raw_entry(weak, &kid, 1)])
}

fn raw_list(uri: &str, size: usize, signer: &str) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![0; size]).expect("memory");
    raw_list_of(uri, packer.finish().expect("memory"), signer)
}

pub fn raw_list_of(uri: &str, packed: Vec<u8>, signer: &str) -> Vec<u8> {
    let header = map([
        (1, C::Int(-19)),
        (4, C::Bytes(key(signer).key().kid().0.to_vec())),
        (16, text("application/statuslist+cwt")),
    ]);
    let list = C::Map(vec![(text("lst"), C::Bytes(packed)), (text("bits"), C::Int(2))]);
    let claims = map([
        (2, text(uri)),
        (4, C::Int(IAT + 604_800)),
        (6, C::Int(IAT + 60)),
        (65_533, list),
        (65_534, C::Int(21_600)),
        (-70_010, C::Int(7)),
    ]);
    sign1(&header, C::Map(vec![]), &claims, &*key(signer)).encode()
}

fn status_lists() -> Vec<Refused> {
    let mut trailing = Vec::new();
    let mut packer = flate2::write::ZlibEncoder::new(&mut trailing, flate2::Compression::best());
    packer.write_all(&vec![0; 262_144]).expect("memory");
    packer.finish().expect("memory");
    trailing.push(0);
    let list = |name, bytes, code| refused("status-list", name, bytes, code);
    let held =
        |name, bytes, code| Refused { held: Some("list-nothing-newer"), ..refused("status-list", name, bytes, code) };
    vec![
        list("inflates to 262,145 bytes", raw_list(URI, 262_145, "status"), "status-inflate"),
        list("inflates to 262,143 bytes", raw_list(URI, 262_143, "status"), "status-inflate"),
        list("inflates to 8 MB", raw_list(URI, 8 << 20, "status"), "status-inflate"),
        list("bytes behind the packed ones", raw_list_of(URI, trailing, "status"), "status-inflate"),
        list("not packed at all", raw_list_of(URI, vec![0; 40], "status"), "status-inflate"),
        list("signed by a license key", raw_list(URI, 262_144, "issuer"), "wrong-role"),
        list("a foreign name", raw_list("https://evil.example/s/1", 262_144, "status"), "status-name"),
        list("dated ahead", super::list(NOW + 601, StatusValue::NothingNewer), "ahead-of-clock"),
        held("older than the one held", super::list(IAT, StatusValue::NothingNewer), "status-older"),
    ]
}

fn deltas_refused() -> Vec<Refused> {
    let [_, second] = deltas();
    let claims = |sequence, previous, changes| DeltaClaims {
        issuer: "lz:32".to_owned(),
        issued_at: UnixSeconds(IAT + 60),
        expires_at: UnixSeconds(IAT + 86_400),
        sequence,
        previous,
        changes,
    };
    let issue = |claims: DeltaClaims, signer: &str| status_delta::issue(&claims, &*key(signer)).expect("well formed");
    let wrong = ListChange { uri: URI.to_owned(), flips: vec![(1, StatusValue::Ended)], check: [0; 8] };
    let delta = |name, held, bytes, code| Refused { held: Some(held), ..refused("delta", name, bytes, code) };
    vec![
        delta("gap", "list-for-deltas", second, "delta-gap"),
        delta("another result", "list-for-deltas", issue(claims(8, [0; 16], vec![wrong]), "status"), "delta-check"),
        delta("another chain", "delta-8", issue(claims(9, [1; 16], vec![]), "status"), "delta-chain"),
        delta("signed by a license key", "list-for-deltas", issue(claims(8, [0; 16], vec![]), "issuer"), "wrong-role"),
    ]
}
