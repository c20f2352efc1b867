//! The demonstration's command line: `play`, `prove`, and `phone`, which is one phone in a process of its own.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lz_demo::clock::StoryClock;
use lz_demo::phone::Opening;
use lz_demo::{cold, play};

#[derive(Parser)]
#[command(name = "lz-demo", about = "The whole system on one machine, told as a story")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Plays the scenes and writes target/demo/index.html.
    Play {
        /// One scene alone.
        #[arg(long)]
        scene: Option<u32>,
        /// Breaks one real thing in this scene.
        #[arg(long)]
        sabotage: Option<u32>,
        /// Folder of the page; target/demo by itself.
        #[arg(long)]
        page: Option<PathBuf>,
    },
    /// Plays every scene once whole and once sabotaged; each sabotage must make its scene fail.
    Prove,
    /// One phone, opened cold, as a process.
    #[command(hide = true)]
    Phone {
        #[arg(long)]
        folder: PathBuf,
        #[arg(long)]
        keys: PathBuf,
        #[arg(long)]
        url: String,
        #[arg(long)]
        root: String,
        #[arg(long)]
        clock: PathBuf,
        #[arg(long)]
        boot: String,
        #[arg(long)]
        out: PathBuf,
    },
}

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.to_string()),
    };
    match Arguments::parse().command.unwrap_or(Command::Play { scene: None, sabotage: None, page: None }) {
        Command::Play { scene, sabotage, page } => runtime.block_on(play::play(scene, sabotage, page)),
        Command::Prove => runtime.block_on(play::prove()),
        Command::Phone { folder, keys, url, root, clock, boot, out } => {
            let byte = |at: usize| root.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
            let root = (0..root.len()).step_by(2).filter_map(byte).collect();
            let name = "Phone".to_owned();
            let opening = Opening { folder, keys, url, root, clock: StoryClock::in_file(clock), boot, name };
            match runtime.block_on(cold::phone(&opening, &out)) {
                Ok(said) => print_json(&said),
                Err(error) => complain(&error.to_string()),
            }
        }
    }
}

fn print_json(said: &cold::Said) -> ExitCode {
    match serde_json::to_string(said) {
        Ok(json) if writeln!(std::io::stdout(), "{json}").is_ok() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn complain(text: &str) -> ExitCode {
    let _nobody_reads = writeln!(std::io::stderr(), "demo: {text}");
    ExitCode::FAILURE
}
