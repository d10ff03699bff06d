//! Looks at where a car is: the law of the place is asked, and what it said is kept once for each who looks, purpose and day.

use super::{Scene, TestApp, text};
use crate::api::map::placed;
use crate::api::money::deadlines;
use axum::http::Method;
use serde_json::{Value, json};

impl Scene<'_> {
    /// The lender says nothing of what is part of its contracts.
    async fn says_nothing(&self) {
        let path = format!("/lenders/{}", self.book.lender_id);
        self.book.client.call(Method::PATCH, &path).json(&json!({"policy": {}})).send().await.expect(200);
    }

    /// Decisions on the car: step, outcome, what refused it.
    pub(super) async fn of_the_car(&self) -> Vec<(String, String, Value)> {
        let page = self.officer.get(&format!("/vehicles/{}/decisions?limit=200", self.book.vehicle)).await.expect(200);
        let line = |d: &Value| (text(&d["step"]), text(&d["outcome"]), d["refused_by"].clone());
        page["items"].as_array().expect("items").iter().map(line).collect()
    }
}

#[tokio::test]
async fn a_place_is_shown_precisely_with_what_the_law_wants_on_file_only() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let position = format!("/vehicles/{}/position", scene.book.vehicle);
    let look = async || scene.officer.get(&position).await.expect(200);
    assert_eq!(look().await["precision"], "precise", "an alert is open");
    scene.says_nothing().await;
    for _ in 0..3 {
        let seen = look().await;
        assert_eq!((&seen["precision"], &seen["withheld"]["rule"]), (&json!("coarse"), &json!("CN-10")), "{seen}");
        assert_eq!(seen["withheld"]["remedy"], "record which consents and assessments are on file");
    }
    let track = format!("/vehicles/{}/track?from=2026-08-31T00:00:00Z&to=2026-09-02T00:00:00Z", scene.book.vehicle);
    assert_eq!(scene.officer.get(&track).await.expect(200)["withheld"]["rule"], "CN-10");
    let file = format!("/loans/{}/compliance", scene.book.loan);
    let some = json!({"privacy": ["separate_consent", "necessity_notice", "impact_assessment"]});
    scene.officer.put(&file, &some).await.expect(200);
    assert_eq!(look().await["withheld"]["remedy"], "put on file: processor_contract");
    let all = json!({"privacy": ["separate_consent", "necessity_notice", "impact_assessment", "processor_contract"]});
    scene.officer.put(&file, &all).await.expect(200);
    let seen = look().await;
    assert_eq!((&seen["precision"], &seen["withheld"]), (&json!("precise"), &Value::Null));

    // Erasure was asked for, and ten working days have passed.
    let mut erased = all.clone();
    erased["erasure_asked_on"] = json!("2026-08-03");
    scene.officer.put(&file, &erased).await.expect(200);
    assert_eq!(look().await["withheld"]["rule"], "CN-11");

    // However often one looks: one decision for each who looks, purpose, answer and day.
    scene.officer.get(&format!("{position}?reason=theft")).await.expect(200);
    scene.supervisor.get(&position).await.expect(200);
    let line = |step: &str, outcome: &str, by: Value| (step.to_owned(), outcome.to_owned(), by);
    let wanted = [
        line("position", "allow", Value::Null),
        line("position", "deny", json!("CN-10")),
        line("track", "deny", json!("CN-10")),
        line("position", "deny", json!("CN-11")),
        line("position", "deny", json!("CN-11")),
        line("position", "deny", json!("CN-11")),
    ];
    assert_eq!(scene.of_the_car().await, wanted, "of the alert, of the typed reason, of another person");
    // What was said yesterday is no answer of today.
    let yesterday = "update compliance_decision set look = 'yesterday ' || look";
    sqlx::query(yesterday).execute(&app.owner).await.expect("older looks");
    look().await;
    look().await;
    assert_eq!(scene.of_the_car().await.len(), wanted.len() + 1, "another day");
    let looks: i64 = app.one("select count(*) from event where action = 'location_disclosed' and $1 <> ''", "x").await;
    assert_eq!(looks, 12, "every look is in the log");

    // Without a purpose nothing precise is asked for.
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let seen = look().await;
    assert_eq!((&seen["precision"], &seen["withheld"]), (&json!("coarse"), &Value::Null));
    scene.officer.get(&format!("/vehicles/{}/decisions", uuid::Uuid::now_v7())).await.problem(404, "not_found");
}

/// How exactly the car is on the map.
async fn on_the_map(scene: &Scene<'_>) -> Value {
    let map = scene.officer.get("/map/vehicles?bbox=73,18,135,54&zoom=4").await.expect(200);
    assert_eq!(map["points"]["vehicle_id"], json!([scene.book.vehicle]), "{map}");
    map["points"]["precision"][0].clone()
}

#[tokio::test]
async fn a_map_shows_no_place_that_the_law_keeps_back() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    placed(&app).await;
    assert_eq!(on_the_map(&scene).await, "precise", "an alert is open");
    scene.says_nothing().await;
    assert_eq!(on_the_map(&scene).await, "coarse", "nothing is on file");
    let exported =
        scene.officer.get("/map/vehicles/export?format=geojson&bbox=73,18,135,54&reason=audit").await.expect(200);
    assert_eq!(exported["features"][0]["properties"]["precision"], "coarse", "{exported}");

    let all = ["separate_consent", "necessity_notice", "impact_assessment", "processor_contract"];
    let lender = format!("/lenders/{}", scene.book.lender_id);
    let policy = json!({"policy": {"compliance": {"privacy": all}}});
    scene.book.client.call(Method::PATCH, &lender).json(&policy).send().await.expect(200);
    assert_eq!(on_the_map(&scene).await, "precise");
    let erased = json!({"erasure_asked_on": "2026-08-31"});
    scene.officer.put(&format!("/loans/{}/compliance", scene.book.loan), &erased).await.expect(200);
    assert_eq!(on_the_map(&scene).await, "coarse", "the debtor asked for erasure");
}

#[tokio::test]
async fn a_contractor_sees_no_place_that_the_law_keeps_back() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    scene.says_nothing().await;
    let path = format!("/work/orders/{order}/position");
    for _ in 0..2 {
        let refused = crew.client.get(&path).await.problem(409, "refused_CN-10");
        assert_eq!(refused["fix"], "record which consents and assessments are on file");
    }
    let links: i64 = app.one("select count(*) from recovery_link where $1 <> ''", "x").await;
    assert_eq!(links, 0, "what was refused opened nothing");
    assert_eq!(scene.of_the_car().await.len(), 1, "kept although it was undone, and once");
    let all = json!({"privacy": ["separate_consent", "necessity_notice", "impact_assessment", "processor_contract"]});
    scene.officer.put(&format!("/loans/{}/compliance", scene.book.loan), &all).await.expect(200);
    crew.client.get(&path).await.expect(200);
    let steps = scene.of_the_car().await;
    assert_eq!(steps.last(), Some(&("recovery_link".to_owned(), "allow".to_owned(), Value::Null)));
    deadlines(&app, "2026-09-01T05:00:00Z".parse().expect("a time")).await;
}
