//! The languages that people are written to in.

wire_names! {
    /// A language of labels, notices and papers. The names are those of BCP 47.
    Language {
        /// English.
        En = "en",
        /// Chinese, simplified characters.
        Zh = "zh",
    }
}

impl Language {
    /// The text of this language.
    pub fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Language::En => english,
            Language::Zh => chinese,
        }
    }
}
