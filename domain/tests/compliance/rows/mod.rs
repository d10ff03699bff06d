//! Every check of every rule of every pack: a case that it hits, and the same case in order, that it does not.

mod cn;
mod house;
mod tw;
mod uk;
mod us;

use crate::scene::*;
use lienwatch_domain::compliance::checks::CheckKind;
use lienwatch_domain::compliance::*;
use std::collections::BTreeSet;

/// A check, a case in order, and what is wrong in the case that it hits.
pub struct Row {
    pub rule: &'static str,
    pub check: CheckKind,
    pub place: &'static str,
    pub action: GateAction,
    /// What is changed in both cases.
    pub given: fn(&mut Scene),
    /// What is wrong in one of them.
    pub wrong: fn(&mut Scene),
}

fn row(rule: &'static str, check: CheckKind, place: &'static str, action: GateAction, wrong: fn(&mut Scene)) -> Row {
    Row { rule, check, place, action, given: |_| {}, wrong }
}

impl Row {
    fn given(mut self, given: fn(&mut Scene)) -> Self {
        self.given = given;
        self
    }
}

fn table() -> Vec<Row> {
    [cn::rows(), tw::rows(), us::rows(), uk::rows(), house::rows()].into_iter().flatten().collect()
}

fn hits(scene: &Scene, row: &Row) -> bool {
    scene.decide().rules.iter().any(|hit| hit.rule == row.rule && hit.check == Some(row.check))
}

/// Every case of the table, in order and wrong.
pub fn scenes() -> Vec<Scene> {
    let both = |row: Row| {
        let scene = clean(row.place, row.action).but(row.given);
        [scene.clone(), scene.but(row.wrong)]
    };
    table().into_iter().flat_map(both).collect()
}

#[test]
fn each_check_hits_what_is_wrong_and_nothing_else() {
    for row in table() {
        let name = format!("{} {}", row.rule, row.check);
        let scene = clean(row.place, row.action.clone()).but(row.given);
        assert!(!hits(&scene, &row), "{name} hits what is in order: {:#?}", scene.decide().rules);
        let wrong = scene.but(row.wrong);
        let decision = wrong.decide();
        assert!(hits(&wrong, &row), "{name} does not hit: {:#?}", decision.rules);
        for hit in decision.rules.iter().filter(|hit| hit.rule == row.rule) {
            assert!(!hit.message.is_empty() && !hit.remedy.is_empty() && !hit.source.is_empty(), "{name}");
        }
    }
}

#[test]
fn no_check_of_any_pack_is_left_out() {
    let mut packs = PackSet::default().packs().to_vec();
    packs.push(Pack::lender_default().clone());
    let rules = packs.iter().flat_map(|pack| pack.rules().to_vec());
    let wanted: BTreeSet<(String, CheckKind)> =
        rules.flat_map(|rule| rule.checks.iter().map(|c| (rule.id.clone(), c.kind())).collect::<Vec<_>>()).collect();
    let have: BTreeSet<(String, CheckKind)> = table().iter().map(|row| (row.rule.to_owned(), row.check)).collect();
    assert_eq!(wanted.difference(&have).collect::<Vec<_>>(), [] as [&(String, CheckKind); 0], "without a case");
    assert_eq!(have.difference(&wanted).collect::<Vec<_>>(), [] as [&(String, CheckKind); 0], "not in any pack");
    let used: BTreeSet<CheckKind> = wanted.iter().map(|(_, kind)| *kind).collect();
    assert_eq!(used.len(), CheckKind::ALL.len(), "a kind of check that no rule uses is not tested");
}

/// So many contacts with the debtor, `every` hours apart, the last one an hour ago.
fn contacts(s: &mut Scene, count: i64, every: i64, outcome: ContactOutcome) {
    let record = |n: i64| ContactRecord {
        at: s.at - chrono::TimeDelta::minutes(1 + n * every * 60),
        channel: Channel::Call,
        party: Party::Debtor,
        outcome,
        same_debt: true,
        same_number: true,
    };
    s.facts.debtor.contacts = Some((0..count).map(record).collect());
}

fn reach(s: &mut Scene, channel: Channel, party: Party) {
    s.action = GateAction::Contact { channel, party, mentions_debt: false, text: None };
}

fn say(s: &mut Scene, words: &str) {
    s.action = GateAction::Contact {
        channel: Channel::Sms,
        party: Party::Debtor,
        mentions_debt: true,
        text: Some(words.into()),
    };
}

fn on_ground(s: &mut Scene, basis: LegalBasis) {
    s.action = GateAction::Take { ground: ground(basis) };
}

fn vendor(s: &mut Scene, listed: bool, evaluated: &str, audited: &str) {
    s.facts.field.performer = Some(Performer::Vendor {
        listed: Some(listed),
        evaluated_on: Some(day(evaluated)),
        audited_on: Some(day(audited)),
    });
}

fn without(s: &mut Scene, kind: NoticeKind) {
    s.facts.notices.iter_mut().for_each(|all| all.retain(|n| n.notice != kind));
}

fn paid(s: &mut Scene, paid: i64, total: i64) {
    s.facts.debt.price = Some(PricePaid { paid: money(paid), total: money(total) });
}
