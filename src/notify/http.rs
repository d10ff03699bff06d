//! Requests to webhooks and gateways: to judged addresses, without redirects, with little read of the answer.

use super::NotifyError;
use super::target::{Guard, NotAllowed};
use crate::config;
use crate::store::notify::sending::Outcome;
use chrono::TimeDelta;
use lienwatch_domain::notify::{Failure, FailureKind};
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, Method, Url, redirect};
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::time::Duration;

/// Most that is read of an answer, bytes.
const MOST_READ: usize = 64 * 1024;
/// Most that is kept of an answer that was no success, characters.
const SHOWN: usize = 200;

/// The clients.
#[derive(Debug, Clone)]
pub(super) struct Http {
    /// To the public internet and the allowed networks; none where the system has no certificates to trust.
    secure: Result<(Client, Guard), String>,
    /// Plain text: to the allowed networks only.
    plain: (Client, Guard),
}

/// A request.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<(String, &'static str)>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// How long the receiver wants us to wait.
    pub(super) retry_after: Option<TimeDelta>,
    /// Its beginning.
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// A failure with what the receiver said.
    pub(super) fn failed(&self, kind: FailureKind, why: &str) -> Outcome {
        let said: String = String::from_utf8_lossy(&self.body).chars().take(SHOWN).collect();
        let detail = if said.trim().is_empty() { why.to_owned() } else { format!("{why}: {}", said.trim()) };
        Outcome::Failed { failure: Failure::new(kind, &detail), retry_after: self.retry_after }
    }
}

impl Http {
    pub(super) fn new(config: &config::Notify) -> Result<Http, NotifyError> {
        // Refused where somebody has chosen already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let timeout = Duration::from_secs(config.timeout_s);
        let builder = |public: bool| {
            let guard = Guard::new(&config.allowed_networks, public);
            let builder = Client::builder()
                .user_agent(concat!("lienwatch/", env!("CARGO_PKG_VERSION")))
                .redirect(redirect::Policy::none())
                .no_proxy()
                .https_only(public)
                .timeout(timeout)
                .connect_timeout(timeout)
                .pool_max_idle_per_host(2)
                .dns_resolver(guard.clone());
            (builder, guard)
        };
        let (secure, guard) = builder(true);
        // Who uses no webhooks need not have certificates.
        let secure = secure.build().map(|client| (client, guard)).map_err(|e| deepest(&e).to_string());
        let (plain, guard) = builder(false);
        let nobody = ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth();
        let plain = plain.tls_backend_preconfigured(nobody).build().map_err(NotifyError::Http)?;
        Ok(Http { secure, plain: (plain, guard) })
    }

    /// Makes a request; a failure where there is no answer.
    pub(super) async fn call(&self, request: Request) -> Result<Answer, Failure> {
        let unusable = |why: &str| Failure::new(FailureKind::Unusable, why);
        let url = Url::parse(&request.url).map_err(|e| unusable(&format!("the address cannot be read: {e}")))?;
        let (client, guard) = match url.scheme() {
            "https" => self.secure.as_ref().map_err(|why| unusable(&format!("TLS is not at hand: {why}")))?,
            "http" => &self.plain,
            other => return Err(unusable(&format!("{other} is not spoken"))),
        };
        guard.judge(&url).map_err(|e| Failure::new(FailureKind::AddressNotAllowed, &e.to_string()))?;
        let mut call = client.request(request.method, url).headers(request.headers);
        if let Some((body, media)) = request.body {
            call = call.header(CONTENT_TYPE, media).body(body);
        }
        let mut response = call.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let seconds = response.headers().get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
        let retry_after = seconds.map(|s: u32| TimeDelta::seconds(s.into()));
        let mut body = Vec::new();
        // What is beyond is left unread, and the connection with it.
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            let room = MOST_READ - body.len();
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() >= room {
                break;
            }
        }
        Ok(Answer { status, retry_after, body })
    }
}

/// Why there is no answer. The address is left out: tokens stand in it.
fn failed(error: reqwest::Error) -> Failure {
    let error = error.without_url();
    let cause = deepest(&error);
    if let Some(refused) = cause.downcast_ref::<NotAllowed>() {
        return Failure::new(FailureKind::AddressNotAllowed, &refused.to_string());
    }
    match error.is_timeout() {
        true => Failure::new(FailureKind::Timeout, "no answer in time"),
        false => Failure::new(FailureKind::Connection, &cause.to_string()),
    }
}

/// The error at the bottom, which says what happened.
fn deepest<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest
}
