//! The book: cases, loans, payments, alerts.

use super::take::{Asked, Rows, Taking, take};
use crate::api::access::Resource;
use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query};
use crate::api::{alerts as alert_list, cases as case_list, loans as loan_list};
use crate::export::{Cell, Column, Kind};
use crate::store::alerts::Alert;
use crate::store::cases::CaseView;
use crate::store::jobs::Job;
use crate::store::loans::{self as loan_store, LoanView};
use crate::store::payments::PaymentView;
use axum::extract::RawQuery;
use axum::response::Response;
use lienwatch_domain::money::{Currency, Money};
use uuid::Uuid;

/// Columns by name and kind.
pub(super) fn columns(all: &[(&str, Kind)]) -> Vec<Column> {
    all.iter().map(|(name, kind)| Column::new(*name, *kind)).collect()
}

/// An amount of a stored currency.
pub(super) fn amount(minor: i64, currency: &str) -> Result<Cell> {
    let currency = Currency::new(currency).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(Money::new(minor, currency).into())
}

/// An id as text.
pub(super) fn id(id: Uuid) -> Cell {
    Cell::Text(id.to_string())
}

struct Cases(case_list::CaseFilter);

impl Rows for Cases {
    type Item = CaseView;
    const RESOURCE: Resource = Resource::Cases;
    const NAME: &'static str = "cases";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("contract_number", Kind::Text),
            ("plate", Kind::Text),
            ("state", Kind::Text),
            ("rule", Kind::Text),
            ("reasons", Kind::Text),
            ("dpd", Kind::Integer),
            ("overdue", Kind::Money),
            ("outstanding", Kind::Money),
            ("open_holds", Kind::Integer),
            ("opened_at", Kind::Time),
            ("updated_at", Kind::Time),
            ("closed_at", Kind::Time),
            ("vehicle_id", Kind::Text),
            ("loan_id", Kind::Text),
        ])
    }

    fn cells(&self, c: CaseView) -> Result<Vec<Cell>> {
        let reasons: Vec<&str> =
            c.reasons.as_array().into_iter().flatten().filter_map(|reason| reason.as_str()).collect();
        Ok(vec![
            id(c.id),
            c.contract_number.into(),
            c.plate.into(),
            c.state.into(),
            c.rule.into(),
            reasons.join("; ").into(),
            i64::from(c.dpd).into(),
            amount(c.overdue_minor, &c.currency)?,
            amount(c.outstanding_minor, &c.currency)?,
            c.open_holds.into(),
            c.opened_at.into(),
            c.updated_at.into(),
            c.closed_at.into(),
            id(c.vehicle_id),
            id(c.loan_id),
        ])
    }

    async fn total(&self, caller: &Caller, limit: i64) -> Result<Option<i64>> {
        case_list::count(caller, &self.0, limit).await.map(Some)
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<CaseView>> {
        Ok(case_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Cases as a file
///
/// As the list, with its filters.
#[utoipa::path(get, path = "/cases/export", tag = "exports", params(case_list::CaseFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn cases(
    caller: Caller,
    Query(filter): Query<case_list::CaseFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Cases(filter)).await
}

struct Loans(loan_list::LoanFilter);

impl Rows for Loans {
    type Item = LoanView;
    const RESOURCE: Resource = Resource::Loans;
    const NAME: &'static str = "loans";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("contract_number", Kind::Text),
            ("branch", Kind::Text),
            ("product", Kind::Text),
            ("status", Kind::Text),
            ("principal", Kind::Money),
            ("funded_on", Kind::Text),
            ("dpd", Kind::Integer),
            ("bucket", Kind::Text),
            ("overdue_instalments", Kind::Integer),
            ("overdue", Kind::Money),
            ("outstanding", Kind::Money),
            ("arrears_as_of", Kind::Text),
            ("balance_as_of", Kind::Time),
            ("vehicle_id", Kind::Text),
            ("borrower_id", Kind::Text),
        ])
    }

    fn cells(&self, l: LoanView) -> Result<Vec<Cell>> {
        Ok(vec![
            id(l.id),
            l.contract_number.into(),
            l.branch.into(),
            l.product.into(),
            l.status.into(),
            amount(l.principal_minor, &l.currency)?,
            l.funded_on.map(|day| day.to_string()).into(),
            i64::from(l.dpd).into(),
            l.bucket.into(),
            i64::from(l.overdue_instalments).into(),
            amount(l.overdue_minor, &l.currency)?,
            amount(l.outstanding_minor, &l.currency)?,
            l.arrears_as_of.map(|day| day.to_string()).into(),
            l.balance_as_of.into(),
            id(l.vehicle_id),
            l.borrower_id.map(|borrower| borrower.to_string()).into(),
        ])
    }

    async fn total(&self, caller: &Caller, limit: i64) -> Result<Option<i64>> {
        loan_list::count(caller, &self.0, limit).await.map(Some)
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<LoanView>> {
        Ok(loan_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Loans as a file
///
/// As the list, with its filters.
#[utoipa::path(get, path = "/loans/export", tag = "exports", params(loan_list::LoanFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn loans(
    caller: Caller,
    Query(filter): Query<loan_list::LoanFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Loans(filter)).await
}

struct Payments {
    loan: Uuid,
    currency: String,
}

impl Rows for Payments {
    type Item = PaymentView;
    const RESOURCE: Resource = Resource::Payments;
    const NAME: &'static str = "payments";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("external_id", Kind::Text),
            ("paid_on", Kind::Text),
            ("amount", Kind::Money),
            ("reverses", Kind::Text),
            ("created_at", Kind::Time),
        ])
    }

    fn cells(&self, p: PaymentView) -> Result<Vec<Cell>> {
        Ok(vec![
            id(p.id),
            p.external_id.into(),
            p.paid_on.to_string().into(),
            amount(p.amount_minor, &self.currency)?,
            p.reverses.map(|other| other.to_string()).into(),
            p.created_at.into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<PaymentView>> {
        Ok(loan_list::list_payments(caller, Path(self.loan), paging).await?.0)
    }
}

/// Payments of a loan as a file
#[utoipa::path(get, path = "/loans/{id}/payments/export", tag = "exports", params(("id" = Uuid, Path), Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn payments(
    caller: Caller,
    Path(loan): Path<Uuid>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let currency = loan_store::get(&mut tx, loan).await?.ok_or(Error::NotFound("loan"))?.currency;
    tx.commit().await?;
    let filter = format!("loan={loan}&{}", query.unwrap_or_default());
    take(caller, taking, Some(&filter), Payments { loan, currency }).await
}

struct Alerts(alert_list::AlertFilter);

impl Rows for Alerts {
    type Item = Alert;
    const RESOURCE: Resource = Resource::Alerts;
    const NAME: &'static str = "alerts";

    /// Without the place: that is for the exports of places.
    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("type", Kind::Text),
            ("severity", Kind::Text),
            ("state", Kind::Text),
            ("desk_state", Kind::Text),
            ("verdict", Kind::Text),
            ("desk_by", Kind::Text),
            ("desk_reason", Kind::Text),
            ("score_percent", Kind::Integer),
            ("event_at", Kind::Time),
            ("raised_at", Kind::Time),
            ("updated_at", Kind::Time),
            ("snoozed_until", Kind::Time),
            ("retracted_at", Kind::Time),
            ("late", Kind::Boolean),
            ("vehicle_id", Kind::Text),
            ("tracker_imei", Kind::Text),
            ("site_id", Kind::Text),
        ])
    }

    fn cells(&self, a: Alert) -> Result<Vec<Cell>> {
        Ok(vec![
            id(a.id),
            a.kind.into(),
            a.severity.into(),
            a.state.into(),
            a.desk_state.into(),
            a.verdict.into(),
            a.desk_by.into(),
            a.desk_reason.into(),
            ((a.score * 100.0).round() as i64).into(),
            a.event_at.into(),
            a.raised_at.into(),
            a.updated_at.into(),
            a.snoozed_until.into(),
            a.retracted_at.into(),
            a.late.into(),
            id(a.vehicle_id),
            a.tracker_imei.into(),
            a.site_id.map(|site| site.to_string()).into(),
        ])
    }

    async fn total(&self, caller: &Caller, limit: i64) -> Result<Option<i64>> {
        alert_list::count(caller, &self.0, limit).await.map(Some)
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<Alert>> {
        Ok(alert_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Alerts as a file
///
/// As the list, with its filters, and without places.
#[utoipa::path(get, path = "/alerts/export", tag = "exports", params(alert_list::AlertFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn alerts(
    caller: Caller,
    Query(filter): Query<alert_list::AlertFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Alerts(filter)).await
}
