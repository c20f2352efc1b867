//! The client: signs what must be signed, repeats what may be repeated, reads what comes.
//!
//! - Signed requests follow RFC 9421 in the profile of `lz_api::signing`. Refused for the clock: the signed time in the refusal
//!   anchors the clock, and the request is sent once more.
//! - Repeated with jitter, and after the pause that the authority names: reads, and whatever carries an idempotency key. Nothing
//!   else is ever sent twice.

use std::sync::Arc;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use lz_api::signing::{self, Request};
use lz_api::{Blob, Problem, ProblemCode};
use lz_credential::Kid;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::port::{Authority, HttpAnswer, HttpMethod, HttpRequest, TransportError};
use super::refusal;
use crate::clock::{TimeKeeper, TimeQuestion};
use crate::holder_key::{HolderKeyError, KeySigner};
use crate::problem::Code;
use crate::showing;

/// Longest pause that a call waits out by itself; a longer one is told.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a call is sent at most.
const TRIES: usize = 3;
/// Longest answer unless a call says otherwise.
const LONGEST: usize = 256 * 1024;

/// Checks a signed time against the trust list: the answer's milliseconds, if it is genuine and answers this nonce.
pub(crate) type TimeCheck = Arc<dyn Fn(&[u8], &[u8; 16]) -> Option<i64> + Send + Sync>;

/// One thing to say to the authority.
#[derive(Clone)]
pub(crate) struct Call {
    method: HttpMethod,
    path: String,
    body: Option<Vec<u8>>,
    content_type: &'static str,
    key: Option<String>,
    etag: Option<String>,
    signed: bool,
    longest: usize,
}

impl Call {
    /// A signed read.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Call {
            method: HttpMethod::Get,
            path: path.into(),
            body: None,
            content_type: "application/json",
            key: None,
            etag: None,
            signed: true,
            longest: LONGEST,
        }
    }

    /// A signed question whether something is there.
    pub(crate) fn head(path: impl Into<String>) -> Self {
        Call { method: HttpMethod::Head, ..Call::get(path) }
    }

    /// A signed deed; `key` makes it one deed however often it is sent.
    pub(crate) fn post(path: impl Into<String>, body: &impl Serialize, key: &str) -> Self {
        let body = serde_json::to_vec(body).expect("requests are plain data with text keys");
        Call { method: HttpMethod::Post, body: Some(body), key: Some(key.to_owned()), ..Call::get(path) }
    }

    /// A signed file.
    pub(crate) fn put(path: impl Into<String>, body: Vec<u8>, content_type: &'static str, key: &str) -> Self {
        let key = Some(key.to_owned());
        Call { method: HttpMethod::Put, body: Some(body), content_type, key, ..Call::get(path) }
    }

    /// The same, unsigned.
    pub(crate) fn unsigned(self) -> Self {
        Call { signed: false, ..self }
    }

    /// The same, if it changed since.
    pub(crate) fn unless(self, etag: Option<&str>) -> Self {
        Call { etag: etag.map(str::to_owned), ..self }
    }

    /// The same, with a longer answer.
    pub(crate) fn up_to(self, longest: usize) -> Self {
        Call { longest, ..self }
    }

    fn may_repeat(&self) -> bool {
        self.key.is_some() || matches!(self.method, HttpMethod::Get | HttpMethod::Head)
    }
}

/// An answer to a conditional read.
#[derive(Debug)]
pub(crate) enum Fetched<T> {
    /// Nothing changed.
    Same,
    /// This is new.
    New { value: T, etag: Option<String> },
}

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CallError {
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error("refused: {0}")]
    Refused(Box<Problem>),
    #[error("the answer cannot be read")]
    Unreadable,
    #[error(transparent)]
    Key(#[from] HolderKeyError),
    #[error("no randomness or no signature")]
    CannotSign,
    #[error("no device key")]
    NoDevice,
}

impl CallError {
    /// What a person is told.
    pub(crate) fn code(&self) -> Code {
        match self {
            CallError::Transport(TransportError::Unreachable) => Code::NoNetwork,
            CallError::Transport(TransportError::NotGenuine) => Code::AuthorityNotGenuine,
            CallError::Transport(TransportError::TooLong) | CallError::Unreadable => Code::AnswerUnreadable,
            CallError::Transport(TransportError::Misuse) => Code::SetupWrong,
            CallError::Refused(problem) => refusal::code(problem.code),
            CallError::Key(error) => showing::key_code(*error),
            CallError::CannotSign => Code::KeyStoreFails,
            CallError::NoDevice => Code::SignInFirst,
        }
    }

    /// Whether the same call may succeed later without anybody doing anything.
    pub(crate) fn passes(&self) -> bool {
        match self {
            CallError::Transport(error) => matches!(error, TransportError::Unreachable | TransportError::NotGenuine),
            CallError::Refused(problem) => matches!(
                problem.code,
                ProblemCode::TooMany | ProblemCode::Overloaded | ProblemCode::Internal | ProblemCode::ClockOff
            ),
            CallError::Key(error) => matches!(error, HolderKeyError::Locked | HolderKeyError::Unavailable),
            CallError::Unreadable | CallError::CannotSign | CallError::NoDevice => false,
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            CallError::Refused(problem) => problem.retry_after,
            _ => None,
        }
    }
}

/// The key that signs requests, with the name that the authority knows it by.
#[derive(Clone)]
pub(crate) struct RequestKey {
    pub(crate) kid: Kid,
    pub(crate) signer: Arc<KeySigner>,
}

/// See the module.
#[derive(Clone)]
pub(crate) struct Client {
    authority: Arc<dyn Authority>,
    base: String,
    time: Arc<TimeKeeper>,
    key: Option<RequestKey>,
    time_check: TimeCheck,
}

impl Client {
    pub(crate) fn new(
        authority: Arc<dyn Authority>,
        base: &str,
        time: Arc<TimeKeeper>,
        key: Option<RequestKey>,
        time_check: TimeCheck,
    ) -> Self {
        Client { authority, base: base.trim_end_matches('/').to_owned(), time, key, time_check }
    }

    /// The same, with another key.
    pub(crate) fn with_key(&self, key: RequestKey) -> Self {
        Client { key: Some(key), ..self.clone() }
    }

    /// Sends a call and reads the JSON of its answer.
    pub(crate) async fn json<T: DeserializeOwned>(&self, call: Call) -> Result<T, CallError> {
        let answer = self.answer(call).await?;
        serde_json::from_slice(&answer.body).map_err(|_| CallError::Unreadable)
    }

    /// A conditional read of JSON.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, call: Call) -> Result<Fetched<T>, CallError> {
        match self.fetch_bytes(call).await? {
            Fetched::Same => Ok(Fetched::Same),
            Fetched::New { value, etag } => {
                let value = serde_json::from_slice(&value).map_err(|_| CallError::Unreadable)?;
                Ok(Fetched::New { value, etag })
            }
        }
    }

    /// A conditional read of bytes.
    pub(crate) async fn fetch_bytes(&self, call: Call) -> Result<Fetched<Vec<u8>>, CallError> {
        let answer = self.answer(call).await?;
        match answer.status {
            304 => Ok(Fetched::Same),
            _ => Ok(Fetched::New { value: answer.body, etag: answer.etag }),
        }
    }

    /// Whether something is there.
    pub(crate) async fn exists(&self, call: Call) -> Result<bool, CallError> {
        match self.answer(call).await {
            Ok(_) => Ok(true),
            // The answer to `HEAD` has no body: whatever else is wrong is told by the call that follows.
            Err(CallError::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Sends a call, as often as it may be sent.
    pub(crate) async fn answer(&self, call: Call) -> Result<HttpAnswer, CallError> {
        let pauses = ExponentialBuilder::default()
            .with_jitter()
            .with_min_delay(Duration::from_millis(150))
            .with_max_delay(PATIENCE)
            .with_max_times(TRIES - 1);
        let repeat = call.may_repeat();
        (|| self.once_with_clock(&call))
            .retry(pauses)
            .when(|error| {
                let named = error.retry_after().map_or(Duration::ZERO, |pause| Duration::from_secs(pause.into()));
                repeat && error.passes() && named <= PATIENCE
            })
            .adjust(|error: &CallError, pause| {
                let named = error.retry_after().map(|seconds| Duration::from_secs(seconds.into()));
                named.or(pause).filter(|_| pause.is_some())
            })
            .await
    }

    /// Sends once; refused for its clock, sets the clock and sends once more.
    async fn once_with_clock(&self, call: &Call) -> Result<HttpAnswer, CallError> {
        let question = self.time.ask().map_err(|_| CallError::CannotSign)?;
        let nonce = question.nonce;
        match self.once(call, &nonce).await {
            Err(CallError::Refused(problem)) if problem.code == ProblemCode::ClockOff && call.signed => {
                if !self.set_clock(question, problem.server_time.as_ref()) {
                    return Err(CallError::Refused(problem));
                }
                let again = self.time.ask().map_err(|_| CallError::CannotSign)?;
                self.once(call, &again.nonce).await
            }
            other => other,
        }
    }

    /// Anchors the clock with a signed time that answers `question`.
    pub(crate) fn set_clock(&self, question: TimeQuestion, answer: Option<&Blob>) -> bool {
        let Some(ms) = answer.and_then(|blob| (self.time_check)(blob.as_slice(), &question.nonce)) else {
            return false;
        };
        let nonce = question.nonce;
        self.time.anchor(question, ms, &nonce).is_ok()
    }

    async fn once(&self, call: &Call, nonce: &[u8; 16]) -> Result<HttpAnswer, CallError> {
        let url = format!("{}{}", self.base, call.path);
        let mut headers = Vec::with_capacity(6);
        if call.body.is_some() {
            headers.push(("content-type", call.content_type.to_owned()));
        }
        if let Some(etag) = &call.etag {
            headers.push(("if-none-match", etag.clone()));
        }
        if let Some(key) = &call.key {
            headers.push((lz_api::routes::IDEMPOTENCY_KEY, key.clone()));
        }
        if call.signed {
            headers.extend(self.signature(call, &url, *nonce).await?);
        }
        let request =
            HttpRequest { method: call.method, url, headers, body: call.body.clone(), longest_answer: call.longest };
        judge(self.authority.send(request).await?)
    }

    async fn signature(
        &self,
        call: &Call,
        url: &str,
        nonce: [u8; 16],
    ) -> Result<Vec<(&'static str, String)>, CallError> {
        let key = self.key.clone().ok_or(CallError::NoDevice)?;
        let (call, url, now) = (call.clone(), url.to_owned(), self.time.now().at.0);
        let signed = tokio::task::spawn_blocking(move || {
            let request = Request {
                method: call.method.name(),
                target_uri: &url,
                body: call.body.as_deref(),
                idempotency_key: call.key.as_deref(),
            };
            signing::sign(&request, now, &nonce, &key.kid.0, |base| key.signer.sign_verified(base))
        });
        let headers = signed.await.map_err(|_| CallError::CannotSign)?.map_err(|error| match error {
            Some(error) => CallError::Key(error),
            None => CallError::CannotSign,
        })?;
        let mut named = vec![("signature-input", headers.signature_input), ("signature", headers.signature)];
        named.extend(headers.content_digest.map(|digest| ("content-digest", digest)));
        Ok(named)
    }
}

/// 2xx and 304 are answers; everything else is a refusal with a code, or a fault.
fn judge(answer: HttpAnswer) -> Result<HttpAnswer, CallError> {
    if matches!(answer.status, 200..=299 | 304) {
        return Ok(answer);
    }
    let problem = serde_json::from_slice::<Problem>(&answer.body).ok().unwrap_or_else(|| {
        // A proxy, or a `HEAD`, which has no body.
        Problem::new(match answer.status {
            404 => ProblemCode::NotFound,
            401 => ProblemCode::SignatureWrong,
            429 => ProblemCode::TooMany,
            502..=504 => ProblemCode::Overloaded,
            500.. => ProblemCode::Internal,
            _ => ProblemCode::BadRequest,
        })
    });
    let retry_after = problem.retry_after.or(answer.retry_after);
    Err(CallError::Refused(Box::new(Problem { retry_after, ..problem })))
}
