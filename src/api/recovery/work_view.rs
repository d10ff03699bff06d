//! An order as its contractor sees it: what the work needs, and nothing of the debt or the people beyond it.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::recovery::PartyIn;
use crate::store::shelves::{LETTERS, ORDERS};
use crate::store::{cases, custody, recovery_links, vehicles};
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::ids::VendorId;
use lienwatch_domain::recovery::{Custodian, Order, OrderStage};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The car of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkCar {
    /// Vehicle identification number.
    pub vin: String,
    /// Licence plate.
    pub plate: Option<String>,
    /// Maker.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Model year.
    pub model_year: Option<i16>,
    /// Colour.
    pub colour: Option<String>,
}

/// The letter of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkLetter {
    /// Its id.
    pub id: Uuid,
    /// What its verification page is found by.
    pub code: String,
    /// On what ground.
    pub basis: String,
    /// Where its proof is.
    pub reference: Option<String>,
    /// Until when it holds.
    pub valid_to: DateTime<Utc>,
    /// It holds now.
    pub holds: bool,
}

/// An order for its contractor.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkOrder {
    /// Its id.
    pub id: Uuid,
    /// `repossess`, `tow`, ...
    pub kind: String,
    /// `accepted`, `en_route`, `on_hold`, ...
    pub state: String,
    /// What to know.
    pub instructions: Option<String>,
    /// Degrees north of the place it is about.
    pub lat: Option<f64>,
    /// Degrees east of it.
    pub lon: Option<f64>,
    /// Last day.
    pub ends_on: NaiveDate,
    /// A later last day that was asked for.
    pub asked: Option<NaiveDate>,
    /// Who is named on it.
    pub agents: Vec<Uuid>,
    /// Who is checked in, and when.
    #[schema(value_type = Vec<Object>)]
    pub check_ins: Vec<lienwatch_domain::recovery::order::CheckIn>,
    /// The car.
    pub car: WorkCar,
    /// The letter of authorisation.
    pub letter: Option<WorkLetter>,
    /// Who has the car: whoever hands it over next.
    #[schema(value_type = Object)]
    pub custodian: Custodian,
    /// The position of the car can be looked at until then.
    pub position_until: Option<DateTime<Utc>>,
    /// What may be done now, and what keeps the contractor from the rest.
    pub actions: Vec<super::orders::OrderStep>,
    /// Counts changes.
    pub version: u64,
}

/// An order of this vendor that it may still see; withdrawn, failed and expired ones are nobody's any more.
pub(super) async fn own(tx: &mut Tx, id: Uuid, vendor: VendorId) -> Result<Order> {
    let order = ORDERS.get(tx, id).await?.map(|stored| stored.value);
    order.filter(|o| is_own(o, vendor)).ok_or(Error::NotFound("order"))
}

/// Whether the vendor may see it.
pub(super) fn is_own(order: &Order, vendor: VendorId) -> bool {
    let gone = matches!(
        order.stage,
        OrderStage::Withdrawn { .. }
            | OrderStage::Expired { .. }
            | OrderStage::Failed { .. }
            | OrderStage::Reversed { .. }
    );
    !gone && order.stage.work().is_some_and(|work| work.vendor == vendor)
}

/// The order as its contractor sees it.
pub(super) async fn view(caller: &Caller, tx: &mut Tx, id: Uuid, vendor: VendorId) -> Result<WorkOrder> {
    let detail = super::orders::detail(caller, tx, id, PartyIn::Vendor(vendor)).await?;
    let order = detail.order.order;
    let case = cases::get(tx, order.case.0).await?.ok_or(Error::NotFound("case"))?;
    let car = vehicles::get(tx, case.case.vehicle.0).await?.ok_or(Error::NotFound("vehicle"))?;
    let now = caller.state.engine.clock().now();
    let work = order.stage.work();
    let letter = match work.and_then(|work| work.letter) {
        Some(id) => LETTERS.get(tx, id.0).await?.map(|stored| stored.value),
        None => None,
    };
    let link = recovery_links::newest(tx, id).await?;
    let custodian = custody::of_case(tx, order.case.0).await?.custodian();
    Ok(WorkOrder {
        id,
        kind: order.kind.name().to_owned(),
        state: order.stage.state().name().to_owned(),
        instructions: order.instructions.as_ref().map(|i| i.as_str().to_owned()),
        lat: order.target.map(|t| t.lat()),
        lon: order.target.map(|t| t.lon()),
        ends_on: order.term.ends_on,
        asked: order.term.asked,
        agents: work.map(|w| w.agents.iter().map(|a| a.0).collect()).unwrap_or_default(),
        check_ins: work.map(|w| w.check_ins.clone()).unwrap_or_default(),
        car: WorkCar {
            vin: car.vin,
            plate: car.plate,
            make: car.make,
            model: car.model,
            model_year: car.model_year,
            colour: car.colour,
        },
        letter: letter.map(|letter| WorkLetter {
            id: letter.id.0,
            holds: letter.holds(now),
            basis: letter.basis.name().to_owned(),
            reference: letter.reference.map(|r| r.as_str().to_owned()),
            valid_to: letter.valid_to,
            code: letter.code,
        }),
        custodian,
        position_until: link.filter(|l| l.died_at.is_none() && l.expires_at > now).map(|l| l.expires_at),
        actions: detail.actions,
        version: order.version,
    })
}
