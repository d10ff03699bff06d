//! What keeps a vendor from an order, who of it may work today, and which vendor fits an order best.

use super::law::{self, Gate, Judged};
use super::whereabouts::{self, Leads};
use super::{Doing, OpenCase, RecoveryError};
use crate::store::documents::Filter;
use crate::store::shelves::{AGENTS, VENDORS};
use crate::store::vendors;
use lienwatch_domain::ids::{AgentId, VendorId};
use lienwatch_domain::money::Money;
use lienwatch_domain::recovery::Order;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::vendors::agents::{Agent, agent_gaps};
use lienwatch_domain::vendors::matching::{Candidate, Ranking, Record, Request, rank};
use lienwatch_domain::vendors::{Coverage, OrderFacts, Vendor, vendor_gaps};
use sqlx::PgConnection;
use std::collections::{BTreeSet, HashMap};

/// People of one vendor that are looked at.
const MOST_AGENTS: i64 = 1000;
/// Vendors compared for one order.
const MOST_VENDORS: i64 = 500;

/// What an order asks of a vendor.
#[derive(Debug, Clone, Default)]
pub(super) struct OfVendor {
    /// What keeps it from the order.
    pub gaps: Vec<Refusal>,
    /// Its agents who may work today.
    pub agents: Vec<AgentId>,
    /// What the gate says to giving it the order.
    pub judged: Option<Judged>,
}

/// The people of a vendor.
pub(super) async fn people(c: &mut PgConnection, vendor: VendorId) -> Result<Vec<Agent>, RecoveryError> {
    let filter = Filter { vendor_id: Some(vendor.0), ..Filter::default() };
    let found = AGENTS.list(c, filter, None, MOST_AGENTS).await?;
    Ok(found.into_iter().map(|stored| stored.value).collect())
}

/// Reads them.
pub(super) async fn facts(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    gate: &Gate,
    order: &Order,
    vendor: VendorId,
) -> Result<OfVendor, RecoveryError> {
    let stored = VENDORS.get(c, vendor.0).await?.ok_or(RecoveryError::NotFound("vendor"))?;
    if stored.lender_no != open.stored.lender_no {
        return Err(RecoveryError::NotFound("vendor"));
    }
    let today = open.place.today(doing.now);
    let policy = &open.place.policy.vendors;
    let coverage = vendors::coverage(c, vendor.0).await?;
    let asked = OrderFacts {
        kind: order.kind,
        skills: BTreeSet::new(),
        open_orders: vendors::open_orders(c, vendor.0, Some(order.id.0)).await?,
        covers: order.target.map(|place| coverage.covers(place)),
    };
    let mut gaps = vendor_gaps(&stored.value, &asked, today, policy);
    let judged = match law::ground(open) {
        Some(ground) => {
            let about = gate.about_order(c, open, Some(order.clone()), Some(vendor)).await?;
            Some(gate.judge(open, doing, "offer", law::dispatch(order.kind, &ground), &about, doing.now))
        }
        None => None,
    };
    gaps.extend(judged.iter().flat_map(|judged| law::only(&judged.decision, &law::OF_VENDOR).obstacles()));
    let may = |agent: &Agent| agent_gaps(agent, today, policy).is_empty();
    let agents = people(c, vendor).await?.iter().filter(|agent| may(agent)).map(|agent| agent.id).collect();
    Ok(OfVendor { gaps, agents, judged })
}

/// Who fits an order, and where it was taken to lead.
#[derive(Debug, Clone)]
pub struct Matched {
    /// Who may have it, best first, and why the others may not.
    pub ranking: Ranking,
    /// Where it leads.
    pub leads: Leads,
}

/// Which vendors fit an order, best first, and why the others do not. `quotes` are prices that vendors named.
pub async fn matches(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
    quotes: &HashMap<VendorId, Money>,
) -> Result<Matched, RecoveryError> {
    let active = ["active".to_owned()];
    let filter = Filter { states: Some(&active), ..Filter::default() };
    let found = VENDORS.list(c, filter, None, MOST_VENDORS).await?;
    let lender = open.stored.lender_no;
    let mut known: Vec<(Vendor, Coverage, u32, Record)> = vec![];
    for stored in found.into_iter().filter(|stored| stored.lender_no == lender) {
        let coverage = vendors::coverage(c, stored.id).await?;
        let open_orders = vendors::open_orders(c, stored.id, Some(order.id.0)).await?;
        let ended = vendors::endings(c, stored.id).await?;
        known.push((stored.value, coverage, open_orders, record(&ended)));
    }
    let sticky = match open.loan.borrower_id {
        Some(borrower) => vendors::serving_debtor(c, borrower, open.id()).await?,
        None => vec![],
    };
    let currency = open.loan.loan.currency;
    let mut candidates = vec![];
    for (vendor, coverage, open_orders, record) in &known {
        candidates.push(Candidate {
            vendor,
            coverage,
            open_orders: *open_orders,
            record: *record,
            price: quotes.get(&vendor.id).copied().filter(|price| price.currency == currency),
            serves_debtor: sticky.contains(&vendor.id.0),
        });
    }
    let leads = whereabouts::leads(c, open, order, doing.now).await?;
    let request =
        Request { kind: order.kind, skills: BTreeSet::new(), target: leads.target(), currency, tried: BTreeSet::new() };
    let policy = &open.place.policy;
    let ranking = rank(&candidates, &request, open.place.today(doing.now), &policy.vendors, &policy.matching)?;
    Ok(Matched { ranking, leads })
}

/// What a vendor has done so far, by how its orders ended.
fn record(ended: &HashMap<String, u32>) -> Record {
    let sum = |states: &[&str]| states.iter().filter_map(|state| ended.get(*state)).sum::<u32>();
    let recovered = sum(&["completed", "acknowledged", "invoiced", "paid"]);
    let accepted = ended.values().sum::<u32>();
    Record { offered: accepted, accepted, closed: recovered + sum(&["failed", "expired"]), recovered }
}
