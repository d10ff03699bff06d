//! A small S3 store: one bucket in memory, that checks signatures (AWS Signature Version 4), hashes and conditions.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

pub const KEY_ID: &str = "AKIDEXAMPLE";
pub const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// What the store has, and has seen.
#[derive(Default)]
pub struct Seen {
    objects: Mutex<BTreeMap<String, Vec<u8>>>,
    /// Objects that were written.
    pub writes: AtomicU32,
    /// Requests that it answers with 503 from now on.
    pub stumbles: AtomicU32,
}

/// A store that serves until the test ends.
pub struct Bucket {
    pub url: String,
    pub seen: Arc<Seen>,
}

impl Bucket {
    pub async fn serve() -> Bucket {
        let seen = Arc::new(Seen::default());
        let app = Router::new().fallback(answer).with_state(Arc::clone(&seen));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Bucket { url, seen }
    }

    pub fn keys(&self) -> Vec<String> {
        self.seen.objects.lock().expect("no panic").keys().cloned().collect()
    }

    /// Somebody else writes into every object.
    pub fn alter(&self, content: &[u8]) {
        self.seen.objects.lock().expect("no panic").values_mut().for_each(|object| *object = content.to_vec());
    }
}

fn refused(status: StatusCode, code: &str) -> Response {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

async fn answer(State(seen): State<Arc<Seen>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let stumbles = seen.stumbles.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| match n {
        0 => None,
        u32::MAX => Some(n),
        n => Some(n - 1),
    });
    if stumbles.is_ok() {
        return refused(StatusCode::SERVICE_UNAVAILABLE, "SlowDown");
    }
    if !signed(&method, &uri, &headers) {
        return refused(StatusCode::FORBIDDEN, "SignatureDoesNotMatch");
    }
    let sum = hex::encode(Sha256::digest(&body));
    if method == Method::PUT && text(&headers, "x-amz-content-sha256") != sum {
        return refused(StatusCode::BAD_REQUEST, "XAmzContentSHA256Mismatch");
    }
    let key = uri.path().to_owned();
    let mut objects = seen.objects.lock().expect("no panic");
    let tags = |content: &[u8]| {
        let tag = format!("\"{}\"", &hex::encode(Sha256::digest(content))[..32]);
        [(header::ETAG, tag), (header::LAST_MODIFIED, "Sun, 22 Nov 2026 12:00:00 GMT".to_owned())]
    };
    match (method.as_str(), objects.get(&key)) {
        ("PUT", there) => {
            if text(&headers, "x-amz-checksum-sha256") != STANDARD.encode(Sha256::digest(&body)) {
                return refused(StatusCode::BAD_REQUEST, "BadDigest");
            }
            if text(&headers, "if-none-match") == "*" && there.is_some() {
                return refused(StatusCode::PRECONDITION_FAILED, "PreconditionFailed");
            }
            seen.writes.fetch_add(1, Ordering::SeqCst);
            objects.insert(key, body.to_vec());
            tags(&body).into_response()
        }
        ("GET" | "HEAD", Some(content)) => (tags(content), content.clone()).into_response(),
        ("GET" | "HEAD", None) => refused(StatusCode::NOT_FOUND, "NoSuchKey"),
        _ => refused(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Whether the request was signed with our key, over all that it says.
fn signed(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    let said = text(headers, "authorization");
    let part = |name: &str| said.split([' ', ',']).find_map(|part| part.trim().strip_prefix(name)).unwrap_or_default();
    let (credential, names, signature) = (part("Credential="), part("SignedHeaders="), part("Signature="));
    let Some((key_id, scope)) = credential.split_once('/') else { return false };
    let needed = ["host", "x-amz-content-sha256", "x-amz-date"];
    if key_id != KEY_ID || !needed.iter().all(|name| names.split(';').any(|signed| signed == *name)) {
        return false;
    }
    let lines: String = names.split(';').map(|name| format!("{name}:{}\n", text(headers, name).trim())).collect();
    let query = uri.query().unwrap_or_default();
    let payload = text(headers, "x-amz-content-sha256");
    let request = format!("{method}\n{}\n{query}\n{lines}\n{names}\n{payload}", uri.path());
    let request = hex::encode(Sha256::digest(request));
    let to_sign = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{request}", text(headers, "x-amz-date"));
    let mac = |key: &[u8], said: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
        mac.update(said.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let key = scope.split('/').fold(format!("AWS4{SECRET}").into_bytes(), |key, part| mac(&key, part));
    hex::encode(mac(&key, &to_sign)) == signature
}
