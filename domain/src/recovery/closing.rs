//! How a case ends, and when it may be taken up again.

use super::{Case, CaseState, CloseReason, Custodian, Facts, Stage};
use crate::lending::LoanStatus;
use crate::refusal::Refusal;

/// A car that was taken must be with the borrower, and one that was sold with its buyer, before its case ends.
pub(super) fn car_not_there(case: &Case, facts: &Facts) -> Option<Refusal> {
    match (&case.stage, facts.work.custodian) {
        (Stage::GoingBack { .. }, Some(Custodian::Borrower)) => None,
        (Stage::GoingBack { .. }, _) => Some(Refusal::new(
            "car_returned",
            "the car is not with the borrower yet",
            "record the hand-over to the borrower",
        )),
        (Stage::Settled { .. }, Some(Custodian::Buyer { .. })) => None,
        (Stage::Settled { .. }, _) => Some(Refusal::new(
            "car_delivered",
            "the car is not with its buyer yet",
            "record the hand-over to the buyer",
        )),
        _ => None,
    }
}

/// The reasons for which a case in this state can end: what was not taken cannot have been recovered or redeemed, what
/// is in hand is not simply dropped, and what is sold is settled first.
pub(super) fn fitting(state: CaseState) -> &'static [CloseReason] {
    use {CaseState as S, CloseReason::*};
    match state {
        S::Flagged | S::InReview | S::Authorised => &[
            Cured,
            Settled,
            Bankruptcy,
            Recalled,
            UnableToLocate,
            TotalLoss,
            ChargedOff,
            LenderCancel,
            Duplicate,
            LegalRoute,
        ],
        S::InRecovery => &[
            Cured,
            Settled,
            Bankruptcy,
            Recalled,
            UnableToLocate,
            TotalLoss,
            ImpoundNotReleased,
            ChargedOff,
            LenderCancel,
            Duplicate,
            LegalRoute,
        ],
        S::Secured | S::InCustody | S::ForDisposal => &[TotalLoss],
        S::Sold | S::Closed => &[],
        S::Settled => &[Recovered],
        S::Redeemed => &[Redeemed, Settled],
        S::Reinstated => &[Cured, Settled],
        S::Unrepossessed => {
            &[Cured, Settled, Bankruptcy, Recalled, TotalLoss, ChargedOff, LenderCancel, Duplicate, LegalRoute]
        }
    }
}

/// The reason fits where the case stands and what the loan says.
pub(super) fn may_close_as(case: &Case, reason: CloseReason, facts: &Facts) -> Result<(), Refusal> {
    car_not_there(case, facts).map_or(Ok(()), Err)?;
    let (loan, state) = (&facts.loan, case.stage.state());
    let unfit = |message: String, remedy: String| Err(Refusal::new("close_reason_fits", message, remedy));
    let fits = fitting(state);
    if !fits.contains(&reason) {
        let names: Vec<&str> = fits.iter().map(|r| r.name()).collect();
        let message = format!("a case that is {state} cannot be closed as {reason}");
        let remedy = match state {
            CaseState::Secured | CaseState::InCustody | CaseState::ForDisposal => {
                "the car is in hand: redeem, reinstate or unrepossess first, or close as total_loss".to_owned()
            }
            _ => format!("choose one of {}", names.join(", ")),
        };
        return unfit(message, remedy);
    }
    let paid = loan.status == LoanStatus::Settled || loan.arrears.outstanding_minor <= 0;
    // What was redeemed or reinstated was checked when the car went back; what fell due since is another matter.
    match (state, reason) {
        (CaseState::Redeemed, _) | (CaseState::Reinstated, CloseReason::Cured) => Ok(()),
        (_, CloseReason::Cured) if loan.arrears.dpd > 0 => unfit(
            format!("the loan is still {} days past due", loan.arrears.dpd),
            "record the payment first, or choose another reason".into(),
        ),
        (_, CloseReason::Settled) if !paid => {
            unfit("the loan is not settled".into(), "record the settlement first, or choose another reason".into())
        }
        _ => Ok(()),
    }
}

pub(super) fn may_reopen(case: &Case, facts: &Facts) -> Result<(), Refusal> {
    if matches!(case.stage, Stage::Closed { from: CaseState::Settled, .. }) {
        let remedy = "flag the loan anew if it is in default again";
        return Err(Refusal::new("settled_stays", "the car was sold and the money distributed", remedy));
    }
    if facts.other_open_case {
        return Err(Refusal::new(
            "one_open_case",
            "the loan or the vehicle has another open case",
            "work on that case",
        ));
    }
    if facts.loan.status == LoanStatus::Settled {
        return Err(Refusal::new("still_in_default", "the loan is settled", "correct the loan first if that is wrong"));
    }
    Ok(())
}
