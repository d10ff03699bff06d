//! Invoices, the month's reckoning, promises; and many hands on one thing at once.

mod crowd;
mod invoices;
mod lots;
mod months;
mod promises;
mod sales;

pub use super::recovery::{Crew, Scene, text};
use crate::support::app::{Client, TestApp, engine_now};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

pub fn cny(minor: i64) -> Value {
    json!({"minor": minor, "currency": "CNY"})
}

/// Lets everything happen that is due by then.
pub async fn deadlines(app: &TestApp, now: DateTime<Utc>) -> u64 {
    lienwatch::reconcile::deadlines(&app.state.store, now, now, uuid::Uuid::now_v7, || uuid::Uuid::now_v7().to_string())
        .await
        .expect("a pass")
}

/// Debits less credits of an account in the books of a case.
pub async fn account(client: &Client<'_>, case: &str, name: &str) -> i64 {
    let books = client.get(&format!("/cases/{case}/ledger")).await.expect(200);
    let rows = books["trial_balance"]["rows"].as_array().expect("rows").clone();
    let row = rows.iter().find(|row| row["account"] == name).cloned().unwrap_or_default();
    row["debit"]["minor"].as_i64().unwrap_or(0) - row["credit"]["minor"].as_i64().unwrap_or(0)
}

/// The books of the lender balance.
pub async fn balanced(client: &Client<'_>) {
    assert_eq!(client.get("/ledger/trial-balance").await.expect(200)["balanced"], true);
}

/// A case whose car was taken, brought to a yard and reported; the order is acknowledged and its papers are complete.
pub struct Taken<'a> {
    pub crew: Crew<'a>,
    pub case: String,
    pub order: String,
    pub yard: String,
}

impl<'a> Scene<'a> {
    pub async fn taken(&self) -> Taken<'a> {
        let case = self.authorised().await;
        let crew = self.crew("Hook").await;
        let order = self.accepted(&case, &crew).await;
        self.hooked(&order, &crew).await;
        self.reported(&order, &crew).await;
        let yard = self.yard().await;
        let agent = json!({"custodian": "agent", "vendor": crew.vendor, "agent": crew.agents[0]});
        self.pass(&case, agent, json!({"custodian": "yard", "yard": yard})).await;
        let inventory = json!({"kind": "property_inventory", "items": ["umbrella"]});
        self.officer.post(&format!("/cases/{case}/records"), &inventory).await.expect(201);
        Taken { crew, case, order, yard }
    }

    pub async fn order_state(&self, order: &str) -> String {
        text(&self.officer.get(&format!("/orders/{order}")).await.expect(200)["state"])
    }
}

impl Taken<'_> {
    /// An invoice for the order, handed in.
    pub async fn bill(&self, number: &str, minor: i64) -> Value {
        let lines = json!([{"order_id": self.order, "amount_minor": minor}]);
        let body = json!({"number": number, "currency": "CNY", "lines": lines, "submit": true});
        self.crew.client.post("/work/invoices", &body).await.expect(201)
    }
}

pub fn soon() -> DateTime<Utc> {
    engine_now() + chrono::TimeDelta::seconds(1)
}
