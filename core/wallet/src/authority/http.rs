//! The port over reqwest and rustls: our roots and no others, https and nothing else but the loopback address.
//!
//! TLS is set up here and handed in whole, with the authority's own roots pinned: reqwest's own set-up would take the platform's
//! verifier, which panics on Android without its Java side. The provider is ring, without the part that signs with RSA and
//! ECDSA keys: no server asks the phone for a certificate.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use reqwest::{Client, ClientBuilder, Method, Url, redirect};
use rustls::crypto::{CryptoProvider, KeyProvider, ring};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use rustls::sign::SigningKey;
use rustls::{ClientConfig, RootCertStore};

use super::port::{Authority, HttpAnswer, HttpMethod, HttpRequest, SendFuture, TransportError};

const CONNECT: Duration = Duration::from_secs(10);
const READ: Duration = Duration::from_secs(15);
const TOTAL: Duration = Duration::from_secs(30);

/// See the module.
pub struct HttpAuthority {
    tls: ClientConfig,
    secure: bool,
    client: RwLock<Client>,
}

impl HttpAuthority {
    /// Ready to reach `base`; `tls_roots` are PEM. `None` if that is not an address of ours: http anywhere but on the loopback, no
    /// roots for https, something that is no address.
    pub fn new(base: &str, tls_roots: Option<&str>) -> Option<Self> {
        let url = Url::parse(base).ok()?;
        let secure = match url.scheme() {
            "https" => true,
            "http" if is_loopback(&url) => false,
            _ => return None,
        };
        let mut roots = RootCertStore::empty();
        for root in CertificateDer::pem_slice_iter(tls_roots.unwrap_or_default().as_bytes()) {
            roots.add(root.ok()?).ok()?;
        }
        if secure && roots.is_empty() {
            return None;
        }
        let tls = believing(roots)?;
        let client = build(&tls, secure).ok()?;
        Some(Self { tls, secure, client: RwLock::new(client) })
    }

    fn client(&self) -> Client {
        self.client.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        host == "localhost"
            || host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    })
}

/// TLS that believes servers under these roots, and nobody else.
fn believing(roots: RootCertStore) -> Option<ClientConfig> {
    let provider = CryptoProvider { key_provider: &NoKeys, ..ring::default_provider() };
    let versions =
        ClientConfig::builder_with_provider(Arc::new(provider)).with_safe_default_protocol_versions().ok()?;
    let mut tls = versions.with_root_certificates(roots).with_no_client_auth();
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Some(tls)
}

/// No key of the phone's signs for TLS.
#[derive(Debug)]
struct NoKeys;

impl KeyProvider for NoKeys {
    fn load_private_key(&self, _: PrivateKeyDer<'static>) -> Result<Arc<dyn SigningKey>, rustls::Error> {
        Err(rustls::Error::General("no client certificates".to_owned()))
    }
}

fn build(tls: &ClientConfig, secure: bool) -> reqwest::Result<Client> {
    ClientBuilder::new()
        .tls_backend_preconfigured(tls.clone())
        .https_only(secure)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT)
        .read_timeout(READ)
        .timeout(TOTAL)
        .pool_idle_timeout(TOTAL)
        .build()
}

impl Authority for HttpAuthority {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(send(self.client(), request))
    }

    fn network_changed(&self) {
        if let Ok(fresh) = build(&self.tls, self.secure) {
            *self.client.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        }
    }
}

async fn send(client: Client, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
    let method = match request.method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
    };
    let mut building = client.request(method, request.url);
    for (name, value) in request.headers {
        building = building.header(name, value);
    }
    if let Some(body) = request.body {
        building = building.body(body);
    }
    let mut answer = building.send().await.map_err(|error| tell(&error))?;
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut read = HttpAnswer {
        status: answer.status().as_u16(),
        etag: header("etag"),
        retry_after: header("retry-after").and_then(|seconds| seconds.trim().parse().ok()),
        body: Vec::new(),
    };
    while let Some(chunk) = answer.chunk().await.map_err(|error| tell(&error))? {
        if read.body.len() + chunk.len() > request.longest_answer {
            return Err(TransportError::TooLong);
        }
        read.body.extend_from_slice(&chunk);
    }
    Ok(read)
}

/// What reqwest says, without its words: they hold addresses.
fn tell(error: &reqwest::Error) -> TransportError {
    if error.is_builder() {
        return TransportError::Misuse;
    }
    if is_bad_certificate(error) { TransportError::NotGenuine } else { TransportError::Unreachable }
}

/// Whether a certificate that was refused stands behind this error. An `io::Error` hides what it wraps from `source()`, and the
/// connector wraps one in another: so both ways are gone.
fn is_bad_certificate(error: &(dyn std::error::Error + 'static)) -> bool {
    if matches!(error.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))) {
        return true;
    }
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    wrapped.is_some_and(|inner| is_bad_certificate(inner)) || error.source().is_some_and(is_bad_certificate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_with_roots_of_ours_or_the_loopback_is_an_authority() {
        let refused = [
            "http://authority.example",
            "https://authority.example",
            "http://10.0.0.1:80",
            "ftp://127.0.0.1",
            "127.0.0.1:8080",
            "",
        ];
        for base in refused {
            assert!(HttpAuthority::new(base, None).is_none(), "{base}");
        }
        for base in ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:8080"] {
            assert!(HttpAuthority::new(base, None).is_some(), "{base}");
        }
        assert!(HttpAuthority::new("https://authority.example", Some("not a certificate")).is_none());
    }
}
