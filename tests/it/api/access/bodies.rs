//! Bodies that routes would take, so that what refuses is the tenancy and not the schema.

use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A body that a route would take, so that what refuses is the tenancy and not the schema.
pub fn body(method: &Method, path: &str, ids: &BTreeMap<&str, String>) -> Value {
    let id = |what: &str| ids[what].clone();
    let shape = json!({"name": "n", "kind": "yard", "lat": 1.0, "lon": 2.0, "radius_m": 50});
    match (method.as_str(), path.strip_prefix("/api/v1").unwrap_or(path)) {
        ("POST", "/session") => json!({"email": "x@example.com", "password": "wrong wrong wrong"}),
        ("POST", "/first-run") => json!({"token": "x", "email": "x@example.com", "password": "wrong wrong wrong"}),
        ("PATCH", "/vehicles/{id}/places/{rank}") => json!({"label": "n", "reason": "because"}),
        ("PUT", "/session/settings") => json!({"theme": "dark"}),
        ("PUT", "/settings/map") => {
            json!({"kind": "pmtiles", "url": "https://example.com/a", "attribution": "a", "max_zoom": 9})
        }
        ("PUT", "/regions/allowed" | "/vehicles/{id}/regions") => json!({"codes": []}),
        ("POST", "/sites/geojson" | "/regions/geojson") => json!({"type": "FeatureCollection", "features": []}),
        ("POST", "/sites/{id}/share" | "/sites/{id}/unshare") => json!({"reason": "because"}),
        ("POST", "/risk/parameters") => json!({"parameters": {}, "note": "because"}),
        ("POST", "/risk/previews") => json!({"parameters": {}, "days": 1}),
        ("PUT", "/system/clock") => json!({"now": "2026-09-02T00:00:00Z"}),
        ("POST", "/lenders") => json!({"name": "another"}),
        ("POST", "/users") => {
            json!({"email": "new@example.com", "display_name": "n", "role": "legal", "password": "correct horse battery"})
        }
        ("POST", "/api-keys") => json!({"name": "n", "scopes": ["alerts:read"]}),
        ("POST", "/borrowers") => json!({"external_id": "new", "name": "n"}),
        ("POST", "/vehicles") => json!({"vin": "NEW1"}),
        ("POST", "/trackers") => json!({"device_id": "869999999999999", "protocol": "gt06", "role": "wired"}),
        ("POST", "/trackers/quarantine/{protocol}/{device_id}/adopt") => json!({"role": "wired"}),
        ("POST", "/trackers/{id}/capture") => json!({"reason": "because"}),
        ("PUT", "/trackers/{id}/clock") => json!({"offset_s": 28800, "reason": "because"}),
        ("POST", "/trackers/{id}/commands") => json!({"kind": "locate"}),
        ("POST", "/vehicles/{id}/chase") => json!({"minutes": 30, "reason": "because"}),
        ("POST", "/installations") => json!({"tracker_id": id("trackers"), "vehicle_id": id("vehicles")}),
        ("POST", "/installations/{id}/end") => json!({"reason": "because"}),
        ("POST", "/service-windows") => {
            json!({"vehicle_id": id("vehicles"), "starts_at": 1_790_000_000, "ends_at": 1_790_003_600, "reason": "because"})
        }
        ("POST", "/sites") | ("PUT", "/sites/{id}") => shape,
        ("POST", "/fences") | ("PUT", "/fences/{id}") => {
            json!({"name": "n", "rule": "keep_in", "lat": 1.0, "lon": 2.0, "radius_m": 50})
        }
        ("PUT", "/fences/{id}/vehicles") => json!({"vehicles": []}),
        ("POST", "/groups") | ("PUT", "/groups/{id}") => json!({"name": "n"}),
        ("POST", "/groups/{id}/vehicles") => json!({"do": "add", "vehicles": []}),
        ("PUT", "/vehicles/{id}/groups") => json!({"groups": []}),
        ("POST", "/reports/schedules") | ("PUT", "/reports/schedules/{id}") => {
            json!({"report": "kpis", "every": "day", "hour": 8})
        }
        ("POST", "/cases/{id}/notes") => json!({"text": "look at the yard first", "mentions": []}),
        ("POST", "/sites/discovered/{id}/confirm") => json!({"name": "n", "reason": "because"}),
        ("POST", "/sites/discovered/{id}/dismiss") => json!({"reason": "because"}),
        ("POST", "/loans") => json!({"contract_number": "new", "vehicle_id": id("vehicles"), "product": "loan",
            "funded_on": "2026-06-01", "plan": {"plan": "irregular", "instalments": [{"due": "2026-10-01", "principal_minor": 1, "interest_minor": 0}]}}),
        ("POST", "/loans/{id}/payments") => json!({"external_id": "new", "paid_on": "2026-08-01", "amount_minor": 5}),
        ("POST", "/alerts/{id}/snooze") => json!({"until": "2026-09-02T00:00:00Z"}),
        ("POST", "/alerts/{id}/resolve") => json!({"verdict": "benign", "reason": "because"}),
        ("POST", "/cases") => json!({"loan_id": id("loans"), "reason": "because"}),
        ("PUT", "/cases/{id}/intake") => json!({"items": []}),
        ("POST", "/cases/{id}/request-authorisation") => json!({"basis": "voluntary_surrender", "reason": "because"}),
        ("POST", "/cases/{id}/holds") => json!({"kind": "complaint", "reason": "because"}),
        ("POST", "/cases/{id}/close") => json!({"close_reason": "lender_cancel", "reason": "because"}),
        ("POST", "/cases/bulk") => {
            json!({"items": [{"id": id("cases"), "version": 1}], "action": {"hold": {"kind": "complaint", "reason": "because"}}})
        }
        ("POST", "/complaints") => {
            json!({"channel": "phone", "category": "conduct", "name": "n", "statement": "s"})
        }
        ("POST", "/complaints/{id}/actions") => json!({"action": "acknowledge"}),
        ("POST", "/public/complaints") => {
            json!({"lender": "nobody's", "name": "n", "contact": "c", "plate": "p", "category": "other", "statement": "s",
                "submission": uuid::Uuid::now_v7()})
        }
        ("POST", "/public/complaints/status") => json!({"reference": "C-0000-0000", "secret": "s"}),
        ("POST", "/alerts/bulk") => json!({"items": [{"id": id("alerts")}], "action": {"acknowledge": {}}}),
        ("POST", "/orders/bulk") => {
            json!({"items": [{"id": id("cases")}], "action": {"withdraw": {"reason": "because"}}})
        }
        ("POST", "/cases/{id}/assign" | "/alerts/{id}/assign") => json!({"user_id": null}),
        ("POST", "/cases/{id}/review" | "/alerts/{id}/acknowledge" | "/users/{id}/disable" | "/system/drain") => {
            json!({})
        }
        ("POST" | "PUT", "/notification-rules" | "/notification-rules/{id}") => {
            json!({"name": "n", "rule": {"events": ["*"], "first": {"to": {"kind": "role", "role": "legal"}, "via": {"channel": "email"}}}})
        }
        ("POST" | "PUT", "/notification-endpoints" | "/notification-endpoints/{id}") => {
            json!({"name": "n", "form": {"kind": "webhook", "url": "https://example.com/"}})
        }
        ("POST", "/notifications/test") => json!({"step": {"to": {"kind": "endpoint"},
            "via": {"channel": "webhook", "endpoint": id("notification-endpoints")}}}),
        ("POST", "/notifications/{id}/cancel") => json!({"reason": "because"}),
        ("POST", "/notifications/{id}/retry" | "/notifications/{id}/acknowledge") => json!({}),
        ("PUT", "/users/{id}/role") => json!({"role": "auditor", "reason": "r"}),
        ("POST", "/notification-endpoints/{id}/rotate") | ("PUT", "/users/{id}/contact" | "/vendors/{id}/contact") => {
            json!({})
        }
        ("POST", "/loans/{id}/balance") | ("PATCH", _) | ("DELETE", _) => json!({}),
        (_, path) if recovery(path, ids).is_some() => recovery(path, ids).unwrap_or_default(),
        ("POST", path) if ["/cases/", "/alerts/", "/commands/", "/vehicles/"].iter().any(|p| path.starts_with(p)) => {
            json!({"reason": "because"})
        }
        _ => json!({}),
    }
}

/// The same, of what follows an authorised case.
fn recovery(path: &str, ids: &BTreeMap<&str, String>) -> Option<Value> {
    let (new, because) = (uuid::Uuid::now_v7(), json!({"reason": "because"}));
    let cny = json!({"minor": 1000, "currency": "CNY"});
    let here = json!({"lat": 31.2, "lon": 121.4});
    Some(match path {
        "/cases/{id}/orders" => json!({"kind": "repossess"}),
        "/cases/{id}/compliance/check" => json!({"step": "take"}),
        "/vehicles/{id}/approvals" => json!({"action": {"action": "cut_engine"}, "reason": "because"}),
        "/cases/{id}/approvals" => json!({"step": "take", "reason": "because"}),
        "/cases/{id}/notices" => json!({"kind": "sale"}),
        "/notices/{id}/issue" => json!({"language": "en"}),
        "/notices/{id}/serve" => json!({"method": "post", "proof": new}),
        "/notices/{id}/returned" => because,
        "/loans/{id}/compliance" => json!({"consumer": true}),
        "/vendors/{id}/compliance" => json!({"listed": true}),
        "/orders/{id}/extension" => json!({"granted": true}),
        "/orders/{id}/offer" => json!({"mode": "direct"}),
        "/orders/{id}/award" => json!({"offer_id": new}),
        "/orders/{id}/acknowledge" | "/cases/{id}/settle" | "/cases/{id}/statement" | "/cases/{id}/surplus-payment" => {
            json!({})
        }
        "/cases/{id}/deficiency-demands" => json!({"note": "letter of today"}),
        "/cases/{id}/records" | "/work/orders/{id}/records" => json!({"kind": "property_inventory", "items": []}),
        "/cases/{id}/hand-overs" | "/work/orders/{id}/hand-overs" => json!({"from": {"custodian": "borrower"},
            "to": {"custodian": "yard", "yard": new}, "lat": 1.0, "lon": 2.0, "evidence": [new]}),
        "/cases/{id}/bay" => json!({"bay": 1}),
        "/yards" | "/yards/{id}" => json!({"name": "n", "lat": 1.0, "lon": 2.0, "address": "a", "bays": 1,
            "rates": {"per_day": [["car", cny]]}, "opening_hours": "always"}),
        "/vendors" => json!({"name": "n", "kinds": ["tow"], "capacity": 1}),
        "/vendors/{id}/coverage" => {
            json!({"type": "Polygon", "coordinates": [[[121.0, 31.0], [121.1, 31.0], [121.1, 31.1], [121.0, 31.0]]]})
        }
        "/vendors/{id}/actions" => json!({"action": "suspend", "cause": "lender_decision", "reason": "because"}),
        "/vendors/{id}/agents" => json!({"name": "n"}),
        "/agents/{id}/actions" => json!({"action": "record_confidentiality", "on": "2026-01-01"}),
        "/vendors/{id}/rate-cards" => json!({"id": new, "vendor": ids["vendors"], "currency": "CNY",
            "valid_from": "2026-01-01", "rows": [{"order": "tow", "rate": {"type": "flat", "amount": cny}}],
            "penalties": {"late_per_day": 0, "late_max": 0, "per_complaint": cny}}),
        "/cases/{id}/appraisals" => {
            json!({"id": new, "source": "lender", "by": "us", "value": cny, "at": "2026-08-01T00:00:00Z"})
        }
        "/cases/{id}/lots" => json!({"channel": "fixed_price", "price": cny, "opens_at": "2026-09-01T00:00:00Z",
            "closes_at": "2026-09-02T00:00:00Z", "pay_hours": 24}),
        "/lots/{id}/actions" => json!({"action": "tick"}),
        "/buyers" => json!({"kind": "dealer"}),
        "/buyers/{id}/name" => json!({"name": "Pudong Used Cars Ltd"}),
        "/buyers/{id}/actions" => json!({"action": "verify"}),
        "/cases/{id}/costs" => json!({"kind": "legal", "amount_minor": 1, "document": new}),
        "/work/offers/{id}/accept" => json!({"agents": [new]}),
        "/work/offers/{id}/quote" => json!({"price_minor": 1, "currency": "CNY", "agents": [new]}),
        "/work/orders/{id}/check-in" => here,
        "/work/orders/{id}/on-hook" => json!({"lat": 31.2, "lon": 121.4, "evidence": [new]}),
        "/work/orders/{id}/uploads" => {
            json!({"client_id": new, "sha256": "00".repeat(32), "bytes": 1, "kind": "photo"})
        }
        "/work/orders/{id}/complete" => json!({"summary": "done"}),
        "/work/orders/{id}/fail" => json!({"because": "not_found", "reason": "because"}),
        "/work/orders/{id}/extension" => json!({"until": "2026-10-01", "reason": "because"}),
        "/invoices/{id}/match" | "/invoices/{id}/pay" | "/invoices/{id}/charge-back" | "/work/invoices/{id}/submit" => {
            json!({})
        }
        "/loans/{id}/promises" => json!({"due_on": "2026-09-05", "amount_minor": 5}),
        "/promises/{id}/cancel" => because,
        "/vendors/{id}/reconciliations" => json!({"month": "2026-08"}),
        "/money-tasks/{id}/complete" => json!({"payment": new, "reason": "because"}),
        "/orders/{id}/collections" => json!({"amount_minor": 1, "note": "cash"}),
        "/work/invoices" => {
            json!({"number": "1", "currency": "CNY", "lines": [{"order_id": new, "amount_minor": 1}]})
        }
        "/work/invoices/{id}/lines" => json!({"lines": [{"order_id": new, "amount_minor": 1}]}),
        "/work/offers/{id}/decline" | "/invoices/{id}/approve" | "/invoices/{id}/dispute" | "/invoices/{id}/reject" => {
            because
        }
        path if ["/withdraw", "/send-back", "/reverse", "/activate", "/approve-reserve"]
            .iter()
            .any(|p| path.ends_with(p)) =>
        {
            because
        }
        _ => return None,
    })
}

/// The route with the ids of somebody's things in it.
pub fn aim(method: &Method, path: &str, ids: &BTreeMap<&str, String>) -> String {
    let resource = path.trim_start_matches("/api/v1/").split('/').next().unwrap_or_default();
    let id = ids.get(resource).cloned().unwrap_or_else(|| ids["vehicles"].clone());
    path.replace("{id}", &id)
        .replace("{hold_id}", &ids["holds"])
        .replace("{upload}", &ids["vehicles"])
        .replace("{rank}", "1")
        .replace("{protocol}", "gt06")
        .replace("{device_id}", "stranger")
        .replace("{import}", if *method == Method::POST { "vehicles" } else { &ids["imports"] })
}
