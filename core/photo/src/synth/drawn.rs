//! A drawn face of somebody else, so that "same person?" can be answered no. It belongs to nobody.

use crate::pixels::Rgb;

/// Draws a head and shoulders on white, three to four, as a camera frames them.
pub fn drawn_face(height: u32) -> Rgb {
    let width = height * 3 / 4;
    let unit = 0.122 * height as f32;
    let mut data = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0.0f32; 3];
            for (ax, ay) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                // Units: eye distances, origin between the eyes.
                let px = (x as f32 + ax - width as f32 / 2.0) / unit;
                let py = (y as f32 + ay - 0.40 * height as f32) / unit;
                let c = colour(px, py);
                (0..3).for_each(|i| sum[i] += c[i] / 4.0);
            }
            data.extend(sum.map(|c| c.round().clamp(0.0, 255.0) as u8));
        }
    }
    Rgb { width, height, data }
}

fn ellipse(x: f32, y: f32, cx: f32, cy: f32, rx: f32, ry: f32) -> f32 {
    ((x - cx) / rx).hypot((y - cy) / ry)
}

/// Colour at a place, painted from back to front.
fn colour(x: f32, y: f32) -> [f32; 3] {
    let mut c = [246.0, 246.0, 245.0];
    let side = x.abs();
    let shade = 1.0 - 0.10 * (x * 0.5).clamp(-1.0, 1.0) - 0.05 * (x * x).min(1.0);
    let skin = [205.0 * shade, 158.0 * shade, 126.0 * shade];
    let hair = {
        let s = 1.0 + 0.18 * (x * 23.0 + (y * 5.0).sin()).sin();
        [36.0 * s, 30.0 * s, 28.0 * s]
    };
    if ellipse(x, y, 0.0, -0.32, 1.36, 1.58) < 1.0 {
        c = hair;
    }
    if y > 2.35 - 0.06 * side && side < 0.62 + (y - 2.0).max(0.0) * 0.2 && y < 3.2
        || (side < 0.62 && (1.0..3.0).contains(&y))
    {
        c = skin.map(|v| v * 0.80);
    }
    let shoulder = 2.45 + 0.22 * side + 0.10 * side * side;
    if y > shoulder {
        let fold = 1.0 + 0.08 * (x * 3.1 + y).sin();
        c = [58.0 * fold, 34.0 * fold, 40.0 * fold];
        if side < (3.5 - y) * 0.45 {
            c = [225.0, 226.0, 228.0];
        }
        if side < (3.15 - y) * 0.55 {
            c = skin.map(|v| v * 0.82);
        }
    }
    if ellipse(side, y, 1.24, 0.18, 0.16, 0.34) < 1.0 {
        c = skin.map(|v| v * 0.88);
    }
    let jaw = if y > 0.5 { 1.0 - 0.16 * ((y - 0.5) / 1.3).powi(2) } else { 1.0 };
    if ellipse(x / jaw, y, 0.0, 0.18, 1.18, 1.66) < 1.0 {
        c = skin;
        let blush = (1.0 - ellipse(side, y, 0.66, 0.75, 0.5, 0.4)).max(0.0);
        c = [c[0] + 14.0 * blush, c[1] - 6.0 * blush, c[2] - 4.0 * blush];
        if ellipse(x, y, 0.0, 0.95, 0.9, 0.9) < 1.0 && y > 1.55 {
            c = c.map(|v| v * 0.97);
        }
    }
    // Fringe, brows, eyes, nose, mouth.
    let fringe = -0.62 + 0.22 * x - 0.12 * (x * 9.0).sin().abs() - 0.25 * (side - 0.4).max(0.0);
    if y < fringe - 0.1 && ellipse(x, y, 0.0, -0.32, 1.36, 1.58) < 1.0 {
        c = hair;
    }
    if side > 1.06 && y < 0.05 && ellipse(x, y, 0.0, -0.32, 1.36, 1.58) < 1.0 {
        c = hair;
    }
    let brow = -0.36 - 0.08 * ((side - 0.5) * 3.0).cos();
    if (y - brow).abs() < 0.055 && (0.20..0.82).contains(&side) {
        c = [48.0, 38.0, 34.0];
    }
    let socket = ellipse(side, y, 0.5, -0.02, 0.42, 0.26);
    if socket < 1.0 {
        let k = 1.0 - 0.16 * (1.0 - socket);
        c = c.map(|v| v * k);
    }
    if ellipse(side, y, 0.5, 0.0, 0.26, 0.115) < 1.0 {
        c = [238.0, 236.0, 232.0];
        let iris = ellipse(side, y, 0.5, -0.005, 0.115, 0.115);
        if iris < 1.0 {
            c = [66.0, 44.0, 30.0];
        }
        if iris < 0.48 {
            c = [14.0, 12.0, 12.0];
        }
        if ellipse(x, y, if x < 0.0 { -0.53 } else { 0.47 }, -0.045, 0.03, 0.03) < 1.0 {
            c = [250.0; 3];
        }
        if y < -0.07 {
            c = [60.0, 44.0, 38.0];
        }
    }
    if side < 0.14 && (0.05..0.66).contains(&y) && x > 0.04 {
        c = c.map(|v| v * 0.93);
    }
    if ellipse(side, y, 0.15, 0.70, 0.09, 0.05) < 1.0 {
        c = [120.0, 74.0, 58.0];
    }
    if ellipse(x, y, 0.0, 0.62, 0.24, 0.13) < 1.0 && y < 0.66 {
        c = c.map(|v| (v * 1.05).min(255.0));
    }
    let lips = ellipse(x, y, 0.0, 1.10, 0.40, 0.13);
    if lips < 1.0 {
        c = [176.0, 92.0, 88.0];
    }
    if (y - 1.09 - 0.02 * (x * 7.0).cos()).abs() < 0.018 && side < 0.39 {
        c = [98.0, 46.0, 44.0];
    }
    c
}
