//! A small and fixed part of `make scan`, without the second reader.

use lz_render::Renderer;
use lz_scan::frames::rows;
use lz_scan::share::over_cores;
use lz_scan::table::Share;
use lz_terminal::reader;

/// Frames for each row.
const EACH: usize = 6;

// R65
#[test]
fn the_terminal_reads_nearly_all_frames_of_the_conditions_that_the_budget_counts() {
    let rows = rows();
    let read = over_cores(rows.len() * EACH, Renderer::new, |renderer, at| {
        let frame = rows[at / EACH].frame(renderer, (at % EACH) as u32);
        let text = reader::qr_text(&frame.luma());
        assert!(text.as_ref().is_none_or(|text| frame.texts.contains(text)), "a text that nobody showed");
        assert!((15..=17).contains(&frame.version));
        text.is_some()
    });
    let mut counted = Share::default();
    for (row, read) in rows.iter().zip(read.chunks(EACH)) {
        let mut share = Share::default();
        read.iter().for_each(|read| share.count(*read));
        if row.counted {
            assert!(share.percent() >= 60.0, "{}: {share}", row.name);
            counted = counted.plus(share);
        }
    }
    assert_eq!(counted.of, 60);
    assert!(counted.percent() >= 95.0, "{counted}");
}
