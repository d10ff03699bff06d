//! What a contractor asks for less than it earned.

use super::*;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::*;
use lienwatch_domain::settlement::ledger::*;

fn now() -> DateTime<Utc> {
    "2026-05-02T03:00:00Z".parse().expect("a time")
}

fn order(n: u128) -> OrderId {
    OrderId(id(n))
}

fn head(n: u128, cause: Cause) -> Head {
    Head::new(EntryId(id(n)), CaseId(id(900)), now(), cause)
}

#[track_caller]
fn post(ledger: &mut Ledger, entry: Entry) {
    let entry_id = entry.id();
    assert_eq!(ledger.post(entry), Ok(Posted::New(entry_id)));
    assert!(ledger.trial_balance().is_balanced());
}

#[test]
fn what_is_waived_is_first_taken_from_what_the_borrower_bears() {
    let waive = |ledger: &Ledger, n, minor| {
        let of = ((order(7), CostKind::Tow), InvoiceId(id(70)), m(minor), (EntryId(id(n)), now()));
        fee_waived(ledger, of.0, of.1, of.2, of.3).expect("balances")
    };
    let mut ledger = Ledger::new(CaseId(id(900)), cny());
    let fee = head(1, Cause::OrderFee { order: order(7), part: 0 });
    post(&mut ledger, book::order_fee(fee, CostKind::Tow, m(100)).expect("balances"));
    let commission = head(2, Cause::OrderFee { order: order(7), part: 1 });
    post(&mut ledger, book::commission(commission, m(50)).expect("balances"));
    let mut before = ledger.clone();
    post(&mut before, waive(&ledger, 3, 130));
    let balance = |ledger: &Ledger, account| ledger.balance(account).expect("fits").minor;
    assert_eq!(balance(&before, Account::Cost(CostKind::Tow)), 0);
    assert_eq!((balance(&before, Account::Commission), balance(&before, Account::VendorPayable)), (20, 20));

    // Settled with a deficiency of 60: the borrower owes nothing of it any more and gets 40 back.
    let settled = Entry::new(
        head(4, Cause::Settled { statement: StatementId(id(80)) }),
        [
            Posting::debit(Account::DeficiencyReceivable, m(60)),
            Posting::debit(Account::Proceeds, m(40)),
            Posting::credit(Account::Cost(CostKind::Tow), m(100)),
        ],
    );
    post(&mut ledger, settled.expect("balances"));
    let entry = waive(&ledger, 5, 100);
    post(&mut ledger, entry);
    assert_eq!((balance(&ledger, Account::DeficiencyReceivable), balance(&ledger, Account::RefundsPayable)), (0, 40));
    assert_eq!(balance(&ledger, Account::Commission), 50);
}
