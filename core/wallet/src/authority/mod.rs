//! The way to the authority: one port for bytes, one client that signs, retries and reads.

mod client;
mod http;
mod port;
mod refusal;

pub(crate) use client::{Call, CallError, Client, Fetched, RequestKey, TimeCheck};
pub use http::HttpAuthority;
pub use port::{Authority, HttpAnswer, HttpMethod, HttpRequest, SendFuture, TransportError};
