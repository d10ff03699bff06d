//! Markup whose texts are escaped by construction, and the page around it.

use crate::api::state::AppState;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lienwatch_domain::language::Language;

/// Markup in the making. What is written here stands as it is; everything else comes in as text and is escaped.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Our own markup.
    pub fn raw(&mut self, markup: &'static str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// Anybody's text, in an element or between the quotes of an attribute.
    pub fn text(&mut self, text: &str) -> &mut Html {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// An element that holds a text: its opening and closing tags are ours.
    pub fn element(&mut self, open: &'static str, text: &str, close: &'static str) -> &mut Html {
        self.raw(open).text(text).raw(close)
    }

    /// A line of a list of facts.
    pub fn fact(&mut self, name: &str, value: &str) -> &mut Html {
        self.element("<dt>", name, "</dt>").element("<dd>", value, "</dd>")
    }

    /// The markup.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A time, to the minute and in UTC: these pages are read in any zone.
pub fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// A time by the clock of a place, to the minute, with how far that is from UTC.
pub fn local(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M (UTC%:z)").to_string()
}

/// The language asked for: `?lang=`, else the first of the browser's that there is, else English.
pub fn language(query: Option<&str>, headers: &HeaderMap) -> Language {
    let mut pairs = query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let asked = pairs.find(|(name, _)| *name == "lang").and_then(|(_, value)| Language::from_name(value));
    asked.unwrap_or_else(|| accepted(headers))
}

/// RFC 9110, section 12.5.4: the highest weight wins; among equals the first.
fn accepted(headers: &HeaderMap) -> Language {
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (Language::En, 0.0);
    for range in accept.split(',').take(32) {
        let mut parts = range.split(';').map(str::trim);
        let primary = parts.next().unwrap_or_default().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
        if let Some(language) = Language::from_name(&primary).filter(|_| weight > best.1) {
            best = (language, weight);
        }
    }
    best.0
}

/// Colours of WCAG 2.2 AA (4.5 to 1 and more for text), targets of 48 pixels, one column from 320 pixels on.
const STYLE: &str = "
:root { color-scheme: light dark }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #161b22; background: #f5f6f8; overflow-wrap: anywhere }
header, main, footer { max-width: 40rem; margin: 0 auto; padding: 0 16px }
header { display: flex; justify-content: space-between; align-items: center; min-height: 56px }
header strong { font-weight: 600 }
main { background: #fff; padding: 8px 16px 24px; border: 1px solid #d5dae1; border-radius: 8px }
h1 { font-size: 1.4rem; line-height: 1.25 } h2 { font-size: 1.1rem; margin: 24px 0 8px }
a { color: #0b4fa8 } a.big, button { display: inline-flex; align-items: center; min-height: 48px; padding: 0 20px; margin: 8px 8px 0 0; border-radius: 6px; font: inherit; font-weight: 600; text-decoration: none; color: #fff; background: #0b4fa8; border: 0 }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible { outline: 3px solid #c05600; outline-offset: 2px }
.verdict { padding: 12px 16px; border-radius: 6px; font-size: 1.15rem; font-weight: 600; border-left: 6px solid }
.good { color: #0a5c32; background: #e6f5ec; border-color: #0a5c32 } .bad { color: #8f1818; background: #fdecec; border-color: #8f1818 } .open { color: #7a4100; background: #fff4e5; border-color: #7a4100 }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 4px 16px } dt { color: #4a5260 } dd { margin: 0 }
label { display: block; margin-top: 16px; font-weight: 600 } .hint { display: block; font-weight: 400; color: #4a5260 }
input, select, textarea { width: 100%; min-height: 48px; padding: 8px 12px; font: inherit; color: inherit; background: #fff; border: 1px solid #6b7482; border-radius: 6px } textarea { min-height: 160px }
[aria-invalid=true] { border: 2px solid #8f1818 } .error { color: #8f1818; font-weight: 600 }
.trap { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden }
code { font: 1.1rem ui-monospace, monospace; background: #eef1f5; padding: 2px 6px; border-radius: 4px }
footer { color: #4a5260; font-size: .875rem; padding: 16px } pre { white-space: pre-wrap; font: inherit }
@media (max-width: 430px) { dl { grid-template-columns: 1fr } dd { margin-bottom: 8px } main { border-left: 0; border-right: 0; border-radius: 0 } }
@media (prefers-color-scheme: dark) {
body { color: #e6edf3; background: #0d1117 } main { background: #161b22; border-color: #2a313a } a { color: #8fb8ff } a.big, button { color: #fff; background: #2f5fb3 }
dt, .hint, footer { color: #adb7c2 } input, select, textarea { background: #0d1117; border-color: #7d8793 } code { background: #2a313a }
.good { color: #7ee2a8; background: #10281b; border-color: #7ee2a8 } .bad { color: #ff9a9a; background: #331416; border-color: #ff9a9a } .open { color: #ffc078; background: #33220e; border-color: #ffc078 }
.error { color: #ff9a9a } [aria-invalid=true] { border-color: #ff9a9a }
}
";

/// A page for anybody.
pub struct Page {
    /// What it says, and under which title.
    pub title: &'static str,
    /// Its language.
    pub language: Language,
    /// Where it is, for the switch of languages.
    pub path: String,
    /// What stands on it.
    pub body: Html,
}

impl Page {
    /// With its headers: nothing of it is kept, found by engines, framed, or told to whom a link leads; nothing is loaded
    /// but the one style that carries the page's nonce (CSP Level 3, section 2.3).
    pub fn answer(self, state: &AppState, status: StatusCode) -> Response {
        let nonce = base64::engine::general_purpose::STANDARD.encode(state.random::<16>());
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        let mut response = (status, Body::from(self.markup(&nonce))).into_response();
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.language.pick("en", "zh-CN")));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
        if let Ok(value) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, value);
        }
        response
    }

    fn markup(&self, nonce: &str) -> String {
        let l = self.language;
        let mut page = Html::default();
        page.raw("<!doctype html><html lang=\"").raw(l.pick("en", "zh-CN")).raw("\"><head><meta charset=\"utf-8\">");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.raw("<meta name=\"robots\" content=\"noindex, nofollow\">").element("<title>", self.title, "</title>");
        page.raw("<style nonce=\"").text(nonce).raw("\">").raw(STYLE).raw("</style></head><body><header>");
        page.element("<strong>", l.pick("Vehicle recovery", "车辆回收事务"), "</strong>");
        let (other, name, code) = match l {
            Language::En => ("zh", "中文", "zh-CN"),
            Language::Zh => ("en", "English", "en"),
        };
        page.raw("<a lang=\"")
            .raw(code)
            .raw("\" hreflang=\"")
            .raw(code)
            .raw("\" href=\"")
            .text(&self.path)
            .raw("?lang=");
        page.raw(other).element("\">", name, "</a></header><main>");
        page.element("<h1>", self.title, "</h1>");
        page.0.push_str(&self.body.0);
        page.raw("</main></body></html>\n");
        page.into_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let mut html = Html::default();
        html.element("<p title=\"", "\"><script>alert('&')</script>", "\">");
        assert_eq!(html.into_string(), "<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;\">");
    }

    #[test]
    fn the_language_is_the_one_asked_for_or_the_browsers() {
        let with =
            |accept: &'static str| HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept))]);
        for (accept, language) in [
            ("", Language::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Zh),
            ("fr, zh-TW;q=0.5, en;q=0.4", Language::Zh),
            ("zh;q=0.1, en-GB;q=0.2", Language::En),
            ("zh;q=0", Language::En),
            ("de, *;q=0.1", Language::En),
            ("zh;q=x", Language::En),
        ] {
            assert_eq!(super::language(None, &with(accept)), language, "{accept}");
        }
        assert_eq!(super::language(Some("a=1&lang=zh"), &with("en")), Language::Zh);
        assert_eq!(super::language(Some("lang=<script>"), &with("zh")), Language::Zh);
    }
}
