//! How each kind of imported row is stored. A row that cannot be is refused by name; the others go on.

use super::access::Resource;
use super::constraints::CONSTRAINTS;
use super::error::{Error, Result};
use super::state::Services;
use crate::store::StoreError;
use crate::store::borrowers::{self, NewBorrower, Sealed};
use crate::store::loans::{self, NewLoan};
use crate::store::payments::{self, NewPayment};
use crate::store::policy::Place;
use crate::store::sites::{self, Extent, NewSite};
use crate::store::trackers::{self, NewInstallation, NewTracker};
use crate::store::vehicles::{self, NewVehicle};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use lienwatch_domain::detect::DeclaredKind;
use lienwatch_domain::ids::{LoanId, PaymentId};
use lienwatch_domain::import::{
    BorrowerRecord, Import, InstallationRecord, LoanRecord, PaymentRecord, SiteRecord, TrackerRecord, VehicleRecord,
};
use lienwatch_domain::lending::{Plan, check_payments, next_day_start};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What every row needs.
pub struct Desk<'a> {
    /// Services.
    pub services: &'a Services,
    /// Whose book it is.
    pub lender_no: i32,
    /// Where that lender is.
    pub place: &'a Place,
    /// The engine's now.
    pub now: DateTime<Utc>,
    /// The wall's now.
    pub wall: DateTime<Utc>,
}

/// Why a row was not stored.
#[derive(Debug)]
pub enum RowError {
    /// The row's fault.
    Refused {
        /// Stable name.
        problem: &'static str,
        /// Which column.
        field: String,
        /// What is wrong.
        message: String,
        /// What to do.
        fix: String,
    },
    /// Not the row's fault: the import ends.
    Failed(StoreError),
}

impl RowError {
    fn new(problem: &'static str, field: &str, message: impl Into<String>, fix: &str) -> RowError {
        RowError::Refused { problem, field: field.to_owned(), message: message.into(), fix: fix.to_owned() }
    }
}

impl From<StoreError> for RowError {
    fn from(error: StoreError) -> RowError {
        let known = error.constraint().and_then(|name| CONSTRAINTS.iter().find(|(n, ..)| *n == name));
        match known {
            Some((_, problem, field, message, fix)) => RowError::new(problem, field, *message, fix),
            None => RowError::Failed(error),
        }
    }
}

/// Loans that a row touched: with the payment to tell their case, if one was booked.
pub type Touched = BTreeMap<Uuid, Option<(PaymentId, Option<PaymentId>)>>;

/// A kind of row that can be stored.
pub trait Stored: Import + Send {
    /// What the caller must have the right to change.
    const RESOURCE: Resource;
    /// Detection's picture of the fleet changes with it.
    const CHANGES_ASSETS: bool;
    /// Stores it; idempotent by its natural key.
    fn store(
        &self,
        desk: &Desk<'_>,
        c: &mut PgConnection,
        touched: &mut Touched,
    ) -> impl Future<Output = Result<(), RowError>> + Send;
}

impl Stored for BorrowerRecord {
    const RESOURCE: Resource = Resource::Borrowers;
    const CHANGES_ASSETS: bool = true;

    async fn store(&self, desk: &Desk<'_>, c: &mut PgConnection, _: &mut Touched) -> Result<(), RowError> {
        let new = NewBorrower {
            external_id: &self.borrower_no,
            name: &self.name,
            id_number: self.id_number.as_deref(),
            phone: self.phone.as_deref(),
            email: self.email.as_deref(),
            address: self.address.as_deref(),
            vulnerable: self.vulnerable,
            watch_listed: self.watch_listed,
        };
        let sealed = desk.services.with_random(|r| Sealed::of(&desk.services.seal, r, &new));
        let id = borrowers::save(c, desk.services.new_id(), desk.lender_no, &new, &sealed, true, desk.wall).await?;
        borrowers::declare(c, desk.lender_no, id, DeclaredKind::Home, self.home).await?;
        borrowers::declare(c, desk.lender_no, id, DeclaredKind::Work, self.work).await?;
        Ok(())
    }
}

impl Stored for VehicleRecord {
    const RESOURCE: Resource = Resource::Vehicles;
    const CHANGES_ASSETS: bool = true;

    async fn store(&self, desk: &Desk<'_>, c: &mut PgConnection, _: &mut Touched) -> Result<(), RowError> {
        let currency = self.valuation.map(|m| m.currency.code().to_owned());
        let new = NewVehicle {
            external_id: None,
            vin: self.vin.as_str(),
            plate: self.plate.as_deref(),
            make: self.make.as_deref(),
            model: self.model.as_deref(),
            model_year: self.year.and_then(|y| i16::try_from(y).ok()),
            colour: self.colour.as_deref(),
            class: self.class,
            keys_held: self.keys_held.map(i16::from),
            odometer_km: self.odometer_km.and_then(|km| i32::try_from(km).ok()),
            valuation_minor: self.valuation.map(|m| m.minor),
            valuation_currency: currency.as_deref(),
            valued_on: self.valued_on,
            lien_registered: self.lien_registered,
            lien_authority: self.lien_authority.as_deref(),
            lien_no: self.lien_no.as_deref(),
            lien_date: self.lien_date,
        };
        vehicles::save(c, desk.services.new_id(), desk.lender_no, &new, true, desk.wall).await?;
        Ok(())
    }
}

impl Stored for TrackerRecord {
    const RESOURCE: Resource = Resource::Trackers;
    const CHANGES_ASSETS: bool = true;

    async fn store(&self, desk: &Desk<'_>, c: &mut PgConnection, _: &mut Touched) -> Result<(), RowError> {
        let new = NewTracker {
            protocol: &self.protocol,
            device_id: &self.terminal_id,
            model: self.model.as_deref(),
            role: self.role.name(),
            wake_interval_s: self.wake_interval_s.and_then(|s| i32::try_from(s).ok()),
            iccid: self.iccid.as_deref(),
            msisdn: self.msisdn.as_deref(),
            stock: Some(self.stock_status.name()),
            service_expires_on: self.service_expires_on,
        };
        trackers::save(c, desk.services.new_id(), desk.lender_no, &new, true, desk.wall).await?;
        Ok(())
    }
}

impl Stored for InstallationRecord {
    const RESOURCE: Resource = Resource::Trackers;
    const CHANGES_ASSETS: bool = true;

    async fn store(&self, desk: &Desk<'_>, c: &mut PgConnection, _: &mut Touched) -> Result<(), RowError> {
        let tracker_no = trackers::number_of_device(c, desk.lender_no, &self.terminal_id).await?;
        let vehicle_no = vehicles::number_of_vin(c, desk.lender_no, self.vin.as_str()).await?;
        let new = NewInstallation {
            id: desk.services.new_id(),
            lender_no: desk.lender_no,
            tracker_no: tracker_no.ok_or_else(|| gone("terminal_id"))?,
            vehicle_no: vehicle_no.ok_or_else(|| gone("vin"))?,
            installed_at: self.installed_at,
            removed_at: self.removed_at,
            installer: self.installer.as_deref(),
            mount: self.position.as_deref(),
        };
        Ok(trackers::install_again(c, &new, desk.wall).await?)
    }
}

impl Stored for SiteRecord {
    const RESOURCE: Resource = Resource::Sites;
    const CHANGES_ASSETS: bool = true;

    async fn store(&self, desk: &Desk<'_>, c: &mut PgConnection, _: &mut Touched) -> Result<(), RowError> {
        let extent = Extent::of(self.shape.clone()).map_err(|e| {
            RowError::new("bad_geometry", "polygon", e.to_string(), "a simple area up to about 2 000 km²")
        })?;
        let site =
            NewSite { external_id: Some(self.site_no.clone()), name: self.name.clone(), kind: self.kind, extent };
        let id = sites::upsert(c, desk.services.new_id(), desk.lender_no, &site, desk.wall).await?;
        if let Some(source) = &self.source {
            sites::set_source(c, id, source).await?;
        }
        Ok(())
    }
}

impl Stored for LoanRecord {
    const RESOURCE: Resource = Resource::Loans;
    const CHANGES_ASSETS: bool = true;

    async fn store(&self, desk: &Desk<'_>, c: &mut PgConnection, touched: &mut Touched) -> Result<(), RowError> {
        let lender_no = desk.lender_no;
        let vehicle_no = vehicles::number_of_vin(c, lender_no, self.vin.as_str()).await?;
        let borrower = borrowers::id_of(c, lender_no, &self.borrower_no).await?;
        let new = NewLoan {
            id: desk.services.new_id(),
            lender_no,
            contract_number: &self.contract_no,
            borrower_id: Some(borrower.ok_or_else(|| gone("borrower_no"))?),
            vehicle_no: vehicle_no.ok_or_else(|| gone("vin"))?,
            product: self.product,
            status: self.status,
            currency: self.currency,
            principal_minor: principal(&self.plan),
            funded_on: self.funded_on,
            plan: &self.plan,
            balance_as_of: self.balance_as_of.map_or(desk.now, |date| end_of(date, desk)),
            branch: self.branch.as_deref(),
        };
        let id = loans::upsert(c, &new, desk.wall).await?;
        if let (Some(paid), Some(on)) = (self.paid_to_date, self.balance_as_of) {
            let external_id = format!("opening:{}", self.contract_no);
            let opening = desk.services.new_id();
            payments::set_opening(c, opening, lender_no, id, &external_id, on, paid.minor, desk.wall).await?;
        }
        touched.entry(id).or_insert(None);
        Ok(())
    }
}

impl Stored for PaymentRecord {
    const RESOURCE: Resource = Resource::Payments;
    const CHANGES_ASSETS: bool = false;

    async fn store(&self, desk: &Desk<'_>, c: &mut PgConnection, touched: &mut Touched) -> Result<(), RowError> {
        let loan = loans::by_contract(c, desk.lender_no, &self.contract_no).await?;
        let (loan_id, currency) = loan.ok_or_else(|| gone("contract_no"))?;
        if currency != self.amount.currency.code() {
            let message = format!("the loan is in {currency}");
            return Err(RowError::new("wrong_currency", "currency", message, "give the amount in the loan's currency"));
        }
        let reverses = match &self.reverses {
            None => None,
            Some(other) => {
                let found = payments::by_external_id(c, desk.lender_no, other).await?;
                let found = found.filter(|(loan, _)| *loan == loan_id).map(|(_, payment)| payment.id);
                let unknown = || {
                    let message = "there is no such payment of this loan";
                    RowError::new("unknown_payment", "reverses", message, "name a payment that was booked before")
                };
                Some(found.ok_or_else(unknown)?)
            }
        };
        if let Some((of, known)) = payments::by_external_id(c, desk.lender_no, &self.payment_no).await? {
            let same = of == loan_id
                && known.paid_on == self.value_date
                && known.amount_minor.abs() == self.amount.minor
                && known.reverses == reverses;
            let message = "a payment with this number was booked with other values";
            let fix = "to undo a payment name it in reverses of a new one";
            return if same { Ok(()) } else { Err(RowError::new("duplicate_payment", "payment_no", message, fix)) };
        }
        let id = desk.services.new_id();
        let new = NewPayment {
            id,
            lender_no: desk.lender_no,
            loan_id,
            external_id: &self.payment_no,
            paid_on: self.value_date,
            amount_minor: self.amount.minor,
            reverses,
        };
        payments::insert(c, &new, desk.wall).await?;
        if reverses.is_some() {
            check_payments(&payments::of_loan(c, LoanId(loan_id)).await?)
                .map_err(|e| RowError::new("impossible_payment", "reverses", e.to_string(), "correct the payment"))?;
        }
        touched.insert(loan_id, Some((PaymentId(id), reverses.map(PaymentId))));
        Ok(())
    }
}

/// A reference that was there when the row was read, and is not now.
fn gone(field: &str) -> RowError {
    RowError::new("unknown_reference", field, "it is not there any more", "import it first")
}

fn principal(plan: &Plan) -> i64 {
    match plan {
        Plan::Regular(terms) => terms.principal_minor,
        Plan::Irregular { instalments } => instalments.instalments().iter().map(|i| i.principal_minor).sum(),
    }
}

/// The end of a day at the lender's, but not after now.
fn end_of(date: NaiveDate, desk: &Desk<'_>) -> DateTime<Utc> {
    let noon = date.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    let noon = desk.place.zone.from_local_datetime(&noon).earliest();
    noon.map_or(desk.now, |t| next_day_start(t.to_utc(), desk.place.zone)).min(desk.now)
}

/// What a refused row is told.
impl RowError {
    /// The row's part, or the failure of the whole.
    pub fn told(self) -> Result<(&'static str, String, String, String)> {
        match self {
            RowError::Refused { problem, field, message, fix } => Ok((problem, field, message, fix)),
            RowError::Failed(error) => Err(Error::from(error)),
        }
    }
}
