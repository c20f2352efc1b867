//! The issuing authority's command line.
//!
//! What went wrong is the last line of standard error: one JSON object with a stable code, a sentence for people in both
//! languages, and what exactly it was. Exit status: 0 all went well, 1 it cannot work, 3 the folder belongs to a newer
//! program, 64 wrong use.

use clap::{Parser, Subcommand, ValueEnum};
use lz_authority::clock::Clock;
use lz_authority::store::{Store as _, StoreError};
use lz_authority::{Config, Home, Init, Profile};
use lz_text::{Args, Lang, say};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "authority", about = "Issues electronic driver's licenses")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a development authority: keys, trust list, policy, register.
    Init {
        /// Folder to make.
        dir: PathBuf,
        /// Folder with one JSON file a driver.
        #[arg(long)]
        people: Option<PathBuf>,
        /// Issuer name.
        #[arg(long, default_value = "lz:32")]
        iss: String,
        /// Time of the trust list: @seconds, +seconds, -seconds, file:PATH, or 2021-09-01T08:00:00 in Shanghai.
        #[arg(long, value_parser = Clock::parse, allow_hyphen_values = true)]
        clock: Option<Clock>,
    },
    /// Serves the folder. Prints one line of JSON with its address.
    Serve {
        /// Folder of `init`.
        dir: PathBuf,
        /// Address and port; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: String,
        /// What may be done here.
        #[arg(long, value_enum, default_value = "development")]
        profile: ProfileName,
        /// Another clock than the system's; development only.
        #[arg(long, value_parser = Clock::parse, allow_hyphen_values = true)]
        clock: Option<Clock>,
        /// Address under which phones reach it, if another than that of the listener.
        #[arg(long)]
        public_url: Vec<String>,
    },
    /// Prints what a folder holds, without personal data.
    Show {
        /// Folder of `init`; not while it is served.
        dir: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum ProfileName {
    Development,
    Production,
}

type Failure = (&'static str, String);

/// The folder was made by a newer program.
const NEWER: u8 = 3;
const WRONG_USE: u8 = 64;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .init();
    let done = match Arguments::try_parse() {
        Ok(arguments) => run(arguments.command),
        Err(asked) if !asked.use_stderr() => {
            // Help that nobody reads is no failure.
            let _unread = asked.print();
            Ok(())
        }
        Err(wrong) => Err(("usage", what_is_wrong(&wrong))),
    };
    let Err((code, detail)) = done else { return ExitCode::SUCCESS };
    let words = |lang| say(lang, &format!("authority-problem-{code}"), &Args::NONE);
    let (text, text_zh) = (words(Lang::En), words(Lang::ZhHans));
    let line = serde_json::json!({ "error": code, "text": text, "text_zh": text_zh, "detail": detail });
    // Nobody reads standard error: then the exit status alone tells.
    let _unread = writeln!(std::io::stderr(), "{line}");
    ExitCode::from(match code {
        "folder-newer" => NEWER,
        "usage" => WRONG_USE,
        _ => 1,
    })
}

/// The first sentence of what the reader of the command line says, without its layout.
fn what_is_wrong(error: &clap::Error) -> String {
    let text = error.to_string();
    let sentence = text.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = sentence.trim_start_matches("error:").split_whitespace().collect();
    words.join(" ")
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init { dir, people, iss, clock } => {
            let now = clock.unwrap_or_default().now();
            let home =
                Home::init(&dir, &Init { iss, people, now }).map_err(|error| (error.code(), error.to_string()))?;
            tell(&about(&home)?)
        }
        Command::Show { dir } => {
            let home = Home::open(&dir, Clock::System.now()).map_err(|error| (error.code(), error.to_string()))?;
            tell(&about(&home)?)
        }
        Command::Serve { dir, listen, profile, clock, public_url } => {
            let profile = match profile {
                ProfileName::Development => Profile::Development,
                ProfileName::Production => Profile::Production,
            };
            let clock = clock.unwrap_or_default();
            let config = Config { profile, clock, public_urls: public_url, ..Config::development(dir) };
            let runtime = tokio::runtime::Runtime::new().map_err(|error| ("io", error.to_string()))?;
            runtime.block_on(listen_and_serve(config, &listen))
        }
    }
}

async fn listen_and_serve(config: Config, listen: &str) -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(|error| address(listen, &error))?;
    let running = lz_authority::start(config, listener).await.map_err(|error| (error.code(), error.to_string()))?;
    tell(&serde_json::json!({ "listening": running.url() }))?;
    running.until_ended().await.map_err(|error| ("io", error.to_string()))
}

fn address(listen: &str, error: &std::io::Error) -> Failure {
    let taken = error.kind() == std::io::ErrorKind::AddrInUse;
    (if taken { "address-taken" } else { "address-wrong" }, format!("{listen}: {error}"))
}

fn about(home: &Home) -> Result<serde_json::Value, Failure> {
    let store = |error: StoreError| (error.code(), error.to_string());
    Ok(serde_json::json!({
        "iss": home.about.iss,
        "statusPrefix": home.about.status_prefix,
        "trustSequence": home.trust.claims().sequence,
        "people": home.store.holders().map_err(store)?,
        "statusIndexes": home.store.indexes().map_err(store)?,
        "root": root(),
    }))
}

/// The root of the trust list as base64url of its COSE key, for phones and terminals to pin.
fn root() -> Option<String> {
    #[cfg(feature = "development")]
    {
        use lz_credential::Signer as _;
        Some(lz_api::Blob::from(&lz_credential::development::root().key().to_cose()[..]).to_string())
    }
    #[cfg(not(feature = "development"))]
    None
}

fn tell(value: &serde_json::Value) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    writeln!(out, "{value}").and_then(|()| out.flush()).map_err(|error| ("io", format!("standard output: {error}")))
}
