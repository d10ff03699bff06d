//! CSV imports: every malformed cell has its name, good rows go on, the same file again changes nothing.

use crate::support::app::{Client, TestApp, engine_now};
use axum::body::{Body, Bytes};
use axum::http::Method;
use lienwatch_domain::detect::DeclaredKind;
use serde_json::{Value, json};

const BORROWERS: &str = "borrower_no,name,phone\nB1,王小明,13800138000\n";
const VEHICLES: &str = "vin,plate,make\nLSVAA4182E2123456,沪A12345,VW\n";
const TRACKERS: &str = "terminal_id,protocol,role\n860000000000007,gt06,wired\n";
const INSTALLATIONS: &str = "terminal_id,vin,installed_at\n860000000000007,LSVAA4182E2123456,2026-06-01T00:00:00Z\n";
const SITES: &str = "site_no,name,kind,lat,lon,radius_m\nS1,Lot,second_pledge,31.2,121.4,150\n";
const LOANS: &str = "contract_no,borrower_no,vin,product,funded_on,principal,annual_rate_percent,instalments,first_due\n\
                     C1,B1,LSVAA4182E2123456,loan,2026-06-01,12000.00,12,12,2026-07-01\n";
const PAYMENTS: &str = "payment_no,contract_no,value_date,amount\nP1,C1,2026-07-01,1066.19\n";

async fn send(client: &Client<'_>, kind: &str, file: &str) -> Value {
    let answer = client.call(Method::POST, &format!("/imports/{kind}")).raw("text/csv", file.to_owned()).send().await;
    answer.expect(200)
}

async fn whole_book(client: &Client<'_>) {
    let files = [
        ("borrowers", BORROWERS),
        ("vehicles", VEHICLES),
        ("trackers", TRACKERS),
        ("installations", INSTALLATIONS),
        ("sites", SITES),
        ("loans", LOANS),
        ("payments", PAYMENTS),
    ];
    for (kind, file) in files {
        let job = send(client, kind, file).await;
        assert_eq!((&job["rows_ok"], &job["rows_bad"], &job["errors"]), (&json!(1), &json!(0), &json!([])), "{kind}");
    }
}

const COUNTS: &str = "select concat_ws(',', (select count(*) from borrower), (select count(*) from vehicle),
    (select count(*) from tracker), (select count(*) from installation), (select count(*) from site),
    (select count(*) from loan), (select count(*) from payment)) where $1 <> ''";

#[tokio::test]
async fn a_book_is_imported_and_again_changes_nothing() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    whole_book(&lender).await;
    let loan = lender.get("/loans").await.expect(200)["items"][0].clone();
    assert_eq!((&loan["contract_number"], &loan["dpd"]), (&json!("C1"), &json!(31)));
    whole_book(&lender).await;
    assert_eq!(app.one::<String>(COUNTS, "x").await, "1,1,1,1,1,1,1");
    assert_eq!(lender.get("/loans").await.expect(200)["items"][0]["dpd"], 31);
    send(&lender, "vehicles", "vin,class\nLSVAA4182E2123456,van\n").await;
    send(&lender, "vehicles", VEHICLES).await;
    let vehicle = lender.get("/vehicles").await.expect(200)["items"][0].clone();
    assert_eq!((&vehicle["class"], &vehicle["make"]), (&json!("van"), &json!("VW")), "a file without it keeps it");
    let jobs = lender.get("/imports").await.expect(200);
    assert_eq!(jobs["items"].as_array().map(Vec::len), Some(17), "sixteen files, and the lender itself");
    let newest = jobs["items"][0].clone();
    let path = format!("/imports/{}", newest["id"].as_str().expect("an id"));
    assert_eq!(lender.get(&path).await.expect(200), newest);
}

#[tokio::test]
async fn what_a_borrower_declared_reaches_the_detectors_and_can_be_taken_back() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    whole_book(&lender).await;
    let declared = async || {
        let (_, assets) = app.state.store.load_fleet(engine_now()).await.expect("a fleet");
        let profile = assets.vehicles.values().next().expect("one vehicle").clone();
        profile.declared.iter().map(|d| (d.kind, d.point.lat_e7, d.point.lon_e7)).collect::<Vec<_>>()
    };
    assert_eq!(declared().await, []);
    let file = "borrower_no,name,home_lat,home_lon,work_lat,work_lon\nB1,王小明,31.2,121.4,31.3,121.5\n";
    send(&lender, "borrowers", file).await;
    let home = (DeclaredKind::Home, 312_000_000, 1_214_000_000);
    assert_eq!(declared().await, [home, (DeclaredKind::Work, 313_000_000, 1_215_000_000)]);
    send(&lender, "borrowers", "borrower_no,name,home_lat,home_lon\nB1,王小明,31.2,121.4\n").await;
    assert_eq!(declared().await, [home], "work is not stated any more");
    sqlx::query("update loan set status = 'settled'").execute(&app.owner).await.expect("settled");
    assert_eq!(declared().await, [], "whoever owes nothing is no longer watched by it");
}

#[tokio::test]
async fn a_dry_run_reports_and_stores_nothing() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let file = format!("{VEHICLES}BAD,x,y\n");
    let job = send(&lender, "vehicles?dry_run=true", &file).await;
    assert_eq!((&job["rows_ok"], &job["rows_bad"], &job["dry_run"]), (&json!(1), &json!(1), &json!(true)));
    assert_eq!(app.one::<String>(COUNTS, "x").await, "0,0,0,0,0,0,0");
}

#[tokio::test]
async fn each_bad_cell_is_named_and_good_rows_go_on() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    whole_book(&lender).await;
    // kind, file, row, field, problem
    let cases: &[(&str, &str, u32, &str, &str)] = &[
        ("vehicles", "plate\nx\n", 1, "vin", "missing_column"),
        ("vehicles", "vin,VIN\nx,y\n", 1, "vin", "duplicate_column"),
        ("vehicles", "vin\nLSVAA4182E212345\n", 2, "vin", "bad_length"),
        ("vehicles", "vin\nLSVAA4182E212345O\n", 2, "vin", "bad_characters"),
        ("vehicles", "vin,plate\nLSVAA4182E2123456\n", 2, "row", "wrong_column_count"),
        ("vehicles", "vin\nLSVAA4182E2123451\nLSVAA4182E2123451\n", 3, "vin", "duplicate"),
        ("trackers", "terminal_id,protocol,role\n1234567,gt99,wired\n", 2, "protocol", "unknown_value"),
        (
            "installations",
            "terminal_id,vin,installed_at\n860000000000007,LSVAA4182E2123450,2026-08-01\n",
            2,
            "vin",
            "unknown_vin",
        ),
        (
            "installations",
            "terminal_id,vin,installed_at\n999,LSVAA4182E2123456,2026-08-01\n",
            2,
            "terminal_id",
            "unknown_tracker",
        ),
        (
            "installations",
            "terminal_id,vin,installed_at\n860000000000007,LSVAA4182E2123456,2026-08-01T00:00:00Z\n",
            2,
            "installed_at",
            "installation_overlap",
        ),
        (
            "installations",
            "terminal_id,vin,installed_at\n860000000000007,LSVAA4182E2123456,soon\n",
            2,
            "installed_at",
            "bad_date",
        ),
        ("sites", "site_no,name,kind,lat,lon,radius_m\nS2,Lot,yard,91,0,50\n", 2, "lat", "out_of_range"),
        ("sites", "site_no,name,kind,lat,lon,radius_m\nS2,Lot,castle,1,0,50\n", 2, "kind", "unknown_value"),
        (
            "loans",
            "contract_no,borrower_no,vin,product,funded_on\nC2,B9,LSVAA4182E2123456,loan,2026-06-01\n",
            2,
            "borrower_no",
            "unknown_borrower",
        ),
        (
            "payments",
            "payment_no,contract_no,value_date,amount\nP2,C9,2026-08-01,5\n",
            2,
            "contract_no",
            "unknown_contract",
        ),
        ("payments", "payment_no,contract_no,value_date,amount\nP2,C1,2026-08-01,-5\n", 2, "amount", "bad_money"),
        (
            "payments",
            "payment_no,contract_no,value_date,amount\nP1,C1,2026-08-01,5\n",
            2,
            "payment_no",
            "duplicate_payment",
        ),
        (
            "payments",
            "payment_no,contract_no,value_date,amount,reverses\nP2,C1,2026-08-01,5,P7\n",
            2,
            "reverses",
            "unknown_payment",
        ),
        (
            "payments",
            "payment_no,contract_no,value_date,amount,reverses\nP2,C1,2026-08-01,9999,P1\n",
            2,
            "reverses",
            "impossible_payment",
        ),
        (
            "payments",
            "payment_no,contract_no,value_date,amount,currency\nP2,C1,2026-08-01,5,USD\n",
            2,
            "currency",
            "wrong_currency",
        ),
        ("borrowers", "borrower_no,name\nB2,\n", 2, "name", "missing_value"),
    ];
    for (kind, file, row, field, problem) in cases {
        let job = send(&lender, kind, file).await;
        let errors = job["errors"].as_array().expect("a list");
        let found = errors.iter().find(|e| e["row"] == *row && e["field"] == *field && e["problem"] == *problem);
        assert!(found.is_some(), "{kind} {problem}: {job}");
        assert!(found.and_then(|e| e["fix"].as_str()).is_some_and(|f| !f.is_empty()), "{problem}");
        assert!(job["rows_bad"].as_i64().is_some_and(|n| n >= 1));
    }
    let mixed = "payment_no,contract_no,value_date,amount\nP3,C1,2026-08-01,5\nP4,C9,2026-08-01,5\nP1,C1,2026-08-01,5\nP5,C1,2026-08-01,5\n";
    let job = send(&lender, "payments", mixed).await;
    assert_eq!((&job["rows_ok"], &job["rows_bad"]), (&json!(2), &json!(2)));
    let stored: i64 = sqlx::query_scalar("select count(*) from payment").fetch_one(&app.owner).await.expect("a count");
    assert_eq!(stored, 3, "P1, P3 and P5");
}

#[tokio::test]
async fn files_that_are_none_are_refused() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let post = async |path: &str, body: Body| lender.call(Method::POST, path).raw("text/csv", body).send().await;
    post("/imports/horses", Body::from("a\n")).await.problem(404, "not_found");
    post("/imports/vehicles", Body::empty()).await.problem(422, "empty_file");
    let endless = format!("vin\n\"{}", "x\n".repeat(400_000));
    post("/imports/vehicles", Body::from(endless)).await.problem(422, "unreadable_file");
    let latin = send_bytes(&lender, b"vin,plate\nLSVAA4182E2123456,\xbb\xa6A\n").await;
    assert_eq!((&latin["errors"][0]["row"], &latin["errors"][0]["problem"]), (&json!(2), &json!("bad_characters")));
}

async fn send_bytes(client: &Client<'_>, file: &'static [u8]) -> Value {
    client.call(Method::POST, "/imports/vehicles").raw("text/csv", Body::from(file)).send().await.expect(200)
}

#[tokio::test]
async fn a_body_that_breaks_off_stores_nothing() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let chunks = vec![Ok(Bytes::from_static(VEHICLES.as_bytes())), Err(std::io::Error::other("cable cut"))];
    let body = Body::from_stream(futures_util::stream::iter(chunks));
    let answer = lender.call(Method::POST, "/imports/vehicles").raw("text/csv", body).send().await;
    answer.problem(422, "unreadable_file");
    assert_eq!(app.one::<String>(COUNTS, "x").await, "0,0,0,0,0,0,0");
}

#[tokio::test]
async fn a_long_file_comes_in_batches() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let rows = (0..1800).map(|n| format!("B{n},Name {n}\n"));
    let file: String = std::iter::once("borrower_no,name\n".to_owned()).chain(rows).collect();
    let chunks: Vec<_> =
        file.as_bytes().chunks(777).map(|c| Ok::<_, std::io::Error>(Bytes::copy_from_slice(c))).collect();
    let body = Body::from_stream(futures_util::stream::iter(chunks));
    let job = lender.call(Method::POST, "/imports/borrowers").raw("text/csv", body).send().await.expect(200);
    assert_eq!((&job["rows_ok"], &job["rows_bad"]), (&json!(1800), &json!(0)));
}

#[tokio::test]
async fn a_key_imports_only_what_it_may_write() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let body = json!({"name": "x", "scopes": ["imports:write", "vehicles:write"]});
    let made = lender.post("/api-keys", &body).await.expect(201);
    let key = app.key(made["key"].as_str().expect("the key"));
    send(&key, "vehicles", VEHICLES).await;
    let refused = key.call(Method::POST, "/imports/borrowers").raw("text/csv", BORROWERS).send().await;
    refused.problem(403, "forbidden");
}
