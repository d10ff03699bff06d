//! Tables for other programs, read back by other programs' readers.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use chrono::{TimeZone, Utc};
use lienwatch::export::{Cell, Column, ExportError, Format, Kind, MAX_XLSX_ROWS, Mark, Table, write};
use lienwatch_domain::geo::Point;
use lienwatch_domain::money::{Currency, Money};
use std::io::Cursor;

fn mark() -> Mark {
    Mark {
        by: "ana@harbour.example".into(),
        at: Utc.with_ymd_and_hms(2026, 11, 22, 1, 2, 3).single().expect("a time"),
        purpose: "monthly review, \"north\"; =1+1 & more".into(),
        zone: chrono_tz::Asia::Shanghai,
    }
}

fn table() -> Table {
    Table::new(vec![
        Column::new("borrower", Kind::Text),
        Column::new("days_past_due", Kind::Integer),
        Column::new("balance", Kind::Money),
        Column::new("flagged_at", Kind::Time),
        Column::new("secured", Kind::Boolean),
        Column::new("place", Kind::Position),
    ])
    .expect("a table")
}

fn rows() -> Vec<Vec<Cell>> {
    let cny = Currency::new("CNY").expect("a code");
    let at = Utc.with_ymd_and_hms(2026, 11, 21, 16, 30, 0).single().expect("a time");
    vec![
        vec![
            "王小明, \"小王\"\n<b>&".into(),
            61.into(),
            Money::new(-123_456_789, cny).into(),
            at.into(),
            true.into(),
            Point { lat_e7: 312_304_160, lon_e7: -1_214_737_010 }.into(),
        ],
        vec!["=HYPERLINK(\"http://x\")".into(), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
        vec!["-12.5".into(), i64::MIN.into(), Money::new(i64::MAX, cny).into(), Cell::Empty, false.into(), Cell::Empty],
    ]
}

fn text(format: Format) -> String {
    let bytes = write(format, Vec::new(), table(), &mark(), rows()).expect("an export");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn csv_is_read_back_and_no_cell_is_a_formula() {
    let text = text(Format::Csv);
    let first = text.lines().next().expect("a line");
    assert_eq!(
        first,
        "\u{feff}# Exported by ana@harbour.example at 2026-11-22T09:02:03+08:00 for: monthly review   north   =1+1 & more"
    );
    let mut reader =
        csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    assert_eq!(
        headings.iter().collect::<Vec<_>>(),
        ["borrower", "days_past_due", "balance", "balance_currency", "flagged_at", "secured", "place_lat", "place_lon"]
    );
    let records: Vec<Vec<String>> =
        reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
    assert_eq!(
        records,
        [
            [
                "王小明, \"小王\"\n<b>&",
                "61",
                "-1234567.89",
                "CNY",
                "2026-11-22T00:30:00+08:00",
                "true",
                "31.2304160",
                "-121.4737010"
            ],
            ["'=HYPERLINK(\"http://x\")", "", "", "", "", "", "", ""],
            ["-12.5", "-9223372036854775808", "92233720368547758.07", "CNY", "", "false", "", ""],
        ]
    );
}

#[test]
fn xlsx_is_read_back_with_types() {
    let bytes = write(Format::Xlsx, Vec::new(), table(), &mark(), rows()).expect("an export");
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Data", "Export"]);
    let data = workbook.worksheet_range("Data").expect("a sheet");
    assert_eq!((data.height(), data.width()), (4, 8));
    let text = |text: &str| Data::String(text.into());
    let row = |at: usize| data.rows().nth(at).expect("a row").to_vec();
    assert_eq!(row(0)[3], text("balance_currency"));
    let first = row(1);
    assert_eq!(first[0], text("王小明, \"小王\"\n<b>&"));
    assert_eq!(first[1], Data::Float(61.0));
    assert_eq!(first[2], Data::Float(-1_234_567.89));
    assert_eq!(first[3], text("CNY"));
    let Data::DateTime(when) = &first[4] else { panic!("{:?} is no time", first[4]) };
    assert!((when.as_f64() - 46_348.020_833_333_3).abs() < 1e-9, "{when:?}");
    assert_eq!(first[5], Data::Bool(true));
    assert_eq!((&first[6], &first[7]), (&Data::Float(31.230_416), &Data::Float(-121.473_701)));
    let second = row(2);
    assert_eq!(second[0], text("=HYPERLINK(\"http://x\")"));
    assert!(second[1..].iter().all(|cell| *cell == Data::Empty), "{second:?}");
    let third = row(3);
    assert_eq!(third[1], text("-9223372036854775808"), "more digits than a spreadsheet keeps");
    assert_eq!(third[2], text("92233720368547758.07"));
    assert_eq!(third[5], Data::Bool(false));
    assert!(workbook.worksheet_formula("Data").expect("a sheet").is_empty());

    let about = workbook.worksheet_range("Export").expect("a sheet");
    let about: Vec<String> = about.rows().map(|row| format!("{}: {}", row[0], row[1])).collect();
    assert_eq!(
        about,
        [
            "Exported by: ana@harbour.example",
            "At: 2026-11-22T09:02:03+08:00",
            "Purpose: monthly review, \"north\"; =1+1 & more",
            "Time zone: Asia/Shanghai",
            "Rows: 3"
        ]
    );
}

#[test]
fn geojson_is_read_back() {
    let text = text(Format::GeoJson);
    let collection: geojson::FeatureCollection = text.parse().expect("a feature collection");
    let foreign = collection.foreign_members.as_ref().expect("the mark");
    assert_eq!(foreign["export"]["by"], "ana@harbour.example");
    assert_eq!(foreign["export"]["at"], "2026-11-22T09:02:03+08:00");
    assert_eq!(foreign["export"]["purpose"], mark().purpose);
    assert_eq!(collection.features.len(), 3);
    let first = &collection.features[0];
    assert_eq!(
        first.geometry,
        Some(geojson::Geometry::new(geojson::GeometryValue::new_point([-121.473_701, 31.230_416])))
    );
    let properties = first.properties.as_ref().expect("properties");
    assert_eq!(properties["balance"], serde_json::json!({ "minor": -123_456_789, "currency": "CNY" }));
    assert_eq!(properties["flagged_at"], "2026-11-22T00:30:00+08:00");
    assert_eq!((properties.len(), properties["days_past_due"].as_i64()), (5, Some(61)));
    assert_eq!(collection.features[1].geometry, None);
    let none = write(Format::GeoJson, Vec::new(), table(), &mark(), []).expect("an export");
    let none: geojson::FeatureCollection = String::from_utf8(none).expect("UTF-8").parse().expect("a collection");
    assert!(none.features.is_empty());
}

#[test]
fn the_same_rows_are_the_same_bytes() {
    for format in [Format::Csv, Format::Xlsx, Format::GeoJson] {
        let bytes = || write(format, Vec::new(), table(), &mark(), rows()).expect("an export");
        assert_eq!(bytes(), bytes(), "{format:?}");
    }
}

#[test]
fn an_xlsx_has_a_last_row_and_csv_goes_on() {
    let narrow = || Table::new(vec![Column::new("n", Kind::Integer)]).expect("a table");
    let rows = |count: u64| (0..count).map(|at| vec![Cell::Integer(at as i64)]);
    let most = write(Format::Xlsx, Vec::new(), narrow(), &mark(), rows(MAX_XLSX_ROWS)).expect("an export");
    assert!(most.len() > 100_000, "{} bytes", most.len());
    let more = write(Format::Xlsx, Vec::new(), narrow(), &mark(), rows(MAX_XLSX_ROWS + 1));
    assert_eq!(
        more.expect_err("too many").to_string(),
        "an XLSX export holds at most 100000 rows; narrow the filter, or export CSV"
    );
    let csv = write(Format::Csv, Vec::new(), narrow(), &mark(), rows(MAX_XLSX_ROWS + 1)).expect("an export");
    assert_eq!(csv.iter().filter(|byte| **byte == b'\n').count() as u64, MAX_XLSX_ROWS + 3);
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let export = |format, cells: Vec<Cell>| {
        let table = Table::new(vec![Column::new("a", Kind::Text), Column::new("b", Kind::Integer)]).expect("a table");
        write(format, Vec::new(), table, &mark(), [cells])
    };
    let refused = export(Format::Csv, vec!["x".into()]);
    assert!(matches!(refused, Err(ExportError::Cells { row: 1, cells: 1, columns: 2 })), "{refused:?}");
    let refused = export(Format::Csv, vec!["x".into(), true.into()]);
    assert!(matches!(&refused, Err(ExportError::WrongKind { row: 1, column, kind: Kind::Integer }) if column == "b"));
    let long = || vec!["车".repeat(32_768).into(), Cell::Empty];
    assert!(matches!(export(Format::Xlsx, long()), Err(ExportError::LongText { row: 1, .. })));
    assert!(export(Format::Csv, long()).is_ok());
    assert!(matches!(export(Format::GeoJson, long()), Err(ExportError::NoPosition)));

    let bad = |columns: Vec<Column>| matches!(Table::new(columns), Err(ExportError::BadTable(_)));
    assert!(bad(vec![]));
    assert!(bad((0..201).map(|at| Column::new(at.to_string(), Kind::Text)).collect()));
    assert!(bad(vec![Column::new("a", Kind::Money), Column::new("a_currency", Kind::Text)]));
    assert!(bad(vec![Column::new("a", Kind::Position), Column::new("b", Kind::Position)]));
}

#[test]
fn a_failing_reader_ends_the_export() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in [Format::Csv, Format::Xlsx, Format::GeoJson] {
        let refused = write(format, Full, table(), &mark(), rows());
        assert!(matches!(refused, Err(ExportError::Write(_))), "{format:?}");
    }
}
