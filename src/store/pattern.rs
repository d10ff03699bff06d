//! Patterns for texts that hold another text.

/// What matches, by `ilike`, every text that holds `q`: its own `%`, `_` and `\` stand for themselves.
pub(super) fn holding(q: &str) -> String {
    format!("%{}%", q.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_has_no_wildcards_of_its_own() {
        assert_eq!(holding("A1"), "%A1%");
        assert_eq!(holding(r"50%_\"), r"%50\%\_\\%");
    }
}
