//! Reads a PDF as its recipient would: the text of its pages, and what its code says.

use lopdf::{Document, Object};

/// The file, parsed.
pub fn open(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF")
}

/// The text of each page, without white space: where lines end is the layout's affair.
pub fn pages(bytes: &[u8]) -> Vec<String> {
    let document = open(bytes);
    document
        .get_pages()
        .keys()
        .map(|page| document.extract_text(&[*page]).expect("a text").split_whitespace().collect())
        .collect()
}

/// The text of all pages, without white space.
pub fn text(bytes: &[u8]) -> String {
    pages(bytes).concat()
}

/// What the QR code on a page says, by its squares as they are drawn.
pub fn code(bytes: &[u8], page: u32) -> Option<String> {
    let document = open(bytes);
    let content = document.get_and_decode_page_content(document.get_pages()[&page]).expect("a content stream");
    let number = |operand: &Object| operand.as_float().expect("a number");
    let mut black = false;
    let mut squares = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "rg" => black = operation.operands.iter().all(|part| number(part) == 0.0),
            "re" if black => squares.push(operation.operands.iter().map(number).collect::<Vec<f32>>()),
            _ => {}
        }
    }
    // Three pixels a point, and a light border around.
    let (scale, side) = (3.0, 340);
    let left = squares.iter().map(|square| square[0]).reduce(f32::min)?;
    let bottom = squares.iter().map(|square| square[1]).reduce(f32::min)?;
    let pixel = |points: f32| ((points + 10.0) * scale) as usize;
    let mut dark = vec![false; side * side];
    for square in &squares {
        let (x, y) = (square[0] - left, square[1] - bottom);
        for row in pixel(y)..pixel(y + square[3]) {
            // The origin of a page is below, that of a picture above.
            let from = (side - 1 - row) * side;
            dark[from + pixel(x)..from + pixel(x + square[2])].fill(true);
        }
    }
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark[y * side + x] { 0 } else { 255 });
    let grids = image.detect_grids();
    grids.first().map(|grid| grid.decode().expect("a code that can be read").1)
}
