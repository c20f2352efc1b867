//! The golden file: all of this world as JSON, the same bytes for the same seed word.

use lz_credential::qr::{frame_text, presentation_text};
use lz_credential::{frames, qr};
use serde_json::{Map, Value, json};

use super::cases::{judged, negatives};
use super::objects_refused::refused_objects;
use super::*;

pub fn golden() -> Value {
    json!({
        "about": "Vectors of wire format 1, written by the example `vectors` of core/credential. Times are Unix seconds, _hex is bytes.",
        "seed": SEED,
        "keys": keys(),
        "nonce_hex": hex::encode(NONCE),
        "digits": ask::digits(&NONCE),
        "typed_cnonce_hex": hex::encode(ask::typed_cnonce(&ask::digits(&NONCE))),
        "objects": objects().iter().map(|(name, bytes)| ((*name).to_owned(), json!(hex::encode(bytes)))).collect::<Map<_, _>>(),
        "challenge_codes": { "ask": qr::challenge_text(&objects()["ask"]), "ask-open": qr::challenge_text(&objects()["ask-open"]) },
        "frames": frames::split(&objects()["annex-full"]).expect("an annex").iter().map(frame_text).collect::<Vec<_>>(),
        "presentations": judged().iter().map(presentation).collect::<Vec<_>>(),
        "refused_presentations": negatives().iter().map(|negative| json!({
            "name": negative.name,
            "hex": hex::encode(&negative.bytes),
            "now": NOW,
            "code": negative.code,
            "by_form": negative.by_form,
        })).collect::<Vec<_>>(),
        "refused_objects": refused_objects().iter().map(|refused| json!({
            "name": refused.name,
            "kind": refused.kind,
            "hex": hex::encode(&refused.bytes),
            "held": refused.held,
            "now": NOW,
            "code": refused.code,
        })).collect::<Vec<_>>(),
    })
}

fn keys() -> Map<String, Value> {
    let ed =
        KEYS.iter().map(|name| (*name, "Ed25519", if *name == "root" { development_seed() } else { random(name) }));
    let p256 = ["holder-es", "hardware"].iter().map(|name| (*name, "P-256", random(name)));
    ed.chain(p256)
        .map(|(name, kind, secret)| {
            let public = key(name);
            let value = json!({
                "kind": kind,
                "secret_hex": hex::encode(secret),
                "kid_hex": public.key().kid().to_string(),
                "cose_key_hex": hex::encode(public.key().to_cose()),
            });
            (name.to_owned(), value)
        })
        .collect()
}

/// The first 32 bytes of SHAKE256("liangzheng/dev-root"), which everybody may know.
fn development_seed() -> [u8; 32] {
    let seed = hex::decode("b86e2566aa32a842fa88a0c8b32c70c609f681f52a2e4f0b09e12b19cccbfbdd").expect("hex");
    let seed = seed.try_into().expect("32 bytes");
    assert_eq!(SoftwareEd25519::from_seed(&seed).key(), development::root().key());
    seed
}

fn presentation(case: &cases::Case) -> Value {
    json!({
        "name": case.name,
        "bytes": case.bytes.len(),
        "qr": presentation_text(&case.bytes),
        "now": case.now,
        "audience": case.audience,
        "trust": case.trust,
        "lists": case.lists,
        "challenge_opened": case.challenge,
        "before": case.before.iter().map(|(bytes, now)| json!({"qr": presentation_text(bytes), "now": now})).collect::<Vec<_>>(),
        "verdict": case.verdict,
        "reasons": case.reasons,
        "notes": case.notes,
    })
}
