//! A case of a lender in the United States, and one of a lender in Taiwan, from the taking to the money, with the notices
//! that the law there asks for; and what is refused where one is missing. Money is in the currency of the test's book.

use super::notices::fields;
use super::{Crew, Scene, TestApp, text};
use crate::api::money::{account, balanced, cny, deadlines};
use serde_json::{Value, json};

impl Scene<'_> {
    async fn record(&self, case: &str, record: Value) {
        self.officer.post(&format!("/cases/{case}/records"), &record).await.expect(201);
    }

    /// The car of a finished order in a yard, with what was in it handled and its title checked.
    async fn in_the_yard(&self, case: &str, order: &str, crew: &Crew<'_>) -> String {
        self.reported(order, crew).await;
        let yard = self.yard().await;
        let agent = json!({"custodian": "agent", "vendor": crew.vendor, "agent": crew.agents[0]});
        self.pass(case, agent, json!({"custodian": "yard", "yard": yard})).await;
        for record in [
            json!({"kind": "property_inventory", "items": []}),
            json!({"kind": "property_handled", "note": "there was nothing in it"}),
            json!({"kind": "title_check", "clear": true, "note": "register of liens"}),
        ] {
            self.record(case, record).await;
        }
        yard
    }

    async fn clears(&self, case: &str) -> crate::support::app::Answer {
        self.step(&self.officer, case, "clear-for-disposal", &json!({"reason": "periods have elapsed"})).await
    }

    async fn appraised(&self, case: &str) -> String {
        let appraisal = uuid::Uuid::now_v7().to_string();
        let worth = json!({"id": appraisal, "source": "independent", "by": "Appraisals & Co.", "value": cny(260_000),
            "at": "2026-08-31T00:00:00Z"});
        self.finance.post(&format!("/cases/{case}/appraisals"), &worth).await.expect(201);
        appraisal
    }

    pub async fn drafted(&self, case: &str, terms: &Value) -> String {
        let lot = self.finance.post(&format!("/cases/{case}/lots"), terms).await.expect(201);
        format!("/lots/{}/actions", text(&lot["id"]))
    }

    /// The price is paid, the buyer has the car, and the proceeds are distributed.
    async fn settles(&self, case: &str, lot: &str, price: i64, yard: &str, buyer: &str) -> Value {
        let payment = json!({"action": "record_payment", "payment": uuid::Uuid::now_v7(), "amount": cny(price)});
        self.finance.post(lot, &payment).await.expect(200);
        self.pass(case, json!({"custodian": "yard", "yard": yard}), json!({"custodian": "buyer", "buyer": buyer}))
            .await;
        let made = self.finance.post(&format!("/cases/{case}/statement"), &json!({})).await.expect(201);
        self.step(&self.finance, case, "settle", &json!({})).await.expect(200);
        assert_eq!(self.case(case).await["state"], "settled");
        made["statement"].clone()
    }
}

/// What the notices of both places say.
pub(super) fn told() -> Value {
    let mut all = fields();
    for (field, words) in [
        ("agency_name", "Hook"),
        ("recording_kept", "six months"),
        ("take_after", "2026-09-01"),
        ("sale_method", "at a price, or by auction"),
        ("sale_time", "after 1 September 2026, 1 Dock Road"),
        ("redemption_phone", "+1 555 0100"),
        ("cut_after", "2026-09-05"),
        ("emergency_restart", "48 hours, call +1 555 0101"),
        ("account", "the price, less costs, less the debt"),
    ] {
        all[field] = json!(words);
    }
    all
}

#[tokio::test]
async fn a_car_of_a_lender_in_the_united_states_is_sold_after_its_notice_and_the_deficiency_explained() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    scene.under(json!({"jurisdiction": "US", "time_zone": "America/New_York"})).await;
    let home = json!({"consumer": true, "deposit_minor": 0,
        "debtor": {"jurisdiction": "us", "region": "US-NY", "zone": "America/New_York"}});
    scene.officer.put(&format!("/loans/{}/compliance", scene.book.loan), &home).await.expect(200);
    let case = scene.reviewed().await;
    for record in [
        json!({"kind": "military_check", "on": "2026-09-01", "active": false, "contract_before_service": false, "note": "17"}),
        json!({"kind": "bankruptcy_search", "stay": false, "note": "no filing found"}),
    ] {
        scene.record(&case, record).await;
    }
    let ask = json!({"basis": "self_help_no_breach", "reason": "it stands in the street"});
    scene.step(&scene.officer, &case, "request-authorisation", &ask).await.expect(200);
    scene.step(&scene.supervisor, &case, "approve", &json!({"reason": "all papers are there"})).await.expect(200);
    scene.lawful(&case).await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    scene.hooked(&order, &crew).await;
    let yard = scene.in_the_yard(&case, &order, &crew).await;

    // UCC 9-611, 9-612: ten days between the notice and the sale.
    let refused = scene.clears(&case).await.problem(409, "refused_US-06");
    assert!(text(&refused["detail"]).contains("no sale notice was served"), "{refused}");
    let notice = scene.served(&case, "sale", &told(), "registered_post").await;
    scene.clears(&case).await.problem(409, "refused_US-06");
    scene.aged(&notice, "2026-08-20").await;
    scene.clears(&case).await.expect(200);
    let appraisal = scene.appraised(&case).await;
    let terms = json!({"channel": "fixed_price", "price": cny(250_000), "opens_at": "2026-09-01T04:00:00Z",
        "closes_at": "2026-09-10T04:00:00Z", "pay_hours": 48});
    let lot = scene.drafted(&case, &terms).await;
    let list = json!({"action": "list", "appraisal": appraisal});
    let refused = scene.finance.post(&lot, &list).await.problem(409, "refused_US-08");
    assert_eq!(refused["fix"], "put on file: advertising");
    let advert = json!({"proof": "advertisement", "evidence": scene.paper(&case).await, "place": "Daily News, page 4"});
    scene.finance.post(&lot, &json!({"action": "record_proof", "proof": advert})).await.expect(200);
    scene.finance.post(&lot, &list).await.expect(200);
    // Of another lot it proves nothing; what is recorded for the case does.
    scene.finance.post(&lot, &json!({"action": "withdraw", "reason": "advertised anew"})).await.expect(200);
    let lot = scene.drafted(&case, &terms).await;
    scene.finance.post(&lot, &list).await.problem(409, "refused_US-08");
    scene.record(&case, json!({"kind": "sale_evidence", "of": ["advertising"], "note": "advertisement 12"})).await;
    scene.finance.post(&lot, &list).await.expect(200);
    scene.finance.post(&lot, &json!({"action": "tick"})).await.expect(200);
    let buyer = scene.buyer().await;
    let buy = json!({"action": "buy", "bid": uuid::Uuid::now_v7(), "buyer": buyer});
    scene.finance.post(&lot, &buy).await.expect(200);

    let demand = format!("/cases/{case}/deficiency-demands");
    let asked = json!({"note": "letter of today"});
    scene.finance.post(&demand, &asked).await.problem(409, "refused_settled");
    let statement = scene.settles(&case, &lot, 250_000, &yard, &buyer).await;
    assert_eq!(statement["facts"]["waterfall"]["profile"], "us");
    let owed = 302_700 - (250_000 - 12_000 - 4_000);
    assert_eq!(account(&scene.finance, &case, "deficiency_receivable").await, owed);

    // UCC 9-616: explained with or before the first demand.
    let refused = scene.finance.post(&demand, &asked).await.problem(409, "refused_US-11");
    assert!(text(&refused["fix"]).contains("explanation"), "{refused}");
    scene.served(&case, "explanation", &told(), "registered_post").await;
    let too_much = json!({"amount_minor": owed + 1, "note": "letter of today"});
    scene.finance.post(&demand, &too_much).await.problem(409, "refused_owes_that_much");
    scene.officer.post(&demand, &asked).await.problem(403, "forbidden");
    let made = scene.finance.post(&demand, &asked).await.expect(201);
    assert_eq!((&made["kind"], &made["detail"]["amount"]), (&json!("deficiency_demand"), &cny(owed)));
    let surplus = format!("/cases/{case}/surplus-payment");
    scene.finance.post(&surplus, &json!({})).await.problem(409, "refused_surplus_left");
    let steps = scene.decisions(&case).await;
    let of = |wanted: &str| -> Vec<&str> {
        steps.iter().filter(|(step, ..)| step == wanted).map(|(_, outcome, _)| outcome.as_str()).collect()
    };
    assert_eq!(of("demand_deficiency"), ["deny", "allow"]);
    assert_eq!(of("statement"), ["allow", "allow"], "retaking and storage, each by itself");
    balanced(&scene.finance).await;
}

#[tokio::test]
async fn a_car_of_a_lender_in_taiwan_is_taken_and_auctioned_after_its_notices_and_the_surplus_goes_back() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    scene.under(json!({"jurisdiction": "TW", "time_zone": "Asia/Taipei"})).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    scene.served(&case, "outsourcing", &told(), "post").await;
    let order = scene.at_the_car(&case, &crew).await;
    crew.attests(&order).await;

    // 動產擔保交易法 18: three days between the notice and the taking.
    let refused = crew.hooks(&order).await.problem(409, "refused_TW-06");
    assert!(text(&refused["detail"]).contains("no repossession notice was served"), "{refused}");
    let notice = scene.served(&case, "repossession", &told(), "registered_post").await;
    crew.hooks(&order).await.problem(409, "refused_TW-06");
    scene.aged(&notice, "2026-08-28").await;
    crew.hooks(&order).await.expect(200);
    let yard = scene.in_the_yard(&case, &order, &crew).await;

    // 19: the debtor is told ten days before the sale, the public five.
    scene.clears(&case).await.problem(409, "refused_TW-07");
    let notice = scene.served(&case, "sale", &told(), "registered_post").await;
    scene.aged(&notice, "2026-08-20").await;
    let refused = scene.clears(&case).await.problem(409, "refused_TW-07");
    assert!(text(&refused["detail"]).contains("no public sale notice was served"), "{refused}");
    let notice = scene.served(&case, "public_sale", &told(), "publication").await;
    scene.aged(&notice, "2026-08-25").await;
    scene.clears(&case).await.expect(200);
    let appraisal = scene.appraised(&case).await;
    let window = |mut terms: Value| {
        for (field, value) in [("opens_at", "2026-09-01T04:00:00Z"), ("closes_at", "2026-09-01T04:05:00Z")] {
            terms[field] = json!(value);
        }
        terms["pay_hours"] = json!(48);
        terms
    };
    let list = json!({"action": "list", "appraisal": appraisal});
    let at_a_price = scene.drafted(&case, &window(json!({"channel": "fixed_price", "price": cny(400_000)}))).await;
    scene.finance.post(&at_a_price, &list).await.problem(409, "refused_TW-07");
    let away = json!({"action": "withdraw", "reason": "an auction is asked for"});
    scene.finance.post(&at_a_price, &away).await.expect(200);
    let auction = json!({"channel": "open_auction", "start": cny(100_000), "increment": cny(1_000),
        "late": {"window_s": 600, "extend_s": 900, "most": 0}});
    let lot = scene.drafted(&case, &window(auction)).await;
    scene.finance.post(&lot, &list).await.expect(200);
    scene.finance.post(&lot, &json!({"action": "tick"})).await.expect(200);
    let buyer = scene.buyer().await;
    let bid = json!({"action": "bid", "bid": uuid::Uuid::now_v7(), "buyer": buyer, "amount": cny(400_000)});
    scene.finance.post(&lot, &bid).await.expect(200);
    deadlines(&app, "2026-09-01T05:00:00Z".parse().expect("a time")).await;
    scene.finance.post(&lot, &json!({"action": "award"})).await.expect(200);

    let surplus = format!("/cases/{case}/surplus-payment");
    scene.finance.post(&surplus, &json!({})).await.problem(409, "refused_settled");
    let statement = scene.settles(&case, &lot, 400_000, &yard, &buyer).await;
    assert_eq!(statement["facts"]["waterfall"]["profile"], "tw");
    let left = 400_000 - 12_000 - 4_000 - 302_700;
    assert_eq!(account(&scene.finance, &case, "surplus_payable").await, -left);
    let demand = json!({"note": "letter of today"});
    let demands = format!("/cases/{case}/deficiency-demands");
    scene.finance.post(&demands, &demand).await.problem(409, "refused_owes_that_much");

    // 20: accounted for before it is paid.
    scene.finance.post(&surplus, &json!({})).await.problem(409, "refused_TW-09");
    scene.served(&case, "explanation", &told(), "registered_post").await;
    for _ in 0..2 {
        scene.finance.post(&surplus, &json!({})).await.expect(200);
        assert_eq!(account(&scene.finance, &case, "surplus_payable").await, 0, "paid once");
    }
    let steps = scene.decisions(&case).await;
    let paid: Vec<(&str, &Value)> = steps
        .iter()
        .filter(|(step, ..)| step == "pay_surplus")
        .map(|(_, outcome, by)| (outcome.as_str(), by))
        .collect();
    assert_eq!(paid, [("deny", &json!("TW-09")), ("allow", &Value::Null)]);
    balanced(&scene.finance).await;
}
