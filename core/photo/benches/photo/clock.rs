//! CPU time of this thread: a machine that is busy with other things changes little of it.

use rustix::time::{ClockId, clock_gettime};

/// Nanoseconds so far.
pub(crate) fn cpu_nanoseconds() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Milliseconds since `start`.
pub(crate) fn since(start: u64) -> f64 {
    (cpu_nanoseconds() - start) as f64 / 1e6
}

/// Median of some runs, ms.
pub(crate) fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = cpu_nanoseconds();
            work();
            since(start)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}
