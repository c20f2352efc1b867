use lz_license::data::DataError;
use lz_license::fields::AuthorityCode;
use lz_license::rollout::{Certainty, Rollout};

use crate::sample::{at, day};

fn code(code: u32) -> AuthorityCode {
    AuthorityCode::new(code).expect("six digits")
}

fn is_open(authority: u32, when: &str) -> bool {
    Rollout::built_in().opening(code(authority)).is_some_and(|opening| opening.is_open(at(when)))
}

// R51 R16
#[test]
fn the_three_pilot_cities_open_on_the_first_of_june_at_midnight() {
    for city in [120_000, 510_100, 320_500] {
        assert!(!is_open(city, "2021-05-31 23:59:59"), "{city}");
        assert!(is_open(city, "2021-06-01 00:00:00"), "{city}");
    }
    assert!(!is_open(110_000, "2021-06-01 00:00:00"), "Beijing is not in the pilot");
}

// R52 R16
#[test]
fn the_28_cities_of_the_notice_are_open_on_the_first_of_september() {
    let cities = [
        (110_000, "北京"),
        (120_000, "天津"),
        (130_100, "石家庄"),
        (220_100, "长春"),
        (230_600, "大庆"),
        (310_000, "上海"),
        (320_200, "无锡"),
        (320_500, "苏州"),
        (320_900, "盐城"),
        (321_200, "泰州"),
        (330_200, "宁波"),
        (330_400, "嘉兴"),
        (360_100, "南昌"),
        (370_100, "济南"),
        (370_200, "青岛"),
        (430_100, "长沙"),
        (440_100, "广州"),
        (440_300, "深圳"),
        (450_100, "南宁"),
        (500_000, "重庆"),
        (510_100, "成都"),
        (510_700, "绵阳"),
        (510_300, "自贡"),
        (511_300, "南充"),
        (520_100, "贵阳"),
        (530_100, "昆明"),
        (610_100, "西安"),
        (640_100, "银川"),
    ];
    assert_eq!(cities.len(), 28);
    let rollout = Rollout::built_in();
    for (city, name) in cities {
        assert!(is_open(city, "2021-09-01 00:00:00"), "{name}");
        let listed = rollout.city(code(city)).unwrap_or_else(|| panic!("{name} is listed"));
        assert_eq!(listed.name.zh_hans, format!("{name}市"));
        assert_eq!(listed.code.get(), city);
        let pilot = listed.stage == "pilot";
        assert_eq!(is_open(city, "2021-08-31 23:59:59"), pilot, "{name}");
    }
    let open = rollout.cities().filter(|city| city.opening.is_open(at("2021-09-01 00:00:00"))).count();
    assert_eq!(open, 28, "and no other");
    assert!(!is_open(140_100, "2021-09-01 00:00:00"), "Taiyuan is not");
}

// R82 R83 R86 R90
#[test]
fn the_cities_of_october_open_one_after_the_other_and_the_unsure_ones_on_the_last_day() {
    let cases = [
        (140_100, "2021-10-20", Certainty::Announced),
        (420_100, "2021-10-20", Certainty::Announced),
        (320_100, "2021-10-20", Certainty::Announced),
        (530_300, "2021-10-20", Certainty::Announced),
        (420_500, "2021-10-23", Certainty::Announced),
        (210_100, "2021-10-26", Certainty::LastDayOfStage { from: day(20211020) }),
        (230_100, "2021-10-26", Certainty::LastDayOfStage { from: day(20211020) }),
    ];
    let rollout = Rollout::built_in();
    for (city, opens, certainty) in cases {
        let opening = rollout.opening(code(city)).expect("listed");
        assert_eq!((opening.day.to_string().as_str(), opening.certainty), (opens, certainty), "{city}");
        assert!(!is_open(city, &format!("{} 23:59:59", opening.day.plus_days(-1))));
        assert!(is_open(city, &format!("{opens} 00:00:00")));
    }
    let places: u32 = rollout.stages().iter().filter_map(|stage| stage.places).sum();
    assert_eq!(places, 138, "3 and 25 and 110, of which only seven have their names here");
    for stage in rollout.stages() {
        let named = rollout.cities().filter(|city| city.stage == stage.id).count();
        assert!(stage.places.is_none_or(|places| named <= places as usize), "{}", stage.id);
    }
    assert!(is_open(440_300, "2021-10-22 12:00:00"), "Shenzhen had issued by then");
}

// R54 R83
#[test]
fn every_other_place_opens_with_the_whole_country() {
    for place in [350_100, 460_100, 650_100, 540_100, 411_500] {
        assert!(!is_open(place, "2021-12-09 23:59:59"), "{place}");
        assert!(is_open(place, "2021-12-10 00:00:00"), "{place}");
        assert_eq!(Rollout::built_in().opening(code(place)).unwrap().certainty, Certainty::WithTheCountry);
    }
}

// R85
#[test]
fn a_county_level_city_that_is_not_listed_opens_with_its_city_or_with_the_country() {
    assert!(!is_open(130_682, "2021-12-09 23:59:59"), "Dingzhou under Baoding, which is not listed");
    assert!(is_open(130_682, "2021-12-10 00:00:00"));
    assert!(is_open(320_583, "2021-06-01 00:00:00"), "Kunshan is issued by Suzhou");
    assert!(is_open(120_116, "2021-06-01 00:00:00"), "a district of Tianjin");
    assert!(is_open(500_101, "2021-09-01 00:00:00"), "a district of Chongqing");
}

// R16
#[test]
fn a_code_that_no_issuing_place_has_never_opens() {
    for nowhere in [190_100, 710_000, 810_000, 999_999, 100_000] {
        assert_eq!(Rollout::built_in().opening(code(nowhere)), None, "{nowhere}");
    }
    assert_eq!(Rollout::built_in().province(code(320_583)).unwrap().en, "Jiangsu");
}

// R79
#[test]
fn every_listed_city_has_an_office_marked_as_a_specimen_and_a_list_of_what_to_bring() {
    let rollout = Rollout::built_in();
    let mut names = std::collections::BTreeSet::new();
    for city in rollout.cities() {
        let short = city.name.zh_hans.trim_end_matches('市');
        assert!(city.office.specimen, "{short}: real addresses do not belong here");
        assert!(city.office.address.zh_hans.contains("虚构") && city.office.address.en.contains("invented"), "{short}");
        assert!(city.office.name.zh_hans.contains("车辆管理所"), "{short}");
        assert!(city.authority.zh_hans.contains(short) && city.authority.en.contains(&city.name.en), "{short}");
        assert!(
            names.insert(city.name.zh_hans.clone()) && names.insert(city.office.name.zh_hans.clone()),
            "{short} twice"
        );
        let plate = city.plate.as_deref().expect("a plate prefix");
        assert!(plate.chars().count() == 2 && plate.ends_with(|c: char| c.is_ascii_uppercase()), "{short}: {plate}");
    }
    let bring: Vec<_> = rollout.bring().collect();
    assert_eq!(bring, ["bring-id-document", "bring-paper-license", "bring-photo", "bring-phone"]);
}

fn list(city: &str) -> String {
    let office = r#""office": { "name": { "zh-Hans": "a", "en": "a" }, "address": { "zh-Hans": "a", "en": "a" }, "specimen": true }"#;
    let labels = r#""name": { "zh-Hans": "福州市", "en": "Fuzhou" }, "authority": { "zh-Hans": "a", "en": "a" }"#;
    let cities = city.replace("}", &format!(", {labels}, {office} }}"));
    format!(
        r#"{{ "version": 2, "nationwide": "all", "bring": [], "provinces": {{ "35": {{ "zh-Hans": "福建省", "en": "Fujian" }} }},
        "stages": [{{ "id": "batch", "from": "2021-11-10", "to": "2021-11-12" }}, {{ "id": "all", "from": "2021-12-10", "to": "2021-12-10" }}],
        "cities": [{cities}] }}"#
    )
}

// R54
#[test]
fn a_batch_is_added_by_data_alone() {
    let rollout =
        Rollout::from_json(&list(r#"{ "code": 350100, "stage": "batch", "opens": "2021-11-11" }"#)).expect("sound");
    assert_eq!(rollout.version(), 2);
    assert_eq!(rollout.opening(code(350_100)).unwrap().day, day(20211111));
    assert_eq!(rollout.opening(code(350_200)).unwrap().day, day(20211210));
}

#[test]
fn a_list_that_contradicts_itself_is_refused() {
    let one = r#"{ "code": 350100, "stage": "batch", "opens": "2021-11-11" }"#;
    let cases = [
        (r#"{ "code": 350100, "stage": "batch", "opens": "2021-11-13" }"#.to_owned(), DataError::Contradiction),
        (r#"{ "code": 350100, "stage": "batch", "opens": "2021-11-09" }"#.to_owned(), DataError::Contradiction),
        (r#"{ "code": 350100, "stage": "other" }"#.to_owned(), DataError::Contradiction),
        (r#"{ "code": 360100, "stage": "batch" }"#.to_owned(), DataError::Contradiction),
        (format!("{one}, {one}"), DataError::Repeated),
    ];
    for (cities, error) in cases {
        assert_eq!(Rollout::from_json(&list(&cities)).unwrap_err(), error, "{cities}");
    }
    let whole = list(one).replace("\"nationwide\": \"all\"", "\"nationwide\": \"never\"");
    assert_eq!(Rollout::from_json(&whole).unwrap_err(), DataError::Contradiction);
}

// R53 R84
#[test]
fn what_a_verifier_uses_never_looks_at_the_rollout_list() {
    let sources = [
        include_str!("../../src/status.rs"),
        include_str!("../../src/standing.rs"),
        include_str!("../../src/validity.rs"),
        include_str!("../../src/classes.rs"),
        include_str!("../../src/vehicles.rs"),
        include_str!("../../src/fields.rs"),
        include_str!("../../src/holder.rs"),
        include_str!("../../src/time.rs"),
    ];
    for source in sources {
        assert!(
            !source.contains("rollout") && !source.contains("eligibility"),
            "{}",
            source.lines().next().unwrap_or_default()
        );
    }
}
