//! Everything that is looked at in a portrait, by stable name, with the rule of the notice that it belongs to (R42, R55–R62).

use serde::{Deserialize, Serialize};

/// One thing that is looked at. Its name in data, texts and evidence is [`Check::id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Check {
    /// Taken by this app's camera just now, where the camera route asks for it (R37).
    CaptureLive,
    /// Not older than six months (rule 6).
    DateRecent,
    /// A face is there.
    FaceFound,
    /// Nobody else is there.
    FaceSingle,
    /// Enough pixels between the eyes.
    FaceResolution,
    /// The head fills the outline.
    FaceSize,
    /// The head stands in the middle.
    FaceCentred,
    /// Room above the crown.
    HeadRoom,
    /// The head is not tilted.
    PoseRoll,
    /// The head is not turned.
    PoseYaw,
    /// The head does not nod.
    PosePitch,
    /// The white wall is bright: exposure is judged against it, not against skin.
    LightWall,
    /// Nothing of the face is burnt out.
    LightOver,
    /// The face itself is bright enough; a hint only, for it depends on skin.
    LightFace,
    /// Both cheeks have the same light.
    LightEven,
    /// Not blurred.
    Sharpness,
    /// The wall is white.
    BackgroundWhite,
    /// The wall has no pattern and no shadow.
    BackgroundEven,
    /// Skin colours without a cast.
    ColourNatural,
    /// A colour picture at all.
    ColourMonochrome,
    /// Not compressed to pieces.
    PictureCompressed,
    /// Shoulders level.
    PoseShoulders,
    /// Dark clothes.
    ClothesDark,
    /// Eyes open.
    EyesOpen,
    /// A natural face.
    Expression,
    /// Not a photo of a screen, of a print or of a card.
    PictureRecaptured,
    /// A living face and not a drawing.
    FaceReal,
    /// Bareheaded.
    Hat,
    /// No mask.
    Mask,
    /// No sunglasses.
    Sunglasses,
    /// Hair off face and ears.
    HairEars,
    /// Hair tidy.
    HairTidy,
    /// No heavy make-up.
    MakeUp,
    /// No uniform.
    Uniform,
    /// No scarf, no ornaments.
    Ornaments,
    /// Decent dress.
    Dress,
    /// No gestures, no pose.
    Gesture,
    /// No offensive text or marks.
    Text,
    /// Lawful content.
    Lawful,
    /// No retouching of the features.
    Retouch,
    /// No composite.
    Composite,
}

use Check::*;

impl Check {
    /// All checks in the order in which a driver is told about them: the first that fails gives the hint.
    pub const ALL: [Check; 41] = [
        CaptureLive,
        DateRecent,
        FaceFound,
        FaceSingle,
        FaceResolution,
        FaceSize,
        FaceCentred,
        HeadRoom,
        PoseRoll,
        PoseYaw,
        PosePitch,
        LightWall,
        LightOver,
        LightFace,
        LightEven,
        Sharpness,
        BackgroundWhite,
        BackgroundEven,
        ColourNatural,
        ColourMonochrome,
        PictureCompressed,
        PoseShoulders,
        ClothesDark,
        EyesOpen,
        Expression,
        PictureRecaptured,
        FaceReal,
        Hat,
        Mask,
        Sunglasses,
        HairEars,
        HairTidy,
        MakeUp,
        Uniform,
        Ornaments,
        Dress,
        Gesture,
        Text,
        Lawful,
        Retouch,
        Composite,
    ];

    /// What pixels cannot show honestly: `Unknown`, listed for the reviewer.
    pub const FOR_REVIEWER: [Check; 15] = [
        FaceReal, Hat, Mask, Sunglasses, HairEars, HairTidy, MakeUp, Uniform, Ornaments, Dress, Gesture, Text, Lawful,
        Retouch, Composite,
    ];

    /// The stable name.
    pub fn id(self) -> &'static str {
        match self {
            CaptureLive => "capture.live",
            DateRecent => "date.recent",
            FaceFound => "face.found",
            FaceSingle => "face.single",
            FaceResolution => "face.resolution",
            FaceSize => "face.size",
            FaceCentred => "face.centred",
            HeadRoom => "head.room",
            PoseRoll => "pose.roll",
            PoseYaw => "pose.yaw",
            PosePitch => "pose.pitch",
            LightWall => "light.wall",
            LightOver => "light.over",
            LightFace => "light.face",
            LightEven => "light.even",
            Sharpness => "sharpness",
            BackgroundWhite => "background.white",
            BackgroundEven => "background.even",
            ColourNatural => "colour.natural",
            ColourMonochrome => "colour.monochrome",
            PictureCompressed => "picture.compressed",
            PoseShoulders => "pose.shoulders",
            ClothesDark => "clothes.dark",
            EyesOpen => "eyes.open",
            Expression => "expression",
            PictureRecaptured => "picture.recaptured",
            FaceReal => "face.real",
            Hat => "hat",
            Mask => "mask",
            Sunglasses => "sunglasses",
            HairEars => "hair.ears",
            HairTidy => "hair.tidy",
            MakeUp => "make-up",
            Uniform => "uniform",
            Ornaments => "ornaments",
            Dress => "dress",
            Gesture => "gesture",
            Text => "text",
            Lawful => "lawful",
            Retouch => "retouch",
            Composite => "composite",
        }
    }

    /// The name of its sentence in the text catalogue: what to do, in the driver's words.
    pub fn text(self) -> String {
        format!("photo-check-{}", self.id().replace('.', "-"))
    }

    /// The name of its short label in the text catalogue, for lists.
    pub fn label(self) -> String {
        format!("photo-name-{}", self.id().replace('.', "-"))
    }

    /// The number 1–6 of the notice's rule; 0 for what only the technique asks.
    pub fn rule(self) -> u8 {
        match self {
            CaptureLive | FaceResolution | PictureCompressed => 0,
            FaceFound | FaceSingle | FaceSize | FaceCentred | HeadRoom | PoseRoll | PoseYaw | PosePitch | LightWall
            | LightOver | LightFace | LightEven | Sharpness | BackgroundWhite | BackgroundEven | ColourNatural
            | PoseShoulders | Expression => 1,
            ClothesDark | Hat | Mask | Sunglasses | HairEars | HairTidy | MakeUp | Uniform | Ornaments => 2,
            EyesOpen | Dress | Gesture => 3,
            Text => 4,
            Lawful => 5,
            DateRecent | ColourMonochrome | PictureRecaptured | FaceReal | Retouch | Composite => 6,
        }
    }

    /// What must pass before this check means anything: no face → size → pose → light → the rest.
    pub fn needs(self) -> &'static [Check] {
        match self {
            CaptureLive | DateRecent | FaceFound | PictureRecaptured => &[],
            FaceSingle | FaceResolution | FaceSize | FaceCentred => &[FaceFound],
            HeadRoom | PoseRoll | PoseYaw | PosePitch | LightWall | PictureCompressed | BackgroundWhite => {
                &[FaceFound, FaceSize]
            }
            LightOver | LightFace | ColourMonochrome | EyesOpen | Expression => &[FaceFound, FaceSize],
            LightEven | ColourNatural | Sharpness => &[FaceFound, FaceSize, LightOver],
            BackgroundEven | ClothesDark => &[FaceFound, FaceSize],
            PoseShoulders => &[FaceFound, FaceSize, BackgroundWhite],
            FaceReal | Hat | Mask | Sunglasses | HairEars | HairTidy | MakeUp | Uniform | Ornaments | Dress
            | Gesture | Text | Lawful | Retouch | Composite => &[],
        }
    }
}

impl From<Check> for String {
    fn from(check: Check) -> String {
        check.id().to_owned()
    }
}

impl TryFrom<String> for Check {
    type Error = String;

    fn try_from(id: String) -> Result<Self, String> {
        Check::ALL.into_iter().find(|check| check.id() == id).ok_or_else(|| "unknown check".to_owned())
    }
}
