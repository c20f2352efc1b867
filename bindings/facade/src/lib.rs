//! lz-bindings
