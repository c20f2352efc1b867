//! Pages as a whole: what stands where, what is refused, what a reader hears.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod specimens;

use std::collections::BTreeSet;

use lz_credential::qr::{Scanned, classify};
use lz_credential::token::Profile;
use lz_license::status::Look;
use lz_render::{Freshness, MissingPart, PageWant, Print, RenderError, Renderer, Sheet, Side, Slots, TextItem, Theme};
use lz_text::Lang;
use specimens::{annex, claims, code, day, moment, sheet, verified};

const WANT: PageWant =
    PageWant { side: Side::Main, width: 720, theme: Theme::Light, print: Print::Normal, lang: Lang::ZhHans };
const SECOND: PageWant = PageWant { side: Side::Second, ..WANT };

fn ids(items: &[TextItem]) -> Vec<&'static str> {
    items.iter().map(|item| item.id).collect()
}

fn value<'a>(items: &'a [TextItem], id: &str) -> &'a str {
    &items.iter().find(|item| item.id == id).unwrap().value
}

// R01
#[test]
fn both_pages_come_from_one_signed_record() {
    let sheet = sheet("A", |_, _| {});
    let mut renderer = Renderer::portable();
    let main = renderer.render_page(&sheet, WANT).unwrap();
    let second = renderer.render_page(&sheet, SECOND).unwrap();
    assert_eq!(main.rgba.len(), (main.width * main.height * 4) as usize);
    assert!(ids(&main.text).contains(&"id-number") && ids(&second.text).contains(&"record"));
}

// R02 R03
#[test]
fn each_field_stands_on_its_page_and_on_no_other() {
    let head = ["status", "title", "specimen", "freshness"];
    let main = [
        "name",
        "sex",
        "nationality",
        "id-number",
        "birth",
        "first-issue",
        "portrait",
        "validity",
        "classes",
        "points",
        "qr",
        "now",
        "generated",
        "file-number",
        "screenshots",
        "card-number",
        "equal-effect",
    ];
    let second = ["address", "authority", "record", "class-table", "equal-effect", "paper-needed"];
    let mut renderer = Renderer::portable();
    let sheet = sheet("A", |_, _| {});
    let on_main = ids(&renderer.page_text(&sheet, WANT).unwrap());
    assert_eq!(on_main, [&head[..], &main[..]].concat());
    let on_second: Vec<&str> = ids(&renderer.page_text(&sheet, SECOND).unwrap());
    let fields: Vec<&str> =
        on_second.iter().copied().filter(|id| !id.starts_with("class-") || *id == "class-table").collect();
    let exceptions: Vec<String> = (1..=5).map(|n| format!("paper-needed-{n}")).collect();
    let exceptions: Vec<&str> = exceptions.iter().map(String::as_str).collect();
    assert_eq!(fields, [&head[..], &second[..], &exceptions[..]].concat());
    assert_eq!(on_second.len() - fields.len(), 17, "the whole class table");
}

// R03
#[test]
fn conditions_stand_on_the_second_page_if_there_are_any() {
    let mut renderer = Renderer::portable();
    let mut read = |bits: Option<u64>, print: Print, lang: Lang| {
        let sheet = sheet("A", |claims, _| claims.conditions = bits);
        let on_main = ids(&renderer.page_text(&sheet, PageWant { print, lang, ..WANT }).unwrap());
        assert!(!on_main.contains(&"conditions"));
        let items = renderer.page_text(&sheet, PageWant { print, lang, ..SECOND }).unwrap();
        let after_record = items.iter().skip_while(|item| item.id != "record").nth(1).unwrap();
        let is_condition = after_record.id == "conditions";
        assert_eq!(items.iter().filter(|item| item.id == "conditions").count(), usize::from(is_condition));
        is_condition.then(|| after_record.value.clone())
    };
    assert_eq!(read(None, Print::Normal, Lang::ZhHans), None);
    assert_eq!(read(Some(0), Print::Large, Lang::ZhHans), None);
    assert_eq!(read(Some(1), Print::Normal, Lang::ZhHans).as_deref(), Some("须佩戴听力辅助装置"));
    assert_eq!(read(Some(3), Print::Large, Lang::En).as_deref(), Some("must wear a hearing aid, in probation"));
    let unknown = read(Some(2 | 1 << 9), Print::Normal, Lang::ZhHans);
    assert_eq!(unknown.as_deref(), Some("实习期内、其他条件（代码 10）"), "no condition is left out");
}

// R02
#[test]
fn other_nationalities_are_named_in_the_language_of_the_page() {
    let mut renderer = Renderer::portable();
    let mut read = |code: &str, lang: Lang| {
        let sheet = sheet("A", |claims, _| claims.nationality = code.into());
        let page = renderer.render_page(&sheet, PageWant { lang, ..WANT }).unwrap();
        assert_eq!(page.missing_glyphs, [char::MAX; 0], "{code}");
        let item = page.text.iter().find(|item| item.id == "nationality").unwrap();
        assert!(!item.shortened, "{code}");
        item.value.clone()
    };
    for (code, zh, en) in [
        ("CHN", "中国", "China"),
        ("FRA", "法国", "France"),
        ("CIV", "科特迪瓦", "Côte d'Ivoire"),
        ("VCT", "圣文森特和格林纳丁斯", "St. Vincent and Grenadines"),
        ("XXA", "无国籍", "Stateless"),
        ("QQQ", "QQQ", "QQQ"),
    ] {
        assert_eq!([read(code, Lang::ZhHans), read(code, Lang::En)], [zh, en]);
    }
}

// R03
#[test]
fn the_address_leaves_no_trace_on_the_main_page() {
    let mut renderer = Renderer::portable();
    let mut page = |address: &str| {
        let annex = lz_credential::annex::Annex { address: Some(address.into()), ..annex() };
        let sheet = Sheet::new(&verified(claims(), &annex), Some(code()), moment()).unwrap();
        renderer.render_page(&sheet, WANT).unwrap()
    };
    let (here, there) = (page("甲省乙市丙路1号"), page("一个完全不同而且长得多的地址，有很多很多字"));
    assert_eq!(here.rgba, there.rgba);
    assert_eq!(here.text, there.text);
}

// R02
#[test]
fn a_page_without_its_code_is_refused() {
    let license = verified(claims(), &annex());
    let refused = Sheet::new(&license, None, moment()).err().unwrap();
    assert_eq!(refused, RenderError::Missing(MissingPart::Qr));
    assert_eq!(refused.code(), "page-without-qr");
}

// R02
#[test]
fn a_token_with_fewer_fields_is_no_page() {
    for profile in [Profile::Limited, Profile::LimitedWithPoints] {
        let annex = lz_credential::annex::Annex { address: None, record: None, ..annex() };
        let license = verified(claims().reduced(profile, [0; 32]), &annex);
        let refused = Sheet::new(&license, Some(code()), moment()).err().unwrap();
        assert_eq!(refused, RenderError::Missing(MissingPart::BasicInfo));
    }
}

// R04
#[test]
fn the_sample_is_marked_and_its_code_verifies_nowhere() {
    let mut renderer = Renderer::portable();
    let page = renderer.sample_page(WANT, specimens::NOW).unwrap();
    assert_eq!(value(&page.text, "specimen"), "样证");
    assert_eq!(value(&page.text, "portrait"), "样证头像，不是真人");
    let text = read_code(&page.rgba, page.width, page.slots.qr.unwrap()).unwrap();
    assert_eq!(classify(&text), Scanned::Unreadable);
}

// R05
#[test]
fn every_issuing_city_gets_the_same_layout() {
    let mut renderer = Renderer::portable();
    let mut layouts = BTreeSet::new();
    for city in 1..=28 {
        let sheet = sheet("A", |claims, _| claims.authority = 320_000 + city * 100);
        for want in [WANT, SECOND] {
            let items = renderer.page_text(&sheet, want).unwrap();
            layouts.insert(format!("{:?}", items.iter().map(|item| (item.id, item.rect)).collect::<Vec<_>>()));
        }
    }
    assert_eq!(layouts.len(), 2, "one layout for each of the two pages");
}

// R06 R70
#[test]
fn equal_effect_never_stands_without_its_exceptions() {
    let mut renderer = Renderer::portable();
    for lang in Lang::ALL {
        let sheet = sheet("A", |_, _| {});
        let second = renderer.page_text(&sheet, PageWant { lang, ..SECOND }).unwrap();
        let effect = lz_text::equal_effect(lang);
        assert_eq!(value(&second, "equal-effect"), effect.line);
        for (n, exception) in effect.exceptions.iter().enumerate() {
            assert_eq!(value(&second, &format!("paper-needed-{}", n + 1)), exception);
        }
        let main = renderer.page_text(&sheet, PageWant { lang, ..WANT }).unwrap();
        let pointer = if lang == Lang::En { "second page" } else { "副页" };
        assert!(value(&main, "equal-effect").contains(pointer));
    }
}

// R10 R23
#[test]
fn each_group_has_its_look() {
    let granted = day(20_270_101);
    let cases = [
        ("A", None, Look::Green),
        ("AH", None, Look::Green),
        ("AN", Some(granted), Look::Green),
        ("AN", Some(day(20_261_123)), Look::Red),
        ("AN", None, Look::Red),
        ("C", None, Look::Amber),
        ("AX", None, Look::Amber),
        ("B", None, Look::Red),
        ("BX", None, Look::Red),
        ("AQ", None, Look::Red),
    ];
    for (status, deferred_until, look) in cases {
        let sheet = sheet(status, |claims, _| claims.deferred_until = deferred_until);
        assert_eq!(sheet.look(), look, "{status} {deferred_until:?}");
    }
}

// R10
#[test]
fn ended_and_frozen_licenses_have_no_page_but_a_message_that_is_marked_too() {
    let mut renderer = Renderer::portable();
    for status in ["AE", "G", "J", "AL"] {
        let sheet = sheet(status, |_, _| {});
        let refused = renderer.render_page(&sheet, WANT).err().unwrap();
        assert_eq!(refused.code(), "license-not-shown", "{status}");
        for (print, lang) in [(Print::Normal, Lang::ZhHans), (Print::Large, Lang::ZhHans), (Print::Large, Lang::En)] {
            let page = renderer.render_message(&sheet, PageWant { print, lang, ..WANT }).unwrap();
            assert_eq!(ids(&page.text), ["status", "title", "specimen", "message"]);
            assert_eq!(value(&page.text, "specimen"), if lang == Lang::En { "SPECIMEN" } else { "样证" });
        }
    }
}

// R04
#[test]
fn every_page_of_every_look_carries_the_mark() {
    let mut renderer = Renderer::portable();
    for (name, sheet) in specimens::looks() {
        for side in [Side::Main, Side::Second, Side::Check, Side::CheckTurned] {
            for print in [Print::Normal, Print::Large] {
                let items = renderer.page_text(&sheet, PageWant { side, print, ..WANT }).unwrap();
                let mark = items.iter().find(|item| item.id == "specimen").unwrap();
                assert!(mark.rect.width > 0 && mark.rect.height > 0, "{name} {side:?} {print:?}");
            }
        }
    }
}

// R11
#[test]
fn a_copy_that_is_not_live_says_so_and_a_doubtful_one_is_never_green() {
    let mut renderer = Renderer::portable();
    let cases = [
        (Freshness::Live, Look::Green, "已联网核实"),
        (Freshness::NotLive { confirmed: specimens::NOW.plus(-50_000) }, Look::Green, "未联网 · 最近核实 11-23 19:47"),
        (Freshness::CopyTooOld, Look::Amber, "副本已过期"),
        (Freshness::NeedsRefresh, Look::Amber, "本机副本存疑"),
    ];
    for (freshness, look, words) in cases {
        let sheet = sheet("A", |_, moment| moment.freshness = freshness);
        assert_eq!(sheet.look(), look);
        assert_eq!(value(&renderer.page_text(&sheet, WANT).unwrap(), "freshness"), words);
    }
}

// R09
#[test]
fn twelve_points_are_red_whatever_else_is_said() {
    let sheet = sheet("AB", |claims, _| claims.points = Some(12));
    let items = Renderer::portable().page_text(&sheet, WANT).unwrap();
    assert_eq!(sheet.look(), Look::Red);
    assert_eq!(value(&items, "points"), "12 / 12");
    assert!(value(&items, "status").contains("记满12分"));
}

#[test]
fn the_status_is_heard_first_and_numbers_digit_by_digit() {
    let sheet = sheet("D", |_, _| {});
    for lang in Lang::ALL {
        let items = Renderer::portable().page_text(&sheet, PageWant { lang, ..WANT }).unwrap();
        assert_eq!(items[0].id, "status");
        let must_not = if lang == Lang::En { "Must not drive" } else { "不得驾驶机动车" };
        assert!(items[0].spoken.text.contains(must_not), "{}", items[0].spoken.text);
        let number = items.iter().find(|item| item.id == "id-number").unwrap();
        assert!(number.spoken.text.ends_with("1 9 0 1 0 1 1 9 9 2 0 4 1 7 0 0 2 8"));
        assert!(items.iter().enumerate().all(|(at, item)| item.order == at as u32));
        assert!(items.iter().any(|item| item.heading));
    }
}

#[test]
fn items_lie_on_the_page_and_the_changing_places_do_not_overlap() {
    let mut renderer = Renderer::portable();
    for (name, sheet) in specimens::looks() {
        for want in [WANT, SECOND] {
            let page = renderer.render_page(&sheet, want).unwrap();
            for item in &page.text {
                let rect = item.rect;
                assert!(rect.width > 0 && rect.height > 0, "{name}: {} is nowhere", item.id);
                assert!(
                    rect.x + rect.width <= page.width && rect.y + rect.height <= page.height,
                    "{name}: {}",
                    item.id
                );
            }
            let Slots { clock, qr, .. } = page.slots;
            if let (Some(clock), Some(qr)) = (clock, qr) {
                assert!(clock.x >= qr.x + qr.width || clock.y >= qr.y + qr.height);
            }
        }
    }
}

#[test]
fn names_with_rare_characters_are_drawn_and_what_no_font_has_is_reported() {
    let mut renderer = Renderer::portable();
    let mut missing = |name: &str| {
        let sheet = sheet("A", |claims, _| claims.name = name.into());
        renderer.render_page(&sheet, WANT).unwrap().missing_glyphs
    };
    assert_eq!(missing("㛃𬱖䶮"), [char::MAX; 0]);
    assert_eq!(missing("阿依古丽·买买提"), [char::MAX; 0]);
    assert_eq!(missing("Łucja 𮚰"), ['Ł', '𮚰']);
}

#[test]
fn an_outline_from_elsewhere_fills_the_place_of_a_missing_character() {
    struct Square;
    impl lz_render::Outlines for Square {
        fn outline(&self, c: char) -> Option<String> {
            (c == '𮚰').then(|| "M0.1 -0.8H0.9V0H0.1Z".into())
        }
    }
    let sheet = sheet("A", |claims, _| claims.name = "王𮚰Ł".into());
    let without = Renderer::portable().render_page(&sheet, WANT).unwrap();
    let with = Renderer::portable().with_outlines(Box::new(Square)).render_page(&sheet, WANT).unwrap();
    assert_eq!(without.missing_glyphs, ['𮚰', 'Ł']);
    assert_eq!(with.missing_glyphs, ['Ł']);
    assert_ne!(with.rgba, without.rgba);
}

// R10
#[test]
fn the_register_may_only_worsen_what_the_token_says() {
    let look =
        |token: &str, live: &str| sheet(token, |_, moment| moment.live_status = Some(live.parse().unwrap())).look();
    assert_eq!(look("A", "D"), Look::Red);
    assert_eq!(look("D", "A"), Look::Red);
    assert_eq!(look("A", "AX"), Look::Amber);
    let ended = sheet("A", |_, moment| moment.live_status = Some("F".parse().unwrap()));
    let mut renderer = Renderer::portable();
    assert_eq!(renderer.render_page(&ended, WANT).err(), Some(RenderError::NotShown));
    let message = renderer.render_message(&ended, WANT).unwrap();
    assert_eq!(ids(&message.text), ["status", "title", "specimen", "message"]);
    assert_eq!(renderer.render_message(&sheet("A", |_, _| {}), WANT).err(), Some(RenderError::Shown));
}

#[test]
fn the_turned_view_is_the_check_view_upside_down() {
    let sheet = sheet("A", |_, _| {});
    let mut renderer = Renderer::portable();
    let upright = renderer.render_page(&sheet, PageWant { side: Side::Check, ..WANT }).unwrap();
    let turned = renderer.render_page(&sheet, PageWant { side: Side::CheckTurned, ..WANT }).unwrap();
    assert!(upright.rgba.chunks_exact(4).eq(turned.rgba.chunks_exact(4).rev()));
    assert_eq!(ids(&upright.text), ids(&turned.text));
    let (here, there) = (upright.slots.qr.unwrap(), turned.slots.qr.unwrap());
    assert_eq!(there.y, turned.height - here.y - here.height);
    assert!(read_code(&turned.rgba, turned.width, there).unwrap().starts_with("LZ1:"));
}

#[test]
fn the_svg_shows_the_same_page() {
    let sheet = sheet("A", |_, _| {});
    let mut renderer = Renderer::portable();
    let page = renderer.render_page(&sheet, WANT).unwrap();
    let svg = renderer.page_svg(&sheet, WANT).unwrap();
    let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    let mut other = resvg::tiny_skia::Pixmap::new(page.width, page.height).unwrap();
    resvg::render(&tree, resvg::tiny_skia::Transform::default(), &mut other.as_mut());
    if let Some(path) = std::env::var_os("LZ_SVG_PICTURE") {
        image::save_buffer(path, other.data(), page.width, page.height, image::ExtendedColorType::Rgba8).unwrap();
    }
    let sum: u64 = page.rgba.iter().zip(other.data()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let mean = sum as f64 / page.rgba.len() as f64;
    assert!(mean < 2.0, "differs by {mean:.2} on average");
}

#[test]
fn a_code_tile_is_what_the_page_shows() {
    let sheet = sheet("D", |_, _| {});
    let lz_render::Code::Drawn(modules) = code() else { panic!("drawn") };
    for side in [Side::Main, Side::Check, Side::CheckTurned] {
        let want = PageWant { side, ..WANT };
        let mut renderer = Renderer::portable();
        let tile = renderer.code_tile(&sheet, want, &modules).unwrap().unwrap();
        let page = renderer.render_page(&sheet, want).unwrap();
        for y in 0..tile.at.height {
            let row = (y * tile.at.width * 4) as usize..((y + 1) * tile.at.width * 4) as usize;
            let from = (((tile.at.y + y) * page.width + tile.at.x) * 4) as usize;
            assert_eq!(tile.rgba[row.clone()], page.rgba[from..from + row.len()], "{side:?} row {y}");
        }
    }
}

#[test]
fn codes_have_whole_pixels_and_their_quiet_zones() {
    let mut renderer = Renderer::portable();
    let sheet = sheet("A", |_, _| {});
    for (side, width) in
        [(Side::Main, 720), (Side::Main, 1080), (Side::Main, 1440), (Side::Check, 720), (Side::Check, 1080)]
    {
        let page = renderer.render_page(&sheet, PageWant { side, width, ..WANT }).unwrap();
        let slot = page.slots.qr.unwrap();
        let (code, step) = Slots::code_in(slot, 77);
        assert!(step >= 4 && code.width == 77 * step, "{side:?} {width}: {step} pixels a module");
        assert!(code.x - slot.x >= 4 * step && code.y - slot.y >= 4 * step);
        for x in code.x - 4 * step..code.x + code.width + 4 * step {
            for y in [code.y - 4 * step, code.y - 1, code.y + code.height] {
                let at = ((y * page.width + x) * 4) as usize;
                assert!(page.rgba[at..at + 3].iter().all(|byte| *byte >= 250), "quiet at {x}, {y}");
            }
        }
    }
}

// R02
#[test]
fn bars_are_thirteen_percent_high_with_ten_quiet_modules_at_every_width() {
    let mut renderer = Renderer::portable();
    let sheet = sheet("A", |_, _| {});
    for print in [Print::Normal, Print::Large] {
        for width in [240, 360, 500, 720, 1080, 1179, 1440] {
            let page = renderer.render_page(&sheet, PageWant { width, print, ..WANT }).unwrap();
            let room = page.slots.barcode.unwrap();
            let pixel = |x: u32, y: u32| &page.rgba[((y * width + x) * 4) as usize..][..3];
            let dark = |x: u32, y: u32| pixel(x, y).iter().all(|byte| *byte < 40);
            // Beside the rounded corners of the tile.
            let columns = room.x + room.width / 50..room.x + room.width - room.width / 50;
            let top = (room.y..room.y + room.height).find(|y| columns.clone().any(|x| dark(x, *y))).unwrap();
            let bars: Vec<u32> = columns.filter(|x| dark(*x, top)).collect();
            let (left, right) = (bars[0], bars[bars.len() - 1] + 1);
            let high = (top..room.y + room.height).take_while(|y| dark(left, *y)).count() as u32;
            // A Code 128 symbol starts with a bar of two modules.
            let module = (left..right).take_while(|x| dark(*x, top)).count() as u32 / 2;
            assert!(high * 100 >= 13 * (right - left), "{width} {print:?}: {high} of {}", right - left);
            assert!(left - room.x >= 10 * module && room.x + room.width - right >= 10 * module, "{width} {print:?}");
            let number = read_code(&page.rgba, width, room);
            assert!(module < 2 || number.as_deref() == Some("3260028416316"), "{width} {print:?}: {number:?}");
        }
    }
}

#[test]
fn the_codes_of_every_look_are_read_from_the_pixels() {
    let mut renderer = Renderer::portable();
    for (name, sheet) in specimens::looks() {
        for theme in [Theme::Light, Theme::Dark] {
            let page = renderer.render_page(&sheet, PageWant { theme, width: 1080, ..WANT }).unwrap();
            let text = read_code(&page.rgba, page.width, page.slots.qr.unwrap());
            assert!(text.is_some_and(|text| text.starts_with("LZ")), "{name} {theme:?}");
            let number = read_code(&page.rgba, page.width, page.slots.barcode.unwrap());
            assert_eq!(number.as_deref(), Some(value(&page.text, "card-number")), "{name} {theme:?}");
        }
    }
}

#[test]
fn a_clock_tile_is_what_the_page_would_show_then() {
    let mut renderer = Renderer::portable();
    let later = specimens::NOW.plus(77);
    let tile = renderer.clock_tile(&sheet("A", |_, _| {}), WANT, later).unwrap().unwrap();
    let page = renderer.render_page(&sheet("A", |_, moment| moment.now = later), WANT).unwrap();
    let mut worst = 0;
    for y in 0..tile.at.height {
        for x in 0..tile.at.width * 4 {
            let here = tile.rgba[(y * tile.at.width * 4 + x) as usize];
            let there = page.rgba[((tile.at.y + y) * page.width * 4 + tile.at.x * 4 + x) as usize];
            worst = worst.max(here.abs_diff(there));
        }
    }
    assert!(worst <= 2, "differs by {worst}");
}

#[test]
fn bad_wants_are_typed_errors() {
    let sheet = sheet("A", |_, _| {});
    for width in [0, 239, 2_401, 100_000, u32::MAX] {
        let refused = Renderer::portable().render_page(&sheet, PageWant { width, ..WANT }).err().unwrap();
        assert_eq!(refused.code(), "page-width", "{width}");
    }
    for portrait in [&b"not a picture"[..], &specimens::PORTRAIT[..400], b"RIFF\x10\0\0\0WEBPVP8L"] {
        let annex = lz_credential::annex::Annex { portrait: portrait.to_vec(), ..annex() };
        let sheet = Sheet::new(&verified(claims(), &annex), Some(code()), moment()).unwrap();
        let refused = Renderer::portable().render_page(&sheet, WANT).err().unwrap();
        assert_eq!(refused.code(), "portrait-unreadable");
    }
    let marks = "\u{301}".repeat(5_000_000);
    let authority: &'static str = Box::leak(marks.into_boxed_str());
    let refused = Sheet::new(
        &verified(claims(), &annex()),
        Some(code()),
        lz_render::Moment { authority: Some(authority), ..moment() },
    );
    assert_eq!(refused.err().unwrap().code(), "field-too-long");
}

/// Reads the one code in a part of a page.
fn read_code(rgba: &[u8], width: u32, place: lz_render::Rect) -> Option<String> {
    let mut luma = Vec::new();
    for y in place.y..place.y + place.height {
        for x in place.x..place.x + place.width {
            let at = ((y * width + x) * 4) as usize;
            let [r, g, b] = [0, 1, 2].map(|i| u32::from(rgba[at + i]));
            luma.push(((r * 77 + g * 150 + b * 29) >> 8) as u8);
        }
    }
    rxing::helpers::detect_in_luma(luma, place.width, place.height, None).ok().map(|found| found.getText().to_owned())
}
