//! lz-wallet
