//! The labelled set: faults with what they break and what they leave open, and innocent pictures that must pass.

use super::{
    cutout::OWN_TILT,
    noise::Dice,
    scene::{Fault, Scene, Truth},
};
use crate::check::Check;

/// One picture of the set.
#[derive(Debug, Clone)]
pub struct Case {
    /// For tables: the fault, or the kind of innocent picture.
    pub name: &'static str,
    /// The fault, if there is one.
    pub fault: Option<Fault>,
    /// 0..2.
    pub severity: usize,
    /// The seed: limits are calibrated on even ones, results reported on odd ones.
    pub seed: u64,
    /// How to render it.
    pub scene: Scene,
    /// What it truly is.
    pub truth: Truth,
}

impl Fault {
    /// For tables.
    pub fn name(self) -> &'static str {
        match self {
            Fault::WallTint => "tinted wall",
            Fault::WallGrey => "grey wall",
            Fault::WallGrid => "tiled wall",
            Fault::WallShadow => "shadow on the wall",
            Fault::SideLight => "light from one side",
            Fault::Under => "under-exposed",
            Fault::Over => "over-exposed",
            Fault::Blur => "blurred",
            Fault::Tilt => "head tilted",
            Fault::Shoulders => "shoulders not level",
            Fault::Small => "head too small",
            Fault::OffCentre => "head off centre",
            Fault::Compressed => "compressed to pieces",
            Fault::LightClothes => "light clothes",
            Fault::Monochrome => "grey picture",
            Fault::ColourCast => "colour cast",
            Fault::TwoPeople => "two people",
            Fault::Sunglasses => "sunglasses (drawn)",
            Fault::Mask => "mask (drawn)",
            Fault::Hat => "hat (drawn)",
            Fault::ClosedEyes => "closed eyes (drawn)",
        }
    }

    /// What the fault breaks, and what it leaves open.
    fn labels(self) -> (Vec<Check>, Vec<Check>) {
        use Check::{
            BackgroundEven, BackgroundWhite, ClothesDark, ColourMonochrome, ColourNatural, FaceCentred, FaceResolution,
            FaceSingle, FaceSize, HeadRoom, LightEven, LightFace, LightOver, LightWall, PictureCompressed, PoseRoll,
            PoseShoulders, Sharpness,
        };
        match self {
            Fault::WallTint => (vec![BackgroundWhite], vec![LightWall, BackgroundEven]),
            Fault::WallGrey => (vec![BackgroundWhite], vec![LightWall, BackgroundEven, PoseShoulders]),
            Fault::WallGrid => (vec![BackgroundEven], vec![BackgroundWhite, LightWall, HeadRoom, PoseShoulders]),
            Fault::WallShadow => (vec![BackgroundEven], vec![BackgroundWhite, LightWall, PoseShoulders]),
            Fault::SideLight => {
                (vec![LightEven], vec![LightFace, LightOver, ColourNatural, ColourMonochrome, Sharpness])
            }
            Fault::Under => (
                vec![LightWall],
                vec![
                    BackgroundWhite,
                    LightFace,
                    ColourNatural,
                    ColourMonochrome,
                    Sharpness,
                    BackgroundEven,
                    PictureCompressed,
                ],
            ),
            Fault::Over => (
                vec![LightOver],
                vec![
                    LightEven,
                    ColourNatural,
                    ColourMonochrome,
                    Sharpness,
                    ClothesDark,
                    LightFace,
                    PoseShoulders,
                    HeadRoom,
                    BackgroundEven,
                ],
            ),
            Fault::Blur => (vec![Sharpness], vec![BackgroundWhite, BackgroundEven, PictureCompressed, PoseShoulders]),
            Fault::Tilt => (
                vec![PoseRoll],
                vec![PoseShoulders, FaceCentred, FaceSize, HeadRoom, BackgroundWhite, BackgroundEven, LightEven],
            ),
            Fault::Shoulders => (vec![PoseShoulders], vec![ClothesDark]),
            Fault::Small => (vec![FaceSize], vec![FaceCentred, FaceResolution, HeadRoom, Sharpness, PictureCompressed]),
            Fault::OffCentre => {
                (vec![FaceCentred], vec![FaceSize, BackgroundWhite, BackgroundEven, PoseShoulders, HeadRoom])
            }
            Fault::Compressed => (
                vec![PictureCompressed],
                vec![Sharpness, BackgroundEven, ColourNatural, ColourMonochrome, BackgroundWhite, LightEven],
            ),
            Fault::LightClothes => (vec![ClothesDark], vec![PoseShoulders]),
            Fault::Monochrome => (vec![ColourMonochrome], vec![ColourNatural]),
            Fault::ColourCast => (vec![BackgroundWhite], vec![LightWall, ColourMonochrome, LightFace, ColourNatural]),
            Fault::TwoPeople => (vec![FaceSingle], Check::ALL.to_vec()),
            Fault::Sunglasses | Fault::Mask | Fault::Hat | Fault::ClosedEyes => (Vec::new(), Check::ALL.to_vec()),
        }
    }
}

impl Case {
    /// One fault at one severity.
    pub fn of(fault: Fault, severity: usize, width: u32, height: u32, seed: u64) -> Case {
        let scene = Scene::good(width, height, seed).with(fault, severity);
        let (broken, open) = fault.labels();
        let truth = Truth { broken, open, roll_deg: scene.roll_deg + OWN_TILT };
        Case { name: fault.name(), fault: Some(fault), severity, seed, scene, truth }
    }
}

/// `per_cell` pictures of every fault and severity, with seeds from `first_seed` on.
pub fn violations(width: u32, height: u32, per_cell: u64, first_seed: u64) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut seed = first_seed;
    for fault in Fault::ALL {
        for severity in 0..3 {
            for _ in 0..per_cell {
                cases.push(Case::of(fault, severity, width, height, seed));
                seed += 1;
            }
        }
    }
    cases
}

/// Factors on skin colours, from the portrait's own to very dark.
pub const SKINS: [(&str, [f32; 3]); 4] = [
    ("light", [1.0; 3]),
    ("medium", [0.80, 0.74, 0.70]),
    ("dark", [0.58, 0.50, 0.44]),
    ("very dark", [0.42, 0.34, 0.29]),
];

/// The same scene under one exposure with every skin, `per_cell` times: whatever is said must not depend on the skin.
pub fn exposed(width: u32, height: u32, gain: f32, per_cell: u64, first_seed: u64) -> Vec<Case> {
    let of_skin = |(name, skin): (&'static str, [f32; 3])| {
        (first_seed..first_seed + per_cell).map(move |seed| {
            let scene = Scene { skin, gain, ..Scene::good(width, height, seed) };
            Case { name, fault: None, severity: 0, seed, scene, truth: Truth::default() }
        })
    };
    SKINS.into_iter().flat_map(of_skin).collect()
}

/// Innocent pictures: plain, with spectacles, darker skin, warmer and cooler skin, cameras of little noise and much.
pub fn must_pass(width: u32, height: u32, per_kind: u64, first_seed: u64) -> Vec<Case> {
    let kinds: [(&'static str, [f32; 3], bool); 6] = [
        ("plain", [1.0; 3], false),
        ("spectacles", [1.0; 3], true),
        ("skin, medium", SKINS[1].1, false),
        ("skin, dark", SKINS[2].1, false),
        ("skin, very dark", SKINS[3].1, false),
        ("skin, dark, spectacles", SKINS[2].1, true),
    ];
    let mut cases = Vec::new();
    let mut seed = first_seed;
    for (name, skin, glasses) in kinds {
        for _ in 0..per_kind {
            let mut scene = Scene::good(width, height, seed);
            let mut dice = Dice::new(seed ^ 0x51);
            scene.skin = std::array::from_fn(|c| skin[c] * (1.0 + dice.around(0.03)));
            scene.glasses = glasses;
            let truth = Truth { broken: Vec::new(), open: vec![Check::LightFace], roll_deg: scene.roll_deg + OWN_TILT };
            cases.push(Case { name, fault: None, severity: 0, seed, scene, truth });
            seed += 1;
        }
    }
    cases
}
