//! The keys of this phone and their proofs (wire format, section 1): each presentation key signs its own `bind`.
//!
//! Hardware that signs often enough holds all keys. Hardware that does not holds one key that is asked once a day: it signs the
//! `bind` of software keys a second time, and those are of level 3.

use std::sync::Arc;

use lz_api::Blob;
use lz_api::devices::{BindProof, Challenge};
use lz_credential::bind::{self, BindClaims};
use lz_credential::token::KeyLevel as WireLevel;
use lz_credential::{Kid, PublicKey, Signer, UnixSeconds};

use crate::authority::CallError;
use crate::engine::{Engine, Ready};
use crate::holder_key::{HolderKey, HolderKeyError, KeyFacts, KeyLevel, KeyName, KeyRole, KeySigner};
use crate::problem::{Code, CoreError};
use crate::secrets::InstallId;

/// Makes and proves keys for one challenge. Blocking.
pub(super) struct Maker<'a> {
    engine: &'a Engine,
    install: InstallId,
    issuer: &'a str,
    nonce: [u8; 16],
    now: UnixSeconds,
}

/// The first keys of an enrolment.
pub(super) struct Made<'a> {
    pub(super) request: KeySigner,
    /// The hardware key, if it vouches for the others.
    pub(super) voucher: Option<Voucher>,
    /// Where the presentation keys belong.
    pub(super) store: &'a Arc<dyn HolderKey>,
}

/// A hardware key that vouches for session keys.
pub(super) struct Voucher {
    signer: KeySigner,
    attestation: Option<Vec<u8>>,
}

impl Voucher {
    /// Its COSE_Key.
    pub(super) fn public(&self) -> Blob {
        Blob(self.signer.key().to_cose())
    }
}

/// Both presentation keys with their proofs.
pub(super) struct Pair {
    pub(super) police: BindProof,
    pub(super) firms: BindProof,
    pub(super) full: Blob,
    pub(super) limited: Blob,
    pub(super) level: u8,
}

impl<'a> Maker<'a> {
    pub(super) fn new(engine: &'a Engine, ready: &Ready, challenge: &'a Challenge) -> Result<Self, CoreError> {
        let nonce = challenge.nonce.as_slice().try_into();
        Ok(Maker {
            engine,
            install: ready.vault.install(),
            issuer: &challenge.iss,
            nonce: nonce.map_err(|_| CoreError::failed(Code::AnswerUnreadable))?,
            now: UnixSeconds(ready.now()),
        })
    }

    /// The request key, where the platform wants it.
    pub(super) fn first_keys(&self) -> Result<Made<'a>, CoreError> {
        let ports = &self.engine.ports;
        let (facts, request) = self.make(&ports.keys, KeyRole::Request)?;
        if facts.signs_often {
            return Ok(Made { request, voucher: None, store: &ports.keys });
        }
        // Too slow for requests and codes: the hardware keeps one key, and that one vouches.
        ports.keys.remove(&self.name(KeyRole::Request)).map_err(key_error)?;
        let (facts, signer) = self.make(&ports.keys, KeyRole::Voucher)?;
        let (_, request) = self.make(&ports.sessions, KeyRole::Request)?;
        let voucher = Voucher { signer, attestation: facts.attestation };
        Ok(Made { request, voucher: Some(voucher), store: &ports.sessions })
    }

    /// The hardware key of an enrolled phone, which must still be the one that the authority knows.
    pub(super) fn enrolled_voucher(&self, public: &Blob) -> Result<Voucher, CoreError> {
        let public = PublicKey::from_cose(public.as_slice()).map_err(|_| key_error(HolderKeyError::Invalidated))?;
        let keys = self.engine.ports.keys.clone();
        let signer = KeySigner::enrolled(keys, self.name(KeyRole::Voucher), &public).map_err(key_error)?;
        Ok(Voucher { signer, attestation: None })
    }

    /// Both presentation keys, made in `places` of a store and proved.
    pub(super) fn pair(
        &self,
        store: &Arc<dyn HolderKey>,
        places: [KeyRole; 2],
        request: Kid,
        voucher: Option<&Voucher>,
    ) -> Result<Pair, CoreError> {
        let [full, limited] = places.map(|place| self.prove(store, place, request, voucher));
        let ((police, full, level), (firms, limited, other_level)) = (full?, limited?);
        Ok(Pair { police, firms, full, limited, level: level.min(other_level) })
    }

    fn prove(
        &self,
        store: &Arc<dyn HolderKey>,
        place: KeyRole,
        request: Kid,
        voucher: Option<&Voucher>,
    ) -> Result<(BindProof, Blob, u8), CoreError> {
        let (facts, signer) = self.make(store, place)?;
        let level = voucher.map_or(facts.level, |_| KeyLevel::HardwareBound);
        let claims = BindClaims {
            audience: self.issuer.to_owned(),
            issued_at: self.now,
            key: signer.key().clone(),
            nonce: self.nonce,
            request_key: request,
            level: wire_level(level),
            attestation: voucher.map_or(facts.attestation, |voucher| voucher.attestation.clone()),
        };
        let sign = |signer: &KeySigner| {
            let signed = bind::sign(&claims, signer).map_err(|error| match error {
                bind::BindError::Sign(lz_credential::SignError::Locked) => key_error(HolderKeyError::Locked),
                _ => CoreError::failed(Code::KeyStoreFails),
            });
            signed.map(Blob)
        };
        let proof = BindProof {
            bind: sign(&signer)?,
            by_hardware: voucher.map(|voucher| sign(&voucher.signer)).transpose()?,
            hardware_key: voucher.map(Voucher::public),
        };
        Ok((proof, Blob(signer.key().to_cose()), level as u8))
    }

    fn make(&self, store: &Arc<dyn HolderKey>, role: KeyRole) -> Result<(KeyFacts, KeySigner), CoreError> {
        let name = self.name(role);
        let facts = store.create(&name, &self.nonce).map_err(key_error)?;
        let signer = KeySigner::found(store.clone(), name).map_err(key_error)?;
        Ok((facts, signer))
    }

    fn name(&self, role: KeyRole) -> KeyName {
        KeyName::new(role, self.install)
    }
}

fn key_error(error: HolderKeyError) -> CoreError {
    CoreError::failed(CallError::Key(error).code())
}

fn wire_level(level: KeyLevel) -> WireLevel {
    match level {
        KeyLevel::Sealed => WireLevel::Sealed,
        KeyLevel::Trusted => WireLevel::TrustedEnvironment,
        KeyLevel::SecureElement => WireLevel::SecureElement,
        KeyLevel::HardwareBound => WireLevel::HardwareBound,
    }
}
