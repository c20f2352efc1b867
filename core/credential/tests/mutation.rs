//! Changed bytes: whatever is changed, a presentation is never valid, and nothing panics.
#![allow(missing_docs, unreachable_pub)]

mod support;

use lz_credential::policy::terms;
use lz_credential::presentation::Presentation;
use lz_credential::status_list::StatusLists;
use lz_credential::token::Token;
use lz_credential::trust::{Roots, TrustList};
use lz_credential::verify::{Check, Seen, Session, Verdict, Verifier, check_token};
use lz_credential::{Audience, UnixSeconds, annex, ask, bind, policy, server_time};
use lz_license::StatusTable;
use proptest::prelude::*;
use support::{NONCE, NOW, annex_bytes, key, lists, objects, shown, token, trust_list};

fn verify(bytes: &[u8], trust: &TrustList, lists: &StatusLists) -> Check {
    let audience = Audience::Police;
    let terms = terms(&audience, None);
    let verifier = Verifier { trust, lists, audience: &audience, terms, statuses: StatusTable::built_in() };
    verifier.verify(bytes, UnixSeconds(NOW), &mut Session::new(UnixSeconds(0), Seen::default()))
}

// R07 R13 R14
#[test]
fn a_presentation_with_any_byte_changed_is_refused() {
    let trust = trust_list();
    let lists = lists(&["list-nothing-newer"], &trust);
    for holder in ["holder", "holder-es"] {
        let good = shown(&token(holder, |_| ()), holder, |_| ());
        assert_eq!(verify(&good, &trust, &lists).verdict(), Verdict::Valid);
        for place in 0..good.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut changed = good.clone();
                changed[place] ^= change;
                let check = verify(&changed, &trust, &lists);
                assert_eq!(check.verdict(), Verdict::Refused, "byte {place} ^ {change:02x}");
                assert!(check.token().is_none());
            }
        }
        for end in 0..good.len() {
            assert_eq!(verify(&good[..end], &trust, &lists).verdict(), Verdict::Refused, "cut at {end}");
        }
    }
}

// R07 R13 R14
#[test]
fn a_stored_token_or_annex_with_any_byte_changed_is_not_shown() {
    let trust = trust_list();
    let (token, annex) = (token("holder", |_| ()), annex_bytes(lz_credential::token::Profile::Full));
    let now = UnixSeconds(NOW);
    let good = check_token(&token, &annex, &trust, now).expect("the good copy is shown");
    assert_eq!(good.annex().address.as_deref(), Some("样例市样例区样证路1号院2号楼3单元401室"));
    for place in 0..token.len() {
        let mut changed = token.clone();
        changed[place] ^= 1;
        assert!(check_token(&changed, &annex, &trust, now).is_err(), "byte {place} of the token");
    }
    for place in 0..annex.len() {
        let mut changed = annex.clone();
        changed[place] ^= 1;
        let error = check_token(&token, &changed, &trust, now).expect_err("another annex");
        assert_eq!(error.code(), "annex-hash");
    }
}

#[test]
fn a_trust_list_with_any_byte_changed_is_refused() {
    let good = objects()["trust-list"].clone();
    for place in 0..good.len() {
        let mut changed = good.clone();
        changed[place] ^= 1;
        assert!(TrustList::accept(&changed, &Roots::development(), None, UnixSeconds(NOW)).is_err(), "byte {place}");
    }
}

/// Every reader of bytes from outside.
fn read_all(bytes: &[u8], trust: &TrustList) {
    let now = UnixSeconds(NOW);
    let _ = Presentation::from_untrusted(bytes);
    let _ = Token::from_untrusted(bytes);
    let _ = annex::parse(bytes);
    let _ = bind::Bind::from_untrusted(bytes);
    let _ = TrustList::accept(bytes, &Roots::development(), None, now);
    let _ = StatusLists::default().accept(bytes, trust, now);
    let _ = StatusLists::default().apply(bytes, trust, now);
    let _ = policy::Policy::accept(bytes, trust, None, now);
    let _ = ask::accept(bytes, trust, now);
    let _ = server_time::Anchor::accept(bytes, trust, &NONCE, key("request").key().kid(), 10);
    let _ = verify(bytes, trust, &StatusLists::default());
}

proptest! {
    #[test]
    fn any_bytes_are_answered_by_every_reader_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes, &trust_list());
    }

    #[test]
    fn our_objects_with_some_bytes_changed_are_answered_without_panic(
        which in 0usize..19,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let objects = objects();
        let mut bytes = objects.values().nth(which % objects.len()).expect("an object").clone();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        read_all(&bytes, &trust_list());
    }
}
