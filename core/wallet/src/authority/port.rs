//! The port: bytes there and back. What they mean is the client's business.

use std::future::Future;
use std::pin::Pin;

/// The methods that the authority knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HttpMethod {
    /// Read.
    Get,
    /// Is it there?
    Head,
    /// Do.
    Post,
    /// Put this there.
    Put,
}

impl HttpMethod {
    /// As it is written on the wire and signed.
    pub fn name(self) -> &'static str {
        match self {
            HttpMethod::Get => "GET",
            HttpMethod::Head => "HEAD",
            HttpMethod::Post => "POST",
            HttpMethod::Put => "PUT",
        }
    }
}

/// One request, ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// What.
    pub method: HttpMethod,
    /// Absolute.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body, if there is one.
    pub body: Option<Vec<u8>>,
    /// An answer longer than this is refused.
    pub longest_answer: usize,
}

impl std::fmt::Debug for HttpRequest {
    /// Method alone: urls hold hashes of photos, bodies hold people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpRequest({})", self.method.name())
    }
}

/// One answer.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct HttpAnswer {
    /// 200, 304, 401 …
    pub status: u16,
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection, or it broke off, or it took too long.
    #[error("no connection")]
    Unreachable,
    /// Whoever is there cannot prove to be the authority.
    #[error("the certificate is not one of the authority's")]
    NotGenuine,
    /// The answer is longer than anything the authority says.
    #[error("the answer is too long")]
    TooLong,
    /// The request cannot be written.
    #[error("the request cannot be written")]
    Misuse,
}

/// An answer that will come.
pub type SendFuture<'a> = Pin<Box<dyn Future<Output = Result<HttpAnswer, TransportError>> + Send + 'a>>;

/// Carries requests to the authority. Never retries, never follows to another host.
pub trait Authority: Send + Sync {
    /// Sends one request; its own time limits end it.
    fn send(&self, request: HttpRequest) -> SendFuture<'_>;

    /// The phone has another network: connections of the old one are worth nothing.
    fn network_changed(&self) {}
}
