//! lz-terminal
