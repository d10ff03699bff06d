//! GeoJSON (RFC 7946): a feature a row.

use super::ExportError;
use super::table::{Cell, Mark, Table, degrees};
use serde_json::{Map, Value, json};
use std::io::Write;

/// A feature collection that is being written.
pub(super) struct GeoJson<W: Write> {
    out: W,
    mark: Mark,
    first: bool,
}

impl<W: Write> GeoJson<W> {
    /// Opens the collection; the mark is a foreign member (section 6.1) before the features.
    pub(super) fn begin(mut out: W, table: &Table, mark: &Mark) -> Result<Self, ExportError> {
        if !table.columns().iter().any(|column| column.kind.is_place()) {
            return Err(ExportError::NoPosition);
        }
        let export = json!({ "by": mark.by, "at": mark.moment(mark.at), "purpose": mark.purpose });
        write!(out, "{{\"type\":\"FeatureCollection\",\"export\":{export},\"features\":[")?;
        Ok(GeoJson { out, mark: mark.clone(), first: true })
    }

    /// A row without a place is a feature without a geometry (section 3.2).
    pub(super) fn row(&mut self, table: &Table, cells: &[Cell]) -> Result<(), ExportError> {
        let mut geometry = "null".to_owned();
        let mut properties = Map::new();
        for (column, cell) in table.columns().iter().zip(cells) {
            let value = match cell {
                Cell::Position(place) => {
                    let (lon, lat) = (degrees(place.lon_e7), degrees(place.lat_e7));
                    geometry = format!("{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}");
                    continue;
                }
                Cell::Area(area) => {
                    geometry = area.to_string();
                    continue;
                }
                Cell::Empty if column.kind.is_place() => continue,
                Cell::Empty => Value::Null,
                Cell::Text(text) => json!(text),
                Cell::Integer(number) => json!(number),
                // As in the API: minor units and the currency.
                Cell::Money(amount) => json!({ "minor": amount.minor, "currency": amount.currency.code() }),
                Cell::Time(at) => json!(self.mark.moment(*at)),
                Cell::Boolean(flag) => json!(flag),
            };
            properties.insert(column.name.clone(), value);
        }
        let comma = if std::mem::take(&mut self.first) { "" } else { "," };
        let properties = Value::Object(properties);
        write!(self.out, "{comma}\n{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{properties}}}")?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, ExportError> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}
