//! The pages for anybody: each state in both languages, what they send along, and what they keep to themselves.

mod complaint;
mod letter;
mod link;

use crate::support::app::{Answer, Client};
use axum::http::Method;

/// What every page sends along; and nothing of it can run or be loaded.
#[track_caller]
pub fn is_page(page: &Answer, status: u16, lang: &str) {
    assert_eq!(page.status.as_u16(), status, "{}", page.text);
    let header = |name: &str| page.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("x-frame-options"), "DENY");
    assert_eq!(header("content-language"), lang);
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'nonce-"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{policy}");
    assert!(!policy.contains("script") && !policy.contains("unsafe"), "{policy}");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(page.text.contains(&format!("<style nonce=\"{nonce}\">")), "the style carries it");
    assert!(page.text.contains(&format!("<html lang=\"{lang}\">")), "{}", page.text);
    assert!(page.text.contains("name=\"viewport\"") && page.text.contains("<h1>"), "{}", page.text);
    for never in ["<script", "<img", "<link", "http://", "https://", "javascript:", " style=\"", " onclick"] {
        assert!(!page.text.contains(never), "{never} in {}", page.text);
    }
    // Each control has a label, each id is there once.
    for control in page.text.split(" id=\"").skip(1) {
        let id = control.split('"').next().expect("an id");
        assert_eq!(page.text.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
        let labelled = page.text.contains(&format!("<label for=\"{id}\">"));
        assert!(labelled || id == "wrong", "{id} has no label");
    }
}

/// A page in one language.
pub async fn read(client: &Client<'_>, path: &str, lang: &str) -> Answer {
    client.with("accept-language", lang).get(&format!("/web:{path}")).await
}

/// A form, sent as a browser does.
pub async fn send(client: &Client<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let call = client.with("sec-fetch-site", "same-origin").call(Method::POST, &format!("/web:{path}"));
    call.raw("application/x-www-form-urlencoded", encoded(fields)).send().await
}

/// As a form is encoded: everything but letters and digits by its bytes.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let one = |text: &str| -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    fields.iter().map(|(name, value)| format!("{}={}", one(name), one(value))).collect::<Vec<_>>().join("&")
}

/// What stands between two marks.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("no {from} in {text}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} in {rest}")).0
}
