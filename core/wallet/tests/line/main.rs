//! The wallet through its own face alone, against a scripted authority: what an app can do, what survives, what is refused.

#![allow(clippy::unwrap_used, unreachable_pub)]

mod chip;
mod kills;
mod stub;
mod told;

use std::sync::Arc;
use std::time::Duration;

use lz_api::applications::{ApplicationState as Server, PersonOutcome, Route};
use lz_api::license::LicenseState as Issued;
use lz_api::me::WindowOnly;
use lz_credential::{Signer, development};
use lz_license::Day;
use lz_license::eligibility::{Eligibility, Reason};
use lz_wallet::holder_key::HolderKey;
use lz_wallet::secrets::MemoryStore;
use lz_wallet::{
    Action, ApplicationState, CameraUse, Code, CoreError, DevelopmentClock, Environment, Event, Gate, IdKind, Intent,
    Language, LicenseLook, LicenseState, PageTheme, PageWant, PhotoForm, PhotoOffer, PhotoSource, PrintSize, Setup,
    Side, Wallet,
};
use stub::{CODE, Fault, NOW, Stub};

const NUMBER: &str = "190101198001010023";
const OTHER: &str = "190101198505050045";
const BUDGET: u32 = 120_000;
/// How long a test waits for what must come, on a machine however busy, before it fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// One phone: a folder, a key store, and an authority that it can reach.
struct Phone {
    folder: tempfile::TempDir,
    secrets: MemoryStore,
    stub: Stub,
    now: i64,
    boot: &'static str,
    /// Hardware that keeps the keys, if the phone has any.
    chip: Option<Arc<chip::Chip>>,
}

impl Phone {
    fn new(routes: &[Route]) -> Self {
        Phone {
            folder: tempfile::tempdir().unwrap(),
            secrets: MemoryStore::new(),
            stub: Stub::new(routes),
            now: NOW,
            boot: "boot-1",
            chip: None,
        }
    }

    fn setup(&self) -> Setup {
        let lz_credential::Alg::Ed25519 = development::root().key().alg() else { panic!("the root is Ed25519") };
        let cose = development::root().key().to_cose();
        Setup {
            folder: self.folder.path().join("wallet").to_str().unwrap().to_owned(),
            authority: "http://127.0.0.1:1".to_owned(),
            environment: Environment::Development,
            // A COSE_Key of an Ed25519 key ends with its 32 bytes.
            trust_roots: vec![cose[cose.len() - 32..].to_vec()],
            tls_roots: None,
            language: Language::En,
            boot_id: Some(self.boot.to_owned()),
            app_version: 1,
            device_name: "Test phone".to_owned(),
            clock: Some(DevelopmentClock::Fixed { unix_seconds: self.now }),
        }
    }

    async fn open(&self) -> Wallet {
        self.try_open().await.unwrap()
    }

    async fn try_open(&self) -> Result<Wallet, CoreError> {
        let secrets = Arc::new(self.secrets.clone());
        let key = self.chip.clone().map(|chip| chip as Arc<dyn HolderKey>);
        Wallet::open_over(self.setup(), key, Some(secrets), Arc::new(self.stub.clone())).await
    }

    async fn signed_in(&self) -> Wallet {
        let wallet = self.open().await;
        ask(&wallet, NUMBER).await.unwrap();
        wallet.act(Intent::SignInWithCode { one_time_code: CODE.to_owned() }).await.unwrap();
        wallet.sync(BUDGET).await.unwrap();
        wallet
    }

    /// Signed in, applied with the retained photo, issued.
    async fn licensed(&self) -> Wallet {
        let wallet = self.signed_in().await;
        apply_retained(&wallet).await;
        until(&wallet, "issued", |wallet| matches!(wallet.license(), Ok(LicenseState::Shown { .. }))).await;
        // What the issue set in motion has ended when another sync has had its turn.
        wallet.sync(BUDGET).await.unwrap();
        wallet
    }
}

async fn ask(wallet: &Wallet, number: &str) -> Result<(), CoreError> {
    wallet.act(Intent::SignInAskCode { id_kind: IdKind::Citizen, id_number: number.to_owned() }).await
}

async fn apply_retained(wallet: &Wallet) {
    for intent in
        [Intent::ApplyStart, Intent::ApplyConfirm, Intent::ApplyPersonCheck { hint: None }, Intent::ApplySubmit]
    {
        wallet.act(intent).await.unwrap();
    }
}

/// Waits on the watch, as a screen does, until a snapshot reads so.
async fn until(wallet: &Wallet, what: &str, done: impl Fn(&Wallet) -> bool) {
    let watch = wallet.watch();
    let waiting = async {
        while watch.next().await.is_some() {
            if done(wallet) {
                return;
            }
        }
    };
    let waited = tokio::time::timeout(PATIENCE, waiting).await;
    assert!(
        waited.is_ok(),
        "never {what}: {:?} {:?}\n{}",
        wallet.application(),
        wallet.license(),
        wallet.diagnostics()
    );
}

fn want(side: Side) -> PageWant {
    PageWant {
        side,
        width: 720,
        theme: PageTheme::LightTheme,
        print: PrintSize::NormalPrint,
        language: Language::ZhHans,
    }
}

fn state(wallet: &Wallet) -> ApplicationState {
    wallet.application().unwrap()
}

fn kind<T: std::fmt::Debug>(state: &T) -> String {
    let text = format!("{state:?}");
    text.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

// R04 R16 R30 R31 R32 R33 R34 R64
#[tokio::test]
async fn a_driver_signs_in_applies_with_the_retained_photo_and_has_the_license_with_one_notice() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.open().await;
    assert_eq!(wallet.gate(), Ok(Gate::FirstStart));
    assert_eq!(kind(&wallet.license().unwrap()), "Sample");
    let sample = wallet.page_text(want(Side::MainSide)).unwrap();
    assert!(sample.iter().any(|text| text.value.contains("样证")), "R04");
    ask(&wallet, NUMBER).await.unwrap();
    assert!(matches!(wallet.gate(), Ok(Gate::SignIn { code_sent: true, trouble: None, .. })));
    wallet.act(Intent::SignInWithCode { one_time_code: CODE.to_owned() }).await.unwrap();
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(wallet.gate(), Ok(Gate::Open));
    assert_eq!(kind(&wallet.license().unwrap()), "None");

    let ApplicationState::Confirm { part, facts } = state(&wallet) else { panic!("{:?}", state(&wallet)) };
    assert_eq!(part.step, None, "not begun");
    assert_eq!((facts.name.as_str(), facts.id_number.as_str()), ("李样本", "1901**********0023"));
    wallet.act(Intent::ApplyStart).await.unwrap();
    let ApplicationState::Confirm { part, .. } = state(&wallet) else { panic!() };
    assert_eq!(part.step.map(|step| (step.number, step.total)), Some((1, 3)));
    wallet.act(Intent::ApplyConfirm).await.unwrap();
    wallet.act(Intent::ApplyPersonCheck { hint: None }).await.unwrap();
    let ApplicationState::PersonCheck { part, passed: true } = state(&wallet) else { panic!() };
    assert_eq!(part.step.map(|step| (step.number, step.total)), Some((3, 3)));
    assert!(part.actions.contains(&Action::Submit));
    wallet.act(Intent::ApplySubmit).await.unwrap();
    until(&wallet, "issued", |wallet| matches!(wallet.license(), Ok(LicenseState::Shown { .. }))).await;
    assert_eq!(kind(&state(&wallet)), "Issued");

    wallet.sync(BUDGET).await.unwrap();
    wallet.sync(BUDGET).await.unwrap();
    let inbox = wallet.inbox().unwrap();
    assert_eq!((inbox.letters.len(), inbox.unread), (1, 1), "each notice once");
    wallet.act(Intent::InboxRead { id: inbox.letters[0].id.clone() }).await.unwrap();
    assert_eq!(wallet.inbox().unwrap().unread, 0);
    assert_eq!(wallet.checks().unwrap().checks[0].who, "Suzhou patrol");
    assert_eq!(phone.stub.count("POST", "/v1/me/applications"), 1);
}

// R03 R11 R13
#[tokio::test]
async fn without_a_network_a_cold_start_shows_the_license_and_says_how_old_it_is() {
    let mut phone = Phone::new(&[Route::Retained]);
    phone.licensed().await.end().await.unwrap();
    phone.stub.inside().offline = true;
    (phone.now, phone.boot) = (NOW + 3 * 3_600, "boot-2");
    let wallet = phone.open().await;
    let LicenseState::NotLive { page } = wallet.license().unwrap() else { panic!("{:?}", wallet.license()) };
    assert!(page.age.contains("3 hours ago"), "{}", page.age);
    assert_eq!((page.look, page.version), (LicenseLook::Usable, 1));
    assert!(page.effect.len() > 5, "R06 R70: the line stands with its exceptions");
    let report = wallet.sync(BUDGET).await.unwrap();
    assert_eq!((report.reached, report.code), (false, Some(Code::NoNetwork)));

    let main = wallet.page(want(Side::MainSide)).await.unwrap();
    assert_eq!(main.rgba.len(), 4 * main.width as usize * main.height as usize);
    assert!(main.code.width > 100 && main.clock.width > 10);
    assert_eq!(wallet.clock_tile(main.key.clone()).unwrap().rect, main.clock);
    let texts =
        |side| -> Vec<String> { wallet.page_text(want(side)).unwrap().into_iter().map(|text| text.value).collect() };
    assert!(texts(Side::MainSide).iter().any(|text| text == "李样本"));
    let address = "苏州市样本路1号".to_owned();
    assert!(!texts(Side::MainSide).contains(&address) && texts(Side::SecondSide).contains(&address), "R03");
    let wide = wallet.page(PageWant { width: 100_000, ..want(Side::MainSide) }).await;
    assert_eq!(wide.map(|_| ()), Err(CoreError::Failed { code: Code::PageSizeWrong }));

    assert!(matches!(wallet.present("police".to_owned()), Err(CoreError::NotNow { code: Code::UnlockFirst })));
    wallet.tell(Event::Unlocked);
    wallet.present("police".to_owned()).unwrap();
    let rental = wallet.present("rental".to_owned()).map(|_| ());
    assert_eq!(rental, Err(CoreError::NotNow { code: Code::ConsentFirst }));
    wallet.act(Intent::ConsentGive { purpose: "rental".to_owned(), points: false }).await.unwrap();
    wallet.present("rental".to_owned()).unwrap();
    wallet.end().await.unwrap();

    (phone.now, phone.boot) = (NOW + 8 * 86_400, "boot-3");
    let wallet = phone.open().await;
    assert_eq!(kind(&wallet.license().unwrap()), "ExpiredCopy");
}

// R32 R47
#[tokio::test]
async fn an_answer_that_is_lost_and_an_app_that_is_killed_lead_to_one_application() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.signed_in().await;
    wallet.act(Intent::ApplyStart).await.unwrap();
    wallet.act(Intent::ApplyConfirm).await.unwrap();
    wallet.act(Intent::ApplyPersonCheck { hint: None }).await.unwrap();
    for _ in 0..9 {
        phone.stub.fail_next("/v1/me/applications", Fault::AnswerLost);
    }
    wallet.act(Intent::ApplySubmit).await.unwrap();
    wallet.act(Intent::ApplySubmit).await.unwrap();
    assert_eq!(kind(&state(&wallet)), "Sending");
    wallet.end().await.unwrap();
    drop(wallet);

    phone.stub.inside().faults.clear();
    let wallet = phone.open().await;
    until(&wallet, "issued", |wallet| matches!(wallet.license(), Ok(LicenseState::Shown { .. }))).await;
    let inside = phone.stub.inside();
    assert_eq!(inside.applications.len(), 1);
    let keys: std::collections::BTreeSet<_> = inside
        .log
        .iter()
        .filter(|sent| sent.method == "POST" && sent.path == "/v1/me/applications")
        .map(|sent| sent.key.clone())
        .collect();
    assert_eq!(keys.len(), 1, "born with one key, sent with one key");
}

// R27 R35 R36 R37 R38 R39 R43 R44 R45 R46 R47 R50
#[tokio::test]
async fn an_album_photo_is_previewed_sent_reviewed_returned_with_its_rules_and_sent_again() {
    let phone = Phone::new(&[Route::Camera, Route::Album]);
    let wallet = phone.signed_in().await;
    wallet.act(Intent::ApplyStart).await.unwrap();
    let early = wallet.act(Intent::ApplyChoose { source: PhotoSource::AlbumFile }).await;
    assert_eq!(early, Err(CoreError::NotNow { code: Code::NoticeFirst }));
    let ApplicationState::Notice { version, was_read: false, part } = state(&wallet) else { panic!() };
    assert_eq!(part.step.map(|step| (step.number, step.total)), Some((1, 4)));
    wallet.act(Intent::ApplyNoticeRead { version }).await.unwrap();
    let ApplicationState::Notice { part, .. } = state(&wallet) else { panic!() };
    assert_eq!(part.actions, [Action::UseCamera, Action::UseAlbum, Action::GiveUp], "two choices (R26)");
    wallet.act(Intent::ApplyChoose { source: PhotoSource::AlbumFile }).await.unwrap();

    let judged = wallet.offer(album(portrait())).await.unwrap();
    assert!(judged.accepted, "{judged:?}");
    let preview = wallet.photo_preview(400).await.unwrap();
    assert_eq!(preview.height, 400);
    wallet.act(Intent::PhotoKeep).await.unwrap();
    wallet.act(Intent::ApplyPersonCheck { hint: None }).await.unwrap();
    wallet.act(Intent::ApplySubmit).await.unwrap();
    until(&wallet, "in review", |wallet| matches!(wallet.application(), Ok(ApplicationState::InReview { .. }))).await;
    let ApplicationState::InReview { due, overdue, .. } = state(&wallet) else { panic!() };
    assert_eq!((due.as_str(), overdue), ("2026-09-07", false));
    assert!(phone.stub.inside().photos.contains_key(&preview.sha256), "R38: previewed = sent");

    phone.stub.decide(Server::Returned, &[1, 3]);
    wallet.sync(BUDGET).await.unwrap();
    let ApplicationState::Returned { reasons, tries_left, .. } = state(&wallet) else { panic!("{:?}", state(&wallet)) };
    assert_eq!((reasons.iter().map(|reason| reason.rule).collect::<Vec<_>>(), tries_left), (vec![1, 3], 2));
    wallet.act(Intent::ApplyStart).await.unwrap();
    assert_eq!(kind(&state(&wallet)), "Notice", "another try reads the notice again");
    assert!(wallet.inbox().unwrap().letters.iter().any(|letter| letter.body.contains("1, 3")));
}

// R37
#[tokio::test]
async fn files_do_not_enter_the_cameras_path_and_pictures_that_are_none_change_nothing() {
    let phone = Phone::new(&[Route::Camera, Route::Album]);
    let wallet = phone.signed_in().await;
    assert_eq!(wallet.camera(CameraUse::RearLens).map(|_| ()), Err(CoreError::NotNow { code: Code::NotAtThisStep }));
    wallet.act(Intent::ApplyStart).await.unwrap();
    wallet.act(Intent::ApplyNoticeRead { version: 3 }).await.unwrap();
    wallet.act(Intent::ApplyChoose { source: PhotoSource::LiveCamera }).await.unwrap();
    for from in [PhotoSource::AlbumFile, PhotoSource::LiveCamera] {
        let offered = wallet.offer(PhotoOffer { from, ..album(portrait()) }).await;
        assert_eq!(offered, Err(CoreError::NotNow { code: Code::CameraOnly }), "{from:?}");
    }
    let camera = wallet.camera(CameraUse::FilePlays).unwrap();
    let no_picture = camera.shot(b"no picture at all".to_vec()).await;
    assert_eq!(no_picture, Err(CoreError::Failed { code: Code::PhotoUnreadable }));
    assert_eq!(camera.shot(bomb()).await, Err(CoreError::Failed { code: Code::PhotoTooLarge }));
    assert_eq!(kind(&state(&wallet)), "Picture", "nothing is lost");
    let faceless = camera.shot(flat_png()).await;
    let ApplicationState::Picture { part, .. } = state(&wallet) else { panic!("{:?}", state(&wallet)) };
    assert!(matches!(faceless, Ok(judged) if !judged.accepted));
    assert_eq!(part.trouble, Some(Code::PhotoNoFace));
    camera.stop();
    assert_eq!(camera.shot(portrait()).await, Err(CoreError::NotNow { code: Code::CameraOver }));

    let camera = wallet.camera(CameraUse::FilePlays).unwrap();
    assert!(camera.shot(portrait()).await.unwrap().accepted);
    assert_eq!(kind(&state(&wallet)), "Preview");
    wallet.act(Intent::PhotoRetake).await.unwrap();
    assert_eq!(kind(&state(&wallet)), "Picture");
    let gone = wallet.photo_preview(100).await;
    assert_eq!(gone, Err(CoreError::NotNow { code: Code::NothingToShow }), "its bytes are forgotten");
}

#[tokio::test]
async fn a_wrong_code_a_wrong_number_and_an_authority_that_is_down_are_told_and_lose_nothing() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.open().await;
    assert_eq!(ask(&wallet, "190101198001010020").await, Err(CoreError::Failed { code: Code::IdNumberWrong }));
    phone.stub.inside().offline = true;
    assert_eq!(ask(&wallet, NUMBER).await, Err(CoreError::Failed { code: Code::NoNetwork }));
    phone.stub.inside().offline = false;
    ask(&wallet, NUMBER).await.unwrap();
    let wrong = wallet.act(Intent::SignInWithCode { one_time_code: "000000".to_owned() }).await;
    assert_eq!(wrong, Err(CoreError::Failed { code: Code::OneTimeCodeWrong }));
    let at_the_gate = wallet.gate().unwrap();
    assert!(matches!(at_the_gate, Gate::SignIn { code_sent: true, trouble: Some(Code::OneTimeCodeWrong), .. }));
    wallet.act(Intent::SignInWithCode { one_time_code: format!(" {CODE} ") }).await.unwrap();
    wallet.sync(BUDGET).await.unwrap();

    wallet.act(Intent::ApplyStart).await.unwrap();
    wallet.act(Intent::ApplyConfirm).await.unwrap();
    for _ in 0..3 {
        phone.stub.fail_next("/v1/me/person-checks", Fault::Down);
    }
    let down = wallet.act(Intent::ApplyPersonCheck { hint: None }).await;
    assert_eq!(down, Err(CoreError::Failed { code: Code::AuthorityBusy }));
    let ApplicationState::PersonCheck { part, passed: false } = state(&wallet) else { panic!() };
    assert_eq!(part.trouble, Some(Code::AuthorityBusy));
    phone.stub.inside().person = PersonOutcome::NoMatch;
    let failed = wallet.act(Intent::ApplyPersonCheck { hint: None }).await;
    assert_eq!(failed, Err(CoreError::Failed { code: Code::PersonCheckFailed }));
    phone.stub.inside().person = PersonOutcome::Passed;
    wallet.act(Intent::ApplyPersonCheck { hint: None }).await.unwrap();

    // More than one: what the sign-in set in motion may still ask, too.
    for _ in 0..9 {
        phone.stub.fail_next("/v1/me/license", Fault::Garbage);
    }
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, Some(Code::AnswerUnreadable));
    for language in [Language::ZhHans, Language::En] {
        wallet.tell(Event::LanguageChanged { language });
        let problem = wallet.problem(Code::AnswerUnreadable);
        assert!(!problem.title.is_empty() && !problem.body.is_empty() && !problem.next.is_empty());
    }
    assert!(!wallet.diagnostics().contains(NUMBER));
}

#[tokio::test]
async fn a_request_refused_for_its_clock_is_sent_once_more_with_the_authoritys_time() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.signed_in().await;
    phone.stub.fail_next("/v1/me", Fault::ClockOff);
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, None);
    for _ in 0..9 {
        phone.stub.fail_next("/v1/me/license", Fault::ClockOff);
    }
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, Some(Code::ClockWrong), "no loop");
}

#[tokio::test]
async fn an_unchanged_authority_answers_with_304_and_changes_nothing() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    wallet.sync(BUDGET).await.unwrap();
    wallet.sync(BUDGET).await.unwrap();
    let before = phone.stub.inside().log.len();
    let report = wallet.sync(BUDGET).await.unwrap();
    assert_eq!((report.reached, report.waiting), (true, 0));
    let inside = phone.stub.inside();
    let fresh: Vec<_> = inside.log[before..].iter().filter(|sent| !sent.not_modified).collect();
    assert!(fresh.is_empty(), "{fresh:?}");
}

// R13 R15
#[tokio::test]
async fn a_forged_token_and_an_older_version_are_not_kept() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    {
        let mut inside = phone.stub.inside();
        inside.version = 2;
        inside.forge = true;
    }
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, Some(Code::LicenseNotGenuine));
    let LicenseState::NotLive { page } = wallet.license().unwrap() else { panic!("{:?}", wallet.license()) };
    assert_eq!(page.version, 1, "the genuine one stays");
    phone.stub.inside().forge = false;
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, None);
    let LicenseState::Shown { page } = wallet.license().unwrap() else { panic!() };
    assert_eq!(page.version, 2);
    phone.stub.inside().version = 1;
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, Some(Code::LicenseNotGenuine));
}

// R08 R10 R63 R78
#[tokio::test]
async fn what_the_register_changes_is_what_the_license_shows() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    let cases = [
        ("AH", Issued::Shown, "Shown", Some(LicenseLook::Usable)),
        ("B", Issued::Shown, "Shown", Some(LicenseLook::MustNotDrive)),
        ("X", Issued::Shown, "Shown", Some(LicenseLook::Unclear)),
        ("F", Issued::Ended, "Hidden", None),
        ("J", Issued::Frozen, "Hidden", None),
        ("A", Issued::ApplyAgain, "Hidden", None),
        ("A", Issued::Stopped, "Hidden", None),
        ("A", Issued::Shown, "Shown", Some(LicenseLook::Usable)),
    ];
    for (status, issued, name, look) in cases {
        {
            let mut inside = phone.stub.inside();
            inside.status = status.to_owned();
            inside.license = issued;
        }
        wallet.sync(BUDGET).await.unwrap();
        let license = wallet.license().unwrap();
        assert_eq!(kind(&license), name, "{status} {issued:?}");
        if let LicenseState::Shown { page } = &license {
            assert_eq!(Some(page.look), look, "{status}");
            assert!(!page.headline.is_empty() && !page.states.is_empty());
        }
        if let LicenseState::Hidden { page, .. } = &license {
            assert!(!page.headline.is_empty(), "it says why");
            wallet.tell(Event::Unlocked);
            let shown = wallet.present("police".to_owned()).map(|_| ());
            assert_eq!(shown, Err(CoreError::NotNow { code: Code::LicenseHidden }));
        }
    }
}

// R16 R63 R79
#[tokio::test]
async fn closed_doors_say_why_and_where_to_go() {
    let phone = Phone::new(&[Route::Retained]);
    let opens = Day::from_ymd(20_260_905).unwrap();
    phone.stub.inside().eligibility = Eligibility { reasons: vec![Reason::CityNotOpen { opens, announced: true }] };
    let wallet = phone.signed_in().await;
    let ApplicationState::NotOpen { opens_on, .. } = state(&wallet) else { panic!("{:?}", state(&wallet)) };
    assert_eq!(opens_on.as_deref(), Some("2026-09-05"));
    let early = wallet.act(Intent::ApplyStart).await;
    assert_eq!(early, Err(CoreError::NotNow { code: Code::CityNotOpen }));
    phone.stub.inside().eligibility = Eligibility::default();
    wallet.act(Intent::ApplyStart).await.unwrap();

    for (reason, name) in [(WindowOnly::ThreeReturns, "WindowOnly"), (WindowOnly::StopOfUse, "Stopped")] {
        phone.stub.inside().window_only = Some(reason);
        wallet.sync(BUDGET).await.unwrap();
        assert_eq!(kind(&state(&wallet)), name);
        let (ApplicationState::WindowOnly { office, .. } | ApplicationState::Stopped { office, .. }) = state(&wallet)
        else {
            panic!()
        };
        assert!(office.name.contains("Suzhou") && office.lines.len() > 2);
        assert!(wallet.act(Intent::ApplyStart).await.is_err());
    }
    phone.stub.inside().window_only = None;
    wallet.sync(BUDGET).await.unwrap();
    wallet.act(Intent::ApplyStart).await.unwrap();
}

// R80
#[tokio::test]
async fn a_license_that_the_window_issued_arrives_by_itself() {
    let phone = Phone::new(&[Route::Camera, Route::Album]);
    let wallet = phone.signed_in().await;
    wallet.act(Intent::ApplyStart).await.unwrap();
    phone.stub.inside().issue();
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(kind(&wallet.license().unwrap()), "Shown");
    assert_eq!(kind(&state(&wallet)), "Issued", "the draft has nothing left to ask for");
    assert_eq!(wallet.inbox().unwrap().letters.len(), 1);
}

// R64
#[tokio::test]
async fn a_second_person_erases_the_first_and_sees_nothing_of_it() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    assert_eq!(ask(&wallet, OTHER).await, Err(CoreError::NotNow { code: Code::HolderDiffers }));
    assert_eq!(wallet.gate(), Ok(Gate::OtherHolder));
    let locked = wallet.act(Intent::EraseAll).await;
    assert_eq!(locked, Err(CoreError::NotNow { code: Code::UnlockFirst }));
    wallet.tell(Event::Unlocked);
    wallet.act(Intent::EraseAll).await.unwrap();
    assert_eq!(wallet.gate(), Ok(Gate::FirstStart));
    assert_eq!(kind(&wallet.license().unwrap()), "Sample");
    assert!(wallet.inbox().unwrap().letters.is_empty());
    ask(&wallet, OTHER).await.unwrap();
    assert!(matches!(wallet.gate(), Ok(Gate::SignIn { code_sent: true, .. })));
}

// R64
#[tokio::test]
async fn a_phone_that_was_replaced_shows_nothing_and_signs_in_again() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    phone.stub.inside().replaced = true;
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, Some(Code::DeviceRemoved));
    assert!(matches!(wallet.gate(), Ok(Gate::SignIn { trouble: Some(Code::DeviceRemoved), .. })));
    assert_eq!(kind(&wallet.license().unwrap()), "Hidden");
    ask(&wallet, NUMBER).await.unwrap();
    wallet.act(Intent::SignInWithCode { one_time_code: CODE.to_owned() }).await.unwrap();
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(kind(&wallet.license().unwrap()), "Shown", "the same license, bound to the new keys");
}

#[tokio::test]
async fn a_flipped_byte_lost_keys_and_a_second_opening_are_states_with_a_way_out() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.licensed().await;
    let twice = phone.try_open().await.map(|_| ());
    assert_eq!(twice, Err(CoreError::Failed { code: Code::VaultInUse }));
    wallet.end().await.unwrap();
    drop(wallet);

    let file = phone.folder.path().join("wallet/state.bin");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let wallet = phone.open().await;
    assert_eq!(wallet.gate(), Ok(Gate::KeysLost { code: Code::VaultDamaged }));
    assert_eq!(wallet.license(), Err(CoreError::NotNow { code: Code::VaultDamaged }));
    wallet.end().await.unwrap();
    drop(wallet);
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let wallet = phone.open().await;
    assert_eq!(wallet.gate(), Ok(Gate::Open), "nothing was repaired by forgetting");
    wallet.end().await.unwrap();
    drop(wallet);

    let stranger = Phone { secrets: MemoryStore::new(), ..phone };
    let wallet = stranger.open().await;
    assert_eq!(wallet.gate(), Ok(Gate::KeysLost { code: Code::KeysGone }));
    wallet.act(Intent::EraseAll).await.unwrap();
    assert_eq!(wallet.gate(), Ok(Gate::FirstStart));
}

#[tokio::test]
async fn a_locked_phone_is_waited_for() {
    let phone = Phone::new(&[Route::Retained]);
    phone.licensed().await.end().await.unwrap();
    phone.secrets.always(lz_wallet::secrets::SecretError::Locked);
    let wallet = phone.open().await;
    assert_eq!(wallet.gate(), Ok(Gate::PhoneLocked));
    phone.secrets.heal();
    wallet.tell(Event::Foreground);
    until(&wallet, "open", |wallet| wallet.gate() == Ok(Gate::Open)).await;
    assert!(wallet.license().is_ok());
}

#[tokio::test]
async fn a_call_whose_caller_leaves_does_its_work_all_the_same() {
    let phone = Phone::new(&[Route::Retained]);
    let wallet = phone.signed_in().await;
    wallet.act(Intent::ApplyStart).await.unwrap();
    {
        let confirming = wallet.act(Intent::ApplyConfirm);
        let left = tokio::time::timeout(Duration::ZERO, confirming).await;
        assert!(left.is_err() || left.is_ok());
    }
    until(&wallet, "confirmed", |wallet| matches!(wallet.application(), Ok(ApplicationState::PersonCheck { .. })))
        .await;
}

#[tokio::test]
async fn setups_that_do_not_fit_are_refused_before_anything_is_written() {
    let phone = Phone::new(&[]);
    let good = phone.setup();
    let bad = [
        Setup { trust_roots: Vec::new(), ..good.clone() },
        Setup { trust_roots: vec![vec![0; 32]], ..good.clone() },
        Setup { environment: Environment::Production, ..good.clone() },
        Setup { authority: "http://authority.example".to_owned(), ..good.clone() },
        Setup { authority: "https://authority.example".to_owned(), tls_roots: None, ..good.clone() },
        Setup { folder: String::new(), ..good.clone() },
    ];
    for setup in bad {
        let opened = Wallet::open(setup, None, Some(Arc::new(MemoryStore::new()))).await.map(|_| ());
        assert_eq!(opened, Err(CoreError::Failed { code: Code::SetupWrong }));
    }
    assert!(!phone.folder.path().join("wallet").exists());
}

fn album(bytes: Vec<u8>) -> PhotoOffer {
    PhotoOffer { bytes, form: PhotoForm::Encoded, taken_at: Some(NOW - 86_400), from: PhotoSource::AlbumFile }
}

/// The specimen portrait of the demo.
fn portrait() -> Vec<u8> {
    include_bytes!("../../../../demo/assets/portrait-specimen.jpg").to_vec()
}

/// A PNG that claims 30,000 × 30,000 pixels.
fn bomb() -> Vec<u8> {
    png_header(30_000, 30_000)
}

fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    png
}

/// A cup: no face.
fn flat_png() -> Vec<u8> {
    include_bytes!("../../../../demo/assets/coffee.png").to_vec()
}
