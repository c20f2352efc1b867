//! `terminal init`: whom to ask, whom to trust, whom to answer for. Everything is checked before anything is written.

use std::path::{Path, PathBuf};

use clap::Args;
use lz_api::Blob;
use lz_credential::audience::Audience;
use lz_credential::{PublicKey, SoftwareEd25519};
use lz_terminal::client::Client;
use lz_terminal::problem::Problem;
use lz_terminal::random;
use lz_terminal::store::{Settings, Store};

/// Options of `terminal init`.
#[derive(Args)]
pub(crate) struct Init {
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
}

/// Sets the terminal up in `folder`.
pub(crate) fn init(folder: &Path, wanted: &Init) -> Result<u8, Problem> {
    let audience: Audience =
        wanted.audience.parse().map_err(|_| Problem::wrong_use("audience", "terminal-problem-audience"))?;
    if wanted.roots.len() != if wanted.development { 1 } else { 3 } {
        return Err(Problem::wrong_use("roots", "terminal-problem-roots"));
    }
    let known = wanted.roots.iter().all(|root| Blob::parse(root).is_ok_and(|key| PublicKey::from_cose(&key.0).is_ok()));
    if !known {
        return Err(Problem::wrong_use("root_key", "terminal-problem-root-key"));
    }
    let asker = match audience {
        Audience::Firm { asker, .. } => Some(asker),
        Audience::Police | Audience::Business => None,
    };
    let seed = seed(wanted.key.as_deref())?;
    Client::new(&wanted.authority, SoftwareEd25519::from_seed(&seed))
        .map_err(|_| Problem::wrong_use("authority_address", "terminal-problem-address"))?;
    let name = wanted.name.clone().map(|zh_hans| {
        let en = wanted.name_en.clone().unwrap_or_else(|| zh_hans.clone());
        [zh_hans, en]
    });
    let settings = Settings {
        authority: wanted.authority.clone(),
        audience: wanted.audience.clone(),
        name,
        asker,
        roots: wanted.roots.clone(),
        development: wanted.development,
    };
    Store::init(folder, &settings, &seed)?;
    Ok(0)
}

fn seed(file: Option<&Path>) -> Result<[u8; 32], Problem> {
    let mut seed = random::<32>();
    if let Some(file) = file {
        let wrong = || Problem::wrong_use("key_file", "terminal-problem-key-file");
        let text = std::fs::read_to_string(file).map_err(|_| wrong())?;
        hex::decode_to_slice(text.trim(), &mut seed).map_err(|_| wrong())?;
    }
    Ok(seed)
}
