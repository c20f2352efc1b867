//! Signed requests: one fixed profile of RFC 9421 (HTTP Message Signatures) with RFC 9530 digests.
//!
//! | Request | Covered |
//! |---|---|
//! | `GET`, `HEAD` | `"@method" "@target-uri"` |
//! | any other | `"@method" "@target-uri" "content-digest" "idempotency-key"` |
//!
//! Parameters stand in this order: `created;nonce;keyid;tag`. `created` may differ by 300 s from the reader's clock, the
//! nonce is 16 bytes that the reader has not seen, keyid is the base64url kid of the key, the tag and the label are
//! `lz1`. The algorithm is not on the wire: it follows from the key. Anything else is refused, never repaired.
//!
//! ```
//! use lz_api::signing::{Request, read, sign};
//! let request = Request { method: "GET", target_uri: "http://127.0.0.1:8080/v1/me", body: None, idempotency_key: None };
//! let headers = sign(&request, 1_700_000_000, &[7; 16], b"kid-of-8", |_base| Ok::<_, ()>([0; 64])).unwrap();
//! assert!(headers.signature_input.starts_with(r#"lz1=("@method" "@target-uri");created=1700000000;nonce=""#));
//! assert_eq!(read(&headers).unwrap().keyid, b"kid-of-8");
//! ```

mod base;
mod digest;
mod keys;
mod profile;
mod seen;

pub use base::signature_base;
pub use digest::content_digest;
pub use keys::{sign_with, verify_with};
pub use profile::{
    CREATED_WINDOW, Read, Request, SignatureHeaders, SigningProblem, check_created, covers_body, read, sign, verify,
};
pub use seen::SeenNonces;
