//! Spoken forms: numbers digit by digit, dates as dates, classes one by one.

use lz_license::{ClassSet, Day, UnixSeconds};
use lz_text::Lang;

/// Each character by itself, so that a number is not read as an amount: `1 9 0 1`.
pub(crate) fn digits(text: &str) -> String {
    let mut spoken = String::with_capacity(text.len() * 2);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if !spoken.is_empty() {
            spoken.push(' ');
        }
        spoken.push(c);
    }
    spoken
}

/// A day in words.
pub(crate) fn day(lang: Lang, day: Day) -> String {
    lz_text::day(lang, day.ymd())
}

/// A moment in words, to the minute.
pub(crate) fn moment(lang: Lang, at: UnixSeconds) -> String {
    format!("{} {}", day(lang, at.day()), lz_text::time_of_day(at.second_of_day()))
}

/// Classes with pauses between them.
pub(crate) fn classes(lang: Lang, set: ClassSet) -> String {
    lz_text::list(lang, &set.iter().map(|class| digits(class.code())).collect::<Vec<_>>())
}
