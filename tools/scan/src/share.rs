//! Work over all cores, with results in the order of the questions.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Answers the questions `0..count`. Each thread makes its own `tool` first: a renderer, a second reader.
///
/// The answers do not depend on how many threads there are.
pub fn over_cores<H, T: Send>(
    count: usize,
    tool: impl Fn() -> H + Sync,
    work: impl Fn(&mut H, usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mut tool = tool();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        return;
                    }
                    let answer = work(&mut tool, at);
                    done.lock().expect("no thread panicked while it held this").push((at, answer));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("all threads are done");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, answer)| answer).collect()
}
