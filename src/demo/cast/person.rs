//! Somebody who is signed in.

use crate::client::{Client, ClientError};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Between two attempts to sign in.
const PAUSE: Duration = Duration::from_secs(2);
/// Attempts that are waited for.
const PATIENCE: u32 = 30;

/// A person of the demonstration: a login, and the session it has now.
pub struct Person {
    api: Client,
    email: String,
    password: String,
    session: Mutex<Client>,
}

impl Person {
    /// Signs in. Where too many from here just did, after a pause.
    pub async fn sign_in(api: &Client, email: &str, password: &str) -> Result<Person, ClientError> {
        let session = Mutex::new(enter(api, email, password).await?);
        let (email, password) = (email.to_owned(), password.to_owned());
        Ok(Person { api: api.clone(), email, password, session })
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value, ClientError> {
        self.call(async |client: Client| client.get(path).await).await
    }

    /// Does something.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, ClientError> {
        self.call(async |client: Client| client.post(path, body).await).await
    }

    /// Changes what was seen in this version.
    pub async fn post_at(&self, version: i64, path: &str, body: &Value) -> Result<Value, ClientError> {
        self.call(async |client: Client| client.seeing(version).post(path, body).await).await
    }

    /// Puts something in the place of what was seen in this version.
    pub async fn put_at(&self, version: i64, path: &str, body: &Value) -> Result<Value, ClientError> {
        self.call(async |client: Client| client.seeing(version).put(path, body).await).await
    }

    /// Puts something where it belongs.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Value, ClientError> {
        self.call(async |client: Client| client.put(path, body).await).await
    }

    /// Uploads a picture; answers its id.
    pub async fn upload(&self, path: &str, picture: &[u8]) -> Result<String, ClientError> {
        let call = async |client: Client| client.post_file::<Value>(path, "image/png", picture.to_vec()).await;
        Ok(id(&self.call(call).await?))
    }

    /// A session ends after an hour of silence: then one signs in again, once.
    async fn call(&self, call: impl AsyncFn(Client) -> Result<Value, ClientError>) -> Result<Value, ClientError> {
        match call(self.session()).await {
            Err(ClientError::Refused { status: 401, .. }) => {
                let fresh = enter(&self.api, &self.email, &self.password).await?;
                *self.session.lock().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
                call(fresh).await
            }
            answer => answer,
        }
    }

    fn session(&self) -> Client {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The service lets ten sign in from one address at once, and then one every few seconds.
async fn enter(api: &Client, email: &str, password: &str) -> Result<Client, ClientError> {
    for _ in 0..PATIENCE {
        match api.sign_in(email, password).await {
            Err(ClientError::Refused { status: 429, .. }) => tokio::time::sleep(PAUSE).await,
            answer => return answer,
        }
    }
    api.sign_in(email, password).await
}

/// The id of what was answered.
pub fn id(answer: &Value) -> String {
    text(&answer["id"])
}

/// A text of an answer; empty where there is none.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
