//! Costs, the settlement statement, and the settlement itself.

use super::money::{books, money, new_entry, newest_asked, newest_statement, post, reverse};
use super::{Doing, OpenCase, RecoveryError, act_on_case, law};
use crate::store::case_files;
use crate::store::documents::New;
use crate::store::shelves::{CaseStatement, Others, STATEMENTS, YARDS};
use crate::store::{custody, vehicles};
use lienwatch_domain::compliance::{self, DebtorLocalTime, Law, Layer, Pack, PackSet, Place, waterfall_profile};
use lienwatch_domain::ids::{CaseId, EvidenceId, StatementId};
use lienwatch_domain::money::Money;
use lienwatch_domain::recovery::{Action, Chain, Custodian, Stage, stays, storage_fee};
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::ledger::{Account, Cause, Head, Ledger, Posting, book, settlement, settlement_gaps};
use lienwatch_domain::settlement::statement::{Credit, Facts, Statement};
use lienwatch_domain::settlement::waterfall::{
    CostKind, Debt, DebtComponent, Input, Lien, OwnLien, Profile, distribute,
};
use sqlx::PgConnection;

/// What a statement is asked to take into account beside the books; `None`: as the last version did.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Other liens on the car.
    pub liens: Option<Vec<Lien>>,
    /// Credits that the debt does not hold.
    pub credits: Option<Vec<Credit>>,
    /// The order that the contract gives for the components of the debt; empty: the law's.
    pub debt_order: Option<Vec<DebtComponent>>,
}

impl Asked {
    fn after(self, last: Others) -> Others {
        Others {
            liens: self.liens.unwrap_or(last.liens),
            credits: self.credits.unwrap_or(last.credits),
            debt_order: self.debt_order.or(last.debt_order).filter(|order| !order.is_empty()),
        }
    }
}

/// Posts a cost that the lender paid itself, on its document.
///
/// # Errors
/// The document is no evidence of this case, a rule of the place does not let it be charged, or the books refuse.
pub async fn post_cost(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    kind: CostKind,
    amount: Money,
    document: EvidenceId,
) -> Result<(), RecoveryError> {
    if case_files::known_files(c, open.id(), &[document.0]).await? != 1 {
        let message = "the document is no evidence of this case";
        return Err(Refusal::new("costs_evidenced", message, "upload the invoice or receipt first").into());
    }
    let mut books = books(c, open).await?;
    if books.posted(Cause::Cost { document }).is_none() {
        let of_its_fee = standing(&books)?.into_iter().filter(|(other, _)| law::one_fee(*other, kind));
        law::judge_charges(c, doing, open, "cost", of_its_fee.chain([(kind, amount)])).await?;
    }
    let head = Head::new(new_entry(doing), CaseId(open.id()), doing.now, Cause::Cost { document });
    post(c, doing, open, &mut books, book::cost(head, kind, amount)?).await
}

/// What the books hold of each kind of cost.
fn standing(books: &Ledger) -> Result<Vec<(CostKind, Money)>, RecoveryError> {
    let of = |kind: &CostKind| books.balance(Account::Cost(*kind)).map(|amount| (*kind, amount));
    CostKind::ALL.iter().map(of).collect::<Result<_, _>>().map_err(money)
}

/// What yards have cost until now, by the hand-overs: posted on the first document of the hand-over that began each
/// stay, and corrected where the car stayed on.
async fn post_storage(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    books: &mut Ledger,
    chain: &Chain,
) -> Result<(), RecoveryError> {
    let into_yards: Vec<_> = chain
        .hand_overs()
        .iter()
        .filter(|over| matches!(over.to, Custodian::Yard { .. }) && over.at <= doing.now)
        .collect();
    let class = vehicles::class(c, open.stored.case.vehicle.0).await?;
    for (stay, over) in stays(chain, doing.now, open.place.zone).into_iter().zip(into_yards) {
        let yard = YARDS.get(c, stay.yard.0).await?.ok_or(RecoveryError::NotFound("yard"))?.value;
        let fee = storage_fee(stay, class, &yard.rates)
            .map_err(|e| Refusal::new("yard_rate", e.to_string(), "correct the yard's rates"))?;
        let Some(document) = over.evidence.first().copied() else { continue };
        // The entry that stands is the last of its corrections.
        let mut cause = Cause::Cost { document };
        let mut stands = None;
        while let Some(entry) = books.posted(cause) {
            stands = Some(entry);
            cause = Cause::Correction { of: entry.id() };
        }
        let wrong = match stands {
            None => None,
            Some(entry) => {
                let storage = |p: &&Posting| p.account == Account::Cost(CostKind::Storage);
                let Some(posting) = entry.postings().iter().find(storage) else {
                    let message = "another cost was posted on the paper of the hand-over to a yard";
                    let remedy = "reverse that cost, and post it on its own document";
                    return Err(Refusal::new("costs_evidenced", message, remedy).into());
                };
                if posting.amount == fee.fee && !books.is_reversed(entry.id()) {
                    continue;
                }
                Some(entry.id()).filter(|id| !books.is_reversed(*id))
            }
        };
        if let Some(id) = wrong {
            reverse(c, doing, open, books, id).await?;
        }
        if fee.fee.minor > 0 {
            let head = Head::new(new_entry(doing), CaseId(open.id()), doing.now, cause);
            post(c, doing, open, books, book::cost(head, CostKind::Storage, fee.fee)?).await?;
        }
    }
    Ok(())
}

/// Computes the next version of the statement of a case whose car is sold.
///
/// # Errors
/// The car is not sold, the debt is paid, the numbers cannot be distributed, or a rule of the place does not let a cost be
/// charged.
pub async fn make_statement(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    asked: Asked,
) -> Result<CaseStatement, RecoveryError> {
    let Stage::Sold { taken, sale } = &open.stored.case.stage else {
        let state = open.stored.case.stage.state();
        return Err(Refusal::new("car_sold", format!("the case is {state}"), "sell the car first").into());
    };
    let mut books = books(c, open).await?;
    let chain = custody::of_case(c, open.id()).await?;
    post_storage(c, doing, open, &mut books, &chain).await?;
    let listed = books.costs().map_err(money)?;
    let today = open.place.today(doing.now);
    let currency = open.loan.loan.currency;
    let of = |minor: i64| Money::new(minor.max(0), currency);
    let arrears = open.arrears;
    let debt = Debt {
        principal: of(arrears.principal_outstanding_minor),
        interest: of(arrears.outstanding_minor.saturating_sub(arrears.principal_outstanding_minor)),
        penalty: of(0),
        fees: of(0),
    };
    let last = newest_asked(c, open.id()).await?;
    let asked = asked.after(last.as_ref().map(|last| last.asked.clone()).unwrap_or_default());
    let Others { liens, credits, debt_order } = asked.clone();
    let input = Input {
        profile: profile(open)?,
        proceeds: sale.price,
        costs: listed,
        debt,
        debt_order,
        own: OwnLien::default(),
        liens,
        adjustment: None,
    };
    let waterfall = distribute(&input)?;
    let facts = Facts {
        as_of: today,
        possession_on: open.place.today(taken.at),
        sold_on: open.place.today(sale.at),
        rebate_in_debt: of(0),
        waterfall,
        credits,
    };
    let id = StatementId((doing.new_id)());
    let last = last.as_ref().map(|last| &last.statement);
    let statement = Statement::make(id, CaseId(open.id()), facts, last, doing.now)?;
    let made = CaseStatement { statement, asked };
    law::judge_charges(c, doing, open, "statement", standing(&books)?).await?;
    let new = New { id: id.0, lender_no: open.stored.lender_no, value: &made, due_at: None };
    STATEMENTS.insert(c, new, doing.now).await?;
    let data = serde_json::json!({ "statement": id, "version": made.statement.version });
    super::effects::tell(c, doing, open.stored.lender_no, ("case", open.id()), "statement_made", data).await?;
    Ok(made)
}

/// The law by which proceeds are divided: what the rules of the lender's place say of the product.
pub(super) fn profile(open: &OpenCase) -> Result<Profile, Refusal> {
    // The law of the day on which the car was sold.
    let at = match &open.stored.case.stage {
        Stage::Sold { sale, .. } | Stage::Settled { sale, .. } => sale.at,
        _ => open.stored.case.opened_at,
    };
    let (place, product) = (open.place.jurisdiction, open.loan.loan.product);
    let (places, contract) = ([Place::of(place)], Pack::none(Layer::Contract));
    let law = Law { packs: PackSet::built_in(), places: &places, lender: Pack::lender_default(), contract: &contract };
    let found = compliance::Product::from_name(product.name())
        .and_then(|product| waterfall_profile(&law, product, DebtorLocalTime::new(at, open.place.zone)))
        .and_then(|(_, name)| Profile::from_name(name));
    found.ok_or_else(|| {
        let message = format!("no rule says how the proceeds of a {product} are divided in {place}");
        Refusal::new("waterfall_profile", message, "have the rules of the place reviewed")
    })
}

/// Distributes the proceeds as the newest statement says, and settles the case.
///
/// # Errors
/// The case machine names what is missing, or the books refuse.
pub async fn settle(c: &mut PgConnection, doing: &Doing, open: &mut OpenCase) -> Result<(), RecoveryError> {
    let statement = newest_statement(c, open.id())
        .await?
        .ok_or_else(|| Refusal::new("ledger_balanced", "there is no statement", "compute the statement first"))?;
    let mut books = books(c, open).await?;
    act_on_case(c, doing, open, Action::Settle { statement: statement.id }).await?;
    // Of each kind of cost by itself: what is too much of one must not make up for another.
    if let Some(gap) = settlement_gaps(&books, &statement).map_err(money)?.into_iter().next() {
        return Err(gap.into());
    }
    let entry = settlement(&statement, new_entry(doing), doing.now)?;
    post(c, doing, open, &mut books, entry).await
}
