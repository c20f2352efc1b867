//! A license on a phone: who is logged in where, which status index the phone's tokens have, when they are signed anew.

use super::Ground;
use super::issue::{ENTRY_REPLACED, last_token, retire_binding};
use super::me::{group, license_state};
use crate::holder::{Binding, HolderFile};
use crate::store::{Case, KidBytes};
use lz_api::license::LicenseState;
use lz_api::me::NoticeKind;
use lz_api::{Blob, Problem, ProblemCode};
use lz_license::Group;

/// Status entry of a license that has ended, of a lost phone, and of a stop of use.
const ENTRY_ENDED: u8 = 1;
/// Status entry of a license that must not be driven on, or whose state is unknown: ask the register.
const ENTRY_ASK: u8 = 2;

/// Logs the driver in on a device. An earlier device of theirs is replaced: one license, one phone (R15).
pub(crate) fn login(case: &mut Case, device: KidBytes, ground: &Ground) {
    let kid = Blob::from(&device[..]);
    if let Some(old) = case.file.device.replace(kid.clone())
        && old != kid
    {
        if let Ok(old) = KidBytes::try_from(old.as_slice()) {
            case.effects.devices.push((old, Some(case.id), true));
        }
        retire_binding(case, ENTRY_REPLACED, ground);
        case.file.notify(NoticeKind::DeviceReplaced, ground.now, &[], None);
    }
    case.effects.devices.push((device, Some(case.id), false));
}

/// Unbinds the device that asks: its tokens die, the account and the issued version stay.
pub(crate) fn unbind(case: &mut Case, device: KidBytes, ground: &Ground) {
    retire_binding(case, ENTRY_ENDED, ground);
    case.file.device = None;
    case.effects.devices.push((device, Some(case.id), true));
}

/// Makes sure that the newest version has a binding on `device`, with a status index of its own.
pub(crate) fn ensure(case: &mut Case, device: &Blob, ground: &Ground) -> Result<(), Problem> {
    let version = case.file.issue.as_ref().map(|issue| issue.version).ok_or(ProblemCode::NoLicense)?;
    let current = |binding: &Binding| binding.version == version && binding.device == *device;
    if case.file.binding.as_ref().is_some_and(current) {
        return Ok(());
    }
    retire_binding(case, ENTRY_REPLACED, ground);
    let entry = entry(&case.file, ground);
    case.effects.index_taken = true;
    case.effects.entries.push((case.free_index, entry, i64::MAX));
    case.file.binding = Some(Binding { device: device.clone(), version, index: case.free_index, entry, tokens: None });
    Ok(())
}

/// What the status list says about a license in this state.
fn entry(file: &HolderFile, ground: &Ground) -> u8 {
    match license_state(file, ground) {
        LicenseState::Stopped | LicenseState::Ended => ENTRY_ENDED,
        LicenseState::ApplyAgain => ENTRY_REPLACED,
        LicenseState::Frozen => ENTRY_ASK,
        LicenseState::None | LicenseState::Shown => match group(file, ground) {
            Group::Unknown | Group::NotUsable | Group::Frozen => ENTRY_ASK,
            Group::Ended => ENTRY_ENDED,
            Group::Usable | Group::Deferred => 0,
        },
    }
}

/// Brings the file in line with a status table that is in force since this start.
pub(crate) fn follow_table(case: &mut Case, ground: &Ground) {
    if !group(&case.file, ground).must_not_drive() {
        case.file.forbidden = None;
    }
    follow(case, ground);
}

/// Brings the status list in line with the file. Call after every change of the register's facts.
pub(crate) fn follow(case: &mut Case, ground: &Ground) {
    let entry = entry(&case.file, ground);
    let Some(binding) = case.file.binding.as_mut() else { return };
    if binding.entry == entry {
        return;
    }
    binding.entry = entry;
    let clear_at = last_token(binding.tokens.as_ref(), ground);
    case.effects.entries.push((binding.index, entry, clear_at));
}
