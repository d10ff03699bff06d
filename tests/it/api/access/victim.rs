//! A lender with one of everything, for others to reach for.

use crate::support::app::TestApp;
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A lender with one of everything, and the ids of it.
pub async fn victim(app: &TestApp) -> BTreeMap<&'static str, String> {
    let book = app.book("Victim").await;
    let c = &book.client;
    let text = |v: &Value| v.as_str().expect("an id").to_owned();
    let officer = app.person(c, "victim", "risk_officer").await;
    let case = officer.post("/cases", &json!({"loan_id": book.loan, "reason": "because"})).await.expect(201);
    let path = format!("/cases/{}/holds", text(&case["id"]));
    let complaint = json!({"kind": "complaint", "reason": "because"});
    let held = officer.with("if-match", "\"1\"").post(&path, &complaint).await.expect(200);
    let window = json!({"vehicle_id": book.vehicle, "starts_at": "2026-09-01T00:00:00Z", "ends_at": "2026-09-02T00:00:00Z", "reason": "because"});
    c.post("/service-windows", &window).await.expect(201);
    let locate = format!("/trackers/{}/commands", text(&c.get("/trackers").await.expect(200)["items"][0]["id"]));
    let command = c.post(&locate, &json!({"kind": "locate", "reason": "Victim"})).await.expect(201);
    c.post(&format!("/vehicles/{}/chase", book.vehicle), &json!({"minutes": 30, "reason": "Victim"})).await.expect(201);
    let file = app.photo(&book).await;
    let vendor = c.post("/vendors", &json!({"name": "Victim Tow", "kinds": ["tow"], "capacity": 1})).await.expect(201);
    let vendor = text(&vendor["id"]);
    let agent = c.post(&format!("/vendors/{vendor}/agents"), &json!({"name": "Victim Driver"})).await.expect(201);
    let yard = json!({"name": "Victim yard", "lat": 1.0, "lon": 2.0, "address": "a", "bays": 1, "opening_hours": "always",
        "rates": {"per_day": [["car", {"minor": 1, "currency": "CNY"}]]}});
    let yard = c.post("/yards", &yard).await.expect(201);
    let buyer = c.post("/buyers", &json!({"kind": "dealer", "connected": "Victim"})).await.expect(201);
    let promised = json!({"due_on": "2026-09-05", "amount_minor": 5, "note": "Victim"});
    let promise = c.post(&format!("/loans/{}/promises", book.loan), &promised).await.expect(201);
    let said = json!({"channel": "phone", "category": "conduct", "name": "Victim Person", "statement": "Victim",
        "loan_id": book.loan});
    let said = c.post("/complaints", &said).await.expect(201);
    let paper = format!("/cases/{}/evidence?kind=document&note=Victim", text(&case["id"]));
    let jpeg = crate::api::recovery::jpeg();
    let evidence = c.call(Method::POST, &paper).raw("image/jpeg", jpeg).send().await.expect(201);
    let notice = c.post(&path.replace("holds", "notices"), &json!({"kind": "sale"})).await.expect(201);
    let hook = json!({"name": "Victim", "form": {"kind": "webhook", "url": "https://example.com/"}});
    let endpoint = c.post("/notification-endpoints", &hook).await.expect(201);
    let step = json!({"to": {"kind": "endpoint"}, "via": {"channel": "webhook", "endpoint": endpoint["id"]}});
    let rule = json!({"name": "Victim", "rule": {"events": ["*"], "first": step}});
    let rule = c.post("/notification-rules", &rule).await.expect(201);
    let delivery = c.post("/notifications/test", &json!({"step": step})).await.expect(202);
    let fence = json!({"name": "Victim", "rule": "keep_in", "lat": 1.0, "lon": 2.0, "radius_m": 50, "vehicles": [book.vehicle]});
    let fence = c.post("/fences", &fence).await.expect(201);
    let group = c.post("/groups", &json!({"name": "Victim"})).await.expect(201);
    let own = json!({"groups": [group["id"]]});
    c.put(&format!("/vehicles/{}/groups", book.vehicle), &own).await.expect(200);
    let triangle =
        json!({"type": "Polygon", "coordinates": [[[121.0, 31.0], [121.1, 31.0], [121.1, 31.1], [121.0, 31.0]]]});
    let region = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": triangle, "properties": {"code": "victim", "name": "Victim"}}]});
    c.post("/regions/geojson", &region).await.expect(200);
    let first = async |path: &str| text(&c.get(path).await.expect(200)["items"][0]["id"]);
    let report = json!({"report": "kpis", "every": "day", "hour": 8});
    let report = officer.post("/reports/schedules", &report).await.expect(201);
    BTreeMap::from([
        ("reports", text(&report["id"])),
        ("borrowers", text(&c.post("/borrowers", &json!({"external_id": "b", "name": "Victim Person"})).await.expect(201)["id"])),
        ("vehicles", book.vehicle.clone()),
        ("trackers", first("/trackers").await),
        ("installations", first("/installations").await),
        ("sites", book.site.clone()),
        ("fences", text(&fence["id"])),
        ("groups", text(&group["id"])),
        ("regions", first("/regions").await),
        ("loans", book.loan.clone()),
        ("alerts", book.alert.clone()),
        ("cases", text(&case["id"])),
        ("commands", text(&command["id"])),
        ("files", file),
        ("agents", text(&agent["id"])),
        ("yards", text(&yard["id"])),
        ("buyers", text(&buyer["id"])),
        ("evidence", text(&evidence["id"])),
        ("vendors", vendor),
        ("promises", text(&promise["id"])),
        ("complaints", text(&said["id"])),
        ("notices", text(&notice["id"])),
        ("notification-endpoints", text(&endpoint["id"])),
        ("notification-rules", text(&rule["id"])),
        ("notifications", text(&delivery["id"])),
        ("holds", text(&held["holds"][0]["id"])),
        ("users", first("/users").await),
        ("api-keys", first("/api-keys").await),
        ("lenders", book.lender_id.clone()),
        ("imports", app.one("select id::text from import_job where lender_no = (select lender_no from lender where name = $1) limit 1", "Victim").await),
    ])
}
