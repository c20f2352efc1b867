//! `terminal`: set up, update, challenge, scan.
//!
//! The exit status of `scan` is the verdict: 0 valid, 1 attention, 2 must not drive, 3 refused, 4 unreadable. 64 is wrong
//! use, 70 a terminal that cannot work (its folder, its lists, the authority).

mod commands;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lz_api::Blob;
use lz_credential::Signer as _;
use lz_license::vehicles::VehicleTable;
use lz_terminal::client::Client;
use lz_terminal::clock::Clock;
use lz_terminal::problem::{Problem, WRONG_USE};
use lz_terminal::store::Store;
use lz_terminal::{challenge, update};
use lz_text::{Args, Lang, say};

use commands::{block_on, opened, say_line};

/// Verifies electronic driver's licenses at the roadside, with no network.
#[derive(Parser)]
#[command(name = "terminal", version, about)]
struct Command {
    /// Folder of this terminal.
    #[arg(long, global = true, default_value = "terminal-data")]
    store: PathBuf,
    /// Language of the words: zh-Hans or en.
    #[arg(long, global = true, default_value = "zh-Hans", value_parser = ["zh-Hans", "en"])]
    lang: String,
    /// Another clock, in the development environment alone: @seconds, ±seconds, file:PATH, 2021-09-01T08:00:00.
    #[arg(long, global = true, allow_hyphen_values = true)]
    clock: Option<Clock>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Sets this terminal up.
    Init(commands::init::Init),
    /// Prints the terminal's public key as base64url of its COSE key, for the authority to register.
    Key,
    /// Fetches trust list, policy and status lists, and hands over the checks made since the last time.
    Update,
    /// Opens a challenge: prints the six digits, and writes its code as a picture where this audience has one.
    Challenge {
        /// PNG file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Reads the codes in camera pictures, in their order, and judges the license.
    Scan(commands::scan::Scan),
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
    let lang = Lang::from_tag(&command.lang);
    match run(&command, lang) {
        Ok(status) => ExitCode::from(status),
        Err(problem) => {
            let _told = writeln!(std::io::stderr(), "terminal: {} [{}]", problem.text(lang), problem.code);
            ExitCode::from(problem.status)
        }
    }
}

fn run(command: &Command, lang: Lang) -> Result<u8, Problem> {
    let opened = || opened(&command.store, command.clock.as_ref());
    match &command.action {
        Action::Init(wanted) => commands::init::init(&command.store, wanted),
        Action::Vehicles => Ok(vehicles(lang)),
        Action::Key => {
            say_line(&Blob::from(&Store::open(&command.store)?.key()?.key().to_cose()[..]).to_string());
            Ok(0)
        }
        Action::Update => {
            let (store, clock) = opened()?;
            let client = Client::new(&store.settings()?.authority, store.key()?)?;
            let summary = block_on(update::update(&store, &client, clock.now()))??;
            say_line(&serde_json::to_string(&summary).expect("five plain values"));
            Ok(0)
        }
        Action::Challenge { out } => {
            let (store, clock) = opened()?;
            show_challenge(&store, &clock, lang, out)
        }
        Action::Scan(wanted) => {
            let (store, clock) = opened()?;
            commands::scan::scan(&store, &clock, lang, wanted)
        }
        Action::Status => {
            let (store, clock) = opened()?;
            commands::status::status(&store, &clock, lang)
        }
    }
}

fn vehicles(lang: Lang) -> u8 {
    for kind in VehicleTable::built_in().kinds() {
        say_line(&format!("{kind:28} {}", say(lang, &VehicleTable::text_id(kind), &Args::NONE)));
    }
    0
}

fn show_challenge(store: &Store, clock: &Clock, lang: Lang, out: &Path) -> Result<u8, Problem> {
    let _alone = store.alone()?;
    let shown = challenge::open(store, clock.now())?;
    let digits = Args::new().text("digits", shown.digits);
    if let Some(text) = &shown.text {
        let picture = challenge::picture(text)?;
        picture.save(out).map_err(|_| Problem::from(challenge::ChallengeError::Draw))?;
        say_line(&say(lang, "terminal-challenge-digits", &digits));
    } else {
        say_line(&say(lang, "terminal-challenge-digits-only", &digits));
    }
    Ok(0)
}
