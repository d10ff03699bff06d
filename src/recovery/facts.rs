//! What the machines are told.

use super::law::{self, Answers, Wanted};
use super::{Doing, RecoveryError};
use crate::store::case_files::CaseRecord;
use crate::store::cases::{self, StoredCase};
use crate::store::loans::{self, StoredLoan};
use crate::store::policy::Place;
use crate::store::shelves::ORDERS;
use crate::store::{case_files, custody, lenders, payments};
use lienwatch_domain::ids::{LenderNo, VendorId};
use lienwatch_domain::lending::{Arrears, arrears};
use lienwatch_domain::recovery::order::Party;
use lienwatch_domain::recovery::{Facts, OrderStage, Stage, WorkFacts};
use sqlx::PgConnection;
use uuid::Uuid;

/// A case being changed, with the loan it is about. Both are locked.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// The case.
    pub stored: StoredCase,
    /// Its loan.
    pub loan: StoredLoan,
    /// The lender's rules and place.
    pub place: Place,
    /// The loan's arrears now.
    pub arrears: Arrears,
}

/// On whose side the one who asks stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyIn {
    /// The lender, or this system.
    Lender,
    /// A vendor's person.
    Vendor(VendorId),
}

impl PartyIn {
    /// As an order sees it.
    pub fn party(self, doing: &Doing) -> Party {
        match self {
            PartyIn::Lender => Party::Lender(doing.actor),
            PartyIn::Vendor(vendor) => Party::Vendor { vendor, actor: doing.actor },
        }
    }
}

impl OpenCase {
    /// Locks the loan, then its case, so that two changes never wait for each other.
    ///
    /// # Errors
    /// There is no such case, or none that this transaction may see.
    pub async fn lock(c: &mut PgConnection, doing: &Doing, case: Uuid) -> Result<OpenCase, RecoveryError> {
        let loan = cases::get(c, case).await?.ok_or(RecoveryError::NotFound("case"))?.case.loan.0;
        let loan = loans::for_update(c, loan).await?.ok_or(RecoveryError::NotFound("loan"))?;
        let stored = cases::for_update(c, case).await?.ok_or(RecoveryError::NotFound("case"))?;
        OpenCase::with(c, doing, stored, loan).await
    }

    /// Of a case and a loan that are locked already.
    ///
    /// # Errors
    /// The lender is gone, or its settings cannot be read.
    pub async fn with(
        c: &mut PgConnection,
        doing: &Doing,
        stored: StoredCase,
        loan: StoredLoan,
    ) -> Result<OpenCase, RecoveryError> {
        let lender = lenders::get_no(c, LenderNo(loan.lender_no)).await?.ok_or(RecoveryError::NotFound("lender"))?;
        let place = Place::of(&lender)?;
        let paid = payments::of_loan(c, loan.loan.id).await?;
        let arrears = arrears(&loan.loan, &paid, place.today(doing.now));
        Ok(OpenCase { stored, loan, place, arrears })
    }

    /// Its id.
    pub fn id(&self) -> Uuid {
        self.stored.case.id.0
    }

    /// What the case machine is told.
    pub async fn facts(&self, c: &mut PgConnection, doing: &Doing) -> Result<Facts, RecoveryError> {
        Ok(self.facts_about(c, doing, Wanted::default()).await?.0)
    }

    /// What the case machine is told of an action, and what the gate answered.
    pub(super) async fn facts_about(
        &self,
        c: &mut PgConnection,
        doing: &Doing,
        wanted: Wanted,
    ) -> Result<(Facts, Answers), RecoveryError> {
        let (mut facts, mut answers) = (
            cases::facts(c, &self.stored, &self.loan, self.arrears, &self.place, doing.actor).await?,
            Answers::default(),
        );
        // Before field work there is nothing more to know.
        if !matches!(self.stored.case.stage, Stage::Flagged | Stage::Closed { .. }) {
            facts.work = self.work(c, doing, &mut facts.open_orders).await?;
            answers = law::answers(c, doing, self, wanted).await?;
            facts.law = answers.law.clone();
        }
        Ok((facts, answers))
    }

    async fn work(
        &self,
        c: &mut PgConnection,
        doing: &Doing,
        open_orders: &mut u32,
    ) -> Result<WorkFacts, RecoveryError> {
        let case = self.id();
        let orders = ORDERS.of_case_for_update(c, case).await?;
        let working = orders.iter().filter(|o| o.value.stage.is_live() && o.value.stage.work().is_some());
        *open_orders = u32::try_from(working.count()).unwrap_or(u32::MAX);
        let chain = custody::of_case(c, case).await?;
        let taken_by = self.stored.case.stage.taken().map(|taken| taken.order);
        let acknowledged = orders.iter().any(|o| {
            use OrderStage::{Acknowledged, Invoiced, Paid};
            Some(o.value.id) == taken_by && matches!(o.value.stage, Acknowledged { .. } | Invoiced { .. } | Paid { .. })
        });
        let unfinished = orders.iter().filter(|o| !o.value.stage.is_finished()).count();
        // What was found and checked of an earlier recovery of a reopened case says nothing of this one.
        let taken_at = self.stored.case.stage.taken().map(|taken| taken.at);
        let of_this = |record: &CaseRecord| taken_at.is_none_or(|at| record.at >= at);
        let money = super::money::facts(c, self).await?;
        let sale = super::sale::facts(c, self, doing.now).await?;
        Ok(WorkFacts {
            custodian: (!chain.hand_overs().is_empty()).then(|| chain.custodian()),
            acknowledged,
            property_handled: case_files::newest_record(c, case, "property_handled")
                .await?
                .is_some_and(|r| of_this(&r)),
            title_clear: case_files::newest_record(c, case, "title_check").await?.is_some_and(|record| {
                of_this(&record) && record.detail.get("clear").and_then(|v| v.as_bool()) == Some(true)
            }),
            appraised_at: sale.appraised_at,
            sale_paid: sale.paid,
            unfinished_orders: u32::try_from(unfinished).unwrap_or(u32::MAX),
            unevidenced_costs: money.unevidenced_costs,
            undistributed_minor: money.undistributed_minor,
        })
    }
}
