//! The letter of authorisation: who may recover which car, for whom, on what ground, and until when.
//!
//! Whoever stands at the car can check it: the code in it leads to the lender's page that says whether it still holds.

use super::block::{Block, Column, Items, Row, Signatory};
use super::document::{Letterhead, PaperError, Rendered, render};
use super::figures;
use chrono::{DateTime, Utc};
use lienwatch_domain::language::Language;
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
        render(head, head.language.pick("Letter of authorisation", "车辆收回授权书"), &self.blocks(head))
    }

    fn blocks(&self, head: &Letterhead) -> Vec<Block> {
        let language = head.language;
        let say = |en: &str, zh: &str| language.pick(en, zh).to_owned();
        let minute = |at| figures::minute(at, head.zone, language);
        let heading = |en: &str, zh: &str| Block::Heading(say(en, zh));
        let (lender, vendor) = (&head.lender, &self.vendor.name);

        let opening = match language {
            Language::En => format!(
                "{lender} authorises {vendor} and the persons named below, as its agents, to take possession of the \
                 vehicle described in this letter on the legal basis stated here. They act in the name and on the \
                 account of {lender}, within the limits of this letter and of the law of the place."
            ),
            Language::Zh => format!(
                "兹授权{vendor}及下列人员作为{lender}的代理人，依据本授权书载明的法律依据，收回下述车辆。\
                 受托人以{lender}的名义行事，其行为限于本授权书及当地法律许可的范围。"
            ),
        };
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
            Block::Paragraph(opening),
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
                (say("Company", "受托单位"), vendor.clone()),
                (say("Registration", "登记或许可编号"), self.vendor.registration.clone()),
                (say("Contact", "联系方式"), self.vendor.contact.clone()),
            ]),
            Block::Items(agents),
            heading("Terms", "授权条款"),
            Block::List { numbered: true, points: self.terms(language) },
            Block::Code {
                url: self.verification_url.clone(),
                title: say("Check this letter before you hand over the vehicle", "交付车辆前请核验本授权书"),
                text: match language {
                    Language::En => format!(
                        "Scan the code or open the address. The page says whether the letter still holds; if it says \
                         anything else, the letter has no effect, whatever the paper says. Questions and complaints: {}",
                        self.enquiries
                    ),
                    Language::Zh => format!(
                        "扫描二维码或打开下列网址，可查询本授权书当前是否有效；以核验页面显示为准。咨询与投诉：{}",
                        self.enquiries
                    ),
                },
            },
        ];
        blocks.push(Block::Signatures(self.signatories.clone()));
        blocks
    }

    /// What the lender says in every such letter, then this letter's own terms. The conduct at the car follows
    /// `domain.md` A5: show proof, do not enter, do not touch, do not keep what belongs to the person.
    fn terms(&self, language: Language) -> Vec<String> {
        let always: &[&str] = match language {
            Language::En => &[
                "Only the persons named here may act. Each shows this letter and the named certificate when asked; the \
                 authority cannot be passed on.",
                "This letter is not a court order and gives no right to use force, threats or deceit, to enter a \
                 dwelling or a closed place, to take cash, or to go on against the objection of a person present. On \
                 objection the agents leave and report.",
                "Belongings in the vehicle stay the property of their owner: they are listed, kept safe and returned.",
                "The lender may revoke this letter at any time and without a reason. It ends on revocation, when the \
                 vehicle has been handed over, when the order is withdrawn, and at the time stated above, whichever \
                 comes first.",
            ],
            Language::Zh => &[
                "仅限本授权书载明的人员执行，执行时应主动出示本授权书及所列证件；本授权不得转委托。",
                "本授权书不是法院裁判文书，不赋予使用暴力、威胁、欺诈，进入住宅或封闭场所、收取现金，\
                 或者在现场人员明确反对时继续执行的权利。遇有反对，应立即停止并报告委托人。",
                "车内个人物品归其所有人所有，应当场清点、妥善保管并返还。",
                "委托人可随时撤销本授权，无须说明理由。自撤销之时、车辆交付完毕之时、委托单撤回之时或上述失效时间届满之时（以最先发生者为准），本授权书失效。",
            ],
        };
        always.iter().map(|term| (*term).to_owned()).chain(self.terms.iter().cloned()).collect()
    }
}
