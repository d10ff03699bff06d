//! The desk's inbox: the list by vehicle, its counts, its storms, and the voltage around an alert.

use crate::support::app::{Book, TestApp, engine_now};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Cars with one silent tracker each, last heard a minute apart.
async fn silent(app: &TestApp, book: &Book<'_>, n: i32, lat_e7: i32, since: DateTime<Utc>) {
    sqlx::query(
        "with cars as (
           insert into vehicle (id, lender_no, vin, plate, created_at, updated_at)
           select gen_random_uuid(), $1, 'LSVAB' || lpad($3::text, 4, '0') || lpad(n::text, 8, '0'), 'S' || $3::text || '-' || n, $4, $4
           from generate_series(1, $2) n returning vehicle_no, plate)
         insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, lat_e7, lon_e7, event_at,
                            raised_at, updated_at, late, evidence)
         select gen_random_uuid(), $1, vehicle_no, 'offline', 1, 'warn', 'open', 1, $3, 1041000000,
                $4 + make_interval(mins => split_part(plate, '-', 2)::int), $4 + interval '3 hours', $4 + interval '3 hours', false, '[]'
         from cars",
    )
    .bind(book.lender_no)
    .bind(n)
    .bind(lat_e7)
    .bind(since)
    .execute(&app.owner)
    .await
    .expect("silent cars");
}

fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().expect("items")
}

#[tokio::test]
async fn every_vehicle_is_listed_once_the_worst_first_and_counted() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    silent(&app, &book, 12, 306_000_000, engine_now() - TimeDelta::hours(9)).await;
    let other = app.book("Two").await;
    let (mut seen, mut cursor, mut order) = (BTreeSet::new(), String::new(), Vec::new());
    loop {
        let list = book.client.get(&format!("/alerts/groups?limit=5{cursor}")).await.expect(200);
        for group in items(&list) {
            assert!(seen.insert(group["vehicle_id"].as_str().expect("an id").to_owned()), "twice");
            order.push((group["severity"].clone(), group["last_at"].clone()));
        }
        match list["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((seen.len(), &order[0].0), (13, &json!("critical")));
    assert!(order[1..].windows(2).all(|two| two[0].1.as_str() >= two[1].1.as_str()), "{order:?}");
    assert_eq!(items(&other.client.get("/alerts/groups").await.expect(200)).len(), 1, "each lender its own");

    let ann = app.person(&book.client, "ann", "risk_officer").await;
    let counts = async || ann.get("/alerts/summary").await.expect(200);
    let before = counts().await;
    assert_eq!(before["queues"], json!({"open": 13, "critical": 1, "mine": 0, "unassigned": 13, "snoozed": 0}));
    assert_eq!(before["types"], json!([{"type": "offline", "vehicles": 12}, {"type": "removal", "vehicles": 1}]));
    assert_eq!(before["look_within_s"], 4 * 3600);
    ann.post(&format!("/alerts/{}/acknowledge", book.alert), &json!({})).await.expect(200);
    assert_eq!(counts().await["queues"], json!({"open": 13, "critical": 1, "mine": 1, "unassigned": 12, "snoozed": 0}));
    assert_eq!(items(&ann.get("/alerts/groups?queue=mine").await.expect(200)).len(), 1);
    assert_eq!(
        items(&book.client.get("/alerts/groups?queue=mine").await.expect(200)).len(),
        0,
        "hers, not a colleague's"
    );
    ann.post(&format!("/alerts/{}/snooze", book.alert), &json!({"until_next_fix": true})).await.expect(200);
    assert_eq!(counts().await["queues"], json!({"open": 12, "critical": 0, "mine": 1, "unassigned": 12, "snoozed": 1}));
    let put_off = ann.get("/alerts/groups?queue=snoozed").await.expect(200);
    assert_eq!((items(&put_off).len(), &put_off["items"][0]["alerts"][0]["id"]), (1, &json!(book.alert)));
    let of_type = ann.get("/alerts/summary?type=removal&queue=snoozed").await.expect(200);
    assert_eq!((&of_type["queues"]["open"], &of_type["queues"]["snoozed"]), (&json!(0), &json!(1)));
    assert_eq!(of_type["types"], json!([{"type": "removal", "vehicles": 1}]));
    ann.post(&format!("/alerts/{}/resolve", book.alert), &json!({"verdict": "test", "reason": "a test"}))
        .await
        .expect(200);
    assert_eq!(counts().await["queues"]["mine"], 0);
    ann.get("/alerts/groups?queue=closed").await.problem(422, "unknown_name");
    ann.get("/alerts/groups?cursor=forged").await.problem(422, "bad_cursor");
}

#[tokio::test]
async fn a_vehicle_of_a_group_is_counted_there() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let group =
        book.client.post("/groups", &json!({"name": "Taxis", "colour": "blue"})).await.expect(201)["id"].clone();
    let group = group.as_str().expect("an id");
    let counted =
        async || book.client.get(&format!("/alerts/summary?group={group}")).await.expect(200)["queues"]["open"].clone();
    assert_eq!(counted().await, 0);
    book.client.put(&format!("/vehicles/{}/groups", book.vehicle), &json!({"groups": [group]})).await.expect(200);
    assert_eq!(counted().await, 1);
    assert_eq!(items(&book.client.get(&format!("/alerts/groups?group={group}")).await.expect(200)).len(), 1);
}

#[tokio::test]
async fn what_happened_at_one_site_is_told_alone() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    silent(&app, &book, 4, 306_000_000, engine_now() - TimeDelta::hours(9)).await;
    let there = format!("site_id={}", book.site);
    let none = book.client.get(&format!("/alerts/groups?{there}")).await.expect(200);
    assert!(items(&none).is_empty(), "nothing happened there yet");
    sqlx::query("update alert set site_id = $1::uuid where type = 'removal'")
        .bind(&book.site)
        .execute(&app.owner)
        .await
        .expect("there");
    let one = book.client.get(&format!("/alerts/groups?{there}&fold_storms=true")).await.expect(200);
    assert_eq!((items(&one).len(), &one["items"][0]["alerts"][0]["id"]), (1, &json!(book.alert)));
    let counts = book.client.get(&format!("/alerts/summary?{there}")).await.expect(200);
    assert_eq!(
        (&counts["queues"]["open"], &counts["types"]),
        (&json!(1), &json!([{"type": "removal", "vehicles": 1}]))
    );
    let storms = book.client.get(&format!("/alerts/storms?{there}")).await.expect(200);
    assert!(items(&storms).is_empty(), "{storms}");
    let listed = book.client.get(&format!("/alerts?{there}")).await.expect(200);
    assert_eq!((items(&listed).len(), &listed["items"][0]["site_name"]), (1, &json!("One lot")));
    book.client.get("/alerts?site_id=here").await.problem(422, "invalid_parameter");
}

#[tokio::test]
async fn silent_vehicles_of_one_hour_are_one_row_that_is_decided_in_bulk() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let since = engine_now() - TimeDelta::hours(6);
    silent(&app, &book, 25, 306_600_000, since).await;
    silent(&app, &book, 5, 457_500_000, since).await;
    let storms = book.client.get("/alerts/storms").await.expect(200);
    let storm = &storms["items"][0];
    assert_eq!(items(&storms).len(), 1);
    assert_eq!((&storm["vehicles"], &storm["fresh"], &storm["region"]), (&json!(25), &json!(25), &Value::Null));
    assert_eq!((&storm["town"], &storm["town_zh"]), (&json!("Chengdu"), &json!("成都")));
    assert_eq!(items(&book.client.get("/alerts/groups?limit=100").await.expect(200)).len(), 31);
    assert_eq!(items(&book.client.get("/alerts/groups?limit=100&fold_storms=true").await.expect(200)).len(), 6);
    let path = format!("/alerts/storms/{}", storm["id"].as_str().expect("an id"));
    let detail = book.client.get(&path).await.expect(200);
    let alerts = detail["alerts"].as_array().expect("alerts");
    assert_eq!((alerts.len(), &detail["storm"]), (25, storm));
    assert!(alerts.windows(2).all(|two| two[0]["event_at"].as_str() <= two[1]["event_at"].as_str()));
    app.book("Two").await.client.get(&path).await.problem(404, "not_found");

    // A few are back: the link still finds the rest, until there is no storm.
    let bulk = async |alerts: &[Value], action: Value| {
        let few: Vec<Value> = alerts.iter().map(|a| json!({"id": a["id"], "version": a["version"]})).collect();
        let done = book.client.post("/alerts/bulk", &json!({"items": few, "action": action})).await.expect(200);
        assert!(items(&done).iter().all(|row| row["status"] == 200), "{done}");
    };
    bulk(&alerts[..4], json!({"resolve": {"verdict": "benign", "reason": "back again"}})).await;
    let rest = book.client.get(&path).await.expect(200);
    assert_eq!(rest["storm"]["vehicles"], 21);
    assert_ne!(rest["storm"]["id"], storm["id"]);
    bulk(rest["alerts"].as_array().expect("alerts"), json!({"snooze": {"until_next_fix": true}})).await;
    assert_eq!(items(&book.client.get("/alerts/storms").await.expect(200)).len(), 0);
    assert_eq!(book.client.get("/alerts/storms?queue=snoozed").await.expect(200)["items"][0]["vehicles"], 21);
    book.client.get(&path).await.problem(404, "not_found");
    book.client.get("/alerts/storms/nonsense").await.problem(404, "not_found");
}

#[tokio::test]
async fn a_storm_is_named_by_the_lenders_region() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let ring = json!([[97.0, 26.0], [109.0, 26.0], [109.0, 34.5], [97.0, 34.5], [97.0, 26.0]]);
    let region = json!({"type": "FeatureCollection", "features": [{"type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"code": "CN-SC", "name": "Sichuan"}}]});
    book.client.post("/regions/geojson", &region).await.expect(200);
    silent(&app, &book, 20, 306_600_000, engine_now() - TimeDelta::hours(6)).await;
    let storms = book.client.get("/alerts/storms").await.expect(200);
    assert_eq!((&storms["items"][0]["region"], &storms["items"][0]["vehicles"]), (&json!("Sichuan"), &json!(20)));
    let path = format!("/alerts/storms/{}", storms["items"][0]["id"].as_str().expect("an id"));
    assert!(path.ends_with("~r~CN-SC"), "{path}");
    assert_eq!(book.client.get(&path).await.expect(200)["storm"]["region"], "Sichuan");
}

#[tokio::test]
async fn the_voltage_around_an_alert_keeps_its_dips_and_tells_of_this_lender_alone() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let path = format!("/alerts/{}/power", book.alert);
    let none = book.client.get(&path).await.expect(200);
    assert_eq!((items(&none).len(), &none["cut_short"]), (0, &json!(false)));
    sqlx::query(
        "select create_observation_partition($1::timestamptz - interval '7 days', $1::timestamptz + interval '7 days')",
    )
    .bind(engine_now())
    .execute(&app.owner)
    .await
    .expect("a partition");
    // Every 30 seconds for three days; one dip of a single reading.
    sqlx::query(
        "insert into observation (device_time, received_at, ingest_seq, tracker_no, lender_no, digest, flags, power_mv, kind, battery_pct)
         select t, t, n, (select min(tracker_no) from tracker where lender_no = $2), $2, 0, 0,
                case when n = 4000 then 3100 else 12600 end, 0, case when n % 100 = 0 then 80 end
         from (select n, $1::timestamptz - interval '36 hours' + make_interval(secs => 30 * n) as t
               from generate_series(1, 8000) n) s",
    )
    .bind(engine_now())
    .bind(book.lender_no)
    .execute(&app.owner)
    .await
    .expect("readings");
    let told = book.client.get(&path).await.expect(200);
    let series = &told["items"][0];
    let mv = series["power_mv"].as_array().expect("voltages");
    assert_eq!((items(&told).len(), &series["role"]), (1, &json!("wired")));
    assert!(mv.len() > 100 && mv.len() <= 600, "{}", mv.len());
    assert!(mv.iter().any(|p| p["value"] == 3100), "the dip");
    assert!(!series["battery_pct"].as_array().expect("charges").is_empty());
    let narrow = format!("{path}?from={}&to={}&points=40", engine_now().timestamp() - 600, engine_now().timestamp());
    assert_eq!(book.client.get(&narrow).await.expect(200)["items"][0]["power_mv"].as_array().expect("few").len(), 20);
    book.client.get(&format!("{path}?from=0&to=864000")).await.problem(422, "period_out_of_range");
    book.client.get(&format!("{path}?points=5")).await.problem(422, "points_out_of_range");
    app.book("Two").await.client.get(&path).await.problem(404, "not_found");
}
