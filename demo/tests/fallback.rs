//! Where a system forbids network namespaces or other users, a scene says so and proves the same by other means.
//!
//! The right is taken away for real: the demonstration runs without the capability, and the kernel refuses.

#![allow(clippy::unwrap_used)]

mod programs;

use std::process::{Command, Output};

/// Plays one scene without some capabilities of the system. `None` where this test itself may not take them away.
fn play(scene: u32, without: &str, sabotaged: bool) -> Option<Output> {
    programs::built();
    let page = tempfile::tempdir().unwrap();
    let confined = || {
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set", without, "--inh-caps", without, "--"]);
        command
    };
    if !confined().arg("true").output().is_ok_and(|probe| probe.status.success()) {
        return None;
    }
    let mut command = confined();
    command.arg(lz_demo::service::program("lz-demo").unwrap()).args(["play", "--scene", &scene.to_string()]);
    command.arg("--page").arg(page.path());
    if sabotaged {
        command.args(["--sabotage", &scene.to_string()]);
    }
    Some(command.output().unwrap())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

// R11
#[test]
fn without_network_namespaces_the_authority_is_stopped_and_the_check_is_still_offline() {
    let Some(whole) = play(7, "-sys_admin", false) else {
        // Nobody here may take the right away; then it was not there, and scene 7 itself takes the other way.
        assert!(!lz_demo::cold::namespaces_allowed());
        return;
    };
    let line = said(&whole);
    assert!(whole.status.success(), "{line}");
    assert!(line.contains("with the authority stopped (namespaces are forbidden here)"), "{line}");
    assert!(line.contains("valid, 3 hours old, with the face"), "{line}");
    let broken = play(7, "-sys_admin", true).unwrap();
    assert!(!broken.status.success(), "a sabotage is noticed there too: {}", said(&broken));
}

// R13
#[test]
fn without_another_user_a_copied_vault_still_opens_nowhere_else() {
    let Some(whole) = play(9, "-setuid,-setgid", false) else {
        assert!(!lz_demo::cold::other_user_allowed());
        return;
    };
    let line = said(&whole);
    assert!(whole.status.success(), "{line}");
    assert!(line.contains("copied with a key store of its own: nothing"), "{line}");
}
