//! Purpose-bound location.

use crate::support::app::{Book, TestApp, engine_now};
use chrono::TimeDelta;
use serde_json::json;

/// Two positions an hour apart, a latest one, a place, a stay and a visit.
async fn with_track<'a>(app: &'a TestApp) -> Book<'a> {
    let book = app.book("One").await;
    let t = engine_now();
    let setup = async |sql: &'static str| {
        sqlx::query(sql)
            .bind(t)
            .bind(t - TimeDelta::hours(1))
            .execute(&app.owner)
            .await
            .unwrap_or_else(|e| panic!("{sql}: {e}"))
    };
    setup(
        "select create_observation_partition($2::timestamptz - interval '7 days', $1::timestamptz + interval '7 days')",
    )
    .await;
    setup(
        "insert into observation (device_time, received_at, ingest_seq, tracker_no, lender_no, digest, lat_e7, lon_e7, flags, kind, power_mv, battery_pct)
         select unnest(array[$1, $2]::timestamptz[]), $1, 1, tracker_no, lender_no, 1, 312304000, 1214737000, 241, 3, 12600, 80
         from tracker where role = 'wired'",
    )
    .await;
    setup(
        "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed)
         select tracker_no, lender_no, $1, $2, 312304000, 1214737000, 1, 425 from tracker where role = 'wired'",
    )
    .await;
    setup(
        "insert into place (vehicle_no, rank, lender_no, lat_e7, lon_e7, kind, visits, dwell_s, confidence, last_seen)
         select vehicle_no, 1, lender_no, 312304000, 1214737000, 'home', 9, 99999, 0.9, least($1, $2) from vehicle",
    )
    .await;
    setup(
        "insert into stay (vehicle_no, arrive, leave, lender_no, lat_e7, lon_e7)
         select vehicle_no, $2, $1, lender_no, 312304000, 1214737000 from vehicle",
    )
    .await;
    // The detectors have taken this one back.
    setup(
        "insert into stay (vehicle_no, arrive, leave, lender_no, lat_e7, lon_e7)
         select vehicle_no, t, t, lender_no, 312304000, 1214737000 from vehicle, (select least($1::timestamptz, $2::timestamptz) - interval '2 hours' as t) as x",
    )
    .await;
    setup(
        "insert into site_visit (vehicle_no, arrive, site_id, leave, lender_no)
         select vehicle_no, $2, s.id, $1, v.lender_no from vehicle v, site s",
    )
    .await;
    book
}

#[tokio::test]
async fn a_place_is_precise_only_for_a_purpose_and_every_look_is_logged() {
    let app = TestApp::new().await;
    let book = with_track(&app).await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let path = format!("/vehicles/{}/position", book.vehicle);
    let alert = officer.get(&path).await.expect(200);
    assert_eq!((&alert["precision"], &alert["items"][0]["lat"]), (&json!("precise"), &json!(31.2304)));
    assert_eq!(alert["items"][0]["speed_kph"], 42.5);
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let coarse = officer.get(&path).await.expect(200);
    assert_eq!(coarse["precision"], "coarse");
    let item = &coarse["items"][0];
    assert_ne!(item["lat"], 31.2304);
    assert!((item["lat"].as_f64().expect("a number") - 31.2304).abs() < 0.1);
    assert_eq!(item["speed_kph"], json!(null));
    let typed = officer.get(&format!("{path}?reason=borrower%20asked%20for%20help")).await.expect(200);
    assert_eq!(typed["precision"], "precise");
    let log: Vec<(String, Option<String>, Option<String>)> = sqlx::query_as(
        "select data->>'precision', data->>'purpose', reason from event where action = 'location_disclosed' order by seq",
    )
    .fetch_all(&app.owner)
    .await
    .expect("events");
    let text = |s: &str| Some(s.to_owned());
    assert_eq!(
        log,
        [
            ("precise".to_owned(), text("open_alert"), None),
            ("coarse".to_owned(), None, None),
            ("precise".to_owned(), text("typed_reason"), text("borrower asked for help")),
        ]
    );
    let auditor = app.person(&book.client, "aud", "auditor").await;
    auditor.get(&path).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_track_is_read_at_corrected_times() {
    let app = TestApp::new().await;
    let book = with_track(&app).await;
    let trackers = book.client.get("/trackers").await.expect(200);
    let wired = trackers["items"].as_array().and_then(|all| all.iter().find(|t| t["role"] == "wired")).expect("one");
    let clock = format!("/trackers/{}/clock", wired["id"].as_str().expect("an id"));
    let track = format!("/vehicles/{}/track?from=2026-08-31T00:00:00Z&to=2026-09-02T00:00:00Z", book.vehicle);
    let times = async || {
        let items = book.client.get(&track).await.expect(200)["items"].clone();
        let said = ["ignition", "external_power", "power_mv", "battery_pct"].map(|name| items[0][name].clone());
        assert_eq!(said, [json!(true), json!(true), json!(12_600), json!(80)], "what it says of the car's power");
        items.as_array().expect("a list").iter().map(|i| i["at"].clone()).collect::<Vec<_>>()
    };
    let since = engine_now() - TimeDelta::minutes(1);
    book.client.put(&clock, &json!({"offset_s": 28_800, "since": since, "reason": "local time"})).await.expect(200);
    assert_eq!(times().await, ["2026-08-31T19:00:00Z", "2026-08-31T20:00:00Z"]);
    book.client.put(&clock, &json!({"offset_s": 0, "since": since, "reason": "it was not"})).await.expect(200);
    assert_eq!(times().await, ["2026-09-01T03:00:00Z", "2026-09-01T04:00:00Z"]);
}

#[tokio::test]
async fn tracks_are_bounded_and_follow_the_same_rule() {
    let app = TestApp::new().await;
    let book = with_track(&app).await;
    let path = |from: &str, to: &str| format!("/vehicles/{}/track?from={from}&to={to}", book.vehicle);
    let track = book.client.get(&path("2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z")).await.expect(200);
    assert_eq!(track["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&track["items"][0]["at"], &track["items"][0]["lat"]),
        (&json!("2026-09-01T03:00:00Z"), &json!(31.2304))
    );
    let page = book.client.get(&(path("2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z") + "&limit=1")).await.expect(200);
    let cursor = page["next_cursor"].as_str().expect("there is more");
    let rest =
        book.client.get(&(path("2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z") + "&limit=1&cursor=" + cursor)).await;
    assert_eq!(rest.expect(200)["items"][0]["at"], "2026-09-01T04:00:00Z");
    book.client.get(&path("2026-01-01T00:00:00Z", "2026-09-02T00:00:00Z")).await.problem(422, "period_out_of_range");
    book.client.get(&path("2026-09-02T00:00:00Z", "2026-09-01T00:00:00Z")).await.problem(422, "period_out_of_range");
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let coarse = book.client.get(&path("2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z")).await.expect(200);
    assert_eq!(coarse["precision"], "coarse");
    assert_ne!(coarse["items"][0]["lat"], 31.2304);
}

#[tokio::test]
async fn what_was_learnt_is_read_by_integrations_and_for_a_purpose() {
    let app = TestApp::new().await;
    let book = with_track(&app).await;
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let path = |what: &str| format!("/vehicles/{}/{what}", book.vehicle);
    let place = book.client.get(&path("places")).await.expect(200)["items"][0].clone();
    for field in ["lat", "lon", "kind", "rank", "visits", "dwell_s", "confidence"] {
        assert!(place.get(field).is_some(), "{field}");
    }
    assert_eq!(place["lat"], 31.2304);
    assert_ne!(officer.get(&path("places")).await.expect(200)["items"][0]["lat"], 31.2304);
    let stay = book.client.get(&path("stays")).await.expect(200)["items"][0].clone();
    assert_eq!((&stay["arrive"], &stay["leave"]), (&json!("2026-09-01T03:00:00Z"), &json!("2026-09-01T04:00:00Z")));
    let none = book.client.get(&path("stays?from=2026-09-01T05:00:00Z")).await.expect(200);
    assert_eq!(none["items"], json!([]));
    let visit = book.client.get(&path("visits")).await.expect(200)["items"][0].clone();
    assert_eq!(visit["site_id"].as_str(), Some(book.site.as_str()));
    assert_eq!(officer.get(&path("visits")).await.expect(200)["items"], json!([]), "a site is a precise place");
    assert_eq!(officer.get(&path("visits?reason=theft")).await.expect(200)["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_place_keeps_the_name_that_was_given_to_it() {
    let app = TestApp::new().await;
    let book = with_track(&app).await;
    let path = format!("/vehicles/{}/places", book.vehicle);
    let first = async || book.client.get(&path).await.expect(200)["items"][0].clone();
    let named = book.client.patch(&format!("{path}/1"), &json!({"label": " His mother's "})).await.expect(200);
    assert_eq!(named, json!({"rank": 1, "label": "His mother's"}));
    let place = first().await;
    assert_eq!((&place["label"], place["hours"].as_array().map(Vec::len)), (&json!("His mother's"), Some(24)));
    let moved = async |by: i32| {
        let sql = "update place set lat_e7 = lat_e7 + $1";
        sqlx::query(sql).bind(by).execute(&app.owner).await.expect("learnt anew");
    };
    moved(9_000).await; // 100 m
    assert_eq!(first().await["label"], "His mother's");
    moved(90_000).await;
    assert_eq!(first().await["label"], json!(null), "another place");
    moved(-90_000).await;
    book.client.patch(&format!("{path}/1"), &json!({"label": "Home"})).await.expect(200);
    assert_eq!(first().await["label"], "Home");
    book.client.patch(&format!("{path}/1"), &json!({"label": null})).await.expect(200);
    assert_eq!(first().await["label"], json!(null));
    book.client.patch(&format!("{path}/2"), &json!({"label": "x"})).await.problem(404, "not_found");
    book.client.patch(&format!("{path}/1"), &json!({"label": ""})).await.problem(422, "bad_text");
    // Who sees only cells sees neither name nor hours.
    book.client.patch(&format!("{path}/1"), &json!({"label": "Home"})).await.expect(200);
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let coarse = officer.get(&path).await.expect(200)["items"][0].clone();
    assert_eq!((&coarse["label"], &coarse["nights"], &coarse["hours"]), (&json!(null), &json!(null), &json!([])));
    officer.patch(&format!("{path}/1"), &json!({"label": "x"})).await.problem(422, "reason_required");
    officer.patch(&format!("{path}/1"), &json!({"label": "x", "reason": "he told us"})).await.expect(200);
    let legal = app.person(&book.client, "leo", "legal").await;
    legal.patch(&format!("{path}/1"), &json!({"label": "x"})).await.problem(403, "forbidden");
}

#[tokio::test]
async fn days_are_the_lenders_and_tell_what_was_driven() {
    let app = TestApp::new().await;
    let book = with_track(&app).await;
    // From 09:00 in Shanghai 6 km at 36 km/h, a stop of half an hour, and 6 km again; a jump that no car drives.
    sqlx::query(
        "insert into observation (device_time, received_at, ingest_seq, tracker_no, lender_no, digest, lat_e7, lon_e7, flags, kind)
         select $1::timestamptz + make_interval(secs => n * 10 + case when n > 60 then 1800 else 0 end), $1, 2, tracker_no,
                lender_no, 7, 312304000 + n * 8993 + case when n = 30 then 5000000 else 0 end, 1214737000, 1, 3
         from tracker, generate_series(0, 120) n where role = 'wired'",
    )
    .bind(engine_now() - TimeDelta::hours(27))
    .execute(&app.owner)
    .await
    .expect("a drive");
    let path = format!("/vehicles/{}/days", book.vehicle);
    let days = book.client.get(&format!("{path}?from=2026-08-25&to=2026-09-01")).await.expect(200);
    assert_eq!((&days["time_zone"], &days["precision"]), (&json!("Asia/Shanghai"), &json!("precise")));
    let day = &days["items"][0];
    assert_eq!((&day["day"], &day["fixes"], &day["trips"]), (&json!("2026-08-31"), &json!(121), &json!(2)));
    let km = day["km"].as_f64().expect("a number");
    assert!((11.0..12.1).contains(&km), "{km}");
    assert!(day["moving_s"].as_i64().is_some_and(|s| (1_100..=1_200).contains(&s)), "{day}");
    assert_eq!(days["items"][1]["day"], "2026-09-01");
    assert_eq!(days["items"].as_array().map(Vec::len), Some(2));
    book.client.get(&format!("{path}?from=2026-08-01&to=2026-09-01")).await.problem(422, "period_out_of_range");
    book.client.get(&format!("{path}?from=2026-09-01&to=2026-08-31")).await.problem(422, "period_out_of_range");
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let coarse = officer.get(&format!("{path}?from=2026-08-31&to=2026-08-31")).await.expect(200);
    assert_eq!((&coarse["items"][0]["fixes"], &coarse["items"][0]["km"]), (&json!(121), &json!(null)));
}

#[tokio::test]
async fn the_reception_of_a_tracker_tells_towers_only_where_places_are_precise() {
    let app = TestApp::new().await;
    let book = with_track(&app).await;
    // A heartbeat names the towers; the position after it tells of satellites, and of no network.
    sqlx::query(
        "insert into observation (device_time, received_at, ingest_seq, tracker_no, lender_no, digest, flags, kind, satellites, attributes)
         select $1 - make_interval(mins => n), $1, 3, tracker_no, lender_no, 20 + n, 0, 2, case n when 1 then 9 end, case n
                when 1 then '{\"hdop\": 0.9}'::jsonb
                else '{\"gsm_level\": 3, \"cells\": [{\"mcc\": 460, \"mnc\": 0, \"lac\": 6334, \"cid\": 32941, \"signal\": -71}]}' end
         from tracker, generate_series(1, 2) n where role = 'wired'",
    )
    .bind(engine_now())
    .execute(&app.owner)
    .await
    .expect("a heartbeat");
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let path = format!("/vehicles/{}/reception", book.vehicle);
    let heard = officer.get(&path).await.expect(200);
    let wired = heard["items"][0].clone();
    let heartbeat = json!(engine_now() - TimeDelta::minutes(1));
    assert_eq!((&heard["precision"], &wired["role"]), (&json!("precise"), &json!("wired")));
    assert_eq!((&wired["satellites"], &wired["hdop"], &wired["gsm_level"]), (&json!(9), &json!(0.9), &json!(3)));
    assert_eq!((&wired["coarse_fix"], &wired["gsm_rssi_dbm"]), (&json!(false), &json!(null)));
    assert_eq!(wired["cells"], json!([{"mcc": 460, "mnc": 0, "lac": 6334, "cid": 32941, "signal": -71}]));
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let coarse = officer.get(&path).await.expect(200);
    assert_eq!((&coarse["precision"], &coarse["items"][0]["cells"]), (&json!("coarse"), &json!([])));
    assert_eq!(coarse["items"][0]["gsm_level"], 3);
    let typed = officer.get(&format!("{path}?reason=its%20antenna")).await.expect(200);
    assert_eq!(typed["items"][0]["cells"][0]["cid"], 32941);
    let looks = "select count(*) from event where action = 'location_disclosed' and data ->> 'what' = 'reception'";
    assert_eq!(sqlx::query_scalar::<_, i64>(looks).fetch_one(&app.owner).await.expect("looks"), 3);
    // A clock that is off by more than a week says what it says at its corrected time.
    for setup in [
        "select create_observation_partition(min(device_time) - interval '14 days', min(device_time) - interval '7 days') from observation",
        "update observation set device_time = device_time - interval '9 days' where ingest_seq = 3",
    ] {
        sqlx::query(setup).execute(&app.owner).await.unwrap_or_else(|e| panic!("{setup}: {e}"));
    }
    assert_eq!(officer.get(&path).await.expect(200)["items"][0]["gsm_level"], json!(null));
    let clock = format!("/trackers/{}/clock", wired["tracker_id"].as_str().expect("an id"));
    let slow = json!({"offset_s": -9 * 86_400, "since": engine_now() - TimeDelta::minutes(1), "reason": "its clock"});
    book.client.put(&clock, &slow).await.expect(200);
    let corrected = officer.get(&path).await.expect(200);
    assert_eq!((&corrected["items"][0]["gsm_level"], &corrected["items"][0]["at"]), (&json!(3), &heartbeat));
}
