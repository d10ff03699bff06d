//! Random walks through the machine, begun anywhere.

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static SITUATIONS: LazyLock<Vec<Case>> = LazyLock::new(|| all_situations().into_iter().map(|(_, case)| case).collect());

/// What a random step does, with which facts.
fn any_step() -> impl Strategy<Value = (usize, u128, bool, Facts)> {
    let actor = prop::sample::select(vec![ann(), bob(), ann(), bob(), Actor::System]);
    let place = prop::sample::select(vec![Jurisdiction::Cn, Jurisdiction::Cn, Jurisdiction::Us, Jurisdiction::Other]);
    let loan = (0..30_i64, 0..3_u32, 0..3_i64);
    let work = (prop::bits::u16::ANY, 0..5_usize, 0..70_i64);
    (0..28_usize, 0..6_u128, any::<bool>(), actor, place, loan, 0..2_u32, 0..30_usize, work).prop_map(
        |(action, n, flip, actor, jurisdiction, (age, dpd, owed), open_orders, missing, (bits, who, days))| {
            let bit = |n: u32| bits & (1 << n) != 0 || bits & (1 << (n + 8)) != 0;
            let custodian = [
                None,
                Some(Custodian::Borrower),
                Some(buyer()),
                Some(Custodian::Yard { yard: yard() }),
                done().custodian,
            ];
            let work = WorkFacts {
                custodian: custodian[who],
                acknowledged: bit(0),
                property_handled: bit(1),
                title_clear: bit(2),
                appraised_at: bit(3).then(|| now() - TimeDelta::days(days)),
                sale_paid: bits & 16 != 0,
                unfinished_orders: u32::from(!bit(5)),
                unevidenced_costs: u32::from(!bit(6)),
                undistributed_minor: bit(7).then_some(0),
            };
            let mut f = Facts { jurisdiction, open_orders, work, ..facts(actor) };
            f.loan.balance_at = now() - TimeDelta::hours(age);
            (f.loan.arrears.dpd, f.loan.arrears.outstanding_minor) = (dpd, owed);
            if let Some(item) = IntakeItem::ALL.get(missing) {
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
        1 | 2 => {
            let basis = LegalBasis::ALL[n as usize % LegalBasis::ALL.len()];
            Action::RequestAuthorisation { basis, reference, reason: why() }
        }
        3 | 4 => approve(),
        5 => Action::Reject { reason: why() },
        6 => Action::Return { reason: why() },
        7 => place(n),
        8 => Action::ConfirmHold { hold: hold_id(n) },
        9..=12 => release(if flip { n } else { 100 + n }),
        13 => loan(100 + n, if flip { payment(n) } else { LoanEvent::PromiseMade { promise } }),
        14 if flip => loan(0, LoanEvent::PaymentReversed { payment: PaymentId(id(n)) }),
        14 => loan(0, LoanEvent::PromiseEnded { promise, outcome: PromiseOutcome::Broken }),
        15 => close(CloseReason::ALL[(2 * n as usize + usize::from(flip)) % CloseReason::ALL.len()]),
        16 => Action::Reopen { reason: why() },
        17 => give_back(GoingBack::ALL[n as usize % GoingBack::ALL.len()]),
        18 | 19 => dispatch(),
        20 | 21 => secure(),
        22 => Action::EnterCustody { yard: yard() },
        23 | 24 => clear(),
        25 => sell(),
        26 => Action::UndoSale { reason: why() },
        _ => settle(),
    }
}

/// The edges of the machine; every other pair of states is out of reach in one step.
fn edge(from: CaseState, to: CaseState) -> bool {
    use CaseState::*;
    matches!(
        (from, to),
        (Flagged, InReview)
            | (InReview, Flagged | Authorised)
            | (Authorised, InReview | InRecovery)
            | (InRecovery, InReview | Secured)
            | (Secured, InCustody)
            | (InCustody, ForDisposal)
            | (ForDisposal, Sold)
            | (Sold, ForDisposal | Settled)
            | (Secured | InCustody | ForDisposal, Redeemed | Reinstated | Unrepossessed)
            | (Flagged | InReview | Authorised | InRecovery | Secured | InCustody | ForDisposal, Closed)
            | (Settled | Redeemed | Reinstated | Unrepossessed, Closed)
            | (Closed, InReview | Secured)
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]
    #[test]
    fn random_walks_never_reach_what_is_forbidden(
        start in prop::sample::select(SITUATIONS.clone()),
        steps in prop::collection::vec(any_step(), 1..80),
    ) {
        let policy = CasePolicy::default();
        let mut case = start;
        let mut cleared = matches!(case.stage, Stage::ForDisposal { .. } | Stage::Sold { .. } | Stage::Settled { .. });
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
            prop_assert!(from == to || edge(from, to), "{} {}", from, to);

            // Nobody authorises alone, and what was taken was authorised.
            if let Some(a) = after.stage.authorisation() {
                prop_assert_ne!(a.by, a.request.by);
            }
            if let (Stage::Authorised { authorisation: a }, CaseState::InReview) = (&after.stage, from) {
                prop_assert_eq!(Some(a.by), f.actor.person());
                prop_assert!(policy.basis.check(f.jurisdiction, a.request.basis, a.request.reference.as_ref()).is_ok());
                prop_assert!(!(f.jurisdiction == Jurisdiction::Cn && a.request.basis == LegalBasis::SelfHelpNoBreach));
            }
            // What goes forward goes forward unheld; sending and taking look at the loan and the file again.
            let forward = matches!(to, CaseState::Authorised | CaseState::InRecovery) && from != to
                || events.iter().any(|e| matches!(e.change, Change::Dispatched { .. } | Change::Secured { .. }));
            if forward || matches!((from, to), (_, CaseState::Sold) | (CaseState::InCustody, CaseState::ForDisposal))
                && from != to
            {
                prop_assert_eq!(case.open_holds().count(), 0);
            }
            if forward {
                prop_assert!(f.loan.arrears.dpd > 0 && now() - f.loan.balance_at <= TimeDelta::hours(24));
                prop_assert!(policy.required_intake.is_subset(&f.intake));
            }
            // Nothing is sold that was not cleared since it was taken.
            for event in &events {
                match event.change {
                    Change::ClearedForDisposal { .. } => cleared = true,
                    Change::Secured { .. } | Change::GivenBack { .. } | Change::Reopened { .. } => cleared = false,
                    Change::Sold { .. } => {
                        prop_assert!(cleared);
                        prop_assert!(f.loan.arrears.outstanding_minor > 0);
                    }
                    Change::Settled { .. } => prop_assert!(f.work.sale_paid && f.work.unfinished_orders == 0),
                    _ => {}
                }
            }
            // Going back, or out of authorisation, ends everything that ran on it.
            if let Stage::GoingBack { because, .. } = after.stage
                && from != to
            {
                let end = [Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders, Effect::ReleaseCar];
                prop_assert!(effects.ends_with(&end));
                prop_assert_eq!(effects.contains(&Effect::ReverseOrders), because == GoingBack::Unrepossessed);
            }
            if case.stage.authorisation().is_some() && after.stage.authorisation().is_none() {
                for effect in [Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders] {
                    prop_assert!(effects.contains(&effect), "{:?}", effect);
                }
            }
            // A case in hand is not dropped.
            if let (CaseState::Secured | CaseState::InCustody | CaseState::ForDisposal, Stage::Closed { close_reason, in_hand, .. }) =
                (from, &after.stage)
            {
                prop_assert_eq!(*close_reason, CloseReason::TotalLoss);
                prop_assert_eq!(in_hand.as_ref(), case.stage.taken());
            }
            // A new hold kills every link and stops every order in the same step; none is ever forgotten.
            if after.open_holds().count() > case.open_holds().count() {
                let hold = after.holds.last().expect("one was added").id;
                let stopped = [Effect::KillRecoveryLinks, Effect::HoldOrders { hold }];
                prop_assert!(effects.starts_with(&stopped));
            }
            prop_assert!(after.holds.len() >= case.holds.len());
            case = after;
        }
    }
}
