//! Random walks through the machine.

use super::*;
use proptest::prelude::*;

/// What a random step does, with which facts.
fn any_step() -> impl Strategy<Value = (usize, u128, bool, Facts)> {
    let actor = prop::sample::select(vec![ann(), bob(), Actor::System]);
    let place = prop::sample::select(Jurisdiction::ALL);
    (0..16_usize, 0..6_u128, any::<bool>(), actor, place, 0..40_i64, 0..3_u32, 0..2_u32, 0..8_usize).prop_map(
        |(action, n, flip, actor, jurisdiction, age, dpd, open_orders, missing)| {
            let mut f = Facts { jurisdiction, open_orders, ..facts(actor) };
            f.loan.balance_at = now() - TimeDelta::hours(age);
            f.loan.arrears.dpd = dpd;
            if let Some(item) = IntakeItem::ALL.get(missing * 3) {
                f.intake.remove(item);
            }
            (action, n, flip, f)
        },
    )
}

fn any_action(action: usize, n: u128, flip: bool) -> Action {
    let reference = flip.then(why);
    let promise = PromiseId(id(n));
    match action {
        0 => Action::StartReview,
        1..=3 => {
            let basis = LegalBasis::ALL[n as usize % LegalBasis::ALL.len()];
            Action::RequestAuthorisation { basis, reference, reason: why() }
        }
        4..=6 => approve(),
        7 => Action::Reject { reason: why() },
        8 => Action::Return { reason: why() },
        9 => place(n),
        10 => Action::ConfirmHold { hold: hold_id(n) },
        11 | 12 => release(n),
        13 => loan(100 + n, if flip { payment(n) } else { LoanEvent::PromiseMade { promise } }),
        14 if flip => close(CloseReason::ALL[n as usize]),
        14 => loan(0, LoanEvent::PromiseEnded { promise, outcome: PromiseOutcome::Broken }),
        _ => Action::Reopen { reason: why() },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn random_walks_never_reach_what_is_forbidden(steps in prop::collection::vec(any_step(), 1..60)) {
        let policy = CasePolicy::default();
        let mut case = fresh();
        for (action, n, flip, f) in steps {
            let action = any_action(action, n, flip);
            let Ok((after, events, effects)) = apply(&case, action.clone(), &f, now(), &policy) else { continue };
            let (from, to) = (case.stage.state(), after.stage.state());

            // The log tells the whole change, one version a step, in order.
            prop_assert_eq!(after.version, case.version + u64::from(!events.is_empty()));
            prop_assert_eq!(events.is_empty(), after == case);
            if let (Some(first), Some(last)) = (events.first(), events.last()) {
                prop_assert_eq!((first.from, last.to), (Some(from), to));
                prop_assert!(events.windows(2).all(|w| Some(w[0].to) == w[1].from));
            }

            // Only these edges exist.
            use CaseState::*;
            prop_assert!(from == to || matches!((from, to),
                (Flagged, InReview) | (InReview, Flagged) | (InReview, Authorised) | (Authorised, InReview)
                | (Flagged | InReview | Authorised, Closed) | (Closed, InReview)), "{} {}", from, to);

            if let (Stage::Authorised { authorisation: a }, InReview) = (&after.stage, from) {
                prop_assert_ne!(a.by, a.request.by);
                prop_assert_eq!(Some(a.by), f.actor.person());
                prop_assert_eq!(after.open_holds().count(), 0);
                prop_assert!(policy.basis.check(f.jurisdiction, a.request.basis, a.request.reference.as_ref()).is_ok());
                prop_assert!(!(f.jurisdiction == Jurisdiction::Cn && a.request.basis == LegalBasis::SelfHelpNoBreach));
                prop_assert!(f.loan.arrears.dpd > 0 && now() - f.loan.balance_at <= TimeDelta::hours(24));
                prop_assert!(policy.required_intake.is_subset(&f.intake));
            }
            // A new hold kills every link in the same step; leaving authorised voids the authorisation.
            if after.open_holds().count() > case.open_holds().count() {
                prop_assert!(effects.contains(&Effect::KillRecoveryLinks));
            }
            if from == Authorised && to != Authorised {
                prop_assert!(effects.contains(&Effect::RevokeAuthorisation));
            }
            prop_assert!(after.holds.len() >= case.holds.len(), "a hold is never forgotten");
            case = after;
        }
    }
}
