//! Nonces that were seen, kept as long as their signature could be replayed.

use super::profile::CREATED_WINDOW;
use crate::Seconds;
use std::collections::HashMap;

/// Remembers nonces for twice the window of `created`, and no longer.
#[derive(Debug, Default)]
pub struct SeenNonces {
    seen: HashMap<[u8; 16], Seconds>,
    swept_at: Seconds,
}

impl SeenNonces {
    /// How long a nonce is remembered, in seconds: its signature may have been made at either end of the window.
    pub const LIFE: Seconds = 2 * CREATED_WINDOW;

    /// True if the nonce is new; it is remembered then.
    pub fn insert(&mut self, nonce: [u8; 16], now: Seconds) -> bool {
        if (now - self.swept_at).abs() > CREATED_WINDOW {
            self.seen.retain(|_, at| (now - *at).abs() <= Self::LIFE);
            self.swept_at = now;
        }
        self.seen.insert(nonce, now).is_none()
    }

    /// How many are remembered.
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// None is remembered.
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_new_once_and_forgotten_when_its_signature_is_dead() {
        let mut seen = SeenNonces::default();
        assert!(seen.insert([1; 16], 1000));
        assert!(!seen.insert([1; 16], 1000 + CREATED_WINDOW));
        assert!(seen.insert([2; 16], 1000 + 10 * CREATED_WINDOW));
        assert_eq!(seen.len(), 1);
    }
}
