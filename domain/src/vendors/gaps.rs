//! What keeps a vendor from being let in, and from an order.

use super::{DocumentKind, Facts, Skill, Stage, Vendor, VendorPolicy};
use crate::recovery::OrderKind;
use crate::refusal::Refusal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an order asks of its vendor, and what is known of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFacts {
    /// What is to be done.
    pub kind: OrderKind,
    /// Skills this car or place needs, besides those of the kind.
    pub skills: BTreeSet<Skill>,
    /// Open orders of the vendor, without this one.
    pub open_orders: u32,
    /// Whether the vendor covers the target place; `None` while no place is known.
    pub covers: Option<bool>,
}

/// Everything that keeps an applicant from being let in, in the order a person would mend it.
pub fn onboarding_gaps(vendor: &Vendor, facts: &Facts, policy: &VendorPolicy) -> Vec<Refusal> {
    let mut gaps = document_gaps(vendor, &policy.required, facts.today);
    if vendor.profile.kinds.is_empty() {
        gaps.push(Refusal::new("kinds_given", "the vendor takes no kind of order", "name the orders it takes"));
    }
    if !facts.has_coverage {
        let message = "the vendor's area is not known";
        gaps.push(Refusal::new("coverage_given", message, "upload its area as GeoJSON polygons"));
    }
    if facts.cleared_agents < policy.min_agents {
        let (have, need) = (facts.cleared_agents, policy.min_agents);
        let message = format!("{have} people of the vendor have complete files, {need} are required");
        let remedy = "complete certificates, background checks, trainings and undertakings of its people";
        let of = [("have", have.into()), ("need", need.into())];
        gaps.push(Refusal::new("agents_cleared", message, remedy).told("agents_cleared", of));
    }
    gaps.extend(no_grave_complaint(vendor));
    gaps
}

/// Everything that keeps a vendor from an order on a day (in the lender's zone), in the order a person would mend it.
/// For matching, offers, acceptance and the dispatch that follows; the people on site are checked by
/// [`super::agents::crew_gaps`].
pub fn vendor_gaps(vendor: &Vendor, order: &OrderFacts, today: NaiveDate, policy: &VendorPolicy) -> Vec<Refusal> {
    let mut gaps: Vec<Refusal> = active(vendor).into_iter().collect();
    let kind = order.kind;
    if !vendor.profile.kinds.contains(&kind) {
        let message = format!("the vendor does not take {kind} orders");
        let refusal = Refusal::new("takes_kind", message, format!("choose a vendor that takes {kind} orders"));
        gaps.push(refusal.told("takes_kind", [("kind", kind.name().into())]));
    }
    gaps.extend(document_gaps(vendor, &policy.documents_for(kind), today));
    let wanted = policy.skills_for.get(&kind).into_iter().flatten().chain(&order.skills).collect::<BTreeSet<_>>();
    for skill in wanted.into_iter().filter(|skill| !vendor.profile.skills.contains(skill)) {
        let message = format!("the order needs the skill {skill}, which the vendor does not have");
        let refusal = Refusal::new("has_skill", message, format!("choose a vendor with the skill {skill}"));
        gaps.push(refusal.told("has_skill", [("skill", skill.name().into())]));
    }
    if order.covers == Some(false) {
        let message = "the target place lies outside the vendor's area";
        gaps.push(Refusal::new("covers_place", message, "choose a vendor that covers the place"));
    }
    if order.open_orders >= vendor.profile.capacity {
        let (open, capacity) = (order.open_orders, vendor.profile.capacity);
        let message = format!("the vendor has {open} open orders, its capacity is {capacity}");
        let refusal = Refusal::new("has_capacity", message, "wait until it closes one, or agree on more capacity");
        gaps.push(refusal.told("has_capacity", [("open", open.into()), ("capacity", capacity.into())]));
    }
    gaps
}

fn active(vendor: &Vendor) -> Option<Refusal> {
    let (message, remedy) = match &vendor.stage {
        Stage::Active { .. } => return None,
        Stage::Applicant => ("the vendor is not let in yet".to_owned(), "complete its papers and activate it"),
        Stage::Suspended { cause, .. } => {
            (format!("the vendor is suspended: {cause}"), "clear the cause and reinstate it, or choose another")
        }
        Stage::Terminated { .. } => ("the vendor is terminated".to_owned(), "choose another vendor"),
    };
    Some(Refusal::new("vendor_active", message, remedy))
}

/// One for each paper that does not count today.
fn document_gaps(vendor: &Vendor, required: &BTreeSet<DocumentKind>, today: NaiveDate) -> Vec<Refusal> {
    let gap = |kind: &DocumentKind| {
        let mut of_kind = vendor.documents.iter().filter(|d| d.kind == *kind).peekable();
        let message = if of_kind.peek().is_none() {
            format!("the vendor's {kind} is missing")
        } else if of_kind.clone().any(|d| d.in_force(today)) {
            return None;
        } else {
            match of_kind.filter(|d| d.revoked.is_none()).filter_map(|d| d.expires_on).max() {
                Some(last) if last < today => format!("the vendor's {kind} expired after {last}"),
                _ => format!("the vendor's {kind} does not count today"),
            }
        };
        let of = [("kind", kind.name().into()), ("day", today.to_string().into())];
        let remedy = format!("add a {kind} that is in force on {today}");
        Some(Refusal::new("document_in_force", message, remedy).told("document_in_force", of))
    };
    required.iter().filter_map(gap).collect()
}

/// Severity 1 keeps a vendor out until it is resolved.
pub(super) fn no_grave_complaint(vendor: &Vendor) -> Option<Refusal> {
    let open = vendor.grave_complaints.len();
    (open > 0).then(|| {
        let message = format!("{open} complaints of severity 1 are open");
        Refusal::new("no_grave_complaint", message, "have the lender's complaint desk resolve them")
            .told("no_grave_complaint", [("open", open.into())])
    })
}
