//! Recovery from authorisation to settlement, as each of its people sees it.

mod abroad;
mod bays;
mod charges;
mod cuts;
mod field;
mod holds;
mod law;
mod lawful;
mod looks;
mod notices;
mod road;
mod uploads;

use crate::support::app::{Answer, Book, Client, TestApp, engine_now};
use axum::http::Method;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

/// Everybody who works on the case of one book.
pub struct Scene<'a> {
    pub app: &'a TestApp,
    pub book: Book<'a>,
    pub officer: Client<'a>,
    pub supervisor: Client<'a>,
    pub second: Client<'a>,
    pub finance: Client<'a>,
}

/// A vendor with its people, ready to work, and one of them signed in.
pub struct Crew<'a> {
    pub vendor: String,
    pub agents: Vec<String>,
    pub client: Client<'a>,
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

pub fn at<'a>(client: &Client<'a>, version: &Value) -> Client<'a> {
    client.with("if-match", &format!("\"{version}\""))
}

impl<'a> Scene<'a> {
    pub async fn new(app: &'a TestApp) -> Scene<'a> {
        Scene::of(app, app.book("One").await).await
    }

    /// The people of a book.
    pub async fn of(app: &'a TestApp, book: Book<'a>) -> Scene<'a> {
        let officer = app.person(&book.client, "ann", "risk_officer").await;
        let supervisor = app.person(&book.client, "sue", "supervisor").await;
        let second = app.person(&book.client, "sam", "supervisor").await;
        let finance = app.person(&book.client, "fay", "finance").await;
        Scene { app, book, officer, supervisor, second, finance }
    }

    pub async fn case(&self, id: &str) -> Value {
        self.officer.get(&format!("/cases/{id}")).await.expect(200)
    }

    /// Does something to a case, with the version that it has now.
    pub async fn step(&self, client: &Client<'_>, id: &str, action: &str, body: &Value) -> Answer {
        let version = self.case(id).await["version"].clone();
        at(client, &version).post(&format!("/cases/{id}/{action}"), body).await
    }

    /// A case that two people authorised.
    pub async fn authorised(&self) -> String {
        let id = self.reviewed().await;
        let ask = json!({"basis": "court_order", "reference": "(2026)沪0101民特12号", "reason": "62 days past due"});
        self.step(&self.officer, &id, "request-authorisation", &ask).await.expect(200);
        self.step(&self.supervisor, &id, "approve", &json!({"reason": "all papers are there"})).await.expect(200);
        self.lawful(&id).await;
        id
    }

    /// A case whose papers are there.
    pub async fn reviewed(&self) -> String {
        let body = json!({"vehicle_id": self.book.vehicle, "reason": "the borrower cannot be found"});
        let id = text(&self.officer.post("/cases", &body).await.expect(201)["id"]);
        self.step(&self.officer, &id, "review", &json!({})).await.expect(200);
        let intake = json!({"items": ["loan_contract", "borrower_details", "credit_assessment"]});
        at(&self.officer, &json!(2)).put(&format!("/cases/{id}/intake"), &intake).await.expect(200);
        id
    }

    /// The same, on the lender's published list and evaluated.
    pub async fn crew(&self, name: &str) -> Crew<'a> {
        let crew = self.unlisted(name).await;
        self.listed(&crew).await;
        crew
    }

    /// A vendor that takes recoveries and tows around Shanghai, with two agents and prices.
    pub async fn unlisted(&self, name: &str) -> Crew<'a> {
        let profile = json!({"name": name, "kinds": ["repossess", "tow", "store", "field_visit"], "capacity": 20});
        let vendor = text(&self.supervisor.post("/vendors", &profile).await.expect(201)["id"]);
        let act = format!("/vendors/{vendor}/actions");
        for kind in [
            "business_licence",
            "contract",
            "confidentiality",
            "responsible_person",
            "liability_insurance",
            "recovery_licence",
            "on_hook_insurance",
            "transport_licence",
        ] {
            let document = json!({"kind": kind, "number": "1", "issued_on": "2026-01-01", "expires_on": "2027-12-31"});
            let body = json!({"action": "add_document", "document": document});
            self.supervisor.post(&act, &body).await.expect(200);
        }
        let area = json!({"type": "Polygon", "coordinates": [[[121.0, 30.9], [121.9, 30.9], [121.9, 31.5], [121.0, 31.5], [121.0, 30.9]]]});
        self.supervisor.put(&format!("/vendors/{vendor}/coverage"), &area).await.expect(200);
        let coverage = self.supervisor.get(&format!("/vendors/{vendor}/coverage")).await.expect(200);
        assert!(coverage["cells"].as_array().is_some_and(|cells| !cells.is_empty()), "{coverage}");
        let mut agents = vec![];
        for n in 1..=2 {
            let body = json!({"name": format!("{name} {n}")});
            let agent = self.supervisor.post(&format!("/vendors/{vendor}/agents"), &body).await.expect(201);
            let agent = text(&agent["id"]);
            let file = [
                json!({"action": "record_certificate", "certificate": {"number": "C1", "issued_on": "2026-01-01", "last_day": "2027-12-31"}}),
                json!({"action": "record_background", "background": {"on": "2026-06-01", "clear": true}}),
                json!({"action": "record_training", "training": {"on": "2026-06-01", "score": 90}}),
                json!({"action": "record_confidentiality", "on": "2026-06-01"}),
            ];
            for body in &file {
                self.supervisor.post(&format!("/agents/{agent}/actions"), body).await.expect(200);
            }
            agents.push(agent);
        }
        let activate = format!("/vendors/{vendor}/activate");
        self.second.post(&activate, &json!({"reason": "its papers are in order"})).await.expect(200);
        let flat = |minor: i64| json!({"type": "flat", "amount": {"minor": minor, "currency": "CNY"}});
        let card = json!({"id": uuid::Uuid::now_v7(), "vendor": vendor, "currency": "CNY", "valid_from": "2026-01-01",
            "rows": [{"order": "repossess", "rate": flat(12_000)}, {"order": "tow", "rate": flat(5_000)}],
            "penalties": {"late_per_day": 0, "late_max": 0, "per_complaint": {"minor": 0, "currency": "CNY"}}});
        self.finance.post(&format!("/vendors/{vendor}/rate-cards"), &card).await.expect(201);
        let email = format!("{}@example.com", name.to_lowercase());
        let user = json!({"email": email, "display_name": name, "role": "contractor", "password": "correct horse battery",
            "vendor_id": vendor, "agent_id": agents[0]});
        self.book.client.post("/users", &user).await.expect(201);
        let client = self.app.sign_in(&email, "correct horse battery").await;
        Crew { vendor, agents, client }
    }

    /// An order to take the car, accepted by a crew.
    pub async fn accepted(&self, case: &str, crew: &Crew<'_>) -> String {
        let body = json!({"kind": "repossess", "lat": 31.2, "lon": 121.4, "instructions": "blue car, second row"});
        let order = self.officer.post(&format!("/cases/{case}/orders"), &body).await.expect(201);
        let order = text(&order["id"]);
        let offer = json!({"mode": "direct", "vendors": [crew.vendor], "minutes": 60});
        let round = self.officer.post(&format!("/orders/{order}/offer"), &offer).await.expect(200);
        let offer = text(&round["round"]["offers"][0]["offer"]);
        let accept = format!("/work/offers/{offer}/accept");
        crew.client.post(&accept, &json!({"agents": crew.agents})).await.expect(200);
        order
    }

    /// The car of an accepted order on the hook, with both agents there.
    pub async fn hooked(&self, order: &str, crew: &Crew<'_>) {
        let work = format!("/work/orders/{order}");
        crew.client.post(&format!("{work}/depart"), &json!({})).await.expect(200);
        for agent in &crew.agents {
            let here = json!({"agent_id": agent, "lat": 31.2, "lon": 121.4});
            crew.client.post(&format!("{work}/check-in"), &here).await.expect(200);
        }
        crew.attests(order).await;
        let photo = crew.photo(order).await;
        let hook = json!({"lat": 31.2, "lon": 121.4, "evidence": [photo]});
        crew.client.post(&format!("{work}/on-hook"), &hook).await.expect(200);
    }
}

static PHOTOS: AtomicU32 = AtomicU32::new(0);

/// Twenty nights of the book's car at one place, by the clock of Shanghai, and its days at another.
pub async fn nights(app: &TestApp, book: &Book<'_>) {
    for (lat_e7, from_h, to_h) in [(312_804_000, 12_i64, 23_i64), (313_104_000, 0, 10)] {
        sqlx::query(
            "insert into stay (vehicle_no, arrive, leave, lender_no, lat_e7, lon_e7)
             select v.vehicle_no, d + $2 * interval '1 hour', d + $3 * interval '1 hour', v.lender_no, $4, 1214737000
             from vehicle v, generate_series(date_trunc('day', $1::timestamptz) - interval '20 days',
                                             date_trunc('day', $1::timestamptz) - interval '1 day', interval '1 day') d
             where v.id = $5::uuid",
        )
        .bind(engine_now())
        .bind(from_h)
        .bind(to_h)
        .bind(lat_e7)
        .bind(&book.vehicle)
        .execute(&app.owner)
        .await
        .expect("stays");
    }
}

/// The bytes of a photo like no other.
pub fn jpeg() -> Vec<u8> {
    let n = PHOTOS.fetch_add(1, Ordering::Relaxed);
    [&[0xff, 0xd8, 0xff, 0xe0][..], format!("photo {n}").as_bytes()].concat()
}

impl Crew<'_> {
    /// Uploads a photo for an order.
    pub async fn photo(&self, order: &str) -> String {
        let path = format!("/work/orders/{order}/evidence?kind=photo&taken_at=2026-09-01T03:59:00Z&lat=31.2&lon=121.4");
        text(&self.client.call(Method::POST, &path).raw("image/jpeg", jpeg()).send().await.expect(201)["id"])
    }
}
