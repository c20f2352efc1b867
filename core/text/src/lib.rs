//! Every sentence that carries a rule, in simplified Chinese and English, by name.
//!
//! `say(lang, id, &args)` is all that other parts need. The sentences stand in `locales/<language>/<part>.ftl` (Fluent);
//! a part adds a pair of files of its own, and the build finds them. Tests hold both languages together: the same names,
//! the same placeholders, no name in two parts. A name that is missing at run time gives a visible mark, never a panic.
//!
//! ```
//! use lz_text::{Args, Lang, say};
//!
//! assert_eq!(say(Lang::En, "status-a", &Args::NONE), "Normal");
//! let args = Args::new().text("day", lz_text::day(Lang::ZhHans, 20210901));
//! assert!(say(Lang::ZhHans, "reason-city-not-open", &args).contains("2021年9月1日"));
//! ```

mod args;
pub mod catalogue;
mod lang;
mod paper;
mod say;
mod words;

pub use args::{Arg, Args};
pub use lang::Lang;
pub use paper::{EqualEffect, equal_effect};
pub use say::{SayError, missing, say, try_say};
pub use words::{day, day_of_week, list, time_of_day};
