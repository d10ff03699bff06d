//! Who has the car.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Timestamp, Write, point};
use crate::recovery::{self, Doing, OpenCase};
use crate::store::shelves::YARDS;
use crate::store::{case_files, cases, custody, vehicles};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::{EvidenceId, HandOverId};
use lienwatch_domain::recovery::{Bay, Chain, Custodian, HandOver, StorageFee, stays, storage_fee};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Who has the car, and had it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustodyView {
    /// Who has it now.
    #[schema(value_type = Object)]
    pub custodian: Custodian,
    /// Every hand-over, oldest first.
    #[schema(value_type = Vec<Object>)]
    pub hand_overs: Vec<HandOver>,
    /// The bay of the yard in which it stands; null: it stands in none, or nobody said where.
    pub bay: Option<u32>,
    /// What keeping it in yards has cost until now, one line a stay.
    #[schema(value_type = Vec<Object>)]
    pub storage: Vec<StorageFee>,
}

/// Who has the car of a case
///
/// With the storage days and fees that follow from the hand-overs and the yards' rates.
#[utoipa::path(get, path = "/cases/{id}/custody", tag = "custody", params(("id" = Uuid, Path)),
    responses((status = 200, body = CustodyView), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<CustodyView>> {
    let mut tx = caller.begin().await?;
    let doing = caller.doing();
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let chain = custody::of_case(&mut tx, id).await?;
    let view = view(&mut tx, &doing, &open, &chain).await?;
    tx.commit().await?;
    Ok(Json(view))
}

async fn view(tx: &mut Tx, doing: &Doing, open: &OpenCase, chain: &Chain) -> Result<CustodyView> {
    let class = vehicles::class(tx, open.stored.case.vehicle.0).await?;
    let mut storage = vec![];
    for stay in stays(chain, doing.now, open.place.zone) {
        let yard = YARDS.get(tx, stay.yard.0).await?.ok_or(Error::NotFound("yard"))?;
        let fee = storage_fee(stay, class, &yard.value.rates).map_err(|e| Error::Internal(e.to_string()))?;
        storage.push(fee);
    }
    let bay = custody::standing(tx, open.id()).await?.and_then(|(_, bay)| bay).map(Bay::number);
    Ok(CustodyView { custodian: chain.custodian(), hand_overs: chain.hand_overs().to_vec(), bay, storage })
}

/// A hand-over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOverBody {
    /// Who had the car: `{"custodian": "borrower"}`, `{"custodian": "agent", "vendor", "agent"}`,
    /// `{"custodian": "tow_truck", "vendor"}`, `{"custodian": "yard", "yard"}`, `{"custodian": "carrier", "vendor"}`,
    /// `{"custodian": "auction", "vendor"}`, `{"custodian": "buyer", "buyer"}`.
    #[schema(value_type = Object)]
    pub from: Custodian,
    /// Who has it now.
    #[schema(value_type = Object)]
    pub to: Custodian,
    /// When; default: now.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Where: degrees north.
    pub lat: f64,
    /// Where: degrees east.
    pub lon: f64,
    /// Odometer, km.
    #[serde(default)]
    pub odometer_km: Option<u32>,
    /// Where a yard puts it: a bay in which no car stands. Not said: it has no bay yet.
    #[serde(default)]
    pub bay: Option<u32>,
    /// Photos and signatures of both parties: ids of evidence of this case.
    pub evidence: Vec<Uuid>,
}

/// Record a hand-over
///
/// It goes from the one who has the car to the next: no gap, no two custodians. A yard that is full, closed or not
/// approved takes no car, and no bay takes two.
#[utoipa::path(post, path = "/cases/{id}/hand-overs", tag = "custody", params(("id" = Uuid, Path)), request_body = HandOverBody,
    responses((status = 201, body = CustodyView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn hand_over(Path(id): Path<Uuid>, write: Write<HandOverBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let mut open = OpenCase::lock(&mut tx, &doing, id).await?;
    let sold = matches!(body.to, Custodian::Buyer { .. });
    let view = pass(&caller, &mut tx, &doing, &mut open, body).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &view).await?;
    if sold {
        caller.assets_changed().await?;
    }
    Ok(response)
}

/// Passes the car on.
pub(super) async fn pass(
    caller: &Caller,
    tx: &mut Tx,
    doing: &Doing,
    open: &mut OpenCase,
    body: HandOverBody,
) -> Result<CustodyView> {
    let place = point("lat", body.lat, body.lon)?;
    let known = case_files::known_files(tx, open.id(), &body.evidence).await?;
    if usize::try_from(known) != Ok(body.evidence.len()) {
        let detail = "some of these are no evidence of this case, or named twice";
        return Err(Error::invalid(
            "unknown_evidence",
            "evidence",
            detail,
            "upload the photos first, and name each once",
        ));
    }
    let next = HandOver {
        id: HandOverId(caller.state.new_id()),
        from: body.from,
        to: body.to,
        at: body.at.map_or(doing.now, |t| t.0),
        place,
        odometer_km: body.odometer_km,
        evidence: body.evidence.into_iter().map(EvidenceId).collect(),
    };
    let chain = recovery::pass_car(tx, doing, open, next, body.bay).await?;
    view(tx, doing, open, &chain).await
}

/// A bay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BayBody {
    /// Its number, from 1 to the yard's bays; null: the car leaves its bay and stays in the yard.
    // Not said is not the same as null: a body without it is refused.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required = true)]
    pub bay: Option<u32>,
}

/// Where a car stands in its yard.
#[derive(Debug, Serialize, ToSchema)]
pub struct BayView {
    /// In which yard.
    pub yard_id: Uuid,
    /// In which bay; null: in none.
    pub bay: Option<u32>,
}

/// Put the car of a case into a bay
///
/// Of the yard in which it stands. No bay takes two cars; the event `moved_to_bay` of the case keeps where it stood before.
#[utoipa::path(post, path = "/cases/{id}/bay", tag = "custody", params(("id" = Uuid, Path)), request_body = BayBody,
    responses((status = 200, body = BayView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn put_into_bay(Path(id): Path<Uuid>, write: Write<BayBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let (yard, bay) = recovery::move_car(&mut tx, &doing, &open, body.bay).await?;
    caller.answer(tx, StatusCode::OK, &BayView { yard_id: yard.0, bay: bay.map(Bay::number) }).await
}
