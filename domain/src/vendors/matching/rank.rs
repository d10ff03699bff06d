//! The ranking: who may, in which order, and why the others may not.

use super::terms::{Record, Term, Values, terms};
use super::{MatchingPolicy, Target};
use crate::ids::VendorId;
use crate::money::{Currency, Money};
use crate::recovery::OrderKind;
use crate::refusal::Refusal;
use crate::vendors::{Coverage, OrderFacts, Skill, Vendor, VendorPolicy, vendor_gaps};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Vendors that are compared at once.
const MAX_CANDIDATES: usize = 1000;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What is to be done.
    pub kind: OrderKind,
    /// Skills this car or place needs, besides those of the kind.
    #[serde(default)]
    pub skills: BTreeSet<Skill>,
    /// Where.
    pub target: Target,
    /// In which currency prices are compared.
    pub currency: Currency,
    /// Vendors that have had this order and gave it back, or were asked and would not.
    #[serde(default)]
    pub tried: BTreeSet<VendorId>,
}

/// A vendor that might do it, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The vendor.
    pub vendor: &'a Vendor,
    /// Its area.
    pub coverage: &'a Coverage,
    /// Its open orders.
    pub open_orders: u32,
    /// What it has done so far.
    pub record: Record,
    /// What it would cost, by its rate card or its quote.
    pub price: Option<Money>,
    /// It has another order of the same debtor.
    pub serves_debtor: bool,
}

/// A vendor that may have the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// Who.
    pub vendor: VendorId,
    /// It already works on this debtor's other orders, and therefore goes before all that do not (`domain.md` A6.12).
    pub sticky: bool,
    /// Sum of what the terms add, basis points.
    pub score_bp: u32,
    /// The terms.
    pub terms: Vec<Term>,
}

/// A vendor that may not, and every reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// Who.
    pub vendor: VendorId,
    /// Why not.
    pub refusals: Vec<Refusal>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Who may, best first.
    pub ranked: Vec<Scored>,
    /// Who may not, by id.
    pub passed: Vec<Passed>,
}

/// Ranks candidates for an order on a day (in the lender's zone). The order depends on the candidates alone, not on
/// the order in which they come: sticky first, then the score, then the id.
pub fn rank(
    candidates: &[Candidate<'_>],
    request: &Request,
    today: NaiveDate,
    vendors: &VendorPolicy,
    policy: &MatchingPolicy,
) -> Result<Ranking, Refusal> {
    request.target.check()?;
    if candidates.len() > MAX_CANDIDATES {
        let message = format!("{} vendors are to be compared, at most {MAX_CANDIDATES} are", candidates.len());
        return Err(Refusal::new("candidates_limit", message, "narrow the vendors by kind or by place first"));
    }
    let (mut fit, mut passed) = (vec![], vec![]);
    for candidate in candidates {
        let refusals = refusals(candidate, request, today, vendors, policy);
        let vendor = candidate.vendor.id;
        if refusals.is_empty() { fit.push(candidate) } else { passed.push(Passed { vendor, refusals }) }
    }
    let cheapest = fit.iter().filter_map(|c| c.price).min_by_key(|p| p.minor);
    let mut ranked: Vec<Scored> = fit.into_iter().map(|c| score(c, request, cheapest, policy)).collect();
    ranked.sort_by_key(|s| (Reverse(s.sticky), Reverse(s.score_bp), s.vendor));
    passed.sort_by_key(|p| p.vendor);
    Ok(Ranking { ranked, passed })
}

/// Everything that keeps a candidate out.
fn refusals(
    candidate: &Candidate<'_>,
    request: &Request,
    today: NaiveDate,
    vendors: &VendorPolicy,
    policy: &MatchingPolicy,
) -> Vec<Refusal> {
    let covered = request.target.covered_bp(candidate.coverage);
    let order = OrderFacts {
        kind: request.kind,
        skills: request.skills.clone(),
        open_orders: candidate.open_orders,
        covers: covered.map(|bp| bp > 0 && bp >= policy.min_covered_bp),
    };
    let mut refusals = vendor_gaps(candidate.vendor, &order, today, vendors);
    if request.tried.contains(&candidate.vendor.id) {
        let message = "the vendor has already been asked for this order";
        refusals.push(Refusal::new("not_asked_before", message, "choose another vendor, or ask it directly"));
    }
    if let Some(price) = candidate.price.filter(|p| p.currency != request.currency) {
        let message = format!("the price is in {}, the order in {}", price.currency, request.currency);
        refusals.push(Refusal::new("one_currency", message, format!("agree on a rate card in {}", request.currency)));
    }
    refusals
}

fn score(candidate: &Candidate<'_>, request: &Request, cheapest: Option<Money>, policy: &MatchingPolicy) -> Scored {
    let terms = terms(
        &Values {
            travel: request.target.travel(&candidate.vendor.profile.bases),
            record: candidate.record,
            marks: candidate.vendor.latest_scorecard(),
            price: candidate.price,
            cheapest,
        },
        policy,
    );
    let score_bp = terms.iter().map(|t| t.adds_bp).sum();
    Scored { vendor: candidate.vendor.id, sticky: candidate.serves_debtor, score_bp, terms }
}
