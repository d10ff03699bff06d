//! Field work and sale: orders, vendors, lots, what stands in yards; what is complained of.

use super::book::{columns, id};
use super::take::{Asked, Rows, Taking, take};
use crate::api::access::Resource;
use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::api::request::{Page, Paging, Path, Query};
use crate::api::stock::inventory;
use crate::api::{complaints as complaint_api, disposal, recovery, vendors as vendor_api};
use crate::export::{Cell, Column, Kind};
use crate::store::jobs::Job;
use crate::store::standing::StandingCar;
use axum::extract::RawQuery;
use axum::response::Response;
use lienwatch_domain::disposal::Stage;
use uuid::Uuid;

use complaint_api::desk as complaint_list;
use disposal::lots as lot_list;
use recovery::orders as order_list;
use vendor_api::register as vendor_list;

struct Orders(order_list::OrderFilter);

impl Rows for Orders {
    type Item = order_list::OrderView;
    const RESOURCE: Resource = Resource::Orders;
    const NAME: &'static str = "orders";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("case_id", Kind::Text),
            ("kind", Kind::Text),
            ("state", Kind::Text),
            ("vendor_id", Kind::Text),
            ("agents", Kind::Integer),
            ("ends_on", Kind::Text),
            ("extension_asked", Kind::Text),
            ("created_at", Kind::Time),
            ("accepted_at", Kind::Time),
            ("hooked_at", Kind::Time),
            ("updated_at", Kind::Time),
        ])
    }

    fn cells(&self, o: order_list::OrderView) -> Result<Vec<Cell>> {
        let work = o.order.stage.work();
        Ok(vec![
            id(o.id),
            id(o.case_id),
            o.kind.into(),
            o.state.into(),
            o.vendor_id.map(|vendor| vendor.to_string()).into(),
            work.map(|work| work.agents.len() as i64).into(),
            o.order.term.ends_on.to_string().into(),
            o.order.term.asked.map(|day| day.to_string()).into(),
            o.order.created_at.into(),
            work.map(|work| work.accepted_at).into(),
            work.and_then(|work| work.hooked).map(|hooked| hooked.at).into(),
            o.updated_at.into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<order_list::OrderView>> {
        Ok(order_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Orders as a file
///
/// As the list, with its filters, and without places.
#[utoipa::path(get, path = "/orders/export", tag = "exports", params(order_list::OrderFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn orders(
    caller: Caller,
    Query(filter): Query<order_list::OrderFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Orders(filter)).await
}

struct Vendors(vendor_list::VendorFilter);

impl Rows for Vendors {
    type Item = vendor_list::VendorView;
    const RESOURCE: Resource = Resource::Vendors;
    const NAME: &'static str = "vendors";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("name", Kind::Text),
            ("state", Kind::Text),
            ("kinds", Kind::Text),
            ("skills", Kind::Text),
            ("capacity", Kind::Integer),
        ])
    }

    fn cells(&self, v: vendor_list::VendorView) -> Result<Vec<Cell>> {
        let profile = &v.vendor.profile;
        let kinds: Vec<&str> = profile.kinds.iter().map(|kind| kind.name()).collect();
        let skills: Vec<String> = profile.skills.iter().map(ToString::to_string).collect();
        Ok(vec![
            id(v.id),
            profile.name.as_str().into(),
            v.state.into(),
            kinds.join(" ").into(),
            skills.join(" ").into(),
            i64::from(profile.capacity).into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<vendor_list::VendorView>> {
        Ok(vendor_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Vendors as a file
///
/// As the list, with its filters.
#[utoipa::path(get, path = "/vendors/export", tag = "exports", params(vendor_list::VendorFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn vendors(
    caller: Caller,
    Query(filter): Query<vendor_list::VendorFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Vendors(filter)).await
}

struct Lots(lot_list::LotFilter);

impl Rows for Lots {
    type Item = lot_list::LotView;
    const RESOURCE: Resource = Resource::Disposal;
    const NAME: &'static str = "lots";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("case_id", Kind::Text),
            ("channel", Kind::Text),
            ("state", Kind::Text),
            ("bids", Kind::Integer),
            ("buyer", Kind::Text),
            ("price", Kind::Money),
            ("closes_at", Kind::Time),
        ])
    }

    fn cells(&self, l: lot_list::LotView) -> Result<Vec<Cell>> {
        let award = match &l.lot.stage {
            Stage::Awarded { award } | Stage::Paid { award, .. } | Stage::Delivered { award, .. } => Some(award),
            _ => None,
        };
        Ok(vec![
            id(l.id),
            id(l.case_id),
            l.lot.selling.channel().name().into(),
            l.state.into(),
            (l.lot.all_bids.len() as i64).into(),
            award.map(|award| award.buyer.to_string()).into(),
            award.map(|award| award.price).into(),
            l.lot.public.closes_at.into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<lot_list::LotView>> {
        Ok(lot_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Lots as a file
///
/// As the list, with its filters; the bids themselves are with each lot.
#[utoipa::path(get, path = "/lots/export", tag = "exports", params(lot_list::LotFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn lots(
    caller: Caller,
    Query(filter): Query<lot_list::LotFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Lots(filter)).await
}

struct Inventory(Uuid);

impl Rows for Inventory {
    type Item = StandingCar;
    const RESOURCE: Resource = Resource::Yards;
    const NAME: &'static str = "inventory";

    fn columns() -> Vec<Column> {
        columns(&[
            ("case_id", Kind::Text),
            ("case_state", Kind::Text),
            ("vehicle_id", Kind::Text),
            ("bay", Kind::Integer),
            ("plate", Kind::Text),
            ("vin", Kind::Text),
            ("make", Kind::Text),
            ("model", Kind::Text),
            ("since", Kind::Time),
            ("days", Kind::Integer),
            ("cost", Kind::Money),
            ("odometer_km", Kind::Integer),
            ("grade", Kind::Integer),
            ("keys", Kind::Integer),
            ("hold_until", Kind::Text),
            ("next_action", Kind::Text),
            ("overdue", Kind::Boolean),
        ])
    }

    fn cells(&self, car: StandingCar) -> Result<Vec<Cell>> {
        Ok(vec![
            id(car.case_id),
            car.case_state.into(),
            id(car.vehicle_id),
            car.bay.map(i64::from).into(),
            car.plate.into(),
            car.vin.into(),
            car.make.into(),
            car.model.into(),
            car.since.into(),
            i64::from(car.days).into(),
            car.cost.into(),
            car.odometer_km.into(),
            car.grade.map(i64::from).into(),
            car.keys.map(i64::from).into(),
            car.hold_until.map(|day| day.to_string()).into(),
            car.next_action.into(),
            car.overdue.into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<StandingCar>> {
        Ok(inventory::list(caller, Path(self.0), paging).await?.0)
    }
}

/// The cars that stand in a yard, as a file
#[utoipa::path(get, path = "/yards/{id}/inventory/export", tag = "exports", params(("id" = Uuid, Path), Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn yard(caller: Caller, Path(yard): Path<Uuid>, taking: Taking) -> Result<Response> {
    take(caller, taking, Some(&format!("yard={yard}")), Inventory(yard)).await
}

struct Complaints(complaint_list::ComplaintFilter);

impl Rows for Complaints {
    type Item = complaint_list::ComplaintView;
    const RESOURCE: Resource = Resource::Complaints;
    const NAME: &'static str = "complaints";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("reference", Kind::Text),
            ("state", Kind::Text),
            ("category", Kind::Text),
            ("severity", Kind::Text),
            ("channel", Kind::Text),
            ("vehicle_id", Kind::Text),
            ("loan_id", Kind::Text),
            ("case_id", Kind::Text),
            ("vendor_id", Kind::Text),
            ("received_at", Kind::Time),
            ("acknowledged_at", Kind::Time),
            ("acknowledge_by", Kind::Time),
            ("respond_by", Kind::Time),
            ("extensions", Kind::Integer),
            ("late", Kind::Text),
            ("outcome", Kind::Text),
            ("decided_at", Kind::Time),
            ("updated_at", Kind::Time),
        ])
    }

    fn cells(&self, c: complaint_list::ComplaintView) -> Result<Vec<Cell>> {
        Ok(vec![
            id(c.id),
            c.reference.into(),
            c.state.into(),
            c.category.into(),
            c.severity.into(),
            c.channel.into(),
            c.vehicle_id.map(|id| id.to_string()).into(),
            c.loan_id.map(|id| id.to_string()).into(),
            c.case_id.map(|id| id.to_string()).into(),
            c.vendor_id.map(|id| id.to_string()).into(),
            c.received_at.into(),
            c.acknowledged_at.into(),
            c.acknowledge_by.into(),
            c.respond_by.into(),
            i64::from(c.extensions).into(),
            (if c.late { "yes" } else { "no" }).to_owned().into(),
            c.outcome.into(),
            c.decided_at.into(),
            c.updated_at.into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<complaint_list::ComplaintView>> {
        Ok(complaint_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Complaints as a file
///
/// As the list, with its filters; nobody's name and words.
#[utoipa::path(get, path = "/complaints/export", tag = "exports", params(complaint_list::ComplaintFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn complaints(
    caller: Caller,
    Query(filter): Query<complaint_list::ComplaintFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Complaints(filter)).await
}
