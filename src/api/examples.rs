//! Bodies that each route takes, in the OpenAPI document beside their schemas. A test sends every one of them.

use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::openapi::RefOr;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::path::Operation;

/// By method and path below `/api/v1`, each by its name.
pub(super) type Examples = BTreeMap<String, BTreeMap<String, Value>>;

/// Parsed once for the document.
pub(super) fn all() -> Examples {
    serde_json::from_str(include_str!("examples.json")).expect("the file is compiled in, and a test reads it")
}

/// Adds those of an operation to what it says of its body.
pub(super) fn show(examples: &Examples, method: &str, path: &str, operation: &mut Operation) {
    let Some(named) = examples.get(&format!("{method} {path}")) else { return };
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    let Some(RefOr::T(content)) = body.content.get_mut("application/json") else { return };
    for (name, value) in named {
        let example = ExampleBuilder::new().value(Some(value.clone())).build();
        content.examples.insert(name.clone(), RefOr::T(example));
    }
}
