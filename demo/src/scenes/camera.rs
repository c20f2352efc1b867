//! Scene 3: a coffee cup is refused on the phone, a photo is returned with rules 1 and 3, a good one approved (R37–R50).

use lz_wallet::{ApplicationState, GuidePhase, Intent, LicenseState, PhotoSource};

use crate::fail::Played;
use crate::person::Person;
use crate::phone::{guided, kind};
use crate::sabotage::Sabotage;
use crate::story::{PictureKind, Story, Who};
use crate::world::{World, usual};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let world = World::begin(&[5], usual(), sabotage).await?;
    let person = Person::number(5)?;
    let phone = world.phone("he").await?;
    phone.sign_in(&world, &person).await?;
    phone.to_the_picture(Intent::ApplyStart, PhotoSource::LiveCamera).await?;

    let cup = world.lens("coffee.png")?;
    let camera = phone.camera()?;
    let guide = guided(&camera, &cup, 4)?;
    let judged = camera.shot(cup.clone()).await?;
    let hint = judged.hint.clone().unwrap_or_default();
    story
        .say(Who::Phone, "First, the camera looks at a cup of coffee.")
        .quote(format!("Live: {}", guide.text))
        .quote(format!("Photo refused: {hint}"))
        .file(PictureKind::Photo, "Not a portrait", "image/jpeg", small(&cup)?);
    story.expect("the phone refuses the coffee cup by itself", !judged.accepted)?;
    story.expect_eq("nothing was sent", kind(&phone.application()?), "Picture".to_owned())?;
    camera.stop();

    let portrait = world.lens("portrait-specimen.jpg")?;
    let camera = phone.camera()?;
    let guide = guided(&camera, &portrait, 14)?;
    story
        .say(Who::Phone, "Now a person stands before the white wall. The guide says one thing at a time.")
        .quote(guide.text.clone())
        .file(PictureKind::Photo, "What the camera sees", "image/jpeg", small(&portrait)?);
    story.expect(
        "the guide lets her take the picture",
        matches!(guide.phase, GuidePhase::TakeNow | GuidePhase::HoldStill),
    )?;
    let judged = camera.shot(portrait.clone()).await?;
    story.expect("the phone accepts the portrait", judged.accepted)?;
    camera.stop();
    let sent = phone.keep_and_submit().await?;
    let task = world.service.claim().await?;
    story.expect_eq(
        "what was previewed is what was sent, byte for byte",
        task["photo"].as_str(),
        Some(sent.as_str()),
    )?;
    let seen = image::load_from_memory(&world.service.review_photo(&task).await?)?;
    world.service.give_back(&task, &[1, 3]).await?;
    phone.sync().await?;
    let state = phone.application()?;
    let ApplicationState::Returned { reasons, tries_left, .. } = &state else {
        story.expect_eq("the photo comes back", kind(&state), "Returned".to_owned())?;
        return Ok(String::new());
    };
    let beat = story
        .say(Who::Reviewer, "A reviewer sees what a phone cannot judge, and returns the photo with rules 1 and 3.");
    for reason in reasons {
        beat.quote(format!("Rule {}. {}", reason.rule, reason.remedy));
    }
    beat.photo("As the reviewer sees it: 520 × 756", &seen)?;
    let rules: Vec<u32> = reasons.iter().map(|reason| reason.rule).collect();
    story.expect_eq("the phone names rules 1 and 3", rules, vec![1, 3])?;
    story.expect_eq("two tries are left", *tries_left, 2)?;

    phone.to_the_picture(Intent::ApplyStart, PhotoSource::LiveCamera).await?;
    let camera = phone.camera()?;
    let judged = camera.shot(world.lens("portrait-specimen.jpg")?).await?;
    story.expect("the second portrait is accepted", judged.accepted)?;
    phone.keep_and_submit().await?;
    let due = match phone.application()? {
        ApplicationState::InReview { due, .. } => due,
        other => kind(&other),
    };
    story.expect_eq("the answer is due on the next working day", due.as_str(), "2026-09-02")?;
    let task = world.service.claim().await?;
    world.service.approve(&task).await?;
    phone.sync().await?;
    phone.until("the approved license", |phone| Ok(matches!(phone.license()?, LicenseState::Shown { .. }))).await?;
    let page = phone.show().await?;
    story.say(Who::Reviewer, "The next one is good: approved.").screen("Her license", &page)?;
    phone.off().await?;
    Ok("coffee refused on the phone; returned with rules 1 and 3; approved".to_owned())
}

fn small(jpeg: &[u8]) -> Played<Vec<u8>> {
    crate::pictures::for_page(&image::load_from_memory(jpeg)?, 360)
}
