//! Gateways: what providers' forms look like when they are filled in, and what counts as taken.

use super::*;

fn gateway(text: Value) -> Gateway {
    serde_json::from_value(text).expect("a gateway")
}

fn values() -> Values {
    Values(vec![
        ("to", "+886 912&x=1".into()),
        ("text", "quote \" brace {{to}} 换行\n末".into()),
        ("subject", "s".into()),
        ("timestamp", "1700000000000".into()),
        ("sign", "a+b/c=".into()),
    ])
}

#[test]
fn a_group_robot_of_wecom() {
    let robot = gateway(json!({
        "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K",
        "body": {"type": "json", "template": {"msgtype": "text", "text": {"content": "{{subject}}: {{text}}"}, "n": 1}},
        "accept": {"pointer": "/errcode", "equals": 0},
    }));
    assert_eq!(robot.check(), Ok(()));
    let filled = robot.fill(&values());
    let (body, media) = filled.body.expect("a body");
    let read: Value = serde_json::from_str(&body).expect("still JSON, whatever the text holds");
    assert_eq!(read, json!({"msgtype": "text", "text": {"content": "s: quote \" brace {{to}} 换行\n末"}, "n": 1}));
    assert_eq!(media, "application/json");
    assert_eq!(robot.accept.judge(200, b"{\"errcode\":0,\"errmsg\":\"ok\"}"), Ok(()));
    assert_eq!(robot.accept.judge(200, b"{\"errcode\":93000}"), Err("answered 93000 at /errcode".into()));
    assert_eq!(robot.accept.judge(200, b"{}"), Err("answered nothing at /errcode".into()));
    assert_eq!(robot.accept.judge(200, b"<html>"), Err("answered something else than JSON".into()));
    assert_eq!(robot.accept.judge(500, b"{\"errcode\":0}"), Err("answered 500".into()));
}

#[test]
fn a_group_robot_of_dingtalk_with_a_secret() {
    let robot = gateway(json!({
        "url": "https://oapi.dingtalk.com/robot/send?access_token=T&timestamp={{timestamp}}&sign={{sign}}",
        "body": {"type": "json", "template": {"msgtype": "text", "text": {"content": "{{text}}"}}},
        "dingtalk_secret": "SEC000",
    }));
    assert_eq!(robot.check(), Ok(()));
    let url = robot.fill(&values()).url;
    assert!(url.ends_with("?access_token=T&timestamp=1700000000000&sign=a%2Bb%2Fc%3D"), "{url}");
}

#[test]
fn a_form_of_sms_and_one_in_the_address() {
    let sms = gateway(json!({
        "url": "https://sms.example.com/v1/{{to}}/messages", "headers": [["authorization", "Basic eDp5"]],
        "body": {"type": "form", "fields": [["To", "{{to}}"], ["Body", "{{text}}"], ["From", "Lienwatch"]]},
        "accept": {"status_from": 201, "status_to": 201},
    }));
    assert_eq!(sms.check(), Ok(()));
    let filled = sms.fill(&values());
    assert_eq!(filled.url, "https://sms.example.com/v1/%2B886%20912%26x%3D1/messages");
    let (body, media) = filled.body.expect("a body");
    assert!(
        body.starts_with("To=%2B886%20912%26x%3D1&Body=quote%20%22") && body.ends_with("%0A%E6%9C%AB&From=Lienwatch"),
        "{body}"
    );
    assert_eq!(media, "application/x-www-form-urlencoded");
    assert!(sms.accept.judge(201, b"").is_ok() && sms.accept.judge(200, b"").is_err());
    let get = gateway(json!({"url": "http://sms.example.com/?m={{text}}", "method": "GET", "body": {"type": "empty"}}));
    assert_eq!((get.check(), get.fill(&values()).body), (Ok(()), None));
}

#[test]
fn a_form_that_cannot_work_says_what_would() {
    let refused = |text: Value| gateway(text).check().map_err(|r| r.rule.into_owned());
    let no = |name: &str| Err(name.to_owned());
    let empty = json!({"type": "empty"});
    assert_eq!(
        refused(json!({"url": "https://{{to}}.example.com/", "body": empty})),
        no("gateway_url"),
        "no host by a value"
    );
    assert_eq!(refused(json!({"url": "ftp://example.com/", "body": empty})), no("gateway_url"));
    assert_eq!(refused(json!({"url": "https://example.com/{{secret}}", "body": empty})), no("gateway_place"));
    let json_body = json!({"type": "json", "template": {"a": [{"b": "{{password}}"}]}});
    assert_eq!(refused(json!({"url": "https://example.com/", "body": json_body})), no("gateway_place"));
    let large = json!({"type": "json", "template": {"a": "x".repeat(20_000)}});
    assert_eq!(refused(json!({"url": "https://example.com/", "body": large})), no("gateway_size"));
    let never = json!({"status_from": 300, "status_to": 200});
    assert_eq!(refused(json!({"url": "https://example.com/", "body": empty, "accept": never})), no("gateway_accept"));
    let pointer = json!({"pointer": "errcode"});
    assert_eq!(refused(json!({"url": "https://example.com/", "body": empty, "accept": pointer})), no("gateway_accept"));
}
