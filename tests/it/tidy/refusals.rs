//! Every rule that refuses has a code of its own, or is told by one with parameters: readers with other languages have
//! words for codes, not for sentences.

use super::source::{Source, workspace};
use lienwatch_domain::refusal::{codes, params_of};
use std::collections::BTreeSet;
use std::path::Path;

/// What stands before a rule's name where something is refused.
const BEFORE: [&str; 4] = ["Refusal::new(", "refuse(", "refused(", "told("];

/// The rules and codes that are named in a file, and whether a code stands there.
fn named(source: &Source) -> impl Iterator<Item = (String, bool)> + '_ {
    source.texts.iter().filter_map(|(at, text)| {
        let before = source.code[..*at].trim_end();
        let name = text.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '.')) && !text.is_empty();
        let by = BEFORE.iter().find(|b| name && before.ends_with(*b))?;
        Some((text.clone(), *by == "told("))
    })
}

#[test]
fn every_rule_that_refuses_has_a_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = workspace(root);
    // The parameters of a schedule are refused by their names, not by rules.
    let here = |s: &&Source| {
        (s.path.starts_with("domain/src/") || s.path.starts_with("src/"))
            && !s.is_test()
            && s.path != "domain/src/lending/schedule.rs"
    };
    let found: BTreeSet<(String, bool)> = all.iter().filter(here).flat_map(named).collect();
    assert!(found.len() > 240, "{}", found.len());
    // A rule that only ever stands beside a code of its own needs none by its name.
    let unknown: Vec<&String> = found
        .iter()
        .filter(|(name, told)| {
            params_of(name).is_none() && (*told || !codes().any(|(code, _)| code.starts_with(&format!("{name}."))))
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(unknown, [] as [&String; 0], "add them to domain/src/refusal/code.rs, and words in both languages");
}

#[test]
fn the_chinese_words_name_parameters_that_come() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/src/i18n/reasons.zh.ts");
    let words = std::fs::read_to_string(path).expect("words");
    for (code, params) in codes() {
        let row = |line: &&str| {
            let line = line.trim_start();
            line.starts_with(&format!("{code}: [")) || line.starts_with(&format!("'{code}': ["))
        };
        let line = words.lines().find(row).unwrap_or_else(|| panic!("{code} has no words"));
        for hole in line.split("{{").skip(1) {
            let name = hole.split(['.', '|', '}']).next().unwrap_or_default();
            assert!(params.contains(&name), "{code} is told without {name}");
        }
    }
}
