//! One case with its orders, its chain of hand-overs, its letters, links and fees, all in one model that carries out
//! every effect as the shell must; and a long random walk through it.

mod carry;
mod chance;
mod laws;
mod steps;
mod walk;

use super::*;
use lienwatch_domain::recovery::order::*;
use std::collections::BTreeMap;

/// A letter of authorisation that was issued.
#[derive(Debug, Clone, Copy)]
struct Letter {
    order: OrderId,
    holds: bool,
}

/// What is posted for an order.
#[derive(Debug, Clone, Copy, Default)]
struct Fees {
    due: u32,
    reversed: u32,
    paid: u32,
}

/// Everything about one case.
#[derive(Debug, Clone)]
struct World {
    now: DateTime<Utc>,
    case: Case,
    orders: Vec<Order>,
    chain: Chain,
    loan: LoanCheck,
    /// What yard and sale have brought; what orders and chain tell is read from them.
    brought: WorkFacts,
    /// The gate says no to taking a car or visiting now.
    night: bool,
    suspended: Vec<VendorId>,
    letters: BTreeMap<LetterId, Letter>,
    /// Recovery links that are alive, by their order.
    links: Vec<OrderId>,
    /// Whether a vendor that accepted an order may still see it.
    access: BTreeMap<OrderId, bool>,
    fees: BTreeMap<OrderId, Fees>,
    payments: Vec<PaymentId>,
    promises: Vec<PromiseId>,
    /// Orders that took the car, each time it was taken.
    takings: Vec<OrderId>,
    /// The car was cleared for disposal since it was taken last.
    cleared: bool,
    /// Last number given to anything.
    ids: u128,
    /// An effect that this shell forgets to carry out, by its name: to see whether the laws notice.
    forgets: Option<&'static str>,
}

const VENDORS: u128 = 3;

fn vendor(n: u128) -> VendorId {
    VendorId(id(200 + n))
}

fn agents(vendor: VendorId) -> Vec<AgentId> {
    (0..3).map(|n| AgentId(id(vendor.0.as_u128() * 10 + n))).collect()
}

impl World {
    fn new(now: DateTime<Utc>, forgets: Option<&'static str>) -> World {
        let flag = fresh().flag;
        let (case, ..) = open_case(CaseId(id(7)), LoanId(id(8)), VehicleId(id(9)), flag, Actor::System, now);
        World {
            now,
            case,
            orders: vec![],
            chain: Chain::default(),
            loan: LoanCheck { balance_at: now, ..facts(ann()).loan },
            brought: WorkFacts::default(),
            night: false,
            suspended: vec![],
            letters: BTreeMap::new(),
            links: vec![],
            access: BTreeMap::new(),
            fees: BTreeMap::new(),
            payments: vec![],
            promises: vec![],
            takings: vec![],
            cleared: false,
            ids: 10_000,
            forgets,
        }
    }

    fn new_id(&mut self) -> Uuid {
        self.ids += 1;
        id(self.ids)
    }

    /// A transaction: all of it, or nothing.
    fn attempt(&mut self, what: impl FnOnce(&mut World) -> Result<(), Refusal>) -> Result<(), Refusal> {
        let mut next = self.clone();
        what(&mut next)?;
        *self = next;
        Ok(())
    }

    fn has_holds(&self) -> bool {
        self.case.open_holds().next().is_some()
    }

    fn taken_by(&self) -> Option<OrderId> {
        self.case.stage.taken().map(|taken| taken.order)
    }

    fn case_facts(&self, actor: Actor) -> Facts {
        let working = self.orders.iter().filter(|o| o.stage.is_live() && o.stage.work().is_some());
        let judged = |o: &&Order| {
            use OrderState::{Acknowledged, Invoiced, Paid};
            matches!(o.stage.state(), Acknowledged | Invoiced | Paid)
        };
        let unfinished = self.orders.iter().filter(|o| !o.stage.is_finished()).count();
        let no = || vec![Refusal::new("hours", "not at night", "wait until the morning")];
        let law = Law { take: if self.night { no() } else { vec![] }, ..Law::default() };
        Facts {
            loan: self.loan,
            open_orders: u32::try_from(working.count()).expect("few"),
            law,
            work: WorkFacts {
                custodian: (!self.chain.hand_overs().is_empty()).then(|| self.chain.custodian()),
                acknowledged: self.orders.iter().filter(judged).any(|o| Some(o.id) == self.taken_by()),
                unfinished_orders: u32::try_from(unfinished).expect("few"),
                ..self.brought.clone()
            },
            ..facts(actor)
        }
    }

    fn order_facts(&self, order: &Order, party: Party, vendor: Option<VendorId>) -> OrderFacts {
        let known = self.case_facts(party.actor());
        let policy = CasePolicy::default();
        let (mut dispatch, mut take) = (vec![], vec![]);
        if order.kind.in_the_field() {
            dispatch = dispatch_gaps(&self.case, &known, self.now, &policy);
            let takes = order.kind.takes();
            take = if takes { take_gaps(&self.case, &known, self.now, &policy) } else { known.law.take };
        }
        let suspended = vendor.filter(|v| self.suspended.contains(v));
        let refusal = |_| Refusal::new("vendor_active", "the vendor is suspended", "choose another");
        OrderFacts {
            party,
            case: self.case.stage.state(),
            holds: self.case.open_holds().map(|h| h.id).collect(),
            other_taker: other_taker(order, &self.orders),
            taken_by: self.taken_by(),
            dispatch,
            take,
            vendor: suspended.map(refusal).into_iter().collect(),
            agents: vendor.map(agents).unwrap_or_default(),
            today: self.now.date_naive(),
        }
    }
}
