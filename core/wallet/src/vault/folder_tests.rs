//! The vault in a real folder: flipped and cut files, copies, second opens, other processes, sudden death.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use tempfile::TempDir;

use super::{Opened, RealFiles, Vault, VaultError, VaultFile};
use crate::secrets::{DevelopmentFile, MemoryStore, SecretStore};

const MARKER: &[u8] = b"PERSONAL-DATA-THAT-MUST-NOT-BE-READABLE";

fn open(folder: &Path, secrets: &MemoryStore) -> Result<Opened, VaultError> {
    Vault::open(Arc::new(RealFiles::open(folder).unwrap()), Arc::new(secrets.clone()))
}

/// A folder with a state and two blobs.
fn in_use() -> (TempDir, MemoryStore) {
    let folder = tempfile::tempdir().unwrap();
    let secrets = MemoryStore::new();
    let vault = open(folder.path(), &secrets).unwrap().vault;
    vault.put_blob(MARKER).unwrap();
    vault.put_blob(b"another blob of the very same length....").unwrap();
    vault.commit(7, MARKER).unwrap();
    (folder, secrets)
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).map(|e| (name(&e), fs::read(e.path()).unwrap())).collect()
}

fn file_of(name: &str) -> VaultFile {
    match name {
        "install.bin" => VaultFile::Install,
        "state.bin" => VaultFile::State,
        _ => VaultFile::Blob,
    }
}

/// Opens and reads all that [`in_use`] has put there.
fn read_all(folder: &Path, secrets: &MemoryStore) -> Result<(), VaultError> {
    let opened = open(folder, secrets)?;
    assert_eq!(opened.snapshot.expect("a state").bytes[..], *MARKER);
    for content in [MARKER, b"another blob of the very same length...."] {
        let id = opened.vault.keys.blob_id(content);
        assert_eq!(opened.vault.blob(&id)?[..], *content);
    }
    Ok(())
}

// R13 R14
#[test]
fn one_flipped_byte_anywhere_is_told_and_no_file_is_touched() {
    let (folder, secrets) = in_use();
    let whole = contents(folder.path());
    let mut flips = 0;
    for (name, bytes) in whole.iter().filter(|(name, _)| *name != "lock") {
        for at in 0..bytes.len() {
            for bit in [0x01, 0x80] {
                let mut flipped = bytes.clone();
                flipped[at] ^= bit;
                fs::write(folder.path().join(name), &flipped).unwrap();
                match read_all(folder.path(), &secrets) {
                    Err(VaultError::Damaged(file)) => assert_eq!(file, file_of(name), "{name} byte {at}"),
                    Err(VaultError::Newer) => assert_eq!(at, 4, "{name}: only the version byte reads as newer"),
                    other => panic!("{name} byte {at}: {other:?}"),
                }
                assert_eq!(fs::read(folder.path().join(name)).unwrap(), flipped, "{name} byte {at} is kept");
                flips += 1;
            }
        }
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    assert!(flips > 500, "{flips} flips");
    read_all(folder.path(), &secrets).unwrap();
    assert_eq!(contents(folder.path()), whole);
}

#[test]
fn a_file_cut_or_grown_by_any_length_is_told() {
    let (folder, secrets) = in_use();
    for (name, bytes) in contents(folder.path()).iter().filter(|(name, _)| *name != "lock") {
        for length in (0..bytes.len()).chain([bytes.len() + 1, bytes.len() + 4096]) {
            let mut changed = bytes.clone();
            changed.resize(length, 0);
            fs::write(folder.path().join(name), &changed).unwrap();
            let error = read_all(folder.path(), &secrets).expect_err(name);
            assert!(matches!(error, VaultError::Damaged(file) if file == file_of(name)), "{name} {length}: {error:?}");
        }
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    read_all(folder.path(), &secrets).unwrap();
}

#[test]
fn two_blobs_that_changed_places_are_damaged_both() {
    let (folder, secrets) = in_use();
    let blobs: Vec<_> = contents(folder.path()).into_iter().filter(|(name, _)| name.starts_with("b-")).collect();
    let [(first, first_bytes), (second, second_bytes)] = &blobs[..] else { panic!("two blobs") };
    fs::write(folder.path().join(first), second_bytes).unwrap();
    fs::write(folder.path().join(second), first_bytes).unwrap();
    let opened = open(folder.path(), &secrets).unwrap();
    for content in [MARKER, b"another blob of the very same length...."] {
        let id = opened.vault.keys.blob_id(content);
        assert!(matches!(opened.vault.blob(&id), Err(VaultError::Damaged(VaultFile::Blob))));
    }
}

#[test]
fn a_state_of_a_later_version_is_refused_and_kept() {
    let (folder, secrets) = in_use();
    for name in ["install.bin", "state.bin"] {
        let path = folder.path().join(name);
        let before = fs::read(&path).unwrap();
        let mut later = before.clone();
        later[4] = 2;
        if name == "install.bin" {
            // A later version's own check value fits.
            let body = later.len() - 16;
            let check = <sha2::Sha256 as sha2::Digest>::digest(&later[..body]);
            later[body..].copy_from_slice(&check[..16]);
        }
        fs::write(&path, &later).unwrap();
        assert!(matches!(open(folder.path(), &secrets), Err(VaultError::Newer)), "{name}");
        assert_eq!(fs::read(&path).unwrap(), later);
        fs::write(&path, &before).unwrap();
    }
}

#[test]
fn a_folder_copied_to_another_phone_is_lost_and_stays_as_it_is() {
    let (folder, _) = in_use();
    let other_phone = MemoryStore::new();
    let before = contents(folder.path());
    let error = open(folder.path(), &other_phone).expect_err("refused");
    assert!(matches!(error, VaultError::Lost));
    assert_eq!(error.code(), "vault-lost");
    assert!(other_phone.is_empty(), "no new key was made");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn the_files_of_one_install_do_not_open_in_another() {
    let (one, _) = in_use();
    let (other, secrets) = in_use();
    fs::copy(one.path().join("state.bin"), other.path().join("state.bin")).unwrap();
    assert!(matches!(open(other.path(), &secrets), Err(VaultError::Damaged(VaultFile::State))));
    fs::copy(one.path().join("install.bin"), other.path().join("install.bin")).unwrap();
    assert!(matches!(open(other.path(), &secrets), Err(VaultError::Lost)));
}

#[test]
fn content_without_its_marker_is_lost_and_no_first_start() {
    let (folder, secrets) = in_use();
    fs::remove_file(folder.path().join("install.bin")).unwrap();
    let before = secrets.len();
    assert!(matches!(open(folder.path(), &secrets), Err(VaultError::Lost)));
    assert_eq!(secrets.len(), before);
}

#[test]
fn a_second_open_of_a_folder_is_refused_until_the_first_is_dropped() {
    let (folder, secrets) = in_use();
    let first = open(folder.path(), &secrets).unwrap();
    assert!(matches!(open(folder.path(), &secrets), Err(VaultError::AlreadyOpen)));
    let detour = folder.path().join(".").join("..").join(folder.path().file_name().unwrap());
    assert!(matches!(open(&detour, &secrets), Err(VaultError::AlreadyOpen)), "by another path");
    assert!(matches!(
        Vault::wipe_unopened(&RealFiles::open(folder.path()).unwrap(), &secrets),
        Err(VaultError::AlreadyOpen)
    ));
    drop(first);
    assert!(open(folder.path(), &secrets).is_ok());
}

// R64
#[test]
fn a_second_holder_must_erase_the_first_and_sees_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = MemoryStore::new();
    let vault = open(folder.path(), &secrets).unwrap().vault;
    vault.claim(b"citizen|first").unwrap();
    vault.put_blob(MARKER).unwrap();
    vault.commit(1, MARKER).unwrap();
    let first_install = vault.install();
    drop(vault);
    let stolen = contents(folder.path());

    let opened = open(folder.path(), &secrets).unwrap();
    assert!(matches!(opened.vault.claim(b"citizen|second"), Err(VaultError::OtherHolder)));
    assert!(opened.vault.claim(b"citizen|first").is_ok(), "the first may come back");
    opened.vault.wipe().unwrap();

    let opened = open(folder.path(), &secrets).unwrap();
    assert!(opened.snapshot.is_none());
    assert_ne!(opened.vault.install(), first_install);
    opened.vault.claim(b"citizen|second").unwrap();
    opened.vault.commit(1, b"of the second").unwrap();
    drop(opened);

    // Even whoever kept a copy of the files cannot read them on this very phone: the key is gone.
    let restored = tempfile::tempdir().unwrap();
    for (name, bytes) in &stolen {
        fs::write(restored.path().join(name), bytes).unwrap();
    }
    assert!(matches!(open(restored.path(), &secrets), Err(VaultError::Lost)));
}

#[test]
fn a_folder_that_does_not_open_can_be_erased_by_a_decision_and_starts_anew() {
    for breakage in ["lost", "damaged marker", "damaged state"] {
        let (folder, secrets) = in_use();
        let secrets = match breakage {
            "lost" => MemoryStore::new(),
            _ => secrets,
        };
        let broken = match breakage {
            "damaged marker" => Some("install.bin"),
            "damaged state" => Some("state.bin"),
            _ => None,
        };
        if let Some(name) = broken {
            fs::write(folder.path().join(name), b"nonsense").unwrap();
        }
        assert!(open(folder.path(), &secrets).is_err(), "{breakage}");
        Vault::wipe_unopened(&RealFiles::open(folder.path()).unwrap(), &secrets).unwrap();
        let names: Vec<_> = contents(folder.path()).into_keys().collect();
        assert_eq!(names, ["lock"], "{breakage}");
        assert!(open(folder.path(), &secrets).unwrap().snapshot.is_none(), "{breakage}");
    }
}

#[test]
fn nothing_personal_is_readable_in_the_folder() {
    let (folder, _) = in_use();
    let personal = |bytes: &[u8]| bytes.windows(8).any(|window| MARKER.windows(8).any(|part| part == window));
    for (name, bytes) in contents(folder.path()) {
        assert!(!personal(&bytes), "{name}");
        assert!(!personal(name.as_bytes()), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("wallet");
    let opened = open(&folder, &MemoryStore::new()).unwrap();
    opened.vault.commit(1, b"state").unwrap();
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    for name in ["install.bin", "state.bin"] {
        assert_eq!(fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[test]
fn unwanted_blobs_are_collected_and_wanted_ones_stay() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), &MemoryStore::new()).unwrap().vault;
    let ids: Vec<_> = (0..5u8).map(|n| vault.put_blob(&[n; 100]).unwrap()).collect();
    assert_eq!(vault.put_blob(&[0; 100]).unwrap(), ids[0], "the same bytes, the same name");
    assert_eq!(vault.keep_blobs(&ids[..2]).unwrap(), 3);
    assert_eq!(vault.blob(&ids[1]).unwrap()[..], [1; 100]);
    assert!(matches!(vault.blob(&ids[4]), Err(VaultError::NoBlob)));
    vault.erase_blob(&ids[1]).unwrap();
    vault.erase_blob(&ids[1]).unwrap();
    assert!(matches!(vault.blob(&ids[1]), Err(VaultError::NoBlob)));
}

#[test]
fn more_than_the_vault_keeps_is_refused_before_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), &MemoryStore::new()).unwrap().vault;
    assert!(matches!(vault.commit(1, &vec![0; (8 << 20) + 1]), Err(VaultError::TooLarge)));
    assert!(matches!(vault.put_blob(&vec![0; (16 << 20) + 1]), Err(VaultError::TooLarge)));
}

#[test]
fn the_same_state_never_gives_the_same_file_twice() {
    let folder = tempfile::tempdir().unwrap();
    let vault = open(folder.path(), &MemoryStore::new()).unwrap().vault;
    let mut nonces = std::collections::BTreeSet::new();
    for _ in 0..50 {
        vault.commit(1, b"state").unwrap();
        let bytes = fs::read(folder.path().join("state.bin")).unwrap();
        assert!(nonces.insert(bytes[15..39].to_vec()), "a nonce came back");
    }
}

/// Set for the process that [`sudden_death_loses_no_acknowledged_commit`] starts; names its folders.
const CHILD: &str = "LZ_TEST_VAULT_CHILD";

fn open_for_real(folder: &Path) -> Opened {
    let secrets: Arc<dyn SecretStore> = Arc::new(DevelopmentFile::in_folder(folder.join("secrets")).unwrap());
    Vault::open(Arc::new(RealFiles::open(&folder.join("vault")).unwrap()), secrets).unwrap()
}

#[test]
fn commits_until_killed() {
    // Only as a child process; alone it has nothing to do.
    let Ok(folder) = std::env::var(CHILD) else { return };
    let vault = open_for_real(Path::new(&folder)).vault;
    for n in 0u64.. {
        let state = [&n.to_be_bytes()[..], &vec![n as u8; 2000]].concat();
        let committed = vault.commit(1, &state).unwrap();
        println!("kept {} {n}", committed.generation);
    }
}

#[test]
fn sudden_death_loses_no_acknowledged_commit() {
    let folder = tempfile::tempdir().unwrap();
    drop(open_for_real(folder.path()));
    let mut last = 0;
    for round in 1..=12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "vault::folder_tests::commits_until_killed", "--nocapture"])
            .env(CHILD, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let kept = lines
            .filter_map(|line| line.split_once("kept ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok()));
        for generation in kept.take(round * 2) {
            last = generation;
        }
        // std kills with SIGKILL: nothing of the child runs any more.
        child.kill().unwrap();
        child.wait().unwrap();
        let opened = open_for_real(folder.path());
        let snapshot = opened.snapshot.expect("a state");
        assert!(snapshot.generation >= last, "round {round}: {} is older than {last}", snapshot.generation);
        assert!(!opened.rolled_back, "round {round}");
        let (n, rest) = snapshot.bytes.split_first_chunk::<8>().unwrap();
        assert_eq!(*rest, [u64::from_be_bytes(*n) as u8; 2000], "round {round}: whole");
    }
    assert!(last > 100);
}

#[test]
fn another_process_cannot_open_a_folder_that_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let held = open_for_real(folder.path());
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "vault::folder_tests::commits_until_killed", "--nocapture"])
        .env(CHILD, folder.path())
        .output()
        .unwrap();
    assert!(!child.status.success());
    let said = String::from_utf8_lossy(&[child.stdout, child.stderr].concat()).into_owned();
    assert!(said.contains("AlreadyOpen"), "{said}");
    drop(held);
}

mod arbitrary {
    use proptest::prelude::*;

    use super::super::format::{Install, Keys, State};
    use crate::secrets::InstallId;

    proptest! {
        #[test]
        fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), magic in 0..4usize) {
            let bytes = [[&b"LZVI\x01"[..], b"LZVS\x01", b"LZVB\x01", b""][magic], &bytes].concat();
            let keys = Keys::derive(&[1; 32], &[2; 32], InstallId([3; 16]));
            prop_assert!(Install::parse(&bytes).is_err());
            prop_assert!(State::open(&keys, &bytes).is_err());
        }

        #[test]
        fn what_was_sealed_opens_with_every_field(
            schema: u16, generation: u64, state in proptest::collection::vec(any::<u8>(), 0..500), holder: Option<u64>,
        ) {
            let keys = Keys::derive(&[1; 32], &[2; 32], InstallId([3; 16]));
            let owner = holder.map(|holder| keys.owner(&holder.to_be_bytes()));
            let bytes = State::encode(&keys, schema, generation, owner, &state).unwrap();
            let opened = State::open(&keys, &bytes).unwrap();
            prop_assert_eq!((opened.schema, opened.generation, &opened.bytes[..]), (schema, generation, &state[..]));
            prop_assert!(opened.owner == owner);
        }
    }
}
