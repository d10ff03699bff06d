//! Media of megabytes: files with the right content, or refused aloud.

use super::media::{Camera, on_disk, photo, rows, service_with};
use super::service::{IMEI, position, seconds_ago};
use bytes::Bytes;
use lienwatch_protocols::Media;
use lienwatch_protocols::jt808::Heard;
use sha2::{Digest, Sha256};

/// A photo of three mebibytes.
fn large(id: u32) -> Media {
    let mut media = photo(id, 5);
    let rest = (2..3u32 << 20).map(|i| (i * 7 + i / 251 + (i >> 14)) as u8);
    media.bytes = Bytes::from([0xff, 0xd8].into_iter().chain(rest).collect::<Vec<u8>>());
    media
}

#[tokio::test]
async fn a_photo_of_three_mebibytes_is_a_file_with_its_hash() {
    let service = service_with(|_| {}).await;
    let mut camera = Camera::login(&service).await;
    let photo = large(7);
    assert_eq!(photo.bytes.len(), 3 << 20);
    camera.upload(&photo, &position(seconds_ago(60))).await;
    assert!(camera.is_told(7).await);
    let [(name, hash)] = &rows(&service).await[..] else { panic!("not one row") };
    assert_eq!(*hash, Sha256::digest(&photo.bytes).to_vec());
    assert!(service.files.get(name, hash).await.expect("reads").expect("there") == photo.bytes);
    assert_eq!(service.stored(IMEI).await, 1);
}

#[tokio::test]
async fn what_is_too_large_is_refused_aloud_and_nothing_of_it_is_kept() {
    let service = service_with(|c| c.edge.max_media_bytes = 1 << 20).await;
    let mut camera = Camera::login(&service).await;
    let made = position(seconds_ago(60));
    camera.upload(&large(7), &made).await;
    let refused = |heard: &Heard| matches!(heard, Heard::Acknowledged { message: 0x0801, result: 1, .. });
    assert!(camera.hears(refused).await);
    // Each of its thousands of parts was refused: that is no broken device's doing, and it stays connected.
    camera.upload(&photo(9, 1), &made).await;
    assert!(camera.is_told(9).await);
    assert_eq!((rows(&service).await.len(), on_disk(&service).len()), (1, 1));
}
