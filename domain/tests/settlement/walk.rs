//! Ten thousand random steps over the orders, invoices and books of a case, against a shadow that knows only what an
//! entry is.

use super::shadow::Shadow;
use super::*;
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::*;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::Party;
use lienwatch_domain::settlement::invoice::{self, *};
use lienwatch_domain::settlement::ledger::*;
use lienwatch_domain::settlement::statement::{Facts, Statement};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const STEPS: usize = 10_000;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { of.get(self.roll(of.len() as u64) as usize) }
    }
}

fn now() -> DateTime<Utc> {
    "2026-05-02T03:00:00Z".parse().expect("a time")
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

struct World {
    dice: Dice,
    ledger: Ledger,
    shadow: Shadow,
    next: u128,
    orders: Vec<OrderId>,
    invoices: Vec<Invoice>,
    statements: Vec<Statement>,
    refused: BTreeMap<String, usize>,
}

impl World {
    fn new(seed: u64) -> Self {
        let ledger = Ledger::new(CaseId(id(900)), cny());
        let (dice, shadow) = (Dice(seed), Shadow::default());
        let (orders, invoices, statements) = (vec![], vec![], vec![]);
        World { dice, ledger, shadow, next: 1_000, orders, invoices, statements, refused: BTreeMap::new() }
    }

    fn fresh(&mut self) -> u128 {
        self.next += 1;
        self.next
    }

    fn head(&mut self, cause: Cause) -> Head {
        Head::new(EntryId(id(self.fresh())), self.ledger.case(), now(), cause)
    }

    fn note<T>(&mut self, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|refusal| *self.refused.entry(refusal.rule.into_owned()).or_default() += 1).ok()
    }

    fn post(&mut self, entry: Result<Entry, Refusal>) -> Option<Posted> {
        let entry = self.note(entry)?;
        let posted = self.ledger.post(entry);
        self.note(posted)
    }

    fn amount(&mut self, most: u64) -> Money {
        m(self.dice.roll(most) as i64 + 1)
    }

    /// One of the latest orders, so that most of what happens meets something.
    fn order(&mut self) -> Option<OrderId> {
        let recent = self.orders.len().saturating_sub(25);
        self.dice.pick(&self.orders[recent..]).copied()
    }

    fn person(&mut self) -> Party {
        Party::Lender(Actor::User(UserId(id(self.dice.roll(3) as u128 + 1))))
    }

    fn vendor() -> Party {
        Party::Vendor { vendor: VendorId(id(40)), actor: Actor::User(UserId(id(9))) }
    }

    /// What the orders of an invoice earn, by the books.
    fn facts(&self, invoice: &Invoice, party: Party) -> InvoiceFacts {
        let fee = |order: OrderId| {
            let owed = self.ledger.order_balance(order, Account::VendorPayable).expect("fits");
            let payable = match owed.is_negative() {
                true => Err(Refusal::new("overpaid", "paid more than it earned", "get it back")),
                false => Ok(owed),
            };
            let stands = |other: &&Invoice| {
                other.id != invoice.id && other.line(order).is_some() && other.stage.state() != InvoiceState::Rejected
            };
            let other_invoice = self.invoices.iter().find(stands).map(|other| other.id);
            let reversed = self.ledger.is_order_reversed(order);
            OrderFee { vendor: VendorId(id(40)), payable, reversed, other_invoice }
        };
        InvoiceFacts { party, orders: invoice.lines.iter().map(|line| (line.order, fee(line.order))).collect() }
    }

    fn act(&mut self, at: usize, action: InvoiceAction, party: Party) {
        let facts = self.facts(&self.invoices[at], party);
        let policy = InvoicePolicy { auto_limit_minor: 3_000, ..InvoicePolicy::default() };
        let result = invoice::apply(&self.invoices[at], action, &facts, now(), &policy);
        let Some((after, events, effects)) = self.note(result) else { return };
        assert!(events.windows(2).all(|w| Some(w[0].to) == w[1].from));
        let billed = after.id;
        for effect in effects {
            match effect {
                InvoiceEffect::PayOrder { order, amount, over } => {
                    let head = self.head(Cause::OrderPaid { order, invoice: billed });
                    let earned = amount.minus(over).expect("fits");
                    let posted = self.post(book::order_paid(head, earned, over));
                    assert!(matches!(posted, Some(Posted::New(_))), "an approved invoice can be paid: {order}");
                }
                InvoiceEffect::WaiveRest { order, amount } => {
                    let head = self.head(Cause::FeeWaived { order, invoice: billed });
                    let posted = self.post(book::fee_waived(head, Some(CostKind::Tow), amount));
                    assert!(matches!(posted, Some(Posted::New(_))), "what was not asked for is not owed: {order}");
                }
                _ => {}
            }
        }
        self.invoices[at] = after;
    }

    fn begin_invoice(&mut self) {
        let mut lines: Vec<InvoiceLine> = Vec::new();
        for _ in 0..=self.dice.roll(3) {
            let Some(order) = self.order() else { return };
            let owed = self.ledger.order_balance(order, Account::VendorPayable).expect("fits").minor.max(1);
            let amount = m(owed + [0, 0, 0, 5, -1, 400][self.dice.roll(6) as usize]);
            if amount.is_positive() && lines.iter().all(|l| l.order != order) {
                lines.push(InvoiceLine { order, amount, text: None, charged_back: false });
            }
        }
        let number = InvoiceNumber::new("n").expect("a number");
        let invoice = InvoiceId(id(self.fresh()));
        let begun = invoice::draft(invoice, number, cny(), lines, World::vendor(), now());
        if let Some((invoice, ..)) = self.note(begun) {
            self.invoices.push(invoice);
            self.act(self.invoices.len() - 1, InvoiceAction::Submit, World::vendor());
        }
    }

    fn invoice_step(&mut self) {
        let recent = self.invoices.len().saturating_sub(8);
        if recent == self.invoices.len() {
            return;
        }
        let at = recent + self.dice.roll((self.invoices.len() - recent) as u64) as usize;
        let party = self.person();
        let action = match self.dice.roll(12) {
            0 | 1 => InvoiceAction::Match,
            2..=5 => InvoiceAction::Approve { reason: why() },
            6 if self.dice.roll(4) == 0 => InvoiceAction::Reject { reason: why() },
            6..=9 => InvoiceAction::Pay { payment: PaymentId(id(self.fresh())) },
            10 => InvoiceAction::Revise { lines: self.invoices[at].asked().cloned().collect() },
            _ => match self.invoices[at].lines.first() {
                Some(line) => InvoiceAction::ChargeBack { order: line.order, reason: why() },
                None => return,
            },
        };
        let party = if matches!(action, InvoiceAction::Revise { .. }) { World::vendor() } else { party };
        self.act(at, action, party);
    }

    fn reverse_something(&mut self) {
        let recent = self.ledger.entries().len().saturating_sub(40);
        let Some(of) = self.dice.pick(&self.ledger.entries()[recent..]).map(Entry::id) else { return };
        let entry = EntryId(id(self.fresh()));
        if self.dice.roll(3) > 0 {
            let reversed = self.ledger.reverse(of, entry, now(), None);
            self.note(reversed);
            return;
        }
        let original = self.ledger.entry(of).expect("picked from there").clone();
        let mut head = self.head(Cause::Correction { of });
        head.order = original.order();
        self.post(Entry::new(head, original.postings().to_vec()));
    }

    /// The same event is told again, now and then with another amount.
    fn tell_again(&mut self) {
        let Some(entry) = self.dice.pick(self.ledger.entries()).cloned() else { return };
        let head = Head { id: EntryId(id(self.fresh())), ..entry.head().clone() };
        if self.dice.roll(2) == 0 {
            let told = self.post(Entry::new(head, entry.postings().to_vec()));
            assert_eq!(told, Some(Posted::Already(entry.id())));
        } else if let Some(first) = entry.postings().first() {
            let one = m(first.amount.minor + 1);
            let other = [Posting::debit(Account::Cash, one), Posting::credit(Account::Proceeds, one)];
            assert_eq!(self.post(Entry::new(head, other)), None, "other amounts are a double posting");
        }
    }

    fn money_step(&mut self) {
        let (amount, n) = (self.amount(5_000), self.fresh());
        let (lot, buyer, version) =
            (LotId(id(60)), BuyerId(id(7_000 + self.dice.roll(100) as u128)), self.dice.roll(3));
        let statement = self.statements.last().map_or(StatementId(id(1)), |s| s.id);
        let cause = [
            Cause::DepositTaken { lot, buyer, version },
            Cause::DepositReturned { lot, buyer, version },
            Cause::DepositApplied { lot, buyer, version },
            Cause::DepositForfeited { lot, buyer, version },
            Cause::SalePaid { payment: PaymentId(id(n)) },
            Cause::Cost { document: EvidenceId(id(n)) },
            Cause::SurplusPaid { statement },
            Cause::DeficiencyPaid { payment: PaymentId(id(n)) },
        ][self.dice.roll(8) as usize];
        let head = self.head(cause);
        let held = m(100);
        self.post(match cause {
            Cause::DepositTaken { .. } => book::deposit_taken(head, held),
            Cause::DepositReturned { .. } => book::deposit_returned(head, held),
            Cause::DepositApplied { .. } => book::deposit_applied(head, held),
            Cause::DepositForfeited { .. } => book::deposit_forfeited(head, held),
            Cause::SalePaid { .. } => book::sale_paid(head, amount),
            Cause::Cost { .. } => book::cost(head, CostKind::Court, amount),
            Cause::SurplusPaid { .. } => book::surplus_paid(head, amount),
            _ => book::deficiency_paid(head, amount),
        });
    }

    fn settle(&mut self) {
        let stands = |e: &&Entry| matches!(e.cause(), Cause::Settled { .. }) && !self.ledger.is_reversed(e.id());
        if let (Some(of), 0) = (self.ledger.entries().iter().find(stands).map(Entry::id), self.dice.roll(2)) {
            let entry = EntryId(id(self.fresh()));
            let reversed = self.ledger.reverse(of, entry, now(), None);
            self.note(reversed);
        }
        let day = |text: &str| text.parse().expect("a date");
        let sale = self.dice.roll(12_000_000) as i64;
        let facts = Facts {
            as_of: day("2026-04-01"),
            possession_on: day("2026-03-20"),
            sold_on: day("2026-04-28"),
            rebate_in_debt: m(0),
            waterfall: divided(&input(Profile::ALL[self.dice.roll(5) as usize], sale)),
            credits: vec![],
        };
        let (statement, entry) = (StatementId(id(self.fresh())), EntryId(id(self.fresh())));
        let made = Statement::make(statement, self.ledger.case(), facts, self.statements.last(), now());
        let Some(statement) = self.note(made) else { return };
        if self.post(settlement(&statement, entry, now())).is_some() {
            self.statements.push(statement);
        }
    }

    fn order_step(&mut self) {
        let Some(order) = self.order() else { return };
        let (amount, part) = (self.amount(1_500), self.dice.roll(3) as u32);
        match self.dice.roll(9) {
            0..=3 => {
                let head = self.head(Cause::OrderFee { order, part });
                self.post(book::order_fee(head, CostKind::Tow, amount));
            }
            4 => {
                let head = self.head(Cause::OrderPenalty { order, part });
                self.post(book::penalty(head, m(amount.minor / 100 + 1)));
            }
            5 => {
                let entry = EntryId(id(self.fresh()));
                let reversed = self.ledger.reverse_order(order, entry, now(), Some(why()));
                self.note(reversed);
            }
            6 => {
                let head = self.head(Cause::VendorRepaid { order, payment: PaymentId(id(u128::from(part))) });
                self.post(book::vendor_repaid(head, amount));
            }
            7 => {
                let head = self.head(Cause::OverCollected { order, part });
                self.post(book::over_collected(head, amount));
            }
            // Somebody tries to pay without an invoice that was approved.
            _ => {
                let head = self.head(Cause::OrderPaid { order, invoice: InvoiceId(id(1)) });
                self.post(book::order_paid(head, amount, m(0)));
            }
        }
    }

    fn step(&mut self) {
        match self.dice.roll(100) {
            0..=5 => {
                let order = OrderId(id(self.fresh()));
                self.orders.push(order);
                let head = self.head(Cause::OrderFee { order, part: 9 });
                let amount = self.amount(3_000);
                self.post(book::order_fee(head, CostKind::Tow, amount));
            }
            6..=14 => self.begin_invoice(),
            15..=59 => self.invoice_step(),
            60..=74 => self.order_step(),
            75..=80 => self.reverse_something(),
            81..=86 => self.tell_again(),
            87..=97 => self.money_step(),
            _ => self.settle(),
        }
        self.shadow.look(&self.ledger);
    }
}

fn walked(seed: u64) -> World {
    let mut world = World::new(seed);
    for _ in 0..STEPS {
        world.step();
    }
    // What is stored gives the same books.
    let entries = world.ledger.entries().to_vec();
    let again = Ledger::replay(world.ledger.case(), cny(), entries).expect("replays");
    assert_eq!(again.trial_balance(), world.ledger.trial_balance());
    for order in world.orders.iter().filter(|o| world.ledger.is_order_reversed(**o)) {
        assert_eq!(world.ledger.order_balance(*order, Account::VendorPayable), Ok(m(0)));
        assert_eq!(world.ledger.order_balance(*order, Account::Cost(CostKind::Tow)), Ok(m(0)));
    }
    world
}

#[test]
fn ten_thousand_steps_go_everywhere_and_keep_the_books() {
    let world = walked(1);
    let (shadow, entries) = (&world.shadow, world.ledger.entries().len());
    let figures = (entries, shadow.payments, shadow.reversed.len(), shadow.mirrored.len(), world.statements.len());
    println!("entries, payments, reversed orders, mirrors, settlements: {figures:?}; refusals: {:?}", world.refused);
    let rules = [
        "double_posting",
        "matched_now",
        "order_reversed",
        "pays_what_is_owed",
        "reversal_stands",
        "reversed_first",
        "settled_once",
        "two_people",
        "wrong_state",
    ];
    for rule in rules {
        assert!(world.refused.contains_key(rule), "{rule} was never met: {:?}", world.refused);
    }
    let (entries, payments, reversed, mirrors, settlements) = figures;
    assert!(entries > 1_500 && payments > 50 && reversed > 50 && mirrors > 50 && settlements > 10, "{figures:?}");
    let states: BTreeSet<InvoiceState> = world.invoices.iter().map(|i| i.stage.state()).collect();
    assert!(states.len() >= 7, "{states:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn ten_thousand_steps_keep_the_books_whatever_the_seed(seed: u64) {
        walked(seed);
    }
}
