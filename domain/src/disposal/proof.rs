//! The evidence that every aspect of a sale was commercially reasonable (UCC 9-610; elsewhere, that the car was not
//! sold under its value): a checklist derived from the lot's log.

use super::{Change, Channel, LotEvent, LotPolicy};
use crate::ids::{AppraisalId, EvidenceId, NoticeId};
use crate::money::Money;
use crate::reason::Reason;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A piece of evidence.
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
    /// The papers, bids or appraisals.
    pub ids: Vec<Uuid>,
    /// How many are required; 0: shown, not required.
    pub required: u32,
    /// There are as many.
    pub satisfied: bool,
    /// In words.
    pub note: String,
}

/// The checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its items.
    pub items: Vec<CheckItem>,
    /// Every required item is satisfied.
    pub complete: bool,
}

/// What the log tells.
#[derive(Default)]
struct Told {
    channel: Option<Channel>,
    ids: BTreeMap<ProofKind, Vec<Uuid>>,
    appraised: Option<Money>,
    bidders: Vec<Uuid>,
    /// Price of the award that stands, and whether its buyer is connected.
    sold: Option<(Money, bool)>,
    reserve_met: Option<bool>,
}

/// The checklist of a lot, from its whole log in order.
pub fn reasonableness(log: &[LotEvent], policy: &LotPolicy) -> Checklist {
    let told = read(log);
    let required = told.channel.and_then(|channel| policy.required.get(&channel));
    let item = |kind: ProofKind| {
        let ids = told.ids.get(&kind).cloned().unwrap_or_default();
        let required = required.and_then(|r| r.get(&kind)).copied().unwrap_or(0);
        let satisfied = ids.len() as u64 >= u64::from(required);
        CheckItem { kind, note: told.note(kind, ids.len()), ids, required, satisfied }
    };
    let mut items: Vec<CheckItem> = [
        ProofKind::Notice,
        ProofKind::Advertisement,
        ProofKind::ConditionReport,
        ProofKind::Appraisal,
        ProofKind::Comparable,
        ProofKind::Bid,
    ]
    .into_iter()
    .map(item)
    .collect();
    if let Some((_, connected)) = told.sold {
        let note = if connected { "the buyer is connected to the seller" } else { "the buyer is not connected" };
        items.push(fact(ProofKind::ArmsLength, !connected, note));
        let met = told.reserve_met != Some(false);
        items.push(fact(ProofKind::Reserve, met, if met { "met, or a sale below it approved" } else { "not met" }));
    }
    let complete = told.sold.is_some() && items.iter().all(|i| i.satisfied);
    Checklist { items, complete }
}

fn fact(kind: ProofKind, satisfied: bool, note: &str) -> CheckItem {
    CheckItem { kind, ids: vec![], required: 1, satisfied, note: note.to_owned() }
}

fn read(log: &[LotEvent]) -> Told {
    let mut told = Told::default();
    for event in log {
        match &event.change {
            Change::Drafted { terms } | Change::TermsChanged { terms } => {
                told.channel = Some(terms.selling.channel());
            }
            Change::ProofRecorded { proof } => told.proof(proof),
            Change::Listed { appraisal, value, .. } => told.listed(*appraisal, *value),
            Change::Relisted { appraisal, value, terms, .. } => {
                told.channel = Some(terms.selling.channel());
                told.ids.remove(&ProofKind::Bid);
                told.bidders.clear();
                told.listed(*appraisal, *value);
            }
            Change::BidPlaced { bid, buyer, .. }
            | Change::Bought { bid, buyer, .. }
            | Change::SaleReported { bid, buyer, .. } => {
                told.ids.entry(ProofKind::Bid).or_default().push(bid.0);
                if !told.bidders.contains(&buyer.0) {
                    told.bidders.push(buyer.0);
                }
            }
            Change::Closed { reserve_met, .. } => told.reserve_met = Some(*reserve_met),
            Change::ReserveApproved { .. } => told.reserve_met = Some(true),
            Change::Awarded { price, connected, .. } => told.sold = Some((*price, *connected)),
            Change::Defaulted { .. } | Change::Withdrawn { .. } => told.sold = None,
            _ => {}
        }
    }
    told
}

impl Told {
    fn proof(&mut self, proof: &Proof) {
        let (kind, id) = match proof {
            Proof::Notice { notice } => (ProofKind::Notice, notice.0),
            Proof::Advertisement { evidence, .. } => (ProofKind::Advertisement, evidence.0),
            Proof::ConditionReport { evidence } => (ProofKind::ConditionReport, evidence.0),
            Proof::Comparable { evidence, .. } => (ProofKind::Comparable, evidence.0),
        };
        self.once(kind, id);
    }

    fn listed(&mut self, appraisal: AppraisalId, value: Money) {
        self.once(ProofKind::Appraisal, appraisal.0);
        self.appraised = Some(value);
    }

    /// The same paper counts once.
    fn once(&mut self, kind: ProofKind, id: Uuid) {
        let ids = self.ids.entry(kind).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn note(&self, kind: ProofKind, count: usize) -> String {
        match (kind, self.appraised, self.sold) {
            (ProofKind::Appraisal, Some(value), Some((price, _))) if value.minor > 0 => {
                let share = i128::from(price.minor) * 10_000 / i128::from(value.minor);
                format!("sold for {}.{:02} % of the appraisal", share / 100, share % 100)
            }
            (ProofKind::Bid, ..) => format!("bids: {count}, bidders: {}", self.bidders.len()),
            _ => format!("{count} on file"),
        }
    }
}
