//! What was proved of the things that the phone keeps: trust list, policy, license. Proved on arrival, and again at every opening
//! (R13): the vault is no trust anchor.

use std::sync::Arc;

use lz_api::Seconds;
use lz_credential::policy::Policy;
use lz_credential::trust::{Roots, TrustError, TrustList};
use lz_credential::verify::{VerifiedLicense, check_token};
use lz_credential::{PublicKey, UnixSeconds};

use crate::rules::Rules;
use crate::setup::{Environment, Setup};
use crate::state::{Device, KeptObject, State, TokenKept};
use crate::vault::Vault;

/// A time that no object lies ahead of: for lists that the roots' signatures alone must carry.
const ANY_TIME: UnixSeconds = UnixSeconds(4_102_444_800);

/// See the module.
#[derive(Clone, Default)]
pub(crate) struct Proofs {
    pub(crate) trust: Option<Arc<TrustList>>,
    pub(crate) policy: Option<Arc<Policy>>,
    /// Status table and photo limits, as far as signed policies made them newer.
    pub(crate) rules: Rules,
    /// Licenses by profile number; empty if a single one of them does not hold.
    pub(crate) licenses: Vec<(u8, Arc<VerifiedLicense>)>,
    /// Tokens are kept that do not hold: never shown, asked for again.
    pub(crate) not_genuine: bool,
}

impl Proofs {
    /// Proves everything that `state` keeps.
    pub(crate) fn read(setup: &Setup, state: &State, vault: &Vault, now: Seconds) -> Self {
        let roots = roots(setup);
        let bytes = |kept: &Option<KeptObject>| kept.as_ref().and_then(|kept| vault.blob(&kept.blob).ok());
        let trust = roots.and_then(|roots| {
            let bytes = bytes(&state.trust)?;
            TrustList::accept(&bytes, &roots, None, ANY_TIME).ok().map(Arc::new)
        });
        let policy = trust.as_ref().and_then(|trust| {
            let bytes = bytes(&state.policy)?;
            Policy::accept(&bytes, trust, None, UnixSeconds(now)).ok().map(Arc::new)
        });
        let mut carriers: Vec<Policy> = [state.statuses_from, state.photo_from]
            .into_iter()
            .flatten()
            .filter_map(|blob| {
                let bytes = vault.blob(&blob).ok()?;
                Policy::accept(&bytes, trust.as_deref()?, None, UnixSeconds(now)).ok()
            })
            .collect();
        carriers.sort_by_key(|policy| policy.claims().sequence);
        let mut rules = Rules::default();
        for carrier in carriers.iter().chain(policy.as_deref()) {
            rules.take_in(carrier.claims());
        }
        let mut proofs = Proofs { trust, policy, rules, ..Proofs::default() };
        proofs.prove_licenses(state, now);
        proofs
    }

    /// Proves again what a change touched; `None` if it touched nothing that needs a proof.
    pub(crate) fn follow(&self, setup: &Setup, old: &State, new: &State, vault: &Vault, now: Seconds) -> Option<Self> {
        let carriers = |state: &State| (state.statuses_from, state.photo_from);
        if old.trust != new.trust || old.policy != new.policy || carriers(old) != carriers(new) {
            return Some(Proofs::read(setup, new, vault, now));
        }
        if old.license.tokens != new.license.tokens || old.device != new.device {
            let mut proofs = self.clone();
            proofs.prove_licenses(new, now);
            return Some(proofs);
        }
        None
    }

    /// The license of a profile.
    pub(crate) fn license(&self, profile: u8) -> Option<&Arc<VerifiedLicense>> {
        self.licenses.iter().find(|(number, _)| *number == profile).map(|(_, license)| license)
    }

    fn prove_licenses(&mut self, state: &State, now: Seconds) {
        let proved = self.trust.as_ref().zip(state.device.as_ref()).and_then(|(trust, device)| {
            state.license.tokens.iter().map(|kept| prove(kept, trust, device, now)).collect::<Option<Vec<_>>>()
        });
        self.not_genuine = !state.license.tokens.is_empty() && proved.is_none();
        self.licenses = proved.unwrap_or_default();
    }
}

/// One token with its annex: signed by the authority, of the profile that it claims, bound to this phone's key.
pub(crate) fn prove(
    kept: &TokenKept,
    trust: &TrustList,
    device: &Device,
    now: Seconds,
) -> Option<(u8, Arc<VerifiedLicense>)> {
    let license = check_token(kept.token.as_slice(), kept.annex.as_slice(), trust, UnixSeconds(now)).ok()?;
    let ours = PublicKey::from_cose(device.presents(kept.profile).as_slice()).ok()?;
    let fits = license.license().profile.number() == kept.profile && license.token().claims().holder == ours;
    fits.then(|| (kept.profile, Arc::new(license)))
}

/// The pinned roots; `None` if the setup has too few, or development ones in a build that does not know them.
pub(crate) fn roots(setup: &Setup) -> Option<Roots> {
    let key = |bytes: &Vec<u8>| PublicKey::ed25519(bytes.as_slice().try_into().ok()?).ok();
    let keys = setup.trust_roots.iter().map(key).collect::<Option<Vec<_>>>()?;
    match setup.environment {
        Environment::Production => Roots::production(keys.try_into().ok()?).ok(),
        #[cfg(feature = "development")]
        Environment::Development => match keys.as_slice() {
            [root] => Some(Roots::development_with(root.clone())),
            _ => None,
        },
        #[cfg(not(feature = "development"))]
        Environment::Development => None,
    }
}

/// Takes in a list that arrived. One dated ahead of a clock that is not anchored is accepted for its signatures, since nobody but
/// the roots can make it, and proves that the clock is late.
pub(crate) fn accept_trust(
    bytes: &[u8],
    setup: &Setup,
    held: Option<&TrustList>,
    now: Seconds,
    anchored: bool,
) -> Option<TrustList> {
    let roots = roots(setup)?;
    match TrustList::accept(bytes, &roots, held, UnixSeconds(now)) {
        Ok(list) => Some(list),
        Err(TrustError::AheadOfClock) if !anchored => TrustList::accept(bytes, &roots, held, ANY_TIME).ok(),
        Err(_) => None,
    }
}
