//! The complaint form, its receipt and its status.

use super::{between, encoded, is_page, read, send};
use crate::api::recovery::text;
use crate::support::app::{Answer, Book, TestApp};
use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const FIELDS: [(&str, &str); 6] = [
    ("name", "Wang Xiaoming"),
    ("contact", "+86 138 0000 0000"),
    ("contract_number", "one-c1"),
    ("plate", ""),
    ("category", "conduct"),
    ("statement", "two men shouted\r\nat my mother"),
];

/// What a browser sends, with other values where they are given.
fn filled<'a>(form: &'a str, other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = FIELDS.to_vec();
    all.extend([("form", form), ("website", "")]);
    for (name, value) in other {
        match all.iter_mut().find(|(n, _)| n == name) {
            Some(field) => field.1 = value,
            None => all.push((name, value)),
        }
    }
    all
}

fn receipt(page: &Answer) -> (String, String) {
    let mut codes = page.text.split("<code>").skip(1).map(|rest| rest.split('<').next().expect("a code").to_owned());
    (codes.next().expect("a reference"), codes.next().expect("a secret"))
}

async fn complaints(book: &Book<'_>) -> Vec<Value> {
    book.client.get("/complaints").await.expect(200)["items"].as_array().expect("items").clone()
}

#[tokio::test]
async fn a_complaint_goes_from_the_form_to_its_answer_in_both_languages() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let supervisor = app.person(&book.client, "sue", "supervisor").await;
    let case = supervisor.post("/cases", &json!({"vehicle_id": book.vehicle, "reason": "because"})).await.expect(201);
    let nobody = app.nobody();
    for (at, (lang, tag, title, received, right)) in [
        ("en", "en", "<h1>Complain</h1>", "has been received", "Answered: you are right"),
        ("zh-CN", "zh-CN", "<h1>投诉</h1>", "您的投诉已收到", "已答复：投诉成立"),
    ]
    .into_iter()
    .enumerate()
    {
        let form = read(&nobody, "/complaint", lang).await;
        is_page(&form, 200, tag);
        assert!(form.text.contains(title) && !form.text.contains("name=\"lender\""), "one lender is not asked for");
        let token = between(&form.text, "name=\"form\" value=\"", "\"").to_owned();
        assert_eq!(token.len(), 32);
        let page = format!("/complaint?lang={}", if at == 0 { "en" } else { "zh" });
        let sent = send(&nobody, &page, &filled(&token, &[])).await;
        is_page(&sent, 200, tag);
        assert!(sent.text.contains(received), "{}", sent.text);
        let (reference, secret) = receipt(&sent);
        // The same form again is the same complaint; its words changed, it is another.
        assert_eq!(receipt(&send(&nobody, &page, &filled(&token, &[])).await), (reference.clone(), secret.clone()));
        assert_eq!(complaints(&book).await.len(), at + 1);

        let status = read(&nobody, "/complaint/status", lang).await;
        is_page(&status, 200, tag);
        let ask = async |reference: &str, secret: &str| {
            let fields = [("reference", reference), ("secret", secret)];
            send(&nobody.with("accept-language", lang), "/complaint/status", &fields).await
        };
        let open = ask(&reference.to_lowercase(), &secret.replace('-', " ")).await;
        is_page(&open, 200, tag);
        assert!(open.text.contains(&reference) && !open.text.contains("Wang"), "{}", open.text);
        for (r, s) in
            [(reference.as_str(), "0000-0000-0000-0000"), (&reference, ""), ("C-0000-0000", &secret), ("<b>", "<b>")]
        {
            let refused = ask(r, s).await;
            is_page(&refused, 404, tag);
            assert!(!refused.text.contains("<b>"), "{}", refused.text);
        }

        let mine = complaints(&book).await.pop().expect("a complaint");
        assert_eq!(
            (&mine["reference"], &mine["case_id"], &mine["channel"]),
            (&json!(reference), &case["id"], &json!("web"))
        );
        assert_eq!(mine["language"], if at == 0 { "en" } else { "zh" });
        let act = format!("/complaints/{}/actions", text(&mine["id"]));
        for step in [
            json!({"action": "acknowledge"}),
            json!({"action": "start_review"}),
            json!({"action": "decide", "outcome": "upheld", "response": "<b>You</b> are right", "remedy": "an apology"}),
        ] {
            supervisor.post(&act, &step).await.expect(200);
            is_page(&ask(&reference, &secret).await, 200, tag);
        }
        let answered = ask(&reference, &secret).await;
        assert!(
            answered.text.contains(right) && answered.text.contains("&lt;b&gt;You&lt;/b&gt; are right"),
            "{}",
            answered.text
        );
        assert!(answered.text.contains("an apology"));
        let twin = json!({"reference": reference, "secret": secret});
        let twin = nobody.post("/public/complaints/status", &twin).await.expect(200);
        assert_eq!(
            (&twin["state"], &twin["outcome"], &twin["respond_by"]),
            (&json!("upheld"), &json!("upheld"), &Value::Null)
        );
        supervisor.post(&act, &json!({"action": "close", "reason": "sent"})).await.expect(200);
        is_page(&ask(&reference, &secret).await, 200, tag);
    }
    assert_eq!(supervisor.get(&format!("/cases/{}", text(&case["id"]))).await.expect(200)["open_holds"], 0);
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let nobody = app.nobody();
    let long = "x".repeat(4001);
    for (other, english, chinese) in [
        (vec![("contract_number", "")], "contract number or the plate", "请填写合同编号或车牌号码"),
        (vec![("name", " ")], "give your name", "请填写姓名"),
        (vec![("contact", "")], "how we reach you", "请填写联系方式"),
        (vec![("category", "weather")], "choose what it is about", "请选择投诉类别"),
        (vec![("statement", long.as_str())], "tell what happened", "请填写事情经过"),
        (vec![("website", "http")], "must stay empty", "有一项须留空"),
        (vec![("lender", "Somebody")], "choose the lender", "请选择合同所载的贷款机构"),
    ] {
        for (lang, tag, said) in [("en", "en", english), ("zh", "zh-CN", chinese)] {
            let page = send(&nobody.with("accept-language", lang), "/complaint", &filled("f", &other)).await;
            is_page(&page, 422, tag);
            assert!(page.text.contains(said), "{other:?}: {}", page.text);
            let kept = other.iter().any(|(name, _)| *name == "name") || page.text.contains("value=\"Wang Xiaoming\"");
            assert!(kept, "{other:?}");
        }
    }
    assert_eq!(complaints(&book).await, [] as [Value; 0]);
}

#[tokio::test]
async fn markup_in_any_field_stays_text() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let supervisor = app.person(&book.client, "sue", "supervisor").await;
    let evil = "\"'><script>alert(1)</script>&";
    for name in ["name", "contact", "contract_number", "plate", "category", "statement", "form", "lender", "website"] {
        let page = send(&app.nobody(), "/complaint", &filled("f", &[("category", ""), (name, evil)])).await;
        is_page(&page, 422, "en");
        assert!(!page.text.contains("alert(1)<"), "{name}: {}", page.text);
    }
    let fields: Vec<(&str, &str)> =
        ["name", "contact", "contract_number", "plate", "statement", "form"].map(|n| (n, evil)).into();
    let sent = send(&app.nobody(), "/complaint", &filled("f", &fields)).await;
    is_page(&sent, 200, "en");
    let mine = complaints(&book).await.pop().expect("a complaint");
    let detail = supervisor.get(&format!("/complaints/{}", text(&mine["id"]))).await.expect(200);
    assert_eq!((&detail["party"]["name"], &detail["case_id"]), (&json!(evil), &Value::Null), "kept as it was written");
}

#[tokio::test]
async fn where_there_are_several_lenders_one_is_chosen_and_nothing_is_told_of_their_contracts() {
    let app = TestApp::new().await;
    let one = app.book("One").await;
    let two = app.book("Two <&>").await;
    let nobody = app.nobody();
    let form = read(&nobody, "/complaint", "en").await;
    is_page(&form, 200, "en");
    assert!(form.text.contains("<option value=\"One\">") && form.text.contains("<option value=\"Two &lt;&amp;&gt;\">"));
    is_page(&send(&nobody, "/complaint", &filled("f", &[])).await, 422, "en");
    // A contract of the other lender is taken down like one that nobody has.
    let sent = send(&nobody, "/complaint", &filled("f", &[("lender", "Two <&>")])).await;
    let unknown =
        send(&nobody, "/complaint", &filled("g", &[("lender", "Two <&>"), ("contract_number", "nobody's")])).await;
    for page in [&sent, &unknown] {
        is_page(page, 200, "en");
    }
    let shape = |page: &Answer| {
        let (reference, secret) = receipt(page);
        let nonce = between(&page.text, "<style nonce=\"", "\"").to_owned();
        page.text.replace(&reference, "").replace(&secret, "").replace(&nonce, "")
    };
    assert_eq!(shape(&sent), shape(&unknown));
    let of_two = complaints(&two).await;
    assert_eq!((of_two.len(), complaints(&one).await.len()), (2, 0));
    assert!(of_two.iter().all(|c| c["loan_id"] == Value::Null));
}

#[tokio::test]
async fn only_a_few_an_hour_come_from_one_address() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let complain = async |address: [u8; 4], form: &str| {
        let call = app.call(Method::POST, "/web:/complaint").from(address);
        call.raw("application/x-www-form-urlencoded", encoded(&filled(form, &[]))).send().await
    };
    for n in 0..5 {
        is_page(&complain([192, 0, 2, 1], &n.to_string()).await, 200, "en");
    }
    let refused = complain([192, 0, 2, 1], "again").await;
    is_page(&refused, 429, "en");
    let wait: u64 = refused.headers["retry-after"].to_str().expect("text").parse().expect("seconds");
    assert!((1..=3600).contains(&wait), "{wait}");
    let body = json!({"name": "n", "contact": "c", "plate": "p", "category": "other", "statement": "s", "submission": Uuid::now_v7()});
    let twin = app.call(Method::POST, "/public/complaints").from([192, 0, 2, 1]).json(&body).send().await;
    twin.problem(429, "rate_limited");
    is_page(&complain([192, 0, 2, 2], "other").await, 200, "en");
    assert_eq!(complaints(&book).await.len(), 6);

    let ask = async || {
        let fields = encoded(&[("reference", "C-0000-0000"), ("secret", "x")]);
        let call = app.call(Method::POST, "/web:/complaint/status").from([192, 0, 2, 1]);
        call.raw("application/x-www-form-urlencoded", fields).send().await
    };
    for _ in 0..30 {
        assert_eq!(ask().await.status, 404);
    }
    let refused = ask().await;
    is_page(&refused, 429, "en");
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn forms_of_other_sites_and_of_any_size_are_refused() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let post = async |headers: &[(&str, &str)], media: &str, body: String| {
        let call = app.call(Method::POST, "/web:/complaint").header("host", "desk.example");
        let call = headers.iter().fold(call, |call, (name, value)| call.header(name, value));
        call.raw(media, body).send().await
    };
    let form = "application/x-www-form-urlencoded";
    let body = || encoded(&filled("f", &[]));
    for headers in [
        [("sec-fetch-site", "cross-site"), ("origin", "null")],
        [("sec-fetch-site", "same-site"), ("origin", "https://desk.example")],
        [("x", "y"), ("origin", "https://evil.example")],
    ] {
        is_page(&post(&headers, form, body()).await, 403, "en");
    }
    is_page(&post(&[], form, format!("statement={}", "x".repeat(40_000))).await, 413, "en");
    is_page(&post(&[], "text/plain", body()).await, 415, "en");
    assert_eq!(complaints(&book).await.len(), 0);
    is_page(&post(&[("origin", "https://desk.example")], form, body()).await, 200, "en");
    is_page(&post(&[("sec-fetch-site", "same-origin"), ("origin", "null")], form, body()).await, 200, "en");
    assert_eq!(complaints(&book).await.len(), 1, "the same form");
}

#[tokio::test]
async fn the_same_complaint_sent_by_many_at_once_is_one() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let body = json!({"name": "n", "contact": "c", "plate": "p", "category": "other", "statement": "s", "language": "zh",
        "submission": Uuid::now_v7()});
    let sent = (0..20).map(|_| {
        let (nobody, body) = (app.nobody(), body.clone());
        async move { nobody.post("/public/complaints", &body).await.expect(201) }
    });
    let answers = futures_util::future::join_all(sent).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let mine = complaints(&book).await;
    assert_eq!((mine.len(), &mine[0]["reference"]), (1, &answers[0]["reference"]));
    let no = json!({"name": "n", "contact": "c", "category": "other", "statement": "s", "submission": Uuid::now_v7()});
    app.nobody().post("/public/complaints", &no).await.problem(422, "no_subject");
}
