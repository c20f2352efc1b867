//! Scene 8: a screenshot 3 and 11 minutes old; a challenge lets an honest phone pass (R13, R65).

use lz_wallet::presenter::{AskInput, Consent};
use lz_wallet::{PageTheme, Side};

use crate::camera::Condition;
use crate::fail::{Fail, Played};
use crate::person::Person;
use crate::phone::one_code;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{World, usual};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let world = World::begin(&[1], usual(), sabotage).await?;
    let person = Person::number(1)?;
    let officer = world.officer().await?;
    let phone = world.phone("lin").await?;
    phone.sign_in(&world, &person).await?;
    phone.apply_with_retained_photo().await?;
    let picture = phone.show().await?;
    let (_, verdict) = officer.check(&picture, Condition::Clean, 80)?;
    story.expect_verdict("on the screen, now, it is valid", &verdict, "valid", None)?;
    story
        .say(Who::Phone, "Ten o'clock. Somebody takes a screenshot.")
        .screen("Valid on the screen, at this moment", &picture)?;

    world.pass(180)?;
    let (frame, verdict) = officer.check(&picture, Condition::Clean, 83)?;
    story
        .say(Who::Terminal, "Three minutes later, the picture is shown.")
        .frame("A picture of a picture", &frame)?
        .verdict(&verdict);
    story.expect_verdict("after 3 minutes it is refused", &verdict, "refused", Some("old-code"))?;

    world.pass(480)?;
    let (frame, verdict) = officer.check(&picture, Condition::Clean, 91)?;
    story.say(Who::Terminal, "After eleven minutes, again.").frame("Still the same code", &frame)?.verdict(&verdict);
    story.expect_verdict("after 11 minutes it is refused", &verdict, "refused", Some("old-code"))?;
    story.expect_eq("and the terminal offers a challenge", verdict.json["challenge_helps"].as_bool(), Some(true))?;

    let (_, digits) = officer.challenge()?;
    phone.unlock();
    let page = phone.page(Side::MainSide, PageTheme::LightTheme).await?;
    let presenter = phone.wallet.present("police".to_owned())?;
    let gone = |_| Fail::Never("an answer to the officer's digits".to_owned());
    let ask = presenter.ask(&AskInput::Digits(digits.clone())).map_err(gone)?;
    presenter.answer(ask.ask_id, Consent::NotGiven).map_err(gone)?;
    let screen = page.showing(&one_code(&presenter).await?);
    let (frame, verdict) = officer.check(&screen, Condition::Clean, 92)?;
    story
        .say(
            Who::Terminal,
            format!("The officer reads six digits aloud: {digits}. Only the real phone can answer them."),
        )
        .frame("The real phone, with its answer", &frame)?
        .verdict(&verdict);
    story.expect_verdict("the real phone passes", &verdict, "valid", None)?;
    story.expect_eq("it answered the challenge", verdict.json["answered_challenge"].as_bool(), Some(true))?;
    phone.off().await?;
    Ok("valid at once; the same picture refused after 3 and 11 minutes; the phone answers a challenge".to_owned())
}
