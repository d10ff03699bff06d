//! The KPI sheet over rows of every kind, and how it is split.

use crate::support::app::{TestApp, engine_now};
use serde_json::{Value, json};

const PERIOD: &str = "from=2026-08-01T00:00:00Z&to=2026-10-01T00:00:00Z";

fn kpi(group: &Value, name: &str) -> Value {
    let all = group["kpis"].as_array().expect("figures");
    all.iter().find(|figure| figure["kpi"] == name).cloned().expect("a figure")
}

#[tokio::test]
async fn promises_and_complaints_are_counted_by_branch_and_lender() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    sqlx::query("update loan set branch = 'Pudong'").execute(&app.owner).await.expect("a branch");
    let case = officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    for said in ["rude on the phone", "taken back"] {
        let complaint =
            json!({"channel": "phone", "category": "conduct", "name": "n", "statement": said, "case_id": case["id"]});
        let made = officer.post("/complaints", &complaint).await.expect(201);
        if said == "taken back" {
            let act = format!("/complaints/{}/actions", made["id"].as_str().expect("an id"));
            officer.post(&act, &json!({"action": "withdraw", "reason": said})).await.expect(200);
        }
    }
    for state in ["kept", "kept", "kept", "broken", "open", "cancelled"] {
        sqlx::query(
            "insert into promise (id, lender_no, detail, created_at, updated_at)
             select gen_random_uuid(), l.lender_no,
                    jsonb_build_object('loan', l.id, 'state', $1::text, 'next_due', '2026-09-10', 'version', 1), $2, $2 from loan l",
        )
        .bind(state)
        .bind(engine_now())
        .execute(&app.owner)
        .await
        .expect("a promise");
    }
    for (action, refused_by) in
        [("contact", None), ("contact", Some("CN-01")), ("letter", None), ("take", Some("CN-02"))]
    {
        sqlx::query(
            "insert into compliance_decision (id, lender_no, case_id, step, action, outcome, refused_by, detail, at, by)
             select gen_random_uuid(), lender_no, id, 'contact', $1, 'allow', $2, '{}', $3, 'test' from recovery_case",
        )
        .bind(action)
        .bind(refused_by)
        .bind(engine_now())
        .execute(&app.owner)
        .await
        .expect("a decision");
    }
    let split = async |by: &str| officer.get(&format!("/reports/kpis?{PERIOD}&by={by}")).await.expect(200);
    let by_branch = split("branch").await;
    let branch = &by_branch["groups"][0];
    assert_eq!((&branch["group"], by_branch["groups"].as_array().map(Vec::len)), (&json!("Pudong"), Some(1)));
    let kept = kpi(branch, "promise_kept_rate");
    assert_eq!((&kept["value"], &kept["numerator"], &kept["denominator"]), (&json!(7500), &json!(3), &json!(4)));
    let refused = kpi(branch, "contact_rule_refusals");
    assert_eq!((&refused["value"], &refused["denominator"]), (&json!(1), &json!(3)), "a taking is no contact");
    assert_eq!(kpi(branch, "complaints_per_100_cases")["value"], json!(100.0));
    let owed = kpi(branch, "recovery_rate_amount");
    assert_eq!((&owed["value"], &owed["denominator"], &owed["currency"]), (&json!(0), &json!(302_700), &json!("CNY")));
    let none = kpi(branch, "days_to_authorise");
    assert_eq!((&none["value"], &none["denominator"]), (&json!(null), &json!(null)), "nothing is never a number");
    assert!(none["missing"].is_string());
    let by_vendor = split("vendor").await;
    assert!(kpi(&by_vendor["groups"][0], "promise_kept_rate")["missing"].as_str().is_some_and(|w| w.contains("split")));

    // An operator of the platform sees each lender by itself, and another lender nothing of this one.
    let other = app.book("Another").await;
    other.client.post(&format!("/loans/{}/balance", other.loan), &json!({})).await.expect(200);
    let all = app.platform().get(&format!("/reports/kpis?{PERIOD}&by=lender")).await.expect(200);
    assert_eq!((&all["groups"][0]["group"], &all["groups"][0]["name"]), (&json!(book.lender_id), &json!("One")));
    let theirs = other.client.get(&format!("/reports/kpis?{PERIOD}")).await.expect(200);
    assert!(theirs["groups"][0]["kpis"].as_array().expect("figures").iter().all(|k| k["value"].is_null()), "{theirs}");
    officer.get(&format!("/reports/kpis?{PERIOD}&by=weather")).await.problem(422, "unknown_name");
}
