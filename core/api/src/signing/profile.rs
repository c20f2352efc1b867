//! Signing and verifying by the profile.

use super::{content_digest, signature_base};
use crate::{Blob, Seconds};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How far `created` may be from the reader's clock, in seconds.
pub const CREATED_WINDOW: Seconds = 300;

const LABEL: &str = "lz1";
const SHORT: &str = r#"("@method" "@target-uri")"#;
const LONG: &str = r#"("@method" "@target-uri" "content-digest" "idempotency-key")"#;

/// The parts of a request that a signature covers.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Method in upper case.
    pub method: &'a str,
    /// Absolute URI as sent, without a fragment.
    pub target_uri: &'a str,
    /// The body; `None` reads as empty.
    pub body: Option<&'a [u8]>,
    /// Value of `Idempotency-Key`: 16 to 64 characters out of letters, digits, `-` and `_`. Needed unless `GET` or `HEAD`.
    pub idempotency_key: Option<&'a str>,
}

/// Header values that carry a signature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignatureHeaders {
    /// `Content-Digest`; absent for `GET` and `HEAD`.
    pub content_digest: Option<String>,
    /// `Signature-Input`.
    pub signature_input: String,
    /// `Signature`.
    pub signature: String,
}

/// What stands in a signature, before anything is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Second at which it was made, by the signer's clock.
    pub created: Seconds,
    /// Its nonce.
    pub nonce: [u8; 16],
    /// kid of the signer's key.
    pub keyid: Vec<u8>,
    with_body: bool,
    parameters: String,
    signature: [u8; 64],
}

/// Why a signed request cannot be made or is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SigningProblem {
    /// No signature, or not in the form of the profile.
    #[error("signature missing or malformed")]
    Malformed,
    /// The idempotency key is missing or has a wrong form.
    #[error("idempotency key missing or malformed")]
    IdempotencyKey,
    /// The body does not have the digest that was signed.
    #[error("content digest does not match")]
    Digest,
    /// The signature covers other parts than this method needs.
    #[error("signature covers other components")]
    Coverage,
    /// The signature does not verify.
    #[error("signature does not verify")]
    Signature,
    /// `created` is outside the window.
    #[error("created is outside the window")]
    Clock,
}

/// Whether requests with this method cover their body.
pub fn covers_body(method: &str) -> bool {
    !matches!(method, "GET" | "HEAD")
}

/// Signs a request at `created` with a fresh `nonce`; `signer` signs the base.
///
/// Errors: the signer's own, or `Err(None)` if a request with a body has no proper idempotency key.
pub fn sign<E>(
    request: &Request<'_>,
    created: Seconds,
    nonce: &[u8; 16],
    kid: &[u8],
    signer: impl FnOnce(&[u8]) -> Result<[u8; 64], E>,
) -> Result<SignatureHeaders, Option<E>> {
    let covered = if covers_body(request.method) { LONG } else { SHORT };
    let parameters = format!(
        r#"{covered};created={created};nonce="{}";keyid="{}";tag="{LABEL}""#,
        Blob::from(&nonce[..]),
        Blob::from(kid)
    );
    let content_digest = covers_body(request.method).then(|| content_digest(request.body.unwrap_or_default()));
    let base = base_of(request, content_digest.as_deref(), &parameters).map_err(|_| None)?;
    let signature = signer(&base).map_err(Some)?;
    Ok(SignatureHeaders {
        content_digest,
        signature_input: format!("{LABEL}={parameters}"),
        signature: format!("{LABEL}=:{}:", STANDARD.encode(signature)),
    })
}

/// Reads the headers; nothing is verified yet. The reader looks up the key by `keyid` and calls [`verify`].
pub fn read(headers: &SignatureHeaders) -> Result<Read, SigningProblem> {
    read_input(headers).ok_or(SigningProblem::Malformed)
}

fn read_input(headers: &SignatureHeaders) -> Option<Read> {
    let parameters = headers.signature_input.strip_prefix("lz1=")?;
    let (rest, with_body) = match parameters.strip_prefix(LONG) {
        Some(rest) => (rest, true),
        None => (parameters.strip_prefix(SHORT)?, false),
    };
    let (created, rest) = rest.strip_prefix(";created=")?.split_once(r#";nonce=""#)?;
    let (nonce, rest) = rest.split_once(r#"";keyid=""#)?;
    let (keyid, rest) = rest.split_once('"')?;
    if rest != r#";tag="lz1""# || created.len() > 12 || created.starts_with('0') {
        return None;
    }
    if !created.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let signature = headers.signature.strip_prefix("lz1=:")?.strip_suffix(':')?;
    Some(Read {
        created: created.parse().ok()?,
        nonce: Blob::parse(nonce).ok()?.0.try_into().ok()?,
        keyid: Blob::parse(keyid).ok().filter(|kid| (1..=32).contains(&kid.0.len()))?.0,
        with_body,
        parameters: parameters.to_owned(),
        signature: STANDARD.decode(signature).ok()?.try_into().ok()?,
    })
}

/// Verifies what was read against the request as received.
///
/// `check` verifies a signature over a base with the key that `keyid` names. Call [`check_created`] and look at the
/// nonce afterwards: only a signature that verified may cost memory.
pub fn verify(
    read: &Read,
    request: &Request<'_>,
    content_digest_received: Option<&str>,
    check: impl FnOnce(&[u8], &[u8; 64]) -> bool,
) -> Result<(), SigningProblem> {
    if read.with_body != covers_body(request.method) {
        return Err(SigningProblem::Coverage);
    }
    let digest = if read.with_body {
        let digest = content_digest(request.body.unwrap_or_default());
        if content_digest_received != Some(digest.as_str()) {
            return Err(SigningProblem::Digest);
        }
        Some(digest)
    } else {
        None
    };
    let base = base_of(request, digest.as_deref(), &read.parameters)?;
    if check(&base, &read.signature) { Ok(()) } else { Err(SigningProblem::Signature) }
}

/// Compares `created` with the reader's clock.
pub fn check_created(read: &Read, now: Seconds) -> Result<(), SigningProblem> {
    if (read.created - now).abs() <= CREATED_WINDOW { Ok(()) } else { Err(SigningProblem::Clock) }
}

fn base_of(request: &Request<'_>, digest: Option<&str>, parameters: &str) -> Result<Vec<u8>, SigningProblem> {
    let Some(digest) = digest else {
        return Ok(signature_base(&[("@method", request.method), ("@target-uri", request.target_uri)], parameters));
    };
    let key = request.idempotency_key.filter(|key| proper_key(key)).ok_or(SigningProblem::IdempotencyKey)?;
    Ok(signature_base(
        &[
            ("@method", request.method),
            ("@target-uri", request.target_uri),
            ("content-digest", digest),
            ("idempotency-key", key),
        ],
        parameters,
    ))
}

fn proper_key(key: &str) -> bool {
    (16..=64).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signature, Signer as _, SigningKey};

    const NOW: Seconds = 1_700_000_000;
    const KEY: &str = "0123456789abcdef";

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[9; 32])
    }

    fn put<'a>(body: &'a [u8]) -> Request<'a> {
        Request {
            method: "PUT",
            target_uri: "https://a.example/v1/x?y=z",
            body: Some(body),
            idempotency_key: Some(KEY),
        }
    }

    fn signed(request: &Request<'_>) -> SignatureHeaders {
        sign(request, NOW, &[3; 16], b"12345678", |base| Ok::<_, ()>(key().sign(base).to_bytes())).unwrap()
    }

    fn judge(request: &Request<'_>, headers: &SignatureHeaders) -> Result<(), SigningProblem> {
        let read = read(headers)?;
        verify(&read, request, headers.content_digest.as_deref(), |base, signature| {
            key().verifying_key().verify_strict(base, &Signature::from_bytes(signature)).is_ok()
        })
    }

    #[test]
    fn a_signed_request_verifies_and_any_changed_part_does_not() {
        let request = put(b"body");
        let headers = signed(&request);
        assert_eq!(judge(&request, &headers), Ok(()));
        let changed = [
            (Request { method: "POST", ..request }, SigningProblem::Signature),
            (Request { method: "GET", ..request }, SigningProblem::Coverage),
            (Request { target_uri: "https://b.example/v1/x?y=z", ..request }, SigningProblem::Signature),
            (Request { body: Some(b"Body"), ..request }, SigningProblem::Digest),
            (Request { body: None, ..request }, SigningProblem::Digest),
            (Request { idempotency_key: Some("0123456789abcdeF"), ..request }, SigningProblem::Signature),
            (Request { idempotency_key: None, ..request }, SigningProblem::IdempotencyKey),
            (Request { idempotency_key: Some("short"), ..request }, SigningProblem::IdempotencyKey),
            (Request { idempotency_key: Some("0123456789abcdef\n"), ..request }, SigningProblem::IdempotencyKey),
        ];
        for (other, problem) in changed {
            assert_eq!(judge(&other, &headers), Err(problem), "{other:?}");
        }
    }

    #[test]
    fn a_get_covers_method_and_target_and_nothing_else() {
        let request =
            Request { method: "GET", target_uri: "https://a.example/v1/me", body: None, idempotency_key: None };
        let headers = signed(&request);
        assert_eq!(headers.content_digest, None);
        assert_eq!(judge(&request, &headers), Ok(()));
        assert_eq!(judge(&put(b""), &headers), Err(SigningProblem::Coverage));
    }

    #[test]
    fn created_may_be_300_seconds_away_and_not_301() {
        let read = read(&signed(&put(b""))).unwrap();
        for (away, good) in [(-301, false), (-300, true), (0, true), (300, true), (301, false)] {
            assert_eq!(check_created(&read, NOW + away).is_ok(), good, "{away}");
        }
    }

    #[test]
    fn only_the_profile_is_read() {
        let good = signed(&put(b""));
        let edits: [(&str, &str); 12] = [
            ("lz1=(", "sig1=("),
            (r#""@method" "@target-uri""#, r#""@target-uri" "@method""#),
            (r#" "idempotency-key""#, ""),
            (";created=17", ";created=+17"),
            (";created=17", ";created=017"),
            (";created=", "; created="),
            (r#";tag="lz1""#, ""),
            (r#";tag="lz1""#, r#";tag="lz2""#),
            (r#";tag="lz1""#, r#";tag="lz1";alg="ed25519""#),
            (r#";nonce="AwMD"#, r#";nonce="AwM"#),
            (r#";keyid=""#, r#";keyid="="#),
            ("lz1=(", "lz1=(), lz1=("),
        ];
        for (from, to) in edits {
            let input = good.signature_input.replacen(from, to, 1);
            assert_ne!(input, good.signature_input, "{from} is not there");
            let bad = SignatureHeaders { signature_input: input, ..good.clone() };
            assert_eq!(judge(&put(b""), &bad), Err(SigningProblem::Malformed), "{to}");
        }
        for signature in ["", "lz1=::", "lz1=:AAAA:", "sig=:AAAA:"] {
            let bad = SignatureHeaders { signature: signature.to_owned(), ..good.clone() };
            assert_eq!(judge(&put(b""), &bad), Err(SigningProblem::Malformed), "{signature}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_in_the_headers_is_read_or_refused_without_a_panic(input in ".{0,200}", signature in ".{0,100}") {
            let headers = SignatureHeaders { content_digest: None, signature_input: input, signature };
            proptest::prop_assert!(judge(&put(b""), &headers).is_err());
        }
    }
}
