//! `terminal scan`: pictures in, a verdict out. The verdict is the exit status.

use std::path::{Path, PathBuf};

use clap::Args;
use lz_license::vehicles::VehicleTable;
use lz_terminal::check::{Outcome, Ready};
use lz_terminal::client::Client;
use lz_terminal::clock::Clock;
use lz_terminal::problem::Problem;
use lz_terminal::report::{self, Style};
use lz_terminal::store::Store;
use lz_terminal::{online, reader};
use lz_text::Lang;

use super::{block_on, say_line};

/// Options of `terminal scan`.
#[derive(Args)]
pub(crate) struct Scan {
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
}

/// Reads, judges, remembers, and says it.
pub(crate) fn scan(store: &Store, clock: &Clock, lang: Lang, wanted: &Scan) -> Result<u8, Problem> {
    if wanted.vehicle.as_deref().is_some_and(|kind| VehicleTable::built_in().kinds().all(|known| known != kind)) {
        return Err(Problem::wrong_use("vehicle", "terminal-problem-vehicle"));
    }
    let now = clock.now();
    let texts = match texts(&wanted.files) {
        Ok(texts) => texts,
        Err(problem) => {
            if wanted.json {
                say_line(&report::unread(&problem, lang, now).to_string());
            }
            return Err(problem);
        }
    };
    let alone = store.alone()?;
    let mut ready = Ready::load(store, now)?;
    if ready.trust().is_none() {
        return Err(Problem::no_trust_list());
    }
    let mut outcome = ready.judge(&texts, now);
    ready.keep(store, &outcome)?;
    drop(alone);
    let register_asked = wanted.online && ask_register(store, &mut outcome)?;
    if wanted.online && !register_asked && !wanted.json {
        say_line(&lz_text::say(lang, "terminal-online-not-reached", &lz_text::Args::NONE));
    }
    let portrait = wanted.portrait.as_deref().filter(|file| write_portrait(&outcome, file));
    let portrait = portrait.map(|file| file.display().to_string());
    let style = Style { lang, vehicle: wanted.vehicle.as_deref(), portrait: portrait.as_deref(), register_asked };
    match wanted.json {
        true => say_line(&report::machine(&outcome, &style).to_string()),
        false => say_line(&report::words(&outcome, &style)),
    }
    Ok(outcome.verdict().exit_status())
}

/// The codes of the pictures, in their order. A picture that cannot be read matters only if no other shows a code.
fn texts(files: &[PathBuf]) -> Result<Vec<String>, Problem> {
    let (mut texts, mut unreadable) = (Vec::new(), None);
    for file in files {
        match reader::open(file) {
            Ok(picture) => texts.extend(reader::qr_text(&picture)),
            Err(error) => unreadable = Some(error),
        }
    }
    match unreadable {
        Some(error) if texts.is_empty() => Err(error.into()),
        _ => Ok(texts),
    }
}

/// Whether the register answered.
fn ask_register(store: &Store, outcome: &mut Outcome) -> Result<bool, Problem> {
    let client = Client::new(&store.settings()?.authority, store.key()?)?;
    Ok(matches!(block_on(online::ask(&client, outcome))?, Some(Ok(()))))
}

fn write_portrait(outcome: &Outcome, file: &Path) -> bool {
    let Some(license) = &outcome.license else { return false };
    reader::portrait(&license.annex().portrait).is_some_and(|picture| picture.save(file).is_ok())
}
