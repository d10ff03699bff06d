//! GPX 1.1 (topografix.com/GPX/1/1): one track, a point a row.

use super::ExportError;
use super::table::{Cell, Kind, Mark, Table, degrees};
use chrono::SecondsFormat;
use std::io::Write;

/// A track that is being written.
pub(super) struct Gpx<W: Write> {
    out: W,
}

impl<W: Write> Gpx<W> {
    /// Opens the track; the mark is its description.
    pub(super) fn begin(mut out: W, table: &Table, mark: &Mark) -> Result<Self, ExportError> {
        let has = |kind| table.columns().iter().any(|column| column.kind == kind);
        if !has(Kind::Position) || !has(Kind::Time) {
            return Err(ExportError::NoTrack);
        }
        let (line, at) = (escaped(&mark.line()), mark.at.to_rfc3339_opts(SecondsFormat::Secs, true));
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <gpx version=\"1.1\" creator=\"Lienwatch\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n\
             <metadata><desc>{line}</desc><time>{at}</time></metadata>\n<trk><trkseg>\n"
        )?;
        Ok(Gpx { out })
    }

    /// The position and the first time of a row; a row without a place is no point. Times are UTC, as the schema asks.
    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        let place = cells.iter().find_map(|cell| match cell {
            Cell::Position(place) => Some(place),
            _ => None,
        });
        let at = cells.iter().find_map(|cell| match cell {
            Cell::Time(at) => Some(at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            _ => None,
        });
        let Some(place) = place else { return Ok(()) };
        let (lat, lon) = (degrees(place.lat_e7), degrees(place.lon_e7));
        match at {
            Some(at) => writeln!(self.out, "<trkpt lat=\"{lat}\" lon=\"{lon}\"><time>{at}</time></trkpt>")?,
            None => writeln!(self.out, "<trkpt lat=\"{lat}\" lon=\"{lon}\"/>")?,
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, ExportError> {
        self.out.write_all(b"</trkseg></trk>\n</gpx>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A text as XML holds it; what XML 1.0 has no sign for is a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
