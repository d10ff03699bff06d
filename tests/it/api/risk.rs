//! The risk score: kept, told day by day, made by versions of parameters, tried before.

use crate::support::app::{Book, Client, TestApp, engine_now};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use std::time::Duration;

/// Longest a test waits for a job: then it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes all scores anew; answers how many, and how many bands moved.
async fn scored(app: &TestApp, now: DateTime<Utc>) -> (u64, u64) {
    let (mut scores, mut moved) = (0, 0);
    loop {
        let page = app.state.store.score_risk(now, Utc::now()).await.expect("scores");
        if page.scores == 0 {
            return (scores, moved);
        }
        (scores, moved) = (scores + page.scores, moved + page.moved);
    }
}

async fn risk(book: &Book<'_>) -> Value {
    book.client.get(&format!("/vehicles/{}/risk", book.vehicle)).await.expect(200)
}

/// The detector closes the book's alert.
async fn close_alert(app: &TestApp, at: DateTime<Utc>) {
    sqlx::query("update alert set state = 'closed', updated_at = $1")
        .bind(at)
        .execute(&app.owner)
        .await
        .expect("closes");
}

fn factors(risk: &Value) -> Vec<String> {
    let name = |r: &Value| r["alert"].as_str().or(r["factor"].as_str()).expect("a name").to_owned();
    risk["reasons"].as_array().expect("reasons").iter().map(name).collect()
}

#[tokio::test]
async fn a_score_names_its_reasons_and_follows_alerts_and_loan() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    assert_eq!(risk(&book).await["computed_at"], Value::Null, "nobody has judged yet");
    assert_eq!(scored(&app, engine_now()).await, (1, 1));
    assert_eq!(scored(&app, engine_now()).await, (0, 0), "nothing changed");
    let made = risk(&book).await;
    // A critical removal 84, two instalments 20, the first of them 20: cut off.
    assert_eq!((&made["points"], &made["band"]), (&json!(100), &json!("critical")));
    assert_eq!(factors(&made), ["removal", "overdue", "first_payment_default"]);
    assert_eq!(made["reasons"][0]["evidence"], json!([book.alert]));
    assert_eq!((&made["loan_id"], &made["version"]), (&json!(book.loan), &json!(0)));
    assert_eq!(book.client.get(&format!("/loans/{}/risk", book.loan)).await.expect(200), made);
    let moved = book.client.get(&format!("/vehicles/{}/timeline", book.vehicle)).await.expect(200);
    let moved = moved["items"].as_array().expect("a list").iter().find(|e| e["action"] == "risk_band_moved").cloned();
    assert_eq!(moved.expect("told")["data"]["to"], "critical");

    let path = format!("/alerts/{}/resolve", book.alert);
    book.client.post(&path, &json!({"verdict": "benign", "reason": "in the garage"})).await.expect(200);
    assert_eq!(scored(&app, engine_now()).await, (1, 1));
    let calm = risk(&book).await;
    assert_eq!((&calm["points"], &calm["escalated"]), (&json!(40), &json!(false)));
    // The desk takes it back, and the car is as suspicious as it was.
    book.client.post(&format!("/alerts/{}/reopen", book.alert), &json!({"reason": "it was not"})).await.expect(200);
    scored(&app, engine_now()).await;
    assert_eq!(risk(&book).await["points"], 100);
    let path = format!("/alerts/{}/resolve", book.alert);
    book.client.post(&path, &json!({"verdict": "benign", "reason": "in the garage"})).await.expect(200);
    let all = json!({"external_id": "p", "paid_on": "2026-08-20", "amount_minor": 201_900});
    book.client.post(&format!("/loans/{}/payments", book.loan), &all).await.expect(201);
    scored(&app, engine_now()).await;
    let paid = risk(&book).await;
    assert_eq!((&paid["points"], &paid["band"], &paid["reasons"]), (&json!(0), &json!("green"), &json!([])));
}

#[tokio::test]
async fn days_end_without_a_change_and_stay_as_they_were_told() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    sqlx::query("delete from loan").execute(&app.owner).await.expect("no loan");
    scored(&app, engine_now()).await;
    assert_eq!(risk(&book).await["points"], 84, "what lasts does not fade");
    close_alert(&app, engine_now()).await;
    scored(&app, engine_now()).await;
    assert_eq!(scored(&app, engine_now() + TimeDelta::hours(11)).await.0, 0, "the day has not ended");
    assert_eq!(scored(&app, engine_now() + TimeDelta::hours(12)).await.0, 1, "midnight in Shanghai");
    // The process was away for a week.
    let later = engine_now() + TimeDelta::days(7);
    assert_eq!(scored(&app, later).await.0, 1);
    assert_eq!(risk(&book).await["points"], 42, "half after seven days");
    let path = format!("/vehicles/{}/risk/days", book.vehicle);
    let told = book.client.get(&format!("{path}?from=2026-08-01&to=2026-12-01")).await.expect(200);
    let days = told["items"].as_array().expect("a list").clone();
    assert_eq!((told["since"].as_str(), days.len()), (Some("2026-08-02"), 37), "to the day before");
    assert_eq!((&days[29]["points"], &days[30]["day"]), (&json!(0), &json!("2026-09-01")));
    let points: Vec<i64> = days[30..].iter().map(|day| day["points"].as_i64().expect("points")).collect();
    assert_eq!(points.len(), 7);
    assert!(points.is_sorted_by(|a, b| a > b) && points[0] < 84 && points[6] > 42, "{points:?}");
    // Later it turns out that nothing was; what was told then was known then.
    let benign = json!({"verdict": "benign", "reason": "in the garage"});
    book.client.post(&format!("/alerts/{}/resolve", book.alert), &benign).await.expect(200);
    scored(&app, later + TimeDelta::days(1)).await;
    let after = book.client.get(&format!("{path}?from=2026-09-01&to=2026-09-07")).await.expect(200);
    assert_eq!(after["items"], json!(days[30..37]));
    for period in ["from=2026-09-02&to=2026-09-01", "from=2025-01-01&to=2026-09-01"] {
        book.client.get(&format!("{path}?{period}")).await.problem(422, "period_out_of_range");
    }
}

#[tokio::test]
async fn lists_are_sorted_by_risk() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    book.client.post("/vehicles", &json!({"vin": "LSVNOLOAN"})).await.expect(201);
    scored(&app, engine_now()).await;
    let list = book.client.get("/vehicles?sort=risk").await.expect(200);
    assert_eq!((&list["items"][0]["id"], &list["items"][0]["risk"]), (&json!(book.vehicle), &json!(100)));
    assert_eq!((&list["items"][0]["risk_band"], &list["items"][1]["risk"]), (&json!("critical"), &Value::Null));
    let benign = json!({"verdict": "benign", "reason": "in the garage"});
    book.client.post(&format!("/alerts/{}/resolve", book.alert), &benign).await.expect(200);
    assert_eq!(book.client.get("/vehicles?risk_min=80").await.expect(200)["total"], 1);
    scored(&app, engine_now()).await;
    assert_eq!(book.client.get("/vehicles?risk_min=80").await.expect(200)["total"], 0, "the list hears of it");
    assert_eq!(book.client.get("/vehicles?risk_min=40").await.expect(200)["total"], 1);
}

#[tokio::test]
async fn a_change_of_parameters_is_another_version_and_makes_scores_anew() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let (other, _) = app.lender("Two").await;
    scored(&app, engine_now()).await;
    let ann = app.person(&book.client, "ann", "supervisor").await;
    let built_in = ann.get("/risk/parameters").await;
    assert_eq!(built_in.etag(), "\"0\"");
    let built_in = built_in.expect(200);
    assert_eq!((&built_in["version"], &built_in["parameters"]["weights"]["removal"]), (&json!(0), &json!(70.0)));
    let body = json!({"parameters": {"weights": {"removal": 10}, "per_instalment": 0, "first_payment_default": 0}, "note": "calmer"});
    ann.post("/risk/parameters", &body).await.problem(428, "version_required");
    ann.with("if-match", "\"1\"").post("/risk/parameters", &body).await.problem(412, "stale_version");
    let made = ann.with("if-match", "\"0\"").post("/risk/parameters", &body).await.expect(201);
    assert_eq!(
        (&made["version"], &made["note"], &made["created_by_name"]),
        (&json!(1), &json!("calmer"), &json!("ann"))
    );
    assert_eq!(scored(&app, engine_now()).await, (1, 1));
    let calm = risk(&book).await;
    assert_eq!((&calm["points"], &calm["version"]), (&json!(12), &json!(1)));
    let body = json!({"parameters": {}, "note": "as it was"});
    assert_eq!(ann.with("if-match", "\"1\"").post("/risk/parameters", &body).await.expect(201)["version"], 2);
    scored(&app, engine_now()).await;
    assert_eq!((&risk(&book).await["points"], &risk(&book).await["version"]), (&json!(100), &json!(2)));
    let all = ann.get("/risk/parameters/versions?limit=1").await.expect(200);
    assert_eq!(all["items"][0]["version"], 2);
    let next = format!("/risk/parameters/versions?cursor={}", all["next_cursor"].as_str().expect("more"));
    let before = ann.get(&next).await.expect(200);
    assert_eq!((&before["items"][0], &before["next_cursor"]), (&made, &Value::Null));
    for (bad, code) in [
        (json!({"parameters": {"half_life_d": 0}, "note": "n"}), "bad_parameters"),
        (json!({"parameters": {"weights": {"removal": -1}}, "note": "n"}), "bad_parameters"),
        (json!({"parameters": {"weights": {"nothing": 1}}, "note": "n"}), "invalid_field"),
        (json!({"parameters": {}, "note": "!"}), "no_reason"),
    ] {
        ann.with("if-match", "\"2\"").post("/risk/parameters", &bad).await.problem(422, code);
    }
    let officer = app.person(&book.client, "olga", "risk_officer").await;
    officer.with("if-match", "\"2\"").post("/risk/parameters", &body).await.problem(403, "forbidden");
    app.person(&book.client, "fin", "finance").await.get("/risk/parameters").await.problem(403, "forbidden");
    assert_eq!(other.get("/risk/parameters").await.expect(200)["version"], 0, "another lender has its own");
    other.get(&format!("/vehicles/{}/risk", book.vehicle)).await.problem(404, "not_found");
}

/// The preview once it is over.
async fn previewed(client: &Client<'_>, body: &Value) -> Value {
    let asked = client.post("/risk/previews", body).await;
    let location = asked.headers.get("location").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let asked = asked.expect(202);
    assert_eq!((&asked["result"], &asked["state"]), (&Value::Null, &json!("queued")));
    let path = location.expect("a location");
    let wait = async {
        loop {
            let preview = client.get(&path).await.expect(200);
            if !matches!(preview["state"].as_str(), Some("queued" | "running")) {
                return preview;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("in time")
}

#[tokio::test]
async fn other_parameters_are_tried_before_they_bind_anybody() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    app.book("Two").await;
    let officer = app.person(&book.client, "olga", "risk_officer").await;
    sqlx::query("delete from loan where lender_no = $1")
        .bind(book.lender_no)
        .execute(&app.owner)
        .await
        .expect("no loan");
    let due = |day: &str| json!({"due": day, "principal_minor": 1000, "interest_minor": 0});
    let loan = json!({"contract_number": "late", "vehicle_id": book.vehicle, "product": "loan", "funded_on": "2026-07-10",
        "plan": {"plan": "irregular", "instalments": [due("2026-08-10"), due("2026-08-20"), due("2026-12-01")]}});
    book.client.post("/loans", &loan).await.expect(201);
    // With these only the loan counts: two instalments unpaid, the first one too.
    let loans_only = json!({"parameters": {"weights": {"removal": 0}, "per_instalment": 20}, "threshold": 60});
    let preview = previewed(&officer, &loans_only).await;
    assert_eq!((&preview["state"], &preview["done"], &preview["total"]), (&json!("done"), &json!(1), &json!(1)));
    let result = &preview["result"];
    assert_eq!(result["looked"], 1, "one's own");
    assert_eq!((&result["now"]["rises"], &result["proposed"]["rises"]), (&json!(1), &json!(1)));
    // Past due from the day after, in Shanghai; the alert came an hour ago.
    let rise = &result["items"][0];
    assert_eq!((rise["at"].as_str(), &rise["also_now"]), (Some("2026-08-20T16:00:00Z"), &json!(true)));
    assert_eq!((&rise["vehicle_id"], &rise["points"]), (&json!(book.vehicle), &json!(60)));
    let days: Vec<(&str, i64, i64)> = result["days"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|d| (d["day"].as_str().expect("a day"), d["now"].as_i64().expect("n"), d["proposed"].as_i64().expect("n")))
        .collect();
    assert_eq!(days, [("2026-08-21", 0, 1), ("2026-09-01", 1, 0)]);
    let never =
        previewed(&officer, &json!({"parameters": {"weights": {"removal": 0}, "per_instalment": 0}, "days": 7})).await;
    let result = &never["result"];
    assert_eq!((&result["only_now"], &result["only_proposed"], &result["items"]), (&json!(1), &json!(0), &json!([])));
    assert_eq!(officer.get("/risk/parameters").await.expect(200)["version"], 0, "nothing changed");
    let job = format!("/jobs/{}", never["id"].as_str().expect("an id"));
    assert_eq!(officer.get(&job).await.expect(200)["kind"], "risk_preview");
    let (other, _) = app.lender("Three").await;
    other.get(&format!("/risk/previews/{}", never["id"].as_str().expect("an id"))).await.problem(404, "not_found");
    officer
        .post("/risk/previews", &json!({"parameters": {}, "threshold": 0}))
        .await
        .problem(422, "threshold_out_of_range");
    officer.post("/risk/previews", &json!({"parameters": {}, "days": 31})).await.problem(422, "days_out_of_range");
    let auditor = app.person(&book.client, "aud", "auditor").await;
    auditor.post("/risk/previews", &json!({"parameters": {}})).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_settled_loan_is_at_no_risk_and_the_worst_of_several_counts() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    sqlx::query("update loan set status = 'settled'").execute(&app.owner).await.expect("settles");
    scored(&app, engine_now()).await;
    assert_eq!(risk(&book).await["points"], 0, "whatever befalls the car");
    let loan = json!({"contract_number": "second", "vehicle_id": book.vehicle, "product": "loan", "funded_on": "2026-08-01",
        "plan": {"plan": "irregular", "instalments": [{"due": "2026-12-01", "principal_minor": 1000, "interest_minor": 0}]}});
    let second = book.client.post("/loans", &loan).await.expect(201)["id"].clone();
    scored(&app, engine_now()).await;
    let now = risk(&book).await;
    assert_eq!((&now["points"], &now["loan_id"], factors(&now)), (&json!(84), &second, vec!["removal".to_owned()]));
    let first = book.client.get(&format!("/loans/{}/risk", book.loan)).await.expect(200);
    assert_eq!((&first["points"], &first["loan_id"]), (&json!(0), &json!(book.loan)));
}
