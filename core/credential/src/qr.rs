//! Texts of QR codes: which prefix stands for what, and what a scanned text is.
//!
//! Every text is one alphanumeric segment: a prefix and base45 (RFC 9285). Nothing is trimmed, nothing is guessed.

use crate::ask;
use crate::frames::Frame;

const PRESENTATION: &str = "LZ1:";
const FRAME: &str = "LZP1:";
const CHALLENGE: &str = "LZC1:";

/// Longest text of each kind that is read.
const MAX_PRESENTATION: usize = 1_300;
const MAX_FRAME: usize = 900;
const MAX_CHALLENGE: usize = 800;

/// What a scanned text is, told by its form alone. Nothing in it has been verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// A presentation, to be judged by [`crate::verify::Verifier::verify`].
    Presentation(Vec<u8>),
    /// A portrait frame, for [`crate::frames::Collector`].
    Frame(Frame),
    /// A verifier's challenge, for the phone; see [`ask::accept`].
    Challenge(Vec<u8>),
    /// A code of a later version of this format: this reader must be updated.
    LaterVersion(u32),
    /// No code of ours, or a damaged one. Never a reason to let somebody pass.
    Unreadable,
}

/// The text of a presentation code.
pub fn presentation_text(presentation: &[u8]) -> String {
    text(PRESENTATION, presentation)
}

/// The text of a portrait frame code.
pub fn frame_text(frame: &Frame) -> String {
    text(FRAME, &frame.to_bytes())
}

/// The text of a challenge code, of a signed or an open ask.
pub fn challenge_text(ask: &[u8]) -> String {
    text(CHALLENGE, ask)
}

/// Tells what the whole text of a scanned code is.
pub fn classify(text: &str) -> Scanned {
    if let Some(body) = text.strip_prefix(PRESENTATION) {
        return bytes(text, body, MAX_PRESENTATION).map_or(Scanned::Unreadable, Scanned::Presentation);
    }
    if let Some(body) = text.strip_prefix(FRAME) {
        let frame = bytes(text, body, MAX_FRAME).and_then(|bytes| Frame::from_bytes(&bytes).ok());
        return frame.map_or(Scanned::Unreadable, Scanned::Frame);
    }
    if let Some(body) = text.strip_prefix(CHALLENGE) {
        let challenge = bytes(text, body, MAX_CHALLENGE).filter(|bytes| bytes.len() <= ask::MAX_BYTES);
        return challenge.map_or(Scanned::Unreadable, Scanned::Challenge);
    }
    later_version(text).map_or(Scanned::Unreadable, Scanned::LaterVersion)
}

fn text(prefix: &str, bytes: &[u8]) -> String {
    format!("{prefix}{}", base45::encode(bytes))
}

/// Decodes base45 in its one canonical spelling, so that no two texts are the same code.
fn bytes(text: &str, body: &str, limit: usize) -> Option<Vec<u8>> {
    if text.len() > limit {
        return None;
    }
    let decoded = base45::decode(body).ok()?;
    (base45::encode(&decoded) == body).then_some(decoded)
}

/// `LZ2:`, `LZP7:`, `LZC3:` and the like: a number above 1, without leading zeros, then a colon.
fn later_version(text: &str) -> Option<u32> {
    let rest = text.strip_prefix("LZ")?;
    let rest = rest.strip_prefix(['P', 'C']).unwrap_or(rest);
    let (digits, _) = rest.split_once(':')?;
    if digits.len() > 6 || digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|version| *version > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_told_apart_by_their_whole_prefix() {
        let cases = [
            ("LZ1:%69 VD92EX0", Scanned::Presentation(b"Hello!!".to_vec())),
            ("LZC1:%69 VD92EX0", Scanned::Challenge(b"Hello!!".to_vec())),
            ("LZ2:%69", Scanned::LaterVersion(2)),
            ("LZP12:", Scanned::LaterVersion(12)),
            ("LZC3:ANYTHING", Scanned::LaterVersion(3)),
            ("LZ01:%69 VD92EX0", Scanned::Unreadable),
            ("LZ0:%69 VD92EX0", Scanned::Unreadable),
            (" LZ1:%69 VD92EX0", Scanned::Unreadable),
            ("LZ1:%69 VD92EX0\n", Scanned::Unreadable),
            ("LZ1:%69 vd92ex0", Scanned::Unreadable),
            ("lz1:%69 VD92EX0", Scanned::Unreadable),
            ("LZ1::::", Scanned::Unreadable),
            ("LZ1:GGW", Scanned::Unreadable),
            ("LZP1:%69 VD92EX0", Scanned::Unreadable),
            ("HC1:6BF", Scanned::Unreadable),
            ("https://example.org/", Scanned::Unreadable),
            ("", Scanned::Unreadable),
        ];
        for (text, expected) in cases {
            assert_eq!(classify(text), expected, "{text:?}");
        }
        assert_eq!(classify(&format!("LZ1:{}", "0".repeat(1_300))), Scanned::Unreadable);
    }

    proptest! {
        #[test]
        fn any_text_is_answered_without_panic(text in "(LZ|LZP|LZC)?[0-9]{0,3}:?[ -~]{0,60}") {
            let _ = classify(&text);
        }

        #[test]
        fn every_presentation_comes_back_from_its_text(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
            prop_assert_eq!(classify(&presentation_text(&bytes)), Scanned::Presentation(bytes));
        }
    }
}
