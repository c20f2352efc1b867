//! What the authority says reaches every screen: newer rules in the signed policy, and since when and where not to drive.

use lz_api::applications::Route;
use lz_api::license::LicenseState as Issued;
use lz_license::{Group, StatusTable};
use lz_photo::PhotoSpec;
use lz_wallet::presenter::{CodeFrame, Frame};
use lz_wallet::{
    Code, Event, FindingOutcome, Intent, LicenseLook, LicensePart, LicenseState, PhotoJudgement, PhotoOffer,
    PhotoSource, Side, Wallet,
};

use crate::stub::{NOW, PolicySays};
use crate::{BUDGET, PATIENCE, Phone, album, kind, portrait, until, want};

/// The built-in table with one code moved, under another version.
fn table(version: u32, code: char, group: &str) -> String {
    let group_of = |group: Group| serde_json::to_value(group).unwrap();
    let rows: Vec<_> = StatusTable::built_in()
        .rows()
        .map(|(listed, old)| {
            let group = if listed.letter() == code { serde_json::json!(group) } else { group_of(old) };
            serde_json::json!({ "code": listed.letter(), "group": group })
        })
        .collect();
    serde_json::json!({ "kind": "lz-status-table", "version": version, "codes": rows }).to_string()
}

fn page(wallet: &Wallet) -> LicensePart {
    match wallet.license().unwrap() {
        LicenseState::Shown { page } => page,
        other => panic!("{other:?}"),
    }
}

pub fn code(presenter: &lz_wallet::presenter::Presenter) -> CodeFrame {
    let began = std::time::Instant::now();
    while began.elapsed() < PATIENCE {
        match presenter.frame() {
            Frame::Code(code) => return code,
            Frame::Wait { .. } => std::thread::sleep(std::time::Duration::from_millis(5)),
            Frame::Over => panic!("over"),
        }
    }
    panic!("never a code")
}

// R20 R23
#[tokio::test]
async fn a_newer_status_table_in_the_policy_changes_every_view_and_a_bad_one_changes_nothing() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    phone.stub.inside().status = "C".to_owned();
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(page(&wallet).look, LicenseLook::Unclear, "by the built-in table");
    let before = wallet.page(want(Side::MainSide)).await.unwrap();
    wallet.tell(Event::Unlocked);
    let presenter = wallet.present("police".to_owned()).unwrap();
    let amber = code(&presenter).look;

    let version = StatusTable::built_in().version();
    let newer = table(version + 1, 'C', "not-usable");
    phone.stub.inside().policy = PolicySays { edition: 1, statuses: Some(newer.clone()), photo: None };
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(page(&wallet).look, LicenseLook::MustNotDrive, "by the policy's");
    assert_ne!(wallet.page(want(Side::MainSide)).await.unwrap().key, before.key, "drawn anew");
    assert_ne!(code(&presenter).look, amber, "the open code turns red too");

    let bad = [
        (2, Some("{".to_owned()), "status-table-damaged"),
        (3, Some(table(version + 2, 'C', "purple")), "status-table-damaged"),
        (4, Some(table(version, 'C', "usable")), "status-table-older"),
        (5, Some(table(version + 1, 'C', "usable")), "status-table-same-version"),
        (6, None, ""),
    ];
    for (edition, statuses, why) in bad {
        phone.stub.inside().policy = PolicySays { edition, statuses, photo: None };
        let report = wallet.sync(BUDGET).await.unwrap();
        assert_eq!(report.code, None, "{why}: the rest of the policy counts");
        assert_eq!(page(&wallet).look, LicenseLook::MustNotDrive, "{why}");
        assert!(wallet.diagnostics().contains(why), "{why}");
    }
    drop(presenter);
    wallet.end().await.unwrap();
    drop(wallet);
    let wallet = phone.open().await;
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(
        page(&wallet).look,
        LicenseLook::MustNotDrive,
        "after a restart, though the newest policy carries no table"
    );
}

// R42 R56
#[tokio::test]
async fn tighter_photo_limits_in_the_policy_change_what_a_picture_is_told() {
    let phone = Phone::new(&[Route::Camera, Route::Album]);
    let wallet = phone.signed_in().await;
    let offer = async || {
        // A picture of forty days ago.
        let taken_at = Some(NOW - 40 * 86_400);
        wallet.act(Intent::ApplyStart).await.unwrap();
        wallet.act(Intent::ApplyNoticeRead { version: 3 }).await.unwrap();
        wallet.act(Intent::ApplyChoose { source: PhotoSource::AlbumFile }).await.unwrap();
        let judged = wallet.offer(PhotoOffer { taken_at, ..album(portrait()) }).await.unwrap();
        wallet.act(Intent::ApplyGiveUp).await.unwrap();
        judged
    };
    let loose = offer().await;
    assert!(loose.accepted, "{loose:?}");

    let mut spec = PhotoSpec::builtin().clone();
    spec.version += 1;
    spec.age_months.value = 1;
    let text = serde_json::to_string(&spec).unwrap();
    phone.stub.inside().policy = PolicySays { edition: 1, statuses: None, photo: Some(text) };
    wallet.sync(BUDGET).await.unwrap();
    let tight = offer().await;
    let too_old = |judged: &PhotoJudgement| {
        judged.findings.iter().any(|finding| finding.rule == 6 && finding.outcome == FindingOutcome::Fail)
    };
    assert_eq!((too_old(&loose), too_old(&tight)), (false, true), "{tight:?}");

    phone.stub.inside().policy = PolicySays { edition: 2, statuses: None, photo: Some("{}".to_owned()) };
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(offer().await, tight, "a bad one changes nothing");
    assert!(wallet.diagnostics().contains("photo-spec-unreadable"));
}

// R10 R20
#[tokio::test]
async fn a_license_that_must_not_be_used_says_since_when_until_when_and_where_to_contest() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    let cases = [
        ("A", Some(20_260_901), Some(20_261_130), None, None),
        (
            "D",
            Some(20_260_901),
            Some(20_261_130),
            Some("Must not drive since 1 September 2026."),
            Some("until 30 November 2026"),
        ),
        ("D", Some(20_260_701), Some(20_260_801), Some("Must not drive since 1 July 2026."), None),
        ("B", None, None, Some("Must not drive"), None),
    ];
    for (status, since, until, first, second) in cases {
        {
            let mut inside = phone.stub.inside();
            (inside.status, inside.since, inside.until) = (status.to_owned(), since, until);
        }
        wallet.sync(BUDGET).await.unwrap();
        let details = page(&wallet).details;
        assert_eq!(details.first().map(String::as_str), first, "{status} {details:?}");
        if let Some(second) = second {
            assert!(details[1].contains(second), "{details:?}");
        }
        let contest = details.iter().any(|line| line.contains("Suzhou office"));
        assert_eq!(contest, first.is_some(), "{details:?}");
        let drawn = wallet.page_text(want(Side::MainSide)).unwrap();
        let shows = |part: &str| drawn.iter().any(|text| text.value.contains(part) || text.spoken.contains(part));
        assert_eq!(shows("2026年9月1日"), status == "D" && since == Some(20_260_901), "{status} {drawn:?}");
        assert_eq!(shows("2026年11月30日"), second.is_some(), "{status}");
    }
}

// R64
#[tokio::test]
async fn whatever_ends_the_license_on_this_phone_ends_its_open_code_with_the_next_frame() {
    for how in ["erase", "unbind", "replaced", "ended", "end"] {
        let phone = Phone::new(&[Route::Retained]);
        let wallet = phone.licensed().await;
        wallet.tell(Event::Unlocked);
        let presenter = wallet.present("police".to_owned()).unwrap();
        code(&presenter);
        match how {
            "erase" => {
                // Without a network the code goes all the same, and before the authority was told.
                phone.stub.inside().offline = true;
                wallet.act(Intent::EraseAll).await.unwrap();
            }
            "unbind" => {
                let id = wallet.account().unwrap().devices[0].id.clone();
                wallet.act(Intent::AccountRemoveDevice { id }).await.unwrap();
            }
            "replaced" => {
                phone.stub.inside().replaced = true;
                assert_eq!(wallet.sync(BUDGET).await.unwrap().code, Some(Code::DeviceRemoved));
            }
            "ended" => {
                {
                    let mut inside = phone.stub.inside();
                    (inside.status, inside.license) = ("F".to_owned(), Issued::Ended);
                }
                wallet.sync(BUDGET).await.unwrap();
                assert_eq!(kind(&wallet.license().unwrap()), "Hidden");
            }
            _ => wallet.end().await.unwrap(),
        }
        assert_eq!(presenter.frame(), Frame::Over, "{how}");
    }
}

#[tokio::test]
async fn a_screenshot_that_the_system_tells_brings_a_fresh_code() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    wallet.tell(Event::Unlocked);
    let presenter = wallet.present("police".to_owned()).unwrap();
    presenter.mode(lz_wallet::presenter::ShowMode::Still);
    let before = code(&presenter);
    wallet.tell(Event::ScreenshotTaken);
    let changed = async {
        while code(&presenter).id == before.id {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, changed).await.unwrap();
    until(&wallet, "still there", |wallet| wallet.license().is_ok()).await;
}
