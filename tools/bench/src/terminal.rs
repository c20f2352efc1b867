//! What a terminal spends on one camera frame, and on its status lists.

use std::hint::black_box;

use image::{GrayImage, Luma, imageops};
use lz_credential::UnixSeconds;
use lz_credential::status_list::{StatusLists, StatusValue};
use lz_credential::token::StatusRef;
use lz_credential::trust::{Roots, TrustList};
use lz_credential::verify::Verdict;
use lz_terminal::check::Ready;
use lz_terminal::reader;
use lz_terminal::store::{Settings, Store};

use crate::measure::{Table, cpu_seconds};
use crate::world::{self, LIST, NOW};
use crate::{pictures, present};

/// A camera's frame of 1280 by 720 with a turned, noisy code in it.
fn frame(text: &str) -> GrayImage {
    let mut frame = GrayImage::from_pixel(1_280, 720, Luma([96]));
    let code = pictures::code(text);
    let code = imageops::resize(&code, 560, 560, imageops::FilterType::Triangle);
    imageops::overlay(&mut frame, &code, 330, 80);
    frame
}

/// Fills in the row `terminal.picture`: reading, verifying, judging; not decoding a file, which a camera does not make.
pub(crate) fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = lz_credential::Signer::key(&lz_credential::development::root()).to_cose();
    let settings = Settings {
        authority: "http://127.0.0.1:9".into(),
        audience: "police".into(),
        name: None,
        asker: None,
        roots: vec![lz_api::Blob::from(&root[..]).to_string()],
        development: true,
    };
    let store = Store::init(&folder.path().join("terminal"), &settings, &[5; 32]).expect("a new folder");
    store.put_trust_list(&world::trust_list(1, NOW + 86_400)).expect("room on the disk");
    store.put_status_list(LIST, &world::status_list(LIST, NOW - 600, 1, &[])).expect("room on the disk");
    let mut ready = Ready::load(&store, UnixSeconds(NOW)).expect("a good store");
    let mut phone = present::typical();
    phone.uri = LIST;
    let frame = frame(&phone.text());
    let value = cpu_seconds(|| {
        let text = reader::qr_text(&frame).expect("the frame can be read");
        let outcome = ready.judge(&[text], UnixSeconds(NOW));
        assert_eq!(outcome.verdict(), Verdict::Valid);
    });
    table.row("terminal.picture", value * 1e3, "ms", 60.0, None);
}

/// Fills in the rows `lists.*`: a full list with one entry in a hundred set, verified and inflated; then looked up.
pub(crate) fn lists(table: &mut Table) {
    let now = UnixSeconds(NOW);
    let bytes = world::trust_list(1, NOW + 86_400);
    let trust = TrustList::accept(&bytes, &Roots::development(), None, now).expect("our own list");
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut dice = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut set = Vec::new();
    for index in 0..1 << 20 {
        if dice() % 100 == 0 {
            set.push((index, StatusValue::from_bits((dice() % 3 + 1) as u8)));
        }
    }
    let list = world::status_list(LIST, NOW - 600, 1, &set);
    let load = cpu_seconds(|| {
        let mut lists = StatusLists::default();
        lists.accept(&list, &trust, now).expect("our own list");
        black_box(lists.newest());
    });
    table.row("lists.load", load * 1e3, "ms", 50.0, None);
    let mut lists = StatusLists::default();
    lists.accept(&list, &trust, now).expect("our own list");
    let mut entry = StatusRef { index: 0, uri: LIST.into() };
    let look = cpu_seconds(|| {
        entry.index = entry.index.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) & ((1 << 20) - 1);
        black_box(lists.look_up(&entry)).expect("the list is held");
    });
    table.row("lists.lookup", look * 1e6, "µs", 1.0, None);
}
