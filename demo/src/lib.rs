//! The whole system on one machine, told as a story: a real authority, real phones, a real terminal, fourteen scenes.
//!
//! [`world`] starts and stops the parts; [`clock`] moves their time together; [`service`], [`phone`] and [`officer`] are
//! the parts as their users see them; [`camera`] stands between a screen and a terminal, [`studio`] and
//! [`viewfinder`] between a sitter and a phone. [`scenes`] holds one file for each
//! scene, [`story`] what a scene told, [`page`] the page made of it. [`sabotage`] breaks one real thing for a scene without
//! its knowledge; [`play`] plays and proves.

pub mod clock;
pub mod cold;
pub mod fail;
pub mod officer;
pub mod page;
pub mod person;
pub mod phone;
pub mod pictures;
pub mod play;
pub mod sabotage;
pub mod scenes;
pub mod screen;
pub mod service;
pub mod story;
pub mod studio;
pub mod viewfinder;
pub mod world;

pub use lz_camera as camera;
