//! The stretch of time that a list is asked for.

use super::error::{Error, Result};
use super::request::Timestamp;
use crate::store::span::Span;

/// From two fields of a filter, each with its name.
pub(super) fn span(from: (&str, Option<Timestamp>), to: (&str, Option<Timestamp>)) -> Result<Span> {
    let ((_, since), (field, until)) = (from, to);
    if since.zip(until).is_some_and(|(since, until)| until <= since) {
        let detail = format!("`{field}` is not after `{}`", from.0);
        return Err(Error::invalid("period_out_of_range", field, detail, "the end is exclusive: name a later one"));
    }
    Ok(Span { from: since.map(|t| t.0), to: until.map(|t| t.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_ends_after_it_began_and_may_be_open() {
        let at = |text| Timestamp::parse(text);
        let asked = |from, to| span(("opened_from", from), ("opened_to", to));
        assert_eq!(asked(None, None).ok(), Some(Span::default()));
        assert!(asked(at("2026-09-01T00:00:00Z"), at("2026-09-01T00:00:01Z")).is_ok());
        assert!(asked(at("2026-09-01T00:00:00Z"), at("2026-09-01T00:00:00Z")).is_err());
        assert!(asked(at("2026-09-02T00:00:00Z"), at("2026-09-01T00:00:00Z")).is_err());
        assert!(asked(None, at("2026-09-01T00:00:00Z")).is_ok());
    }
}
