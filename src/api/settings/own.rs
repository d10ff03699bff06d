//! A person's own settings: they follow them to another browser.

use crate::api::caller::{Caller, Principal};
use crate::api::error::{Error, Result};
use crate::api::request::{Write, text};
use crate::api::state::AppState;
use crate::store::{Tenancy, settings};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::language::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Views that one person may keep.
const MOST_VIEWS: usize = 50;

/// Bytes of the whole, as JSON.
const MOST_BYTES: usize = 32 * 1024;

/// Colours of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// The other way round.
    Dark,
    /// As the system says.
    Auto,
}

/// A list or a map as somebody wants to find it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// What they call it: 1 to 80 characters, each name once on a page.
    pub name: String,
    /// Path of the page, e.g. `/alerts`.
    pub page: String,
    /// Its query: filters, order, place of the map. At most 2 000 characters.
    #[serde(default)]
    pub search: String,
}

/// What somebody has set. What is null is as it comes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OwnSettings {
    /// Colours.
    pub theme: Option<Theme>,
    /// `en` or `zh`.
    pub language: Option<String>,
    /// Whether single keys are shortcuts.
    pub single_keys: Option<bool>,
    /// At most 50.
    pub views: Vec<SavedView>,
}

impl OwnSettings {
    fn checked(&self) -> Result<()> {
        if self.language.as_deref().is_some_and(|name| Language::from_name(name).is_none()) {
            return Err(Error::invalid("unknown_language", "language", "that language is not spoken", "en or zh"));
        }
        if self.views.len() > MOST_VIEWS {
            return Err(Error::invalid(
                "too_many_views",
                "views",
                format!("{} views", self.views.len()),
                format!("at most {MOST_VIEWS}; take one away first"),
            ));
        }
        for (n, view) in self.views.iter().enumerate() {
            text(&format!("views[{n}].name"), &view.name, 80)?;
            text(&format!("views[{n}].page"), &view.page, 100)?;
            if !view.page.starts_with('/') || view.page.starts_with("//") {
                let field = format!("views[{n}].page");
                return Err(Error::invalid("bad_page", field, "no path of this site", "a path such as /alerts"));
            }
            if view.search.chars().count() > 2_000 || view.search.chars().any(char::is_control) {
                let field = format!("views[{n}].search");
                return Err(Error::invalid("bad_search", field, "too long, or no query", "at most 2000 characters"));
            }
            if self.views[..n].iter().any(|other| other.name == view.name && other.page == view.page) {
                let field = format!("views[{n}].name");
                return Err(Error::invalid(
                    "name_taken",
                    field,
                    "two views of a page have it",
                    "name one of them anew",
                ));
            }
        }
        Ok(())
    }
}

/// What a person has set. Settings of a version that meant something else are as if there were none.
pub async fn of(state: &AppState, user: Uuid) -> Result<OwnSettings> {
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let stored = settings::of_user(&mut tx, user).await?;
    tx.commit().await?;
    Ok(stored.and_then(|stored| serde_json::from_value(stored).ok()).unwrap_or_default())
}

fn person(caller: &Caller) -> Result<Uuid> {
    match &caller.principal {
        Principal::User { id, .. } => Ok(*id),
        Principal::Key { .. } => Err(Error::NotFound("session")),
    }
}

/// What I have set
#[utoipa::path(get, path = "/session/settings", tag = "session", operation_id = "own_settings",
    responses((status = 200, body = OwnSettings), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller) -> Result<Json<OwnSettings>> {
    Ok(Json(of(&caller.state, person(&caller)?).await?))
}

/// Set it
///
/// Replaces all of it; at most 32 KiB.
#[utoipa::path(put, path = "/session/settings", tag = "session", operation_id = "set_own_settings", request_body = OwnSettings,
    responses((status = 200, body = OwnSettings), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn replace(write: Write<OwnSettings>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let user = person(&caller)?;
    body.checked()?;
    let value = serde_json::to_value(&body).map_err(|e| Error::Internal(e.to_string()))?;
    let bytes = value.to_string().len();
    if bytes > MOST_BYTES {
        return Err(Error::invalid(
            "settings_too_large",
            "views",
            format!("{bytes} bytes in all"),
            format!("at most {MOST_BYTES}; take a view away"),
        ));
    }
    let mut tx = caller.state.store.transaction(&Tenancy::Authentication).await?;
    settings::keep_of_user(&mut tx, user, &value, caller.state.wall_now()).await?;
    caller.answer(tx, StatusCode::OK, &body).await
}
