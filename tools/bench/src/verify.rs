//! From the text of a code to a verdict, beside the signatures alone that no verifier can do without.

use std::hint::black_box;

use ed25519_dalek::{Signer as _, SigningKey};
use lz_credential::policy::terms;
use lz_credential::status_list::StatusLists;
use lz_credential::trust::{Roots, TrustList};
use lz_credential::verify::{Seen, Session, Verdict, Verifier};
use lz_credential::{Audience, UnixSeconds};
use lz_license::StatusTable;

use crate::measure::{Peer, Table, cpu_seconds};
use crate::present::typical;
use crate::world::{self, NOW};

const NAME: &str = "https://s.liangzheng/32/01";

/// Seconds from the text of a code to the verdict of a police terminal that holds a list.
fn verdict_time(texts: &[String], expected: Verdict) -> f64 {
    let now = UnixSeconds(NOW);
    let bytes = world::trust_list_for("https://s.liangzheng/", 1, NOW + 86_400);
    let trust = TrustList::accept(&bytes, &Roots::development(), None, now).expect("our own list");
    let mut lists = StatusLists::default();
    lists.accept(&world::status_list(NAME, NOW - 3_600, 1, &[]), &trust, now).expect("our own list");
    let verifier = Verifier {
        trust: &trust,
        lists: &lists,
        audience: &Audience::Police,
        terms: terms(&Audience::Police, None),
        statuses: StatusTable::built_in(),
    };
    let mut session = Session::new(UnixSeconds(0), Seen::default());
    let mut next = 0;
    cpu_seconds(|| {
        let check = verifier.verify_text(&texts[next % texts.len()], now, &mut session);
        assert_eq!(check.verdict(), expected, "{:?}", check.reasons());
        next += 1;
    })
}

/// Fills in the rows.
pub(crate) fn measure(table: &mut Table) {
    let software = typical();
    let mut hardware = typical();
    hardware.hardware = true;
    let key = SigningKey::from_bytes(&[1; 32]);
    let messages = [vec![1u8; 330], vec![2u8; 420]];
    let signatures = messages.clone().map(|message| key.sign(&message));
    let public = key.verifying_key();
    let pair = cpu_seconds(|| {
        for (message, signature) in messages.iter().zip(&signatures) {
            black_box(public.verify_strict(message, signature)).expect("just signed");
        }
    });
    let peer = || Some(Peer { name: "two strict Ed25519 verifications", value: pair * 1e6 });
    let value = verdict_time(&[software.text()], Verdict::Valid);
    table.row("verify.presentation", value * 1e6, "µs", 130.0, peer());
    let value = verdict_time(&[hardware.text()], Verdict::Valid);
    table.row("verify.es256", value * 1e6, "µs", 350.0, peer());
}
