//! Asks a service for the address of a place: seldom, briefly, and reads little of its answer.

use super::remembered::Remembered;
use crate::config;
use lienwatch_domain::geo::Point;
use lienwatch_domain::language::Language;
use reqwest::{Client, redirect};
use rustls::{ClientConfig, RootCertStore};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Most that is read of an answer, bytes.
const MOST_READ: usize = 64 * 1024;
/// Characters of an address that are kept.
const LONGEST: usize = 300;
/// An address is asked for again after so long.
const KEPT: Duration = Duration::from_secs(30 * 86_400);
/// After a failure the same place is asked for again no sooner.
const FAILED: Duration = Duration::from_secs(60);

/// Why there is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GeocoderError {
    /// The service did not answer in time, or too many wait for it.
    #[error("the geocoder did not answer in time")]
    Timeout,
    /// There was no connection, or it refused.
    #[error("the geocoder could not be asked")]
    Refused,
    /// The answer has no address where one was to be.
    #[error("the geocoder's answer has no address")]
    NoAddress,
}

/// What was asked: a place, to a ten-thousandth of a degree (about 11 m), and a language.
type Key = (i32, i32, Language);

/// A reverse geocoder. Cheap to clone; all clones are the same.
#[derive(Debug, Clone)]
pub struct Geocoder {
    config: Arc<config::Geocoder>,
    client: Client,
    turns: Arc<Semaphore>,
    said: Arc<Mutex<Remembered<Key, Result<String, GeocoderError>>>>,
}

impl Geocoder {
    /// With a client of its own.
    ///
    /// # Errors
    /// Where the system has no certificates to trust.
    pub fn new(config: &config::Geocoder) -> Result<Geocoder, reqwest::Error> {
        // Refused where somebody has chosen already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let timeout = Duration::from_secs(config.timeout_s);
        let builder = Client::builder()
            .user_agent(concat!("lienwatch/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .timeout(timeout)
            .connect_timeout(timeout)
            .pool_max_idle_per_host(2);
        // Who speaks plain text, to a service of its own, need not have certificates.
        let plain = config.url.as_deref().is_some_and(|url| url.starts_with("http://"));
        let nobody = || ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth();
        let builder = if plain { builder.tls_backend_preconfigured(nobody()) } else { builder };
        let client = builder.build()?;
        Ok(Geocoder {
            config: Arc::new(config.clone()),
            client,
            turns: Arc::new(Semaphore::new(config.at_once)),
            said: Arc::new(Mutex::new(Remembered::new(config.cache))),
        })
    }

    /// The address of a place; `None` where there is no service to ask. What was said before is not asked again for 30 days,
    /// what failed not for a minute. The service learns the place to about 11 m, and nothing else.
    pub async fn address(&self, place: Point, language: Language) -> Option<Result<String, GeocoderError>> {
        let url = self.config.url.as_deref()?;
        let coarse = |e7: i32| (f64::from(e7) / 1000.0).round() as i32;
        let key = (coarse(place.lat_e7), coarse(place.lon_e7), language);
        let longest = |said: &Result<String, GeocoderError>| if said.is_ok() { KEPT } else { FAILED };
        let before = self.said.lock().unwrap_or_else(PoisonError::into_inner).get(&key, Instant::now(), longest);
        if before.is_some() {
            return before;
        }
        let degrees = |e4: i32| format!("{:.4}", f64::from(e4) / 1e4);
        let url = url.replace("{lat}", &degrees(key.0)).replace("{lon}", &degrees(key.1));
        let url = url.replace("{lang}", language.name());
        // The wait for a turn and the question together.
        let asked = tokio::time::timeout(Duration::from_secs(self.config.timeout_s), self.ask(&url)).await;
        let said = asked.unwrap_or(Err(GeocoderError::Timeout));
        self.said.lock().unwrap_or_else(PoisonError::into_inner).put(key, said.clone(), Instant::now());
        Some(said)
    }

    async fn ask(&self, url: &str) -> Result<String, GeocoderError> {
        let _turn = self.turns.acquire().await.map_err(|_| GeocoderError::Refused)?;
        let refused = |e: reqwest::Error| match e.is_timeout() {
            true => GeocoderError::Timeout,
            false => GeocoderError::Refused,
        };
        let mut answer = self.client.get(url).send().await.map_err(refused)?;
        if !answer.status().is_success() {
            return Err(GeocoderError::Refused);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(refused)? {
            if body.len() + chunk.len() > MOST_READ {
                return Err(GeocoderError::NoAddress);
            }
            body.extend_from_slice(&chunk);
        }
        let document: serde_json::Value = serde_json::from_slice(&body).map_err(|_| GeocoderError::NoAddress)?;
        let text = document.pointer(&self.config.pointer).and_then(|v| v.as_str()).unwrap_or_default();
        let clean: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        if clean.trim().is_empty() { Err(GeocoderError::NoAddress) } else { Ok(clean.trim().to_owned()) }
    }
}
