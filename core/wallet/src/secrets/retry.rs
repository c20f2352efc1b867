//! A store that does not answer is asked three times, with short pauses; every other answer stands at once.

use std::thread::sleep;
use std::time::Duration;

use super::SecretError;

/// Pauses between the tries. Long enough for a busy key store service, short enough for a start under 80 ms when well.
const PAUSES: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(50)];

/// Runs `ask` up to three times while it says [`SecretError::Unavailable`].
pub(crate) fn patiently<T>(mut ask: impl FnMut() -> Result<T, SecretError>) -> Result<T, SecretError> {
    for pause in PAUSES {
        match ask() {
            Err(SecretError::Unavailable) => sleep(pause),
            answer => return answer,
        }
    }
    ask()
}
