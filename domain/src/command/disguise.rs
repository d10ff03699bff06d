//! A cut that comes as a vendor's text or parameter must not pass beside the gate.

use lienwatch_protocols::Command;

/// Pieces of vendors' texts that cut an engine, upper case without spaces, and whose they are.
const ANYWHERE: &[(&str, &str)] = &[
    // Concox and Jimi, list of commands: RELAY,1# cuts, RELAY,0# restores.
    ("RELAY,1", "Concox/Jimi"),
    ("CUTOFF", "Coban and clones"),
    ("CUTOIL", "clones"),
    ("CUTENGINE", "clones"),
    ("OILCUT", "clones"),
    ("KILLENGINE", "clones"),
    ("IMMOBILI", "several"),
    // Teltonika, SMS/GPRS commands: setdigout drives the outputs that a relay hangs on.
    ("SETDIGOUT", "Teltonika"),
    // Queclink @Track: GTOUT drives the outputs.
    ("GTOUT", "Queclink"),
    // Suntech: Enable1 and Enable2 drive the outputs.
    ("ENABLE1", "Suntech"),
    ("ENABLE2", "Suntech"),
];

/// As [`ANYWHERE`], where only the beginning is telling.
const AT_THE_START: &[(&str, &str)] = &[
    // Concox and Jimi: DYD,000000# and DYD# cut (断油电), HFYD restores.
    ("DYD", "Concox/Jimi"),
    // Coban GPS103 and TK103: stop + password, stopoil, stopelec.
    ("STOP", "Coban"),
    // H02 (Huasun and clones): S20 drives oil and power; SinoTrack by text: 940 + password.
    ("S20,", "H02"),
    ("940", "SinoTrack"),
    // Meitrack: C01 drives the outputs.
    ("C01,", "Meitrack"),
];

/// Whose way of cutting an engine a text or parameter holds, if it does: then it is refused, and the one way is the
/// command `engine_cut` with its gate. The list knows the vendors we know; a text that is none of them still needs a
/// person who may approve.
pub fn cuts_in_disguise(command: &Command) -> Option<&'static str> {
    let said = match command {
        Command::Text { text } => squeeze(text),
        Command::SetParameter { name, value } => squeeze(&format!("{name},{value}")),
        // A name that is asked for goes out as a text of its own.
        Command::GetParameters { names } => squeeze(&names.join(";")),
        _ => return None,
    };
    let anywhere = ANYWHERE.iter().find(|(piece, _)| said.contains(piece));
    // Several commands in one text are separated by these; what is not a letter or digit may come before each.
    let starts = || said.split(['#', ';', '|']).map(|part| part.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let start = || AT_THE_START.iter().find(|(piece, _)| starts().any(|part| part.starts_with(piece)));
    anywhere.or_else(start).map(|(_, whose)| *whose)
}

/// Devices take commands in either case and with blanks.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Command {
        Command::Text { text: text.into() }
    }

    #[test]
    fn cuts_are_found_in_either_case_and_with_blanks() {
        for cut in [
            "RELAY,1#",
            "relay, 1#",
            "DYD,000000#",
            "stop123456",
            "setdigout 1",
            "AT+GTOUT=gv,1",
            "9400000",
            "WHERE#DYD#",
            "**stopoil",
        ] {
            assert!(cuts_in_disguise(&text(cut)).is_some(), "{cut}");
        }
        let by_parameter = Command::SetParameter { name: "relay".into(), value: "1".into() };
        assert_eq!(cuts_in_disguise(&by_parameter), Some("Concox/Jimi"));
        let by_question = Command::GetParameters { names: vec!["APN".into(), "DYD".into()] };
        assert_eq!(cuts_in_disguise(&by_question), Some("Concox/Jimi"));
    }

    #[test]
    fn ordinary_texts_pass() {
        for ordinary in ["WHERE#", "STATUS#", "RELAY,0#", "TIMER,10,9400#", "getinfo", "APN,cmnet#", "HFYD#"] {
            assert_eq!(cuts_in_disguise(&text(ordinary)), None, "{ordinary}");
        }
        let apn = Command::SetParameter { name: "2001".into(), value: "internet".into() };
        assert_eq!(cuts_in_disguise(&apn), None);
        assert_eq!(cuts_in_disguise(&Command::EngineRestore), None);
    }
}
