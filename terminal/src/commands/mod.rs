//! What the program's commands do, each in its own file. The library knows nothing of command lines.

pub(crate) mod init;
pub(crate) mod scan;
pub(crate) mod status;

use std::io::Write as _;
use std::path::Path;

use lz_credential::trust::Environment;
use lz_terminal::clock::Clock;
use lz_terminal::problem::Problem;
use lz_terminal::store::Store;

/// The store, and the clock if this environment lets it be set.
pub(crate) fn opened(folder: &Path, clock: Option<&Clock>) -> Result<(Store, Clock), Problem> {
    let store = Store::open(folder)?;
    match clock {
        Some(_) if store.environment()? == Environment::Production => {
            Err(Problem::wrong_use("clock_in_production", "terminal-problem-clock"))
        }
        clock => Ok((store, clock.cloned().unwrap_or_default())),
    }
}

/// Prints a line. A pipe that was closed is no reason to fail: the exit status still says the verdict.
pub(crate) fn say_line(text: &str) {
    let _printed = writeln!(std::io::stdout(), "{text}");
}

/// Runs network work to its end.
pub(crate) fn block_on<F: Future>(work: F) -> Result<F::Output, Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|_| Problem::cannot_work("runtime", "terminal-problem-disk"))?;
    Ok(runtime.block_on(work))
}
