//! One number for the words and the size of a page, so that tests in every language can say "the same page".

use crate::TextItem;

/// Fields whose value is a moment: left out, so that one number holds at any time.
const MOMENTS: [&str; 2] = ["now", "generated"];

/// A number that changes with any word of a page, with their order and with the page's size.
///
/// FNV-1a of 64 bits (offset basis 0xcbf29ce484222325, prime 0x100000001b3) over UTF-8: `WIDTHxHEIGHT`, then of each item
/// in order its id, label, value, spoken words and language of the value, each of these texts followed by one zero byte.
/// Items `now` and `generated` are left out. Short enough to be written again in Kotlin and Swift; it guards nothing.
///
/// `tests/data/sample-pages.tsv` holds the numbers of the sample's pages.
pub fn fingerprint(width: u32, height: u32, items: &[TextItem]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    take(&format!("{width}x{height}"));
    for item in items.iter().filter(|item| !MOMENTS.contains(&item.id)) {
        for text in [item.id, &item.label, &item.value, &item.spoken.text, item.lang] {
            take(text);
        }
    }
    hash
}
