//! Where evidence files are kept.

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Evidence files: photos, sound and video.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    /// Where they are kept: `file:///an/absolute/path`, or `s3://bucket` or `s3://bucket/folder`; default: the folder
    /// `files` of the data directory.
    pub url: Option<String>,
    /// Bytes that they leave free where they are kept; with fewer free, none is taken in. A bucket has no such end.
    pub keep_free_bytes: u64,
    /// The largest that is kept, bytes.
    pub max_file_bytes: usize,
    /// How the bucket is reached.
    pub s3: S3,
}

/// How an S3-compatible store is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct S3 {
    /// Its address, e.g. `https://minio.example.com:9000`; default: Amazon's of the region.
    pub endpoint: Option<String>,
    /// Its region; stores of one region take any.
    pub region: String,
    /// The bucket stands in the path and not in the name of the host.
    pub path_style: bool,
    /// It may be reached over plain `http://`: only on a network that nobody else is on.
    pub allow_http: bool,
    /// Seconds one request may take, 1 to 600.
    pub timeout_s: u64,
    /// A file with the access key's id in its first line and the key in its second, where they do not come by
    /// `LIENWATCH_S3_ACCESS_KEY_ID` and `LIENWATCH_S3_SECRET_ACCESS_KEY`.
    pub credentials_file: Option<PathBuf>,
}

impl Default for S3 {
    fn default() -> Self {
        S3 {
            endpoint: None,
            region: "us-east-1".to_owned(),
            path_style: true,
            allow_http: false,
            timeout_s: 30,
            credentials_file: None,
        }
    }
}

impl Default for Files {
    fn default() -> Self {
        Files { url: None, keep_free_bytes: 512 * 1024 * 1024, max_file_bytes: 16 * 1024 * 1024, s3: S3::default() }
    }
}

impl Files {
    const FOLDER: &str = "file://";
    const BUCKET: &str = "s3://";

    /// The bucket, and the folder in it, where they are kept in one.
    pub fn bucket(&self) -> Option<(&str, &str)> {
        let rest = self.url.as_deref()?.strip_prefix(Self::BUCKET)?;
        let (bucket, folder) = rest.split_once('/').unwrap_or((rest, ""));
        Some((bucket, folder.trim_matches('/')))
    }

    /// The folder, where they are not kept in a bucket.
    pub fn folder(&self, data_dir: &Path) -> PathBuf {
        match self.url.as_deref().and_then(|url| url.strip_prefix(Self::FOLDER)) {
            Some(path) => PathBuf::from(path),
            None => data_dir.join("files"),
        }
    }

    /// What is out of range: key and range.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        // The names that every store takes (Amazon S3, "General purpose bucket naming rules").
        let named = |name: &str| {
            (3..=63).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
                && name.starts_with(|c: char| c.is_ascii_alphanumeric())
                && name.ends_with(|c: char| c.is_ascii_alphanumeric())
        };
        let absolute = |url: &str| url.strip_prefix(Self::FOLDER).is_some_and(|path| path.starts_with('/'));
        let somewhere = match (self.bucket(), self.url.as_deref()) {
            (Some((bucket, _)), _) => named(bucket),
            (None, Some(url)) => absolute(url),
            (None, None) => true,
        };
        let secure = |url: &str| url.starts_with("https://") || (self.s3.allow_http && url.starts_with("http://"));
        let checks = [
            (
                somewhere,
                "files.url",
                "file:// and an absolute path (file:///srv/lienwatch/files), or s3:// and a bucket",
            ),
            ((1..=64 << 20).contains(&self.max_file_bytes), "files.max_file_bytes", "between 1 and 67108864"),
            (
                self.s3.endpoint.as_deref().is_none_or(secure),
                "files.s3.endpoint",
                "https:// and a host, or http:// with files.s3.allow_http",
            ),
            ((1..=600).contains(&self.s3.timeout_s), "files.s3.timeout_s", "between 1 and 600"),
            (!self.s3.region.is_empty(), "files.s3.region", "the name of a region"),
        ];
        checks.into_iter().find(|(ok, ..)| !ok).map(|(_, key, must)| (key, must))
    }
}
