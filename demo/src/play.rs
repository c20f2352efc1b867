//! Playing scenes, one line each; and proving that none of them can print success by itself.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use crate::fail::{Fail, Played};
use crate::page;
use crate::sabotage::Sabotage;
use crate::scenes::{self, ALL, Scene};
use crate::story::Story;

/// A scene that was played.
pub struct Done {
    /// Which.
    pub scene: &'static Scene,
    /// What it told, up to its end or its failure.
    pub story: Story,
    /// Why it failed, if it did.
    pub failed: Option<Fail>,
}

/// Plays the scenes and writes the page. Fails if a scene does.
pub async fn play(only: Option<u32>, sabotage: Option<u32>, folder: Option<PathBuf>) -> ExitCode {
    let only = only.or(sabotage);
    if only.is_some_and(|n| ALL.iter().all(|scene| scene.number != n)) {
        say("there are scenes 1 to 14");
        return ExitCode::from(64);
    }
    let began = Instant::now();
    let mut played = Vec::new();
    for scene in ALL.iter().filter(|scene| only.is_none_or(|n| n == scene.number)) {
        let broken = if sabotage == Some(scene.number) { Sabotage::of_scene(scene.number) } else { Sabotage::Nothing };
        if broken != Sabotage::Nothing {
            say(&format!("   sabotage of scene {}: {}", scene.number, broken.words()));
        }
        let done = one(scene, broken).await;
        say(&line(&done));
        played.push(done);
    }
    let failed = played.iter().filter(|done| done.failed.is_some()).count();
    // One scene alone leaves the whole story as it is.
    let file = only.map_or("index.html".to_owned(), |n| format!("scene-{n}.html"));
    match page::write(&played, &folder.unwrap_or_else(usual_folder), &file) {
        Ok(path) => say(&format!(
            "{} played, {failed} failed, {:.1} s.  {}",
            played.len(),
            began.elapsed().as_secs_f32(),
            path.display()
        )),
        Err(error) => {
            say(&format!("the page cannot be written: {error}"));
            return ExitCode::FAILURE;
        }
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every scene once whole and once sabotaged.
pub async fn prove() -> ExitCode {
    let (mut passed, mut failed) = (0, 0);
    let mut count = |name: String, good: bool, why: &str| {
        if good {
            passed += 1
        } else {
            failed += 1
        }
        say(&format!(
            "{:<6} {name}{}{why}",
            if good { "ok" } else { "FAILED" },
            if why.is_empty() { "" } else { ": " }
        ));
    };
    for scene in &ALL {
        let whole = one(scene, Sabotage::Nothing).await;
        let why = whole.failed.as_ref().map(ToString::to_string).unwrap_or_default();
        count(
            format!("scene {} {} ({:.1} s)", scene.number, scene.name, whole.story.took.as_secs_f32()),
            whole.failed.is_none(),
            &why,
        );
        let broken = Sabotage::of_scene(scene.number);
        let done = one(scene, broken).await;
        let why = done.failed.as_ref().map_or("it did not notice".to_owned(), ToString::to_string);
        let noticed = done.failed.is_some() && why.contains(broken.noticed_as());
        count(format!("scene {} sabotaged, {}", scene.number, broken.words()), noticed, &why);
    }
    say(&format!("{passed} passed, {failed} failed"));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Plays one scene.
pub async fn one(scene: &'static Scene, sabotage: Sabotage) -> Done {
    let mut story = Story::default();
    let began = Instant::now();
    let failed: Played<String> = scenes::perform(scene.number, sabotage, &mut story).await;
    story.took = began.elapsed();
    let failed = match failed {
        Ok(line) => {
            story.line = line;
            None
        }
        Err(error) => Some(error),
    };
    Done { scene, story, failed }
}

fn line(done: &Done) -> String {
    let took = done.story.took.as_secs_f32();
    match &done.failed {
        None => {
            format!("ok     {:>2}  {:<20} {:>5.1} s  {}", done.scene.number, done.scene.name, took, done.story.line)
        }
        Some(error) => format!("FAILED {:>2}  {:<20} {:>5.1} s  {error}", done.scene.number, done.scene.name, took),
    }
}

/// `target/demo`, beside the programs.
fn usual_folder() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.parent().and_then(|folder| folder.parent()).map_or(PathBuf::from("target"), PathBuf::from).join("demo")
}

fn say(text: &str) {
    let mut out = std::io::stdout();
    let _nobody_reads = writeln!(out, "{text}").and_then(|()| out.flush());
}
