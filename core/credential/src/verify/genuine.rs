//! Genuine tokens and whole licenses: the only doors through which license data reaches a display.

use lz_license::UnixSeconds;

use super::verdict::Reason;
use crate::annex::{self, Annex};
use crate::fields::clean;
use crate::format::FormatError;
use crate::token::{LicenseClaims, Profile, Token, TokenClaims};
use crate::trust::{Origin, Role, TrustList};

/// A token behind which a trusted issuer stands. Says nothing about time or status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedToken {
    bytes: Vec<u8>,
    claims: TokenClaims,
}

/// Where a token stands in its own life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenAge {
    /// Dated more than a minute ahead.
    AheadOfClock,
    /// Within its life.
    Current,
    /// Past its end: genuine, but too old to rely on.
    TooOld,
}

impl VerifiedToken {
    /// Checks the issuer of a token at rest, as the wallet does each time before it shows one.
    pub fn check(bytes: &[u8], trust: &TrustList, now: UnixSeconds) -> Result<Self, Reason> {
        let token = Token::from_untrusted(bytes).map_err(Reason::Malformed)?;
        Self::vouch(token, trust, now)
    }

    /// kid, role, issuer, window at `iat`, authority prefix, signature; then the name of the status list.
    pub(crate) fn vouch(token: Token, trust: &TrustList, now: UnixSeconds) -> Result<Self, Reason> {
        let claims = token.unverified_claims();
        let origin = Origin {
            role: Role::License,
            issuer: Some(&claims.issuer),
            issued_at: claims.issued_at,
            authority: Some(claims.license.authority),
        };
        trust.vouch(token.signed(), token.kid(), origin, now).map_err(Reason::Untrusted)?;
        if !trust.allows_status_name(&claims.status.uri) {
            return Err(Reason::StatusName);
        }
        Ok(Self { bytes: token.bytes().to_vec(), claims: token.into_claims() })
    }

    /// The bytes as received.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// All claims.
    pub fn claims(&self) -> &TokenClaims {
        &self.claims
    }

    /// The license.
    pub fn license(&self) -> &LicenseClaims {
        &self.claims.license
    }

    /// Where it stands in its life: from a minute before `iat` to `exp`, exclusive.
    pub fn age(&self, now: UnixSeconds) -> TokenAge {
        if now < self.claims.issued_at.plus(-60) {
            TokenAge::AheadOfClock
        } else if now < self.claims.expires_at {
            TokenAge::Current
        } else {
            TokenAge::TooOld
        }
    }

    /// Joins the annex: its bytes must hash to what the token signs, and have the fields of the token's profile.
    pub fn with_annex(&self, bytes: &[u8]) -> Result<VerifiedLicense, AnnexMismatch> {
        if annex::hash(bytes) != self.claims.license.annex_hash {
            return Err(AnnexMismatch::Hash);
        }
        let mut annex = annex::parse(bytes)?;
        if self.claims.license.profile != Profile::Full && (annex.address.is_some() || annex.record.is_some()) {
            return Err(AnnexMismatch::Format(FormatError::ProfileFields));
        }
        annex.address = annex.address.map(|address| clean(&address));
        annex.record = annex.record.map(|record| clean(&record));
        Ok(VerifiedLicense { token: self.clone(), annex })
    }
}

/// Why an annex is not that of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnnexMismatch {
    /// Other bytes than the token signs.
    #[error("the token signs another annex")]
    Hash,
    /// The right bytes, but not what an annex may be.
    #[error("not an annex: {0}")]
    Format(#[from] FormatError),
}

impl AnnexMismatch {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hash => "annex-hash",
            Self::Format(error) => error.code(),
        }
    }
}

/// A genuine token together with its annex: all fields of both pages, every one of them signed (R14).
///
/// Pages are drawn from this type alone, and it has no other makers than [`VerifiedToken::with_annex`] and
/// [`check_token`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedLicense {
    token: VerifiedToken,
    annex: Annex,
}

impl VerifiedLicense {
    /// The token.
    pub fn token(&self) -> &VerifiedToken {
        &self.token
    }

    /// The license fields of the token.
    pub fn license(&self) -> &LicenseClaims {
        self.token.license()
    }

    /// Portrait, address and record.
    pub fn annex(&self) -> &Annex {
        &self.annex
    }
}

/// Why the wallet's own copy cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OwnTokenError {
    /// The token does not hold.
    #[error("the token does not hold: {}", .0.code())]
    Token(Reason),
    /// The annex is not the token's.
    #[error(transparent)]
    Annex(#[from] AnnexMismatch),
}

impl OwnTokenError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Token(reason) => reason.code(),
            Self::Annex(error) => error.code(),
        }
    }
}

/// Verifies the wallet's own token and annex at rest. Time and status are shown on the page, see [`VerifiedToken::age`].
pub fn check_token(
    token: &[u8],
    annex: &[u8],
    trust: &TrustList,
    now: UnixSeconds,
) -> Result<VerifiedLicense, OwnTokenError> {
    let token = VerifiedToken::check(token, trust, now).map_err(OwnTokenError::Token)?;
    Ok(token.with_annex(annex)?)
}
