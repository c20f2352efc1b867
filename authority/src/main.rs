//! The issuing authority's command line.

use clap::{Parser, Subcommand, ValueEnum};
use lz_authority::clock::Clock;
use lz_authority::store::Store as _;
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

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .init();
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, detail)) => {
            let words = |lang| say(lang, &format!("authority-problem-{code}"), &Args::NONE);
            let (text, text_zh) = (words(Lang::En), words(Lang::ZhHans));
            let line = serde_json::json!({ "error": code, "text": text, "text_zh": text_zh, "detail": detail });
            // Nobody reads standard error: then the exit status alone tells.
            let _unread = writeln!(std::io::stderr(), "{line}");
            ExitCode::FAILURE
        }
    }
}

type Failure = (&'static str, String);

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init { dir, people, iss, clock } => {
            let now = clock.unwrap_or_default().now();
            let home =
                Home::init(&dir, &Init { iss, people, now }).map_err(|error| (error.code(), error.to_string()))?;
            tell(&about(&home))
        }
        Command::Show { dir } => {
            let home = Home::open(&dir, Clock::System.now()).map_err(|error| (error.code(), error.to_string()))?;
            tell(&about(&home))
        }
        Command::Serve { dir, listen, profile, clock, public_url } => {
            let profile = match profile {
                ProfileName::Development => Profile::Development,
                ProfileName::Production => Profile::Production,
            };
            let clock = clock.unwrap_or_default();
            let config = Config { profile, clock, public_urls: public_url, ..Config::development(dir) };
            let runtime = tokio::runtime::Runtime::new().map_err(io)?;
            runtime.block_on(listen_and_serve(config, &listen))
        }
    }
}

async fn listen_and_serve(config: Config, listen: &str) -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(io)?;
    let running = lz_authority::start(config, listener).await.map_err(|error| (error.code(), error.to_string()))?;
    tell(&serde_json::json!({ "listening": running.url() }))?;
    running.until_ended().await.map_err(io)
}

fn io(error: std::io::Error) -> Failure {
    ("io", error.to_string())
}

fn about(home: &Home) -> serde_json::Value {
    serde_json::json!({
        "iss": home.about.iss,
        "statusPrefix": home.about.status_prefix,
        "trustSequence": home.trust.claims().sequence,
        "people": home.store.holders().unwrap_or(0),
        "statusIndexes": home.store.indexes().unwrap_or(0),
        "root": root(),
    })
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
    writeln!(out, "{value}").and_then(|()| out.flush()).map_err(io)
}
