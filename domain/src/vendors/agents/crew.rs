//! Who may go out, and in what number.

use super::{Agent, AgentStage};
use crate::ids::{AgentId, VendorId};
use crate::recovery::OrderKind;
use crate::refusal::Refusal;
use crate::vendors::VendorPolicy;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Everything that keeps a person from going out on a day (in the lender's zone).
pub fn agent_gaps(agent: &Agent, today: NaiveDate, policy: &VendorPolicy) -> Vec<Refusal> {
    let file = &agent.file;
    let mut gaps = vec![];
    match &agent.stage {
        AgentStage::Active => {}
        AgentStage::Suspended { .. } => {
            let remedy = "reinstate the person, or name another";
            gaps.push(Refusal::new("agent_active", "the person is suspended", remedy));
        }
        AgentStage::Left { on, .. } => {
            gaps.push(Refusal::new("agent_active", format!("the person left on {on}"), "name another person"));
        }
    }
    let age = |day: NaiveDate| (today - day).num_days();
    let certificate = match &file.certificate {
        None => Some("the person has no certificate".to_owned()),
        Some(c) if today < c.issued_on => Some(format!("the certificate counts from {}", c.issued_on)),
        Some(c) if today > c.last_day => Some(format!("the certificate expired after {}", c.last_day)),
        Some(_) => None,
    };
    let certificate =
        certificate.map(|m| Refusal::new("agent_certificate", m, "record a certificate that is in force"));
    let background = match &file.background {
        None => Some("nobody has looked into the person's record".to_owned()),
        Some(b) if !b.clear => Some("something stands in the person's record".to_owned()),
        Some(b) if age(b.on) < 0 => Some("the look into the record is dated in the future".to_owned()),
        Some(b) if age(b.on) > i64::from(policy.background_days) => {
            Some(format!("the look into the record is {} days old", age(b.on)))
        }
        Some(_) => None,
    };
    let remedy = || format!("record a clear background check of the last {} days", policy.background_days);
    let background = background.map(|m| Refusal::new("agent_background", m, remedy()));
    let training = match &file.training {
        None => Some("the person is not trained".to_owned()),
        Some(t) if t.score < policy.training_min => {
            Some(format!("the training was passed with {}, {} are required", t.score, policy.training_min))
        }
        Some(t) if age(t.on) < 0 => Some("the training is dated in the future".to_owned()),
        Some(t) if age(t.on) > i64::from(policy.training_days) => {
            Some(format!("the training is {} days old", age(t.on)))
        }
        Some(_) => None,
    };
    let remedy =
        || format!("record a training of the last {} days with {}+", policy.training_days, policy.training_min);
    let training = training.map(|m| Refusal::new("agent_training", m, remedy()));
    let undertaking = file.confidentiality_on.is_none_or(|day| day > today).then(|| {
        let message = "the person has not undertaken to keep what is learnt";
        Refusal::new("agent_confidentiality", message, "have the person sign the undertaking and record the day")
    });
    gaps.extend([certificate, background, training, undertaking].into_iter().flatten());
    gaps
}

/// Everything that keeps these people from doing an order of a kind for a vendor: each must be in its register with a
/// complete file, and they must be as many as the kind asks for. `register` is the vendor's.
pub fn crew_gaps(
    vendor: VendorId,
    named: &BTreeSet<AgentId>,
    register: &[Agent],
    kind: OrderKind,
    today: NaiveDate,
    policy: &VendorPolicy,
) -> Vec<Refusal> {
    let need = policy.crew_for.get(&kind).copied().unwrap_or(1).max(1);
    let mut gaps = vec![];
    if (named.len() as u64) < u64::from(need) {
        let message = format!("{} people are named for the {kind} order, {need} are required", named.len());
        let refusal = Refusal::new("crew_size", message, format!("name at least {need} people of the vendor"));
        gaps.push(refusal.told("crew_size", [("have", named.len().into()), ("need", need.into())]));
    }
    for id in named {
        match register.iter().find(|agent| agent.id == *id && agent.vendor == vendor) {
            Some(agent) => gaps.extend(agent_gaps(agent, today, policy)),
            None => {
                let message = format!("{id} is not in the vendor's register; an order is not passed on to others");
                gaps.push(Refusal::new("no_sub_assignment", message, "name people of this vendor"));
            }
        }
    }
    gaps
}
