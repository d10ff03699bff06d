//! The examples of the document: every body has some, and every one is taken.

use super::recovery::Scene;
use crate::support::app::TestApp;
use axum::http::{Method, StatusCode};
use serde_json::Value;

/// Method, path below `/api/v1` and the JSON body's content of every operation that has one.
fn bodies(document: &Value) -> Vec<(Method, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let Some(path) = path.strip_prefix("/api/v1") else { continue };
        for (method, operation) in item.as_object().expect("an item") {
            let content = &operation["requestBody"]["content"]["application/json"];
            if content.is_object() {
                all.push((method.to_uppercase().parse().expect("a method"), path.to_owned(), content.clone()));
            }
        }
    }
    all
}

fn document() -> Value {
    serde_json::from_str(&lienwatch::api::openapi()).expect("JSON")
}

#[test]
fn every_body_has_an_example() {
    let all = bodies(&document());
    assert!(all.len() > 90, "{}", all.len());
    let without: Vec<String> = all
        .iter()
        .filter(|(_, _, content)| content["examples"].as_object().is_none_or(|examples| examples.is_empty()))
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect();
    assert_eq!(without, [] as [&str; 0], "add them to src/api/examples.json");
    let told: usize = all.iter().filter_map(|(_, _, content)| Some(content["examples"].as_object()?.len())).sum();
    let kept: Value = serde_json::from_str(include_str!("../../../src/api/examples.json")).expect("JSON");
    let kept: usize = kept.as_object().expect("routes").values().filter_map(|v| Some(v.as_object()?.len())).sum();
    assert_eq!(told, kept, "an example of src/api/examples.json is of a route that is not there");
}

#[tokio::test]
async fn every_example_is_understood() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app).await;
    let crew = scene.crew("Hook").await;
    let admin = app.person(&scene.book.client, "adam", "admin").await;
    let key = scene.book.client.clone();
    let clients = [key, admin, scene.supervisor, scene.finance, scene.officer, crew.client, app.platform()];
    let nothing = "0197f3c4-5d21-7a10-8c3e-00000000ffff";
    let mut misunderstood = Vec::new();
    for (method, path, content) in bodies(&document()) {
        let target = path.replace("{protocol}", "gt06").replace("{device_id}", "stranger").replace("{name}", "lender");
        let target = target.split('/').map(|part| if part.starts_with('{') { nothing } else { part });
        let target = target.collect::<Vec<_>>().join("/");
        for (name, example) in content["examples"].as_object().expect("examples") {
            let body = &example["value"];
            let (mut allowed, mut refused) = (false, vec![]);
            for client in &clients {
                let answer = client.with("if-match", "\"1\"").call(method.clone(), &target).json(body).send().await;
                let elsewhere = answer.text.contains("your company takes no part");
                if matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED) && !elsewhere {
                    refused.push(answer.text);
                    continue;
                }
                allowed = true;
                let problem: Value = serde_json::from_str(&answer.text).unwrap_or_default();
                // What nobody has is not found; what is not understood is refused before it is looked for.
                let unknown = ["unknown_reference", "other_vendor", "unknown_recipient", "unknown_lender"]
                    .iter()
                    .any(|code| problem["code"] == *code);
                if matches!(answer.status.as_u16(), 400 | 415 | 422 | 500) && !unknown {
                    misunderstood.push(format!("{method} {path} ({name}): {} {}", answer.status, problem));
                }
                break;
            }
            assert!(allowed || path == "/session" || path == "/first-run", "{method} {path}: nobody may: {refused:?}");
        }
    }
    assert_eq!(misunderstood, [] as [String; 0]);
}
