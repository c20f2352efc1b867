//! Where the core's work runs: two threads of its own, never the caller's.
//!
//! Dropping a call is normal on Android (a screen that is left cancels its coroutines) and does nothing on iOS. So two kinds of
//! calls are told apart: [`read`] stops with its caller, since nobody needs the pixels; [`decide`] changes state and runs to
//! its end: only the answer is lost.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};

use lz_wallet::CoreError;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::bug;

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("liangzheng")
            .enable_all()
            .build()
            .expect("a phone that cannot start two threads cannot start an app either")
    })
}

/// Runs a synchronous call inside the runtime, so that what it starts has a place to run.
pub(crate) fn now<T>(work: impl FnOnce() -> Result<T, CoreError>) -> Result<T, CoreError> {
    let _inside = runtime().enter();
    bug::caught(work)
}

/// Runs work that changes nothing; it stops when the caller stops waiting.
pub(crate) async fn read<T: Send + 'static>(
    work: impl Future<Output = Result<T, CoreError>> + Send + 'static,
) -> Result<T, CoreError> {
    StopWhenDropped(runtime().spawn(guarded(work))).await
}

/// Runs work that changes state: to its end, whoever still waits for it.
pub(crate) async fn decide<T: Send + 'static>(
    work: impl Future<Output = Result<T, CoreError>> + Send + 'static,
) -> Result<T, CoreError> {
    runtime().spawn(guarded(work)).await.unwrap_or(Err(CoreError::Cancelled))
}

/// The same future, whose panics are `CoreError::Bug`.
async fn guarded<T>(work: impl Future<Output = Result<T, CoreError>>) -> Result<T, CoreError> {
    let mut work = std::pin::pin!(work);
    std::future::poll_fn(move |context| {
        let mut step = Poll::Pending;
        let outcome = bug::caught(AssertUnwindSafe(|| {
            step = work.as_mut().poll(context);
            Ok(())
        }));
        match outcome {
            Ok(()) => step,
            Err(bug) => Poll::Ready(Err(bug)),
        }
    })
    .await
}

struct StopWhenDropped<T>(JoinHandle<Result<T, CoreError>>);

impl<T> Future for StopWhenDropped<T> {
    type Output = Result<T, CoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|joined| joined.unwrap_or(Err(CoreError::Cancelled)))
    }
}

impl<T> Drop for StopWhenDropped<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::Waker;

    use tokio::sync::oneshot;

    use super::*;

    /// Polls a call once and drops it, as a Kotlin screen does that is left while it waits.
    fn start_and_leave<T>(call: impl Future<Output = T>) {
        let mut call = Box::pin(call);
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }

    /// Work that waits for a signal and then says that it was done.
    #[allow(clippy::type_complexity)]
    fn work() -> (
        impl Future<Output = Result<(), CoreError>> + Send + 'static,
        oneshot::Sender<()>,
        Arc<AtomicBool>,
        oneshot::Receiver<()>,
    ) {
        let (go, wait) = oneshot::channel();
        let (gone, left) = oneshot::channel();
        let done = Arc::new(AtomicBool::new(false));
        let mark = done.clone();
        let work = async move {
            let _gone: oneshot::Sender<()> = gone; // dropped when the work ends, in whatever way
            wait.await.map_err(|_| CoreError::Ended)?;
            mark.store(true, Ordering::SeqCst);
            Ok(())
        };
        (work, go, done, left)
    }

    #[test]
    fn a_decision_outlives_the_screen_that_made_it() {
        let (work, go, done, left) = work();
        start_and_leave(decide(work));
        go.send(()).expect("the work still waits");
        let _ = left.blocking_recv();
        assert!(done.load(Ordering::SeqCst));
    }

    #[test]
    fn reading_stops_with_the_screen_that_asked() {
        let (work, go, done, left) = work();
        start_and_leave(read(work));
        let _ = left.blocking_recv();
        assert!(go.send(()).is_err(), "the work is gone");
        assert!(!done.load(Ordering::SeqCst));
    }

    #[test]
    fn a_panic_inside_work_is_a_bug_and_not_a_crash() {
        let outcome = runtime().block_on(read::<()>(async {
            tokio::task::yield_now().await;
            panic!("secret detail")
        }));
        assert!(matches!(outcome, Err(CoreError::Bug { .. })), "{outcome:?}");
    }
}
