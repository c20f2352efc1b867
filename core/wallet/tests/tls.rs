//! Whom the phone believes on the network: the authority under the pinned roots, by its name, in its time, and nobody else.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use lz_wallet::{Authority, HttpAnswer, HttpAuthority, HttpMethod, HttpRequest, TransportError};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Who signs a server's certificate.
struct Root(CertifiedIssuer<'static, KeyPair>);

impl Root {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Root(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for a name, good until the end of a year.
    fn certifies(&self, name: &str, until: i32) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(until, 12, 31);
        let certificate = params.signed_by(&key, &self.0).unwrap();
        (certificate.der().clone(), PrivateKeyDer::Pkcs8(key.serialize_der().into()))
    }
}

/// A server on the loopback address that answers everything with "ok"; its port.
async fn serve(certificate: Option<(CertificateDer<'static>, PrivateKeyDer<'static>)>) -> u16 {
    let acceptor = certificate.map(|(certificate, key)| {
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((plain, _)) = listener.accept().await {
            match &acceptor {
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(plain).await {
                        answer(stream).await;
                    }
                }
                None => answer(plain).await,
            }
        }
    });
    port
}

async fn answer(mut stream: impl AsyncReadExt + AsyncWriteExt + Unpin) {
    let mut request = Vec::new();
    let mut part = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut part).await {
            Ok(read) if read > 0 => request.extend_from_slice(&part[..read]),
            _ => return,
        }
    }
    let ok = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
    if stream.write_all(ok).await.is_ok() {
        // The other side may be gone already.
        let _gone = stream.shutdown().await;
    }
}

async fn ask(base: &str, roots: &str) -> Result<HttpAnswer, TransportError> {
    let authority = HttpAuthority::new(base, Some(roots)).unwrap();
    get(&authority, base).await
}

async fn get(authority: &HttpAuthority, base: &str) -> Result<HttpAnswer, TransportError> {
    let request = HttpRequest {
        method: HttpMethod::Get,
        url: format!("{base}/v1/trust"),
        headers: Vec::new(),
        body: None,
        longest_answer: 100,
    };
    authority.send(request).await
}

#[tokio::test]
async fn the_authority_is_believed_under_a_pinned_root_by_its_name_and_in_its_time_alone() {
    let (ours, other) = (Root::new("ours"), Root::new("other"));
    let refused = Err(TransportError::NotGenuine);
    let cases = [
        ("the authority", ours.certifies("localhost", 4000), Ok(200)),
        ("another root", other.certifies("localhost", 4000), refused),
        ("expired", ours.certifies("localhost", 2020), refused),
        ("another name", ours.certifies("authority.example", 4000), refused),
    ];
    for (what, certificate, expected) in cases {
        let base = format!("https://localhost:{}", serve(Some(certificate)).await);
        assert_eq!(ask(&base, &ours.pem()).await.map(|answer| answer.status), expected, "{what}");
    }
    // After a change of the network the same roots are asked of a new connection.
    let base = format!("https://localhost:{}", serve(Some(other.certifies("localhost", 4000))).await);
    let authority = HttpAuthority::new(&base, Some(&ours.pem())).unwrap();
    authority.network_changed();
    assert_eq!(get(&authority, &base).await.map(|answer| answer.status), refused);
}

#[tokio::test]
async fn a_server_without_tls_is_not_spoken_to_and_plain_http_leaves_no_phone() {
    let ours = Root::new("ours");
    let port = serve(None).await;
    let base = format!("https://localhost:{port}");
    assert!(ask(&base, &ours.pem()).await.is_err(), "no TLS, no answer");
    let secure = HttpAuthority::new(&base, Some(&ours.pem())).unwrap();
    let downgraded = get(&secure, &format!("http://localhost:{port}")).await;
    assert_eq!(
        downgraded.map(|answer| answer.status),
        Err(TransportError::Misuse),
        "an authority behind TLS stays behind TLS"
    );
    for base in ["http://authority.example", "http://192.0.2.1:80", "http://[2001:db8::1]"] {
        assert!(HttpAuthority::new(base, Some(&ours.pem())).is_none(), "{base}");
    }
    let loopback = format!("http://127.0.0.1:{port}");
    assert_eq!(ask(&loopback, &ours.pem()).await.map(|answer| answer.body), Ok(b"ok".to_vec()), "development");
}
