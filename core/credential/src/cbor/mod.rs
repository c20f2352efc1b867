//! Deterministic CBOR (RFC 8949, section 4.2.1): one strict scan, then a reader of closed maps, and a writer.
//!
//! The scan is the gate: what passes it has one possible encoding, so the readers behind it need no second thoughts.

mod read;
mod scan;
mod write;

pub(crate) use read::{Key, Map, Value};
pub(crate) use scan::scan;
pub(crate) use write::{Writer, raw, write};
