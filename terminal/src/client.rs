//! Requests of a terminal, signed with its own key (RFC 9421).

use lz_api::Blob;
use lz_api::signing::{Request, sign};
use lz_credential::{Signer as _, SoftwareEd25519};
use reqwest::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use reqwest::{Method, StatusCode};
use std::time::Duration;

use crate::random;

/// Most bytes that an answer may have: the largest object is a trust list of 1 MB.
const MAX_ANSWER: usize = 1_100_000;

/// Why the authority could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Only https, or http on the loopback address.
    #[error("the authority's address must be https (or http on the loopback address)")]
    Address,
    /// Nobody answered.
    #[error("the authority cannot be reached")]
    Unreachable,
    /// It answered with a refusal.
    #[error("the authority refused: {code}")]
    Refused {
        /// Its stable code.
        code: String,
    },
    /// It answered with something else than agreed.
    #[error("the authority's answer cannot be read")]
    Answer,
    /// The terminal's key cannot sign.
    #[error("the terminal's key cannot sign")]
    Key,
}

impl ClientError {
    /// Stable code for machines.
    pub fn code(&self) -> &'static str {
        match self {
            ClientError::Address => "authority_address",
            ClientError::Unreachable => "authority_unreachable",
            ClientError::Refused { .. } => "authority_refused",
            ClientError::Answer => "authority_answer",
            ClientError::Key => "terminal_key",
        }
    }
}

/// What a conditional GET brought.
pub enum Fetched {
    /// The copy at hand is still the newest.
    Unchanged,
    /// A newer one, with its tag.
    New(Vec<u8>, Option<String>),
}

/// The authority, as the terminal asks it.
pub struct Client {
    base: String,
    http: reqwest::Client,
    key: SoftwareEd25519,
}

impl Client {
    /// A client for the authority at `base`. Plain http is taken on the loopback address alone.
    pub fn new(base: &str, key: SoftwareEd25519) -> Result<Self, ClientError> {
        let url = reqwest::Url::parse(base).map_err(|_| ClientError::Address)?;
        let loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && loopback) {
            return Err(ClientError::Address);
        }
        // Installed once in a process; a second call says so and changes nothing.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder();
        if loopback {
            // No certificate is looked at on loopback: a machine without any must work too.
            builder = builder.tls_certs_only(std::iter::empty());
        }
        let http = builder
            .https_only(!loopback)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(20))
            .build()
            .map_err(|_| ClientError::Unreachable)?;
        Ok(Self { base: base.trim_end_matches('/').to_owned(), http, key })
    }

    /// GETs a public object, unless `tag` still names the newest.
    pub async fn get(&self, path: &str, tag: Option<&str>) -> Result<Fetched, ClientError> {
        let mut request = self.http.get(format!("{}{path}", self.base));
        if let Some(tag) = tag {
            request = request.header(IF_NONE_MATCH, tag);
        }
        let answer = request.send().await.map_err(|_| ClientError::Unreachable)?;
        if answer.status() == StatusCode::NOT_MODIFIED {
            return Ok(Fetched::Unchanged);
        }
        let tag = answer.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        Ok(Fetched::New(body(answer).await?, tag))
    }

    /// POSTs JSON under the terminal's signature at `now`.
    pub async fn post<A: serde::Serialize, B: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        value: &A,
        now: i64,
    ) -> Result<B, ClientError> {
        let url = format!("{}{path}", self.base);
        let sent = serde_json::to_vec(value).map_err(|_| ClientError::Answer)?;
        let idempotency = Blob::from(&random::<16>()[..]).to_string();
        let request =
            Request { method: "POST", target_uri: &url, body: Some(&sent), idempotency_key: Some(&idempotency) };
        let kid = self.key.key().kid().0;
        let signed =
            sign(&request, now, &random::<16>(), &kid, |base| self.key.sign(base)).map_err(|_| ClientError::Key)?;
        let mut call = self
            .http
            .request(Method::POST, &url)
            .header(CONTENT_TYPE, "application/json")
            .header(lz_api::routes::IDEMPOTENCY_KEY, &idempotency)
            .header("signature-input", signed.signature_input)
            .header("signature", signed.signature);
        if let Some(digest) = signed.content_digest {
            call = call.header("content-digest", digest);
        }
        let answer = call.body(sent).send().await.map_err(|_| ClientError::Unreachable)?;
        serde_json::from_slice(&body(answer).await?).map_err(|_| ClientError::Answer)
    }
}

async fn body(mut answer: reqwest::Response) -> Result<Vec<u8>, ClientError> {
    let status = answer.status();
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| ClientError::Unreachable)? {
        if bytes.len() + chunk.len() > MAX_ANSWER {
            return Err(ClientError::Answer);
        }
        bytes.extend_from_slice(&chunk);
    }
    if status.is_success() {
        return Ok(bytes);
    }
    let code = serde_json::from_slice::<serde_json::Value>(&bytes)
        .ok()
        .and_then(|problem| Some(problem.get("code")?.as_str()?.to_owned()))
        .filter(|code| {
            code.len() <= 60 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-')
        })
        .unwrap_or_else(|| format!("http_{}", status.as_u16()));
    Err(ClientError::Refused { code })
}
