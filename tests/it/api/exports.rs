//! Lists as files: whole, masked as the list, bounded, marked and logged.

use crate::support::app::{TestApp, engine_now};
use axum::http::Method;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::io::Cursor;

/// The rows of a CSV file below its mark, with the headings first.
fn table(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}').as_bytes();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).has_headers(false).from_reader(text);
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The column of a name, below its heading.
fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|heading| heading == name).unwrap_or_else(|| panic!("no {name}: {:?}", rows[0]));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

/// Loans beyond the first, so that a list has several pages; their contracts look like formulas.
async fn more_loans(app: &TestApp, count: i32) {
    sqlx::query(
        "insert into loan (id, lender_no, contract_number, vehicle_no, product, status, currency, principal_minor, terms,
                           balance_as_of, created_at, updated_at, branch)
         select gen_random_uuid(), lender_no, '=1+' || n, vehicle_no, 'loan', 'performing', 'CNY', 100000, '{}', $1, $1, $1, 'Pudong'
         from vehicle, generate_series(1, $2) n",
    )
    .bind(engine_now())
    .bind(count)
    .execute(&app.owner)
    .await
    .expect("loans");
}

#[tokio::test]
async fn a_list_of_many_pages_is_one_whole_file() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    more_loans(&app, 1100).await;
    let finance = app.person(&book.client, "fay", "finance").await;
    let answer = finance.get("/loans/export?branch=ignored&reason=month%20end").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.headers["lienwatch-rows"], "1101");
    let name = answer.headers["content-disposition"].to_str().expect("text");
    assert!(name.starts_with("attachment; filename=\"loans-") && name.ends_with(".csv\""), "{name}");
    assert_eq!(answer.headers["content-length"], answer.text.len().to_string());
    assert!(answer.text.starts_with("\u{feff}# Exported by fay@example.com at "), "{}", &answer.text[..80]);
    assert!(answer.text.lines().next().is_some_and(|line| line.ends_with("for: month end")));
    let rows = table(&answer.text);
    let contracts = column(&rows, "contract_number");
    assert_eq!(contracts.len(), 1101);
    assert!(contracts.iter().all(|c| c == "One-C1" || c.starts_with("'=1+")), "no cell is a formula");
    let mut ids = column(&rows, "id");
    ids.dedup();
    assert_eq!(ids.len(), 1101, "each once");
    assert_eq!(column(&rows, "overdue_currency")[0], "CNY");
    // The same filter as the list's.
    let few = finance.get("/loans/export?contract_number=One-C1").await;
    assert_eq!(few.headers["lienwatch-rows"], "1");

    let book_of = finance.call(Method::GET, "/loans/export?format=xlsx").open().await;
    assert_eq!(book_of.status(), 200);
    let bytes = axum::body::to_bytes(book_of.into_body(), 16 << 20).await.expect("a whole body").to_vec();
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let data = workbook.worksheet_range("Data").expect("a sheet");
    assert_eq!(data.height(), 1102);
    assert!(workbook.worksheet_formula("Data").expect("a sheet").is_empty());
    assert_eq!(data.rows().next().map(|row| row[1].clone()), Some(Data::String("contract_number".into())));

    let log = app.platform().get("/events?limit=500").await.expect(200);
    let taken: Vec<&Value> =
        log["items"].as_array().expect("events").iter().filter(|e| e["entity_kind"] == "export").collect();
    assert_eq!(taken.len(), 3, "each is written down");
    let first = taken.iter().find(|e| e["reason"] == "month end").expect("the first");
    assert_eq!(
        (&first["action"], &first["data"]["rows"], &first["data"]["what"]),
        (&json!("taken"), &json!(1101), &json!("loans"))
    );
}

#[tokio::test]
async fn masks_and_rights_are_those_of_the_list() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    let plate: String = app.one("select plate from vehicle where external_id = $1", "v1").await;
    let seen = |text: &str| column(&table(text), "plate");
    assert_eq!(seen(&officer.get("/cases/export").await.text), std::slice::from_ref(&plate));
    let finance = app.person(&book.client, "fay", "finance").await;
    let masked = seen(&finance.get("/cases/export").await.text);
    assert!(masked[0].starts_with('•') && !masked.contains(&plate), "{masked:?}");
    // Finance has no right to alerts; whoever may export may not export everything.
    finance.get("/alerts/export").await.problem(403, "forbidden");
    assert_eq!(officer.get("/alerts/export").await.headers["lienwatch-rows"], "1");
    let clerk = app.person(&book.client, "yan", "yard_clerk").await;
    clerk.get("/cases/export").await.problem(403, "forbidden");
    // A key that reads the business takes no whole lists along.
    let key = book.client.post("/api-keys", &json!({"name": "k", "scopes": ["read"]})).await.expect(201);
    let reader = app.key(key["key"].as_str().expect("a key"));
    reader.get("/cases").await.expect(200);
    reader.get("/cases/export").await.problem(403, "forbidden");
    officer.get("/cases/export?format=geojson").await.problem(422, "unknown_format");
    officer.get("/cases/export?state=nowhere").await.problem(422, "unknown_name");
    let other = app.book("Another").await;
    let others = app.person(&other.client, "bob", "supervisor").await;
    assert_eq!(others.get("/cases/export").await.headers["lienwatch-rows"], "0");
    others.get(&format!("/loans/{}/payments/export", book.loan)).await.problem(404, "not_found");
}

/// A track of so many points, a minute apart.
async fn track(app: &TestApp, points: i32) {
    let t = engine_now();
    sqlx::query(
        "select create_observation_partition($1::timestamptz - interval '7 days', $1::timestamptz + interval '7 days')",
    )
    .bind(t)
    .execute(&app.owner)
    .await
    .expect("a partition");
    sqlx::query(
        "insert into observation (device_time, received_at, ingest_seq, tracker_no, lender_no, digest, lat_e7, lon_e7, flags, kind)
         select $1::timestamptz - n * interval '1 minute', $1, n, tracker_no, lender_no, n, 312304000 + n, 1214737000, 1, 3
         from tracker, generate_series(1, $2) n where role = 'wired'",
    )
    .bind(t)
    .bind(points)
    .execute(&app.owner)
    .await
    .expect("a track");
    sqlx::query(
        "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed)
         select tracker_no, lender_no, $1, $1, 312304000, 1214737000, 1, 425 from tracker where role = 'wired'",
    )
    .bind(t)
    .execute(&app.owner)
    .await
    .expect("a position");
}

#[tokio::test]
async fn places_are_taken_for_a_purpose_and_not_many_without_approval() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    track(&app, 60).await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let supervisor = app.person(&book.client, "sue", "supervisor").await;
    let piece = |minutes: i64| {
        let from = (engine_now() - TimeDelta::minutes(minutes)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        format!("/vehicles/{}/track/export?from={from}&to=2026-09-02T00:00:00Z", book.vehicle)
    };
    officer.get(&piece(49)).await.problem(422, "reason_required");
    let why = "reason=court%20file%20%3C12%3E";
    // Over forty points leave when an administrator has agreed to exactly so many.
    let admin = app.person(&book.client, "adam", "admin").await;
    let approvals = format!("/vehicles/{}/approvals", book.vehicle);
    let agree =
        |points: i64| json!({"action": {"action": "export_tracks", "points": points}, "reason": "for the court"});
    let refused = officer.get(&format!("{}&{why}", piece(49))).await.problem(409, "refused_CN-12");
    assert!(refused["fix"].as_str().is_some_and(|fix| fix.ends_with("have it agreed by: admin")), "{refused}");
    supervisor.post(&approvals, &agree(49)).await.expect(201);
    admin.post(&approvals, &agree(48)).await.expect(201);
    officer.get(&format!("{}&{why}", piece(49))).await.problem(409, "refused_CN-12");
    officer.post(&approvals, &agree(49)).await.problem(403, "forbidden");
    for points in [49, 60] {
        admin.post(&approvals, &agree(points)).await.expect(201);
    }
    let gpx = officer.get(&format!("{}&format=gpx&{why}", piece(49))).await;
    assert_eq!(
        (gpx.status.as_u16(), &gpx.headers["content-type"]),
        (200, &"application/gpx+xml".parse().expect("a type"))
    );
    assert_eq!(gpx.text.matches("<trkpt ").count(), 49);
    assert!(
        gpx.text.contains("for: court file &lt;12&gt;</desc>") && gpx.text.contains("<time>2026-09-01T"),
        "{}",
        gpx.text
    );
    // 50 records are too many for one person alone, and the attempt is told.
    officer.get(&format!("{}&{why}", piece(50))).await.problem(409, "refused_export_cap");
    let breached: Value = app
        .one("select jsonb_agg(data || jsonb_build_object('by', actor)) from event where entity_kind = 'export' and action = $1", "cap_breached")
        .await;
    assert_eq!((&breached[0]["severity"], &breached[0]["what"]), (&json!("high"), &json!("track")), "{breached}");
    let all = supervisor.get(&format!("{}&{why}", piece(60))).await;
    let collection: geojson::FeatureCollection = all.text.parse().expect("a feature collection");
    assert_eq!(collection.features.len(), 60);
    assert_eq!(collection.features[0].properties.as_ref().map(|p| p["precision"].clone()), Some(json!("precise")));
    let purpose = collection.foreign_members.as_ref().map(|m| m["export"]["purpose"].clone());
    assert_eq!(purpose, Some(json!("court file <12>")));
    let path = format!("/vehicles/{}/decisions?limit=200", book.vehicle);
    let kept = officer.get(&path).await.expect(200);
    let exported: Vec<(&str, &Value)> = kept["items"]
        .as_array()
        .expect("decisions")
        .iter()
        .filter(|d| d["step"] == "track_export")
        .map(|d| (d["outcome"].as_str().unwrap_or_default(), &d["refused_by"]))
        .collect();
    let needs = ("needs_approval", &json!("CN-12"));
    assert_eq!(exported, [needs, needs, ("allow", &Value::Null), ("allow", &Value::Null)]);
    let few = officer.get(&format!("{}&{why}", piece(40))).await;
    assert_eq!(few.status.as_u16(), 200, "forty are free");
    let looks: i64 = app
        .one("select count(*) from event where action = 'location_disclosed' and data ->> 'what' = $1", "track")
        .await;
    assert!(looks >= 3, "the disclosures are those of the list, {looks}");

    let now = officer.get(&format!("/map/vehicles/export?format=csv&{why}")).await;
    let rows = table(&now.text);
    assert_eq!(column(&rows, "place_lat"), ["31.2304000"], "an alert is open");
    sqlx::query("update alert set state = 'closed'").execute(&app.owner).await.expect("closed");
    let coarse = table(&officer.get(&format!("/map/vehicles/export?format=csv&{why}")).await.text);
    assert_eq!(column(&coarse, "precision"), ["coarse"]);
    assert_ne!(column(&coarse, "place_lat"), ["31.2304000"]);
    officer.get("/map/vehicles/export").await.problem(422, "reason_required");

    let sites = officer.get("/sites/export").await;
    assert_eq!(sites.headers["content-type"], "application/geo+json");
    let sites: geojson::FeatureCollection = sites.text.parse().expect("a feature collection");
    let kind = sites.features[0].geometry.as_ref().map(|g| g.value.type_name());
    assert_eq!(kind, Some("Polygon"));
}
