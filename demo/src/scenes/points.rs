//! Scene 6: points 0, 6, 12 arrive; at twelve the license is red and must not be used (R08–R10).

use serde_json::json;

use crate::camera::Condition;
use crate::fail::Played;
use crate::phone::part;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { world, person, officer, phone } = World::licensed(1, "points", sabotage).await?;
    let steps = [
        (0, "valid", "No points: green."),
        (6, "valid", "Six points: still green, and the number is on the page."),
        (12, "must-not-drive", "Twelve of twelve: red, with what to do next."),
    ];
    for (points, expected, words) in steps {
        if points > 0 {
            world.pass(1_800)?;
            world.service.register(&person, json!({ "points": points })).await?;
            phone.sync().await?;
            officer.update()?;
        }
        let screen = phone.show().await?;
        let license = phone.license()?;
        story
            .say(Who::Phone, words)
            .quote(part(&license).headline.clone())
            .quote(part(&license).details.first().cloned().unwrap_or_default())
            .screen(&format!("{points} points"), &screen)?;
        let (frame, verdict) = officer.check(&screen, Condition::Perspective, 60 + points)?;
        story.say(Who::Terminal, "Seen from the side.").frame("25 to 35 degrees", &frame)?.verdict(&verdict);
        story.expect_verdict(
            &format!("with {points} points the terminal says {expected}"),
            &verdict,
            expected,
            None,
        )?;
        story.expect_eq(&format!("and reads {points} points"), verdict.fact("points"), points.to_string())?;
    }
    let notices = phone.wallet.inbox()?.letters.len();
    story.expect("each change was told in a notice", notices >= 3)?;
    phone.off().await?;
    Ok("0 and 6 points: valid; 12: red on the phone, must not drive at the terminal".to_owned())
}
