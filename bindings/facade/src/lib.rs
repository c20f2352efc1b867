//! The facade.
uniffi::setup_scaffolding!();

/// Version of the core, as the About page shows it.
#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
