//! The nationality in words: a code of three letters becomes the name of a state, from a data file (R02).

use lz_text::Lang;

/// Code, zh-Hans, en; sorted by code.
const TABLE: &str = include_str!("../data/nationalities.tsv");

/// The name for `code`; the code itself if the table has none, never nothing.
pub(crate) fn words(lang: Lang, code: &str) -> &str {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut names = rows.filter_map(|line| line.strip_prefix(code)?.strip_prefix('\t')?.split_once('\t'));
    match (names.next(), lang) {
        (Some((name, _)), Lang::ZhHans) | (Some((_, name)), Lang::En) => name,
        (None, _) => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // R02
    #[test]
    fn every_row_has_a_code_and_two_names_and_stands_in_order() {
        let codes: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| &line[..3]).collect();
        assert!(codes.len() > 190 && codes.is_sorted_by(|a, b| a < b));
        for code in codes {
            assert!(code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code}");
            for lang in Lang::ALL {
                assert!(!words(lang, code).is_empty() && words(lang, code) != code, "{code}");
            }
        }
    }

    #[test]
    fn known_codes_are_named_and_others_printed_as_they_are() {
        assert_eq!([words(Lang::ZhHans, "CHN"), words(Lang::En, "CHN")], ["中国", "China"]);
        assert_eq!([words(Lang::ZhHans, "DEU"), words(Lang::En, "DEU")], ["德国", "Germany"]);
        assert_eq!([words(Lang::ZhHans, "QQQ"), words(Lang::En, "")], ["QQQ", ""]);
    }
}
