//! Scene 13: a rental firm asks with a challenge and gets least data (R71–R75).

use lz_wallet::presenter::{AskInput, Consent};
use lz_wallet::{Intent, PageTheme, Side};

use crate::camera::Condition;
use crate::fail::{Fail, Played};
use crate::officer::Officer;
use crate::phone::one_code;
use crate::pictures;
use crate::sabotage::Sabotage;
use crate::story::{PictureKind, Story, Who};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { world, person, officer, phone } = World::licensed(1, "lin", sabotage).await?;
    let firm = Officer::rental(&world).await?;
    let consent = Intent::ConsentGive { purpose: "rental".to_owned(), points: false };
    phone.wallet.act(consent).await?;

    let (question, _) = firm.challenge()?;
    let text = lz_terminal::reader::qr_text(&image::DynamicImage::ImageRgb8(question.clone()).into_luma8());
    let text = text.ok_or(Fail::Never("the firm's question, read by the phone's camera".to_owned()))?;
    phone.unlock();
    let presenter = phone.wallet.present("rental".to_owned())?;
    let asked = presenter.ask(&AskInput::Qr(text));
    let ask = match asked {
        Ok(ask) => ask,
        Err(error) => {
            story.expect(format!("the phone trusts the firm's question, not {}", error.code()), false)?;
            return Ok(String::new());
        }
    };
    let name = ask.asker.as_ref().map(|label| (label.zh_hans.clone(), label.en.clone()));
    story.say(Who::Firm, "At the counter, the firm's terminal shows a signed question.").file(
        PictureKind::Challenge,
        "Who asks, for what, once",
        "image/png",
        pictures::png(&image::DynamicImage::ImageRgb8(question))?,
    );
    let beat = story.say(Who::Phone, "Before anything is shown, the phone says who asks.");
    if let Some((zh, en)) = &name {
        beat.quote(format!("{zh} · {en}"));
    }
    story.expect_eq(
        "the driver reads the firm's name",
        name.map(|(_, en)| en).as_deref(),
        Some("Yunfan Car Rental"),
    )?;
    presenter.answer(ask.ask_id, Consent::NotGiven).map_err(|error| Fail::Never(error.code().to_owned()))?;
    // The firm gets a code, never the page: the officer's page stays in the driver's pocket.
    let page = phone.page(Side::MainSide, PageTheme::LightTheme).await?;
    let screen = page.code_alone().showing(&one_code(&presenter).await?);
    let (path, frame) = firm.frame(&screen, Condition::Clean, 130)?;
    let verdict = firm.scan(&[&path], Some("car-manual"))?;
    story
        .say(Who::Firm, "She agrees. The firm learns what it needs to hand over a car.")
        .frame("Her answer", &frame)?
        .verdict(&verdict);
    story.expect_verdict("the firm sees a valid license", &verdict, "valid", None)?;
    story.expect_eq("her name", verdict.fact("name"), person.name)?;
    story.expect_eq("that she may drive this car", verdict.json["may_drive"].as_bool(), Some(true))?;
    for (what, field) in [
        ("id number", "id_number"),
        ("birthday", "birth"),
        ("points", "points"),
        ("file number", "file_number"),
        ("card number", "card_number"),
    ] {
        story.expect_eq(&format!("no {what}"), verdict.fact(field), String::new())?;
    }
    story.expect("no address", verdict.json["address"].is_null())?;
    let copied = officer.scan(&[&path], None)?;
    story.expect_verdict(
        "the answer is worth nothing to anybody else",
        &copied,
        "refused",
        Some("another-audience"),
    )?;
    story
        .say(
            Who::Terminal,
            "A police terminal, given the same code: an answer for one firm is worth nothing elsewhere.",
        )
        .verdict(&copied);
    phone.off().await?;
    Ok("the firm is named before she answers; name, face and classes; no number, points or address".to_owned())
}
