//! Lists the catalogue files, so that a part adds its sentences by adding a pair of files and nothing else.

use std::path::Path;
use std::{env, fs};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("locales");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut list = String::from("[\n");
    for lang in ["zh-Hans", "en"] {
        let folder = root.join(lang);
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut files: Vec<_> = fs::read_dir(&folder)
            .expect("each language has its folder")
            .map(|entry| entry.expect("the folder is readable").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
            .collect();
        files.sort();
        for path in files {
            let part = path.file_stem().expect("a file has a name").to_string_lossy();
            list += &format!("    ({lang:?}, {part:?}, include_str!({:?})),\n", path.display().to_string());
        }
    }
    list += "]\n";
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("catalogue_files.rs");
    fs::write(out, list).expect("the build folder is writable");
}
