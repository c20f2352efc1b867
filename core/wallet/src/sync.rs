//! Sync: conditional reads of everything that may have changed, within a budget; the clock's anchor; what waits is sent.
//!
//! Order: what proves (trust list, time, policy), what is shown (license), what the screens ask (facts, notices, checks). Each is
//! committed as it arrives, so that a budget that runs out loses nothing.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use lz_api::license::{License, LicenseState as Issued};
use lz_api::me::{Checks, Me, Notices, RetainedVerdict, WindowOnly};
use lz_api::{Blob, routes};
use lz_credential::policy::{self, Policy};
use lz_credential::{Kid, PublicKey, UnixSeconds, trust};

use crate::PageName;
use crate::account::{self, client};
use crate::authority::{Call, CallError, Client, Fetched};
use crate::clock::Quality;
use crate::engine::{Engine, Ready};
use crate::flow::Event;
use crate::problem::{Code, CoreError};
use crate::proofs;
use crate::rules::Origin;
use crate::state::{Device, Kept, KeptObject, LicenseAnswer, TokenKept};

/// Letters that the phone keeps.
const LETTERS: usize = 200;
/// Longest license answer: three tokens and three annexes in base64.
const LICENSE_BYTES: usize = 64 * 1024;

/// Why a sync stopped.
struct Stopped(Code);

impl From<CoreError> for Stopped {
    fn from(error: CoreError) -> Self {
        Stopped(error.code())
    }
}

impl From<CallError> for Stopped {
    fn from(error: CallError) -> Self {
        Stopped(error.code())
    }
}

impl Engine {
    /// Everything, once. A sync that runs already is waited for and done again only by whoever asks again.
    pub(crate) async fn sync_all(self: &Arc<Self>) -> Result<BTreeSet<PageName>, Code> {
        let _turn = self.syncing.lock().await;
        let ready = self.ready().map_err(|error| error.code())?;
        let before = ready.state();
        let outcome = self.sync_steps(&ready).await;
        let failed = outcome.as_ref().err().map(|stopped| stopped.0);
        ready.out_of_touch.store(failed.is_some(), Ordering::SeqCst);
        if let Some(code) = failed {
            self.failed_with(&ready, code).await;
        } else {
            ready.rolled_back.store(false, Ordering::SeqCst);
        }
        self.bell.ring(&BTreeSet::from([PageName::LicensePage, PageName::HomePage]));
        self.spawn(self.clone().send_outbox());
        match failed {
            Some(code) => Err(code),
            None => Ok(crate::engine::changed_pages(&before, &ready.state())),
        }
    }

    async fn sync_steps(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        self.sync_trust(ready).await?;
        self.sync_time(ready).await?;
        self.sync_policy(ready).await?;
        if !ready.state().signed_in() {
            return Ok(());
        }
        if let Err(error) = account::renew_session(self, ready).await {
            // The keys in use go on; the next sync tries again.
            self.note(error.code());
        }
        self.sync_license(ready).await?;
        self.sync_me(ready).await?;
        self.sync_notices(ready).await?;
        self.sync_checks(ready).await?;
        self.change(ready, |change| {
            change.state.synced_at = change.now;
            Ok(())
        })
        .await?;
        Ok(())
    }

    /// The driver's facts and the newest application.
    pub(crate) async fn ask_facts(self: Arc<Self>) {
        let Ok(ready) = self.ready() else { return };
        let asked = self.sync_me(&ready).await;
        self.asked(&ready, asked).await;
    }

    /// The license, its notice, and the facts that changed with it.
    pub(crate) async fn ask_license(self: Arc<Self>) {
        // One question about the license at a time, so that an older answer never says "in touch" after a newer failure.
        let _turn = self.syncing.lock().await;
        let Ok(ready) = self.ready() else { return };
        let asked = async {
            self.sync_license(&ready).await?;
            self.sync_me(&ready).await?;
            self.sync_notices(&ready).await
        };
        let asked = asked.await;
        self.asked(&ready, asked).await;
    }

    /// In touch, or not, and why.
    async fn asked(self: &Arc<Self>, ready: &Arc<Ready>, asked: Result<(), Stopped>) {
        ready.out_of_touch.store(asked.is_err(), Ordering::SeqCst);
        self.bell.ring(&BTreeSet::from([PageName::LicensePage, PageName::ApplicationPage]));
        if let Err(Stopped(code)) = asked {
            self.failed_with(ready, code).await;
        }
    }

    async fn failed_with(self: &Arc<Self>, ready: &Arc<Ready>, code: Code) {
        self.note(code);
        if code == Code::DeviceRemoved {
            let removed = self.change(ready, |change| {
                change.state.device_removed = true;
                Ok(())
            });
            if let Err(error) = removed.await {
                self.note(error.code());
            }
        }
    }

    async fn sync_trust(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        let client = client(self, ready).await?;
        let etag = ready.state().trust.as_ref().and_then(|kept| kept.etag.clone());
        let call = Call::get(routes::TRUST).unsigned().unless(etag.as_deref()).up_to(trust::MAX_BYTES);
        let Fetched::New { value, etag } = client.fetch_bytes(call).await? else { return Ok(()) };
        let now = ready.time.now();
        let held = ready.proofs().trust.clone();
        let anchored = now.quality == Quality::Anchored;
        let list = proofs::accept_trust(&value, &self.setup, held.as_deref(), now.at.0, anchored)
            .ok_or(Stopped(Code::AuthorityNotGenuine))?;
        ready.time.raise_floor(list.claims().issued_at);
        Ok(self
            .change(ready, move |change| {
                let blob = change.vault.put_blob(&value).map_err(|_| CoreError::failed(Code::DiskFails))?;
                change.state.trust = Some(KeptObject { blob, etag });
                Ok(())
            })
            .await?)
    }

    /// Anchors the clock unless it is anchored well.
    async fn sync_time(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        let now = ready.time.now();
        if now.quality == Quality::Anchored && now.error_ms.is_some_and(|error| error < 5_000) {
            return Ok(());
        }
        let client = client(self, ready).await?;
        let question = ready.time.ask().map_err(|_| Stopped(Code::KeyStoreFails))?;
        let device = ready.state().device.clone();
        let kid = device
            .and_then(|device| PublicKey::from_cose(device.request.as_slice()).ok())
            .map_or(Kid([0; 8]), |key| key.kid());
        let path = format!("{}?nonce={}&kid={}", routes::TIME, Blob::from(&question.nonce[..]), Blob::from(&kid.0[..]));
        let Fetched::New { value, .. } = client.fetch_bytes(Call::get(path).unsigned()).await? else {
            return Err(Stopped(Code::AnswerUnreadable));
        };
        if !client.set_clock(question, Some(&Blob(value))) {
            // No reason to stop: the phone says "wall clock" and a verifier asks for more.
            self.note(Code::ClockWrong);
        }
        Ok(())
    }

    async fn sync_policy(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        let client = client(self, ready).await?;
        let etag = ready.state().policy.as_ref().and_then(|kept| kept.etag.clone());
        let call = Call::get(routes::POLICY).unsigned().unless(etag.as_deref()).up_to(policy::MAX_BYTES);
        let Fetched::New { value, etag } = client.fetch_bytes(call).await? else { return Ok(()) };
        let proofs = ready.proofs();
        let trust = proofs.trust.as_ref().ok_or(Stopped(Code::AuthorityNotGenuine))?;
        let policy = Policy::accept(&value, trust, proofs.policy.as_deref(), UnixSeconds(ready.now()))
            .map_err(|_| Stopped(Code::AuthorityNotGenuine))?;
        let taken = proofs.rules.clone().take_in(policy.claims());
        for fault in [taken.statuses, taken.photo].into_iter().filter_map(Result::err) {
            self.note_name(fault.code());
        }
        Ok(self
            .change(ready, move |change| {
                let blob = change.vault.put_blob(&value).map_err(|_| CoreError::failed(Code::DiskFails))?;
                change.state.policy = Some(KeptObject { blob, etag });
                if taken.statuses == Ok(Origin::ThisPolicy) {
                    change.state.statuses_from = Some(blob);
                }
                if taken.photo == Ok(Origin::ThisPolicy) {
                    change.state.photo_from = Some(blob);
                }
                Ok(())
            })
            .await?)
    }

    /// Tokens are verified on arrival; one that does not hold, or an older version than the one held, is not kept (R13, R15).
    async fn sync_license(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        let client = client(self, ready).await?;
        let state = ready.state();
        let etag = state.license.etag.clone().filter(|_| !ready.proofs().not_genuine);
        let call = Call::get(routes::LICENSE).unless(etag.as_deref()).up_to(LICENSE_BYTES);
        let fetched = client.fetch::<License>(call).await?;
        let Fetched::New { value, etag } = fetched else {
            self.change(ready, |change| {
                change.state.license.checked_at = change.now;
                if let Some(device) = &mut change.state.device {
                    device.coming = None;
                }
                Ok(())
            })
            .await?;
            return Ok(());
        };
        if state.license.answer.as_ref().is_some_and(|held| value.version < held.version) {
            return Err(Stopped(Code::LicenseNotGenuine));
        }
        let tokens = match value.state {
            Issued::Shown => value.tokens.iter().map(kept).collect(),
            Issued::None | Issued::Ended | Issued::Frozen | Issued::Stopped | Issued::ApplyAgain => Vec::new(),
        };
        let device = self.prove_arrived(ready, &tokens, value.version)?;
        let is_new =
            !tokens.is_empty() && state.license.answer.as_ref().map(|held| held.version) != Some(value.version);
        let answer = LicenseAnswer { version: value.version, state: value.state, live: value.live };
        self.change(ready, move |change| {
            let license = &mut change.state.license;
            license.etag = etag;
            license.answer = Some(answer);
            license.tokens = tokens;
            license.checked_at = change.now;
            // A phone that was enrolled anew meanwhile keeps its new keys.
            let same = |now: &Device| device.as_ref().is_some_and(|device| device.request == now.request);
            if change.state.device.as_ref().is_some_and(same) {
                change.state.device = device;
            }
            if is_new {
                change.flow_if_it_fits(&Event::LicenseArrived);
            }
            Ok(())
        })
        .await?;
        crate::open::raise_floor(&ready.time, &ready.proofs());
        Ok(())
    }

    /// The phone as the tokens that arrived name it: by the keys in use, or by session keys that were coming.
    fn prove_arrived(&self, ready: &Ready, tokens: &[TokenKept], version: u32) -> Result<Option<Device>, Stopped> {
        let (proofs, state) = (ready.proofs(), ready.state());
        let not_genuine = || Stopped(Code::LicenseNotGenuine);
        if tokens.is_empty() {
            return Ok(state.device.clone());
        }
        let device = state.device.as_ref().ok_or_else(not_genuine)?;
        let fits = |device: &Device| {
            tokens.iter().all(|kept| {
                let proved = proofs.trust.as_ref().and_then(|trust| proofs::prove(kept, trust, device, ready.now()));
                proved.is_some_and(|(_, license)| license.license().version == version)
            })
        };
        // Whatever arrives settles which keys the authority knows: those that it does not name are forgotten.
        let in_use = Device { coming: None, ..device.clone() };
        let coming = device.with_coming();
        std::iter::once(in_use).chain(coming).find(fits).map(Some).ok_or_else(not_genuine)
    }

    /// Facts, what may be done, the newest application (R16–R30), and the retained photo if it can be used.
    async fn sync_me(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        let client = client(self, ready).await?;
        let etag = ready.state().me.as_ref().and_then(|kept| kept.etag.clone());
        let Fetched::New { value, etag } = client.fetch::<Me>(Call::get(routes::ME).unless(etag.as_deref())).await?
        else {
            return Ok(());
        };
        let retained = match value.retained_photo.verdict {
            RetainedVerdict::Good => self.retained_photo(ready, &client, &value).await,
            RetainedVerdict::Unfit | RetainedVerdict::TooOld | RetainedVerdict::None => None,
        };
        Ok(self
            .change(ready, move |change| {
                change.state.retained = match &retained {
                    Some(bytes) => Some(change.vault.put_blob(bytes).map_err(|_| CoreError::failed(Code::DiskFails))?),
                    None => change.state.retained.filter(|_| value.retained_photo.verdict == RetainedVerdict::Good),
                };
                match value.window_only {
                    Some(WindowOnly::StopOfUse) => change.flow_if_it_fits(&Event::Closed { stopped: true }),
                    Some(WindowOnly::ThreeReturns) => change.flow_if_it_fits(&Event::Closed { stopped: false }),
                    None => change.flow_if_it_fits(&Event::Reopened),
                }
                if let Some(application) = value.application.clone() {
                    change.flow_if_it_fits(&Event::ServerSays { application });
                }
                change.state.me = Some(Kept { value, etag });
                Ok(())
            })
            .await?)
    }

    /// The retained photo, if it is the one that the facts name; without it the driver confirms without seeing it.
    async fn retained_photo(self: &Arc<Self>, ready: &Arc<Ready>, client: &Client, me: &Me) -> Option<Vec<u8>> {
        let state = ready.state();
        let held = state.me.as_ref().and_then(|kept| kept.value.retained_photo.sha256.clone());
        if state.retained.is_some() && held == me.retained_photo.sha256 {
            return None;
        }
        let call = Call::get(routes::RETAINED_PHOTO).up_to(routes::MAX_PHOTO_BYTES);
        let Ok(Fetched::New { value, .. }) = client.fetch_bytes(call).await else { return None };
        let named = me.retained_photo.sha256.as_ref()?;
        (crate::photo::sha256_hex(&value) == *named).then_some(value)
    }

    /// Each notice once, by its number (R34). A phone that was installed anew asks for all of them.
    async fn sync_notices(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        let client = client(self, ready).await?;
        let state = ready.state();
        let after = state.inbox.letters.last().map_or(0, |letter| letter.notice.number);
        let call = Call::get(format!("{}?after={after}", routes::NOTICES)).unless(state.inbox.etag.as_deref());
        let Fetched::New { value, etag } = client.fetch::<Notices>(call).await? else { return Ok(()) };
        Ok(self
            .change(ready, move |change| {
                let inbox = &mut change.state.inbox;
                // The name of this answer belongs to this question: with new letters the next question is another.
                inbox.etag = etag.filter(|_| value.notices.is_empty());
                crate::notices::take_in(&mut inbox.letters, value.notices, LETTERS);
                Ok(())
            })
            .await?)
    }

    async fn sync_checks(self: &Arc<Self>, ready: &Arc<Ready>) -> Result<(), Stopped> {
        let client = client(self, ready).await?;
        let etag = ready.state().checks.as_ref().and_then(|kept| kept.etag.clone());
        let call = Call::get(routes::MY_CHECKS).unless(etag.as_deref());
        let Fetched::New { value, etag } = client.fetch::<Checks>(call).await? else { return Ok(()) };
        Ok(self
            .change(ready, move |change| {
                change.state.checks = Some(Kept { value, etag });
                Ok(())
            })
            .await?)
    }
}

fn kept(token: &lz_api::license::IssuedToken) -> TokenKept {
    TokenKept {
        profile: token.profile,
        token: token.token.clone(),
        annex: token.annex.clone(),
        expires_at: token.expires_at,
    }
}
