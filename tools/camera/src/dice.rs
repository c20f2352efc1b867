//! Chance that can be drawn again.

/// SplitMix64: small, and the same on every machine. Nothing here needs to be hard to guess.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The same seed gives the same throws.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Evenly spread from `low` up to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * ((self.bits() >> 40) as f32 / (1u64 << 24) as f32)
    }

    /// Minus or plus one.
    pub fn sign(&mut self) -> f32 {
        if self.bits() & 1 == 0 { 1.0 } else { -1.0 }
    }

    /// About normal, mean 0, deviation 1: the sum of four evenly spread numbers.
    pub fn bell(&mut self) -> f32 {
        let z = self.bits();
        let part = |shift: u32| ((z >> shift) & 0xFFFF) as f32 / 65_536.0 - 0.5;
        (part(0) + part(16) + part(32) + part(48)) * 1.732
    }
}
