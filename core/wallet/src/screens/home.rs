//! The first screen: one tile to the license, one to whatever waits.

use super::{Action, Known, LicenseState};
use crate::flow::State as Flow;

/// What a tile leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TileKind {
    /// The license (R65).
    ToLicense,
    /// The application.
    ToApplication,
    /// The inbox.
    ToInbox,
    /// Who checked.
    ToChecks,
    /// Purposes.
    ToPurposes,
    /// Account and devices.
    ToAccount,
}

/// One tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Where it leads.
    pub kind: TileKind,
    /// A few words.
    pub title: String,
    /// One line of state.
    pub line: String,
    /// A number to be drawn on it; 0 for none.
    pub badge: u32,
}

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeView {
    /// In the order to be drawn.
    pub tiles: Vec<Tile>,
    /// What should be known first: reminders, busy hours, a wrong clock.
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The first screen.
pub(crate) fn home(known: &Known) -> HomeView {
    let tile = |kind, title: &str, line: String, badge| Tile { kind, title: known.say(title), line, badge };
    let license = super::license(known);
    let line = match &license {
        LicenseState::Shown { page }
        | LicenseState::NotLive { page }
        | LicenseState::NeedsRefresh { page }
        | LicenseState::ExpiredCopy { page } => page.states.join(" "),
        LicenseState::Sample { page } | LicenseState::None { page } | LicenseState::Hidden { page, .. } => {
            page.headline.clone()
        }
    };
    let mut tiles = vec![tile(TileKind::ToLicense, "wallet-tile-license", line, 0)];
    let signed_in = known.state.signed_in();
    if signed_in {
        tiles.push(tile(TileKind::ToApplication, "wallet-tile-application", known.say(application_line(known)), 0));
        let unread = known.state.inbox.letters.iter().filter(|letter| !letter.was_read).count();
        let badge = u32::try_from(unread).unwrap_or(u32::MAX);
        tiles.push(tile(TileKind::ToInbox, "wallet-tile-inbox", String::new(), badge));
        tiles.push(tile(TileKind::ToPurposes, "wallet-tile-purposes", String::new(), 0));
        tiles.push(tile(TileKind::ToChecks, "wallet-tile-checks", String::new(), 0));
    }
    tiles.push(tile(TileKind::ToAccount, "wallet-tile-account", String::new(), 0));
    let mut advice = known.advice();
    let reminders = match &license {
        LicenseState::Shown { page } | LicenseState::NotLive { page } => page.reminders.clone(),
        _ => Vec::new(),
    };
    advice.extend(reminders);
    let actions = if signed_in { vec![Action::ShowLicense, Action::Refresh] } else { vec![Action::AskForCode] };
    HomeView { tiles, advice, actions, good_until: known.midnight() }
}

fn application_line(known: &Known) -> &'static str {
    match &known.state.flow {
        Flow::Idle { .. } => "wallet-application-idle",
        Flow::Confirm { .. }
        | Flow::Correcting { .. }
        | Flow::Notice { .. }
        | Flow::Picture { .. }
        | Flow::Preview { .. }
        | Flow::PersonCheck { .. } => "wallet-application-begun",
        Flow::Sending { .. } => "wallet-apply-sending",
        Flow::InReview { .. } => "wallet-apply-in-review",
        Flow::Returned { .. } => "notice-returned-title",
        Flow::WindowOnly => "wallet-apply-window",
        Flow::Stopped => "notice-stopped-title",
        Flow::Issued { .. } => "notice-issued-title",
    }
}
