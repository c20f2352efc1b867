//! A terminal as its user holds it: a folder, a camera, the program `terminal`.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use image::{DynamicImage, RgbImage};
use serde_json::Value;

use crate::camera::{Condition, photograph};
use crate::clock::StoryClock;
use crate::fail::{Fail, Played};
use crate::pictures;
use crate::sabotage::Sabotage;
use crate::screen::Screen;
use crate::service::{program, run};
use crate::world::{World, flip_byte};

/// One terminal.
pub struct Officer {
    store: PathBuf,
    clock: StoryClock,
    sabotage: Sabotage,
    namespace: bool,
}

/// What the terminal said.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// All of it.
    pub json: Value,
    /// Exit status of the program.
    pub exit: i32,
    /// The signed face, if enough of its frames were seen: WebP.
    pub face: Option<Vec<u8>>,
}

impl Verdict {
    /// `valid`, `attention`, `must-not-drive`, `refused` or `unreadable`.
    pub fn word(&self) -> &str {
        self.json["verdict"].as_str().unwrap_or("?")
    }

    /// Codes of its reasons and notes.
    pub fn codes(&self) -> Vec<&str> {
        let of = |name: &str| self.json[name].as_array().map_or(&[][..], Vec::as_slice);
        of("reasons").iter().chain(of("notes")).filter_map(|line| line["code"].as_str()).collect()
    }

    /// The same as sentences.
    pub fn sentences(&self) -> Vec<String> {
        let of = |name: &str| self.json[name].as_array().map_or(&[][..], Vec::as_slice);
        of("reasons").iter().chain(of("notes")).filter_map(|line| Some(line["text"].as_str()?.to_owned())).collect()
    }

    /// One fact of the license; empty if the terminal shows none.
    pub fn fact(&self, name: &str) -> String {
        match &self.json["license"][name] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// Seconds since the authority said so, as far as the terminal knows.
    pub fn age(&self) -> Option<i64> {
        self.json["freshness"]["age_seconds"].as_i64()
    }
}

impl Officer {
    /// A police terminal: set up, known to the authority, its lists fetched.
    pub async fn police(world: &World) -> Played<Self> {
        let officer = Self::new(world, "police");
        officer.run(&["init", "--authority", &world.service.url(), "--root", world.service.root(), "--development"])?;
        officer.join(world, "样例市巡警", "police").await
    }

    /// A firm's terminal with the key that the authority made for it.
    pub async fn rental(world: &World) -> Played<Self> {
        let officer = Self::new(world, "rental");
        let key = world.service.asker_key("rental");
        let unknown = world.file("unknown.key");
        std::fs::write(&unknown, "07".repeat(32))?;
        let key = if world.sabotage() == Sabotage::FirmKeyUnknown { unknown } else { key };
        officer.run(&[
            "init",
            "--authority",
            &world.service.url(),
            "--root",
            world.service.root(),
            "--development",
            "--audience",
            "rental:lz:r1",
            "--name",
            "云帆租车",
            "--name-en",
            "Yunfan Car Rental",
            "--key",
            &key.display().to_string(),
        ])?;
        officer.join(world, "云帆租车", "rental:lz:r1").await
    }

    fn new(world: &World, name: &str) -> Self {
        let store = world.file(&format!("terminal-{name}"));
        Self { store, clock: world.terminal_clock().clone(), sabotage: world.sabotage(), namespace: false }
    }

    async fn join(self, world: &World, name: &str, audience: &str) -> Played<Self> {
        let key = self.run(&["key"])?;
        world.service.add_terminal(key.trim(), name, audience).await?;
        self.update()?;
        Ok(self)
    }

    fn command(&self) -> Played<Command> {
        self.speaking("en")
    }

    fn speaking(&self, language: &str) -> Played<Command> {
        let mut command = if self.namespace {
            let mut command = Command::new("unshare");
            command.args(["-n", "--"]).arg(program("terminal")?);
            command
        } else {
            Command::new(program("terminal")?)
        };
        command.arg("--store").arg(&self.store).args(["--lang", language, "--clock", &self.clock.argument()]);
        Ok(command)
    }

    fn run(&self, arguments: &[&str]) -> Played<String> {
        run("terminal", self.command()?.args(arguments))
    }

    /// From now on every program of this terminal runs in a network namespace without interfaces.
    pub fn cut_off(&mut self) {
        self.namespace = true;
    }

    /// Fetches lists and hands over the checks made since.
    pub fn update(&self) -> Played<Value> {
        let kept = (self.sabotage == Sabotage::OldStatusListStays).then(|| self.lists()).transpose()?;
        let summary = serde_json::from_str(&self.run(&["update"])?)?;
        for (path, bytes) in kept.into_iter().flatten() {
            std::fs::write(path, bytes)?;
        }
        Ok(summary)
    }

    fn lists(&self) -> Played<Vec<(PathBuf, Vec<u8>)>> {
        let folder = std::fs::read_dir(self.store.join("lists"))?;
        folder.map(|entry| Ok((entry.as_ref().map_err(copied)?.path(), std::fs::read(entry?.path())?))).collect()
    }

    /// Opens a challenge: its picture and its six digits.
    pub fn challenge(&self) -> Played<(RgbImage, String)> {
        let out = self.store.with_extension("challenge.png");
        let said = self.run(&["challenge", "--out", &out.display().to_string()])?;
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        Ok((image::open(out)?.to_rgb8(), digits))
    }

    /// Takes one frame of a screen, and keeps it where the terminal will read it.
    pub fn frame(&self, screen: &Screen, condition: Condition, seed: u64) -> Played<(PathBuf, RgbImage)> {
        let frame = photograph(&screen.pixels, screen.aim(), condition, seed);
        let path = self.store.with_extension(format!("frame-{seed}.jpg"));
        std::fs::write(&path, pictures::jpeg(&DynamicImage::ImageRgb8(frame.clone()), 95)?)?;
        Ok((path, frame))
    }

    /// Lets the terminal read pictures and judge.
    pub fn scan(&self, pictures: &[&Path], vehicle: Option<&str>) -> Played<Verdict> {
        let mut command = self.command()?;
        command.args(["scan", "--json"]);
        if let Some(vehicle) = vehicle {
            command.args(["--vehicle", vehicle]);
        }
        let done = command.args(pictures).output()?;
        let out = String::from_utf8_lossy(&done.stdout);
        let exit = done.status.code().unwrap_or(-1);
        let Ok(json) = serde_json::from_str::<Value>(out.trim()) else {
            let said = format!("{out}{}", String::from_utf8_lossy(&done.stderr)).trim().to_owned();
            return Err(Fail::Part { part: "terminal", status: exit, said });
        };
        let face = json["portrait_webp"].as_str().and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        Ok(Verdict { json, exit, face })
    }

    /// The same in words, for a person: exit status and everything that was printed.
    pub fn words(&self, pictures: &[&PathBuf], language: &str) -> Played<(i32, String)> {
        let done = self.speaking(language)?.arg("scan").args(pictures).output()?;
        let said = [done.stdout, done.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
        Ok((done.status.code().unwrap_or(-1), said))
    }

    /// One frame, one verdict.
    pub fn check(&self, screen: &Screen, condition: Condition, seed: u64) -> Played<(RgbImage, Verdict)> {
        let (path, frame) = self.frame(screen, condition, seed)?;
        let verdict = self.scan(&[&path], None)?;
        Ok((frame, verdict))
    }

    /// Sabotage: one bit of the trust list it holds.
    pub(crate) fn flip_trust_list_byte(&self) -> Played {
        flip_byte(&self.store.join("trust.cose"))
    }
}

fn copied(error: &std::io::Error) -> Fail {
    Fail::System(std::io::Error::new(error.kind(), "a status list of the terminal"))
}
