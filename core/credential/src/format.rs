//! What can be wrong with bytes before anybody asks who signed them.

/// Why received bytes are not an object of wire format 1.
///
/// Carries no received text: a message may travel to a log, and a refused object is shown to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FormatError {
    /// More bytes than this kind of object may have.
    #[error("longer than its kind allows")]
    TooLong,
    /// The bytes end inside an item.
    #[error("ends inside an item")]
    Truncated,
    /// Bytes follow the item.
    #[error("bytes after the end")]
    TrailingBytes,
    /// An indefinite length, a reserved length or a simple value that has no meaning here.
    #[error("not deterministic CBOR")]
    NotDeterministic,
    /// An integer, length or float that has a shorter form.
    #[error("an integer or length in a longer form than needed")]
    NotShortest,
    /// Map keys out of order, or one of them twice.
    #[error("map keys out of order or repeated")]
    KeyOrder,
    /// More than eight levels in one layer.
    #[error("nested too deep")]
    TooDeep,
    /// A text string that is not UTF-8.
    #[error("text is not UTF-8")]
    NotUtf8,
    /// Another CBOR type, tag, or number of items than the format says.
    #[error("an item of the wrong type")]
    WrongType,
    /// A length or number outside its limits.
    #[error("a value outside its limits")]
    OutOfRange,
    /// A map without a field that it must have.
    #[error("a field is missing")]
    MissingField,
    /// A map with a field that its closed list does not have.
    #[error("a field that is not listed")]
    UnlistedField,
    /// The unprotected header is not the empty map.
    #[error("unprotected header is not empty")]
    UnprotectedHeader,
    /// A protected header beside the listed ones, or without one of them.
    #[error("protected header is not the listed one")]
    ProtectedHeader,
    /// An algorithm outside the closed list, or one that does not fit the key or the role.
    #[error("algorithm not allowed here")]
    Algorithm,
    /// Another content type (`typ`) than this place needs.
    #[error("another content type")]
    ContentType,
    /// A license whose set of fields is not that of its profile.
    #[error("fields do not fit the profile")]
    ProfileFields,
    /// A date that no calendar has.
    #[error("no such day")]
    NoSuchDay,
    /// License classes, status letters or another short text that breaks its own grammar.
    #[error("text that breaks its grammar")]
    Grammar,
    /// An end that is not after its beginning, or numbers that contradict one another.
    #[error("values contradict one another")]
    Contradiction,
    /// A public key that is weak or no point of its curve.
    #[error("a key that must not be used")]
    Key,
}

impl FormatError {
    /// Stable name for logs, tests and other programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Truncated => "truncated",
            Self::TrailingBytes => "trailing-bytes",
            Self::NotDeterministic => "not-deterministic",
            Self::NotShortest => "not-shortest",
            Self::KeyOrder => "key-order",
            Self::TooDeep => "too-deep",
            Self::NotUtf8 => "not-utf8",
            Self::WrongType => "wrong-type",
            Self::OutOfRange => "out-of-range",
            Self::MissingField => "missing-field",
            Self::UnlistedField => "unlisted-field",
            Self::UnprotectedHeader => "unprotected-header",
            Self::ProtectedHeader => "protected-header",
            Self::Algorithm => "algorithm",
            Self::ContentType => "content-type",
            Self::ProfileFields => "profile-fields",
            Self::NoSuchDay => "no-such-day",
            Self::Grammar => "grammar",
            Self::Contradiction => "contradiction",
            Self::Key => "key",
        }
    }
}
