//! A small world: an authority in a temporary folder with a clock that the test moves, phones, officers, terminals.

use image::codecs::jpeg::JpegEncoder;
use lz_api::applications::{Application, Kind, PersonCheck, PersonOutcome, PhotoReceived, Route, Submit};
use lz_api::devices::{AskCode, BindProof, Challenge, Enrol, Enrolled, Login};
use lz_api::license::License;
use lz_api::me::{Me, NoticeKind, Notices};
use lz_api::register::{AddTerminal, Change, Changed, Person};
use lz_api::review::{Claim, Decided, Task};
use lz_api::signing::{Request, SignatureHeaders, sign_with};
use lz_api::{Blob, Problem, ProblemCode, routes};
use lz_authority::clock::Clock;
use lz_authority::home::Tokens;
use lz_authority::messages::Message;
use lz_authority::{Config, Home, Init, Running, start};
use lz_credential::bind::{self, BindClaims};
use lz_credential::token::KeyLevel;
use lz_credential::{Signer, SoftwareEd25519};
use lz_license::{Day, UnixSeconds};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};
use std::time::Duration;

/// How long a test waits for what must come, on a machine however busy, before it fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// Tuesday, 2026-09-01, 10:00 in Shanghai: everything is open.
pub(crate) fn now() -> UnixSeconds {
    Day::from_ymd(20260901).unwrap().start().plus(10 * 3600)
}

/// A driver of the register.
#[derive(Clone)]
pub(crate) struct Driver {
    pub(crate) number: String,
    pub(crate) phone: String,
    pub(crate) file: Value,
    pub(crate) photos: Vec<(String, Vec<u8>)>,
}

/// A citizen's number with sequence `n`, born 1990-03-07, of an area that is not assigned.
pub(crate) fn number(n: u32) -> String {
    let head = format!("19010119900307{n:03}");
    let check = lz_license::id_number::check_character(&head).unwrap();
    format!("{head}{check}")
}

impl Driver {
    /// A driver in good standing whose license was issued in Suzhou; odd `n` are men.
    pub(crate) fn new(n: u32) -> Self {
        let number = number(n);
        let phone = format!("139000{n:05}");
        let file = json!({
            "license": {
                "holder": { "idType": "citizen", "idNumber": number },
                "name": format!("陈亮证{n}"),
                "sex": if n % 2 == 1 { "male" } else { "female" },
                "nationality": "CHN",
                "birth": "1990-03-07",
                "firstIssue": "2012-05-06",
                "classes": "C1",
                "validity": { "from": "2022-05-06", "to": "2032-05-06" },
                "fileNumber": format!("3205{n:08}"),
                "cardNumber": format!("32{n:011}"),
                "authority": 320500,
                "address": "江苏省苏州市样例路 1 号",
                "record": "样例记录",
                "points": 0,
                "status": "A"
            },
            "phone": phone,
        });
        Self { number, phone, file, photos: Vec::new() }
    }

    /// With one fact of the license set.
    pub(crate) fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.file["license"][field] = value.into();
        self
    }

    /// With a retained photo.
    pub(crate) fn retained(mut self, name: &str, bytes: &[u8], made_on: &str) -> Self {
        self.file["retainedPhoto"] = json!({ "file": name, "madeOn": made_on });
        self.photos.push((name.to_owned(), bytes.to_vec()));
        self
    }

    pub(crate) fn person(&self) -> Person {
        Person { id_type: "citizen".to_owned(), id_number: self.number.clone() }
    }
}

/// A drawn face at the upload size, and the same face with another jacket of bytes: other file, same picture.
pub(crate) fn face(quality: u8) -> Vec<u8> {
    static PIXELS: LazyLock<lz_photo::pixels::Rgb> = LazyLock::new(|| lz_photo::synth::drawn_face(756));
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode(&PIXELS.data, PIXELS.width, PIXELS.height, image::ExtendedColorType::Rgb8)
        .unwrap();
    jpeg
}

/// A picture without a face.
pub(crate) fn wall() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let pixels = vec![240; 520 * 756 * 3];
    JpegEncoder::new_with_quality(&mut jpeg, 80).encode(&pixels, 520, 756, image::ExtendedColorType::Rgb8).unwrap();
    jpeg
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(bytes))
}

pub(crate) struct World {
    pub(crate) dir: tempfile::TempDir,
    clock: Arc<AtomicI64>,
    source: Clock,
    running: Mutex<Option<Running>>,
    url: Mutex<String>,
    pub(crate) tokens: Tokens,
    pub(crate) http: reqwest::Client,
}

impl World {
    /// An authority that serves these drivers, at [`now`].
    pub(crate) async fn with(drivers: &[Driver]) -> Arc<Self> {
        Self::at(now(), drivers).await
    }

    pub(crate) async fn at(at: UnixSeconds, drivers: &[Driver]) -> Arc<Self> {
        let dir = tempfile::tempdir().unwrap();
        let people = dir.path().join("people");
        std::fs::create_dir(&people).unwrap();
        for (n, driver) in drivers.iter().enumerate() {
            std::fs::write(people.join(format!("{n}.json")), driver.file.to_string()).unwrap();
            for (name, bytes) in &driver.photos {
                std::fs::write(people.join(name), bytes).unwrap();
            }
        }
        let home = dir.path().join("home");
        let init = Init { people: Some(people), ..Init::at(at) };
        let tokens = Home::init(&home, &init).unwrap().tokens.clone();
        let (source, clock) = Clock::manual(at);
        let world =
            Self { dir, clock, source, running: Mutex::new(None), url: Mutex::default(), tokens, http: client() };
        world.start().await;
        Arc::new(world)
    }

    pub(crate) fn home(&self) -> std::path::PathBuf {
        self.dir.path().join("home")
    }

    pub(crate) fn config(&self) -> Config {
        Config { clock: self.source.clone(), ..Config::development(self.home()) }
    }

    pub(crate) async fn start(&self) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let running = start(self.config(), listener).await.unwrap();
        *self.url.lock().unwrap() = running.url();
        *self.running.lock().unwrap() = Some(running);
    }

    pub(crate) async fn stop(&self) {
        let running = self.running.lock().unwrap().take().unwrap();
        running.stop().await.unwrap();
    }

    /// Another process serves the folder now, here.
    pub(crate) fn serve_elsewhere(&self, url: &str) {
        *self.url.lock().unwrap() = url.to_owned();
    }

    pub(crate) fn url(&self) -> String {
        self.url.lock().unwrap().clone()
    }

    pub(crate) fn time(&self) -> UnixSeconds {
        UnixSeconds(self.clock.load(Ordering::SeqCst))
    }

    pub(crate) fn set_time(&self, at: UnixSeconds) {
        self.clock.store(at.0, Ordering::SeqCst);
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    /// A request of an inner side.
    pub(crate) async fn inner<T: DeserializeOwned>(
        &self,
        token: &str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Problem> {
        let request = self.http.post(format!("{}{path}", self.url())).bearer_auth(token).json(body);
        answer(request.send().await.unwrap()).await
    }

    pub(crate) async fn change(&self, change: Change) -> Changed {
        self.inner(&self.tokens.register, "/v1/register/change", &change).await.unwrap()
    }

    pub(crate) async fn claim(&self, officer: &str) -> Result<Task, Problem> {
        self.inner(&self.tokens.review, routes::REVIEW_CLAIM, &Claim { officer: officer.to_owned() }).await
    }

    pub(crate) async fn approve(&self, officer: &str) -> Decided {
        let task = self.claim(officer).await.unwrap();
        let path = format!("{}/{}/approve", routes::REVIEW, task.id);
        self.inner(&self.tokens.review, &path, &json!({ "officer": officer })).await.unwrap()
    }

    pub(crate) async fn give_back(&self, officer: &str, rules: &[u8], abuse: bool) -> Result<Decided, Problem> {
        let task = self.claim(officer).await?;
        let path = format!("{}/{}/return", routes::REVIEW, task.id);
        let body = json!({ "officer": officer, "rules": rules, "abuse": abuse });
        self.inner(&self.tokens.review, &path, &body).await
    }

    /// Messages in the outbox folder for a phone number, once `count` are there.
    pub(crate) async fn messages(&self, to: &str, count: usize) -> Vec<Message> {
        let waiting = async {
            loop {
                let found = messages(&self.home().join("outbox"), to);
                if found.len() >= count {
                    return found;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.expect("so many messages")
    }
}

fn messages(folder: &Path, to: &str) -> Vec<Message> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort_by_key(|path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok());
    let read = |path: &std::path::PathBuf| serde_json::from_slice::<Message>(&std::fs::read(path).ok()?).ok();
    files.iter().filter_map(read).filter(|message| message.to == to).collect()
}

pub(crate) fn client() -> reqwest::Client {
    static PROVIDER: OnceLock<()> = OnceLock::new();
    PROVIDER.get_or_init(|| {
        let _installed_before = rustls::crypto::ring::default_provider().install_default();
    });
    let none: [reqwest::Certificate; 0] = [];
    reqwest::Client::builder().tls_certs_only(none).no_proxy().build().unwrap()
}

pub(crate) async fn answer<T: DeserializeOwned>(response: reqwest::Response) -> Result<T, Problem> {
    let good = response.status().is_success();
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap();
    if good {
        return Ok(serde_json::from_slice(&bytes).unwrap());
    }
    let problem: Problem = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| panic!("{status} without a problem: {}", String::from_utf8_lossy(&bytes)));
    assert_eq!(problem.code.status(), status, "{problem}");
    Err(problem)
}

/// Sends once; none if the authority died before its answer was here.
pub(crate) async fn attempt<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Option<Result<T, Problem>> {
    let response = request.send().await.ok()?;
    let good = response.status().is_success();
    let bytes = response.bytes().await.ok()?;
    Some(if good { Ok(serde_json::from_slice(&bytes).unwrap()) } else { Err(serde_json::from_slice(&bytes).unwrap()) })
}

/// A fresh value for an idempotency key.
pub(crate) fn fresh(prefix: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{prefix}-{:016}", COUNT.fetch_add(1, Ordering::Relaxed))
}

fn nonce() -> [u8; 16] {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).unwrap();
    nonce
}

pub(crate) fn key() -> SoftwareEd25519 {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).unwrap();
    SoftwareEd25519::from_seed(&seed)
}

/// A phone with its three keys.
pub(crate) struct Phone {
    pub(crate) world: Arc<World>,
    pub(crate) request: SoftwareEd25519,
    pub(crate) police: SoftwareEd25519,
    pub(crate) firms: SoftwareEd25519,
}

/// How a signed request is bent by a test.
#[derive(Default, Clone)]
pub(crate) struct Bend {
    pub(crate) created: Option<i64>,
    pub(crate) nonce: Option<[u8; 16]>,
    pub(crate) key: Option<String>,
    pub(crate) etag: Option<String>,
}

impl Phone {
    /// A phone that nobody knows.
    pub(crate) fn new(world: &Arc<World>) -> Self {
        Self { world: world.clone(), request: key(), police: key(), firms: key() }
    }

    /// A phone that is enrolled.
    pub(crate) async fn enrolled(world: &Arc<World>) -> Self {
        let phone = Self::new(world);
        phone.enrol(|_| {}).await.unwrap();
        phone
    }

    /// A phone on which `driver` is logged in.
    pub(crate) async fn of(world: &Arc<World>, driver: &Driver) -> Self {
        let phone = Self::enrolled(world).await;
        phone.log_in(driver).await;
        phone
    }

    pub(crate) async fn challenge(&self) -> Challenge {
        let url = format!("{}{}", self.world.url(), routes::DEVICE_CHALLENGE);
        answer(self.world.http.post(url).send().await.unwrap()).await.unwrap()
    }

    pub(crate) fn proof(&self, key: &SoftwareEd25519, challenge: &Challenge, level: KeyLevel) -> BindProof {
        let claims = BindClaims {
            audience: challenge.iss.clone(),
            issued_at: self.world.time(),
            key: key.key().clone(),
            nonce: challenge.nonce.0.clone().try_into().unwrap(),
            request_key: self.request.key().kid(),
            level,
            attestation: None,
        };
        BindProof { bind: Blob(bind::sign(&claims, key).unwrap()), by_hardware: None, hardware_key: None }
    }

    pub(crate) async fn enrol(&self, bend: impl FnOnce(&mut Enrol)) -> Result<Enrolled, Problem> {
        let challenge = self.challenge().await;
        let mut body = Enrol {
            request_key: Blob(self.request.key().to_cose()),
            nonce: challenge.nonce.clone(),
            police: self.proof(&self.police, &challenge, KeyLevel::Sealed),
            firms: self.proof(&self.firms, &challenge, KeyLevel::Sealed),
            device_name: "test phone".to_owned(),
        };
        bend(&mut body);
        self.post(routes::DEVICES, &body).await
    }

    pub(crate) async fn code(&self, driver: &Driver) -> String {
        let before = messages(&self.world.home().join("outbox"), &driver.phone).len();
        let _: Value = self.post(routes::LOGIN_CODE, &self.ask(driver)).await.unwrap();
        let message = self.world.messages(&driver.phone, before + 1).await.pop().unwrap();
        assert_eq!(message.kind, "login-code");
        message.text.chars().filter(char::is_ascii_digit).take(6).collect()
    }

    fn ask(&self, driver: &Driver) -> AskCode {
        AskCode { id_type: "citizen".to_owned(), id_number: driver.number.clone() }
    }

    pub(crate) fn login(&self, driver: &Driver, code: &str) -> Login {
        Login { id_type: "citizen".to_owned(), id_number: driver.number.clone(), code: code.to_owned() }
    }

    pub(crate) async fn log_in(&self, driver: &Driver) {
        let code = self.code(driver).await;
        let _: Value = self.post(routes::LOGIN, &self.login(driver, &code)).await.unwrap();
    }

    fn headers(
        &self,
        method: &str,
        url: &str,
        body: Option<&[u8]>,
        key: Option<&str>,
        bend: &Bend,
    ) -> SignatureHeaders {
        let request = Request { method, target_uri: url, body, idempotency_key: key };
        let created = bend.created.unwrap_or(self.world.time().0);
        sign_with(&request, created, &bend.nonce.unwrap_or_else(nonce), &self.request).unwrap()
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: Option<Vec<u8>>, bend: &Bend) -> reqwest::Response {
        self.request(method, path, body, bend).send().await.unwrap()
    }

    /// As a phone whose authority may die at any moment: none if no whole answer came.
    pub(crate) async fn attempt<T: DeserializeOwned>(
        &self,
        method: &str,
        path: &str,
        body: Option<Vec<u8>>,
        bend: &Bend,
    ) -> Option<Result<T, Problem>> {
        attempt(self.request(method, path, body, bend)).await
    }

    fn request(&self, method: &str, path: &str, body: Option<Vec<u8>>, bend: &Bend) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.world.url());
        let key = bend.key.clone().unwrap_or_else(|| fresh("test-key"));
        let key = (!matches!(method, "GET" | "HEAD")).then_some(key);
        let signed = self.headers(method, &url, body.as_deref(), key.as_deref(), bend);
        let mut request = self
            .world
            .http
            .request(method.parse().unwrap(), &url)
            .header("signature-input", signed.signature_input)
            .header("signature", signed.signature);
        if let Some(digest) = signed.content_digest {
            request = request.header("content-digest", digest);
        }
        if let Some(key) = key {
            request = request.header(routes::IDEMPOTENCY_KEY, key);
        }
        if let Some(etag) = &bend.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        request
    }

    pub(crate) async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Problem> {
        self.post_as(path, body, &Bend::default()).await
    }

    pub(crate) async fn post_as<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        bend: &Bend,
    ) -> Result<T, Problem> {
        answer(self.send("POST", path, Some(serde_json::to_vec(body).unwrap()), bend).await).await
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Problem> {
        answer(self.send("GET", path, None, &Bend::default()).await).await
    }

    pub(crate) async fn me(&self) -> Me {
        self.get(routes::ME).await.unwrap()
    }

    pub(crate) async fn license(&self) -> License {
        self.get(routes::LICENSE).await.unwrap()
    }

    pub(crate) async fn notices(&self) -> Vec<NoticeKind> {
        let notices: Notices = self.get(routes::NOTICES).await.unwrap();
        notices.notices.into_iter().map(|notice| notice.kind).collect()
    }

    pub(crate) async fn begin_check(&self, application: &str) -> Result<PersonCheck, Problem> {
        self.post(routes::PERSON_CHECKS, &json!({ "application": application })).await
    }

    pub(crate) async fn finish_check(&self, id: &str, script: &str) -> Result<PersonCheck, Problem> {
        self.post(&format!("{}/{id}", routes::PERSON_CHECKS), &json!({ "script": script })).await
    }

    /// A check that passed for this application.
    pub(crate) async fn passed(&self, application: &str) -> String {
        let check = self.begin_check(application).await.unwrap();
        assert_eq!(self.finish_check(&check.id, "pass").await.unwrap().outcome, PersonOutcome::Passed);
        check.id
    }

    /// What a phone sends for a route, all right.
    pub(crate) async fn submission(&self, id: &str, kind: Kind, route: Route, photo: Option<&str>) -> Submit {
        let me = self.me().await;
        Submit {
            kind,
            route,
            facts_id: me.facts_id,
            confirmed: true,
            notice_version: photo.map(|_| me.notice_version),
            photo: photo.map(str::to_owned),
            taken_on: None,
            evidence: None,
            person_check: self.passed(id).await,
        }
    }

    pub(crate) async fn submit(&self, id: &str, body: &Submit) -> Result<Application, Problem> {
        self.post_as(routes::APPLICATIONS, body, &Bend { key: Some(id.to_owned()), ..Bend::default() }).await
    }

    pub(crate) async fn upload(&self, photo: &[u8]) -> Result<PhotoReceived, Problem> {
        let path = format!("{}/{}", routes::PHOTOS, sha256(photo));
        answer(self.send("PUT", &path, Some(photo.to_vec()), &Bend::default()).await).await
    }

    /// Applies on a route, with everything right.
    pub(crate) async fn apply(&self, kind: Kind, route: Route) -> Result<Application, Problem> {
        let id = fresh("application");
        let photo = match route {
            Route::Camera | Route::Album => Some(self.upload(&face(90)).await?.sha256),
            Route::Retained | Route::Window => None,
        };
        let body = self.submission(&id, kind, route, photo.as_deref()).await;
        self.submit(&id, &body).await
    }
}

/// Registers a terminal and returns it as a "phone" that signs with the terminal's key.
pub(crate) async fn terminal(world: &Arc<World>, name: &str, audience: &str) -> Phone {
    let terminal = Phone::new(world);
    let body = AddTerminal {
        key: Blob(terminal.request.key().to_cose()),
        name: name.to_owned(),
        audience: audience.to_owned(),
    };
    let _: Value = world.inner(&world.tokens.register, "/v1/register/terminals", &body).await.unwrap();
    terminal
}

pub(crate) fn code<T>(result: Result<T, Problem>) -> ProblemCode {
    result.err().map(|problem| problem.code).expect("a refusal")
}
