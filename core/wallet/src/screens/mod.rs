//! What the screens show: pure functions from what the phone remembers, the time and the language to a view.
//!
//! A view holds sentences that are ready to show, the actions that are allowed now, and the moment at which it must be read
//! again. The apps draw it and own their buttons; no rule is left to them.

mod account;
mod application;
mod checks;
mod forbidden;
mod home;
mod inbox;
mod license;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use lz_api::Seconds;
use lz_credential::UnixSeconds;
use lz_license::{Day, StatusTable};

use crate::Language;
use crate::proofs::Proofs;
use crate::state::State;
use crate::words::{say, say_with};

pub use account::{AccountView, ConsentLine, DeviceLine};
pub use application::{ApplicationFacts, ApplicationPart, ApplicationState, ReturnReason, Step};
pub use checks::{CheckLine, ChecksView};
pub use home::{HomeView, Tile, TileKind};
pub use inbox::{InboxView, Letter};
pub use license::{LicenseLook, LicensePart, LicenseState};

pub(crate) use account::{account, device_name};
pub(crate) use application::application;
pub(crate) use checks::checks;
pub(crate) use forbidden::forbidden;
pub(crate) use home::home;
pub(crate) use inbox::inbox;
pub(crate) use license::{license, shown};

/// Everything that a screen may know. Pure data: the same knowledge gives the same view.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) state: Arc<State>,
    pub(crate) proofs: Arc<Proofs>,
    pub(crate) now: Seconds,
    pub(crate) language: Language,
    /// The state is older than one that was committed before.
    pub(crate) rolled_back: bool,
    /// The last question to the authority failed.
    pub(crate) out_of_touch: bool,
    /// The phone's own clock is minutes off.
    pub(crate) wall_off: bool,
    /// The version of the app.
    pub(crate) app_version: u32,
}

impl Known {
    pub(crate) fn say(&self, id: &str) -> String {
        say(self.language, id)
    }

    pub(crate) fn say_with(&self, id: &str, args: &[(&'static str, String)]) -> String {
        say_with(self.language, id, args)
    }

    /// A day in words.
    pub(crate) fn day(&self, ymd: u32) -> String {
        lz_text::day(self.language.into(), ymd)
    }

    /// What status codes mean: the newest table that is signed.
    pub(crate) fn statuses(&self) -> &StatusTable {
        &self.proofs.rules.statuses
    }

    pub(crate) fn today(&self) -> Day {
        UnixSeconds(self.now).day()
    }

    /// A moment in words: day and time in the time of the license.
    pub(crate) fn moment(&self, at: Seconds) -> String {
        let at = UnixSeconds(at);
        format!("{} {}", self.day(at.day().ymd()), lz_text::time_of_day(at.second_of_day()))
    }

    /// The next midnight in the time of the license: days, dues and reminders change then.
    pub(crate) fn midnight(&self) -> Seconds {
        self.today().end().0 + 1
    }

    /// Where the window is: the office of the city that issued the license (R79, R87).
    pub(crate) fn office(&self) -> Option<OfficePart> {
        let office = self.state.me.as_ref()?.value.office.as_ref()?;
        let (name, address) = (self.label(&office.name), self.label(&office.address));
        let mut lines = vec![self.say_with("window-where", &[("office", name.clone()), ("address", address)])];
        if office.specimen {
            lines.push(self.say("specimen-address"));
        }
        lines.push(self.say("window-bring"));
        lines.extend(office.bring.iter().map(|id| self.say(id)));
        lines.push(self.say("window-then"));
        Some(OfficePart { name, lines })
    }

    /// A name in the language of the wallet.
    fn label(&self, label: &lz_api::me::Label) -> String {
        match self.language {
            Language::ZhHans => label.zh_hans.clone(),
            Language::En => label.en.clone(),
        }
    }

    /// The office, or what can be said without knowing it.
    pub(crate) fn office_or_unknown(&self) -> OfficePart {
        self.office().unwrap_or_else(|| OfficePart { name: self.say("wallet-office-unknown"), lines: Vec::new() })
    }

    /// Advice that belongs everywhere: a wrong clock, an old version.
    pub(crate) fn advice(&self) -> Vec<String> {
        let mut advice = Vec::new();
        if self.wall_off {
            advice.push(self.say("wallet-clock-off"));
        }
        if self.must_update() {
            advice.push(self.say("wallet-must-update"));
        }
        advice
    }

    pub(crate) fn must_update(&self) -> bool {
        let least = self.proofs.policy.as_ref().map_or(0, |policy| policy.claims().least_app_version);
        u64::from(self.app_version) < least
    }

    /// Busy hours: advice, never a block (R77).
    pub(crate) fn busy(&self) -> Option<String> {
        self.state.me.as_ref().filter(|kept| kept.value.busy).map(|_| self.say("photo-busy"))
    }
}

/// A number with its middle covered, for screens that somebody may look at.
pub(crate) fn covered(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    let keep = if letters.len() > 10 { 4 } else { 2 };
    letters
        .iter()
        .enumerate()
        .map(|(at, letter)| if at < keep || at + keep >= letters.len() { *letter } else { '*' })
        .collect()
}

/// What a person may do on a screen now. The app has a button, or a sheet, for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Ask for a one-time code.
    AskForCode,
    /// Type the one-time code.
    TypeCode,
    /// Start an application.
    StartApplication,
    /// Confirm the facts and the retained photo.
    ConfirmFacts,
    /// Say that a fact is wrong.
    SayFactsWrong,
    /// Say that the notice was read.
    SayNoticeRead,
    /// Take a picture with the live camera.
    UseCamera,
    /// Choose one file from the album.
    UseAlbum,
    /// Keep the picture in the preview.
    KeepPicture,
    /// Another picture.
    RetakePicture,
    /// Start the real-person check.
    StartPersonCheck,
    /// Hand the application in.
    Submit,
    /// One step back.
    GoBack,
    /// Leave the application.
    GiveUp,
    /// Change the photo.
    ChangePhoto,
    /// Show the license.
    ShowLicense,
    /// See the second page.
    TurnPage,
    /// Ask the authority now.
    Refresh,
    /// See where the office is and what to bring.
    SeeOffice,
    /// Open the inbox.
    OpenInbox,
    /// Unlock the device.
    PassUnlock,
    /// Erase everything.
    EraseAll,
    /// Get the newer version.
    UpdateApp,
}

/// Where the window is and what to bring (R79): the office of the city that issued the license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePart {
    /// Its name.
    pub name: String,
    /// What happens there and what to bring, line by line.
    pub lines: Vec<String>,
}
