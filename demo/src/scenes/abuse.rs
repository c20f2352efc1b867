//! Scene 12: somebody else's face: stop of use, on the phone and at every terminal (R63).

use lz_wallet::{ApplicationState, Intent, LicenseState, PhotoSource};

use crate::camera::Condition;
use crate::fail::Played;
use crate::phone::kind;
use crate::pictures;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { world, officer, phone, .. } = World::licensed(20, "jia", sabotage).await?;
    phone.sync().await?;
    let before = phone.show().await?;
    phone.to_the_picture(Intent::PhotoChange, PhotoSource::AlbumFile).await?;
    let other = pictures::still("portrait-drawn.jpg")?;
    let judged = phone.offer(other, world.clock().now() - 86_400).await?;
    story.expect("the phone cannot tell whose face it is, and does not pretend to", judged.accepted)?;
    let preview = phone.preview().await?;
    story
        .say(Who::Phone, "He has a license. Now he sends the picture of somebody else.")
        .screen("His license, before", &before)?
        .photo("The photo he sends", &preview)?;
    phone.keep_and_submit().await?;
    let task = world.service.claim().await?;
    world.service.stop_for_abuse(&task).await?;
    phone.sync().await?;
    let (application, license) = (phone.application()?, phone.license()?);
    let beat = story.say(Who::Reviewer, "The reviewer sees another person, and calls it abuse. Use is stopped.");
    if let ApplicationState::Stopped { part, .. } = &application {
        part.lines.iter().for_each(|line| {
            beat.quote(line);
        });
    }
    story.expect_eq("applying is stopped", kind(&application), "Stopped".to_owned())?;
    story.expect("the license is hidden", matches!(license, LicenseState::Hidden { .. }))?;
    officer.update()?;
    let (frame, verdict) = officer.check(&before, Condition::Clean, 120)?;
    story
        .say(Who::Terminal, "The code that was on his screen a moment ago.")
        .frame("What the camera sees", &frame)?
        .verdict(&verdict);
    story.expect_verdict("every updated terminal refuses it", &verdict, "refused", Some("ended"))?;
    let refused = phone.wallet.act(Intent::ApplyStart).await;
    story.expect("he cannot apply again in the app", refused.is_err())?;
    phone.off().await?;
    Ok("stopped for abuse: hidden on the phone, refused at the terminal, no new application".to_owned())
}
