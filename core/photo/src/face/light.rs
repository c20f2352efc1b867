//! Copies in which a face is found that its light hides: too dark as a whole, or dark on one side.
//!
//! The detector was trained on faces in even light. Where one half lies in the dark it answers with the bright half: too small, to
//! a side, or not at all. So the light is taken out before it looks, and what is judged later is the picture as it is.

use crate::{geometry::Rect, pixels::Luma};

/// Level that the darker half of a face is brought to.
const WANTED: f32 = 125.0;
/// Darker half of a face over its brighter one, in levels, below which it is lit from one side. Synthetic set, even seeds: even
/// light ≥ 0.85 with any skin and with spectacles; a half at 0.6 of the light ≤ 0.76.
const ONE_SIDED: f32 = 0.80;
/// Reach of the neighbourhood that light is taken from, in face widths: wider than an eye, narrower than a shadow.
const REACH: f32 = 0.10;
/// Variance of log levels in that neighbourhood from which a difference counts as an edge of light, not as a feature.
const EDGE: f32 = 0.1;
/// How much of the differences in light is left. At 0.4 one strongly lit face in sixteen is still lost, at 0.2 none.
const LEFT: f32 = 0.2;
/// Level that light is drawn towards: a white wall stays white.
const TOP: f32 = 240.0;

/// Whether one half of the face in `frame` is much darker than the other.
pub(super) fn is_one_sided(grey: &Luma, frame: &Rect) -> bool {
    let [left, right] = halves(grey, frame);
    left.min(right) < ONE_SIDED * left.max(right)
}

/// A dark face, by light or by skin, is brought to the level that the detector was trained on; a face lit from one side is evened.
/// `frame` is the face in `grey`.
pub(super) fn prepared(grey: Luma, frame: &Rect) -> Luma {
    let [left, right] = halves(&grey, frame);
    let darker = left.min(right);
    if darker < ONE_SIDED * left.max(right) {
        evened(&grey, frame.w * grey.width as f32)
    } else if (4.0..WANTED).contains(&darker) {
        bent(grey, (WANTED / 255.0).ln() / (darker / 255.0).ln())
    } else {
        grey
    }
}

/// Mean levels of both halves of a face, without hair and wall at its sides.
fn halves(grey: &Luma, frame: &Rect) -> [f32; 2] {
    let (w, h) = (grey.width as usize, grey.height as usize);
    let column = |share: f32| (((frame.x + share * frame.w) * w as f32).max(0.0) as usize).min(w);
    let row = |share: f32| (((frame.y + share * frame.h) * h as f32).max(0.0) as usize).min(h);
    [(0.2, 0.5), (0.5, 0.8)].map(|(from, to)| {
        let (from, to) = (column(from), column(to));
        let part = (row(0.3)..row(0.7)).flat_map(|y| &grey.data[y * w + from..y * w + to.max(from)]);
        let (sum, count) = part.fold((0.0f32, 0.0f32), |(sum, count), v| (sum + f32::from(*v), count + 1.0));
        sum / count.max(1.0)
    })
}

/// The picture in almost even light; `face` is the width of a face in pixels, roughly.
///
/// Levels are light times features, so their logarithms are a sum; a guided filter (the picture is its own guide) takes the light
/// without smearing its edges, and only the light is drawn together.
pub(super) fn evened(grey: &Luma, face: f32) -> Luma {
    let (w, h) = (grey.width as usize, grey.height as usize);
    let reach = (REACH * face).round().clamp(2.0, 64.0) as usize;
    let logs: [f32; 256] = std::array::from_fn(|level| (level as f32 + 1.0).ln());
    let values: Vec<f32> = grey.data.iter().map(|level| logs[*level as usize]).collect();
    let squares: Vec<f32> = values.iter().map(|v| v * v).collect();
    let (mut slope, mut rest) = (box_mean(&squares, w, h, reach), box_mean(&values, w, h, reach));
    for (slope, rest) in slope.iter_mut().zip(&mut rest) {
        let variance = (*slope - *rest * *rest).max(0.0);
        *slope = variance / (variance + EDGE);
        *rest *= 1.0 - *slope;
    }
    let (slope, rest) = (box_mean(&slope, w, h, reach), box_mean(&rest, w, h, reach));
    let top = TOP.ln();
    let level = |((value, slope), rest): ((&f32, &f32), &f32)| {
        let light = slope * value + rest;
        (top + LEFT * (light - top) + (value - light)).exp().round().clamp(0.0, 255.0) as u8
    };
    Luma { data: values.iter().zip(&slope).zip(&rest).map(level).collect(), ..*grey }
}

/// Mean over a square of `2 × reach + 1`, smaller at the edges.
fn box_mean(values: &[f32], w: usize, h: usize, reach: usize) -> Vec<f32> {
    let mut rows = Vec::with_capacity(values.len());
    for row in values.chunks_exact(w) {
        let mut sum: f32 = row[..reach.min(w)].iter().sum();
        for x in 0..w {
            sum += row.get(x + reach).copied().unwrap_or(0.0) - if x > reach { row[x - reach - 1] } else { 0.0 };
            rows.push(sum / ((x + reach + 1).min(w) - x.saturating_sub(reach)) as f32);
        }
    }
    let mut sums = vec![0.0f32; w];
    let add = |sums: &mut [f32], y: usize, sign: f32| {
        sums.iter_mut().zip(&rows[y * w..(y + 1) * w]).for_each(|(sum, v)| *sum += sign * v);
    };
    (0..reach.min(h)).for_each(|y| add(&mut sums, y, 1.0));
    let mut means = Vec::with_capacity(values.len());
    for y in 0..h {
        if y + reach < h {
            add(&mut sums, y + reach, 1.0);
        }
        if y > reach {
            add(&mut sums, y - reach - 1, -1.0);
        }
        let count = ((y + reach + 1).min(h) - y.saturating_sub(reach)) as f32;
        means.extend(sums.iter().map(|sum| sum / count));
    }
    means
}

/// Levels along a power curve.
fn bent(mut grey: Luma, gamma: f32) -> Luma {
    let curve: [u8; 256] = std::array::from_fn(|v| ((v as f32 / 255.0).powf(gamma) * 255.0).round() as u8);
    grey.data.iter_mut().for_each(|v| *v = curve[*v as usize]);
    grey
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_running_mean_is_the_mean_that_is_summed_anew() {
        for (w, h, reach) in [(1, 1, 2), (7, 5, 2), (9, 4, 3), (3, 11, 20)] {
            let values: Vec<f32> = (0..w * h).map(|i| ((i * 37) % 101) as f32).collect();
            let means = box_mean(&values, w, h, reach);
            for (at, mean) in means.iter().enumerate() {
                let (x, y) = (at % w, at / w);
                let near: Vec<f32> = (y.saturating_sub(reach)..(y + reach + 1).min(h))
                    .flat_map(|y| (x.saturating_sub(reach)..(x + reach + 1).min(w)).map(move |x| y * w + x))
                    .map(|i| values[i])
                    .collect();
                let wanted = near.iter().sum::<f32>() / near.len() as f32;
                assert!((mean - wanted).abs() < 1e-2, "{w}×{h}, {reach}, at {x} {y}: {mean} and {wanted}");
            }
        }
    }

    #[test]
    fn a_half_in_the_dark_is_brought_up_and_its_features_stay() {
        let (w, h) = (96usize, 96usize);
        // A face of level 200 with a dark feature in each half; the right half has a third of the light.
        let level = |x: usize, y: usize| {
            let feature = (40..48).contains(&y) && ((28..36).contains(&x) || (60..68).contains(&x));
            let light = if x < w / 2 { 1.0 } else { 0.3 };
            (200.0 * light * if feature { 0.5 } else { 1.0 }) as u8
        };
        let data = (0..h).flat_map(|y| (0..w).map(move |x| level(x, y))).collect();
        let grey = Luma { width: w as u32, height: h as u32, data };
        let frame = Rect { x: 0.1, y: 0.1, w: 0.8, h: 0.8 };
        assert!(is_one_sided(&grey, &frame));
        let even = evened(&grey, 77.0);
        let [left, right] = halves(&even, &frame);
        assert!(right > 0.7 * left, "of {left} only {right} on the dark side");
        let contrast = |x: i64| f32::from(even.at(x, 44)) / f32::from(even.at(x, 70));
        for x in [32, 64] {
            assert!(contrast(x) < 0.85, "a feature at {x} is gone: {}", contrast(x));
        }
    }
}
