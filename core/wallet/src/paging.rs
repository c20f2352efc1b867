//! From what the phone knows to a drawn page: which license, which moment, and the words of the facade.

use std::sync::Arc;

use lz_credential::UnixSeconds;
use lz_render::{Freshness, Moment, Print, Rect, RenderError, Side as DrawnSide, StatusNotes, Theme};

use crate::Language;
use crate::engine::{self, Engine};
use crate::pages::{DrawnPage, PageKey};
use crate::problem::{Code, CoreError};
use crate::screens::{self, Known, LicenseState};
use crate::show::{ClockTile, PagePixels, PageText, PageTheme, PageWant, PixelRect, PrintSize, Side};

/// Draws a page, or finds it drawn.
pub(crate) async fn page(engine: &Arc<Engine>, want: PageWant) -> Result<PagePixels, CoreError> {
    let drawing = engine.clone();
    let drawn = tokio::task::spawn_blocking(move || draw(&drawing, want)).await.map_err(|_| engine.bug(13))??;
    let rect = |slot: Option<Rect>| slot.map_or(PixelRect::default(), pixel_rect);
    Ok(PagePixels {
        key: key_text(drawn.key),
        width: drawn.page.width,
        height: drawn.page.height,
        rgba: drawn.page.rgba.clone(),
        code: rect(drawn.page.slots.qr),
        clock: rect(drawn.page.slots.clock),
    })
}

/// The text of a page. Waits for the drawing if the page is not drawn yet: pixels and text come from one layout.
pub(crate) fn page_text(engine: &Arc<Engine>, want: PageWant) -> Result<Vec<PageText>, CoreError> {
    let (tell, told) = std::sync::mpsc::sync_channel(1);
    let drawing = engine.clone();
    engine::runtime().spawn_blocking(move || {
        let _nobody_waits = tell.send(draw(&drawing, want));
    });
    let drawn = told.recv().map_err(|_| engine.bug(14))??;
    let text = |item: &lz_render::TextItem| PageText {
        field: item.id.to_owned(),
        label: item.label.clone(),
        value: item.value.clone(),
        spoken: item.spoken.text.clone(),
        language: item.lang.to_owned(),
        heading: item.heading,
        rect: pixel_rect(item.rect),
    };
    Ok(drawn.page.text.iter().map(text).collect())
}

/// The clock of a page that is still kept.
pub(crate) fn clock_tile(engine: &Arc<Engine>, key: &str) -> Result<ClockTile, CoreError> {
    let known = engine.known()?;
    let gone = CoreError::not_now(Code::NoSuchThing);
    let drawn = key_of(key).and_then(|key| engine.pages.kept(key)).ok_or(gone.clone())?;
    let tile = engine.pages.clock_tile(&drawn, UnixSeconds(known.now)).map_err(refused)?.ok_or(gone)?;
    Ok(ClockTile { rect: pixel_rect(tile.at), rgba: tile.rgba, spoken: known.moment(known.now), next_in_ms: 1_000 })
}

fn draw(engine: &Engine, want: PageWant) -> Result<Arc<DrawnPage>, CoreError> {
    let known = engine.known()?;
    let now = UnixSeconds(known.now);
    let drawn_want = wanted(want);
    let freshness = match screens::license(&known) {
        LicenseState::Sample { .. } | LicenseState::None { .. } => {
            return engine.pages.sample(drawn_want, now).map_err(refused);
        }
        LicenseState::Hidden { .. } => return Err(CoreError::not_now(Code::LicenseHidden)),
        LicenseState::Shown { .. } => Freshness::Live,
        LicenseState::NotLive { .. } => Freshness::NotLive { confirmed: UnixSeconds(known.state.license.checked_at) },
        LicenseState::NeedsRefresh { .. } => Freshness::NeedsRefresh,
        LicenseState::ExpiredCopy { .. } => Freshness::CopyTooOld,
    };
    let license = screens::shown(&known).ok_or(CoreError::not_now(Code::NothingToShow))?;
    let authority = authority_name(&known, license.license().authority);
    let forbidden = screens::forbidden(&known);
    let moment = Moment {
        now,
        freshness,
        authority: authority.as_deref(),
        live_status: known.state.license.answer.as_ref().and_then(|answer| answer.live.status.parse().ok()),
        table: &known.proofs.rules.statuses,
        notes: StatusNotes {
            since: forbidden.since,
            until: forbidden.until,
            office: office_name(&known, want.language),
        },
    };
    engine.pages.page(license, moment, drawn_want).map_err(refused)
}

/// 发证机关 by its code: signed policy data first, the register's word after it.
fn authority_name(known: &Known, code: u32) -> Option<String> {
    let named = known.proofs.policy.as_ref().and_then(|policy| policy.claims().authorities.get(&u64::from(code)));
    let facts = known.state.me.as_ref().map(|kept| &kept.value.facts);
    named
        .map(|label| label.zh_hans.clone())
        .or_else(|| facts.filter(|facts| facts.authority == code).map(|facts| facts.authority_name.clone()))
}

/// The office in the language of the page, which may be another than the wallet's.
fn office_name(known: &Known, language: Language) -> Option<String> {
    let name = &known.state.me.as_ref()?.value.office.as_ref()?.name;
    Some(match language {
        Language::ZhHans => name.zh_hans.clone(),
        Language::En => name.en.clone(),
    })
}

fn wanted(want: PageWant) -> lz_render::PageWant {
    lz_render::PageWant {
        side: match (want.print, want.side) {
            (PrintSize::CheckView, _) => DrawnSide::Check,
            (PrintSize::CheckViewTurned, _) => DrawnSide::CheckTurned,
            (PrintSize::NormalPrint | PrintSize::LargePrint, Side::MainSide) => DrawnSide::Main,
            (PrintSize::NormalPrint | PrintSize::LargePrint, Side::SecondSide) => DrawnSide::Second,
        },
        width: want.width,
        theme: match want.theme {
            PageTheme::LightTheme => Theme::Light,
            PageTheme::DarkTheme => Theme::Dark,
        },
        print: match want.print {
            PrintSize::LargePrint => Print::Large,
            PrintSize::NormalPrint | PrintSize::CheckView | PrintSize::CheckViewTurned => Print::Normal,
        },
        lang: want.language.into(),
    }
}

/// The one mapping from the renderer's errors to the world's.
fn refused(error: RenderError) -> CoreError {
    match error {
        RenderError::Missing(_) => CoreError::failed(Code::PageIncomplete),
        RenderError::NotShown => CoreError::not_now(Code::LicenseHidden),
        RenderError::Width => CoreError::failed(Code::PageSizeWrong),
        RenderError::Shown | RenderError::Portrait | RenderError::TooLong | RenderError::CodeTooLong => {
            CoreError::failed(Code::PageCannotBeDrawn)
        }
    }
}

fn pixel_rect(rect: Rect) -> PixelRect {
    PixelRect { x: rect.x, y: rect.y, width: rect.width, height: rect.height }
}

fn key_text(key: PageKey) -> String {
    lz_api::Blob::from(&key.0[..]).to_string()
}

fn key_of(text: &str) -> Option<PageKey> {
    Some(PageKey(lz_api::Blob::parse(text).ok()?.0.try_into().ok()?))
}
