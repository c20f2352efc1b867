//! What the program says on the command line when something is wrong: one line with a stable code, a sentence for people in
//! both languages, what exactly it was, and an exit status.

use crate::lifetime::Server;
use crate::world::{Driver, Phone, World, code, face};
use lz_api::ProblemCode;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_authority");

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

/// The refusal is well formed; its detail.
fn refused(output: &Output, code: &str, status: i32, what: &str) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(status), "{what}: {text}");
    assert!(output.stdout.is_empty(), "{what}");
    // Logs may stand before it; the refusal itself is the last line, and nothing is a panic or a dump of the inside.
    let line: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap_or_else(|_| panic!("{what}: {text}"));
    for foreign in ["panicked", "RUST_BACKTRACE", "Some(", "Err(", " { ", "\\n"] {
        assert!(!text.contains(foreign), "{what}: {text}");
    }
    assert_eq!(line["error"], code, "{what}: {text}");
    let words = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let (en, zh, detail) = (words("text"), words("text_zh"), words("detail"));
    assert!(en.is_ascii() && en.ends_with('.') && en.matches('.').count() >= 2, "{what} says what to do: {en}");
    assert!(zh.ends_with('。') && zh.matches('。').count() >= 2, "{what}: {zh}");
    assert!(!detail.is_empty() && !detail.contains('\n'), "{what}: {detail}");
    detail
}

#[test]
fn wrong_use_is_refused_in_one_line_and_help_is_no_failure() {
    let cases: [(&[&str], &str); 8] = [
        (&["issue"], "unrecognized subcommand 'issue'"),
        (&["serve"], "<DIR>"),
        (&["init"], "<DIR>"),
        (&["show", "a", "b"], "unexpected argument 'b'"),
        (&["serve", "a", "--port", "1"], "unexpected argument '--port'"),
        (&["serve", "a", "--profile", "test"], "'test' for '--profile"),
        (&["serve", "a", "--clock", "noon"], "a clock is @seconds"),
        (&["init", "a", "--people"], "a value is required"),
    ];
    for (arguments, wanted) in cases {
        let detail = refused(&run(arguments), "usage", 64, &arguments.join(" "));
        assert!(detail.contains(wanted), "{detail}");
    }
    refused(&run(&[]), "usage", 64, "nothing");
    for arguments in [&["--help"][..], &["serve", "--help"]] {
        let output = run(arguments);
        assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true));
        assert!(String::from_utf8(output.stdout).unwrap().contains("Usage: authority"));
    }
}

#[tokio::test]
async fn a_folder_or_address_that_cannot_be_used_is_named() {
    let world = World::with(&[]).await;
    let (home, other) = (world.home(), tempfile::tempdir().unwrap());
    let home = home.to_str().unwrap();
    let file = other.path().join("file");
    std::fs::write(&file, "no folder").unwrap();
    let file = file.to_str().unwrap();
    let (inside, fresh) = (format!("{file}/inside"), other.path().join("fresh").display().to_string());
    let taken = world.url().trim_start_matches("http://").to_owned();
    let cases: [(&[&str], &str, &str); 13] = [
        (&["serve", home], "already-served", "another authority"),
        (&["show", home], "already-served", "another authority"),
        (&["init", home], "already-there", "already"),
        (&["show", "/nonexistent"], "not-there", "init"),
        (&["serve", "/nonexistent"], "not-there", "init"),
        (&["serve", file], "not-there", "init"),
        (&["init", &inside], "io", "inside"),
        (&["init", &fresh, "--people", "/nonexistent"], "people-io", "/nonexistent"),
        (&["init", &fresh, "--iss", "an issuer name that is too long"], "issuer-name", "lz:32"),
        (&["serve", home, "--listen", &taken], "address-taken", &taken),
        (&["serve", home, "--listen", "nonsense"], "address-wrong", "nonsense"),
        (&["serve", home, "--listen", "127.0.0.1:99999"], "address-wrong", "99999"),
        (&["serve", home, "--listen", "203.0.113.1:80"], "address-wrong", "203.0.113.1:80"),
    ];
    for (arguments, code, wanted) in cases {
        let detail = refused(&run(arguments), code, 1, &arguments.join(" "));
        assert!(detail.contains(wanted), "{detail}");
    }
    world.stop().await;
    refused(&run(&["serve", home, "--profile", "production"]), "development-only", 1, "production");
    refused(
        &run(&["serve", home, "--clock", "2021-01-01T00:00:00"]),
        "clock-behind",
        1,
        "a clock before the trust list",
    );
}

/// Damages a file; the bytes that it had.
fn bend(path: &Path, with: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let before = std::fs::read(path).unwrap();
    let mut bytes = before.clone();
    with(&mut bytes);
    std::fs::write(path, bytes).unwrap();
    before
}

type Bent = fn(&mut Vec<u8>);

#[tokio::test]
async fn a_damaged_folder_is_refused_with_the_name_of_its_file_and_is_good_again_with_the_backup() {
    let world = World::with(&[]).await;
    world.stop().await;
    let home = world.home();
    let clock = format!("@{}", world.time().0);
    let serve = || run(&["serve", home.to_str().unwrap(), "--clock", &clock, "--listen", "127.0.0.1:0"]);
    let cases: [(&str, &str, Bent); 12] = [
        ("authority.json", "authority.json is damaged", |bytes| bytes.truncate(9)),
        ("tokens.json", "tokens.json is damaged", Vec::clear),
        ("trust.cbor", "trust.cbor is damaged", |bytes| bytes[99] ^= 1),
        ("keys/status.key", "keys/", |bytes| bytes.truncate(20)),
        ("keys/license.key", "keys/", |bytes| bytes[0] = 0xff),
        ("authority.db", "", |bytes| bytes[..16].fill(b'x')),
        ("authority.db", "", |bytes| bytes.truncate(10_000)),
        ("authority.db", "", |bytes| bytes[4_096..].fill(0x55)),
        ("nonces.db", "", |bytes| bytes[..16].fill(b'x')),
        ("policy.json", "policy.json", |bytes| bytes.truncate(30)),
        ("status.json", "status.json", |bytes| bytes.truncate(30)),
        ("photo-spec.json", "photo-spec.json", |bytes| bytes.truncate(30)),
    ];
    std::fs::write(home.join("status.json"), lz_license::StatusTable::BUILT_IN).unwrap();
    std::fs::write(home.join("photo-spec.json"), serde_json::to_string(lz_photo::PhotoSpec::builtin()).unwrap())
        .unwrap();
    for (name, wanted, with) in cases {
        let before = bend(&home.join(name), with);
        let code = if ["policy.json", "status.json", "photo-spec.json"].contains(&name) { "policy" } else { "damaged" };
        let detail = refused(&serve(), code, 1, name);
        assert!(detail.contains(wanted), "{name}: {detail}");
        std::fs::write(home.join(name), before).unwrap();
    }
    for name in ["tokens.json", "trust.cbor", "policy.json", "keys/data.key"] {
        let away = home.join("away");
        std::fs::rename(home.join(name), &away).unwrap();
        assert!(refused(&serve(), "damaged", 1, name).contains(name));
        std::fs::rename(away, home.join(name)).unwrap();
    }
    let newer = rusqlite::Connection::open(home.join("authority.db")).unwrap();
    let version: u32 = newer.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    newer.pragma_update(None, "user_version", version + 1).unwrap();
    assert!(refused(&serve(), "folder-newer", 3, "a newer folder").contains(&format!("version {}", version + 1)));
    newer.pragma_update(None, "user_version", version).unwrap();
    drop(newer);
    world.start().await;
}

/// Runs a shell line in a mount space of its own. None where the system does not let us have one.
fn apart(line: &str, arguments: &[&str]) -> Option<Command> {
    let may = Command::new("unshare").args(["--mount", "true"]).stderr(Stdio::null()).status();
    if !may.is_ok_and(|status| status.success()) {
        eprintln!("not tried: this system gives no mount space");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-ec", line, "sh"]).args(arguments);
    Some(command)
}

#[tokio::test]
async fn a_full_disk_and_a_read_only_folder_are_told_apart() {
    let world = World::with(&[]).await;
    world.stop().await;
    let (home, disk) = (world.home(), tempfile::tempdir().unwrap());
    let (home, disk) = (home.to_str().unwrap(), disk.path().to_str().unwrap());
    let clock = format!("@{}", world.time().0);
    let read_only =
        "mount --bind \"$2\" \"$2\"; mount -o remount,ro,bind \"$2\"; exec \"$1\" serve \"$2\" --clock \"$4\"";
    let small = "mount -t tmpfs -o size=12k tmpfs \"$3\"; exec \"$1\" init \"$3/home\"";
    let full = "mount -t tmpfs -o size=2m tmpfs \"$3\"; cp -r \"$2/.\" \"$3\"; cat /dev/zero > \"$3/fill\" 2> /dev/null || true; \
                exec \"$1\" serve \"$3\" --clock \"$4\"";
    for (line, code, what) in [
        (read_only, "no-access", "read only"),
        (small, "disk-full", "a new folder"),
        (full, "disk-full", "a full disk"),
    ] {
        let Some(mut command) = apart(line, &[PROGRAM, home, disk, &clock]) else { return };
        refused(&command.output().unwrap(), code, 1, what);
    }
}

// R32
#[tokio::test]
async fn a_disk_that_fills_up_while_serving_refuses_uploads_loses_nothing_and_heals_without_a_restart() {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    world.stop().await;
    let (home, disk, clock) = (world.home(), tempfile::tempdir().unwrap(), world.dir.path().join("clock"));
    std::fs::write(&clock, world.time().0.to_string()).unwrap();
    let line =
        "mount -t tmpfs -o size=8m tmpfs \"$3\"; cp -r \"$2/.\" \"$3\"; exec \"$1\" serve \"$3\" --clock \"file:$4\"";
    let arguments = [PROGRAM, home.to_str().unwrap(), disk.path().to_str().unwrap(), clock.to_str().unwrap()];
    let Some(command) = apart(line, &arguments) else { return };
    let mut server = Server::spawn(command);
    world.serve_elsewhere(&server.url);
    let kept = phone.upload(&face(80)).await.unwrap();

    // Its disk, seen from here.
    let fill = format!("/proc/{}/root{}/fill", server.process.id(), disk.path().display());
    let mut filling = std::fs::File::create(&fill).unwrap();
    while std::io::Write::write_all(&mut filling, &[0; 4096]).is_ok() {}
    let mut refusals = 0;
    for quality in 81..89 {
        if let Err(problem) = phone.upload(&face(quality)).await {
            assert_eq!((problem.code, problem.retry_after), (ProblemCode::Overloaded, Some(5)));
            refusals += 1;
        }
    }
    assert!(refusals > 0);
    assert_eq!(phone.upload(&face(80)).await.unwrap(), kept, "what it holds it still says");
    drop(filling);
    std::fs::remove_file(&fill).unwrap();
    for quality in 81..89 {
        phone.upload(&face(quality)).await.unwrap();
    }
    assert_eq!(code(phone.get::<Value>("/v1/nothing").await), ProblemCode::NotFound);
    server.process.kill().unwrap();
    server.process.wait().unwrap();
}
