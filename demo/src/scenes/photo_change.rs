//! Scene 14: another photo; the old license stays usable until it is decided (R76, R77).

use lz_wallet::{Intent, LicenseState, PhotoSource};

use crate::camera::Condition;
use crate::fail::Played;
use crate::phone::kind;
use crate::pictures;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { world, officer, phone, .. } = World::licensed(1, "lin", sabotage).await?;
    phone.sync().await?;
    phone.to_the_picture(Intent::PhotoChange, PhotoSource::AlbumFile).await?;
    let judged = phone.offer(pictures::mirrored("portrait-specimen.jpg")?, world.clock().now() - 86_400).await?;
    story.expect("the new picture is accepted", judged.accepted)?;
    let preview = phone.preview().await?;
    phone.keep_and_submit().await?;
    story.say(Who::Phone, "A new picture goes to the reviewer.").photo("The new one", &preview)?;

    world.pass(4 * 3_600)?;
    let old = phone.show().await?;
    let (frame, verdict) = officer.check(&old, Condition::Glare, 140)?;
    story
        .say(Who::Terminal, "Four hours later, still under review. A lamp is reflected in the glass.")
        .screen("The old license, in use", &old)?
        .frame("A lamp in the glass", &frame)?
        .verdict(&verdict);
    story.expect_verdict("meanwhile the old license is valid", &verdict, "valid", None)?;

    let task = world.service.claim().await?;
    world.service.approve(&task).await?;
    let last = phone.show().await?;
    phone.sync().await?;
    let second = |phone: &crate::phone::Phone| match phone.license()? {
        LicenseState::Shown { page } => Ok(page.version == 2),
        _ => Ok(false),
    };
    phone.until("version 2", second).await?;
    officer.update()?;
    let (_, replaced) = officer.check(&last, Condition::Clean, 141)?;
    let new = phone.show().await?;
    let (frame, verdict) = officer.check(&new, Condition::Clean, 142)?;
    story
        .say(Who::Terminal, "Approved: the new face, and the old copy is replaced.")
        .screen("The new license", &new)?
        .frame("What the camera sees", &frame)?
        .verdict(&verdict);
    story.expect_verdict("the new license is valid", &verdict, "valid", None)?;
    story.expect_verdict("the old one is replaced", &replaced, "refused", Some("replaced"))?;
    story.expect_eq("the phone shows the new one", kind(&phone.license()?), "Shown".to_owned())?;
    phone.off().await?;
    Ok("old license valid during the review; after approval version 2 valid, the old copy replaced".to_owned())
}
