//! Turning by 180°: for the officer who stands opposite and looks at the phone from its other end.

use crate::TextItem;
use crate::want::{Page, Rect};

/// A page with its pixels, places and items.
pub(crate) fn page(page: &mut Page) {
    pixels(&mut page.rgba);
    let whole = Rect { x: 0, y: 0, width: page.width, height: page.height };
    items(&mut page.text, whole);
    let slots = &mut page.slots;
    for slot in [&mut slots.clock, &mut slots.qr, &mut slots.portrait, &mut slots.barcode] {
        *slot = slot.map(|at| rect(at, whole));
    }
}

/// The places of items; their reading order stays, since ears have no upside down.
pub(crate) fn items(items: &mut [TextItem], page: Rect) {
    for item in items {
        item.rect = rect(item.rect, page);
    }
}

/// A place on the page.
pub(crate) fn rect(at: Rect, page: Rect) -> Rect {
    let from = |whole: u32, start: u32, size: u32| whole.saturating_sub(start).saturating_sub(size);
    Rect { x: from(page.width, at.x, at.width), y: from(page.height, at.y, at.height), ..at }
}

/// RGBA pixels in reverse order.
pub(crate) fn pixels(rgba: &mut [u8]) {
    let pixels = rgba.as_chunks_mut::<4>().0;
    pixels.reverse();
}
