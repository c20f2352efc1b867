//! A phone's cold start: a process that opens its vault, verifies, draws the first page and has a code, with no network.
//!
//! The phone gets its license from the scripted authority of the wallet's tests. Each start is a process of its own; what
//! counts is all the CPU time of its threads.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use lz_api::applications::Route;
use lz_credential::{Signer, development};
use lz_wallet::presenter::Frame;
use lz_wallet::secrets::DevelopmentFile;
use lz_wallet::{
    DevelopmentClock, Environment, Event, Gate, IdKind, Intent, Language, LicenseState, PageTheme, PageWant, PrintSize,
    Setup, Side, Wallet,
};

use crate::measure::{Table, median, process_cpu};
use crate::stub::{CODE, NOW, Stub};

/// The argument with which this program starts itself as a phone.
pub(crate) const COLD_START: &str = "--cold-start";
const STARTS: usize = 9;

async fn opened(folder: &Path, authority: Stub) -> Wallet {
    let cose = development::root().key().to_cose();
    let setup = Setup {
        folder: folder.join("wallet").display().to_string(),
        authority: "http://127.0.0.1:1".to_owned(),
        environment: Environment::Development,
        trust_roots: vec![cose[cose.len() - 32..].to_vec()],
        tls_roots: None,
        language: Language::ZhHans,
        boot_id: Some("boot".to_owned()),
        app_version: 1,
        device_name: "Phone".to_owned(),
        clock: Some(DevelopmentClock::Fixed { unix_seconds: NOW }),
    };
    let secrets = DevelopmentFile::in_folder(folder.join("secrets")).expect("a private folder");
    Wallet::open_over(setup, None, Some(Arc::new(secrets)), Arc::new(authority)).await.expect("a good vault")
}

async fn licensed(folder: &Path) {
    let wallet = opened(folder, Stub::new(&[Route::Retained])).await;
    let act = async |intent| wallet.act(intent).await.expect("the scripted authority plays along");
    act(Intent::SignInAskCode { id_kind: IdKind::Citizen, id_number: "190101198001010023".to_owned() }).await;
    act(Intent::SignInWithCode { one_time_code: CODE.to_owned() }).await;
    wallet.sync(20_000).await.expect("in reach");
    for intent in
        [Intent::ApplyStart, Intent::ApplyConfirm, Intent::ApplyPersonCheck { hint: None }, Intent::ApplySubmit]
    {
        act(intent).await;
    }
    while !matches!(wallet.license(), Ok(LicenseState::Shown { .. })) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    wallet.end().await.expect("an open wallet ends");
}

/// One start. Prints CPU milliseconds of the process so far, and the memory it holds in kilobytes.
pub(crate) fn cold_start(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let authority = Stub::new(&[Route::Retained]);
        authority.inside().offline = true;
        let wallet = opened(folder, authority).await;
        assert_eq!(wallet.gate(), Ok(Gate::Open));
        let want = PageWant {
            side: Side::MainSide,
            width: 1_080,
            theme: PageTheme::LightTheme,
            print: PrintSize::NormalPrint,
            language: Language::ZhHans,
        };
        wallet.tell(Event::Unlocked);
        let presenter = wallet.present("police".to_owned()).expect("unlocked and licensed");
        let page = wallet.page(want).await.expect("a page");
        assert_eq!(page.width, 1_080);
        while !matches!(presenter.frame(), Frame::Code(_)) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        println!("{} {}", process_cpu() * 1e3, resident());
        presenter.stop();
    });
}

/// Kilobytes of memory that this process holds.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(f64::NAN)
}

/// Fills in the rows `wallet.*`.
pub(crate) fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(licensed(folder.path()));
    let program = std::env::current_exe().expect("this program");
    let starts: Vec<[f64; 2]> = (0..STARTS)
        .map(|_| {
            let output = Command::new(&program).arg(COLD_START).arg(folder.path()).output().expect("starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).expect("two numbers");
            let numbers: Vec<f64> = text.split_whitespace().map(|n| n.parse().expect("a number")).collect();
            [numbers[0], numbers[1]]
        })
        .collect();
    table.row("wallet.cold", median(starts.iter().map(|start| start[0])), "ms", 80.0, None);
    table.row("wallet.memory", median(starts.iter().map(|start| start[1] / 1_024.0)), "MB", 60.0, None);
}
