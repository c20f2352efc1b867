//! Which pages changed: the one thing a screen waits for.
//!
//! A watch tells names, never contents, so that a slow screen misses nothing: whatever changed while it was away is told at
//! once, in one answer. Snapshots are then read from memory.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

/// The snapshots of [`crate::Wallet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageName {
    /// [`crate::Wallet::gate`].
    GatePage,
    /// [`crate::Wallet::home`].
    HomePage,
    /// [`crate::Wallet::license`].
    LicensePage,
    /// [`crate::Wallet::application`].
    ApplicationPage,
    /// [`crate::Wallet::inbox`].
    InboxPage,
    /// [`crate::Wallet::checks`].
    ChecksPage,
    /// [`crate::Wallet::account`].
    AccountPage,
    /// [`crate::Wallet::purposes`].
    PurposesPage,
}

impl PageName {
    /// All of them.
    pub const ALL: [PageName; 8] = [
        PageName::GatePage,
        PageName::HomePage,
        PageName::LicensePage,
        PageName::ApplicationPage,
        PageName::InboxPage,
        PageName::ChecksPage,
        PageName::AccountPage,
        PageName::PurposesPage,
    ];
}

/// What changed since the last answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Rises with every change.
    pub revision: u64,
    /// The pages to read again.
    pub pages: Vec<PageName>,
}

/// Revision of each page, in the order of [`PageName::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Revisions {
    newest: u64,
    pages: [u64; 8],
}

/// The writer's end.
#[derive(Debug)]
pub(crate) struct Bell(watch::Sender<Revisions>);

impl Bell {
    pub(crate) fn new() -> Self {
        Bell(watch::Sender::new(Revisions::default()))
    }

    /// Tells every watch that these pages are to be read again.
    pub(crate) fn ring(&self, pages: &BTreeSet<PageName>) {
        if pages.is_empty() {
            return;
        }
        self.0.send_modify(|revisions| {
            revisions.newest += 1;
            for page in pages {
                revisions.pages[*page as usize] = revisions.newest;
            }
        });
    }

    /// A watch that first tells every page.
    pub(crate) fn watch(&self) -> Watch {
        let (stop, stopped) = watch::channel(false);
        Watch {
            inner: Arc::new(tokio::sync::Mutex::new(Inner { revisions: self.0.subscribe(), stopped, told: None })),
            stop: Mutex::new(Some(stop)),
        }
    }
}

struct Inner {
    revisions: watch::Receiver<Revisions>,
    stopped: watch::Receiver<bool>,
    told: Option<u64>,
}

/// Waits for changes. One screen, one watch; [`Watch::stop`] ends a wait.
pub struct Watch {
    inner: Arc<tokio::sync::Mutex<Inner>>,
    stop: Mutex<Option<watch::Sender<bool>>>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

impl Watch {
    /// Waits until a page changed and names all that did; the first call answers at once with all pages. `None` after
    /// [`Watch::stop`] or the wallet's end.
    pub async fn next(&self) -> Option<Changed> {
        let mut inner = self.inner.lock().await;
        loop {
            if *inner.stopped.borrow() {
                return None;
            }
            let revisions = *inner.revisions.borrow_and_update();
            let changed = match inner.told {
                None => Some(PageName::ALL.to_vec()),
                Some(told) if revisions.newest > told => {
                    Some(PageName::ALL.into_iter().filter(|page| revisions.pages[*page as usize] > told).collect())
                }
                Some(_) => None,
            };
            if let Some(pages) = changed {
                inner.told = Some(revisions.newest);
                return Some(Changed { revision: revisions.newest, pages });
            }
            let Inner { revisions, stopped, .. } = &mut *inner;
            tokio::select! {
                ended = revisions.changed() => if ended.is_err() { return None },
                _ = stopped.changed() => return None,
            }
        }
    }

    /// Ends the wait, now and for good.
    pub fn stop(&self) {
        if let Some(stop) = self.stop.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take() {
            stop.send_replace(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_screen_hears_of_every_page_once() {
        let bell = Bell::new();
        let watch = bell.watch();
        assert_eq!(watch.next().await.map(|c| c.pages.len()), Some(8));
        bell.ring(&BTreeSet::from([PageName::HomePage]));
        bell.ring(&BTreeSet::from([PageName::LicensePage, PageName::HomePage]));
        let changed = watch.next().await.expect("rung");
        assert_eq!(changed, Changed { revision: 2, pages: vec![PageName::HomePage, PageName::LicensePage] });
    }

    #[tokio::test]
    async fn stop_ends_a_wait_that_is_under_way() {
        let bell = Bell::new();
        let watch = Arc::new(bell.watch());
        watch.next().await;
        let waiting = tokio::spawn({
            let watch = watch.clone();
            async move { watch.next().await }
        });
        tokio::task::yield_now().await;
        watch.stop();
        assert_eq!(waiting.await.expect("runs to its end"), None);
        assert_eq!(watch.next().await, None);
    }

    #[tokio::test]
    async fn the_end_of_the_wallet_ends_its_watches() {
        let bell = Bell::new();
        let watch = bell.watch();
        watch.next().await;
        drop(bell);
        assert_eq!(watch.next().await, None);
    }
}
