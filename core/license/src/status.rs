//! Status codes of a license, and the table that says which group each belongs to.
//!
//! The authority sends a set of one-letter codes, several at once if need be (R10). The table is data
//! (`data/status.json`), and a signed policy may replace it. A code that the table does not know is
//! [`Group::Unknown`]: nobody may apply with it, and it is never shown green (R23). What a set means on a given day,
//! deferrals and overdue dates included, is decided in [`crate::standing`].

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::data::DataError;

/// One status code: a capital letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "char", into = "char")]
pub struct StatusCode(u8);

/// Why a text is not a status code or a set of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// Something else than a capital letter A to Z.
    #[error("a status code is a capital letter")]
    NotALetter,
    /// The letters do not rise, or one stands twice: there is one way to write a set.
    #[error("status codes must rise, each once")]
    NotAscending,
}

impl StatusError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotALetter => "status-not-a-letter",
            Self::NotAscending => "status-not-ascending",
        }
    }
}

impl StatusCode {
    /// 正常, normal.
    pub const NORMAL: Self = Self(b'A');
    /// 超分: twelve points or more.
    pub const POINTS_FULL: Self = Self(b'B');
    /// 逾期未换证: not renewed in time.
    pub const RENEWAL_OVERDUE: Self = Self(b'M');
    /// 延期换证: renewal deferred.
    pub const RENEWAL_DEFERRED: Self = Self(b'N');
    /// 延期体检: medical check deferred.
    pub const MEDICAL_DEFERRED: Self = Self(b'P');
    /// 逾期未体检: medical check overdue.
    pub const MEDICAL_OVERDUE: Self = Self(b'Q');
    /// 逾期未审验: review overdue.
    pub const REVIEW_OVERDUE: Self = Self(b'S');
    /// 延期审验: review deferred.
    pub const REVIEW_DEFERRED: Self = Self(b'T');
    /// What a source's code becomes if nobody knows it: no table gives it a group.
    pub const UNKNOWN: Self = Self(b'X');

    /// The letter.
    pub const fn letter(self) -> char {
        self.0 as char
    }
}

impl TryFrom<char> for StatusCode {
    type Error = StatusError;

    fn try_from(letter: char) -> Result<Self, StatusError> {
        match u8::try_from(letter) {
            Ok(byte) if byte.is_ascii_uppercase() => Ok(Self(byte)),
            _ => Err(StatusError::NotALetter),
        }
    }
}

impl From<StatusCode> for char {
    fn from(code: StatusCode) -> Self {
        code.letter()
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

impl fmt::Debug for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

/// The status codes of one license at one moment, each once. An empty set is allowed and means nothing good.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StatusSet(u32);

impl StatusSet {
    /// No code at all: treated as unknown.
    pub const EMPTY: Self = Self(0);

    /// Whether `code` is in the set.
    pub const fn contains(self, code: StatusCode) -> bool {
        self.0 & (1 << (code.0 - b'A')) != 0
    }

    /// This set and `code`.
    #[must_use]
    pub const fn with(self, code: StatusCode) -> Self {
        Self(self.0 | 1 << (code.0 - b'A'))
    }

    /// This set without `code`.
    #[must_use]
    pub const fn without(self, code: StatusCode) -> Self {
        Self(self.0 & !(1 << (code.0 - b'A')))
    }

    /// Whether there is no code.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many codes there are.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The codes from A to Z.
    pub fn iter(self) -> impl Iterator<Item = StatusCode> {
        (b'A'..=b'Z').map(StatusCode).filter(move |code| self.contains(*code))
    }
}

impl FromIterator<StatusCode> for StatusSet {
    fn from_iter<I: IntoIterator<Item = StatusCode>>(codes: I) -> Self {
        codes.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl FromStr for StatusSet {
    type Err = StatusError;

    /// Reads letters in rising order, each once, as they stand in a token: `AH`. Other registers: [`StatusTable::read`].
    fn from_str(text: &str) -> Result<Self, StatusError> {
        let mut set = Self::EMPTY;
        let mut last = None;
        for letter in text.chars() {
            let code = StatusCode::try_from(letter)?;
            if last.is_some_and(|last| last >= code) {
                return Err(StatusError::NotAscending);
            }
            last = Some(code);
            set = set.with(code);
        }
        Ok(set)
    }
}

impl fmt::Display for StatusSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|code| fmt::Display::fmt(&code, f))
    }
}

impl fmt::Debug for StatusSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatusSet({self})")
    }
}

impl TryFrom<String> for StatusSet {
    type Error = StatusError;

    fn try_from(text: String) -> Result<Self, StatusError> {
        text.parse()
    }
}

impl From<StatusSet> for String {
    fn from(set: StatusSet) -> Self {
        set.to_string()
    }
}

/// What a code does to an application and to an issued license, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// The license can be used and applied for.
    Usable,
    /// A duty was put off until a granted day: usable until then, red after it.
    Deferred,
    /// A code that nobody here knows, or none: no application, never green, ask online.
    Unknown,
    /// The license is shown in red: its holder must not drive.
    NotUsable,
    /// The license is not shown; a message sends the holder to the issuing place.
    Frozen,
    /// The license has ended and is not shown.
    Ended,
}

/// How a license looks. Colour never stands alone: text and [`Look::mark`] stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// Green ground, black code.
    Green,
    /// Amber ground, black code: state unknown, ask online.
    Amber,
    /// Red ground, red code on a white tile: must not drive.
    Red,
    /// No license page and no code: a message.
    Message,
}

/// The shape that says without colour what a [`Look`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A tick.
    Tick,
    /// A question mark in a triangle.
    Question,
    /// A cross in an octagon.
    Cross,
    /// A closed lock.
    Lock,
}

impl Look {
    /// The shape that goes with this look.
    pub const fn mark(self) -> Mark {
        match self {
            Self::Green => Mark::Tick,
            Self::Amber => Mark::Question,
            Self::Red => Mark::Cross,
            Self::Message => Mark::Lock,
        }
    }
}

impl Group {
    /// Whether somebody may apply for the electronic license in this state (R18 to R23).
    pub const fn may_apply(self) -> bool {
        match self {
            Self::Usable | Self::Deferred => true,
            Self::Unknown | Self::NotUsable | Self::Frozen | Self::Ended => false,
        }
    }

    /// Whether an issued license is shown at all.
    pub const fn is_shown(self) -> bool {
        match self {
            Self::Usable | Self::Deferred | Self::Unknown | Self::NotUsable => true,
            Self::Frozen | Self::Ended => false,
        }
    }

    /// Whether a token may be issued: not for an ended or frozen license.
    pub const fn may_be_issued(self) -> bool {
        self.is_shown()
    }

    /// Whether the holder is known to be forbidden to drive.
    pub const fn must_not_drive(self) -> bool {
        match self {
            Self::NotUsable | Self::Frozen | Self::Ended => true,
            Self::Usable | Self::Deferred | Self::Unknown => false,
        }
    }

    /// How a license in this state looks.
    pub const fn look(self) -> Look {
        match self {
            Self::Usable | Self::Deferred => Look::Green,
            Self::Unknown => Look::Amber,
            Self::NotUsable => Look::Red,
            Self::Frozen | Self::Ended => Look::Message,
        }
    }

    /// The text that says what this state means for the holder.
    pub const fn text_id(self) -> &'static str {
        match self {
            Self::Usable => "group-usable",
            Self::Deferred => "group-deferred",
            Self::Unknown => "group-unknown",
            Self::NotUsable => "group-not-usable",
            Self::Frozen => "group-frozen",
            Self::Ended => "group-ended",
        }
    }
}

/// Which group each code belongs to, and how other registers spell our codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusTable {
    version: u32,
    groups: BTreeMap<StatusCode, Group>,
    sources: BTreeMap<String, BTreeMap<StatusCode, StatusCode>>,
}

#[derive(Deserialize)]
struct TableFile {
    #[serde(rename = "kind")]
    _kind: TableKind,
    version: u32,
    codes: Vec<CodeRow>,
    #[serde(default)]
    sources: BTreeMap<String, SourceRow>,
}

/// What the file says it is; nothing else is read as a table.
#[derive(Deserialize)]
enum TableKind {
    #[serde(rename = "lz-status-table")]
    StatusTable,
}

#[derive(Deserialize)]
struct CodeRow {
    code: StatusCode,
    group: Group,
}

#[derive(Deserialize)]
struct SourceRow {
    codes: BTreeMap<StatusCode, StatusCode>,
}

/// Why a table does not take the place of the one that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNewer {
    /// It cannot be read whole.
    #[error("damaged")]
    Damaged,
    /// Its version is lower.
    #[error("older than the one in use")]
    Older,
    /// Its version is the same, and its content is not.
    #[error("other content under the version in use")]
    SameVersion,
}

impl StatusTable {
    /// The text of the built-in table.
    pub const BUILT_IN: &'static str = include_str!("../data/status.json");

    /// The table that was built in.
    pub fn built_in() -> &'static Self {
        static TABLE: std::sync::LazyLock<StatusTable> = std::sync::LazyLock::new(|| {
            StatusTable::from_json(StatusTable::BUILT_IN).expect("the built-in table is tested")
        });
        &TABLE
    }

    /// Takes in a table in place of the one that is `held`: it is whole and newer, or the very same.
    ///
    /// Phone and authority call this function, so that both hold the same table. Errors: [`NotNewer`]; then the one held stays.
    pub fn newer(json: &str, held: &Self) -> Result<Self, NotNewer> {
        let table = Self::from_json(json).map_err(|_| NotNewer::Damaged)?;
        match table.version.cmp(&held.version) {
            std::cmp::Ordering::Less => Err(NotNewer::Older),
            std::cmp::Ordering::Equal if table != *held => Err(NotNewer::SameVersion),
            std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => Ok(table),
        }
    }

    /// Reads a table as it stands in `data/status.json`.
    pub fn from_json(json: &str) -> Result<Self, DataError> {
        let file: TableFile = crate::data::parse(json)?;
        let sources = file.sources.into_iter().map(|(name, row)| (name, row.codes)).collect();
        let rows = file.codes.into_iter().map(|row| (row.code, row.group));
        Ok(Self { sources, ..Self::from_policy(file.version, rows)? })
    }

    /// Takes the groups that a signed policy names; whatever it does not name is unknown.
    ///
    /// Errors: [`DataError::Repeated`] if a code stands twice, [`DataError::Reserved`] if the code that means
    /// "unknown" is given a group.
    pub fn from_policy(version: u32, rows: impl IntoIterator<Item = (StatusCode, Group)>) -> Result<Self, DataError> {
        let mut groups = BTreeMap::new();
        for (code, group) in rows {
            if code == StatusCode::UNKNOWN {
                return Err(DataError::Reserved);
            }
            if groups.insert(code, group).is_some() {
                return Err(DataError::Repeated);
            }
        }
        Ok(Self { version, groups, sources: BTreeMap::new() })
    }

    /// The version of the data.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The group of one code; a code that is not in the table is unknown (R23).
    pub fn group(&self, code: StatusCode) -> Group {
        self.groups.get(&code).copied().unwrap_or(Group::Unknown)
    }

    /// Whether the table has a row for `code`.
    pub fn lists(&self, code: StatusCode) -> bool {
        self.groups.contains_key(&code)
    }

    /// The codes that the table knows, with their groups.
    pub fn rows(&self) -> impl Iterator<Item = (StatusCode, Group)> {
        self.groups.iter().map(|(code, group)| (*code, *group))
    }

    /// Reads what a register sends: letters in any order, perhaps repeated, in the spelling of `source`.
    ///
    /// Registers disagree on letters. A letter that the source does not name keeps its meaning if the source is not
    /// listed, and becomes [`StatusCode::UNKNOWN`] if it is; so does whatever is no capital letter. Never fails, never
    /// better than unknown.
    pub fn read(&self, source: &str, codes: &str) -> StatusSet {
        let spelling = self.sources.get(source);
        codes
            .chars()
            .map(|letter| {
                let Ok(code) = StatusCode::try_from(letter) else { return StatusCode::UNKNOWN };
                spelling.map_or(code, |map| map.get(&code).copied().unwrap_or(StatusCode::UNKNOWN))
            })
            .collect()
    }
}
