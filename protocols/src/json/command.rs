//! Commands to a device that speaks our JSON: `{"ticket": 7, "command": "report_every", "seconds": 60}`.

use super::JsonError;
use crate::command::Command;
use serde::{Deserialize, Serialize};

/// A command on the wire. The fields beside `ticket` are the vocabulary's own ([`Command`]).
#[derive(Serialize, Deserialize)]
struct Wire {
    ticket: u32,
    #[serde(flatten)]
    command: Command,
}

/// The payload of a command. The device repeats the ticket in its answer (`command_reply`).
pub fn command(ticket: u32, command: &Command) -> Vec<u8> {
    serde_json::to_vec(&Wire { ticket, command: command.clone() }).expect("names, numbers and texts are always JSON")
}

/// The device's side: reads a command of at most `max` bytes.
///
/// # Errors
/// It is longer, no JSON, or no command of the vocabulary.
pub fn decode_command(payload: &[u8], max: usize) -> Result<(u32, Command), JsonError> {
    if payload.len() > max {
        return Err(JsonError::TooLong { length: payload.len(), limit: max });
    }
    let wire: Wire = serde_json::from_slice(payload)?;
    Ok((wire.ticket, wire.command))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{PhotoSize, SoundRate, WorkingMode};
    use crate::media::MediaKind;
    use chrono::DateTime;

    #[test]
    fn what_is_written_is_read() {
        let to = "2026-11-21T00:00:00Z".parse().expect("a time");
        let all = [
            Command::Locate,
            Command::ReportEvery { seconds: 60 },
            Command::WorkingMode { mode: WorkingMode::Wake { every_minutes: 1440 } },
            Command::WorkingMode { mode: WorkingMode::Continuous },
            Command::Reboot,
            Command::SetParameter { name: "apn".into(), value: "a\"b".into() },
            Command::GetParameters { names: vec!["apn".into()] },
            Command::EngineCut,
            Command::EngineRestore,
            Command::Text { text: "你好".into() },
            Command::FindMedia { media: MediaKind::Image, channel: 0, event: 2, from: DateTime::UNIX_EPOCH, to },
            Command::SendMedia { number: u32::MAX },
            Command::SendStoredMedia {
                media: MediaKind::Sound,
                channel: 0,
                event: 2,
                from: DateTime::UNIX_EPOCH,
                to,
                delete: true,
            },
            Command::RecordSound { seconds: 30, keep: false, rate: SoundRate::Khz11 },
            Command::StopRecording,
            Command::TakePhoto { channel: 1, count: 2, interval_s: 5, size: PhotoSize::Xga },
        ];
        for sent in all {
            let payload = command(u32::MAX, &sent);
            assert_eq!(decode_command(&payload, 4096).expect("we wrote it"), (u32::MAX, sent));
        }
        let text = String::from_utf8(command(7, &Command::ReportEvery { seconds: 60 })).expect("text");
        assert_eq!(text, r#"{"ticket":7,"command":"report_every","seconds":60}"#);
    }

    #[test]
    fn what_is_no_command_is_refused() {
        for bad in [&b""[..], b"[]", b"{}", br#"{"ticket":1,"command":"fly"}"#, br#"{"ticket":-1,"command":"locate"}"#]
        {
            assert!(decode_command(bad, 4096).is_err(), "{bad:?}");
        }
        assert!(matches!(decode_command(b"12345", 4), Err(JsonError::TooLong { length: 5, limit: 4 })));
    }
}
