//! Scene 8: a screenshot 3 and 11 minutes old; a challenge lets an honest phone pass, whatever its clock says (R13, R65).

use lz_wallet::presenter::{AskInput, Consent};
use lz_wallet::{PageTheme, Side};

use crate::camera::Condition;
use crate::fail::{Fail, Played};
use crate::officer::{Officer, Verdict};
use crate::phone::{Phone, one_code};
use crate::sabotage::Sabotage;
use crate::screen::Screen;
use crate::story::{Story, Who};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { mut world, officer, phone, .. } = World::licensed(1, "lin", sabotage).await?;
    let picture = phone.show().await?;
    let (_, verdict) = officer.check(&picture, Condition::Clean, 80)?;
    story.expect_verdict("on the screen, now, it is valid", &verdict, "valid", None)?;
    expect_clock(story, "the code says that the phone's clock is anchored", &verdict, "anchored")?;
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

    let digits = officer.challenge()?.1;
    let screen = answered(&phone, &digits).await?;
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

    world.pass(3_600)?;
    world.service.stop();
    three_minutes_slow(&world, &officer, story).await?;
    eleven_minutes_slow(&world, &officer, story).await?;
    Ok("valid at once; the picture refused after 3 and 11 minutes; a phone with a slow clock: asked, and valid"
        .to_owned())
}

/// An honest phone that was switched on in a tunnel: nothing but its own wall clock, and that is wrong.
async fn three_minutes_slow(world: &World, officer: &Officer, story: &mut Story) -> Played {
    let phone = world.phone_after_restart("lin", 180).await?;
    let screen = phone.show().await?;
    let (frame, verdict) = officer.check(&screen, Condition::Clean, 93)?;
    story.say(Who::Teller, "An honest phone can look like a screenshot. An hour later, in a tunnel, its owner switches hers off and on. There is no network to set the time by: it has nothing but its own clock, which is slow.");
    story
        .say(Who::Phone, "Three minutes slow; and the code itself says by which clock it was made.")
        .screen("Her own phone, three minutes slow", &screen)?;
    story
        .say(Who::Terminal, "Three minutes again; but this code admits that the phone's clock is unsure. The terminal asks instead of refusing.")
        .frame("Her code of this moment", &frame)?
        .verdict(&verdict);
    expect_clock(story, "the code says that the phone has only its wall clock", &verdict, "wall-clock")?;
    story.expect_verdict(
        "3 minutes by a wall clock: attention, not refused",
        &verdict,
        "attention",
        Some("clock-differs"),
    )?;
    story.expect_eq("and a challenge will decide", verdict.json["challenge_helps"].as_bool(), Some(true))?;
    phone.off().await?;
    Ok(())
}

/// The same, further off than a terminal lets pass; the challenge puts it right.
async fn eleven_minutes_slow(world: &World, officer: &Officer, story: &mut Story) -> Played {
    let phone = world.phone_after_restart("lin", 660).await?;
    let screen = phone.show().await?;
    let (_, verdict) = officer.check(&screen, Condition::Clean, 94)?;
    story.expect_verdict("11 minutes by a wall clock: refused", &verdict, "refused", Some("old-code"))?;
    let digits = officer.challenge()?.1;
    let screen = answered(&phone, &digits).await?;
    let (frame, verdict) = officer.check(&screen, Condition::Clean, 95)?;
    story
        .say(Who::Terminal, format!("With a clock eleven minutes slow the code is refused, and the officer reads out {digits}. No honest phone ends red: her answer is valid, with a word about the clock."))
        .frame("Her answer", &frame)?
        .verdict(&verdict);
    story.expect_verdict(
        "the answer to a challenge is valid, with a word about the clock",
        &verdict,
        "valid",
        Some("phone-clock-wrong"),
    )?;
    phone.off().await?;
    Ok(())
}

/// The main page with the phone's answer to the officer's digits.
async fn answered(phone: &Phone, digits: &str) -> Played<Screen> {
    phone.unlock();
    let page = phone.page(Side::MainSide, PageTheme::LightTheme).await?;
    let presenter = phone.wallet.present("police".to_owned())?;
    let gone = |_| Fail::Never("an answer to the officer's digits".to_owned());
    let ask = presenter.ask(&AskInput::Digits(digits.to_owned())).map_err(gone)?;
    presenter.answer(ask.ask_id, Consent::NotGiven).map_err(gone)?;
    Ok(page.showing(&one_code(&presenter).await?))
}

fn expect_clock(story: &mut Story, what: &str, verdict: &Verdict, clock: &str) -> Played {
    story.expect_eq(what, verdict.json["phone_clock"].as_str(), Some(clock))
}
