//! `/complaint/status`: what became of a complaint, for whoever has its reference and its secret.

use super::form::category;
use super::html::{Html, Page, language, minute};
use super::intake::asked;
use super::{count, fields, refused, same_origin};
use crate::api::error::{Error, Result};
use crate::api::state::AppState;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::complaint::{Complaint, ComplaintStage, ComplaintState};
use lienwatch_domain::language::Language;

const PATH: &str = "/complaint/status";

/// The form.
pub async fn show(State(state): State<AppState>, request: Request) -> Response {
    let l = language(request.uri().query(), request.headers());
    form(&state, l, "", StatusCode::OK)
}

/// What became of it.
pub async fn ask(State(state): State<AppState>, request: Request) -> Response {
    let l = language(request.uri().query(), request.headers());
    match answer(&state, l, request).await {
        Ok(response) => response,
        Err(error) => refused(&state, l, PATH, error),
    }
}

async fn answer(state: &AppState, l: Language, request: Request) -> Result<Response> {
    same_origin(state, request.headers())?;
    count(state, request.extensions())?;
    let mut said = fields(request).await?;
    let reference = said.remove("reference").unwrap_or_default();
    let secret = said.remove("secret").unwrap_or_default();
    match asked(state, &reference, &secret).await {
        Ok(found) => Ok(page(state, l, &found.value.complaint)),
        Err(Error::NotFound(_)) => Ok(form(state, l, &reference, StatusCode::NOT_FOUND)),
        Err(error) => Err(error),
    }
}

fn form(state: &AppState, l: Language, reference: &str, status: StatusCode) -> Response {
    let mut body = Html::default();
    if status != StatusCode::OK {
        let said = l.pick("There is no complaint with this reference and secret.", "未找到与该编号和密码相符的投诉。");
        body.raw("<p id=\"wrong\" class=\"error\" role=\"alert\">").text(said).raw("</p>");
    }
    body.raw("<form method=\"post\" action=\"/complaint/status?lang=").raw(l.pick("en", "zh")).raw("\">");
    body.element("<label for=\"reference\">", l.pick("Reference", "投诉编号"), "</label>");
    body.raw("<input id=\"reference\" name=\"reference\" required maxlength=\"32\" autocomplete=\"off\" autocapitalize=\"characters\" value=\"");
    body.text(reference).raw("\">");
    body.element("<label for=\"secret\">", l.pick("Secret", "查询密码"), "</label>");
    body.raw("<input id=\"secret\" name=\"secret\" required maxlength=\"64\" autocomplete=\"off\" autocapitalize=\"characters\">");
    body.element("<p><button>", l.pick("Show", "查询"), "</button></p></form>");
    body.raw("<p><a href=\"/complaint?lang=").raw(l.pick("en", "zh"));
    body.element("\">", l.pick("Complain about something", "提交投诉"), "</a></p>");
    let title = l.pick("Your complaint", "投诉进度查询");
    Page { title, language: l, path: PATH.to_owned(), body }.answer(state, status)
}

/// A state in words.
fn in_words(state: ComplaintState, l: Language) -> &'static str {
    match state {
        ComplaintState::Received => l.pick("Received; it will be acknowledged", "已收到，待确认"),
        ComplaintState::Acknowledged => l.pick("Acknowledged; somebody will look into it", "已确认，待调查"),
        ComplaintState::InReview => l.pick("Somebody is looking into it", "调查处理中"),
        ComplaintState::Upheld => l.pick("Answered: you are right", "已答复：投诉成立"),
        ComplaintState::PartlyUpheld => l.pick("Answered: you are right in part", "已答复：投诉部分成立"),
        ComplaintState::Rejected => l.pick("Answered: not upheld", "已答复：投诉不成立"),
        ComplaintState::Closed => l.pick("Closed", "已办结"),
        ComplaintState::Withdrawn => l.pick("Withdrawn", "已撤回"),
    }
}

fn page(state: &AppState, l: Language, c: &Complaint) -> Response {
    let class = if c.is_open() {
        "<p class=\"verdict open\" role=\"status\">"
    } else {
        "<p class=\"verdict good\" role=\"status\">"
    };
    let mut body = Html::default();
    body.element(class, in_words(c.state(), l), "</p>").raw("<dl>");
    body.fact(l.pick("Reference", "投诉编号"), &c.reference);
    body.fact(l.pick("About", "类别"), category(c.category, l));
    body.fact(l.pick("Received", "收到时间"), &minute(c.received_at));
    if matches!(c.stage, ComplaintStage::Received) {
        body.fact(l.pick("Acknowledged by", "确认期限"), &minute(c.acknowledge_by));
    }
    if c.is_undecided() {
        body.fact(l.pick("You are answered by", "答复期限"), &minute(c.respond_by));
    }
    if let Some((_, decision)) = c.decision() {
        body.fact(l.pick("Answered", "答复时间"), &minute(decision.at)).raw("</dl>");
        body.element("<h2>", l.pick("Answer", "答复"), "</h2>").element("<pre>", decision.response.as_str(), "</pre>");
        if let Some(remedy) = &decision.remedy {
            body.element("<h2>", l.pick("What is done about it", "处理措施"), "</h2>");
            body.element("<pre>", remedy.as_str(), "</pre>");
        }
    } else {
        body.raw("</dl>");
    }
    let title = l.pick("Your complaint", "投诉进度查询");
    Page { title, language: l, path: PATH.to_owned(), body }.answer(state, StatusCode::OK)
}
