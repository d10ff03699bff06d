//! The dashboard beside the API's routes. Which page there is depends on whether this build carries the dashboard; what
//! holds of both is tried here, the files themselves in `src/api/web/tests.rs`.

use crate::support::app::TestApp;
use axum::http::StatusCode;

const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

#[tokio::test]
async fn paths_of_pages_answer_the_page_to_a_browser_only() {
    let app = TestApp::new().await;
    let nobody = app.nobody();
    let browser = nobody.with("accept", BROWSER);
    for path in ["/web:/", "/web:/cases/1", "/web:/login?to=%2Falerts"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8", "{path}");
        let policy = page.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(page.headers["x-frame-options"], "DENY", "{path}");
        nobody.get(path).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn nothing_but_the_dashboard_is_a_file() {
    let app = TestApp::new().await;
    let browser = app.nobody().with("accept", BROWSER);
    for path in [
        "/web:/../Cargo.toml",
        "/web:/assets/../../Cargo.toml",
        "/web:/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/web:/assets/..%2f..%2fCargo.toml",
        "/web://etc/passwd.txt",
        "/web:/assets/missing.js",
        "/web:/embedded.tsv",
    ] {
        browser.get(path).await.problem(404, "not_found");
    }
    // Unknown routes of the API stay problems, whoever asks.
    browser.get("/nothing").await.problem(404, "not_found");
    browser.post("/web:/cases", &serde_json::json!({})).await.problem(404, "not_found");
}
