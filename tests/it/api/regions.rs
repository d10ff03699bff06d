//! Regions as they are loaded and deleted, and the lists of where vehicles may be.

use crate::support::app::TestApp;
use serde_json::{Value, json};

fn feature(code: &str, west: f64) -> Value {
    let ring = json!([[west, 31.0], [west + 1.0, 31.0], [west + 1.0, 32.0], [west, 31.0]]);
    json!({"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
        "properties": {"code": code, "name": format!("Region {code}"), "iso": format!("X-{code}")}})
}

fn document(features: &[Value]) -> Value {
    json!({"type": "FeatureCollection", "features": features})
}

#[tokio::test]
async fn regions_are_loaded_by_code_shown_and_deleted_when_no_list_names_them() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let (bob, _) = app.lender("Two").await;
    let two = document(&[feature("A", 121.0), feature("B", 122.0)]);
    let tried = ann.post("/regions/geojson?dry_run=true", &two).await.expect(200);
    assert_eq!((&tried["rows_ok"], ann.get("/regions").await.expect(200)["items"].clone()), (&json!(2), json!([])));
    ann.post("/regions/geojson", &two).await.expect(200);
    ann.post("/regions/geojson", &two).await.expect(200);
    let all = ann.get("/regions").await.expect(200)["items"].clone();
    let told: Vec<_> =
        all.as_array().expect("items").iter().map(|r| (r["code"].clone(), r["version"].clone())).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&(json!("A"), json!(1))) && told.contains(&(json!("B"), json!(1))), "{told:?}");
    assert_eq!(bob.get("/regions").await.expect(200)["items"], json!([]));
    // Drawn anew.
    ann.post("/regions/geojson", &document(&[feature("A", 123.0)])).await.expect(200);
    let changed = all.as_array().expect("items").iter().find(|r| r["code"] == "A").expect("A")["id"].clone();
    let path = format!("/regions/{}", changed.as_str().expect("an id"));
    let shown = ann.get(&path).await;
    assert_eq!(shown.etag(), "\"2\"");
    let shown = shown.expect(200);
    assert_eq!((&shown["corners"], &shown["geometry"]["coordinates"][0][0][0]), (&json!(3), &json!([123.0, 31.0])));
    bob.get(&path).await.problem(404, "not_found");

    let made =
        json!({"vehicles": [{"external_id": "v", "vin": "LSVAA41820000077", "allowed_regions": ["B", "A", "A"]}]});
    let car = ann.post("/imports/assets", &made).await.expect(200)["vehicles"][0]["id"].clone();
    let own = format!("/vehicles/{}/regions", car.as_str().expect("an id"));
    assert_eq!(ann.get(&own).await.expect(200), json!({"own": ["A", "B"], "codes": ["A", "B"]}));
    bob.put(&own, &json!({"codes": []})).await.problem(404, "not_found");
    ann.delete(&path).await.problem(409, "region_in_use");
    assert_eq!(ann.put(&own, &json!({"codes": []})).await.expect(200), json!({"own": [], "codes": []}));
    assert_eq!(ann.put(&own, &json!({"codes": null})).await.expect(200)["own"], Value::Null);
    ann.put("/regions/allowed", &json!({"codes": ["A"]})).await.expect(200);
    assert_eq!(ann.get(&own).await.expect(200)["codes"], json!(["A"]));
    ann.delete(&path).await.problem(409, "region_in_use");
    ann.put("/regions/allowed", &json!({"codes": []})).await.expect(200);
    ann.with("if-match", "\"1\"").delete(&path).await.problem(412, "stale_version");
    ann.delete(&path).await.expect(204);
    ann.get(&path).await.problem(404, "not_found");
}

#[tokio::test]
async fn what_is_not_right_is_refused_with_its_field_and_the_rest_taken() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let mut nameless = feature("C", 121.0);
    nameless["properties"]["name"] = Value::Null;
    let mixed = document(&[feature("A", 121.0), feature("A", 122.0), feature("B,C", 121.0), nameless]);
    let done = ann.post("/regions/geojson", &mixed).await.expect(200);
    assert_eq!((&done["rows_ok"], &done["rows_bad"]), (&json!(1), &json!(3)));
    let fields: Vec<&str> =
        done["errors"].as_array().expect("errors").iter().filter_map(|e| e["field"].as_str()).collect();
    let expected = ["features[1].properties.code", "features[2].properties.code", "features[3].properties.name"];
    assert_eq!(fields, expected);
    ann.post("/regions/geojson", &json!({"type": "Feature"})).await.problem(422, "bad_geojson");
    // A file of somebody else's calls its codes otherwise.
    ann.post("/regions/geojson?code_property=iso", &document(&[feature("A", 121.0)])).await.expect(200);
    let codes: Vec<Value> = ann.get("/regions").await.expect(200)["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|r| r["code"].clone())
        .collect();
    assert!(codes.contains(&json!("X-A")), "{codes:?}");

    ann.put("/regions/allowed", &json!({"codes": ["nowhere"]})).await.problem(422, "unknown_reference");
    let many: Vec<String> = (0..101).map(|n| format!("R{n}")).collect();
    ann.put("/regions/allowed", &json!({"codes": many})).await.problem(422, "too_many_regions");
    let cars = json!({"vehicles": [{"external_id": "v", "vin": "LSVAA41820000077"},
        {"external_id": "w", "vin": "LSVAA41820000078", "allowed_regions": ["A", "nowhere"]}]});
    let refused = ann.post("/imports/assets", &cars).await.problem(422, "unknown_reference");
    assert_eq!(refused["field"], "vehicles[1].allowed_regions");
    assert_eq!(ann.get("/vehicles").await.expect(200)["items"], json!([]), "all or nothing");
}

#[tokio::test]
async fn borders_are_bounded() {
    let app = TestApp::new().await;
    let (ann, _) = app.lender("One").await;
    let fine = |code: &str, corners: u32| {
        let ring: Vec<[f64; 2]> =
            (0..corners).map(|n| [121.0 + f64::from(n) / 1e5, 31.0 + f64::from(n * n % 97) / 1e3]).collect();
        json!({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
            "properties": {"code": code, "name": code}})
    };
    let one = ann.post("/regions/geojson", &document(&[fine("A", 20_001)])).await.expect(200);
    assert_eq!((&one["rows_bad"], &one["errors"][0]["problem"]), (&json!(1), &json!("bad_geometry")));
    let eleven: Vec<Value> = (0..11).map(|n| fine(&format!("R{n}"), 19_000)).collect();
    ann.post("/regions/geojson", &document(&eleven)).await.problem(409, "too_many_regions");
    assert_eq!(ann.get("/regions").await.expect(200)["items"], json!([]));
}
