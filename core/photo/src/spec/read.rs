//! Reading a specification strictly: what is not understood in full is not used at all.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::Value;
use thiserror::Error;

use super::PhotoSpec;

/// Longest text of a specification; the built-in ones take 7 kB.
pub const MAX_BYTES: usize = 65_536;

/// Why a specification is not used. The one that is held stays in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SpecError {
    /// The policy's entry is not one text.
    #[error("not one text")]
    NotText,
    /// Longer than [`MAX_BYTES`].
    #[error("specification too long")]
    TooLong,
    /// Not the JSON of a specification: a field is missing, unknown, twice there or of another type.
    #[error("specification unreadable")]
    Unreadable,
    /// A number that could not work, that would lift a safety limit or that would refuse people by their skin.
    #[error("specification out of bounds")]
    OutOfBounds,
    /// For other pictures than the one that is held.
    #[error("another specification")]
    OtherSpec,
    /// Older than the one that is held.
    #[error("an older version than the one held")]
    Older,
    /// The version of the one that is held, with other content.
    #[error("the version of the one held, with other content")]
    SameVersion,
}

impl SpecError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            SpecError::NotText => "photo-spec-not-text",
            SpecError::TooLong => "photo-spec-too-long",
            SpecError::Unreadable => "photo-spec-unreadable",
            SpecError::OutOfBounds => "photo-spec-out-of-bounds",
            SpecError::OtherSpec => "photo-spec-other",
            SpecError::Older => "photo-spec-older",
            SpecError::SameVersion => "photo-spec-same-version",
        }
    }
}

impl PhotoSpec {
    /// Reads a specification from JSON, as it stands in `spec/*.json`.
    pub fn parse(json: &str) -> Result<PhotoSpec, SpecError> {
        if json.len() > MAX_BYTES {
            return Err(SpecError::TooLong);
        }
        let spec: PhotoSpec = serde_json::from_str(json).map_err(|_| SpecError::Unreadable)?;
        let given: Value = serde_json::from_str(json).map_err(|_| SpecError::Unreadable)?;
        let understood = serde_json::to_value(&spec).map_err(|_| SpecError::Unreadable)?;
        if !knows(&understood, &given) {
            return Err(SpecError::Unreadable);
        }
        spec.within_bounds().then_some(spec).ok_or(SpecError::OutOfBounds)
    }
}

/// Whether every field of `given` is one that was `understood`. serde cannot refuse unknown fields beside flattened ones.
fn knows(understood: &Value, given: &Value) -> bool {
    match (understood, given) {
        (Value::Object(known), Value::Object(given)) => {
            given.iter().all(|(name, value)| known.get(name).is_some_and(|known| knows(known, value)))
        }
        _ => true,
    }
}

/// Reads a map in which no key may stand twice.
pub(super) fn each_once<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
{
    struct EachOnce<K, V>(PhantomData<(K, V)>);

    impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for EachOnce<K, V> {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = entries.next_entry()? {
                if map.insert(key, value).is_some() {
                    return Err(A::Error::custom("a key stands twice"));
                }
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(EachOnce(PhantomData))
}
