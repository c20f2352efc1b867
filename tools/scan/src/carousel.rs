//! What the phone shows over time: recorded from the real presenter, driven by a clock that the recording turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use lz_credential::trust::{Roots, TrustList};
use lz_credential::{Signer as _, UnixSeconds};
use lz_license::StatusTable;
use lz_render::qr::Modules;
use lz_wallet::clock::{Clock, ClockRecord, TimeKeeper};
use lz_wallet::presence::{Presence, ScreenLock};
use lz_wallet::presenter::{Frame, OwnCopy, Presenter, ShowKey, ShowSetup};
use lz_wallet::secrets::{InstallId, MemoryStore, SecretStore};

use crate::world::{self, NOW, Phone};

/// A code, from this moment on.
pub struct Slot {
    /// Milliseconds since the first code.
    pub from_ms: f64,
    /// Which picture: an index into [`Carousel::codes`].
    pub code: usize,
}

/// A recording.
pub struct Carousel {
    /// In order.
    pub slots: Vec<Slot>,
    /// Each picture once.
    pub codes: Vec<Modules>,
    /// The phone that shows.
    pub phone: Phone,
}

/// Both clocks of the phone, turned by the recording.
struct HandClock {
    wall_ms: AtomicI64,
    boot_ns: AtomicU64,
}

impl Clock for HandClock {
    fn wall_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::SeqCst)
    }

    fn boot_ns(&self) -> u64 {
        self.boot_ns.load(Ordering::SeqCst)
    }
}

impl Carousel {
    /// Records so many milliseconds of a typical license shown to the police, in the presenter's usual mode.
    pub fn record(milliseconds: u64) -> Self {
        let mut phone = Phone::new();
        phone.license.version = 100_001;
        let clock = Arc::new(HandClock { wall_ms: AtomicI64::new(NOW * 1000), boot_ns: AtomicU64::new(5_000_000_000) });
        let presenter = Presenter::start(setup(&phone, &clock)).expect("a good license is shown");
        let mut recording = Carousel { slots: Vec::new(), codes: Vec::new(), phone };
        let mut ids: Vec<u64> = Vec::new();
        let mut played = 0;
        // The first codes are signed and drawn in the presenter's own thread: the clock stands until they are there.
        // Without the annex the first code would stand for its fifteen seconds.
        wait(|| matches!(presenter.frame(), Frame::Code(code) if code.next_in_ms < 1_000));
        while played < milliseconds {
            let Frame::Code(code) = presenter.frame() else { panic!("the presenter has a code at all times") };
            let index = ids.iter().position(|id| *id == code.id).unwrap_or_else(|| {
                ids.push(code.id);
                recording.codes.push(Modules { side: code.side, bits: code.modules.to_vec() });
                ids.len() - 1
            });
            if recording.slots.last().is_none_or(|slot| slot.code != index) {
                recording.slots.push(Slot { from_ms: played as f64, code: index });
            }
            let step = u64::from(code.next_in_ms);
            played += step;
            clock.wall_ms.fetch_add(step as i64, Ordering::SeqCst);
            clock.boot_ns.fetch_add(step * 1_000_000, Ordering::SeqCst);
        }
        recording
    }

    /// Which picture is on the screen, and when the next one comes.
    pub fn at(&self, ms: f64) -> (usize, f64) {
        let after = self.slots.partition_point(|slot| slot.from_ms <= ms);
        let now = after.saturating_sub(1);
        (self.slots[now].code, self.slots.get(after).map_or(f64::INFINITY, |slot| slot.from_ms))
    }
}

fn wait(ready: impl Fn() -> bool) {
    for _ in 0..24_000 {
        if ready() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the presenter did not sign within two minutes");
}

fn setup(phone: &Phone, clock: &Arc<HandClock>) -> ShowSetup {
    let trust = TrustList::accept(&world::trust_list(1, NOW + 86_400), &Roots::development(), None, UnixSeconds(NOW));
    let time = Arc::new(TimeKeeper::new(clock.clone(), Some("recording"), ClockRecord::default()));
    let question = time.ask().expect("the system gives randomness");
    let nonce = question.nonce;
    time.anchor(question, NOW * 1000, &nonce).expect("an answer to our own question");
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::new());
    let signer = Arc::new(world::key(phone.holder));
    assert_eq!(signer.key(), &phone.token().unverified_claims().holder, "the phone's own key");
    let presence = Presence::default();
    presence.unlocked(clock.boot_ns());
    ShowSetup {
        purpose: "police".to_owned(),
        copies: vec![OwnCopy { token: phone.token().bytes().to_vec(), annex: phone.annex.clone() }],
        full: ShowKey::full(signer.clone(), store.clone(), InstallId([1; 16])),
        limited: ShowKey::limited(signer, store, InstallId([1; 16])),
        time,
        trust: Arc::new(trust.expect("a trust list that was just signed")),
        policy: None,
        statuses: Arc::new(StatusTable::built_in().clone()),
        live: None,
        presence,
        screen_lock: ScreenLock::Secure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_presenter_shows_one_deciding_code_and_two_frames_of_the_annex_eight_times_a_second() {
        let carousel = Carousel::record(3_000);
        assert_eq!(carousel.slots.len(), 24);
        for (number, slot) in carousel.slots.iter().enumerate() {
            assert_eq!(slot.from_ms, number as f64 * 125.0);
            assert_eq!(slot.code == 0, number % 3 == 0, "the first picture is the deciding code");
        }
        assert_eq!(carousel.at(130.0), (1, 250.0));
    }
}
