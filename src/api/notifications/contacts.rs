//! How people are reached by notifications, in which language and zone.

use super::super::caller::{Caller, Tx};
use super::super::error::{Error, Result};
use super::super::request::{Path, Write, optional};
use crate::store::notify::contacts::{self, Contact, SealedContact, Subject};
use crate::store::users;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono_tz::Tz;
use lienwatch_domain::ids::{LenderNo, UserId, VendorId};
use lienwatch_domain::language::Language;
use lienwatch_domain::notify::Address;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// How a user is reached
///
/// What was set besides the address they log in with.
#[utoipa::path(get, path = "/users/{id}/contact", tag = "users", params(("id" = Uuid, Path)),
    responses((status = 200, body = Contact), (status = 404, body = super::super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Contact>> {
    let mut tx = caller.begin().await?;
    users::get(&mut tx, id).await?.ok_or(Error::NotFound("user"))?;
    let lender = users::lender_of(&mut tx, id).await?;
    let contact = contacts::get(&mut tx, &caller.state.seal, lender, Subject::User(UserId(id))).await?;
    tx.commit().await?;
    Ok(Json(contact.unwrap_or_default()))
}

/// How somebody is reached.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactBody {
    /// Address of e-mail; default: the one they log in with.
    #[serde(default)]
    pub email: Option<String>,
    /// What gateways' providers know them by, e.g. a phone number.
    #[serde(default)]
    pub gateway: Option<String>,
    /// `en` or `zh`; default: the rule's.
    #[serde(default)]
    pub language: Option<String>,
    /// IANA name; default: the lender's.
    #[serde(default)]
    pub time_zone: Option<String>,
}

/// Set how a user is reached
#[utoipa::path(put, path = "/users/{id}/contact", tag = "users", params(("id" = Uuid, Path)), request_body = ContactBody,
    responses((status = 200, body = Contact), (status = 404, body = super::super::Problem), (status = 422, body = super::super::Problem)))]
pub async fn set(Path(id): Path<Uuid>, write: Write<ContactBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let contact = contact(&body)?;
    let mut tx = caller.begin().await?;
    users::get(&mut tx, id).await?.ok_or(Error::NotFound("user"))?;
    let lender = users::lender_of(&mut tx, id).await?;
    put(caller, tx, (lender, Subject::User(UserId(id))), ("user", id), &contact).await
}

/// How a contractor is reached
///
/// What was set besides the address that the first of its people signs in with.
#[utoipa::path(get, path = "/vendors/{id}/contact", tag = "notifications", params(("id" = Uuid, Path)),
    responses((status = 200, body = Contact), (status = 404, body = super::super::Problem)))]
pub async fn show_vendor(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Contact>> {
    let mut tx = caller.begin().await?;
    let lender = contacts::lender_of_vendor(&mut tx, VendorId(id)).await?.ok_or(Error::NotFound("vendor"))?;
    let of = Subject::Vendor(VendorId(id));
    let contact = contacts::get(&mut tx, &caller.state.seal, Some(lender), of).await?;
    tx.commit().await?;
    Ok(Json(contact.unwrap_or_default()))
}

/// Set how a contractor is reached
#[utoipa::path(put, path = "/vendors/{id}/contact", tag = "notifications", params(("id" = Uuid, Path)), request_body = ContactBody,
    responses((status = 200, body = Contact), (status = 404, body = super::super::Problem), (status = 422, body = super::super::Problem)))]
pub async fn set_vendor(Path(id): Path<Uuid>, write: Write<ContactBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let contact = contact(&body)?;
    let mut tx = caller.begin().await?;
    let lender = contacts::lender_of_vendor(&mut tx, VendorId(id)).await?.ok_or(Error::NotFound("vendor"))?;
    put(caller, tx, (Some(lender), Subject::Vendor(VendorId(id))), ("vendor", id), &contact).await
}

async fn put(
    caller: Caller,
    mut tx: Tx,
    (lender, of): (Option<LenderNo>, Subject),
    entity: (&str, Uuid),
    contact: &Contact,
) -> Result<Response> {
    let sealed = caller.state.with_random(|random| SealedContact::of(&caller.state.seal, random, contact));
    contacts::set(&mut tx, lender, of, &sealed, caller.state.wall_now()).await?;
    // Which were set, not what they are: the log is read by more people than addresses are for.
    let data = serde_json::json!({ "email": contact.email.is_some(), "gateway": contact.gateway.is_some(),
                                   "language": contact.language, "time_zone": contact.time_zone });
    caller.log(&mut tx, lender, entity, "contact_set", None, data).await?;
    caller.answer(tx, StatusCode::OK, contact).await
}

fn contact(body: &ContactBody) -> Result<Contact> {
    let address = |field: &'static str, value: &Option<String>, mail: bool| {
        let Some(value) = optional(field, value, Address::MAX_CHARS)? else { return Ok(None) };
        let bad = || {
            Error::invalid(
                "bad_address",
                field,
                "that is no address of this kind",
                "e.g. name@example.com, +886912345678",
            )
        };
        let address = Address::new(value).map_err(|_| bad())?;
        if mail && !address.is_email() { Err(bad()) } else { Ok(Some(address.as_str().to_owned())) }
    };
    let language = optional("language", &body.language, 8)?;
    if language.is_some_and(|l| Language::from_name(l).is_none()) {
        return Err(Error::invalid("unknown_language", "language", "that language is not spoken", "en or zh"));
    }
    let time_zone = optional("time_zone", &body.time_zone, 64)?;
    if time_zone.is_some_and(|z| z.parse::<Tz>().is_err()) {
        let fix = "an IANA name, e.g. Asia/Taipei";
        return Err(Error::invalid("unknown_time_zone", "time_zone", "that is no time zone", fix));
    }
    Ok(Contact {
        email: address("email", &body.email, true)?,
        gateway: address("gateway", &body.gateway, false)?,
        language: language.map(str::to_owned),
        time_zone: time_zone.map(str::to_owned),
    })
}
