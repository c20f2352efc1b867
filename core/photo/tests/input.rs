//! Hostile, damaged and unusual files: a typed error, bounded work, no panic.

mod support;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use lz_photo::{
    Check, PhotoError, PhotoSpec,
    report::{Outcome, Why},
};
use support::{GOOD, album, asset, open};

/// A PNG header with its right checksum, then nothing.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend_from_slice(&width.to_be_bytes());
    bytes.extend_from_slice(&height.to_be_bytes());
    bytes.extend_from_slice(&[8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

/// The good portrait's JPEG with other numbers in its frame header, and perhaps another kind of frame.
fn jpeg_claiming(width: u16, height: u16, marker: u8) -> Vec<u8> {
    let mut bytes = GOOD.to_vec();
    let at = bytes.windows(2).position(|w| w == [0xFF, 0xC0]).expect("a baseline frame");
    bytes[at + 1] = marker;
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

#[test]
fn a_header_that_claims_too_much_is_refused_before_decoding() {
    let cases = [
        ("jpeg 30000x30000", jpeg_claiming(30_000, 30_000, 0xC0)),
        ("jpeg 65500x65500", jpeg_claiming(65_500, 65_500, 0xC0)),
        ("jpeg 51 MP", jpeg_claiming(8_500, 6_001, 0xC0)),
        ("progressive 25 MP", jpeg_claiming(5_000, 5_001, 0xC2)),
        ("a side of 9001", jpeg_claiming(9_001, 200, 0xC0)),
        ("png 30000x30000", png_header(30_000, 30_000)),
    ];
    for (name, bytes) in cases {
        assert_eq!(album(&bytes).err(), Some(PhotoError::TooManyPixels), "{name}");
    }
    assert_eq!(album(&vec![0xFF; 20_000_001]).err(), Some(PhotoError::TooManyBytes));
}

#[test]
fn what_is_no_picture_or_no_supported_one_is_named() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let own_brand = b"\0\0\0\x1cftypPHON\0\0\0\0mif1heicmiaf".to_vec();
    let avif = b"\0\0\0\x18ftypavif\0\0\0\0mif1avif".to_vec();
    let video = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".to_vec();
    let mut second_frame = GOOD[..2].to_vec();
    second_frame.extend_from_slice(&[0xFF, 0xC0, 0, 11, 8, 1, 0, 1, 0, 1, 1, 0x11, 0]);
    second_frame.extend_from_slice(&GOOD[2..]);
    let cases = [
        ("empty", Vec::new(), PhotoError::NotAPicture),
        ("text", b"hello, this is a letter".to_vec(), PhotoError::NotAPicture),
        ("heic", heic, PhotoError::Heic),
        ("heic under a phone's own brand", own_brand, PhotoError::Heic),
        ("avif", avif, PhotoError::Heic),
        ("a video", video, PhotoError::NotAPicture),
        ("eight bytes of a box", b"\0\0\0\x18ftyp".to_vec(), PhotoError::NotAPicture),
        ("gif", b"GIF89a\x01\0\x01\0\0\0\0".to_vec(), PhotoError::NotAPicture),
        ("arithmetic coding", jpeg_claiming(720, 960, 0xC9), PhotoError::Unsupported),
        ("lossless", jpeg_claiming(720, 960, 0xC3), PhotoError::Unsupported),
        ("two frame headers", second_frame, PhotoError::Damaged),
        ("cut in the header", GOOD[..60].to_vec(), PhotoError::Damaged),
        ("small", encoded(&DynamicImage::new_rgb8(100, 100), ImageFormat::Png), PhotoError::TooFewPixels),
        ("a long thin picture", jpeg_claiming(8_000, 100, 0xC0), PhotoError::TooFewPixels),
        ("png header alone", png_header(800, 800), PhotoError::Damaged),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(album(&bytes).err(), Some(expected), "{name}");
    }
}

#[test]
fn grey_palette_alpha_and_sixteen_bit_pictures_are_read() {
    let picture = open(&GOOD);
    let rgb = image::RgbImage::from_raw(picture.width, picture.height, picture.data).expect("whole");
    let base = DynamicImage::ImageRgb8(rgb);
    let cases = [
        ("16-bit", DynamicImage::ImageRgb16(base.to_rgb16()), ImageFormat::Png),
        ("alpha", DynamicImage::ImageRgba8(base.to_rgba8()), ImageFormat::Png),
        ("grey", DynamicImage::ImageLuma8(base.to_luma8()), ImageFormat::Png),
        ("grey jpeg", DynamicImage::ImageLuma8(base.to_luma8()), ImageFormat::Jpeg),
    ];
    for (name, picture, format) in cases {
        let report = album(&encoded(&picture, format)).unwrap_or_else(|e| panic!("{name}: {e}")).report;
        assert_eq!(report.outcome(Check::FaceFound), Outcome::Pass, "{name}");
        let grey = name.starts_with("grey");
        assert_eq!(report.outcome(Check::ColourMonochrome) == Outcome::Fail, grey, "{name}");
    }
    // What is transparent counts as white, not as black.
    let mut cut = base.to_rgba8();
    cut.pixels_mut().filter(|p| p.0[..3].iter().all(|c| *c > 215)).for_each(|p| *p = image::Rgba([0, 0, 0, 0]));
    let report = album(&encoded(&DynamicImage::ImageRgba8(cut), ImageFormat::Png)).expect("a picture").report;
    assert_eq!(report.outcome(Check::BackgroundWhite), Outcome::Pass);
}

#[test]
fn progressive_cmyk_palette_and_lossy_webp_files_are_read_and_other_webp_is_named() {
    for name in ["progressive.jpg", "cmyk.jpg", "palette.png", "lossy.webp"] {
        let report = album(&support::fixture(name)).unwrap_or_else(|e| panic!("{name}: {e}")).report;
        assert_eq!(report.outcome(Check::FaceFound), Outcome::Pass, "{name}");
        // Four inks are not sRGB: no word about colour.
        let unknown = report.outcome(Check::ColourNatural) == Outcome::Unknown(Why::ColourProfile);
        assert_eq!(unknown, name == "cmyk.jpg", "{name}");
    }
    let lossless = encoded(&DynamicImage::new_rgb8(300, 300), ImageFormat::WebP);
    assert_eq!(album(&lossless).err(), Some(PhotoError::Unsupported));
    assert_eq!(album(&support::fixture("alpha.webp")).err(), Some(PhotoError::Unsupported));
}

/// An ICC profile that holds nothing but three primaries.
fn profile(primaries: [[f64; 3]; 3]) -> Vec<u8> {
    let mut bytes = vec![0u8; 128];
    bytes[16..20].copy_from_slice(b"RGB ");
    bytes.extend_from_slice(&3u32.to_be_bytes());
    for (i, name) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().enumerate() {
        bytes.extend_from_slice(name);
        bytes.extend_from_slice(&(168 + 20 * i as u32).to_be_bytes());
        bytes.extend_from_slice(&20u32.to_be_bytes());
    }
    for primary in primaries {
        bytes.extend_from_slice(b"XYZ \0\0\0\0");
        primary.iter().for_each(|v| bytes.extend_from_slice(&((v * 65536.0).round() as i32).to_be_bytes()));
    }
    let length = bytes.len() as u32;
    bytes[..4].copy_from_slice(&length.to_be_bytes());
    bytes
}

fn with_profile(profile: &[u8]) -> Vec<u8> {
    let mut bytes = GOOD[..2].to_vec();
    bytes.extend_from_slice(&[0xFF, 0xE2]);
    bytes.extend_from_slice(&(profile.len() as u16 + 16).to_be_bytes());
    bytes.extend_from_slice(b"ICC_PROFILE\0\x01\x01");
    bytes.extend_from_slice(profile);
    bytes.extend_from_slice(&GOOD[2..]);
    bytes
}

#[test]
fn colours_in_a_wider_profile_are_unknown_and_never_refused() {
    let srgb = profile([[0.4361, 0.2225, 0.0139], [0.3851, 0.7169, 0.0971], [0.1431, 0.0606, 0.7141]]);
    let display_p3 = profile([[0.5151, 0.2412, -0.0011], [0.2920, 0.6922, 0.0419], [0.1571, 0.0666, 0.7841]]);
    let outcome =
        |profile: &[u8]| album(&with_profile(profile)).expect("a picture").report.outcome(Check::ColourNatural);
    assert_eq!(outcome(&srgb), Outcome::Pass);
    assert_eq!(outcome(&display_p3), Outcome::Unknown(Why::ColourProfile));
    assert_eq!(outcome(&[0; 40]), Outcome::Unknown(Why::ColourProfile));
}

#[test]
fn the_limits_of_the_header_are_data() {
    let mut spec = PhotoSpec::builtin().clone();
    spec.input.side = 700;
    let input = lz_photo::still::StillInput::Encoded(&GOOD);
    let answer = lz_photo::still::check(input, None, lz_photo::still::Provenance::Album, support::now(), &spec);
    assert_eq!(answer.err(), Some(PhotoError::TooManyPixels));
    assert!(!asset("coffee.png").is_empty());
}
