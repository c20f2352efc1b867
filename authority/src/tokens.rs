//! Signing the three tokens of a license for one phone, with their two annexes (R07, R13, R14).

use crate::holder::{Binding, HolderFile, Issue, Signed};
use crate::home::{About, Keys};
use crate::rules::Ground;
use crate::seal::random;
use crate::status::LIST;
use crate::store::Device;
use lz_api::license::IssuedToken;
use lz_api::{Blob, Problem, ProblemCode};
use lz_credential::annex::{self, Annex};
use lz_credential::token::{
    self, KeyLevel, LIFETIME_SECONDS, LicenseClaims, PersonCheck, Profile, StatusRef, TokenClaims,
};
use lz_credential::{PublicKey, Signer};
use lz_license::{StatusCode, StatusSet};
use sha2::{Digest, Sha256};

/// A token is signed anew when it is older than this, so that a phone that syncs daily always holds six good days.
const REFRESH_AFTER: i64 = 86_400;
/// A token carries at most so many status letters.
const STATUS_LETTERS: u32 = 8;

/// Signs for the binding of `file`, unless what it holds is young and says the same.
pub(crate) fn ensure(
    file: &mut HolderFile,
    device: &Device,
    about: &About,
    keys: &Keys,
    ground: &Ground,
) -> Result<(), Problem> {
    let issue = file.issue.as_ref().ok_or(ProblemCode::NoLicense)?;
    let binding = file.binding.as_ref().ok_or(ProblemCode::NoLicense)?;
    let facts = facts(file, issue, binding, device, ground);
    if let Some(signed) = &binding.tokens
        && signed.facts == facts
        && (0..REFRESH_AFTER).contains(&ground.now.since(signed.iat))
    {
        return Ok(());
    }
    let signed = sign(file, issue, binding, device, about, keys, facts, ground).map_err(|code| {
        tracing::error!(code, "a license could not be signed");
        ProblemCode::Internal
    })?;
    if let Some(binding) = file.binding.as_mut() {
        binding.tokens = Some(signed);
    }
    Ok(())
}

/// The tokens as the phone gets them.
pub(crate) fn issued(binding: &Binding) -> Vec<IssuedToken> {
    let Some(signed) = &binding.tokens else { return Vec::new() };
    let token = |(profile, token): (Profile, &Blob)| IssuedToken {
        profile: profile.number(),
        token: token.clone(),
        annex: signed.annexes[usize::from(profile != Profile::Full)].clone(),
        expires_at: signed.exp.0,
    };
    Profile::ALL.into_iter().zip(&signed.tokens).map(token).collect()
}

/// Names what the tokens say, so that an unchanged license keeps its tokens.
fn facts(file: &HolderFile, issue: &Issue, binding: &Binding, device: &Device, ground: &Ground) -> Blob {
    let said = (
        &file.license,
        status(file, ground).to_string(),
        (issue.version, &issue.photo, issue.person_check),
        (binding.index, &device.police_key, &device.firms_key),
    );
    Blob::from(&Sha256::digest(serde_json::to_vec(&said).expect("our own types serialise"))[..16])
}

/// The letters that a token can carry: an empty set says "unknown", and of more than eight the worst are kept.
fn status(file: &HolderFile, ground: &Ground) -> StatusSet {
    let codes = file.license.effective_status(ground.limits().points_limit);
    if codes.is_empty() {
        return StatusSet::EMPTY.with(StatusCode::UNKNOWN);
    }
    let mut letters: Vec<StatusCode> = codes.iter().collect();
    letters.sort_by_key(|code| std::cmp::Reverse(ground.rules.status.group(*code)));
    letters.truncate(STATUS_LETTERS as usize);
    letters.into_iter().collect()
}

#[allow(clippy::too_many_arguments, reason = "all that a token says, in one place")]
fn sign(
    file: &HolderFile,
    issue: &Issue,
    binding: &Binding,
    device: &Device,
    about: &About,
    keys: &Keys,
    facts: Blob,
    ground: &Ground,
) -> Result<Signed, &'static str> {
    let annexes = annexes(file, issue)?;
    let hashes = annexes.each_ref().map(|annex| annex::hash(annex));
    let full = claims(file, issue, hashes[0], ground)?;
    let exp = ground.now.plus(LIFETIME_SECONDS);
    let key = |blob: &Blob| PublicKey::from_cose(blob.as_slice()).map_err(|error| error.code());
    let mut tokens = Vec::with_capacity(Profile::ALL.len());
    for profile in Profile::ALL {
        let police = profile == Profile::Full;
        let hash = hashes[usize::from(!police)];
        let license = LicenseClaims {
            key_level: level(if police { device.police_level } else { device.firms_level }),
            ..full.reduced(profile, hash)
        };
        let claims = TokenClaims {
            issuer: about.iss.clone(),
            serial: Blob::from(&random::<8>()[..]).to_string(),
            issued_at: ground.now,
            expires_at: exp,
            holder: key(if police { &device.police_key } else { &device.firms_key })?,
            status: StatusRef { index: binding.index % LIST, uri: list_uri(about, binding.index / LIST) },
            license,
        };
        let token = token::issue(&claims, &keys.license as &dyn Signer).map_err(|error| error.code())?;
        tokens.push(Blob(token));
    }
    Ok(Signed { tokens, annexes: annexes.map(Blob).to_vec(), iat: ground.now, exp, facts })
}

/// The name of a status list.
pub(crate) fn list_uri(about: &About, list: u32) -> String {
    format!("{}{list}", about.status_prefix)
}

fn annexes(file: &HolderFile, issue: &Issue) -> Result<[Vec<u8>; 2], &'static str> {
    let full = Annex {
        salt: issue.salt_full,
        portrait: issue.portrait.0.clone(),
        address: Some(file.license.address.as_str().to_owned()),
        record: file.license.record.as_ref().map(|record| record.as_str().to_owned()),
    };
    let limited = Annex { salt: issue.salt_limited, portrait: issue.portrait.0.clone(), address: None, record: None };
    let encode = |annex| annex::encode(annex).map_err(|error| error.code());
    Ok([encode(&full)?, encode(&limited)?])
}

fn claims(
    file: &HolderFile,
    issue: &Issue,
    annex_hash: [u8; 32],
    ground: &Ground,
) -> Result<LicenseClaims, &'static str> {
    let license = &file.license;
    Ok(LicenseClaims {
        profile: Profile::Full,
        name: license.name.as_str().to_owned(),
        id_number: Some(license.holder.id_number().to_owned()),
        sex: license.sex,
        nationality: license.nationality.as_str().to_owned(),
        birth: Some(license.birth),
        first_issue: license.first_issue,
        classes: license.classes,
        valid_from: license.validity.from(),
        valid_to: license.validity.to(),
        file_number: Some(license.file_number.as_str().to_owned()),
        authority: license.authority.get(),
        points: Some(license.points),
        status: status(file, ground),
        annex_hash,
        card_number: Some(license.card_number.as_str().to_owned()),
        version: issue.version,
        person_check: match issue.person_check {
            0 => PersonCheck::Development,
            1 => PersonCheck::Remote,
            2 => PersonCheck::Window,
            _ => return Err("person-check"),
        },
        key_level: KeyLevel::Sealed,
        next_due: license.next_check_due,
        deferred_until: license.deferred_until,
        conditions: Some(license.conditions.bits()).filter(|bits| *bits != 0),
    })
}

fn level(number: u8) -> KeyLevel {
    match number {
        1 => KeyLevel::TrustedEnvironment,
        2 => KeyLevel::SecureElement,
        3 => KeyLevel::HardwareBound,
        _ => KeyLevel::Sealed,
    }
}
