//! The sample's pages as numbers, one file for Rust, Kotlin and Swift: `tests/data/sample-pages.tsv`.
//!
//! `LZ_BLESS=1 cargo test -p lz-render --test fingerprints` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::path::Path;

use lz_license::UnixSeconds;
use lz_render::{PageWant, Print, Renderer, Side, Theme, fingerprint};
use lz_text::Lang;

const HEAD: &str =
    "# The sample license: side, print, language, width, height, fingerprint (lz_render::fingerprint).\n";

fn table(now: UnixSeconds) -> String {
    let mut renderer = Renderer::portable();
    let mut table = HEAD.to_owned();
    for (side, side_name) in [(Side::Main, "main"), (Side::Second, "second"), (Side::Check, "check")] {
        for (print, print_name) in [(Print::Normal, "normal"), (Print::Large, "large")] {
            if (side, print) == (Side::Check, Print::Large) {
                continue;
            }
            for lang in Lang::ALL {
                let want = PageWant { side, width: 720, theme: Theme::Light, print, lang };
                let page = renderer.sample_page(want, now).unwrap();
                let number = fingerprint(page.width, page.height, &page.text);
                let (width, height, lang) = (page.width, page.height, lang.tag());
                writeln!(table, "{side_name}\t{print_name}\t{lang}\t{width}\t{height}\t{number:016x}").unwrap();
            }
        }
    }
    table
}

// R04 R05
#[test]
fn the_sample_reads_the_same_in_every_language_that_draws_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sample-pages.tsv");
    let now = table(UnixSeconds(1_795_484_472));
    if std::env::var_os("LZ_BLESS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), now);
    assert_eq!(table(UnixSeconds(1_800_000_000)), now, "the numbers hold at any time");
}
