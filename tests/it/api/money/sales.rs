//! Cars on their way to a buyer: lots, sealed quotes, and what yards cost in the end.

use super::{Scene, Taken, TestApp, account, balanced, cny, deadlines, text};
use serde_json::{Value, json};

impl<'a> Scene<'a> {
    /// A taken car that may be sold, and the appraisal that counts.
    pub async fn cleared(&self) -> (Taken<'a>, String) {
        let taken = self.taken().await;
        let case = &taken.case;
        for record in [
            json!({"kind": "property_handled", "note": "given back to the borrower"}),
            json!({"kind": "title_check", "clear": true, "note": "register of the vehicle office"}),
        ] {
            self.officer.post(&format!("/cases/{case}/records"), &record).await.expect(201);
        }
        self.agreed_to_sell(case).await;
        let why = json!({"reason": "periods have elapsed"});
        self.step(&self.officer, case, "clear-for-disposal", &why).await.expect(200);
        let appraisal = uuid::Uuid::now_v7().to_string();
        let worth = json!({"id": appraisal, "source": "independent", "by": "Shanghai Appraisals", "value": cny(260_000),
            "at": "2026-08-31T00:00:00Z"});
        self.finance.post(&format!("/cases/{case}/appraisals"), &worth).await.expect(201);
        (taken, appraisal)
    }

    /// A lot by these terms that takes bids. Answers the path of its actions.
    pub async fn lot(&self, case: &str, appraisal: &str, terms: &Value) -> String {
        let lot = self.finance.post(&format!("/cases/{case}/lots"), terms).await.expect(201);
        let act = format!("/lots/{}/actions", text(&lot["id"]));
        self.finance.post(&act, &json!({"action": "list", "appraisal": appraisal})).await.expect(200);
        self.finance.post(&act, &json!({"action": "tick"})).await.expect(200);
        act
    }

    /// A car that is sold, paid and with its buyer.
    pub async fn sold(&self) -> Taken<'a> {
        let (taken, appraisal) = self.cleared().await;
        let terms = json!({"channel": "fixed_price", "price": cny(250_000), "opens_at": "2026-09-01T04:00:00Z",
            "closes_at": "2026-09-10T04:00:00Z", "pay_hours": 48});
        let act = self.lot(&taken.case, &appraisal, &terms).await;
        let buyer = self.buyer().await;
        let buy = json!({"action": "buy", "bid": uuid::Uuid::now_v7(), "buyer": buyer});
        self.finance.post(&act, &buy).await.expect(200);
        let payment = json!({"action": "record_payment", "payment": uuid::Uuid::now_v7(), "amount": cny(250_000)});
        self.finance.post(&act, &payment).await.expect(200);
        let yard = json!({"custodian": "yard", "yard": taken.yard});
        self.pass(&taken.case, yard, json!({"custodian": "buyer", "buyer": buyer})).await;
        taken
    }
}

/// The yard's rates were wrong: each statement corrects what it had posted, and only that.
#[tokio::test]
async fn storage_is_corrected_as_often_as_the_rates_are() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.sold().await;
    let statement = format!("/cases/{}/statement", taken.case);
    let storage = async || account(&scene.finance, &taken.case, "cost:storage").await;
    scene.finance.post(&statement, &json!({})).await.expect(201);
    assert_eq!(storage().await, 4_000);
    for (n, minor) in [5_000, 4_500, 0, 3_000].into_iter().enumerate() {
        let yard = scene.supervisor.get(&format!("/yards/{}", taken.yard)).await.expect(200);
        let body = json!({"name": "North yard", "lat": 31.3, "lon": 121.5, "address": "1 Dock Road", "bays": 2,
            "opening_hours": "8 to 18", "rates": {"per_day": [["car", cny(minor)]]}});
        let put = super::super::recovery::at(&scene.supervisor, &yard["version"]);
        put.put(&format!("/yards/{}", taken.yard), &body).await.expect(200);
        let made = scene.finance.post(&statement, &json!({})).await.expect(201);
        assert_eq!((storage().await, made["statement"]["version"].as_u64()), (minor, Some(n as u64 + 2)));
        balanced(&scene.finance).await;
    }
    scene.step(&scene.finance, &taken.case, "settle", &json!({})).await.expect(200);
    assert_eq!(storage().await, 0, "distributed");
    balanced(&scene.finance).await;
}

/// Liens and credits that were told once stay in each next version, until they are told otherwise.
#[tokio::test]
async fn what_a_statement_takes_into_account_stays_until_it_is_told_otherwise() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let taken = scene.sold().await;
    let path = format!("/cases/{}/statement", taken.case);
    let refund = json!([{"kind": "insurance_refund", "amount": cny(700)}]);
    let lien = json!([{"name": "East Garage", "amount": cny(900), "kind": {"kind": "security"}, "rank": 2,
        "registration": "undated", "demand": "made"}]);
    let asked = json!({"credits": refund, "liens": lien, "debt_order": ["principal", "interest", "penalty", "fees"]});
    let first = scene.finance.post(&path, &asked).await.expect(201);
    assert_eq!(first["asked"], asked);
    let credits = |made: &Value| -> Vec<i64> {
        let lines = made["statement"]["lines"].as_array().expect("lines").clone();
        let of_it = lines.iter().filter(|line| line["line"] == "credit");
        of_it.map(|line| line["amount"]["minor"].as_i64().expect("an amount")).collect()
    };
    assert_eq!(credits(&first), [700]);
    let yard = scene.supervisor.get(&format!("/yards/{}", taken.yard)).await.expect(200);
    let body = json!({"name": "North yard", "lat": 31.3, "lon": 121.5, "address": "1 Dock Road", "bays": 2,
        "opening_hours": "8 to 18", "rates": {"per_day": [["car", cny(5_000)]]}});
    let put = super::super::recovery::at(&scene.supervisor, &yard["version"]);
    put.put(&format!("/yards/{}", taken.yard), &body).await.expect(200);
    let second = scene.finance.post(&path, &json!({})).await.expect(201);
    assert_eq!((&second["statement"]["version"], &second["asked"]), (&json!(2), &asked));
    assert_eq!(credits(&second), [700], "the refund is not lost because storage cost more");
    let third = scene.finance.post(&path, &json!({"credits": [], "debt_order": []})).await.expect(201);
    assert_eq!((&third["asked"]["credits"], &third["asked"]["liens"]), (&json!([]), &lien));
    assert_eq!((&third["asked"]["debt_order"], credits(&third)), (&json!(null), vec![]));
    assert_eq!(scene.finance.get(&path).await.expect(200)["asked"], third["asked"]);
}

/// A yard charges and takes a car by its class.
#[tokio::test]
async fn a_yard_charges_by_the_class_of_the_vehicle() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let truck = json!({"vin": "LTRUCK00000000001", "class": "truck"});
    assert_eq!(scene.book.client.post("/vehicles", &truck).await.expect(201)["class"], "truck");
    let odd = json!({"vin": "LTRUCK00000000002", "class": "spaceship"});
    scene.book.client.post("/vehicles", &odd).await.problem(422, "unknown_name");
    let shown = scene.officer.get(&format!("/vehicles/{}", scene.book.vehicle)).await.expect(200);
    assert_eq!(shown["class"], "car", "unless it says otherwise");

    sqlx::query("update vehicle set class = 'van' where id = $1::uuid")
        .bind(&scene.book.vehicle)
        .execute(&app.owner)
        .await
        .expect("a van");
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    scene.hooked(&order, &crew).await;
    scene.reported(&order, &crew).await;
    let cars_only = scene.yard().await;
    let proof = scene.paper(&case).await;
    let agent = json!({"custodian": "agent", "vendor": crew.vendor, "agent": crew.agents[0]});
    let pass = |yard: &str| {
        json!({"from": agent, "to": {"custodian": "yard", "yard": yard}, "lat": 31.3, "lon": 121.5,
        "odometer_km": 41_020, "evidence": [proof]})
    };
    let over = format!("/cases/{case}/hand-overs");
    scene.officer.post(&over, &pass(&cars_only)).await.problem(409, "refused_yard_rate");
    let vans = json!({"name": "South yard", "lat": 31.3, "lon": 121.5, "address": "2 Dock Road", "bays": 2,
        "opening_hours": "8 to 18", "rates": {"per_day": [["car", cny(4000)], ["van", cny(6000)]]}});
    let vans = text(&scene.supervisor.post("/yards", &vans).await.expect(201)["id"]);
    scene.second.post(&format!("/yards/{vans}/approve"), &json!({})).await.expect(200);
    let custody = scene.officer.post(&over, &pass(&vans)).await.expect(201);
    assert_eq!(custody["storage"][0]["fee"], cny(6_000));
}

/// Quotes stay sealed until the close; the lender awards one, and that is what the order costs.
#[tokio::test]
async fn a_sealed_round_goes_to_the_quote_that_was_awarded() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let (hook, crane) = (scene.crew("Hook").await, scene.crew("Crane").await);
    let body = json!({"kind": "repossess", "lat": 31.2, "lon": 121.4});
    let order = text(&scene.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201)["id"]);
    let close = "2026-09-01T05:00:00Z";
    let offer = json!({"mode": "sealed", "vendors": [hook.vendor, crane.vendor], "closes_at": close});
    scene.officer.post(&format!("/orders/{order}/offer"), &offer).await.expect(200);
    let mut offers = vec![];
    for (crew, minor) in [(&hook, 11_111), (&crane, 9_876)] {
        let open = crew.client.get("/work/offers").await.expect(200);
        let id = text(&open[0]["offer"]["offer"]);
        let quote = |currency: &str| json!({"price_minor": minor, "currency": currency, "agents": crew.agents});
        let path = format!("/work/offers/{id}/quote");
        assert_eq!(crew.client.post(&path, &quote("USD")).await.problem(422, "wrong_currency")["field"], "currency");
        assert_eq!(open[0]["currency"], "CNY", "in what the loan is");
        crew.client.post(&path, &quote("CNY")).await.expect(200);
        offers.push(id);
    }
    let sealed = scene.officer.get(&format!("/orders/{order}/offers")).await.expect(200).to_string();
    assert!(!sealed.contains("11111") && !sealed.contains("9876"), "{sealed}");
    assert!(!crane.client.get("/work/offers").await.expect(200).to_string().contains("11111"));
    let award = format!("/orders/{order}/award");
    scene
        .supervisor
        .post(&award, &json!({"offer_id": offers[1], "reason": "cheapest"}))
        .await
        .problem(409, "refused_wrong_state");

    deadlines(&app, close.parse().expect("a time")).await;
    let opened = scene.officer.get(&format!("/orders/{order}/offers")).await.expect(200).to_string();
    assert!(opened.contains("11111") && opened.contains("9876"), "{opened}");
    let done = scene.supervisor.post(&award, &json!({"offer_id": offers[1], "reason": "cheapest"})).await.expect(200);
    assert_eq!(done["round"]["winner"], json!(crane.vendor));
    hook.client.get(&format!("/work/orders/{order}")).await.problem(404, "not_found");
    assert_eq!(crane.client.get(&format!("/work/orders/{order}")).await.expect(200)["state"], "accepted");
    scene.hooked(&order, &crane).await;
    scene.reported(&order, &crane).await;
    assert_eq!(account(&scene.finance, &case, "vendor_payable").await, -9_876, "the quote, not the rate card");
}
