//! What the lender's lists say of its open cases: read once for all cases, not case by case.

use super::person::text;
use crate::client::{Client, ClientError};
use chrono::{DateTime, Utc};
use lienwatch_domain::disposal::LotState;
use lienwatch_domain::recovery::{CaseState, OrderKind, OrderState};
use lienwatch_simulator::actors::{LotSeen, OrderSeen, Seen};
use serde_json::Value;
use std::collections::HashMap;

/// States of orders that are not over; one that nobody took is written anew.
const ORDERS: &str =
    "/orders?state=offered,accepted,en_route,on_site,on_hook,on_hold,completed,acknowledged,invoiced,paid";
/// States of lots that are not withdrawn.
const LOTS: &str = "/lots?state=draft,listed,relisted,open,closed,offered,awarded,paid,delivered,unsold";

/// The rows that tell where one case stands.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Of the list of cases.
    pub case: Value,
    /// The order to take the car.
    pub order: Option<Value>,
    /// The lot.
    pub lot: Option<Value>,
}

/// Everything that can be seen at one moment.
#[derive(Debug, Default)]
pub struct Sight {
    cases: HashMap<String, Rows>,
}

impl Sight {
    /// Reads the lists.
    pub async fn read(api: &Client) -> Result<Sight, ClientError> {
        let (cases, orders, lots) =
            futures_util::try_join!(api.list("/cases?open=true"), api.list(ORDERS), api.list(LOTS))?;
        let mut sight = Sight::default();
        for case in cases {
            sight.cases.insert(text(&case["id"]), Rows { case, order: None, lot: None });
        }
        // Lists are in the order in which things were written: the last one counts.
        for order in orders {
            let kind = order["kind"].as_str().and_then(OrderKind::from_name);
            let rows = sight.cases.get_mut(order["case_id"].as_str().unwrap_or_default());
            if let Some(rows) = rows.filter(|_| kind.is_some_and(OrderKind::takes)) {
                rows.order = Some(order);
            }
        }
        for lot in lots {
            if let Some(rows) = sight.cases.get_mut(lot["case_id"].as_str().unwrap_or_default()) {
                rows.lot = Some(lot);
            }
        }
        Ok(sight)
    }

    /// The open cases, the longest open first.
    pub fn cases(&self) -> Vec<&Value> {
        let mut cases: Vec<&Value> = self.cases.values().map(|rows| &rows.case).collect();
        cases.sort_by_key(|case| (text(&case["opened_at"]), text(&case["contract_number"])));
        cases
    }

    /// One open case; closed ones are not there.
    pub fn rows(&self, case: &str) -> Option<&Rows> {
        self.cases.get(case)
    }
}

impl Rows {
    /// As the people of the case see it.
    pub fn seen(&self, now: DateTime<Utc>) -> Option<Seen> {
        let number = |field: &str| self.case[field].as_i64().unwrap_or(0);
        let whole = |field: &str| u32::try_from(number(field)).unwrap_or(0);
        Some(Seen {
            now,
            state: CaseState::from_name(self.case["state"].as_str()?)?,
            open_holds: whole("open_holds"),
            dpd: whole("dpd"),
            overdue_minor: number("overdue_minor"),
            outstanding_minor: number("outstanding_minor"),
            order: self.order.as_ref().and_then(order),
            lot: self.lot.as_ref().and_then(lot),
        })
    }

    /// The version of the case, as it was seen.
    pub fn version(&self) -> i64 {
        self.case["version"].as_i64().unwrap_or(0)
    }
}

fn order(row: &Value) -> Option<OrderSeen> {
    let stage = &row["order"]["stage"];
    let state = OrderState::from_name(row["state"].as_str()?)?;
    let asked = stage["from"]["vendor"].is_string();
    let waits_for_vendor = state == OrderState::OnHold && asked && stage["confirmed_at"].is_null();
    Some(OrderSeen { state, waits_for_vendor })
}

fn lot(row: &Value) -> Option<LotSeen> {
    let lot = &row["lot"];
    let time = |field: &str| lot[field].as_str().and_then(|t| t.parse().ok());
    Some(LotSeen {
        state: LotState::from_name(row["state"].as_str()?)?,
        round: u32::try_from(lot["round"].as_i64()?).ok()?,
        opens_at: time("opens_at")?,
        closes_at: time("closes_at")?,
        next_bid: lot["next_bid"]["minor"].as_i64(),
        bids: u32::try_from(lot["all_bids"].as_array().map_or(0, Vec::len)).ok()?,
    })
}
