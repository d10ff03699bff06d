//! One attempt: looks up where a delivery goes, sends it that way, and says how it went.

use super::email::{Mail, Mailer};
use super::http::{Http, Request};
use super::signature::{sign, sign_dingtalk};
use super::{NotifyError, config};
use crate::store::notify::endpoints::{Form, Secret};
use crate::store::notify::sending::{Claimed, Outcome, Report, Target};
use crate::store::seal::Seal;
use crate::store::{Store, StoreError};
use chrono::{DateTime, SecondsFormat, Utc};
use lienwatch_domain::notify::{Failure, FailureKind, Gateway, Method, Suppression, Values};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::time::{Duration, Instant};

/// The ways out.
#[derive(Debug)]
pub(super) struct Sender {
    store: Store,
    seal: Seal,
    http: Http,
    mail: Option<Mailer>,
    /// Longest an attempt may take, whatever it is doing.
    limit: Duration,
}

impl Sender {
    pub(super) fn new(
        store: Store,
        seal: Seal,
        config: &config::Notify,
        smtp_password: Option<String>,
    ) -> Result<Sender, NotifyError> {
        let timeout = Duration::from_secs(config.timeout_s);
        let mail = config.smtp.as_ref().map(|smtp| Mailer::new(smtp, smtp_password, timeout)).transpose()?;
        Ok(Sender { store, seal, http: Http::new(config)?, mail, limit: 2 * timeout })
    }

    /// Makes an attempt.
    ///
    /// # Errors
    /// The store could not say where the message goes. Nothing was sent.
    pub(super) async fn send(&self, claimed: &Claimed, now: DateTime<Utc>) -> Result<Report, StoreError> {
        let begun = Instant::now();
        let target = match self.store.notification_target(claimed, &self.seal).await {
            Ok(target) => target,
            // It cannot be opened, and will not be opened a second later either.
            Err(StoreError::Unreadable { what, why }) => {
                return Ok(unsent(failure(FailureKind::Unusable, &format!("{what}: {why}"))));
            }
            Err(error) => return Err(error),
        };
        let sent = match target {
            Ok(target) => tokio::time::timeout(self.limit, self.by(claimed, target, now)).await,
            Err(why) => return Ok(unsent(Outcome::Suppressed(why))),
        };
        let (status, outcome) =
            sent.unwrap_or_else(|_| (None, failure(FailureKind::Timeout, "the attempt took too long")));
        Ok(Report { outcome, status, latency_ms: i32::try_from(begun.elapsed().as_millis()).unwrap_or(i32::MAX) })
    }

    async fn by(&self, claimed: &Claimed, target: Target, now: DateTime<Utc>) -> (Option<u16>, Outcome) {
        match target {
            Target::Mail(to) => {
                let Some(mailer) = &self.mail else {
                    return (None, Outcome::Suppressed(Suppression::NotConfigured));
                };
                let mail = Mail {
                    id: claimed.delivery.id.to_string(),
                    to: &to,
                    subject: &claimed.subject,
                    text: &claimed.body,
                    file: claimed.attachment.as_ref().map(|(name, csv)| (name.as_str(), csv.as_str())),
                    at: now,
                };
                mailer.send(&mail).await
            }
            Target::Endpoint(Form::Webhook { url, secrets }, _) => self.webhook(claimed, url, &secrets, now).await,
            Target::Endpoint(Form::HttpGateway { gateway }, to) => self.gateway(claimed, &gateway, to, now).await,
        }
    }

    /// A signed request; anything of the two hundreds is "taken", and 410 "never again" (Standard Webhooks, "response").
    async fn webhook(
        &self,
        claimed: &Claimed,
        url: String,
        secrets: &[Secret],
        now: DateTime<Utc>,
    ) -> (Option<u16>, Outcome) {
        let id = claimed.delivery.id.to_string();
        let body = claimed.payload.to_string();
        let live: Vec<&str> =
            secrets.iter().filter(|s| s.until.is_none_or(|until| now < until)).map(|s| s.secret.as_str()).collect();
        let signature = match sign(&live, &id, now.timestamp(), &body) {
            Ok(signature) if !signature.is_empty() => signature,
            _ => return (None, failure(FailureKind::Unusable, "the endpoint has no secret that signs")),
        };
        let mut headers = HeaderMap::new();
        let pairs =
            [("webhook-id", id), ("webhook-timestamp", now.timestamp().to_string()), ("webhook-signature", signature)];
        for (name, value) in pairs {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        let request = Request { method: reqwest::Method::POST, url, headers, body: Some((body, "application/json")) };
        match self.http.call(request).await {
            Err(failure) => (None, Outcome::Failed { failure, retry_after: None }),
            Ok(answer) => {
                let outcome = match answer.status {
                    200..=299 => Outcome::Delivered,
                    410 => answer.failed(FailureKind::RefusedForGood, "answered 410: gone"),
                    status => answer.failed(FailureKind::Refused, &format!("answered {status}")),
                };
                (Some(answer.status), outcome)
            }
        }
    }

    async fn gateway(
        &self,
        claimed: &Claimed,
        gateway: &Gateway,
        to: String,
        now: DateTime<Utc>,
    ) -> (Option<u16>, Outcome) {
        let mut headers = HeaderMap::new();
        for (name, value) in &gateway.headers {
            match (HeaderName::try_from(name.as_str()), HeaderValue::from_str(value)) {
                (Ok(name), Ok(value)) => headers.append(name, value),
                _ => return (None, failure(FailureKind::Unusable, "a header of the gateway is not one")),
            };
        }
        let filled = gateway.fill(&values(claimed, gateway, to, now));
        let method = match gateway.method {
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Get => reqwest::Method::GET,
        };
        match self.http.call(Request { method, url: filled.url, headers, body: filled.body }).await {
            Err(failure) => (None, Outcome::Failed { failure, retry_after: None }),
            Ok(answer) => {
                let outcome = match gateway.accept.judge(answer.status, &answer.body) {
                    Ok(()) => Outcome::Delivered,
                    Err(why) => answer.failed(FailureKind::Refused, &why),
                };
                (Some(answer.status), outcome)
            }
        }
    }
}

fn values(claimed: &Claimed, gateway: &Gateway, to: String, now: DateTime<Utc>) -> Values {
    let ms = now.timestamp_millis();
    let sign = gateway.dingtalk_secret.as_deref().map(|secret| sign_dingtalk(secret, ms)).unwrap_or_default();
    Values(vec![
        ("to", to),
        ("subject", claimed.subject.clone()),
        ("text", claimed.body.clone()),
        ("severity", claimed.severity.name().to_owned()),
        ("event", claimed.event_type.clone()),
        ("id", claimed.delivery.id.to_string()),
        ("reference", format!("{} {}", claimed.entity_kind, claimed.entity_id)),
        ("at", claimed.happened_at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        ("timestamp", ms.to_string()),
        ("sign", sign),
    ])
}

fn failure(kind: FailureKind, detail: &str) -> Outcome {
    Outcome::Failed { failure: Failure::new(kind, detail), retry_after: None }
}

fn unsent(outcome: Outcome) -> Report {
    Report { outcome, status: None, latency_ms: 0 }
}
