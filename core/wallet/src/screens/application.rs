//! The application screen: step k of n, what is asked, what may be done (R28–R50, R76–R80).

use super::{Action, OfficePart};
use crate::intent::{PhotoFinding, PhotoSource};

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// From 1.
    pub number: u32,
    /// How many there are.
    pub total: u32,
}

/// What every state of an application has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationPart {
    /// Step k of n, where there are steps.
    pub step: Option<Step>,
    /// A few words.
    pub title: String,
    /// What this step asks or tells, line by line.
    pub lines: Vec<String>,
    /// Advice beside it, such as busy hours (R77).
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// The problem that stopped this step, if one did; the step can be tried again.
    pub trouble: Option<crate::Code>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The facts that step 1 asks to confirm (R30). They are read, never edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// Name.
    pub name: String,
    /// Number, with its middle covered.
    pub id_number: String,
    /// Classes.
    pub classes: String,
    /// From and to, in words.
    pub validity: String,
    /// Issuing authority.
    pub authority: String,
    /// True if a retained photo stands beside them; [`crate::Wallet::photo_preview`] has it.
    pub photo: bool,
}

/// One of the six rules that a returned photo broke (R50).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnReason {
    /// 1–6.
    pub rule: u32,
    /// The rule.
    pub text: String,
    /// How to put it right.
    pub remedy: String,
}

/// The application screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplicationState {
    /// The issuing city has not opened (R16, R51–R54).
    NotOpen {
        /// Words and actions.
        part: ApplicationPart,
        /// The day it opens, as YYYY-MM-DD, if it is known.
        opens_on: Option<String>,
    },
    /// Not now, and every reason why (R17–R23).
    NotEligible {
        /// Words and actions.
        part: ApplicationPart,
        /// Each reason with what helps.
        reasons: Vec<String>,
    },
    /// Nothing is under way; or step 1 of the retained route: are these facts right (R30)?
    Confirm {
        /// Words and actions.
        part: ApplicationPart,
        /// What is to be confirmed.
        facts: ApplicationFacts,
    },
    /// Step 1 of the two others: the notice, and then camera or album (R26, R36, R55).
    Notice {
        /// Words and actions; the lines are the notice.
        part: ApplicationPart,
        /// Its version, to be handed back.
        version: u32,
        /// True once it was read: camera and album are offered.
        was_read: bool,
    },
    /// Step 2: take or choose the picture.
    Picture {
        /// Words and actions.
        part: ApplicationPart,
        /// From where.
        source: PhotoSource,
        /// What was wrong with the last one.
        findings: Vec<PhotoFinding>,
    },
    /// Step 3: exactly what will be sent (R38).
    Preview {
        /// Words and actions.
        part: ApplicationPart,
        /// From where.
        source: PhotoSource,
        /// What the phone saw.
        findings: Vec<PhotoFinding>,
    },
    /// The real-person check (R31): step 2 of 3, or inside step 4 of 4.
    PersonCheck {
        /// Words and actions.
        part: ApplicationPart,
        /// True once it was passed: the application can be handed in.
        passed: bool,
    },
    /// On its way; goes on without this screen.
    Sending {
        /// Words and actions.
        part: ApplicationPart,
    },
    /// The police look at it (R27, R40).
    InReview {
        /// Words and actions.
        part: ApplicationPart,
        /// The last day for the answer, as YYYY-MM-DD.
        due: String,
        /// True after that day: "overdue, still waiting".
        overdue: bool,
    },
    /// Returned with rule numbers (R50).
    Returned {
        /// Words and actions.
        part: ApplicationPart,
        /// Which rules.
        reasons: Vec<ReturnReason>,
        /// Tries left in the app.
        tries_left: u32,
    },
    /// Only the window is left (R79).
    WindowOnly {
        /// Words and actions.
        part: ApplicationPart,
        /// Where.
        office: OfficePart,
    },
    /// Applying and use were stopped (R63).
    Stopped {
        /// Words and actions.
        part: ApplicationPart,
        /// Where to go and to object.
        office: OfficePart,
    },
    /// Issued.
    Issued {
        /// Words and actions.
        part: ApplicationPart,
    },
}
