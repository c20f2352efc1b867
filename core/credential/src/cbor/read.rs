//! Closed maps: a reader takes the fields that it knows, then says that it is done, and a field left over is refused.

use std::ops::RangeInclusive;

use minicbor::Decoder;
use minicbor::data::Type;

use crate::format::FormatError;

/// A map key: the formats use integers and short texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key<'b> {
    Int(i64),
    Text(&'b str),
}

impl From<i64> for Key<'_> {
    fn from(value: i64) -> Self {
        Key::Int(value)
    }
}

impl<'b> From<&'b str> for Key<'b> {
    fn from(value: &'b str) -> Self {
        Key::Text(value)
    }
}

/// One encoded item that has passed [`super::scan`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'b>(&'b [u8]);

impl<'b> Value<'b> {
    /// Bytes that have passed the scan.
    pub(crate) fn scanned(bytes: &'b [u8]) -> Self {
        Value(bytes)
    }

    pub(crate) fn raw(self) -> &'b [u8] {
        self.0
    }

    pub(crate) fn int(self) -> Result<i64, FormatError> {
        Decoder::new(self.0).i64().map_err(|_| FormatError::WrongType)
    }

    pub(crate) fn uint(self, range: RangeInclusive<u64>) -> Result<u64, FormatError> {
        let value = Decoder::new(self.0).u64().map_err(|_| FormatError::WrongType)?;
        if range.contains(&value) { Ok(value) } else { Err(FormatError::OutOfRange) }
    }

    /// Text of so many bytes.
    pub(crate) fn text(self, length: RangeInclusive<usize>) -> Result<&'b str, FormatError> {
        let text = Decoder::new(self.0).str().map_err(|_| FormatError::WrongType)?;
        if length.contains(&text.len()) { Ok(text) } else { Err(FormatError::OutOfRange) }
    }

    pub(crate) fn bytes(self, length: RangeInclusive<usize>) -> Result<&'b [u8], FormatError> {
        let bytes = Decoder::new(self.0).bytes().map_err(|_| FormatError::WrongType)?;
        if length.contains(&bytes.len()) { Ok(bytes) } else { Err(FormatError::OutOfRange) }
    }

    pub(crate) fn byte_array<const N: usize>(self) -> Result<[u8; N], FormatError> {
        self.bytes(N..=N)?.try_into().map_err(|_| FormatError::OutOfRange)
    }

    pub(crate) fn bool(self) -> Result<bool, FormatError> {
        Decoder::new(self.0).bool().map_err(|_| FormatError::WrongType)
    }

    /// The items of an array that has `count` of them, at most.
    pub(crate) fn items(self, count: RangeInclusive<usize>) -> Result<Vec<Value<'b>>, FormatError> {
        let mut decoder = Decoder::new(self.0);
        let length = decoder.array().map_err(|_| FormatError::WrongType)?.ok_or(FormatError::NotDeterministic)?;
        let length = usize::try_from(length).map_err(|_| FormatError::OutOfRange)?;
        if !count.contains(&length) {
            return Err(FormatError::OutOfRange);
        }
        (0..length).map(|_| next(self.0, &mut decoder)).collect()
    }

    pub(crate) fn array<const N: usize>(self) -> Result<[Value<'b>; N], FormatError> {
        self.items(N..=N)?.try_into().map_err(|_| FormatError::WrongType)
    }

    pub(crate) fn map(self) -> Result<Map<'b>, FormatError> {
        Map::read(self.0)
    }

    /// What stands under this tag.
    pub(crate) fn tagged(self, tag: u64) -> Result<Value<'b>, FormatError> {
        let mut decoder = Decoder::new(self.0);
        let found = decoder.tag().map_err(|_| FormatError::WrongType)?;
        if found.as_u64() != tag {
            return Err(FormatError::WrongType);
        }
        Ok(Value(&self.0[decoder.position()..]))
    }
}

fn next<'b>(bytes: &'b [u8], decoder: &mut Decoder<'b>) -> Result<Value<'b>, FormatError> {
    let start = decoder.position();
    decoder.skip().map_err(|_| FormatError::WrongType)?;
    bytes.get(start..decoder.position()).map(Value).ok_or(FormatError::Truncated)
}

/// A map whose fields are taken one by one.
#[derive(Debug)]
pub(crate) struct Map<'b> {
    entries: Vec<Option<(Key<'b>, Value<'b>)>>,
}

impl<'b> Map<'b> {
    /// Reads a map that has passed the scan.
    fn read(bytes: &'b [u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes);
        let pairs = decoder.map().map_err(|_| FormatError::WrongType)?.ok_or(FormatError::NotDeterministic)?;
        let mut entries = Vec::new();
        for _ in 0..pairs {
            let key = match decoder.datatype().map_err(|_| FormatError::Truncated)? {
                Type::String => Key::Text(decoder.str().map_err(|_| FormatError::WrongType)?),
                _ => Key::Int(decoder.i64().map_err(|_| FormatError::UnlistedField)?),
            };
            entries.push(Some((key, next(bytes, &mut decoder)?)));
        }
        Ok(Map { entries })
    }

    /// Scans `bytes` and reads the map that they are.
    pub(crate) fn scan(bytes: &'b [u8]) -> Result<Self, FormatError> {
        super::scan(bytes)?;
        Self::read(bytes)
    }

    pub(crate) fn optional<'k>(&mut self, key: impl Into<Key<'k>>) -> Option<Value<'b>> {
        let key = key.into();
        let found = self.entries.iter_mut().find(|entry| matches!(entry, Some((k, _)) if *k == key))?;
        found.take().map(|(_, value)| value)
    }

    pub(crate) fn required<'k>(&mut self, key: impl Into<Key<'k>>) -> Result<Value<'b>, FormatError> {
        self.optional(key).ok_or(FormatError::MissingField)
    }

    /// All fields were listed: nothing may be left.
    pub(crate) fn done(self) -> Result<(), FormatError> {
        if self.entries.iter().all(Option::is_none) { Ok(()) } else { Err(FormatError::UnlistedField) }
    }

    /// License and policy may grow: keys from 100 to 65535 that this version does not know are passed over.
    pub(crate) fn done_open(self) -> Result<(), FormatError> {
        let listed = |key: Key<'_>| matches!(key, Key::Int(number) if (100..=65535).contains(&number));
        if self.entries.into_iter().flatten().all(|(key, _)| listed(key)) {
            Ok(())
        } else {
            Err(FormatError::UnlistedField)
        }
    }

    /// What is left, for maps whose keys are data.
    pub(crate) fn rest(self) -> impl Iterator<Item = (Key<'b>, Value<'b>)> {
        self.entries.into_iter().flatten()
    }
}
