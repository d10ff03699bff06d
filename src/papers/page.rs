//! One page to draw on: text, rules and squares at places in points from the top left corner.

use super::faces::Faces;
use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Str};

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Points.
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
}

/// The colours of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Text.
    Black,
    /// What stands beside the text: labels, headers, notes.
    Grey,
    /// Thin lines between rows.
    Pale,
    /// The background of a table's head.
    Wash,
    /// Titles, and the line under the letterhead.
    Navy,
}

impl Ink {
    fn rgb(self) -> [f32; 3] {
        match self {
            Ink::Black => [0.10, 0.11, 0.13],
            Ink::Grey => [0.40, 0.42, 0.46],
            Ink::Pale => [0.82, 0.84, 0.87],
            Ink::Wash => [0.95, 0.96, 0.975],
            Ink::Navy => [0.08, 0.17, 0.32],
        }
    }
}

/// A page.
pub(super) struct Page {
    content: Content,
    /// Of the paper, points.
    height: f32,
}

impl Page {
    pub(super) fn new(height: f32) -> Self {
        Page { content: Content::new(), height }
    }

    /// Draws a text whose baseline begins at (`x`, `baseline`).
    pub(super) fn text(&mut self, faces: &mut Faces, x: f32, baseline: f32, text: &str, style: Style) {
        let [r, g, b] = style.ink.rgb();
        let mut x = x;
        for run in faces.runs(text, style.bold) {
            self.content.save_state();
            self.content.set_fill_rgb(r, g, b);
            self.content.begin_text().set_font(run.resource, style.size);
            if run.thickened {
                self.content.set_stroke_rgb(r, g, b).set_line_width(style.size * 0.028);
                self.content.set_text_rendering_mode(TextRenderingMode::FillStroke);
            }
            self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, tidy(x), tidy(self.height - baseline)]);
            self.content.show(Str(&run.glyphs)).end_text();
            self.content.restore_state();
            x += run.width * style.size / 1000.0;
        }
    }

    /// A horizontal line.
    pub(super) fn rule(&mut self, x: f32, y: f32, width: f32, thickness: f32, ink: Ink) {
        self.block(x, y - thickness / 2.0, width, thickness, ink);
    }

    /// A filled rectangle whose upper left corner is at (`x`, `y`).
    pub(super) fn block(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        let [r, g, b] = ink.rgb();
        self.content.save_state().set_fill_rgb(r, g, b);
        self.content.rect(tidy(x), tidy(self.height - y - height), tidy(width), tidy(height));
        self.content.fill_nonzero().restore_state();
    }

    /// Dark squares of a code, `side` points each, black on the white of the paper. Squares that touch in a row are one
    /// rectangle, so that no viewer shows a seam between them.
    pub(super) fn squares(&mut self, x: f32, y: f32, side: f32, rows: &[Vec<bool>]) {
        self.content.save_state().set_fill_rgb(0.0, 0.0, 0.0);
        for (row, squares) in rows.iter().enumerate() {
            let mut column = 0;
            for dark in squares.chunk_by(|a, b| a == b) {
                if dark[0] {
                    let (left, top) = (x + column as f32 * side, y + row as f32 * side);
                    let width = dark.len() as f32 * side;
                    self.content.rect(tidy(left), tidy(self.height - top - side), tidy(width), tidy(side));
                }
                column += dark.len();
            }
        }
        self.content.fill_nonzero().restore_state();
    }

    /// The operators of a content stream that draws the page.
    pub(super) fn finish(self) -> Vec<u8> {
        self.content.finish().to_vec()
    }
}

/// Thousandths of a point are enough, and keep the numbers short.
fn tidy(points: f32) -> f32 {
    (points * 1000.0).round() / 1000.0
}

/// As the `FlateDecode` filter wants it.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 8)
}
