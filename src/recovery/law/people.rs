//! What is known of the debtor, and of who acts in the field.

use super::gate::{About, Filed, Gate};
use crate::recovery::{Doing, OpenCase};
use crate::store::recorded::{ContactEntry, Recorded, SiteReport};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::compliance::{
    Asked, Channel, ContactRecord, DebtorFacts, FieldFacts, GateAction, LadderStep, MilitaryCheck, Party,
};
use lienwatch_domain::recovery::HoldKind;
use std::collections::BTreeSet;

/// A contact of the past.
#[derive(Debug, Clone)]
pub(super) struct Past {
    pub entry: ContactEntry,
    at: DateTime<Utc>,
    same_loan: bool,
}

impl Past {
    /// Of a record of `recorded_at`; the contact's own time counts.
    pub fn new(entry: ContactEntry, recorded_at: DateTime<Utc>, same_loan: bool) -> Past {
        Past { at: entry.at.unwrap_or(recorded_at), entry, same_loan }
    }

    /// As rules count it. Numbers that nobody told apart are the same number.
    fn record(&self, to: Option<&str>) -> ContactRecord {
        let (channel, party, outcome) = (self.entry.channel, self.entry.party, self.entry.outcome);
        let same_number = match (self.entry.to.as_deref(), to) {
            (Some(theirs), Some(ours)) => theirs == ours,
            _ => true,
        };
        ContactRecord { at: self.at, channel, party, outcome, same_debt: self.same_loan, same_number }
    }
}

impl Gate {
    /// What the newest record that `pick` understands says.
    pub(super) fn newest<T>(&self, pick: impl Fn(&Filed) -> Option<T>) -> Option<T> {
        self.records.iter().find_map(pick)
    }

    /// What the agents of an order attest: since they took it, and not older than a check-in may be.
    fn site(&self, open: &OpenCase, about: &About, at: DateTime<Utc>) -> Option<(&SiteReport, DateTime<Utc>)> {
        let order = about.order.as_ref()?;
        let accepted_at = order.stage.work()?.accepted_at;
        let valid = TimeDelta::minutes(i64::from(open.place.policy.orders.check_in_valid_min));
        let counts = |filed: &&Filed| {
            filed.order == Some(order.id.0) && filed.at >= accepted_at && filed.at <= at && at - filed.at <= valid
        };
        self.records.iter().filter(counts).find_map(|filed| match &filed.what {
            Recorded::Site(report) => Some((report, filed.at)),
            _ => None,
        })
    }

    pub(super) fn debtor(&self, open: &OpenCase, action: &GateAction, about: &About, at: DateTime<Utc>) -> DebtorFacts {
        use Recorded as R;
        let site = self.site(open, about, at).map(|(report, _)| report);
        let said = &about.said;
        let agreed = |filed: &Filed| match &filed.what {
            R::AgreedTime { from, until, .. } => (*from <= at && at <= *until).then_some(true),
            _ => None,
        };
        let third_party = action.reaches().map(|(_, party)| party).filter(|party| *party != Party::Debtor);
        let declined = |party: Party| self.contacts.iter().any(|c| c.entry.party == party && c.entry.declined);
        let vulnerable = self.newest(|filed| match &filed.what {
            R::Vulnerability { vulnerable, .. } => Some(*vulnerable),
            _ => None,
        });
        let held = |kind: HoldKind| open.stored.case.open_holds().find(move |hold| hold.kind == kind);
        let stay = self.newest(|filed| match &filed.what {
            R::BankruptcySearch { stay, .. } => Some(*stay),
            _ => None,
        });
        let complaint = held(HoldKind::Complaint).map(|hold| Asked::On(self.local(hold.placed_at).date()));
        DebtorFacts {
            agreed_time: self.newest(agreed),
            present: site.map(|report| report.debtor_present),
            reach: self.newest(|filed| match &filed.what {
                R::Reach { reach, .. } => Some(*reach),
                _ => None,
            }),
            contacts: Some(self.contacts.iter().map(|past| past.record(said.to.as_deref())).collect()),
            third_party_refused: third_party.map(declined),
            identity_verified: said.identity_verified.or(site.and_then(|report| report.identified)),
            sender_identified: said.sender_identified.or(site.and_then(|report| report.identified)),
            // The register's mark stands until it is taken away there.
            vulnerable: if self.marked_vulnerable { Some(true) } else { vulnerable },
            forbearance_considered: self.newest(|filed| match &filed.what {
                R::Forbearance { considered, .. } => Some(*considered),
                _ => None,
            }),
            bankruptcy_stay: if held(HoldKind::BankruptcyStay).is_some() { Some(true) } else { stay },
            military: self.newest(|filed| match &filed.what {
                R::MilitaryCheck { on, active, contract_before_service, .. } => {
                    Some(MilitaryCheck { on: *on, active: *active, contract_before_service: *contract_before_service })
                }
                _ => None,
            }),
            moved_in_on: self.file.moved_in_on,
            // Complaints are holds: where none is open, none is.
            complaint: Some(complaint.unwrap_or(Asked::No)),
        }
    }

    pub(super) fn field(
        &self,
        open: &OpenCase,
        doing: &Doing,
        action: &GateAction,
        about: &About,
        at: DateTime<Utc>,
    ) -> FieldFacts {
        let site = self.site(open, about, at);
        let work = about.order.as_ref().and_then(|order| order.stage.work());
        let valid = TimeDelta::minutes(i64::from(open.place.policy.orders.check_in_valid_min));
        let agents = work.map(|work| {
            let checked_in = work.check_ins.iter().filter(|check_in| at - check_in.at <= valid).map(|c| c.agent);
            let there: BTreeSet<_> = match action {
                // The first to check in is alone: those who are named come too, or the visit is never complete.
                GateAction::FieldVisit { .. } => checked_in.chain(work.agents.iter().copied()).collect(),
                _ => checked_in.collect(),
            };
            u8::try_from(there.len()).unwrap_or(u8::MAX)
        });
        let letter = work.and_then(|work| work.letter);
        let letter_valid =
            letter.map(|id| self.letters.iter().any(|letter| letter.id == id && letter.holds(doing.now)));
        let told = |filed: &Filed| match &filed.what {
            Recorded::PoliceTold { .. } => site.is_none_or(|(_, since)| filed.at >= since).then_some(true),
            _ => None,
        };
        FieldFacts {
            performer: about.performer.clone(),
            agents,
            recording: about.said.recording.or(site.map(|(report, _)| report.recording)),
            letter_valid,
            conduct: site.map(|(report, _)| report.conduct.clone()),
            police_told: self.newest(told),
            steps: Some(self.steps()),
        }
    }

    /// Steps of treatment that were tried: as recorded, and as the log of contacts shows.
    fn steps(&self) -> BTreeSet<LadderStep> {
        let recorded = self.records.iter().filter_map(|filed| match &filed.what {
            Recorded::LadderStep { step, .. } => Some(*step),
            _ => None,
        });
        let shown = self.contacts.iter().filter_map(|past| match past.entry.channel {
            Channel::Call => Some(LadderStep::Calls),
            Channel::Letter => Some(LadderStep::Letter),
            Channel::Visit => Some(LadderStep::Visit),
            _ => None,
        });
        recorded.chain(shown).collect()
    }
}
