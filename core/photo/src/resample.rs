//! Resampling of 8-bit pictures: the mean of the area under a new pixel going down, bilinear going up.
//!
//! Two passes in whole numbers, first down the columns, then along the rows: the arithmetic of Pillow and of the crate
//! fast_image_resize, to the bit; a test compares. A phone carries this file for a fiftieth of that crate's bytes.

/// A triangle of weights over the samples that a new sample is made of, for one direction.
struct Pass {
    /// Weights as multiples of `2^-shift`; they add up to about one.
    weights: Vec<i16>,
    /// For each new sample: the first old one, and where its weights end.
    samples: Vec<(usize, usize)>,
    shift: u32,
}

/// Columns handled at a time: their sums stay in the nearest cache.
const STRIP: usize = 64;

/// Bits of a weight's fraction at most: a sum of bytes then fits 32 bits.
const FRACTION: u32 = 21;

impl Pass {
    /// From `size` samples, those between `start` and `end`, to `count` new ones; none if they are the same samples.
    fn new(size: u32, start: f64, end: f64, count: u32) -> Option<Pass> {
        if f64::from(count) == end - start && start == start.round() {
            return None;
        }
        let scale = (end - start) / f64::from(count);
        let radius = scale.max(1.0);
        let narrow = 1.0 / radius;
        let mut exact = Vec::new();
        let mut samples = Vec::with_capacity(count as usize);
        for i in 0..count {
            let middle = start + (f64::from(i) + 0.5) * scale;
            let reach = (middle - radius).floor().max(0.0) as u32;
            let mut first = reach;
            let last = (middle + radius).ceil().min(f64::from(size)) as u32;
            let before = exact.len();
            for x in reach..last {
                let weight = (1.0 - ((f64::from(x) - (middle - 0.5)) * narrow).abs()).max(0.0);
                if weight == 0.0 && x == first {
                    first += 1;
                } else {
                    exact.push(weight);
                }
            }
            let sum: f64 = exact[before..].iter().sum();
            let kept = exact.iter().rposition(|weight| *weight != 0.0).map_or(before, |at| before.max(at + 1));
            exact.truncate(kept);
            exact[before..].iter_mut().for_each(|weight| *weight /= sum);
            samples.push((first as usize, exact.len()));
        }
        // As fine as the largest weight allows.
        let largest = exact.iter().copied().fold(0.0, f64::max);
        let fits = |shift: &u32| (largest * f64::from(1 << shift)).round() < 32768.0;
        let shift = (1..=FRACTION).take_while(fits).last().unwrap_or(0);
        let weights = exact.iter().map(|weight| (weight * f64::from(1 << shift)).round() as i16).collect();
        Some(Pass { weights, samples, shift })
    }

    /// For each new sample, the first old one and the weights.
    fn iter(&self) -> impl Iterator<Item = (usize, &[i16])> {
        let starts = std::iter::once(0).chain(self.samples.iter().map(|sample| sample.1));
        self.samples.iter().zip(starts).map(|(&(first, end), start)| (first, &self.weights[start..end]))
    }

    /// The old samples that are needed at all, first and end.
    fn span(&self) -> (usize, usize) {
        let first = self.iter().map(|(first, _)| first).min().unwrap_or(0);
        (first, self.iter().map(|(first, weights)| first + weights.len()).max().unwrap_or(first))
    }

    /// Half of one, from which a sum starts so that its end is rounded.
    fn half(&self) -> i32 {
        1 << (self.shift - 1)
    }

    fn byte(&self, sum: i32) -> u8 {
        (sum >> self.shift).clamp(0, 255) as u8
    }

    /// Mixes rows of `stride` bytes; of each, the bytes in `columns`.
    fn down(&self, data: &[u8], stride: usize, columns: (usize, usize)) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.samples.len() * (columns.1 - columns.0));
        for (first, weights) in self.iter() {
            for left in (columns.0..columns.1).step_by(STRIP) {
                let width = STRIP.min(columns.1 - left);
                let mut sums = [self.half(); STRIP];
                for (row, weight) in data[first * stride..].chunks(stride).zip(weights) {
                    let weight = i32::from(*weight);
                    if let Some(whole) = row[left..].first_chunk::<STRIP>() {
                        sums.iter_mut().zip(whole).for_each(|(sum, byte)| *sum += i32::from(*byte) * weight);
                    } else {
                        sums.iter_mut().zip(&row[left..]).for_each(|(sum, byte)| *sum += i32::from(*byte) * weight);
                    }
                }
                out.extend(sums[..width].iter().map(|sum| self.byte(*sum)));
            }
        }
        out
    }

    /// Mixes neighbours in each row of `stride` pixels, whose first pixel is number `skipped`.
    fn along<const N: usize>(&self, data: &[u8], stride: usize, skipped: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(data.len() / stride * self.samples.len());
        for row in data.as_chunks::<N>().0.chunks_exact(stride) {
            for (first, weights) in self.iter() {
                let mut sums = [self.half(); N];
                for (pixel, weight) in row[first - skipped..].iter().zip(weights) {
                    for (sum, byte) in sums.iter_mut().zip(pixel) {
                        *sum += i32::from(*byte) * i32::from(*weight);
                    }
                }
                out.extend(sums.map(|sum| self.byte(sum)));
            }
        }
        out
    }
}

/// Bytes of the part `from` (left, top, width, height) of a picture with `N` bytes a pixel, at the new size `to`.
///
/// The part lies inside the picture, and no size is zero.
pub(crate) fn resample<const N: usize>(data: &[u8], size: (u32, u32), from: [f64; 4], to: (u32, u32)) -> Vec<u8> {
    let [left, top, width, height] = from;
    let across = Pass::new(size.0, left, left + width, to.0);
    let down = Pass::new(size.1, top, top + height, to.1);
    let stride = size.0 as usize * N;
    let (first, end) = across.as_ref().map_or((left as usize, left as usize + to.0 as usize), Pass::span);
    let columns = (first * N, end * N);
    let narrow = match down {
        Some(pass) => pass.down(data, stride, columns),
        None => {
            let rows = data.chunks_exact(stride).skip(top as usize).take(to.1 as usize);
            rows.flat_map(|row| &row[columns.0..columns.1]).copied().collect()
        }
    };
    match across {
        Some(pass) => pass.along::<N>(&narrow, end - first, first),
        None => narrow,
    }
}

#[cfg(test)]
mod tests {
    use fast_image_resize::images::{TypedImage, TypedImageRef};
    use fast_image_resize::pixels::{U8, U8x3};
    use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
    use proptest::prelude::*;

    use super::resample;

    fn peer<P: PixelTrait<Component = u8>>(data: &[u8], size: (u32, u32), from: [f64; 4], to: (u32, u32)) -> Vec<u8> {
        let source = TypedImageRef::<P>::from_buffer(size.0, size.1, data).expect("a whole picture");
        let mut target = TypedImage::<P>::new(to.0, to.1);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
            .crop(from[0], from[1], from[2], from[3]);
        Resizer::new().resize_typed(&source, &mut target, &options).expect("the part lies inside");
        P::components(target.pixels()).to_vec()
    }

    /// A line of old samples, a part of it in eighths, and a new size: larger, smaller, the same, far smaller.
    fn direction() -> impl Strategy<Value = (u32, f64, f64, u32)> {
        (1u32..200).prop_flat_map(|size| {
            let part = (0..=(size - 1) * 8).prop_flat_map(move |start| (Just(start), 8..=size * 8 - start));
            (Just(size), part, 1u32..260, 0u32..4).prop_map(|(size, (start, length), count, kind)| match kind {
                0 => (size, 0.0, f64::from(size), count),
                1 => (size, f64::from(start / 8), f64::from(length / 8), length / 8),
                _ => (size, f64::from(start) / 8.0, f64::from(length) / 8.0, count),
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn every_byte_is_the_peer_s(
            (width, left, w, to_width) in direction(),
            (height, top, h, to_height) in direction(),
            seed in any::<u64>(),
        ) {
            let mut state = seed | 1;
            let data: Vec<u8> = (0..width * height * 3)
                .map(|_| {
                    state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    match state >> 62 {
                        0 => 0,
                        1 => 255,
                        _ => (state >> 40) as u8,
                    }
                })
                .collect();
            let (size, from, to) = ((width, height), [left, top, w, h], (to_width, to_height));
            prop_assert!(resample::<3>(&data, size, from, to) == peer::<U8x3>(&data, size, from, to));
            let grey = &data[..(width * height) as usize];
            prop_assert!(resample::<1>(grey, size, from, to) == peer::<U8>(grey, size, from, to));
        }
    }
}
