//! Purposes: what a license may be shown for, and what the other side gets. A list of data (R71): a new purpose needs no new code.

use lz_credential::Audience;
use lz_credential::policy::{self, Terms};
use lz_credential::token::Profile;

use crate::Language;
use crate::problem::Code;
use crate::screens::Known;

/// One purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeLine {
    /// Its name, for [`crate::Wallet::present`].
    pub id: String,
    /// In words.
    pub title: String,
    /// What the other side gets to read.
    pub fields: Vec<String>,
    /// True if the holder must agree first (R72–R74); the police need no consent.
    pub needs_consent: bool,
    /// True if the holder agreed.
    pub consented: bool,
    /// True if points go along, by a consent of their own (R74).
    pub points: bool,
    /// True if the other side must ask with a signed question first.
    pub must_ask: bool,
    /// Where paper is still needed (R70).
    pub paper: Vec<String>,
}

/// All purposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposesView {
    /// In the order to be shown.
    pub purposes: Vec<PurposeLine>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The two purposes that need neither consent nor an asker: the law's own (R65–R69).
const OWN: [&str; 2] = ["police", "business"];

/// What a purpose gets: its profile, and whether it must ask first. Unknown purposes get the least (R71).
pub(crate) fn terms(known: &Known, purpose: &str) -> Terms {
    let audience = match purpose {
        "police" => Audience::Police,
        "business" => Audience::Business,
        firm => Audience::Firm { purpose: firm.to_owned(), asker: String::new() },
    };
    policy::terms(&audience, known.proofs.policy.as_deref())
}

/// All purposes: the law's own, and those of the signed policy.
pub(crate) fn purposes(known: &Known) -> PurposesView {
    let listed = known.proofs.policy.iter().flat_map(|policy| policy.claims().purposes.keys());
    let firms = listed.map(String::as_str).filter(|purpose| !OWN.contains(purpose));
    let purposes = OWN.into_iter().chain(firms).map(|purpose| line(known, purpose)).collect();
    PurposesView { purposes, good_until: known.midnight() }
}

fn line(known: &Known, purpose: &str) -> PurposeLine {
    let own = OWN.contains(&purpose);
    let terms = terms(known, purpose);
    let consent = known.state.consents.get(purpose);
    let shares = shares(terms.profile);
    let effect = lz_text::equal_effect(known.language.into());
    PurposeLine {
        id: purpose.to_owned(),
        title: title(known, purpose),
        fields: vec![known.say(shares)],
        needs_consent: !own,
        consented: consent.is_some(),
        points: consent.is_some_and(|consent| consent.points),
        must_ask: terms.challenge_required,
        paper: std::iter::once(effect.paper_needed).chain(effect.exceptions).collect(),
    }
}

/// Name of the sentence that says what a profile gives away.
pub(crate) fn shares(profile: Profile) -> &'static str {
    match profile {
        Profile::Full => "purpose-police-shares",
        Profile::Limited => "purpose-rental-shares",
        Profile::LimitedWithPoints => "purpose-recruitment-points-shares",
    }
}

/// A purpose in words: the policy's name for it, else the catalogue's, else "other".
pub(crate) fn title(known: &Known, purpose: &str) -> String {
    let named = known.proofs.policy.as_ref().and_then(|policy| policy.claims().purposes.get(purpose));
    if let Some(named) = named {
        return match known.language {
            Language::ZhHans => named.name.zh_hans.clone(),
            Language::En => named.name.en.clone(),
        };
    }
    match purpose {
        "police" => known.say("purpose-police"),
        "business" => known.say("purpose-vehicle-business"),
        _ => known.say("purpose-other"),
    }
}

/// Whether a purpose may be shown for now (R72–R74).
pub(crate) fn may_show(known: &Known, purpose: &str) -> Result<Terms, Code> {
    let terms = terms(known, purpose);
    if OWN.contains(&purpose) {
        return Ok(terms);
    }
    let consent = known.state.consents.get(purpose).ok_or(Code::ConsentFirst)?;
    // Points need a yes of their own (R74).
    if terms.profile == Profile::LimitedWithPoints && !consent.points {
        return Err(Code::ConsentFirst);
    }
    Ok(terms)
}
