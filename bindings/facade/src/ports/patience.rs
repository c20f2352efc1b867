//! A call into the app that never comes back must not hold the core for good.

use std::sync::mpsc;
use std::time::Duration;

/// How long the core waits. Apps promise two seconds; a phone that is busy starting gets more.
pub(super) const LONGEST: Duration = Duration::from_secs(5);

/// Runs a call into the app on a thread of its own. Absent if no answer came in time, if the call broke, or if the system
/// gave no thread; a late answer is dropped with its thread.
pub(super) fn within<T: Send + 'static>(longest: Duration, call: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = mpsc::sync_channel(1);
    let working = move || {
        let _nobody_waits = tell.send(call());
    };
    std::thread::Builder::new().name("lz-port".to_owned()).spawn(working).ok()?;
    told.recv_timeout(longest).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_time_arrives_and_one_that_never_comes_is_given_up() {
        assert_eq!(within(LONGEST, || 7), Some(7));
        let (_open_until_the_end, never) = mpsc::channel::<()>();
        assert_eq!(within(Duration::from_millis(5), move || never.recv()), None);
    }

    #[test]
    fn a_call_that_breaks_is_no_answer() {
        assert_eq!(within(LONGEST, || -> u8 { panic!("the app broke") }), None);
    }
}
