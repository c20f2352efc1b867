//! Scene 1: refused half a minute before her city opens, allowed half a minute after (R16, R52).

use lz_wallet::{ApplicationState, PageTheme};

use crate::clock::moment;
use crate::fail::Played;
use crate::person::Person;
use crate::phone::kind;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::World;

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let world = World::begin(&[3], moment(2021, 8, 31, 23, 59, 30), sabotage).await?;
    let person = Person::number(3)?;
    let phone = world.phone("su").await?;
    phone.sign_in(&world, &person).await?;
    let before = phone.application()?;
    let ApplicationState::NotOpen { part, opens_on } = &before else {
        return story
            .expect_eq("at 23:59:30 the phone says that her city is not open", kind(&before), "NotOpen".to_owned())
            .map(|()| String::new());
    };
    let beat = story.say(Who::Phone, "31 August 2021, 23:59:30. She signs in and asks for her license.");
    part.lines.iter().for_each(|line| {
        beat.quote(line);
    });
    story.expect_eq("at 23:59:30 she is refused, and told the day", opens_on.as_deref(), Some("2021-09-01"))?;

    world.pass(40)?;
    phone.sync().await?;
    let after = phone.application()?;
    story.expect_eq("at 00:00:10 she may apply", kind(&after), "Confirm".to_owned())?;
    phone.apply_with_retained_photo().await?;
    let page = phone.show_in(PageTheme::DarkTheme).await?;
    story
        .say(Who::Phone, "1 September 2021, 00:00:10. The same phone asks again; the same rule, forty seconds later.")
        .screen("Issued in the first minute. The page at night.", &page)?;
    story.expect_eq("the license is on her phone", kind(&phone.license()?), "Shown".to_owned())?;
    phone.off().await?;
    Ok("refused at 23:59:30 with the day, allowed at 00:00:10, issued".to_owned())
}
