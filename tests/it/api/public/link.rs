//! The recovery link: where the car is, until its cause ends.

use super::{is_page, read};
use crate::api::recovery::{Crew, Scene, text};
use crate::support::app::{TestApp, engine_now};
use chrono::TimeDelta;
use lienwatch_domain::ids::LenderNo;
use serde_json::json;

/// The path of the page of an order's link; the car stands somewhere, and stood somewhere.
async fn linked(app: &TestApp, scene: &Scene<'_>, crew: &Crew<'_>, order: &str) -> String {
    let no = LenderNo(scene.book.lender_no);
    sqlx::query(
        "insert into stay (lender_no, vehicle_no, arrive, leave, lat_e7, lon_e7)
         select lender_no, vehicle_no, $2, $3, 312304000, 1214737000 from vehicle where lender_no = $1",
    )
    .bind(no.0)
    .bind(engine_now() - TimeDelta::hours(30))
    .bind(engine_now() - TimeDelta::hours(20))
    .execute(&app.owner)
    .await
    .expect("a stop");
    let seen = crew.client.get(&format!("/work/orders/{order}/position")).await.expect(200);
    let page = text(&seen["page"]);
    assert!(page.starts_with("/r/") && page.len() == 67, "{page}");
    page
}

#[tokio::test]
async fn whoever_has_the_link_sees_what_the_contractor_sees_and_each_look_is_written_down() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let path = linked(&app, &scene, &crew, &order).await;
    let work = crew.client.get(&format!("/work/orders/{order}")).await.expect(200);
    let looks = "select count(*) from event where action = 'location_disclosed' and data ->> 'purpose' = $1";
    let before: i64 = app.one(looks, "order").await;
    for (lang, tag, said) in [("en", "en", "Stop when somebody objects"), ("zh", "zh-CN", "遇有反对，立即停止")]
    {
        let page = read(&app.nobody(), &path, lang).await;
        is_page(&page, 200, tag);
        assert!(page.text.contains(said), "{}", page.text);
        for shown in [
            text(&work["car"]["plate"]),
            "blue car, second row".into(),
            text(&work["letter"]["code"]),
            "31.23040, 121.47370".into(),
            "href=\"geo:31.230400,121.473700".into(),
        ] {
            assert!(page.text.contains(&shown), "{shown}: {}", page.text);
        }
        let (task, basis) = if lang == "en" { ("Repossession", "Court order") } else { ("收车", "法院裁定") };
        assert!(page.text.contains(task) && page.text.contains(basis), "{}", page.text);
        assert!(page.text.contains("(UTC+08:00)"), "by the clock of the place: {}", page.text);
        // The whole VIN, the debt, the people and our own names for things are not.
        for kept in [
            text(&work["car"]["vin"]),
            "One-C1".into(),
            case.clone(),
            "302700".into(),
            "ann@".into(),
            "consented_recovery".into(),
        ] {
            assert!(!page.text.contains(&kept), "{kept}: {}", page.text);
        }
    }
    let after: i64 = app.one(looks, "order").await;
    assert_eq!(after - before, 2);
    let who: String = app
        .one("select actor from event where action = 'location_disclosed' and data ->> 'page' = $1 limit 1", "true")
        .await;
    assert!(who.starts_with("link:"), "{who}");
}

#[tokio::test]
async fn it_tells_where_the_car_may_spend_the_night_once_that_is_known() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let path = linked(&app, &scene, &crew, &order).await;
    let page = read(&app.nobody(), &path, "en").await;
    assert!(!page.text.contains("Where it may spend the night"), "one stop tells nothing: {}", page.text);
    crate::api::recovery::nights(&app, &scene.book).await;
    for (lang, said) in [("en", "Where it may spend the night"), ("zh", "今夜可能停放地点")] {
        let page = read(&app.nobody(), &path, lang).await;
        for shown in [said, "31.28040, 121.47370", "href=\"geo:31.280400,121.473700", " %"] {
            assert!(page.text.contains(shown), "{shown}: {}", page.text);
        }
    }
    let pay = json!({"external_id": "p1", "paid_on": "2026-09-01", "amount_minor": 5000});
    scene.book.client.post(&format!("/loans/{}/payments", scene.book.loan), &pay).await.expect(201);
    let page = read(&app.nobody(), &path, "en").await;
    is_page(&page, 410, "en");
    assert!(!page.text.contains("31.28"), "{}", page.text);
}

#[tokio::test]
async fn it_is_dead_the_moment_a_payment_is_recorded_and_does_not_come_back() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let path = linked(&app, &scene, &crew, &order).await;
    is_page(&read(&app.nobody(), &path, "en").await, 200, "en");
    let pay = json!({"external_id": "p1", "paid_on": "2026-09-01", "amount_minor": 5000});
    scene.book.client.post(&format!("/loans/{}/payments", scene.book.loan), &pay).await.expect(201);
    let plate = text(&crew.client.get(&format!("/work/orders/{order}")).await.expect(200)["car"]["plate"]);
    for (lang, tag, said) in [("en", "en", "This link has ended."), ("zh", "zh-CN", "本链接已失效。")] {
        let page = read(&app.nobody(), &path, lang).await;
        is_page(&page, 410, tag);
        assert!(
            page.text.contains(said) && !page.text.contains(&plate) && !page.text.contains("31.2"),
            "{}",
            page.text
        );
    }
    // The hold is over: the contractor gets another link, the old one stays dead.
    let hold = text(&scene.case(&case).await["holds"][0]["id"]);
    crew.client.post(&format!("/work/orders/{order}/confirm-hold"), &json!({})).await.expect(200);
    let why = json!({"reason": "too little was paid"});
    scene.step(&scene.supervisor, &case, &format!("holds/{hold}/release"), &why).await.expect(200);
    let fresh = text(&crew.client.get(&format!("/work/orders/{order}/position")).await.expect(200)["page"]);
    assert_ne!(fresh, path);
    is_page(&read(&app.nobody(), &fresh, "en").await, 200, "en");
    is_page(&read(&app.nobody(), &path, "en").await, 410, "en");
    // A complaint by the form ends it as a payment does.
    let said = json!({"name": "n", "contact": "c", "plate": plate, "category": "recovery", "statement": "s",
        "submission": uuid::Uuid::now_v7()});
    app.nobody().post("/public/complaints", &said).await.expect(201);
    is_page(&read(&app.nobody(), &fresh, "en").await, 410, "en");
}

#[tokio::test]
async fn it_ends_with_its_order_and_after_seven_days() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let path = linked(&app, &scene, &crew, &order).await;
    let run_out = "update recovery_link set expires_at = $1";
    sqlx::query(run_out).bind(engine_now()).execute(&app.owner).await.expect("seven days are over");
    is_page(&read(&app.nobody(), &path, "en").await, 410, "en");
    sqlx::query(run_out).bind(engine_now() + TimeDelta::days(1)).execute(&app.owner).await.expect("they are not");
    is_page(&read(&app.nobody(), &path, "en").await, 200, "en");
    scene
        .officer
        .post(&format!("/orders/{order}/withdraw"), &json!({"reason": "the borrower called"}))
        .await
        .expect(200);
    is_page(&read(&app.nobody(), &path, "en").await, 410, "en");
}

#[tokio::test]
async fn no_id_can_be_guessed_into_a_link() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let path = linked(&app, &scene, &crew, &order).await;
    let (id, code) = path[3..].split_at(32);
    let other = uuid::Uuid::now_v7().simple().to_string();
    for forged in [
        id.to_owned(),
        format!("{id}{}", "0".repeat(32)),
        format!("{other}{code}"),
        "x".into(),
        "%3Cb%3E".into(),
        format!("{}中", &path[3..30]),
    ] {
        let forged: String = forged.replace('中', "%E4%B8%AD");
        is_page(&read(&app.nobody(), &format!("/r/{forged}"), "en").await, 410, "en");
    }
}
