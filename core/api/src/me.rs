//! What the authority knows about the driver who asks; notices and the check log.

use crate::applications::{Application, Route};
use crate::{Blob, Seconds, Ymd};
use serde::{Deserialize, Serialize};

/// All that the application screens need.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Opaque name of the account.
    pub account: String,
    /// What the driver confirms before applying (R30).
    pub facts: Facts,
    /// Names this state of the facts; goes into [`crate::applications::Submit`].
    pub facts_id: Blob,
    /// Everything that stands against an application now; empty means one may apply (R16–R23).
    pub eligibility: lz_license::eligibility::Eligibility,
    /// Routes that are offered for a first or repeated application (R26, R35).
    pub routes: Vec<Route>,
    /// The retained photo and whether it can be used (R24, R29).
    pub retained_photo: RetainedPhoto,
    /// Returns left before the window is the only way.
    pub tries_left: u8,
    /// Set when the app is closed to this driver and the window is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_only: Option<WindowOnly>,
    /// Whether the photo may be changed now.
    pub photo_change: PhotoChange,
    /// Advice not to change the photo now (R77). Never blocks showing.
    pub busy: bool,
    /// Version of the notice that must be read before a photo (R36, R55).
    pub notice_version: u32,
    /// The office of the issuing city (R79); none if the issuing place is not listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
    /// The license in a few words; none before the first issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<LicenseSummary>,
    /// The newest application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<Application>,
}

/// The register's facts about the driver.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Name as on the license.
    pub name: String,
    /// Kind of the identity document.
    pub id_type: String,
    /// Its number, also the license number.
    pub id_number: String,
    /// Classes in their written form, for example `C1D`.
    pub classes: String,
    /// First valid day.
    pub valid_from: Ymd,
    /// Last valid day; 99991231 is long-term.
    pub valid_to: Ymd,
    /// Six-digit code of the issuing authority.
    pub authority: u32,
    /// Its name.
    pub authority_name: String,
    /// Status letters.
    pub status: String,
    /// Points of this cycle.
    pub points: u8,
}

/// The photo that the register holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetainedPhoto {
    /// Verdict of the authority (R29).
    pub verdict: RetainedVerdict,
    /// Rules that it breaks, when `Unfit`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<u8>,
    /// SHA-256 in hex, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Day on which it was taken, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<Ymd>,
}

/// Whether the retained photo can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetainedVerdict {
    /// It can be used.
    Good,
    /// It breaks rules.
    Unfit,
    /// It is older than ten years.
    TooOld,
    /// There is none.
    None,
}

/// Why the app is closed and the window open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowOnly {
    /// Three photos were returned.
    ThreeReturns,
    /// Stop of use after abuse (R63).
    StopOfUse,
}

/// Whether the photo may be changed (R25, R76).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoChange {
    /// It may be changed now.
    pub allowed: bool,
    /// First day on which it may be, when not now because of the six months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Ymd>,
}

/// Where the window is, and what to bring (R79).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Code of the city.
    pub city: u32,
    /// Name of the city.
    pub city_name: Label,
    /// Name of the office.
    pub name: Label,
    /// Its address.
    pub address: Label,
    /// The address is invented.
    pub specimen: bool,
    /// Text ids of what to bring, such as `bring-id-document`.
    pub bring: Vec<String>,
}

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
    /// English.
    pub en: String,
}

/// The license in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseSummary {
    /// Version counter (R15).
    pub version: u32,
    /// It can be shown.
    pub shown: bool,
    /// Fields that changed, so that it must be applied for again (R78).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apply_again: Vec<lz_license::reapply::Change>,
    /// Photo source of the issue.
    pub photo: Route,
}

/// Notices after the asked number, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// The notices.
    pub notices: Vec<Notice>,
}

/// One notice: each event makes exactly one (R34).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Rises by one for each notice of the account.
    pub number: u64,
    /// When.
    pub at: Seconds,
    /// What happened.
    pub kind: NoticeKind,
    /// Rules, when a photo was returned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<u8>,
    /// Points or license version, when the kind needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
}

/// What a notice tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The license was issued (R34, R41, R49, R80).
    Issued,
    /// The photo was returned (R50).
    Returned,
    /// The photo was returned for the third time: window only.
    WindowOnly,
    /// Stop of use (R63).
    Stopped,
    /// The new photo is on the license (R76).
    PhotoChanged,
    /// Points changed; `value` is the new number.
    Points,
    /// The status changed.
    Status,
    /// The license changed: apply again (R78).
    ApplyAgain,
    /// Another device took over.
    DeviceReplaced,
    /// A kind of a newer authority.
    #[serde(other)]
    Other,
}

/// Who asked about the driver, newest first (R75).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checks {
    /// The checks.
    pub checks: Vec<Check>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// When the presentation was made or answered.
    pub at: Seconds,
    /// Name of the verifier, as registered.
    pub who: String,
    /// Its audience, for example `police` or `rental:lz:32`.
    pub audience: String,
    /// Profile of the token that was shown.
    pub profile: u8,
    /// Answered by the authority at once, or reported later.
    pub online: bool,
}

impl std::fmt::Debug for Me {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Me")
            .field("eligibility", &self.eligibility)
            .field("routes", &self.routes)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Facts").finish_non_exhaustive()
    }
}
