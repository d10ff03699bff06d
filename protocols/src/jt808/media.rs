//! Photos, sound and video. JT/T 808-2013, tables 80 (0x0800, announced) and 81 (0x0801, the data behind the location
//! where it was taken; 2011, and makers after it, have no location).

use super::attributes::Note;
use super::cursor::Cursor;
use super::location;
use super::model::Model;
use super::time::Calendar;
use crate::media::{Media, MediaFormat, MediaKind};
use crate::message::{Kind, Message};
use crate::session::DecodeError;
use bytes::Bytes;

/// The message that brings one.
pub(super) const MEDIA: u16 = 0x0801;

/// 0x0800 into an empty message.
pub(super) fn announced(body: &[u8], out: &mut Message) -> Option<()> {
    out.kind = Kind::Media;
    Media::head(&mut Cursor::new(body), out).map(drop)
}

/// Id of the medium, for the answer, and the message with it and the place where it was made. The medium is a piece of
/// the body.
pub(super) fn data(message: u16, body: &Bytes, refuse: &mut dyn FnMut(DecodeError)) -> Option<(u32, Message)> {
    let mut at = Cursor::new(body);
    let mut out = Message { kind: Kind::Media, ..Message::default() };
    let mut media = Media::head(&mut at, &mut out)?;
    let mut behind = at;
    let mut place = Message::default();
    if MediaFormat::of_bytes(at.rest()).is_none()
        && let Some(taken) = behind.take(location::LENGTH)
        && location::read(message, taken, Model::Common, &mut Calendar::default(), &mut place, refuse).is_ok()
        // Of a file that nobody knows the first bytes are no time.
        && (place.device_time.is_some() || MediaFormat::of_bytes(behind.rest()).is_some())
    {
        // Alarms of the moment were raised by its own report.
        (out.fix, out.device_time) = (place.fix, place.device_time);
        at = behind;
    }
    media.format = MediaFormat::of_bytes(at.rest()).unwrap_or(media.format);
    media.bytes = body.slice(body.len() - at.len()..);
    out.int("mediaBytes", at.len() as i64);
    let id = media.id;
    out.media = Some(Box::new(media));
    Some((id, out))
}

/// The same as a terminal writes it. What the standard has no number for has one that it leaves to makers.
pub(super) fn head(media: &Media) -> [u8; 8] {
    let [a, b, c, d] = media.id.to_be_bytes();
    let kind = match media.kind {
        MediaKind::Image => 0,
        MediaKind::Sound => 1,
        MediaKind::Video => 2,
        MediaKind::Other => 3,
    };
    let format = match media.format {
        MediaFormat::Jpeg => 0,
        MediaFormat::Tiff => 1,
        MediaFormat::Mp3 => 2,
        MediaFormat::Wav => 3,
        MediaFormat::Wmv => 4,
        MediaFormat::Amr | MediaFormat::Mp4 | MediaFormat::Other => 5,
    };
    [a, b, c, d, kind, format, media.event, media.channel]
}

impl Media {
    /// Number, type, format, event and channel, also as extras.
    fn head(at: &mut Cursor, out: &mut Message) -> Option<Self> {
        let id = at.u32()?;
        let (kind, name) = match at.u8()? {
            0 => (MediaKind::Image, "image"),
            1 => (MediaKind::Sound, "sound"),
            2 => (MediaKind::Video, "video"),
            _ => (MediaKind::Other, "other"),
        };
        let [format, event, channel] = at.array()?;
        out.int("mediaId", id);
        out.text("mediaType", name);
        for (name, value) in [("mediaFormat", format), ("mediaEvent", event), ("mediaChannel", channel)] {
            out.int(name, value);
        }
        let format = match format {
            0 => MediaFormat::Jpeg,
            1 => MediaFormat::Tiff,
            2 => MediaFormat::Mp3,
            3 => MediaFormat::Wav,
            4 => MediaFormat::Wmv,
            _ => MediaFormat::Other,
        };
        Some(Media { id, kind, format, event, channel, bytes: Bytes::new() })
    }
}
