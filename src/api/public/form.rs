//! `/complaint`: the form, and its receipt.

use super::html::{Html, Page, language, minute};
use super::intake::{Filled, Receipt, take};
use super::{fields, refused, same_origin};
use crate::api::error::{Error, Result};
use crate::api::limits;
use crate::api::state::AppState;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::complaint::ComplaintCategory;
use lienwatch_domain::language::Language;

const PATH: &str = "/complaint";

/// A category in words.
pub fn category(category: ComplaintCategory, l: Language) -> &'static str {
    match category {
        ComplaintCategory::Conduct => l.pick("Violence, threats, insults or deceit", "暴力、威胁、辱骂或欺骗"),
        ComplaintCategory::Contact => {
            l.pick("Too many calls or visits, or to other people", "过度或不当联系、骚扰他人")
        }
        ComplaintCategory::Recovery => l.pick("The taking of the car", "车辆收回过程"),
        ComplaintCategory::Belongings => l.pick("Things that were in the car", "车内个人物品"),
        ComplaintCategory::Damage => l.pick("Damage", "财物损坏"),
        ComplaintCategory::Money => l.pick("Amounts, fees or the statement", "金额、费用或结算"),
        ComplaintCategory::Privacy => l.pick("Personal data or whereabouts", "个人信息或行踪信息"),
        ComplaintCategory::Other => l.pick("Something else", "其他"),
    }
}

/// The empty form.
pub async fn show(State(state): State<AppState>, request: Request) -> Response {
    let l = language(request.uri().query(), request.headers());
    let filled = Filled { form: hex::encode(state.random::<16>()), ..Filled::default() };
    match lenders(&state).await {
        Ok(lenders) => page(&state, l, &filled, &lenders, None),
        Err(error) => refused(&state, l, PATH, error),
    }
}

/// Names to choose from, where there are several.
async fn lenders(state: &AppState) -> Result<Vec<String>> {
    let (_, all) = state.store.platform().await?;
    Ok(if all.len() > 1 { all.into_iter().map(|lender| lender.name).collect() } else { vec![] })
}

/// The form, sent.
pub async fn send(State(state): State<AppState>, request: Request) -> Response {
    let l = language(request.uri().query(), request.headers());
    match answer(&state, l, request).await {
        Ok(response) => response,
        Err(error) => refused(&state, l, PATH, error),
    }
}

async fn answer(state: &AppState, l: Language, request: Request) -> Result<Response> {
    same_origin(state, request.headers())?;
    state.limits.complaint(limits::peer(request.extensions()))?;
    let mut said = fields(request).await?;
    let mut field = |name: &str| said.remove(name).unwrap_or_default();
    let filled = Filled {
        lender: field("lender"),
        name: field("name"),
        contact: field("contact"),
        contract_number: field("contract_number"),
        plate: field("plate"),
        category: field("category"),
        statement: field("statement"),
        website: field("website"),
        form: field("form"),
    };
    match take(state, &filled, l).await {
        Ok(made) => Ok(receipt(state, l, &made)),
        Err(Error::Invalid { field, .. }) => Ok(page(state, l, &filled, &lenders(state).await?, Some(&field))),
        Err(error) => Err(error),
    }
}

fn receipt(state: &AppState, l: Language, made: &Receipt) -> Response {
    let mut body = Html::default();
    let said = l.pick("Your complaint has been received.", "您的投诉已收到。");
    body.element("<p class=\"verdict good\" role=\"status\">", said, "</p>").element(
        "<p>",
        l.pick(
            "Write these two down, or keep a picture of this page: with both of them, and only so, you can see what becomes \
             of your complaint.",
            "请记下以下两项或截图保存：凭这两项方可查询处理进度，遗失无法找回。",
        ),
        "</p>",
    );
    body.element("<dl><dt>", l.pick("Reference", "投诉编号"), "</dt>").element(
        "<dd><code>",
        &made.reference,
        "</code></dd>",
    );
    body.element("<dt>", l.pick("Secret", "查询密码"), "</dt>").element("<dd><code>", &made.secret, "</code></dd>");
    body.fact(l.pick("You are answered by", "答复期限"), &minute(made.respond_by)).raw("</dl>");
    body.raw("<p><a class=\"big\" href=\"/complaint/status?lang=").raw(l.pick("en", "zh"));
    body.element("\">", l.pick("See what becomes of it", "查询处理进度"), "</a></p>");
    let title = l.pick("Complaint received", "投诉已受理登记");
    Page { title, language: l, path: PATH.to_owned(), body }.answer(state, StatusCode::OK)
}

/// One labelled field, with what is wrong with it.
struct Field<'a> {
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    wrong: Option<&'a str>,
}

impl Field<'_> {
    fn open(&self, body: &mut Html) {
        body.raw("<label for=\"").raw(self.name).raw("\">").text(self.label);
        if let Some(hint) = self.hint {
            body.element(" <span class=\"hint\">", hint, "</span>");
        }
        body.raw("</label>");
    }

    /// The attributes that every control has.
    fn control(&self, body: &mut Html) {
        body.raw(" id=\"").raw(self.name).raw("\" name=\"").raw(self.name).raw("\"");
        if self.wrong == Some(self.name) {
            body.raw(" aria-invalid=\"true\" aria-describedby=\"wrong\" autofocus");
        }
    }
}

fn page(state: &AppState, l: Language, f: &Filled, lenders: &[String], wrong: Option<&str>) -> Response {
    let mut body = Html::default();
    body.element(
        "<p>",
        l.pick(
            "The lender itself handles complaints, not its contractors. While a complaint is open, the recovery it is about \
             stops.",
            "投诉由贷款机构亲自处理，而非受托机构。投诉处理期间，相关回收工作暂停。",
        ),
        "</p>",
    );
    if let Some(field) = wrong {
        body.raw("<p id=\"wrong\" class=\"error\" role=\"alert\">").text(trouble(field, l)).raw("</p>");
    }
    body.raw("<form method=\"post\" action=\"/complaint?lang=")
        .raw(l.pick("en", "zh"))
        .raw("\" accept-charset=\"utf-8\">");
    body.raw("<input type=\"hidden\" name=\"form\" value=\"").text(&f.form).raw("\">");
    let field = |name, label, hint| Field { name, label, hint, wrong };
    if !lenders.is_empty() {
        let choice = field("lender", l.pick("Lender", "贷款机构"), Some(l.pick("as in your contract", "以合同为准")));
        choice.open(&mut body);
        body.raw("<select required");
        choice.control(&mut body);
        body.raw("><option value=\"\"></option>");
        for name in lenders {
            body.raw("<option value=\"").text(name).raw(if *name == f.lender { "\" selected>" } else { "\">" });
            body.text(name).raw("</option>");
        }
        body.raw("</select>");
    }
    let one_of = l.pick("one of the two is needed", "与下一项至少填一项");
    input(
        &mut body,
        &field("contract_number", l.pick("Contract number", "合同编号"), Some(one_of)),
        &f.contract_number,
        " maxlength=\"64\" autocomplete=\"off\">",
    );
    input(
        &mut body,
        &field("plate", l.pick("Plate of the car", "车牌号码"), None),
        &f.plate,
        " maxlength=\"32\" autocomplete=\"off\">",
    );
    input(
        &mut body,
        &field("name", l.pick("Your name", "您的姓名"), None),
        &f.name,
        " required maxlength=\"200\" autocomplete=\"name\">",
    );
    let reach = Some(l.pick("telephone or e-mail", "电话或电子邮箱"));
    input(
        &mut body,
        &field("contact", l.pick("How we reach you", "联系方式"), reach),
        &f.contact,
        " required maxlength=\"200\" autocomplete=\"on\">",
    );
    let choice = field("category", l.pick("What is it about?", "投诉类别"), None);
    choice.open(&mut body);
    body.raw("<select required");
    choice.control(&mut body);
    body.raw("><option value=\"\"></option>");
    for kind in ComplaintCategory::ALL {
        body.raw("<option value=\"").raw(kind.name()).raw(if kind.name() == f.category {
            "\" selected>"
        } else {
            "\">"
        });
        body.text(category(*kind, l)).raw("</option>");
    }
    body.raw("</select>");
    let words = Some(l.pick("when, where, who; at most 4000 characters", "时间、地点、人员；至多4000字"));
    let happened = field("statement", l.pick("What happened?", "事情经过"), words);
    happened.open(&mut body);
    body.raw("<textarea required maxlength=\"4000\" rows=\"8\"");
    happened.control(&mut body);
    body.raw(">").text(&f.statement).raw("</textarea>");
    // People do not see it, programs fill it in.
    body.raw("<div class=\"trap\" aria-hidden=\"true\"><label for=\"website\">Website</label>");
    body.raw("<input id=\"website\" name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></div>");
    body.element("<p><button>", l.pick("Send", "提交"), "</button></p></form>");
    body.raw("<p><a href=\"/complaint/status?lang=").raw(l.pick("en", "zh"));
    body.element("\">", l.pick("I have complained already", "查询已提交的投诉"), "</a></p>");
    let title = l.pick("Complain", "投诉");
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page { title, language: l, path: PATH.to_owned(), body }.answer(state, status)
}

fn input(body: &mut Html, field: &Field<'_>, value: &str, rest: &'static str) {
    field.open(body);
    body.raw("<input");
    field.control(body);
    body.raw(" value=\"").text(value).raw("\"").raw(rest);
}

/// What is wrong with a field, in words.
fn trouble(field: &str, l: Language) -> &'static str {
    match field {
        "lender" => l.pick("Please choose the lender of your contract.", "请选择合同所载的贷款机构。"),
        "contract_number" => l.pick("Please give the contract number or the plate.", "请填写合同编号或车牌号码。"),
        "plate" => l.pick("Please check the plate.", "请核对车牌号码。"),
        "name" => l.pick("Please give your name, at most 200 characters.", "请填写姓名，至多200字。"),
        "contact" => l.pick("Please say how we reach you.", "请填写联系方式。"),
        "category" => l.pick("Please choose what it is about.", "请选择投诉类别。"),
        "statement" => l.pick("Please tell what happened, in at most 4000 characters.", "请填写事情经过，至多4000字。"),
        "website" => l.pick("One field must stay empty. Please send the form again.", "有一项须留空，请重新提交。"),
        _ => l.pick("Please check what you wrote.", "请核对所填内容。"),
    }
}
