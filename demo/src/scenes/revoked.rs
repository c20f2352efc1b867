//! Scene 11: revoked; the terminal refuses once it has fetched its lists (R09, R12).

use lz_wallet::LicenseState;
use serde_json::json;

use crate::camera::Condition;
use crate::fail::Played;
use crate::phone::part;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who, length};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { world, person, officer, phone } = World::licensed(1, "lin", sabotage).await?;
    world.pass(7_200)?;
    world.service.register(&person, json!({ "status": "F" })).await?;
    story.say(Who::Authority, "Noon. The license is revoked (吊销). The phone is in flight mode and does not know.");

    let screen = phone.show().await?;
    let (frame, verdict) = officer.check(&screen, Condition::Clean, 110)?;
    let age = verdict.age().unwrap_or(0);
    story
        .say(
            Who::Terminal,
            "A terminal that was last updated in the morning cannot know either. It says how old its knowledge is.",
        )
        .frame("What the camera sees", &frame)?
        .verdict(&verdict);
    story.expect_verdict("without news it verifies", &verdict, "valid", None)?;
    story.expect(format!("and the terminal says that this was known {} ago", length(age)), age >= 7_000)?;

    officer.update()?;
    let screen = phone.show().await?;
    let (frame, verdict) = officer.check(&screen, Condition::Rain, 111)?;
    story
        .say(Who::Terminal, "It fetches its lists: 300 kB for a million licenses. The same phone, in the rain.")
        .frame("Drops on the glass", &frame)?
        .verdict(&verdict);
    story.expect_verdict("after its update the terminal refuses it", &verdict, "refused", Some("ended"))?;

    phone.sync().await?;
    let license = phone.license()?;
    story
        .say(Who::Phone, "When the phone has a network again, the page is gone and says why.")
        .quote(part(&license).headline.clone())
        .quote(part(&license).states.join(", "));
    story.expect("the phone hides the license and says why", matches!(license, LicenseState::Hidden { .. }))?;
    phone.off().await?;
    Ok(format!("before the update valid with news {} old, after it refused; hidden on the phone", length(age)))
}
