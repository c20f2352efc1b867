//! What stands between the screen and the sensor, with its numbers.

/// A difficulty that the roadside brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    /// A steady hand in daylight.
    Clean,
    /// Held far away: the code takes about half of the frame's height.
    Small,
    /// Out of focus, with a moving hand.
    Blur,
    /// Turned by up to 40°.
    Rotate,
    /// Seen from the side, 25–35°.
    Perspective,
    /// Dusk: little light and a noisy sensor.
    LowLight,
    /// The screen's sub-pixel grid beats with the sensor's.
    Moire,
    /// A lamp reflected in the glass.
    Glare,
    /// Tilt, turn, blur, noise and weak contrast together.
    Mixed,
    /// Drops on the glass and washed-out contrast.
    Rain,
    /// In focus, but the hand moves: six pixels of smear.
    Motion,
    /// Farther still: about three pixels a module.
    Far,
    /// Street lamps only: less light than at dusk, more noise, a slow shutter.
    Night,
}

impl Condition {
    /// All conditions: those of the budget first, mildest first, then harder or rarer ones.
    pub const ALL: [Condition; 13] = [
        Condition::Clean,
        Condition::Small,
        Condition::Blur,
        Condition::Rotate,
        Condition::Perspective,
        Condition::LowLight,
        Condition::Moire,
        Condition::Glare,
        Condition::Mixed,
        Condition::Rain,
        Condition::Motion,
        Condition::Far,
        Condition::Night,
    ];

    /// Those that the budget counts.
    pub const BUDGET: &[Condition] = Self::ALL.split_at(9).0;

    /// A short name for tables.
    pub fn name(self) -> &'static str {
        match self {
            Condition::Clean => "clean",
            Condition::Small => "small",
            Condition::Blur => "blur",
            Condition::Rotate => "rotate",
            Condition::Perspective => "perspective",
            Condition::LowLight => "low light",
            Condition::Moire => "moire",
            Condition::Glare => "glare",
            Condition::Mixed => "mixed",
            Condition::Rain => "rain",
            Condition::Motion => "motion",
            Condition::Far => "far",
            Condition::Night => "night",
        }
    }

    /// About how many pixels of the frame the aimed square takes.
    pub(crate) fn size(self) -> f32 {
        match self {
            Condition::Small => 380.0,
            Condition::Far => 290.0,
            Condition::Rotate => 470.0,
            _ => 540.0,
        }
    }

    /// Blur of the lens (σ) and length of the hand's movement, in pixels.
    pub(crate) fn softness(self) -> (f32, f32) {
        match self {
            Condition::Blur => (1.5, 3.0),
            Condition::Mixed => (1.1, 2.0),
            Condition::Motion => (0.6, 6.0),
            Condition::Night => (0.8, 2.5),
            _ => (0.6, 0.0),
        }
    }

    /// How much of the light arrives, what stray light adds, and the deviation of a pixel's noise, of 255.
    pub(crate) fn exposure(self) -> (f32, f32, f32) {
        match self {
            Condition::LowLight => (0.28, 4.0, 9.0),
            Condition::Night => (0.22, 6.0, 11.0),
            Condition::Mixed => (0.55, 40.0, 6.0),
            Condition::Rain => (0.62, 58.0, 4.0),
            _ => (0.92, 8.0, 2.0),
        }
    }
}
