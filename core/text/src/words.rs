//! Days, times and lists as people say them.

use crate::{Args, Lang, say};

/// A day given as eight digits: `2021年9月1日`, `1 September 2021`; 99991231 is 长期, "no end date".
///
/// Eight digits that are no day are given back as digits: this module does not judge calendars.
pub fn day(lang: Lang, ymd: u32) -> String {
    if ymd == 99_991_231 {
        return say(lang, "day-perpetual", &Args::NONE);
    }
    let (year, month, day) = (ymd / 10_000, ymd / 100 % 100, ymd % 100);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return ymd.to_string();
    }
    let month_name = say(lang, &format!("month-{month}"), &Args::NONE);
    // As text: a year is a name, not an amount.
    let args = Args::new().text("year", year.to_string()).text("month", month_name).text("day", day.to_string());
    say(lang, "day-words", &args)
}

/// A day of the week, Monday = 1 to Sunday = 7; empty for any other number.
pub fn day_of_week(lang: Lang, weekday: u8) -> String {
    match weekday {
        1..=7 => say(lang, &format!("weekday-{weekday}"), &Args::NONE),
        _ => String::new(),
    }
}

/// A time of day from seconds since midnight, `17:05`, the same in both languages.
pub fn time_of_day(second_of_day: u32) -> String {
    let minutes = second_of_day / 60;
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// Several words in one phrase: `正常、违法未处理`, `Normal, Violation open`.
pub fn list<S: AsRef<str>>(lang: Lang, items: &[S]) -> String {
    let separator = match lang {
        Lang::ZhHans => "、",
        Lang::En => ", ",
    };
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(separator)
}
