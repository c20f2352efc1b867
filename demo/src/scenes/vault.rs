//! Scene 9: the vault folder edited, rolled back, and copied to another phone of another user (R13, R64).

use lz_wallet::Gate;
use serde_json::json;

use crate::camera::Condition;
use crate::cold::{Place, other_user_allowed, run_phone};
use crate::fail::Played;
use crate::phone::{Phone, kind};
use crate::sabotage::Sabotage;
use crate::story::{Story, Who};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { world, person, officer, phone } = World::licensed(1, "own", sabotage).await?;
    phone.off().await?;

    world.flip_byte("own", "state.bin")?;
    let phone = world.phone("own").await?;
    let gate = phone.gate()?;
    story.say(Who::Phone, "One bit of the sealed file is flipped.").quote(said(&phone, &gate));
    story.expect_eq("an edited vault does not open", kind(&gate), "KeysLost".to_owned())?;
    phone.off().await?;
    world.flip_byte("own", "state.bin")?;
    let phone = world.phone("own").await?;
    story.expect_eq("the bit put back, nothing is lost", kind(&phone.gate()?), "Open".to_owned())?;

    let state = Phone::folder_in(&world, "own").join("state.bin");
    let yesterday = std::fs::read(&state)?;
    world.service.register(&person, json!({ "points": 6 })).await?;
    phone.sync().await?;
    phone.off().await?;
    let today = std::fs::read(&state)?;
    std::fs::write(&state, yesterday)?;
    let phone = world.phone("own").await?;
    let license = phone.license()?;
    story
        .say(Who::Phone, "An older copy of the file is put back, to be rid of six points.")
        .quote(crate::phone::part(&license).age.clone());
    story.expect_eq("a vault rolled back says that it must be refreshed", kind(&license), "NeedsRefresh".to_owned())?;
    phone.off().await?;
    std::fs::write(&state, today)?;

    world.copy_phone("own", "thief")?;
    let opening = Phone::opening(&world, "thief", "boot-9");
    let place = if other_user_allowed() { Place::OtherUser } else { Place::Here };
    if place == Place::OtherUser {
        open_to_others(&world)?;
    }
    let stolen = run_phone(&opening, place, &world.file("thief-screen"))?;
    let user = if place == Place::OtherUser {
        format!("as user {}", stolen.user)
    } else {
        "with a key store of its own".to_owned()
    };
    story
        .say(Who::Phone, format!("The whole folder is copied to another phone and opened there, {user}."))
        .quote(stolen.headline.clone());
    story.expect_eq("a copied vault opens nowhere else", stolen.gate.as_str(), "KeysLost")?;
    story.expect("it shows no page and no code", stolen.pages.is_empty() && stolen.codes.is_empty())?;

    let phone = world.phone("own").await?;
    phone.sync().await?;
    let screen = phone.show().await?;
    let (frame, verdict) = officer.check(&screen, Condition::Clean, 99)?;
    story
        .say(Who::Terminal, "The own phone goes on as before.")
        .screen("Six points, as it should be", &screen)?
        .frame("What the camera sees", &frame)?
        .verdict(&verdict);
    story.expect_verdict("the own phone is valid", &verdict, "valid", None)?;
    story.expect_eq("with its six points", verdict.fact("points"), "6".to_owned())?;
    phone.off().await?;
    Ok(format!("edited: closed, and open again when put back; rolled back: refresh; copied {user}: nothing"))
}

fn said(phone: &Phone, gate: &Gate) -> String {
    match gate {
        Gate::KeysLost { code } => phone.wallet.problem(*code).body,
        other => kind(other),
    }
}

/// The other user must be able to walk to the copy; what it holds was given to that user already.
fn open_to_others(world: &World) -> Played {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(world.folder(), std::fs::Permissions::from_mode(0o711))?;
    Ok(())
}
