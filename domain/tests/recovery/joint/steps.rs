//! What happens in the model: the next sensible thing, or anything at all by anybody.

use super::chance::Chance;
use super::*;
use OrderActionKind as K;
use OrderState as S;

type Done = Result<(), Refusal>;

const PEOPLE: [fn() -> Actor; 3] = [ann, bob, || Actor::System];

impl World {
    pub(super) fn step(&mut self, chance: &mut Chance) -> Done {
        match chance.below(100) {
            0..12 => self.time_passes(chance),
            12..18 => self.loan_changes(chance),
            18..22 => self.anything_to_the_case(chance),
            22..40 => self.anything_to_an_order(chance),
            40..43 => self.any_hand_over(chance),
            43..45 => self.write_order(chance),
            45..47 => self.new_link(chance),
            47 => {
                self.night = chance.percent(20);
                let suspended = vendor(chance.below(VENDORS as usize) as u128);
                self.suspended = if chance.percent(30) { vec![suspended] } else { vec![] };
                Ok(())
            }
            _ => self.go_on(chance),
        }
    }

    fn time_passes(&mut self, chance: &mut Chance) -> Done {
        let days = if chance.percent(4) { chance.below(30) } else { 0 };
        self.now += TimeDelta::days(days as i64) + TimeDelta::minutes(chance.below(240) as i64);
        if chance.percent(90) {
            self.loan.balance_at = self.now;
        }
        let live = self.orders.iter().filter(|o| o.stage.is_live() && !o.stage.has_car());
        for order in live.map(|o| o.id).collect::<Vec<_>>() {
            let run_out = |w: &mut World| w.act_on_order(order, Party::Lender(Actor::System), OrderAction::Expire);
            let _ = self.attempt(run_out);
        }
        Ok(())
    }

    /// Whatever happens to a loan is recorded, whatever the case is doing.
    fn loan_changes(&mut self, chance: &mut Chance) -> Done {
        let (dpd, owed) = chance.of(&[(70, 90_000), (70, 60_000), (0, 60_000), (0, 0)]);
        let event = match chance.below(5) {
            0 | 1 => {
                let payment = PaymentId(self.new_id());
                self.payments.push(payment);
                LoanEvent::PaymentReceived { payment }
            }
            2 if !self.payments.is_empty() => LoanEvent::PaymentReversed { payment: chance.of(&self.payments) },
            3 => {
                let promise = PromiseId(self.new_id());
                self.promises.push(promise);
                LoanEvent::PromiseMade { promise }
            }
            _ if !self.promises.is_empty() => {
                LoanEvent::PromiseEnded { promise: chance.of(&self.promises), outcome: chance.of(PromiseOutcome::ALL) }
            }
            _ => return Ok(()),
        };
        (self.loan.arrears.dpd, self.loan.arrears.outstanding_minor) = (dpd, owed);
        self.loan.balance_at = self.now;
        let hold = HoldId(self.new_id());
        let told = self.attempt(|w| w.act_on_case(Actor::System, Action::LoanChanged { hold, event }));
        assert_eq!(told, Ok(()), "a change of the loan cannot be refused");
        Ok(())
    }

    fn anything_to_the_case(&mut self, chance: &mut Chance) -> Done {
        let hold = match self.case.holds.len() {
            0 => HoldId(self.new_id()),
            n => self.case.holds[chance.below(n)].id,
        };
        let order = self.orders.first().map_or(OrderId(Uuid::nil()), |o| o.id);
        let reason = why();
        let action = match chance.below(19) {
            0 => Action::StartReview,
            1 => request(),
            2 => approve(),
            3 => Action::Reject { reason },
            4 => Action::Return { reason },
            5 | 6 => Action::PlaceHold { hold: HoldId(self.new_id()), kind: chance.of(HoldKind::ALL), reason },
            7 => Action::ReleaseHold { hold, reason },
            8 => close(chance.of(CloseReason::ALL)),
            9 => Action::Reopen { reason },
            10 => Action::Dispatch { order },
            11 => Action::EnterCustody { yard: yard() },
            12 => clear(),
            13 => sell(),
            14 => Action::UndoSale { reason },
            15 => settle(),
            _ => give_back(chance.of(GoingBack::ALL)),
        };
        let who = chance.of(&PEOPLE)();
        self.attempt(|w| w.act_on_case(who, action))
    }

    fn anything_to_an_order(&mut self, chance: &mut Chance) -> Done {
        if self.orders.is_empty() {
            return Ok(());
        }
        let order = chance.of(&self.orders);
        let of_order = order.stage.work().map_or(vendor(0), |work| work.vendor);
        let any = vendor(chance.below(VENDORS as usize) as u128);
        let vendor = if chance.percent(70) { of_order } else { any };
        let party = match chance.below(2) {
            0 => Party::Lender(chance.of(&PEOPLE)()),
            _ => Party::Vendor { vendor, actor: bob() },
        };
        let kind = chance.of(K::ALL);
        // A hold and its end come from the case only.
        if matches!(kind, K::Hold | K::Resume) {
            return Ok(());
        }
        let action = self.order_action(kind, vendor, chance);
        self.attempt(|w| w.act_on_order(order.id, party, action))
    }

    fn order_action(&mut self, kind: K, vendor: VendorId, chance: &mut Chance) -> OrderAction {
        use OrderAction as A;
        let agents = agents(vendor);
        let agent = chance.of(&agents);
        let reason = why();
        match kind {
            K::Offer => A::Offer { until: self.now + TimeDelta::hours(1 + chance.below(48) as i64) },
            K::Accept => {
                let named = agents.into_iter().take(1 + chance.below(3)).collect();
                A::Accept { vendor, agents: named, letter: LetterId(self.new_id()) }
            }
            K::Decline => A::Decline { reason },
            K::Expire => A::Expire,
            K::Depart => A::Depart { agent },
            K::CheckIn => A::CheckIn { agent, place: spot() },
            K::Hook => A::Hook { agent, place: spot(), evidence: vec![EvidenceId(id(1))] },
            K::Complete => {
                let report = Completion {
                    summary: why(),
                    evidence: (0..3 + chance.below(8) as u128).map(|n| EvidenceId(id(n))).collect(),
                    odometer_km: Some(50_000),
                    vin_matches: Some(chance.percent(95)),
                    keys: None,
                    police_reference: None,
                    km: None,
                };
                A::Complete { report }
            }
            K::Acknowledge => A::Acknowledge,
            K::SendBack => A::SendBack { reason },
            K::Invoice => A::Invoice { invoice: InvoiceId(self.new_id()) },
            K::Unbill => A::Unbill { reason: why() },
            K::Pay => A::Pay,
            K::Hold => A::Hold { hold: HoldId(self.new_id()) },
            K::ConfirmHold => A::ConfirmHold,
            K::Resume => A::Resume,
            K::Withdraw => A::Withdraw { reason },
            K::Fail => A::Fail { because: chance.of(FailReason::ALL), reason },
            K::Reverse => A::Reverse { reason },
            K::AskExtension => {
                let until = self.now.date_naive() + chrono::Days::new(chance.below(60) as u64);
                A::AskExtension { until, reason }
            }
            K::AnswerExtension => A::AnswerExtension { granted: chance.percent(50) },
        }
    }

    fn any_hand_over(&mut self, chance: &mut Chance) -> Done {
        let from = if chance.percent(85) { self.chain.custodian() } else { any_custodian(chance) };
        let to = any_custodian(chance);
        self.move_car(from, to)
    }

    fn move_car(&mut self, from: Custodian, to: Custodian) -> Done {
        let (place, evidence) = (spot(), vec![EvidenceId(id(1))]);
        let next = HandOver { id: HandOverId(Uuid::nil()), from, to, at: self.now, place, odometer_km: None, evidence };
        self.attempt(|w| w.hand_over(next))
    }

    /// As the shell: a kind that fits where the case stands, and not without end.
    fn write_order(&mut self, chance: &mut Chance) -> Done {
        let kind = chance.of(OrderKind::ALL);
        self.write(kind, chance)
    }

    fn write(&mut self, kind: OrderKind, chance: &mut Chance) -> Done {
        kind.fits(self.case.stage.state())?;
        if self.orders.iter().filter(|o| !o.stage.is_finished()).count() >= 6 {
            return Ok(());
        }
        let ends_on = self.now.date_naive() + chrono::Days::new(5 + chance.below(25) as u64);
        let id = OrderId(self.new_id());
        let term = Term { ends_on, asked: None };
        let new = NewOrder { id, case: self.case.id, kind, instructions: None, target: Some(spot()), term };
        self.orders.push(draft(new, ann(), self.now).0);
        Ok(())
    }

    /// As the shell: a position is shared for work in the field that is under way and not held.
    fn new_link(&mut self, chance: &mut Chance) -> Done {
        let shared = |o: &&Order| {
            let looking = matches!(o.stage.state(), S::Accepted | S::EnRoute | S::OnSite);
            o.kind.in_the_field() && looking && !self.has_holds()
        };
        let orders: Vec<OrderId> = self.orders.iter().filter(shared).map(|o| o.id).collect();
        if !orders.is_empty() {
            self.links.push(chance.of(&orders));
        }
        Ok(())
    }

    /// The next sensible thing.
    fn go_on(&mut self, chance: &mut Chance) -> Done {
        let waiting = self.orders.iter().find(|o| o.stage.waits_for_vendor()).map(|o| o.id);
        if let (Some(order), true) = (waiting, chance.percent(60)) {
            return self.progress(order, chance);
        }
        let hold = self.case.open_holds().next().map(|h| h.id);
        if let (Some(hold), true) = (hold, chance.percent(60)) {
            return self.attempt(|w| w.act_on_case(ann(), Action::ReleaseHold { hold, reason: why() }));
        }
        let today = self.now.date_naive();
        let unfinished = self.orders.iter().filter(|o| match o.stage.state() {
            S::Declined | S::Expired => o.term.ends_on >= today && o.kind.fits(self.case.stage.state()).is_ok(),
            S::Acknowledged | S::Invoiced => true,
            _ => !o.stage.is_finished(),
        });
        let unfinished: Vec<OrderId> = unfinished.map(|o| o.id).collect();
        if !unfinished.is_empty() && chance.percent(60) {
            return self.progress(chance.of(&unfinished), chance);
        }
        let state = self.case.stage.state();
        if self.loan.arrears.dpd == 0 && chance.percent(40) {
            let paid = self.loan.arrears.outstanding_minor == 0;
            let because = if paid { GoingBack::Redeemed } else { GoingBack::Reinstated };
            if self.case.stage.taken().is_some() && chance.percent(50) {
                return self.attempt(|w| w.act_on_case(ann(), give_back(because)));
            }
            (self.loan.arrears.dpd, self.loan.arrears.outstanding_minor) = (70, 90_000);
        }
        let action = match state {
            CaseState::Flagged => Action::StartReview,
            CaseState::InReview => match self.case.stage {
                Stage::InReview { request: None } => request(),
                _ => return self.attempt(|w| w.act_on_case(bob(), approve())),
            },
            CaseState::Authorised | CaseState::InRecovery => {
                let taker = self.orders.iter().find(|o| o.kind.takes() && !o.stage.is_finished()).map(|o| o.id);
                return match taker {
                    Some(order) => self.progress(order, chance),
                    None => self.write(chance.of(&OrderKind::ALL[..6]), chance),
                };
            }
            CaseState::Secured => {
                let to = chance.of(&[Custodian::Yard { yard: yard() }, Custodian::TowTruck { vendor: vendor(1) }]);
                return self.move_car(self.chain.custodian(), to);
            }
            // What took the car came to nothing: the car goes back.
            CaseState::InCustody if !self.case_facts(ann()).work.acknowledged && chance.percent(10) => {
                give_back(GoingBack::Unrepossessed)
            }
            CaseState::InCustody => {
                (self.brought.property_handled, self.brought.title_clear) = (true, true);
                clear()
            }
            CaseState::ForDisposal => {
                self.brought.appraised_at = Some(self.now);
                sell()
            }
            CaseState::Sold => {
                self.brought.sale_paid = !chance.percent(15);
                self.brought.undistributed_minor = Some(0);
                if chance.percent(50) {
                    return self.move_car(self.chain.custodian(), buyer());
                }
                settle()
            }
            CaseState::Settled if self.chain.custodian() != buyer() => {
                return self.move_car(self.chain.custodian(), buyer());
            }
            CaseState::Redeemed | CaseState::Reinstated | CaseState::Unrepossessed
                if self.chain.custodian() != Custodian::Borrower && chance.percent(60) =>
            {
                return self.move_car(self.chain.custodian(), Custodian::Borrower);
            }
            CaseState::Closed => Action::Reopen { reason: why() },
            state => close(fitting_reason(state)),
        };
        self.attempt(|w| w.act_on_case(ann(), action))
    }

    /// One step further on an order's way.
    fn progress(&mut self, order: OrderId, chance: &mut Chance) -> Done {
        let order = self.orders.iter().find(|o| o.id == order).expect("an order of the case").clone();
        let any = vendor(chance.below(VENDORS as usize) as u128);
        let work = order.stage.work().cloned();
        let vendor = work.as_ref().map_or(any, |work| work.vendor);
        let route = order.kind.route();
        let after = |state: S| route.iter().skip_while(|s| **s != state).nth(1).copied();
        let kind = match order.stage.state() {
            S::Draft | S::Declined | S::Expired => K::Offer,
            S::Offered if chance.percent(8) => K::Decline,
            S::Offered => K::Accept,
            S::OnSite if order.kind.takes() && work.as_ref().is_some_and(|w| w.check_ins.len() < 3) => K::CheckIn,
            state @ (S::Accepted | S::EnRoute | S::OnSite | S::OnHook) => match after(state) {
                Some(S::EnRoute) => K::Depart,
                Some(S::OnSite) => K::CheckIn,
                Some(S::OnHook) => K::Hook,
                _ => K::Complete,
            },
            S::Completed if chance.percent(15) => K::SendBack,
            S::Completed => K::Acknowledge,
            S::Acknowledged => K::Invoice,
            S::Invoiced => K::Pay,
            S::OnHold => K::ConfirmHold,
            S::Paid | S::Withdrawn | S::Failed | S::Reversed => return Ok(()),
        };
        let vendors = matches!(kind, K::Accept | K::Depart | K::CheckIn | K::Hook | K::Complete | K::ConfirmHold);
        let party = if vendors { Party::Vendor { vendor, actor: bob() } } else { Party::Lender(ann()) };
        let action = self.order_action(kind, vendor, chance);
        self.attempt(|w| w.act_on_order(order.id, party, action))
    }
}

fn any_custodian(chance: &mut Chance) -> Custodian {
    let vendor = vendor(chance.below(VENDORS as usize) as u128);
    match chance.below(8) {
        0 => Custodian::Borrower,
        1 => Custodian::Agent { vendor, agent: agents(vendor)[0] },
        2 => Custodian::TowTruck { vendor },
        3 | 4 => Custodian::Yard { yard: yard() },
        5 => Custodian::Carrier { vendor },
        6 => Custodian::Auction { vendor },
        _ => buyer(),
    }
}
