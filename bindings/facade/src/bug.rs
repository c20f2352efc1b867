//! A panic is a fault of ours. It crosses to the app as `CoreError::Bug` with a number that names the place, not the person.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::panic::{self, AssertUnwindSafe, Location};
use std::pin::pin;
use std::sync::Once;
use std::task::Poll;

use lz_wallet::CoreError;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// The number of a place in our sources: stable within a release, and free of anything a person typed.
fn number(place: Option<&Location<'_>>) -> u32 {
    let Some(place) = place else { return 1 };
    // FNV-1a: the number is told on the telephone and looked up by computing it again, so it must not change with the compiler.
    let text = format!("{}:{}", place.file(), place.line());
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash.max(1)
}

/// Notes where a panic happened, on whatever thread, and drops its text, which may hold what a person typed.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            LAST.set(number(info.location()));
            if cfg!(test) {
                before(info);
            }
        }));
    });
}

/// Runs `work`; a panic in it becomes `CoreError::Bug`.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, CoreError>) -> Result<T, CoreError> {
    listen();
    // Unwind safety: the wallet keeps its state behind locks that recover from a poisoned writer.
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(CoreError::Bug { id: LAST.get() }))
}

/// The same for work that waits. The wallet runs it on threads of its own; only the waiting happens on the caller's.
pub(crate) async fn caught_later<T>(work: impl Future<Output = Result<T, CoreError>>) -> Result<T, CoreError> {
    let mut work = pin!(work);
    poll_fn(move |context| {
        let mut step = Poll::Pending;
        let polled = caught(|| {
            step = work.as_mut().poll(context);
            Ok(())
        });
        match polled {
            Ok(()) => std::mem::replace(&mut step, Poll::Pending),
            Err(bug) => Poll::Ready(Err(bug)),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn a_panic_becomes_a_number_without_its_text() {
        let place = |name: &str| match caught::<()>(|| panic!("{name} 110101199003070000")) {
            Err(CoreError::Bug { id }) => id,
            other => panic!("{other:?}"),
        };
        let (first, second) = (place("Li"), place("Wang"));
        assert_eq!(first, second, "the number names the place");
        assert_ne!(first, 0);
    }

    #[test]
    fn another_place_has_another_number() {
        let first = caught::<()>(|| panic!("here"));
        let second = caught::<()>(|| panic!("there"));
        assert_ne!(first, second);
    }

    #[test]
    fn a_panic_inside_waiting_work_is_a_bug_and_not_a_crash() {
        let mut asked = false;
        let work = poll_fn(move |_| {
            assert!(!asked, "secret detail");
            asked = true;
            Poll::<Result<(), CoreError>>::Pending
        });
        let mut call = pin!(caught_later(work));
        let mut context = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
        let outcome = call.as_mut().poll(&mut context);
        assert!(matches!(outcome, Poll::Ready(Err(CoreError::Bug { .. }))), "{outcome:?}");
    }
}
