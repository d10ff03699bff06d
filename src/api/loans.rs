//! Loans and payments. Arrears are recomputed in the transaction of what changes them.

use super::caller::{Caller, Tx, lender_row, with_etag};
use super::error::{Error, Result};
use super::import_assets::known;
use super::request::{Page, Paging, Path, Query, Timestamp, Write, names, optional, page, text};
use super::trackers::unknown;
use crate::recovery::{self, OpenCase};
use crate::store::loans::{self, Aged, LoanView, NewLoan, StoredLoan};
use crate::store::payments::{self, NewPayment, PaymentView};
use crate::store::policy::Place;
use crate::store::{borrowers, cases, vehicles};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use lienwatch_domain::ids::{HoldId, LenderNo, PaymentId};
use lienwatch_domain::lending::{Bucket, LoanStatus, PaymentError, Plan, Product, check_payments};
use lienwatch_domain::money::Currency;
use lienwatch_domain::recovery::{Action, LoanEvent};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which loans.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LoanFilter {
    /// In these buckets, separated by commas.
    pub bucket: Option<String>,
    /// In these states, separated by commas.
    pub status: Option<String>,
    /// At least so many days past due.
    pub dpd_min: Option<i32>,
    /// On one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// Exactly this number.
    pub contract_number: Option<String>,
}

/// Buckets and states by name.
type Chosen = (Option<Vec<String>>, Option<Vec<String>>);

impl LoanFilter {
    fn chosen(&self) -> Result<Chosen> {
        let buckets: Vec<&str> = Bucket::ALL.iter().map(|b| b.name()).collect();
        let statuses: Vec<&str> = LoanStatus::ALL.iter().map(|b| b.name()).collect();
        Ok((names("bucket", &self.bucket, &buckets)?, names("status", &self.status, &statuses)?))
    }

    fn filter<'a>(&'a self, (buckets, statuses): &'a Chosen) -> loans::Filter<'a> {
        loans::Filter {
            buckets: buckets.as_deref(),
            statuses: statuses.as_deref(),
            dpd_min: self.dpd_min,
            vehicle_id: self.vehicle_id,
            contract_number: self.contract_number.as_deref(),
        }
    }
}

/// How many the list has, at most `limit`.
pub(super) async fn count(caller: &Caller, f: &LoanFilter, limit: i64) -> Result<i64> {
    let chosen = f.chosen()?;
    let mut tx = caller.begin().await?;
    let count = loans::count(&mut tx, &f.filter(&chosen), limit).await?;
    tx.commit().await?;
    Ok(count)
}

/// Loans
#[utoipa::path(get, path = "/loans", tag = "loans", params(LoanFilter, Paging), responses((status = 200, body = Page<LoanView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<LoanFilter>) -> Result<Json<Page<LoanView>>> {
    let chosen = f.chosen()?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = loans::list(&mut tx, &f.filter(&chosen), after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |l| l.id)))
}

/// One loan
#[utoipa::path(get, path = "/loans/{id}", tag = "loans", params(("id" = Uuid, Path)),
    responses((status = 200, body = LoanView), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let loan = loans::get(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    tx.commit().await?;
    let version = loan.version;
    Ok(with_etag(Json(loan).into_response(), version))
}

/// A new loan. Amounts are minor units of its currency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoanBody {
    /// The join key to the lender's core system.
    pub contract_number: String,
    /// On which car.
    pub vehicle_id: Uuid,
    /// Who owes.
    #[serde(default)]
    pub borrower_id: Option<Uuid>,
    /// `loan`, `finance_lease` or `hire_purchase`.
    pub product: String,
    /// `performing` (default), `overdue`, `in_recovery`, `settled` or `charged_off`.
    #[serde(default)]
    pub status: Option<String>,
    /// ISO 4217; default: the lender's.
    #[serde(default)]
    pub currency: Option<String>,
    /// At which of the lender's branches it is kept, as the lender names them; reports are split by it.
    #[serde(default)]
    pub branch: Option<String>,
    /// When the money was paid out.
    pub funded_on: NaiveDate,
    /// `{"plan": "regular", "principal_minor", "annual_rate_ppm", "instalments", "first_due", "frequency", "method"}` or
    /// `{"plan": "irregular", "instalments": [{"due", "principal_minor", "interest_minor"}]}`.
    #[schema(value_type = Object)]
    pub plan: Plan,
    /// When the lender's books said so; default: now.
    #[serde(default)]
    pub balance_as_of: Option<Timestamp>,
}

/// Add a loan
///
/// Its arrears are computed at once. 409 `duplicate_contract_number` where the lender has that contract.
#[utoipa::path(post, path = "/loans", tag = "loans", request_body = LoanBody,
    responses((status = 201, body = LoanView), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(write: Write<LoanBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let contract_number = text("contract_number", &body.contract_number, 64)?;
    let products: Vec<&str> = Product::ALL.iter().map(|p| p.name()).collect();
    let statuses: Vec<&str> = LoanStatus::ALL.iter().map(|p| p.name()).collect();
    let product = known("product", &body.product, Product::from_name, &products.join(", "))?;
    let status = body.status.as_deref().unwrap_or("performing");
    let status = known("status", status, LoanStatus::from_name, &statuses.join(", "))?;
    let schedule = body
        .plan
        .schedule()
        .map_err(|e| Error::invalid("bad_schedule", "plan", e.to_string(), "correct the terms of the contract"))?;
    let principal: i64 = schedule.instalments().iter().map(|i| i.principal_minor).sum();
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let (vehicle_no, lender) =
        vehicles::number(&mut tx, body.vehicle_id).await?.ok_or_else(|| unknown("vehicle_id", "vehicle"))?;
    let row = lender_row(&mut tx, LenderNo(lender)).await?;
    if let Some(borrower) = body.borrower_id {
        let found = borrowers::get(&mut tx, &caller.state.seal, borrower).await?;
        found.filter(|(_, owner)| *owner == lender).ok_or_else(|| unknown("borrower_id", "borrower"))?;
    }
    let code = body.currency.as_deref().unwrap_or(&row.currency);
    let currency = Currency::new(code)
        .map_err(|e| Error::invalid("bad_currency", "currency", e.to_string(), "ISO 4217, e.g. CNY"))?;
    let new = NewLoan {
        id: caller.state.new_id(),
        lender_no: lender,
        contract_number,
        borrower_id: body.borrower_id,
        vehicle_no,
        product,
        status,
        currency,
        principal_minor: principal,
        funded_on: body.funded_on,
        plan: &body.plan,
        balance_as_of: body.balance_as_of.map_or(now, |t| t.0),
        branch: optional("branch", &body.branch, 100)?,
    };
    loans::insert(&mut tx, &new, caller.state.wall_now()).await?;
    let data = serde_json::json!({ "contract_number": contract_number });
    caller.log(&mut tx, Some(LenderNo(lender)), ("loan", new.id), "created", None, data).await?;
    let stored = loans::for_update(&mut tx, new.id).await?.ok_or(Error::NotFound("loan"))?;
    age(&caller, &mut tx, &stored, &Place::of(&row)?).await?;
    let made = loans::get(&mut tx, new.id).await?.ok_or(Error::NotFound("loan"))?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.state.engine.lending.notify_one();
    caller.assets_changed().await?;
    Ok(with_etag(response, made.version))
}

/// Recomputes arrears as of the engine's now, and logs a move between buckets.
pub(super) async fn age(caller: &Caller, tx: &mut Tx, stored: &StoredLoan, place: &Place) -> Result<Aged> {
    let aged = loans::age(tx, stored, place, caller.state.engine.clock().now()).await?;
    if let Some(from) = aged.moved_from {
        let data = serde_json::json!({ "from": from, "to": aged.bucket, "dpd": aged.arrears.dpd, "as_of": aged.arrears.as_of });
        let loan = stored.loan.id.0;
        caller.log(tx, Some(LenderNo(stored.lender_no)), ("loan", loan), "bucket_moved", None, data).await?;
    }
    Ok(aged)
}

/// A loan that is locked, with its lender's place.
pub(super) async fn locked(tx: &mut Tx, id: Uuid) -> Result<(StoredLoan, Place)> {
    let stored = loans::for_update(tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let lender = lender_row(tx, LenderNo(stored.lender_no)).await?;
    Ok((stored, Place::of(&lender)?))
}

/// Payments of a loan
#[utoipa::path(get, path = "/loans/{id}/payments", tag = "loans", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = Page<PaymentView>), (status = 404, body = super::Problem)))]
pub async fn list_payments(caller: Caller, Path(id): Path<Uuid>, paging: Paging) -> Result<Json<Page<PaymentView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    loans::get(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let items = payments::list(&mut tx, id, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |p| p.id)))
}

/// A payment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentBody {
    /// The lender's own key.
    pub external_id: String,
    /// The date from which it counts.
    pub paid_on: NaiveDate,
    /// Minor units of the loan's currency, above zero.
    pub amount_minor: i64,
    /// External id of the payment of this loan that it undoes.
    #[serde(default)]
    pub reverses: Option<String>,
}

/// A booked payment and where the loan stands after it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Booked {
    /// Its id.
    pub id: Uuid,
    /// The loan, arrears recomputed.
    pub loan: LoanView,
}

/// Book a payment
///
/// Arrears are recomputed in the same transaction; an open case is held at once.
#[utoipa::path(post, path = "/loans/{id}/payments", tag = "loans", params(("id" = Uuid, Path)), request_body = PaymentBody,
    responses((status = 201, body = Booked), (status = 404, body = super::Problem), (status = 409, body = super::Problem)))]
pub async fn book(Path(id): Path<Uuid>, write: Write<PaymentBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let external_id = text("external_id", &body.external_id, 100)?;
    if body.amount_minor <= 0 {
        return Err(Error::invalid(
            "bad_amount",
            "amount_minor",
            format!("{} is not above zero", body.amount_minor),
            "give an amount above zero; to undo a payment name it in reverses",
        ));
    }
    let mut tx = caller.begin().await?;
    let (stored, place) = locked(&mut tx, id).await?;
    let today = place.today(caller.state.engine.clock().now());
    if body.paid_on > today + Days::new(1) {
        return Err(Error::invalid(
            "paid_in_future",
            "paid_on",
            format!("{} is after the lender's today, {today}", body.paid_on),
            "book it when it has been paid",
        ));
    }
    let reverses = match &body.reverses {
        None => None,
        Some(other) => {
            let found = payments::by_external_id(&mut tx, stored.lender_no, other).await?;
            let of_this = found.filter(|(loan, _)| *loan == id).map(|(_, payment)| payment.id);
            Some(of_this.ok_or_else(|| unknown("reverses", "payment of this loan"))?)
        }
    };
    let new = NewPayment {
        id: caller.state.new_id(),
        lender_no: stored.lender_no,
        loan_id: id,
        external_id,
        paid_on: body.paid_on,
        amount_minor: body.amount_minor,
        reverses,
    };
    payments::insert(&mut tx, &new, caller.state.wall_now()).await?;
    check_payments(&payments::of_loan(&mut tx, stored.loan.id).await?).map_err(|e| impossible(&e))?;
    let data = serde_json::json!({ "payment_id": new.id, "external_id": external_id, "paid_on": body.paid_on,
        "amount_minor": body.amount_minor, "reverses": reverses });
    caller.log(&mut tx, Some(LenderNo(stored.lender_no)), ("loan", id), "payment_booked", None, data).await?;
    after_payment(&caller, &mut tx, &stored, &place, PaymentId(new.id), reverses.map(PaymentId)).await?;
    let loan = loans::get(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let response = caller.answer(tx, StatusCode::CREATED, &Booked { id: new.id, loan }).await?;
    caller.state.engine.lending.notify_one();
    Ok(response)
}

fn impossible(error: &PaymentError) -> Error {
    let field = match error {
        PaymentError::NotPositive(_) | PaymentError::ReversedTooMuch(_) => "amount_minor",
        PaymentError::ReversedBefore(..) => "paid_on",
        PaymentError::Duplicate(_) | PaymentError::UnknownReversed(..) => "reverses",
    };
    Error::invalid("impossible_payment", field, error.to_string(), "correct the payment")
}

/// Recomputes arrears, and tells the open case of the loan and its open promise.
pub(super) async fn after_payment(
    caller: &Caller,
    tx: &mut Tx,
    stored: &StoredLoan,
    place: &Place,
    payment: PaymentId,
    reverses: Option<PaymentId>,
) -> Result<()> {
    age(caller, tx, stored, place).await?;
    let event = match reverses {
        None => LoanEvent::PaymentReceived { payment },
        Some(payment) => LoanEvent::PaymentReversed { payment },
    };
    let doing = caller.doing();
    if let Some(case) = cases::open_of_loan(tx, stored.loan.id.0).await? {
        let action = Action::LoanChanged { hold: HoldId(caller.state.new_id()), event };
        let mut open = OpenCase::with(tx, &doing, case, stored.clone()).await?;
        // Every open order is held, and every recovery link is dead, before this payment is anybody's to see.
        recovery::act_on_case(tx, &doing, &mut open, action).await?;
    }
    recovery::promise_paid(tx, &doing, stored, place).await?;
    Ok(())
}

/// A balance that was checked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BalanceBody {
    /// When the lender's books said so; default: now.
    #[serde(default)]
    pub as_of: Option<Timestamp>,
}

/// Confirm a loan's balance
///
/// Says that the lender's books agree with the payments stored here. A stale balance authorises no recovery.
#[utoipa::path(post, path = "/loans/{id}/balance", tag = "loans", params(("id" = Uuid, Path)), request_body = BalanceBody,
    responses((status = 200, body = LoanView), (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn confirm_balance(Path(id): Path<Uuid>, write: Write<BalanceBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let now = caller.state.engine.clock().now();
    let as_of = body.as_of.map_or(now, |t| t.0);
    if as_of > now {
        return Err(Error::invalid(
            "balance_in_future",
            "as_of",
            format!("{as_of} is ahead"),
            "give a time that has passed",
        ));
    }
    let mut tx = caller.begin().await?;
    let (stored, place) = locked(&mut tx, id).await?;
    loans::confirm_balance(&mut tx, id, as_of).await?;
    age(&caller, &mut tx, &stored, &place).await?;
    let data = serde_json::json!({ "as_of": as_of });
    caller.log(&mut tx, Some(LenderNo(stored.lender_no)), ("loan", id), "balance_confirmed", None, data).await?;
    let loan = loans::get(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let response = caller.answer(tx, StatusCode::OK, &loan).await?;
    caller.state.engine.lending.notify_one();
    Ok(with_etag(response, loan.version))
}
