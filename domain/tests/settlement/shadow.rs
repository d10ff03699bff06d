//! What the entries mean, reckoned apart from the books: it knows only what an entry is.

use lienwatch_domain::ids::{EntryId, OrderId};
use lienwatch_domain::settlement::ledger::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What the entries mean, reckoned apart from the books.
#[derive(Default)]
pub struct Shadow {
    net: BTreeMap<Account, i64>,
    causes: HashSet<String>,
    pub mirrored: HashSet<EntryId>,
    pub reversed: BTreeSet<OrderId>,
    seen: usize,
    pub payments: usize,
}

impl Shadow {
    /// Looks at what was written since; every rule of the books is judged here from the entries alone.
    pub fn look(&mut self, ledger: &Ledger) {
        let entries = ledger.entries();
        assert!(entries.len() >= self.seen, "nothing is taken out");
        for entry in &entries[self.seen..] {
            let signed = |p: &Posting| if p.side == Side::Debit { p.amount.minor } else { -p.amount.minor };
            assert_eq!(entry.postings().iter().map(signed).sum::<i64>(), 0, "{entry:?}");
            assert!(entry.postings().iter().all(|p| p.amount.minor > 0), "{entry:?}");
            assert!(self.causes.insert(entry.cause().key()), "posted twice: {entry:?}");
            if entry.pays_a_vendor() {
                self.payments += 1;
                assert!(entry.order().is_some_and(|o| !self.reversed.contains(&o)), "paid a reversed order: {entry:?}");
            }
            match entry.cause() {
                Cause::Reversal { of } => {
                    assert!(self.mirrored.insert(of), "mirrored twice: {entry:?}");
                    let original = ledger.entry(of).expect("reversed what there is");
                    let sides = |e: &Entry| e.postings().iter().map(signed).collect::<Vec<_>>();
                    let opposite: Vec<i64> = sides(original).iter().map(|a| -a).collect();
                    assert_eq!(sides(entry), opposite);
                }
                Cause::OrderReversed { order } => {
                    self.reversed.insert(order);
                }
                _ => {}
            }
            for posting in entry.postings() {
                *self.net.entry(posting.account).or_default() += signed(posting);
            }
        }
        self.seen = entries.len();
        let trial = ledger.trial_balance();
        assert!(trial.is_balanced());
        for row in &trial.rows {
            assert_eq!(row.debit.minor - row.credit.minor, self.net[&row.account], "{}", row.account);
        }
        assert_eq!(trial.rows.len(), self.net.len());
    }
}
