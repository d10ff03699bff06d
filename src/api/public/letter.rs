//! `/v/{code}`: whether a letter of authorisation holds, for whoever is shown one; nothing of whom it is about.

use super::html::{Html, Page, language, minute};
use super::refused;
use crate::api::error::Result;
use crate::api::recovery::verify;
use crate::api::state::AppState;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use lienwatch_domain::language::Language;
use lienwatch_domain::recovery::Letter;

/// What a letter is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Holds,
    NotYet,
    Ended,
    Revoked,
    Unknown,
}

fn verdict(letter: Option<&Letter>, now: DateTime<Utc>) -> Verdict {
    match letter {
        None => Verdict::Unknown,
        Some(letter) if letter.revoked.is_some() => Verdict::Revoked,
        Some(letter) if now < letter.valid_from => Verdict::NotYet,
        Some(letter) if letter.holds(now) => Verdict::Holds,
        Some(_) => Verdict::Ended,
    }
}

/// The page of a code.
pub async fn show(
    State(state): State<AppState>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let l = language(query.as_deref(), request.headers());
    if let Err(error) = super::count(&state, request.extensions()) {
        return refused(&state, l, request.uri().path(), error);
    }
    match found(&state, &code).await {
        Ok(letter) => page(&state, l, &code, letter.as_ref()),
        Err(error) => refused(&state, l, request.uri().path(), error),
    }
}

async fn found(state: &AppState, code: &str) -> Result<Option<Letter>> {
    verify::find(state, code).await
}

fn page(state: &AppState, l: Language, code: &str, letter: Option<&Letter>) -> Response {
    let now = state.engine.clock().now();
    let verdict = verdict(letter, now);
    let (class, said, advice) = match verdict {
        Verdict::Holds => (
            "<p class=\"verdict good\" role=\"status\">",
            l.pick("This letter holds.", "本授权书有效。"),
            l.pick(
                "Only the persons named in it may act. Compare their cards with the letter. It gives no right to use force or \
                 threats, to enter a home, to take cash, or to go on when somebody present objects.",
                "仅限授权书载明的人员执行，请核对其证件。本授权书不赋予使用暴力或威胁、进入住宅、收取现金，\
                 或者在现场人员反对时继续执行的权利。",
            ),
        ),
        Verdict::NotYet => (
            "<p class=\"verdict open\" role=\"status\">",
            l.pick("This letter does not hold yet.", "本授权书尚未生效。"),
            l.pick("Do not hand anything over on it before then.", "在生效之前，请勿据此交付车辆。"),
        ),
        Verdict::Ended => (
            "<p class=\"verdict bad\" role=\"status\">",
            l.pick("This letter no longer holds: its time is over.", "本授权书已失效：有效期已届满。"),
            l.pick("Whatever the paper says, it has no effect.", "无论纸面如何记载，本授权书均不再具有效力。"),
        ),
        Verdict::Revoked => (
            "<p class=\"verdict bad\" role=\"status\">",
            l.pick("This letter was revoked.", "本授权书已被撤销。"),
            l.pick("Whatever the paper says, it has no effect.", "无论纸面如何记载，本授权书均不再具有效力。"),
        ),
        Verdict::Unknown => (
            "<p class=\"verdict bad\" role=\"status\">",
            l.pick("This is not a letter of ours.", "查无此授权书。"),
            l.pick(
                "Check the address or scan the code again. If it still says so, the paper may be forged: do not hand the \
                 vehicle over on it, and call the police if you are pressed.",
                "请核对网址或重新扫码。如仍显示查无此授权书，该文件可能系伪造：请勿据此交付车辆；如遭胁迫，请报警。",
            ),
        ),
    };
    let mut body = Html::default();
    body.element(class, said, "</p>").element("<p>", advice, "</p>");
    if let Some(letter) = letter {
        body.raw("<dl>").fact(l.pick("Valid from", "生效时间"), &minute(letter.valid_from));
        body.fact(l.pick("Valid until", "失效时间"), &minute(letter.valid_to));
        if let Some(revoked) = &letter.revoked {
            body.fact(l.pick("Revoked", "撤销时间"), &minute(revoked.at));
        }
        body.fact(l.pick("Checked", "核验时间"), &minute(now)).raw("</dl>");
    }
    body.raw("<p><a href=\"/complaint?lang=").raw(l.pick("en", "zh"));
    body.element("\">", l.pick("Complain about how somebody behaved", "投诉执行人员的行为"), "</a></p>");
    let title = l.pick("Is this letter of authorisation valid?", "授权书核验");
    // What is no code of ours is not repeated, not even in the switch of languages.
    let path = if letter.is_some() { format!("/v/{code}") } else { "/v/unknown".to_owned() };
    let status = if letter.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Page { title, language: l, path, body }.answer(state, status)
}
