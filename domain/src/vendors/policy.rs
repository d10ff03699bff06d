//! A tenant's rules for vendors.

use super::{DocumentKind, ScorecardPolicy, Skill};
use crate::recovery::OrderKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A tenant's rules for vendors and their people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VendorPolicy {
    /// Papers that every vendor needs, to be let in and for every order.
    pub required: BTreeSet<DocumentKind>,
    /// Papers that an order of a kind needs besides.
    pub required_for: BTreeMap<OrderKind, BTreeSet<DocumentKind>>,
    /// Skills that an order of a kind needs.
    pub skills_for: BTreeMap<OrderKind, BTreeSet<Skill>>,
    /// People with complete files a vendor needs to be let in.
    pub min_agents: u32,
    /// Named people an order of a kind needs on site (`domain.md` A5.1: a visit two or more). One where none is set.
    pub crew_for: BTreeMap<OrderKind, u32>,
    /// Lowest score of a person's training that counts (`domain.md` A7.3), 0 to 100.
    pub training_min: u32,
    /// Days for which a training counts.
    pub training_days: u32,
    /// Days for which a look into a person's record counts.
    pub background_days: u32,
    /// Who entered a vendor cannot let it in.
    pub two_people: bool,
    /// How quarters are marked.
    pub scorecard: ScorecardPolicy,
}

impl Default for VendorPolicy {
    fn default() -> Self {
        use {DocumentKind as D, OrderKind as K};
        let field = [
            K::Repossess,
            K::VoluntarySurrender,
            K::ImpoundInvoluntary,
            K::ImpoundVoluntary,
            K::Investigate,
            K::FieldVisit,
        ];
        let mut required_for: BTreeMap<OrderKind, BTreeSet<DocumentKind>> = BTreeMap::new();
        for kind in field {
            required_for.entry(kind).or_default().extend([D::LiabilityInsurance, D::RecoveryLicence]);
        }
        for kind in [K::Repossess, K::Tow, K::Transport] {
            required_for.entry(kind).or_default().extend([D::OnHookInsurance, D::TransportLicence]);
        }
        required_for.entry(K::Store).or_default().extend([D::GaragekeepersInsurance]);
        required_for.entry(K::Auction).or_default().extend([D::AuctionLicence, D::Bond]);
        required_for.entry(K::Consign).or_default().extend([D::Bond]);
        required_for.entry(K::MakeKeys).or_default().extend([D::LocksmithLicence]);
        let skills = [
            (K::ImpoundInvoluntary, Skill::Impound),
            (K::ImpoundVoluntary, Skill::Impound),
            (K::ConditionReport, Skill::Inspection),
            (K::Auction, Skill::Auctioneer),
            (K::MakeKeys, Skill::Keys),
        ];
        VendorPolicy {
            required: [D::BusinessLicence, D::Contract, D::Confidentiality, D::ResponsiblePerson].into_iter().collect(),
            required_for,
            skills_for: skills.into_iter().map(|(kind, skill)| (kind, BTreeSet::from([skill]))).collect(),
            min_agents: 2,
            crew_for: field.into_iter().map(|kind| (kind, 2)).collect(),
            training_min: 85,
            training_days: 365,
            background_days: 365,
            two_people: true,
            scorecard: ScorecardPolicy::default(),
        }
    }
}

impl VendorPolicy {
    /// Every paper that an order of a kind needs.
    pub fn documents_for(&self, kind: OrderKind) -> BTreeSet<DocumentKind> {
        self.required.iter().chain(self.required_for.get(&kind).into_iter().flatten()).copied().collect()
    }
}
