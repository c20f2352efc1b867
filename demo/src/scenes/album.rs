//! Scene 4: one file from the album; a picture of seven months ago breaks rule 6 (R29, R43, R61).

use lz_wallet::{Intent, LicenseState, PhotoSource};

use crate::fail::Played;
use crate::person::Person;
use crate::phone::kind;
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{World, usual};

const DAY: i64 = 86_400;

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let world = World::begin(&[6], usual(), sabotage).await?;
    let person = Person::number(6)?;
    let phone = world.phone("album").await?;
    phone.sign_in(&world, &person).await?;
    story.expect_eq("the photo on file is not offered", kind(&phone.application()?), "Notice".to_owned())?;
    phone.to_the_picture(Intent::ApplyStart, PhotoSource::AlbumFile).await?;

    let file = world.album("portrait-specimen.jpg")?;
    let now = world.clock().now();
    let old = phone.offer(file.clone(), now - 214 * DAY).await?;
    story
        .say(Who::Phone, "He picks a picture that is seven months old.")
        .quote(old.hint.clone().unwrap_or_default())
        .photo("Seven months old", &image::load_from_memory(&file)?)?;
    story.expect("a picture older than six months is refused on the phone", !old.accepted)?;
    let rule =
        old.findings.iter().find(|finding| format!("{:?}", finding.outcome) == "Fail").map(|finding| finding.rule);
    story.expect_eq("it names rule 6", rule, Some(6))?;

    let recent = phone.offer(file, now - 3 * DAY).await?;
    story.expect("a recent one is accepted", recent.accepted)?;
    let preview = phone.preview().await?;
    let sent = phone.keep_and_submit().await?;
    story
        .say(Who::Phone, "Then one of last week. This preview is, byte for byte, what will be sent.")
        .photo("Preview: straightened, cropped, 520 × 756", &preview)?;
    let task = world.service.claim().await?;
    let name = story.expect_one_file(&sent, &task, &world.service.review_photo(&task).await?)?;
    world.service.approve(&task).await?;
    phone.sync().await?;
    phone.until("the approved license", |phone| Ok(matches!(phone.license()?, LicenseState::Shown { .. }))).await?;
    let page = phone.show().await?;
    story.say(Who::Reviewer, "Approved: the very file that was previewed.").quote(name).screen("His license", &page)?;
    story.expect_eq("the license is shown", kind(&phone.license()?), "Shown".to_owned())?;
    phone.off().await?;
    Ok("seven months old: refused by rule 6; three days old: sent as previewed, approved".to_owned())
}
