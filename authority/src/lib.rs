//! lz-authority
