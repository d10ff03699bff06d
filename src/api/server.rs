//! All routes, the layers around them, and the document that describes them.

use super::error::{Error, Problem};
use super::state::AppState;
use super::{
    access, addresses, alert_rules, alerts, api_keys, areas, borrowers, bulk, captures, case_actions, cases, chases,
    clocks, commands, complaints, compliance, discovered, disposal, events, examples, exports, files, first_run,
    forecast, groups, habits, health, import_assets, imports, inbox, jobs, lenders, limits, live, loan_schedule, loans,
    locations, map, money, notes, notifications, promises, public, quarantine, reception, recovery, reports, risk,
    session, settings, site_library, sites, stock, system, tracker_list, trackers, users, vehicles, vendors, web,
};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::collections::BTreeMap;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa::openapi::path::{HttpMethod, Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ContentBuilder, PathItem, Ref, Required};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest an ordinary request may take. A clock move reads every socket first, an import reads a long body.
const TIMEOUT: Duration = Duration::from_secs(600);

/// The first lines of the document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Lienwatch",
        description = "From a packet on a socket to an open recovery case. Times are RFC 3339 in UTC; requests may also \
                       give seconds since 1970. Lists answer `items` and `next_cursor`. Failures are problem documents \
                       (RFC 9457). Writes take an `Idempotency-Key`; changes of a case need `If-Match`."
    ),
    components(schemas(Problem))
)]
struct Document;

fn routes() -> OpenApiRouter<AppState> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(session::log_in, session::show, session::log_out))
        .routes(routes!(first_run::redeem))
        .routes(routes!(system::show))
        .routes(routes!(system::ports))
        .routes(routes!(system::move_clock))
        .routes(routes!(system::drain))
        .routes(routes!(lenders::list, lenders::create))
        .routes(routes!(lenders::show, lenders::change))
        .routes(routes!(lenders::settings))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::disable))
        .routes(routes!(users::set_role))
        .routes(routes!(api_keys::list, api_keys::create))
        .routes(routes!(api_keys::revoke))
        .routes(routes!(borrowers::list, borrowers::create))
        .routes(routes!(borrowers::show))
        .routes(routes!(vehicles::list, vehicles::create))
        .routes(routes!(vehicles::show))
        .routes(routes!(vehicles::timeline))
        .routes(routes!(locations::position))
        .routes(routes!(locations::track))
        .routes(routes!(reception::show))
        .routes(routes!(locations::places))
        .routes(routes!(locations::stays))
        .routes(routes!(locations::visits))
        .routes(routes!(forecast::show))
        .routes(routes!(files::of_vehicle))
        .routes(routes!(files::show))
        .routes(routes!(files::content))
        .routes(routes!(map::vehicles))
        .routes(routes!(tracker_list::list, trackers::create))
        .routes(routes!(tracker_list::show, trackers::change))
        .routes(routes!(commands::list, commands::request))
        .routes(routes!(commands::show))
        .routes(routes!(commands::approve))
        .routes(routes!(commands::cancel))
        .routes(routes!(chases::show, chases::start))
        .routes(routes!(chases::end))
        .routes(routes!(quarantine::list))
        .routes(routes!(quarantine::forget))
        .routes(routes!(quarantine::adopt))
        .routes(routes!(clocks::show, clocks::correct))
        .routes(routes!(captures::start, captures::show, captures::stop))
        .routes(routes!(trackers::installations, trackers::install))
        .routes(routes!(trackers::end_installation))
        .routes(routes!(trackers::windows, trackers::add_window))
        .routes(routes!(addresses::show))
        .routes(routes!(sites::list, sites::create))
        .routes(routes!(discovered::list))
        .routes(routes!(discovered::confirm))
        .routes(routes!(discovered::dismiss))
        .routes(routes!(sites::show, sites::replace, sites::retire))
        .routes(routes!(loans::list, loans::create))
        .routes(routes!(loans::show))
        .routes(routes!(loan_schedule::show))
        .routes(routes!(loans::confirm_balance))
        .routes(routes!(loans::list_payments, loans::book))
        .routes(routes!(alerts::list))
        .routes(routes!(alerts::show))
        .routes(routes!(alert_rules::show))
        .routes(routes!(alerts::acknowledge))
        .routes(routes!(alerts::snooze))
        .routes(routes!(alerts::resolve))
        .routes(routes!(alerts::reopen))
        .routes(routes!(cases::list, cases::create))
        .routes(routes!(cases::show))
        .routes(routes!(case_actions::intake))
        .routes(routes!(case_actions::review))
        .routes(routes!(case_actions::request_authorisation))
        .routes(routes!(case_actions::approve))
        .routes(routes!(case_actions::reject))
        .routes(routes!(case_actions::step_back))
        .routes(routes!(case_actions::hold))
        .routes(routes!(case_actions::release))
        .routes(routes!(case_actions::close))
        .routes(routes!(case_actions::reopen))
        .routes(routes!(import_assets::load))
        .routes(routes!(imports::load))
        .routes(routes!(imports::list))
        .routes(routes!(imports::show))
        .routes(routes!(events::list))
        .routes(routes!(live::stream))
        .merge(notifications::routes())
        .merge(recovery::routes())
        .merge(vendors::routes())
        .merge(disposal::routes())
        .merge(money::routes())
        .merge(reports::routes())
        .merge(exports::routes())
        .merge(bulk::routes())
        .merge(stock::routes())
        .merge(promises::routes())
        .merge(complaints::routes())
        .merge(public::routes())
        .merge(compliance::routes())
        .merge(settings::routes())
        .merge(notes::routes())
        .merge(habits::routes())
        .merge(jobs::routes())
        .merge(risk::routes())
        .merge(site_library::routes())
        .merge(areas::routes())
        .merge(groups::routes())
        .merge(inbox::routes());
    OpenApiRouter::with_openapi(Document::openapi())
        .nest("/api/v1", v1)
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
}

/// Everything served, with its limits.
pub fn router(state: AppState) -> Router {
    let (routes, _) = routes().split_for_parts();
    let fixed = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(NewRequestId(state.clone())))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
            // Whoever reads the log must not be able to open a recovery link with it.
            let path = request.uri().path();
            let path = if path.starts_with("/r/") { "/r/…" } else { path };
            tracing::info_span!("http", method = %request.method(), path, id)
        }))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(fixed("x-content-type-options", "nosniff"))
        .layer(fixed("x-frame-options", "DENY"))
        .layer(fixed("referrer-policy", "no-referrer"))
        .layer(fixed("content-security-policy", "default-src 'none'; frame-ancestors 'none'; form-action 'self'"))
        .layer(fixed("cache-control", "no-store"))
        .layer(middleware::from_fn_with_state(state.clone(), transport_security))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIMEOUT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(measured))
        .layer(middleware::from_fn_with_state(state.clone(), compliance::keep_decisions))
        .layer(middleware::from_fn_with_state(state.clone(), limits::per_address))
        .layer(DefaultBodyLimit::max(state.http.max_body_bytes));
    let pages = axum::Router::new().route("/first-run", axum::routing::get(first_run::form)).merge(public::pages());
    routes.merge(pages).fallback(web::serve).layer(layers).with_state(state)
}

/// The OpenAPI 3.1 document of [`router`], as checked in.
pub fn openapi() -> String {
    let mut document = routes().split_for_parts().1;
    if let Some(components) = &mut document.components {
        components.add_security_scheme(
            "key",
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        );
        components
            .add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("lienwatch"))));
    }
    name_operations(&mut document);
    let examples = examples::all();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            describe(path, &method, operation, &examples);
        }
    }
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Handlers of different resources have the same names; an operation whose name is not its own is named after its method
/// and path, so that clients can be made of the document.
fn name_operations(document: &mut utoipa::openapi::OpenApi) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for item in document.paths.paths.values_mut() {
        for name in operations(item).filter_map(|(_, operation)| operation.operation_id.clone()) {
            *times.entry(name).or_default() += 1;
        }
    }
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let own = operation.operation_id.as_ref().is_some_and(|name| times.get(name) == Some(&1));
            if !own {
                let words = path.trim_start_matches("/api/v1").split(['/', '-']).filter(|word| !word.is_empty());
                let words: Vec<&str> = words.map(|word| word.trim_matches(['{', '}'])).collect();
                operation.operation_id = Some(format!("{}_{}", verb(&method).to_lowercase(), words.join("_")));
            }
        }
    }
}

fn verb(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "GET",
        HttpMethod::Put => "PUT",
        HttpMethod::Post => "POST",
        HttpMethod::Delete => "DELETE",
        _ => "PATCH",
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Delete, &mut item.delete),
        (HttpMethod::Patch, &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|o| (method, o)))
}

/// What is the same for all: failures, proofs, the header of writes; and the examples of its body.
fn describe(path: &str, method: &HttpMethod, operation: &mut Operation, examples: &examples::Examples) {
    let Some(short) = path.strip_prefix("/api/v1") else { return };
    let name = verb(method);
    let problem = ResponseBuilder::new()
        .description("A problem document")
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build(),
        )
        .build();
    operation.responses.responses.insert("default".into(), problem.into());
    examples::show(examples, name, short, operation);
    if access::OPEN_ROUTES.contains(&(name, short)) {
        return;
    }
    operation.security = Some(vec![
        SecurityRequirement::new("key", Vec::<String>::new()),
        SecurityRequirement::new("session", Vec::<String>::new()),
    ]);
    if let Some((resource, action)) = access::route(name, path) {
        let right = format!("Needs the right to {} {}.", action.name(), resource.name());
        let text = operation.description.take().map_or(right.clone(), |d| format!("{d}\n\n{right}"));
        operation.description = Some(text);
    }
    if name != "GET" {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("A repetition with the same key is answered as the first time, and does nothing."))
            .build();
        operation.parameters.get_or_insert_default().push(key.into());
    }
}

#[derive(Clone)]
struct NewRequestId(AppState);

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _request: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&self.0.new_id().to_string()).ok().map(RequestId::new)
    }
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let why = panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    Error::Internal(format!("panic: {}", why.unwrap_or_default())).into_response()
}

async fn transport_security(
    axum::extract::State(state): axum::extract::State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if state.secure() {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}

/// Counts requests by route and status, and how long they took.
async fn measured(request: Request, next: Next) -> Response {
    let method = request.method().as_str().to_owned();
    let path = request.extensions().get::<axum::extract::MatchedPath>().map_or("other", |p| p.as_str()).to_owned();
    let started = std::time::Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("lienwatch_http_requests_total", "method" => method.clone(), "path" => path.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("lienwatch_http_request_seconds", "method" => method, "path" => path)
        .record(started.elapsed().as_secs_f64());
    response
}
