//! Why an entry was posted.

use crate::ids::{BuyerId, EntryId, EvidenceId, InvoiceId, LotId, OrderId, PaymentId, StatementId};
use serde::{Deserialize, Serialize};

/// The business event of an entry. Each posts once in a case's books: its name is the key of idempotency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Cause {
    /// A contractor earned a fee.
    OrderFee {
        /// By which order.
        order: OrderId,
        /// Which of its fees, from 0: its lines, or the months of a long one.
        part: u32,
    },
    /// A contractor lost a part of its fee.
    OrderPenalty {
        /// By which order.
        order: OrderId,
        /// Which of its penalties, from 0.
        part: u32,
    },
    /// A contractor was paid.
    OrderPaid {
        /// For which order.
        order: OrderId,
        /// By which invoice.
        invoice: InvoiceId,
    },
    /// A contractor asked for less than it earned.
    FeeWaived {
        /// For which order.
        order: OrderId,
        /// On which invoice.
        invoice: InvoiceId,
    },
    /// What was done was undone: all of the order's fees are charged back.
    OrderReversed {
        /// Which order.
        order: OrderId,
    },
    /// A contractor gave back what was charged back or paid too much.
    VendorRepaid {
        /// For which order.
        order: OrderId,
        /// By which payment.
        payment: PaymentId,
    },
    /// A contractor made a borrower pay too much.
    OverCollected {
        /// By which order.
        order: OrderId,
        /// Which of its collections, from 0.
        part: u32,
    },
    /// The borrower got that back.
    Refunded {
        /// Collected by which order.
        order: OrderId,
        /// Which of its collections, from 0.
        part: u32,
    },
    /// A cost that no contractor bills, e.g. of a court.
    Cost {
        /// Its document.
        document: EvidenceId,
    },
    /// A buyer's deposit came.
    DepositTaken {
        /// For which lot.
        lot: LotId,
        /// Whose.
        buyer: BuyerId,
        /// The lot's version at that change.
        version: u64,
    },
    /// It went back, or what was left of it.
    DepositReturned {
        /// For which lot.
        lot: LotId,
        /// Whose.
        buyer: BuyerId,
        /// The lot's version at that change.
        version: u64,
    },
    /// It became a part of the price.
    DepositApplied {
        /// For which lot.
        lot: LotId,
        /// Whose.
        buyer: BuyerId,
        /// The lot's version at that change.
        version: u64,
    },
    /// The buyer lost it.
    DepositForfeited {
        /// For which lot.
        lot: LotId,
        /// Whose.
        buyer: BuyerId,
        /// The lot's version at that change.
        version: u64,
    },
    /// The buyer paid.
    SalePaid {
        /// By which payment.
        payment: PaymentId,
    },
    /// The buyer got back what was too much, or all of it because the sale did not stand.
    BuyerRefunded {
        /// For which lot.
        lot: LotId,
        /// Who.
        buyer: BuyerId,
        /// The lot's version at that change.
        version: u64,
    },
    /// The borrower paid while the car was in hand.
    Redeemed {
        /// By which payment.
        payment: PaymentId,
    },
    /// The proceeds were distributed.
    Settled {
        /// By which statement.
        statement: StatementId,
    },
    /// The borrower got the surplus.
    SurplusPaid {
        /// Of which statement.
        statement: StatementId,
    },
    /// The holder of another lien got a share.
    LienPaid {
        /// Of which statement.
        statement: StatementId,
        /// Which lien, as the waterfall counts them.
        lien: u32,
    },
    /// The borrower paid of the deficiency.
    DeficiencyPaid {
        /// By which payment.
        payment: PaymentId,
    },
    /// A refund that a statement had credited came in.
    CreditReceived {
        /// By which payment.
        payment: PaymentId,
    },
    /// The lender gave up the rest of a deficiency.
    WrittenOff {
        /// Of which statement.
        statement: StatementId,
    },
    /// An entry was wrong.
    Reversal {
        /// Which.
        of: EntryId,
    },
    /// What should have stood in place of a reversed entry.
    Correction {
        /// Which.
        of: EntryId,
    },
}

impl Cause {
    /// The order that it is about.
    pub fn order(&self) -> Option<OrderId> {
        use Cause::*;
        match self {
            OrderFee { order, .. }
            | OrderPenalty { order, .. }
            | OrderPaid { order, .. }
            | FeeWaived { order, .. }
            | OrderReversed { order }
            | VendorRepaid { order, .. }
            | OverCollected { order, .. }
            | Refunded { order, .. } => Some(*order),
            _ => None,
        }
    }

    /// The key of idempotency, unique in a case's books: e.g. `order_fee:0190…:0`.
    pub fn key(&self) -> String {
        use Cause::*;
        match self {
            OrderFee { order, part } => format!("order_fee:{order}:{part}"),
            OrderPenalty { order, part } => format!("order_penalty:{order}:{part}"),
            OrderPaid { order, invoice } => format!("order_paid:{order}:{invoice}"),
            FeeWaived { order, invoice } => format!("fee_waived:{order}:{invoice}"),
            OrderReversed { order } => format!("order_reversed:{order}"),
            VendorRepaid { order, payment } => format!("vendor_repaid:{order}:{payment}"),
            OverCollected { order, part } => format!("over_collected:{order}:{part}"),
            Refunded { order, part } => format!("refunded:{order}:{part}"),
            Cost { document } => format!("cost:{document}"),
            DepositTaken { lot, buyer, version } => format!("deposit_taken:{lot}:{buyer}:{version}"),
            DepositReturned { lot, buyer, version } => format!("deposit_returned:{lot}:{buyer}:{version}"),
            DepositApplied { lot, buyer, version } => format!("deposit_applied:{lot}:{buyer}:{version}"),
            DepositForfeited { lot, buyer, version } => format!("deposit_forfeited:{lot}:{buyer}:{version}"),
            SalePaid { payment } => format!("sale_paid:{payment}"),
            BuyerRefunded { lot, buyer, version } => format!("buyer_refunded:{lot}:{buyer}:{version}"),
            Redeemed { payment } => format!("redeemed:{payment}"),
            Settled { statement } => format!("settled:{statement}"),
            SurplusPaid { statement } => format!("surplus_paid:{statement}"),
            LienPaid { statement, lien } => format!("lien_paid:{statement}:{lien}"),
            DeficiencyPaid { payment } => format!("deficiency_paid:{payment}"),
            CreditReceived { payment } => format!("credit_received:{payment}"),
            WrittenOff { statement } => format!("written_off:{statement}"),
            Reversal { of } => format!("reversal:{of}"),
            Correction { of } => format!("correction:{of}"),
        }
    }
}
