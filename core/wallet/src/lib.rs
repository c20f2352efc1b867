//! The phone: application flow, vault, sync, presenter, notices — everything an app does, through one object, [`Wallet`].
//!
//! It owns all I/O of the phone, each behind a small port, and holds none of the rules that a license lives by: those stand in
//! `lz_license` and `lz_credential`, where the authority and the terminal call them too.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod account;
mod authority;
mod camera;
pub mod clock;
mod engine;
mod export;
mod flow;
pub mod holder_key;
mod intent;
mod intents;
mod notices;
mod open;
mod outbox;
pub mod pages;
mod paging;
mod person;
mod photo;
pub mod presence;
pub mod presenter;
mod problem;
mod proofs;
mod purposes;
mod rules;
mod screens;
pub mod secrets;
mod sender;
pub mod sequence;
mod setup;
mod show;
mod showing;
mod state;
mod sync;
pub mod vault;
mod wallet;
mod watch;
mod words;

pub use authority::{Authority, HttpAnswer, HttpAuthority, HttpMethod, HttpRequest, SendFuture, TransportError};
pub use camera::{
    Camera, CameraUse, FaceDetectorKind, FaceObservation, FrameForm, FrameInfo, Guidance, GuideBox, GuidePhase,
};
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
