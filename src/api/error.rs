//! Every way a request can fail, answered as a problem document (RFC 9457).

use super::constraints::CONSTRAINTS;
use super::shapes::ReasonCode;
use crate::engine::CommandError;
use crate::recovery::RecoveryError;
use crate::store::StoreError;
use crate::store::compliance::DecisionRow;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lienwatch_domain::reason::ReasonError;
use lienwatch_domain::refusal::{Params, Refusal, Told};
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;
use utoipa::ToSchema;

/// A problem document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:lienwatch:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What is wrong with this request.
    pub detail: String,
    /// Stable name of the problem.
    pub code: Cow<'static, str>,
    /// The field of the request that is meant, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What would make the request succeed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// What a refusal says, for readers with words of their own; its sentence is `detail`, and `fix` what helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ReasonCode>)]
    pub reason: Option<Cow<'static, str>>,
    /// What varies in it.
    #[serde(skip_serializing_if = "Params::is_empty")]
    #[schema(value_type = BTreeMap<String, serde_json::Value>, required = false)]
    pub params: Params,
}

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No proof, or one that does not hold.
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// Known, but not allowed.
    #[error("{0}")]
    Forbidden(Cow<'static, str>),
    /// There is none, or none that the caller may see.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The request is not what it should be.
    #[error("{detail}")]
    Invalid {
        /// Stable name.
        code: &'static str,
        /// Which field.
        field: String,
        /// What is wrong.
        detail: String,
        /// What would be right.
        fix: String,
    },
    /// It collides with what is there.
    #[error("{detail}")]
    Conflict {
        /// Stable name.
        code: Cow<'static, str>,
        /// Which field, if one.
        field: Option<String>,
        /// What is in the way.
        detail: String,
        /// What would help.
        fix: String,
    },
    /// `If-Match` names a version that is no longer.
    #[error("it has changed since you read it")]
    Stale,
    /// A change that must say which version it saw.
    #[error("say which version you saw: send If-Match with the ETag of the last answer")]
    VersionRequired,
    /// The body is over the limit.
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    /// Another media type is needed.
    #[error("send {0}")]
    MediaType(&'static str),
    /// Too many requests.
    #[error("too many requests; wait {retry_after_s} s")]
    TooMany {
        /// When to try again.
        retry_after_s: u64,
    },
    /// Locked out after wrong passwords.
    #[error("too many wrong passwords; wait {retry_after_s} s")]
    LockedOut {
        /// When to try again.
        retry_after_s: u64,
    },
    /// A dependency is away.
    #[error("{0}")]
    Unavailable(&'static str),
    /// A rule of the domain refused.
    #[error("{}", .0.message)]
    Refused(Box<Refusal>),
    /// A rule of the domain refused, and the gate of the law was asked: what it said is kept, although nothing was done.
    #[error("{}", refusal.message)]
    Denied {
        /// What refused.
        refusal: Box<Refusal>,
        /// What the gate said.
        decisions: Arc<[DecisionRow]>,
    },
    /// Not an error: the remembered answer to an `Idempotency-Key`.
    #[error("replayed")]
    Replayed(Box<Response>),
    /// Ours to fix. The detail goes to the log, not to the caller.
    #[error("internal error")]
    Internal(String),
}

/// What handlers answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Rules of the domain that are about one field of a request, whatever the request.
const FIELDS: &[(&str, &str)] =
    &[("bay_exists", "bay"), ("bay_free", "bay"), ("bays_empty", "bays"), ("car_in_yard", "bay")];

impl Error {
    /// A request that is not what it should be.
    pub fn invalid(
        code: &'static str,
        field: impl Into<String>,
        detail: impl Into<String>,
        fix: impl Into<String>,
    ) -> Error {
        Error::Invalid { code, field: field.into(), detail: detail.into(), fix: fix.into() }
    }

    /// A collision with what is there.
    pub fn conflict(
        code: &'static str,
        field: Option<&str>,
        detail: impl Into<String>,
        fix: impl Into<String>,
    ) -> Error {
        Error::Conflict { code: code.into(), field: field.map(str::to_owned), detail: detail.into(), fix: fix.into() }
    }

    /// A refusal by `rule`.
    pub fn refused(rule: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Error {
        Refusal::new(rule, message, remedy).into()
    }

    fn refusal(&self) -> Option<&Refusal> {
        match self {
            Error::Refused(refusal) | Error::Denied { refusal, .. } => Some(refusal),
            _ => None,
        }
    }

    /// Its HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Error::Forbidden(_) => StatusCode::FORBIDDEN,
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            Error::Invalid { code: "malformed_json", .. } => StatusCode::BAD_REQUEST,
            Error::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Conflict { .. } | Error::Refused(_) | Error::Denied { .. } => StatusCode::CONFLICT,
            Error::Stale => StatusCode::PRECONDITION_FAILED,
            Error::VersionRequired => StatusCode::PRECONDITION_REQUIRED,
            Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Error::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Error::TooMany { .. } | Error::LockedOut { .. } => StatusCode::TOO_MANY_REQUESTS,
            Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Replayed(response) => response.status(),
            Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Its stable name.
    pub fn code(&self) -> Cow<'static, str> {
        match self {
            Error::Unauthenticated(_) => "unauthenticated".into(),
            Error::Forbidden(_) => "forbidden".into(),
            Error::NotFound(_) => "not_found".into(),
            Error::Invalid { code, .. } => (*code).into(),
            Error::Conflict { code, .. } => code.clone(),
            Error::Stale => "stale_version".into(),
            Error::VersionRequired => "version_required".into(),
            Error::TooLarge(_) => "body_too_large".into(),
            Error::MediaType(_) => "media_type".into(),
            Error::TooMany { .. } => "rate_limited".into(),
            Error::LockedOut { .. } => "locked_out".into(),
            Error::Unavailable(_) => "unavailable".into(),
            Error::Refused(refusal) | Error::Denied { refusal, .. } => format!("refused_{}", refusal.rule).into(),
            Error::Replayed(_) => "replayed".into(),
            Error::Internal(_) => "internal".into(),
        }
    }

    /// What the gate of the law said to what was refused.
    pub fn decisions(&self) -> Arc<[DecisionRow]> {
        match self {
            Error::Denied { decisions, .. } => Arc::clone(decisions),
            _ => Arc::new([]),
        }
    }

    /// As a document.
    pub fn problem(&self) -> Problem {
        let code = self.code();
        let (field, fix) = match self {
            Error::Invalid { field, fix, .. } => (Some(field.clone()), Some(fix.clone())),
            Error::Conflict { field, fix, .. } => (field.clone(), Some(fix.clone())),
            Error::Refused(refusal) | Error::Denied { refusal, .. } => {
                let field = FIELDS.iter().find(|(rule, _)| refusal.rule == *rule).map(|(_, field)| (*field).to_owned());
                (field, Some(refusal.remedy.clone()))
            }
            Error::Stale => (None, Some("read it again, look at what changed, and repeat with the new ETag".into())),
            Error::VersionRequired => (Some("If-Match".into()), Some("If-Match: \"<version>\"".into())),
            _ => (None, None),
        };
        let told = self.refusal().map(|refusal| Told::clone(&refusal.told)).unwrap_or_default();
        Problem {
            kind: format!("urn:lienwatch:problem:{code}"),
            title: code.replace('_', " "),
            status: self.status().as_u16(),
            detail: self.to_string(),
            code,
            field: field.filter(|f| !f.is_empty()),
            fix,
            reason: (!told.code.is_empty()).then_some(told.code),
            params: told.params,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Error::Replayed(response) = self {
            return *response;
        }
        if let Error::Internal(why) = &self {
            tracing::error!(%why, "a request failed");
        }
        let body = serde_json::to_vec(&self.problem()).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match self {
            Error::TooMany { retry_after_s } | Error::LockedOut { retry_after_s } => {
                headers.insert(header::RETRY_AFTER, retry_after_s.into());
            }
            Error::Unauthenticated(_) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            // The transaction that was refused is gone by the time that whoever keeps them reads them.
            Error::Denied { decisions, .. } => {
                response.extensions_mut().insert(super::compliance::ToKeep(decisions));
            }
            _ => {}
        }
        response
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match &error {
            StoreError::Constraint(c) => match CONSTRAINTS.iter().find(|(name, ..)| *name == c.name) {
                Some((_, code, field, detail, fix)) => Error::conflict(code, Some(field), *detail, *fix),
                None => Error::Internal(error.to_string()),
            },
            StoreError::Stale { .. } => Error::Stale,
            StoreError::Database(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed) => {
                tracing::error!(%error, "the database is away");
                Error::Unavailable("the database does not answer; try again")
            }
            _ => Error::Internal(error.to_string()),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        StoreError::from(error).into()
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(Box::new(refusal))
    }
}

impl From<RecoveryError> for Error {
    fn from(error: RecoveryError) -> Error {
        match error {
            RecoveryError::Refused(refusal) => refusal.into(),
            RecoveryError::Denied { refusal, decisions } => {
                Error::Denied { refusal: Box::new(refusal), decisions: decisions.into() }
            }
            RecoveryError::NotFound(what) => Error::NotFound(what),
            RecoveryError::Store(error) => error.into(),
        }
    }
}

impl From<ReasonError> for Error {
    fn from(error: ReasonError) -> Error {
        Error::invalid("no_reason", "reason", error.to_string(), "say why in words")
    }
}

impl From<CommandError> for Error {
    fn from(error: CommandError) -> Error {
        match &error {
            CommandError::NotDriven => Error::conflict(
                "clock_not_driven",
                None,
                error.to_string(),
                "start with --engine-clock=driven, or let time pass",
            ),
            CommandError::Backwards { .. } => {
                Error::conflict("clock_backwards", Some("now"), error.to_string(), "give a later time")
            }
            CommandError::Failed(why) => {
                tracing::error!(%why, "the engine did not finish");
                Error::Unavailable("the engine is stopping; what was stored takes effect when it is back")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Constraint;

    #[test]
    fn a_known_constraint_names_its_field_and_fix() {
        let refused = StoreError::Constraint(Constraint { name: "installation_overlap".into() });
        let problem = Error::from(refused).problem();
        assert_eq!((problem.status, problem.code.as_ref()), (409, "installation_overlap"));
        assert_eq!(problem.field.as_deref(), Some("installed_at"));
        assert!(problem.fix.is_some());
    }

    #[test]
    fn an_internal_error_tells_the_caller_nothing() {
        let problem = Error::Internal("relation \"secret\" is broken".into()).problem();
        assert_eq!((problem.status, problem.detail.as_str()), (500, "internal error"));
    }
}
