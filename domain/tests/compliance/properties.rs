//! Over arbitrary packs, actions, facts and times: a rule more never allows what was denied.

use crate::rows::scenes;
use crate::scene::*;
use lienwatch_domain::compliance::checks::Check;
use lienwatch_domain::compliance::*;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every rule of every pack that is built in.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut packs = PackSet::default().packs().to_vec();
    packs.push(Pack::lender_default().clone());
    packs.iter().flat_map(|pack| pack.rules().to_vec()).collect()
});

/// The cases of the table of rows, right and wrong: each some facts, an action, a place and a time.
static SCENES: LazyLock<Vec<Scene>> = LazyLock::new(scenes);

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        Just(Effect::Block),
        Just(Effect::Require),
        Just(Effect::Approve(Approver::Legal)),
        Just(Effect::Approve(Approver::Supervisor)),
        Just(Effect::Warn),
        Just(Effect::Info),
    ]
}

/// A rule of ours, or a mixture of two, with any effect, for any place, for any time.
fn rule() -> impl Strategy<Value = Rule> {
    let basis = prop::collection::btree_map(
        prop::sample::select(LegalBasis::ALL),
        prop::sample::select(BasisEffect::ALL),
        0..6,
    );
    let days = prop::option::of(0i64..1000);
    (0..RULES.len(), 0..RULES.len(), effect(), basis, any::<[bool; 3]>(), days.clone(), days, 0u32..1_000_000).prop_map(
        |(a, b, effect, bases, [mixed, elsewhere, listed], from, to, n)| {
            let mut rule = RULES[a].clone();
            rule.id = format!("P-{n}");
            rule.effect = effect;
            if mixed {
                rule.checks.extend(RULES[b].checks.clone());
            }
            if listed {
                rule.checks.push(Check::Basis(checks::Basis { bases }));
            }
            if elsewhere {
                rule.region = Some(Region::new("US-MA").expect("a region"));
            }
            let date = |days: i64| day("2024-01-01") + chrono::TimeDelta::days(days);
            rule.from = from.map(date);
            rule.to = to.filter(|to| from.is_none_or(|from| *to >= from)).map(date);
            rule
        },
    )
}

fn facts() -> impl Strategy<Value = GateFacts> {
    // Groups of facts of different cases, and some of them not recorded at all.
    let any_of = || 0..SCENES.len();
    let groups = (any_of(), any_of(), any_of(), any_of(), any_of(), any_of(), any_of(), any_of());
    (groups, any::<u8>(), prop::collection::btree_set(prop::sample::select(Approver::ALL), 0..3)).prop_map(
        |((a, b, c, d, e, f, g, h), known, approved_by)| {
            let of = |n: usize, bit: u8| {
                if known & (1 << bit) == 0 && known % 3 == 0 { GateFacts::default() } else { SCENES[n].facts.clone() }
            };
            GateFacts {
                debt: of(a, 0).debt,
                debtor: of(b, 1).debtor,
                field: of(c, 2).field,
                taking: of(d, 3).taking,
                sale: of(e, 4).sale,
                device: of(f, 5).device,
                data: of(g, 6).data,
                notices: of(h, 7).notices,
                approved_by,
            }
        },
    )
}

fn situation() -> impl Strategy<Value = Scene> {
    let places = prop::sample::subsequence(vec!["cn", "tw", "us-TX", "us-MA", "us-NJ", "uk", "other"], 0..4);
    (0..SCENES.len(), facts(), places, 0i64..4 * 24 * 60).prop_map(|(action, facts, places, minutes)| {
        let mut scene = SCENES[action].clone();
        scene.facts = facts;
        scene.places = places.into_iter().map(place).collect();
        scene.at += chrono::TimeDelta::minutes(minutes - 2 * 24 * 60);
        scene
    })
}

#[derive(Debug, Clone, Copy)]
enum Whose {
    Law(Jurisdiction),
    Lender,
    Contract,
}

fn whose() -> impl Strategy<Value = Whose> {
    prop_oneof![
        prop::sample::select(Jurisdiction::ALL).prop_map(Whose::Law),
        Just(Whose::Lender),
        Just(Whose::Contract),
    ]
}

fn add(scene: Scene, whose: Whose, rule: Rule) -> Scene {
    scene.but(|s| match whose {
        Whose::Law(j) => {
            let pack = s.packs.of(j).expect("a pack").clone().with(rule).expect("a new id");
            s.packs = s.packs.clone().with(pack).expect("a law");
        }
        Whose::Lender => s.lender = s.lender.clone().with(rule).expect("a new id"),
        Whose::Contract => s.contract = s.contract.clone().with(rule).expect("a new id"),
    })
}

fn said(decision: &Decision) -> Vec<(String, Layer, HitEffect, String)> {
    decision.rules.iter().map(|h| (h.rule.clone(), h.layer.clone(), h.effect, h.message.clone())).collect()
}

/// The properties would hold of a gate that always answers the same.
#[test]
fn the_cases_have_every_outcome() {
    let ranks: std::collections::BTreeSet<u8> = SCENES.iter().map(|s| s.decide().outcome.rank()).collect();
    assert_eq!(ranks, [0, 1, 2].into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_rule_more_never_allows_what_was_denied(
        scene in situation(),
        few in prop::collection::vec((whose(), rule()), 0..3),
        (whose, rule) in (whose(), rule()),
    ) {
        let scene = few.into_iter().enumerate().fold(scene, |scene, (n, (whose, mut rule))| {
            rule.id = format!("Q-{n}");
            add(scene, whose, rule)
        });
        let before = scene.decide();
        let after = add(scene, whose, rule).decide();
        prop_assert!(after.outcome.rank() >= before.outcome.rank(), "{:?} became {:?}", before.outcome, after.outcome);
        let (old, new) = (said(&before), said(&after));
        prop_assert!(old.iter().all(|hit| new.contains(hit)), "a rule that hit does so still");
        if let (Outcome::NeedsApproval { by: old }, Outcome::NeedsApproval { by: new }) = (&before.outcome, &after.outcome) {
            prop_assert!(old.iter().all(|who| new.contains(who)));
        }
    }

    #[test]
    fn a_place_more_never_allows_what_was_denied(scene in situation(), more in prop::sample::select(Jurisdiction::ALL)) {
        prop_assume!(!scene.places.is_empty());
        let before = scene.decide();
        let after = scene.but(|s| s.places.push(Place::of(more))).decide();
        prop_assert!(after.outcome.rank() >= before.outcome.rank());
    }

    #[test]
    fn the_outcome_is_that_of_the_strictest_rule(scene in situation()) {
        let decision = scene.decide();
        let denies = decision.rules.iter().any(|h| h.effect == HitEffect::Deny);
        let asks = decision.rules.iter().any(|h| h.effect == HitEffect::Approve);
        prop_assert_eq!(decision.outcome.rank(), if denies { 2 } else { u8::from(asks) });
        prop_assert_eq!(decision.obstacles().is_empty(), decision.is_allowed());
        prop_assert_eq!(decision.refusals().is_empty(), !denies);
        let effects: Vec<HitEffect> = decision.rules.iter().map(|h| h.effect).collect();
        prop_assert!(effects.is_sorted_by(|a, b| a >= b), "the strictest first");
        for hit in &decision.rules {
            prop_assert!(!hit.message.is_empty() && !hit.remedy.is_empty() && !hit.source.is_empty());
        }
    }
}
