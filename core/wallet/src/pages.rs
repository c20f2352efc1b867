//! Pages that were drawn once are not drawn again: pixels, kept by what they show.
//!
//! The key of a page is a hash of everything that it depends on: the verified token and its annex, the moment as far as
//! it shows (day, freshness, notes, names), and what the screen asked for. The code's place stays white, because codes
//! live for seconds; the clock is a tile of its own. Pixels are personal: they are dropped when the phone locks, when the
//! license changes and with a wipe ([`PageCache::forget`]), and never reach the disk.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lz_credential::UnixSeconds;
use lz_credential::verify::VerifiedLicense;
use lz_render::{Code, Freshness, Moment, Page, PageWant, RenderError, Renderer, Sheet, Tile};
use sha2::{Digest, Sha256};

/// Pixels that are kept at most: both pages of a wide phone in two themes.
const MOST_BYTES: usize = 40 << 20;

/// Names the content of a page; equal keys, equal pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageKey(pub [u8; 32]);

/// A drawn page with what its clock needs.
pub struct DrawnPage {
    /// Names its content.
    pub key: PageKey,
    /// Pixels, text and places.
    pub page: Page,
    sheet: Sheet,
    want: PageWant,
}

/// Draws pages and keeps the last ones. One for each wallet; drawing is CPU work, so call it from `spawn_blocking`.
pub struct PageCache {
    renderer: Mutex<Renderer>,
    kept: Mutex<VecDeque<Arc<DrawnPage>>>,
    most_bytes: usize,
}

impl Default for PageCache {
    fn default() -> Self {
        Self::holding(MOST_BYTES)
    }
}

impl PageCache {
    /// An empty cache for so many bytes of pixels.
    pub fn holding(most_bytes: usize) -> Self {
        Self { renderer: Mutex::new(Renderer::new()), kept: Mutex::default(), most_bytes }
    }

    /// The page of a license. Drawn from verified facts alone (R02, R14).
    pub fn page(
        &self,
        license: &VerifiedLicense,
        moment: Moment<'_>,
        want: PageWant,
    ) -> Result<Arc<DrawnPage>, RenderError> {
        let key = license_key(license, &moment, want);
        self.get_or_draw(key, want, || Sheet::new(license, Some(Code::Reserved), moment))
    }

    /// The sample page, marked 样证 (R04).
    pub fn sample(&self, want: PageWant, now: UnixSeconds) -> Result<Arc<DrawnPage>, RenderError> {
        let mut content = Sha256::new_with_prefix("sample");
        content.update(now.day().ymd().to_be_bytes());
        self.get_or_draw(finish(content, want), want, || Ok(Sheet::sample(now)))
    }

    /// The clock of a drawn page at `now`; `None` if the page has none.
    pub fn clock_tile(&self, drawn: &DrawnPage, now: UnixSeconds) -> Result<Option<Tile>, RenderError> {
        self.renderer().clock_tile(&drawn.sheet, drawn.want, now)
    }

    /// The page with this key, if it is still kept.
    pub fn kept(&self, key: PageKey) -> Option<Arc<DrawnPage>> {
        self.pages().iter().find(|drawn| drawn.key == key).cloned()
    }

    /// Drops every pixel: the phone locked, the license changed, or everything is erased.
    pub fn forget(&self) {
        self.pages().clear();
        // The renderer keeps layers of its own, and a decoded portrait.
        *self.renderer() = Renderer::new();
    }

    fn get_or_draw(
        &self,
        key: PageKey,
        want: PageWant,
        sheet: impl FnOnce() -> Result<Sheet, RenderError>,
    ) -> Result<Arc<DrawnPage>, RenderError> {
        if let Some(kept) = self.touch(key) {
            return Ok(kept);
        }
        let mut renderer = self.renderer();
        // Whoever waited for the renderer may find that the page was drawn meanwhile.
        if let Some(kept) = self.touch(key) {
            return Ok(kept);
        }
        let sheet = sheet()?;
        let page = renderer.render_page(&sheet, want)?;
        drop(renderer);
        let drawn = Arc::new(DrawnPage { key, page, sheet, want });
        self.keep(drawn.clone());
        Ok(drawn)
    }

    /// Finds a page and makes it the newest.
    fn touch(&self, key: PageKey) -> Option<Arc<DrawnPage>> {
        let mut pages = self.pages();
        let at = pages.iter().position(|drawn| drawn.key == key)?;
        let drawn = pages.remove(at)?;
        pages.push_back(drawn.clone());
        Some(drawn)
    }

    /// Keeps a page; the oldest give way, but never the newest itself.
    fn keep(&self, drawn: Arc<DrawnPage>) {
        let mut pages = self.pages();
        pages.push_back(drawn);
        let size = |pages: &VecDeque<Arc<DrawnPage>>| pages.iter().map(|drawn| drawn.page.rgba.len()).sum::<usize>();
        while pages.len() > 1 && size(&pages) > self.most_bytes {
            pages.pop_front();
        }
    }

    fn pages(&self) -> MutexGuard<'_, VecDeque<Arc<DrawnPage>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn renderer(&self) -> MutexGuard<'_, Renderer> {
        self.renderer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything that the page of a license depends on.
fn license_key(license: &VerifiedLicense, moment: &Moment<'_>, want: PageWant) -> PageKey {
    let mut content = Sha256::new_with_prefix("license");
    // The token's bytes name the annex by its hash.
    part(&mut content, license.token().bytes());
    part(&mut content, &moment.now.day().ymd().to_be_bytes());
    let (freshness, confirmed) = match moment.freshness {
        Freshness::Live => (0, 0),
        Freshness::NotLive { confirmed } => (1, confirmed.0),
        Freshness::CopyTooOld => (2, 0),
        Freshness::NeedsRefresh => (3, 0),
    };
    part(&mut content, &[freshness]);
    part(&mut content, &confirmed.to_be_bytes());
    part(&mut content, moment.authority.unwrap_or_default().as_bytes());
    part(&mut content, moment.live_status.map(|codes| codes.to_string()).unwrap_or_default().as_bytes());
    part(&mut content, &moment.table.version().to_be_bytes());
    for day in [moment.notes.since, moment.notes.until] {
        part(&mut content, &day.map_or(0, |day| day.ymd()).to_be_bytes());
    }
    part(&mut content, moment.notes.office.as_deref().unwrap_or_default().as_bytes());
    finish(content, want)
}

/// Length first, so that no two lists of parts read alike.
fn part(content: &mut Sha256, bytes: &[u8]) {
    content.update((bytes.len() as u64).to_be_bytes());
    content.update(bytes);
}

fn finish(mut content: Sha256, want: PageWant) -> PageKey {
    content.update([want.side as u8, want.theme as u8, want.print as u8, want.lang as u8]);
    content.update(want.width.to_be_bytes());
    PageKey(content.finalize().into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lz_license::{Day, StatusTable};
    use lz_render::{Print, Side, StatusNotes, Theme};
    use lz_text::Lang;

    use super::*;
    use crate::presenter::tests::verified;

    const NOW: UnixSeconds = UnixSeconds(1_790_000_000);

    fn want(side: Side, width: u32) -> PageWant {
        PageWant { side, width, theme: Theme::Light, print: Print::Normal, lang: Lang::ZhHans }
    }

    fn moment(freshness: Freshness) -> Moment<'static> {
        Moment { now: NOW, freshness, authority: None, live_status: None, table: StatusTable::built_in(), notes: StatusNotes::default() }
    }

    // R04
    #[test]
    fn a_page_is_drawn_once_and_its_clock_alone_moves() {
        let cache = PageCache::default();
        let first = cache.sample(want(Side::Main, 360), NOW).unwrap();
        let later = cache.sample(want(Side::Main, 360), UnixSeconds(NOW.0 + 60)).unwrap();
        assert!(Arc::ptr_eq(&first, &later));
        assert_eq!(first.page.rgba.len(), 4 * first.page.width as usize * first.page.height as usize);
        let slot = first.page.slots.clock.expect("the main page has a clock");
        let tiles = [0, 61].map(|later| cache.clock_tile(&first, UnixSeconds(NOW.0 + later)).unwrap().unwrap());
        assert_eq!(tiles[0].at, slot);
        assert_ne!(tiles[0].rgba, tiles[1].rgba, "a minute later it shows another time");
    }

    #[test]
    fn every_fact_that_a_page_shows_changes_its_key() {
        let license = verified("A");
        let base = license_key(&license, &moment(Freshness::Live), want(Side::Main, 720));
        assert_eq!(base, license_key(&verified("A"), &moment(Freshness::Live), want(Side::Main, 720)));
        let live = || moment(Freshness::Live);
        let key = |moment: &Moment<'_>, want| license_key(&license, moment, want);
        let main = want(Side::Main, 720);
        let day = Day::from_ymd(20260901).unwrap();
        let noted = |notes| Moment { notes, ..live() };
        let others = [
            license_key(&verified("B"), &live(), main),
            key(&moment(Freshness::CopyTooOld), main),
            key(&moment(Freshness::NeedsRefresh), main),
            key(&moment(Freshness::NotLive { confirmed: NOW }), main),
            key(&moment(Freshness::NotLive { confirmed: UnixSeconds(1) }), main),
            key(&Moment { authority: Some("an authority"), ..live() }, main),
            key(&Moment { now: UnixSeconds(NOW.0 + 86_400), ..live() }, main),
            key(&noted(StatusNotes { since: Some(day), ..StatusNotes::default() }), main),
            key(&noted(StatusNotes { until: Some(day), ..StatusNotes::default() }), main),
            key(&noted(StatusNotes { office: Some("an office".to_owned()), ..StatusNotes::default() }), main),
            key(&live(), want(Side::Second, 720)),
            key(&live(), want(Side::Main, 721)),
            key(&live(), PageWant { theme: Theme::Dark, ..main }),
            key(&live(), PageWant { print: Print::Large, ..main }),
            key(&live(), PageWant { lang: Lang::En, ..main }),
        ];
        let distinct: BTreeSet<[u8; 32]> = others.iter().chain([&base]).map(|key| key.0).collect();
        assert_eq!(distinct.len(), others.len() + 1);
    }

    #[test]
    fn the_cache_keeps_within_its_bytes_and_forgets_when_told() {
        let one = PageCache::default().sample(want(Side::Main, 300), NOW).unwrap().page.rgba.len();
        let cache = PageCache::holding(2 * one + one / 2);
        let keys: Vec<_> =
            [300, 301, 302].map(|width| cache.sample(want(Side::Main, width), NOW).unwrap().key).to_vec();
        let kept: Vec<_> = keys.iter().map(|key| cache.kept(*key).is_some()).collect();
        assert_eq!(kept, [false, true, true], "the oldest gave way");
        cache.forget();
        assert!(keys.iter().all(|key| cache.kept(*key).is_none()));
    }

    #[test]
    fn a_page_that_cannot_be_drawn_is_refused_and_not_kept() {
        let cache = PageCache::default();
        assert_eq!(cache.sample(want(Side::Main, 0), NOW).err(), Some(RenderError::Width));
        assert_eq!(cache.sample(want(Side::Main, 100_000), NOW).err(), Some(RenderError::Width));
        assert!(cache.page(&verified("L"), moment(Freshness::Live), want(Side::Main, 300)).is_err(), "frozen: no page");
        assert!(cache.pages().is_empty());
    }
}
