//! Scene 7: no network on either side. Phone and terminal run where no interface exists; the screen is all there is.

use std::path::{Path, PathBuf};

use crate::camera::Condition;
use crate::cold::{Place, namespaces_allowed, run_phone};
use crate::fail::Played;
use crate::sabotage::Sabotage;
use crate::story::{PictureKind, Story, Who, length};
use crate::world::{Licensed, World};

pub(super) async fn play(sabotage: Sabotage, story: &mut Story) -> Played<String> {
    let Licensed { mut world, person, mut officer, phone } = World::licensed(1, "lin", sabotage).await?;
    let opening = phone.off().await?;
    world.pass(3 * 3_600)?;

    let cut_off = namespaces_allowed();
    let how = if cut_off {
        officer.cut_off();
        "Three hours later. Phone and terminal each run in a network namespace that has no interface."
    } else {
        world.service.stop();
        "Three hours later. This system forbids network namespaces: the authority is stopped instead."
    };
    let out = world.file("cold");
    let place = if cut_off { Place::NoNetwork } else { Place::Here };
    let said = run_phone(&opening, place, &out)?;
    let (main, second) = (said.screen(&out, 0)?, said.screen(&out, 1)?);
    let deciding = said.codes.first().map(|code| main.showing(code));
    let deciding = deciding.ok_or(crate::fail::Fail::Never("a code on the cold phone".to_owned()))?;
    story.say(Who::Teller, how);
    story
        .say(
            Who::Phone,
            format!("Opened cold: first page and code after {} ms. It says itself how old its copy is.", said.cold_ms),
        )
        .quote(said.age.clone())
        .screen("正页, drawn offline", &deciding)?
        .screen("副页, drawn offline", &second)?;
    if cut_off {
        story.expect_eq("the phone sees no network interface", said.interfaces.len(), 0)?;
    }
    story.expect_eq("it cannot reach the authority", said.sync.as_deref(), Some("no-network"))?;
    story.expect_eq("it shows the license, and says that it is not live", said.license.as_deref(), Some("NotLive"))?;

    // Turned, blurred by hand, at dusk: what a camera gets from a screen, never the rendered file.
    let conditions = [Condition::Mixed, Condition::Rotate, Condition::LowLight];
    let shots: Vec<(usize, crate::screen::Screen, Condition)> = said
        .codes
        .iter()
        .enumerate()
        .map(|(n, code)| (n, main.showing(code), conditions[n % conditions.len()]))
        .collect();
    let frames = take(&officer, &shots)?;
    let paths: Vec<&Path> = frames.iter().map(|(path, _)| path.as_path()).collect();
    let verdict = officer.scan(&paths, Some("car-manual"))?;
    let beat = story.say(
        Who::Terminal,
        format!("The officer holds the camera before the screen: {} frames of a moving code.", paths.len()),
    );
    for (_, frame) in frames.iter().take(3) {
        beat.frame("Turned, shaken, noisy", frame)?;
    }
    if let Some(face) = &verdict.face {
        beat.file(PictureKind::Face, "The signed face, to compare with the person", "image/webp", face.clone());
    }
    beat.verdict(&verdict);
    story.expect_verdict("whether: the terminal calls it valid", &verdict, "valid", None)?;
    story.expect_eq("who: it reads the name", verdict.fact("name"), person.name.clone())?;
    story.expect_eq("who: it reads the number", verdict.fact("id_number"), person.id_number.clone())?;
    let age = verdict.age().unwrap_or(-1);
    story.expect(format!("how fresh: known {} ago", length(age)), (3 * 3_600..4 * 3_600).contains(&age))?;
    story.expect("the face: signed, put together from the frames", verdict.face.is_some())?;
    story.expect_eq("and whether she may drive this car", verdict.json["may_drive"].as_bool(), Some(true))?;
    let place = if cut_off {
        "in namespaces without interfaces"
    } else {
        "with the authority stopped (namespaces are forbidden here)"
    };
    Ok(format!(
        "{place}: cold start {} ms, {} camera frames, valid, {} old, with the face",
        said.cold_ms,
        paths.len(),
        length(age)
    ))
}

/// Takes all frames, on two threads.
fn take(
    officer: &crate::officer::Officer,
    shots: &[(usize, crate::screen::Screen, Condition)],
) -> Played<Vec<(PathBuf, image::RgbImage)>> {
    let half = shots.len().div_ceil(2);
    let some = |shots: &[(usize, crate::screen::Screen, Condition)]| {
        shots
            .iter()
            .map(|(n, screen, condition)| officer.frame(screen, *condition, 700 + *n as u64))
            .collect::<Played<Vec<_>>>()
    };
    std::thread::scope(|scope| {
        let (first, second) = shots.split_at(half);
        let other = scope.spawn(|| some(second));
        let mut frames = some(first)?;
        frames.extend(other.join().map_err(|_| crate::fail::Fail::Never("frames of the second thread".to_owned()))??);
        Ok(frames)
    })
}
