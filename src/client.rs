//! A client of our own API, for the commands that use it as anybody else would.

use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

/// Time one request may take (moving a driven clock over a day of a large fleet takes a while).
const LIMIT: Duration = Duration::from_secs(300);
/// Rows asked for at a time.
const PAGE: usize = 500;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// It did not get there, or no answer came back.
    #[error("failed to reach {url}: {source}")]
    Transport {
        /// What was asked.
        url: String,
        /// Why it failed.
        source: reqwest::Error,
    },
    /// The API refused.
    #[error("{method} {path}: {status} {detail}")]
    Refused {
        /// Method.
        method: &'static str,
        /// Path.
        path: String,
        /// HTTP status.
        status: u16,
        /// The problem document's code; empty where there is none.
        code: String,
        /// The problem document's own words.
        detail: String,
    },
    /// The answer has another shape than expected.
    #[error("{path} answered something else than expected: {source}")]
    Shape {
        /// Path.
        path: String,
        /// What is wrong.
        source: serde_json::Error,
    },
}

/// What a caller shows.
#[derive(Debug, Clone)]
enum Proof {
    /// A key.
    Key(String),
    /// A session: the cookie, and the token that goes with every write.
    Session { cookie: String, csrf: String },
}

/// A client with a key, or signed in as a person.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    proof: Proof,
    /// The version of what is to be changed, as it was seen.
    seen: Option<i64>,
}

impl Client {
    /// For the API at `base` (e.g. `http://127.0.0.1:8080`), with an API key.
    pub fn new(base: &str, key: &str) -> Result<Client, ClientError> {
        // Refused where somebody has chosen already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().timeout(LIMIT).build();
        let http = http.map_err(|source| ClientError::Transport { url: base.to_owned(), source })?;
        let (base, proof) = (base.trim_end_matches('/').to_owned(), Proof::Key(key.to_owned()));
        Ok(Client { http, base, proof, seen: None })
    }

    /// The same API, as a person who signs in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<Client, ClientError> {
        let path = "/session";
        let transport = |source| ClientError::Transport { url: self.url(path), source };
        let body = serde_json::json!({ "email": email, "password": password }).to_string();
        let request = self.http.post(self.url(path)).header("content-type", "application/json").body(body);
        let response = request.send().await.map_err(transport)?;
        let cookie = response.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned();
        let session: Value = read("POST", path, self.url(path), response).await?;
        let csrf = session["csrf_token"].as_str().unwrap_or_default().to_owned();
        Ok(Client { proof: Proof::Session { cookie, csrf }, ..self.clone() })
    }

    /// The same client, for a change of what was seen in this version.
    pub fn seeing(&self, version: i64) -> Client {
        Client { seen: Some(version), ..self.clone() }
    }

    /// GET.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        let request = self.http.get(self.url(path));
        self.send("GET", path, request).await
    }

    /// POST of JSON.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, ClientError> {
        let request = self.http.post(self.url(path)).header("content-type", "application/json").body(body.to_string());
        self.send("POST", path, request).await
    }

    /// POST of CSV.
    pub async fn post_csv<T: DeserializeOwned>(&self, path: &str, csv: String) -> Result<T, ClientError> {
        let request = self.http.post(self.url(path)).header("content-type", "text/csv").body(csv);
        self.send("POST", path, request).await
    }

    /// POST of a file's bytes.
    pub async fn post_file<T: DeserializeOwned>(
        &self,
        path: &str,
        media: &str,
        bytes: Vec<u8>,
    ) -> Result<T, ClientError> {
        let request = self.http.post(self.url(path)).header("content-type", media).body(bytes);
        self.send("POST", path, request).await
    }

    /// PUT of JSON.
    pub async fn put<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, ClientError> {
        let request = self.http.put(self.url(path)).header("content-type", "application/json").body(body.to_string());
        self.send("PUT", path, request).await
    }

    /// PATCH of JSON.
    pub async fn patch<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, ClientError> {
        let request = self.http.patch(self.url(path)).header("content-type", "application/json").body(body.to_string());
        self.send("PATCH", path, request).await
    }

    /// Every item of a list, page by page.
    pub async fn list(&self, path: &str) -> Result<Vec<Value>, ClientError> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let (mut items, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let page = match &cursor {
                None => format!("{path}{separator}limit={PAGE}"),
                Some(cursor) => format!("{path}{separator}limit={PAGE}&cursor={cursor}"),
            };
            let mut answer: Value = self.get(&page).await?;
            if let Some(more) = answer.get_mut("items").and_then(Value::as_array_mut) {
                items.append(more);
            }
            cursor = answer.get("next_cursor").and_then(Value::as_str).map(str::to_owned);
            if cursor.is_none() {
                return Ok(items);
            }
        }
    }

    /// Follows server-sent events from now on.
    pub async fn follow(&self, path: &str) -> Result<Events, ClientError> {
        let transport = |source| ClientError::Transport { url: self.url(path), source };
        let response = self.prove(self.http.get(self.url(path))).send().await.map_err(transport)?;
        let status = response.status().as_u16();
        if status != 200 {
            let detail = response.text().await.unwrap_or_default();
            let (path, code) = (path.to_owned(), String::new());
            return Err(ClientError::Refused { method: "GET", path, status, code, detail });
        }
        Ok(Events { response, path: path.to_owned(), read: Vec::new() })
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.base)
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: &'static str,
        path: &str,
        request: reqwest::RequestBuilder,
    ) -> Result<T, ClientError> {
        let transport = |source| ClientError::Transport { url: self.url(path), source };
        let response = self.prove(request).send().await.map_err(transport)?;
        read(method, path, self.url(path), response).await
    }

    fn prove(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        let request = match &self.proof {
            Proof::Key(key) => request.bearer_auth(key),
            Proof::Session { cookie, csrf } => request.header("cookie", cookie).header("x-csrf-token", csrf),
        };
        match self.seen {
            Some(version) => request.header("if-match", format!("\"{version}\"")),
            None => request,
        }
    }
}

/// The body of an answer, or what the problem document says.
async fn read<T: DeserializeOwned>(
    method: &'static str,
    path: &str,
    url: String,
    response: reqwest::Response,
) -> Result<T, ClientError> {
    let status = response.status();
    let body = response.bytes().await.map_err(|source| ClientError::Transport { url, source })?;
    if !status.is_success() {
        let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
        let text = |key: &str| problem.get(key).and_then(Value::as_str).map(str::to_owned);
        let detail = text("detail").or_else(|| text("title"));
        let detail = detail.unwrap_or_else(|| String::from_utf8_lossy(&body).chars().take(500).collect());
        let (path, code) = (path.to_owned(), text("code").unwrap_or_default());
        return Err(ClientError::Refused { method, path, status: status.as_u16(), code, detail });
    }
    let body: &[u8] = if body.is_empty() { b"null" } else { &body };
    serde_json::from_slice(body).map_err(|source| ClientError::Shape { path: path.to_owned(), source })
}

/// Server-sent events, as they come. A stream ends after [`LIMIT`] at the latest.
#[derive(Debug)]
pub struct Events {
    response: reqwest::Response,
    path: String,
    /// Of an event that is not complete yet, or of the next ones.
    read: Vec<u8>,
}

impl Events {
    /// The data of the next event; `None` when the stream has ended.
    pub async fn next(&mut self) -> Result<Option<Value>, ClientError> {
        loop {
            while let Some(end) = self.read.iter().position(|&b| b == b'\n') {
                let line: Vec<u8> = self.read.drain(..=end).collect();
                // Other lines are names, ids and signs of life; ours has its data in one line.
                if let Some(data) = line.strip_prefix(b"data:") {
                    let event = serde_json::from_slice(data);
                    return event.map(Some).map_err(|source| ClientError::Shape { path: self.path.clone(), source });
                }
            }
            let chunk = self.response.chunk().await;
            let chunk = chunk.map_err(|source| ClientError::Transport { url: self.path.clone(), source })?;
            match chunk {
                Some(chunk) => self.read.extend_from_slice(&chunk),
                None => return Ok(None),
            }
        }
    }
}
