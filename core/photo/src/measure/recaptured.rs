//! Signs that a picture was taken of a screen, a print or a card: bands that repeat, and the edges of a frame.
//!
//! Advice for the driver and the reviewer, never a verdict: a good screen shows no bands, and a striped wall does.

use crate::pixels::Luma;

/// Shortest and longest period of bands that are looked for, in pixels of the upload.
const PERIODS: std::ops::RangeInclusive<usize> = 3..=40;
/// Weakest bands that count, in levels of deviation: below, noise and compression repeat too.
const FAINTEST: f64 = 1.5;
/// Step across a frame's edge, in levels.
const STEP: f32 = 14.0;

/// How strongly the wall beside the head repeats itself, −1..1, from the upload's luma.
pub(crate) fn bands(upload: &Luma) -> f32 {
    let (w, h) = (upload.width as usize, upload.height as usize);
    let strip = w / 7;
    if strip < 50 || h < 200 {
        return 0.0;
    }
    let (top, bottom) = (h / 24, h * 2 / 5);
    [2, w - strip - 2]
        .into_iter()
        .map(|left| {
            let rows: Vec<f64> =
                (top..bottom).map(|y| mean((left..left + strip).map(|x| upload.data[y * w + x]))).collect();
            let columns: Vec<f64> =
                (left..left + strip).map(|x| mean((top..bottom).map(|y| upload.data[y * w + x]))).collect();
            repeats(&rows).max(repeats(&columns))
        })
        .fold(0.0, f64::max) as f32
}

fn mean(values: impl ExactSizeIterator<Item = u8>) -> f64 {
    let count = values.len() as f64;
    values.map(f64::from).sum::<f64>() / count
}

/// Largest autocorrelation of a profile, its slow part taken off, at a period that it really swings with.
fn repeats(profile: &[f64]) -> f64 {
    let reach = 20;
    let swing: Vec<f64> = (0..profile.len())
        .map(|i| {
            let near = &profile[i.saturating_sub(reach)..(i + reach + 1).min(profile.len())];
            profile[i] - near.iter().sum::<f64>() / near.len() as f64
        })
        .collect();
    let power = swing.iter().map(|v| v * v).sum::<f64>() / swing.len() as f64;
    if power.sqrt() < FAINTEST {
        return 0.0;
    }
    let at = |lag: usize| {
        let pairs = swing.iter().zip(&swing[lag..]);
        let n = (swing.len() - lag) as f64;
        pairs.map(|(a, b)| a * b).sum::<f64>() / n / power
    };
    PERIODS.filter(|lag| lag * 2 < swing.len()).filter(|lag| at(lag / 2) < 0.0).map(at).fold(0.0, f64::max)
}

/// How many sides of a picture show the straight edge of a frame, from a small grey copy of all that came in.
pub(crate) fn framed_sides(whole: &Luma) -> u32 {
    let (w, h) = (i64::from(whole.width), i64::from(whole.height));
    if w < 80 || h < 80 {
        return 0;
    }
    // Places and their step across, along a line at `at` that runs over the length `along`.
    let edge = |across: bool, from: i64, to: i64| {
        let along = if across { h } else { w };
        (from..to).any(|at| {
            let mut signs = [0i64; 2];
            for place in along / 10..along * 9 / 10 {
                let level = |offset: i64| {
                    f32::from(if across { whole.at(at + offset, place) } else { whole.at(place, at + offset) })
                };
                let step = level(3) + level(2) - level(-2) - level(-3);
                if step.abs() > 2.0 * STEP {
                    signs[usize::from(step > 0.0)] += 1;
                }
            }
            // A dark jacket may hide the lower part of a dark frame's edge.
            signs[0].max(signs[1]) * 100 > (along * 8 / 10) * 55
        })
    };
    u32::from(edge(true, 4, w * 3 / 10))
        + u32::from(edge(true, w * 7 / 10, w - 4))
        + u32::from(edge(false, 4, h / 4))
        + u32::from(edge(false, h * 3 / 4, h - 4))
}
