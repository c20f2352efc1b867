//! The phone: application flow, vault, sync, presenter, notices — everything an app does, through one object, [`Wallet`].
//!
//! It owns all I/O of the phone, each behind a small port, and holds none of the rules that a license lives by: those stand in
//! `lz_license` and `lz_credential`, where the authority and the terminal call them too.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod camera;
pub mod clock;
mod flow;
pub mod holder_key;
mod intent;
mod open;
pub mod pages;
pub mod presence;
pub mod presenter;
mod problem;
mod purposes;
mod screens;
pub mod secrets;
pub mod sequence;
mod setup;
mod show;
pub mod vault;
mod wallet;
mod watch;
mod words;

pub use camera::{Camera, CameraUse, FaceObservation, FrameForm, FrameInfo, Guidance, GuideBox};
pub use intent::{
    Event, FindingOutcome, IdKind, Intent, PhotoFinding, PhotoForm, PhotoJudgement, PhotoOffer, PhotoSource,
    SyncReport, Work,
};
pub use open::Gate;
pub use problem::{Code, CoreError, NextStep, Problem, problem};
pub use purposes::{PurposeLine, PurposesView};
pub use screens::{
    AccountView, Action, ApplicationFacts, ApplicationPart, ApplicationState, CheckLine, ChecksView, ConsentLine,
    DeviceLine, HomeView, InboxView, Letter, LicenseLook, LicensePart, LicenseState, OfficePart, ReturnReason, Step,
    Tile, TileKind,
};
pub use setup::{DevelopmentClock, Environment, Language, Setup};
pub use show::{
    ClockTile, ExportFile, PagePixels, PageText, PageTheme, PageWant, PixelRect, PreviewPixels, PrintSize, Side,
};
pub use wallet::Wallet;
pub use watch::{Changed, PageName, Watch};
