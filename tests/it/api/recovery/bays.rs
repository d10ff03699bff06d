//! Where in a yard a car stands, and what the inventory tells of it.

use super::{Scene, TestApp, at};
use axum::http::Method;
use serde_json::{Value, json};

impl Scene<'_> {
    /// Hands a car over with a bay.
    async fn hand_with_bay(&self, case: &str, from: &Value, to: &Value, bay: Value) -> crate::support::app::Answer {
        let proof = self.paper(case).await;
        let body = json!({"from": from, "to": to, "lat": 31.3, "lon": 121.5, "odometer_km": 41_020, "bay": bay,
            "evidence": [proof]});
        self.officer.post(&format!("/cases/{case}/hand-overs"), &body).await
    }
}

#[tokio::test]
async fn a_car_has_a_bay_to_itself_until_it_leaves_the_yard() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    scene.hooked(&order, &crew).await;
    let bay = format!("/cases/{case}/bay");
    let nowhere = scene.officer.post(&bay, &json!({"bay": 1})).await.problem(409, "refused_car_in_yard");
    assert_eq!(nowhere["field"], "bay");
    scene.reported(&order, &crew).await;

    let yard = scene.yard().await;
    let (shown, list) = (format!("/yards/{yard}"), format!("/yards/{yard}/inventory"));
    let here = json!({"custodian": "yard", "yard": yard});
    let agent = json!({"custodian": "agent", "vendor": crew.vendor, "agent": crew.agents[0]});
    assert_eq!(scene.officer.get(&shown).await.expect(200)["first_free_bay"], 1);
    let none = scene.hand_with_bay(&case, &agent, &here, json!(3)).await.problem(409, "refused_bay_exists");
    assert_eq!((&none["field"], &none["params"]), (&json!("bay"), &json!({"bay": 3, "bays": 2})));
    let into = scene.hand_with_bay(&case, &agent, &here, json!(1)).await.expect(201);
    assert_eq!(into["bay"], 1);
    assert_eq!(scene.officer.get(&shown).await.expect(200)["first_free_bay"], 2);

    // Another car of the yard stands in the second bay.
    let other = json!([{"to": here, "at": "2026-08-30T00:00:00Z"}]);
    let placed = sqlx::query(
        "with twin as (insert into recovery_case (id, lender_no, vehicle_no, loan_id, state, rule, reasons, alert_ids,
             detail, version, opened_at, updated_at, closed_at)
           select gen_random_uuid(), lender_no, vehicle_no, loan_id, 'closed', rule, reasons, alert_ids, detail, version,
             opened_at, updated_at, updated_at from recovery_case where id = $1::text::uuid returning id, lender_no)
         insert into custody (case_id, lender_no, detail, bay, updated_at) select id, lender_no, $2, 2, now() from twin",
    )
    .bind(&case)
    .bind(&other)
    .execute(&app.owner)
    .await
    .expect("another car");
    assert_eq!(placed.rows_affected(), 1);
    let taken = scene.officer.post(&bay, &json!({"bay": 2})).await.problem(409, "refused_bay_free");
    assert_eq!(taken["field"], "bay");
    assert!(taken["fix"].as_str().is_some_and(|fix| fix.contains("such as 1")), "{taken}");
    let raw = sqlx::query("update custody set bay = 2 where case_id = $1::text::uuid").bind(&case);
    assert!(raw.execute(&app.owner).await.is_err(), "the table itself keeps two cars out of one bay");
    scene.supervisor.post(&bay, &json!({"bay": 1})).await.expect(200);
    app.person(&scene.book.client, "aud", "auditor")
        .await
        .post(&bay, &json!({"bay": 1}))
        .await
        .problem(403, "forbidden");

    scene.supervisor.post(&bay, &json!({})).await.problem(422, "invalid_field");

    // A yard keeps the bays in which cars stand.
    let now = scene.supervisor.get(&shown).await.expect(200);
    let smaller = json!({"name": "North yard", "lat": 31.3, "lon": 121.5, "address": "1 Dock Road", "bays": 1,
        "opening_hours": "8 to 18", "rates": {"per_day": [["car", {"minor": 4000, "currency": "CNY"}]]}});
    let kept = at(&scene.supervisor, &now["version"]).put(&shown, &smaller).await.problem(409, "refused_bays_empty");
    assert_eq!(kept["field"], "bays");

    sqlx::query("update custody set bay = null, detail = '[]' where bay = 2")
        .execute(&app.owner)
        .await
        .expect("it left");
    assert_eq!(scene.officer.post(&bay, &json!({"bay": 2})).await.expect(200), json!({"yard_id": yard, "bay": 2}));
    let moves: Option<Value> =
        sqlx::query_scalar("select jsonb_agg(data order by seq) from event where action = 'moved_to_bay'")
            .fetch_one(&app.owner)
            .await
            .expect("events");
    assert_eq!(moves, Some(json!([{"yard": yard, "from_bay": 1, "bay": 2}])), "where it stood is kept, once");

    let report = json!({"kind": "condition", "grade": 4, "damages": ["roof: dent"], "keys": 2});
    scene.officer.post(&format!("/cases/{case}/records"), &report).await.expect(201);
    let car = scene.officer.get(&list).await.expect(200)["items"][0].clone();
    assert_eq!(
        (&car["case_id"], &car["bay"], &car["keys"], &car["grade"]),
        (&json!(case), &json!(2), &json!(2), &json!(4))
    );
    assert_eq!((&car["damages"], &car["days"]), (&json!(1), &json!(1)));
    assert_eq!(car["cost"], json!({"minor": 4000, "currency": "CNY"}));
    assert_eq!((&car["next_action"], &car["hold_until"]), (&json!("clear_for_disposal"), &Value::Null), "{car}");
    let whole = scene.officer.get(&format!("/vehicles/{}", scene.book.vehicle)).await.expect(200)["vin"].clone();
    assert_eq!(car["vin"], whole, "as elsewhere");

    // Another yard: the bay stays behind.
    let carrier = json!({"custodian": "carrier", "vendor": crew.vendor});
    let free = scene.hand_with_bay(&case, &here, &carrier, json!(1)).await.problem(409, "refused_car_in_yard");
    assert_eq!(free["field"], "bay");
    let left = scene.hand_with_bay(&case, &here, &carrier, Value::Null).await.expect(201);
    assert_eq!(left["bay"], Value::Null);
    assert_eq!(scene.officer.get(&shown).await.expect(200)["first_free_bay"], 1);
    let gone = scene.officer.call(Method::GET, &list).send().await.expect(200);
    assert_eq!(gone["items"], json!([]));
}
