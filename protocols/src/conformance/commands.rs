//! Runs the encoded commands: the bytes a command must have on the wire.

use super::corpus::{self, BadLine, from_hex, to_hex};
use super::report::Cases;
use crate::session::{DeviceId, Protocol};
use bytes::BytesMut;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    protocol: String,
    /// The reference's name of the command.
    command: String,
    #[serde(default)]
    hex: Option<String>,
    #[serde(default)]
    text: Option<String>,
    /// Contains the time of day.
    #[serde(default)]
    volatile: bool,
}

/// Runs the cases of `commands.jsonl` that belong to `protocols` and that have an encoder; the report's note says how
/// many have none.
pub fn run_commands(jsonl: &str, protocols: &[Protocol]) -> Result<Cases, BadLine> {
    let cases: Vec<Case> = corpus::lines(jsonl)?;
    Ok(run(&cases, protocols, encode))
}

/// The bytes of a command, where we can encode it. The corpus' parameters are its README's (`custom` has data `1`).
fn encode(protocol: Protocol, case: &Case) -> Option<Vec<u8>> {
    match protocol {
        Protocol::Teltonika => {
            // Teltonika's SMS/GPRS command list: digital output 1 drives the starter relay.
            let text = match case.command.as_str() {
                "custom" => "1",
                "engineStop" => "setdigout 1",
                "engineResume" => "setdigout 0",
                _ => return None,
            };
            let mut out = BytesMut::new();
            crate::teltonika::command(text, &mut out);
            Some(out.to_vec())
        }
        Protocol::Gt06 => {
            let mut out = BytesMut::new();
            match case.command.as_str() {
                "custom" => crate::gt06::command::online("1", 0, 0, &mut out),
                "engineStop" => crate::gt06::command::relay(true, 0, 0, &mut out),
                "engineResume" => crate::gt06::command::relay(false, 0, 0, &mut out),
                _ => return None,
            }
            Some(out.to_vec())
        }
        Protocol::Jt808 => {
            use crate::jt808::{MakersCommand, Version, makers_command};
            let password = || "user".to_owned();
            let command = match case.command.as_str() {
                "alarmArm" => MakersCommand::Arm { password: password() },
                "alarmDisarm" => MakersCommand::Disarm { password: password() },
                "engineStop" => MakersCommand::CutEngine,
                "engineResume" => MakersCommand::ResumeEngine,
                "positionPeriodic" => MakersCommand::ReportEvery(60),
                "rebootDevice" => MakersCommand::Reboot,
                _ => return None,
            };
            let device = DeviceId::new("123456789012345").ok()?;
            let mut out = BytesMut::new();
            makers_command(&device, Version::V2013, 0, &command, &mut out).ok()?;
            Some(out.to_vec())
        }
        Protocol::Json => None,
    }
}

fn run(cases: &[Case], protocols: &[Protocol], encode: impl Fn(Protocol, &Case) -> Option<Vec<u8>>) -> Cases {
    let mut counted = Cases::default();
    let mut left_out = 0;
    for case in cases {
        let Some(protocol) = protocols.iter().find(|p| p.name() == case.protocol) else { continue };
        match encode(*protocol, case) {
            Some(ours) if !case.volatile => counted.count(&case.id, true, differs(case, &ours)),
            _ => left_out += 1,
        }
    }
    if left_out > 0 {
        counted.note = Some(format!("{left_out} cases have no encoder or contain the time of day"));
    }
    counted
}

fn differs(case: &Case, ours: &[u8]) -> Option<String> {
    let reference = match (&case.hex, &case.text) {
        (Some(hex), _) => from_hex(hex)?,
        (None, text) => text.clone().unwrap_or_default().into_bytes(),
    };
    (ours != reference).then(|| format!("{}: ours {}, reference {}", case.command, to_hex(ours), to_hex(&reference)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &str = r#"{"id":"made-1","protocol":"gt06","command":"noSuchCommand","hex":"00ff"}
{"id":"made-2","protocol":"gt06","command":"getTime","text":"ab","volatile":true}
{"id":"made-3","protocol":"other","command":"engineStop","text":"ab"}
"#;

    fn with(ours: Option<Vec<u8>>) -> Cases {
        run(&corpus::lines(CASES).expect("cases"), &[Protocol::Gt06], |_, _| ours.clone())
    }

    #[test]
    fn bytes_are_compared() {
        assert_eq!((with(Some(vec![0, 255])).passed, with(Some(vec![0, 255])).cases), (1, 1));
        assert_eq!(with(Some(vec![0])).failures[0].diff, "noSuchCommand: ours 00, reference 00ff");
    }

    #[test]
    fn what_is_left_out_is_said() {
        let none = with(None);
        assert_eq!(none.cases, 0);
        assert_eq!(none.note.as_deref(), Some("2 cases have no encoder or contain the time of day"));
    }
}
