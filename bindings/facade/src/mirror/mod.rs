//! The wallet's types, told to UniFFI. Written by `scripts/mirror.py`; change the wallet instead.

mod camera;
mod intent;
mod open;
mod problem;
mod purposes;
mod screens;
mod setup;
mod show;
mod watch;
