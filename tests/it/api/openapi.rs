//! The document that is checked in is the one that is served.

#[test]
fn the_checked_in_document_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let current = lienwatch::api::openapi();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(path, &current).expect("writable");
    }
    let checked_in = std::fs::read_to_string(path).expect("openapi.json at the root");
    assert!(checked_in == current, "openapi.json is out of date: run with UPDATE_OPENAPI=1");
    let document: serde_json::Value = serde_json::from_str(&current).expect("JSON");
    assert!(document["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
}
