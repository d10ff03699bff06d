//! What somebody is about to do, as the law sees it.

use super::notice::{NoticeItem, NoticeKind, ServiceMethod};
use super::{AddressKind, Channel, FeeKind, LegalBasis, OrderAim, Party, Premises, RecordClass, SaleChannel};
use crate::money::Money;
use crate::reason::Reason;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// The kind of a gated action: what a rule's `before` lists.
    GateActionKind {
        /// Reaching somebody.
        Contact = "contact",
        /// Sending a letter.
        Letter = "letter",
        /// Visiting.
        FieldVisit = "field_visit",
        /// Authorising a case.
        Authorise = "authorise",
        /// Giving an order to a contractor.
        Dispatch = "dispatch",
        /// Taking the car.
        Take = "take",
        /// Entering premises.
        EnterPremises = "enter_premises",
        /// Serving a statutory notice.
        ServeNotice = "serve_notice",
        /// Selling the car.
        Sale = "sale",
        /// Throwing away or selling personal things found in the car.
        DisposeProperty = "dispose_property",
        /// Charging a fee.
        ChargeFee = "charge_fee",
        /// Dividing what the sale brought.
        Distribute = "distribute",
        /// Asking the debtor for what is still owed.
        DemandDeficiency = "demand_deficiency",
        /// Paying the debtor what is left over.
        PaySurplus = "pay_surplus",
        /// Cutting the engine.
        CutEngine = "cut_engine",
        /// Showing a position.
        DisclosePosition = "disclose_position",
        /// Exporting track points.
        ExportTracks = "export_tracks",
        /// Telling a third party about debt or debtor.
        DiscloseToThirdParty = "disclose_to_third_party",
        /// Erasing records.
        Erase = "erase",
        /// Taking cash.
        AcceptCash = "accept_cash",
    }
}

/// The ground on which a car is taken, with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Which.
    pub basis: LegalBasis,
    /// Court and case number, or the document that proves it.
    #[serde(default)]
    pub reference: Option<Reason>,
}

/// An action before the gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum GateAction {
    /// Reaching somebody. Letters and visits have their own.
    Contact {
        /// How.
        channel: Channel,
        /// Whom.
        party: Party,
        /// The debt or the default is spoken of.
        mentions_debt: bool,
        /// What is sent, where it is a text.
        #[serde(default)]
        text: Option<String>,
    },
    /// A letter.
    Letter {
        /// To whom.
        party: Party,
        /// Where to.
        address: AddressKind,
        /// Its text.
        #[serde(default)]
        text: Option<String>,
    },
    /// A visit.
    FieldVisit {
        /// To whom.
        party: Party,
    },
    /// Authorising a case.
    Authorise {
        /// On what ground.
        ground: Ground,
    },
    /// Giving an order to a contractor.
    Dispatch {
        /// What it is about.
        aim: OrderAim,
        /// On what ground the car is taken, where it is.
        #[serde(default)]
        ground: Option<Ground>,
    },
    /// Taking the car: on-hook, or the keys change hands.
    Take {
        /// On what ground.
        ground: Ground,
    },
    /// Entering premises.
    EnterPremises {
        /// Which.
        premises: Premises,
    },
    /// Serving a statutory notice.
    ServeNotice {
        /// Which.
        notice: NoticeKind,
        /// How.
        method: ServiceMethod,
        /// What it says.
        items: BTreeSet<NoticeItem>,
        /// Its text.
        #[serde(default)]
        text: Option<String>,
    },
    /// Selling the car.
    Sale {
        /// How.
        channel: SaleChannel,
    },
    /// Throwing away or selling personal things found in the car.
    DisposeProperty,
    /// Charging a fee.
    ChargeFee {
        /// What for.
        fee: FeeKind,
        /// How much.
        amount: Money,
    },
    /// Dividing what the sale brought.
    Distribute {
        /// The waterfall's profile, by its name.
        profile: String,
    },
    /// Asking the debtor for what is still owed.
    DemandDeficiency {
        /// How much.
        amount: Money,
    },
    /// Paying the debtor what is left over.
    PaySurplus,
    /// Cutting the engine.
    CutEngine,
    /// Showing a precise position.
    DisclosePosition,
    /// Exporting track points.
    ExportTracks {
        /// How many.
        points: u32,
    },
    /// Telling a third party about debt or debtor.
    DiscloseToThirdParty {
        /// Whom.
        party: Party,
    },
    /// Erasing records.
    Erase {
        /// Which.
        class: RecordClass,
        /// The last day of what they record.
        last: NaiveDate,
    },
    /// Taking cash.
    AcceptCash,
}

impl GateAction {
    /// Its kind.
    pub fn kind(&self) -> GateActionKind {
        use GateActionKind as K;
        match self {
            GateAction::Contact { .. } => K::Contact,
            GateAction::Letter { .. } => K::Letter,
            GateAction::FieldVisit { .. } => K::FieldVisit,
            GateAction::Authorise { .. } => K::Authorise,
            GateAction::Dispatch { .. } => K::Dispatch,
            GateAction::Take { .. } => K::Take,
            GateAction::EnterPremises { .. } => K::EnterPremises,
            GateAction::ServeNotice { .. } => K::ServeNotice,
            GateAction::Sale { .. } => K::Sale,
            GateAction::DisposeProperty => K::DisposeProperty,
            GateAction::ChargeFee { .. } => K::ChargeFee,
            GateAction::Distribute { .. } => K::Distribute,
            GateAction::DemandDeficiency { .. } => K::DemandDeficiency,
            GateAction::PaySurplus => K::PaySurplus,
            GateAction::CutEngine => K::CutEngine,
            GateAction::DisclosePosition => K::DisclosePosition,
            GateAction::ExportTracks { .. } => K::ExportTracks,
            GateAction::DiscloseToThirdParty { .. } => K::DiscloseToThirdParty,
            GateAction::Erase { .. } => K::Erase,
            GateAction::AcceptCash => K::AcceptCash,
        }
    }

    /// It takes the car, or prepares to: authorising, an order that takes, the taking.
    pub fn takes(&self) -> bool {
        match self {
            GateAction::Authorise { .. } | GateAction::Take { .. } => true,
            GateAction::Dispatch { aim, .. } => aim.takes(),
            _ => false,
        }
    }

    /// Whether a rule on what is done to debtors, that names action kinds, means this one. An order that neither visits
    /// the debtor nor takes the car is not meant: what happens to the debtor by it passes the gate by itself.
    pub fn is_one_of(&self, kinds: &BTreeSet<GateActionKind>) -> bool {
        let idle = matches!(self, GateAction::Dispatch { aim, .. } if !aim.takes() && *aim != OrderAim::Visit);
        !idle && kinds.contains(&self.kind())
    }

    /// Whether a rule on the taking of cars, that names action kinds, means this one: orders that take the car only.
    pub fn is_taking_of(&self, kinds: &BTreeSet<GateActionKind>) -> bool {
        let other = matches!(self, GateAction::Dispatch { aim, .. } if !aim.takes());
        !other && kinds.contains(&self.kind())
    }

    /// The ground it is taken on.
    pub fn ground(&self) -> Option<&Ground> {
        match self {
            GateAction::Authorise { ground } | GateAction::Take { ground } => Some(ground),
            GateAction::Dispatch { ground, .. } => ground.as_ref(),
            _ => None,
        }
    }

    /// Whom it reaches, and how, if it is a contact. A taking is one only while the debtor is there: see the window.
    pub fn reaches(&self) -> Option<(Channel, Party)> {
        match self {
            GateAction::Contact { channel, party, .. } => Some((*channel, *party)),
            GateAction::Letter { party, .. } => Some((Channel::Letter, *party)),
            GateAction::FieldVisit { party } => Some((Channel::Visit, *party)),
            _ => None,
        }
    }

    /// The text it sends.
    pub fn text(&self) -> Option<&str> {
        match self {
            GateAction::Contact { text, .. }
            | GateAction::Letter { text, .. }
            | GateAction::ServeNotice { text, .. } => text.as_deref(),
            _ => None,
        }
    }
}
