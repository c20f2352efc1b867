//! Updates from an authority that serves, refuses, lies, or is down; and the register asked online.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use lz_api::checks::{Report, Reported, Verified, Verify};
use lz_api::public::{StatusIndex, StatusListName};
use lz_api::routes;
use lz_api::signing::{Request, SignatureHeaders, read, verify_with};
use lz_credential::Signer;
use lz_credential::status_list::StatusValue;
use support::{INDEX, LIST, NOW, Phone, Terminal, key, policy, status_list, trust_list};

/// What the scripted authority serves, and what was asked of it.
#[derive(Default)]
struct Office {
    objects: BTreeMap<String, Vec<u8>>,
    lists: Vec<(&'static str, &'static str)>,
    register: Option<Verified>,
    log: Vec<(String, u16)>,
    reports: Vec<Report>,
}

#[derive(Clone, Default)]
struct Authority(Arc<Mutex<Office>>);

impl Authority {
    /// Listens on the loopback address; lives until the test ends.
    fn start(&self) -> String {
        let app = Router::new().fallback(answer).with_state(self.clone());
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        });
        format!("http://{}", told.recv().unwrap())
    }

    fn serves(&self, path: &str, bytes: Vec<u8>) {
        self.0.lock().unwrap().objects.insert(path.to_owned(), bytes);
    }

    /// Trust list, policy and one status list of this morning.
    fn stocked() -> Self {
        let authority = Self::default();
        authority.serves(routes::TRUST, trust_list(5, NOW + 60 * 86_400));
        authority.serves(routes::POLICY, policy(5));
        authority.serves("/v1/status/1", status_list(LIST, NOW - 600, 7, &[]));
        authority.0.lock().unwrap().lists = vec![(LIST, "/v1/status/1")];
        authority
    }

    fn count(&self, path: &str, status: u16) -> usize {
        self.0.lock().unwrap().log.iter().filter(|entry| **entry == (path.to_owned(), status)).count()
    }
}

async fn answer(
    State(office): State<Authority>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut office = office.0.lock().unwrap();
    let path = uri.path().to_owned();
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let response = if path == routes::STATUS {
        let name = |(uri, path): &(&str, &str)| StatusListName {
            uri: (*uri).into(),
            path: (*path).into(),
            sequence: 7,
            issued_at: NOW,
        };
        axum::Json(StatusIndex { lists: office.lists.iter().map(name).collect() }).into_response()
    } else if method == Method::POST {
        assert_signed(&format!("http://{}{path}", header("host").unwrap()), &header, &body);
        match path.as_str() {
            routes::CHECK_REPORT => {
                let report: Report = serde_json::from_slice(&body).unwrap();
                let logged = report.checks.len() as u32;
                office.reports.push(report);
                axum::Json(Reported { logged, skipped: 0 }).into_response()
            }
            routes::CHECK_VERIFY => match &office.register {
                Some(verified) => {
                    let _asked: Verify = serde_json::from_slice(&body).unwrap();
                    axum::Json(verified.clone()).into_response()
                }
                None => (StatusCode::FORBIDDEN, r#"{"code":"unknown_terminal"}"#).into_response(),
            },
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    } else {
        match office.objects.get(&path) {
            Some(bytes) => {
                let tag = format!("\"{}\"", hex::encode(&bytes[bytes.len() - 8..]));
                if header("if-none-match").as_ref() == Some(&tag) {
                    StatusCode::NOT_MODIFIED.into_response()
                } else {
                    ([("etag", tag)], bytes.clone()).into_response()
                }
            }
            None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    };
    office.log.push((path, response.status().as_u16()));
    response
}

/// The terminal's own key signed exactly this request (RFC 9421).
fn assert_signed(url: &str, header: &dyn Fn(&str) -> Option<String>, body: &[u8]) {
    let (input, signature, digest) =
        (header("signature-input").unwrap(), header("signature").unwrap(), header("content-digest"));
    let idempotency = header(routes::IDEMPOTENCY_KEY);
    let request =
        Request { method: "POST", target_uri: url, body: Some(body), idempotency_key: idempotency.as_deref() };
    let signed = SignatureHeaders { signature_input: input, signature, content_digest: digest };
    let parsed = read(&signed).unwrap();
    let checked = verify_with(&parsed, &request, signed.content_digest.as_deref(), key(5).key());
    assert!(checked.is_ok(), "{:?}", checked.err());
}

fn fresh(authority: &Authority) -> Terminal {
    Terminal::bare("police", &authority.start())
}

// R12
#[test]
fn an_update_fetches_by_name_and_asks_only_for_what_is_newer() {
    let authority = Authority::stocked();
    let terminal = fresh(&authority);
    let first = terminal.run(&["update"]);
    assert_eq!(first.status, 0, "{}", first.err);
    let json = first.json();
    assert_eq!((&json["trust_list"], &json["policy"], &json["status_lists"]), (&true.into(), &true.into(), &1.into()));
    assert_eq!(terminal.check(&Phone::new()).status, 0);
    let again = terminal.run(&["update"]).json();
    assert_eq!(
        (&again["trust_list"], &again["policy"], &again["status_lists"]),
        (&false.into(), &false.into(), &0.into())
    );
    assert_eq!(again["status_lists_unchanged"], 1);
    for path in [routes::TRUST, routes::POLICY, "/v1/status/1"] {
        assert_eq!((authority.count(path, 200), authority.count(path, 304)), (1, 1), "{path}");
    }
    authority.serves("/v1/status/1", status_list(LIST, NOW - 60, 8, &[(INDEX, StatusValue::Ended)]));
    assert_eq!(terminal.run(&["update"]).json()["status_lists"], 1);
    assert_eq!(terminal.check(&Phone::with(|phone| phone.sequence += 1)).reasons(), ["ended"]);
}

// R12 R13
#[test]
fn what_must_not_be_taken_is_refused_reported_and_changes_nothing() {
    type Served = (&'static str, Vec<u8>, &'static str);
    let cases: Vec<Served> = vec![
        (routes::TRUST, trust_list(4, NOW + 60 * 86_400), "trust-older-sequence"),
        (routes::TRUST, trust_list(5, NOW + 61 * 86_400), "trust-same-sequence"),
        (routes::TRUST, b"not a list".to_vec(), "truncated"),
        (routes::POLICY, policy(4), "policy-older-sequence"),
        ("/v1/status/1", status_list(LIST, NOW - 900, 6, &[]), "status-older"),
        ("/v1/status/1", status_list("https://s.invalid/32/9", NOW - 60, 9, &[]), "status-name"),
        ("/v1/status/1", status_list("https://evil.invalid/9", NOW - 60, 9, &[]), "status-name"),
        ("/v1/status/1", status_list(LIST, NOW + 700, 9, &[]), "ahead-of-clock"),
    ];
    for (path, bytes, code) in cases {
        let authority = Authority::stocked();
        let terminal = fresh(&authority);
        assert_eq!(terminal.run(&["update"]).status, 0);
        let (trust, lists) = (terminal.store().trust_list().unwrap(), terminal.store().status_lists().unwrap());
        authority.serves(path, bytes);
        for lang in ["en", "zh-Hans"] {
            let run = support::run(&terminal.path("store"), lang, Some(&format!("@{NOW}")), &["update"]);
            assert_eq!(run.status, 70, "{code}");
            assert!(run.err.contains(&format!("[{code}]")), "{code}: {}", run.err);
        }
        assert_eq!(terminal.store().trust_list().unwrap(), trust, "{code}");
        assert_eq!(terminal.store().status_lists().unwrap(), lists, "{code}");
        assert_eq!(terminal.check(&Phone::new()).status, 0, "{code}: the old lists are in force");
    }
}

// R13
#[test]
fn an_older_trust_list_is_refused_even_when_the_held_one_was_damaged() {
    let authority = Authority::stocked();
    let terminal = fresh(&authority);
    assert_eq!(terminal.run(&["update"]).status, 0);
    terminal.store().put_trust_list(b"damaged").unwrap();
    authority.serves(routes::TRUST, trust_list(4, NOW + 60 * 86_400));
    let run = terminal.run(&["update"]);
    assert!(run.status == 70 && run.err.contains("[trust-older-sequence]"), "{}", run.err);
    authority.serves(routes::TRUST, trust_list(5, NOW + 60 * 86_400));
    assert_eq!(terminal.run(&["update"]).status, 0, "the same list heals it");
}

// R12
#[test]
fn a_clock_set_back_lets_no_older_list_in() {
    let authority = Authority::stocked();
    let mut terminal = fresh(&authority);
    assert_eq!(terminal.run(&["update"]).status, 0);
    terminal.now = NOW - 10 * 86_400;
    authority.serves(routes::TRUST, trust_list(4, NOW + 60 * 86_400));
    let run = terminal.run(&["update"]);
    assert!(run.status == 70 && run.err.contains("[trust-older-sequence]"), "{}", run.err);
}

#[test]
fn a_list_with_a_foreign_name_or_path_is_not_even_asked_for() {
    for (uri, path) in [
        ("https://evil.invalid/1", "/v1/status/1"),
        (LIST, "/v1/me/license"),
        (LIST, "/v1/status/../me"),
        (LIST, "@evil.invalid/v1/status"),
    ] {
        let authority = Authority::stocked();
        authority.0.lock().unwrap().lists = vec![(uri, path)];
        let terminal = fresh(&authority);
        let run = terminal.run(&["update"]);
        assert!(run.status == 70 && run.err.contains("[status-name]"), "{path}: {}", run.err);
        assert_eq!(authority.count(path, 200), 0);
    }
}

// R11
#[test]
fn an_authority_that_is_down_or_answers_nonsense_takes_nothing_away() {
    let terminal = Terminal::police();
    let run = terminal.run(&["update"]);
    assert!(run.status == 70 && run.err.contains("[authority_unreachable]"), "{}", run.err);
    assert_eq!(terminal.check(&Phone::new()).status, 0);

    let authority = Authority::default();
    let terminal = Terminal::bare("police", &authority.start()).stocked();
    let run = terminal.run(&["update"]);
    assert!(run.status == 70 && run.err.contains("[authority_refused]") && run.err.contains("http_503"), "{}", run.err);
    assert_eq!(terminal.check(&Phone::new()).status, 0);

    let huge = Authority::stocked();
    huge.serves(routes::TRUST, vec![0; 2_000_000]);
    let run = fresh(&huge).run(&["update"]);
    assert!(run.status == 70 && run.err.contains("[authority_answer]"), "{}", run.err);
}

// R75
#[test]
fn the_queue_is_handed_over_signed_and_then_erased_and_kept_if_nobody_takes_it() {
    let authority = Authority::stocked();
    let terminal = fresh(&authority);
    assert_eq!(terminal.run(&["update"]).status, 0);
    for at in 0..3 {
        assert_eq!(terminal.check(&Phone::with(|phone| phone.sequence += at)).status, 0);
    }
    authority.0.lock().unwrap().objects.remove(routes::POLICY);
    assert_eq!(terminal.run(&["update"]).status, 70);
    assert_eq!(terminal.store().queued(9).unwrap().len(), 3);
    authority.serves(routes::POLICY, policy(5));
    assert_eq!(terminal.run(&["update"]).json()["reported"], 3);
    assert!(terminal.store().queued(9).unwrap().is_empty());
    let office = authority.0.lock().unwrap();
    assert_eq!(office.reports.len(), 1);
    let sent = &office.reports[0].checks;
    let first = Phone::new().presentation();
    assert!(sent.iter().all(|check| check.at == NOW));
    assert!(sent.iter().any(|check| check.presentation.as_slice() == first), "the code goes as it was scanned");
}

// R12
#[test]
fn the_register_can_only_make_a_verdict_worse_and_a_refused_code_is_not_looked_up() {
    let verified = |current, entry, status: Option<&str>| Verified {
        current,
        entry,
        status: status.map(str::to_owned),
        points: None,
        at: NOW,
    };
    let deferred: fn(&mut Phone) = |phone| {
        phone.license.status = "AN".parse().unwrap();
        phone.license.deferred_until = Some(support::day(20_270_101));
    };
    type Case = (Verified, fn(&mut Phone), i32, &'static str);
    let cases: [Case; 9] = [
        (verified(true, 0, Some("A")), |_| {}, 0, ""),
        (verified(true, 0, Some("AN")), deferred, 0, ""),
        (verified(true, 2, Some("D")), |_| {}, 2, "changed-since-issue"),
        (verified(true, 0, Some("X")), |_| {}, 1, "state-unknown"),
        (verified(true, 0, None), |_| {}, 1, "state-unknown"),
        (verified(false, 0, Some("A")), |_| {}, 3, "replaced"),
        (verified(true, 1, None), |_| {}, 3, "ended"),
        (verified(true, 0, Some("J")), |_| {}, 3, "ended"),
        (verified(true, 0, Some("A")), |phone| phone.license.points = Some(12), 2, "points-full"),
    ];
    let authority = Authority::stocked();
    let url = authority.start();
    for (answer, change, status, reason) in cases {
        let terminal = Terminal::bare("police", &url).stocked();
        authority.0.lock().unwrap().register = Some(answer.clone());
        let phone = Phone::with(change);
        let texts: Vec<String> = [phone.text()].into_iter().chain(phone.frames()).collect();
        let face = terminal.path("face.png");
        let run = terminal.scan(&texts, &["--json", "--online", "--portrait", face.to_str().unwrap()]);
        assert_eq!((run.status, run.reasons().join(" ")), (status, reason.to_owned()), "{answer:?}");
        assert_eq!(run.json()["register_asked"], true);
        assert_eq!(face.exists(), status < 3, "{answer:?}: the face of a refused license");
    }
    let asked = authority.count(routes::CHECK_VERIFY, 200);
    let terminal = Terminal::bare("police", &url).stocked();
    let run = terminal.scan(&[Phone::with(|phone| phone.shown_at = NOW - 3_600).text()], &["--json", "--online"]);
    assert_eq!((run.reasons(), &run.json()["register_asked"]), (vec!["old-code".to_owned()], &false.into()));
    assert_eq!(authority.count(routes::CHECK_VERIFY, 200), asked, "a refused code was looked up");
}

// R11 R12
#[test]
fn a_register_that_cannot_be_reached_leaves_the_offline_verdict_and_says_so() {
    let terminal = Terminal::police();
    let run = terminal.scan(&[Phone::new().text()], &["--online"]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("this is the offline verdict"), "{}", run.out);
    let authority = Authority::stocked();
    let refusing = Terminal::bare("police", &authority.start()).stocked();
    assert_eq!(refusing.scan(&[Phone::new().text()], &["--online"]).status, 0);
}
