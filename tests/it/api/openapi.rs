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

/// Every reference of the document, by what it names.
fn references<'a>(value: &'a serde_json::Value, found: &mut std::collections::BTreeSet<&'a str>) {
    match value {
        serde_json::Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(|name| name.as_str()));
            fields.values().for_each(|value| references(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn clients_can_be_made_of_the_document() {
    let document: serde_json::Value = serde_json::from_str(&lienwatch::api::openapi()).expect("JSON");
    let mut found = std::collections::BTreeSet::new();
    references(&document, &mut found);
    let missing: Vec<_> =
        found.into_iter().filter(|name| document.pointer(name.trim_start_matches('#')).is_none()).collect();
    assert_eq!(missing, [] as [&str; 0], "named, and not there");
    let items = document["paths"].as_object().expect("paths").values();
    let mut names: Vec<&str> = items
        .flat_map(|item| item.as_object().expect("an item").values())
        .map(|operation| operation["operationId"].as_str().expect("a name"))
        .collect();
    names.sort_unstable();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
