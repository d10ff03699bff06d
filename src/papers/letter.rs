//! The letter of authorisation: who may recover which car, for whom, on what ground, and until when.
//!
//! Whoever stands at the car can check it: the code in it leads to the lender's page that says whether it still holds.

use super::block::{Block, Column, Items, Row, Signatory};
use super::document::{Letterhead, PaperError, Rendered, render};
use super::figures;
use chrono::{DateTime, Utc};
use lienwatch_domain::compliance::Jurisdiction;
use lienwatch_domain::compliance::text::{Block as Part, TemplateField, Text, authorisation_letter};
use serde::{Deserialize, Serialize};

/// The company that is authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Full name.
    pub name: String,
    /// Its licence or registration.
    pub registration: String,
    /// Where it can be reached.
    pub contact: String,
}

/// A person who may act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// As on the identity card.
    pub name: String,
    /// Number of the certificate or badge that is shown with the letter.
    pub certificate: String,
}

/// The car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Make, model, year, colour.
    pub description: String,
    /// Vehicle identification number.
    pub vin: String,
    /// Registration mark, when it has one.
    pub plate: Option<String>,
}

/// What a letter of authorisation says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterOfAuthorisation {
    /// Who is authorised.
    pub vendor: Vendor,
    /// The persons who may act, and nobody else.
    pub agents: Vec<Agent>,
    /// What they may recover.
    pub vehicle: Vehicle,
    /// What they are to do, e.g. "recover and deliver to the yard named in the order".
    pub task: String,
    /// The ground on which the lender may take possession.
    pub legal_basis: String,
    /// What proves it: contract, judgment, consent.
    pub proof: String,
    /// The lender's case.
    pub case_number: String,
    /// The order given to the vendor.
    pub order_number: String,
    /// From when.
    pub valid_from: DateTime<Utc>,
    /// Until when.
    pub valid_to: DateTime<Utc>,
    /// Under the law of which place.
    pub place: Jurisdiction,
    /// Further terms of the lender or of the place's law.
    pub terms: Vec<String>,
    /// Whom anybody may ask, and where to complain.
    pub enquiries: String,
    /// The page that says whether the letter holds.
    pub verification_url: String,
    /// Who signs for the lender.
    pub signatories: Vec<Signatory>,
}

impl LetterOfAuthorisation {
    /// The letter as PDF.
    pub fn render(&self, head: &Letterhead) -> Result<Rendered, PaperError> {
        let words = Words::of(self, head)?;
        render(head, &words.title, &self.blocks(head, &words))
    }

    fn blocks(&self, head: &Letterhead, words: &Words) -> Vec<Block> {
        let language = head.language;
        let say = |en: &str, zh: &str| language.pick(en, zh).to_owned();
        let minute = |at| figures::minute(at, head.zone, language);
        let heading = |en: &str, zh: &str| Block::Heading(say(en, zh));
        let agents = Items {
            columns: vec![
                Column::text("", 1),
                Column::text(say("Name", "姓名"), 6),
                Column::text(say("Certificate number", "证件（工作证）编号"), 6),
            ],
            rows: self
                .agents
                .iter()
                .enumerate()
                .map(|(at, agent)| Row::line([(at + 1).to_string(), agent.name.clone(), agent.certificate.clone()]))
                .collect(),
        };
        let none = say("none", "无");
        let mut blocks = vec![
            Block::Paragraph(words.opening.clone()),
            heading("Case", "案件"),
            Block::Fields(vec![
                (say("Case", "案件编号"), self.case_number.clone()),
                (say("Order", "委托单号"), self.order_number.clone()),
                (say("Task", "委托事项"), self.task.clone()),
                (say("Valid from", "生效时间"), minute(self.valid_from)),
                (say("Valid until", "失效时间"), minute(self.valid_to)),
            ]),
            heading("Vehicle", "车辆"),
            Block::Fields(vec![
                (say("Description", "车辆描述"), self.vehicle.description.clone()),
                (say("Identification number (VIN)", "车辆识别代号（VIN）"), self.vehicle.vin.clone()),
                (say("Registration plate", "号牌号码"), self.vehicle.plate.clone().unwrap_or(none)),
            ]),
            heading("Legal basis", "法律依据"),
            Block::Fields(vec![
                (say("Basis", "依据"), self.legal_basis.clone()),
                (say("Proof", "证明材料"), self.proof.clone()),
            ]),
            heading("Authorised company and persons", "受托单位及人员"),
            Block::Fields(vec![
                (say("Company", "受托单位"), self.vendor.name.clone()),
                (say("Registration", "登记或许可编号"), self.vendor.registration.clone()),
                (say("Contact", "联系方式"), self.vendor.contact.clone()),
            ]),
            Block::Items(agents),
            heading("Terms", "授权条款"),
            Block::List { numbered: true, points: words.terms.iter().chain(&self.terms).cloned().collect() },
            Block::Code {
                url: self.verification_url.clone(),
                title: words.check_title.clone(),
                text: words.check.clone(),
            },
        ];
        blocks.push(Block::Signatures(self.signatories.clone()));
        blocks
    }
}

/// The words of a letter, of the template of the place's law: what the lender says in every such letter. The conduct at the
/// car follows `domain.md` A5: show proof, do not enter, do not touch, do not keep what belongs to the person.
struct Words {
    title: String,
    opening: String,
    terms: Vec<String>,
    check_title: String,
    check: String,
}

impl Words {
    fn of(letter: &LetterOfAuthorisation, head: &Letterhead) -> Result<Words, PaperError> {
        let template = authorisation_letter(letter.place, head.language).ok_or(PaperError::Parts)?;
        let values = [
            (TemplateField::LenderName, head.lender.clone()),
            (TemplateField::AgencyName, letter.vendor.name.clone()),
            (TemplateField::ComplaintPhone, letter.enquiries.clone()),
        ];
        let Text { title, blocks, .. } = template.render(head.language, &values.into())?;
        let parts: Result<[Part; 4], _> = blocks.try_into();
        match parts {
            Ok([Part::Paragraph(opening), Part::List(terms), Part::Heading(check_title), Part::Paragraph(check)]) => {
                Ok(Words { title, opening, terms, check_title, check })
            }
            _ => Err(PaperError::Parts),
        }
    }
}
