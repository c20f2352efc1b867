//! The account: who is signed in, on which devices, and what was agreed to.

use super::{Action, Known, covered};
use crate::photo::sha256_hex;
use crate::state::Device;

/// One device of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceLine {
    /// Its name for [`crate::Intent::AccountRemoveDevice`].
    pub id: String,
    /// What the device called itself.
    pub title: String,
    /// Since when, in UTC seconds.
    pub since: i64,
    /// True for this phone.
    pub this_one: bool,
}

/// One consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLine {
    /// Name of the purpose.
    pub purpose: String,
    /// The purpose in words.
    pub title: String,
    /// True if points may be told too.
    pub points: bool,
}

/// The account screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// Name of the holder; empty before sign-in.
    pub name: String,
    /// Number with its middle covered; empty before sign-in.
    pub id_number: String,
    /// Where the keys of this phone live, in words.
    pub keys: String,
    /// All devices.
    pub devices: Vec<DeviceLine>,
    /// All consents.
    pub consents: Vec<ConsentLine>,
    /// What should be known: no secure lock, a wrong clock.
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The account screen.
pub(crate) fn account(known: &Known) -> AccountView {
    let state = &known.state;
    let device = state.device.as_ref().filter(|_| state.signed_in());
    let facts = state.me.as_ref().map(|kept| &kept.value.facts);
    let mut advice = known.advice();
    if state.secure_lock == Some(false) {
        advice.push(known.say("wallet-no-secure-lock"));
    }
    let actions = if state.signed_in() {
        vec![Action::EraseAll]
    } else if state.login.is_some() {
        vec![Action::TypeCode, Action::AskForCode]
    } else {
        vec![Action::AskForCode]
    };
    AccountView {
        name: facts.map_or(String::new(), |facts| facts.name.clone()),
        id_number: state.holder.as_ref().map_or(String::new(), |holder| covered(holder.id_number())),
        keys: device.map_or(String::new(), |device| known.say(&format!("wallet-key-level-{}", device.level.min(3)))),
        devices: device.into_iter().map(line).collect(),
        consents: state
            .consents
            .iter()
            .map(|(purpose, consent)| ConsentLine {
                purpose: purpose.clone(),
                title: crate::purposes::title(known, purpose),
                points: consent.points,
            })
            .collect(),
        advice,
        actions,
        good_until: known.midnight(),
    }
}

fn line(device: &Device) -> DeviceLine {
    DeviceLine { id: device_name(device), title: device.title.clone(), since: device.at, this_one: true }
}

/// A name for a device that says nothing of its keys.
pub(crate) fn device_name(device: &Device) -> String {
    sha256_hex(device.request.as_slice()).get(..12).unwrap_or_default().to_owned()
}
