//! `terminal`: set up, update, challenge, scan.
//!
//! The exit status of `scan` is the verdict: 0 valid, 1 attention, 2 must not drive, 3 refused, 4 unreadable. 64 is wrong
//! use, 70 a terminal that cannot work (its folder, its lists, the authority).

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lz_api::checks::{Verified, Verify};
use lz_api::{Blob, routes};
use lz_credential::trust::Environment;
use lz_credential::verify::{RegisterAnswer, Verdict};
use lz_license::Group;
use lz_license::standing::StatusDates;
use lz_terminal::check::{Outcome, Ready};
use lz_terminal::client::Client;
use lz_terminal::clock::Clock;
use lz_terminal::report::{self, Style};
use lz_terminal::store::{Settings, Store};
use lz_terminal::{challenge, random, reader, update};
use lz_text::{Args, Lang, say};

const WRONG_USE: u8 = 64;
const CANNOT_WORK: u8 = 70;

/// Verifies electronic driver's licenses at the roadside, with no network.
#[derive(Parser)]
#[command(name = "terminal", version, about)]
struct Command {
    /// Folder of this terminal.
    #[arg(long, global = true, default_value = "terminal-data")]
    store: PathBuf,
    /// Language of the words: zh-Hans or en.
    #[arg(long, global = true, default_value = "zh-Hans")]
    lang: String,
    /// Another clock, in the development environment alone: @seconds, ±seconds, file:PATH, 2021-09-01T08:00:00.
    #[arg(long, global = true)]
    clock: Option<Clock>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Sets this terminal up.
    Init {
        /// Base URL of the authority.
        #[arg(long)]
        authority: String,
        /// Whom it answers for: police, business, or purpose:asker.
        #[arg(long, default_value = "police")]
        audience: String,
        /// A pinned root as base64url of its COSE key; three for production, one with --development.
        #[arg(long = "root", required = true)]
        roots: Vec<String>,
        /// The root is that of the development environment.
        #[arg(long)]
        development: bool,
        /// A firm's name as drivers read it, in Chinese.
        #[arg(long)]
        name: Option<String>,
        /// The same in English.
        #[arg(long)]
        name_en: Option<String>,
        /// File with the terminal's key seed in hex; made if absent.
        #[arg(long)]
        key: Option<PathBuf>,
    },
    /// Prints the terminal's public key as base64url of its COSE key, for the authority to register.
    Key,
    /// Fetches trust list, policy and status lists, and hands over the checks made since the last time.
    Update,
    /// Opens a challenge: prints the six digits, and writes its code as a picture.
    Challenge {
        /// PNG file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Reads the codes in camera pictures, in their order, and judges the license.
    Scan {
        /// JSON instead of words.
        #[arg(long)]
        json: bool,
        /// Ask the register too; without a network the offline verdict stands.
        #[arg(long)]
        online: bool,
        /// Kind of vehicle that was stopped; see `vehicles`.
        #[arg(long)]
        vehicle: Option<String>,
        /// PNG file to write the signed portrait to.
        #[arg(long)]
        portrait: Option<PathBuf>,
        /// Pictures: PNG, JPEG or WebP.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Lists what the terminal holds, and how old it is.
    Status,
    /// Lists the kinds of vehicles for `scan --vehicle`.
    Vehicles,
}

fn main() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(error) => {
            let _printed = error.print();
            return ExitCode::from(if error.use_stderr() { WRONG_USE } else { 0 });
        }
    };
    match run(&command) {
        Ok(status) => ExitCode::from(status),
        Err(problem) => {
            let _told = writeln!(std::io::stderr(), "terminal: {} [{}]", problem.text, problem.code);
            ExitCode::from(problem.status)
        }
    }
}

struct Problem {
    text: String,
    code: &'static str,
    status: u8,
}

macro_rules! problem_from {
    ($($error:ty),*) => {$(
        impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Self { text: error.to_string(), code: error.code(), status: CANNOT_WORK }
            }
        }
    )*};
}
problem_from!(
    lz_terminal::store::StoreError,
    lz_terminal::client::ClientError,
    lz_terminal::update::UpdateError,
    lz_terminal::reader::ReadError
);

impl From<challenge::ChallengeError> for Problem {
    fn from(error: challenge::ChallengeError) -> Self {
        Self { text: error.to_string(), code: "challenge", status: CANNOT_WORK }
    }
}

fn wrong_use(text: impl Into<String>) -> Problem {
    Problem { text: text.into(), code: "wrong_use", status: WRONG_USE }
}

fn say_line(text: &str) {
    let _printed = writeln!(std::io::stdout(), "{text}");
}

fn run(command: &Command) -> Result<u8, Problem> {
    let lang = Lang::from_tag(&command.lang);
    match &command.action {
        Action::Init { authority, audience, roots, development, name, name_en, key } => {
            let name = name.clone().map(|zh| [zh.clone(), name_en.clone().unwrap_or(zh)]);
            init(command, authority, audience, roots, *development, name, key.as_deref())
        }
        Action::Vehicles => {
            let table = lz_license::vehicles::VehicleTable::built_in();
            for kind in table.kinds() {
                let id = lz_license::vehicles::VehicleTable::text_id(kind);
                say_line(&format!("{kind:28} {}", say(lang, &id, &Args::NONE)));
            }
            Ok(0)
        }
        Action::Key => {
            use lz_credential::Signer as _;
            say_line(&Blob::from(&Store::open(&command.store)?.key()?.key().to_cose()[..]).to_string());
            Ok(0)
        }
        Action::Update => {
            let (store, clock) = opened(command)?;
            let client = Client::new(&store.settings()?.authority, store.key()?)?;
            let summary = block_on(update::update(&store, &client, clock.now()))??;
            say_line(&serde_json::to_string(&summary).unwrap_or_default());
            Ok(0)
        }
        Action::Challenge { out } => {
            let (store, clock) = opened(command)?;
            let shown = challenge::open(&store, clock.now())?;
            challenge::picture(&shown.text)?.save(out).map_err(|_| Problem {
                text: "the picture cannot be written".into(),
                code: "challenge",
                status: CANNOT_WORK,
            })?;
            say_line(&say(lang, "terminal-challenge-digits", &Args::new().text("digits", shown.digits)));
            Ok(0)
        }
        Action::Scan { json, online, vehicle, portrait, files } => {
            let (store, clock) = opened(command)?;
            scan(
                &store,
                &clock,
                lang,
                &Scan {
                    json: *json,
                    online: *online,
                    vehicle: vehicle.as_deref(),
                    portrait: portrait.as_deref(),
                    files,
                },
            )
        }
        Action::Status => {
            let (store, clock) = opened(command)?;
            status(&store, &clock)
        }
    }
}

fn init(
    command: &Command,
    authority: &str,
    audience: &str,
    roots: &[String],
    development: bool,
    name: Option<[String; 2]>,
    key: Option<&Path>,
) -> Result<u8, Problem> {
    let parsed: lz_credential::audience::Audience =
        audience.parse().map_err(|_| wrong_use("an audience is police, business, or purpose:asker"))?;
    if roots.len() != if development { 1 } else { 3 } {
        return Err(wrong_use("give three roots, or one with --development"));
    }
    for root in roots {
        let bytes = Blob::parse(root).map_err(|_| wrong_use("a root is base64url of a COSE key"))?;
        lz_credential::PublicKey::from_cose(&bytes.0).map_err(|_| wrong_use("a root is base64url of a COSE key"))?;
    }
    let asker = match parsed {
        lz_credential::audience::Audience::Firm { asker, .. } => Some(asker),
        _ => None,
    };
    let mut seed = random::<32>();
    if let Some(file) = key {
        let text = std::fs::read_to_string(file).map_err(|_| wrong_use("the key file cannot be read"))?;
        hex::decode_to_slice(text.trim(), &mut seed).map_err(|_| wrong_use("the key file holds 64 hex digits"))?;
    }
    let settings = Settings {
        authority: authority.to_owned(),
        audience: audience.to_owned(),
        name,
        asker,
        roots: roots.to_vec(),
        development,
    };
    let store = Store::init(&command.store, &settings, &seed)?;
    store.roots()?;
    Ok(0)
}

/// The store, and the clock if this environment lets it be set.
fn opened(command: &Command) -> Result<(Store, Clock), Problem> {
    let store = Store::open(&command.store)?;
    match &command.clock {
        Some(_) if store.environment()? == Environment::Production => {
            Err(wrong_use("--clock is taken in the development environment alone"))
        }
        clock => Ok((store, clock.clone().unwrap_or_default())),
    }
}

struct Scan<'a> {
    json: bool,
    online: bool,
    vehicle: Option<&'a str>,
    portrait: Option<&'a Path>,
    files: &'a [PathBuf],
}

fn scan(store: &Store, clock: &Clock, lang: Lang, wanted: &Scan<'_>) -> Result<u8, Problem> {
    let mut texts = Vec::new();
    let mut unreadable = None;
    for file in wanted.files {
        match reader::open(file) {
            Ok(picture) => texts.extend(reader::qr_text(&picture)),
            Err(error) => unreadable = Some(error),
        }
    }
    if let (true, Some(error)) = (texts.is_empty(), unreadable) {
        return Err(Problem { status: Verdict::Unreadable.exit_status(), ..error.into() });
    }
    let now = clock.now();
    let mut ready = Ready::load(store, now)?;
    if ready.trust().is_none() {
        return Err(Problem {
            text: say(lang, "terminal-no-trust", &Args::NONE),
            code: "no_trust_list",
            status: CANNOT_WORK,
        });
    }
    let mut outcome = ready.judge(&texts, now);
    ready.keep(store, &outcome)?;
    let register_asked = wanted.online && ask_register(store, &mut outcome).is_some();
    if wanted.online && !register_asked && !wanted.json {
        say_line(&say(lang, "terminal-online-not-reached", &Args::NONE));
    }
    let portrait = wanted.portrait.filter(|file| write_portrait(&outcome, file)).map(|file| file.display().to_string());
    let style = Style { lang, vehicle: wanted.vehicle, portrait: portrait.as_deref(), register_asked };
    match wanted.json {
        true => say_line(&report::machine(&outcome, &style).to_string()),
        false => say_line(&report::words(&outcome, &style)),
    }
    Ok(outcome.verdict().exit_status())
}

/// Asks the register about a genuine presentation. Its answer can only make the verdict worse.
fn ask_register(store: &Store, outcome: &mut Outcome) -> Option<()> {
    let (check, presentation) = (outcome.check.take()?, outcome.presentation.clone()?);
    let asked = (|| {
        let client = Client::new(&store.settings().ok()?.authority, store.key().ok()?).ok()?;
        let question = Verify { presentation: Blob::from(&presentation[..]) };
        let answer: Verified = block_on(client.post(routes::CHECK_VERIFY, &question, outcome.at.0)).ok()?.ok()?;
        Some(meaning(&answer, outcome.at))
    })();
    outcome.check = Some(match asked {
        Some(answer) => check.with_register_answer(answer),
        None => check,
    });
    asked.map(|_| ())
}

fn meaning(answer: &Verified, now: lz_credential::UnixSeconds) -> RegisterAnswer {
    if answer.entry == 1 {
        return RegisterAnswer::Ended;
    }
    if answer.entry == 3 || !answer.current {
        return RegisterAnswer::Replaced;
    }
    let Some(codes) = answer.status.as_ref().and_then(|text| text.parse().ok()) else { return RegisterAnswer::Unknown };
    let table = lz_license::StatusTable::built_in();
    match table.standing(codes, &StatusDates::default(), now.day()).group {
        Group::Usable => RegisterAnswer::Confirmed,
        // A deferral's day stands in the token, which was judged by it already.
        Group::Deferred => RegisterAnswer::Confirmed,
        Group::Unknown => RegisterAnswer::Unknown,
        Group::NotUsable => RegisterAnswer::MustNotDrive,
        Group::Frozen | Group::Ended => RegisterAnswer::Ended,
    }
}

fn write_portrait(outcome: &Outcome, file: &Path) -> bool {
    let Some(license) = &outcome.license else { return false };
    let picture = reader::portrait(&license.annex().portrait);
    picture.is_some_and(|picture| picture.save(file).is_ok())
}

fn status(store: &Store, clock: &Clock) -> Result<u8, Problem> {
    let now = clock.now();
    let ready = Ready::load(store, now)?;
    match ready.trust() {
        Some(trust) => {
            let claims = trust.claims();
            let left = now.since(claims.expires_at) / -86_400;
            say_line(&format!(
                "trust list: sequence {}, {} keys, {left} days left",
                claims.sequence,
                claims.entries.len()
            ));
        }
        None => say_line("trust list: none"),
    }
    for (uri, as_of) in ready.lists().held() {
        say_line(&format!("status list: {uri}, {} hours old", now.since(as_of) / 3_600));
    }
    say_line(&format!("checks to hand over: {}", store.queued(usize::MAX)?.len()));
    Ok(0)
}

fn block_on<F: Future>(work: F) -> Result<F::Output, Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|_| Problem { text: "no runtime".into(), code: "runtime", status: CANNOT_WORK })?;
    Ok(runtime.block_on(work))
}
