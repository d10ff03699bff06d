//! Commands in the words of the family's command list, and what its answers say.
//!
//! Sources: the command lists of Concox GT06N and JM-VL03 (`WHERE#`, `TIMER`, `RESET#`, `PARAM#`, `RELAY`), iTrybrand
//! VT02S "SMS command" (`TIMER,10#`; `MODE,1,1200,1300#`: wakes at these times of the day; `MODE,2,10#`: always on),
//! Seeworld S119 manual (`TIMER`, `RELAY,1#`), and GT06 communication protocol V1.8, "Command packet" (`DWXX#`).

use crate::command::{Command, CommandRefused, WorkingMode};

/// The longest text: a short frame carries 250 bytes of content, and devices keep commands in SMS buffers.
const LONGEST: usize = 180;
/// `TIMER` takes 5 s to 5 h.
const INTERVAL_S: std::ops::RangeInclusive<u32> = 5..=18_000;
/// The interval of a tracker that is made to stay awake.
const AWAKE_S: u32 = 10;
/// Minutes of a day; `MODE,1` wakes at times of the day.
const DAY_MIN: u32 = 1440;

/// The text that says `command` to a device of `model`.
pub(super) fn text(command: &Command, model: Option<&str>) -> Result<String, CommandRefused> {
    Ok(match command {
        Command::Locate if knows_only_dwxx(model) => "DWXX#".to_owned(),
        Command::Locate => "WHERE#".to_owned(),
        Command::ReportEvery { seconds } if INTERVAL_S.contains(seconds) => format!("TIMER,{seconds}#"),
        Command::ReportEvery { .. } => return Err(out_of_range("seconds", "5 to 18000 seconds")),
        Command::WorkingMode { mode: WorkingMode::Continuous } => format!("MODE,2,{AWAKE_S}#"),
        Command::WorkingMode { mode: WorkingMode::Wake { every_minutes } } => waking(*every_minutes)?,
        Command::Reboot => "RESET#".to_owned(),
        Command::SetParameter { name, value } => {
            word("name", name, 32)?;
            printable("value", value, LONGEST - name.len() - 2)?;
            if value.contains('#') {
                return Err(out_of_range("value", "without '#', which ends a command"));
            }
            format!("{name},{value}#")
        }
        Command::GetParameters { names } => match names.as_slice() {
            [] => "PARAM#".to_owned(),
            [name] => {
                word("names", name, 32)?;
                format!("{name}#")
            }
            _ => return Err(out_of_range("names", "one name, or none for PARAM#: the family asks one at a time")),
        },
        Command::EngineCut => "Relay,1#".to_owned(),
        Command::EngineRestore => "Relay,0#".to_owned(),
        Command::TakePhoto { .. }
        | Command::FindMedia { .. }
        | Command::SendMedia { .. }
        | Command::SendStoredMedia { .. }
        | Command::RecordSound { .. }
        | Command::StopRecording => return Err(CommandRefused::Unsupported),
        Command::Text { text } => {
            printable("text", text, LONGEST)?;
            text.clone()
        }
    })
}

/// The first GT06 and TR06 have no `WHERE#`.
fn knows_only_dwxx(model: Option<&str>) -> bool {
    model.is_some_and(|model| ["GT06", "TR06"].iter().any(|first| model.trim().eq_ignore_ascii_case(first)))
}

/// The times of the day at which a device wakes, evenly from midnight.
fn waking(every_minutes: u32) -> Result<String, CommandRefused> {
    if !(60..=DAY_MIN).contains(&every_minutes) || !DAY_MIN.is_multiple_of(every_minutes) {
        let why = "60 to 1440 minutes that divide a day: the device wakes at times of the day";
        return Err(out_of_range("mode.every_minutes", why));
    }
    let times = (0..DAY_MIN / every_minutes).map(|n| n * every_minutes);
    let times: Vec<String> = times.map(|minute| format!("{:02}{:02}", minute / 60, minute % 60)).collect();
    Ok(format!("MODE,1,{}#", times.join(",")))
}

fn out_of_range(field: &'static str, why: &'static str) -> CommandRefused {
    CommandRefused::OutOfRange { field, why }
}

/// One or more printable ASCII characters, `limit` at most.
fn printable(field: &'static str, text: &str, limit: usize) -> Result<(), CommandRefused> {
    if !text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return Err(out_of_range(field, "printable ASCII characters"));
    }
    if text.is_empty() || text.len() > limit {
        return Err(out_of_range(field, "1 to 180 bytes in all, a name at most 32"));
    }
    Ok(())
}

/// A name: printable, and nothing that separates or ends.
fn word(field: &'static str, text: &str, limit: usize) -> Result<(), CommandRefused> {
    printable(field, text, limit)?;
    if text.contains([',', '#', ' ']) {
        return Err(out_of_range(field, "without ',', '#' or a space"));
    }
    Ok(())
}

/// Whether an answer says that the device did it; `None` where it says neither (a position, a list of parameters).
///
/// Sources: GT06 communication protocol V1.8 (`DYD=Success!`, `DYD=Speed Limit`, `DYD=Unvalued Fix`), and the command
/// lists above (`OK`, `Success!`, `Command error!`, `Fail`).
pub(super) fn accepted(answer: &str) -> Option<bool> {
    const REFUSALS: &[&str] = &[
        "error",
        "fail",
        "invalid",
        "not support",
        "unsupport",
        "not running",
        "not allowed",
        "speed limit",
        "unvalued fix",
        "wrong",
    ];
    let answer = answer.to_ascii_lowercase();
    if REFUSALS.iter().any(|refusal| answer.contains(refusal)) {
        return Some(false);
    }
    let ok = answer.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "ok");
    (ok || answer.contains("success")).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(command: Command) -> String {
        text(&command, None).expect("a command of the family")
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

    fn wake(every_minutes: u32) -> Command {
        Command::WorkingMode { mode: WorkingMode::Wake { every_minutes } }
    }

    #[test]
    fn commands_have_the_words_of_the_list() {
        assert_eq!(said(Command::Locate), "WHERE#");
        assert_eq!(text(&Command::Locate, Some("gt06")), Ok("DWXX#".to_owned()));
        assert_eq!(text(&Command::Locate, Some("GT06N")), Ok("WHERE#".to_owned()));
        assert_eq!(said(Command::ReportEvery { seconds: 30 }), "TIMER,30#");
        assert_eq!(said(Command::WorkingMode { mode: WorkingMode::Continuous }), "MODE,2,10#");
        assert_eq!(said(wake(480)), "MODE,1,0000,0800,1600#");
        assert_eq!(said(Command::Reboot), "RESET#");
        assert_eq!(said(set("GMT", "E,3,30")), "GMT,E,3,30#");
        assert_eq!(said(Command::GetParameters { names: vec![] }), "PARAM#");
        assert_eq!(said(Command::GetParameters { names: vec!["TIMER".into()] }), "TIMER#");
        assert_eq!(said(Command::EngineCut), "Relay,1#");
        assert_eq!(said(Command::EngineRestore), "Relay,0#");
        assert_eq!(said(Command::Text { text: "STATUS#".into() }), "STATUS#");
    }

    #[test]
    fn what_cannot_be_said_names_the_field() {
        refused(&Command::ReportEvery { seconds: 4 }, "seconds");
        refused(&Command::ReportEvery { seconds: 18_001 }, "seconds");
        for minutes in [5, 59, 7 * 60, 2880] {
            refused(&wake(minutes), "mode.every_minutes");
        }
        refused(&set("", "1"), "name");
        refused(&set("A,B", "1"), "name");
        refused(&set(&"A".repeat(33), "1"), "name");
        refused(&set("APN", "é"), "value");
        refused(&set("APN", "a#b"), "value");
        refused(&set("APN", &"a".repeat(176)), "value");
        assert_eq!(said(set("APN", &"a".repeat(175))).len(), LONGEST);
        refused(&Command::GetParameters { names: vec!["A".into(), "B".into()] }, "names");
        refused(&Command::Text { text: String::new() }, "text");
        refused(&Command::Text { text: "a".repeat(181) }, "text");
        refused(&Command::Text { text: "ok\n".into() }, "text");
    }

    #[test]
    fn every_hour_of_the_day_fits_a_frame() {
        assert!(said(wake(60)).len() <= LONGEST);
    }

    #[test]
    fn answers_say_yes_no_or_neither() {
        for yes in ["OK!", "TIMER set ok. Now data upload period is 20 seconds.", "Cut off the fuel supply: Success!"] {
            assert_eq!(accepted(yes), Some(true), "{yes}");
        }
        let not_running = "Already in the state of fuel supply cut off, the command is not running!";
        for no in ["Command error!", "DYD=Speed Limit, Speed 40km/h", "SET FAIL", not_running] {
            assert_eq!(accepted(no), Some(false), "{no}");
        }
        assert_eq!(accepted("Lat:N54.7,Lon:E25.2"), None);
        assert_eq!(accepted("Token expired"), None);
    }
}
