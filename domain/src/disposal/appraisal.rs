//! What the car is worth: several opinions, one of which counts.

use crate::ids::{AppraisalId, EvidenceId};
use crate::money::Money;
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Appraisals of one car that are compared.
const MAX_APPRAISALS: usize = 100;

wire_names! {
    /// Where a value comes from.
    AppraisalSource {
        /// An independent appraiser who saw the car.
        Independent = "independent",
        /// A court's or its appraiser's.
        Court = "court",
        /// An auction house that saw the car.
        AuctionHouse = "auction_house",
        /// A dealer's offer.
        DealerOffer = "dealer_offer",
        /// The lender's own people.
        Lender = "lender",
        /// A price guide, by model, year and odometer.
        PriceGuide = "price_guide",
    }
}

/// One opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// Its id.
    pub id: AppraisalId,
    /// Where it comes from.
    pub source: AppraisalSource,
    /// Who made it, or which edition of which guide.
    pub by: Reason,
    /// What the car is worth, above 0.
    pub value: Money,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The paper.
    #[serde(default)]
    pub evidence: Option<EvidenceId>,
}

/// A tenant's rules for appraisals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AppraisalPolicy {
    /// Days for which one counts.
    pub max_age_days: u32,
    /// Sources that count, the strongest first.
    pub order: Vec<AppraisalSource>,
    /// Difference between the two strongest fresh ones, of the higher, from which on it is pointed out; basis points.
    pub spread_bp: u32,
}

impl Default for AppraisalPolicy {
    fn default() -> Self {
        use AppraisalSource::*;
        let order = vec![Court, Independent, AuctionHouse, DealerOffer, PriceGuide, Lender];
        AppraisalPolicy { max_age_days: 60, order, spread_bp: 2000 }
    }
}

/// One that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which.
    pub appraisal: AppraisalId,
    /// Why not.
    pub because: String,
}

/// The one that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authoritative {
    /// Which.
    pub appraisal: AppraisalId,
    /// What it says.
    pub value: Money,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Why this one, one line each; a wide spread is pointed out here.
    pub because: Vec<String>,
    /// The others, and why not.
    pub passed_over: Vec<PassedOver>,
}

/// The appraisal that counts: of those that are fresh, of a known source and above 0, the strongest source, then the
/// latest, then the lowest (the more careful), then the id.
pub fn authoritative(
    appraisals: &[Appraisal],
    now: DateTime<Utc>,
    policy: &AppraisalPolicy,
) -> Result<Authoritative, Refusal> {
    if appraisals.len() > MAX_APPRAISALS {
        let message = format!("{} appraisals are too many to compare", appraisals.len());
        return Err(Refusal::new("appraisal_limit", message, format!("give the latest {MAX_APPRAISALS}")));
    }
    let rank = |a: &Appraisal| policy.order.iter().position(|source| *source == a.source);
    let flaw = |a: &Appraisal| {
        let age = now - a.at;
        if age < TimeDelta::zero() {
            Some("it is dated in the future".to_owned())
        } else if age > TimeDelta::days(policy.max_age_days.into()) {
            Some(format!("it is {} days old, at most {} count", age.num_days(), policy.max_age_days))
        } else if rank(a).is_none() {
            Some(format!("{} does not count here", a.source))
        } else {
            (a.value.minor <= 0).then(|| "its value is not above zero".to_owned())
        }
    };
    let mut passed_over = vec![];
    let mut fit: Vec<&Appraisal> = vec![];
    for appraisal in appraisals {
        match flaw(appraisal) {
            Some(because) => passed_over.push(PassedOver { appraisal: appraisal.id, because }),
            None => fit.push(appraisal),
        }
    }
    fit.sort_by_key(|a| (rank(a), Reverse(a.at), a.value.minor, a.id));
    let Some((best, rest)) = fit.split_first() else {
        let message = match passed_over.first() {
            Some(first) => format!("no appraisal counts; of one: {}", first.because),
            None => "the car is not appraised".to_owned(),
        };
        let remedy = format!("have it appraised; an appraisal counts for {} days", policy.max_age_days);
        return Err(Refusal::new("appraisal_fresh", message, remedy));
    };
    let weaker = |a: &Appraisal| match a.source == best.source {
        true => "a later one, or a lower one of the same time, of the same source counts",
        false => "a stronger source counts",
    };
    let others = rest.iter().map(|a| PassedOver { appraisal: a.id, because: weaker(a).to_owned() });
    passed_over.extend(others);
    let mut because = vec![
        format!("{} is the strongest source that is fresh", best.source),
        format!("made {} days ago, at most {} count", (now - best.at).num_days(), policy.max_age_days),
    ];
    if let Some(next) = rest.first().filter(|next| next.value.currency == best.value.currency) {
        let (low, high) = (best.value.minor.min(next.value.minor), best.value.minor.max(next.value.minor));
        let spread = i128::from(high - low) * 10_000 / i128::from(high);
        if spread > i128::from(policy.spread_bp) {
            because.push(format!("the next strongest, {}, differs by {} %: look at both", next.source, spread / 100));
        }
    }
    Ok(Authoritative { appraisal: best.id, value: best.value, at: best.at, because, passed_over })
}
