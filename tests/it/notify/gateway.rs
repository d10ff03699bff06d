//! Gateways: SMS and group robots by their providers' forms.

use super::receiver::{Receiver, Reply};
use super::*;
use lienwatch_domain::notify::RetrySchedule;

async fn gateway(client: &Client<'_>, name: &str, form: Value) -> String {
    let body = json!({"name": name, "form": {"kind": "http_gateway", "gateway": form}});
    let made = client.post("/notification-endpoints", &body).await.expect(201);
    assert!(made["secret"].is_null());
    made["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_group_robot_is_told_and_its_error_code_counts() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    let form = json!({
        "url": format!("http://{}/robot/send?access_token=T0KEN&timestamp={{{{timestamp}}}}&sign={{{{sign}}}}", hook.address),
        "headers": [["x-provider", "KEY"]],
        "body": {"type": "json", "template": {"msgtype": "text", "text": {"content": "{{subject}} {{text}}"}}},
        "accept": {"pointer": "/errcode", "equals": 0}, "dingtalk_secret": "SECabc",
    });
    let endpoint = gateway(&lender, "group", form).await;
    let shown = lender.get(&format!("/notification-endpoints/{endpoint}")).await.expect(200).to_string();
    assert!(!shown.contains("T0KEN") && !shown.contains("KEY\"") && !shown.contains("SECabc"), "{shown}");
    let stored: String =
        app.one("select encode(form, 'escape') from notification_endpoint where id::text = $1", &endpoint).await;
    assert!(!stored.contains("T0KEN"), "sealed");

    let step = json!({"to": {"kind": "endpoint"}, "via": {"channel": "http_gateway", "endpoint": endpoint}});
    rule(&lender, "group", json!({"events": ["site.created"], "first": step, "language": "zh"})).await;
    event(&lender, "first").await;
    let said = |code: i32| Reply { body: format!("{{\"errcode\":{code},\"errmsg\":\"limit\"}}"), ..Reply::status(200) };
    hook.reply([said(130_101), said(0)]);
    let notifier =
        notifier(&app, config::Notify { retry_s: RetrySchedule::new(vec![1]).expect("a schedule"), ..config() }, &wall);
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    let failed = deliveries(&lender, "").await.remove(0);
    assert_eq!((&failed["state"], &failed["channel"]), (&json!("failed"), &json!("http_gateway")));
    assert!(
        failed["failure_detail"].as_str().is_some_and(|d| d.starts_with("answered 130101 at /errcode")),
        "{failed}"
    );
    wall.pass(TimeDelta::seconds(2));
    notifier.send_due().await.expect("sends");
    assert_eq!(one(&lender, &failed["id"]).await["state"], "delivered");
    let got = hook.until(2).await.remove(1);
    assert_eq!((got.header("x-provider"), got.header("content-type")), ("KEY", "application/json"));
    let content = got.json()["text"]["content"].as_str().expect("text").to_owned();
    assert!(content.starts_with("site.created "), "{content}");
    let query = got.uri.query().expect("a query");
    let timestamp = wall.now().timestamp_millis();
    assert!(query.contains(&format!("timestamp={timestamp}&sign=")) && !query.contains("{{"), "{query}");
}

#[tokio::test]
async fn sms_goes_to_the_number_of_a_person_or_nowhere() {
    let (app, hook, wall) = (TestApp::new().await, Receiver::start().await, ahead());
    let (lender, _) = app.lender("One").await;
    app.person(&lender, "olga", "risk_officer").await;
    let form = json!({"url": format!("http://{}/sms", hook.address), "accept": {"status_from": 201, "status_to": 201},
        "body": {"type": "form", "fields": [["To", "{{to}}"], ["Body", "{{text}}"]]}});
    let endpoint = gateway(&lender, "sms", form).await;
    let olga: String = app.one("select id::text from app_user where email = $1", "olga@example.com").await;
    let via = json!({"channel": "http_gateway", "endpoint": endpoint});
    rule(
        &lender,
        "sms",
        json!({"events": ["site.created"], "first": {"to": {"kind": "user", "user": olga}, "via": via}}),
    )
    .await;
    let notifier = notifier(&app, config(), &wall);
    event(&lender, "first").await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    assert_eq!(deliveries(&lender, "").await[0]["suppressed_because"], "no_address");
    lender.put(&format!("/users/{olga}/contact"), &json!({"gateway": "+886912345678"})).await.expect(200);
    hook.reply([Reply::status(201)]);
    event(&lender, "second").await;
    route(&app, &notifier).await;
    notifier.send_due().await.expect("sends");
    let got = hook.until(1).await.remove(0);
    assert!(got.body.starts_with("To=%2B886912345678&Body="), "{}", got.body);
    assert_eq!(deliveries(&lender, "?state=delivered").await.len(), 1);
}
