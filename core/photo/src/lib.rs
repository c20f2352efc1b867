//! lz-photo
