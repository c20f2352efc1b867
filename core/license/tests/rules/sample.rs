//! An invented driver, and short ways to write days and instants.

use lz_license::fields::License;
use lz_license::{Day, UnixSeconds};

/// The day with these eight digits.
pub(crate) fn day(ymd: u32) -> Day {
    Day::from_ymd(ymd).unwrap_or_else(|error| panic!("{ymd}: {error}"))
}

/// `2021-09-01 17:05:00` in Asia/Shanghai.
pub(crate) fn at(text: &str) -> UnixSeconds {
    let (date, time) = text.split_once(' ').expect("date and time");
    let date: Day = date.parse().expect("a day");
    let seconds = time.split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().expect("a number"));
    date.start().plus(seconds)
}

/// Born 1880 and in Suzhou: no living person has this number.
pub(crate) fn license() -> License {
    let json = r#"{
        "holder": { "idType": "citizen", "idNumber": "11000018800101001X" },
        "name": "样例", "sex": "male", "nationality": "CHN", "birth": "1880-01-01", "firstIssue": "2015-05-06",
        "classes": "C1D", "validity": { "from": "2021-05-06", "to": "2031-05-06" },
        "fileNumber": "320512345678", "cardNumber": "3200000000017", "authority": 320500,
        "address": "江苏省苏州市样证路1号", "points": 0, "status": "A"
    }"#;
    serde_json::from_str(json).expect("the sample has the form of a license")
}
