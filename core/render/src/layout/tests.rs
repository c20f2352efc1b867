//! What holds for every page, whatever is written on it: text stays inside, and can be read.

use lz_license::{ClassSet, Day, LicenseClass, StatusTable, UnixSeconds};
use lz_text::Lang;
use proptest::prelude::*;

use super::plan;
use crate::raster::Raster;
use crate::scene::{Color, Draw, PAGE_WIDTH, Scene};
use crate::sheet::{Code, Facts, Freshness, Moment, Sheet, StatusNotes};
use crate::typeset::{Face, Style, Typesetter};
use crate::want::Rect as PixelRect;
use crate::{PageWant, Print, Renderer, Side, Theme};

const NOW: UnixSeconds = UnixSeconds(1_795_484_472);
const WANT: PageWant =
    PageWant { side: Side::Main, width: 1080, theme: Theme::Light, print: Print::Normal, lang: Lang::ZhHans };
const SIDES: [Side; 3] = [Side::Main, Side::Second, Side::Check];

fn sheet(status: &str, freshness: Freshness, change: impl FnOnce(&mut Facts)) -> Sheet {
    let mut facts = Sheet::sample(NOW).facts;
    facts.status = status.parse().expect("a status");
    facts.address = Some("江苏省苏州市虎丘区望海街道听涛路1288号".into());
    change(&mut facts);
    let moment = Moment {
        now: NOW,
        freshness,
        authority: Some("江苏省苏州市公安局交通警察支队"),
        live_status: None,
        table: StatusTable::built_in(),
        notes: StatusNotes::default(),
    };
    Sheet::of_facts(facts, Some(Code::Reserved), moment).expect("complete")
}

/// Luminance of WCAG 2.2.
fn luminance(pixel: &[u8]) -> f64 {
    let linear = |byte: u8| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(pixel[0]) + 0.7152 * linear(pixel[1]) + 0.0722 * linear(pixel[2])
}

fn contrast(a: &[u8], b: &[u8]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The least contrast of any fully covered pixel of text against what lies under it.
fn least_contrast(sheet: &Sheet, want: PageWant) -> (f64, String) {
    let mut renderer = Renderer::portable();
    let page = match sheet.standing().group.is_shown() {
        true => renderer.render_page(sheet, want),
        false => renderer.render_message(sheet, want),
    }
    .expect("drawn");
    let front = plan(&mut Typesetter::new(), sheet, want).front;
    let mut inks: Vec<Color> = front
        .0
        .iter()
        .filter_map(|draw| match draw {
            Draw::Glyphs { color, .. } => Some(*color),
            _ => None,
        })
        .collect();
    inks.dedup();
    let mute = Scene(front.0.into_iter().filter(|draw| !matches!(draw, Draw::Glyphs { .. })).collect());
    let window = PixelRect { x: 0, y: 0, width: page.width, height: page.height };
    let mut under = renderer.static_layer(sheet, want).expect("drawn").to_vec();
    Raster::portable().draw(&mute, f64::from(want.width) / PAGE_WIDTH, window, &mut under);
    let (mut least, mut seen) = ((f64::MAX, String::new()), 0);
    for (at, (over, under)) in page.rgba.chunks_exact(4).zip(under.chunks_exact(4)).enumerate() {
        let is_text = over != under && inks.iter().any(|ink| [ink.0, ink.1, ink.2] == over[..3]);
        if is_text {
            seen += 1;
            let here = contrast(over, under);
            if here < least.0 {
                let (x, y) = (at as u32 % page.width, at as u32 / page.width);
                least = (here, format!("{:?} on {:?} at {x}, {y}", &over[..3], &under[..3]));
            }
        }
    }
    assert!(seen > 2_000, "text was found");
    least
}

#[test]
fn text_reaches_seven_to_one_in_the_pixels_of_every_look() {
    let looks = [
        ("A", Freshness::Live),
        ("AN", Freshness::Live),
        ("A", Freshness::NotLive { confirmed: NOW.plus(-90_000) }),
        ("A", Freshness::CopyTooOld),
        ("A", Freshness::NeedsRefresh),
        ("AX", Freshness::Live),
        ("BD", Freshness::Live),
        ("F", Freshness::Live),
        ("J", Freshness::Live),
    ];
    // Both prints and both languages; a message has one side, and the check view one print.
    let variants = [
        (Side::Main, Print::Normal, Lang::ZhHans),
        (Side::Second, Print::Normal, Lang::ZhHans),
        (Side::Check, Print::Normal, Lang::ZhHans),
        (Side::Main, Print::Large, Lang::ZhHans),
        (Side::Second, Print::Large, Lang::En),
        (Side::Main, Print::Normal, Lang::En),
    ];
    let mut faults = Vec::new();
    for (status, freshness) in looks {
        let sheet = sheet(status, freshness, |facts| {
            facts.deferred_until = Some(Day::from_ymd(20_270_101).expect("a day"));
            facts.conditions = 3;
        });
        for theme in [Theme::Light, Theme::Dark] {
            for (side, print, lang) in variants {
                let width = if print == Print::Large { 480 } else { 720 };
                let (least, place) = least_contrast(&sheet, PageWant { theme, side, print, lang, width });
                if least < 7.0 {
                    faults.push(format!("{status} {freshness:?} {theme:?} {side:?} {print:?}: {least:.2}, {place}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Han, Latin, Arabic and a mixture of them with signs, up to `bytes` bytes.
fn writing(bytes: usize) -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => proptest::char::range('\u{4e00}', '\u{9fa5}'),
        1 => proptest::sample::select(vec!['㛃', '𬱖', '䶮', '·', '（', '）', '，', '号', '－']),
        3 => proptest::char::range('A', 'Z'),
        1 => proptest::sample::select(vec![' ', '-', '\'', '.', '\u{301}', '0', '7']),
        2 => proptest::char::range('\u{627}', '\u{64a}'),
    ];
    let mixed = proptest::collection::vec(letter, 1..bytes);
    let one = prop_oneof![
        "[A-Z]{2,14}( [A-Z]{2,14}){0,6}",
        "[一-龥]{1,40}",
        "[ا-ي]{1,30}( [ا-ي]{1,30}){0,2}",
        "[A-Z]{1,120}",
    ];
    prop_oneof![mixed.prop_map(String::from_iter), one].prop_map(move |mut text: String| {
        while text.len() > bytes {
            text.pop();
        }
        if text.trim().is_empty() { "王".into() } else { text }
    })
}

fn texts_stay_inside(sheet: &Sheet, want: PageWant) -> Result<(), TestCaseError> {
    let plan = plan(&mut Typesetter::new(), sheet, want);
    for draw in &plan.front.0 {
        let Draw::Glyphs { at, glyphs, size, .. } = draw else { continue };
        for glyph in glyphs.iter() {
            let (x, y) = (at.x + f64::from(glyph.x), at.y + f64::from(glyph.y));
            prop_assert!((10.0..=PAGE_WIDTH - 14.0).contains(&x), "{want:?} x {x}");
            prop_assert!(y >= f64::from(*size) * 0.6 && y <= plan.height - 2.0, "{want:?} y {y} of {}", plan.height);
        }
    }
    for item in &plan.items {
        prop_assert!(item.rect.x + item.rect.width <= want.width, "{}", item.id);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_fits_its_room_or_ends_with_an_ellipsis(text in writing(120), width in 60.0_f32..330.0, lines in 1_usize..6) {
        let style = Style::new(Face::Medium, 25.0).tracked(0.04);
        let block = Typesetter::new().fit(&text, style, width, lines);
        prop_assert!(block.width <= width + 0.5, "{} in {width}", block.width);
        prop_assert!(block.lines <= lines);
        prop_assert!(block.size >= style.size * 0.8 - 0.01 && block.size <= style.size);
        if block.shortened {
            prop_assert!(block.size <= style.size * 0.81, "shortened only when it is small already");
        }
    }

    #[test]
    fn names_and_addresses_never_leave_their_page(name in writing(60), address in writing(120), record in writing(400), large in any::<bool>()) {
        let given = (name.clone(), address.clone(), record.clone());
        let sheet = sheet("A", Freshness::Live, |facts| {
            (facts.name, facts.address, facts.record) = (name, Some(address), Some(record));
            (facts.conditions, facts.classes) = (3 | 1 << 40, ClassSet::from_iter(LicenseClass::ALL));
        });
        let print = if large { Print::Large } else { Print::Normal };
        for side in SIDES {
            texts_stay_inside(&sheet, PageWant { side, print, ..WANT })?;
        }
        let value = |side, id| {
            let items = plan(&mut Typesetter::new(), &sheet, PageWant { side, print, ..WANT }).items;
            items.into_iter().find(|item| item.id == id).map(|item| item.value)
        };
        prop_assert_eq!(value(Side::Main, "name"), Some(given.0));
        prop_assert_eq!(value(Side::Second, "address"), Some(given.1));
        prop_assert_eq!(value(Side::Second, "record"), Some(given.2));
    }
}
