//! The evidence that every aspect of a sale was commercially reasonable (UCC 9-610; elsewhere, that the car was not
//! sold under its value): a checklist derived from the lot, its log and what is on file of its case.

use super::{Change, Lot, LotEvent, LotPolicy};
use crate::ids::{EvidenceId, NoticeId};
use crate::money::Money;
use crate::reason::Reason;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A piece of evidence that somebody names for a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proof", rename_all = "snake_case")]
pub enum Proof {
    /// A statutory notice of the sale was served.
    Notice {
        /// Which.
        notice: NoticeId,
    },
    /// The lot was advertised.
    Advertisement {
        /// The picture of it.
        evidence: EvidenceId,
        /// Where.
        place: Reason,
    },
    /// The report on the car's condition.
    ConditionReport {
        /// The report.
        evidence: EvidenceId,
    },
    /// What a comparable car was sold for.
    Comparable {
        /// The paper.
        evidence: EvidenceId,
        /// For how much.
        price: Money,
    },
}

impl Proof {
    /// For which item of the checklist, and which paper it is.
    pub fn paper(&self) -> (ProofKind, Uuid) {
        match self {
            Proof::Notice { notice } => (ProofKind::Notice, notice.0),
            Proof::Advertisement { evidence, .. } => (ProofKind::Advertisement, evidence.0),
            Proof::ConditionReport { evidence } => (ProofKind::ConditionReport, evidence.0),
            Proof::Comparable { evidence, .. } => (ProofKind::Comparable, evidence.0),
        }
    }
}

wire_names! {
    /// The kind of an item of the checklist.
    ProofKind {
        /// Notices served.
        Notice = "notice",
        /// Advertisements.
        Advertisement = "advertisement",
        /// Condition reports.
        ConditionReport = "condition_report",
        /// Appraisals.
        Appraisal = "appraisal",
        /// Comparable sales.
        Comparable = "comparable",
        /// Bids of the last round.
        Bid = "bid",
        /// A buyer who is not connected.
        ArmsLength = "arms_length",
        /// The reserve was met, or a sale below it approved.
        Reserve = "reserve",
    }
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckItem {
    /// What.
    pub kind: ProofKind,
    /// The papers, bids or appraisals, each once.
    pub ids: Vec<Uuid>,
    /// How many are required; 0: shown, not required.
    pub required: u32,
    /// There are as many.
    pub satisfied: bool,
    /// Of the bids: how many bidders made them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bidders: Option<u32>,
    /// Of the appraisal, once the car is sold: the price as a share of it, basis points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_bp: Option<u64>,
}

/// The checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its items.
    pub items: Vec<CheckItem>,
    /// The car is sold, and every required item is satisfied.
    pub complete: bool,
}

/// Papers that the case has anyway, by the item that they prove: served notices of the sale, reports on the car's
/// condition, what was recorded as proof of a reasonable sale.
pub type OnFile = BTreeMap<ProofKind, Vec<Uuid>>;

/// What the log tells that the lot itself does not. Of the log only proofs and listings are read.
struct Told {
    papers: OnFile,
    appraised: Option<Money>,
}

/// The checklist of a lot: from the lot as it is, its log in order (at least its proofs and listings), and the papers
/// of its case.
pub fn reasonableness(lot: &Lot, log: &[LotEvent], on_file: &OnFile, policy: &LotPolicy) -> Checklist {
    let mut told = read(log);
    for (kind, papers) in on_file {
        papers.iter().for_each(|paper| told.paper(*kind, *paper));
    }
    let required = policy.required.get(&lot.terms.selling.channel());
    let item = |kind: ProofKind, ids: Vec<Uuid>| {
        let required = required.and_then(|r| r.get(&kind)).copied().unwrap_or(0);
        let satisfied = ids.len() as u64 >= u64::from(required);
        CheckItem { kind, ids, required, satisfied, bidders: None, share_bp: None }
    };
    let mut papers = |kind: ProofKind| item(kind, told.papers.remove(&kind).unwrap_or_default());
    let mut items = vec![
        papers(ProofKind::Notice),
        papers(ProofKind::Advertisement),
        papers(ProofKind::ConditionReport),
        CheckItem { share_bp: share(lot, told.appraised), ..papers(ProofKind::Appraisal) },
        papers(ProofKind::Comparable),
    ];
    let bidders: BTreeSet<_> = lot.bids.iter().map(|bid| bid.buyer).collect();
    let bids = item(ProofKind::Bid, lot.bids.iter().map(|bid| bid.id.0).collect());
    items.push(CheckItem { bidders: Some(bidders.len() as u32), ..bids });
    let sold = lot.award();
    if let Some(award) = sold {
        let connected = lot.bid(award.bid).is_some_and(|bid| bid.connected);
        let approved = lot.approval.as_ref().is_some_and(|approval| approval.bid == award.bid);
        let fair = approved || lot.reserve_met(award.price);
        let fact = |kind, satisfied| CheckItem { required: 1, satisfied, ..item(kind, vec![]) };
        items.extend([fact(ProofKind::ArmsLength, !connected), fact(ProofKind::Reserve, fair)]);
    }
    let complete = sold.is_some() && items.iter().all(|one| one.satisfied);
    Checklist { items, complete }
}

fn read(log: &[LotEvent]) -> Told {
    let mut told = Told { papers: OnFile::new(), appraised: None };
    for event in log {
        match &event.change {
            Change::ProofRecorded { proof } => {
                let (kind, paper) = proof.paper();
                told.paper(kind, paper);
            }
            Change::Listed { appraisal, value, .. } | Change::Relisted { appraisal, value, .. } => {
                told.paper(ProofKind::Appraisal, appraisal.0);
                told.appraised = Some(*value);
            }
            _ => {}
        }
    }
    told
}

impl Told {
    /// The same paper counts once.
    fn paper(&mut self, kind: ProofKind, paper: Uuid) {
        let papers = self.papers.entry(kind).or_default();
        if !papers.contains(&paper) {
            papers.push(paper);
        }
    }
}

/// The price as a share of the appraisal that the car was listed by, where both are of one currency.
fn share(lot: &Lot, appraised: Option<Money>) -> Option<u64> {
    let (price, value) = (lot.award()?.price, appraised?);
    let comparable = value.minor > 0 && price.currency == value.currency;
    let share = comparable.then(|| i128::from(price.minor) * 10_000 / i128::from(value.minor));
    share.and_then(|bp| u64::try_from(bp).ok())
}
