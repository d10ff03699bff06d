//! What is true after every step, whatever was tried.

use super::*;
use OrderState as S;

impl World {
    pub(super) fn keep_the_laws(&self) {
        self.holds_stop_everything();
        self.orders_fit_the_case();
        self.one_car_is_taken_once();
        self.case_and_chain_agree();
        self.papers_end_with_their_cause();
        self.money_moves_once();
    }

    fn holds_stop_everything(&self) {
        let state = self.case.stage.state();
        let going_back = matches!(self.case.stage, Stage::GoingBack { .. });
        if self.has_holds() && !going_back {
            for order in &self.orders {
                let runs = order.stage.is_live() && order.stage.state() != S::OnHold;
                assert!(!runs, "{} runs while the case is held", order.stage.state());
            }
            assert!(self.links.is_empty(), "a link lives while the case is held");
        } else {
            assert!(self.orders.iter().all(|o| o.stage.state() != S::OnHold), "on hold for nothing in {state}");
        }
        // Pending exactly as long as some vendor has not stopped.
        let pending = self.case.open_holds().any(|h| h.phase == HoldPhase::Pending);
        let waits = self.orders.iter().any(|o| o.stage.waits_for_vendor());
        assert_eq!(pending, waits, "in {state}");
    }

    fn orders_fit_the_case(&self) {
        use CaseState as C;
        let state = self.case.stage.state();
        for order in self.orders.iter().filter(|o| o.stage.is_live()) {
            let stage = order.stage.state();
            assert_ne!(state, C::Closed, "a live order of a closed case");
            assert_ne!(state, C::Settled, "a live order of a settled case");
            if order.kind.in_the_field() {
                let took_it = Some(order.id) == self.taken_by() && order.stage.has_car();
                assert!(state == C::InRecovery || took_it, "{} {stage} while {state}", order.kind);
            }
        }
        if let Stage::GoingBack { because: GoingBack::Unrepossessed, taken, .. } = &self.case.stage {
            assert!(!self.orders.iter().any(|o| undone_with(o, taken)), "unrepossessed, and an order stands");
        }
        if let Some(a) = self.case.stage.authorisation() {
            assert_ne!(a.by, a.request.by, "nobody authorises alone");
        }
        if matches!(state, C::Sold | C::Settled) {
            assert!(self.cleared, "sold what was not cleared");
        }
    }

    fn one_car_is_taken_once(&self) {
        let takers = self.orders.iter().filter(|o| o.kind.takes());
        assert!(takers.clone().filter(|o| o.stage.is_live()).count() <= 1, "two orders take one car");
        assert!(takers.clone().filter(|o| o.stage.has_car()).count() <= 1);
        for order in takers {
            let Some((work, hooked)) = order.stage.work().and_then(|w| w.hooked.map(|h| (w, h))) else { continue };
            assert_eq!(self.takings.iter().filter(|o| **o == order.id).count(), 1, "hooked and taken, once each");
            let valid = hooked.at - TimeDelta::hours(12)..=hooked.at;
            let there = work.check_ins.iter().filter(|c| valid.contains(&c.at) && work.agents.contains(&c.agent));
            let agents: std::collections::BTreeSet<AgentId> = there.map(|c| c.agent).collect();
            assert!(agents.len() >= 2, "hooked by {} agents", agents.len());
            assert!(agents.iter().all(|a| self::agents(work.vendor).contains(a)), "no sub-assignment");
        }
        if let Some(taken) = self.case.stage.taken() {
            assert_eq!(self.takings.last(), Some(&taken.order));
        }
    }

    fn case_and_chain_agree(&self) {
        let overs = self.chain.hand_overs();
        assert!(overs.first().is_none_or(|first| first.from == Custodian::Borrower));
        for pair in overs.windows(2) {
            assert_eq!(pair[0].to, pair[1].from, "a gap, or two custodians");
            assert!(pair[0].at <= pair[1].at, "time ran back");
        }
        let from_borrower = overs.iter().filter(|h| h.from == Custodian::Borrower).count();
        assert_eq!(from_borrower, self.takings.len(), "the borrower lost the car once for each taking");
        let has = self.chain.custodian();
        let (with_borrower, with_buyer) = (has == Custodian::Borrower, matches!(has, Custodian::Buyer { .. }));
        let fits = match &self.case.stage {
            Stage::Flagged | Stage::InReview { .. } | Stage::Authorised { .. } | Stage::InRecovery { .. } => {
                with_borrower
            }
            Stage::Secured { .. } | Stage::InCustody { .. } | Stage::ForDisposal { .. } => {
                !with_borrower && !with_buyer
            }
            Stage::Sold { .. } => !with_borrower,
            Stage::Settled { .. } => !with_borrower,
            Stage::GoingBack { .. } => !with_buyer,
            Stage::Closed { in_hand: Some(_), .. } => !with_borrower && !with_buyer,
            Stage::Closed { from: CaseState::Settled, .. } => with_buyer,
            Stage::Closed { .. } => with_borrower,
        };
        assert!(fits, "{} has the car of a case that is {}", has.name(), self.case.stage.state());
    }

    fn papers_end_with_their_cause(&self) {
        let of = |id: OrderId| self.orders.iter().find(|o| o.id == id).expect("an order of the case");
        for letter in self.letters.values().filter(|l| l.holds) {
            let order = of(letter.order);
            assert!(self.case.stage.authorisation().is_some(), "a letter holds on no authorisation");
            let working = order.stage.is_live() || order.stage.state() == S::Completed;
            assert!(working, "a letter holds for an order that is {}", order.stage.state());
        }
        for order in self.orders.iter().filter(|o| o.stage.is_live()) {
            let Some(id) = order.stage.work().and_then(|work| work.letter) else { continue };
            // Completed work that was sent back goes on under the authorisation that was taken on.
            assert!(self.letters.get(&id).is_some_and(|l| l.order == order.id), "work in the field without a letter");
        }
        for link in &self.links {
            let stage = &of(*link).stage;
            assert!(stage.is_live() && stage.state() != S::OnHold, "a link lives for {}", stage.state());
            assert_eq!(self.case.stage.state(), CaseState::InRecovery);
        }
        for order in &self.orders {
            let over = matches!(order.stage.state(), S::Withdrawn | S::Expired | S::Failed | S::Reversed);
            if over && order.stage.work().is_some() {
                assert_eq!(self.access.get(&order.id), Some(&false), "access after {}", order.stage.state());
            }
        }
    }

    fn money_moves_once(&self) {
        for order in &self.orders {
            let fees = self.fees.get(&order.id).copied().unwrap_or_default();
            assert!(fees.due <= 1 && fees.reversed <= 1 && fees.paid <= 1, "{fees:?}");
            let state = order.stage.state();
            assert_eq!(fees.reversed == 1, state == S::Reversed, "{state} {fees:?}");
            assert!(fees.paid <= fees.due, "paid what was not due");
            match state {
                S::Acknowledged | S::Invoiced => assert_eq!((fees.due, fees.paid), (1, 0)),
                S::Paid => assert_eq!((fees.due, fees.paid), (1, 1)),
                S::Reversed => {}
                _ => assert_eq!((fees.due, fees.paid), (0, 0), "{state}"),
            }
        }
    }
}
