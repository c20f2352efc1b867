//! The sender of the outbox: one at a time, in order, each entry until the authority has answered it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use lz_api::applications::{Application, PhotoReceived, Submit};
use lz_api::routes;

use crate::account::client;
use crate::authority::{Call, CallError};
use crate::engine::{Engine, Ready, Work};
use crate::flow::{Event, Submission};
use crate::outbox::{Entry, What};
use crate::problem::{Code, CoreError};
use crate::vault::VaultError;

/// Pause before an entry that found no network is tried again while the app runs.
const PAUSE: Duration = Duration::from_secs(20);

/// What came of one entry.
enum Told {
    /// It lies with the authority.
    Taken(Option<Application>),
    /// The authority does not want it.
    Refused(Code),
    /// Nobody answered: it stays.
    NotNow(Code),
}

impl Engine {
    /// Sends what waits. A second call while it runs adds nothing: the first one looks again before it leaves.
    pub(crate) fn send_outbox(self: Arc<Self>) -> Work {
        Box::pin(self.send_all())
    }

    async fn send_all(self: Arc<Self>) {
        let Ok(_turn) = self.sending.try_lock() else { return };
        while let Ok(ready) = self.ready() {
            let Some(entry) = ready.state().outbox.first().cloned() else { return };
            let told = if ready.now() >= entry.expires_at {
                Told::Refused(Code::PersonCheckExpired)
            } else {
                self.send_entry(&ready, &entry).await
            };
            match told {
                Told::NotNow(code) => {
                    self.note(code);
                    ready.out_of_touch.store(true, Ordering::SeqCst);
                    return self.plan_retry();
                }
                Told::Taken(application) => self.settle(&ready, entry.key, application, None).await,
                Told::Refused(code) => {
                    self.note(code);
                    self.settle(&ready, entry.key, None, Some(code)).await;
                }
            }
        }
    }

    /// Takes an entry out and tells the flow, in one commit. If that commit fails the entry stays and is sent again under the same
    /// key: the authority knows it.
    async fn settle(
        self: &Arc<Self>,
        ready: &Arc<Ready>,
        key: String,
        application: Option<Application>,
        refused: Option<Code>,
    ) {
        let settled = self.change(ready, move |change| {
            change.state.outbox.remove(&key);
            if let Some(application) = application {
                change.flow_if_it_fits(&Event::ServerSays { application });
            }
            if let Some(code) = refused {
                change.state.device_removed |= code == Code::DeviceRemoved;
                change.flow_if_it_fits(&Event::Refused { code });
            }
            Ok(())
        });
        if let Err(error) = settled.await {
            self.note(error.code());
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn send_entry(self: &Arc<Self>, ready: &Arc<Ready>, entry: &Entry) -> Told {
        let client = match client(self, ready).await {
            Ok(client) => client,
            Err(error) => return stays_or_goes(error.code(), matches!(error, CoreError::Failed { .. })),
        };
        let sent = match &entry.what {
            What::Photo { sha256, blob } => {
                let path = format!("{}/{sha256}", routes::PHOTOS);
                match client.exists(Call::head(path.clone())).await {
                    Ok(true) => return Told::Taken(None),
                    Ok(false) => {}
                    Err(error) => return answer(&error),
                }
                let (reading, blob) = (ready.clone(), *blob);
                let read = tokio::task::spawn_blocking(move || reading.vault.blob(&blob)).await;
                let bytes = match read {
                    Ok(Ok(bytes)) => bytes.to_vec(),
                    Ok(Err(VaultError::NoBlob | VaultError::Damaged(_))) => {
                        return Told::Refused(Code::PhotoUnreadable);
                    }
                    Ok(Err(_)) | Err(_) => return Told::NotNow(Code::DiskFails),
                };
                client.json::<PhotoReceived>(Call::put(path, bytes, "image/jpeg", &entry.key)).await.map(|_| None)
            }
            What::Submission(submission) => {
                let call = Call::post(routes::APPLICATIONS, &submit(submission), &entry.key);
                client.json::<Application>(call).await.map(Some)
            }
        };
        match sent {
            Ok(application) => Told::Taken(application),
            Err(error) => answer(&error),
        }
    }

    /// Looks again after a pause; one plan at a time.
    fn plan_retry(self: &Arc<Self>) {
        if self.retry_planned.swap(true, Ordering::SeqCst) {
            return;
        }
        let engine = Arc::downgrade(self);
        self.spawn(async move {
            tokio::time::sleep(PAUSE).await;
            if let Some(engine) = engine.upgrade() {
                engine.retry_planned.store(false, Ordering::SeqCst);
                engine.send_outbox().await;
            }
        });
    }
}

fn answer(error: &CallError) -> Told {
    if error.passes() { Told::NotNow(error.code()) } else { Told::Refused(error.code()) }
}

fn stays_or_goes(code: Code, failed: bool) -> Told {
    match code {
        Code::KeysGone if failed => Told::Refused(code),
        _ => Told::NotNow(code),
    }
}

fn submit(submission: &Submission) -> Submit {
    Submit {
        kind: submission.kind,
        route: submission.route,
        facts_id: submission.facts_id.clone(),
        confirmed: true,
        notice_version: submission.notice_version,
        photo: submission.photo.clone(),
        taken_on: submission.taken_on,
        evidence: submission.evidence.as_deref().and_then(|json| serde_json::from_str(json).ok()),
        person_check: submission.person_check.clone(),
    }
}
