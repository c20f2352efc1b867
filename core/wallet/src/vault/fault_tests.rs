//! Crash points and failures, enumerated: every operation of every job of the vault, times everything that may go wrong.

use std::io::ErrorKind;
use std::sync::Arc;

use super::frail_files::{Break, FrailFiles, Power, PoweredSecrets};
use super::{BlobId, Opened, Vault, VaultError};
use crate::secrets::{Fault, MemoryStore, Operation, SecretError, SecretRole};

const OLD: &[u8] = b"the state before";
const NEW: &[u8] = b"the state after, somewhat longer than before";
const OLD_PHOTO: &[u8] = b"an old photo";
const NEW_PHOTO: &[u8] = b"a new photo, taken just now";

/// A phone: a disk and a secret store on one supply.
#[derive(Clone)]
struct Phone {
    files: FrailFiles,
    secrets: PoweredSecrets,
}

impl Phone {
    fn new() -> Self {
        let power = Power::default();
        Self { files: FrailFiles::new(power.clone()), secrets: PoweredSecrets { store: MemoryStore::new(), power } }
    }

    /// A phone that holds [`OLD`] and [`OLD_PHOTO`].
    fn in_use() -> Self {
        let phone = Self::new();
        let vault = phone.open().unwrap().vault;
        vault.claim(b"holder").unwrap();
        vault.put_blob(OLD_PHOTO).unwrap();
        vault.commit(1, OLD).unwrap();
        drop(vault);
        phone
    }

    /// A copy of this phone, its secrets included, on another supply.
    fn with(&self, power: Power) -> Self {
        let secrets = PoweredSecrets { store: self.secrets.store.copy(), power: power.clone() };
        Self { files: self.files.with(power), secrets }
    }

    /// Every phone that this one may be after the power went.
    fn after_power_loss(&self) -> impl Iterator<Item = Self> {
        let power = Power::default();
        let store = self.secrets.store.clone();
        self.files.after_power_loss().into_iter().map(move |files| Self {
            files: files.with(power.clone()),
            secrets: PoweredSecrets { store: store.copy(), power: power.clone() },
        })
    }

    fn open(&self) -> Result<Opened, VaultError> {
        Vault::open(Arc::new(self.files.clone()), Arc::new(self.secrets.clone()))
    }

    fn power(&self) -> &Power {
        &self.secrets.power
    }
}

/// Plays `job` on copies of `phone` with the power ending at each of its operations, and judges every disk that results.
/// Returns the number of disks judged.
fn crash_everywhere(
    phone: &Phone,
    job: impl Fn(&Phone) -> Result<(), VaultError>,
    judge: impl Fn(Result<Opened, VaultError>, bool, &str),
) -> usize {
    let mut judged = 0;
    for end in 0.. {
        let broken = phone.with(Power::ends_at(end));
        let finished = job(&broken).is_ok();
        for (variant, survivor) in broken.after_power_loss().enumerate() {
            judge(survivor.open(), finished, &format!("power ends at operation {end}, disk {variant}"));
            judged += 1;
        }
        if broken.power().done() <= end {
            assert!(finished, "the job ends well when nothing breaks");
            return judged;
        }
    }
    unreachable!("a job has finitely many operations")
}

/// Plays `job` with a failure at each of its operations, in each way, once and lastingly; judges what opens afterwards.
fn fail_everywhere(
    phone: &Phone,
    job: impl Fn(&Phone) -> Result<(), VaultError>,
    judge: impl Fn(&Phone, Result<(), VaultError>, &str),
) -> usize {
    let kinds = [ErrorKind::Other, ErrorKind::StorageFull, ErrorKind::PermissionDenied];
    let ways = kinds.iter().flat_map(|kind| [Break::Fails(*kind), Break::FailsAfter(*kind)]).chain([Break::Short]);
    let mut judged = 0;
    for way in ways {
        for lasting in [false, true] {
            for at in 0.. {
                let broken = phone.with(Power::breaks_at(at, way, lasting));
                let outcome = job(&broken);
                let reached = broken.power().done() > at;
                let healed = broken.with(Power::default());
                judge(&healed, outcome, &format!("{way:?} at operation {at}, lasting {lasting}"));
                judged += 1;
                if !reached {
                    break;
                }
            }
        }
    }
    judged
}

fn first_start(phone: &Phone) -> Result<(), VaultError> {
    let opened = phone.open()?;
    opened.vault.commit(1, NEW).map(drop)
}

fn replace(phone: &Phone) -> Result<(), VaultError> {
    let opened = phone.open()?;
    let photo = opened.vault.put_blob(NEW_PHOTO)?;
    opened.vault.commit(1, NEW)?;
    opened.vault.keep_blobs(&[photo]).map(drop)
}

fn erase(phone: &Phone) -> Result<(), VaultError> {
    phone.open()?.vault.wipe()
}

fn photo_id(vault: &Vault, photo: &[u8]) -> BlobId {
    vault.keys.blob_id(photo)
}

#[test]
fn a_crash_during_the_first_start_leaves_a_first_start_or_the_first_state() {
    let judged = crash_everywhere(&Phone::new(), first_start, |opened, finished, case| {
        let opened = opened.unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(!opened.rolled_back, "{case}");
        match opened.snapshot {
            None => assert!(!finished, "{case}: what was acknowledged is there"),
            Some(snapshot) => assert_eq!(snapshot.bytes[..], *NEW, "{case}"),
        }
    });
    assert!(judged > 30, "{judged} disks");
}

// R47
#[test]
fn a_crash_during_a_commit_leaves_the_old_state_or_the_new_one_with_its_photo() {
    let judged = crash_everywhere(&Phone::in_use(), replace, |opened, finished, case| {
        let opened = opened.unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(!opened.rolled_back, "{case}");
        let snapshot = opened.snapshot.unwrap_or_else(|| panic!("{case}: a state"));
        let photo = match &snapshot.bytes[..] {
            OLD => {
                assert!(!finished, "{case}: what was acknowledged is there");
                OLD_PHOTO
            }
            NEW => NEW_PHOTO,
            _ => panic!("{case}: neither the old state nor the new one"),
        };
        let kept = opened.vault.blob(&photo_id(&opened.vault, photo)).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(kept[..], *photo, "{case}");
    });
    assert!(judged > 30, "{judged} disks");
}

// R64
#[test]
fn a_crash_during_a_wipe_leaves_all_or_nothing() {
    let phone = Phone::in_use();
    let install = phone.open().unwrap().vault.install();
    let judged = crash_everywhere(&phone, erase, |opened, finished, case| {
        let opened = opened.unwrap_or_else(|error| panic!("{case}: {error}"));
        match opened.snapshot {
            Some(snapshot) => {
                assert!(!finished, "{case}: erased is erased");
                assert_eq!(snapshot.bytes[..], *OLD, "{case}");
                assert_eq!(opened.vault.install(), install, "{case}");
            }
            None => {
                assert_ne!(opened.vault.install(), install, "{case}: a new install");
                assert!(opened.vault.claim(b"somebody else").is_ok(), "{case}");
                assert!(matches!(opened.vault.blob(&photo_id(&opened.vault, OLD_PHOTO)), Err(VaultError::NoBlob)));
            }
        }
    });
    assert!(judged > 30, "{judged} disks");
}

#[test]
fn a_wipe_that_is_finished_later_leaves_no_secret_of_the_old_install() {
    let phone = Phone::in_use();
    for end in 0.. {
        let broken = phone.with(Power::ends_at(end));
        let finished = erase(&broken).is_ok();
        for survivor in broken.after_power_loss() {
            let opened = survivor.open().unwrap();
            if opened.snapshot.is_none() {
                // The new install's two secrets and nothing else.
                assert_eq!(survivor.secrets.store.len(), 2, "power ends at operation {end}");
            }
        }
        if finished {
            return;
        }
    }
}

#[test]
fn a_failure_of_the_disk_or_the_secret_store_leaves_the_old_state_or_the_new_one() {
    let judged = fail_everywhere(&Phone::in_use(), replace, |phone, outcome, case| {
        let opened = phone.open().unwrap_or_else(|error| panic!("{case}: {error}"));
        let snapshot = opened.snapshot.unwrap_or_else(|| panic!("{case}: a state"));
        assert!(!opened.rolled_back, "{case}");
        match &snapshot.bytes[..] {
            OLD => assert!(outcome.is_err(), "{case}: what was acknowledged is there"),
            NEW => {}
            _ => panic!("{case}: neither the old state nor the new one"),
        }
    });
    assert!(judged > 100, "{judged} failures");
}

#[test]
fn a_failed_commit_can_be_repeated_at_once() {
    let ways = [Break::Fails(ErrorKind::StorageFull), Break::FailsAfter(ErrorKind::Other), Break::Short];
    for way in ways {
        for at in 0..40 {
            let phone = Phone::in_use().with(Power::breaks_at(at, way, false));
            let Ok(opened) = phone.open() else { continue };
            let first = opened.vault.commit(1, b"tried");
            // The one failure strikes the opening, one of the two commits, or comes too late.
            let second = opened.vault.commit(1, NEW).or_else(|_| {
                assert!(first.is_ok(), "{way:?} at {at}: one failure");
                opened.vault.commit(1, NEW)
            });
            let second = second.unwrap_or_else(|error| panic!("{way:?} at {at}: {error}"));
            assert!(first.is_err() || second.generation > 2, "{way:?} at {at}");
            drop(opened);
            let opened = phone.with(Power::default()).open().unwrap();
            assert_eq!(opened.snapshot.unwrap().bytes[..], *NEW, "{way:?} at {at}");
            assert!(!opened.rolled_back, "{way:?} at {at}");
        }
    }
}

#[test]
fn a_first_start_on_a_failing_disk_can_be_repeated() {
    fail_everywhere(&Phone::new(), first_start, |phone, _, case| {
        let opened = phone.open().unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(opened.snapshot.is_none_or(|snapshot| snapshot.bytes[..] == *NEW), "{case}");
    });
}

#[test]
fn a_wipe_on_a_failing_disk_can_be_repeated() {
    fail_everywhere(&Phone::in_use(), erase, |phone, outcome, case| {
        let opened = phone.open().unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(outcome.is_err() || opened.snapshot.is_none(), "{case}: erased is erased");
        opened.vault.wipe().unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(phone.open().unwrap().snapshot.is_none(), "{case}");
    });
}

#[test]
fn each_answer_of_the_secret_store_has_its_own_refusal_and_none_makes_a_new_key() {
    let cases = [
        (Fault::Fails(SecretError::Locked), "vault-locked"),
        (Fault::Fails(SecretError::Lost), "vault-lost"),
        (Fault::Fails(SecretError::Unavailable), "vault-unavailable"),
        (Fault::Lies, "vault-lost"),
    ];
    for (fault, code) in cases {
        let phone = Phone::in_use();
        let secrets = phone.secrets.store.clone();
        let before = secrets.len();
        secrets.order(Operation::Get, Some(SecretRole::VaultKey), fault, 0, u32::MAX);
        assert_eq!(phone.open().err().map(|error| error.code()), Some(code), "{fault:?}");
        assert_eq!(secrets.len(), before, "{fault:?}: nothing was written or deleted");
        secrets.heal();
        assert_eq!(phone.open().unwrap().snapshot.unwrap().bytes[..], *OLD, "{fault:?}: nothing was lost");
    }
}

#[test]
fn a_store_that_stumbles_twice_is_asked_a_third_time() {
    let phone = Phone::in_use();
    let fault = Fault::Fails(SecretError::Unavailable);
    phone.secrets.store.order(Operation::Get, Some(SecretRole::VaultKey), fault, 0, 2);
    assert!(phone.open().is_ok());
}

#[test]
fn a_store_that_lies_about_its_first_write_is_found_out_before_the_marker_exists() {
    let phone = Phone::new();
    phone.secrets.store.order(Operation::Put, Some(SecretRole::VaultKey), Fault::Lies, 0, u32::MAX);
    assert!(matches!(phone.open(), Err(VaultError::Unavailable)));
    phone.secrets.store.heal();
    assert!(phone.open().unwrap().snapshot.is_none());
}

#[test]
fn a_mark_that_cannot_be_raised_is_raised_by_the_next_opening() {
    let phone = Phone::in_use();
    let opened = phone.open().unwrap();
    phone.secrets.store.order(Operation::Put, Some(SecretRole::HighWater), Fault::Fails(SecretError::Locked), 0, 1);
    let committed = opened.vault.commit(1, NEW).unwrap();
    assert_eq!(committed.mark, super::MarkState::Pending);
    drop(opened);
    let old_mark = phone.with(Power::default());
    drop(phone.open().unwrap());
    // Now the state before it would be noticed: take the mark of the one phone and the disk of another.
    let earlier = Phone { files: old_mark.files.clone(), secrets: phone.secrets.clone() };
    assert!(!earlier.open().unwrap().rolled_back, "the same state is not rolled back");
}

#[test]
fn an_older_state_is_told_and_still_opens_and_the_next_commit_overtakes_it() {
    let phone = Phone::in_use();
    let older = phone.files.with(Power::default());
    let opened = phone.open().unwrap();
    opened.vault.commit(1, NEW).unwrap();
    drop(opened);
    let rolled_back = Phone { files: older, secrets: phone.secrets.clone() };
    let opened = rolled_back.open().unwrap();
    assert!(opened.rolled_back);
    assert_eq!(opened.snapshot.as_ref().unwrap().bytes[..], *OLD);
    let committed = opened.vault.commit(1, NEW).unwrap();
    assert_eq!(committed.generation, 3, "above the mark");
    drop(opened);
    assert!(!rolled_back.open().unwrap().rolled_back);
}

#[test]
fn a_missing_mark_counts_as_rolled_back() {
    let phone = Phone::in_use();
    let install = phone.open().unwrap().vault.install();
    let name = crate::secrets::SecretName::new(SecretRole::HighWater, install);
    crate::secrets::SecretStore::remove(&phone.secrets.store, &name).unwrap();
    assert!(phone.open().unwrap().rolled_back);
}

#[test]
fn a_state_that_vanished_is_rolled_back_and_no_first_start() {
    use super::files::Files;
    let phone = Phone::in_use();
    phone.files.remove("state.bin").unwrap();
    let opened = phone.open().unwrap();
    assert!(opened.snapshot.is_none());
    assert!(opened.rolled_back);
}
