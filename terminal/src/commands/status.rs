//! `terminal status`: what the terminal holds, and how old it is.

use lz_terminal::check::Ready;
use lz_terminal::clock::Clock;
use lz_terminal::problem::Problem;
use lz_terminal::report::ago;
use lz_terminal::store::Store;
use lz_text::{Args, Lang, say};

use super::say_line;

/// Prints one line for each thing that is held.
pub(crate) fn status(store: &Store, clock: &Clock, lang: Lang) -> Result<u8, Problem> {
    let now = clock.now();
    let ready = Ready::load(store, now)?;
    match ready.trust().map(|trust| trust.claims()) {
        Some(claims) if now < claims.expires_at => {
            let args = Args::new()
                .text("sequence", claims.sequence.to_string())
                .text("keys", claims.entries.len().to_string())
                .text("days", (claims.expires_at.since(now) / 86_400).to_string());
            say_line(&say(lang, "terminal-held-trust", &args));
        }
        Some(_) => say_line(&say(lang, "check-trust-list-expired", &Args::NONE)),
        None => say_line(&say(lang, "terminal-no-trust", &Args::NONE)),
    }
    for (uri, as_of) in ready.lists().held() {
        let args = Args::new().text("list", uri).text("age", ago(lang, now.since(as_of).max(0)));
        say_line(&say(lang, "terminal-held-list", &args));
    }
    let queued = store.queued(usize::MAX)?.len();
    say_line(&say(lang, "terminal-held-queue", &Args::new().text("n", queued.to_string())));
    Ok(0)
}
