//! All stores against one list of promises, and the mapping of the platform's errors.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;

fn name(role: SecretRole, install: u8) -> SecretName {
    SecretName::new(role, InstallId([install; 16]))
}

/// What every store promises. Uses `install` alone, so that a real store can be shared.
fn keeps_its_promises(store: &dyn SecretStore, install: u8) {
    let key = name(SecretRole::VaultKey, install);
    assert_eq!(store.get(&key), Ok(None), "nothing before the first write");
    assert_eq!(store.remove(&key), Ok(()), "removing nothing is fine");
    store.put(&key, &[7; 32]).unwrap();
    assert_eq!(store.get(&key).unwrap().unwrap()[..], [7; 32]);
    store.put(&key, b"another, of another length").unwrap();
    assert_eq!(store.get(&key).unwrap().unwrap()[..], *b"another, of another length");
    assert_eq!(store.get(&name(SecretRole::HighWater, install)), Ok(None), "roles are apart");
    assert_eq!(store.get(&name(SecretRole::VaultKey, install ^ 0x80)), Ok(None), "installs are apart");
    assert_eq!(store.put(&key, b""), Err(SecretError::Misuse));
    assert_eq!(store.put(&key, &[1; LONGEST_SECRET + 1]), Err(SecretError::Misuse));
    store.put(&key, &[255; LONGEST_SECRET]).unwrap();
    let elsewhere = std::thread::scope(|scope| scope.spawn(|| store.get(&key)).join().unwrap());
    assert_eq!(elsewhere.unwrap().unwrap()[..], [255; LONGEST_SECRET], "another thread reads it");
    store.remove(&key).unwrap();
    assert_eq!(store.get(&key), Ok(None));
}

#[test]
fn memory_keeps_its_promises() {
    keeps_its_promises(&MemoryStore::new(), 1);
}

#[test]
fn development_files_keep_their_promises() {
    let folder = tempfile::tempdir().unwrap();
    keeps_its_promises(&DevelopmentFile::in_folder(folder.path().join("secrets")).unwrap(), 2);
}

#[test]
fn a_store_of_keyring_core_keeps_its_promises() {
    keeps_its_promises(&KeyringStore::over(keyring_core::mock::Store::new().unwrap()), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn the_kernel_keyring_keeps_its_promises_where_the_system_allows_it() {
    let store = match KeyringStore::linux() {
        Ok(store) => store,
        Err(error) => {
            // Containers often forbid keyctl. Then the trial must say so at once, and nothing was tested here.
            eprintln!("NOT TESTED: this system forbids the kernel keyring");
            assert_eq!(error, SecretError::Unavailable);
            return;
        }
    };
    let mut install = [0; 1];
    getrandom::fill(&mut install).unwrap();
    keeps_its_promises(&store, install[0]);
    // Threads that never met the keyring before, all at once: the trap of the missing session keyring.
    std::thread::scope(|scope| {
        for n in 0..8u8 {
            let store = &store;
            scope.spawn(move || {
                let mine = SecretName::new(
                    SecretRole::RequestKey,
                    InstallId([install[0], n, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
                );
                for round in 0..50 {
                    store.put(&mine, &[n, round]).unwrap();
                    assert_eq!(store.get(&mine).unwrap().unwrap()[..], [n, round]);
                }
                store.remove(&mine).unwrap();
            });
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn the_default_store_says_what_it_is_and_production_takes_no_files() {
    let folder = tempfile::tempdir().unwrap();
    let keyring = KeyringStore::linux().is_ok();
    match platform_store(None) {
        Ok((_, kind)) => assert_eq!((kind, keyring), (StoreKind::Platform, true)),
        Err(error) => assert_eq!((error, keyring), (SecretError::Unavailable, false)),
    }
    let (store, kind) = platform_store(Some(folder.path())).unwrap();
    assert_eq!(kind, if keyring { StoreKind::Platform } else { StoreKind::DevelopmentFile });
    assert_eq!(kind.warning().is_some(), !keyring, "a fallback is never silent");
    keeps_its_promises(&*store, 0x55);
}

#[test]
fn names_are_role_and_install_and_free_of_dividers() {
    let all: BTreeSet<String> = SecretRole::ALL.iter().map(|role| name(*role, 0xab).to_string()).collect();
    assert_eq!(all.len(), SecretRole::ALL.len());
    assert!(all.contains("vault-key.abababababababababababababababab"));
    for name in all {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte)));
    }
}

#[test]
fn each_error_of_the_platform_becomes_one_of_ours_and_leaves_its_text_behind() {
    use keyring_core::Error as E;
    let text = || -> Box<dyn std::error::Error + Send + Sync> { "PRIVATE".into() };
    let locked_apple = || -> Box<dyn std::error::Error + Send + Sync> { "Error { code: -25308 }".into() };
    let cases = [
        (E::NoStorageAccess(text()), SecretError::Locked),
        (E::PlatformFailure(locked_apple()), SecretError::Locked),
        (E::PlatformFailure(text()), SecretError::Unavailable),
        (E::BadStoreFormat("PRIVATE".into()), SecretError::Unavailable),
        (E::NoDefaultStore, SecretError::Unavailable),
        (E::Ambiguous(Vec::new()), SecretError::Unavailable),
        (E::BadDataFormat(b"PRIVATE".to_vec(), text()), SecretError::Lost),
        (E::BadEncoding(b"PRIVATE".to_vec()), SecretError::Lost),
        (E::TooLong("PRIVATE".into(), 3), SecretError::Misuse),
        (E::Invalid("PRIVATE".into(), "PRIVATE".into()), SecretError::Misuse),
        (E::NotSupportedByStore("PRIVATE".into()), SecretError::Misuse),
    ];
    for (platform, ours) in cases {
        let mock = keyring_core::mock::Store::new().unwrap();
        let store = KeyringStore::over(mock.clone());
        let entry = keyring_core::api::CredentialStoreApi::build(
            &*mock,
            "liangzheng",
            &name(SecretRole::VaultKey, 1).to_string(),
            None,
        )
        .unwrap();
        let credential: &keyring_core::mock::Cred = entry.as_any().downcast_ref().expect("the mock's own");
        credential.set_error(platform);
        let error = store.get(&name(SecretRole::VaultKey, 1)).unwrap_err();
        assert_eq!(error, ours);
        assert!(!format!("{error:?} {error}").contains("PRIVATE"));
    }
}

#[test]
fn a_write_that_was_not_kept_is_no_success() {
    let store = MemoryStore::new();
    store.order(Operation::Put, None, Fault::Lies, 0, 1);
    let key = name(SecretRole::RequestKey, 1);
    assert_eq!(store.put(&key, b"seed"), Err(SecretError::Unavailable));
    assert_eq!(store.put(&key, b"seed"), Ok(()));
}

#[test]
fn only_a_store_that_does_not_answer_is_asked_again() {
    for (error, calls) in
        [(SecretError::Unavailable, 3), (SecretError::Locked, 1), (SecretError::Lost, 1), (SecretError::Misuse, 1)]
    {
        let mut asked = 0;
        let answer: Result<(), _> = patiently(|| {
            asked += 1;
            Err(error)
        });
        assert_eq!((answer, asked), (Err(error), calls));
    }
}

#[test]
fn scripted_faults_strike_the_call_they_were_ordered_for() {
    let store = MemoryStore::new();
    let key = name(SecretRole::HighWater, 1);
    store.put(&key, b"1").unwrap();
    store.order(Operation::Get, Some(SecretRole::HighWater), Fault::Fails(SecretError::Locked), 1, 2);
    let answers: Vec<_> = (0..4).map(|_| store.get(&key).map(|_| ())).collect();
    assert_eq!(answers, [Ok(()), Err(SecretError::Locked), Err(SecretError::Locked), Ok(())]);
    assert_eq!(store.get(&name(SecretRole::VaultKey, 1)), Ok(None), "another role is not struck");
}

#[test]
fn ports_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + ?Sized>() {}
    shared::<Arc<dyn SecretStore>>();
}

#[test]
fn on_apples_systems_every_secret_stays_on_the_phone_and_what_shows_the_license_needs_it_unlocked() {
    for role in SecretRole::ALL {
        let policy = super::keyring::apple_policy(role);
        assert!(policy.ends_with("-this-device-only"), "{role:?}: no backup, no other phone");
        assert_eq!(policy.starts_with("when-unlocked"), role.word().starts_with("present-"), "{role:?}");
    }
}
