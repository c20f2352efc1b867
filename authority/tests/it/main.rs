//! The authority as phones, officers and terminals meet it: real requests to the real router on loopback.

mod access;
mod apply;
mod checks;
mod license;
mod lifetime;
mod person;
mod review;
mod world;
