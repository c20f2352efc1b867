//! Phone screens to be photographed: pages drawn by the core, with codes that really verify.
//!
//! No bare codes: what a camera sees around a code (ground, portrait, bar code, dark mode) decides with it.

use image::{RgbaImage, imageops};
use lz_camera::Aim;
use lz_credential::trust::{Roots, TrustList};
use lz_credential::verify::VerifiedToken;
use lz_credential::{UnixSeconds, qr};
use lz_license::{Day, StatusTable};
use lz_render::qr::Modules;
use lz_render::{Code, Freshness, Moment, PageWant, Print, Renderer, Sheet, Side, StatusNotes, Theme};
use lz_text::Lang;

use crate::world::{self, NOW, Phone};

/// One page of one license, without its code.
pub struct Screen {
    sheet: Sheet,
    want: PageWant,
    pixels: RgbaImage,
}

/// The page in the moment in which it shows a code.
pub struct Shown {
    /// What is seen.
    pub pixels: RgbaImage,
    /// The code with its quiet zone.
    pub aim: Aim,
}

impl Screen {
    /// Draws a page of the license in `phone`, 1,080 pixels wide.
    pub fn of(renderer: &mut Renderer, phone: &Phone, side: Side, theme: Theme) -> Self {
        let want = PageWant { side, width: 1080, theme, print: Print::Normal, lang: Lang::ZhHans };
        let sheet = sheet(phone);
        let page = renderer.render_page(&sheet, want).expect("a page of a license that was just verified");
        let pixels = RgbaImage::from_raw(page.width, page.height, page.rgba).expect("four bytes a pixel");
        Screen { sheet, want, pixels }
    }

    /// The same screen a moment later, showing `code`.
    pub fn showing(&self, renderer: &mut Renderer, code: &Modules) -> Shown {
        let tile = renderer.code_tile(&self.sheet, self.want, code).expect("the page was drawn before");
        let tile = tile.expect("shown pages have a place for the code");
        let mut pixels = self.pixels.clone();
        let picture = RgbaImage::from_raw(tile.at.width, tile.at.height, tile.rgba).expect("four bytes a pixel");
        imageops::replace(&mut pixels, &picture, tile.at.x.into(), tile.at.y.into());
        Shown { pixels, aim: Aim { x: tile.at.x, y: tile.at.y, side: tile.at.width } }
    }
}

/// Verifies the license in `phone` and makes a sheet of it.
fn sheet(phone: &Phone) -> Sheet {
    let now = UnixSeconds(NOW);
    let folder = &phone.uri[..=phone.uri.rfind('/').unwrap_or(0)];
    let trust = world::trust_list_for(folder, 1, NOW + 86_400);
    let trust = TrustList::accept(&trust, &Roots::development(), None, now);
    let trust = trust.expect("a trust list that was just signed");
    let license = VerifiedToken::check(phone.token().bytes(), &trust, now).expect("a token that was just signed");
    let license = license.with_annex(&phone.annex).expect("its own annex");
    let moment = Moment {
        now,
        freshness: Freshness::NotLive { confirmed: UnixSeconds(NOW - 7_200) },
        authority: Some("江苏省苏州市公安局交通警察支队"),
        live_status: None,
        table: StatusTable::built_in(),
        notes: StatusNotes::default(),
    };
    Sheet::new(&license, Some(Code::Reserved), moment).expect("a full copy")
}

/// The modules of a deciding code, and its text.
pub fn deciding(phone: &Phone) -> (Modules, String) {
    let text = qr::presentation_text(&phone.presentation());
    (lz_render::qr::modules(&text).expect("presentations of this size are codes"), text)
}

/// Phones whose deciding codes need versions 15, 16 and 17: the inputs of the wire format's table of sizes. `number`
/// moves sequence and time, so that no two signatures are equal.
pub fn phones(number: u32) -> [Phone; 3] {
    let typical = || {
        Phone::with(|phone| {
            phone.uri = "https://s.liangzheng/32/01";
            phone.license.version = 100_001;
            phone.license.next_due = Day::from_ymd(20_270_826).ok();
            phone.license.conditions = Some(2);
            phone.sequence += number;
            phone.shown_at = NOW - i64::from(number % 16);
        })
    };
    let mut challenged = typical();
    challenged.hardware = true;
    challenged.cnonce = Some(std::array::from_fn(|i| (number as u8).wrapping_mul(31).wrapping_add(i as u8 * 17)));
    let mut worst = typical();
    worst.uri = "https://status.liangzheng/32/001";
    worst.license.name = "欧".repeat(20);
    worst.license.classes = "A1A2A3B1B2C1DM".parse().expect("classes of the table");
    worst.license.status = "AHI".parse().expect("codes of the table");
    worst.hardware = true;
    [typical(), challenged, worst]
}
