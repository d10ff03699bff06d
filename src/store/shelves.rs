//! Which table holds which documents.

use super::documents::Shelf;
use lienwatch_domain::complaint::Complaint;
use lienwatch_domain::compliance::Notice;
use lienwatch_domain::compliance::text::TemplateField;
use lienwatch_domain::disposal::buyers::Buyer;
use lienwatch_domain::disposal::{Appraisal, Lot};
use lienwatch_domain::ids::CaseId;
use lienwatch_domain::language::Language;
use lienwatch_domain::promise::Promise;
use lienwatch_domain::recovery::{Letter, Order, Yard};
use lienwatch_domain::settlement::fees::RateCard;
use lienwatch_domain::settlement::invoice::Invoice;
use lienwatch_domain::settlement::reconciliation::Reconciliation;
use lienwatch_domain::settlement::statement::{Credit, Statement};
use lienwatch_domain::settlement::tasks::MoneyTask;
use lienwatch_domain::settlement::waterfall::{DebtComponent, Lien};
use lienwatch_domain::vendors::Vendor;
use lienwatch_domain::vendors::agents::Agent;
use lienwatch_domain::vendors::offers::Round;
use std::collections::BTreeMap;

/// Orders to contractors.
pub const ORDERS: Shelf<Order> = Shelf::new("recovery_order");
/// Letters of authorisation.
pub const LETTERS: Shelf<Letter> = Shelf::new("letter");
/// Yards.
pub const YARDS: Shelf<Yard> = Shelf::new("yard");
/// Vendors.
pub const VENDORS: Shelf<Vendor> = Shelf::new("vendor");
/// The people of vendors.
pub const AGENTS: Shelf<Agent> = Shelf::new("agent");
/// An appraisal of the car of a case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CaseAppraisal {
    /// Of which case.
    pub case: CaseId,
    /// What was appraised.
    #[serde(flatten)]
    pub appraisal: Appraisal,
}

/// Appraisals.
pub const APPRAISALS: Shelf<CaseAppraisal> = Shelf::new("appraisal");
/// Lots.
pub const LOTS: Shelf<Lot> = Shelf::new("lot");
/// Buyers.
pub const BUYERS: Shelf<Buyer> = Shelf::new("buyer");
/// Rate cards of vendors.
pub const RATE_CARDS: Shelf<RateCard> = Shelf::new("rate_card");
/// Invoices of vendors.
pub const INVOICES: Shelf<Invoice> = Shelf::new("invoice");
/// The reckoning of a month with a vendor; each run is a version of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MonthReckoning {
    /// The run.
    pub version: u64,
    /// What it came to.
    #[serde(flatten)]
    pub reckoning: Reconciliation,
}

/// Reckonings.
pub const RECKONINGS: Shelf<MonthReckoning> = Shelf::new("reconciliation");
/// What reckonings ask people to do.
pub const MONEY_TASKS: Shelf<MoneyTask> = Shelf::new("money_task");
/// Promises to pay.
pub const PROMISES: Shelf<Promise> = Shelf::new("promise");
/// What a statement is asked to take into account beside the books.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Others {
    /// Other liens on the car.
    pub liens: Vec<Lien>,
    /// Credits that the debt does not hold.
    pub credits: Vec<Credit>,
    /// The order that the contract gives for the components of the debt.
    pub debt_order: Option<Vec<DebtComponent>>,
}

/// A version of a case's statement, with what it was asked to take into account.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CaseStatement {
    /// Its lines, what it comes to.
    #[serde(flatten)]
    pub statement: Statement,
    /// Beside the books.
    #[serde(default)]
    pub asked: Others,
}

/// Settlement statements.
pub const STATEMENTS: Shelf<CaseStatement> = Shelf::new("statement");
/// Rounds of offers.
pub const ROUNDS: Shelf<Round> = Shelf::new("offer_round");

/// A statutory notice of a case, with what its text is made of.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CaseNotice {
    /// Its terms, where it stands.
    #[serde(flatten)]
    pub notice: Notice,
    /// In which language it was sent; `None`: it was not.
    pub language: Option<Language>,
    /// The values of its template's fields, as it was sent; the debtor's name is not among them.
    pub fields: BTreeMap<TemplateField, String>,
    /// The debtor's name, as it was sent: sealed, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debtor_sealed: Option<String>,
}

/// Statutory notices.
pub const NOTICES: Shelf<CaseNotice> = Shelf::new("notice");

/// A complaint, with who complains and what they say.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ComplaintFile {
    /// Its terms, where it stands.
    #[serde(flatten)]
    pub complaint: Complaint,
    /// Name, contact and words of whoever complains: sealed, hexadecimal.
    pub party_sealed: String,
    /// Digest of the form that was sent: sent again it is the same complaint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<String>,
}

/// Complaints.
pub const COMPLAINTS: Shelf<ComplaintFile> = Shelf::new("complaint");
