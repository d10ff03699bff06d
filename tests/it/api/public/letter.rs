//! Whether a letter holds.

use super::{is_page, read};
use crate::api::recovery::{Scene, text};
use crate::support::app::TestApp;
use axum::http::Method;
use serde_json::json;

#[tokio::test]
async fn the_page_says_whether_the_letter_holds_and_nothing_of_whom_it_is_about() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let case = scene.authorised().await;
    let crew = scene.crew("Hook").await;
    let order = scene.accepted(&case, &crew).await;
    let work = crew.client.get(&format!("/work/orders/{order}")).await.expect(200);
    let code = text(&work["letter"]["code"]);
    let path = format!("/v/{code}");
    let nobody = app.nobody();
    let known = [
        text(&work["car"]["vin"]),
        text(&work["car"]["plate"]),
        "Hook".into(),
        "One-C1".into(),
        case.clone(),
        order.clone(),
    ];
    let both = async |status: u16, english: &str, chinese: &str| {
        for (lang, tag, said) in [("en", "en", english), ("zh-CN,zh;q=0.9", "zh-CN", chinese)] {
            let page = read(&nobody, &path, lang).await;
            is_page(&page, status, tag);
            assert!(page.text.contains(said), "{lang}: {}", page.text);
            let told = known.iter().find(|mark| page.text.contains(mark.as_str()));
            assert_eq!(told, None, "{lang}");
        }
        // The switch goes before the browser's wish.
        let page = read(&nobody, &format!("{path}?lang=zh"), "en").await;
        assert!(page.text.contains(chinese));
    };
    both(200, "This letter holds.", "本授权书有效。").await;
    let set = |field: &'static str, value: &'static str| {
        let sql = "update letter set detail = jsonb_set(detail, array[$1], to_jsonb($2::text))";
        sqlx::query(sql).bind(field).bind(value).execute(&app.owner)
    };
    let (from, to) = (
        text(&app.one::<serde_json::Value>("select detail from letter where $1 <> ''", "x").await["valid_from"]),
        "2026-09-01T03:59:59Z",
    );
    set("valid_from", "2026-09-02T00:00:00Z").await.expect("later");
    both(200, "does not hold yet", "尚未生效").await;
    sqlx::query("update letter set detail = jsonb_set(detail, '{valid_from}', to_jsonb($1::text))")
        .bind(&from)
        .execute(&app.owner)
        .await
        .expect("as it was");
    set("valid_to", to).await.expect("over");
    both(200, "its time is over", "有效期已届满").await;
    scene
        .officer
        .post(&format!("/orders/{order}/withdraw"), &json!({"reason": "the borrower called"}))
        .await
        .expect(200);
    both(200, "was revoked", "已被撤销").await;
}

#[tokio::test]
async fn what_is_not_a_code_of_ours_is_said_to_be_none() {
    let app = TestApp::new().await;
    let nobody = app.nobody();
    for code in ["0123456789abcdef0123456789abcdef", "short", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "..%2F..%2Fetc"] {
        for (lang, tag, said) in [("en", "en", "not a letter of ours"), ("zh", "zh-CN", "查无此授权书")] {
            let page = read(&nobody, &format!("/v/{code}"), lang).await;
            is_page(&page, 404, tag);
            assert!(page.text.contains(said), "{}", page.text);
            assert!(!page.text.contains("alert") && !page.text.contains("etc"), "what is no code is not repeated");
        }
    }
}

#[tokio::test]
async fn guesses_are_counted_by_address() {
    let app = TestApp::new().await;
    let guess = async |address: [u8; 4]| {
        app.call(Method::GET, "/web:/v/0123456789abcdef0123456789abcdef").from(address).send().await
    };
    for n in 0..30 {
        assert_eq!(guess([192, 0, 2, 1]).await.status, 404, "{n}");
    }
    let refused = guess([192, 0, 2, 1]).await;
    is_page(&refused, 429, "en");
    let wait: u64 = refused.headers["retry-after"].to_str().expect("text").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    let twin = app.call(Method::GET, "/letters/0123456789abcdef0123456789abcdef").from([192, 0, 2, 1]).send().await;
    twin.problem(429, "rate_limited");
    assert_eq!(guess([192, 0, 2, 2]).await.status, 404, "another address is not concerned");
}
