//! What may be done with a lot, as a screen is told; and who buys.

use super::{Scene, TestApp, cny, deadlines, text};
use crate::support::app::Client;
use serde_json::{Value, json};

/// What keeps somebody from an action of a lot: the rule's id, or null.
async fn refused(client: &Client<'_>, lot: &str, action: &str) -> Value {
    let lot = client.get(lot).await.expect(200);
    let all = lot["actions"].as_array().expect("actions");
    let one = all.iter().find(|one| one["action"] == action).expect("every action is told");
    one["refusal"]["rule"].clone()
}

/// The best bid is below the reserve, its buyer does not pay, the next one does not want it: a screen is told each time
/// what is possible, and the machine does just that.
#[tokio::test]
async fn a_screen_is_told_what_may_be_done_with_a_lot() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (taken, appraisal) = scene.cleared().await;
    let terms = |opens: &str, closes: &str| {
        json!({"channel": "open_auction", "start": cny(100_000), "increment": cny(1_000), "reserve": cny(240_000),
            "late": {"window_s": 60, "extend_s": 60, "most": 3}, "opens_at": opens, "closes_at": closes, "pay_hours": 48})
    };
    let first = terms("2026-09-01T04:00:00Z", "2026-09-01T04:10:00Z");
    let draft = text(&scene.supervisor.post(&format!("/cases/{}/lots", taken.case), &first).await.expect(201)["id"]);
    let (lot, act) = (format!("/lots/{draft}"), format!("/lots/{draft}/actions"));
    assert_eq!(refused(&scene.finance, &lot, "list").await, json!(null));
    assert_eq!(refused(&scene.finance, &lot, "award").await, "wrong_state");
    scene.finance.post(&act, &json!({"action": "list", "appraisal": appraisal})).await.expect(200);
    scene.finance.post(&act, &json!({"action": "tick"})).await.expect(200);
    let (high, low) = (scene.buyer().await, scene.buyer().await);
    for (buyer, minor) in [(&low, 150_000), (&high, 200_000)] {
        let bid = json!({"action": "bid", "bid": uuid::Uuid::now_v7(), "buyer": buyer, "amount": cny(minor)});
        scene.finance.post(&act, &bid).await.expect(200);
    }
    let pay_by = "2026-09-03T04:10:00Z".parse().expect("a time");
    deadlines(&app, "2026-09-01T04:10:00Z".parse().expect("a time")).await;
    assert_eq!(refused(&scene.finance, &lot, "award").await, "reserve_met");
    assert_eq!(refused(&scene.supervisor, &lot, "approve_reserve").await, "two_people", "who set the terms");
    assert_eq!(refused(&scene.second, &lot, "approve_reserve").await, json!(null));
    let why = json!({"reason": "three weeks without a better bid"});
    scene.supervisor.post(&format!("{lot}/approve-reserve"), &why).await.problem(409, "refused_two_people");
    scene.second.post(&format!("{lot}/approve-reserve"), &why).await.expect(200);
    assert_eq!(refused(&scene.finance, &lot, "award").await, json!(null));
    scene.finance.post(&act, &json!({"action": "award"})).await.expect(200);
    assert_eq!(refused(&scene.finance, &lot, "record_payment").await, json!(null));

    // Nobody paid: the next bidder is asked, and does not want it.
    deadlines(&app, pay_by).await;
    let waits = scene.finance.get(&lot).await.expect(200);
    assert_eq!((&waits["state"], &waits["lot"]["stage"]["second"]), (&json!("closed"), &json!(true)), "{waits}");
    scene.second.post(&format!("{lot}/approve-reserve"), &why).await.expect(200);
    scene.finance.post(&act, &json!({"action": "award"})).await.expect(200);
    assert_eq!(refused(&scene.finance, &lot, "accept_offer").await, json!(null));
    assert_eq!(refused(&scene.finance, &lot, "relist").await, "wrong_state");
    let unsold = scene.finance.post(&act, &json!({"action": "decline_offer", "buyer": low})).await.expect(200);
    assert_eq!(unsold["state"], "unsold");

    // Another round, on other terms; the time to pay is told, so that a form can begin with it.
    assert_eq!(unsold["lot"]["pay_hours"], 48);
    assert_eq!(refused(&scene.finance, &lot, "relist").await, json!(null));
    let again = terms("2026-09-02T04:00:00Z", "2026-09-02T05:00:00Z");
    let relist = json!({"action": "relist", "appraisal": appraisal, "terms": again});
    let relisted = scene.finance.post(&act, &relist).await.expect(200);
    assert_eq!((&relisted["state"], &relisted["lot"]["round"]), (&json!("relisted"), &json!(2)));
    assert_eq!(relisted["lot"]["all_bids"], json!([]));

    // Taken back, it is over; the car may be offered in another lot.
    scene.finance.post(&act, &json!({"action": "withdraw", "reason": "sold by a dealer instead"})).await.expect(200);
    assert_eq!(refused(&scene.finance, &lot, "relist").await, "wrong_state");
    scene.finance.post(&format!("/cases/{}/lots", taken.case), &again).await.expect(201);
}

/// What proves that the sale is reasonable: what the case has anyway is found, what is missing is told, and only papers
/// of the case count.
#[tokio::test]
async fn a_sale_is_shown_with_what_proves_it() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let (taken, appraisal) = scene.cleared().await;
    let terms = json!({"channel": "fixed_price", "price": cny(250_000), "opens_at": "2026-09-01T04:00:00Z",
        "closes_at": "2026-09-10T04:00:00Z", "pay_hours": 48});
    let act = scene.drafted(&taken.case, &terms).await;
    let lot = act.trim_end_matches("/actions").to_owned();
    let items = async || -> Vec<(String, u64, bool)> {
        let shown = scene.finance.get(&lot).await.expect(200);
        let items = shown["checklist"]["items"].as_array().expect("items").clone();
        let line = |one: &Value| {
            let ids = one["ids"].as_array().expect("ids").len() as u64;
            (text(&one["kind"]), ids, one["satisfied"] == true)
        };
        items.iter().map(line).collect()
    };
    let of = |kind: &str, ids, satisfied| (kind.to_owned(), ids, satisfied);
    let all = items().await;
    assert_eq!(all[1], of("advertisement", 0, false));
    assert_eq!(all[3..], [of("appraisal", 0, false), of("comparable", 0, false), of("bid", 0, true)]);
    let before = all[2].1;
    let condition = json!({"kind": "condition", "grade": 3, "damages": [], "odometer_km": 41_020, "keys": 1, "tracker_found": null});
    scene.officer.post(&format!("/cases/{}/records", taken.case), &condition).await.expect(201);
    assert_eq!(items().await[2], of("condition_report", before + 1, true));

    let paper = scene.paper(&taken.case).await;
    let proof = |proof: Value| json!({"action": "record_proof", "proof": proof});
    let stranger = uuid::Uuid::now_v7();
    let wrong = json!({"proof": "advertisement", "evidence": stranger, "place": "a market"});
    let refused = scene.finance.post(&act, &proof(wrong)).await.problem(422, "unknown_evidence");
    assert_eq!(refused["field"], "proof.evidence", "{refused}");
    let wrong = json!({"proof": "notice", "notice": stranger});
    scene.finance.post(&act, &proof(wrong)).await.problem(422, "unknown_notice");
    let comparable = |minor: i64, currency: &str| {
        proof(json!({"proof": "comparable", "evidence": paper, "price": {"minor": minor, "currency": currency}}))
    };
    scene.finance.post(&act, &comparable(0, "CNY")).await.problem(409, "refused_price_positive");
    scene.finance.post(&act, &comparable(1, "JPY")).await.problem(409, "refused_one_currency");
    for _ in 0..2 {
        scene.finance.post(&act, &comparable(260_000, "CNY")).await.expect(200);
        let advert = json!({"proof": "advertisement", "evidence": paper, "place": "a market of used cars"});
        scene.finance.post(&act, &proof(advert)).await.expect(200);
    }
    assert_eq!(items().await[4], of("comparable", 1, true), "the same paper counts once");
    assert_eq!(items().await[1], of("advertisement", 1, true));
    scene.officer.post(&act, &comparable(1, "CNY")).await.problem(403, "forbidden");

    // Sold to somebody at arm's length; the price is told as a share of the appraisal.
    scene.finance.post(&act, &json!({"action": "list", "appraisal": appraisal})).await.expect(200);
    scene.finance.post(&act, &json!({"action": "tick"})).await.expect(200);
    let buyer = scene.buyer().await;
    let buy = json!({"action": "buy", "bid": uuid::Uuid::now_v7(), "buyer": buyer});
    scene.finance.post(&act, &buy).await.expect(200);
    let all = items().await;
    assert_eq!(all[3], of("appraisal", 1, true));
    assert_eq!(all[5..], [of("bid", 1, true), of("arms_length", 0, true), of("reserve", 0, true)]);
    let shown = scene.finance.get(&lot).await.expect(200)["checklist"].clone();
    assert_eq!((&shown["items"][5]["bidders"], shown["items"][3]["share_bp"].is_u64()), (&json!(1), true), "{shown}");
    let notice = all[0].2;
    assert_eq!(shown["complete"], notice, "nothing but a notice can be missing: {shown}");
}

/// Names are sealed; a company's is no secret, a person's is masked for who sees no personal fields.
#[tokio::test]
async fn buyers_have_names_and_those_of_people_are_not_for_everybody() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let dealer = json!({"kind": "dealer", "name": " Pudong Used Cars "});
    let dealer = scene.finance.post("/buyers", &dealer).await.expect(201);
    assert_eq!(dealer["name"], "Pudong Used Cars");
    let person = scene.finance.post("/buyers", &json!({"kind": "person", "name": "Wang Xiaoming"})).await.expect(201);
    scene.finance.post("/buyers", &json!({"kind": "person", "name": " "})).await.problem(422, "bad_text");
    let nobody = scene.finance.post("/buyers", &json!({"kind": "company"})).await.expect(201);
    assert_eq!(nobody["name"], json!(null));
    let rename = format!("/buyers/{}/name", text(&nobody["id"]));
    assert_eq!(scene.finance.put(&rename, &json!({"name": "Lakeside"})).await.expect(200)["name"], "Lakeside");

    let auditor = app.person(&scene.book.client, "aud", "auditor").await;
    auditor.put(&rename, &json!({"name": "x"})).await.problem(403, "forbidden");
    let list = auditor.get("/buyers").await.expect(200);
    let names: Vec<&str> =
        list["items"].as_array().expect("buyers").iter().filter_map(|b| b["name"].as_str()).collect();
    assert_eq!(names, ["Pudong Used Cars", "W•••", "Lakeside"]);
    assert_eq!(auditor.get(&format!("/buyers/{}", text(&person["id"]))).await.expect(200)["name"], "W•••");
    let verified = scene.finance.get("/buyers?state=verified").await.expect(200);
    assert_eq!(verified["items"], json!([]), "none was checked");
    scene.finance.get("/buyers?state=angry").await.problem(422, "unknown_name");
    let kept: String = app
        .one(
            "select string_agg(b.detail::text || e.data::text, '') from buyer b, event e where e.entity_kind = $1",
            "buyer",
        )
        .await;
    assert!(!kept.contains("Wang") && !kept.contains("Pudong"), "names are sealed");
}
