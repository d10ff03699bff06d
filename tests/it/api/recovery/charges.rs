//! What is charged to a debtor, and cash: judged with what does it, and kept.

use super::{Scene, TestApp, text};
use crate::api::money::account;
use serde_json::{Value, json};

impl Scene<'_> {
    /// A rule that the lender asks of itself, beside those that it begins with.
    pub(super) async fn own_rule(&self, rule: Value) {
        let legal = self.app.person(&self.book.client, "leo", "legal").await;
        let path = "/compliance/packs/lender";
        let mut own = legal.get(path).await.expect(200);
        own["version"] = json!("ours 1");
        own["rules"].as_array_mut().expect("rules").push(rule);
        legal.put(path, &own).await.expect(200);
    }
}

#[tokio::test]
async fn a_cost_that_a_rule_caps_is_charged_with_approval_only() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    // A thousandth of the principal of 3 000.00: 3.00 of keeping the car.
    scene
        .own_rule(json!({"id": "H-2", "subject": "money", "effect": {"approve": "supervisor"},
            "rule": "Keeping a car costs the debtor little.", "source": "Board resolution 13/2026", "certainty": "K+",
            "checks": [{"fee_cap": {"fee": "storage", "principal_bp": 10}}]}))
        .await;
    let case = scene.authorised().await;
    let costs = format!("/cases/{case}/costs");
    let (first, second) = (scene.paper(&case).await, scene.paper(&case).await);
    let cost =
        |kind: &str, minor: i64, document: &str| json!({"kind": kind, "amount_minor": minor, "document": document});
    scene.finance.post(&costs, &cost("storage", 200, &first)).await.expect(201);
    // Both together are too much, although neither is by itself.
    let refused = scene.finance.post(&costs, &cost("storage", 101, &second)).await.problem(409, "refused_H-2");
    assert!(text(&refused["detail"]).contains("Board resolution 13/2026"), "{refused}");
    assert!(text(&refused["fix"]).ends_with("have it agreed by: supervisor"), "{refused}");
    assert_eq!(account(&scene.finance, &case, "cost:storage").await, 200);
    // Of another kind the rule says nothing, and what was posted is not asked again.
    let receipt = scene.paper(&case).await;
    scene.finance.post(&costs, &cost("legal", 5_000, &receipt)).await.expect(201);
    scene.finance.post(&costs, &cost("storage", 200, &first)).await.expect(201);

    let fee = json!({"action": "charge_fee", "fee": "storage", "amount": {"minor": 301, "currency": "CNY"}});
    let agree = json!({"action": fee, "reason": "the yard was full"});
    scene.supervisor.post(&format!("/cases/{case}/approvals"), &agree).await.expect(201);
    scene.finance.post(&costs, &cost("storage", 101, &second)).await.expect(201);
    assert_eq!(account(&scene.finance, &case, "cost:storage").await, 301);
    let page = scene.officer.get(&format!("/cases/{case}/decisions?limit=200")).await.expect(200);
    let charged: Vec<(String, Value, Value)> = page["items"]
        .as_array()
        .expect("decisions")
        .iter()
        .filter(|d| d["step"] == "cost")
        .map(|d| (text(&d["outcome"]), d["refused_by"].clone(), d["detail"]["action"]["fee"].clone()))
        .collect();
    let line = |outcome: &str, by: Value, fee: &str| (outcome.to_owned(), by, json!(fee));
    let wanted = [
        line("allow", Value::Null, "storage"),
        line("needs_approval", json!("H-2"), "storage"),
        line("allow", Value::Null, "expenses"),
        line("allow", Value::Null, "storage"),
    ];
    assert_eq!(charged, wanted);
}

#[tokio::test]
async fn cash_that_a_contractor_was_to_take_is_refused_and_what_it_took_is_written_down() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let collections = format!("/orders/{order}/collections");
    let took = |collectable: i64, how: &str| json!({"amount_minor": 5_000, "collectable_minor": collectable, "how": how, "note": "receipt 17"});
    let refused = scene.finance.post(&collections, &took(5_000, "cash")).await.problem(409, "refused_LP-10");
    assert_eq!(refused["fix"], "have the debtor pay into the lender's account");
    let kept: i64 = app.one("select count(*) from case_record where kind = 'collection' and $1 <> ''", "x").await;
    assert_eq!(kept, 0, "the refused one is undone");
    // It happened: it is on file, and so is what it broke.
    let made = scene.finance.post(&collections, &took(0, "cash")).await.expect(201);
    assert_eq!(made["detail"]["gate"]["rules"], json!(["LP-10"]));
    let made = scene.finance.post(&collections, &took(5_000, "account")).await.expect(201);
    assert_eq!(made["detail"]["gate"], Value::Null);
    let steps = scene.decisions(&case).await;
    let cash: Vec<(&str, &Value)> =
        steps.iter().filter(|(step, ..)| step == "collection").map(|(_, o, by)| (o.as_str(), by)).collect();
    assert_eq!(cash, [("deny", &json!("LP-10")), ("deny", &Value::Null)]);
}
