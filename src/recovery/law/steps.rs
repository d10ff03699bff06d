//! The steps of a case as the gate knows them.

use super::{Gate, ground_of};
use crate::recovery::OpenCase;
use lienwatch_domain::compliance::{GateAction, Ground, OrderAim, Party, SaleChannel};
use lienwatch_domain::disposal::Lot;
use lienwatch_domain::recovery::{Order, OrderKind, Stage};
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// A gated step of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Two people authorise it.
    Authorise,
    /// An order goes to a contractor.
    Dispatch,
    /// The car is taken.
    Take,
    /// The debtor is visited.
    FieldVisit,
    /// The car is sold.
    Sale,
    /// What the sale brought is divided.
    Settle,
    /// Things found in the car are thrown away or sold.
    DisposeProperty,
}

impl Step {
    /// Every one, in the order of the life cycle.
    pub const ALL: [Step; 7] = [
        Step::Authorise,
        Step::Dispatch,
        Step::FieldVisit,
        Step::Take,
        Step::DisposeProperty,
        Step::Sale,
        Step::Settle,
    ];

    /// As the API names it.
    pub fn name(self) -> &'static str {
        match self {
            Step::Authorise => "authorise",
            Step::Dispatch => "dispatch",
            Step::Take => "take",
            Step::FieldVisit => "field_visit",
            Step::Sale => "sale",
            Step::Settle => "settle",
            Step::DisposeProperty => "dispose_property",
        }
    }
}

/// Giving an order of a kind to a contractor.
pub(in crate::recovery) fn dispatch(kind: OrderKind, ground: &Ground) -> GateAction {
    let aim = OrderAim::of_order_kind(kind.name()).unwrap_or(OrderAim::Take);
    GateAction::Dispatch { aim, ground: aim.takes().then(|| ground.clone()) }
}

/// Visiting the debtor.
pub(in crate::recovery) fn visit() -> GateAction {
    GateAction::FieldVisit { party: Party::Debtor }
}

/// How a lot is sold, as the law knows it.
pub(in crate::recovery) fn channel(lot: &Lot) -> SaleChannel {
    // Both lists are of the same six ways, by the same names.
    SaleChannel::from_name(lot.terms.selling.channel().name()).unwrap_or(SaleChannel::FixedPrice)
}

/// A step of a case as the gate is asked for it.
///
/// # Errors
/// The case does not have what the step needs: a ground, a lot, a profile.
pub fn gate_action(
    gate: &Gate,
    open: &OpenCase,
    step: Step,
    order: Option<&Order>,
    ground: Option<Ground>,
) -> Result<GateAction, Refusal> {
    let stage = &open.stored.case.stage;
    let of_case = || match stage {
        Stage::InReview { request: Some(r) } => Some(Ground { basis: r.basis, reference: r.reference.clone() }),
        stage => stage.authorisation().map(ground_of),
    };
    let ground = || {
        ground.clone().or_else(of_case).ok_or_else(|| {
            Refusal::new("legal_basis", "no legal basis is given", "choose the legal basis and name its proof")
        })
    };
    Ok(match step {
        Step::Authorise => GateAction::Authorise { ground: ground()? },
        Step::Dispatch => dispatch(order.map_or(OrderKind::Repossess, |order| order.kind), &ground()?),
        Step::Take => GateAction::Take { ground: ground()? },
        Step::FieldVisit => visit(),
        Step::Sale => {
            let lot = gate.lot().ok_or_else(|| Refusal::new("no_lot", "there is no lot", "draft a lot first"))?;
            GateAction::Sale { channel: channel(lot) }
        }
        Step::Settle => GateAction::Distribute { profile: crate::recovery::settle::profile(open)?.name().to_owned() },
        Step::DisposeProperty => GateAction::DisposeProperty,
    })
}
