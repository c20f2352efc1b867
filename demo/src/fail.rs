//! Why a scene did not come to its end.

use lz_wallet::{Code, CoreError};

/// Why a scene did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Fail {
    /// What was expected did not happen.
    #[error("expected: {0}")]
    Expected(String),
    /// The phone's core refused.
    #[error("the phone says {0}")]
    Phone(#[from] CoreError),
    /// The authority refused.
    #[error("the authority says {status} {code}")]
    Authority {
        /// HTTP status.
        status: u16,
        /// Its stable code.
        code: String,
    },
    /// A part did not start, or ended with a fault of its own.
    #[error("{part} ended with {status}: {said}")]
    Part {
        /// Which program.
        part: &'static str,
        /// Its exit status.
        status: i32,
        /// What it printed.
        said: String,
    },
    /// A program of ours is not built.
    #[error("{0} is missing: cargo build -p lz-authority -p lz-terminal -p lz-demo")]
    NotBuilt(String),
    /// Something took too long.
    #[error("it never came to pass: {0}")]
    Never(String),
    /// The system refused.
    #[error("{0}")]
    System(#[from] std::io::Error),
    /// A picture could not be read or written.
    #[error("{0}")]
    Picture(#[from] image::ImageError),
    /// JSON that is not what it should be.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}

impl Fail {
    /// The stable code of the part that refused, if one did.
    pub fn code(&self) -> Option<String> {
        match self {
            Fail::Phone(error) => Some(error.code().name().to_owned()),
            Fail::Authority { code, .. } => Some(code.clone()),
            Fail::Part { said, .. } => {
                // A terminal ends its line with [code], an authority says {"error": code}.
                let bracket =
                    said.rsplit_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(code, _)| code.to_owned());
                let json = said.lines().rev().find_map(|line| {
                    let value: serde_json::Value = serde_json::from_str(line).ok()?;
                    Some(value.get("error")?.as_str()?.to_owned())
                });
                json.or(bracket)
            }
            _ => None,
        }
    }

    /// The code of the phone, if the phone refused.
    pub fn phone_code(&self) -> Option<Code> {
        match self {
            Fail::Phone(error) => Some(error.code()),
            _ => None,
        }
    }
}

/// What playing comes to.
pub type Played<T = ()> = Result<T, Fail>;
