//! What contractors may do, and when.

use super::{Scene, TestApp, text};
use serde_json::json;

#[tokio::test]
async fn a_car_is_not_taken_before_two_agents_are_there() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let work = format!("/work/orders/{order}");
    crew.client.post(&format!("{work}/depart"), &json!({})).await.expect(200);
    let here = json!({"lat": 31.2, "lon": 121.4});
    crew.client.post(&format!("{work}/check-in"), &here).await.expect(200);
    let photo = crew.photo(&order).await;
    let hook = json!({"lat": 31.2, "lon": 121.4, "evidence": [photo]});
    let path = format!("{work}/on-hook");
    crew.client.post(&path, &hook).await.problem(409, "refused_agents_checked_in");
    let other = json!({"agent_id": crew.agents[1], "lat": 31.2, "lon": 121.4});
    crew.client.post(&format!("{work}/check-in"), &other).await.expect(200);
    crew.client
        .post(&path, &json!({"lat": 31.2, "lon": 121.4, "evidence": [uuid::Uuid::now_v7()]}))
        .await
        .problem(422, "unknown_evidence");
    crew.attests(&order).await;
    crew.client.post(&path, &hook).await.expect(200);
    let custody = scene.officer.get(&format!("/cases/{case}/custody")).await.expect(200);
    assert_eq!(custody["custodian"]["custodian"], "agent");
}

#[tokio::test]
async fn matching_leads_to_the_place_of_the_order_of_the_night_or_of_the_last_fix() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    scene.crew("Hook").await;
    let order = async |body: &serde_json::Value| {
        text(&scene.officer.post(&format!("/cases/{case}/orders"), body).await.expect(201)["id"])
    };
    let named = order(&json!({"kind": "repossess", "lat": 31.2, "lon": 121.4})).await;
    let found = order(&json!({"kind": "repossess"})).await;
    let leads = async |order: &str| {
        let matches = scene.officer.get(&format!("/orders/{order}/matches")).await.expect(200);
        let travel = matches["ranking"]["ranked"][0]["terms"].as_array().into_iter().flatten();
        let travel = travel.clone().find(|term| term["term"] == "travel").map(|term| term["value"].clone());
        (matches["leads_to"].clone(), travel)
    };
    let (to, _) = leads(&named).await;
    assert_eq!((&to["basis"], &to["lat"], &to["precision"]), (&json!("order"), &json!(31.2), &json!(null)));
    let (to, _) = leads(&found).await;
    assert_eq!((&to["basis"], &to["lat"]), (&json!("unknown"), &json!(null)));
    let last = "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags)
                select tracker_no, lender_no, $2, $2, 312500000, 1214737000, 0 from installation where lender_no = $1 limit 1";
    sqlx::query(last)
        .bind(scene.book.lender_no)
        .bind(crate::support::app::engine_now() - chrono::TimeDelta::hours(1))
        .execute(&app.owner)
        .await
        .expect("a last fix");
    let (to, _) = leads(&found).await;
    assert_eq!(
        (&to["basis"], &to["lat"], &to["precision"]),
        (&json!("last_position"), &json!(31.25), &json!("precise"))
    );
    super::nights(&app, &scene.book).await;
    let (to, _) = leads(&found).await;
    let chance = |to: &serde_json::Value| to["p"].as_f64().expect("a chance");
    assert!(
        to["basis"] == "forecast" && chance(&to) < 0.5,
        "its tracker was taken off, its habits say less since: {to}"
    );
    let verdict = json!({"verdict": "false_positive", "reason": "a workshop had the battery out"});
    scene.officer.post(&format!("/alerts/{}/resolve", scene.book.alert), &verdict).await.expect(200);
    let (to, travel) = leads(&found).await;
    assert_eq!((&to["basis"], &to["lat"]), (&json!("forecast"), &json!(31.2804)), "{to}");
    assert!(chance(&to) > 0.5 && to["from"].is_string() && to["to"].is_string(), "{to}");
    assert!(travel.is_some(), "each term is shown");
    let log = "select count(*) from event where action = 'location_disclosed' and data ->> 'what' = $1";
    assert_eq!(app.one::<i64>(log, "matches").await, 3, "looks are written down");
    // Who may not see places is told how it is known, and not where.
    let finance = leads_of(&scene.finance, &found).await;
    assert_eq!((&finance["basis"], &finance["lat"]), (&json!("forecast"), &json!(null)));
}

async fn leads_of(client: &crate::support::app::Client<'_>, order: &str) -> serde_json::Value {
    client.get(&format!("/orders/{order}/matches")).await.expect(200)["leads_to"].clone()
}

#[tokio::test]
async fn an_offer_goes_to_one_vendor_and_others_see_nothing_of_it() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let (hook, crane) = (scene.crew("Hook").await, scene.crew("Crane").await);
    let body = json!({"kind": "repossess", "lat": 31.2, "lon": 121.4});
    let order = text(&scene.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201)["id"]);
    let matches = scene.officer.get(&format!("/orders/{order}/matches")).await.expect(200);
    assert_eq!(matches["ranking"]["ranked"].as_array().map(Vec::len), Some(2), "{matches}");
    let offer = json!({"mode": "cascade", "vendors": [hook.vendor, crane.vendor], "minutes": 60});
    let round = scene.officer.post(&format!("/orders/{order}/offer"), &offer).await.expect(200);
    let first = text(&round["round"]["offers"][0]["offer"]);
    assert_eq!(crane.client.get("/work/offers").await.expect(200), json!([]), "its turn has not come");
    let accept = format!("/work/offers/{first}/accept");
    crane.client.post(&accept, &json!({"agents": crane.agents})).await.problem(404, "not_found");
    let why = json!({"reason": "no truck is free"});
    hook.client.post(&format!("/work/offers/{first}/decline"), &why).await.expect(200);
    let crew = crane.client.get("/work/crew").await.expect(200);
    assert_eq!((&crew["vendor_id"], &crew["agent_id"]), (&json!(crane.vendor), &json!(crane.agents[0])), "{crew}");
    let mut colleagues: Vec<String> = crew["agents"].as_array().into_iter().flatten().map(|a| text(&a["id"])).collect();
    colleagues.sort();
    let mut own = crane.agents.clone();
    own.sort();
    assert_eq!(colleagues, own, "its own people, and nobody of the other company");
    assert_eq!((&crew["agents"][0]["gaps"], &crew["min_agents"]), (&json!([]), &json!(2)));
    let offers = crane.client.get("/work/offers").await.expect(200);
    let second = text(&offers[0]["offer"]["offer"]);
    let accept = format!("/work/offers/{second}/accept");
    crane.client.post(&accept, &json!({"agents": [crane.agents[0]]})).await.problem(409, "refused_agents_named");
    crane.client.post(&accept, &json!({"agents": crane.agents})).await.expect(200);
    hook.client.get(&format!("/work/orders/{order}")).await.problem(404, "not_found");
    let own = crane.client.get("/work/orders").await.expect(200);
    assert_eq!(own["items"][0]["id"], json!(order));
    assert_eq!(own["items"][0]["custodian"], json!({"custodian": "borrower"}), "nobody has taken the car");
}

#[tokio::test]
async fn an_order_that_nobody_took_tells_what_each_round_brought() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let (hook, crane) = (scene.crew("Hook").await, scene.crew("Crane").await);
    let body = json!({"kind": "repossess", "lat": 31.2, "lon": 121.4});
    let order = text(&scene.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201)["id"]);
    let rounds = format!("/orders/{order}/offers");
    scene.officer.get(&rounds).await.problem(404, "not_found");
    for (crew, why) in [(&hook, "no truck is free"), (&crane, "the road is closed")] {
        let offer = json!({"mode": "direct", "vendors": [crew.vendor], "minutes": 60});
        let round = scene.officer.post(&format!("/orders/{order}/offer"), &offer).await.expect(200);
        let decline = format!("/work/offers/{}/decline", text(&round["round"]["offers"][0]["offer"]));
        crew.client.post(&decline, &json!({"reason": why})).await.expect(200);
    }
    let told = scene.officer.get(&rounds).await.expect(200);
    let of = |round: &serde_json::Value| (round["number"].clone(), round["offers"][0]["reason"].clone());
    assert_eq!(of(&told["round"]), (json!(2), json!("the road is closed")), "{told}");
    assert_eq!(of(&told["earlier"][0]), (json!(1), json!("no truck is free")));
    assert_eq!(told["earlier"].as_array().map(Vec::len), Some(1));
    let one = scene.officer.get(&format!("/orders/{order}")).await.expect(200);
    assert_eq!((&one["state"], &one["rounds"]), (&json!("declined"), &json!(2)), "it waits to be offered again");
    let plate: String = app
        .one("select v.plate from vehicle v join recovery_case k using (vehicle_no) where k.id = $1::uuid", &case)
        .await;
    let before = scene.officer.get("/orders?since=2020-01-01T00:00:00Z").await.expect(200);
    let after = scene.officer.get("/orders?since=2120-01-01T00:00:00Z").await.expect(200);
    let ids = |page: &serde_json::Value| {
        page["items"].as_array().expect("a list").iter().map(|o| text(&o["id"])).collect::<Vec<_>>()
    };
    assert_eq!((ids(&before), ids(&after)), (vec![order.clone()], vec![]));
    let listed = scene.officer.get("/orders?state=declined").await.expect(200);
    assert_eq!((&listed["items"][0]["plate"], &one["plate"]), (&json!(plate), &json!(plate)));
    let masked = scene.finance.get("/orders?state=declined").await.expect(200)["items"][0]["plate"].clone();
    assert!(masked.as_str().is_some_and(|shown| shown.contains('•') && shown != plate), "{masked}");

    // Another is written in its place; the list goes both ways, page by page.
    let another = json!({"kind": "investigate", "lat": 31.2, "lon": 121.4});
    let second = text(&scene.officer.post(&format!("/cases/{case}/orders"), &another).await.expect(201)["id"]);
    for (way, first, last) in [("", &order, &second), ("&order=desc", &second, &order)] {
        let page = scene.officer.get(&format!("/orders?limit=1{way}")).await.expect(200);
        let next = format!("/orders?limit=1{way}&cursor={}", text(&page["next_cursor"]));
        let rest = scene.officer.get(&next).await.expect(200);
        assert_eq!((ids(&page), ids(&rest)), (vec![first.clone()], vec![last.clone()]), "{way}");
        assert_eq!(rest["next_cursor"], json!(null));
    }
    scene.officer.get("/orders?order=sideways").await.problem(422, "unknown_name");
}

#[tokio::test]
async fn of_many_who_accept_at_once_one_wins() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let body = json!({"kind": "repossess", "lat": 31.2, "lon": 121.4});
    let order = text(&scene.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201)["id"]);
    let offer = json!({"mode": "direct", "vendors": [crew.vendor], "minutes": 60});
    let round = scene.officer.post(&format!("/orders/{order}/offer"), &offer).await.expect(200);
    let accept = format!("/work/offers/{}/accept", text(&round["round"]["offers"][0]["offer"]));
    let (why, agents) = (json!({"reason": "never mind"}), json!({"agents": crew.agents}));
    let withdraw = format!("/orders/{order}/withdraw");
    let mut calls = vec![];
    for n in 0..50 {
        let (client, path, body) =
            if n % 5 == 4 { (&scene.officer, &withdraw, &why) } else { (&crew.client, &accept, &agents) };
        calls.push(client.post(path, body));
    }
    let answers = futures_util::future::join_all(calls).await;
    let done: Vec<u16> = answers.iter().map(|a| a.status.as_u16()).collect();
    assert!(done.iter().all(|s| [200, 404, 409].contains(s)), "{done:?}");
    let letters: i64 = sqlx::query_scalar("select count(*) from letter").fetch_one(&app.owner).await.expect("a count");
    let accepted: i64 =
        sqlx::query_scalar("select count(*) from event where entity_kind = 'order' and action = 'accept'")
            .fetch_one(&app.owner)
            .await
            .expect("a count");
    assert!(letters <= 1 && accepted == letters, "{letters} letters, {accepted} acceptances");
    let state: String = app.one("select state from recovery_order where id = $1::uuid", &order).await;
    assert_eq!(state, "withdrawn", "ten of them withdrew it");
}
