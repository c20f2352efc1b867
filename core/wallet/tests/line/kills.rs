//! A kill between any two commits of an application: each is enumerated, none is sampled. Whatever the authority had received by
//! then, nothing is sent twice and nothing is lost (R32, R47).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use lz_api::applications::Route;
use lz_wallet::secrets::{Secret, SecretError, SecretName, SecretRole, SecretStore};
use lz_wallet::{ApplicationState, Intent, LicenseState, PhotoSource, Setup, Wallet};

use crate::stub::{CODE, Inside, Stub};
use crate::{BUDGET, NUMBER, PATIENCE, Phone, album, ask, portrait};

/// The phone and the authority as they stood right after a commit.
#[derive(Clone)]
struct Moment {
    folder: PathBuf,
    secrets: BTreeMap<SecretName, Vec<u8>>,
    authority: Inside,
}

/// A key store that takes a picture of everything when a commit ends, which is when the mark is raised.
struct Watching {
    entries: Mutex<BTreeMap<SecretName, Vec<u8>>>,
    folder: PathBuf,
    pictures: PathBuf,
    stub: Stub,
    moments: Mutex<Vec<Moment>>,
}

impl SecretStore for Watching {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretError> {
        Ok(self.entries.lock().unwrap().get(name).map(|secret| Secret::new(secret.clone())))
    }

    fn put(&self, name: &SecretName, secret: &[u8]) -> Result<(), SecretError> {
        self.entries.lock().unwrap().insert(*name, secret.to_vec());
        if name.role == SecretRole::HighWater {
            let mut moments = self.moments.lock().unwrap();
            let folder = self.pictures.join(moments.len().to_string());
            copy(&self.folder, &folder);
            let (secrets, authority) = (self.entries.lock().unwrap().clone(), self.stub.inside().clone());
            moments.push(Moment { folder, secrets, authority });
        }
        Ok(())
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        self.entries.lock().unwrap().remove(name);
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => {
                // A temporary file of a write under way may be gone: a kill would lose it as well.
                let _gone = std::fs::copy(entry.path(), to.join(entry.file_name()));
            }
        }
    }
}

async fn open(phone: &Phone, folder: &Path, secrets: Arc<dyn SecretStore>, stub: &Stub) -> Wallet {
    let setup = Setup { folder: folder.to_str().unwrap().to_owned(), ..phone.setup() };
    Wallet::open_over(setup, None, Some(secrets), Arc::new(stub.clone())).await.unwrap()
}

/// What the driver does, wherever he finds himself, until there is nothing left to do.
async fn finish(wallet: &Wallet, what: &str) {
    let began = std::time::Instant::now();
    while began.elapsed() < PATIENCE {
        let intent = match wallet.application().unwrap() {
            ApplicationState::Issued { .. } | ApplicationState::InReview { .. } => return,
            ApplicationState::Confirm { part, .. } if part.step.is_none() => Some(Intent::ApplyStart),
            ApplicationState::Confirm { .. } => Some(Intent::ApplyConfirm),
            ApplicationState::Notice { part, .. } if part.step.is_none() => Some(Intent::ApplyStart),
            ApplicationState::Notice { was_read: false, version, .. } => Some(Intent::ApplyNoticeRead { version }),
            ApplicationState::Notice { .. } => Some(Intent::ApplyChoose { source: PhotoSource::AlbumFile }),
            ApplicationState::Picture { .. } => {
                assert!(wallet.offer(album(portrait())).await.unwrap().accepted, "{what}");
                None
            }
            ApplicationState::Preview { .. } => Some(Intent::PhotoKeep),
            ApplicationState::PersonCheck { passed: false, .. } => Some(Intent::ApplyPersonCheck { hint: None }),
            ApplicationState::PersonCheck { passed: true, .. } => Some(Intent::ApplySubmit),
            _ => None,
        };
        if let Some(intent) = intent {
            // What does not fit any more is answered by the next look at the state.
            let _overtaken = wallet.act(intent).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{what}: never done: {:?}\n{}", wallet.application(), wallet.diagnostics());
}

/// Lives through one application and returns every moment between its commits, and the authority at the end.
async fn moments(phone: &Phone) -> (Vec<Moment>, Inside) {
    let folder = phone.folder.path().join("wallet");
    std::fs::create_dir_all(&folder).unwrap();
    let watching = Arc::new(Watching {
        entries: Mutex::default(),
        folder: folder.clone(),
        pictures: phone.folder.path().join("pictures"),
        stub: phone.stub.clone(),
        moments: Mutex::default(),
    });
    let wallet = open(phone, &folder, watching.clone(), &phone.stub).await;
    ask(&wallet, NUMBER).await.unwrap();
    wallet.act(Intent::SignInWithCode { one_time_code: CODE.to_owned() }).await.unwrap();
    wallet.sync(BUDGET).await.unwrap();
    let before = watching.moments.lock().unwrap().len();
    finish(&wallet, "whole").await;
    wallet.sync(BUDGET).await.unwrap();
    wallet.end().await.unwrap();
    let moments = watching.moments.lock().unwrap().split_off(before - 1);
    let authority = phone.stub.inside().clone();
    (moments, authority)
}

/// Resumes at a moment with an authority that had received this much by then.
async fn resume(phone: &Phone, moment: &Moment, authority: Inside, what: &str) {
    let stub = Stub::at(authority);
    let folder = moment.folder.with_extension(what.replace(' ', "-"));
    copy(&moment.folder, &folder);
    let secrets = Arc::new(Watching {
        entries: Mutex::new(moment.secrets.clone()),
        folder: folder.clone(),
        pictures: folder.with_extension("pictures"),
        stub: stub.clone(),
        moments: Mutex::default(),
    });
    let wallet = open(phone, &folder, secrets, &stub).await;
    wallet.sync(BUDGET).await.unwrap();
    finish(&wallet, what).await;
    wallet.sync(BUDGET).await.unwrap();
    {
        let inside = stub.inside();
        assert_eq!(inside.applications.len(), 1, "{what}");
        let posts = inside.log.iter().filter(|sent| sent.method == "POST" && sent.path == "/v1/me/applications");
        let keys: BTreeSet<_> = posts.map(|sent| sent.key.clone()).collect();
        assert_eq!(keys.len(), 1, "{what}: sent under one key, however often");
        assert!(inside.photos.len() <= 1, "{what}");
        assert!(inside.notices.len() <= 1, "{what}: told once");
    }
    if phone.stub.inside().routes == [Route::Retained] {
        assert!(matches!(wallet.license(), Ok(LicenseState::Shown { .. })), "{what}: {:?}", wallet.license());
    }
    wallet.end().await.unwrap();
}

// R32 R47
#[tokio::test]
async fn a_kill_between_any_two_commits_resumes_and_sends_nothing_twice() {
    for routes in [vec![Route::Retained], vec![Route::Camera, Route::Album]] {
        let phone = Phone::new(&routes);
        let (moments, end) = moments(&phone).await;
        assert!(moments.len() > 5, "{routes:?}: {} commits", moments.len());
        for (at, moment) in moments.iter().enumerate() {
            // Killed before anything else was sent, or after everything was and before any answer was kept.
            resume(&phone, moment, moment.authority.clone(), &format!("{at} nothing more was sent")).await;
            resume(&phone, moment, end.clone(), &format!("{at} all was sent")).await;
        }
    }
}
