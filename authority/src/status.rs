//! Status indexes: which number a license gets, and how a list is written from the store's entries.
//!
//! An index is a keyed permutation of a counter: unique without a table, and it tells neither when nor for whom it was
//! given out. Requirements R12, R15.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Entries of one list.
pub(crate) const LIST: u32 = 1 << 20;
const HALF: u32 = 10;
const MASK: u32 = (1 << HALF) - 1;
/// Rounds of the Feistel network.
const ROUNDS: u8 = 6;

/// A keyed permutation of the entries of each list.
#[derive(Clone)]
pub(crate) struct Permutation {
    key: [u8; 32],
}

impl Permutation {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Where the `counter`-th license stands, counted over all lists: list in the upper bits, entry in the lower 20.
    pub(crate) fn index(&self, counter: u32) -> u32 {
        let list = counter / LIST;
        let (mut left, mut right) = ((counter % LIST) >> HALF, counter & MASK);
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.round(list, round, right));
        }
        list * LIST + (left << HALF | right)
    }

    fn round(&self, list: u32, round: u8, half: u32) -> u32 {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(&list.to_be_bytes());
        mac.update(&[round]);
        mac.update(&half.to_be_bytes());
        let bytes = mac.finalize().into_bytes();
        u32::from(u16::from_be_bytes([bytes[0], bytes[1]])) & MASK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // R15
    #[test]
    fn indexes_are_unique_and_do_not_rise_with_the_counter() {
        let permutation = Permutation::new([7; 32]);
        let mut seen = std::collections::HashSet::new();
        let indexes: Vec<u32> = (0..20_000).map(|counter| permutation.index(counter)).collect();
        assert!(indexes.iter().all(|index| *index < LIST && seen.insert(*index)));
        let rising = indexes.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((9_000..11_000).contains(&rising), "{rising} of 19,999 steps rise");
        assert!((LIST..2 * LIST).contains(&permutation.index(LIST + 5)));
        assert_ne!(Permutation::new([8; 32]).index(1), permutation.index(1));
    }
}
