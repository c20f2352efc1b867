//! The gate: what stands between a start of the app and the license. Locked, lost and damaged are states, not errors.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::clock::{ClockRecord, TimeKeeper};
use crate::engine::{Engine, Inside, Ready};
use crate::flow;
use crate::holder_key::{KeyName, KeyRole};
use crate::problem::{Code, CoreError};
use crate::proofs::Proofs;
use crate::secrets::InstallId;
use crate::state::{STEPS, State};
use crate::vault::{MigrateError, Vault, VaultError, migrate};

/// Where a start stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// This folder never held anything.
    FirstStart,
    /// Reading and verifying.
    Opening,
    /// The key store is still locked; it is tried again at the next event.
    PhoneLocked,
    /// What this installation kept cannot be opened any more: erase and sign in again. The license itself is safe with the authority.
    KeysLost {
        /// [`Code::KeysGone`] or [`Code::VaultDamaged`].
        code: Code,
    },
    /// A second person wants to use this phone: the first one's things must be erased first (R64).
    OtherHolder,
    /// Nobody is signed in.
    SignIn {
        /// True once a code was asked for.
        code_sent: bool,
        /// The code can be asked for again then, in UTC seconds.
        ask_again_at: i64,
        /// What went wrong last.
        trouble: Option<Code>,
    },
    /// The signed policy asks for a newer version; the license can still be shown.
    MustUpdate,
    /// Signed in.
    Open,
}

/// Where this wallet stands.
pub(crate) fn gate(engine: &Engine) -> Result<Gate, CoreError> {
    let ready = match engine.ready() {
        Ok(ready) => ready,
        Err(CoreError::NotNow { code: Code::StillOpening }) => return Ok(Gate::Opening),
        Err(CoreError::NotNow { code: Code::PhoneStillLocked }) => return Ok(Gate::PhoneLocked),
        Err(CoreError::NotNow { code }) => return Ok(Gate::KeysLost { code }),
        Err(error) => return Err(error),
    };
    if ready.other_holder.load(Ordering::SeqCst) {
        return Ok(Gate::OtherHolder);
    }
    let state = ready.state();
    if !state.signed_in() {
        return Ok(sign_in(&state));
    }
    let least = ready.proofs().policy.as_ref().map_or(0, |policy| policy.claims().least_app_version);
    Ok(if u64::from(engine.setup.app_version) < least { Gate::MustUpdate } else { Gate::Open })
}

fn sign_in(state: &State) -> Gate {
    match &state.login {
        None if state.holder.is_none() && state.device.is_none() => Gate::FirstStart,
        None => {
            let trouble = state.device_removed.then_some(Code::DeviceRemoved);
            Gate::SignIn { code_sent: false, ask_again_at: 0, trouble }
        }
        Some(login) => Gate::SignIn { code_sent: true, ask_again_at: login.next_at, trouble: login.trouble },
    }
}

/// Opens the vault, blocking. An error is something that neither waiting nor erasing puts right.
pub(crate) fn open(engine: &Engine) -> Result<Inside, CoreError> {
    let ports = &engine.ports;
    let opened = match Vault::open(ports.files.clone(), ports.secrets.clone()) {
        Ok(opened) => opened,
        Err(error) => return closed(engine, &error),
    };
    if let Some(wiped) = opened.finished_wipe {
        remove_keys(engine, wiped);
    }
    let mut state = match opened.snapshot {
        None => State::default(),
        Some(snapshot) => match migrate(snapshot, STEPS) {
            Ok(bytes) => match State::from_bytes(&bytes) {
                Some(state) => state,
                None => return Ok(lost(engine, Code::VaultDamaged)),
            },
            Err(MigrateError::Newer) => return Err(CoreError::failed(Code::VaultNewer)),
            Err(MigrateError::Step { .. }) => return Ok(lost(engine, Code::VaultDamaged)),
        },
    };
    if opened.rolled_back {
        engine.note(Code::VaultRolledBack);
        distrust(&mut state);
    }
    let record = std::mem::take(&mut state.clock);
    let time = keeper(engine, record.clone());
    state.clock = record;
    let now = time.now().at.0;
    let proofs = Proofs::read(&engine.setup, &state, &opened.vault, now);
    raise_floor(&time, &proofs);
    if proofs.not_genuine {
        engine.note(Code::LicenseNotGenuine);
    }
    Ok(Inside::Ready(Arc::new(Ready::new(opened.vault, time, state, proofs, opened.rolled_back))))
}

fn closed(engine: &Engine, error: &VaultError) -> Result<Inside, CoreError> {
    engine.note_name(error.code());
    match error {
        VaultError::Locked => Ok(Inside::Locked),
        VaultError::Lost => Ok(lost(engine, Code::KeysGone)),
        VaultError::Damaged(_) => Ok(lost(engine, Code::VaultDamaged)),
        other => Err(engine.disk(other)),
    }
}

fn lost(engine: &Engine, code: Code) -> Inside {
    engine.note(code);
    Inside::Lost(code)
}

/// Rolled back: what was sent since is not known here, so nothing of it is sent again. The authority tells.
fn distrust(state: &mut State) {
    state.outbox.distrust();
    state.license.etag = None;
    state.inbox.etag = None;
    if let Some(me) = &mut state.me {
        me.etag = None;
    }
    if matches!(state.flow, flow::State::Sending { .. }) {
        state.flow = flow::State::Idle { trouble: Some(Code::VaultRolledBack) };
        state.preview = None;
    }
}

/// The clock of this wallet.
pub(crate) fn keeper(engine: &Engine, record: ClockRecord) -> Arc<TimeKeeper> {
    Arc::new(TimeKeeper::new(engine.ports.clock.clone(), engine.setup.boot_id.as_deref(), record))
}

/// Everything signed that was proved says that it is at least so late.
pub(crate) fn raise_floor(time: &TimeKeeper, proofs: &Proofs) {
    if let Some(trust) = &proofs.trust {
        time.raise_floor(trust.claims().issued_at);
    }
    for (_, license) in &proofs.licenses {
        time.raise_floor(license.token().claims().issued_at);
    }
}

/// Removes the keys of an installation; hardware keys do not go with the files.
pub(crate) fn remove_keys(engine: &Engine, install: InstallId) {
    for role in KeyRole::ALL {
        if let Err(error) = engine.ports.keys.remove(&KeyName::new(role, install)) {
            engine.note_name(error.code());
        }
    }
}

/// What a start of the app sets in motion once the vault is open.
pub(crate) async fn resume(engine: &Arc<Engine>) {
    let Ok(ready) = engine.ready() else { return };
    let begun = engine.change(&ready, |change| {
        change.flow_if_it_fits(&flow::Event::Resumed);
        Ok(())
    });
    if let Err(error) = begun.await {
        engine.note(error.code());
    }
}
