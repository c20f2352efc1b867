//! `PhotoSpec`: every size, limit and weight as versioned data, with its source and how sure it is.
//!
//! Built-in copies travel with the crate; the authority can send a newer one in its signed policy ([`PhotoSpec::from_policy`]).

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{
    check::Check,
    report::{Measured, Outcome, Unit},
};

mod bounds;
mod policy;
mod read;

pub use policy::POLICY_KEY;
pub use read::{MAX_BYTES, SpecError};

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// In words.
    pub source: String,
    /// `the notice`, `two sources`, `one source`, `own measurement` or `own choice`.
    pub sure: String,
}

/// A picture as it must be encoded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Encoded {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Resolution written into the file.
    pub dpi: u16,
    /// Smallest file.
    pub bytes_min: usize,
    /// Largest file.
    pub bytes_max: usize,
    /// Lowest JPEG quality.
    pub quality_min: u8,
    /// Highest JPEG quality.
    pub quality_max: u8,
    /// Where the numbers come from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// A size in pixels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Size {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Where the numbers come from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// What is refused from the header, before anything is decoded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InputLimits {
    /// Longest file.
    pub file_bytes: usize,
    /// Most pixels.
    pub pixels: u64,
    /// Most pixels of a progressive JPEG, whose coefficients are all kept.
    pub progressive_pixels: u64,
    /// Most bytes of decoded pixels.
    pub decoded_bytes: u64,
    /// Longest side.
    pub side: u32,
    /// Shortest side that can hold a portrait.
    pub min_side: u32,
    /// Where the numbers come from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Where the head belongs, as shares of the upload's height (width for `width_*`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeadGeometry {
    /// Crown to chin, aimed at.
    pub length: f32,
    /// Crown to chin, least.
    pub length_min: f32,
    /// Crown to chin, most.
    pub length_max: f32,
    /// Head width, least.
    pub width_min: f32,
    /// Head width, most.
    pub width_max: f32,
    /// Above the crown, aimed at.
    pub crown: f32,
    /// Above the crown, least.
    pub crown_min: f32,
    /// Above the crown, most.
    pub crown_max: f32,
    /// Where the numbers come from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// A whole number with its origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sourced {
    /// The number.
    pub value: u32,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Which way a value gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// Larger is better.
    More,
    /// Smaller is better.
    Less,
}

/// The limit of one check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// A value at least as good passes.
    pub pass: f32,
    /// A value worse than this fails; without it, the check only warns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fail: Option<f32>,
    /// Which way is better.
    pub better: Better,
    /// The unit.
    pub unit: Unit,
    /// Whether a failure stops the picture from being sent.
    #[serde(default)]
    pub blocks: bool,
    /// Where the numbers come from.
    #[serde(flatten)]
    pub origin: Origin,
}

impl Limit {
    /// Holds a value against the limit.
    pub fn judge(&self, value: f32) -> (Outcome, Measured) {
        let at_least_as_good = |limit: f32| match self.better {
            Better::More => value >= limit,
            Better::Less => value <= limit,
        };
        let outcome = if at_least_as_good(self.pass) {
            Outcome::Pass
        } else if self.fail.is_some_and(|limit| !at_least_as_good(limit)) {
            Outcome::Fail
        } else {
            Outcome::Warn
        };
        (outcome, Measured { value, limit: self.pass, unit: self.unit })
    }
}

/// How calm the live guidance is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuideLimits {
    /// Frames for which a new hint must hold before it is shown.
    pub enter_frames: u32,
    /// Frames for which a shown hint must be gone before it disappears.
    pub leave_frames: u32,
    /// Frames without a hint and without motion before the picture is ready.
    pub still_frames: u32,
    /// Motion of the face box between frames, as a share of its width, that still counts as still.
    pub still_motion: f32,
    /// Where the numbers come from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Everything that a portrait is held against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoSpec {
    /// Name, for example `e-license`.
    pub id: String,
    /// Version; a larger number replaces a smaller one.
    pub version: u32,
    /// The one JPEG that is previewed, uploaded and reviewed.
    pub upload: Encoded,
    /// The copy that the authority files.
    pub archive: Encoded,
    /// The picture in the license's annex.
    pub portrait: Size,
    /// Header limits.
    pub input: InputLimits,
    /// Where the head belongs.
    pub head: HeadGeometry,
    /// Months that a picture stays usable (rule 6): the limit of [`Check::DateRecent`], which stands nowhere else.
    pub age_months: Sourced,
    /// Limits by check; see [`PhotoSpec::limit`].
    #[serde(deserialize_with = "read::each_once")]
    pub limits: BTreeMap<Check, Limit>,
    /// Live guidance.
    pub guide: GuideLimits,
}

static E_LICENSE: LazyLock<PhotoSpec> = LazyLock::new(|| {
    PhotoSpec::parse(include_str!("../../spec/e-license.json")).expect("the built-in specification is tested")
});

static RESIDENT_ID: LazyLock<PhotoSpec> = LazyLock::new(|| {
    PhotoSpec::parse(include_str!("../../spec/resident-id.json")).expect("the built-in specification is tested")
});

impl PhotoSpec {
    /// The resident identity card's portrait, whose copy often is the retained photo: 358×441.
    pub fn resident_id() -> &'static PhotoSpec {
        &RESIDENT_ID
    }

    /// The electronic license's portrait: upload 520×756, archive 260×378.
    pub fn builtin() -> &'static PhotoSpec {
        &E_LICENSE
    }

    /// The limit of a check, if the specification has one.
    pub fn limit(&self, check: Check) -> Option<Cow<'_, Limit>> {
        match check {
            Check::DateRecent => Some(Cow::Owned(self.age_limit())),
            _ => self.limits.get(&check).map(Cow::Borrowed),
        }
    }

    /// Rule 6: older than [`PhotoSpec::age_months`] is refused and not sent.
    fn age_limit(&self) -> Limit {
        let months = self.age_months.value as f32;
        Limit {
            pass: months,
            fail: Some(months),
            better: Better::Less,
            unit: Unit::Months,
            blocks: true,
            origin: self.age_months.origin.clone(),
        }
    }
}
