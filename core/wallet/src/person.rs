//! The real-person check: asked of the authority for one application, short-lived, good once (R31).

use std::sync::Arc;

use lz_api::applications::{BeginPersonCheck, FinishPersonCheck, PersonCheck, PersonOutcome};
use lz_api::routes;

use crate::account::client;
use crate::authority::{Call, CallError};
use crate::engine::{Engine, Ready};
use crate::flow::{Check, Event, State as Flow};
use crate::problem::{Code, CoreError};
use crate::setup::Environment;

/// How often a check that is still pending is asked for again.
const PENDING_TRIES: u32 = 4;

impl Engine {
    /// Begins the check that the flow asked for; asked again after a kill, under the same key.
    pub(crate) async fn begin_check(self: Arc<Self>, application: String, key: String) {
        let Ok(ready) = self.ready() else { return };
        let begin = BeginPersonCheck { application: application.clone() };
        let call = Call::post(routes::PERSON_CHECKS, &begin, &key);
        let event = match self.stoppable::<PersonCheck>(&ready, call).await {
            Ok(check) => Event::CheckBegun { application, id: check.id },
            Err(code) => Event::CheckTroubled { code },
        };
        self.tell_flow(&ready, event).await;
    }

    /// Finishes it. What the phone sends is a hint: the authority asks its own adapter.
    pub(crate) async fn finish_check(self: Arc<Self>, id: String, key: String, hint: Option<String>) {
        let Ok(ready) = self.ready() else { return };
        // Only the development adapter plays a script; production answers by what its provider saw.
        let script = match self.setup.environment {
            Environment::Development => Some(hint.unwrap_or_else(|| "pass".to_owned())),
            Environment::Production => None,
        };
        for round in 0..PENDING_TRIES {
            let finish = FinishPersonCheck { script: script.clone() };
            let call = Call::post(format!("{}/{id}", routes::PERSON_CHECKS), &finish, &format!("{key}-{round}"));
            match self.stoppable::<PersonCheck>(&ready, call).await {
                Ok(check) if check.outcome == PersonOutcome::Pending => {
                    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                }
                Ok(check) => {
                    let (outcome, expires_at) = (check.outcome, check.expires_at);
                    return self.tell_flow(&ready, Event::CheckEnded { id, outcome, expires_at }).await;
                }
                Err(code) => return self.tell_flow(&ready, Event::CheckTroubled { code }).await,
            }
        }
        self.tell_flow(&ready, Event::CheckTroubled { code: Code::PersonCheckFailed }).await;
    }

    /// Waits until the check that is under way has ended; tells how.
    pub(crate) async fn check_ended(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), CoreError> {
        let watch = self.bell.watch();
        loop {
            match &ready.state().flow {
                Flow::PersonCheck { check: Check::Asked { .. } | Check::Running { .. }, .. } => {}
                Flow::PersonCheck { check: Check::Open, trouble: Some(code), .. } => {
                    return Err(CoreError::failed(*code));
                }
                _ => return Ok(()),
            }
            if watch.next().await.is_none() {
                return Err(CoreError::Ended);
            }
        }
    }

    async fn stoppable<T: serde::de::DeserializeOwned>(
        self: &Arc<Self>,
        ready: &Arc<Ready>,
        call: Call,
    ) -> Result<T, Code> {
        let client = client(self, ready).await.map_err(|error| error.code())?;
        let answer: Result<T, CallError> = tokio::select! {
            answer = client.json(call) => answer,
            () = self.stops.checking.notified() => return Err(Code::StoppedByYou),
        };
        answer.map_err(|error| error.code())
    }

    /// Tells the flow what happened; an event that comes too late changes nothing.
    pub(crate) async fn tell_flow(self: &Arc<Self>, ready: &Arc<Ready>, event: Event) {
        if let Event::CheckTroubled { code } | Event::Refused { code } = &event {
            self.note(*code);
        }
        let told = self.change(ready, move |change| {
            change.flow_if_it_fits(&event);
            Ok(())
        });
        if let Err(error) = told.await {
            self.note(error.code());
        }
    }
}
