//! Generates the Kotlin and Swift sides of the bindings from the built library; `api LIBRARY` prints what it exports.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, command, library] = arguments.as_slice()
        && command == "api"
    {
        #[allow(clippy::print_stdout)] // this is what the command is for
        {
            print!("{}", lz_bindgen::describe(Path::new(library))?);
        }
        return Ok(());
    }
    uniffi::uniffi_bindgen_main();
    Ok(())
}
