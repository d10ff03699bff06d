//! Borrowers. Personal fields are masked; with a reason, those who may see them do, and that is written down.

use super::access::{Action, Resource};
use super::caller::{Caller, with_etag};
use super::disclosure::Why;
use super::error::{Error, Result};
use super::mask;
use super::request::{Page, Paging, Path, Query, Write, optional, page, reason, text};
use crate::store::borrowers::{self, Borrower, NewBorrower};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

fn hide(b: &mut Borrower) {
    b.masked = true;
    b.name = mask::personal(&b.name);
    for field in [&mut b.id_number, &mut b.phone, &mut b.email, &mut b.address] {
        *field = field.as_deref().map(mask::personal);
    }
}

/// Which borrowers. Values are compared by their keyed hashes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BorrowerFilter {
    /// Exactly this phone.
    pub phone: Option<String>,
    /// Exactly this identity document.
    pub id_number: Option<String>,
    /// Exactly this key of the lender's.
    pub external_id: Option<String>,
}

/// Borrowers, masked
#[utoipa::path(get, path = "/borrowers", tag = "borrowers", params(BorrowerFilter, Paging),
    responses((status = 200, body = Page<Borrower>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<BorrowerFilter>) -> Result<Json<Page<Borrower>>> {
    let filter = borrowers::Filter {
        phone: f.phone.as_deref(),
        id_number: f.id_number.as_deref(),
        external_id: f.external_id.as_deref(),
    };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let mut items = borrowers::list(&mut tx, &caller.state.seal, &filter, after, limit + 1).await?;
    tx.commit().await?;
    if !caller.sight().personal {
        items.iter_mut().for_each(hide);
    }
    Ok(Json(page(items, limit, |b| b.id)))
}

/// One borrower
///
/// With a `reason`, those who may see the personal fields do. The look is logged.
#[utoipa::path(get, path = "/borrowers/{id}", tag = "borrowers", params(("id" = Uuid, Path), Why),
    responses((status = 200, body = Borrower), (status = 403, body = super::Problem), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>, Query(why): Query<Why>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let found = borrowers::get(&mut tx, &caller.state.seal, id).await?;
    let (mut borrower, lender) = found.ok_or(Error::NotFound("borrower"))?;
    match &why.reason {
        None if caller.sight().personal => {}
        None => hide(&mut borrower),
        Some(_) if !caller.may(Resource::Borrowers, Action::Unmask) => {
            return Err(Error::Forbidden("this caller has no right to see personal fields".into()));
        }
        Some(text) => {
            let text = reason("reason", text)?;
            let fields = serde_json::json!({ "fields": ["name", "id_number", "phone", "email", "address"] });
            caller.log(&mut tx, Some(LenderNo(lender)), ("borrower", id), "unmasked", Some(text), fields).await?;
        }
    }
    caller.commit(tx).await?;
    let version = borrower.version;
    Ok(with_etag(Json(borrower).into_response(), version))
}

/// A new borrower.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BorrowerBody {
    /// The lender's own key.
    pub external_id: String,
    /// Name.
    pub name: String,
    /// Identity document.
    #[serde(default)]
    pub id_number: Option<String>,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default)]
    pub email: Option<String>,
    /// Postal address.
    #[serde(default)]
    pub address: Option<String>,
    /// To be treated with special care.
    #[serde(default)]
    pub vulnerable: bool,
    /// On the lender's watch-list.
    #[serde(default)]
    pub watch_listed: bool,
}

/// Add a borrower
///
/// Answers it masked.
#[utoipa::path(post, path = "/borrowers", tag = "borrowers", request_body = BorrowerBody,
    responses((status = 201, body = Borrower), (status = 409, body = super::Problem)))]
pub async fn create(write: Write<BorrowerBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (lender, id, now) = (caller.lender()?, caller.state.new_id(), caller.state.wall_now());
    let new = NewBorrower {
        external_id: text("external_id", &body.external_id, 100)?,
        name: text("name", &body.name, 200)?,
        id_number: optional("id_number", &body.id_number, 32)?,
        phone: optional("phone", &body.phone, 32)?,
        email: optional("email", &body.email, 254)?,
        address: optional("address", &body.address, 500)?,
        vulnerable: body.vulnerable,
        watch_listed: body.watch_listed,
    };
    let sealed = caller.state.with_random(|r| borrowers::Sealed::of(&caller.state.seal, r, &new));
    let mut tx = caller.begin().await?;
    borrowers::save(&mut tx, id, lender.0, &new, &sealed, false, now).await?;
    caller.log(&mut tx, Some(lender), ("borrower", id), "created", None, serde_json::json!({})).await?;
    let made = borrowers::get(&mut tx, &caller.state.seal, id).await?;
    let (mut made, _) = made.ok_or(Error::NotFound("borrower"))?;
    hide(&mut made);
    caller.answer(tx, StatusCode::CREATED, &made).await
}
