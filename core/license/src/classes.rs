//! License classes A1 to P: which exist, how they are written on a card, and which include which.
//!
//! The table is data (`data/classes.json`), as the regulation changes it: C6 came in 2022, and the page that prints
//! the table carries its version (R03). What a class lets one drive on the road is in [`crate::vehicles`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::data::DataError;

/// One class of the regulation (准驾车型代号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the codes are the names; their meaning is data")]
pub enum LicenseClass {
    A1,
    A2,
    A3,
    B1,
    B2,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    D,
    E,
    F,
    M,
    N,
    P,
}

impl LicenseClass {
    /// All classes in the order in which they are written.
    pub const ALL: [Self; 17] = [
        Self::A1,
        Self::A2,
        Self::A3,
        Self::B1,
        Self::B2,
        Self::C1,
        Self::C2,
        Self::C3,
        Self::C4,
        Self::C5,
        Self::C6,
        Self::D,
        Self::E,
        Self::F,
        Self::M,
        Self::N,
        Self::P,
    ];

    /// The code as printed, such as `C1`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
            Self::B1 => "B1",
            Self::B2 => "B2",
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
            Self::C4 => "C4",
            Self::C5 => "C5",
            Self::C6 => "C6",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
            Self::M => "M",
            Self::N => "N",
            Self::P => "P",
        }
    }

    /// The class with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// The text that names the class, such as `class-c1`.
    pub fn text_id(self) -> String {
        format!("class-{}", self.code().to_ascii_lowercase())
    }

    /// The text that says what the class may drive, such as `class-c1-drives`.
    pub fn drives_text_id(self) -> String {
        format!("class-{}-drives", self.code().to_ascii_lowercase())
    }
}

impl fmt::Display for LicenseClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The classes of one license, each once, as they are joined on the card: `A2D`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClassSet(u32);

/// Why a text is not a [`ClassSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClassError {
    /// No class at all.
    #[error("no license class")]
    Empty,
    /// A code that the regulation does not know.
    #[error("unknown license class")]
    Unknown,
    /// The same class twice.
    #[error("license class repeated")]
    Repeated,
}

impl ClassError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "classes-empty",
            Self::Unknown => "classes-unknown",
            Self::Repeated => "classes-repeated",
        }
    }
}

impl ClassSet {
    /// A set without any class: what somebody without a license holds.
    pub const NONE: Self = Self(0);

    /// Whether `class` itself is in the set; coverage by a higher class is [`ClassTable::covered`].
    pub const fn contains(self, class: LicenseClass) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    /// This set and `class`.
    #[must_use]
    pub const fn with(self, class: LicenseClass) -> Self {
        Self(self.0 | 1 << class as u32)
    }

    /// All that is in this set or in `other`.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether no class is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes in the order in which they are written.
    pub fn iter(self) -> impl Iterator<Item = LicenseClass> {
        LicenseClass::ALL.into_iter().filter(move |class| self.contains(*class))
    }
}

impl FromIterator<LicenseClass> for ClassSet {
    fn from_iter<I: IntoIterator<Item = LicenseClass>>(classes: I) -> Self {
        classes.into_iter().fold(Self::NONE, Self::with)
    }
}

impl FromStr for ClassSet {
    type Err = ClassError;

    /// Reads codes that follow each other without a space, in any order: `A2D`, `C1E`.
    fn from_str(text: &str) -> Result<Self, ClassError> {
        let mut set = Self::NONE;
        let mut rest = text;
        while !rest.is_empty() {
            let class = LicenseClass::ALL
                .into_iter()
                .find(|class| rest.starts_with(class.code()))
                .ok_or(ClassError::Unknown)?;
            if set.contains(class) {
                return Err(ClassError::Repeated);
            }
            set = set.with(class);
            rest = &rest[class.code().len()..];
        }
        if set.is_empty() { Err(ClassError::Empty) } else { Ok(set) }
    }
}

impl fmt::Display for ClassSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|class| f.write_str(class.code()))
    }
}

impl fmt::Debug for ClassSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClassSet({self})")
    }
}

impl TryFrom<String> for ClassSet {
    type Error = ClassError;

    fn try_from(text: String) -> Result<Self, ClassError> {
        text.parse()
    }
}

impl From<ClassSet> for String {
    fn from(set: ClassSet) -> Self {
        set.to_string()
    }
}

/// Which class includes which others. "Covers" is not written on the card as extra codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassTable {
    version: u32,
    covers: [ClassSet; 17],
}

#[derive(Deserialize)]
struct TableFile {
    version: u32,
    classes: Vec<ClassRow>,
}

#[derive(Deserialize)]
struct ClassRow {
    code: LicenseClass,
    covers: Vec<LicenseClass>,
}

impl ClassTable {
    /// The table that was built in.
    pub fn built_in() -> &'static Self {
        static TABLE: std::sync::LazyLock<ClassTable> = std::sync::LazyLock::new(|| {
            ClassTable::from_json(include_str!("../data/classes.json")).expect("the built-in table is tested")
        });
        &TABLE
    }

    /// Reads a table as it stands in `data/classes.json`.
    pub fn from_json(json: &str) -> Result<Self, DataError> {
        let file: TableFile = crate::data::parse(json)?;
        let mut covers = [ClassSet::NONE; 17];
        for row in file.classes {
            let place = &mut covers[row.code as usize];
            if !place.is_empty() {
                return Err(DataError::Repeated);
            }
            *place = row.covers.into_iter().collect::<ClassSet>().with(row.code);
        }
        Ok(Self { version: file.version, covers })
    }

    /// The version of the data; the page that prints the table carries it.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Every class that a holder of `held` may use: the held ones and those that they cover.
    pub fn covered(&self, held: ClassSet) -> ClassSet {
        held.iter().fold(ClassSet::NONE, |all, class| all.union(self.covers[class as usize]).with(class))
    }
}
