//! Plain pictures in memory: RGB and grey, upright, tightly packed.

use crate::PhotoError;

/// 8-bit sRGB, three bytes a pixel, rows without padding.
#[derive(Clone, PartialEq, Eq)]
pub struct Rgb {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// `3 × width × height` bytes.
    pub data: Vec<u8>,
}

/// 8-bit luma (BT.601, as cameras deliver it), rows without padding.
#[derive(Clone, PartialEq, Eq)]
pub struct Luma {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// `width × height` bytes.
    pub data: Vec<u8>,
}

/// A part of a picture in its own pixels, fractions allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl std::fmt::Debug for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rgb({}x{})", self.width, self.height)
    }
}

impl std::fmt::Debug for Luma {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Luma({}x{})", self.width, self.height)
    }
}

impl Rgb {
    /// Wraps pixels whose count fits the size.
    pub fn new(width: u32, height: u32, data: Vec<u8>) -> Result<Rgb, PhotoError> {
        if width == 0 || height == 0 || data.len() as u64 != u64::from(width) * u64::from(height) * 3 {
            return Err(PhotoError::ShortBuffer);
        }
        Ok(Rgb { width, height, data })
    }

    /// One pixel; the nearest one for places outside.
    pub fn at(&self, x: i64, y: i64) -> [u8; 3] {
        let x = x.clamp(0, i64::from(self.width) - 1) as usize;
        let y = y.clamp(0, i64::from(self.height) - 1) as usize;
        let i = (y * self.width as usize + x) * 3;
        [self.data[i], self.data[i + 1], self.data[i + 2]]
    }

    /// Grey version.
    pub fn luma(&self) -> Luma {
        let data = self.data.chunks_exact(3).map(|p| luma_of(p[0], p[1], p[2])).collect();
        Luma { width: self.width, height: self.height, data }
    }

    /// Resamples a window of the picture to a new size; parts of the window outside the picture are cut off.
    pub fn resample(&self, window: Window, width: u32, height: u32) -> Result<Rgb, PhotoError> {
        let data = resample::<3>(&self.data, (self.width, self.height), window, (width, height))?;
        Rgb::new(width, height, data)
    }

    /// Resamples the whole picture.
    pub fn resized(&self, width: u32, height: u32) -> Result<Rgb, PhotoError> {
        self.resample(Window { x: 0.0, y: 0.0, w: f64::from(self.width), h: f64::from(self.height) }, width, height)
    }
}

impl Luma {
    /// Wraps pixels whose count fits the size.
    pub fn new(width: u32, height: u32, data: Vec<u8>) -> Result<Luma, PhotoError> {
        if width == 0 || height == 0 || data.len() as u64 != u64::from(width) * u64::from(height) {
            return Err(PhotoError::ShortBuffer);
        }
        Ok(Luma { width, height, data })
    }

    /// One pixel; the nearest one for places outside.
    pub fn at(&self, x: i64, y: i64) -> u8 {
        let x = x.clamp(0, i64::from(self.width) - 1) as usize;
        let y = y.clamp(0, i64::from(self.height) - 1) as usize;
        self.data[y * self.width as usize + x]
    }

    /// Resamples a window of the picture to a new size; parts of the window outside the picture are cut off.
    pub fn resample(&self, window: Window, width: u32, height: u32) -> Result<Luma, PhotoError> {
        let data = resample::<1>(&self.data, (self.width, self.height), window, (width, height))?;
        Luma::new(width, height, data)
    }

    /// Resamples the whole picture.
    pub fn resized(&self, width: u32, height: u32) -> Result<Luma, PhotoError> {
        self.resample(Window { x: 0.0, y: 0.0, w: f64::from(self.width), h: f64::from(self.height) }, width, height)
    }
}

/// BT.601 luma of one pixel.
pub(crate) fn luma_of(r: u8, g: u8, b: u8) -> u8 {
    ((77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b) + 128) >> 8) as u8
}

/// Bytes of a window at a new size, `N` of them a pixel.
///
/// Area average going down, bilinear going up: neither rings, so that a white wall stays in range.
fn resample<const N: usize>(
    data: &[u8],
    from: (u32, u32),
    window: Window,
    to: (u32, u32),
) -> Result<Vec<u8>, PhotoError> {
    let (fw, fh) = (f64::from(from.0), f64::from(from.1));
    let x = window.x.clamp(0.0, fw - 1.0);
    let y = window.y.clamp(0.0, fh - 1.0);
    let w = (window.x + window.w).min(fw) - x;
    let h = (window.y + window.h).min(fh) - y;
    let whole = x.is_finite() && y.is_finite() && w >= 1.0 && h >= 1.0 && to.0 > 0 && to.1 > 0;
    if !whole || data.len() as u64 != u64::from(from.0) * u64::from(from.1) * N as u64 {
        return Err(PhotoError::ShortBuffer);
    }
    Ok(crate::resample::resample::<N>(data, from, [x, y, w, h], to))
}
