//! Every reason that a detector gives has words in both languages of the dashboard.

use super::source::{Source, workspace};
use std::collections::BTreeSet;
use std::path::Path;

/// What stands before a reason's name in the code of detectors.
const BEFORE: [&str; 3] = ["fact(", "say(", "feature:"];

/// The names of reasons in a file.
fn reasons(source: &Source) -> impl Iterator<Item = String> + '_ {
    source.texts.iter().filter_map(|(at, text)| {
        let before = source.code[..*at].trim_end();
        let named = BEFORE.iter().any(|b| before.ends_with(b)) || text.ends_with("_at_site");
        named.then(|| text.clone())
    })
}

#[test]
fn every_reason_of_a_detector_has_words_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = workspace(root);
    let detectors = |s: &&Source| s.path.starts_with("domain/src/detect/") && !s.is_test();
    let found: BTreeSet<String> = all.iter().filter(detectors).flat_map(reasons).collect();
    assert!(found.len() > 120, "{}", found.len());
    for language in ["en", "zh"] {
        let words = std::fs::read_to_string(root.join(format!("web/src/i18n/{language}.ts"))).expect("words");
        let missing: Vec<&String> = found.iter().filter(|name| !words.contains(&format!(" {name}:"))).collect();
        assert_eq!(missing, [] as [&String; 0], "add them to `evidence` of web/src/i18n/{language}.ts");
    }
}
