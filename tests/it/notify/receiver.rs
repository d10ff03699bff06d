//! An HTTP receiver on loopback that answers as it is told and keeps what it got.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};

/// Longest a test waits: then it fails.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Got {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().expect("text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// What is answered to one request.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub header: Option<(&'static str, String)>,
    pub body: String,
}

impl Reply {
    pub fn status(status: u16) -> Reply {
        Reply { status, header: None, body: String::new() }
    }
}

#[derive(Default)]
struct Shared {
    got: Mutex<Vec<Got>>,
    /// Next replies; after them 200.
    replies: Mutex<VecDeque<Reply>>,
    came: Notify,
    /// Where there is one, a request is answered only once it has a permit.
    gate: Mutex<Option<Arc<Semaphore>>>,
}

#[derive(Clone)]
pub struct Receiver {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

impl Receiver {
    pub async fn start() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::<Shared>::default();
        let router = Router::new().fallback(receive).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Receiver { address, shared }
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook?token=secret", self.address)
    }

    pub fn reply(&self, replies: impl IntoIterator<Item = Reply>) {
        self.shared.replies.lock().expect("unpoisoned").extend(replies);
    }

    /// From now on requests are answered only as permits are added.
    pub fn hold(&self) -> Arc<Semaphore> {
        let gate = Arc::new(Semaphore::new(0));
        *self.shared.gate.lock().expect("unpoisoned") = Some(gate.clone());
        gate
    }

    pub fn got(&self) -> Vec<Got> {
        self.shared.got.lock().expect("unpoisoned").clone()
    }

    /// Waits until so many requests have come.
    pub async fn until(&self, count: usize) -> Vec<Got> {
        let wait = async {
            loop {
                let came = self.shared.came.notified();
                tokio::pin!(came);
                came.as_mut().enable();
                let got = self.got();
                if got.len() >= count {
                    return got;
                }
                came.await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("{} of {count} came", self.got().len()))
    }
}

async fn receive(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = String::from_utf8(body.to_vec()).expect("text");
    shared.got.lock().expect("unpoisoned").push(Got { method, uri, headers, body });
    shared.came.notify_waiters();
    let gate = shared.gate.lock().expect("unpoisoned").clone();
    if let Some(gate) = gate {
        gate.acquire().await.expect("open").forget();
    }
    let reply = shared.replies.lock().expect("unpoisoned").pop_front().unwrap_or(Reply::status(200));
    let status = StatusCode::from_u16(reply.status).expect("a status");
    let mut response = (status, reply.body).into_response();
    if let Some((name, value)) = reply.header {
        let value = HeaderValue::from_str(&value).expect("a value");
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
    response
}
