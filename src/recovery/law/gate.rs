//! The gate of one case: the rules that apply to it, what is on file, and the questions that are put to it.

use super::judged::Judged;
use super::people::Past;
use super::rules::Rules;
use crate::recovery::{Doing, OpenCase, RecoveryError};
use crate::store::case_files;
use crate::store::compliance::{self, Approval, LoanFile, Of, VendorFile};
use crate::store::documents::Filter;
use crate::store::lot_log;
use crate::store::recorded::{ContactEntry, Recorded};
use crate::store::shelves::{LETTERS, LOTS, NOTICES, ORDERS, VENDORS};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::compliance::{
    Calendar, DebtorLocalTime, DeviceFacts, GateAction, Law, NoticeFact, Performer, Place, decide,
};
use lienwatch_domain::disposal::{Change, Lot, LotEvent, LotState, Proof};
use lienwatch_domain::ids::{LotId, VendorId};
use lienwatch_domain::recovery::{Letter, Order};
use sqlx::PgConnection;
use uuid::Uuid;

/// Records, contacts and approvals of a case that are looked at; the newest.
const MOST: i64 = 2000;
/// No rule counts contacts for longer.
const CONTACTS_FOR: TimeDelta = TimeDelta::days(367);

/// A record with its time.
#[derive(Debug, Clone)]
pub(super) struct Filed {
    /// What was recorded.
    pub what: Recorded,
    /// When.
    pub at: DateTime<Utc>,
    /// For which order.
    pub order: Option<Uuid>,
}

/// What the caller says of the action itself.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Which number or address.
    pub to: Option<String>,
    /// Whom one speaks to is verified.
    pub identity_verified: Option<bool>,
    /// The sender says who they are.
    pub sender_identified: Option<bool>,
    /// Sound is recorded.
    pub recording: Option<bool>,
}

/// What an action is about.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Which order.
    pub order: Option<Order>,
    /// Who carries it out.
    pub performer: Option<Performer>,
    /// Which lot.
    pub lot: Option<Lot>,
    /// What is known of the device, where the engine is cut.
    pub device: DeviceFacts,
    /// What the caller says of it.
    pub said: Said,
}

impl About {
    /// The thing's id.
    pub fn subject(&self) -> Option<Uuid> {
        self.order.as_ref().map(|order| order.id.0).or_else(|| self.lot.as_ref().map(|lot| lot.id.0))
    }
}

/// The gate of one case.
#[derive(Debug)]
pub struct Gate {
    rules: Rules,
    pub(super) records: Vec<Filed>,
    pub(super) contacts: Vec<Past>,
    pub(super) file: LoanFile,
    pub(super) notices: Vec<NoticeFact>,
    pub(super) approvals: Vec<Approval>,
    pub(super) orders: Vec<Order>,
    pub(super) letters: Vec<Letter>,
    pub(super) lots: Vec<Lot>,
    pub(super) proofs: Vec<(LotId, Proof)>,
    pub(super) appraised: bool,
    pub(super) marked_vulnerable: bool,
}

impl Gate {
    /// Reads what is on file of a case that is locked.
    ///
    /// # Errors
    /// The database, or rules and holidays that can no longer be read.
    pub async fn of(c: &mut PgConnection, doing: &Doing, open: &OpenCase) -> Result<Gate, RecoveryError> {
        let (case, loan) = (open.id(), open.loan.loan.id.0);
        let file: LoanFile = compliance::file(c, loan).await?.unwrap_or_default();
        let rules = Rules::of(c, open.stored.lender_no, &open.place, &file).await?;
        // A record of a kind that this version does not know says nothing to the gate.
        let filed = |record: case_files::CaseRecord| {
            let (at, order) = (record.at, record.order_id);
            read(record.detail).map(|what| Filed { what, at, order })
        };
        let records = case_files::newest_records(c, case, MOST).await?.into_iter().filter_map(filed).collect();
        let past = |row: case_files::LoggedContact| match read(row.detail) {
            Some(Recorded::Contact(entry)) => Some(Past::new(entry, row.at, row.same_loan)),
            _ => None,
        };
        let since = doing.now - CONTACTS_FOR;
        let contacts = case_files::contacts(c, loan, since, MOST).await?.into_iter().filter_map(past).collect();
        let of_case = Filter { case_id: Some(case), ..Filter::default() };
        let notices = NOTICES.list(c, of_case, None, MOST).await?;
        let marked_vulnerable = match open.loan.borrower_id {
            Some(borrower) => compliance::marked_vulnerable(c, borrower).await?,
            None => false,
        };
        let lots: Vec<Lot> = LOTS.of_case_for_update(c, case).await?.into_iter().map(|stored| stored.value).collect();
        let ids: Vec<Uuid> = lots.iter().map(|lot| lot.id.0).collect();
        let proof = |row: LotEvent| match row.change {
            Change::ProofRecorded { proof } => Some((row.lot, proof)),
            _ => None,
        };
        let proofs = lot_log::papers(c, &ids).await?.into_iter().filter_map(proof).collect();
        Ok(Gate {
            rules,
            records,
            contacts,
            file,
            notices: notices.into_iter().filter_map(|stored| stored.value.notice.fact()).collect(),
            approvals: compliance::approvals(c, Of::Case(case), MOST).await?,
            orders: ORDERS.of_case_for_update(c, case).await?.into_iter().map(|stored| stored.value).collect(),
            letters: LETTERS.of_case_for_update(c, case).await?.into_iter().map(|stored| stored.value).collect(),
            lots,
            proofs,
            appraised: crate::recovery::counts(c, open, doing.now).await?.is_some(),
            marked_vulnerable,
        })
    }

    /// The rules that apply.
    pub fn law(&self) -> Law<'_> {
        self.rules.law()
    }

    /// An instant where the debtor is.
    pub fn local(&self, at: DateTime<Utc>) -> DebtorLocalTime {
        DebtorLocalTime::new(at, self.rules.zone)
    }

    /// The holidays where the debtor is.
    pub fn holidays(&self) -> &Calendar {
        &self.rules.holidays
    }

    /// Where the law is asked first.
    pub fn first_place(&self) -> Option<&Place> {
        self.rules.places.first()
    }

    /// The live order that takes the car, where a vendor works on one.
    pub fn taker(&self) -> Option<&Order> {
        let working = |order: &&Order| order.stage.is_live() && order.stage.work().is_some();
        self.orders.iter().filter(working).find(|order| order.kind.takes())
    }

    /// The lot of the car.
    pub fn lot(&self) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.state() != LotState::Withdrawn)
    }

    /// What an action on an order is about. `vendor`: who gets it; default: who works on it.
    pub(in crate::recovery) async fn about_order(
        &self,
        c: &mut PgConnection,
        open: &OpenCase,
        order: Option<Order>,
        vendor: Option<VendorId>,
    ) -> Result<About, RecoveryError> {
        let vendor = vendor.or_else(|| order.as_ref()?.stage.work().map(|work| work.vendor));
        let performer = match vendor {
            Some(vendor) => Some(performer(c, open, vendor).await?),
            None => None,
        };
        Ok(About { order, performer, ..About::default() })
    }

    /// What a contact by the lender's own people, or by a contractor on an order, is about.
    ///
    /// # Errors
    /// The database.
    pub async fn about_contact(
        &self,
        c: &mut PgConnection,
        open: &OpenCase,
        order: Option<Order>,
        said: Said,
    ) -> Result<About, RecoveryError> {
        let about = self.about_order(c, open, order, None).await?;
        Ok(About { performer: about.performer.or(Some(Performer::Own)), said, ..about })
    }

    /// Asks the gate.
    pub fn judge(
        &self,
        open: &OpenCase,
        doing: &Doing,
        step: &'static str,
        action: GateAction,
        about: &About,
        at: DateTime<Utc>,
    ) -> Judged {
        let facts = self.facts(open, doing, &action, about, at);
        let decision = decide(&action, &self.law(), &facts, at, self.rules.zone, &self.rules.holidays);
        Judged { step, action, subject: about.subject(), decision }
    }
}

/// A record as it was brought: what the gate said of a contact is written beside it.
fn read(mut detail: serde_json::Value) -> Option<Recorded> {
    if let Some(object) = detail.as_object_mut() {
        object.remove("gate");
    }
    serde_json::from_value(detail).ok()
}

impl From<&ContactEntry> for Said {
    fn from(entry: &ContactEntry) -> Said {
        Said {
            to: entry.to.clone(),
            identity_verified: entry.identity_verified,
            sender_identified: entry.sender_identified,
            recording: entry.recording,
        }
    }
}

/// A vendor as rules know it.
async fn performer(c: &mut PgConnection, open: &OpenCase, vendor: VendorId) -> Result<Performer, RecoveryError> {
    let file: VendorFile = compliance::file(c, vendor.0).await?.unwrap_or_default();
    let stored = VENDORS.get(c, vendor.0).await?.ok_or(RecoveryError::NotFound("vendor"))?;
    let marked = stored.value.latest_scorecard().map(|card| open.place.today(card.at));
    let evaluated_on = file.evaluated_on.max(marked);
    Ok(Performer::Vendor { listed: file.listed, evaluated_on, audited_on: file.audited_on })
}
