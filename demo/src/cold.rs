//! `demo phone`: a phone of its own in a process of its own, so that it can be put where there is no network.
//!
//! Opens the folder cold, draws both pages, shows codes for a moment, and writes what its screen showed into a folder, as
//! raw pixels and modules. Says on one line of JSON what it could and could not do.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use image::RgbaImage;
use lz_wallet::{Event, Gate, PageTheme, PixelRect, PrintSize, Side};
use serde::{Deserialize, Serialize};

use crate::fail::{Fail, Played};
use crate::phone::{Opening, codes, kind, part, screen};
use crate::screen::{Screen, ShownCode};
use crate::service::run;

/// What the phone says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Said {
    /// What stands before the license.
    pub gate: String,
    /// The license screen; absent if the gate is closed.
    pub license: Option<String>,
    /// Its headline, or why the gate is closed.
    pub headline: String,
    /// What the page says of its own age.
    pub age: String,
    /// Milliseconds from the start of the process to the first code.
    pub cold_ms: u64,
    /// Why an exchange with the authority failed.
    pub sync: Option<String>,
    /// Network interfaces that are up, besides none.
    pub interfaces: Vec<String>,
    /// User id of the process.
    pub user: String,
    /// Pages that were drawn.
    pub pages: Vec<DrawnPage>,
    /// Codes that were shown, the deciding one first.
    pub codes: Vec<ShownCode>,
}

/// One page; its pixels lie beside in `page-N.rgba`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DrawnPage {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The place of the code: left, top, width, height.
    pub code: [u32; 4],
}

/// What `demo phone` does.
pub async fn phone(opening: &Opening, out: &Path) -> Played<Said> {
    let began = Instant::now();
    let wallet = opening.open().await?;
    let mut said = Said {
        gate: kind(&wallet.gate()?),
        license: None,
        headline: String::new(),
        age: String::new(),
        cold_ms: 0,
        sync: None,
        interfaces: interfaces(),
        user: user(),
        pages: Vec::new(),
        codes: Vec::new(),
    };
    if wallet.gate()? != Gate::Open {
        if let Gate::KeysLost { code } = wallet.gate()? {
            said.headline = wallet.problem(code).body;
        }
        wallet.end().await?;
        return Ok(said);
    }
    let license = wallet.license()?;
    said.license = Some(kind(&license));
    said.headline.clone_from(&part(&license).headline);
    said.age.clone_from(&part(&license).age);
    wallet.tell(Event::Unlocked);
    let presenter = wallet.present("police".to_owned())?;
    let main = screen(&wallet, Side::MainSide, PageTheme::LightTheme, PrintSize::NormalPrint).await?;
    let first = crate::phone::one_code(&presenter).await?;
    said.cold_ms = began.elapsed().as_millis() as u64;
    let second = screen(&wallet, Side::SecondSide, PageTheme::LightTheme, PrintSize::NormalPrint).await?;
    said.codes = codes(&presenter, Duration::from_millis(1_600)).await?;
    if said.codes.iter().all(|code| code.id != first.id) {
        said.codes.insert(0, first);
    }
    for (number, page) in [main, second].into_iter().enumerate() {
        std::fs::write(out.join(format!("page-{number}.rgba")), page.pixels.as_raw())?;
        let PixelRect { x, y, width, height } = page.code;
        said.pages.push(DrawnPage {
            width: page.pixels.width(),
            height: page.pixels.height(),
            code: [x, y, width, height],
        });
    }
    said.sync = wallet.sync(2_000).await?.code.map(|code| code.name().to_owned());
    wallet.end().await?;
    Ok(said)
}

impl Said {
    /// The screen of page `number`, read back from `out`.
    pub fn screen(&self, out: &Path, number: usize) -> Played<Screen> {
        let missing = || Fail::Never(format!("page {number} of the cold phone"));
        let page = self.pages.get(number).ok_or_else(missing)?;
        let bytes = std::fs::read(out.join(format!("page-{number}.rgba")))?;
        let [x, y, width, height] = page.code;
        let pixels = RgbaImage::from_raw(page.width, page.height, bytes).ok_or_else(missing)?;
        Ok(Screen { pixels, code: PixelRect { x, y, width, height } })
    }
}

/// Where a phone runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Here.
    Here,
    /// In a network namespace without interfaces.
    NoNetwork,
    /// As another user of this machine.
    OtherUser,
}

/// User id that owns nothing here.
const OTHER_USER: &str = "54321";

/// Runs `demo phone` as a process.
pub fn run_phone(opening: &Opening, place: Place, out: &Path) -> Played<Said> {
    std::fs::create_dir_all(out)?;
    let own = std::env::current_exe()?;
    // A test's own binary cannot play a phone; the demo beside it can.
    let own = if own.parent().is_some_and(|folder| folder.ends_with("deps")) {
        crate::service::program("lz-demo")?
    } else {
        own
    };
    let mut command = match place {
        Place::Here => Command::new(&own),
        Place::NoNetwork => wrapped("unshare", &["-n", "--"], &own),
        Place::OtherUser => {
            let owned = [opening.folder.parent().unwrap_or(Path::new(".")), out];
            for path in owned {
                run("chown", Command::new("chown").args(["-R", OTHER_USER]).arg(path))?;
            }
            wrapped("setpriv", &["--reuid", OTHER_USER, "--clear-groups", "--"], &own)
        }
    };
    let hex: String = opening.root.iter().map(|byte| format!("{byte:02x}")).collect();
    command.arg("phone").arg("--folder").arg(&opening.folder).arg("--keys").arg(&opening.keys);
    command.args(["--url", &opening.url, "--root", &hex, "--boot", &opening.boot]);
    command.arg("--clock").arg(opening.clock.file()).arg("--out").arg(out);
    Ok(serde_json::from_str(run("demo phone", &mut command)?.trim())?)
}

fn wrapped(program: &str, arguments: &[&str], own: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).arg(own);
    command
}

/// Whether this system lets us have network namespaces.
pub fn namespaces_allowed() -> bool {
    Command::new("unshare").args(["-n", "--", "true"]).output().is_ok_and(|done| done.status.success())
}

/// Whether this system lets us be another user who can run our program.
pub fn other_user_allowed() -> bool {
    let Ok(own) = std::env::current_exe() else { return false };
    let mut command = wrapped("setpriv", &["--reuid", OTHER_USER, "--clear-groups", "--", "test", "-x"], &own);
    command.output().is_ok_and(|done| done.status.success())
}

fn interfaces() -> Vec<String> {
    let Ok(folder) = std::fs::read_to_string("/proc/net/dev") else { return Vec::new() };
    let names = folder.lines().skip(2).filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned()));
    let up = |name: &String| {
        let state = std::fs::read_to_string(PathBuf::from("/sys/class/net").join(name).join("operstate"));
        name != "lo" && !state.is_ok_and(|state| state.trim() == "down")
    };
    names.filter(up).collect()
}

fn user() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    line.and_then(|line| line.split_whitespace().next()).unwrap_or("?").to_owned()
}
