//! COSE_Sign1 (RFC 9052) as wire format 1 uses it: tag 18, a closed protected header, an empty unprotected one.
//!
//! An object keeps the bytes that were received, and its signature is checked over exactly those.

use std::ops::Range;

use crate::cbor::{Map, Value, scan, write};
use crate::format::FormatError;
use crate::key::{Alg, BadSignature, Kid, PublicKey, lower_s};
use crate::signer::{SignError, Signer};

/// The content type that header 16 names (RFC 9596).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentType {
    Number(u16),
    Name(&'static str),
}

impl ContentType {
    pub(crate) const TOKEN: Self = Self::Number(293);
    pub(crate) const PRESENTATION: Self = Self::Number(294);
    pub(crate) const STATUS_LIST: Self = Self::Name("application/statuslist+cwt");
    pub(crate) const STATUS_DELTA: Self = Self::Name("application/vnd.lz.delta+cwt");
    pub(crate) const SERVER_TIME: Self = Self::Name("application/vnd.lz.time+cwt");
    pub(crate) const POLICY: Self = Self::Name("application/vnd.lz.policy+cwt");
    pub(crate) const ASK: Self = Self::Name("application/vnd.lz.ask+cwt");
    pub(crate) const BIND: Self = Self::Name("application/vnd.lz.bind+cwt");
    pub(crate) const TRUST_LIST: Self = Self::Name("application/vnd.lz.trust+cwt");

    pub(crate) fn expect(self, value: Value<'_>) -> Result<(), FormatError> {
        let same = match self {
            Self::Number(number) => value.int() == Ok(i64::from(number)),
            Self::Name(name) => value.text(0..=64) == Ok(name),
        };
        if same { Ok(()) } else { Err(FormatError::ContentType) }
    }

    pub(crate) fn write(
        self,
        w: &mut crate::cbor::Writer,
    ) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        match self {
            Self::Number(number) => w.u16(number)?.ok(),
            Self::Name(name) => w.str(name)?.ok(),
        }
    }
}

/// A COSE_Sign1 as received: well formed, signature not yet checked.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Sign1 {
    bytes: Vec<u8>,
    protected: Range<usize>,
    payload: Range<usize>,
    signature: [u8; 64],
}

impl std::fmt::Debug for Sign1 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sign1({} bytes)", self.bytes.len())
    }
}

impl Sign1 {
    pub(crate) fn open(bytes: &[u8], limit: usize) -> Result<Self, FormatError> {
        if bytes.len() > limit {
            return Err(FormatError::TooLong);
        }
        scan(bytes)?;
        let [protected, unprotected, payload, signature] = Value::scanned(bytes).tagged(18)?.array()?;
        if unprotected.raw() != [0xa0] {
            return Err(FormatError::UnprotectedHeader);
        }
        let protected = within(bytes, protected.bytes(0..=limit)?);
        let payload = within(bytes, payload.bytes(0..=limit)?);
        scan(&bytes[protected.clone()])?;
        scan(&bytes[payload.clone()])?;
        Ok(Self { protected, payload, signature: signature.byte_array()?, bytes: bytes.to_vec() })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn protected(&self) -> Value<'_> {
        Value::scanned(&self.bytes[self.protected.clone()])
    }

    pub(crate) fn payload(&self) -> Value<'_> {
        Value::scanned(&self.bytes[self.payload.clone()])
    }

    pub(crate) fn verify(&self, key: &PublicKey) -> Result<(), BadSignature> {
        let message = signature1(&self.bytes[self.protected.clone()], &self.bytes[self.payload.clone()]);
        key.verify(&message, &self.signature)
    }

    /// The kid of an authority-side header: exactly `{1: -19, 4: kid, 16: typ}`.
    pub(crate) fn authority_kid(&self, typ: ContentType) -> Result<Kid, FormatError> {
        let mut header = self.protected().map()?;
        typ.expect(header.required(16).map_err(|_| FormatError::ProtectedHeader)?)?;
        if read_alg(&mut header)? != Alg::Ed25519 {
            return Err(FormatError::Algorithm);
        }
        let kid = header.required(4).and_then(Value::byte_array).map_err(|_| FormatError::ProtectedHeader)?;
        header.done().map_err(|_| FormatError::ProtectedHeader)?;
        Ok(Kid(kid))
    }
}

/// Where `part`, a slice of `whole`, stands in it.
fn within(whole: &[u8], part: &[u8]) -> Range<usize> {
    let start = part.as_ptr() as usize - whole.as_ptr() as usize;
    start..start + part.len()
}

pub(crate) fn read_alg(header: &mut Map<'_>) -> Result<Alg, FormatError> {
    Alg::from_cose(header.required(1).and_then(Value::int).map_err(|_| FormatError::ProtectedHeader)?)
}

/// `{1: -19, 4: kid, 16: typ}`.
pub(crate) fn authority_header(kid: Kid, typ: ContentType) -> Vec<u8> {
    write(|w| {
        w.map(3)?.u8(1)?.i64(Alg::Ed25519.cose())?.u8(4)?.bytes(&kid.0)?.u8(16)?;
        typ.write(w)
    })
}

/// Signs and assembles `#6.18([protected, {}, payload, signature])`.
pub(crate) fn seal(protected: &[u8], payload: &[u8], signer: &dyn Signer) -> Result<Vec<u8>, SignError> {
    let signature = checked_signature(&signature1(protected, payload), signer)?;
    Ok(write(|w| {
        w.tag(minicbor::data::Tag::new(18))?.array(4)?.bytes(protected)?.map(0)?.bytes(payload)?.bytes(&signature)?.ok()
    }))
}

/// A signature in its one accepted form. What hardware returns is verified before anybody relies on it.
pub(crate) fn checked_signature(message: &[u8], signer: &dyn Signer) -> Result<[u8; 64], SignError> {
    let signature = signer.sign(message)?;
    match signer.key().alg() {
        Alg::Ed25519 => Ok(signature),
        Alg::EsP256 => {
            let signature = lower_s(signature);
            signer.key().verify(message, &signature).map_err(|_| SignError::WrongSignature)?;
            Ok(signature)
        }
    }
}

/// The Sig_structure of a COSE_Sign1 with empty external data.
fn signature1(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    write(|w| w.array(4)?.str("Signature1")?.bytes(protected)?.bytes(&[])?.bytes(payload)?.ok())
}

/// `{1: -19, 4: kid}`: the header of one signature among several.
pub(crate) fn authority_header_without_type(kid: Kid) -> Vec<u8> {
    write(|w| w.map(2)?.u8(1)?.i64(Alg::Ed25519.cose())?.u8(4)?.bytes(&kid.0)?.ok())
}
