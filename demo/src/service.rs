//! The authority as its own people run it: a process, its outbox, the reviewer's and the register's desks over HTTP.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lz_wallet::{Authority as _, HttpAuthority, HttpMethod, HttpRequest};
use serde_json::{Value, json};

use crate::clock::StoryClock;
use crate::fail::{Fail, Played};
use crate::person::Person;
use crate::phone::PATIENCE;
use crate::sabotage::Sabotage;

/// The name under which reviews are claimed.
const OFFICER: &str = "reviewer-1";

/// A running authority.
pub struct Service {
    home: PathBuf,
    clock: StoryClock,
    server: Option<Child>,
    address: String,
    root: String,
    review_token: String,
    register_token: String,
    http: HttpAuthority,
    sabotage: Sabotage,
}

/// A program of this workspace, built beside the one that runs.
pub fn program(name: &str) -> Played<PathBuf> {
    let own = std::env::current_exe()?;
    let mut folder = own.parent().unwrap_or(Path::new(".")).to_owned();
    if folder.ends_with("deps") {
        folder.pop();
    }
    let path = folder.join(name);
    if path.exists() { Ok(path) } else { Err(Fail::NotBuilt(path.display().to_string())) }
}

/// Runs a program to its end; anything but status 0 is a failure.
pub fn run(part: &'static str, command: &mut Command) -> Played<String> {
    let done = command.output()?;
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    if done.status.success() {
        return Ok(out);
    }
    let said = format!("{out}{}", String::from_utf8_lossy(&done.stderr)).trim().to_owned();
    Err(Fail::Part { part, status: done.status.code().unwrap_or(-1), said })
}

impl Service {
    /// Makes an authority in `home` with the drivers of `people` and starts it.
    pub async fn start(home: &Path, people: &Path, clock: StoryClock, sabotage: Sabotage) -> Played<Self> {
        let mut init = Command::new(program("authority")?);
        init.arg("init").arg(home).arg("--people").arg(people).args(["--clock", &clock.argument()]);
        let about: Value = serde_json::from_str(&run("authority", init.env("RUST_LOG", "warn"))?)?;
        let root = about["root"].as_str().unwrap_or_default().to_owned();
        let tokens: Value = serde_json::from_slice(&std::fs::read(home.join("tokens.json"))?)?;
        let token = |name: &str| tokens[name].as_str().unwrap_or_default().to_owned();
        let mut register_token = token("register");
        if sabotage == Sabotage::RegisterKeyWrong {
            register_token = register_token.chars().rev().collect();
        }
        let http = HttpAuthority::new("http://127.0.0.1:1", None).ok_or(Fail::Never("a client".to_owned()))?;
        let mut service = Self {
            home: home.to_owned(),
            clock,
            server: None,
            address: "127.0.0.1:0".to_owned(),
            root,
            review_token: token("review"),
            register_token,
            http,
            sabotage,
        };
        service.serve()?;
        Ok(service)
    }

    /// Starts it again, at the same address.
    pub fn serve(&mut self) -> Played {
        let log = std::fs::File::create(self.home.with_extension("log"))?;
        let mut command = self.serve_command(&self.address)?;
        let mut server = command.stdout(Stdio::piped()).stderr(log).spawn()?;
        let mut line = String::new();
        if let Some(out) = server.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let listening: Value = serde_json::from_str(&line).unwrap_or_default();
        let Some(url) = listening["listening"].as_str() else {
            let status = server.wait()?.code().unwrap_or(-1);
            let said = std::fs::read_to_string(self.home.with_extension("log"))?;
            return Err(Fail::Part { part: "authority", status, said });
        };
        self.address = url.trim_start_matches("http://").to_owned();
        self.server = Some(server);
        Ok(())
    }

    /// The command that serves this folder at an address.
    pub fn serve_command(&self, listen: &str) -> Played<Command> {
        let mut command = Command::new(program("authority")?);
        command.arg("serve").arg(&self.home).args(["--listen", listen, "--clock", &self.clock.argument()]);
        command.env("RUST_LOG", "warn").stdin(Stdio::null());
        Ok(command)
    }

    /// Stops it, as a power cut would: what was answered is on the disk.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ended_already = server.kill();
            let _status = server.wait();
        }
    }

    /// Where phones and terminals reach it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The root to pin, as base64url of its COSE key.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The root's 32 bytes. A COSE key of an Ed25519 key ends with them.
    pub fn root_key(&self) -> Vec<u8> {
        let cose = URL_SAFE_NO_PAD.decode(&self.root).unwrap_or_default();
        cose[cose.len().saturating_sub(32)..].to_vec()
    }

    /// The key file that `authority init` made for a firm.
    pub fn asker_key(&self, firm: &str) -> PathBuf {
        self.home.join(format!("keys/asker-{firm}.key"))
    }

    /// Letters in the outbox by name.
    pub fn letters(&self) -> Vec<PathBuf> {
        let Ok(folder) = std::fs::read_dir(self.home.join("outbox")) else { return Vec::new() };
        let mut letters: Vec<PathBuf> = folder
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        letters.sort();
        letters
    }

    /// The one-time code that came to `person` beside the letters that were there `before`.
    pub async fn one_time_code(&self, person: &Person, before: &[PathBuf]) -> Played<String> {
        let began = std::time::Instant::now();
        while began.elapsed() < PATIENCE {
            for path in self.letters().into_iter().filter(|path| !before.contains(path)) {
                let letter: Value = serde_json::from_slice(&std::fs::read(path)?)?;
                if letter["kind"] == "login-code" && letter["to"] == person.phone.as_str() {
                    let text = letter["text"].as_str().unwrap_or_default();
                    let digits = |part: &&str| part.len() == 6 && part.bytes().all(|byte| byte.is_ascii_digit());
                    if let Some(code) = text.split(|c: char| !c.is_ascii_digit()).find(digits) {
                        return Ok(code.to_owned());
                    }
                }
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err(Fail::Never("a one-time code in the outbox".to_owned()))
    }

    /// Asks one of the inner desks.
    async fn ask(&self, method: HttpMethod, path: &str, token: &str, body: Option<Value>) -> Played<Vec<u8>> {
        let mut headers = vec![("authorization", format!("Bearer {token}"))];
        if body.is_some() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        let request = HttpRequest {
            method,
            url: format!("{}{path}", self.url()),
            headers,
            body: body.map(|body| body.to_string().into_bytes()),
            longest_answer: 4 << 20,
        };
        let unreachable = |_| Fail::Authority { status: 0, code: "unreachable".to_owned() };
        let answer = self.http.send(request).await.map_err(unreachable)?;
        if answer.status == 200 {
            return Ok(answer.body);
        }
        let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let code = problem["code"].as_str().unwrap_or("none").to_owned();
        Err(Fail::Authority { status: answer.status, code })
    }

    async fn post(&self, path: &str, token: &str, body: Value) -> Played<Value> {
        Ok(serde_json::from_slice(&self.ask(HttpMethod::Post, path, token, Some(body)).await?)?)
    }

    /// A reviewer takes the application that is due first.
    pub async fn claim(&self) -> Played<Value> {
        self.post("/v1/review/claim", &self.review_token, json!({ "officer": OFFICER })).await
    }

    /// The photo under review.
    pub async fn review_photo(&self, task: &Value) -> Played<Vec<u8>> {
        let path = format!("/v1/review/{}/photo", id(task));
        self.ask(HttpMethod::Get, &path, &self.review_token, None).await
    }

    /// It is good.
    pub async fn approve(&self, task: &Value) -> Played<Value> {
        let path = format!("/v1/review/{}/approve", id(task));
        self.post(&path, &self.review_token, json!({ "officer": OFFICER })).await
    }

    /// It breaks these rules.
    pub async fn give_back(&self, task: &Value, rules: &[u8]) -> Played<Value> {
        let path = format!("/v1/review/{}/return", id(task));
        self.post(&path, &self.review_token, json!({ "officer": OFFICER, "rules": rules })).await
    }

    /// It is abuse: use is stopped (R63).
    pub async fn stop_for_abuse(&self, task: &Value) -> Played<Value> {
        if self.sabotage == Sabotage::AbuseWordLost {
            return self.give_back(task, &[6]).await;
        }
        let path = format!("/v1/review/{}/return", id(task));
        let body = json!({ "officer": OFFICER, "rules": [], "abuse": true });
        self.post(&path, &self.review_token, body).await
    }

    /// The register changes facts of a license.
    pub async fn register(&self, person: &Person, change: Value) -> Played<Value> {
        let mut body = json!({ "person": person.in_register() });
        match self.sabotage {
            Sabotage::RegisterChangeLost => return Ok(Value::Null),
            Sabotage::RegisterNamesOther => {
                let other: String = person.id_number.chars().map(|c| if c == '7' { '8' } else { c }).collect();
                body["person"]["id_number"] = other.into();
            }
            _ => {}
        }
        if let (Some(body), Value::Object(change)) = (body.as_object_mut(), change) {
            body.extend(change);
        }
        self.post("/v1/register/change", &self.register_token, body).await
    }

    /// Issues at the window, with the photo that the office took.
    pub async fn window_issue(&self, person: &Person, photo: &[u8]) -> Played<Value> {
        let body = json!({ "person": person.in_register(), "photo": URL_SAFE_NO_PAD.encode(photo) });
        self.post("/v1/register/window-issue", &self.register_token, body).await
    }

    /// Lets a terminal ask and report.
    pub async fn add_terminal(&self, key: &str, name: &str, audience: &str) -> Played<Value> {
        let body = json!({ "key": key, "name": name, "audience": audience });
        self.post("/v1/register/terminals", &self.register_token, body).await
    }
}

fn id(task: &Value) -> &str {
    task["id"].as_str().unwrap_or_default()
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
    }
}
