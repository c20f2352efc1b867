//! Where and since when the electronic license can be applied for: data by issuing city, never code (R16, R51 to R54).
//!
//! The city that issued the license decides, not where its holder lives or stands (R84, R87). A city opens at 00:00 in
//! Asia/Shanghai on its day. Cities that are not listed open with the whole country. Only applying is bound to this
//! list: an issued license is valid everywhere, so no verifier may read this module (R53).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::data::DataError;
use crate::fields::AuthorityCode;
use crate::time::{Day, UnixSeconds};

/// A name in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
    /// English.
    pub en: String,
}

/// A step of the rollout.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    /// Short name: `pilot`, `first-28`, `october-2021`, `nationwide`.
    pub id: String,
    /// First day of the step.
    pub from: Day,
    /// Last day of the step; the same day unless its cities opened one after the other.
    pub to: Day,
    /// How many places joined, where that is known; more than the listed cities where their names are not.
    #[serde(default)]
    pub places: Option<u32>,
}

/// When a place opens, and how well the day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// From 00:00 of this day in Asia/Shanghai on.
    pub day: Day,
    /// How well the day is known.
    pub certainty: Certainty,
}

/// How well an opening day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The day was announced for this city.
    Announced,
    /// Only the step is known: its last day is taken, so that nobody is let in early.
    LastDayOfStage {
        /// The first day on which it may have opened.
        from: Day,
    },
    /// The city is not listed: it opens with the whole country.
    WithTheCountry,
}

impl Opening {
    /// Whether the place is open at `now`.
    pub fn is_open(&self, now: UnixSeconds) -> bool {
        now >= self.day.start()
    }
}

/// An office where people apply at a window (R79).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Office {
    /// Name of the vehicle management office.
    pub name: Label,
    /// Street address.
    pub address: Label,
    /// Whether the address is invented, as in all data of this project.
    pub specimen: bool,
}

/// A listed city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// Area code of GB/T 2260; the city's own offices share its first four digits.
    pub code: AuthorityCode,
    /// Its name.
    pub name: Label,
    /// Prefix of its number plates, such as 苏E.
    pub plate: Option<String>,
    /// 发证机关 as printed.
    pub authority: Label,
    /// When it opens.
    pub opening: Opening,
    /// The step with which it opens.
    pub stage: String,
    /// Where to go for a window application.
    pub office: Office,
}

/// The rollout list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollout {
    version: u32,
    stages: Vec<Stage>,
    nationwide: Day,
    provinces: BTreeMap<u32, Label>,
    cities: BTreeMap<AuthorityCode, City>,
    bring: Vec<String>,
}

#[derive(Deserialize)]
struct RolloutFile {
    version: u32,
    nationwide: String,
    stages: Vec<Stage>,
    bring: Vec<String>,
    provinces: BTreeMap<u32, Label>,
    cities: Vec<CityRow>,
}

#[derive(Deserialize)]
struct CityRow {
    code: AuthorityCode,
    name: Label,
    #[serde(default)]
    plate: Option<String>,
    authority: Label,
    stage: String,
    #[serde(default)]
    opens: Option<Day>,
    office: Office,
}

impl Rollout {
    /// The list that was built in.
    pub fn built_in() -> &'static Self {
        static ROLLOUT: std::sync::LazyLock<Rollout> = std::sync::LazyLock::new(|| {
            Rollout::from_json(include_str!("../data/cities.json")).expect("the built-in list is tested")
        });
        &ROLLOUT
    }

    /// Reads a list as it stands in `data/cities.json`.
    ///
    /// Errors: [`DataError::Contradiction`] if a city names no listed stage or opens outside its stage, or if its
    /// province is not listed; [`DataError::Repeated`] if a city stands twice.
    pub fn from_json(json: &str) -> Result<Self, DataError> {
        let file: RolloutFile = crate::data::parse(json)?;
        let stage = |id: &str| file.stages.iter().find(|stage| stage.id == id).ok_or(DataError::Contradiction);
        let nationwide = stage(&file.nationwide)?.from;
        let mut cities = BTreeMap::new();
        for row in file.cities {
            let opening = opening_in(stage(&row.stage)?, row.opens)?;
            if !file.provinces.contains_key(&province_of(row.code)) {
                return Err(DataError::Contradiction);
            }
            let CityRow { code, name, plate, authority, stage, office, .. } = row;
            let city = City { code, name, plate, authority, opening, stage, office };
            if cities.insert(code, city).is_some() {
                return Err(DataError::Repeated);
            }
        }
        let RolloutFile { version, stages, bring, provinces, .. } = file;
        Ok(Self { version, stages, nationwide, provinces, cities, bring })
    }

    /// The version of the data.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The steps in order.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The listed cities by code.
    pub fn cities(&self) -> impl Iterator<Item = &City> {
        self.cities.values()
    }

    /// Texts that say what to bring to a window, such as `bring-id-document` (R79).
    pub fn bring(&self) -> impl Iterator<Item = &str> {
        self.bring.iter().map(String::as_str)
    }

    /// The listed city that issues under `authority`: the place itself, else its city, else its municipality.
    pub fn city(&self, authority: AuthorityCode) -> Option<&City> {
        [1, 100, 10_000].into_iter().find_map(|unit| {
            let code = AuthorityCode::new(authority.get() / unit * unit).ok()?;
            self.cities.get(&code)
        })
    }

    /// The province of an issuing authority.
    pub fn province(&self, authority: AuthorityCode) -> Option<&Label> {
        self.provinces.get(&province_of(authority))
    }

    /// When the issuing place opens; `None` if the code belongs to no place that issues licenses.
    pub fn opening(&self, authority: AuthorityCode) -> Option<Opening> {
        self.province(authority)?;
        let listed = self.city(authority).map(|city| city.opening);
        Some(listed.unwrap_or(Opening { day: self.nationwide, certainty: Certainty::WithTheCountry }))
    }
}

fn province_of(authority: AuthorityCode) -> u32 {
    authority.get() / 10_000
}

fn opening_in(stage: &Stage, opens: Option<Day>) -> Result<Opening, DataError> {
    match opens {
        Some(day) if (stage.from..=stage.to).contains(&day) => Ok(Opening { day, certainty: Certainty::Announced }),
        Some(_) => Err(DataError::Contradiction),
        None if stage.from == stage.to => Ok(Opening { day: stage.to, certainty: Certainty::Announced }),
        None => Ok(Opening { day: stage.to, certainty: Certainty::LastDayOfStage { from: stage.from } }),
    }
}
