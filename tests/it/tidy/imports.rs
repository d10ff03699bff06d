//! Who names whom: the paths of a file, resolved to the folder of the crate they lead to.

use super::source::Source;

/// The first segment below the crate's root of every `crate::…` and `super::…` path, with where it stands. A path into
/// the file's own folder is among them.
pub fn reached(source: &Source) -> Vec<(usize, String)> {
    let module = module(&source.path);
    let mut found = Vec::new();
    for prefix in ["crate::", "super::"] {
        for at in source.uses(prefix) {
            if source.code[..at].ends_with("::") {
                continue; // the second `super` of a chain, counted with the first
            }
            let mut rest = &source.code[at..];
            let mut above = module.as_slice();
            if let Some(tail) = rest.strip_prefix("crate::") {
                (rest, above) = (tail, &[]);
            }
            while let Some(tail) = rest.strip_prefix("super::") {
                (rest, above) = (tail, above.split_last().map_or(&[][..], |(_, above)| above));
            }
            match above.first() {
                Some(folder) => found.push((at, folder.clone())),
                None => found.extend(heads(rest).into_iter().map(|head| (at, head))),
            }
        }
    }
    found
}

/// The module a file is, from the root of its crate.
fn module(path: &str) -> Vec<String> {
    let below = path.split_once("src/").map_or(path, |(_, below)| below);
    let mut module: Vec<String> = below.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// The first names of what follows a prefix: one, or those of a group `{a::b, c}`.
fn heads(rest: &str) -> Vec<String> {
    let name =
        |text: &str| -> String { text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut depth, mut start, mut heads) = (1, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && c == ',') {
            heads.push(name(&group[start..at]));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}
