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
    // Narrow and high, beside most hair.
    let strip = w / 12;
    if strip < 24 || h < 200 {
        return 0.0;
    }
    let (top, bottom) = (h / 40, h * 9 / 25);
    [2, w - strip - 2]
        .into_iter()
        .map(|left| {
            let at = |x: usize, y: usize| f64::from(upload.data[y * w + x]);
            let down = repeats((left..left + strip).step_by(3).map(|x| (top..bottom).map(|y| at(x, y)).collect()));
            let across = repeats((top..bottom).step_by(5).map(|y| (left..left + strip).map(|x| at(x, y)).collect()));
            down.max(across)
        })
        .fold(0.0, f64::max) as f32
}

/// Largest mean autocorrelation of lines, their slow part taken off, at a period that they really swing with. Lines are not
/// averaged first: bands run at any angle.
fn repeats(lines: impl Iterator<Item = Vec<f64>>) -> f64 {
    let mut sums = vec![0.0; *PERIODS.end() + 1];
    let (mut all, mut lively) = (0, 0);
    for line in lines {
        let swing = swing(&line);
        all += 1;
        let power = at_lag(&swing, 0);
        // Each line counts alike: a strand of hair across one would drown the bands of all others.
        if power.sqrt() >= FAINTEST {
            lively += 1;
            let lags = sums.iter_mut().enumerate().filter(|(lag, _)| lag * 2 < swing.len());
            lags.for_each(|(lag, sum)| *sum += at_lag(&swing, lag) / power);
        }
    }
    if lively * 2 < all || lively == 0 {
        return 0.0;
    }
    let mean = |lag: usize| sums[lag] / f64::from(lively);
    PERIODS.filter(|lag| mean(lag / 2) < 0.0).map(mean).fold(0.0, f64::max)
}

/// Mean product of a line with itself, shifted.
fn at_lag(line: &[f64], lag: usize) -> f64 {
    line.iter().zip(&line[lag..]).map(|(a, b)| a * b).sum::<f64>() / (line.len() - lag) as f64
}

/// A line without its slow part.
fn swing(line: &[f64]) -> Vec<f64> {
    const REACH: usize = 20;
    let mut sums = vec![0.0];
    line.iter().for_each(|v| sums.push(sums[sums.len() - 1] + v));
    (0..line.len())
        .map(|i| {
            let (from, to) = (i.saturating_sub(REACH), (i + REACH + 1).min(line.len()));
            line[i] - (sums[to] - sums[from]) / (to - from) as f64
        })
        .collect()
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
