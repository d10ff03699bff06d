//! The shell of the recovery life cycle: gathers the facts, asks the machines of the domain, stores what they answer with
//! its log, and carries out what follows, all in the caller's transaction.
//!
//! Locks are taken in one order, so that two changes never wait for each other: loan, case, orders by id, then the rest.

mod afterwards;
mod complaints;
mod contractors;
mod custody;
mod effects;
mod facts;
mod fair_sale;
mod fees;
mod invoices;
mod law;
mod links;
mod money;
mod notices;
mod offers;
mod orders;
mod promises;
mod reckoning;
mod sale;
mod settle;
mod standing;
mod time;
mod whereabouts;
mod yard_watch;

pub use afterwards::{demand_deficiency, pay_surplus};
pub use complaints::{Incoming, act_on_complaint, complaint_facts, take_complaint};
pub use contractors::{Matched, matches};
pub use custody::{move_car, pass_car};
pub use facts::{OpenCase, PartyIn};
pub use fair_sale::{checklist, of_this_case};
pub use fees::billable_now;
pub use invoices::{OpenInvoice, act_on_invoice, charge_back_undone, totals as invoice_totals, write_invoice};
pub use law::{
    About, Car, Gate, Judged, KeptBack, Said, Step, contact_action, gate_action, judge_collection, judge_contact,
    judge_cut, judge_disposal, judge_export, judge_link, judge_look, kept_back,
};
pub use links::position_link;
pub use money::{books, newest_asked, newest_statement};
pub use notices::{Sending, act_on_notice, draft as draft_notice, keep_sent, may_send};
pub use offers::{Asking, act_on_round, ask_vendors};
pub use orders::{OrderDone, act_on_order, order_facts, write_order};
pub use promises::{act_on_promise, make_promise, promise_paid};
pub use reckoning::{Reckoned, act_on_task, reckon};
pub use sale::{act_on_lot, counts, lot_actions, write_lot};
pub use settle::{Asked as AskedOfStatement, make_statement, post_cost, settle};
pub use standing::reckon as reckon_standing;
pub use time::pass;
pub use whereabouts::{Leads, Tonight, foretell, tonight};

use crate::store::StoreError;
use crate::store::compliance::DecisionRow;
use crate::store::policy::Place;
use crate::store::shelves::{LOTS, ORDERS};
use crate::store::{cases, lenders};
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::compliance::{GateActionKind, Ground};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::recovery::{self, Action, Effect};
use lienwatch_domain::refusal::Refusal;
use sqlx::PgConnection;
use std::sync::Arc;
use uuid::Uuid;

/// Who does something, when, and where new ids come from.
#[derive(Clone)]
pub struct Doing {
    /// Who.
    pub actor: Actor,
    /// As the log names them.
    pub actor_name: String,
    /// Engine time: what happens to cars, loans and orders goes by it.
    pub now: DateTime<Utc>,
    /// Wall time: the audit trail goes by it.
    pub wall: DateTime<Utc>,
    /// New ids.
    pub new_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
    /// Unguessable text for letters.
    pub new_code: Arc<dyn Fn() -> String + Send + Sync>,
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// A rule refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A rule refused, and the gate was asked: what it said is kept once the transaction is undone.
    #[error("{refusal}")]
    Denied {
        /// What refused.
        refusal: Refusal,
        /// What the gate said.
        decisions: Vec<DecisionRow>,
    },
    /// There is no such thing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The rules and the place of a lender.
async fn place_of(c: &mut PgConnection, lender_no: i32) -> Result<Place, RecoveryError> {
    let lender = lenders::get_no(c, LenderNo(lender_no)).await?.ok_or(RecoveryError::NotFound("lender"))?;
    Ok(Place::of(&lender)?)
}

/// Applies an action to a case that is locked, stores it with its log, and carries out what follows. Answers the
/// machine's effects, for those that a caller tells people of.
pub async fn act_on_case(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    action: Action,
) -> Result<Vec<Effect>, RecoveryError> {
    let reopens = matches!(action, Action::Reopen { .. });
    let (wanted, gated) = of_action(c, &action).await?;
    let (facts, answers) = open.facts_about(c, doing, wanted).await?;
    let judged: Vec<Judged> = gated.into_iter().filter_map(|(kind, step)| answers.of(kind, step)).collect();
    let applied = recovery::apply(&open.stored.case, action, &facts, doing.now, &open.place.policy.cases);
    let (case, rows, effects) = applied.map_err(|refusal| law::denied(doing, open, &judged, refusal))?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    law::keep(c, doing, open, &judged).await?;
    let expected = i32::try_from(open.stored.case.version).unwrap_or(i32::MAX);
    let lender = open.stored.lender_no;
    cases::update(c, lender, expected, &case, &open.stored.intake, doing.now).await?;
    cases::log(c, LenderNo(lender), &rows, &doing.actor_name, doing.wall).await?;
    open.stored.case = case;
    for effect in &effects {
        Box::pin(effects::of_case(c, doing, open, effect)).await?;
    }
    if reopens {
        Box::pin(promises::hold_again(c, doing, open)).await?;
        Box::pin(complaints::hold_again(c, doing, open)).await?;
    }
    Ok(effects)
}

/// What an action is about in law, and the answer of the gate that is kept with it: what follows from an order is kept
/// with the order.
async fn of_action(
    c: &mut PgConnection,
    action: &Action,
) -> Result<(law::Wanted, Option<(GateActionKind, &'static str)>), RecoveryError> {
    use GateActionKind as K;
    let mut wanted = law::Wanted::default();
    let gated = match action {
        Action::RequestAuthorisation { basis, reference, .. } => {
            wanted.ground = Some(Ground { basis: *basis, reference: reference.clone() });
            Some((K::Authorise, "request_authorisation"))
        }
        Action::Approve { .. } => Some((K::Authorise, "approve")),
        Action::Dispatch { order } | Action::Secure { order, .. } => {
            wanted.order = ORDERS.get(c, order.0).await?.map(|stored| stored.value);
            None
        }
        Action::ClearForDisposal { .. } => Some((K::Sale, "clear_for_disposal")),
        Action::Sell { lot, .. } => {
            wanted.lot = LOTS.get(c, lot.0).await?.map(|stored| stored.value);
            Some((K::Sale, "sell"))
        }
        Action::Settle { .. } => Some((K::Distribute, "settle")),
        _ => None,
    };
    Ok((wanted, gated))
}
