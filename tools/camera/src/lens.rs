//! Focus and the hand that holds the camera.

use image::RgbImage;

/// A Gaussian blur of deviation `sigma`, first along the rows, then along the columns.
pub(crate) fn blurred(frame: &RgbImage, sigma: f32) -> RgbImage {
    let reach = (sigma * 3.0).ceil().max(1.0) as usize;
    let weights: Vec<f32> = (0..=reach).map(|d| (-((d * d) as f32) / (2.0 * sigma * sigma)).exp()).collect();
    let total = weights[0] + 2.0 * weights[1..].iter().sum::<f32>();
    let weights: Vec<f32> = weights.into_iter().map(|w| w / total).collect();
    let (width, height) = (frame.width() as usize, frame.height() as usize);
    let stride = width * 3;
    let source = frame.as_raw();
    let mut across = vec![0.0f32; stride * height];
    for (row, out) in source.chunks_exact(stride).zip(across.chunks_exact_mut(stride)) {
        out.iter_mut().zip(row).for_each(|(out, v)| *out = f32::from(*v) * weights[0]);
        for (d, weight) in weights.iter().enumerate().skip(1) {
            let shift = (d * 3).min(stride);
            for (x, sum) in out.iter_mut().enumerate() {
                let c = x % 3;
                let left = if x >= shift { x - shift } else { c };
                let right = if x + shift < stride { x + shift } else { stride - 3 + c };
                *sum += (f32::from(row[left]) + f32::from(row[right])) * weight;
            }
        }
    }
    let mut pixels = vec![0u8; stride * height];
    let mut line = vec![0.0f32; stride];
    for (y, out) in pixels.chunks_exact_mut(stride).enumerate() {
        let row = |y: usize| &across[y * stride..][..stride];
        line.iter_mut().zip(row(y)).for_each(|(sum, v)| *sum = v * weights[0]);
        for (d, weight) in weights.iter().enumerate().skip(1) {
            let (above, below) = (row(y.saturating_sub(d)), row((y + d).min(height - 1)));
            line.iter_mut().zip(above.iter().zip(below)).for_each(|(sum, (a, b))| *sum += (a + b) * weight);
        }
        out.iter_mut().zip(&line).for_each(|(out, v)| *out = (v + 0.5) as u8);
    }
    RgbImage::from_raw(frame.width(), frame.height(), pixels).expect("as many pixels as the frame has")
}

/// Motion blur along one direction over `length` pixels.
pub(crate) fn shaken(frame: &RgbImage, length: f32, angle: f32) -> RgbImage {
    let steps = (length.ceil() as i32).max(1);
    let (width, height) = (frame.width() as i32, frame.height() as i32);
    let moves: Vec<(i32, i32)> = (-steps..=steps)
        .map(|k| k as f32 * length / steps as f32 / 2.0)
        .map(|t| ((t * angle.cos()).round() as i32, (t * angle.sin()).round() as i32))
        .collect();
    let source = frame.as_raw();
    RgbImage::from_fn(frame.width(), frame.height(), |x, y| {
        let mut sum = [0u32; 3];
        for (dx, dy) in &moves {
            let (sx, sy) = ((x as i32 + dx).clamp(0, width - 1), (y as i32 + dy).clamp(0, height - 1));
            let at = ((sy * width + sx) * 3) as usize;
            (0..3).for_each(|c| sum[c] += u32::from(source[at + c]));
        }
        image::Rgb(sum.map(|v| (v / moves.len() as u32) as u8))
    })
}
