//! Money: the books of a case, statements, invoices of contractors.

use super::book::{amount, columns, id};
use super::take::{Asked, Rows, Taking, take};
use crate::api::access::Resource;
use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::api::money::{books, invoices as invoice_list};
use crate::api::request::{Page, Paging, Path, Query, page};
use crate::export::{Cell, Column, Kind};
use crate::store::documents::Filter;
use crate::store::jobs::Job;
use crate::store::shelves::STATEMENTS;
use axum::extract::RawQuery;
use axum::response::Response;
use lienwatch_domain::settlement::ledger::{Entry, Posting, Side};
use lienwatch_domain::settlement::statement::{LineKind, Statement};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

struct Ledger {
    case: Uuid,
}

impl Rows for Ledger {
    type Item = (Entry, Posting);
    const RESOURCE: Resource = Resource::Ledger;
    const NAME: &'static str = "ledger";

    fn columns() -> Vec<Column> {
        columns(&[
            ("at", Kind::Time),
            ("entry", Kind::Text),
            ("cause", Kind::Text),
            ("account", Kind::Text),
            ("debit", Kind::Money),
            ("credit", Kind::Money),
            ("order", Kind::Text),
            ("memo", Kind::Text),
        ])
    }

    fn cells(&self, (entry, posting): Self::Item) -> Result<Vec<Cell>> {
        let on = |side: Side| Some(posting.amount).filter(|_| posting.side == side);
        Ok(vec![
            entry.head().at.into(),
            id(entry.id().0),
            entry.cause().key().into(),
            posting.account.name().into(),
            on(Side::Debit).into(),
            on(Side::Credit).into(),
            entry.order().map(|order| order.to_string()).into(),
            entry.head().memo.as_ref().map(|memo| memo.as_str()).into(),
        ])
    }

    /// All of it: the books of a case are bounded.
    async fn page(&self, caller: Caller, _: Paging) -> Result<Page<Self::Item>> {
        let entries = books::of_case(caller, Path(self.case)).await?.0.entries;
        let postings = |entry: Entry| entry.postings().to_vec().into_iter().map(move |p| (entry.clone(), p));
        Ok(Page { items: entries.into_iter().flat_map(postings).collect(), next_cursor: None })
    }
}

/// The books of a case as a file
///
/// A row for each posting, in the order of posting.
#[utoipa::path(get, path = "/cases/{id}/ledger/export", tag = "exports", params(("id" = Uuid, Path), Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn ledger(caller: Caller, Path(case): Path<Uuid>, taking: Taking) -> Result<Response> {
    take(caller, taking, Some(&format!("case={case}")), Ledger { case }).await
}

/// Which statements.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatementFilter {
    /// Of one case.
    pub case_id: Option<Uuid>,
}

struct Statements(StatementFilter);

impl Rows for Statements {
    type Item = Statement;
    const RESOURCE: Resource = Resource::Ledger;
    const NAME: &'static str = "statements";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("case_id", Kind::Text),
            ("version", Kind::Integer),
            ("supersedes", Kind::Text),
            ("made_at", Kind::Time),
            ("as_of", Kind::Text),
            ("sold_on", Kind::Text),
            ("owed", Kind::Money),
            ("proceeds", Kind::Money),
            ("expenses", Kind::Money),
            ("credits", Kind::Money),
            ("surplus", Kind::Money),
            ("remainder", Kind::Money),
            ("deficiency", Kind::Money),
        ])
    }

    fn cells(&self, s: Statement) -> Result<Vec<Cell>> {
        let line = |kind: LineKind| s.lines.iter().find(|line| line.kind == kind).map(|line| line.amount);
        Ok(vec![
            id(s.id.0),
            id(s.case.0),
            i64::from(s.version).into(),
            s.supersedes.map(|other| other.to_string()).into(),
            s.made_at.into(),
            s.facts.as_of.to_string().into(),
            s.facts.sold_on.to_string().into(),
            line(LineKind::OwedTotal).into(),
            line(LineKind::Proceeds).into(),
            line(LineKind::ExpensesTotal).into(),
            line(LineKind::CreditsTotal).into(),
            line(LineKind::Surplus).into(),
            line(LineKind::Remainder).into(),
            line(LineKind::Deficiency).into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<Statement>> {
        let (limit, after) = (paging.limit()?, paging.after()?);
        let mut tx = caller.begin().await?;
        let filter = Filter { case_id: self.0.case_id, ..Filter::default() };
        let items = STATEMENTS.list(&mut tx, filter, after, limit + 1).await?;
        tx.commit().await?;
        Ok(page(items.into_iter().map(|stored| stored.value.statement).collect(), limit, |s: &Statement| s.id.0))
    }
}

/// Settlement statements as a file
///
/// Every version of each; the newest of a case stands.
#[utoipa::path(get, path = "/statements/export", tag = "exports", params(StatementFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn statements(
    caller: Caller,
    Query(filter): Query<StatementFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Statements(filter)).await
}

struct Invoices(invoice_list::InvoiceFilter);

impl Rows for Invoices {
    type Item = invoice_list::InvoiceView;
    const RESOURCE: Resource = Resource::Ledger;
    const NAME: &'static str = "invoices";

    fn columns() -> Vec<Column> {
        columns(&[
            ("id", Kind::Text),
            ("vendor_id", Kind::Text),
            ("number", Kind::Text),
            ("state", Kind::Text),
            ("total", Kind::Money),
            ("payable", Kind::Money),
            ("created_at", Kind::Time),
            ("updated_at", Kind::Time),
        ])
    }

    fn cells(&self, i: invoice_list::InvoiceView) -> Result<Vec<Cell>> {
        let payable = i.payable_minor.map(|minor| amount(minor, &i.currency)).transpose()?;
        Ok(vec![
            id(i.id),
            id(i.vendor_id),
            i.number.into(),
            i.state.into(),
            amount(i.total_minor, &i.currency)?,
            payable.unwrap_or(Cell::Empty),
            i.created_at.into(),
            i.updated_at.into(),
        ])
    }

    async fn page(&self, caller: Caller, paging: Paging) -> Result<Page<invoice_list::InvoiceView>> {
        Ok(invoice_list::list(caller, paging, Query(self.0.clone())).await?.0)
    }
}

/// Invoices of contractors as a file
///
/// As the list, with its filters.
#[utoipa::path(get, path = "/invoices/export", tag = "exports", params(invoice_list::InvoiceFilter, Asked),
    responses((status = 202, body = Job), (status = 200, content((String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), (status = 422, body = crate::api::Problem)))]
pub async fn invoices(
    caller: Caller,
    Query(filter): Query<invoice_list::InvoiceFilter>,
    taking: Taking,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    take(caller, taking, query.as_deref(), Invoices(filter)).await
}
