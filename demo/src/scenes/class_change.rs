//! Scene 10: superseded after a change of class, and applied for again (R78).

use lz_wallet::LicenseState;
use serde_json::json;

use crate::camera::Condition;
use crate::fail::Played;
use crate::phone::{kind, part};
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { world, person, officer, phone } = World::licensed(16, "lu", sabotage).await?;
    let before = phone.show().await?;
    let (path, _) = officer.frame(&before, Condition::Clean, 100)?;
    let verdict = officer.scan(&[&path], Some("motor-tricycle"))?;
    story
        .say(Who::Terminal, "Class C1. Stopped on a motor tricycle, which needs class D.")
        .screen("The license as issued", &before)?
        .verdict(&verdict);
    story.expect_verdict("the license is valid", &verdict, "valid", None)?;
    story.expect_eq("but he may not drive a motor tricycle", verdict.json["may_drive"].as_bool(), Some(false))?;

    world.service.register(&person, json!({ "classes": "C1D" })).await?;
    let officer_knew_nothing = phone.show().await?;
    officer.update()?;
    let (frame, verdict) = officer.check(&officer_knew_nothing, Condition::Clean, 101)?;
    story
        .say(Who::Terminal, "He passes the test. The register adds class D; the old copy is superseded.")
        .frame("The old copy, on a phone that has not heard yet", &frame)?
        .verdict(&verdict);
    story.expect_verdict("after its update the terminal refuses the old copy", &verdict, "refused", None)?;

    phone.sync().await?;
    let license = phone.license()?;
    story.say(Who::Phone, "The phone hears of it and hides the page.").quote(part(&license).headline.clone());
    story.expect("the phone asks for a new application", matches!(license, LicenseState::Hidden { .. }))?;
    phone.apply_with_retained_photo().await?;
    officer.update()?;
    let after = phone.show().await?;
    let (path, frame) = officer.frame(&after, Condition::Clean, 102)?;
    let verdict = officer.scan(&[&path], Some("motor-tricycle"))?;
    story
        .say(Who::Terminal, "Applied for again, issued at once.")
        .screen("C1 and D", &after)?
        .frame("What the camera sees", &frame)?
        .verdict(&verdict);
    story.expect_verdict("the new license is valid", &verdict, "valid", None)?;
    story.expect_eq("it is version 2", verdict.fact("version"), "2".to_owned())?;
    story.expect_eq("and he may drive the motor tricycle", verdict.json["may_drive"].as_bool(), Some(true))?;
    story.expect_eq("the phone shows it", kind(&phone.license()?), "Shown".to_owned())?;
    phone.off().await?;
    Ok("C1 superseded by C1D: old copy refused, hidden on the phone, applied again, version 2 valid".to_owned())
}
