//! The HTTP face: one file for each group of routes; rules stand elsewhere.

mod answer;
mod applications;
mod bearer;
mod checks;
mod devices;
mod me;
mod public;
mod register;
mod review;
mod signed;

use crate::app::App;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, head, post};
use lz_api::{Problem, ProblemCode, routes};
use std::sync::Arc;
use std::time::Duration;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use self::answer::Refusal;

/// Longest time for one request, upload and work together.
const TIMEOUT: Duration = Duration::from_secs(30);

type Shared = State<Arc<App>>;

/// All routes.
pub(crate) fn router(app: Arc<App>) -> Router {
    let open = Router::new()
        .route(routes::DEVICE_CHALLENGE, post(devices::challenge))
        .route(routes::TIME, get(public::time))
        .route(routes::TRUST, get(public::trust))
        .route(routes::POLICY, get(public::policy))
        .route(routes::STATUS, get(public::status_index))
        .route("/v1/status/{list}", get(public::status_list));
    let phone = Router::new()
        .route(routes::DEVICES, post(devices::enrol))
        .route(routes::LOGIN_CODE, post(devices::ask_code))
        .route(routes::LOGIN, post(devices::login))
        .route(routes::UNBIND, post(devices::unbind))
        .route(routes::SESSION_KEYS, post(devices::session))
        .route(routes::ME, get(me::me))
        .route(routes::RETAINED_PHOTO, get(me::retained_photo))
        .route(routes::LICENSE, get(me::license))
        .route(routes::NOTICES, get(me::notices))
        .route(routes::MY_CHECKS, get(me::checks))
        .route("/v1/me/photos/{sha256}", head(applications::has_photo).put(applications::put_photo))
        .route(routes::PERSON_CHECKS, post(applications::begin_person_check))
        .route("/v1/me/person-checks/{id}", post(applications::finish_person_check))
        .route(routes::APPLICATIONS, post(applications::submit))
        .route(routes::CURRENT_APPLICATION, get(applications::current));
    let inner = Router::new()
        .route(routes::REVIEW_CLAIM, post(review::claim))
        .route("/v1/review/{id}", get(review::task))
        .route("/v1/review/{id}/photo", get(review::photo))
        .route("/v1/review/{id}/approve", post(review::approve))
        .route("/v1/review/{id}/return", post(review::give_back))
        .route("/v1/register/change", post(register::change))
        .route("/v1/register/window-issue", post(register::window_issue))
        .route("/v1/register/terminals", post(register::add_terminal))
        .route("/v1/register/busy", post(register::set_busy));
    let terminals = Router::new()
        .route(routes::CHECK_VERIFY, post(checks::verify))
        .route(routes::CHECK_REPORT, post(checks::report));
    open.merge(phone)
        .merge(inner)
        .merge(terminals)
        .fallback(|| async { Refusal::from(ProblemCode::NotFound) })
        .layer(from_fn_with_state(app.clone(), room))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        ))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .with_state(app)
}

/// Refuses at once what there is no room for: the rest stay quick.
async fn room(State(app): Shared, request: Request, next: Next) -> Response {
    match app.room.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => Refusal(Problem::new(ProblemCode::Overloaded).after(2)).into_response(),
    }
}

/// Runs blocking work of a request on its own thread.
async fn blocking<T: Send + 'static>(
    app: &Arc<App>,
    work: impl FnOnce(&App) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Refusal> {
    let app = app.clone();
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(result) => result.map_err(Refusal),
        Err(_) => {
            tracing::error!("a request's work panicked");
            Err(ProblemCode::Internal.into())
        }
    }
}
