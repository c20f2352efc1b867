//! What a file says about itself: its date, and marks of editing. Editable by anyone, so never proof (R61).

use exif::{Exif, In, Reader, Tag, Value};
use lz_license::time::{SHANGHAI_OFFSET, UnixSeconds};

use super::header::{Format, Header};
use crate::evidence::EditTraces;

/// Names of programs that change faces or compose pictures, in lower case. Data for a hint, not a verdict.
const EDITORS: [&str; 12] = [
    "photoshop",
    "lightroom",
    "gimp",
    "snapseed",
    "meitu",
    "facetune",
    "beautyplus",
    "picsart",
    "美图",
    "醒图",
    "轻颜",
    "faceapp",
];

/// The tags that are used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tags {
    /// When the shutter fired.
    pub(crate) taken_at: Option<UnixSeconds>,
    /// Marks of editing.
    pub(crate) traces: EditTraces,
}

/// Reads the tags of a file.
pub(super) fn read(exif: Option<&[u8]>, header: &Header, bytes: &[u8]) -> Tags {
    // A reader that panics on hostile tags is caught by the caller, together with the decoder.
    let exif = exif.and_then(|raw| Reader::new().read_raw(raw.to_vec()).ok());
    let software = exif.as_ref().and_then(|e| text(e, Tag::Software)).unwrap_or_default().to_lowercase();
    Tags {
        taken_at: exif.as_ref().and_then(taken_at),
        traces: EditTraces {
            editor: EDITORS.iter().any(|name| software.contains(name)),
            content_credentials: header.jumbf,
            no_camera_tags: exif.as_ref().is_none_or(|e| text(e, Tag::Make).is_none() && text(e, Tag::Model).is_none()),
            trailer: header.format == Format::Jpeg && !bytes.trim_ascii_end().ends_with(&[0xFF, 0xD9]),
        },
    }
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => {
            lines.first().map(|line| String::from_utf8_lossy(line).trim().to_owned()).filter(|s| !s.is_empty())
        }
        _ => None,
    }
}

/// Original date, else the date of digitising. The date of the last change of the file says nothing.
fn taken_at(exif: &Exif) -> Option<UnixSeconds> {
    let read = |date, offset| parse(&text(exif, date)?, text(exif, offset).as_deref());
    read(Tag::DateTimeOriginal, Tag::OffsetTimeOriginal)
        .or_else(|| read(Tag::DateTimeDigitized, Tag::OffsetTimeDigitized))
}

/// `2021:08:30 12:00:00` with an offset such as `+08:00`; without one, the time of Asia/Shanghai.
fn parse(date: &str, offset: Option<&str>) -> Option<UnixSeconds> {
    let number = |from: usize, to: usize| date.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let valid = (1970..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !valid || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let ahead = match offset {
        None => SHANGHAI_OFFSET,
        Some(text) => parse_offset(text)?,
    };
    Some(UnixSeconds(days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - ahead))
}

fn parse_offset(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let hours = text.get(1..3)?.parse::<i64>().ok()?;
    let minutes = text.get(4..6)?.parse::<i64>().ok()?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Days since 1970-01-01 in the Gregorian calendar (years counted from March, so that leap days come last).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
