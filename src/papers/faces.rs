//! The two faces that documents are set in, compiled into the program, and how much of them a document takes with it.
//!
//! The regular face holds Latin, the CJK unified ideographs U+4E00–9FFF (so all of GB 2312, GBK and Big5) and the
//! other characters of the 2013 table of general-use ideographs (通用规范汉字表) that have a place in Extension A. The bold face is Latin only: an
//! ideograph in bold is the regular one with a thin outline, as word processors do it. How both files were made says
//! `assets/fonts/README.md`.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJKsc-Regular.subset.otf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJKsc-Bold.latin.otf");

/// PDF names of the faces in a page's resources, in the order of [`Faces::all`].
const RESOURCES: [&[u8]; 2] = [b"F0", b"F1"];
const SYSTEM: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// One face, and what of it the document has used so far.
struct Face {
    data: &'static [u8],
    parsed: ttf_parser::Face<'static>,
    /// To the numbers of the glyphs in the embedded subset, by order of use.
    remapper: GlyphRemapper,
    /// By number in the subset: advance in thousandths of the size, and the character it shows.
    used: BTreeMap<u16, (f32, char)>,
}

/// Both faces. Characters that neither has are drawn as a crossed box and remembered.
pub(super) struct Faces {
    all: [Face; 2],
    missing: BTreeSet<char>,
}

/// A stretch of text in one face.
pub(super) struct Run {
    /// Name of the face in the page's resources.
    pub(super) resource: Name<'static>,
    /// Two bytes a glyph: what a PDF's show operator takes.
    pub(super) glyphs: Vec<u8>,
    /// Whether it is the regular face that stands in for a bold one.
    pub(super) thickened: bool,
    /// Its width in thousandths of the size.
    pub(super) width: f32,
}

impl Face {
    fn new(data: &'static [u8]) -> Self {
        let parsed = ttf_parser::Face::parse(data, 0).expect("an embedded font that a test has parsed");
        let mut face = Face { data, parsed, remapper: GlyphRemapper::new(), used: BTreeMap::new() };
        let advance = face.advance(ttf_parser::GlyphId(0));
        face.used.insert(0, (advance, char::REPLACEMENT_CHARACTER));
        face
    }

    fn thousandths(&self, units: f32) -> f32 {
        units * 1000.0 / f32::from(self.parsed.units_per_em())
    }

    fn advance(&self, glyph: ttf_parser::GlyphId) -> f32 {
        self.thousandths(self.parsed.glyph_hor_advance(glyph).map_or(1000.0, f32::from))
    }
}

/// What is drawn in a character's place when that changes nothing but where a line may end.
fn drawn(c: char) -> char {
    match c {
        '\u{a0}' | '\u{202f}' | '\t' => ' ',
        '\u{2011}' => '-',
        other => other,
    }
}

impl Faces {
    pub(super) fn new() -> Self {
        Faces { all: [Face::new(REGULAR), Face::new(BOLD)], missing: BTreeSet::new() }
    }

    /// The face and glyph of a character: bold from the bold face where that has it.
    fn find(&self, c: char, bold: bool) -> (usize, Option<ttf_parser::GlyphId>) {
        let c = drawn(c);
        if bold && let Some(glyph) = self.all[1].parsed.glyph_index(c) {
            return (1, Some(glyph));
        }
        (0, self.all[0].parsed.glyph_index(c))
    }

    /// Width of a text set at `size` points, in points.
    pub(super) fn width(&self, text: &str, size: f32, bold: bool) -> f32 {
        let thousandths: f32 = text
            .chars()
            .map(|c| {
                let (face, glyph) = self.find(c, bold);
                self.all[face].advance(glyph.unwrap_or(ttf_parser::GlyphId(0)))
            })
            .sum();
        thousandths * size / 1000.0
    }

    /// A text as stretches of glyphs, which the document from now on embeds.
    pub(super) fn runs(&mut self, text: &str, bold: bool) -> Vec<Run> {
        let mut runs: Vec<(usize, Run)> = Vec::new();
        for c in text.chars() {
            let (index, glyph) = self.find(c, bold);
            if glyph.is_none() {
                self.missing.insert(c);
            }
            let face = &mut self.all[index];
            let glyph = glyph.unwrap_or(ttf_parser::GlyphId(0));
            let number = face.remapper.remap(glyph.0);
            let advance = face.advance(glyph);
            face.used.entry(number).or_insert((advance, drawn(c)));
            if runs.last().is_none_or(|(of, _)| *of != index) {
                let resource = Name(RESOURCES[index]);
                let fresh = Run { resource, glyphs: Vec::new(), thickened: bold && index == 0, width: 0.0 };
                runs.push((index, fresh));
            }
            let (_, run) = runs.last_mut().expect("pushed above");
            run.glyphs.extend(number.to_be_bytes());
            run.width += advance;
        }
        runs.into_iter().map(|(_, run)| run).collect()
    }

    /// Characters that no face has, in order.
    pub(super) fn missing(&self) -> Vec<char> {
        self.missing.iter().copied().collect()
    }

    /// Writes the subsets of both faces and gives their names and objects for the pages' resources.
    pub(super) fn embed(&self, pdf: &mut Pdf, next: &mut impl FnMut() -> Ref) -> Vec<(Name<'static>, Ref)> {
        let faces = self.all.iter().zip(RESOURCES);
        faces.map(|(face, resource)| (Name(resource), face.embed(pdf, next))).collect()
    }
}

impl Face {
    /// As a composite font whose character codes are the numbers of the glyphs in the subset (ISO 32000-1, 9.7).
    fn embed(&self, pdf: &mut Pdf, next: &mut impl FnMut() -> Ref) -> Ref {
        let [font, cid, descriptor, cmap, program] = std::array::from_fn(|_| next());
        let subset = subsetter::subset(self.data, 0, &self.remapper).expect("glyphs of a font that a test has subset");
        let raw = ttf_parser::RawFace::parse(&subset, 0).expect("a font just made");
        let cff = raw.table(ttf_parser::Tag::from_bytes(b"CFF ")).expect("both fonts have CFF outlines");

        let name = self.name(&subset);
        let base = Name(name.as_bytes());
        pdf.type0_font(font)
            .base_font(base)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);

        let mut descendant = pdf.cid_font(cid);
        descendant.subtype(CidFontType::Type0).base_font(base).system_info(SYSTEM).font_descriptor(descriptor);
        descendant.default_width(1000.0);
        descendant.widths().consecutive(0, self.used.values().map(|(advance, _)| *advance));
        descendant.finish();

        let bounds = self.parsed.global_bounding_box();
        let side = |units: i16| self.thousandths(f32::from(units));
        let mut described = pdf.font_descriptor(descriptor);
        described
            .name(base)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(side(bounds.x_min), side(bounds.y_min), side(bounds.x_max), side(bounds.y_max)))
            .italic_angle(0.0)
            .ascent(side(self.parsed.ascender()))
            .descent(side(self.parsed.descender()))
            .cap_height(self.parsed.capital_height().map_or(730.0, side))
            .stem_v(if self.parsed.is_bold() { 140.0 } else { 80.0 })
            .font_file3(program);
        described.finish();

        let mut unicode = UnicodeCmap::new(Name(b"Lienwatch"), SYSTEM);
        for (number, (_, shown)) in &self.used {
            unicode.pair(*number, *shown);
        }
        let unicode = super::page::deflate(&unicode.finish());
        pdf.stream(cmap, &unicode).filter(Filter::FlateDecode);
        let packed = super::page::deflate(cff);
        let mut stream = pdf.stream(program, &packed);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        stream.finish();
        font
    }

    /// The face's name behind a tag of six letters that tells this subset from others (ISO 32000-1, 9.6.4).
    fn name(&self, subset: &[u8]) -> String {
        let digest = super::document::sha256(subset);
        let tag: String = digest[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect();
        format!("{tag}+NotoSansCJKsc-{}", if self.parsed.is_bold() { "Bold" } else { "Regular" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_parse_and_hold_what_documents_say() {
        let faces = Faces::new();
        assert!(faces.all[1].parsed.is_bold() && !faces.all[0].parsed.is_bold());
        for c in "Aé€—“”…·§№，。、；：（）《》“”￥¥①車车龘喆堃赟䶮中國".chars()
        {
            assert!(faces.find(c, false).1.is_some(), "{c}");
        }
        assert_eq!(faces.find('A', true).0, 1);
        assert_eq!(faces.find('车', true).0, 0);
        assert!(faces.find('🚗', false).1.is_none());
    }

    #[test]
    fn figures_are_of_one_width() {
        let faces = Faces::new();
        let widths: Vec<f32> = ('0'..='9').map(|c| faces.width(&c.to_string(), 10.0, false)).collect();
        assert!(widths.iter().all(|w| *w == widths[0]), "{widths:?}");
        assert_eq!(faces.width("车", 10.0, false), 10.0);
    }

    #[test]
    fn what_no_face_has_is_boxed_and_remembered() {
        let mut faces = Faces::new();
        let runs = faces.runs("a🚗b车", true);
        assert_eq!(runs.iter().map(|run| run.glyphs.len() / 2).collect::<Vec<_>>(), [1, 1, 1, 1]);
        assert_eq!(runs[1].glyphs, [0, 0]);
        assert!(runs[3].thickened && !runs[2].thickened);
        assert_eq!(faces.missing(), ['🚗']);
    }
}
