//! Reports that were ordered once, and their mails.

use super::mail::with_mail;
use super::smtp::Mailbox;
use super::*;
use lienwatch::api::send_due_reports;

fn daily(report: &str) -> Value {
    json!({"report": report, "every": "day", "hour": 8})
}

/// Makes what is due at a time of the engine's clock; how many runs that were.
async fn due(app: &TestApp, time: &str) -> usize {
    send_due_reports(&app.state, time.parse().expect("a time")).await.expect("looks")
}

async fn schedules(client: &Client<'_>) -> Vec<Value> {
    client.get("/reports/schedules").await.expect(200)["items"].as_array().expect("items").clone()
}

fn path(schedule: &Value) -> String {
    format!("/reports/schedules/{}", schedule["id"].as_str().expect("an id"))
}

#[tokio::test]
async fn what_was_missed_is_sent_once_with_its_file_in_the_owners_language() {
    let (app, mailbox, wall) = (TestApp::new().await, Mailbox::start().await, ahead());
    let book = app.book("One").await;
    let admin = app.person(&book.client, "ada", "admin").await;
    let ann = app.person(&book.client, "ann", "supervisor").await;
    let id: String = app.one("select id::text from app_user where email = $1", "ann@example.com").await;
    admin.put(&format!("/users/{id}/contact"), &json!({"language": "zh"})).await.expect(200);
    let mut order = daily("kpis");
    order["by"] = json!("month");
    let made = ann.post("/reports/schedules", &order).await.expect(201);
    // Noon in Shanghai: eight o'clock is tomorrow.
    assert_eq!((&made["next_at"], &made["mine"]), (&json!("2026-09-02T00:00:00Z"), &json!(true)));
    assert_eq!(due(&app, "2026-09-01T23:59:59Z").await, 0, "not yet due");

    let late = "2026-09-05T01:00:00Z";
    let (one, other) = tokio::join!(due(&app, late), due(&app, late));
    assert_eq!(one + other, 1, "four were due, and two processes looked");
    assert_eq!(due(&app, late).await, 0);
    let notifier = notifier(&app, with_mail(&mailbox), &wall);
    assert_eq!(notifier.send_due().await.expect("sends"), 1);
    let got = mailbox.got();
    assert_eq!((got.len(), got[0].to[0].as_str()), (1, "ann@example.com"));
    assert!(got[0].header("Content-Type").starts_with("multipart/mixed"), "{}", got[0].data);
    for part in ["text/csv; charset=utf-8", "filename=\"kpis-2026-09-04.csv\""] {
        assert!(got[0].data.contains(part), "{part}: {}", got[0].data);
    }
    let (subject, csv): (String, String) =
        sqlx::query_as("select subject, attachment from notification_delivery where recipient = 'user:' || $1")
            .bind(&id)
            .fetch_one(&app.owner)
            .await
            .expect("the mail");
    assert_eq!(subject, "关键指标报表 2026-09-04");
    assert!(csv.starts_with("\u{feff}分组,指标,"), "{csv}");

    let told = &schedules(&admin).await[0];
    assert_eq!((&told["mine"], &told["owner_name"]), (&json!(false), &json!("ann")));
    assert_eq!(told["next_at"], "2026-09-06T00:00:00Z");
    let runs = told["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1);
    assert_eq!((&runs[0]["due_at"], &runs[0]["by_hand"]), (&json!("2026-09-05T00:00:00Z"), &json!(false)));
    assert_eq!((&runs[0]["outcome"], &runs[0]["mail"]), (&json!("mailed"), &json!("delivered")));
}

#[tokio::test]
async fn it_is_made_with_the_rights_of_its_owner_at_that_time() {
    let (app, wall) = (TestApp::new().await, ahead());
    let book = app.book("One").await;
    let admin = app.person(&book.client, "ada", "admin").await;
    for (name, role) in [("fei", "finance"), ("leo", "legal"), ("ola", "risk_officer")] {
        let person = app.person(&book.client, name, role).await;
        person.post("/reports/schedules", &daily("alert_precision")).await.expect(201);
    }
    let fei: String = app.one("select id::text from app_user where email = $1", "fei@example.com").await;
    admin.post(&format!("/users/{fei}/disable"), &json!({})).await.expect(200);
    sqlx::query("update app_user set role = 'yard_clerk' where email = 'leo@example.com'")
        .execute(&app.owner)
        .await
        .expect("another role");
    assert_eq!(due(&app, "2026-09-02T00:00:00Z").await, 3);
    // Without a mail server the mail says so, and the run with it.
    notifier(&app, config(), &wall).send_due().await.expect("sends");
    let all = schedules(&admin).await;
    let of = |name: &str| all.iter().find(|s| s["owner_name"] == name).expect("a schedule").clone();
    let told = |name: &str| {
        let one = of(name);
        let run = &one["runs"][0];
        let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        [&one["paused_because"], &run["outcome"], &run["mail"], &run["problem"]].map(word)
    };
    assert_eq!(told("fei"), ["owner_gone", "paused", "-", "owner_gone"]);
    assert_eq!(told("leo"), ["right_withdrawn", "paused", "-", "right_withdrawn"]);
    assert_eq!(told("ola"), ["-", "mailed", "suppressed", "not_configured"]);
    assert_eq!(due(&app, "2026-09-03T00:00:00Z").await, 1, "who is paused is not asked again");
}

#[tokio::test]
async fn an_order_is_its_owners_and_people_of_the_desk_end_it() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let admin = app.person(&book.client, "ada", "admin").await;
    let ann = app.person(&book.client, "ann", "risk_officer").await;
    let bob = app.person(&book.client, "bob", "risk_officer").await;
    book.client.post("/reports/schedules", &daily("kpis")).await.problem(403, "forbidden");
    let weekly = json!({"report": "kpis", "every": "week", "on_day": 1, "hour": 9});
    let made = ann.post("/reports/schedules", &weekly).await.expect(201);
    assert_eq!((&made["next_at"], &made["by"]), (&json!("2026-09-07T01:00:00Z"), &json!("none")));
    let path = path(&made);

    let sent = ann.post(&format!("{path}/send"), &json!({})).await.expect(202);
    assert_eq!((&sent["runs"][0]["by_hand"], &sent["runs"][0]["mail"]), (&json!(true), &json!("pending")));
    assert_eq!(sent["next_at"], made["next_at"], "the next one comes all the same");
    ann.post(&format!("{path}/send"), &json!({})).await.problem(409, "just_sent");
    for (way, body) in [("send", json!({})), ("resume", json!({}))] {
        bob.post(&format!("{path}/{way}"), &body).await.problem(403, "forbidden");
    }
    bob.put(&path, &weekly).await.problem(403, "forbidden");
    bob.delete(&path).await.problem(403, "forbidden");

    let paused = admin.post(&format!("{path}/pause"), &json!({})).await.expect(200);
    assert_eq!(paused["paused_because"], "by_hand");
    assert_eq!(due(&app, "2026-09-30T00:00:00Z").await, 0);
    let monthly = json!({"report": "alert_precision", "every": "month", "on_day": 31, "hour": 0});
    let changed = ann.put(&path, &monthly).await.expect(200);
    assert_eq!((&changed["next_at"], &changed["by"]), (&json!("2026-09-29T16:00:00Z"), &Value::Null));
    let resumed = ann.post(&format!("{path}/resume"), &json!({})).await.expect(200);
    assert_eq!(resumed["paused_because"], Value::Null);

    let (other, _) = app.lender("Other").await;
    let stranger = app.person(&other, "stranger", "admin").await;
    assert_eq!(schedules(&stranger).await, [] as [Value; 0]);
    stranger.delete(&path).await.problem(404, "not_found");
    admin.delete(&path).await.expect(204);
    ann.put(&path, &monthly).await.problem(404, "not_found");
}

#[tokio::test]
async fn an_order_that_is_none_is_refused() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let ann = app.person(&book.client, "ann", "auditor").await;
    for (body, code) in [
        (json!({"report": "weather", "every": "day", "hour": 8}), "unknown_name"),
        (json!({"report": "kpis", "every": "hour", "hour": 8}), "unknown_name"),
        (json!({"report": "kpis", "every": "week", "hour": 8}), "day_out_of_range"),
        (json!({"report": "kpis", "every": "day", "on_day": 1, "hour": 8}), "day_out_of_range"),
        (json!({"report": "kpis", "every": "day", "hour": 24}), "hour_out_of_range"),
        (json!({"report": "alert_precision", "by": "month", "every": "day", "hour": 8}), "not_split"),
    ] {
        ann.post("/reports/schedules", &body).await.problem(422, code);
    }
    for _ in 0..20 {
        ann.post("/reports/schedules", &daily("kpis")).await.expect(201);
    }
    ann.post("/reports/schedules", &daily("kpis")).await.problem(409, "too_many_schedules");
    let yard = app.person(&book.client, "yan", "yard_clerk").await;
    yard.get("/reports/schedules").await.problem(403, "forbidden");
}

#[tokio::test]
async fn one_that_cannot_be_made_is_put_off_behind_the_others_and_paused_in_the_end() {
    let app = TestApp::new().await;
    let (bad, good) = (app.book("One").await, app.book("Two").await);
    let ann = app.person(&bad.client, "ann", "risk_officer").await;
    let bob = app.person(&good.client, "bob", "risk_officer").await;
    let made = ann.post("/reports/schedules", &daily("kpis")).await.expect(201);
    bob.post("/reports/schedules", &daily("kpis")).await.expect(201);
    let zone = async |name: &str| {
        let sql = "update lender set time_zone = $1 where lender_no = $2";
        sqlx::query(sql).bind(name).bind(bad.lender_no).execute(&app.owner).await.expect("a zone");
    };
    zone("Nowhere/Such").await;
    assert_eq!(due(&app, "2026-09-02T00:00:00Z").await, 1, "the other one is made");
    let told = async || schedules(&ann).await[0].clone();
    assert_eq!(told().await["retry_at"], "2026-09-02T00:01:00Z");
    let first = told().await;
    assert_eq!((&first["tries"], &first["runs"][0]["outcome"]), (&json!(1), &json!("failed")));
    assert!(first["runs"][0]["problem"].is_string(), "what went wrong: {first}");
    assert_eq!(due(&app, "2026-09-02T00:00:59Z").await, 0);
    assert_eq!(told().await["retry_at"], "2026-09-02T00:01:00Z", "not tried before");
    due(&app, "2026-09-02T00:01:00Z").await;
    assert_eq!(told().await["retry_at"], "2026-09-02T00:03:00Z");
    // What was wrong is mended: it is made, and nothing is remembered of it.
    zone("Asia/Shanghai").await;
    assert_eq!(due(&app, "2026-09-02T00:03:00Z").await, 1);
    let mended = told().await;
    assert_eq!((&mended["retry_at"], &mended["next_at"]), (&Value::Null, &json!("2026-09-03T00:00:00Z")));
    assert_eq!(mended["tries"], 0);
    // Sent by hand it shows that it can be made: the one that waits does not wait any more.
    zone("Nowhere/Such").await;
    due(&app, "2026-09-03T00:00:00Z").await;
    assert_eq!(told().await["tries"], 1);
    ann.post(&format!("{}/send", path(&made)), &json!({})).await.problem(500, "internal");
    assert_eq!(told().await["tries"], 1, "not where it still cannot be");
    zone("Asia/Shanghai").await;
    let sent = ann.post(&format!("{}/send", path(&made)), &json!({})).await.expect(202);
    assert_eq!((&sent["tries"], &sent["retry_at"]), (&json!(0), &Value::Null));
    assert_eq!(due(&app, "2026-09-03T00:00:30Z").await, 1);
    // It never is: after a day it is paused, and says so once.
    zone("Nowhere/Such").await;
    let mut at: chrono::DateTime<chrono::Utc> = "2026-09-04T00:00:00Z".parse().expect("a time");
    for _ in 0..12 {
        due(&app, &at.to_rfc3339()).await;
        at += chrono::TimeDelta::hours(6);
    }
    let paused = told().await;
    assert_eq!((&paused["paused_because"], &paused["retry_at"]), (&json!("failing"), &Value::Null));
    let last = &paused["runs"][0];
    assert_eq!(
        (&last["outcome"], &last["problem"]),
        (&json!("paused"), &first["runs"][0]["problem"]),
        "what went wrong"
    );
    zone("Asia/Shanghai").await;
    let resumed = ann.post(&format!("{}/resume", path(&made)), &json!({})).await.expect(200);
    assert_eq!(resumed["paused_because"], Value::Null);
}
