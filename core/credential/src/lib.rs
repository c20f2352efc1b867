//! lz-credential
