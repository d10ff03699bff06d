//! A tenant's rules for lots.

use super::{Channel, ProofKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A tenant's rules for lots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LotPolicy {
    /// Share of its deposit that a buyer who does not pay loses, basis points.
    pub forfeit_bp: u32,
    /// Hours for which the next bidder may take the lot when the winner did not pay, 1 to 720.
    pub offer_hours: u32,
    /// Who set the terms cannot approve a sale below the reserve.
    pub two_people: bool,
    /// Least of a lot's reserve or price, as a share of the appraisal, basis points. A court's first start price is at
    /// least 70 % of the appraisal (最高人民法院 法释〔2016〕18号, art. 10); the other defaults are engineering judgement.
    pub floor_bp: BTreeMap<Channel, u32>,
    /// How much of each evidence a sale by a channel needs to count as commercially reasonable.
    pub required: BTreeMap<Channel, BTreeMap<ProofKind, u32>>,
}

impl Default for LotPolicy {
    fn default() -> Self {
        use {Channel as C, ProofKind as P};
        let base = [(P::Notice, 1), (P::ConditionReport, 1), (P::Appraisal, 1), (P::Comparable, 1)];
        let required = |channel: &Channel| {
            let mut required: BTreeMap<ProofKind, u32> = base.into_iter().collect();
            if matches!(channel, C::OpenAuction | C::SealedAuction | C::FixedPrice | C::Consignment) {
                required.insert(P::Advertisement, 1);
            }
            (*channel, required)
        };
        LotPolicy {
            forfeit_bp: 10_000,
            offer_hours: 24,
            two_people: true,
            floor_bp: [(C::JudicialAuction, 7000), (C::FixedPrice, 8000), (C::BuyBack, 8000)].into_iter().collect(),
            required: Channel::ALL.iter().map(required).collect(),
        }
    }
}
