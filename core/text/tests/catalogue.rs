//! Both languages say the same things: the same names, the same placeholders, nothing twice, nothing broken.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use lz_text::{Arg, Args, Lang, catalogue, say, try_say};

/// The placeholders of each sentence and term of one file.
fn placeholders(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source).expect("every file parses");
    let mut all = BTreeMap::new();
    for entry in &resource.body {
        let (name, value) = match entry {
            Entry::Message(message) => {
                assert!(message.attributes.is_empty(), "{}: attributes are not used", message.id.name);
                (message.id.name.to_owned(), message.value.as_ref().expect("a sentence has words"))
            }
            Entry::Term(term) => (format!("-{}", term.id.name), &term.value),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Junk { content } => panic!("not Fluent: {content}"),
        };
        let mut found = BTreeSet::new();
        collect(value, &mut found);
        assert!(all.insert(name.clone(), found).is_none(), "{name} stands twice");
    }
    all
}

fn collect(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, found),
            Expression::Select { selector, variants } => {
                collect_inline(selector, found);
                variants.iter().for_each(|variant| collect(&variant.value, found));
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter().for_each(|argument| collect_inline(argument, found));
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inline) = expression.as_ref() {
                collect_inline(inline, found);
            }
        }
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {}
    }
}

/// The placeholders of a file that choose between variants: they take numbers.
fn selectors(source: &str) -> BTreeSet<String> {
    let heads = source.lines().filter_map(|line| line.split_once("->")?.0.rsplit_once('$'));
    heads.map(|(_, name)| name.trim().to_owned()).collect()
}

fn parts(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    catalogue::files().filter(|file| file.lang == lang.tag()).map(|file| (file.part, file.source)).collect()
}

#[test]
fn both_languages_have_the_same_files_names_and_placeholders() {
    let (chinese, english) = (parts(Lang::ZhHans), parts(Lang::En));
    assert!(chinese.contains_key("license") && chinese.contains_key("glossary"));
    assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (part, source) in &chinese {
        let (chinese, english) = (placeholders(source), placeholders(english[part]));
        for (name, found) in &chinese {
            assert_eq!(english.get(name), Some(found), "{part}: {name} differs between the languages");
        }
        let extra: Vec<_> = english.keys().filter(|name| !chinese.contains_key(*name)).collect();
        assert!(extra.is_empty(), "{part}: English alone has {extra:?}");
    }
}

#[test]
fn no_name_stands_in_two_parts() {
    let mut owner: BTreeMap<String, &str> = BTreeMap::new();
    for (part, source) in parts(Lang::ZhHans) {
        for name in placeholders(source).into_keys() {
            if let Some(other) = owner.insert(name.clone(), part) {
                panic!("{name} stands in {other} and in {part}");
            }
        }
    }
}

#[test]
fn every_sentence_can_be_said_in_both_languages_and_fills_in_what_it_is_given() {
    for lang in Lang::ALL {
        for source in parts(lang).into_values() {
            let numbers = selectors(source);
            for (name, values) in placeholders(source).into_iter().filter(|(name, _)| !name.starts_with('-')) {
                for number in [0, 1, 2, 12] {
                    let args = values.iter().fold(Args::new(), |args, value| {
                        let filled = if numbers.contains(value) { Arg::Number(number) } else { Arg::from("§") };
                        args.with(value.clone(), filled)
                    });
                    let said = try_say(lang, &name, &args).unwrap_or_else(|error| panic!("{lang:?}: {error}"));
                    assert!(!said.trim().is_empty(), "{lang:?} {name} says nothing");
                    assert!(!said.contains(['{', '}', '⟦', '\u{2068}', '\u{2069}']), "{lang:?} {name}: {said}");
                    if values.iter().all(|value| !numbers.contains(value)) {
                        assert_eq!(said.contains('§'), !values.is_empty(), "{lang:?} {name} drops a value: {said}");
                    }
                }
            }
        }
    }
}

#[test]
fn chinese_is_written_with_chinese_punctuation_and_english_without_han() {
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    for lang in Lang::ALL {
        for (part, source) in parts(lang) {
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                if lang == Lang::En {
                    assert!(!line.chars().any(han), "{part}: {line}");
                    assert!(!line.to_lowercase().contains("licence"), "{part}: one spelling: {line}");
                    continue;
                }
                let letters: Vec<char> = line.chars().collect();
                let half_width = |pair: &[char]| han(pair[0]) && matches!(pair[1], ',' | '.' | ';' | ':' | '?' | '!');
                assert!(!letters.windows(2).any(half_width), "{part}: half-width punctuation after Han: {line}");
            }
        }
    }
}

#[test]
fn a_missing_name_is_visible_and_remembered_and_does_not_panic() {
    assert_eq!(say(Lang::En, "no-such-text", &Args::NONE), "⟦no-such-text⟧");
    assert_eq!(try_say(Lang::En, "no such text", &Args::NONE).unwrap_err().code(), "text-missing");
    assert!(lz_text::missing().contains(&"no-such-text".to_owned()));
    assert_eq!(say(Lang::ZhHans, "", &Args::NONE), "⟦⟧");
}

#[test]
fn a_missing_value_is_visible_and_remembered() {
    let said = say(Lang::En, "status-unnamed", &Args::NONE);
    assert!(said.contains("code"), "{said}");
    assert!(lz_text::missing().contains(&"status-unnamed".to_owned()));
    assert_eq!(try_say(Lang::En, "status-unnamed", &Args::NONE).unwrap_err().code(), "text-incomplete");
}

#[test]
fn every_name_that_the_source_code_says_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let names: BTreeSet<String> = parts(Lang::ZhHans).into_values().flat_map(|s| placeholders(s).into_keys()).collect();
    let mut missing = Vec::new();
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap_or_default();
        let code = |line: &&str| !line.trim_start().starts_with("//");
        let source: String = source.lines().filter(code).flat_map(|line| [line, "\n"]).collect();
        for name in literal_names(&source) {
            if !names.contains(name) && !name.starts_with("no-such") && !name.is_empty() {
                missing.push(format!("{}: {name}", file.strip_prefix(&root).unwrap_or(&file).display()));
            }
        }
    }
    assert!(missing.is_empty(), "no catalogue file has: {missing:#?}");
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let skip = name.starts_with('.') || name == "target" || name == "node_modules" || name == "build";
        if path.is_dir() && !skip {
            rust_files(&path, files);
        } else if name.ends_with(".rs") {
            files.push(path);
        }
    }
}

/// The second argument of each `say(…, "name", …)` and `try_say(…)`, where it is written as a literal.
fn literal_names(source: &str) -> impl Iterator<Item = &str> {
    source.split("say(").skip(1).filter_map(|call| {
        let name = call[end_of_first_argument(call)?..].trim_start().strip_prefix('"')?.split('"').next()?;
        name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-').then_some(name)
    })
}

/// Where the second argument begins; `None` for a call with one argument, such as that of a closure.
fn end_of_first_argument(call: &str) -> Option<usize> {
    let mut depth = 0;
    for (place, c) in call.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return None,
            ')' => depth -= 1,
            ',' if depth == 0 => return Some(place + 1),
            _ => {}
        }
    }
    None
}

// R06 R70
#[test]
fn the_line_on_equal_effect_comes_with_all_five_cases_that_need_paper() {
    for (lang, paper) in [(Lang::ZhHans, "纸质驾驶证"), (Lang::En, "paper license")] {
        let effect = lz_text::equal_effect(lang);
        assert!(effect.line.contains(paper) && effect.paper_needed.contains(paper));
        assert_eq!(effect.exceptions.len(), 5);
        let listed = parts(lang)["license"].lines().filter(|line| line.starts_with("paper-needed-")).count();
        assert_eq!(effect.exceptions.len(), listed, "the list in the code leaves one out");
        let distinct: BTreeSet<_> = effect.exceptions.iter().collect();
        assert_eq!(distinct.len(), 5);
        assert!(!effect.exceptions.iter().any(|text| text.contains('⟦')));
    }
}

// R42 R55 R56 R57 R58 R59 R60 R61 R62 R63
#[test]
fn each_photo_rule_has_its_words_and_says_how_to_mend_it() {
    let cases: [(&str, &[&str]); 9] = [
        ("photo-rule-1", &["白色背景", "光线均匀", "双肩水平", "正对镜头"]),
        ("photo-rule-2", &["深色衣服", "帽子", "耳朵", "浓妆", "制服", "口罩", "墨镜", "围巾", "饰物"]),
        ("photo-rule-3", &["手势", "闭眼", "夸张姿势"]),
        ("photo-rule-4", &["公序良俗", "标记", "数字", "字母", "文字"]),
        ("photo-rule-5", &["法律法规"]),
        ("photo-rule-6", &["6个月", "合成", "面貌"]),
        ("photo-tip-retouch", &["过度修图"]),
        ("photo-abuse-warning", &["停止", "依法处理"]),
        ("photo-tip-helper", &["别人", "自拍"]),
    ];
    for (name, words) in cases {
        let text = say(Lang::ZhHans, name, &Args::NONE);
        words.iter().for_each(|word| assert!(text.contains(word), "{name} lacks {word}"));
    }
    for rule in 1..=6 {
        for lang in Lang::ALL {
            assert_ne!(
                say(lang, &format!("photo-rule-{rule}"), &Args::NONE),
                say(lang, &format!("photo-rule-{rule}-fix"), &Args::NONE)
            );
        }
    }
}

// R34 R41 R49 R50 R80
#[test]
fn each_outcome_of_an_application_has_a_notice_with_a_title() {
    for name in ["issued", "in-review", "returned", "photo-changed", "window-issued"] {
        for lang in Lang::ALL {
            let args = Args::new().text("day", "§").text("rules", "1、3");
            assert!(try_say(lang, &format!("notice-{name}-title"), &Args::NONE).is_ok(), "{name}");
            let body = try_say(lang, &format!("notice-{name}"), &args).expect("every value is given");
            assert_eq!(body.contains("1、3"), name == "returned", "a return names the rules");
        }
    }
}

// R66 R67 R68 R71 R72 R73 R74
#[test]
fn each_purpose_tells_what_is_shared_and_firms_never_see_number_or_address() {
    let police = ["police", "vehicle-business", "violation", "accident"];
    let firms = ["insurance", "rental", "recruitment", "other"];
    let shares = |name: &str| say(Lang::ZhHans, &format!("purpose-{name}-shares"), &Args::NONE);
    for name in police {
        assert!(shares(name).contains("全部内容"));
    }
    for name in firms {
        let (given, kept) = shares(name).split_once("不给出").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        for word in ["证件号码", "住址", "出生日期", "记分"] {
            assert!(kept.contains(word) && !given.contains(word), "{name}: {word}");
        }
    }
    let with_points = shares("recruitment-points");
    assert!(with_points.contains("还给出记分") && with_points.contains("单独同意"));
}

#[test]
fn numbers_choose_the_plural_and_days_are_written_as_people_say_them() {
    let left = |n: i64| say(Lang::En, "photo-tries-left", &Args::new().number("n", n));
    assert_eq!(left(1), "You can send 1 more photo.");
    assert_eq!(left(2), "You can send 2 more photos.");
    assert!(left(0).contains("window"));
    let cases = [
        (Lang::ZhHans, 20210901, "2021年9月1日"),
        (Lang::En, 20210901, "1 September 2021"),
        (Lang::ZhHans, 99991231, "长期"),
        (Lang::En, 99991231, "no end date"),
        (Lang::En, 20211301, "20211301"),
        (Lang::En, 0, "0"),
    ];
    for (lang, ymd, words) in cases {
        assert_eq!(lz_text::day(lang, ymd), words);
    }
    assert_eq!(lz_text::day_of_week(Lang::ZhHans, 7), "星期日");
    assert_eq!(lz_text::day_of_week(Lang::En, 8), "");
    assert_eq!(lz_text::time_of_day(61_500), "17:05");
    assert_eq!(lz_text::list(Lang::ZhHans, &["正常", "违法未处理"]), "正常、违法未处理");
    assert_eq!(Lang::from_tag("zh-Hant-TW"), Lang::ZhHans);
}

// R53 R69 R77 R79 R80 R84 R88 R89
#[test]
fn the_promises_to_drivers_are_said_in_words() {
    let cases: [(&str, &[&str], &[&str]); 8] = [
        ("verifier-nationwide", &["任何一地", "全国通用"], &["whole country"]),
        ("paper-not-needed", &["不用出示纸质驾驶证"], &["do not need"]),
        ("photo-busy", &["过些时候", "出示驾驶证不受影响"], &["later", "show your license as usual"]),
        ("window-then", &["窗口", "直接出现", "不用再申请"], &["by itself", "need not apply again"]),
        ("apply-prepare", &["白底", "6个月", "双耳", "浓妆"], &["white", "6 months", "ears", "make-up"]),
        ("bring-id-document", &["身份证件"], &["identity document"]),
        ("show-license", &["亮证"], &["license"]),
        ("show-code", &["亮码"], &["code"]),
    ];
    for (name, chinese, english) in cases {
        for (lang, words) in [(Lang::ZhHans, chinese), (Lang::En, english)] {
            let text = say(lang, name, &Args::NONE);
            words.iter().for_each(|word| assert!(text.contains(word), "{name}: {word} in {text}"));
        }
    }
}
