//! The shell of the model: actions, and every effect as its documentation says.

use super::*;

impl World {
    pub(super) fn act_on_case(&mut self, actor: Actor, action: Action) -> Result<(), Refusal> {
        let known = self.case_facts(actor);
        let policy = CasePolicy::default();
        let (case, events, effects) = lienwatch_domain::recovery::apply(&self.case, action, &known, self.now, &policy)?;
        self.case = case;
        for event in &events {
            match &event.change {
                Change::Secured { order, .. } => {
                    self.takings.push(*order);
                    self.cleared = false;
                    self.brought = WorkFacts::default();
                }
                Change::ClearedForDisposal { .. } => self.cleared = true,
                Change::Sold { .. } => assert!(self.cleared, "sold what was not cleared"),
                _ => {}
            }
        }
        effects.iter().try_for_each(|effect| self.carry(actor, effect))
    }

    pub(super) fn act_on_order(&mut self, order: OrderId, party: Party, action: OrderAction) -> Result<(), Refusal> {
        let at = self.orders.iter().position(|o| o.id == order).expect("an order of the case");
        let before = self.orders[at].clone();
        let accepts = match &action {
            OrderAction::Accept { vendor, .. } => Some(*vendor),
            _ => None,
        };
        let vendor = accepts.or_else(|| before.stage.work().map(|work| work.vendor));
        let known = self.order_facts(&before, party, vendor);
        let kind = action.kind();
        let (after, events, effects) = order::apply(&before, action, &known, self.now, &OrderPolicy::default())?;
        if let (Party::Vendor { .. }, true, None) = (party, !events.is_empty(), accepts) {
            assert_ne!(self.access.get(&order), Some(&false), "{kind} by a vendor whose access ended");
        }
        if kind == OrderActionKind::Pay && !events.is_empty() {
            self.fees.entry(order).or_default().paid += 1;
        }
        self.orders[at] = after;
        if accepts.is_some() {
            self.access.insert(order, true);
        }
        effects.iter().try_for_each(|effect| self.carry_of(party.actor(), order, effect))
    }

    /// `action` to every order that `wanted` names: the documentation promises that none refuses.
    fn on_each(&mut self, actor: Actor, wanted: impl Fn(&Order) -> bool, action: OrderAction) {
        let ids: Vec<OrderId> = self.orders.iter().filter(|o| wanted(o)).map(|o| o.id).collect();
        for order in ids {
            if let Err(refusal) = self.act_on_order(order, Party::Lender(actor), action.clone()) {
                panic!("an effect of the case is refused: {action:?}: {refusal}");
            }
        }
    }

    fn carry(&mut self, actor: Actor, effect: &Effect) -> Result<(), Refusal> {
        if self.forgets(effect) {
            return Ok(());
        }
        let open = |o: &Order| o.stage.is_live() || o.stage == OrderStage::Draft;
        match effect {
            Effect::KillRecoveryLinks => self.links.clear(),
            Effect::HoldOrders { hold } => {
                self.on_each(actor, |o| o.stage.is_live(), OrderAction::Hold { hold: *hold });
            }
            Effect::ResumeOrders => {
                self.on_each(actor, |o| o.stage.state() == OrderState::OnHold, OrderAction::Resume);
            }
            Effect::WithdrawOrders => self.on_each(actor, open, OrderAction::Withdraw { reason: why() }),
            Effect::WithdrawSearch { taken_by } => {
                let search = |o: &Order| open(o) && o.kind.in_the_field() && o.id != *taken_by;
                self.on_each(actor, search, OrderAction::Withdraw { reason: why() });
            }
            Effect::RevokeAuthorisation => self.letters.values_mut().for_each(|letter| letter.holds = false),
            Effect::ReverseOrders => {
                let taken = self.case.stage.taken().expect("what is undone was taken").clone();
                self.on_each(actor, |o| undone_with(o, &taken), OrderAction::Reverse { reason: why() });
            }
            Effect::ReleaseCar
            | Effect::SuggestGiveBack { .. }
            | Effect::SuggestClose { .. }
            | Effect::NotifyReviewers
            | Effect::NotifyApprovers
            | Effect::NotifyRequester { .. } => {}
        }
        Ok(())
    }

    fn carry_of(&mut self, actor: Actor, order: OrderId, effect: &OrderEffect) -> Result<(), Refusal> {
        if self.forgets(effect) {
            return Ok(());
        }
        match effect {
            OrderEffect::CaseDispatched => self.act_on_case(actor, Action::Dispatch { order })?,
            OrderEffect::CaseSecured { place } => {
                self.act_on_case(actor, Action::Secure { order, place: *place })?;
                self.first_hand_over(order)?;
            }
            OrderEffect::IssueLetter { letter, .. } => {
                assert!(self.case.stage.authorisation().is_some(), "a letter on no authorisation");
                let before = self.letters.insert(*letter, Letter { order, holds: true });
                assert!(before.is_none(), "a letter issued twice");
            }
            OrderEffect::RevokeLetter { letter } => {
                if let Some(letter) = self.letters.get_mut(letter) {
                    letter.holds = false;
                }
            }
            OrderEffect::KillLinks => self.links.retain(|of| *of != order),
            OrderEffect::RevokeAccess { .. } => {
                self.access.insert(order, false);
            }
            OrderEffect::FeesDue => self.fees.entry(order).or_default().due += 1,
            OrderEffect::ReverseFees => self.fees.entry(order).or_default().reversed += 1,
            OrderEffect::HoldConfirmed => self.confirm_holds(actor)?,
        }
        Ok(())
    }

    fn forgets(&self, effect: &impl serde::Serialize) -> bool {
        let value = serde_json::to_value(effect).expect("serialises");
        self.forgets.is_some_and(|name| value["effect"] == name)
    }

    fn confirm_holds(&mut self, actor: Actor) -> Result<(), Refusal> {
        if !all_stopped(&self.orders) {
            return Ok(());
        }
        let pending = self.case.open_holds().filter(|h| h.phase == HoldPhase::Pending).map(|h| h.id);
        let pending: Vec<HoldId> = pending.collect();
        pending.into_iter().try_for_each(|hold| self.act_on_case(actor, Action::ConfirmHold { hold }))
    }

    /// From the borrower to the agent who hooked the car, with the photos of the hook.
    fn first_hand_over(&mut self, order: OrderId) -> Result<(), Refusal> {
        let order = self.orders.iter().find(|o| o.id == order).expect("an order of the case");
        let work = order.stage.work().expect("a vendor works on it");
        let hooked = work.hooked.expect("it was hooked");
        let to = Custodian::Agent { vendor: work.vendor, agent: hooked.agent };
        let next = HandOver {
            id: HandOverId(Uuid::nil()),
            from: Custodian::Borrower,
            to,
            at: hooked.at,
            place: hooked.place,
            odometer_km: None,
            evidence: vec![EvidenceId(id(1))],
        };
        self.hand_over(next)
    }

    /// A hand-over, and what the case makes of it.
    pub(super) fn hand_over(&mut self, mut next: HandOver) -> Result<(), Refusal> {
        next.id = HandOverId(self.new_id());
        let known = self.case_facts(Actor::System);
        hand_over_fits(&self.case, &next, &known.work)?;
        let to = next.to;
        self.chain = self.chain.with(next, self.now)?;
        match (&self.case.stage, to) {
            (Stage::Secured { .. }, Custodian::Yard { yard }) => {
                self.act_on_case(Actor::System, Action::EnterCustody { yard })
            }
            _ => Ok(()),
        }
    }
}
