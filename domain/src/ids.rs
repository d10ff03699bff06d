//! Typed identities. An id of one kind cannot be passed for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! public_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> { s.parse().map($name) }
        }
    )*};
}

public_ids! {
    /// A lender (tenant).
    LenderId;
    /// A borrower.
    BorrowerId;
    /// A loan.
    LoanId;
    /// A vehicle.
    VehicleId;
    /// A tracker.
    TrackerId;
    /// A binding of a tracker to a vehicle for a time.
    InstallationId;
    /// A known or confirmed site.
    SiteId;
    /// A fence of a vehicle.
    FenceId;
    /// An alert.
    AlertId;
    /// A recovery case.
    CaseId;
    /// A hold on a case.
    HoldId;
    /// A payment.
    PaymentId;
    /// A user.
    UserId;
    /// An API key.
    ApiKeyId;
    /// A command to a tracker.
    CommandId;
    /// A chase of a vehicle.
    ChaseId;
    /// An order to a contractor.
    OrderId;
    /// A task that a reckoning asks for.
    TaskId;
    /// A contractor (vendor).
    VendorId;
    /// A person who works for a contractor.
    AgentId;
    /// A complaint about a vendor or about the lender itself.
    ComplaintId;
    /// An offer of an order to a vendor.
    OfferId;
    /// A vendor's rate card.
    RateCardId;
    /// A yard that keeps cars.
    YardId;
    /// A hand-over of a car from one custodian to the next.
    HandOverId;
    /// A piece of evidence.
    EvidenceId;
    /// A recovery link.
    LinkId;
    /// A letter of authorisation.
    LetterId;
    /// A statutory notice.
    NoticeId;
    /// An appraisal of a car.
    AppraisalId;
    /// A lot that is for sale.
    LotId;
    /// A bid for a lot.
    BidId;
    /// A buyer.
    BuyerId;
    /// An entry of a case's ledger.
    EntryId;
    /// A contractor's invoice.
    InvoiceId;
    /// A settlement statement.
    StatementId;
    /// A notification on its way to somebody.
    DeliveryId;
    /// A rule that says who is told of what.
    RoutingRuleId;
    /// Where webhooks and gateway messages go.
    EndpointId;
}

macro_rules! surrogates {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i32);
    )*};
}

surrogates! {
    /// Store-internal number of a tracker; never leaves the process.
    TrackerNo;
    /// Store-internal number of a lender; 0 is "not bound yet". Never leaves the process.
    LenderNo;
    /// Store-internal number of a vehicle; never leaves the process.
    VehicleNo;
}

impl LenderNo {
    /// The lender of a tracker that is bound to no vehicle.
    pub const UNBOUND: LenderNo = LenderNo(0);
}
