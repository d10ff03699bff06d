//! A whole document: letterhead, blocks, header and footer of each page, and the file around them.

use super::block::Block;
use super::figures;
use super::flow::{Flow, NOTE, SIDE};
use super::page::{Ink, Style, deflate};
use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;
use lienwatch_domain::compliance::text::MissingField;
use lienwatch_domain::language::Language;
use pdf_writer::{Date, Filter, Finish, Pdf, Rect, Ref, TextStr};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Most pages of one document: about 5000 rows of a table.
pub const MAX_PAGES: usize = 200;
/// Most that a document says, bytes: what the pages hold in Chinese, generously counted.
const MAX_SAID: usize = 4 << 20;

const LENDER: Style = Style { size: 14.0, bold: true, ink: Ink::Navy };
const TITLE: Style = Style { size: 17.0, bold: true, ink: Ink::Navy };

/// Why a document was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// More text than [`MAX_PAGES`] hold.
    #[error("the document would have more than {MAX_PAGES} pages; make one for a shorter time or a part of it")]
    TooLong,
    /// A text with a gap.
    #[error(transparent)]
    Gap(#[from] MissingField),
    /// A text that does not have the parts which the paper puts its own between.
    #[error("the text of this paper is not an opening, its terms, and how it is checked")]
    Parts,
    /// A text that no QR code of a letter can say.
    #[error("a QR code holds 1 to {most} bytes, this address has {bytes}")]
    Code {
        /// How many it has.
        bytes: usize,
        /// How many a code holds.
        most: usize,
    },
}

/// Who sends a document, and which one it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letterhead {
    /// The lender's full name.
    pub lender: String,
    /// Address, telephone, registration: at most four lines are shown.
    pub lines: Vec<String>,
    /// Which document, e.g. `LOA-2026-000123`.
    pub document: String,
    /// Its version, from 1.
    pub version: u32,
    /// When it was made: the only date that the file itself carries.
    pub issued: DateTime<Utc>,
    /// The lender's zone, in which dates are written.
    #[serde(serialize_with = "name")]
    pub zone: Tz,
    /// Of the words that the document brings along.
    pub language: Language,
    /// What it is printed on.
    pub paper: Paper,
}

fn name<S: serde::Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// Of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// The number in the footer: five groups of four hexadecimal digits, of the SHA-256 of what the document says.
    pub number: String,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that the fonts do not have and that stand as crossed boxes, in order: the document should not be
    /// sent before somebody has looked at it.
    pub missing: Vec<char>,
}

/// Sizes of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// Width and height, points.
    fn size(self) -> (f32, f32) {
        match self {
            Paper::A4 => (595.276, 841.89),
            Paper::Letter => (612.0, 792.0),
        }
    }
}

/// SHA-256 of bytes.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The number of a document: 80 bits of the SHA-256 of all it says, in groups of four digits. Two documents that differ
/// anywhere have different numbers, and a page that lies about tells which document it is from.
fn number(head: &Letterhead, title: &str, blocks: &[Block]) -> Result<String, PaperError> {
    let said = serde_json::to_vec(&(head, title, blocks)).expect("texts and numbers are JSON");
    if said.len() > MAX_SAID {
        return Err(PaperError::TooLong);
    }
    let digits = hex::encode_upper(&sha256(&said)[..10]);
    let groups: Vec<&str> = (0..5).map(|at| &digits[at * 4..at * 4 + 4]).collect();
    Ok(groups.join("-"))
}

/// Makes a PDF of a title and blocks. The same input gives the same bytes.
pub fn render(head: &Letterhead, title: &str, blocks: &[Block]) -> Result<Rendered, PaperError> {
    let size = head.paper.size();
    let number = number(head, title, blocks)?;
    let mut flow = Flow::new(size, 0.0);
    letterhead(&mut flow, head, title)?;
    for (at, block) in blocks.iter().enumerate() {
        // Nobody signs a page that says nothing: what is before the signatures goes with them.
        if let Some(Block::Signatures(signatories)) = blocks.get(at + 1) {
            flow.together(block, signatories)?;
        }
        flow.put(block)?;
    }
    margins(&mut flow, head, &number);
    let (missing, pages) = (flow.faces.missing(), flow.pages.len());
    let bytes = file(flow, head, title, &number);
    Ok(Rendered { sha256: hex::encode(sha256(&bytes)), bytes, number, pages, missing })
}

/// The upper part of the first page: who writes, and what.
fn letterhead(flow: &mut Flow, head: &Letterhead, title: &str) -> Result<(), PaperError> {
    let right = SIDE + flow.width();
    let (top, half) = (44.0, flow.width() * 0.56);
    flow.y = top;
    let lines = flow.lines(&head.lender, half, LENDER);
    for line in lines.iter().take(3) {
        flow.draw(SIDE, flow.y, line, LENDER);
        flow.y += 20.0;
    }
    for (at, line) in head.lines.iter().take(4).enumerate() {
        let fitting = flow.lines(line, flow.width() - half, NOTE);
        flow.draw_right(right, top + 2.0 + at as f32 * 11.5, &fitting[0], NOTE);
    }
    flow.y = flow.y.max(top + 6.0 + head.lines.len().min(4) as f32 * 11.5) + 8.0;
    let (y, width) = (flow.y, flow.width());
    flow.page().rule(SIDE, y, width, 1.4, Ink::Navy);
    flow.y += 24.0;
    flow.paragraph(SIDE, flow.width(), title, TITLE)?;
    let issued = figures::day(head.issued, head.zone, head.language);
    let which = match head.language {
        Language::En => format!("{} · version {} · issued {issued}", head.document, head.version),
        Language::Zh => format!("文书编号 {} · 第{}版 · 签发日期 {issued}", head.document, head.version),
    };
    flow.paragraph(SIDE, flow.width(), &which, NOTE)?;
    flow.y += 12.0;
    Ok(())
}

/// Header and footer of each page, when it is known how many there are.
fn margins(flow: &mut Flow, head: &Letterhead, number: &str) {
    let count = flow.pages.len();
    let (left, right, width, height) = (SIDE, SIDE + flow.width(), flow.width(), flow.size.1);
    let header = match head.language {
        Language::En => format!("{} · version {}", head.document, head.version),
        Language::Zh => format!("{} · 第{}版", head.document, head.version),
    };
    let footer = match head.language {
        Language::En => format!("Document number {number}"),
        Language::Zh => format!("文书校验号 {number}"),
    };
    let lender = flow.lines(&head.lender, width * 0.6, NOTE).swap_remove(0);
    let header_width = flow.faces.width(&header, NOTE.size, false);
    for at in 0..count {
        let page_number = format!("{} / {count}", at + 1);
        let number_width = flow.faces.width(&page_number, NOTE.size, false);
        let (page, faces) = (&mut flow.pages[at], &mut flow.faces);
        if at > 0 {
            page.text(faces, left, 52.0, &lender, NOTE);
            page.text(faces, right - header_width, 52.0, &header, NOTE);
            page.rule(left, 60.0, width, 0.5, Ink::Pale);
        }
        page.rule(left, height - 50.0, width, 0.5, Ink::Pale);
        page.text(faces, left, height - 36.0, &footer, NOTE);
        page.text(faces, right - number_width, height - 36.0, &page_number, NOTE);
    }
}

/// The file: pages, fonts, and what viewers show of it.
fn file(flow: Flow, head: &Letterhead, title: &str, number: &str) -> Vec<u8> {
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let mut pdf = Pdf::new();
    let [catalog, tree, information] = std::array::from_fn(|_| next());
    let Flow { faces, pages, size, .. } = flow;
    let fonts = faces.embed(&mut pdf, &mut next);
    let ids: Vec<[Ref; 2]> = pages.iter().map(|_| [next(), next()]).collect();

    let mut described = pdf.catalog(catalog);
    described.pages(tree);
    described.lang(TextStr(match head.language {
        Language::En => "en",
        Language::Zh => "zh-Hans",
    }));
    described.viewer_preferences().display_doc_title(true);
    described.finish();
    pdf.pages(tree).kids(ids.iter().map(|[page, _]| *page)).count(ids.len() as i32);
    for (drawn, [page, content]) in pages.into_iter().zip(ids) {
        let mut described = pdf.page(page);
        described.media_box(Rect::new(0.0, 0.0, size.0, size.1)).parent(tree).contents(content);
        let mut resources = described.resources();
        let mut named = resources.fonts();
        for (name, font) in &fonts {
            named.pair(*name, *font);
        }
        named.finish();
        resources.finish();
        described.finish();
        pdf.stream(content, &deflate(&drawn.finish())).filter(Filter::FlateDecode);
    }

    let mut about = pdf.document_info(information);
    about.title(TextStr(title)).author(TextStr(&head.lender)).subject(TextStr(number));
    about.producer(TextStr("Lienwatch")).creation_date(date(head.issued));
    about.finish();
    let id = sha256(number.as_bytes())[..16].to_vec();
    pdf.set_file_id((id.clone(), id));
    pdf.finish()
}

fn date(at: DateTime<Utc>) -> Date {
    Date::new(at.year().clamp(0, 9999) as u16)
        .month(at.month() as u8)
        .day(at.day() as u8)
        .hour(at.hour() as u8)
        .minute(at.minute() as u8)
        .second(at.second() as u8)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}
