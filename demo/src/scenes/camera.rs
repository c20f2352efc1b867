//! Scene 3: a coffee cup is refused on the phone, a photo is returned with rules 1 and 3, a good one approved (R37–R50).

use image::DynamicImage;
use lz_wallet::{ApplicationState, FindingOutcome, GuidePhase, Intent, LicenseState, PhotoSource};

use crate::fail::{Fail, Played};
use crate::person::Person;
use crate::phone::{Phone, kind};
use crate::sabotage::Sabotage;
use crate::story::{Hint, Outline, PictureKind, Story, Who};
use crate::studio::{GOOD, Mistake, Pose, Studio};
use crate::viewfinder::Viewfinder;
use crate::world::{World, usual};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let world = World::begin(&[5], usual(), sabotage).await?;
    let person = Person::number(5)?;
    let studio = Studio::open()?;
    let phone = world.phone("he").await?;
    phone.sign_in(&world, &person).await?;
    phone.to_the_picture(Intent::ApplyStart, PhotoSource::LiveCamera).await?;
    coffee(&world, &phone, story).await?;
    hurried(&world, &phone, &studio, story).await?;

    phone.to_the_picture(Intent::ApplyStart, PhotoSource::LiveCamera).await?;
    let ready = guidance(&phone, &studio, story)?;
    contact_sheet(&phone, &studio, ready, story).await?;
    approved(&world, &phone, &studio, story).await?;
    phone.off().await?;
    Ok("coffee refused on the phone; a blink before a shaded wall returned with rules 1 and 3; a good one approved"
        .to_owned())
}

/// No portrait at all: refused before anything is sent.
async fn coffee(world: &World, phone: &Phone, story: &mut Story) -> Played {
    let cup = world.lens("coffee.png")?;
    let seen = image::load_from_memory(&cup)?;
    let mut camera = Viewfinder::open(phone)?;
    let live = camera.look(&seen.resize_to_fill(480, 640, image::imageops::FilterType::Triangle).to_rgb8(), 4)?;
    let judged = camera.shot(cup).await?;
    camera.close();
    let beat = story.say(Who::Phone, "First, the camera looks at a cup of coffee. Nothing of it leaves the phone.");
    beat.quote(format!("{} {}", live.hint.zh, live.hint.en)).photo("Not a portrait", &seen)?;
    story.expect("the phone refuses the coffee cup by itself", !judged.accepted)?;
    story.expect_eq("nothing was sent", kind(&phone.application()?), "Picture".to_owned())
}

/// A photo that the phone advises against, sent all the same, and returned.
async fn hurried(world: &World, phone: &Phone, studio: &Studio, story: &mut Story) -> Played {
    let still = studio.doubtful()?;
    let camera = Viewfinder::open(phone)?;
    let judged = camera.shot(still.clone()).await?;
    camera.close();
    story.expect("the phone lets a doubtful photo pass: it advises, a person decides", judged.accepted)?;
    let hint = judged.hint.unwrap_or_else(|| Hint { zh: String::new(), en: String::new(), bad: false });
    story.expect_eq("it warns of the wall", hint.en.contains("wall"), true)?;
    let eyes = judged.findings.iter().find(|finding| finding.measure == "eyes.open");
    let unknown = eyes.is_some_and(|finding| finding.outcome == FindingOutcome::Unknown);
    story.expect("of the eyes it says that it cannot tell", unknown)?;
    story
        .say(Who::Phone, "Then a portrait in a hurry. The phone warns of the wall. It cannot tell whether the eyes are open, and says so. She sends it all the same.")
        .hinted("Taken in a hurry", &image::load_from_memory(&still)?, hint)?;
    let previewed = phone.preview().await?.to_rgb8();
    let sent = phone.keep_and_submit().await?;
    let task = world.service.claim().await?;
    let stored = world.service.review_photo(&task).await?;
    let name = story.expect_one_file(&sent, &task, &stored)?;
    let seen = image::load_from_memory(&stored)?;
    story.expect("pixel by pixel, the reviewer sees what she previewed", seen.to_rgb8() == previewed)?;
    world.service.give_back(&task, &[1, 3]).await?;
    phone.sync().await?;
    let state = phone.application()?;
    let ApplicationState::Returned { reasons, tries_left, .. } = &state else {
        return story.expect_eq("the photo comes back", kind(&state), "Returned".to_owned());
    };
    let beat = story
        .say(Who::Reviewer, "A reviewer sees a blink before a shaded wall, and returns the photo with rules 1 and 3.");
    for reason in reasons {
        beat.quote(format!("Rule {}. {}", reason.rule, reason.remedy));
    }
    beat.quote(name).photo("As the reviewer sees it: 520 × 756", &seen)?;
    let rules: Vec<u32> = reasons.iter().map(|reason| reason.rule).collect();
    story.expect_eq("the phone names rules 1 and 3", rules, vec![1, 3])?;
    story.expect_eq("two tries are left", *tries_left, 2)
}

/// The live guide, step by step; its last word, with the outline that it draws.
fn guidance(phone: &Phone, studio: &Studio, story: &mut Story) -> Played<(Hint, Outline)> {
    let steps = [
        ("Too far away", Pose { near: 0.5, ..GOOD }, 10, "photo-check-face-size-closer"),
        ("Off centre", Pose { right: 0.16, ..GOOD }, 10, "photo-check-face-centred-right"),
        ("Too dark", Pose { light: 0.3, ..GOOD }, 10, "photo-check-light-wall"),
        ("Lamp on", GOOD, 5, "photo-guide-hold-still"),
        ("Held still", GOOD, 8, "photo-guide-ready"),
    ];
    let mut camera = Viewfinder::open(phone)?;
    let (mut seen, mut said, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    for (caption, pose, frames, name) in steps {
        let frame = studio.preview(pose);
        let guided = camera.look(&frame, frames)?;
        said.push(guided.name.clone());
        expected.push(name);
        seen.push((caption, frame, guided));
    }
    camera.close();
    let ready = seen.last().map(|(_, _, guided)| (guided.phase, guided.hint.clone(), guided.outline));
    let beat = story.say(
        Who::Phone,
        "The second try, with the live guide: one thing at a time, shown, spoken and felt, until the phone says now.",
    );
    for (caption, frame, guided) in seen {
        beat.hinted(caption, &DynamicImage::ImageRgb8(frame), guided.hint)?.outlined(guided.outline);
    }
    story.expect("the live guide says: closer, to the right, more light, hold still, now", said == expected)?;
    let (phase, hint, outline) = ready.ok_or(Fail::Never("a last step of the guide".to_owned()))?;
    story.expect("then it lets her take the picture", phase == GuidePhase::TakeNow)?;
    Ok((hint, outline))
}

/// Ten photos with one mistake each, and the one thing that the phone says to each; then one without.
async fn contact_sheet(phone: &Phone, studio: &Studio, ready: (Hint, Outline), story: &mut Story) -> Played {
    let camera = Viewfinder::open(phone)?;
    let mut sheet = Vec::new();
    for mistake in Mistake::ALL {
        let still = studio.spoiled(mistake)?;
        let judged = camera.shot(still.clone()).await?;
        if judged.accepted {
            phone.wallet.act(Intent::PhotoRetake).await?;
        }
        sheet.push((mistake, image::load_from_memory(&still)?, judged.hint));
    }
    let still = studio.still()?;
    let faultless = camera.shot(still.clone()).await?.hint.is_none();
    phone.wallet.act(Intent::PhotoRetake).await?;
    camera.close();
    let beat = story.say(Who::Phone, "Ten photos with one mistake each, and the one thing that the phone says to each. The last has none; the outline is where the head belongs.");
    let mut told = std::collections::BTreeSet::new();
    for (mistake, picture, hint) in sheet {
        if let Some(hint) = hint {
            told.insert(hint.en.clone());
            beat.hinted(mistake.words(), &picture, hint)?;
        }
    }
    let (hint, outline) = ready;
    beat.hinted("as it should be", &image::load_from_memory(&still)?, hint)?.outlined(outline);
    story.expect_eq("each of ten mistakes gets one hint, and each another one", told.len(), Mistake::ALL.len())?;
    story.expect("the photo without a mistake gets none", faultless)
}

/// A good photo, reviewed in time.
async fn approved(world: &World, phone: &Phone, studio: &Studio, story: &mut Story) -> Played {
    let camera = Viewfinder::open(phone)?;
    let judged = camera.shot(studio.still()?).await?;
    camera.close();
    story.expect("the good portrait is accepted", judged.accepted)?;
    story.expect_eq("and nothing is to be put right", judged.hint, None)?;
    let sent = phone.keep_and_submit().await?;
    let due = match phone.application()? {
        ApplicationState::InReview { due, .. } => due,
        other => kind(&other),
    };
    story.expect_eq("the answer is due on the next working day", due.as_str(), "2026-09-02")?;
    let task = world.service.claim().await?;
    let stored = world.service.review_photo(&task).await?;
    let name = story.expect_one_file(&sent, &task, &stored)?;
    world.service.approve(&task).await?;
    phone.sync().await?;
    phone.until("the approved license", |phone| Ok(matches!(phone.license()?, LicenseState::Shown { .. }))).await?;
    let page = phone.show().await?;
    let small = crate::pictures::for_page(&image::load_from_memory(&stored)?, 360)?;
    story
        .say(Who::Reviewer, "The next one is good: approved, and issued.")
        .quote(name)
        .file(PictureKind::Photo, "As the reviewer sees it", "image/jpeg", small)
        .screen("Her license", &page)?;
    Ok(())
}
