//! Starting and stopping the service.

use crate::app::App;
use crate::config::{Config, Profile};
use crate::home::{Home, HomeError};
use crate::http;
use crate::messages::FolderSender;
use crate::policy::{self, PolicyError};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

/// How often to look whether the last work has ended.
const FREE_POLL: Duration = Duration::from_millis(2);

/// Why the service does not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The folder cannot be opened.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// Something that only the development profile may have.
    #[error("{0} is not allowed under the production profile")]
    DevelopmentOnly(&'static str),
    /// The policy cannot be published.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The store failed while a newer status table was applied to the drivers.
    #[error("a newer status table could not be applied")]
    Table,
    /// The system refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl ServeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Home(error) => error.code(),
            Self::DevelopmentOnly(_) => "development-only",
            Self::Policy(error) => error.code(),
            Self::Table => "store",
            Self::Io(_) => "io",
        }
    }
}

/// A running service. Dropping it stops it soon; [`Running::stop`] waits until the folder is free.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops taking requests, answers what is under way, and frees the folder.
    pub async fn stop(mut self) -> std::io::Result<()> {
        if let Some(stop) = self.stop.take() {
            // The other end is gone only if the server has ended already.
            let _ended = stop.send(());
        }
        (&mut self.server).await.map_err(std::io::Error::other)?
    }

    /// Waits until the service ends by itself, or fails.
    pub async fn until_ended(mut self) -> std::io::Result<()> {
        let _kept_open = self.stop.take();
        (&mut self.server).await.map_err(std::io::Error::other)?
    }
}

/// Starts the service on `listener`.
pub async fn start(config: Config, listener: TcpListener) -> Result<Running, ServeError> {
    let address = listener.local_addr()?;
    let app =
        Arc::new(tokio::task::spawn_blocking(move || open(config, address)).await.map_err(std::io::Error::other)??);
    let (stop, stopped) = oneshot::channel();
    let router = http::router(app.clone());
    let mail = tokio::spawn(deliver(app.clone()));
    let server = tokio::spawn(async move {
        let served = axum::serve(listener, router)
            .with_graceful_shutdown(async move {
                let _closed = stopped.await;
            })
            .await;
        mail.abort();
        let _aborted = mail.await;
        // Work on other threads may outlive its request; the folder is free when nobody holds it any more.
        while Arc::strong_count(&app) > 1 {
            tokio::time::sleep(FREE_POLL).await;
        }
        served
    });
    Ok(Running { address, stop: Some(stop), server })
}

/// Serves until the process ends.
pub async fn serve(config: Config, listener: TcpListener) -> Result<(), ServeError> {
    Ok(start(config, listener).await?.until_ended().await?)
}

fn open(config: Config, address: SocketAddr) -> Result<App, ServeError> {
    let production = config.profile == Profile::Production;
    if production && !config.clock.is_system() {
        return Err(ServeError::DevelopmentOnly("another clock than the system's"));
    }
    let descriptor = config.person.descriptor();
    if production && descriptor.person_check == 0 {
        return Err(ServeError::DevelopmentOnly("a real-person check that proves nothing"));
    }
    if descriptor.person_check == 0 {
        tracing::warn!(adapter = descriptor.name, "real persons are NOT checked; every license says so");
    }
    let now = config.clock.now();
    let home = Home::open(&config.dir, now)?;
    let (policy, rules) = policy::publish(&home, now)?;
    let seen = App::remembered(&home.store, now.0).map_err(HomeError::from)?;
    let sender = match config.sender {
        Some(sender) => sender,
        None => Arc::new(FolderSender::new(&home.dir.join("outbox")).map_err(HomeError::from)?),
    };
    let mut bases = config.public_urls;
    bases.push(format!("http://{address}"));
    if address.ip().is_loopback() {
        bases.push(format!("http://localhost:{}", address.port()));
    }
    let app = App {
        home,
        clock: config.clock,
        production,
        bases,
        person: config.person,
        sender,
        seen: Mutex::new(seen),
        published: Mutex::default(),
        policy,
        rules,
        mail: Notify::new(),
        room: App::room(),
    };
    app.follow_table().map_err(|_| ServeError::Table)?;
    Ok(app)
}

/// Sends what waits, first what an earlier process left.
async fn deliver(app: Arc<App>) {
    loop {
        let sending = app.clone();
        if tokio::task::spawn_blocking(move || sending.deliver()).await.is_err() {
            tracing::error!("sending messages panicked");
        }
        app.mail.notified().await;
    }
}
