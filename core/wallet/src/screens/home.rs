//! The first screen: one tile to the license, one to whatever waits.

use super::Action;

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
