//! Counting.

use super::{
    AlertFacts, Breakdown, CaseFacts, Definition, Figure, Group, Kpi, OrderFacts, PromisesEnded, Ratio, Spread,
};
use crate::alert::Verdict;
use crate::money::Currency;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// Figures being counted.
#[derive(Debug, Clone)]
pub struct Sheet {
    by: Breakdown,
    now: DateTime<Utc>,
    groups: BTreeMap<Group, Counts>,
}

#[derive(Debug, Clone, Default)]
struct Counts {
    ratios: BTreeMap<(Kpi, Option<Currency>), Ratio>,
    spreads: BTreeMap<Kpi, Spread>,
}

/// A figure of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Which.
    pub kpi: Kpi,
    /// In which currency, for those that are amounts.
    pub currency: Option<Currency>,
    /// The figure; `None`: see [`Entry::missing`].
    pub value: Option<Figure>,
    /// Why there is none.
    pub missing: Option<&'static str>,
}

/// The figures of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetGroup {
    /// Which.
    pub group: Group,
    /// Every KPI, in the order of [`Kpi::ALL`]; one that is an amount once for each currency.
    pub entries: Vec<Entry>,
}

/// There is a source, and nothing below the line.
const NOTHING_COUNTED: &str = "nothing in this period and group counts below the line";
/// The things it counts cannot be split so.
const NOT_SPLIT: &str = "what it counts cannot be split this way";

impl Sheet {
    /// An empty one, as of `now`, engine time.
    pub fn new(by: Breakdown, now: DateTime<Utc>) -> Sheet {
        Sheet { by, now, groups: BTreeMap::new() }
    }

    /// Every definition, in the order of the sheet.
    pub fn definitions() -> Vec<Definition> {
        Kpi::ALL.iter().map(|kpi| kpi.definition()).collect()
    }

    /// Counts a case.
    pub fn case(&mut self, case: &CaseFacts) {
        let counts = self.groups.entry(case.group.clone()).or_default();
        let currency = Some(case.currency);
        if let Some(owed) = case.owed_minor.filter(|owed| *owed > 0) {
            let got = case.paid_minor.saturating_add(case.from_sale_minor);
            counts.ratio(Kpi::RecoveryRateAmount, currency, got, owed);
        }
        let taken = i64::from(case.secured_at.is_some());
        // Whose car was taken was sent for, whatever the log has kept of it.
        if case.dispatched || taken == 1 {
            counts.ratio(Kpi::RecoveryRateUnits, None, taken, 1);
        }
        let located = match (case.checked_in_at, case.secured_at) {
            (Some(seen), Some(taken)) => Some(seen.min(taken)),
            (seen, taken) => seen.or(taken),
        };
        for (kpi, at) in [
            (Kpi::DaysToAuthorise, case.authorised_at),
            (Kpi::DaysToLocate, located),
            (Kpi::DaysToSecure, case.secured_at),
            (Kpi::DaysToSale, case.sale.map(|(at, ..)| at)),
        ] {
            if let Some(at) = at {
                counts.spreads.entry(kpi).or_default().add(at - case.opened_at);
            }
        }
        counts.ratio(Kpi::CostPerRecovery, currency, case.cost_minor, taken);
        if let Some(days) = case.storage_days {
            counts.ratio(Kpi::StorageDays, None, i64::from(days), 1);
        }
        if let Some((_, price, Some(worth))) = case.sale {
            counts.ratio(Kpi::SaleToAppraisal, currency, price, worth);
        }
        if let Some(settled) = case.settled {
            counts.ratio(Kpi::LossGivenDefault, currency, settled.deficiency_minor, settled.owed_minor);
        }
        counts.ratio(Kpi::ComplaintsPer100Cases, None, case.complaints, 1);
    }

    /// Counts an order.
    pub fn order(&mut self, order: &OrderFacts) {
        let now = self.now;
        let counts = self.groups.entry(order.group.clone()).or_default();
        for (kpi, met) in [
            (Kpi::SlaAccept, order.accepted_in_time(now)),
            (Kpi::SlaArrive, order.arrived_in_time(now)),
            (Kpi::SlaTerm, order.done_in_term()),
        ] {
            if let Some(met) = met {
                counts.ratio(kpi, None, i64::from(met), 1);
            }
        }
    }

    /// Counts alerts.
    pub fn alerts(&mut self, alert: &AlertFacts) {
        if !Kpi::AlertPrecision.cohort().splits_by(self.by) {
            return;
        }
        let counts = self.groups.entry(alert.group.clone()).or_default();
        match alert.verdict {
            None | Some(Verdict::Test) => {}
            Some(verdict) => {
                let confirmed = if verdict == Verdict::Confirmed { alert.count } else { 0 };
                counts.ratio(Kpi::AlertPrecision, None, confirmed, alert.count);
            }
        }
    }

    /// Counts promises that ended. One that was taken back was neither kept nor broken.
    pub fn promises(&mut self, ended: &PromisesEnded) {
        if !Kpi::PromiseKeptRate.cohort().splits_by(self.by) {
            return;
        }
        let counts = self.groups.entry(ended.group.clone()).or_default();
        counts.ratio(Kpi::PromiseKeptRate, None, if ended.kept { ended.count } else { 0 }, ended.count);
    }

    /// Counts contacts of one group: so many were refused, of so many that were asked for.
    pub fn contacts(&mut self, group: Group, refused: i64, asked: i64) {
        if Kpi::ContactRuleRefusals.cohort().splits_by(self.by) {
            self.groups.entry(group).or_default().ratio(Kpi::ContactRuleRefusals, None, refused, asked);
        }
    }

    /// The figures, group by group in the order of their names. Unsplit, there is always one group.
    pub fn finish(mut self) -> Vec<SheetGroup> {
        if self.by == Breakdown::None {
            self.groups.entry(None).or_default();
        }
        let by = self.by;
        let group = |(group, counts): (Group, Counts)| SheetGroup { group, entries: counts.entries(by) };
        self.groups.into_iter().map(group).collect()
    }
}

impl Counts {
    fn ratio(&mut self, kpi: Kpi, currency: Option<Currency>, numerator: i64, denominator: i64) {
        self.ratios.entry((kpi, currency)).or_default().add(numerator, denominator);
    }

    fn entries(&self, by: Breakdown) -> Vec<Entry> {
        Kpi::ALL.iter().flat_map(|kpi| self.of(*kpi, by)).collect()
    }

    fn of(&self, kpi: Kpi, by: Breakdown) -> Vec<Entry> {
        let none = |why| vec![Entry { kpi, currency: None, value: None, missing: Some(why) }];
        if !kpi.cohort().splits_by(by) {
            return none(NOT_SPLIT);
        }
        let entry = |currency, value: Option<Figure>| Entry {
            kpi,
            currency,
            missing: value.is_none().then_some(NOTHING_COUNTED),
            value,
        };
        if let Some(spread) = self.spreads.get(&kpi) {
            return vec![entry(None, Figure::of_spread(spread))];
        }
        let ratios = self.ratios.iter().filter(|((of, _), _)| *of == kpi);
        let found: Vec<Entry> = ratios.map(|((_, c), ratio)| entry(*c, Figure::of_ratio(*ratio, kpi.unit()))).collect();
        if found.is_empty() { none(NOTHING_COUNTED) } else { found }
    }
}
