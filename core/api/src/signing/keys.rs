//! The profile with the keys of the credential crate.

use super::{Read, Request, SignatureHeaders, SigningProblem, sign, verify};
use crate::Seconds;
use lz_credential::{Alg, PublicKey, SignError, Signer, lower_s};

/// Signs a request with `key`; a P-256 signature is brought to its one accepted form.
///
/// Errors: the signer's own, or `Err(None)` if a request with a body has no proper idempotency key.
pub fn sign_with(
    request: &Request<'_>,
    created: Seconds,
    nonce: &[u8; 16],
    key: &dyn Signer,
) -> Result<SignatureHeaders, Option<SignError>> {
    sign(request, created, nonce, &key.key().kid().0, |base| {
        let signature = key.sign(base)?;
        Ok(match key.key().alg() {
            Alg::Ed25519 => signature,
            Alg::EsP256 => lower_s(signature),
        })
    })
}

/// Verifies what was read with `key`, whose kid must be the one that the signature names.
pub fn verify_with(
    read: &Read,
    request: &Request<'_>,
    content_digest_received: Option<&str>,
    key: &PublicKey,
) -> Result<(), SigningProblem> {
    if read.keyid != key.kid().0 {
        return Err(SigningProblem::Signature);
    }
    verify(read, request, content_digest_received, |base, signature| key.verify(base, signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::read;
    use lz_credential::{SoftwareEd25519, SoftwareP256};

    #[test]
    fn both_kinds_of_keys_sign_requests_that_only_they_verify() {
        let keys: [Box<dyn Signer>; 2] =
            [Box::new(SoftwareEd25519::from_seed(&[5; 32])), Box::new(SoftwareP256::from_scalar(&[5; 32]).unwrap())];
        let request = Request { method: "GET", target_uri: "https://a.example/", body: None, idempotency_key: None };
        for key in &keys {
            let headers = sign_with(&request, 1_700_000_000, &[1; 16], key).unwrap();
            let read = read(&headers).unwrap();
            for other in &keys {
                let good = other.key() == key.key();
                assert_eq!(verify_with(&read, &request, None, other.key()).is_ok(), good);
            }
        }
    }
}
