//! What does not depend on the kind of document: pages, missing characters, bounds.

use super::{head, reading};
use lienwatch::papers::{Block, Column, Items, MAX_PAGES, Paper, PaperError, Row, render};
use lienwatch_domain::language::Language;

fn table(rows: usize) -> Block {
    Block::Items(Items {
        columns: vec![Column::text("Date", 2), Column::text("Event", 5), Column::figure("Amount", 2)],
        rows: (0..rows)
            .map(|at| Row::line([format!("D{at}"), format!("事项{at}，由代理人记录"), format!("{at}.00")]))
            .collect(),
    })
}

#[test]
fn a_long_table_runs_over_pages_with_its_head_and_loses_no_row() {
    let rendered = render(&head(Language::En), "Two hundred rows", &[table(200)]).expect("a document");
    let pages = reading::pages(&rendered.bytes);
    assert_eq!(pages.len(), rendered.pages);
    assert!(pages.len() > 3, "{} pages", pages.len());
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains("DateEventAmount"), "page {} has no head: {page}", at + 1);
        assert!(page.ends_with(&format!("{}/{}", at + 1, pages.len())), "{page}");
        assert!(page.contains(&rendered.number));
        assert!(page.contains("LOA-2026-000123·version2"), "{page}");
    }
    let text = pages.concat();
    for at in 0..200 {
        assert_eq!(text.matches(&format!("D{at}事项{at}，由代理人记录{at}.00")).count(), 1, "row {at}");
    }
}

#[test]
fn a_document_beyond_all_bounds_is_refused() {
    let lines = |count: usize| [Block::Paragraph("x\n".repeat(count))];
    let refused = render(&head(Language::En), "Too long", &lines(MAX_PAGES * 60));
    assert_eq!(refused, Err(PaperError::TooLong));
    let longest = render(&head(Language::En), "Long", &lines(MAX_PAGES * 40)).expect("a document");
    assert!(longest.pages > MAX_PAGES / 2, "{}", longest.pages);
    let refused = render(&head(Language::Zh), "Too long", &[Block::Paragraph("不".repeat(2_000_000))]);
    assert_eq!(refused, Err(PaperError::TooLong));
}

#[test]
fn a_row_that_fits_no_page_is_divided() {
    let row = Row::line(["D", &"很长".repeat(3000), "1.00"]);
    let items = Items {
        columns: vec![Column::text("Date", 1), Column::text("Event", 3), Column::figure("Amount", 1)],
        rows: vec![row],
    };
    let rendered = render(&head(Language::Zh), "长", &[Block::Items(items)]).expect("a document");
    assert!(rendered.pages > 2);
    assert_eq!(reading::text(&rendered.bytes).matches("很").count(), 3000);
}

#[test]
fn a_character_without_a_glyph_is_boxed_and_reported() {
    let paragraph = Block::Paragraph("A🚗 and\u{7}ไทย, 车".into());
    let rendered = render(&head(Language::En), "Missing", &[paragraph]).expect("a document");
    assert_eq!(rendered.missing, ['\u{7}', 'ท', 'ย', 'ไ', '🚗']);
    let text = reading::text(&rendered.bytes);
    assert!(text.contains("A\u{fffd}and\u{fffd}\u{fffd}\u{fffd}\u{fffd},车"), "{text}");
}

#[test]
fn names_in_rare_and_traditional_characters_are_written() {
    let names = "李喆 赵堃 张赟 王䶮 陳鴻輝 龍應台 鄺麗貞 邹市镕 甯静";
    let rendered = render(&head(Language::Zh), "姓名", &[Block::Paragraph(names.into())]).expect("a document");
    assert!(rendered.missing.is_empty(), "{:?}", rendered.missing);
    assert!(reading::text(&rendered.bytes).contains(&names.replace(' ', "")));
}

#[test]
fn the_paper_is_the_lenders() {
    for (paper, width, height) in [(Paper::A4, 595.276, 841.89), (Paper::Letter, 612.0, 792.0)] {
        let head = lienwatch::papers::Letterhead { paper, ..head(Language::En) };
        let rendered = render(&head, "Paper", &[]).expect("a document");
        let document = reading::open(&rendered.bytes);
        let page = document.get_object(document.get_pages()[&1]).and_then(|page| page.as_dict()).expect("a page");
        let size = page.get(b"MediaBox").and_then(|size| size.as_array()).expect("a size");
        let size: Vec<f32> = size.iter().map(|side| side.as_float().expect("a number")).collect();
        assert_eq!(size, [0.0, 0.0, width, height]);
    }
}
