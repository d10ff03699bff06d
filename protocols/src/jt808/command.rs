//! Commands in makers' own words, for devices whose model is not told by their frames: cutting fuel (control words 0xF0
//! and 0xF1), and what sets locks and trackers (0x0310: count, id, length, value). The standard's are a session's.

use super::escape;
use super::frame::FLAG;
use super::header::{NoTerminalNumber, Terminal, Version};
use crate::session::DeviceId;
use bytes::BytesMut;

const CONTROL: u16 = 0x8105;
const MAKERS_PARAMETER: u16 = 0x0310;

/// A command in makers' words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MakersCommand {
    /// Cut fuel or starter.
    CutEngine,
    /// Resume fuel or starter.
    ResumeEngine,
    /// Restart the terminal.
    Reboot,
    /// Report at an interval, seconds.
    ReportEvery(u32),
    /// Arm, with the user's password or `user`.
    Arm {
        /// At most 200 bytes are sent.
        password: String,
    },
    /// Disarm, likewise.
    Disarm {
        /// At most 200 bytes are sent.
        password: String,
    },
}

impl MakersCommand {
    fn parts(&self) -> (u16, Vec<u8>) {
        let lock = |state: u8, password: &str| {
            let password = &password.as_bytes()[..password.len().min(200)];
            let mut body = vec![1, 0x24, password.len() as u8 + 1, state];
            body.extend_from_slice(password);
            (MAKERS_PARAMETER, body)
        };
        match self {
            MakersCommand::CutEngine => (CONTROL, vec![0xf0]),
            MakersCommand::ResumeEngine => (CONTROL, vec![0xf1]),
            MakersCommand::Reboot => (MAKERS_PARAMETER, vec![1, 0x23, 1, 3]),
            MakersCommand::ReportEvery(seconds) => {
                (MAKERS_PARAMETER, [&[1, 0x06, 4][..], &seconds.to_be_bytes()].concat())
            }
            MakersCommand::Arm { password } => lock(1, password),
            MakersCommand::Disarm { password } => lock(0, password),
        }
    }
}

/// Writes a command for `device`, which answers with 0x0001 and this serial.
///
/// # Errors
/// The device's number has no form in that version.
pub fn makers_command(
    device: &DeviceId,
    version: Version,
    serial: u16,
    command: &MakersCommand,
    out: &mut BytesMut,
) -> Result<(), NoTerminalNumber> {
    let terminal = Terminal::addressed(device, version)?;
    let (message, body) = command.parts();
    escape::write(FLAG, &[&version.header(message, terminal, serial, body.len()), &body], out);
    Ok(())
}
