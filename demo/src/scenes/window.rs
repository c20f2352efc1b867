//! Scene 5: issued at the window; the phone started nothing and finds it (R79, R80).

use lz_wallet::{PageTheme, Side};

use crate::camera::Condition;
use crate::fail::Played;
use crate::person::Person;
use crate::phone::kind;
use crate::pictures;
use crate::sabotage::Sabotage;
use crate::story::{PictureKind, Story, Who};
use crate::world::{World, usual};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let world = World::begin(&[21], usual(), sabotage).await?;
    let person = Person::number(21)?;
    let photo = pictures::still("portrait-specimen.jpg")?;
    let issued = world.service.window_issue(&person, &photo).await?;
    story
        .say(Who::Authority, "At the counter, the office takes a photo and issues the license. No phone is involved.")
        .file(
            PictureKind::Photo,
            "Taken at the window",
            "image/jpeg",
            pictures::for_page(&image::load_from_memory(&photo)?, 360)?,
        );
    story.expect_eq("the office issues version 1", issued["version"].as_u64(), Some(1))?;

    world.pass(3_600)?;
    let officer = world.officer().await?;
    let phone = world.phone("window").await?;
    phone.sign_in(&world, &person).await?;
    story.expect_eq(
        "the phone finds the license without having asked for it",
        kind(&phone.license()?),
        "Shown".to_owned(),
    )?;
    let letters = phone.wallet.inbox()?.letters;
    story.expect_eq("and one notice", letters.len(), 1)?;
    let screen = phone.show().await?;
    let second = phone.page(Side::SecondSide, PageTheme::LightTheme).await?;
    story
        .say(Who::Phone, "An hour later he signs in for the first time.")
        .quote(letters.first().map(|letter| letter.body.clone()).unwrap_or_default())
        .screen("正页", &screen)?
        .screen("副页", &second)?;
    let (frame, verdict) = officer.check(&screen, Condition::Small, 5)?;
    story
        .say(Who::Terminal, "It verifies like any other, from further away this time.")
        .frame("Held at arm's length", &frame)?
        .verdict(&verdict);
    story.expect_verdict("the terminal calls it valid", &verdict, "valid", None)?;
    phone.off().await?;
    Ok("issued at the window, found by the phone at its first sign-in, valid".to_owned())
}
