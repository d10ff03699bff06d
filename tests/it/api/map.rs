//! The fleet on a map: within a box, as exactly as somebody may know it.

use crate::support::app::{TestApp, engine_now};
use chrono::TimeDelta;
use lienwatch::store::observations::Sequenced;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::Observation;
use lienwatch_protocols::message::{Fix, FixKind, Message};
use serde_json::{Value, json};

/// Where each wired tracker was last: at 31.2304, 121.4737, with the wireless one elsewhere an hour before.
const LATEST: &str = "
    insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed, course)
    select tracker_no, lender_no, $1, case role when 'wired' then $1 else $1 - interval '1 hour' end,
           case role when 'wired' then 312304000 else 400000000 end, 1214737000, 1, 425, 90 from tracker";

async fn placed(app: &TestApp) {
    sqlx::query(LATEST).bind(engine_now() - TimeDelta::minutes(5)).execute(&app.owner).await.expect("places");
}

async fn items(answer: crate::support::app::Answer) -> Vec<Value> {
    answer.expect(200)["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_vehicle_is_where_the_newest_of_its_positions_is() {
    let app = TestApp::new().await;
    let (one, two) = (app.book("One").await, app.book("Two").await);
    placed(&app).await;
    let found = items(one.client.get("/map/vehicles").await).await;
    assert_eq!(found.len(), 1, "the other lender's is not among them");
    let car = &found[0];
    assert_eq!(car["vehicle_id"], json!(one.vehicle));
    assert_eq!((&car["lat"], &car["lon"], &car["precision"]), (&json!(31.2304), &json!(121.4737), &json!("precise")));
    assert_eq!((&car["age_s"], &car["speed_kph"], &car["course"]), (&json!(300), &json!(42.5), &json!(90)));
    assert_eq!(
        (&car["worst_severity"], &car["open_case"], &car["connected"]),
        (&json!("critical"), &json!(false), &json!(false))
    );
    assert!(car["plate"].as_str().expect("a plate").starts_with("沪A"));
    assert_eq!(car["cell"].as_str().map(str::len), Some(15));
    let all = items(app.platform().get("/map/vehicles?bbox=121,31,122,32").await).await;
    assert_eq!(all.len(), 2);
    let first = app.platform().get("/map/vehicles?limit=1").await.expect(200);
    let cursor = first["next_cursor"].as_str().expect("there is more");
    let second = app.platform().get(&format!("/map/vehicles?limit=1&cursor={cursor}")).await.expect(200);
    let ids = [&first["items"][0]["vehicle_id"], &second["items"][0]["vehicle_id"]];
    assert_eq!((ids[0].as_str() < ids[1].as_str(), &second["next_cursor"]), (true, &Value::Null));
    assert!(ids.contains(&&json!(two.vehicle)));
    assert!(items(app.platform().get("/map/vehicles?bbox=0,31,121,32").await).await.is_empty());
}

#[tokio::test]
async fn without_a_purpose_neither_the_place_nor_the_box_says_more_than_the_cell() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    placed(&app).await;
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let car = items(book.client.get("/map/vehicles").await).await[0].clone();
    assert_eq!((&car["precision"], &car["speed_kph"], &car["course"]), (&json!("coarse"), &Value::Null, &Value::Null));
    let (lat, lon) = (car["lat"].as_f64().expect("a number"), car["lon"].as_f64().expect("a number"));
    assert!((lat, lon) != (31.2304, 121.4737) && (lat - 31.2304).abs() < 0.05 && (lon - 121.4737).abs() < 0.05);
    // A box around the true place only says nothing; one around the centre of the cell does.
    let around = |lat: f64, lon: f64| {
        format!("/map/vehicles?bbox={},{},{},{}", lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001)
    };
    assert!(items(book.client.get(&around(31.2304, 121.4737)).await).await.is_empty());
    assert_eq!(items(book.client.get(&around(lat, lon)).await).await.len(), 1);
    let logged: Vec<(Value, Value)> = sqlx::query_as(
        "select data->'precise', data->'coarse' from event where action = 'location_disclosed' order by seq",
    )
    .fetch_all(&app.owner)
    .await
    .expect("events");
    assert_eq!(logged, [(json!([]), json!(1)), (json!([]), json!(1))], "who was shown nothing has seen nothing");
}

#[tokio::test]
async fn roles_and_boxes_are_checked() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    placed(&app).await;
    app.person(&book.client, "aud", "auditor").await.get("/map/vehicles").await.problem(403, "forbidden");
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let shown = items(officer.get("/map/vehicles").await).await;
    let log: Value =
        app.one("select data from event where action = 'location_disclosed' and entity_kind = $1", "map").await;
    assert_eq!(log["precise"], json!([shown[0]["vehicle_id"]]));
    for bad in ["1,2,3", "a,b,c,d", "0,10,1,5", "0,0,200,1", "NaN,0,1,1", ""] {
        let problem = officer.get(&format!("/map/vehicles?bbox={bad}")).await.problem(422, "bad_bbox");
        assert_eq!(problem["field"], "bbox");
    }
}

#[tokio::test]
async fn where_this_process_writes_the_map_is_as_fresh_as_the_last_commit() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    placed(&app).await;
    app.state.store.load_latest().await.expect("loads");
    assert_eq!(items(book.client.get("/map/vehicles").await).await[0]["lat"], json!(31.2304));
    let t = engine_now();
    let fix = Fix {
        time: Some(t),
        lat: 31.25,
        lon: 121.5,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: None,
        course_deg: None,
        altitude_m: None,
        accuracy_m: None,
        satellites: None,
        hdop: None,
    };
    let message = Message { device_time: Some(t), fix: Some(fix), ..Message::default() };
    let tracker: i32 = app.one("select tracker_no from tracker where role = $1", "wired").await;
    let observation = Observation::of(&message, TrackerNo(tracker), LenderNo(book.lender_no), t);
    app.state.store.take_latest(&[Sequenced { seq: 8, observation }]);
    let car = items(book.client.get("/map/vehicles?bbox=121.49,31.24,121.51,31.26").await).await[0].clone();
    assert_eq!((&car["lat"], &car["age_s"], &car["connected"]), (&json!(31.25), &json!(0), &json!(true)));
    assert!(items(book.client.get("/map/vehicles?bbox=121.47,31.23,121.48,31.24").await).await.is_empty());
}
