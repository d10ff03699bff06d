//! A source file as the rules look at it: code without comments and text, and the texts by themselves.

use std::path::{Path, PathBuf};

/// A Rust file. Test modules (`#[cfg(test)] mod … { }`) are blanked: what holds for the product need not hold for them.
#[derive(Debug)]
pub struct Source {
    /// From the workspace's root, with `/`.
    pub path: String,
    /// Lines of the file, tests included.
    pub lines: usize,
    /// The code with comments, the content of texts, and test modules blanked; line breaks kept.
    pub code: String,
    /// The texts outside tests, with the byte of `code` where their opening quote stands.
    pub texts: Vec<(usize, String)>,
}

impl Source {
    /// Takes a file apart.
    pub fn new(path: &str, text: &str) -> Source {
        let (mut code, mut texts) = lex(text);
        blank_tests(&mut code);
        // A text in a test module lost its quotes with it.
        texts.retain(|(at, _)| code.as_bytes()[*at] == b'"');
        Source { path: path.to_owned(), lines: text.lines().count(), code, texts }
    }

    /// Whether the whole file is test code.
    pub fn is_test(&self) -> bool {
        let stem = Path::new(&self.path).file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        self.path.split('/').any(|part| matches!(part, "tests" | "benches" | "examples"))
            || stem == "tests"
            || stem.ends_with("_tests")
    }

    /// `path:line` of a byte of the code.
    pub fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path, self.code[..at].matches('\n').count() + 1)
    }

    /// Where a name or path (`tokio`, `Utc::now`) stands as itself, not as a part of a longer name.
    pub fn uses<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let (begins_open, ends_open) = (!name.starts_with(part), !name.ends_with(part));
        self.code.match_indices(name).map(|(at, _)| at).filter(move |&at| {
            let (before, after) = (&self.code[..at], &self.code[at + name.len()..]);
            (begins_open || !before.ends_with(part)) && (ends_open || !after.starts_with(part))
        })
    }
}

/// Blanks comments and the contents of texts and characters; answers the texts too.
fn lex(text: &str) -> (String, Vec<(usize, String)>) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut texts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let end = if rest.starts_with(b"//") {
            at + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            at + block_comment(rest)
        } else if let Some((open, length, close)) = quoted(bytes, at) {
            let content = at + open..at + open + length;
            texts.push((content.start - 1, text[content.clone()].to_owned()));
            blank(&mut code[content.clone()]);
            at = content.end + close;
            continue;
        } else if let Some(length) = character(rest) {
            at + length
        } else {
            at += 1;
            continue;
        };
        blank(&mut code[at..end]);
        at = end;
    }
    // Blanks are ASCII and replace whole characters, so this is text still.
    let code = String::from_utf8(code).expect("only whole characters are blanked");
    (code, texts)
}

fn blank(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
}

/// Length of a block comment; they nest.
fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// A text at `at`: bytes until its content, of its content, and of its end.
fn quoted(bytes: &[u8], at: usize) -> Option<(usize, usize, usize)> {
    let rest = &bytes[at..];
    let inside_a_name = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    let prefix = rest.iter().position(|&b| !matches!(b, b'b' | b'c' | b'r'))?;
    if prefix > 2 || (prefix > 0 && inside_a_name) {
        return None;
    }
    let raw = rest[..prefix].contains(&b'r');
    let hashes = if raw { rest[prefix..].iter().take_while(|&&b| b == b'#').count() } else { 0 };
    let open = prefix + hashes + 1;
    if rest.get(open - 1) != Some(&b'"') {
        return None;
    }
    let content = &rest[open..];
    let mut length = 0;
    while length < content.len() {
        match content[length] {
            b'\\' if !raw => length += 2,
            b'"' if content[length + 1..].iter().take(hashes).filter(|&&b| b == b'#').count() == hashes => break,
            _ => length += 1,
        }
    }
    Some((open, length.min(content.len()), 1 + hashes))
}

/// Length of a character literal (not of a lifetime).
fn character(rest: &[u8]) -> Option<usize> {
    if rest.first() != Some(&b'\'') {
        return None;
    }
    let text = std::str::from_utf8(&rest[1..rest.len().min(16)])
        .unwrap_or_else(|e| std::str::from_utf8(&rest[1..1 + e.valid_up_to()]).expect("valid up to there"));
    let first = text.chars().next()?;
    if first == '\\' {
        return Some(text.get(2..)?.find('\'')? + 4);
    }
    text[first.len_utf8()..].starts_with('\'').then(|| first.len_utf8() + 2)
}

/// Blanks the bodies of `#[cfg(test)] mod name { … }`.
fn blank_tests(code: &mut String) {
    let mut bytes = std::mem::take(code).into_bytes();
    let text = String::from_utf8(bytes.clone()).expect("it was text");
    for (at, attribute) in text.match_indices("#[cfg(test)]") {
        let item = &text[at + attribute.len()..];
        let Some(open) = item.find(['{', ';']).filter(|&i| item[i..].starts_with('{')) else { continue };
        if !item[..open].trim_start().trim_start_matches("pub ").starts_with("mod ") {
            continue;
        }
        let mut depth = 0;
        let start = at + attribute.len() + open;
        for (i, b) in text.bytes().enumerate().skip(start) {
            match b {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                blank(&mut bytes[start + 1..i]);
                break;
            }
        }
    }
    *code = String::from_utf8(bytes).expect("only whole characters are blanked");
}

/// Every Rust file of the workspace, in order of path.
pub fn workspace(root: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    for package in ["", "protocols", "domain", "simulator"] {
        for folder in ["src", "tests", "benches", "examples"] {
            rust_files(&root.join(package).join(folder), &mut files);
        }
    }
    files.sort();
    let source = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).expect("a source file is text");
        let path = file.strip_prefix(root).expect("found below the root");
        Source::new(&path.to_string_lossy().replace('\\', "/"), &text)
    };
    files.iter().map(source).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}
