//! What leaves the phone on purpose: the holder's own data for the holder, and diagnostics for whoever helps.

use serde_json::json;

use crate::engine::Engine;
use crate::problem::CoreError;
use crate::screens::Known;
use crate::show::ExportFile;

/// Everything that the phone knows of its holder: facts, license, notices, checks, consents. No keys, no tokens, no photo.
pub(crate) fn export(known: &Known) -> Result<ExportFile, CoreError> {
    let state = &known.state;
    let license = known.proofs.license(1).map(|license| {
        let (fields, annex) = (license.license(), license.annex());
        json!({
            "name": fields.name,
            "idNumber": fields.id_number,
            "classes": fields.classes.to_string(),
            "validFrom": fields.valid_from.to_string(),
            "validTo": fields.valid_to.to_string(),
            "firstIssue": fields.first_issue.to_string(),
            "fileNumber": fields.file_number,
            "status": fields.status.to_string(),
            "points": fields.points,
            "address": annex.address,
            "record": annex.record,
        })
    });
    let document = json!({
        "madeAt": known.now,
        "facts": state.me.as_ref().map(|kept| &kept.value.facts),
        "license": license,
        "notices": state.inbox.letters.iter().map(|letter| &letter.notice).collect::<Vec<_>>(),
        "checks": state.checks.as_ref().map(|kept| &kept.value.checks),
        "consents": state.consents,
    });
    let bytes = serde_json::to_vec_pretty(&document).map_err(|_| CoreError::Bug { id: 11 })?;
    Ok(ExportFile { name: "my-license-data.json".to_owned(), bytes })
}

/// Versions and the last codes, newest last. Codes are names of ours: no text of anybody else can be in here.
pub(crate) fn diagnostics(engine: &Engine) -> String {
    let mut text =
        format!("core {} app {} {:?}\n", env!("CARGO_PKG_VERSION"), engine.setup.app_version, engine.setup.environment);
    if let Ok(ready) = engine.ready() {
        let (state, time) = (ready.state(), ready.time.now());
        text.push_str(&format!(
            "flow {} outbox {} clock {:?} license-version {}\n",
            state.flow.name(),
            state.outbox.len(),
            time.quality,
            state.license.answer.as_ref().map_or(0, |answer| answer.version),
        ));
    }
    for (at, name) in engine.codes().iter() {
        text.push_str(&format!("{at} {name}\n"));
    }
    text
}
