//! What the law of mainland China, and what a lender asks of itself, want on file: recorded as people record it.

use super::{Crew, Scene};
use serde_json::json;

impl Scene<'_> {
    /// What a case needs before its car is taken. Authorising it needs nothing that is not on file by itself.
    pub async fn lawful(&self, case: &str) {
        let asked = json!({"kind": "vulnerability", "vulnerable": false, "note": "asked on the telephone"});
        self.officer.post(&format!("/cases/{case}/records"), &asked).await.expect(201);
    }

    /// What a case needs before its car is sold otherwise than by a court.
    pub async fn agreed_to_sell(&self, case: &str) {
        let agreed = json!({"kind": "sale_agreement", "agreed": true, "note": "signed on 31 August"});
        self.officer.post(&format!("/cases/{case}/records"), &agreed).await.expect(201);
    }

    /// What a contractor needs before it gets an order.
    pub async fn listed(&self, crew: &Crew<'_>) {
        let file = json!({"listed": true, "evaluated_on": "2026-06-01", "audited_on": "2026-06-01"});
        self.supervisor.put(&format!("/vendors/{}/compliance", crew.vendor), &file).await.expect(200);
    }
}

impl Crew<'_> {
    /// What the agents say of the place before they take a car: nothing happened that must not.
    pub async fn attests(&self, order: &str) {
        let site =
            json!({"kind": "site", "conduct": [], "recording": true, "debtor_present": false, "identified": true});
        self.client.post(&format!("/work/orders/{order}/records"), &site).await.expect(201);
    }
}
