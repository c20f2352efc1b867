//! The signed policy, and the rules that travel in it: what the authority has published is what it judges by.
//!
//! Status table and photo limits come from three places: the built-in copy, what this authority published before, and the
//! file that its people put into the folder. The highest version wins, as on the phones. What was published stays in force
//! and is published again with every later policy, also when its file is gone: phones keep it, too.

use crate::files::{self, Refused};
use crate::home::Home;
use crate::store::{Edition, Store, StoreError};
use lz_credential::Label;
use lz_credential::policy::{DataFile, Policy, PolicyClaims, Purpose};
use lz_credential::token::Profile;
use lz_license::rollout::Rollout;
use lz_license::status::NotNewer;
use lz_license::{StatusTable, UnixSeconds};
use lz_photo::{PhotoSpec, SpecError};
use lz_text::{Args, Lang, say};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const POLICY_LIFE: i64 = 90 * 86_400;
/// Every app was built with this version of each rule, or a later one: it need not be sent.
const IN_EVERY_APP: u32 = 1;

/// The status table and the photo limits that phones were told, and that every judgement here rests on.
#[derive(Debug, Clone)]
pub(crate) struct PublishedRules {
    pub(crate) statuses: StatusTable,
    pub(crate) photo: PhotoSpec,
}

/// Why a policy cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// `policy.json` does not have its form.
    #[error("policy.json, line {line} column {column}: not a policy")]
    Form {
        /// Where.
        line: usize,
        /// Where in the line.
        column: usize,
    },
    /// There is no `policy.json`.
    #[error("policy.json is missing")]
    Missing,
    /// A purpose of `policy.json` names a profile that does not exist.
    #[error("policy.json: there are profiles 1, 2 and 3")]
    Profile,
    /// A rule cannot take the place of the one in force.
    #[error("{file}: {why}")]
    Rule {
        /// Its file.
        file: &'static str,
        /// Why.
        why: NotNewer,
    },
    /// The policy cannot be written in the wire format.
    #[error("the policy is too large")]
    TooLarge,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system refused.
    #[error(transparent)]
    System(#[from] Refused),
}

impl PolicyError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } | Self::Profile | Self::Rule { .. } | Self::TooLarge => "policy",
            Self::Missing => "damaged",
            Self::Store(error) => error.code(),
            Self::System(error) => error.code(),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PolicyFile {
    least_app_version: u64,
    purposes: BTreeMap<String, PurposeRow>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PurposeRow {
    profile: u8,
    challenge_required: bool,
}

/// The signed policy of the folder, and the rules that are in force with it. Signed anew, with the next sequence, when the
/// files in the folder or its age ask for it.
pub(crate) fn publish(home: &Home, now: UnixSeconds) -> Result<(Vec<u8>, PublishedRules), PolicyError> {
    let json = files::read_if_there(&home.dir.join("policy.json"))?.ok_or(PolicyError::Missing)?;
    let (statuses, photo) = (newest::<StatusTable>(home)?, newest::<PhotoSpec>(home)?);
    let carried: Vec<(DataFile, &str, &str)> = [statuses.carried(), photo.carried()].into_iter().flatten().collect();
    let mark = mark(json.as_bytes(), &carried);
    let rules = PublishedRules { statuses: statuses.rule.clone(), photo: photo.rule.clone() };
    if home.store.number("policy_mark")? == mark
        && let Some(bytes) = home.store.published("policy")?
        && let Ok(policy) = Policy::accept(&bytes, &home.trust, None, now)
        && !policy.is_old(now.plus(POLICY_LIFE / 2))
    {
        return Ok((bytes, rules));
    }
    let sequence = home.store.number("policy_sequence")? + 1;
    let mut claims = claims(home, json.as_bytes(), now)?;
    claims.sequence = u32::try_from(sequence).map_err(|_| PolicyError::TooLarge)?;
    carried.iter().for_each(|(data, _, text)| claims.set_data(*data, text));
    let policy = Policy::issue(&claims, &home.keys.policy).map_err(|_| PolicyError::TooLarge)?;
    let files = carried.iter().map(|(_, file, text)| (*file, text.as_bytes())).collect();
    home.store.publish(&Edition { sequence, mark, policy: &policy, files })?;
    Ok((policy, rules))
}

/// Names all that a policy is made of, so that an unchanged one is not signed again.
fn mark(json: &[u8], carried: &[(DataFile, &str, &str)]) -> u64 {
    let mut digest = Sha256::new_with_prefix(json);
    carried.iter().for_each(|(data, _, text)| digest.update([&data.key().to_be_bytes()[..], text.as_bytes()].concat()));
    u64::from_be_bytes(digest.finalize()[..8].try_into().expect("eight of 32 bytes")) >> 1
}

fn claims(home: &Home, json: &[u8], now: UnixSeconds) -> Result<PolicyClaims, PolicyError> {
    let file: PolicyFile = serde_json::from_slice(json)
        .map_err(|error| PolicyError::Form { line: error.line(), column: error.column() })?;
    Ok(PolicyClaims {
        issuer: home.about.iss.clone(),
        issued_at: now,
        expires_at: now.plus(POLICY_LIFE),
        sequence: 0,
        least_app_version: file.least_app_version,
        purposes: file.purposes.into_iter().map(purpose).collect::<Result<_, _>>()?,
        authorities: authorities(),
        more: BTreeMap::new(),
    })
}

fn purpose((key, row): (String, PurposeRow)) -> Result<(String, Purpose), PolicyError> {
    let profile = Profile::ALL.into_iter().find(|profile| profile.number() == row.profile);
    let text = |lang| say(lang, &format!("purpose-{key}"), &Args::NONE);
    let name = Label { zh_hans: text(Lang::ZhHans), en: text(Lang::En) };
    let profile = profile.ok_or(PolicyError::Profile)?;
    Ok((key, Purpose { profile, challenge_required: row.challenge_required, name }))
}

fn authorities() -> BTreeMap<u64, Label> {
    let label = |label: &lz_license::rollout::Label| Label { zh_hans: label.zh_hans.clone(), en: label.en.clone() };
    Rollout::built_in().cities().map(|city| (u64::from(city.code.get()), label(&city.authority))).collect()
}

/// A rule that travels in the policy as the text of a file.
trait Rule: Sized {
    /// The file in the folder, and its name in the store.
    const FILE: &'static str;
    const DATA: DataFile;
    fn built_in() -> (Self, String);
    fn version(&self) -> u32;
    /// As a phone would take it in.
    fn newer(json: &str, held: &Self) -> Result<Self, NotNewer>;
}

impl Rule for StatusTable {
    const FILE: &'static str = "status.json";
    const DATA: DataFile = DataFile::StatusTable;

    fn built_in() -> (Self, String) {
        (Self::built_in().clone(), Self::BUILT_IN.to_owned())
    }

    fn version(&self) -> u32 {
        self.version()
    }

    fn newer(json: &str, held: &Self) -> Result<Self, NotNewer> {
        Self::newer(json, held)
    }
}

impl Rule for PhotoSpec {
    const FILE: &'static str = "photo-spec.json";
    const DATA: DataFile = DataFile::PhotoSpec;

    fn built_in() -> (Self, String) {
        let spec = Self::builtin().clone();
        let text = serde_json::to_string(&spec).expect("maps with text keys and finite numbers");
        (spec, text)
    }

    fn version(&self) -> u32 {
        self.version
    }

    fn newer(json: &str, held: &Self) -> Result<Self, NotNewer> {
        Self::newer(json, held).map_err(|error| match error {
            SpecError::Older => NotNewer::Older,
            SpecError::SameVersion => NotNewer::SameVersion,
            _ => NotNewer::Damaged,
        })
    }
}

/// The rule in force, and its text.
struct Newest<R> {
    rule: R,
    text: String,
}

impl<R: Rule> Newest<R> {
    /// What the policy carries of it: nothing if every app has it.
    fn carried(&self) -> Option<(DataFile, &str, &str)> {
        (self.rule.version() > IN_EVERY_APP).then_some((R::DATA, R::FILE, self.text.as_str()))
    }
}

fn newest<R: Rule>(home: &Home) -> Result<Newest<R>, PolicyError> {
    let published = home.store.published(R::FILE)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let offered = files::read_if_there(&home.dir.join(R::FILE))?;
    choose(R::built_in(), published, offered).map_err(|why| PolicyError::Rule { file: R::FILE, why })
}

/// The newest of the three. A file that phones would not take in is refused, not ignored: somebody wanted it in force.
fn choose<R: Rule>(
    (rule, text): (R, String),
    published: Option<String>,
    offered: Option<String>,
) -> Result<Newest<R>, NotNewer> {
    let mut held = Newest { rule, text };
    let mut unusable = None;
    if let Some(text) = &published {
        match R::newer(text, &held.rule) {
            Ok(rule) => held = Newest { rule, text: text.clone() },
            // The program brought a newer one along.
            Err(NotNewer::Older) => {}
            // A later program reads it no more, or brought other content under its number: only a newer file helps.
            Err(why) => unusable = Some(why),
        }
    }
    if let Some(text) = offered
        && published.as_ref() != Some(&text)
    {
        let rule = R::newer(&text, &held.rule)?;
        let raised = rule.version() > held.rule.version();
        held = Newest { rule, text };
        unusable = unusable.filter(|_| !raised);
    }
    unusable.map_or(Ok(held), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(version: u32, group: &str) -> String {
        format!(
            r#"{{ "kind": "lz-status-table", "version": {version}, "codes": [{{ "code": "C", "group": "{group}" }}] }}"#
        )
    }

    // R23
    #[test]
    fn the_highest_version_is_in_force_and_what_phones_would_not_take_is_refused() {
        let text = |version| Some(table(version, "usable"));
        let other = |version| Some(table(version, "frozen"));
        let damaged = || Some("{}".to_owned());
        let cases = [
            // what, built in, published before, file in the folder, in force
            ("nothing but the program", 3, None, None, Ok(3)),
            ("a file", 3, None, text(4), Ok(4)),
            ("the built-in one as a file", 3, None, text(3), Ok(3)),
            ("a file that is older than the program", 3, None, text(2), Err(NotNewer::Older)),
            ("a file with the program's number", 3, None, other(3), Err(NotNewer::SameVersion)),
            ("a damaged file", 3, None, damaged(), Err(NotNewer::Damaged)),
            ("published before", 3, text(5), None, Ok(5)),
            ("published before, and still there", 3, text(5), text(5), Ok(5)),
            ("changed under its number", 3, text(5), other(5), Err(NotNewer::SameVersion)),
            ("back to an older one", 3, text(5), text(4), Err(NotNewer::Older)),
            ("forward", 3, text(5), text(6), Ok(6)),
            ("a program that is newer than what was published", 7, text(5), None, Ok(7)),
            ("and the old file is still there", 7, text(5), text(5), Ok(7)),
            ("a program with another one under the number", 5, other(5), None, Err(NotNewer::SameVersion)),
            ("which a newer file settles", 5, other(5), text(6), Ok(6)),
            ("published, and no longer read", 3, damaged(), None, Err(NotNewer::Damaged)),
            ("and repeating the program's is no way out", 3, damaged(), text(3), Err(NotNewer::Damaged)),
        ];
        for (what, built_in, published, offered, wanted) in cases {
            let built_in = table(built_in, "usable");
            let rule = StatusTable::from_json(&built_in).unwrap();
            let chosen = choose((rule, built_in), published, offered);
            assert_eq!(chosen.map(|newest| newest.rule.version()), wanted, "{what}");
        }
    }
}
