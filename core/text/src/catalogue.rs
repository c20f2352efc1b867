//! The files with the sentences, and the bundles made of them.
//!
//! Which files there are is found by `build.rs`: each `locales/<language>/<part>.ftl`. Values are filled in without
//! direction marks: they would reach the pixels of the page and the speech of screen readers.

use std::sync::LazyLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use crate::Lang;

/// One file of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// The language's tag.
    pub lang: &'static str,
    /// The part that owns the sentences.
    pub part: &'static str,
    /// The Fluent source.
    pub source: &'static str,
}

const FILES: &[(&str, &str, &str)] = &include!(concat!(env!("OUT_DIR"), "/catalogue_files.rs"));

/// All files, by language and part.
pub fn files() -> impl Iterator<Item = File> {
    FILES.iter().map(|(lang, part, source)| File { lang, part, source })
}

pub(crate) type Bundle = FluentBundle<FluentResource>;

pub(crate) fn bundle(lang: Lang) -> &'static Bundle {
    static ZH_HANS: LazyLock<Bundle> = LazyLock::new(|| load(Lang::ZhHans));
    static EN: LazyLock<Bundle> = LazyLock::new(|| load(Lang::En));
    match lang {
        Lang::ZhHans => &ZH_HANS,
        Lang::En => &EN,
    }
}

/// Takes what can be read: a fault in a file is found by the tests, and costs one sentence at run time, not the app.
fn load(lang: Lang) -> Bundle {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for file in files().filter(|file| file.lang == lang.tag()) {
        let resource = match FluentResource::try_new(file.source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // The first file with a name keeps it; the tests refuse a second.
        let _repeated = bundle.add_resource(resource);
    }
    bundle
}
