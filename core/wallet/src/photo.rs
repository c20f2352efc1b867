//! Pictures of an application: judged on the phone, kept under seal, previewed as the very bytes that are sent (R37, R38, R42, R43).

use std::sync::Arc;
use std::sync::atomic::Ordering;

use lz_credential::UnixSeconds;
use lz_photo::report::{Outcome as PhotoOutcome, Standing};
use lz_photo::still::{Provenance, Still, StillInput, check};
use lz_photo::{Check, PhotoError, Report, archive};
use sha2::{Digest, Sha256};

use crate::engine::{Engine, Ready, take_flag};
use crate::flow::{self, Event, Finding, Outcome, Picture, State as Flow};
use crate::intent::{FindingOutcome, PhotoFinding, PhotoForm, PhotoJudgement, PhotoOffer, PhotoSource};
use crate::problem::{Code, CoreError};
use crate::show::PreviewPixels;
use crate::words::say;

/// Judges one album file for the step that waits for it.
pub(crate) async fn offer(engine: &Arc<Engine>, offer: PhotoOffer) -> Result<PhotoJudgement, CoreError> {
    let ready = engine.ready()?;
    let source = wanted(&ready)?;
    // Bytes that are handed in never came out of a camera session, whatever they say of themselves (R37).
    if source == PhotoSource::LiveCamera || offer.from == PhotoSource::LiveCamera {
        return Err(CoreError::not_now(Code::CameraOnly));
    }
    judge(engine, &ready, offer.bytes, offer.form, offer.taken_at, Provenance::Album).await
}

/// The source that the flow waits for.
pub(crate) fn wanted(ready: &Ready) -> Result<PhotoSource, CoreError> {
    match &ready.state().flow {
        Flow::Picture { source, .. } => Ok(*source),
        Flow::Notice { .. } => Err(CoreError::not_now(Code::NoticeFirst)),
        _ => Err(CoreError::not_now(Code::NotAtThisStep)),
    }
}

/// Judges a picture, keeps its bytes and moves the flow: to the preview, or back with what was wrong.
pub(crate) async fn judge(
    engine: &Arc<Engine>,
    ready: &Arc<Ready>,
    bytes: Vec<u8>,
    form: PhotoForm,
    taken_at: Option<i64>,
    from: Provenance,
) -> Result<PhotoJudgement, CoreError> {
    take_flag(&engine.stops.judging);
    let source = match &from {
        Provenance::Camera(_) => PhotoSource::LiveCamera,
        Provenance::Album | Provenance::Retained => PhotoSource::AlbumFile,
    };
    let now = UnixSeconds(ready.now());
    let spec = ready.proofs().rules.photo.clone();
    let looked = tokio::task::spawn_blocking(move || {
        let input = match form {
            PhotoForm::Encoded => StillInput::Encoded(&bytes),
            PhotoForm::Rgba { width, height } => {
                StillInput::Rgba { pixels: &bytes, width, height, stride: width.saturating_mul(4) }
            }
        };
        check(input, taken_at.map(UnixSeconds), from, now, &spec)
    });
    let still = looked.await.map_err(|_| engine.bug(6))?.map_err(|error| unreadable(engine, error))?;
    if engine.stops.judging.load(Ordering::SeqCst) {
        return Err(CoreError::Cancelled);
    }
    let accepted = still.report.standing() != Standing::Refused;
    let findings = findings(&still.report);
    let answer = PhotoJudgement {
        accepted,
        hint: still.report.first_hint().map(|check| say(engine.language(), &check.text())),
        findings: in_words(engine.language(), &findings),
    };
    let refusal = refusal(&still.report);
    engine
        .change(ready, move |change| {
            let event = if accepted {
                let picture = picture(&still, source, findings)?;
                let blob =
                    change.vault.put_blob(&still.preview_jpeg).map_err(|_| CoreError::failed(Code::DiskFails))?;
                change.flow(&Event::Offered { picture }).map_err(CoreError::not_now)?;
                change.state.preview = Some(blob);
                return Ok(());
            } else {
                Event::OfferRefused { findings, code: refusal }
            };
            change.flow(&event).map_err(CoreError::not_now)
        })
        .await?;
    Ok(answer)
}

fn picture(still: &Still, source: PhotoSource, findings: Vec<Finding>) -> Result<Picture, CoreError> {
    let evidence = serde_json::to_string(&still.evidence).map_err(|_| CoreError::Bug { id: 7 })?;
    let taken_on = still.evidence.taken_at.map(|at| at.day().ymd());
    Ok(Picture { source, sha256: hex(&still.sha256), taken_on, evidence, findings })
}

/// What is worth a word: everything but what passed.
fn findings(report: &Report) -> Vec<Finding> {
    let mut findings: Vec<Finding> = report
        .findings
        .iter()
        .map(|finding| Finding {
            measure: finding.check.id().to_owned(),
            rule: finding.check.rule(),
            outcome: match finding.outcome {
                PhotoOutcome::Pass => Outcome::Pass,
                PhotoOutcome::Warn => Outcome::Warn,
                PhotoOutcome::Fail => Outcome::Fail,
                PhotoOutcome::Unknown(_) => Outcome::Unknown,
            },
        })
        .filter(|finding| finding.outcome != Outcome::Pass)
        .collect();
    findings.sort_by_key(|finding| match finding.outcome {
        Outcome::Fail => 0,
        Outcome::Warn => 1,
        Outcome::Unknown => 2,
        Outcome::Pass => 3,
    });
    findings
}

/// The code of a picture that is not sent.
fn refusal(report: &Report) -> Code {
    match report.first_hint() {
        Some(Check::FaceFound | Check::FaceSingle) => Code::PhotoNoFace,
        Some(Check::FaceResolution) => Code::PhotoTooSmall,
        Some(Check::CaptureLive) => Code::CameraOnly,
        _ => Code::PhotoBreaksRules,
    }
}

/// Findings as a screen shows them. What pixels cannot tell is left to the reviewer, and said so.
pub(crate) fn in_words(language: crate::Language, findings: &[Finding]) -> Vec<PhotoFinding> {
    findings
        .iter()
        .map(|finding| PhotoFinding {
            measure: finding.measure.clone(),
            rule: u32::from(finding.rule),
            outcome: match finding.outcome {
                Outcome::Pass => FindingOutcome::Pass,
                Outcome::Warn => FindingOutcome::Warn,
                Outcome::Fail => FindingOutcome::Fail,
                Outcome::Unknown => FindingOutcome::Unknown,
            },
            text: match finding.outcome {
                Outcome::Warn | Outcome::Fail => {
                    say(language, &format!("photo-check-{}", finding.measure.replace('.', "-")))
                }
                Outcome::Pass | Outcome::Unknown => say(language, "wallet-photo-reviewer-looks"),
            },
        })
        .collect()
}

/// The one mapping from the photo crate's errors to the world's.
fn unreadable(engine: &Engine, error: PhotoError) -> CoreError {
    engine.note_name(error.code());
    CoreError::failed(code(error))
}

/// See [`unreadable`].
pub(crate) fn code(error: PhotoError) -> Code {
    match error {
        PhotoError::NotAPicture | PhotoError::Damaged | PhotoError::Unsupported | PhotoError::Decoder => {
            Code::PhotoUnreadable
        }
        PhotoError::Heic => Code::PhotoFormUnknown,
        PhotoError::TooManyBytes | PhotoError::TooManyPixels | PhotoError::NoQualityFits => Code::PhotoTooLarge,
        PhotoError::TooFewPixels => Code::PhotoTooSmall,
        PhotoError::ShortBuffer => Code::FrameBroken,
        PhotoError::NotLive => Code::CameraOver,
        // The list is open: an error that this match does not know is ours.
        _ => Code::OurFault,
    }
}

/// The retained photo at the step that asks for a yes, and the picture of the preview after that.
pub(crate) async fn preview(engine: &Arc<Engine>, max_px: u32) -> Result<PreviewPixels, CoreError> {
    let ready = engine.ready()?;
    let state = ready.state();
    let blob = match &state.flow {
        flow::State::Preview { .. }
        | flow::State::PersonCheck { picture: Some(_), .. }
        | flow::State::Sending { .. } => state.preview,
        _ => None,
    };
    let blob = blob.or(state.retained).ok_or(CoreError::not_now(Code::NothingToShow))?;
    if !(16..=4096).contains(&max_px) {
        return Err(CoreError::failed(Code::PageSizeWrong));
    }
    let working = engine.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let jpeg = ready.vault.blob(&blob).map_err(|error| working.disk(&error))?;
        let pixels = archive::upload_pixels(&jpeg, &ready.proofs().rules.photo, max_px)
            .map_err(|error| CoreError::failed(code(error)))?;
        let rgba = pixels.data.chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
        Ok(PreviewPixels { width: pixels.width, height: pixels.height, rgba, sha256: sha256_hex(&jpeg) })
    });
    drawn.await.map_err(|_| engine.bug(8))?
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _never_fails = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_picture_has_a_code_of_its_own_kind() {
        for error in PhotoError::ALL {
            let code = code(error);
            assert_ne!(code, Code::OurFault, "{}", error.code());
        }
    }
}
