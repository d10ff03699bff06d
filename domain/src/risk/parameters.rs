//! What counts how much: a lender's own, each version kept.
//!
//! The form is that of risk scores in Chinese vehicle-finance platforms: `min(100, sum of weight x decay(age))`, bands at
//! 30, 60 and 80, half-lives of 7 and 30 days. The weights are our own: a lasting critical removal is critical by
//! itself, any single alert of lesser kind is not.

use crate::alert::{AlertType, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

wire_names! {
    /// What a reason is about, where it is not an alert's type.
    Factor {
        /// Instalments are overdue.
        Overdue = "overdue",
        /// The first instalment was not paid.
        FirstPaymentDefault = "first_payment_default",
        /// The first instalment was not paid, and the car was at a second-pledge site soon after the loan was paid out.
        PledgeFraud = "pledge_fraud",
        /// An alert of the named type.
        Alert = "alert",
    }
}

/// Where bands begin, points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bands {
    /// Watch.
    pub watch: u8,
    /// High.
    pub high: u8,
    /// Critical.
    pub critical: u8,
}

impl Default for Bands {
    fn default() -> Self {
        Bands { watch: 30, high: 60, critical: 80 }
    }
}

/// A version of the parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RiskParameters {
    /// Which version, counted by the lender; 0 is what is built in.
    pub version: u32,
    /// Points of an alert of high severity by its type.
    pub weights: BTreeMap<AlertType, f64>,
    /// Points of a type that is not named, at high severity.
    pub other: f64,
    /// What severities multiply the points by: info, warn, high, critical.
    pub severities: [f64; 4],
    /// Alerts of one type add up to at most so many times the points of the heaviest of them.
    pub repeats: f64,
    /// Half-life of an alert that has ended, days.
    pub half_life_d: f64,
    /// Half-life of one at a second-pledge site, days.
    pub pledge_half_life_d: f64,
    /// Points of each overdue instalment.
    pub per_instalment: f64,
    /// Points of overdue instalments at most.
    pub overdue_most: f64,
    /// Points of a first payment default.
    pub first_payment_default: f64,
    /// Points where a second-pledge signal follows within `pledge_fraud_d` of the payout of such a loan.
    pub pledge_fraud: f64,
    /// Days after the payout in which a second pledge speaks of fraud.
    pub pledge_fraud_d: i64,
    /// From so many overdue days on, any alert of warn or more lifts the band by one.
    pub escalate_days: u32,
    /// Where bands begin.
    pub bands: Bands,
}

impl Default for RiskParameters {
    fn default() -> Self {
        use AlertType as A;
        let weights = [
            (A::Removal, 70.0),
            (A::Separation, 55.0),
            (A::DeviceMoved, 55.0),
            (A::SiteVisit, 50.0),
            (A::GsmJamming, 40.0),
            (A::GpsJamming, 30.0),
            (A::Tamper, 30.0),
            (A::PowerCut, 20.0),
            // Composites: two signals that mean more together.
            (A::LifePattern, 45.0),
            (A::OutOfArea, 45.0),
            (A::RemovalRisk, 45.0),
            (A::Gathering, 30.0),
            (A::Fence, 20.0),
            (A::ProvinceExit, 20.0),
            (A::Tow, 20.0),
            (A::RegionExit, 20.0),
            (A::Offline, 20.0),
            (A::HomeChanged, 20.0),
            // The loan's own factor counts it: `pledge_fraud`.
            (A::Fraud, 0.0),
            // These tell of devices and places, not of this borrower.
            (A::SiteDiscovered, 0.0),
            (A::ClockError, 0.0),
            (A::Outage, 0.0),
            (A::OverlongStop, 5.0),
            (A::BatteryLow, 3.0),
        ];
        RiskParameters {
            version: 0,
            weights: weights.into(),
            other: 15.0,
            severities: [0.1, 0.5, 1.0, 1.2],
            repeats: 1.5,
            half_life_d: 7.0,
            pledge_half_life_d: 30.0,
            per_instalment: 10.0,
            overdue_most: 40.0,
            first_payment_default: 20.0,
            pledge_fraud: 40.0,
            pledge_fraud_d: 30,
            escalate_days: 30,
            bands: Bands::default(),
        }
    }
}

/// Why parameters are refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ParametersError {
    /// A number of points or a multiplier is negative, too large or not a number.
    #[error("{0} must be a number from 0 to 1000")]
    OutOfRange(&'static str),
    /// A half-life is not above 0 (or beyond ten years).
    #[error("{0} must be above 0 and at most 3650 days")]
    HalfLife(&'static str),
    /// Bands do not rise, or end above 100.
    #[error("bands must rise: 0 < watch < high < critical <= 100")]
    Bands,
}

impl RiskParameters {
    /// Checks ranges.
    ///
    /// # Errors
    /// The first field that is out of its range.
    pub fn check(&self) -> Result<(), ParametersError> {
        let points = [
            ("other", self.other),
            ("repeats", self.repeats),
            ("per_instalment", self.per_instalment),
            ("overdue_most", self.overdue_most),
            ("first_payment_default", self.first_payment_default),
            ("pledge_fraud", self.pledge_fraud),
        ];
        let weights = self.weights.values().map(|w| ("weights", *w));
        let severities = self.severities.iter().map(|s| ("severities", *s));
        for (name, value) in points.into_iter().chain(weights).chain(severities) {
            if !(0.0..=1000.0).contains(&value) {
                return Err(ParametersError::OutOfRange(name));
            }
        }
        for (name, days) in [("half_life_d", self.half_life_d), ("pledge_half_life_d", self.pledge_half_life_d)] {
            if !(days > 0.0 && days <= 3650.0) {
                return Err(ParametersError::HalfLife(name));
            }
        }
        if !(0..=3650).contains(&self.pledge_fraud_d) {
            return Err(ParametersError::HalfLife("pledge_fraud_d"));
        }
        let Bands { watch, high, critical } = self.bands;
        let rising = 0 < watch && watch < high && high < critical && critical <= 100;
        if rising { Ok(()) } else { Err(ParametersError::Bands) }
    }

    /// The points of a fresh alert.
    pub(super) fn points(&self, kind: AlertType, severity: Severity) -> f64 {
        let weight = self.weights.get(&kind).copied().unwrap_or(self.other);
        let [info, warn, high, critical] = self.severities;
        weight
            * match severity {
                Severity::Info => info,
                Severity::Warn => warn,
                Severity::High => high,
                Severity::Critical => critical,
            }
    }
}
