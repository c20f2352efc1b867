//! A phone's screen as light leaves it: the page with the code of this moment drawn into its place.

use image::{Rgba, RgbaImage};
use lz_wallet::{PagePixels, PixelRect};
use serde::{Deserialize, Serialize};

use crate::camera::Aim;

/// Light modules around a code.
const QUIET: u32 = 4;
/// A code that must be seen as bad is red; it still decodes.
const RED: Rgba<u8> = Rgba([165, 15, 29, 255]);
const BLACK: Rgba<u8> = Rgba([0, 0, 0, 255]);
const WHITE: Rgba<u8> = Rgba([255, 255, 255, 255]);

/// A code of the presenter, as packed modules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCode {
    /// Changes with the picture.
    pub id: u64,
    /// Modules a side.
    pub side: u32,
    /// Row by row, eight modules a byte, most significant bit first, no padding.
    pub modules: Vec<u8>,
    /// Red modules.
    pub red: bool,
}

impl ShownCode {
    fn dark(&self, x: u32, y: u32) -> bool {
        let at = (y * self.side + x) as usize;
        self.modules.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1)
    }
}

/// A page as pixels.
#[derive(Debug, Clone)]
pub struct Screen {
    /// What is seen.
    pub pixels: RgbaImage,
    /// The place of the code, its quiet zone included.
    pub code: PixelRect,
}

impl Screen {
    /// A page that was just drawn. `None` if the core handed over fewer bytes than pixels.
    pub fn of(page: &PagePixels) -> Option<Self> {
        Some(Self { pixels: RgbaImage::from_raw(page.width, page.height, page.rgba.clone())?, code: page.code })
    }

    /// The same screen a moment later, with this code.
    pub fn showing(&self, code: &ShownCode) -> Screen {
        let mut pixels = self.pixels.clone();
        let slot = self.code;
        let step = (slot.width.min(slot.height) / (code.side + 2 * QUIET)).max(1);
        let left = slot.x + slot.width.saturating_sub(step * code.side) / 2;
        let top = slot.y + slot.height.saturating_sub(step * code.side) / 2;
        for y in slot.y..(slot.y + slot.height).min(pixels.height()) {
            for x in slot.x..(slot.x + slot.width).min(pixels.width()) {
                let inside = |at: u32, from: u32| at.checked_sub(from).map(|d| d / step).filter(|m| *m < code.side);
                let dark = matches!((inside(x, left), inside(y, top)), (Some(mx), Some(my)) if code.dark(mx, my));
                pixels.put_pixel(
                    x,
                    y,
                    if !dark {
                        WHITE
                    } else if code.red {
                        RED
                    } else {
                        BLACK
                    },
                );
            }
        }
        Screen { pixels, code: slot }
    }

    /// Where a camera aims.
    pub fn aim(&self) -> Aim {
        Aim { x: self.code.x, y: self.code.y, side: self.code.width }
    }
}

impl Screen {
    /// The code alone on white, as a phone shows it to a firm: no page, no portrait, nothing to read.
    pub fn code_alone(&self) -> Screen {
        let side = self.pixels.width();
        let margin = side / 10;
        let code = PixelRect { x: margin, y: margin, width: side - 2 * margin, height: side - 2 * margin };
        Screen { pixels: RgbaImage::from_pixel(side, side, WHITE), code }
    }
}
