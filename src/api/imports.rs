//! Bulk import of a lender's book by CSV: streamed, in bounded memory, with a report of every bad row.
//!
//! The whole file is one transaction: where the body breaks off, nothing is stored, and the same file can be sent
//! again. Good rows are stored beside bad ones; each bad row is reported with its number, column, problem and fix.

use super::access::Action;
use super::caller::{Caller, Tx, lender_row};
use super::csv_rows::{self, Batch, NumberedRow};
use super::error::{Error, Result};
use super::import_report::{Report, ReportedError};
use super::import_rows::{Desk, RowError, Stored, Touched};
use super::jobs::{self, Progress};
use super::loans;
use super::request::{Page, Paging, Path, Query, page};
use crate::store::imports::{self, ImportJob};
use crate::store::policy::Place;
use crate::store::{borrowers, loans as loan_store, trackers, vehicles};
use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use csv::StringRecord;
use lienwatch_domain::import::{
    BorrowerRecord, Context, Entity, Header, InstallationRecord, LoanRecord, PaymentRecord, Seen, SiteRecord,
    TrackerRecord, VehicleRecord, parse_row,
};
use lienwatch_domain::money::Currency;
use lienwatch_protocols::Protocol;
use serde::Deserialize;
use sqlx::Connection;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;
use tokio::sync::mpsc;
use utoipa::IntoParams;
use uuid::Uuid;

/// How to import.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportOptions {
    /// Check everything, store nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// Import a CSV file
///
/// The last part of the path is `borrowers`, `vehicles`, `trackers`, `installations`, `sites`, `loans` or `payments`; the body is the file.
/// Idempotent by natural key: the same file again changes nothing. With `Prefer: respond-async` the file is taken in, and
/// the answer is a job (`GET /jobs/{id}`).
#[utoipa::path(post, path = "/imports/{import}", tag = "imports",
    params(("import" = String, Path, description = "Kind of import"), ImportOptions, ("Prefer" = Option<String>, Header, description = "`respond-async`: do not wait")),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportJob), (status = 202, body = crate::store::jobs::Job), (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn load(
    caller: Caller,
    Path(kind): Path<String>,
    Query(options): Query<ImportOptions>,
    request: Request,
) -> Result<Response> {
    let kind = Entity::from_name(&kind).ok_or(Error::NotFound("kind of import"))?;
    if jobs::wanted(request.headers()) {
        return jobs::begin(caller, kind, options, request.into_body()).await;
    }
    let job = run(caller, kind, options.dry_run, request.into_body(), None).await?;
    Ok((StatusCode::OK, Json(job)).into_response())
}

/// Whether the caller may write what a kind of import writes.
pub(super) fn permitted(caller: &Caller, kind: Entity) -> Result<()> {
    let resource = match kind {
        Entity::Borrowers => BorrowerRecord::RESOURCE,
        Entity::Vehicles => VehicleRecord::RESOURCE,
        Entity::Trackers => TrackerRecord::RESOURCE,
        Entity::Installations => InstallationRecord::RESOURCE,
        Entity::Sites => SiteRecord::RESOURCE,
        Entity::Loans => LoanRecord::RESOURCE,
        Entity::Payments => PaymentRecord::RESOURCE,
    };
    if caller.may(resource, Action::Write) {
        return Ok(());
    }
    let what = resource.name().replace('_', " ");
    Err(Error::Forbidden(format!("this caller has no right to write {what}").into()))
}

/// Imports a file to its end. `progress` is told how far it is, and may end it.
pub(super) async fn run(
    caller: Caller,
    kind: Entity,
    dry_run: bool,
    body: Body,
    progress: Option<Arc<Progress>>,
) -> Result<ImportJob> {
    permitted(&caller, kind)?;
    match kind {
        Entity::Borrowers => Box::pin(import::<BorrowerRecord>(caller, dry_run, body, progress)).await,
        Entity::Vehicles => Box::pin(import::<VehicleRecord>(caller, dry_run, body, progress)).await,
        Entity::Trackers => Box::pin(import::<TrackerRecord>(caller, dry_run, body, progress)).await,
        Entity::Installations => Box::pin(import::<InstallationRecord>(caller, dry_run, body, progress)).await,
        Entity::Sites => Box::pin(import::<SiteRecord>(caller, dry_run, body, progress)).await,
        Entity::Loans => Box::pin(import::<LoanRecord>(caller, dry_run, body, progress)).await,
        Entity::Payments => Box::pin(import::<PaymentRecord>(caller, dry_run, body, progress)).await,
    }
}

async fn import<R: Stored>(
    caller: Caller,
    dry_run: bool,
    body: Body,
    progress: Option<Arc<Progress>>,
) -> Result<ImportJob> {
    let _turn = caller.state.imports.acquire().await.map_err(|_| Error::Unavailable("the server is stopping"))?;
    let no = caller.lender()?;
    let mut tx = caller.begin().await?;
    let lender = lender_row(&mut tx, no).await?;
    let place = Place::of(&lender)?;
    let currency = Currency::new(&lender.currency).map_err(|e| Error::Internal(e.to_string()))?;
    let (sender, batches) = mpsc::channel(2);
    let mut importer = Importer::<R> {
        desk: Desk {
            services: &caller.state,
            lender_no: no.0,
            place: &place,
            now: caller.state.engine.clock().now(),
            wall: caller.state.wall_now(),
        },
        currency,
        tx,
        header: None,
        seen: Seen::default(),
        touched: Touched::new(),
        report: Report::default(),
        progress,
    };
    let (read, stored) = tokio::join!(csv_rows::read(body, sender), importer.run(batches));
    stored?;
    read?;
    let Importer { mut tx, touched, report, desk, progress, .. } = importer;
    let id = caller.state.new_id();
    let job = ImportJob {
        id,
        kind: R::ENTITY.name().to_owned(),
        dry_run,
        rows_total: report.ok + report.bad,
        rows_ok: report.ok,
        rows_bad: report.bad,
        errors: serde_json::to_value(&report.errors).map_err(|e| Error::Internal(e.to_string()))?,
        created_at: desk.wall,
        created_by: caller.actor(),
    };
    if dry_run {
        tx.rollback().await?;
        tx = caller.begin().await?;
    } else {
        for (loan, booked) in touched {
            let (stored, place) = loans::locked(&mut tx, loan).await?;
            match booked {
                Some((payment, reverses)) => {
                    loans::after_payment(&caller, &mut tx, &stored, &place, payment, reverses).await?;
                }
                None => {
                    loans::age(&caller, &mut tx, &stored, &place).await?;
                }
            }
        }
    }
    imports::insert(&mut tx, no.0, &job).await?;
    let data =
        serde_json::json!({ "kind": job.kind, "dry_run": dry_run, "rows_ok": job.rows_ok, "rows_bad": job.rows_bad });
    caller.log(&mut tx, Some(no), ("import", id), "imported", None, data).await?;
    if let Some(progress) = progress {
        // With what it did: a job is done if and only if that is stored.
        progress.end(&mut tx, i64::from(job.rows_total), Some(job.id), caller.state.wall_now()).await?;
    }
    caller.commit(tx).await?;
    if !dry_run {
        caller.state.engine.lending.notify_one();
        if R::CHANGES_ASSETS {
            caller.assets_changed().await?;
        }
    }
    Ok(job)
}

struct Importer<'a, R> {
    desk: Desk<'a>,
    currency: Currency,
    tx: Tx,
    header: Option<Header<R>>,
    seen: Seen,
    touched: Touched,
    report: Report,
    progress: Option<Arc<Progress>>,
}

impl<R: Stored> Importer<'_, R> {
    async fn run(&mut self, mut batches: mpsc::Receiver<Batch>) -> Result<()> {
        while let Some(batch) = batches.recv().await {
            let batch =
                batch.map_err(|why| Error::invalid("unreadable_file", "", why, "send the whole file as UTF-8 CSV"))?;
            let mut rows = batch.as_slice();
            if self.header.is_none() {
                let Some(((number, first), rest)) = rows.split_first() else { continue };
                if !self.read_header(*number, first) {
                    return Ok(());
                }
                rows = rest;
            }
            self.batch(rows).await?;
            if let Some(progress) = &self.progress {
                progress.at(i64::from(self.report.ok) + i64::from(self.report.bad))?;
            }
        }
        if self.header.is_none() && self.report.errors.is_empty() {
            return Err(Error::invalid("empty_file", "", "the file has no header", "send a header and rows"));
        }
        Ok(())
    }

    /// Whether there is a usable header; if not, its faults are in the report.
    fn read_header(&mut self, number: u32, row: &std::result::Result<StringRecord, String>) -> bool {
        let names: Vec<&str> = row.iter().flatten().collect();
        match Header::new(&names) {
            Ok(header) => self.header = Some(header),
            Err(errors) => {
                self.report.bad += 1;
                self.report.cells(number, errors);
            }
        }
        self.header.is_some()
    }

    async fn batch(&mut self, rows: &[NumberedRow]) -> Result<()> {
        let known = self.known(rows).await?;
        let records = self.parse(rows, &known);
        // All at once; one by one only where a row is refused.
        let mut touched = self.touched.clone();
        let mut point = self.tx.begin().await?;
        let mut refused = None;
        for (_, record) in &records {
            if let Err(error) = record.store(&self.desk, &mut point, &mut touched).await {
                refused = Some(error);
                break;
            }
        }
        match refused {
            None => {
                point.commit().await?;
                self.touched = touched;
                self.report.ok += i32::try_from(records.len()).unwrap_or(i32::MAX);
            }
            Some(RowError::Failed(error)) => return Err(error.into()),
            Some(RowError::Refused { .. }) => {
                point.rollback().await?;
                self.one_by_one(records).await?;
            }
        }
        Ok(())
    }

    async fn one_by_one(&mut self, records: Vec<(u32, R)>) -> Result<()> {
        for (number, record) in records {
            let mut point = self.tx.begin().await?;
            match record.store(&self.desk, &mut point, &mut self.touched).await {
                Ok(()) => {
                    point.commit().await?;
                    self.report.ok += 1;
                }
                Err(error) => {
                    point.rollback().await?;
                    self.report.refused(number, error)?;
                }
            }
        }
        Ok(())
    }

    /// Typed records of the good rows; the others go into the report.
    fn parse(&mut self, rows: &[NumberedRow], known: &Known) -> Vec<(u32, R)> {
        let Some(header) = &self.header else { return Vec::new() };
        let mut records = Vec::with_capacity(rows.len());
        let context = Context {
            zone: self.desk.place.zone,
            currency: self.currency,
            today: self.desk.place.today(self.desk.now),
            has_vin: &|k| known.vins.contains(k),
            has_contract: &|k| known.contracts.contains(k),
            has_tracker: &|k| known.trackers.contains(k),
            has_borrower: &|k| known.borrowers.contains(k),
            has_protocol: &|k| Protocol::from_name(k).is_some(),
        };
        for (number, row) in rows {
            let parsed = match row {
                Ok(cells) => parse_row(header, &cells.iter().collect::<Vec<_>>(), &context, &mut self.seen),
                Err(why) => {
                    let (problem, fix) = ("bad_characters".to_owned(), "save the file as UTF-8".to_owned());
                    let error = ReportedError {
                        row: *number,
                        field: "row".into(),
                        value: None,
                        problem,
                        message: why.clone(),
                        fix,
                    };
                    self.report.add(error);
                    Err(Vec::new())
                }
            };
            match parsed {
                Ok(parsed) => records.push((*number, parsed.record)),
                Err(errors) => {
                    self.report.bad += 1;
                    self.report.cells(*number, errors);
                }
            }
        }
        records
    }

    /// What the rows of a batch refer to, as far as it is there: the rows are read once only to hear what they ask.
    async fn known(&mut self, rows: &[NumberedRow]) -> Result<Known> {
        let Some(header) = &self.header else { return Ok(Known::default()) };
        let asked = Asked::default();
        {
            let listen = |into: &RefCell<HashSet<String>>, key: &str| {
                into.borrow_mut().insert(key.to_owned());
                true
            };
            let (vins, contracts) = (|k: &str| listen(&asked.vins, k), |k: &str| listen(&asked.contracts, k));
            let (devices, people) = (|k: &str| listen(&asked.trackers, k), |k: &str| listen(&asked.borrowers, k));
            let context = Context {
                zone: self.desk.place.zone,
                currency: self.currency,
                today: self.desk.place.today(self.desk.now),
                has_vin: &vins,
                has_contract: &contracts,
                has_tracker: &devices,
                has_borrower: &people,
                has_protocol: &|_| true,
            };
            for (_, row) in rows {
                if let Ok(cells) = row {
                    let cells: Vec<&str> = cells.iter().collect();
                    drop(parse_row(header, &cells, &context, &mut Seen::default()));
                }
            }
        }
        let (c, no) = (&mut *self.tx, self.desk.lender_no);
        let list = |set: RefCell<HashSet<String>>| set.into_inner().into_iter().collect::<Vec<String>>();
        Ok(Known {
            vins: vehicles::known(c, no, &list(asked.vins)).await?.into_iter().collect(),
            contracts: loan_store::known(c, no, &list(asked.contracts)).await?.into_iter().collect(),
            trackers: trackers::known(c, no, &list(asked.trackers)).await?.into_iter().collect(),
            borrowers: borrowers::known(c, no, &list(asked.borrowers)).await?.into_iter().collect(),
        })
    }
}

#[derive(Default)]
struct Asked {
    vins: RefCell<HashSet<String>>,
    contracts: RefCell<HashSet<String>>,
    trackers: RefCell<HashSet<String>>,
    borrowers: RefCell<HashSet<String>>,
}

#[derive(Default)]
struct Known {
    vins: HashSet<String>,
    contracts: HashSet<String>,
    trackers: HashSet<String>,
    borrowers: HashSet<String>,
}

/// Imports
///
/// Newest first.
#[utoipa::path(get, path = "/imports", tag = "imports", params(Paging), responses((status = 200, body = Page<ImportJob>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<ImportJob>>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = imports::list(&mut tx, before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |j| j.id)))
}

/// One import, with its report
#[utoipa::path(get, path = "/imports/{import}", tag = "imports", params(("import" = Uuid, Path, description = "Id of the import")),
    responses((status = 200, body = ImportJob), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<ImportJob>> {
    let mut tx = caller.begin().await?;
    let job = imports::get(&mut tx, id).await?;
    tx.commit().await?;
    job.map(Json).ok_or(Error::NotFound("import"))
}
