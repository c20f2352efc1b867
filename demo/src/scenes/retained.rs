//! Scene 2: the photo that the register holds is good, so the license is issued at once (R29–R33).

use std::time::Instant;

use lz_wallet::{ApplicationState, PageTheme, Side};

use crate::camera::Condition;
use crate::fail::Played;
use crate::person::Person;
use crate::phone::kind;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{World, usual};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let world = World::begin(&[1], usual(), sabotage).await?;
    let person = Person::number(1)?;
    let officer = world.officer().await?;
    let phone = world.phone("lin").await?;
    phone.sign_in(&world, &person).await?;
    let state = phone.application()?;
    story.expect_eq("the phone offers the photo on file", kind(&state), "Confirm".to_owned())?;
    if let ApplicationState::Confirm { facts, .. } = &state {
        let photo = phone.preview().await?;
        story
            .say(Who::Phone, "Step 1 of 3. Are these facts right? They can be read, never edited.")
            .quote(format!("{}  {}", facts.name, facts.id_number))
            .quote(format!("{}  {}", facts.classes, facts.validity))
            .photo("The photo that the authority holds", &photo)?;
        story.expect_eq("her name stands there", facts.name.as_str(), person.name.as_str())?;
    }
    let began = Instant::now();
    phone.apply_with_retained_photo().await?;
    let took = began.elapsed();
    story.expect("it is issued without a review", kind(&phone.license()?) == "Shown")?;
    phone.sync().await?;
    story.expect_eq("one notice about it, and only one", phone.wallet.inbox()?.letters.len(), 1)?;
    let screen = phone.show().await?;
    let second = phone.page(Side::SecondSide, PageTheme::LightTheme).await?;
    story
        .say(Who::Phone, format!("Confirmed, checked, submitted: the license is here after {} ms.", took.as_millis()))
        .screen("正页 main page, with a code that changes every 15 seconds", &screen)?
        .screen("副页 second page", &second)?;
    let (frame, verdict) = officer.check(&screen, Condition::Clean, 2)?;
    story
        .say(Who::Terminal, "An officer looks at the screen with the terminal's camera.")
        .frame("What the camera sees", &frame)?
        .verdict(&verdict);
    story.expect_verdict("the terminal calls it valid", &verdict, "valid", None)?;
    story.expect_eq("the terminal reads her name", verdict.fact("name"), person.name)?;
    phone.off().await?;
    Ok(format!("issued {} ms after she pressed submit; the terminal says valid", took.as_millis()))
}
