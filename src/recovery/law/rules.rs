//! Which rules apply: of which places, what the lender asks of itself, and the holidays where the debtor is.

use crate::recovery::RecoveryError;
use crate::store::compliance::LoanFile;
use crate::store::policy::Place as Settings;
use crate::store::{StoreError, own_rules};
use chrono_tz::Tz;
use lienwatch_domain::compliance::{Calendar, Law, Layer, Pack, PackSet, Place};
use sqlx::PgConnection;
use std::borrow::Cow;

/// The rules of one contract.
#[derive(Debug)]
pub(super) struct Rules {
    /// Whose law counts: of the contract, of the debtor, of the car.
    pub places: Vec<Place>,
    /// The debtor's.
    pub zone: Tz,
    /// Where the debtor is.
    pub holidays: Calendar,
    lender: Cow<'static, Pack>,
    contract: Pack,
}

impl Rules {
    /// Reads them.
    pub async fn of(
        c: &mut PgConnection,
        lender_no: i32,
        settings: &Settings,
        file: &LoanFile,
    ) -> Result<Rules, RecoveryError> {
        let zone = file.debtor.as_ref().and_then(|debtor| debtor.zone.as_deref()).and_then(|zone| zone.parse().ok());
        let debtor_in = file.debtor.as_ref().map_or(settings.jurisdiction, |debtor| debtor.jurisdiction);
        let own = own_rules::own_pack(c, lender_no).await?;
        let lender = lender_pack(own.as_ref().map(|own| own.pack.as_str()))?;
        let holidays = match own_rules::holidays(c, lender_no, debtor_in).await? {
            Some(days) => Calendar::parse(&days).map_err(|e| StoreError::unreadable("holidays", e.to_string()))?,
            None => Calendar::default(),
        };
        let places = places(settings, file);
        Ok(Rules {
            places,
            zone: zone.unwrap_or(settings.zone),
            holidays,
            lender,
            contract: Pack::none(Layer::Contract),
        })
    }

    /// Of all contracts of a lender, where nothing else is known of them. `own`: the rules that it brought. Holidays
    /// belong to a debtor, and there is none.
    pub fn of_lender(settings: &Settings, own: Option<&str>) -> Result<Rules, RecoveryError> {
        Ok(Rules {
            places: places(settings, &LoanFile::default()),
            zone: settings.zone,
            holidays: Calendar::default(),
            lender: lender_pack(own)?,
            contract: Pack::none(Layer::Contract),
        })
    }

    /// As the gate of the domain takes them.
    pub fn law(&self) -> Law<'_> {
        Law { packs: PackSet::built_in(), places: &self.places, lender: &self.lender, contract: &self.contract }
    }
}

/// What the lender asks of itself: the rules that it brought, or those of a lender that brought none.
fn lender_pack(own: Option<&str>) -> Result<Cow<'static, Pack>, StoreError> {
    let Some(own) = own else { return Ok(Cow::Borrowed(Pack::lender_default())) };
    let pack = Pack::parse(own).map_err(|e| StoreError::unreadable("rules of the lender", e.to_string()))?;
    Ok(Cow::Owned(pack))
}

/// Where lender and debtor are in one country, and the contract's own state is not on record, it is the debtor's.
fn places(settings: &Settings, file: &LoanFile) -> Vec<Place> {
    let lender = Place { jurisdiction: settings.jurisdiction, region: settings.policy.compliance.region.clone() };
    let debtor = file.debtor.as_ref().map(|d| Place { jurisdiction: d.jurisdiction, region: d.region.clone() });
    let car = file.car.as_ref().map(|car| Place { jurisdiction: car.jurisdiction, region: car.region.clone() });
    let same = |place: &Place| place.jurisdiction == lender.jurisdiction && place.region.is_some();
    let stands_for_both = lender.region.is_none() && debtor.as_ref().is_some_and(same);
    let mut all: Vec<Place> = vec![];
    for place in (!stands_for_both).then_some(lender).into_iter().chain(debtor).chain(car) {
        if !all.contains(&place) {
            all.push(place);
        }
    }
    all
}
