//! The XML of a workbook (ISO/IEC 29500-1, SpreadsheetML): the fixed parts, and the writing of cells.
//!
//! Texts stand in their cells (`inlineStr`) and are never formulas, whatever they begin with.

use super::table::{Kind, Mark};
use std::fmt::Write as _;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The look of a cell: its place among `cellXfs` of the styles.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    Plain = 0,
    Heading = 1,
    Integer = 2,
    Money = 3,
    Time = 4,
}

/// All parts but the sheets: what the archive holds, how it hangs together, who made it.
pub(super) fn parts(mark: &Mark) -> [(&'static str, String); 6] {
    [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", properties(mark)),
        ("xl/workbook.xml", sheets()),
        ("xl/_rels/workbook.xml.rels", sheet_relations()),
        ("xl/styles.xml", styles()),
    ]
}

fn content_types() -> String {
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{sheet}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{sheet}.worksheet+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"{sheet}.worksheet+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{sheet}.styles+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
    )
}

fn relations() -> String {
    format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Target=\"xl/workbook.xml\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>\
         <Relationship Id=\"rId2\" Target=\"docProps/core.xml\" \
         Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\"/>\
         </Relationships>"
    )
}

fn properties(mark: &Mark) -> String {
    let at = mark.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    format!(
        "{XML}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:creator>{}</dc:creator><dc:description>{}</dc:description>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created></cp:coreProperties>",
        escaped(&mark.by),
        escaped(&mark.line()),
    )
}

fn sheets() -> String {
    format!(
        "{XML}<workbook xmlns=\"{MAIN}\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
         <sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Export\" sheetId=\"2\" r:id=\"rId2\"/>\
         </sheets></workbook>"
    )
}

fn sheet_relations() -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\" Type=\"{kind}/worksheet\"/>\
         <Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\" Type=\"{kind}/worksheet\"/>\
         <Relationship Id=\"rId3\" Target=\"styles.xml\" Type=\"{kind}/styles\"/></Relationships>"
    )
}

/// In the order of [`Look`].
fn styles() -> String {
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\">\
         <numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
         <xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

/// The sheet of rows up to its first row: headings stay in view, columns are as wide as their kind needs.
pub(super) fn rows_head(headings: &[(String, Kind)]) -> String {
    let mut xml = format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols>"
    );
    for (at, (heading, kind)) in headings.iter().enumerate() {
        let kind_width = match kind {
            Kind::Text | Kind::Area => 22,
            Kind::Time => 20,
            Kind::Money | Kind::Position => 14,
            Kind::Integer | Kind::Boolean => 10,
        };
        let width = kind_width.max(heading.chars().count() + 3).min(60);
        let _ = write!(xml, "<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1);
    }
    xml.push_str("</cols><sheetData>\n");
    xml
}

/// What follows the rows: the filter over the headings, and the mark on each printed page.
pub(super) fn rows_foot(width: usize, rows: u64, mark: &Mark) -> String {
    // In a header or footer `&` begins a code (18.3.1.39).
    let line = escaped(&mark.line().replace('&', "&&").chars().take(200).collect::<String>());
    format!(
        "</sheetData><autoFilter ref=\"A1:{}{}\"/>\
         <headerFooter><oddFooter>&amp;L{line}&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>",
        letters(width),
        rows + 1
    )
}

/// The second sheet: where the rows came from.
pub(super) fn about(mark: &Mark, rows: u64) -> String {
    let mut xml = format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><cols><col min=\"1\" max=\"1\" width=\"16\" customWidth=\"1\"/>\
         <col min=\"2\" max=\"2\" width=\"60\" customWidth=\"1\"/></cols><sheetData>"
    );
    let facts = [
        ("Exported by", mark.by.clone()),
        ("At", mark.moment(mark.at)),
        ("Purpose", mark.purpose.clone()),
        ("Time zone", mark.zone.name().to_owned()),
        ("Rows", rows.to_string()),
    ];
    for (at, (label, value)) in facts.iter().enumerate() {
        let _ = write!(xml, "<row r=\"{}\">", at + 1);
        text(&mut xml, label, Look::Heading);
        text(&mut xml, value, Look::Plain);
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

/// A cell with a text.
pub(super) fn text(row: &mut String, text: &str, look: Look) {
    let _ = write!(
        row,
        "<c s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        look as u8,
        escaped(text)
    );
}

/// A cell with a number in decimal digits.
pub(super) fn number(row: &mut String, digits: &str, look: Look) {
    let _ = write!(row, "<c s=\"{}\"><v>{digits}</v></c>", look as u8);
}

/// A cell with yes or no.
pub(super) fn boolean(row: &mut String, flag: bool) {
    let _ = write!(row, "<c t=\"b\"><v>{}</v></c>", u8::from(flag));
}

/// As text of XML 1.0. Characters that XML cannot hold become U+FFFD, so that it shows that one was there.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            // `_x000D_` is how spreadsheets write a character by its code: such a text is written by codes itself.
            '_' if is_code(&text[at..]) => xml.push_str("_x005F_"),
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\r' => xml.push_str("&#13;"),
            '\t' | '\n' => xml.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push(char::REPLACEMENT_CHARACTER),
            _ => xml.push(c),
        }
    }
    xml
}

/// Begins with `_x`, four hexadecimal digits and `_` (ISO/IEC 29500-1, 22.9.2.19).
fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

/// The letters of a column, from 1: A, Z, AA.
fn letters(column: usize) -> String {
    let mut column = column;
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered() {
        for (column, expected) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (400, "OJ"), (703, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a<b>&\"c\u{1}\r\n"), "a&lt;b&gt;&amp;&quot;c\u{fffd}&#13;\n");
        assert_eq!(escaped("_x0041_ _x004_ 车_x"), "_x005F_x0041_ _x004_ 车_x");
    }
}
