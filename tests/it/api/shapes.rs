//! What is answered of a case has the shape that the document says.

use crate::support::app::TestApp;
use serde_json::{Value, json};

/// The schema that a name or a reference stands for.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).expect("it is there"),
        None => schema,
    }
}

/// What of a value the schema does not know, and what it asks for that is not there; as far as it describes properties.
fn differs(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let schema = resolved(document, schema);
    let mut choices = schema["oneOf"].as_array().into_iter().flatten();
    if let Some(other) = choices.rfind(|s| s["type"] != "null") {
        if !value.is_null() {
            differs(document, other, value, at, found);
        }
        return;
    }
    match value {
        Value::Object(fields) => {
            let Some(known) = schema["properties"].as_object() else { return };
            for (name, value) in fields {
                match known.get(name) {
                    Some(schema) => differs(document, schema, value, &format!("{at}.{name}"), found),
                    None => found.push(format!("{at}.{name} is not described")),
                }
            }
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            found.extend(required.filter(|r| !fields.contains_key(*r)).map(|r| format!("{at}.{r} is not there")));
        }
        Value::Array(items) => items.iter().for_each(|item| differs(document, &schema["items"], item, at, found)),
        _ => {}
    }
}

#[tokio::test]
async fn parts_of_a_case_are_as_described() {
    let app = TestApp::new().await;
    let book = app.book("One").await;
    let officer = app.person(&book.client, "ann", "risk_officer").await;
    let supervisor = app.person(&book.client, "sue", "supervisor").await;
    let document: Value = serde_json::from_str(&lienwatch::api::openapi()).expect("JSON");
    let schemas = &document["components"]["schemas"];
    for part in ["CaseStage", "CaseFlag", "CaseHold", "Refusal", "Authorisation", "HoldPhase", "Actor"] {
        assert!(schemas[part]["properties"].is_object(), "{part}");
    }
    let case = officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    let path = format!("/cases/{}", case["id"].as_str().expect("an id"));
    let version = format!("\"{}\"", case["version"]);
    let complaint = json!({"kind": "complaint", "reason": "because"});
    let held = officer.with("if-match", &version).post(&format!("{path}/holds"), &complaint).await.expect(200);
    let hold = held["holds"].as_array().and_then(|all| all.last()).expect("a hold")["id"].clone();
    let release = format!("{path}/holds/{}/release", hold.as_str().expect("an id"));
    let version = format!("\"{}\"", held["version"]);
    let released = supervisor.with("if-match", &version).post(&release, &json!({"reason": "settled"})).await;
    for case in [case, held, released.expect(200)] {
        let mut found = Vec::new();
        for part in ["stage", "flag", "holds", "actions"] {
            let schema = &schemas["CaseDetail"];
            let all = schema["allOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
            let described = all.iter().find_map(|s| resolved(&document, s)["properties"].get(part)).expect("described");
            differs(&document, described, &case[part], part, &mut found);
        }
        assert_eq!(found, [] as [&str; 0]);
    }
}
