//! One named test for each way in which a file can be wrong.

use super::*;

#[test]
fn missing_column() {
    let errors = header::<BorrowerRecord>("borrower_no,phone").expect_err("refused");
    assert_eq!((errors[0].field.as_str(), errors[0].problem), ("name", Problem::MissingColumn));
    assert_eq!(errors[0].fix, "add a column named name or 借款人 or 姓名");
    assert_eq!(header::<LoanRecord>("contract_no").expect_err("refused").len(), 4, "all at once");
}

#[test]
fn duplicate_column() {
    let errors = header::<VehicleRecord>("vin,plate,车架号").expect_err("refused");
    assert_eq!((errors[0].field.as_str(), errors[0].problem), ("vin", Problem::DuplicateColumn));
}

#[test]
fn too_few_and_too_many_cells() {
    is(one::<VehicleRecord>("vin,plate", VIN), "row", Problem::WrongColumnCount);
    is(one::<VehicleRecord>("vin,plate", &format!("{VIN},a,b")), "row", Problem::WrongColumnCount);
}

#[test]
fn missing_value() {
    is(one::<BorrowerRecord>("borrower_no,name", "C-1,  "), "name", Problem::MissingValue);
}

#[test]
fn every_bad_cell_of_a_row_is_told_at_once() {
    let errors = bad::<VehicleRecord>("vin,year,keys_held,valued_on,lien_registered", "X,soon,12,yesterday,maybe");
    let found: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.problem)).collect();
    assert_eq!(
        found,
        [
            ("vin", Problem::BadLength),
            ("year", Problem::WrongType),
            ("keys_held", Problem::OutOfRange),
            ("valued_on", Problem::BadDate),
            ("lien_registered", Problem::WrongType)
        ]
    );
}

#[test]
fn vin_of_wrong_length() {
    is(one::<VehicleRecord>("vin", "LSVAA49J03204737"), "vin", Problem::BadLength);
}

#[test]
fn vin_with_a_letter_that_no_vin_has() {
    let errors = bad::<VehicleRecord>("vin", "LSVAA49JO32047371");
    assert_eq!(errors[0].problem, Problem::BadCharacters);
    assert!(errors[0].message.contains("character 9"), "{}", errors[0].message);
    assert_eq!(errors[0].value.as_deref(), Some("LSV***7371"), "shown in part");
}

#[test]
fn north_american_vin_with_a_wrong_check_digit_is_an_error() {
    is(one::<VehicleRecord>("vin", "1M8GDM9A1KP042788"), "vin", Problem::BadCheckDigit);
}

#[test]
fn other_vin_with_an_odd_check_digit_is_a_warning() {
    let digits = "0123456789X";
    let odd = digits.chars().map(|c| format!("LSVAA49J{c}32047371"));
    let warnings: Vec<_> = odd.flat_map(|vin| warned::<VehicleRecord>("vin", &vin)).collect();
    assert_eq!(warnings.len(), 10);
    assert!(warnings.iter().all(|w| (w.field.as_str(), w.problem) == ("vin", Problem::BadCheckDigit)));
}

#[test]
fn imei_with_a_wrong_check_digit_is_a_warning() {
    let warnings = warned::<TrackerRecord>("imei,protocol,role", "356938035643808,gt06,wired");
    assert_eq!(warnings[0].problem, Problem::BadCheckDigit);
    assert!(warnings[0].message.contains("; 9 would"), "{}", warnings[0].message);
    assert_eq!(warned::<TrackerRecord>("imei,protocol,role", "013900000001,jt808,wired"), []);
}

#[test]
fn number_rounded_by_a_spreadsheet() {
    let errors = bad::<TrackerRecord>("imei,protocol,role", "3.56938E+14,gt06,wired");
    assert_eq!(errors[0].problem, Problem::BadCharacters);
    assert!(errors[0].fix.contains("as text"), "{}", errors[0].fix);
    is(one::<BorrowerRecord>("borrower_no,name,phone", "C,n,1.38E+10"), "phone", Problem::BadCharacters);
}

#[test]
fn wrong_type() {
    is(one::<VehicleRecord>("vin,year", &format!("{VIN},2020.5")), "year", Problem::WrongType);
    is(one::<VehicleRecord>("vin,year", &format!("{VIN},+2020")), "year", Problem::WrongType);
    is(one::<BorrowerRecord>("borrower_no,name,vulnerable", "C,n,perhaps"), "vulnerable", Problem::WrongType);
}

#[test]
fn number_out_of_range() {
    for year in ["1949", "2028", "99999999999", "-1"] {
        is(one::<VehicleRecord>("vin,year", &format!("{VIN},{year}")), "year", Problem::OutOfRange);
    }
}

#[test]
fn unknown_enum_value() {
    let errors = bad::<TrackerRecord>("imei,protocol,role", &format!("{IMEI},gt06,psychic"));
    assert_eq!((errors[0].field.as_str(), errors[0].problem), ("role", Problem::UnknownValue));
    assert_eq!(errors[0].fix, "write one of wired, wireless, obd");
}

#[test]
fn unknown_protocol() {
    is(one::<TrackerRecord>("imei,protocol,role", &format!("{IMEI},smoke,wired")), "protocol", Problem::UnknownValue);
}

#[test]
fn wake_interval_of_a_wired_tracker() {
    let columns = "imei,protocol,role,wake_interval_s";
    is(one::<TrackerRecord>(columns, &format!("{IMEI},gt06,wired,3600")), "wake_interval_s", Problem::Contradiction);
    let t: TrackerRecord = good(columns, &format!("{IMEI},gt06,wireless,3600"));
    assert_eq!(t.wake_interval_s, Some(3600));
}

#[test]
fn coordinates_out_of_range() {
    let columns = "borrower_no,name,home_lat,home_lon";
    is(one::<BorrowerRecord>(columns, "C,n,121.47,31.23"), "home_lat", Problem::OutOfRange);
    is(one::<BorrowerRecord>(columns, "C,n,31.23,180.1"), "home_lon", Problem::OutOfRange);
    for text in ["NaN", "inf", "1e1", "31,23"] {
        let line = format!("C,n,\"{text}\",121.47");
        is(one::<BorrowerRecord>(columns, &line), "home_lat", Problem::WrongType);
    }
}

#[test]
fn one_coordinate_without_the_other() {
    let columns = "borrower_no,name,home_lat,home_lon";
    is(one::<BorrowerRecord>(columns, "C,n,31.23,"), "home_lon", Problem::Contradiction);
}

#[test]
fn bad_dates() {
    for date in ["2026/01/31", "31.01.2026", "2026-1-31", "2026-02-29", "20260131", "2026-13-01", "46053", "0000-00-00"]
    {
        let line = format!("{VIN},{date}");
        is(one::<VehicleRecord>("vin,valued_on", &line), "valued_on", Problem::BadDate);
    }
    let leap: VehicleRecord = good("vin,valued_on", &format!("{VIN},2024-02-29"));
    assert_eq!(leap.valued_on.map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
}

#[test]
fn bad_time() {
    for time in ["yesterday", "2026-01-31T25:00:00Z", "2026-01-31T08:30:00+8"] {
        let line = format!("{IMEI},{VIN},{time}");
        is(one::<InstallationRecord>("imei,vin,installed_at", &line), "installed_at", Problem::BadDate);
    }
}

#[test]
fn bad_money() {
    for amount in ["1,234.50", "12.345", "¥12", "-5", "1e3", "99999999999999999999", "twelve", "12."] {
        let line = format!("{VIN},\"{amount}\"");
        is(one::<VehicleRecord>("vin,valuation", &line), "valuation", Problem::BadMoney);
    }
}

#[test]
fn bad_currency() {
    let line = format!("{VIN},5,yuan");
    let columns = "vin,valuation,valuation_currency";
    is(one::<VehicleRecord>(columns, &line), "valuation_currency", Problem::UnknownValue);
}

#[test]
fn control_characters() {
    is(one::<BorrowerRecord>("borrower_no,name", "C-1,a\u{0}b"), "name", Problem::BadCharacters);
    is(one::<BorrowerRecord>("borrower_no,name", "C 1,ab"), "borrower_no", Problem::BadCharacters);
}

#[test]
fn text_too_long() {
    is(one::<BorrowerRecord>("borrower_no,name", &format!("C-1,{}", "a".repeat(201))), "name", Problem::BadLength);
}

#[test]
fn bad_phone_and_email() {
    is(one::<BorrowerRecord>("borrower_no,name,phone", "C,n,call me"), "phone", Problem::BadCharacters);
    is(one::<BorrowerRecord>("borrower_no,name,phone", "C,n,1234"), "phone", Problem::BadLength);
    for email in ["nobody", "@example.com", "a@host", "a@.com", "a b@example.com"] {
        is(one::<BorrowerRecord>("borrower_no,name,email", &format!("C,n,{email}")), "email", Problem::BadCharacters);
    }
}

#[test]
fn bad_sim_numbers() {
    let columns = "imei,protocol,role,iccid";
    is(one::<TrackerRecord>(columns, &format!("{IMEI},gt06,wired,123")), "iccid", Problem::BadLength);
    is(one::<TrackerRecord>(columns, &format!("{IMEI},gt06,wired,89F")), "iccid", Problem::BadCharacters);
}

#[test]
fn unknown_vin() {
    let line = format!("{IMEI},WVWZZZ1JZXW000001,2026-01-31");
    is(one::<InstallationRecord>("imei,vin,installed_at", &line), "vin", Problem::UnknownVin);
}

#[test]
fn unknown_tracker() {
    let line = format!("861234567890123,{VIN},2026-01-31");
    is(one::<InstallationRecord>("imei,vin,installed_at", &line), "terminal_id", Problem::UnknownTracker);
}

#[test]
fn removed_before_installed() {
    let line = format!("{IMEI},{VIN},2026-01-31,2026-01-31");
    is(one::<InstallationRecord>("imei,vin,installed_at,removed_at", &line), "removed_at", Problem::Contradiction);
}

#[test]
fn duplicate_natural_key() {
    let mut seen = Seen::default();
    let columns = "vin,plate";
    assert!(row::<VehicleRecord>(columns, &format!("{VIN},A1"), &mut seen).is_ok());
    let again = row::<VehicleRecord>(columns, &format!("{},B2", VIN.to_lowercase()), &mut seen).expect_err("refused");
    assert_eq!((again[0].field.as_str(), again[0].problem), ("vin", Problem::Duplicate));
    assert!(row::<VehicleRecord>(columns, "1M8GDM9AXKP042788,C3", &mut seen).is_ok());
}

#[test]
fn a_refused_row_does_not_take_its_key() {
    let mut seen = Seen::default();
    assert!(row::<VehicleRecord>("vin,year", &format!("{VIN},never"), &mut seen).is_err());
    assert!(row::<VehicleRecord>("vin,year", &format!("{VIN},2020"), &mut seen).is_ok());
}

/// No part of a personal value leaves in an error, whatever is wrong with it.
#[test]
fn personal_values_are_masked() {
    let secret = "Wang Xiaoming 13800000000";
    for column in ["name", "id_number", "phone", "email", "address", "home_lat"] {
        let value = format!("{secret}\u{7}");
        let columns =
            if column == "name" { "borrower_no,name".to_owned() } else { format!("borrower_no,name,{column}") };
        let line = if column == "name" { format!("C,{value}") } else { format!("C,n,{value}") };
        let errors = bad::<BorrowerRecord>(&columns, &line);
        let error = errors.iter().find(|e| e.field == column).expect("told");
        assert_eq!(error.value.as_deref(), Some("W***"), "{column}");
        let text = format!("{errors:?}");
        assert!(!text.contains("Xiaoming") && !text.contains("1380"), "{text}");
    }
}

#[test]
fn long_public_values_are_shortened() {
    let errors = bad::<VehicleRecord>("vin,make", &format!("{VIN},{}", "x".repeat(100_000)));
    assert_eq!(errors[0].value.as_ref().map(|v| v.chars().count()), Some(40));
}
