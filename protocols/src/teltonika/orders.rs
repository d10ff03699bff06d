//! Commands in the words of the vendor's SMS/GPRS command list, and what its answers say.
//!
//! Sources: Teltonika wiki, "FMB SMS/GPRS Commands" (`getgps`, `setparam id:value;…`, `getparam id;…`, `cpureset`,
//! `setdigout`), "FMB Device Family Parameter list" (data acquisition: minimal and send period on stop 10000 and 10005,
//! moving 10050 and 10055, in the home network, 100 more when roaming, 200 more elsewhere; 102 sleep mode) and "Sleep
//! modes" (a device in deep sleep wakes by the periods on stop).

use crate::command::{Command, CommandRefused, WorkingMode};
use crate::message::{Fix, FixKind};
use chrono::{NaiveDate, NaiveTime};

/// The longest text, bytes: an SMS with room to spare.
const LONGEST: usize = 180;
/// Home, roaming and unknown networks have parameters of their own.
const NETWORKS: [u32; 3] = [0, 100, 200];
const MIN_PERIOD_ON_STOP: u32 = 10_000;
const SEND_PERIOD_ON_STOP: u32 = 10_005;
const MIN_PERIOD_MOVING: u32 = 10_050;
const SEND_PERIOD_MOVING: u32 = 10_055;
/// 0 none, 1 GPS sleep, 2 deep sleep, 3 online deep sleep, 4 ultra deep sleep.
const SLEEP_MODE: u32 = 102;

/// The text that says `command` to a device of `model`.
pub(super) fn text(command: &Command, model: Option<&str>) -> Result<String, CommandRefused> {
    let text = match command {
        Command::Locate => "getgps".to_owned(),
        Command::ReportEvery { seconds } => {
            range("seconds", *seconds, 1, 86_400, "1 to 86400 seconds")?;
            with_parameters(model)?;
            format!("setparam {}", periods([MIN_PERIOD_MOVING, SEND_PERIOD_MOVING], *seconds))
        }
        Command::WorkingMode { mode } => {
            with_parameters(model)?;
            match mode {
                WorkingMode::Continuous => format!("setparam {SLEEP_MODE}:0"),
                WorkingMode::Wake { every_minutes } => {
                    range("mode.every_minutes", *every_minutes, 5, 10_080, "5 to 10080 minutes")?;
                    let periods = periods([MIN_PERIOD_ON_STOP, SEND_PERIOD_ON_STOP], every_minutes * 60);
                    format!("setparam {SLEEP_MODE}:2;{periods}")
                }
            }
        }
        Command::Reboot => "cpureset".to_owned(),
        Command::SetParameter { name, value } => {
            number("name", name)?;
            if value.contains(';') {
                return Err(out_of_range("value", "without ';', which separates parameters"));
            }
            printable("value", value)?;
            format!("setparam {name}:{value}")
        }
        Command::GetParameters { names } if names.is_empty() => "getinfo".to_owned(),
        Command::GetParameters { names } => {
            range("names", names.len() as u32, 1, 16, "at most 16 parameters")?;
            names.iter().try_for_each(|name| number("names", name))?;
            format!("getparam {}", names.join(";"))
        }
        Command::EngineCut => "setdigout 1".to_owned(),
        Command::EngineRestore => "setdigout 0".to_owned(),
        Command::TakePhoto { .. }
        | Command::FindMedia { .. }
        | Command::SendMedia { .. }
        | Command::SendStoredMedia { .. }
        | Command::RecordSound { .. }
        | Command::StopRecording => return Err(CommandRefused::Unsupported),
        Command::Text { text } => {
            printable("text", text)?;
            text.clone()
        }
    };
    if text.len() > LONGEST { Err(out_of_range("value", "180 bytes with its number")) } else { Ok(text) }
}

/// Whether the numbered parameters above are those of the model; where it is not known they are taken to be.
fn with_parameters(model: Option<&str>) -> Result<(), CommandRefused> {
    let Some(model) = model else { return Ok(()) };
    let model = model.trim().to_ascii_uppercase();
    let family = ["FMB", "FMC", "FMM", "FMU", "FMP", "FMT", "MTB"];
    // The professional series (FMB640, FMC650, ...) has a list of its own.
    match family.iter().find_map(|prefix| model.strip_prefix(prefix)) {
        Some(number) if !number.starts_with('6') => Ok(()),
        _ => Err(CommandRefused::Unsupported),
    }
}

fn periods(parameters: [u32; 2], seconds: u32) -> String {
    let all = NETWORKS.iter().flat_map(|network| parameters.map(|id| format!("{}:{seconds}", id + network)));
    all.collect::<Vec<_>>().join(";")
}

fn out_of_range(field: &'static str, why: &'static str) -> CommandRefused {
    CommandRefused::OutOfRange { field, why }
}

fn range(field: &'static str, value: u32, least: u32, most: u32, why: &'static str) -> Result<(), CommandRefused> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(out_of_range(field, why)) }
}

/// Parameters are numbers of up to six digits.
fn number(field: &'static str, name: &str) -> Result<(), CommandRefused> {
    let fits = (1..=6).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(()) } else { Err(out_of_range(field, "the parameter's number, 1 to 6 digits")) }
}

fn printable(field: &'static str, text: &str) -> Result<(), CommandRefused> {
    if !text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Err(out_of_range(field, "printable ASCII characters"));
    }
    if text.is_empty() || text.len() > LONGEST { Err(out_of_range(field, "1 to 180 bytes")) } else { Ok(()) }
}

/// Whether an answer says that the device did it; `None` where it says neither (a position, values).
///
/// Sources: Teltonika wiki, pages of `setparam` ("New value 2001:…"), `setdigout` ("DOUT1:1 Timeout:…"), `getparam`
/// ("Invalid parameter id provided", "Param ID:99999 doesn't exist") and unknown commands ("WARNING: Unknown Command").
pub(super) fn accepted(answer: &str) -> Option<bool> {
    let answer = answer.to_ascii_lowercase();
    if ["invalid", "error", "unknown", "exist", "fail", "not supported"].iter().any(|no| answer.contains(no)) {
        return Some(false);
    }
    let done = ["new value", "dout1:", "ok"].iter().any(|yes| answer.starts_with(yes));
    done.then_some(true)
}

/// The answer to `getgps`: `GPS:1 Sat:7 Lat:54.71473 Long:25.30304 Alt:147 Speed:0 Dir:77 Date: 2023/8/24 Time: 5:40:36`,
/// time in UTC.
pub(super) fn position(text: &str) -> Option<Fix> {
    let after = |name: &str| {
        let (_, value) = text.split_once(name)?;
        value.trim_start().split(' ').next()
    };
    let number = |name: &str| after(name)?.parse::<f64>().ok().filter(|n| n.is_finite());
    let (lat, lon) = (number("Lat:")?, number("Long:")?);
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return None;
    }
    let date = NaiveDate::parse_from_str(after("Date:")?, "%Y/%m/%d").ok()?;
    let time = NaiveTime::parse_from_str(after("Time:")?, "%H:%M:%S").ok()?;
    Some(Fix {
        time: Some(date.and_time(time).and_utc()),
        lat,
        lon,
        kind: FixKind::Gnss,
        valid: after("GPS:")? == "1",
        speed_kph: number("Speed:"),
        course_deg: number("Dir:").filter(|degrees| (0.0..360.0).contains(degrees)),
        altitude_m: number("Alt:"),
        accuracy_m: None,
        satellites: after("Sat:").and_then(|n| n.parse().ok()),
        hdop: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(command: Command) -> String {
        text(&command, None).expect("a command of the list")
    }

    #[track_caller]
    fn refused(command: &Command, field: &str) {
        match text(command, None) {
            Err(CommandRefused::OutOfRange { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{command:?}: {other:?}"),
        }
    }

    fn set(name: &str, value: &str) -> Command {
        Command::SetParameter { name: name.to_owned(), value: value.to_owned() }
    }

    fn get(names: &[&str]) -> Command {
        Command::GetParameters { names: names.iter().map(|&n| n.to_owned()).collect() }
    }

    #[test]
    fn commands_have_the_words_of_the_list() {
        assert_eq!(said(Command::Locate), "getgps");
        assert_eq!(
            said(Command::ReportEvery { seconds: 30 }),
            "setparam 10050:30;10055:30;10150:30;10155:30;10250:30;10255:30"
        );
        assert_eq!(said(Command::WorkingMode { mode: WorkingMode::Continuous }), "setparam 102:0");
        assert_eq!(
            said(Command::WorkingMode { mode: WorkingMode::Wake { every_minutes: 60 } }),
            "setparam 102:2;10000:3600;10005:3600;10100:3600;10105:3600;10200:3600;10205:3600"
        );
        assert_eq!(said(Command::Reboot), "cpureset");
        assert_eq!(said(set("2001", "internet")), "setparam 2001:internet");
        assert_eq!(said(get(&["2001", "2004"])), "getparam 2001;2004");
        assert_eq!(said(get(&[])), "getinfo");
        assert_eq!(
            (said(Command::EngineCut), said(Command::EngineRestore)),
            ("setdigout 1".into(), "setdigout 0".into())
        );
        assert_eq!(said(Command::Text { text: "getver".into() }), "getver");
    }

    #[test]
    fn parameters_of_another_list_are_not_guessed() {
        let often = Command::ReportEvery { seconds: 30 };
        for model in ["FMB640", "FMC650", "FTC921", "TAT141", "FM36"] {
            assert_eq!(text(&often, Some(model)), Err(CommandRefused::Unsupported), "{model}");
        }
        assert!(text(&often, Some("fmb130")).is_ok());
        assert!(text(&set("1245", "127.0.0.1"), Some("FM36")).is_ok(), "the operator knows the number");
    }

    #[test]
    fn what_cannot_be_said_names_the_field() {
        refused(&Command::ReportEvery { seconds: 0 }, "seconds");
        refused(&Command::ReportEvery { seconds: 86_401 }, "seconds");
        refused(&Command::WorkingMode { mode: WorkingMode::Wake { every_minutes: 4 } }, "mode.every_minutes");
        refused(&set("APN", "x"), "name");
        refused(&set("2001", "a;102:0"), "value");
        refused(&set("2001", "é"), "value");
        refused(&set("2001", &"a".repeat(167)), "value");
        assert_eq!(said(set("2001", &"a".repeat(166))).len(), LONGEST);
        refused(&get(&["2001", "x"]), "names");
        refused(&get(&["1"; 17]), "names");
        refused(&Command::Text { text: "a".repeat(181) }, "text");
        refused(&Command::Text { text: String::new() }, "text");
    }

    #[test]
    fn answers_say_yes_no_or_neither() {
        for yes in ["New value 10050:30;10055:30;", "DOUT1:1 Timeout:INFINITY", "OK"] {
            assert_eq!(accepted(yes), Some(true), "{yes}");
        }
        for no in ["WARNING: Unknown Command.", "Invalid parameter id provided", "Param ID:99999 doesn't exist"] {
            assert_eq!(accepted(no), Some(false), "{no}");
        }
        assert_eq!(accepted("Param ID:2001 Value:internet"), None);
    }

    #[test]
    fn where_it_is() {
        let answer = "GPS:1 Sat:7 Lat:54.5 Long:-25.25 Alt:147 Speed:3 Dir:77 Date: 2023/8/24 Time: 5:40:36";
        let fix = position(answer).expect("a position");
        assert_eq!((fix.lat, fix.lon, fix.valid, fix.satellites), (54.5, -25.25, true, Some(7)));
        assert_eq!(fix.time.map(|t| t.to_rfc3339()).as_deref(), Some("2023-08-24T05:40:36+00:00"));
        assert_eq!(position("GPS:1 Sat:7 Lat:91 Long:0 Date: 2023/8/24 Time: 5:40:36"), None);
        assert_eq!(position("RTC:2023/8/24 5:40:36"), None);
    }
}
