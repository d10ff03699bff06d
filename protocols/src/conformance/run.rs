//! A whole corpus in one go.

use super::{BadLine, Cases, Differences, Report, run_commands, run_framing, run_packets};
use crate::session::Protocol;

/// Files of a corpus that are not packets of one protocol.
const OTHER: &[&str] = &["framing", "commands", "jt808_extra"];

/// A corpus that cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A line that is no case.
    #[error("{file}.jsonl: {source}")]
    BadLine {
        /// Name of the file without its extension.
        file: String,
        /// The line and what is wrong with it.
        #[source]
        source: BadLine,
    },
    /// A protocol that has no file.
    #[error("the corpus has no {0}.jsonl")]
    NoSuchProtocol(String),
}

/// Runs a corpus given as (file name without `.jsonl`, text), or the named protocols of it.
///
/// Protocols are reported in the order of their names. Framing and commands count the cases of implemented protocols.
pub fn run_corpus(
    files: &[(String, String)],
    only: Option<&[String]>,
    differences: &Differences,
) -> Result<Report, CorpusError> {
    let is_packets = |name: &str| !OTHER.contains(&name);
    for wanted in only.unwrap_or_default() {
        if !files.iter().any(|(name, _)| name == wanted && is_packets(name)) {
            return Err(CorpusError::NoSuchProtocol(wanted.clone()));
        }
    }
    let selected = |name: &str| is_packets(name) && only.is_none_or(|only| only.iter().any(|o| o == name));
    let in_file = |file: &str| {
        let file = file.to_owned();
        move |source| CorpusError::BadLine { file, source }
    };
    let mut packets: Vec<_> = files.iter().filter(|(name, _)| selected(name)).collect();
    packets.sort();
    let protocols: Vec<_> = packets
        .into_iter()
        .map(|(name, text)| run_packets(name, text, differences).map_err(in_file(name)))
        .collect::<Result<_, _>>()?;
    let implemented: Vec<Protocol> =
        protocols.iter().filter(|p| p.implemented).filter_map(|p| Protocol::from_name(&p.protocol)).collect();
    let cases = |file: &str, run: fn(&str, &[Protocol]) -> Result<Cases, BadLine>| {
        let text = files.iter().find(|(name, _)| name == file).map_or("", |(_, text)| text.as_str());
        run(text, &implemented).map_err(in_file(file))
    };
    let (framing, commands) = (cases("framing", run_framing)?, cases("commands", run_commands)?);
    Ok(Report::new(protocols, framing, commands))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<(String, String)> {
        let packet = r#"{"id":"made-1","hex":"00","expect":null}"#;
        [("teltonika", packet), ("other", packet), ("framing", ""), ("jt808_extra", "not a packet file")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .to_vec()
    }

    #[test]
    fn packet_files_are_run_in_the_order_of_their_names() {
        let report = run_corpus(&files(), None, &Differences::default()).expect("a corpus");
        let names: Vec<_> = report.protocols.iter().map(|p| (p.protocol.as_str(), p.implemented)).collect();
        assert_eq!(names, [("other", false), ("teltonika", true)]);
        assert_eq!((report.rate, report.corpus_rate), (1.0, 0.5));
    }

    #[test]
    fn a_selection_is_run_alone_and_a_wrong_one_refused() {
        let only = |name: &str| run_corpus(&files(), Some(&[name.to_owned()]), &Differences::default());
        assert_eq!(only("teltonika").expect("a file").protocols.len(), 1);
        assert_eq!(only("gt06").expect_err("no file").to_string(), "the corpus has no gt06.jsonl");
        assert!(only("framing").is_err());
    }

    #[test]
    fn a_bad_line_names_its_file() {
        let files = [("gt06".to_owned(), "{".to_owned())];
        let error = run_corpus(&files, None, &Differences::default()).expect_err("not JSON").to_string();
        assert!(error.starts_with("gt06.jsonl: line 1: "), "{error}");
    }
}
