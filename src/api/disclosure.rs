//! Purpose-bound location: a precise place is shown for an open alert, an open case or a typed reason, where the law of the
//! place lets it; otherwise a coarse cell. Every look is written down.

use super::caller::{Caller, Principal, Tx};
use super::error::Result;
use super::request::reason;
use crate::recovery::{Car, judge_look};
use crate::store::tracks;
use h3o::{LatLng, Resolution};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Resolution of the coarse cell: about 36 km².
pub const COARSE: Resolution = Resolution::Six;

/// How exactly a place is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// As it was received.
    Precise,
    /// The centre of its H3 cell of resolution 6.
    Coarse,
}

/// Why somebody looks.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Why {
    /// A reason in words, where neither an alert nor a case is open. It is logged.
    pub reason: Option<String>,
}

/// Whose place it is.
#[derive(Debug, Clone, Copy)]
pub struct Whose {
    /// Store-internal number.
    pub vehicle_no: i32,
    /// The vehicle.
    pub vehicle_id: Uuid,
    /// Its lender.
    pub lender: LenderNo,
}

/// How exactly a place is shown, and why no more exactly.
#[derive(Debug, Clone)]
pub struct Shown {
    /// How exactly.
    pub precision: Precision,
    /// There is a purpose, and a rule of the law keeps the precise place from being shown.
    pub withheld: Option<Refusal>,
}

/// Decides, and writes the look down in the same transaction. `learnt`: what was learnt of the vehicle (places, stays,
/// visits) rather than raw positions; an integration with its own right to locations has a standing purpose for that.
pub async fn decide(
    caller: &Caller,
    tx: &mut Tx,
    whose: Whose,
    what: &'static str,
    why: &Why,
    learnt: bool,
) -> Result<Shown> {
    let typed = why.reason.as_deref().map(|text| reason("reason", text)).transpose()?;
    let integration = learnt && matches!(caller.principal, Principal::Key { .. });
    let purpose = purpose(tx, Some(whose.vehicle_no), typed).await?.or(integration.then_some("integration"));
    let withheld = match purpose {
        // What was learnt goes to the lender's own systems, which have a purpose of their own.
        Some(_) if integration => None,
        Some(purpose) => {
            let car = Car { id: whose.vehicle_id, lender_no: whose.lender.0 };
            judge_look(tx, &caller.doing(), car, what, Reason::new(typed.unwrap_or(purpose))?).await?
        }
        None => None,
    };
    let precise = purpose.is_some() && withheld.is_none();
    let precision = if precise { Precision::Precise } else { Precision::Coarse };
    let rule = withheld.as_ref().map(|refusal| &refusal.rule);
    let data = serde_json::json!({ "what": what, "precision": precision, "purpose": purpose, "withheld_by": rule });
    caller.log(tx, Some(whose.lender), ("vehicle", whose.vehicle_id), "location_disclosed", typed, data).await?;
    Ok(Shown { precision, withheld })
}

/// What a look is for, if for anything: an open case or alert of the vehicle, or the reason that was typed.
pub async fn purpose(tx: &mut Tx, vehicle_no: Option<i32>, typed: Option<&str>) -> Result<Option<&'static str>> {
    let open = match vehicle_no {
        Some(vehicle_no) => Some(tracks::purpose(tx, vehicle_no).await?),
        None => None,
    };
    Ok(match open {
        Some(open) if open.case => Some("open_case"),
        Some(open) if open.alert => Some("open_alert"),
        _ => typed.map(|_| "typed_reason"),
    })
}

impl Precision {
    /// The place as it is shown, degrees.
    pub fn show(self, lat: f64, lon: f64) -> (f64, f64) {
        match (self, LatLng::new(lat, lon)) {
            (Precision::Coarse, Ok(place)) => {
                let centre = LatLng::from(place.to_cell(COARSE));
                (centre.lat(), centre.lng())
            }
            _ => (lat, lon),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coarse_place_says_only_the_cell() {
        let (a, b) = (Precision::Coarse.show(31.2304, 121.4737), Precision::Coarse.show(31.2311, 121.4729));
        assert_eq!(a, b, "neighbours look the same");
        assert!((a.0 - 31.2304).abs() < 0.05 && (a.1 - 121.4737).abs() < 0.05);
        assert_eq!(Precision::Precise.show(31.2304, 121.4737), (31.2304, 121.4737));
    }
}
