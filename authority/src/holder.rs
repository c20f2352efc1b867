//! All that the authority holds about one driver: one document, changed in one transaction.
//!
//! The register's facts, the account's counters and flags, applications, the issued license, its binding to a phone,
//! notices and the check log stand together, because every business step touches several of them and must not touch
//! half. Rules over it are plain functions in `rules/`; stores load it, run the rule and commit what it left.

use lz_api::applications::{ApplicationState, Due, Kind, PersonOutcome, Route};
use lz_api::me::{Check, Notice, NoticeKind};
use lz_api::{Blob, Seconds, Ymd};
use lz_license::{Day, License, UnixSeconds};
use serde::{Deserialize, Serialize};

/// Most notices and check log lines that are kept for a driver; older ones make room.
const KEPT: usize = 500;

/// A driver with everything that hangs on them.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct HolderFile {
    /// Opaque account name; never the number.
    pub account: String,
    /// The register's facts.
    pub license: License,
    /// Phone number for messages.
    pub phone: String,
    /// The photo that the register holds, with its verdict (R24, R29).
    pub retained: Option<Retained>,
    /// Stop of use after abuse (R63).
    pub stopped: bool,
    /// When the register's facts last changed.
    pub changed_at: UnixSeconds,
    /// Since when the holder must not drive, and the last day of it if one was set; none while he may.
    #[serde(default)]
    pub forbidden: Option<Forbidden>,
    /// Photos returned since the last approval.
    pub returns: u8,
    /// Day since which the driver's own photo is on the license.
    pub own_photo_since: Option<Day>,
    /// Version of the newest issue; 0 before the first.
    pub version: u32,
    /// The newest issue.
    pub issue: Option<Issue>,
    /// The phone that the license is bound to.
    pub binding: Option<Binding>,
    /// kid of the device that is logged in.
    pub device: Option<Blob>,
    /// Applications, oldest first.
    pub applications: Vec<Filed>,
    /// Real-person checks that are not over.
    pub person_checks: Vec<Checked>,
    /// Uploaded photos.
    pub photos: Vec<Uploaded>,
    /// Notices, oldest first.
    pub notices: Vec<Notice>,
    /// Number of the newest notice.
    pub notice_number: u64,
    /// Who asked, newest last (R75).
    pub checks: Vec<Check>,
}

/// Days on which the holder must not drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forbidden {
    /// The first.
    pub since: Day,
    /// The last, if one was set.
    pub until: Option<Day>,
}

/// The photo that the register holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retained {
    /// SHA-256 in hex; its bytes stand with the photos.
    pub sha256: String,
    /// When the photo was made, if the register knows.
    pub made_on: Option<Day>,
    /// Rules that the photo breaks so surely that it cannot be used.
    pub broken: Vec<u8>,
    /// It cannot be used at all, for example because it shows no face.
    pub unfit: bool,
    /// Version of the photo limits that said so; 0 where nobody wrote it down.
    #[serde(default)]
    pub spec_version: u32,
}

/// A license that was issued.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// Version counter (R15).
    pub version: u32,
    /// The facts as issued; compared with the register's for R78.
    pub facts: License,
    /// Where the photo came from.
    pub route: Route,
    /// SHA-256 of the photo in hex.
    pub photo: String,
    /// The portrait of the annex.
    pub portrait: Blob,
    /// SHA-256 in hex of the copy for the files, 260×378.
    pub archive: Option<String>,
    /// Salt of the annex of profile 1.
    pub salt_full: [u8; 16],
    /// Salt of the annex of profiles 2 and 3.
    pub salt_limited: [u8; 16],
    /// Field 18 of the token.
    pub person_check: u8,
    /// When.
    pub at: UnixSeconds,
}

/// One license version on one phone: it owns one status index, for ever.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// kid of the phone's request key.
    pub device: Blob,
    /// Version that it shows.
    pub version: u32,
    /// Status index over all lists.
    pub index: u32,
    /// What the status list says about it.
    pub entry: u8,
    /// The tokens as last signed, so that an unchanged license keeps its ETag.
    pub tokens: Option<Signed>,
}

/// Three tokens as signed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    /// Profiles 1, 2 and 3.
    pub tokens: Vec<Blob>,
    /// Annex of profile 1, then that of 2 and 3.
    pub annexes: Vec<Blob>,
    /// When.
    pub iat: UnixSeconds,
    /// Until when.
    pub exp: UnixSeconds,
    /// Hash of the facts that they carry.
    pub facts: Blob,
}

/// An application as filed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Filed {
    /// Its id: the idempotency key of its submission.
    pub id: String,
    /// What for.
    pub kind: Kind,
    /// Which photo.
    pub route: Route,
    /// How far.
    pub state: ApplicationState,
    /// When it came.
    pub submitted_at: UnixSeconds,
    /// By when it is reviewed.
    pub due: Option<Due>,
    /// SHA-256 of its photo in hex.
    pub photo: Option<String>,
    /// Day of the photo as the phone read it.
    pub taken_on: Option<Ymd>,
    /// The phone's evidence record.
    pub evidence: Option<serde_json::Value>,
    /// Field 18 of the token, from the adapter that passed.
    pub person_check: u8,
    /// Rules of the return.
    pub rules: Vec<u8>,
    /// When it was decided.
    pub decided_at: Option<UnixSeconds>,
}

/// A real-person check.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Its id.
    pub id: String,
    /// The application that it is for.
    pub application: String,
    /// The device that it was begun on.
    pub device: Blob,
    /// How it ended.
    pub outcome: PersonOutcome,
    /// When it began.
    pub begun_at: UnixSeconds,
    /// It was used.
    pub used: bool,
}

/// An uploaded photo.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Uploaded {
    /// SHA-256 in hex.
    pub sha256: String,
    /// Length.
    pub bytes: u32,
    /// Rules that the authority's own check saw broken.
    pub rules: Vec<u8>,
    /// That check's report.
    pub report: serde_json::Value,
    /// When it came.
    pub at: UnixSeconds,
}

impl std::fmt::Debug for HolderFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HolderFile").field("account", &self.account).finish_non_exhaustive()
    }
}

impl HolderFile {
    /// A driver of the register who has done nothing yet.
    pub fn new(account: String, license: License, phone: String, now: UnixSeconds) -> Self {
        Self {
            account,
            license,
            phone,
            retained: None,
            stopped: false,
            changed_at: now,
            forbidden: None,
            returns: 0,
            own_photo_since: None,
            version: 0,
            issue: None,
            binding: None,
            device: None,
            applications: Vec::new(),
            person_checks: Vec::new(),
            photos: Vec::new(),
            notices: Vec::new(),
            notice_number: 0,
            checks: Vec::new(),
        }
    }

    /// The newest application.
    pub fn current(&self) -> Option<&Filed> {
        self.applications.last()
    }

    /// The application under review.
    pub fn in_review(&mut self, id: &str) -> Option<&mut Filed> {
        self.applications.iter_mut().find(|filed| filed.id == id && filed.state == ApplicationState::InReview)
    }

    /// Adds one notice (R34).
    pub fn notify(&mut self, kind: NoticeKind, at: UnixSeconds, rules: &[u8], value: Option<u32>) {
        self.notice_number += 1;
        let number = self.notice_number;
        push_bounded(&mut self.notices, Notice { number, at: at.0 as Seconds, kind, rules: rules.to_vec(), value });
    }

    /// Adds one line to the check log (R75).
    pub fn log_check(&mut self, check: Check) {
        push_bounded(&mut self.checks, check);
    }

    /// An uploaded photo by its name.
    pub fn photo(&self, sha256: &str) -> Option<&Uploaded> {
        self.photos.iter().find(|photo| photo.sha256 == sha256)
    }

    /// Keeps at most `most` photos, dropping the oldest that no application names; returns the names of the dropped.
    pub fn forget_unused_photos(&mut self, most: usize) -> Vec<String> {
        let used: Vec<String> = self.applications.iter().filter_map(|filed| filed.photo.clone()).collect();
        let mut dropped = Vec::new();
        while self.photos.len() > most {
            let Some(oldest) = self.photos.iter().position(|photo| !used.contains(&photo.sha256)) else { break };
            dropped.push(self.photos.remove(oldest).sha256);
        }
        dropped
    }

    /// Changes between the issued license and the register that need a new application (R78).
    pub fn apply_again(&self) -> Vec<lz_license::reapply::Change> {
        self.issue.as_ref().map(|issue| lz_license::reapply::changes(&issue.facts, &self.license)).unwrap_or_default()
    }
}

fn push_bounded<T>(list: &mut Vec<T>, item: T) {
    if list.len() >= KEPT {
        list.remove(0);
    }
    list.push(item);
}
