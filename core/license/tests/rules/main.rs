//! The rules of the license, each test named after what it holds, with its requirement above it.

mod calendar;
mod classes;
mod eligibility;
mod fields;
mod holder;
mod reapply;
mod rollout;
mod sample;
mod standing;
mod status;
mod texts;
mod time;
mod validity;
