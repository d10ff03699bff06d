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

pub(super) async fn placed(app: &TestApp) {
    sqlx::query(LATEST).bind(engine_now() - TimeDelta::minutes(5)).execute(&app.owner).await.expect("places");
}

async fn items(answer: crate::support::app::Answer) -> Vec<Value> {
    let map = answer.expect(200);
    let columns = map["points"].as_object().expect("columns");
    let count = columns["vehicle_id"].as_array().expect("a column").len();
    assert!(columns.values().all(|column| column.as_array().map(Vec::len) == Some(count)), "as long as each other");
    assert_eq!((&map["in_view"], &map["cells"], &map["resolution"]), (&json!(count), &json!([]), &Value::Null));
    let row = |n: usize| columns.iter().map(|(name, column)| (name.clone(), column[n].clone())).collect();
    (0..count).map(|n| Value::Object(row(n))).collect()
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
    assert_eq!((&car["lat"], &car["lng"], &car["precision"]), (&json!(31.2304), &json!(121.4737), &json!("precise")));
    assert_eq!((&car["fix_age_s"], &car["speed_kph"], &car["heading"]), (&json!(300), &json!(42.5), &json!(90)));
    assert_eq!(
        (&car["severity"], &car["open_case"], &car["connection"], &car["dpd"]),
        (&json!("critical"), &json!(false), &json!("offline"), &json!(62))
    );
    assert!(car["plate"].as_str().expect("a plate").starts_with("沪A"));
    assert_eq!(car["cell"].as_str().map(str::len), Some(15));
    let all = items(app.platform().get("/map/vehicles?bbox=121,31,122,32").await).await;
    assert_eq!(all.len(), 2);
    assert!(all.iter().any(|one| one["vehicle_id"] == json!(two.vehicle)));
    assert!(items(app.platform().get("/map/vehicles?bbox=0,31,121,32").await).await.is_empty());
}

#[tokio::test]
async fn without_a_purpose_neither_the_place_nor_the_box_says_more_than_the_cell() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    placed(&app).await;
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let car = items(book.client.get("/map/vehicles").await).await[0].clone();
    assert_eq!((&car["precision"], &car["speed_kph"], &car["heading"]), (&json!("coarse"), &Value::Null, &Value::Null));
    let (lat, lon) = (car["lat"].as_f64().expect("a number"), car["lng"].as_f64().expect("a number"));
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
    assert_eq!((&car["lat"], &car["fix_age_s"], &car["connection"]), (&json!(31.25), &json!(0), &json!("online")));
    assert!(items(book.client.get("/map/vehicles?bbox=121.47,31.23,121.48,31.24").await).await.is_empty());
}

#[tokio::test]
async fn what_is_asked_for_is_what_is_shown_and_the_rest_is_counted() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    placed(&app).await;
    book.client.post("/vehicles", &json!({"vin": "LSVNOWHERE"})).await.expect(201);
    let shown = async |query: &str| {
        let map = book.client.get(&format!("/map/vehicles?{query}")).await.expect(200);
        (map["in_view"].as_u64().expect("a number"), map["total"].as_u64().expect("a number"))
    };
    assert_eq!(shown("").await, (1, 2), "one was nowhere yet");
    assert_eq!(shown("severity=critical,high").await, (1, 1));
    assert_eq!(shown("severity=none").await, (0, 1));
    assert_eq!(shown("bucket=m3").await, (1, 1));
    assert_eq!(shown("connection=online").await, (0, 0));
    assert_eq!(shown("no_fix_h=1").await, (0, 1));
    assert_eq!(shown("has_open_case=false").await, (1, 2));
    assert_eq!(shown("q=nowhere").await, (0, 1));
    assert_eq!(shown("bbox=0,0,1,1").await, (0, 2));
    book.client.get("/map/vehicles?zoom=25").await.problem(422, "bad_zoom");
    book.client.get("/map/vehicles?severity=bad").await.problem(422, "unknown_name");
}

/// `count` more vehicles of a lender, each with one tracker, spread over two degrees.
const CROWD: &str = "
    with cars as (
      insert into vehicle (id, lender_no, vin, created_at, updated_at)
      select gen_random_uuid(), $1, 'CROWD' || n, $3, $3 from generate_series(1, $2) n returning vehicle_no, vin),
    units as (
      insert into tracker (id, lender_no, protocol, device_id, role, created_at, updated_at)
      select gen_random_uuid(), $1, 'gt06', 'crowd' || n, 'wired', $3, $3 from generate_series(1, $2) n
      returning tracker_no, device_id),
    fitted as (
      insert into installation (id, lender_no, tracker_no, vehicle_no, installed_at, created_at)
      select gen_random_uuid(), $1, tracker_no, vehicle_no, $3, $3
      from cars join units on substr(vin, 6) = substr(device_id, 6))
    insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags)
    select tracker_no, $1, $3, $3, 300000000 + 200000 * (tracker_no % 100), 1200000000 + 200000 * (tracker_no / 100 % 100), 1
    from units";

#[tokio::test]
async fn a_crowd_is_counted_in_cells_and_shown_when_it_is_near() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    placed(&app).await;
    let crowd = sqlx::query(CROWD).bind(book.lender_no).bind(4_200).bind(engine_now() - TimeDelta::hours(2));
    crowd.execute(&app.owner).await.expect("a crowd");
    let map = book.client.get("/map/vehicles?zoom=6").await.expect(200);
    assert_eq!((&map["in_view"], &map["total"]), (&json!(4_201), &json!(4_201)));
    assert_eq!(map["points"]["vehicle_id"], json!([]));
    let cells = map["cells"].as_array().expect("cells");
    assert_eq!(cells.iter().filter_map(|cell| cell["n"].as_u64()).sum::<u64>(), 4_201);
    assert!((2..200).contains(&cells.len()), "{}", cells.len());
    let worst: Vec<&Value> = cells.iter().filter(|cell| !cell["worst_severity"].is_null()).collect();
    assert_eq!((worst.len(), &worst[0]["worst_severity"]), (1, &json!("critical")));
    let finer = book.client.get("/map/vehicles?zoom=9").await.expect(200);
    assert!(finer["resolution"].as_u64() > map["resolution"].as_u64());
    assert!(finer["cells"].as_array().map(Vec::len) > Some(cells.len()));
    // Whoever was only counted was not shown precisely.
    let log: Vec<Value> = sqlx::query_scalar("select data from event where action = 'location_disclosed' order by seq")
        .fetch_all(&app.owner)
        .await
        .expect("events");
    assert_eq!((&log[0]["precise"], &log[0]["coarse"]), (&json!([]), &json!(4_201)));
    let near = items(book.client.get("/map/vehicles?bbox=121.4,31.2,121.5,31.3&zoom=12").await).await;
    assert!(near.iter().any(|one| one["vehicle_id"] == json!(book.vehicle)));
    // Another lender counts nobody of them.
    let (other, _) = app.lender("Two").await;
    assert_eq!(other.get("/map/vehicles").await.expect(200)["total"], json!(0));
}
