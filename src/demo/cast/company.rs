//! The lender's people, its contractors, yards and buyers: made through the API at the start.

use super::person::{Person, id};
use super::vendors::{self, Crew};
use crate::client::{Client, ClientError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_simulator::demo::LoanStory;
use lienwatch_simulator::world::{CITIES, City};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Where a car usually stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Which city (index of [`CITIES`]).
    pub city: usize,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// What the people know of the lender's book: by contract number.
#[derive(Debug, Default)]
pub struct Book {
    /// Where each car usually stands.
    pub spots: HashMap<String, Spot>,
    /// Each loan, as the lender's core system has it.
    pub loans: HashMap<String, LoanStory>,
}

/// A yard.
pub struct Yard {
    /// Its id.
    pub id: String,
    /// Where.
    pub spot: Spot,
}

/// Everybody who works on cases.
pub struct Company {
    /// The operator's own client, for lists.
    pub api: Client,
    /// Works on cases.
    pub officer: Person,
    /// Approves.
    pub supervisor: Person,
    /// Another one who approves.
    pub second: Person,
    /// Serves notices.
    pub legal: Person,
    /// Sells and settles.
    pub finance: Person,
    /// Hands cars in and out.
    pub clerk: Person,
    /// Contractors.
    pub crews: Vec<Crew>,
    /// One in each city.
    pub yards: Vec<Yard>,
    /// Who may buy.
    pub buyers: Vec<String>,
    /// The book.
    pub book: Book,
    suspended: Mutex<Vec<Suspension>>,
    pictures: AtomicU64,
}

/// A vendor that may not work until somebody has looked into a complaint.
#[derive(Debug, Clone)]
pub struct Suspension {
    /// Which.
    pub vendor: String,
    /// About what.
    pub complaint: String,
    /// Looked into on that day.
    pub until: DateTime<Utc>,
}

/// The lender's staff: before the `@` of the address, the role, the name.
pub const STAFF: [(&str, &str, &str); 7] = [
    ("officer", "risk_officer", "Lin Yue"),
    ("supervisor", "supervisor", "Zhou Min"),
    ("second", "supervisor", "Gao Rui"),
    ("legal", "legal", "Shen Qing"),
    ("finance", "finance", "Tang Hui"),
    ("clerk", "yard_clerk", "Wu Jie"),
    ("auditor", "auditor", "He Lan"),
];

/// The address of somebody of the demonstration.
pub fn address(name: &str) -> String {
    format!("{name}@demo.lienwatch")
}

impl Company {
    /// Makes everybody, as of `now`, engine time. All of them have the same password.
    pub async fn open(api: &Client, book: Book, password: &str, now: DateTime<Utc>) -> Result<Company, ClientError> {
        futures_util::future::try_join_all(STAFF.iter().map(|one| employ(api, one, password))).await?;
        // The auditor only looks: whoever plays with the demonstration may.
        let at_work = STAFF.iter().filter(|(_, role, _)| *role != "auditor").map(|(name, ..)| address(name));
        let staff = at_work.map(|email| async move { Person::sign_in(api, &email, password).await });
        let mut staff = futures_util::future::try_join_all(staff).await?.into_iter();
        let mut next = || staff.next().expect("one for each of the staff");
        let (officer, supervisor, second, legal, finance, clerk) = (next(), next(), next(), next(), next(), next());
        let (by, other, seller) = (&supervisor, &second, &finance);
        let lender = vendors::Lender { api, supervisor: by, second: other, finance: seller, password, now };
        let (crews, yards, buyers) =
            futures_util::try_join!(lender.crews(), yards(by, other), buyers(seller, by, now))?;
        Ok(Company {
            api: api.clone(),
            officer,
            supervisor,
            second,
            legal,
            finance,
            clerk,
            crews,
            yards,
            buyers,
            book,
            suspended: Mutex::default(),
            pictures: AtomicU64::new(1),
        })
    }

    /// The crew of a vendor.
    pub fn crew(&self, vendor: &str) -> Option<&Crew> {
        self.crews.iter().find(|crew| crew.vendor == vendor)
    }

    /// A picture like no other.
    pub fn picture(&self) -> Vec<u8> {
        super::picture::picture(self.pictures.fetch_add(1, Ordering::Relaxed))
    }

    /// A vendor was suspended for a complaint.
    pub fn suspend(&self, suspension: Suspension) {
        self.suspended.lock().unwrap_or_else(PoisonError::into_inner).push(suspension);
    }

    /// Complaints that were looked into: their vendors are let back, by another person.
    pub async fn look_into_complaints(&self, now: DateTime<Utc>) -> Result<(), ClientError> {
        let due: Vec<Suspension> = {
            let mut all = self.suspended.lock().unwrap_or_else(PoisonError::into_inner);
            let due = all.iter().filter(|s| s.until <= now).cloned().collect();
            all.retain(|s| s.until > now);
            due
        };
        for Suspension { vendor, complaint, .. } in due {
            let desk = format!("/complaints/{complaint}/actions");
            for step in [
                json!({"action": "acknowledge"}),
                json!({"action": "start_review"}),
                json!({"action": "decide", "outcome": "upheld", "response": "the agent should have left at once",
                    "remedy": "the agent was taken off field work and the borrower was apologised to"}),
                json!({"action": "close", "reason": "the apology was sent"}),
            ] {
                self.supervisor.post(&desk, &step).await?;
            }
            let path = format!("/vendors/{vendor}/actions");
            let back = json!({"action": "reinstate", "reason": "its people were trained again"});
            self.second.post(&path, &back).await?;
        }
        Ok(())
    }
}

async fn employ(api: &Client, (name, role, display): &(&str, &str, &str), password: &str) -> Result<(), ClientError> {
    let user = json!({"email": address(name), "display_name": display, "role": role, "password": password});
    let _: Value = api.post("/users", &user).await?;
    Ok(())
}

/// A point north-east of a city's centre, degrees.
pub fn near(city: &City, north: f64, east: f64) -> (f64, f64) {
    (city.lat + north, city.lon + east)
}

async fn yards(supervisor: &Person, second: &Person) -> Result<Vec<Yard>, ClientError> {
    let mut yards = vec![];
    for (index, city) in CITIES.iter().enumerate() {
        let (lat, lon) = near(city, 0.06, 0.07);
        let cny = |minor: i64| json!({"minor": minor, "currency": "CNY"});
        let body = json!({"name": format!("{} yard", city.name), "lat": lat, "lon": lon, "bays": 40,
            "address": format!("1 Ring Road, {}", city.name), "opening_hours": "Monday to Saturday, 8 to 18",
            "rates": {"per_day": [["car", cny(4_000)], ["van", cny(6_000)]], "free_days": 1, "cap": cny(150_000)}});
        let id = id(&supervisor.post("/yards", &body).await?);
        second.post(&format!("/yards/{id}/approve"), &json!({})).await?;
        yards.push(Yard { id, spot: Spot { city: index, lat, lon } });
    }
    Ok(yards)
}

async fn buyers(finance: &Person, supervisor: &Person, now: DateTime<Utc>) -> Result<Vec<String>, ClientError> {
    let on = (now - TimeDelta::days(20)).date_naive();
    let mut buyers = vec![];
    for (kind, name) in [
        ("dealer", "Harbour Cars"),
        ("dealer", "Second Gear Autos"),
        ("company", "Lakeside Rentals"),
        ("dealer", "Northgate Motors"),
    ] {
        let buyer = id(&finance.post("/buyers", &json!({"kind": kind, "name": name})).await?);
        let path = format!("/buyers/{buyer}/actions");
        for check in ["identity", "address", "sanctions", "bank_account", "dealer_licence"] {
            let check = json!({"kind": check, "passed": true, "on": on});
            finance.post(&path, &json!({"action": "record_check", "check": check})).await?;
        }
        supervisor.post(&path, &json!({"action": "verify"})).await?;
        buyers.push(buyer);
    }
    Ok(buyers)
}
