//! Pictures made easier to read: smaller, softer, black and white. Plain loops over luma.

use image::{GrayImage, imageops};

/// Another size, evenly resampled.
pub(super) fn scaled(picture: &GrayImage, by: f32) -> GrayImage {
    let to = |n: u32| ((n as f32 * by).round() as u32).max(1);
    imageops::resize(picture, to(picture.width()), to(picture.height()), imageops::FilterType::Triangle)
}

/// Half the size: each pixel the mean of two by two.
pub(super) fn halved(picture: &GrayImage) -> GrayImage {
    let (width, height) = ((picture.width() / 2).max(1), (picture.height() / 2).max(1));
    if picture.width() < 2 || picture.height() < 2 {
        return picture.clone();
    }
    let stride = picture.width() as usize;
    let mut out = Vec::with_capacity((width * height) as usize);
    for pair in picture.as_raw().chunks_exact(2 * stride).take(height as usize) {
        let (upper, lower) = pair.split_at(stride);
        for (a, b) in upper.chunks_exact(2).zip(lower.chunks_exact(2)) {
            out.push(((u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]) + 2) / 4) as u8);
        }
    }
    GrayImage::from_raw(width, height, out).expect("one pixel for each two by two")
}

/// Softens with the weights 1 2 1 in both directions, so many times: each adds a half to the square of a blur's deviation.
pub(super) fn softened(mut picture: GrayImage, times: u8) -> GrayImage {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    if width < 3 || height < 3 {
        return picture;
    }
    let mix = |a: u8, b: u8, c: u8| ((u16::from(a) + 2 * u16::from(b) + u16::from(c) + 2) / 4) as u8;
    let mut lines = vec![0u8; width * height];
    for _ in 0..times {
        let pixels: &mut [u8] = picture.as_mut();
        for (row, out) in pixels.chunks_exact(width).zip(lines.chunks_exact_mut(width)) {
            out[0] = mix(row[0], row[0], row[1]);
            out[width - 1] = mix(row[width - 2], row[width - 1], row[width - 1]);
            for (out, of) in out[1..width - 1].iter_mut().zip(row.windows(3)) {
                *out = mix(of[0], of[1], of[2]);
            }
        }
        for (y, out) in pixels.chunks_exact_mut(width).enumerate() {
            let line = |y: usize| &lines[y * width..][..width];
            let (above, here, below) = (line(y.saturating_sub(1)), line(y), line((y + 1).min(height - 1)));
            for (out, ((a, b), c)) in out.iter_mut().zip(above.iter().zip(here).zip(below)) {
                *out = mix(*a, *b, *c);
            }
        }
    }
    picture
}

/// Black or white by the mean of the `2 × reach + 1` pixels around in both directions: under a reflection and beside it
/// alike.
pub(super) fn parted(picture: &GrayImage, reach: usize) -> GrayImage {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    // Sums over columns slide down with the rows, sums over the square along each row.
    let source = picture.as_raw();
    let mut columns = vec![0u32; width];
    let mut out = vec![0u8; width * height];
    let row = |y: usize| &source[y * width..][..width];
    (0..reach.min(height)).for_each(|y| columns.iter_mut().zip(row(y)).for_each(|(sum, v)| *sum += u32::from(*v)));
    for y in 0..height {
        if y + reach < height {
            columns.iter_mut().zip(row(y + reach)).for_each(|(sum, v)| *sum += u32::from(*v));
        }
        if y > reach {
            columns.iter_mut().zip(row(y - reach - 1)).for_each(|(sum, v)| *sum -= u32::from(*v));
        }
        let rows = ((y + reach).min(height - 1) - y.saturating_sub(reach) + 1) as u32;
        let mut sum: u32 = columns[..reach.min(width)].iter().sum();
        for x in 0..width {
            if x + reach < width {
                sum += columns[x + reach];
            }
            if x > reach {
                sum -= columns[x - reach - 1];
            }
            let across = ((x + reach).min(width - 1) - x.saturating_sub(reach) + 1) as u32;
            out[y * width + x] = if u32::from(source[y * width + x]) * rows * across < sum { 0 } else { 255 };
        }
    }
    GrayImage::from_raw(picture.width(), picture.height(), out).expect("as many pixels as before")
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn the_sliding_mean_parts_as_the_plain_one_does() {
        let picture = GrayImage::from_fn(37, 23, |x, y| Luma([(x * 53 + y * 91 + x * y * 7) as u8]));
        for reach in [1usize, 5, 40] {
            let ours = parted(&picture, reach);
            for (x, y, pixel) in ours.enumerate_pixels() {
                let around = |at: u32, end: u32| at.saturating_sub(reach as u32)..(at + reach as u32 + 1).min(end);
                let (mut sum, mut count) = (0u32, 0u32);
                for b in around(y, 23) {
                    for a in around(x, 37) {
                        sum += u32::from(picture.get_pixel(a, b)[0]);
                        count += 1;
                    }
                }
                let expected = if u32::from(picture.get_pixel(x, y)[0]) * count < sum { 0 } else { 255 };
                assert_eq!(pixel[0], expected, "{x} {y} reach {reach}");
            }
        }
    }

    #[test]
    fn filters_leave_a_plain_picture_plain_and_any_size_alive() {
        for (width, height) in [(1, 1), (2, 9), (9, 2), (3, 3), (64, 48)] {
            let plain = GrayImage::from_pixel(width, height, Luma([77]));
            assert_eq!(softened(plain.clone(), 3), plain);
            assert_eq!(halved(&plain).get_pixel(0, 0)[0], 77);
            assert_eq!(parted(&plain, 20).get_pixel(0, 0)[0], 255);
            scaled(&plain, 0.3);
        }
    }
}
