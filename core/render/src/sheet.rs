//! What a page is drawn from: verified facts, the code of this moment, and how current all of it is.
//!
//! A sheet is made of a [`VerifiedLicense`] and of nothing else (R07, R14), and only if no part of the main page is
//! missing (R02).

use lz_credential::verify::VerifiedLicense;
use lz_license::standing::{Standing, StatusDates};
use lz_license::status::Look;
use lz_license::{ClassSet, Day, Sex, StatusSet, StatusTable, UnixSeconds};
use sha2::{Digest, Sha256};

use crate::RenderError;
use crate::error::MissingPart;
use crate::qr::{self, Modules};

/// How current the shown copy is. It is part of the page (R11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// Confirmed by the authority moments ago.
    Live,
    /// Drawn from the signed copy; last confirmed by the authority at this time.
    NotLive {
        /// When that was.
        confirmed: UnixSeconds,
    },
    /// The token has expired: genuine, but to be looked up by number.
    CopyTooOld,
    /// The stored copy is in doubt (rolled back): refresh before relying on it.
    NeedsRefresh,
}

/// The rotating code on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// These modules are drawn into its place.
    Drawn(Modules),
    /// Its place stays white: the screen lays living modules over it.
    Reserved,
}

/// What the register says about a bad status beyond its name; all of it optional.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusNotes {
    /// Since when.
    pub since: Option<Day>,
    /// Until when.
    pub until: Option<Day>,
    /// The office that decided, where it can be contested.
    pub office: Option<String>,
}

/// The moment at which a page is shown.
#[derive(Debug, Clone)]
pub struct Moment<'a> {
    /// The trusted time.
    pub now: UnixSeconds,
    /// How current the copy is.
    pub freshness: Freshness,
    /// Name of the issuing authority, from signed policy data; without it the code is printed.
    pub authority: Option<&'a str>,
    /// What the register answered last, if that is newer than the token: it may only worsen what the token says.
    pub live_status: Option<StatusSet>,
    /// Which status belongs to which group.
    pub table: &'a StatusTable,
    /// More about a bad status.
    pub notes: StatusNotes,
}

/// The facts of one license, as its verified objects state them.
#[derive(Clone)]
pub(crate) struct Facts {
    pub(crate) name: String,
    pub(crate) id_number: String,
    pub(crate) sex: Sex,
    pub(crate) nationality: String,
    pub(crate) birth: Day,
    pub(crate) first_issue: Day,
    pub(crate) classes: ClassSet,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Day,
    pub(crate) file_number: String,
    pub(crate) card_number: String,
    pub(crate) points: u8,
    pub(crate) status: StatusSet,
    pub(crate) next_due: Option<Day>,
    pub(crate) deferred_until: Option<Day>,
    /// Bits of field 22.
    pub(crate) conditions: u64,
    pub(crate) generated: UnixSeconds,
    pub(crate) authority: u32,
    pub(crate) portrait: Portrait,
    pub(crate) address: Option<String>,
    pub(crate) record: Option<String>,
    /// Seeds the ground pattern: one pattern a card, equal on every phone that shows it.
    pub(crate) seed: [u8; 32],
}

/// The picture of the holder.
#[derive(Clone)]
pub(crate) enum Portrait {
    /// As the annex carries it.
    WebP(Vec<u8>),
    /// Nobody: the sample.
    Silhouette,
}

impl Facts {
    /// Takes the fields; `None` if one is missing that the main page must show (a token of a lesser profile).
    fn of(verified: &VerifiedLicense) -> Option<Self> {
        let (license, annex) = (verified.license(), verified.annex());
        let (file_number, card_number) =
            (license.file_number.clone()?, license.card_number.clone().unwrap_or_default());
        let mut seed = Sha256::new();
        for part in ["page", &file_number, &card_number] {
            seed.update(part);
            seed.update([0]);
        }
        Some(Self {
            name: license.name.clone(),
            id_number: license.id_number.clone()?,
            sex: license.sex,
            nationality: license.nationality.clone(),
            birth: license.birth?,
            first_issue: license.first_issue,
            classes: license.classes,
            valid_from: license.valid_from,
            valid_to: license.valid_to,
            file_number,
            card_number,
            points: license.points?,
            status: license.status,
            next_due: license.next_due,
            deferred_until: license.deferred_until,
            conditions: license.conditions.unwrap_or_default(),
            generated: verified.token().claims().issued_at,
            authority: license.authority,
            portrait: Portrait::WebP(annex.portrait.clone()),
            address: annex.address.clone(),
            record: annex.record.clone(),
            seed: seed.finalize().into(),
        })
    }
}

/// Everything that a page shows at one moment.
#[derive(Clone)]
pub struct Sheet {
    pub(crate) facts: Facts,
    pub(crate) authority: Option<String>,
    pub(crate) code: Option<Code>,
    pub(crate) now: UnixSeconds,
    pub(crate) freshness: Freshness,
    pub(crate) notes: StatusNotes,
    pub(crate) standing: Standing,
}

/// Longest text of any field that is laid out; issuers write at most 400 bytes.
const LONGEST: usize = 1_024;

impl Sheet {
    /// A sheet of verified facts with the code of this moment.
    ///
    /// Errors: [`RenderError::Missing`] if one of the four parts of the main page is missing (R02).
    pub fn new(license: &VerifiedLicense, code: Option<Code>, moment: Moment<'_>) -> Result<Self, RenderError> {
        let facts = Facts::of(license).ok_or(RenderError::Missing(MissingPart::BasicInfo))?;
        Self::of_facts(facts, code, moment)
    }

    pub(crate) fn of_facts(facts: Facts, code: Option<Code>, moment: Moment<'_>) -> Result<Self, RenderError> {
        let texts = [&facts.name, &facts.id_number, &facts.nationality, &facts.file_number, &facts.card_number];
        let optional = [&facts.address, &facts.record].map(|text| text.as_ref());
        if texts.into_iter().chain(optional.into_iter().flatten()).any(|text| text.len() > LONGEST)
            || moment.authority.is_some_and(|name| name.len() > LONGEST)
            || moment.notes.office.as_ref().is_some_and(|name| name.len() > LONGEST)
        {
            return Err(RenderError::TooLong);
        }
        let has_portrait = !matches!(&facts.portrait, Portrait::WebP(bytes) if bytes.is_empty());
        if facts.name.trim().is_empty() || facts.id_number.is_empty() || facts.classes.is_empty() || !has_portrait {
            return Err(RenderError::Missing(MissingPart::BasicInfo));
        }
        if facts.generated.0 <= 0 {
            return Err(RenderError::Missing(MissingPart::GenerationTime));
        }
        if facts.card_number.is_empty() {
            return Err(RenderError::Missing(MissingPart::Barcode));
        }
        if code.is_none() {
            return Err(RenderError::Missing(MissingPart::Qr));
        }
        let dates = StatusDates {
            valid_to: Some(facts.valid_to),
            next_check_due: facts.next_due,
            deferred_until: facts.deferred_until,
        };
        let today = moment.now.day();
        let standing = moment.table.standing(facts.status, &dates, today);
        let live = moment.live_status.map(|codes| moment.table.standing(codes, &dates, today));
        let standing = live.filter(|live| live.group > standing.group).unwrap_or(standing);
        Ok(Self {
            facts,
            authority: moment.authority.map(str::to_owned),
            code,
            now: moment.now,
            freshness: moment.freshness,
            notes: moment.notes,
            standing,
        })
    }

    /// The sample license: a silhouette, marked 样证, with a code that verifies nowhere (R04).
    pub fn sample(now: UnixSeconds) -> Self {
        let day = |ymd| Day::from_ymd(ymd).expect("the sample's days exist");
        let facts = Facts {
            name: "样证".into(),
            id_number: "000000000000000000".into(),
            sex: Sex::Male,
            nationality: "CHN".into(),
            birth: day(19_900_101),
            first_issue: day(20_210_901),
            classes: "C1".parse().expect("C1 is a class"),
            valid_from: day(20_210_901),
            valid_to: Day::PERPETUAL,
            file_number: "000000000000".into(),
            card_number: "0000000000000".into(),
            points: 0,
            status: "A".parse().expect("A is a status"),
            next_due: None,
            deferred_until: None,
            conditions: 0,
            generated: now,
            authority: 100_000,
            portrait: Portrait::Silhouette,
            address: None,
            record: None,
            seed: [0x5a; 32],
        };
        let code = qr::modules(&SAMPLE_TEXT.repeat(11)).expect("the sample's text is short");
        let moment = Moment {
            now: UnixSeconds(now.0.max(1)),
            freshness: Freshness::Live,
            authority: None,
            live_status: None,
            table: StatusTable::built_in(),
            notes: StatusNotes::default(),
        };
        let facts = Facts { generated: moment.now, ..facts };
        Self::of_facts(facts, Some(Code::Drawn(code)), moment).expect("the sample is complete")
    }

    /// What the status and the dates mean today.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// How the page looks: by the license's standing, and never green for a copy that must not be relied on.
    pub fn look(&self) -> Look {
        match (self.standing.look(), self.freshness) {
            (Look::Green, Freshness::CopyTooOld | Freshness::NeedsRefresh) => Look::Amber,
            (look, _) => look,
        }
    }
}

/// No reader of this project accepts the prefix `LZ0:`.
const SAMPLE_TEXT: &str = "LZ0:SAMPLE. IT VERIFIES NOWHERE. SPECIMEN -- ";

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(change: impl FnOnce(&mut Facts), code: Option<Code>) -> Option<MissingPart> {
        let now = UnixSeconds(1_795_484_472);
        let mut facts = Sheet::sample(now).facts;
        change(&mut facts);
        let moment = Moment {
            now,
            freshness: Freshness::Live,
            authority: None,
            live_status: None,
            table: StatusTable::built_in(),
            notes: StatusNotes::default(),
        };
        match Sheet::of_facts(facts, code, moment) {
            Err(RenderError::Missing(part)) => Some(part),
            _ => None,
        }
    }

    // R02
    #[test]
    fn each_of_the_four_parts_of_the_main_page_is_missed() {
        let code = || Some(Code::Reserved);
        assert_eq!(refusal(|_| {}, code()), None);
        type Change = fn(&mut Facts);
        let cases: [(Change, MissingPart); 6] = [
            (|facts| facts.name = " ".into(), MissingPart::BasicInfo),
            (|facts| facts.id_number.clear(), MissingPart::BasicInfo),
            (|facts| facts.classes = ClassSet::NONE, MissingPart::BasicInfo),
            (|facts| facts.portrait = Portrait::WebP(Vec::new()), MissingPart::BasicInfo),
            (|facts| facts.generated = UnixSeconds(0), MissingPart::GenerationTime),
            (|facts| facts.card_number.clear(), MissingPart::Barcode),
        ];
        for (change, part) in cases {
            assert_eq!(refusal(change, code()), Some(part));
        }
        assert_eq!(refusal(|_| {}, None), Some(MissingPart::Qr));
    }

    #[test]
    fn a_field_of_ten_megabytes_is_refused_before_it_is_laid_out() {
        let mut facts = Sheet::sample(UnixSeconds(1)).facts;
        facts.name = "\u{301}".repeat(5_000_000);
        let moment = Moment {
            now: UnixSeconds(1),
            freshness: Freshness::Live,
            authority: None,
            live_status: None,
            table: StatusTable::built_in(),
            notes: StatusNotes::default(),
        };
        assert_eq!(Sheet::of_facts(facts, Some(Code::Reserved), moment).err(), Some(RenderError::TooLong));
    }
}
