//! Tables: labels with values, and lines with amounts.

use super::block::{Align, Items, Row, Weight};
use super::document::PaperError;
use super::flow::{BODY, Flow, LABEL, NOTE, SIDE, STRONG, leading};
use super::page::{Ink, Style};

/// Free space above and below the text of a row, points.
const PAD: f32 = 2.6;
/// Between the columns of a table, points.
const GAP: f32 = 10.0;

const HEAD: Style = Style { size: 8.6, bold: true, ink: Ink::Grey };

/// One cell, ready to draw.
struct Cell {
    x: f32,
    width: f32,
    align: Align,
    /// Lines with their styles.
    lines: Vec<(String, Style)>,
}

impl Cell {
    fn height(&self) -> f32 {
        self.lines.iter().map(|(_, style)| leading(*style)).sum()
    }
}

impl Flow {
    /// Labels in a column of a third, values beside them, thin lines between.
    pub(super) fn fields(&mut self, fields: &[(String, String)]) -> Result<(), PaperError> {
        let split = self.width() * 0.31;
        for (label, value) in fields {
            let cells = [
                self.cell(SIDE, split - GAP, Align::Left, &[(label, LABEL)]),
                self.cell(SIDE + split, self.width() - split, Align::Left, &[(value, BODY)]),
            ];
            self.row(&cells, None, |_| Ok(()))?;
            self.line_below();
        }
        self.y += 10.0;
        Ok(())
    }

    /// A head that comes again on each page, and rows that stay whole where a page can hold them.
    pub(super) fn items(&mut self, items: &Items) -> Result<(), PaperError> {
        let total: f32 = items.columns.iter().map(|column| f32::from(column.share.max(1))).sum();
        let mut x = SIDE;
        let mut places = Vec::with_capacity(items.columns.len());
        for column in &items.columns {
            let width = self.width() * f32::from(column.share.max(1)) / total;
            places.push((x, width, column.align));
            x += width;
        }
        self.y += 2.0;
        let titles = |flow: &Flow| -> Vec<Cell> {
            let columns = items.columns.iter().zip(&places);
            columns.map(|(column, place)| flow.placed(*place, &[(column.title.as_str(), HEAD)])).collect()
        };
        let head = |flow: &mut Flow| -> Result<(), PaperError> {
            let cells = titles(flow);
            let height = cells.iter().map(Cell::height).fold(0.0, f32::max) + 2.0 * PAD;
            let (top, width) = (flow.y, flow.width());
            flow.page().block(SIDE, top, width, height, Ink::Wash);
            for cell in &cells {
                flow.draw_cell(cell, top + PAD);
            }
            flow.y += height;
            Ok(())
        };
        self.need(leading(HEAD) + 2.0 * PAD + 2.0 * (leading(BODY) + 2.0 * PAD))?;
        head(self)?;
        for row in &items.rows {
            let cells = self.cells(row, &places);
            let above = (row.weight == Weight::Total).then_some(Ink::Black);
            self.row(&cells, above, head)?;
            match row.weight {
                Weight::Line | Weight::Sum => self.line_below(),
                Weight::Total => {
                    let (y, width) = (self.y, self.width());
                    self.page().rule(SIDE, y, width, 0.9, Ink::Black);
                }
            }
        }
        self.y += 10.0;
        Ok(())
    }

    fn cells(&self, row: &Row, places: &[(f32, f32, Align)]) -> Vec<Cell> {
        let style = if row.weight == Weight::Line { BODY } else { STRONG };
        let texts = row.cells.iter().map(String::as_str).chain(std::iter::repeat(""));
        let mut cells: Vec<Cell> =
            places.iter().zip(texts).map(|(place, text)| self.placed(*place, &[(text, style)])).collect();
        if let Some((column, detail)) = &row.detail
            && let Some(&place) = places.get(*column)
        {
            let text = row.cells.get(*column).map_or("", String::as_str);
            cells[*column] = self.placed(place, &[(text, style), (detail, NOTE)]);
        }
        cells
    }

    /// A cell of a table: a bit away from its neighbours and from the edge of the head's background.
    fn placed(&self, (x, width, align): (f32, f32, Align), texts: &[(&str, Style)]) -> Cell {
        self.cell(x + GAP / 2.0, (width - GAP).max(8.0), align, texts)
    }

    fn cell<T: AsRef<str>>(&self, x: f32, width: f32, align: Align, texts: &[(T, Style)]) -> Cell {
        let lines = texts.iter().flat_map(|(text, style)| {
            self.lines(text.as_ref(), width, *style).into_iter().map(move |line| (line, *style))
        });
        Cell { x, width, align, lines: lines.collect() }
    }

    /// Draws cells side by side. A row that fits no page is divided between its lines.
    fn row(
        &mut self,
        cells: &[Cell],
        above: Option<Ink>,
        mut broken: impl FnMut(&mut Flow) -> Result<(), PaperError>,
    ) -> Result<(), PaperError> {
        let height = cells.iter().map(Cell::height).fold(0.0, f32::max) + 2.0 * PAD;
        let whole = height <= self.height() * 0.5;
        if whole && self.need(height)? {
            broken(self)?;
        }
        if let Some(ink) = above {
            let (y, width) = (self.y, self.width());
            self.page().rule(SIDE, y, width, 0.9, ink);
        }
        if whole {
            let top = self.y + PAD;
            cells.iter().for_each(|cell| self.draw_cell(cell, top));
            self.y += height;
            return Ok(());
        }
        self.y += PAD;
        let longest = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        for at in 0..longest {
            let lines = cells.iter().filter_map(|cell| cell.lines.get(at));
            let step = lines.map(|(_, style)| leading(*style)).fold(0.0, f32::max);
            if self.need(step)? {
                broken(self)?;
                self.y += PAD;
            }
            for cell in cells {
                if let Some((line, style)) = cell.lines.get(at) {
                    self.draw_in(cell, self.y, line, *style);
                }
            }
            self.y += step;
        }
        self.y += PAD;
        Ok(())
    }

    fn draw_cell(&mut self, cell: &Cell, top: f32) {
        let mut y = top;
        for (line, style) in &cell.lines {
            self.draw_in(cell, y, line, *style);
            y += leading(*style);
        }
    }

    fn draw_in(&mut self, cell: &Cell, top: f32, line: &str, style: Style) {
        match cell.align {
            Align::Left => self.draw(cell.x, top, line, style),
            Align::Right => self.draw_right(cell.x + cell.width, top, line, style),
        }
    }

    fn line_below(&mut self) {
        let (y, width) = (self.y, self.width());
        self.page().rule(SIDE, y, width, 0.5, Ink::Pale);
    }
}
