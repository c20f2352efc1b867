//! What the authority decides, as functions over one driver's file: no I/O, no clock, no randomness of their own.

pub(crate) mod apply;
pub(crate) mod binding;
pub(crate) mod evidence;
pub(crate) mod issue;
pub(crate) mod me;
pub(crate) mod person;
pub(crate) mod register;
pub(crate) mod review;

use crate::holder::HolderFile;
use crate::policy::PublishedRules;
use lz_license::eligibility::{Applicant, Eligibility, Rules, check};
use lz_license::limits::Limits;
use lz_license::working_days::Calendar;
use lz_license::{Day, UnixSeconds};
use lz_photo::PhotoSpec;

/// Version of the notice that must have been read before a photo is taken or chosen (R36, R55).
pub(crate) const NOTICE_VERSION: u32 = 1;
/// How old a retained photo may be, in months (found in city notices; one source).
pub(crate) const RETAINED_MONTHS: i32 = 120;

/// What every rule rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) now: UnixSeconds,
    pub(crate) rules: Rules<'a>,
    pub(crate) photo: &'a PhotoSpec,
    pub(crate) calendar: &'static Calendar,
    /// Advice not to change the photo now (R77).
    pub(crate) busy: bool,
    /// The production profile refuses what only development may do.
    pub(crate) production: bool,
}

impl<'a> Ground<'a> {
    pub(crate) fn new(now: UnixSeconds, busy: bool, production: bool, published: &'a PublishedRules) -> Self {
        let rules = Rules { status: &published.statuses, ..Rules::built_in() };
        Self { now, rules, photo: &published.photo, calendar: Calendar::built_in(), busy, production }
    }

    pub(crate) fn today(&self) -> Day {
        self.now.day()
    }

    pub(crate) fn limits(&self) -> &'a Limits {
        self.rules.limits
    }

    /// Everything that stands against an application (R16–R23, R63).
    pub(crate) fn eligibility(&self, file: &HolderFile) -> Eligibility {
        let applicant = Applicant {
            stopped_for_abuse: file.stopped,
            failed_reviews: file.returns,
            ..Applicant::of(&file.license, self.limits())
        };
        check(&applicant, &self.rules, self.now)
    }

    /// Returns that are left before the window is the only way.
    pub(crate) fn tries_left(&self, file: &HolderFile) -> u8 {
        self.limits().failed_reviews.saturating_sub(file.returns)
    }
}
