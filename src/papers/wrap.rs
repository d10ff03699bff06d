//! Lines of a paragraph: Latin breaks between words, Chinese between characters, punctuation stays where it belongs.

use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Breaks a text into lines of at most `width`, where `advance` is how wide a character is.
///
/// Where a line may end follows Unicode Standard Annex 14, which knows that no line begins with `，` or `）` and none
/// ends with `（`. A word that is wider than a line (a digest, an address) is broken anywhere. A line feed ends a line.
/// There is at least one line.
pub(super) fn wrap(text: &str, width: f32, advance: &impl Fn(char) -> f32) -> Vec<String> {
    let sum = |text: &str| text.chars().map(advance).sum::<f32>();
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let piece = text[start..end].trim_end_matches(['\n', '\r']);
        start = end;
        // Spaces at the end of a line take no room.
        let ink = sum(piece.trim_end_matches(' '));
        if !line.text.is_empty() && line.width + ink > width {
            lines.push(line.end());
        }
        if ink > width {
            for c in piece.chars() {
                if !line.text.is_empty() && line.width + advance(c) > width {
                    lines.push(line.end());
                }
                line.push(c, advance(c));
            }
        } else {
            piece.chars().for_each(|c| line.push(c, advance(c)));
        }
        if opportunity == BreakOpportunity::Mandatory {
            lines.push(line.end());
        }
    }
    if !line.text.is_empty() || lines.is_empty() {
        lines.push(line.end());
    }
    lines
}

#[derive(Default)]
struct Line {
    text: String,
    width: f32,
}

impl Line {
    fn push(&mut self, c: char, advance: f32) {
        self.text.push(c);
        self.width += advance;
    }

    fn end(&mut self) -> String {
        let Line { mut text, .. } = std::mem::take(self);
        text.truncate(text.trim_end_matches(' ').len());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten a Latin character, twenty a wide one.
    fn tens(c: char) -> f32 {
        if c.is_ascii() { 10.0 } else { 20.0 }
    }

    #[track_caller]
    fn lines(text: &str, width: f32, expected: &[&str]) {
        assert_eq!(wrap(text, width, &tens), expected, "{text:?} in {width}");
    }

    #[test]
    fn latin_breaks_between_words() {
        lines("the car is here", 80.0, &["the car", "is here"]);
        lines("the car", 70.0, &["the car"]);
        lines("", 70.0, &[""]);
        lines("one\n\ntwo\n", 70.0, &["one", "", "two"]);
    }

    #[test]
    fn chinese_breaks_between_characters_and_keeps_punctuation() {
        lines("车辆已收回", 60.0, &["车辆已", "收回"]);
        lines("车辆收，回", 60.0, &["车辆", "收，回"]);
        lines("收回（车辆）", 60.0, &["收回", "（车", "辆）"]);
        lines("贷款ABC车", 70.0, &["贷款ABC", "车"]);
    }

    #[test]
    fn what_is_wider_than_a_line_is_broken_anywhere() {
        lines("no 0123456789abcdef", 100.0, &["no", "0123456789", "abcdef"]);
        lines("车", 5.0, &["车"]);
        lines("https://a.example/very/long/path", 120.0, &["https://", "a.example/", "very/long/", "path"]);
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost_and_no_line_is_too_wide(text in "[a-c ，。（车辆/-]{0,60}", width in 20_u8..120) {
            let width = f32::from(width);
            let lines = wrap(&text, width, &tens);
            let visible = |text: &str| text.replace(' ', "");
            proptest::prop_assert_eq!(visible(&lines.concat()), visible(&text));
            for line in &lines {
                proptest::prop_assert!(line.chars().map(tens).sum::<f32>() <= width, "{:?}", line);
            }
        }
    }
}
