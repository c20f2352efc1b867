//! Pictures: a code as a camera sees it (turned, grey, noisy, not in the middle), and files that are none.

use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, QrCode};

/// A camera-like picture of a screen that shows `text`: turned by 4 degrees, soft edges, little contrast, noise.
pub fn code(text: &str) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).expect("a text of ours fits a code");
    let (width, module, quiet) = (code.width() as f32, 5.0, 4.0);
    let side = ((width + 2.0 * quiet) * module * 1.25) as u32;
    let (middle, (sin, cos)) = (side as f32 / 2.0, 4.0f32.to_radians().sin_cos());
    let mut dice = 0x2545_f491u32;
    GrayImage::from_fn(side, side, |x, y| {
        let mut light = 0.0;
        for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
            let (u, v) = (x as f32 + dx - middle, y as f32 + dy - middle);
            let at = |a: f32| (a / module + width / 2.0).floor();
            let (column, row) = (at(u * cos + v * sin), at(v * cos - u * sin));
            let inside = (0.0..width).contains(&column) && (0.0..width).contains(&row);
            let tile = (-quiet..width + quiet).contains(&column) && (-quiet..width + quiet).contains(&row);
            light += match (inside, tile) {
                (true, _) if code[(column as usize, row as usize)] == Color::Dark => 45.0,
                (_, true) => 205.0,
                (_, false) => 90.0,
            } / 4.0;
        }
        dice ^= dice << 13;
        dice ^= dice >> 17;
        dice ^= dice << 5;
        Luma([(light + (dice % 25) as f32 - 12.0) as u8])
    })
}

/// A PNG whose header says `width` by `height`, and that has next to nothing behind it.
pub fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in [&header[..], b"IDATx", b"IEND"] {
        file.extend((chunk.len() as u32 - 4).to_be_bytes());
        file.extend(chunk);
        file.extend(crc(chunk).to_be_bytes());
    }
    file
}

/// A JPEG whose frame header says `width` by `height`.
pub fn jpeg_bomb(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8, 0xff, 0xc0, 0, 17, 8];
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
    file.extend([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, 0, 0xff, 0xd9]);
    file
}

/// CRC-32 of a PNG chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}
