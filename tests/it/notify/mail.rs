//! E-mail over a mail server that really answers.

use super::smtp::Mailbox;
use super::*;
use lienwatch::config::{Smtp, SmtpSecurity};

/// With mail by way of `mailbox`.
pub fn with_mail(mailbox: &Mailbox) -> config::Notify {
    let smtp = Smtp {
        host: "127.0.0.1".into(),
        port: Some(mailbox.address.port()),
        security: SmtpSecurity::None,
        user: None,
        from: "Lienwatch <lienwatch@example.com>".into(),
    };
    config::Notify { smtp: Some(smtp), ..config() }
}

fn by_mail(to: Value) -> Value {
    json!({"to": to, "via": {"channel": "email"}})
}

/// The id of somebody by their address.
async fn user_id(app: &TestApp, email: &str) -> String {
    app.one("select id::text from app_user where email = $1", email).await
}

#[tokio::test]
async fn a_role_is_told_each_in_their_language_and_by_what_they_see() {
    let (app, mailbox, wall) = (TestApp::new().await, Mailbox::start().await, ahead());
    let book = app.book("One").await;
    let admin = app.person(&book.client, "ada", "admin").await;
    app.person(&book.client, "olga", "risk_officer").await;
    app.person(&book.client, "fei", "finance").await;
    app.person(&book.client, "gone", "risk_officer").await;
    let (other, _) = app.lender("Other").await;
    app.person(&other, "stranger", "risk_officer").await;
    let gone = user_id(&app, "gone@example.com").await;
    let olga = user_id(&app, "olga@example.com").await;
    let contact = json!({"email": "olga.mobile@example.com", "language": "zh", "time_zone": "Europe/London"});
    admin.put(&format!("/users/{olga}/contact"), &contact).await.expect(200);
    for role in ["risk_officer", "finance"] {
        let step = by_mail(json!({"kind": "role", "role": role}));
        rule(&admin, role, json!({"events": ["case.flagged"], "first": step})).await;
    }
    let case = json!({"loan_id": book.loan, "reason": "three instalments, says Wang Xiaoming"});
    let officer = app.sign_in("olga@example.com", "correct horse battery").await;
    let case = officer.post("/cases", &case).await.expect(201)["id"].clone();

    let notifier = notifier(&app, with_mail(&mailbox), &wall);
    assert_eq!(route(&app, &notifier).await, 3, "two officers of that lender, one of finance");
    // One leaves between the event and the mail.
    book.client.post(&format!("/users/{gone}/disable"), &json!({})).await.expect(200);
    notifier.send_due().await.expect("sends");
    let mut got = mailbox.got();
    got.sort_by_key(|m| m.to.clone());
    let to: Vec<&str> = got.iter().map(|m| m.to[0].as_str()).collect();
    assert_eq!(to, ["fei@example.com", "olga.mobile@example.com"], "a contact's own address goes before the login's");
    let (fei, olga) = (&got[0], &got[1]);
    assert_eq!(fei.header("Subject"), "Case flagged");
    assert_eq!((fei.from.as_str(), fei.header("Auto-Submitted").as_str()), ("lienwatch@example.com", "auto-generated"));
    assert!(fei.body().contains("vehicle =E2=80=93") || fei.body().contains("vehicle –"), "no plate: {}", fei.body());
    assert!(
        !olga.header("Subject").contains("Case flagged") && !fei.data.contains("Wang") && !olga.data.contains("Wang")
    );
    let suppressed = deliveries(&admin, "?state=suppressed").await;
    assert_eq!((suppressed.len(), &suppressed[0]["suppressed_because"]), (1, &json!("recipient_gone")));

    let delivered = deliveries(&admin, "?state=delivered&channel=email").await;
    assert!(delivered.iter().all(|d| d["entity_id"] == case));
    let chinese = delivered.iter().find(|d| d["subject"] == "新案件").expect("Olga's");
    assert!(chinese["text"].as_str().is_some_and(|t| t.contains("沪A")), "who sees cars reads the plate: {chinese}");
    let message_id = format!("<{}@example.com>", chinese["id"].as_str().expect("an id"));
    assert_eq!(olga.header("Message-ID"), message_id, "the same at every attempt");
    // An auditor sees that it was sent, not the plate in it.
    let auditor = app.person(&book.client, "aud", "auditor").await;
    let seen = one(&auditor, &chinese["id"]).await;
    assert_eq!((&seen["state"], &seen["text"], &seen["subject"]), (&json!("delivered"), &Value::Null, &Value::Null));
}

#[tokio::test]
async fn what_the_server_refuses_for_now_is_tried_again_and_for_good_is_dead() {
    let (app, mailbox, wall) = (TestApp::new().await, Mailbox::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let step = by_mail(json!({"kind": "address", "address": "ops@example.com"}));
    rule(&lender, "ops", json!({"events": ["site.*"], "first": step})).await;
    let notifier = notifier(&app, with_mail(&mailbox), &wall);
    mailbox.refuse("451 come back later");
    event(&lender, "first").await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    let failed = deliveries(&lender, "").await.remove(0);
    assert_eq!((&failed["state"], &failed["failure"]), (&json!("failed"), &json!("refused")));
    assert_eq!(failed["recipient"], "address:o***@example.com", "masked");
    wall.pass(TimeDelta::seconds(6));
    notifier.send_due().await.expect("sends");
    let seen = one(&lender, &failed["id"]).await;
    assert_eq!(seen["state"], "delivered");
    let statuses: Vec<_> =
        seen["attempts_made"].as_array().expect("attempts").iter().map(|a| a["status"].clone()).collect();
    assert_eq!(statuses, [json!(250), json!(451)]);

    mailbox.refuse("550 no such user here");
    event(&lender, "second").await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    let dead = deliveries(&lender, "?state=dead").await.remove(0);
    assert_eq!((&dead["failure"], &dead["attempts"]), (&json!("refused_for_good"), &json!(1)));
    assert!(dead["failure_detail"].as_str().is_some_and(|d| d.contains("no such user")), "{dead}");
}

#[tokio::test]
async fn without_a_server_mail_is_noted_as_not_sent_and_with_one_goes_by_hand() {
    let (app, mailbox, wall) = (TestApp::new().await, Mailbox::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let step = by_mail(json!({"kind": "address", "address": "ops@example.com"}));
    let test = lender.post("/notifications/test", &json!({"step": step})).await.expect(202);
    notifier(&app, config(), &wall).send_due().await.expect("sends");
    assert_eq!(one(&lender, &test["id"]).await["suppressed_because"], "not_configured");
    let path = format!("/notifications/{}/retry", test["id"].as_str().expect("an id"));
    lender.post(&path, &json!({})).await.expect(200);
    notifier(&app, with_mail(&mailbox), &wall).send_due().await.expect("sends");
    assert_eq!(one(&lender, &test["id"]).await["state"], "delivered");
    assert_eq!(mailbox.got()[0].header("Subject"), "Test message");
}

#[tokio::test]
async fn a_mail_server_that_must_be_secured_and_is_not_gets_nothing() {
    let (app, mailbox) = (TestApp::new().await, Mailbox::start().await);
    let (lender, _) = app.lender("One").await;
    let wall = ahead();
    let step = by_mail(json!({"kind": "address", "address": "ops@example.com"}));
    let test = lender.post("/notifications/test", &json!({"step": step})).await.expect(202);
    let mut strict = with_mail(&mailbox);
    if let Some(smtp) = &mut strict.smtp {
        smtp.security = SmtpSecurity::Starttls;
        smtp.user = Some("lienwatch".into());
    }
    let clock = wall.clone();
    let parts = |password: Option<&str>| Parts {
        store: app.state.store.clone(),
        seal: Seal::parse(&"ab".repeat(32)).expect("a key ring"),
        config: strict.clone(),
        smtp_password: password.map(str::to_owned),
        public_url: None,
        wall: Arc::new({
            let clock = clock.clone();
            move || clock.now()
        }),
        new_id: Uuid::now_v7,
        random: StdRng::seed_from_u64(7),
    };
    assert!(Notifier::new(parts(None)).is_err(), "a user without a password is a mistake that is told at the start");
    let notifier = Notifier::new(parts(Some("secret"))).expect("prepares");
    notifier.send_due().await.expect("sends");
    let failed = one(&lender, &test["id"]).await;
    assert_eq!(failed["state"], "failed", "{failed}");
    assert!(mailbox.got().is_empty() && mailbox.auth().is_empty(), "no password in the clear: {:?}", mailbox.auth());
}

/// A contractor is reached by the first of its people who signs in, or by what was set for it.
#[tokio::test]
async fn a_contractor_that_an_event_names_is_told() {
    let (app, mailbox, wall) = (TestApp::new().await, Mailbox::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let vendor = Uuid::now_v7();
    let sql = "insert into vendor (id, lender_no, detail, created_at, updated_at)
               select $1, lender_no, '{\"profile\": {\"name\": \"Tow & Co\"}}', now(), now() from lender where name = 'One'";
    sqlx::query(sql).bind(vendor).execute(&app.owner).await.expect("a vendor");
    let step = by_mail(json!({"kind": "named", "by": "vendor"}));
    rule(&lender, "offers", json!({"events": ["order.offered_to"], "first": step, "language": "zh"})).await;
    let offer = json!({"vendor": vendor, "offer": Uuid::now_v7(), "until": "2026-09-01T05:00:00Z"});
    let notifier = notifier(&app, with_mail(&mailbox), &wall);
    super::routing::any_event(&app, "One", "order", "offered_to", offer.clone()).await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    assert_eq!(deliveries(&lender, "").await[0]["suppressed_because"], "no_address");

    let path = format!("/vendors/{vendor}/contact");
    lender.put(&path, &json!({"email": "desk@tow.example"})).await.expect(200);
    assert_eq!(lender.get(&path).await.expect(200)["email"], "desk@tow.example");
    let stored: String = app
        .one(
            "select encode(address, 'escape') from notification_contact where subject_id::text = $1",
            &vendor.to_string(),
        )
        .await;
    assert!(!stored.contains("tow.example"), "sealed");
    let order = super::routing::any_event(&app, "One", "order", "offered_to", offer).await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    assert_eq!(mailbox.got()[0].to, ["desk@tow.example"]);
    let told = deliveries(&lender, "?state=delivered").await.remove(0);
    assert!(told["text"].as_str().is_some_and(|t| t.contains("2026-09-01 13:00")), "in the lender's zone: {told}");
    let link = format!("https://lienwatch.example/api/v1/work/orders/{order}");
    assert!(told["text"].as_str().is_some_and(|t| t.ends_with(&link)), "where a contractor reads on: {told}");
    let (other, _) = app.lender("Other").await;
    other.put(&path, &json!({"email": "x@example.com"})).await.problem(404, "not_found");
}

#[tokio::test]
async fn whom_a_note_names_is_told() {
    let (app, mailbox, wall) = (TestApp::new().await, Mailbox::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let leo = app.person(&lender, "leo", "legal").await;
    let user: Uuid = app.one("select id from app_user where display_name = $1", "leo").await;
    let path = format!("/users/{user}/contact");
    lender.put(&path, &json!({"email": "leo@example.com"})).await.expect(200);
    drop(leo);
    let step = by_mail(json!({"kind": "named", "by": "mentioned"}));
    rule(&lender, "named", json!({"events": ["case.mentioned"], "first": step})).await;
    let notifier = notifier(&app, with_mail(&mailbox), &wall);
    let data = json!({"note": Uuid::now_v7(), "mentioned": user});
    super::routing::any_event(&app, "One", "case", "mentioned", data).await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    assert_eq!(mailbox.got()[0].to, ["leo@example.com"]);
}
