//! One real thing broken for each scene: a key, a byte, a rule, a clock.
//!
//! A scene does not know. The breakage sits in the layer that starts parts, carries pictures and posts letters, so that a
//! scene which told success by itself would be found out: sabotaged, it must fail.

/// What is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// Nothing.
    Nothing,
    /// Scene 1: the authority's clock runs two minutes behind everybody's.
    AuthorityClockLags,
    /// Scene 2: the photo in the register is a cup of coffee.
    RetainedPhotoIsCoffee,
    /// Scene 3: the camera's pictures are exchanged: the first one is a good portrait already.
    CameraSeesPortrait,
    /// Scene 4: the album hands over half a file.
    AlbumFileCutOff,
    /// Scene 5: the register's key to the authority is wrong.
    RegisterKeyWrong,
    /// Scene 6: one digit of the driver's number is wrong in what the register sends.
    RegisterNamesOther,
    /// Scene 7: one byte of the trust list that the terminal holds is flipped.
    TrustListByte,
    /// Scene 8: the terminal's clock stands.
    TerminalClockStands,
    /// Scene 9: whoever copies the vault gets its keys too.
    KeysTravelWithVault,
    /// Scene 10: the register's change of class is lost on its way.
    RegisterChangeLost,
    /// Scene 11: the terminal keeps its old status list whatever it fetches.
    OldStatusListStays,
    /// Scene 12: the reviewer's word "abuse" is lost; a common return arrives.
    AbuseWordLost,
    /// Scene 13: the firm signs with a key of its own that nobody trusts.
    FirmKeyUnknown,
    /// Scene 14: the days run away: each step of time is a hundred times as long.
    DaysRunAway,
}

impl Sabotage {
    /// What is broken in scene `n`.
    pub fn of_scene(n: u32) -> Self {
        match n {
            1 => Self::AuthorityClockLags,
            2 => Self::RetainedPhotoIsCoffee,
            3 => Self::CameraSeesPortrait,
            4 => Self::AlbumFileCutOff,
            5 => Self::RegisterKeyWrong,
            6 => Self::RegisterNamesOther,
            7 => Self::TrustListByte,
            8 => Self::TerminalClockStands,
            9 => Self::KeysTravelWithVault,
            10 => Self::RegisterChangeLost,
            11 => Self::OldStatusListStays,
            12 => Self::AbuseWordLost,
            13 => Self::FirmKeyUnknown,
            14 => Self::DaysRunAway,
            _ => Self::Nothing,
        }
    }

    /// What the failure must say: any other one, such as a port in use, is no proof that the scene noticed.
    pub fn noticed_as(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::AuthorityClockLags => "expected: at 00:00:10 she may apply",
            Self::RetainedPhotoIsCoffee => "expected: the phone offers the photo on file",
            Self::CameraSeesPortrait => "expected: the phone refuses the coffee cup by itself",
            Self::AlbumFileCutOff => "expected: a recent one is accepted",
            Self::RegisterKeyWrong => "the authority says 401 bearer_wrong",
            Self::RegisterNamesOther => "the authority says 400 bad_request",
            Self::TrustListByte => "[no_trust_list]",
            Self::TerminalClockStands => "expected: after 3 minutes it is refused",
            Self::KeysTravelWithVault => "expected: a copied vault opens nowhere else",
            Self::RegisterChangeLost => "expected: after its update the terminal refuses the old copy",
            Self::OldStatusListStays => "expected: after its update the terminal refuses it",
            Self::AbuseWordLost => "expected: applying is stopped",
            Self::FirmKeyUnknown => "expected: the phone trusts the firm's question, not unknown-key",
            Self::DaysRunAway => "expected: meanwhile the old license is valid",
        }
    }

    /// The same in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::AuthorityClockLags => "a clock: the authority runs two minutes late",
            Self::RetainedPhotoIsCoffee => "a file: the register's photo is a cup of coffee",
            Self::CameraSeesPortrait => "a picture: the camera sees a portrait where the coffee cup stood",
            Self::AlbumFileCutOff => "bytes: the album hands over half a file",
            Self::RegisterKeyWrong => "a key: the register's token is wrong",
            Self::RegisterNamesOther => "a digit: the register names another number",
            Self::TrustListByte => "a byte: the terminal's trust list has one bit flipped",
            Self::TerminalClockStands => "a clock: the terminal's stands still",
            Self::KeysTravelWithVault => "a rule: the key store is copied with the vault",
            Self::RegisterChangeLost => "a letter: the register's change never arrives",
            Self::OldStatusListStays => "a rule: the terminal keeps its old status list",
            Self::AbuseWordLost => "a word: the reviewer's \"abuse\" is lost",
            Self::FirmKeyUnknown => "a key: the firm signs with one that nobody trusts",
            Self::DaysRunAway => "a clock: time runs a hundred times as fast",
        }
    }
}
