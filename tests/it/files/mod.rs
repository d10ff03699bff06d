//! Evidence files in a bucket of an S3-compatible store.

mod bucket;

use bucket::Bucket;
use bytes::Bytes;
use lienwatch::config;
use lienwatch::files::{Credentials, Files, FilesError, Name};
use std::sync::atomic::Ordering;

fn opened(bucket: &Bucket, secret: &str) -> Files {
    let s3 = config::S3 { endpoint: Some(bucket.url.clone()), allow_http: true, timeout_s: 5, ..config::S3::default() };
    let config =
        config::Files { url: Some("s3://evidence/north".into()), max_file_bytes: 1000, s3, ..config::Files::default() };
    let credentials = Credentials { key_id: bucket::KEY_ID.into(), secret: secret.into(), token: None };
    // Nothing is exported here: the folder may go at once.
    let dir = tempfile::tempdir().expect("a folder");
    Files::in_bucket(&config, credentials, dir.path()).expect("a bucket")
}

#[tokio::test]
async fn a_file_is_signed_hashed_and_stored_once() {
    let bucket = Bucket::serve().await;
    let files = opened(&bucket, bucket::SECRET);
    let name = Name::of("7", b"abc");
    let key = format!("/evidence/north/{}", name.as_str());
    for _ in 0..2 {
        files.put(&name, Bytes::from_static(b"abc")).await.expect("stored");
    }
    assert_eq!(bucket.keys(), std::slice::from_ref(&key));
    assert_eq!(bucket.seen.writes.load(Ordering::SeqCst), 1, "the second found the first there");
    let found = files.get(name.as_str(), &name.sha256()).await.expect("read");
    assert_eq!(found.as_deref(), Some(&b"abc"[..]));
    let none = Name::of("8", b"abc");
    assert!(files.get(none.as_str(), &none.sha256()).await.expect("read").is_none());
    let long = Name::of("7", &[7; 1001]);
    let refused = files.put(&long, Bytes::from(vec![7; 1001])).await;
    assert!(matches!(refused, Err(FilesError::TooLarge { size: 1001, largest: 1000 })), "{refused:?}");
}

#[tokio::test]
async fn what_was_altered_in_the_bucket_is_not_passed_off_as_what_was_stored() {
    let bucket = Bucket::serve().await;
    let files = opened(&bucket, bucket::SECRET);
    let name = Name::of("7", b"abc");
    files.put(&name, Bytes::from_static(b"abc")).await.expect("stored");
    bucket.alter(b"abd");
    let read = files.get(name.as_str(), &name.sha256()).await;
    assert!(matches!(read, Err(FilesError::Altered(_))), "{read:?}");
    bucket.alter(b"longer");
    let written = files.put(&name, Bytes::from_static(b"abc")).await;
    assert!(matches!(written, Err(FilesError::Altered(_))), "never over what is there: {written:?}");
}

#[tokio::test]
async fn a_store_that_stumbles_is_asked_again_and_one_that_refuses_is_believed() {
    let bucket = Bucket::serve().await;
    let files = opened(&bucket, bucket::SECRET);
    let name = Name::of("7", b"abc");
    bucket.seen.stumbles.store(2, Ordering::SeqCst);
    files.put(&name, Bytes::from_static(b"abc")).await.expect("stored at last");
    assert_eq!(bucket.seen.stumbles.load(Ordering::SeqCst), 0);
    let stranger = opened(&bucket, "another secret");
    let other = Name::of("9", b"abc");
    let refused = stranger.put(&other, Bytes::from_static(b"abc")).await;
    assert!(matches!(refused, Err(FilesError::Io { .. })), "{refused:?}");
    assert_eq!(bucket.keys().len(), 1, "nothing of it is there");
}

#[tokio::test]
async fn a_store_that_is_away_is_an_error_and_comes_back() {
    let bucket = Bucket::serve().await;
    let files = opened(&bucket, bucket::SECRET);
    let name = Name::of("7", b"abc");
    bucket.seen.stumbles.store(u32::MAX, Ordering::SeqCst);
    let away = files.put(&name, Bytes::from_static(b"abc")).await;
    assert!(matches!(away, Err(FilesError::Io { .. })), "{away:?}");
    bucket.seen.stumbles.store(0, Ordering::SeqCst);
    files.put(&name, Bytes::from_static(b"abc")).await.expect("stored");
    assert_eq!(files.get(name.as_str(), &name.sha256()).await.expect("read").as_deref(), Some(&b"abc"[..]));
}

#[test]
fn credentials_come_from_a_file_of_their_own_and_are_never_printed() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("key");
    std::fs::write(&path, "AKID\nwJalr secret\n").expect("written");
    let from = |path: std::path::PathBuf| {
        Credentials::find(&config::S3 { credentials_file: Some(path), ..config::S3::default() })
    };
    let found = from(path.clone()).expect("credentials");
    assert_eq!((found.key_id.as_str(), found.secret.as_str(), &found.token), ("AKID", "wJalr secret", &None));
    assert!(!format!("{found:?}").contains("wJalr"), "{found:?}");
    std::fs::write(&path, "AKID\n").expect("written");
    assert!(matches!(from(path), Err(FilesError::NoCredentials)));
    assert!(matches!(from(dir.path().join("none")), Err(FilesError::Open { .. })));
    assert!(matches!(Credentials::find(&config::S3::default()), Err(FilesError::NoCredentials)));
}
