//! The colours of each look, light and dark. Colour never speaks alone: a word and a shape stand beside it.
//!
//! Text reaches 7:1 on everything that it stands on; a test measures that in drawn pixels.

use lz_license::status::Look;

use crate::Theme;
use crate::scene::Color;

/// The colours of one page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inks {
    /// Ground of the page, top to bottom.
    pub(crate) ground: [Color; 2],
    /// Pattern on the ground.
    pub(crate) ground_line: Color,
    /// Text on the ground.
    pub(crate) on_ground: Color,
    /// Cards.
    pub(crate) paper: Color,
    /// Pattern on cards, one tone for each bundle of lines.
    pub(crate) paper_line: [Color; 3],
    /// Values.
    pub(crate) ink: Color,
    /// Labels.
    pub(crate) label: Color,
    /// What leads the eye: classes, clock, headings.
    pub(crate) accent: Color,
    /// Hair lines between groups.
    pub(crate) rule: Color,
    /// The status badge and its text.
    pub(crate) badge: [Color; 2],
    /// Chips of classes that are not held, and their text.
    pub(crate) chip: [Color; 2],
    /// Chips of held classes, and their text.
    pub(crate) held: [Color; 2],
    /// Under cards.
    pub(crate) shadow: Color,
    /// The word 样证 behind the fields.
    pub(crate) specimen: Color,
    /// Modules of the code, on white.
    pub(crate) code: Color,
}

/// The white of code tiles.
pub(crate) const TILE: Color = Color::hex(0xFFFFFF);
/// Bars, and text on a white tile.
pub(crate) const TILE_INK: Color = Color::hex(0x10161A);

impl Inks {
    pub(crate) const fn of(look: Look, theme: Theme) -> Self {
        match (look, theme) {
            (Look::Green, Theme::Light) => GREEN,
            (Look::Green, Theme::Dark) => GREEN_DARK,
            (Look::Amber, Theme::Light) => AMBER,
            (Look::Amber, Theme::Dark) => AMBER_DARK,
            (Look::Red, Theme::Light) => RED,
            (Look::Red, Theme::Dark) => RED_DARK,
            (Look::Message, Theme::Light) => SLATE,
            (Look::Message, Theme::Dark) => SLATE_DARK,
        }
    }
}

const GREEN: Inks = Inks {
    ground: [Color::hex(0x07603F), Color::hex(0x053A31)],
    ground_line: Color::hex(0x00241A).fade(84),
    on_ground: Color::hex(0xFFFFFF),
    paper: Color::hex(0xFBFDFB),
    paper_line: [Color::hex(0x1E9B6C).fade(46), Color::hex(0x2C8FB0).fade(40), Color::hex(0xB58A2E).fade(40)],
    ink: Color::hex(0x0E1C17),
    label: Color::hex(0x33433C),
    accent: Color::hex(0x05533A),
    rule: Color::hex(0xD5E2DA),
    badge: [Color::hex(0xFFFFFF), Color::hex(0x05533A)],
    chip: [Color::hex(0xE6EFEA), Color::hex(0x35453E)],
    held: [Color::hex(0x05533A), Color::hex(0xFFFFFF)],
    shadow: Color::hex(0x00140D).fade(110),
    specimen: Color::hex(0x0B7A52).fade(22),
    code: Color::hex(0x10161A),
};

const GREEN_DARK: Inks = Inks {
    ground: [Color::hex(0x0C4A36), Color::hex(0x06241D)],
    ground_line: Color::hex(0x9FF0CB).fade(14),
    on_ground: Color::hex(0xEAFBF3),
    paper: Color::hex(0x0E1B17),
    paper_line: [Color::hex(0x3AD19A).fade(38), Color::hex(0x4BB7DA).fade(33), Color::hex(0xE0B65A).fade(31)],
    ink: Color::hex(0xEDF6F1),
    label: Color::hex(0xBED1C8),
    accent: Color::hex(0x7FE5B9),
    rule: Color::hex(0x24362F),
    badge: [Color::hex(0xEAFBF3), Color::hex(0x064A34)],
    chip: [Color::hex(0x1D2D27), Color::hex(0xC2D2CA)],
    held: [Color::hex(0x8CEBC3), Color::hex(0x04281C)],
    shadow: Color::hex(0x000000).fade(120),
    specimen: Color::hex(0x7FE5B9).fade(13),
    code: Color::hex(0x10161A),
};

const RED: Inks = Inks {
    ground: [Color::hex(0xA50F1D), Color::hex(0x64060F)],
    ground_line: Color::hex(0x3A0006).fade(84),
    on_ground: Color::hex(0xFFFFFF),
    paper: Color::hex(0xFFFCFB),
    paper_line: [Color::hex(0xC8323C).fade(40), Color::hex(0xB4661E).fade(34), Color::hex(0x8C2F63).fade(34)],
    ink: Color::hex(0x211113),
    label: Color::hex(0x4A3A3E),
    accent: Color::hex(0x8E0A16),
    rule: Color::hex(0xEBD9D8),
    badge: [Color::hex(0xFFFFFF), Color::hex(0x8E0A16)],
    chip: [Color::hex(0xF5E9E8), Color::hex(0x4C3C3F)],
    held: [Color::hex(0x8E0A16), Color::hex(0xFFFFFF)],
    shadow: Color::hex(0x200003).fade(110),
    specimen: Color::hex(0xA50F1D).fade(20),
    code: Color::hex(0xB00010),
};

const RED_DARK: Inks = Inks {
    ground: [Color::hex(0x74101A), Color::hex(0x35050A)],
    ground_line: Color::hex(0xFFC4C0).fade(13),
    on_ground: Color::hex(0xFFF1F0),
    paper: Color::hex(0x1D1112),
    paper_line: [Color::hex(0xFF7B82).fade(34), Color::hex(0xF0A867).fade(28), Color::hex(0xE07BB0).fade(28)],
    ink: Color::hex(0xF9EEED),
    label: Color::hex(0xD2BDBC),
    accent: Color::hex(0xFFB0AE),
    rule: Color::hex(0x3D2728),
    badge: [Color::hex(0xFFF1F0), Color::hex(0x7E0813)],
    chip: [Color::hex(0x34211F), Color::hex(0xDECBC9)],
    held: [Color::hex(0xFFB0AE), Color::hex(0x3A0509)],
    shadow: Color::hex(0x000000).fade(120),
    specimen: Color::hex(0xFFB0AE).fade(14),
    code: Color::hex(0xB00010),
};

const AMBER: Inks = Inks {
    ground: [Color::hex(0xFFC64A), Color::hex(0xF0A52A)],
    ground_line: Color::hex(0xFFF6DC).fade(120),
    on_ground: Color::hex(0x2A1800),
    paper: Color::hex(0xFFFDF8),
    paper_line: [Color::hex(0xC98A12).fade(44), Color::hex(0xA9762B).fade(36), Color::hex(0x6F8F3A).fade(34)],
    ink: Color::hex(0x1F180C),
    label: Color::hex(0x463D2C),
    accent: Color::hex(0x6B3F00),
    rule: Color::hex(0xEBE0CB),
    badge: [Color::hex(0xFFFDF8), Color::hex(0x5A3400)],
    chip: [Color::hex(0xF4ECDC), Color::hex(0x463C2A)],
    held: [Color::hex(0x5A3400), Color::hex(0xFFFFFF)],
    shadow: Color::hex(0x3A2200).fade(90),
    specimen: Color::hex(0x9A6200).fade(22),
    code: Color::hex(0x10161A),
};

const AMBER_DARK: Inks = Inks {
    ground: [Color::hex(0x5D3E00), Color::hex(0x2B1C00)],
    ground_line: Color::hex(0xFFD98A).fade(12),
    on_ground: Color::hex(0xFFF0CF),
    paper: Color::hex(0x1A150B),
    paper_line: [Color::hex(0xF2BE55).fade(34), Color::hex(0xD79A55).fade(28), Color::hex(0xB5C46A).fade(26)],
    ink: Color::hex(0xF8F2E5),
    label: Color::hex(0xD8CDB6),
    accent: Color::hex(0xFFCB66),
    rule: Color::hex(0x382E1A),
    badge: [Color::hex(0xFFCB66), Color::hex(0x2A1A00)],
    chip: [Color::hex(0x2E2515), Color::hex(0xDBCFB6)],
    held: [Color::hex(0xFFCB66), Color::hex(0x2A1A00)],
    shadow: Color::hex(0x000000).fade(120),
    specimen: Color::hex(0xFFCB66).fade(12),
    code: Color::hex(0x10161A),
};

const SLATE: Inks = Inks {
    ground: [Color::hex(0x3B4652), Color::hex(0x232B34)],
    ground_line: Color::hex(0x080C11).fade(84),
    on_ground: Color::hex(0xFFFFFF),
    paper: Color::hex(0xFCFDFE),
    paper_line: [Color::hex(0x6C7F92).fade(40), Color::hex(0x6C7F92).fade(32), Color::hex(0x6C7F92).fade(28)],
    ink: Color::hex(0x141A20),
    label: Color::hex(0x38424C),
    accent: Color::hex(0x2B3540),
    rule: Color::hex(0xDCE2E8),
    badge: [Color::hex(0xFFFFFF), Color::hex(0x2B3540)],
    chip: [Color::hex(0xEAEEF2), Color::hex(0x3A434D)],
    held: [Color::hex(0x2B3540), Color::hex(0xFFFFFF)],
    shadow: Color::hex(0x0A0F14).fade(110),
    specimen: Color::hex(0x3B4652).fade(20),
    code: Color::hex(0x10161A),
};

const SLATE_DARK: Inks = Inks {
    ground: [Color::hex(0x2A323B), Color::hex(0x14191E)],
    ground_line: Color::hex(0xD5E2F0).fade(14),
    on_ground: Color::hex(0xF1F5F9),
    paper: Color::hex(0x15191E),
    paper_line: [Color::hex(0xA9BACB).fade(30), Color::hex(0xA9BACB).fade(24), Color::hex(0xA9BACB).fade(22)],
    ink: Color::hex(0xF0F3F6),
    label: Color::hex(0xBDC7D0),
    accent: Color::hex(0xC7D6E6),
    rule: Color::hex(0x2B333B),
    badge: [Color::hex(0xF1F5F9), Color::hex(0x1E262E)],
    chip: [Color::hex(0x262D35), Color::hex(0xCBD4DC)],
    held: [Color::hex(0xC7D6E6), Color::hex(0x12181E)],
    shadow: Color::hex(0x000000).fade(120),
    specimen: Color::hex(0xC7D6E6).fade(14),
    code: Color::hex(0x10161A),
};
