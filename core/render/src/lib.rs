//! lz-render
