//! Templates with typed fields.

use super::super::{Jurisdiction, NoticeItem, NoticeKind};
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

wire_names! {
    /// A field of a template: `{lender_name}` in its text.
    TemplateField {
        /// The lender's full name.
        LenderName = "lender_name",
        /// Its address.
        LenderAddress = "lender_address",
        /// Its telephone.
        LenderPhone = "lender_phone",
        /// Whom the text is for.
        DebtorName = "debtor_name",
        /// The date of the text.
        Date = "date",
        /// The contract's number, and its date where that is known.
        Contract = "contract",
        /// Make, model, colour, plate, VIN.
        Vehicle = "vehicle",
        /// Which term was broken, and how.
        Breach = "breach",
        /// What is owed or overdue, with its currency.
        Amount = "amount",
        /// The last day on which it can be mended.
        RemedyBy = "remedy_by",
        /// The first day on which the car may be taken.
        TakeAfter = "take_after",
        /// How the car will be sold.
        SaleMethod = "sale_method",
        /// When and where, or after which day.
        SaleTime = "sale_time",
        /// A telephone number for the sum that redeems the car.
        RedemptionPhone = "redemption_phone",
        /// Where to learn more: telephone or address.
        Information = "information",
        /// The contractor's name.
        AgencyName = "agency_name",
        /// How long recordings are kept.
        RecordingKept = "recording_kept",
        /// A telephone number for complaints.
        ComplaintPhone = "complaint_phone",
        /// The first moment at which the engine may be cut.
        CutAfter = "cut_after",
        /// How to restart in an emergency.
        EmergencyRestart = "emergency_restart",
        /// The proceeds, costs and balance, in words.
        Account = "account",
        /// The things that were found.
        Property = "property",
        /// Where they can be collected, and when.
        CollectAt = "collect_at",
        /// The last day on which they are kept.
        KeptUntil = "kept_until",
    }
}

wire_names! {
    /// What a text is, beside the notices.
    TextKind {
        /// A statutory notice.
        Notice = "notice",
        /// The letter of authorisation.
        AuthorisationLetter = "authorisation_letter",
    }
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Above a part.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Points, one a line.
    List(Vec<String>),
}

impl Block {
    fn texts(&self) -> &[String] {
        match self {
            Block::Heading(text) | Block::Paragraph(text) => std::slice::from_ref(text),
            Block::List(points) => points,
        }
    }

    fn map(&self, change: impl Fn(&str) -> Result<String, MissingField>) -> Result<Block, MissingField> {
        Ok(match self {
            Block::Heading(text) => Block::Heading(change(text)?),
            Block::Paragraph(text) => Block::Paragraph(change(text)?),
            Block::List(points) => Block::List(points.iter().map(|p| change(p)).collect::<Result<_, _>>()?),
        })
    }
}

/// A text with fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// What it is.
    pub kind: TextKind,
    /// Which notice, where it is one.
    #[serde(default)]
    pub notice: Option<NoticeKind>,
    /// Under the law of which place; of any, without.
    #[serde(default)]
    pub place: Option<Jurisdiction>,
    /// Its title.
    pub title: String,
    /// What it says of what a notice must say.
    #[serde(default)]
    pub items: BTreeSet<NoticeItem>,
    /// Its parts, with fields in braces.
    pub blocks: Vec<Block>,
}

/// A text without gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// In which language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Its parts.
    pub blocks: Vec<Block>,
    /// What it says of what a notice must say.
    pub items: BTreeSet<NoticeItem>,
}

impl Text {
    /// All of it, line by line, as the check on words reads it.
    pub fn plain(&self) -> String {
        let lines = self.blocks.iter().flat_map(Block::texts).map(String::as_str);
        std::iter::once(self.title.as_str()).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

/// A field that a text needs has no value, or one that is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text needs {field}: give 1 to {} characters", MissingField::MAX_CHARS)]
pub struct MissingField {
    /// Which.
    pub field: TemplateField,
}

impl MissingField {
    /// Longest value, characters.
    pub const MAX_CHARS: usize = 4000;
}

/// A template that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("template {title:?}: {problem}")]
pub struct TemplateProblem {
    /// Its title.
    pub title: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// A piece of a template's text.
enum Piece<'a> {
    Words(&'a str),
    Field(&'a str),
}

/// Words and fields in turn. A brace that is not closed is a field with an impossible name.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let piece = match rest.find('{') {
            Some(0) => {
                let end = rest.find('}').unwrap_or(rest.len());
                let name = &rest[1..end];
                rest = rest.get(end + 1..).unwrap_or_default();
                Piece::Field(name)
            }
            Some(at) => {
                let words = &rest[..at];
                rest = &rest[at..];
                Piece::Words(words)
            }
            None => Piece::Words(std::mem::take(&mut rest)),
        };
        Some(piece)
    })
}

impl Template {
    /// The fields that it needs.
    ///
    /// # Errors
    /// A field in braces that is not known.
    pub fn fields(&self) -> Result<BTreeSet<TemplateField>, TemplateProblem> {
        let texts = self.blocks.iter().flat_map(Block::texts).chain(std::iter::once(&self.title));
        let names = texts.flat_map(|text| pieces(text)).filter_map(|piece| match piece {
            Piece::Field(name) => Some(name),
            Piece::Words(_) => None,
        });
        names
            .map(|name| {
                TemplateField::from_name(name).ok_or_else(|| TemplateProblem {
                    title: self.title.clone(),
                    problem: format!("{{{}}} is no field", name.chars().take(32).collect::<String>()),
                })
            })
            .collect()
    }

    /// The text with every field filled in. What a value says is never read as a field.
    ///
    /// # Errors
    /// The first field that has no value, or one of more than 4000 characters.
    pub fn render(&self, language: Language, values: &BTreeMap<TemplateField, String>) -> Result<Text, MissingField> {
        let fill = |text: &str| -> Result<String, MissingField> {
            let mut filled = String::with_capacity(text.len());
            for piece in pieces(text) {
                match piece {
                    Piece::Words(words) => filled.push_str(words),
                    Piece::Field(name) => {
                        // An unknown name cannot pass `Texts::parse`; said of a template made by hand it stays as it is.
                        let Some(field) = TemplateField::from_name(name) else {
                            filled.push_str(name);
                            continue;
                        };
                        let value = values
                            .get(&field)
                            .map(|v| v.trim())
                            .filter(|v| !v.is_empty() && v.chars().count() <= MissingField::MAX_CHARS);
                        filled.push_str(value.ok_or(MissingField { field })?);
                    }
                }
            }
            Ok(filled)
        };
        let blocks = self.blocks.iter().map(|block| block.map(fill)).collect::<Result<_, _>>()?;
        Ok(Text { language, title: fill(&self.title)?, blocks, items: self.items.clone() })
    }
}

/// The templates of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    language: Language,
    templates: Vec<Template>,
}

/// Templates of one language.
const MAX_TEMPLATES: usize = 500;

impl Texts {
    /// Reads a list of templates.
    ///
    /// # Errors
    /// What cannot be read; a notice without its kind; a field that is not known; two for the same.
    pub fn parse(language: Language, text: &str) -> Result<Self, TemplateProblem> {
        let bad = |title: &str, problem: String| TemplateProblem { title: title.to_owned(), problem };
        let templates: Vec<Template> = serde_json::from_str(text).map_err(|e| bad("", e.to_string()))?;
        if templates.len() > MAX_TEMPLATES {
            return Err(bad("", format!("more than {MAX_TEMPLATES} templates")));
        }
        let mut seen = BTreeSet::new();
        for template in &templates {
            template.fields()?;
            if (template.kind == TextKind::Notice) != template.notice.is_some() {
                return Err(bad(&template.title, "a notice names its kind, another text none".into()));
            }
            if !seen.insert((template.kind, template.notice, template.place)) {
                return Err(bad(&template.title, "there is another for the same".into()));
            }
        }
        Ok(Texts { language, templates })
    }

    /// What is built in.
    pub fn built_in(language: Language) -> &'static Texts {
        static BUILT_IN: LazyLock<[Texts; 2]> = LazyLock::new(|| {
            let read = |language, text| Texts::parse(language, text).expect("the texts built in are read by a test");
            [read(Language::En, include_str!("en.json")), read(Language::Zh, include_str!("zh.json"))]
        });
        match language {
            Language::En => &BUILT_IN[0],
            Language::Zh => &BUILT_IN[1],
        }
    }

    /// Their language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// All of them.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// The template of a notice at a place: its own, or that of any place.
    pub fn notice(&self, kind: NoticeKind, place: Jurisdiction) -> Option<&Template> {
        let of = |at| self.templates.iter().find(|t| t.notice == Some(kind) && t.place == at);
        of(Some(place)).or_else(|| of(None))
    }

    /// The letter of authorisation at a place.
    pub fn authorisation_letter(&self, place: Jurisdiction) -> Option<&Template> {
        let of = |at| self.templates.iter().find(|t| t.kind == TextKind::AuthorisationLetter && t.place == at);
        of(Some(place)).or_else(|| of(None))
    }
}

/// The built-in text of a notice; `None` where there is no template for it.
pub fn notice_text(kind: NoticeKind, place: Jurisdiction, language: Language) -> Option<&'static Template> {
    Texts::built_in(language).notice(kind, place)
}

/// The built-in letter of authorisation.
pub fn authorisation_letter(place: Jurisdiction, language: Language) -> Option<&'static Template> {
    Texts::built_in(language).authorisation_letter(place)
}
