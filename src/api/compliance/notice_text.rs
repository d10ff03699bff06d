//! The words of a notice: its template, filled with what is on file and what the caller gives.

use crate::api::caller::{Caller, Tx, lender_row};
use crate::api::error::{Error, Result};
use crate::api::recovery::papers::{description, head};
use crate::papers::{self, Letterhead, Rendered, Signatory};
use crate::recovery::{Gate, OpenCase};
use crate::store::lenders::Lender;
use crate::store::shelves::CaseNotice;
use crate::store::{borrowers, vehicles};
use chrono::{DateTime, Utc};
use lienwatch_domain::compliance::Jurisdiction;
use lienwatch_domain::compliance::text::{MissingField, TemplateField, Text, notice_text};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::language::Language;
use lienwatch_domain::money::Money;
use std::collections::BTreeMap;

/// A notice in words.
pub(super) struct NoticeText {
    /// Without gaps.
    pub text: Text,
    /// What it is made of.
    pub fields: BTreeMap<TemplateField, String>,
    lender: Lender,
    addressee: Vec<String>,
}

impl NoticeText {
    /// The text of a notice in a language.
    pub async fn make(
        caller: &Caller,
        tx: &mut Tx,
        open: &OpenCase,
        gate: &Gate,
        notice: &CaseNotice,
        language: Language,
        given: BTreeMap<TemplateField, String>,
    ) -> Result<NoticeText> {
        use TemplateField as F;
        let place = gate.first_place().map_or(Jurisdiction::Other, |place| place.jurisdiction);
        let template = notice_text(notice.notice.terms.notice, place, language)
            .ok_or(Error::NotFound("template for this notice in this language"))?;
        let lender = lender_row(tx, LenderNo(open.stored.lender_no)).await?;
        let car = vehicles::get(tx, open.stored.case.vehicle.0).await?.ok_or(Error::NotFound("vehicle"))?;
        let borrower = match open.loan.borrower_id {
            Some(id) => borrowers::get(tx, &caller.state.seal, id).await?.map(|(borrower, _)| borrower),
            None => None,
        };
        let plate = car.plate.as_deref().unwrap_or("—");
        let overdue = Money::new(open.arrears.overdue_minor, open.loan.loan.currency);
        let mut fields = BTreeMap::from([
            (F::LenderName, lender.name.clone()),
            (F::Contract, open.loan.loan.contract_no.clone()),
            (F::Vehicle, format!("{} · {plate} · {}", description(&car), car.vin)),
            (F::Date, gate.local(caller.doing().now).date().to_string()),
            (F::Amount, overdue.to_string()),
        ]);
        if let Some(borrower) = &borrower {
            fields.insert(F::DebtorName, borrower.name.clone());
        }
        fields.extend(given);
        let text = template.render(language, &fields).map_err(|MissingField { field }| {
            let detail = format!("the text has no {field}, or one that is too long");
            let fix = format!("give 1 to {} characters", MissingField::MAX_CHARS);
            Error::invalid("missing_field", format!("fields.{field}"), detail, fix)
        })?;
        let wanted = template.fields().unwrap_or_default();
        fields.retain(|field, _| wanted.contains(field));
        let name = fields.get(&F::DebtorName).cloned();
        let address = borrower.and_then(|borrower| borrower.address);
        Ok(NoticeText { text, addressee: name.into_iter().chain(address).collect(), fields, lender })
    }
}

/// The notice as PDF.
pub(super) fn paper(text: &NoticeText, value: &CaseNotice, at: DateTime<Utc>) -> Result<Rendered> {
    let notice = &value.notice;
    let document = format!("N-{}", notice.id);
    let head: Letterhead = head(&text.lender, document, u64::from(notice.issues.max(1)), at, text.text.language)?;
    let paper = papers::Notice {
        text: text.text.clone(),
        addressee: text.addressee.clone(),
        fields: vec![],
        enclosures: vec![],
        remarks: notice.terms.rules.clone(),
        signatories: vec![Signatory { name: String::new(), role: text.lender.name.clone() }],
    };
    paper.render(&head).map_err(|e| Error::Internal(e.to_string()))
}
