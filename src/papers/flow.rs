//! Puts blocks onto pages from top to bottom, and begins a page when one is full.

use super::block::{Block, Signatory};
use super::document::{MAX_PAGES, PaperError};
use super::faces::Faces;
use super::page::{Ink, Page, Style};
use super::wrap::wrap;

/// Free space left and right of the text, points.
pub(super) const SIDE: f32 = 62.0;
/// Where text begins on the pages after the first, points from the top.
const TOP: f32 = 84.0;
/// Where text ends, points from the bottom.
const BOTTOM: f32 = 72.0;

pub(super) const BODY: Style = Style { size: 9.8, bold: false, ink: Ink::Black };
pub(super) const STRONG: Style = Style { size: 9.8, bold: true, ink: Ink::Black };
pub(super) const LABEL: Style = Style { size: 9.0, bold: false, ink: Ink::Grey };
pub(super) const NOTE: Style = Style { size: 8.2, bold: false, ink: Ink::Grey };
/// Side of a QR code, points: 32 mm.
const CODE: f32 = 92.0;
/// Room to sign in, above and below the line, points.
const SIGNING: f32 = 54.0;
/// Between two signatures, points.
const SIGNATURE_GAP: f32 = 36.0;

const HEADING: Style = Style { size: 11.0, bold: true, ink: Ink::Navy };

/// The pages so far, and where on the last one the next line goes.
pub(super) struct Flow {
    pub(super) faces: Faces,
    pub(super) pages: Vec<Page>,
    /// Points from the top of the last page.
    pub(super) y: f32,
    /// Of the paper, points.
    pub(super) size: (f32, f32),
}

/// Distance of the baselines of a style.
pub(super) fn leading(style: Style) -> f32 {
    style.size * 1.55
}

impl Flow {
    /// One empty page, with `y` free for the letterhead.
    pub(super) fn new(size: (f32, f32), y: f32) -> Self {
        Flow { faces: Faces::new(), pages: vec![Page::new(size.1)], y, size }
    }

    /// Width of the text, points.
    pub(super) fn width(&self) -> f32 {
        self.size.0 - 2.0 * SIDE
    }

    /// Height of the text on a page after the first, points.
    pub(super) fn height(&self) -> f32 {
        self.size.1 - TOP - BOTTOM
    }

    /// Begins a page unless this one has so much room; whether it did.
    pub(super) fn need(&mut self, height: f32) -> Result<bool, PaperError> {
        if self.y + height <= self.size.1 - BOTTOM {
            return Ok(false);
        }
        if self.pages.len() == MAX_PAGES {
            return Err(PaperError::TooLong);
        }
        self.pages.push(Page::new(self.size.1));
        self.y = TOP;
        Ok(true)
    }

    pub(super) fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("there is a first page")
    }

    /// Draws one line of text below `top` and does not move.
    pub(super) fn draw(&mut self, x: f32, top: f32, text: &str, style: Style) {
        let baseline = top + leading(style) / 2.0 + style.size * 0.36;
        let page = self.pages.last_mut().expect("there is a first page");
        page.text(&mut self.faces, x, baseline, text, style);
    }

    /// The same, ending at `right`.
    pub(super) fn draw_right(&mut self, right: f32, top: f32, text: &str, style: Style) {
        let width = self.faces.width(text, style.size, style.bold);
        self.draw(right - width, top, text, style);
    }

    /// Lines of a text at most so wide.
    pub(super) fn lines(&self, text: &str, width: f32, style: Style) -> Vec<String> {
        wrap(text, width, &|c| self.faces.width(c.encode_utf8(&mut [0; 4]), style.size, style.bold))
    }

    /// Text over lines and pages, at least two lines of it together.
    pub(super) fn paragraph(&mut self, x: f32, width: f32, text: &str, style: Style) -> Result<(), PaperError> {
        let lines = self.lines(text, width, style);
        let step = leading(style);
        for (at, line) in lines.iter().enumerate() {
            // Neither the first nor the last line stands alone on a page.
            let together = if at == 0 || at + 2 == lines.len() { lines.len().min(at + 2) - at } else { 1 };
            self.need(step * together as f32)?;
            self.draw(x, self.y, line, style);
            self.y += step;
        }
        Ok(())
    }

    pub(super) fn put(&mut self, block: &Block) -> Result<(), PaperError> {
        match block {
            Block::Address(lines) => {
                for line in lines {
                    self.paragraph(SIDE, self.width() * 0.6, line, BODY)?;
                }
                self.y += 16.0;
            }
            Block::Heading(text) => {
                self.y += 10.0;
                self.need(leading(HEADING) + 3.0 * leading(BODY))?;
                self.paragraph(SIDE, self.width(), text, HEADING)?;
                self.y += 3.0;
            }
            Block::Paragraph(text) => {
                self.paragraph(SIDE, self.width(), text, BODY)?;
                self.y += 6.0;
            }
            Block::Note(text) => {
                self.paragraph(SIDE, self.width(), text, NOTE)?;
                self.y += 5.0;
            }
            Block::List { numbered, points } => {
                for (at, point) in points.iter().enumerate() {
                    let mark = if *numbered { format!("{}.", at + 1) } else { "•".to_owned() };
                    self.need(leading(BODY) * 2.0)?;
                    self.draw(SIDE + 2.0, self.y, &mark, BODY);
                    self.paragraph(SIDE + 20.0, self.width() - 20.0, point, BODY)?;
                    self.y += 2.5;
                }
                self.y += 4.0;
            }
            Block::Fields(fields) => self.fields(fields)?,
            Block::Items(items) => self.items(items)?,
            Block::Code { url, title, text } => self.code(url, title, text)?,
            Block::Signatures(signatories) => self.signatures(signatories)?,
        }
        Ok(())
    }

    /// Begins a page where a block would fit on this one but the signatures after it would not. A table is not kept
    /// together: its last rows may stand before the signatures.
    pub(super) fn together(&mut self, block: &Block, signatories: &[Signatory]) -> Result<(), PaperError> {
        let height = |text: &str, style| self.lines(text, self.width(), style).len() as f32 * leading(style) + 6.0;
        let block = match block {
            Block::Paragraph(text) => height(text, BODY),
            Block::Note(text) => height(text, NOTE),
            Block::Code { .. } => CODE + 40.0,
            _ => return Ok(()),
        };
        let signed: f32 = signatories.chunks(2).map(|pair| self.signed(pair).1 + SIGNING).sum();
        if block + signed <= self.height() * 0.6 {
            self.need(block + signed)?;
        }
        Ok(())
    }

    /// Lines of names and offices side by side, and the height of the tallest.
    fn signed(&self, pair: &[Signatory]) -> (Vec<[Vec<String>; 2]>, f32) {
        let width = (self.width() - SIGNATURE_GAP) / 2.0;
        let texts: Vec<[Vec<String>; 2]> =
            pair.iter().map(|one| [self.lines(&one.name, width, STRONG), self.lines(&one.role, width, NOTE)]).collect();
        let height =
            |[name, role]: &[Vec<String>; 2]| name.len() as f32 * leading(STRONG) + role.len() as f32 * leading(NOTE);
        let tallest = texts.iter().map(height).fold(0.0, f32::max);
        (texts, tallest)
    }

    /// The code stands left, what it is for beside it; both on one page.
    fn code(&mut self, url: &str, title: &str, text: &str) -> Result<(), PaperError> {
        let rows = super::code::squares(url)?;
        let side = CODE / rows.len() as f32;
        let (x, width) = (SIDE + CODE + 16.0, self.width() - CODE - 16.0);
        self.y += 6.0;
        let lines: Vec<(String, Style)> = [(title, STRONG), (text, NOTE), (url, NOTE)]
            .into_iter()
            .flat_map(|(text, style)| self.lines(text, width, style).into_iter().map(move |line| (line, style)))
            .collect();
        let height: f32 = lines.iter().map(|(_, style)| leading(*style)).sum();
        self.need(height.max(CODE).min(self.height()))?;
        let top = self.y;
        self.page().squares(SIDE, top, side, &rows);
        for (line, style) in &lines {
            self.need(leading(*style))?;
            self.draw(x, self.y, line, *style);
            self.y += leading(*style);
        }
        self.y = self.y.max(top + CODE) + 10.0;
        Ok(())
    }

    /// A line to sign on, name and office under it; a row of two is not divided.
    fn signatures(&mut self, signatories: &[Signatory]) -> Result<(), PaperError> {
        let width = (self.width() - SIGNATURE_GAP) / 2.0;
        for pair in signatories.chunks(2) {
            let (texts, tallest) = self.signed(pair);
            self.need((SIGNING + tallest).min(self.height()))?;
            self.y += SIGNING - 8.0;
            for (at, [name, role]) in texts.iter().enumerate() {
                let x = SIDE + at as f32 * (width + SIGNATURE_GAP);
                let line = self.y;
                self.page().rule(x, line, width, 0.7, Ink::Black);
                let mut y = line + 3.0;
                for (text, style) in name.iter().map(|text| (text, STRONG)).chain(role.iter().map(|text| (text, NOTE)))
                {
                    self.draw(x, y, text, style);
                    y += leading(style);
                }
            }
            self.y += tallest + 8.0;
        }
        Ok(())
    }
}
