//! The signature base: the exact bytes that are signed (RFC 9421, section 2.5).

/// Writes the signature base for component values and the serialised signature parameters.
///
/// `components` holds names without quotes, in the order in which `parameters` lists them.
pub fn signature_base(components: &[(&str, &str)], parameters: &str) -> Vec<u8> {
    let mut base = String::with_capacity(64 * components.len() + parameters.len() + 32);
    for (name, value) in components {
        base.push('"');
        base.push_str(name);
        base.push_str("\": ");
        base.push_str(value);
        base.push('\n');
    }
    base.push_str("\"@signature-params\": ");
    base.push_str(parameters);
    base.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use ed25519_dalek::{Signature, Signer as _, SigningKey};

    /// RFC 9421, B.1.4 (key `test-key-ed25519`) and B.2.6.
    #[test]
    fn the_ed25519_example_of_rfc_9421_signs_to_its_published_bytes() {
        let seed = URL_SAFE_NO_PAD.decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU").unwrap();
        let key = SigningKey::from_bytes(&seed.try_into().unwrap());
        assert_eq!(
            URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes()),
            "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"
        );
        let base = signature_base(
            &[
                ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
                ("@method", "POST"),
                ("@path", "/foo"),
                ("@authority", "example.com"),
                ("content-type", "application/json"),
                ("content-length", "18"),
            ],
            r#"("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519""#,
        );
        let published = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";
        assert_eq!(STANDARD.encode(key.sign(&base).to_bytes()), published);
        let signature = Signature::from_slice(&STANDARD.decode(published).unwrap()).unwrap();
        key.verifying_key().verify_strict(&base, &signature).unwrap();
    }
}
