//! What people set for themselves, and where a lender's map tiles come from.

use crate::support::app::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn everybody_keeps_their_own_settings() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let (ann, bob) = (app.person(&lender, "ann", "risk_officer").await, app.person(&lender, "bob", "auditor").await);
    let none = json!({"theme": null, "language": null, "single_keys": null, "views": []});
    assert_eq!(ann.get("/session/settings").await.expect(200), none);
    let set = json!({"theme": "dark", "language": "zh", "single_keys": false,
        "views": [{"name": "Worst", "page": "/alerts", "search": "?severity=critical"}]});
    assert_eq!(ann.put("/session/settings", &set).await.expect(200), set);
    assert_eq!(ann.get("/session/settings").await.expect(200), set);
    assert_eq!(ann.get("/session").await.expect(200)["language"], "zh");
    assert_eq!(bob.get("/session/settings").await.expect(200), none);
    bob.put("/session/settings", &json!({"theme": "light"})).await.expect(200);
    assert_eq!(ann.get("/session/settings").await.expect(200), set);
    lender.get("/session/settings").await.problem(403, "forbidden");
}

#[tokio::test]
async fn settings_are_bounded_and_say_what_is_wrong() {
    let app = TestApp::new().await;
    let (lender, _) = app.lender("One").await;
    let ann = app.person(&lender, "ann", "risk_officer").await;
    let view = |name: &str, page: &str| json!({"name": name, "page": page});
    for (body, code, field) in [
        (json!({"language": "fr"}), "unknown_language", "language"),
        (json!({"theme": "pink"}), "invalid_field", "theme"),
        (json!({"colour": "pink"}), "invalid_field", "colour"),
        (json!({"views": [view("", "/alerts")]}), "bad_text", "views[0].name"),
        (json!({"views": [view("a", "//elsewhere")]}), "bad_page", "views[0].page"),
        (json!({"views": [view("a", "/alerts"), view("a", "/alerts")]}), "name_taken", "views[1].name"),
        (json!({"views": vec![view("a", "/alerts"); 51]}), "too_many_views", "views"),
        (json!({"views": [{"name": "a", "page": "/a", "search": "x".repeat(2001)}]}), "bad_search", "views[0].search"),
    ] {
        let problem = ann.put("/session/settings", &body).await.problem(422, code);
        assert_eq!(problem["field"], field, "{body}");
    }
    let large: Vec<Value> =
        (0..20).map(|n| json!({"name": format!("v{n}"), "page": "/alerts", "search": "x".repeat(2000)})).collect();
    ann.put("/session/settings", &json!({"views": large})).await.problem(422, "settings_too_large");
}

const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

#[tokio::test]
async fn a_lenders_tiles_are_admitted_to_the_pages_of_its_people_and_to_no_others() {
    let app = TestApp::new().await;
    let ((one, _), (two, _)) = (app.lender("One").await, app.lender("Two").await);
    let (admin, other) = (app.person(&one, "ann", "admin").await, app.person(&two, "eve", "admin").await);
    let none = json!({"source": null, "origin": null});
    assert_eq!(admin.get("/settings/map").await.expect(200), none);
    let source = json!({"kind": "raster", "url": "https://tiles.example.com/{z}/{x}/{y}.png?key=k",
        "attribution": "© Example", "max_zoom": 18, "coord": "GCJ02"});
    let set = admin.put("/settings/map", &source).await.expect(200);
    assert_eq!((&set["source"], &set["origin"]), (&source, &json!("https://tiles.example.com")));
    let clerk = app.person(&one, "carl", "yard_clerk").await;
    assert_eq!(clerk.get("/settings/map").await.expect(200), set);
    assert_eq!(other.get("/settings/map").await.expect(200), none);
    clerk.put("/settings/map", &source).await.problem(403, "forbidden");
    let policy = async |client: &crate::support::app::Client<'_>| {
        let page = client.with("accept", BROWSER).get("/web:/").await;
        page.headers["content-security-policy"].to_str().expect("text").to_owned()
    };
    let own = policy(&clerk).await;
    assert!(own.contains("connect-src 'self' https://tiles.example.com;"), "{own}");
    assert!(own.contains("img-src 'self' data: blob: https://tiles.example.com;"), "{own}");
    assert!(own.contains("script-src 'self';"), "{own}");
    for stranger in [&other, &app.nobody()] {
        let theirs = policy(stranger).await;
        assert!(theirs.contains("connect-src 'self';") && !theirs.contains("https:"), "{theirs}");
    }
    let logged: String = app.one("select action from event where action = $1", "map_source_changed").await;
    assert_eq!(logged, "map_source_changed");
    admin.delete("/settings/map").await.expect(204);
    assert_eq!(admin.get("/settings/map").await.expect(200), none);
    assert!(!policy(&clerk).await.contains("https:"));
}

#[tokio::test]
async fn a_source_that_a_policy_cannot_hold_is_refused() {
    let app = TestApp::new().await;
    let (one, _) = app.lender("One").await;
    let admin = app.person(&one, "ann", "admin").await;
    let source = |url: &str| json!({"kind": "pmtiles", "url": url, "attribution": "x", "max_zoom": 12});
    for url in ["http://example.com/a", "https://*.example.com/a", "https://example.com;default-src/a", "ftp://x/a"] {
        let problem = admin.put("/settings/map", &source(url)).await.problem(422, "bad_url");
        assert_eq!(problem["field"], "url", "{url}");
    }
    let here = admin.put("/settings/map", &source("/own.pmtiles")).await.expect(200);
    assert_eq!((&here["origin"], &here["source"]["coord"]), (&Value::Null, &json!("WGS84")));
}
