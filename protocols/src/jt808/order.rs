//! Our commands as the standard says them (JT/T 808-2013: 0x8103 to 0x8106, 0x8201, 0x8300, 0x8801 to 0x8805; bodies of
//! 2011 and 2019 are the same but for 0x8300), and, where it has no word for one, as the maker of the model does.

use super::model::Model;
use super::parameters::{self, DEFAULT_INTERVAL, EMERGENCY_INTERVAL, MAKERS_TEXT, SLEEP_INTERVAL};
use super::time;
use crate::command::{Command, CommandRefused, PhotoSize, SoundRate, WorkingMode};
use crate::media::MediaKind;
use chrono::{DateTime, Utc};

const SET_PARAMETERS: u16 = 0x8103;
const QUERY_ALL: u16 = 0x8104;
const CONTROL: u16 = 0x8105;
const QUERY_SOME: u16 = 0x8106;
const LOCATE: u16 = 0x8201;
/// Text for the terminal.
pub(super) const TEXT: u16 = 0x8300;
const TAKE_PHOTO: u16 = 0x8801;
const FIND_MEDIA: u16 = 0x8802;
const SEND_STORED: u16 = 0x8803;
const RECORD: u16 = 0x8804;
const SEND_MEDIA: u16 = 0x8805;
/// Restart (table 17).
const RESTART: u8 = 4;
/// Intervals in seconds up to this are for following a vehicle.
const CHASE: u32 = 60;
/// Reports of a terminal that is to stay awake, when its vehicle is parked, s.
const AWAKE: u32 = 60;

/// A command's message id and body.
#[derive(Debug, PartialEq)]
pub(super) struct Order {
    pub message: u16,
    pub body: Vec<u8>,
}

/// What a command is for a terminal of that model, whose headers are those of 2019 or older.
pub(super) fn order(command: &Command, model: Model, is_2019: bool) -> Result<Order, CommandRefused> {
    let order = |message, body| Ok(Order { message, body });
    match command {
        Command::Locate => order(LOCATE, Vec::new()),
        Command::ReportEvery { seconds } => {
            let seconds = within("seconds", *seconds, 1, 86_400, "from 1 to 86400")?;
            let mut items = vec![parameters::dword(DEFAULT_INTERVAL, seconds)];
            if seconds <= CHASE {
                // An alarm must not slow the terminal down while it is followed.
                items.push(parameters::dword(EMERGENCY_INTERVAL, seconds));
            }
            order(SET_PARAMETERS, list(&items))
        }
        // The standard knows how often a sleeping terminal reports, not whether it sleeps.
        Command::WorkingMode { mode } => {
            let seconds = match mode {
                WorkingMode::Continuous => AWAKE,
                WorkingMode::Wake { every_minutes } => {
                    60 * within("every_minutes", *every_minutes, 5, 10_080, "from 5 to 10080")?
                }
            };
            order(SET_PARAMETERS, list(&[parameters::dword(SLEEP_INTERVAL, seconds)]))
        }
        Command::Reboot => order(CONTROL, vec![RESTART]),
        Command::SetParameter { name, value } => {
            order(SET_PARAMETERS, list(&[parameters::item(parameters::id(name)?, value)?]))
        }
        Command::GetParameters { names } if names.is_empty() => order(QUERY_ALL, Vec::new()),
        Command::GetParameters { names } => {
            let too_many = CommandRefused::OutOfRange { field: "names", why: "at most 16" };
            let count = u8::try_from(names.len()).ok().filter(|count| *count <= 16).ok_or(too_many)?;
            let mut body = vec![count];
            for name in names {
                body.extend_from_slice(&parameters::id(name)?.to_be_bytes());
            }
            order(QUERY_SOME, body)
        }
        Command::EngineCut => order(CONTROL, cut(model, true)),
        Command::EngineRestore => order(CONTROL, cut(model, false)),
        Command::Text { text } => match model {
            // The parameter that passes texts on to these (AT commands).
            Model::Aovx | Model::Vl300 => order(SET_PARAMETERS, list(&[parameters::item(MAKERS_TEXT, text)?])),
            _ => order(TEXT, for_the_terminal(text, model, is_2019)?),
        },
        Command::TakePhoto { channel, count, interval_s, size } => {
            let channel = within("channel", (*channel).into(), 1, 255, "from 1 to 255")? as u8;
            let count = within("count", (*count).into(), 1, 10, "from 1 to 10")? as u8;
            order(TAKE_PHOTO, photo(channel, count, *interval_s, *size))
        }
        Command::FindMedia { media, channel, event, from, to } => {
            order(FIND_MEDIA, search(*media, *channel, *event, *from, *to)?)
        }
        Command::SendStoredMedia { media, channel, event, from, to, delete } => {
            let mut body = search(*media, *channel, *event, *from, *to)?;
            body.push((*delete).into());
            order(SEND_STORED, body)
        }
        Command::RecordSound { seconds, keep, rate } => {
            let seconds = within("seconds", (*seconds).into(), 1, 600, "from 1 to 600")? as u16;
            order(RECORD, record(1, seconds, *keep, *rate))
        }
        // Of a stop nothing but the first byte is heeded.
        Command::StopRecording => order(RECORD, record(0, 0, false, SoundRate::default())),
        // 0: it stays on the terminal.
        Command::SendMedia { number } => order(SEND_MEDIA, [&number.to_be_bytes()[..], &[0]].concat()),
    }
}

/// A parameter list (table 10).
fn list(items: &[Vec<u8>]) -> Vec<u8> {
    [&[items.len() as u8][..], &items.concat()].concat()
}

/// The control word for fuel or starter, which the standard leaves to makers.
fn cut(model: Model, cut: bool) -> Vec<u8> {
    match (model, cut) {
        // JT/T 808 protocol for G10LS, table 14.
        (Model::G10ls, true) => vec![0x64],
        (Model::G10ls, false) => vec![0x65],
        // Word 0x23, then an output and its state as text.
        (Model::Vl300, true) => b"#0;1".to_vec(),
        (Model::Vl300, false) => b"#0;0".to_vec(),
        (_, true) => vec![0xf0],
        (_, false) => vec![0xf1],
    }
}

/// Camera, how many, how far apart; sent at once instead of kept; size; quality from 1 (best) to 10; then brightness,
/// contrast, saturation and hue, each in the middle of its range.
fn photo(channel: u8, count: u8, interval_s: u8, size: PhotoSize) -> Vec<u8> {
    const AT_ONCE: u8 = 0;
    const QUALITY: u8 = 5;
    let size = match size {
        PhotoSize::Qvga => 1,
        PhotoSize::Vga => 2,
        PhotoSize::Svga => 3,
        PhotoSize::Xga => 4,
        PhotoSize::Qcif => 5,
        PhotoSize::Cif => 6,
        PhotoSize::HalfD1 => 7,
        PhotoSize::D1 => 8,
    };
    vec![channel, 0, count, 0, interval_s, AT_ONCE, size, QUALITY, 128, 64, 64, 128]
}

/// Sort, camera or microphone, event, first and last time: what a search (0x8802) and an order to send (0x8803) begin
/// with.
fn search(
    media: MediaKind,
    channel: u8,
    event: u8,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<u8>, CommandRefused> {
    let media = match media {
        MediaKind::Image => 0,
        MediaKind::Sound => 1,
        MediaKind::Video => 2,
        MediaKind::Other => {
            return Err(CommandRefused::OutOfRange { field: "media", why: "image, sound or video" });
        }
    };
    Ok([&[media, channel, event][..], &time::write(from), &time::write(to)].concat())
}

/// 0x8804: start (1) or stop (0), seconds (0 would be without an end), sent at once (0) or kept (1), samples a second.
fn record(start: u8, seconds: u16, keep: bool, rate: SoundRate) -> Vec<u8> {
    let rate = match rate {
        SoundRate::Khz8 => 0,
        SoundRate::Khz11 => 1,
        SoundRate::Khz23 => 2,
        SoundRate::Khz32 => 3,
    };
    let [high, low] = seconds.to_be_bytes();
    vec![start, high, low, keep.into(), rate]
}

/// Table 27 of 2013: flags, text; 2019 has the type of the text (1: a notice) between them.
fn for_the_terminal(text: &str, model: Model, is_2019: bool) -> Result<Vec<u8>, CommandRefused> {
    let why = "1 to 180 bytes in characters that GBK has";
    let fits = !text.is_empty() && text.len() <= 180;
    let gbk = parameters::in_gbk(text).filter(|_| fits).ok_or(CommandRefused::OutOfRange { field: "text", why })?;
    // Bit 0: for the terminal, at once. The G10LS's flags are fixed (its protocol, table 28).
    let flags = if model == Model::G10ls { 2 } else { 1 };
    let head: &[u8] = if is_2019 { &[flags, 1] } else { &[flags] };
    Ok([head, &gbk].concat())
}

fn within(field: &'static str, value: u32, least: u32, most: u32, why: &'static str) -> Result<u32, CommandRefused> {
    if (least..=most).contains(&value) { Ok(value) } else { Err(CommandRefused::OutOfRange { field, why }) }
}
