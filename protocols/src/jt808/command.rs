//! Commands to terminals: the standard's (JT/T 808-2013: 0x8103, 0x8105, 0x8201, 0x8300) and the makers' that fleets use
//! to cut fuel (control words 0xF0 and 0xF1) and to set locks and trackers (0x0310: count, id, length, value).

use super::frame::{self, FLAG};
use super::header::{NoTerminalNumber, Terminal, Version};
use crate::session::DeviceId;
use bytes::BytesMut;

const CONTROL: u16 = 0x8105;
const MAKERS_PARAMETER: u16 = 0x0310;

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Cut fuel or starter (maker's control word).
    CutEngine,
    /// Resume fuel or starter (maker's control word).
    ResumeEngine,
    /// Restart the terminal (the standard's control word 4).
    Reset,
    /// Restart the terminal (maker's parameter).
    Reboot,
    /// Report at an interval, seconds (the standard's parameter 0x0029).
    ReportEvery(u32),
    /// Report at an interval, seconds (maker's parameter).
    MakersReportEvery(u32),
    /// Arm (maker's parameter), with the user's password or `user`.
    Arm {
        /// At most 200 bytes are sent.
        password: String,
    },
    /// Disarm, likewise.
    Disarm {
        /// At most 200 bytes are sent.
        password: String,
    },
    /// Report the position now.
    Locate,
    /// A text for the terminal itself, which many makers' commands are.
    Text(String),
}

impl Command {
    fn parts(&self) -> (u16, Vec<u8>) {
        let lock = |state: u8, password: &str| {
            let password = &password.as_bytes()[..password.len().min(200)];
            let mut body = vec![1, 0x24, password.len() as u8 + 1, state];
            body.extend_from_slice(password);
            (MAKERS_PARAMETER, body)
        };
        match self {
            Command::CutEngine => (CONTROL, vec![0xf0]),
            Command::ResumeEngine => (CONTROL, vec![0xf1]),
            Command::Reset => (CONTROL, vec![4]),
            Command::Reboot => (MAKERS_PARAMETER, vec![1, 0x23, 1, 3]),
            Command::ReportEvery(seconds) => (0x8103, [&[1, 0, 0, 0, 0x29, 4][..], &seconds.to_be_bytes()].concat()),
            Command::MakersReportEvery(seconds) => {
                (MAKERS_PARAMETER, [&[1, 0x06, 4][..], &seconds.to_be_bytes()].concat())
            }
            Command::Arm { password } => lock(1, password),
            Command::Disarm { password } => lock(0, password),
            Command::Locate => (0x8201, Vec::new()),
            Command::Text(text) => {
                let (gbk, _, _) = encoding_rs::GBK.encode(text);
                // Bit 0: for the terminal, at once.
                (0x8300, [&[1], &gbk[..gbk.len().min(super::device::BODY_LIMIT - 1)]].concat())
            }
        }
    }
}

/// Writes a command for `device`, which answers with 0x0001 (or 0x0201, 0x6006, 0x0701, 0x1300) and this serial.
///
/// # Errors
/// The device's number has no form in that version.
pub fn command(
    device: &DeviceId,
    version: Version,
    serial: u16,
    command: &Command,
    out: &mut BytesMut,
) -> Result<(), NoTerminalNumber> {
    let terminal = Terminal::addressed(device, version)?;
    let (message, body) = command.parts();
    frame::write(FLAG, &[&version.header(message, terminal, serial, body.len()), &body], out);
    Ok(())
}
