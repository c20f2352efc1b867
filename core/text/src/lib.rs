//! lz-text
