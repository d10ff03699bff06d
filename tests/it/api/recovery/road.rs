//! One case from authorisation to settlement.

use super::{Crew, Scene, TestApp, jpeg, text};
use crate::support::app::{Client, engine_now};
use axum::http::Method;
use lienwatch_protocols::DeviceId;
use serde_json::{Value, json};

impl Scene<'_> {
    /// A paper of a case, uploaded by the lender.
    pub async fn paper(&self, case: &str) -> String {
        let path = format!("/cases/{case}/evidence?kind=document");
        text(&self.officer.call(Method::POST, &path).raw("image/jpeg", jpeg()).send().await.expect(201)["id"])
    }

    /// The report of an order, acknowledged.
    pub async fn reported(&self, order: &str, crew: &Crew<'_>) {
        let mut photos = vec![];
        for _ in 0..4 {
            photos.push(crew.photo(order).await);
        }
        let report = json!({"summary": "taken without trouble", "evidence": photos, "odometer_km": 41_000,
            "vin_matches": true, "keys": 1, "km": 12});
        crew.client.post(&format!("/work/orders/{order}/complete"), &report).await.expect(200);
        self.officer.post(&format!("/orders/{order}/acknowledge"), &json!({})).await.expect(200);
    }

    /// A yard that may take cars.
    pub async fn yard(&self) -> String {
        let yard = json!({"name": "North yard", "lat": 31.3, "lon": 121.5, "address": "1 Dock Road", "bays": 2,
            "opening_hours": "8 to 18", "rates": {"per_day": [["car", {"minor": 4000, "currency": "CNY"}]]}});
        let id = text(&self.supervisor.post("/yards", &yard).await.expect(201)["id"]);
        self.second.post(&format!("/yards/{id}/approve"), &json!({})).await.expect(200);
        id
    }

    pub async fn pass(&self, case: &str, from: Value, to: Value) {
        let proof = self.paper(case).await;
        let body =
            json!({"from": from, "to": to, "lat": 31.3, "lon": 121.5, "odometer_km": 41_020, "evidence": [proof]});
        self.officer.post(&format!("/cases/{case}/hand-overs"), &body).await.expect(201);
    }

    /// A buyer who may buy.
    /// The pipeline has the case at this stage, and counts it there alone.
    pub async fn at_stage(&self, case: &str, stage: &str) {
        let counted = self.finance.get("/disposal/summary").await.expect(200)["stages"].clone();
        let rows = counted.as_array().expect("stages");
        assert_eq!(rows.len(), 1, "{counted}");
        assert_eq!((&rows[0]["stage"], &rows[0]["cases"]), (&json!(stage), &json!(1)));
        let listed = self.finance.get(&format!("/disposal/cases?stage={stage}")).await.expect(200)["items"].clone();
        assert_eq!((&listed[0]["case_id"], &listed[0]["stage"]), (&json!(case), &json!(stage)));
        assert_eq!(rows[0]["outstanding_minor"], listed[0]["outstanding_minor"]);
    }

    pub async fn buyer(&self) -> String {
        let buyer = text(&self.finance.post("/buyers", &json!({"kind": "dealer"})).await.expect(201)["id"]);
        let act = format!("/buyers/{buyer}/actions");
        for kind in ["identity", "sanctions", "bank_account", "dealer_licence"] {
            let check = json!({"kind": kind, "passed": true, "on": "2026-08-30"});
            self.finance.post(&act, &json!({"action": "record_check", "check": check})).await.expect(200);
        }
        self.supervisor.post(&act, &json!({"action": "verify"})).await.expect(200);
        buyer
    }
}

#[tokio::test]
async fn a_case_goes_from_authorisation_to_its_settlement_statement() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    assert_eq!(scene.case(&case).await["state"], "in_recovery");
    scene.hooked(&order, &crew).await;
    assert_eq!(scene.case(&case).await["state"], "secured");
    scene.reported(&order, &crew).await;

    let yard = scene.yard().await;
    let agent = json!({"custodian": "agent", "vendor": crew.vendor, "agent": crew.agents[0]});
    scene.pass(&case, agent, json!({"custodian": "yard", "yard": yard})).await;
    assert_eq!(scene.case(&case).await["state"], "in_custody");
    let occupied = scene.supervisor.get(&format!("/yards/{yard}")).await.expect(200)["occupied"].clone();
    assert_eq!(occupied, 1);

    let why = json!({"reason": "periods have elapsed"});
    scene.step(&scene.officer, &case, "clear-for-disposal", &why).await.problem(409, "refused_property_handled");
    for record in [
        json!({"kind": "property_inventory", "items": ["umbrella"]}),
        json!({"kind": "property_handled", "note": "given back to the borrower"}),
        json!({"kind": "title_check", "clear": true, "note": "register of the vehicle office"}),
    ] {
        scene.officer.post(&format!("/cases/{case}/records"), &record).await.expect(201);
    }
    scene.step(&scene.officer, &case, "clear-for-disposal", &why).await.expect(200);
    scene.at_stage(&case, "valuation").await;

    // What a screen shows as possible is what the machine allows.
    let now = scene.case(&case).await;
    let sell =
        now["actions"].as_array().expect("actions").iter().find(|a| a["action"] == "sell").cloned().expect("sell");
    assert_eq!(sell["refusal"]["rule"], "appraisal_fresh");

    let cny = |minor: i64| json!({"minor": minor, "currency": "CNY"});
    let appraisal = uuid::Uuid::now_v7();
    let worth = json!({"id": appraisal, "source": "independent", "by": "Shanghai Appraisals", "value": cny(260_000),
        "at": "2026-08-31T00:00:00Z"});
    scene.finance.post(&format!("/cases/{case}/appraisals"), &worth).await.expect(201);
    scene.at_stage(&case, "notice").await;
    let terms = json!({"channel": "fixed_price", "price": cny(250_000), "opens_at": "2026-09-01T04:00:00Z",
        "closes_at": "2026-09-10T04:00:00Z", "pay_hours": 48});
    let lot = scene.finance.post(&format!("/cases/{case}/lots"), &terms).await.expect(201);
    let lot = text(&lot["id"]);
    let act = format!("/lots/{lot}/actions");
    let list = json!({"action": "list", "appraisal": appraisal});
    scene.finance.post(&act, &list).await.problem(409, "refused_CN-15");
    scene.agreed_to_sell(&case).await;
    scene.finance.post(&act, &list).await.expect(200);
    scene.finance.post(&act, &json!({"action": "tick"})).await.expect(200);
    scene.at_stage(&case, "listed").await;
    let found = async |query: &str| {
        let answer = scene.finance.get(&format!("/disposal/cases?{query}")).await.expect(200);
        answer["items"].as_array().expect("a list").len()
    };
    let contract = text(&scene.case(&case).await["contract_number"]);
    assert_eq!((found(&format!("q={contract}")).await, found("q=no-such").await, found("stage=sold").await), (1, 0, 0));
    let auditor = app.person(&scene.book.client, "aud", "auditor").await;
    let plate = text(&scene.officer.get("/disposal/cases").await.expect(200)["items"][0]["plate"]);
    assert_eq!(auditor.get(&format!("/disposal/cases?q={plate}")).await.expect(200)["items"], json!([]));
    // The counts go by the same search, and tell no more of a plate than the list does.
    let counted = async |who: &Client<'_>, q: &str| {
        let answer = who.get(&format!("/disposal/summary?q={q}")).await.expect(200);
        answer["stages"].as_array().expect("stages").iter().map(|stage| stage["cases"].as_i64()).collect::<Vec<_>>()
    };
    assert_eq!(counted(&scene.officer, &plate).await, [Some(1)]);
    assert_eq!(counted(&scene.finance, "no-such").await, []);
    assert_eq!(counted(&auditor, &plate).await, []);
    let short = scene.finance.get("/disposal/summary?q=x").await.problem(422, "bad_search");
    assert_eq!(short["field"], "q");
    let masked = auditor.get(&format!("/disposal/cases?q={contract}")).await;
    assert!(masked.text.contains(&contract) && !masked.text.contains(&plate), "{}", masked.text);
    let wrong = scene.finance.get("/disposal/cases?stage=sale").await.problem(422, "unknown_name");
    assert_eq!(wrong["field"], "stage");
    let buyer = scene.buyer().await;
    let buy = json!({"action": "buy", "bid": uuid::Uuid::now_v7(), "buyer": buyer});
    scene.finance.post(&act, &buy).await.expect(200);
    assert_eq!(scene.case(&case).await["state"], "sold");
    scene.at_stage(&case, "sold").await;
    let payment = json!({"action": "record_payment", "payment": uuid::Uuid::now_v7(), "amount": cny(250_000)});
    let paid = scene.finance.post(&act, &payment).await.expect(200);
    assert_eq!(paid["state"], "paid");
    scene.finance.post(&act, &payment).await.expect(200);
    let fitted = format!("/installations?vehicle_id={}", scene.book.vehicle);
    let running = async || {
        let all = scene.officer.get(&fitted).await.expect(200)["items"].clone();
        all.as_array().expect("a list").iter().filter(|i| i["removed_at"].is_null()).count()
    };
    assert!(running().await > 0);
    scene.pass(&case, json!({"custodian": "yard", "yard": yard}), json!({"custodian": "buyer", "buyer": buyer})).await;
    assert_eq!(running().await, 0, "where a buyer drives is no business of the lender's");
    let (registry, assets) = app.state.store.load_fleet(engine_now()).await.expect("the fleet");
    let gone: Vec<String> = sqlx::query_scalar("select device_id from tracker where stock = 'retired'")
        .fetch_all(&app.owner)
        .await
        .expect("trackers");
    let gone = gone.iter().map(|id| DeviceId::new(id).expect("an id"));
    assert!(gone.clone().count() > 0);
    assert!(gone.map(|id| registry.find(&id)).all(|found| found.is_none()), "they are strangers now");
    let ends = assets.bindings.values().flatten().map(|b| b.until).collect::<Vec<_>>();
    assert!(!ends.is_empty() && ends.iter().all(Option::is_some), "detection knows since when: {ends:?}");
    let lot = scene.finance.get(&format!("/lots/{lot}")).await.expect(200);
    assert_eq!(lot["state"], "delivered");
    scene.at_stage(&case, "funds").await;

    let receipt = scene.paper(&case).await;
    let cost = json!({"kind": "legal", "amount_minor": 10_000, "document": receipt});
    scene.finance.post(&format!("/cases/{case}/costs"), &cost).await.expect(201);
    scene.step(&scene.finance, &case, "settle", &json!({})).await.problem(409, "refused_ledger_balanced");
    assert_eq!(scene.finance.get(&format!("/cases/{case}/statement")).await.status, 204, "none was computed yet");
    let made = scene.finance.post(&format!("/cases/{case}/statement"), &json!({})).await.expect(201);
    // 2 500.00 less retaking 120.00, one day in the yard 40.00 and legal costs 100.00, against a debt of 3 027.00.
    let statement = &made["statement"];
    assert_eq!(statement["facts"]["waterfall"]["proceeds"], cny(250_000));
    assert!(statement["lines"].as_array().is_some_and(|lines| lines.len() > 5), "{statement}");
    let again = scene.finance.post(&format!("/cases/{case}/statement"), &json!({})).await;
    again.problem(409, "refused_statement_unchanged");
    for language in ["en", "zh"] {
        let path = format!("/cases/{case}/statement/document?language={language}");
        let document = scene.finance.call(Method::GET, &path).open().await;
        assert_eq!(
            (document.status().as_u16(), &document.headers()["content-type"]),
            (200, &"application/pdf".parse().expect("a type"))
        );
        assert_eq!(document.headers()["lienwatch-missing-characters"], "0");
        let letter =
            scene.officer.call(Method::GET, &format!("/orders/{order}/letter?language={language}")).open().await;
        let bytes = axum::body::to_bytes(letter.into_body(), 1 << 20).await.expect("a whole body");
        assert!(bytes.starts_with(b"%PDF"), "a letter in {language}");
    }
    scene.step(&scene.finance, &case, "settle", &json!({})).await.expect(200);
    scene.at_stage(&case, "settled").await;
    let books = scene.finance.get(&format!("/cases/{case}/ledger")).await.expect(200);
    let account = |name: &str| {
        let rows = books["trial_balance"]["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["account"] == name).cloned().unwrap_or_default();
        row["debit"]["minor"].as_i64().unwrap_or(0) - row["credit"]["minor"].as_i64().unwrap_or(0)
    };
    let offered = &scene.case(&case).await["actions"];
    let close = offered.as_array().expect("actions").iter().find(|a| a["action"] == "close").cloned().expect("close");
    assert_eq!(close["refusal"], json!(null), "the buyer has the car");
    assert_eq!(account("proceeds"), 0, "all of the price is distributed");
    assert_eq!(account("deficiency_receivable"), 302_700 - (250_000 - 12_000 - 4_000 - 10_000));
    assert_eq!(account("vendor_payable"), -12_000, "the contractor is not paid yet");
    assert!(["cost:retake", "cost:storage", "cost:legal"].iter().all(|cost| account(cost) == 0));
    let trial = scene.finance.get("/ledger/trial-balance").await.expect(200);
    assert_eq!(trial["balanced"], true);

    let kept = scene.finance.get(&format!("/cases/{case}/decisions?limit=200")).await.expect(200);
    let steps: Vec<(&str, &str)> = kept["items"]
        .as_array()
        .expect("decisions")
        .iter()
        .map(|d| (d["step"].as_str().unwrap_or_default(), d["outcome"].as_str().unwrap_or_default()))
        .collect();
    let done = [
        "request_authorisation",
        "approve",
        "offer",
        "accept",
        "on_hook",
        "clear_for_disposal",
        "list",
        "sell",
        "settle",
    ];
    assert!(done.iter().all(|step| steps.contains(&(step, "allow"))), "{steps:?}");
    assert!(steps.contains(&("list", "deny")), "{steps:?}");

    let close = json!({"close_reason": "recovered", "reason": "done"});
    let closed = scene.step(&scene.officer, &case, "close", &close).await.expect(200);
    assert_eq!(closed["state"], "closed");

    // What all of it comes to, by the exact definitions of the sheet, and the lender's own limits.
    let levels = json!({"policy": {"service_levels": {"accept_within_h": 1, "arrive_within_days": 1}}});
    scene.book.client.patch(&format!("/lenders/{}", scene.book.lender_id), &levels).await.expect(200);
    let sheet = scene.finance.get("/reports/kpis?from=2026-08-01T00:00:00Z&to=2026-10-01T00:00:00Z").await.expect(200);
    let kpi = |name: &str| {
        let all = sheet["groups"][0]["kpis"].as_array().expect("figures");
        all.iter().find(|k| k["kpi"] == name).cloned().expect("a figure")
    };
    for (name, value, numerator, denominator) in [
        ("recovery_rate_units", 10_000, 1, 1),
        ("recovery_rate_amount", 7400, 224_000, 302_700),
        ("cost_per_recovery", 26_000, 26_000, 1),
        ("sale_to_appraisal", 9615, 250_000, 260_000),
        ("loss_given_default", 2600, 78_700, 302_700),
        ("sla_accept", 10_000, 1, 1),
        ("sla_arrive", 10_000, 1, 1),
        ("sla_term", 10_000, 1, 1),
    ] {
        let found = kpi(name);
        let (of, over) = (&found["numerator"], &found["denominator"]);
        assert_eq!((&found["value"], of, over), (&json!(value), &json!(numerator), &json!(denominator)), "{found}");
    }
    assert_eq!(kpi("storage_days")["value"], json!(1.0));
    assert_eq!(kpi("days_to_sale")["p90"], json!(0.0), "the clock stands still");
    assert!(kpi("alert_precision")["missing"].is_string(), "nothing is decided, so there is no number");
    assert_eq!(sheet["definitions"].as_array().map(Vec::len), Some(17));
    for (by, group, name) in [
        ("vendor", json!(crew.vendor), json!("Hook")),
        ("bucket", json!("m3"), json!(null)),
        ("month", json!("2026-09"), json!(null)),
    ] {
        let path = format!("/reports/kpis?from=2026-08-01T00:00:00Z&to=2026-10-01T00:00:00Z&by={by}");
        let split = scene.finance.get(&path).await.expect(200);
        assert_eq!((&split["groups"][0]["group"], &split["groups"][0]["name"]), (&group, &name), "{by}");
        assert_eq!(split["groups"].as_array().map(Vec::len), Some(1), "{by}: {split}");
    }
    // The list behind a figure is what the figure counts.
    for (path, found) in [
        ("/orders?written_from=2026-08-01T00:00:00Z&written_to=2026-10-01T00:00:00Z", 1),
        ("/orders?written_to=2026-08-01T00:00:00Z", 0),
        ("/orders?written_from=2026-10-01T00:00:00Z", 0),
    ] {
        let list = scene.officer.get(path).await.expect(200);
        assert_eq!(list["items"].as_array().map(Vec::len), Some(found), "{path}");
    }
    scene
        .finance
        .get("/reports/kpis?from=2026-08-01T00:00:00Z&to=2027-10-01T00:00:00Z")
        .await
        .problem(422, "period_out_of_range");
}
