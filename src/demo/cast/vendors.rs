//! Contractors: entered, checked, let in, with prices, and with a login.

use super::company::{address, near};
use super::person::{Person, id};
use crate::client::{Client, ClientError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_simulator::world::CITIES;
use serde_json::{Value, json};
use uuid::Uuid;

/// A vendor with its people; one of them signed in.
pub struct Crew {
    /// The vendor's id.
    pub vendor: String,
    /// Ids of its agents.
    pub agents: Vec<String>,
    /// Who uses the phone.
    pub phone: Person,
}

/// Their names, the login before the `@`, and the price of a recovery, fen.
const VENDORS: [(&str, &str, i64); 4] = [
    ("Silver Crane Asset Recovery", "silvercrane", 240_000),
    ("Jinqiao Vehicle Services", "jinqiao", 220_000),
    ("Northgate Field Services", "northgate", 260_000),
    ("Lantern Recovery", "lantern", 250_000),
];

/// What a vendor that takes and carries cars must show.
const PAPERS: [&str; 8] = [
    "business_licence",
    "contract",
    "confidentiality",
    "responsible_person",
    "liability_insurance",
    "recovery_licence",
    "on_hook_insurance",
    "transport_licence",
];

/// Who lets vendors in, and when.
pub struct Lender<'a> {
    /// The operator's client, which makes logins.
    pub api: &'a Client,
    /// Enters vendors.
    pub supervisor: &'a Person,
    /// Lets them in.
    pub second: &'a Person,
    /// Publishes prices.
    pub finance: &'a Person,
    /// Of every login.
    pub password: &'a str,
    /// Engine time.
    pub now: DateTime<Utc>,
}

impl Lender<'_> {
    /// Every vendor.
    pub async fn crews(&self) -> Result<Vec<Crew>, ClientError> {
        let all = VENDORS.iter().map(|(name, login, price)| self.crew(name, login, *price));
        futures_util::future::try_join_all(all).await
    }

    async fn crew(&self, name: &str, login: &str, price: i64) -> Result<Crew, ClientError> {
        let bases: Vec<Value> = CITIES
            .iter()
            .map(|city| near(city, 0.03, -0.04))
            .map(|(lat, lon)| json!({"lat_e7": (lat * 1e7) as i64, "lon_e7": (lon * 1e7) as i64}))
            .collect();
        let profile = json!({"name": name, "kinds": ["repossess", "voluntary_surrender", "tow", "transport"],
            "capacity": 40, "bases": bases});
        let vendor = id(&self.supervisor.post("/vendors", &profile).await?);
        let act = format!("/vendors/{vendor}/actions");
        let (issued, ends) = (self.day(-240), self.day(700));
        for (n, kind) in PAPERS.iter().enumerate() {
            let number = format!("{}-{:04}", login.to_uppercase(), n + 1);
            let document = json!({"kind": kind, "number": number, "issued_on": issued, "expires_on": ends});
            self.supervisor.post(&act, &json!({"action": "add_document", "document": document})).await?;
        }
        self.supervisor.put(&format!("/vendors/{vendor}/coverage"), &coverage()).await?;
        let mut agents = vec![];
        for n in 1..=2 {
            agents.push(self.agent(&vendor, &format!("{name}, agent {n}"), n).await?);
        }
        let let_in = json!({"reason": "its papers are in order, and its people are trained"});
        self.second.post(&format!("/vendors/{vendor}/activate"), &let_in).await?;
        super::file::vendor(self, &vendor).await?;
        self.publish(&vendor, price).await?;
        let email = address(login);
        let user = json!({"email": email, "display_name": name, "role": "contractor", "password": self.password,
            "vendor_id": vendor, "agent_id": agents[0]});
        let _: Value = self.api.post("/users", &user).await?;
        let phone = Person::sign_in(self.api, &email, self.password).await?;
        Ok(Crew { vendor, agents, phone })
    }

    async fn agent(&self, vendor: &str, name: &str, n: u32) -> Result<String, ClientError> {
        let agent = id(&self.supervisor.post(&format!("/vendors/{vendor}/agents"), &json!({"name": name})).await?);
        let recent = self.day(-20);
        let certificate = json!({"number": format!("C-{n}"), "issued_on": self.day(-200), "last_day": self.day(700)});
        for body in [
            json!({"action": "record_certificate", "certificate": certificate}),
            json!({"action": "record_background", "background": {"on": recent, "clear": true}}),
            json!({"action": "record_training", "training": {"on": recent, "score": 92}}),
            json!({"action": "record_confidentiality", "on": recent}),
        ] {
            self.supervisor.post(&format!("/agents/{agent}/actions"), &body).await?;
        }
        Ok(agent)
    }

    async fn publish(&self, vendor: &str, price: i64) -> Result<(), ClientError> {
        let cny = |minor: i64| json!({"minor": minor, "currency": "CNY"});
        let row = |order: &str, minor: i64| json!({"order": order, "rate": {"type": "flat", "amount": cny(minor)}});
        let card = json!({"id": Uuid::now_v7(), "vendor": vendor, "currency": "CNY", "valid_from": self.day(-30),
            "rows": [row("repossess", price), row("voluntary_surrender", price / 3), row("tow", 60_000)],
            "penalties": {"late_per_day": 100, "late_max": 2_000, "per_complaint": cny(30_000)}});
        self.finance.post(&format!("/vendors/{vendor}/rate-cards"), &card).await?;
        Ok(())
    }

    /// The date so many days from now.
    pub fn day(&self, days: i64) -> chrono::NaiveDate {
        (self.now + TimeDelta::days(days)).date_naive()
    }
}

/// A square around each city.
fn coverage() -> Value {
    let squares: Vec<Value> = CITIES
        .iter()
        .map(|city| {
            let corner = |north: f64, east: f64| {
                let (lat, lon) = near(city, north, east);
                json!([lon, lat])
            };
            let (n, e) = (0.14, 0.16);
            json!([[corner(-n, -e), corner(-n, e), corner(n, e), corner(n, -e), corner(-n, -e)]])
        })
        .collect();
    json!({"type": "MultiPolygon", "coordinates": squares})
}
