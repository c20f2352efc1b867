//! lz-license
