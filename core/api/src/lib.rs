//! lz-api
