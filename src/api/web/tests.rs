use super::reply::{self, Asked, part};
use super::{File, How, page};
use axum::body::to_bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

const SCRIPT: File = File {
    path: "/assets/app-1.js",
    kind: "text/javascript",
    sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    how: How::Lasting,
    plain: b"plain script",
    brotli: Some(b"brotli"),
    gzip: Some(b"gzipped"),
};

const INDEX: File = File {
    path: "/index.html",
    kind: "text/html; charset=utf-8",
    sha256: "00",
    how: How::Page,
    plain: b"<meta name=\"csp-nonce\" content=\"__CSP_NONCE__\">",
    brotli: None,
    gzip: None,
};

fn asked(pairs: &[(HeaderName, &'static str)]) -> Response<axum::body::Body> {
    let headers: HeaderMap = pairs.iter().map(|(n, v)| (n.clone(), HeaderValue::from_static(v))).collect();
    reply::file(&SCRIPT, &Method::GET, &headers)
}

fn said(response: &Response<axum::body::Body>, name: HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("ours is text"))
}

async fn body(response: Response<axum::body::Body>) -> String {
    let bytes = to_bytes(response.into_body(), 1 << 20).await.expect("a body in memory");
    String::from_utf8(bytes.to_vec()).expect("ours is text")
}

#[tokio::test]
async fn the_best_encoding_that_is_accepted_is_sent() {
    for (accepted, encoding, bytes) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzipped"),
        ("br;q=0, gzip;q=0.5", "gzip", "gzipped"),
        ("identity", "", "plain script"),
        ("zebra", "", "plain script"),
    ] {
        let response = asked(&[(header::ACCEPT_ENCODING, accepted)]);
        assert_eq!(said(&response, header::CONTENT_ENCODING), encoding, "{accepted}");
        assert_eq!(said(&response, header::CONTENT_LENGTH), bytes.len().to_string(), "{accepted}");
        assert_eq!(said(&response, header::VARY), "accept-encoding");
        assert_eq!(body(response).await, bytes, "{accepted}");
    }
}

#[test]
fn a_known_tag_is_answered_without_a_body() {
    let first = asked(&[]);
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(said(&first, header::ETAG), "\"0123456789abcdef0123456789abcdef\"");
    assert!(said(&first, header::CACHE_CONTROL).contains("immutable"));
    for known in ["\"0123456789abcdef0123456789abcdef\"", "\"x\", W/\"0123456789abcdef0123456789abcdef\"", "*"] {
        assert_eq!(asked(&[(header::IF_NONE_MATCH, known)]).status(), StatusCode::NOT_MODIFIED, "{known}");
    }
    assert_eq!(asked(&[(header::IF_NONE_MATCH, "\"other\"")]).status(), StatusCode::OK);
}

#[tokio::test]
async fn a_part_is_of_the_plain_bytes() {
    let response = asked(&[(header::RANGE, "bytes=6-8"), (header::ACCEPT_ENCODING, "br")]);
    assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(said(&response, header::CONTENT_RANGE), "bytes 6-8/12");
    assert_eq!(said(&response, header::CONTENT_ENCODING), "");
    assert_eq!(body(response).await, "scr");
    let beyond = asked(&[(header::RANGE, "bytes=12-")]);
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(said(&beyond, header::CONTENT_RANGE), "bytes */12");
    let changed = asked(&[(header::RANGE, "bytes=6-8"), (header::IF_RANGE, "\"of another build\"")]);
    assert_eq!(changed.status(), StatusCode::OK, "a part of another file would not fit");
}

#[test]
fn ranges_are_read_as_the_standard_has_them() {
    for (range, expected) in [
        ("bytes=0-0", Asked::Part(0..1)),
        ("bytes=3-", Asked::Part(3..10)),
        ("bytes=-4", Asked::Part(6..10)),
        ("bytes=-40", Asked::Part(0..10)),
        ("bytes=8-99", Asked::Part(8..10)),
        ("bytes=10-", Asked::Nothing),
        ("bytes=10-12", Asked::Nothing),
        ("bytes=-0", Asked::Nothing),
        ("bytes=5-4", Asked::All),
        ("bytes=0-1,3-4", Asked::All),
        ("bytes=a-b", Asked::All),
        ("bytes=-", Asked::All),
        ("lines=0-1", Asked::All),
        ("bytes=0-99999999999999999999999", Asked::All),
    ] {
        assert_eq!(part(range, 10), expected, "{range}");
    }
    assert_eq!(part("bytes=-5", 0), Asked::Nothing);
}

#[tokio::test]
async fn a_page_carries_its_own_nonce_and_no_inline_script_is_admitted() {
    let response = page(&[INDEX], "/cases/1", "bm9uY2U=", &[]);
    let policy = said(&response, header::CONTENT_SECURITY_POLICY).to_owned();
    assert!(policy.contains("script-src 'self';") && policy.contains("'nonce-bm9uY2U='"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(said(&response, header::CACHE_CONTROL), "no-cache");
    assert_eq!(body(response).await, "<meta name=\"csp-nonce\" content=\"bm9uY2U=\">");
}

#[tokio::test]
async fn without_a_dashboard_the_page_says_how_to_get_one() {
    let response = page(&[], "/", "n", &[]);
    assert_eq!(response.status(), StatusCode::OK);
    assert!(body(response).await.contains("make web"));
}
