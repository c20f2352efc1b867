//! Rules that a signed policy may make newer: which group each status code belongs to, and the limits of a photo.
//!
//! Each travels as the text of its data file in the policy. The phone takes one in if it can be read whole and its version is
//! higher than the one in use; anything else changes nothing, and why stands in the diagnostics. What was taken in stays until
//! a newer one comes, also when later policies carry none.

use std::sync::Arc;

use lz_credential::FormatError;
use lz_credential::policy::{DataFile, PolicyClaims};
use lz_license::StatusTable;
use lz_license::status::NotNewer;
use lz_photo::{PhotoSpec, SpecError};

/// The newest of each, at least as new as the built-in ones.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) statuses: Arc<StatusTable>,
    pub(crate) photo: Arc<PhotoSpec>,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { statuses: Arc::new(StatusTable::built_in().clone()), photo: Arc::new(PhotoSpec::builtin().clone()) }
    }
}

/// Where the rule that is in use now comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From the policy that was just read.
    ThisPolicy,
    /// From elsewhere: that policy carries none.
    Elsewhere,
}

/// Why a data file of a policy is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unused {
    /// The limits of a photo.
    #[error(transparent)]
    Photo(#[from] SpecError),
    /// The status table cannot be read whole.
    #[error("status table damaged")]
    TableDamaged,
    /// The status table is older than the one in use.
    #[error("status table older than the one in use")]
    TableOlder,
    /// The status table has the version of the one in use, and other content.
    #[error("another status table of the version in use")]
    TableSameVersion,
}

impl Unused {
    /// Stable name for the diagnostics.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Photo(error) => error.code(),
            Self::TableDamaged => "status-table-damaged",
            Self::TableOlder => "status-table-older",
            Self::TableSameVersion => "status-table-same-version",
        }
    }
}

/// What came of each data file of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) statuses: Result<Origin, Unused>,
    pub(crate) photo: Result<Origin, Unused>,
}

impl Rules {
    /// Takes in what a policy carries.
    pub(crate) fn take_in(&mut self, policy: &PolicyClaims) -> Taken {
        let item = policy.more.get(&DataFile::PhotoSpec.key());
        let photo = item.map(|item| PhotoSpec::from_policy(item, &self.photo).map_err(Unused::from)).transpose();
        let statuses = policy.data(DataFile::StatusTable).map(|text| newer_table(text, &self.statuses)).transpose();
        Taken { statuses: keep(&mut self.statuses, statuses), photo: keep(&mut self.photo, photo) }
    }
}

fn newer_table(text: Result<&str, FormatError>, held: &StatusTable) -> Result<StatusTable, Unused> {
    let text = text.map_err(|_| Unused::TableDamaged)?;
    StatusTable::newer(text, held).map_err(|why| match why {
        NotNewer::Damaged => Unused::TableDamaged,
        NotNewer::Older => Unused::TableOlder,
        NotNewer::SameVersion => Unused::TableSameVersion,
    })
}

fn keep<T>(held: &mut Arc<T>, found: Result<Option<T>, Unused>) -> Result<Origin, Unused> {
    Ok(match found? {
        Some(found) => {
            *held = Arc::new(found);
            Origin::ThisPolicy
        }
        None => Origin::Elsewhere,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use lz_credential::UnixSeconds;
    use lz_license::{Group, StatusCode};

    use super::*;

    fn policy(file: DataFile, text: &str) -> PolicyClaims {
        let mut claims = PolicyClaims {
            issuer: "lz".to_owned(),
            issued_at: UnixSeconds(1_790_000_000),
            expires_at: UnixSeconds(1_790_000_001),
            sequence: 1,
            least_app_version: 1,
            purposes: BTreeMap::new(),
            authorities: BTreeMap::new(),
            more: BTreeMap::new(),
        };
        claims.set_data(file, text);
        claims
    }

    fn table(version: u32, group: &str) -> PolicyClaims {
        let text = format!(
            r#"{{ "kind": "lz-status-table", "version": {version}, "codes": [{{ "code": "C", "group": "{group}" }}] }}"#
        );
        policy(DataFile::StatusTable, &text)
    }

    #[test]
    fn a_table_is_taken_in_only_if_it_is_whole_and_newer() {
        let built_in = StatusTable::built_in().version();
        let mut rules = Rules::default();
        let code = StatusCode::try_from('C').unwrap();
        let damaged = Unused::TableDamaged;
        let cases = [
            (table(built_in, "not-usable"), Err(Unused::TableSameVersion), Group::Unknown),
            (table(built_in + 1, "purple"), Err(damaged), Group::Unknown),
            (policy(DataFile::StatusTable, ""), Err(damaged), Group::Unknown),
            (policy(DataFile::PhotoSpec, "{}"), Ok(Origin::Elsewhere), Group::Unknown),
            (table(built_in + 2, "not-usable"), Ok(Origin::ThisPolicy), Group::NotUsable),
            (table(built_in + 2, "not-usable"), Ok(Origin::ThisPolicy), Group::NotUsable),
            (table(built_in + 2, "usable"), Err(Unused::TableSameVersion), Group::NotUsable),
            (table(built_in + 1, "usable"), Err(Unused::TableOlder), Group::NotUsable),
            (table(built_in + 3, "usable"), Ok(Origin::ThisPolicy), Group::Usable),
        ];
        for (at, (claims, expected, group)) in cases.into_iter().enumerate() {
            assert_eq!(rules.take_in(&claims).statuses, expected, "case {at}");
            assert_eq!(rules.statuses.group(code), group, "case {at}");
        }
        let mut no_text = table(9, "usable");
        no_text.more.insert(DataFile::StatusTable.key(), vec![0x01]);
        assert_eq!(rules.take_in(&no_text).statuses, Err(damaged));
    }

    #[test]
    fn limits_of_another_kind_of_photo_are_not_those_of_the_license() {
        let mut rules = Rules::default();
        let text = |id: &str, version: u32| {
            let spec = PhotoSpec { id: id.to_owned(), version, ..PhotoSpec::builtin().clone() };
            policy(DataFile::PhotoSpec, &serde_json::to_string(&spec).unwrap())
        };
        let version = PhotoSpec::builtin().version;
        assert_eq!(DataFile::PhotoSpec.key(), lz_photo::spec::POLICY_KEY, "both sides mean the same entry");
        let resident = rules.take_in(&text("resident-id", version + 1));
        assert_eq!(resident.photo, Err(Unused::Photo(SpecError::OtherSpec)));
        assert_eq!(rules.photo.version, version);
        let ours = rules.take_in(&text(&PhotoSpec::builtin().id, version + 1));
        assert_eq!(ours.photo, Ok(Origin::ThisPolicy));
        assert_eq!(rules.photo.version, version + 1);
    }
}
