//! A bucket of an S3-compatible store, reached over the same HTTP client as everything else: no second TLS.

use super::FilesError;
use crate::config::S3;
use bytes::{Bytes, BytesMut};
use object_store::aws::{AmazonS3, AmazonS3Builder, Checksum, S3ConditionalPut};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use object_store::{ClientOptions, RetryConfig};
use std::pin::Pin;
use std::time::Duration;

/// Largest answer that is read, bytes: the largest file there can be, and room for a document of the store's.
const LARGEST_ANSWER: usize = 65 << 20;

/// Who we are to the store.
#[derive(Clone)]
pub struct Credentials {
    /// The access key's id.
    pub key_id: String,
    /// The access key.
    pub secret: String,
    /// Of credentials for a time.
    pub token: Option<String>,
}

/// Never with the secret.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

impl Credentials {
    /// By `LIENWATCH_S3_ACCESS_KEY_ID`, `LIENWATCH_S3_SECRET_ACCESS_KEY` and `LIENWATCH_S3_SESSION_TOKEN`, or by the
    /// configured file: the id in its first line, the key in its second, a token in its third.
    ///
    /// # Errors
    /// Neither is there, or the file cannot be read or is not that.
    pub fn find(config: &S3) -> Result<Credentials, FilesError> {
        let said = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
        if let (Some(key_id), Some(secret)) =
            (said("LIENWATCH_S3_ACCESS_KEY_ID"), said("LIENWATCH_S3_SECRET_ACCESS_KEY"))
        {
            return Ok(Credentials { key_id, secret, token: said("LIENWATCH_S3_SESSION_TOKEN") });
        }
        let path = config.credentials_file.as_ref().ok_or(FilesError::NoCredentials)?;
        let failed = |source: std::io::Error| FilesError::Open { path: path.clone(), source: source.into() };
        let text = std::fs::read_to_string(path).map_err(failed)?;
        let mut lines = text.lines().map(str::trim);
        match (lines.next(), lines.next()) {
            (Some(key_id), Some(secret)) if !key_id.is_empty() && !secret.is_empty() => Ok(Credentials {
                key_id: key_id.to_owned(),
                secret: secret.to_owned(),
                token: lines.next().filter(|token| !token.is_empty()).map(str::to_owned),
            }),
            _ => Err(FilesError::NoCredentials),
        }
    }
}

/// The bucket. Nothing is asked of the store yet.
pub(super) fn bucket(name: &str, config: &S3, credentials: Credentials) -> Result<AmazonS3, FilesError> {
    let refused = |source| FilesError::Bucket { name: name.to_owned(), source };
    let retry = RetryConfig {
        max_retries: 3,
        retry_timeout: Duration::from_secs(config.timeout_s.saturating_mul(3)),
        ..RetryConfig::default()
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(name)
        .with_region(&config.region)
        .with_access_key_id(credentials.key_id)
        .with_secret_access_key(credentials.secret)
        .with_virtual_hosted_style_request(!config.path_style)
        .with_allow_http(config.allow_http)
        // The store compares what came with what was sent before it says that it has it.
        .with_checksum_algorithm(Checksum::SHA256)
        .with_conditional_put(S3ConditionalPut::ETagMatch)
        .with_retry(retry)
        .with_http_connector(Connector { timeout: Duration::from_secs(config.timeout_s), plain: config.allow_http });
    if let Some(endpoint) = &config.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(token) = credentials.token {
        builder = builder.with_token(token);
    }
    builder.build().map_err(refused)
}

/// Makes clients for the store.
#[derive(Debug)]
struct Connector {
    timeout: Duration,
    plain: bool,
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let generic = |source: reqwest::Error| object_store::Error::Generic { store: "S3", source: source.into() };
        // Whoever installed one before has installed this one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("lienwatch/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .https_only(!self.plain)
            .timeout(self.timeout)
            .connect_timeout(self.timeout)
            .pool_max_idle_per_host(super::AT_ONCE);
        if self.plain {
            // Who speaks plain HTTP to a store on the same network need not have certificates.
            let nobody = rustls::ClientConfig::builder()
                .with_root_certificates(rustls::RootCertStore::empty())
                .with_no_client_auth();
            builder = builder.tls_backend_preconfigured(nobody);
        }
        Ok(HttpClient::new(Service(builder.build().map_err(generic)?)))
    }
}

/// A client, as the store's protocol uses it.
#[derive(Debug)]
struct Service(reqwest::Client);

type Answered<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'a>>;

impl HttpService for Service {
    fn call<'life0, 'async_trait>(&'life0 self, request: HttpRequest) -> Answered<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(self.answer(request))
    }
}

impl Service {
    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let url = parts.uri.to_string().parse::<reqwest::Url>();
        let url = url.map_err(|e| HttpError::new(HttpErrorKind::Unknown, e))?;
        let mut asked = reqwest::Request::new(parts.method, url);
        *asked.headers_mut() = parts.headers;
        *asked.body_mut() = Some(reqwest::Body::wrap(body));
        let mut answer = self.0.execute(asked).await.map_err(failed)?;
        let mut bytes = BytesMut::new();
        while let Some(piece) = answer.chunk().await.map_err(failed)? {
            if bytes.len() + piece.len() > LARGEST_ANSWER {
                let long = std::io::Error::other(format!("the answer has over {LARGEST_ANSWER} bytes"));
                return Err(HttpError::new(HttpErrorKind::Decode, long));
            }
            bytes.extend_from_slice(&piece);
        }
        let mut response = HttpResponse::new(Bytes::from(bytes).into());
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

/// What went wrong on the way, for whoever decides whether to try again.
fn failed(error: reqwest::Error) -> HttpError {
    let kind = match () {
        () if error.is_timeout() => HttpErrorKind::Timeout,
        () if error.is_connect() => HttpErrorKind::Connect,
        () if error.is_body() => HttpErrorKind::Interrupted,
        () if error.is_decode() => HttpErrorKind::Decode,
        () if error.is_request() => HttpErrorKind::Request,
        () => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error.without_url())
}
