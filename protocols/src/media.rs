//! Photos, sound and video that trackers send: whole, and as they came.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// A photo, sound or video, whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Media {
    /// The device's own number for it.
    pub id: u32,
    /// What it is.
    pub kind: MediaKind,
    /// How it is written.
    pub format: MediaFormat,
    /// Why it was made, as the device's protocol numbers it (JT/T 808: 0 asked for, 1 timed, 2 robbery alarm,
    /// 3 collision or rollover).
    pub event: u8,
    /// Camera or microphone, as the device numbers it.
    pub channel: u8,
    /// The file.
    pub bytes: Bytes,
}

/// What a medium is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A photo.
    Image,
    /// Sound.
    Sound,
    /// A film.
    Video,
    /// Something else.
    Other,
}

/// How a medium is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaFormat {
    /// JPEG.
    Jpeg,
    /// TIFF.
    Tiff,
    /// MP3.
    Mp3,
    /// WAV.
    Wav,
    /// Windows Media.
    Wmv,
    /// Adaptive multi-rate sound.
    Amr,
    /// MPEG-4.
    Mp4,
    /// Not known.
    Other,
}

impl MediaKind {
    /// Every one.
    pub const ALL: &'static [MediaKind] = &[MediaKind::Image, MediaKind::Sound, MediaKind::Video, MediaKind::Other];

    /// Its name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            MediaKind::Image => "image",
            MediaKind::Sound => "sound",
            MediaKind::Video => "video",
            MediaKind::Other => "other",
        }
    }
}

impl MediaFormat {
    /// Every one.
    pub const ALL: &'static [MediaFormat] = &[
        MediaFormat::Jpeg,
        MediaFormat::Tiff,
        MediaFormat::Mp3,
        MediaFormat::Wav,
        MediaFormat::Wmv,
        MediaFormat::Amr,
        MediaFormat::Mp4,
        MediaFormat::Other,
    ];

    /// Its name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            MediaFormat::Jpeg => "jpeg",
            MediaFormat::Tiff => "tiff",
            MediaFormat::Mp3 => "mp3",
            MediaFormat::Wav => "wav",
            MediaFormat::Wmv => "wmv",
            MediaFormat::Amr => "amr",
            MediaFormat::Mp4 => "mp4",
            MediaFormat::Other => "other",
        }
    }

    /// The one of a name.
    pub fn from_name(name: &str) -> Option<MediaFormat> {
        MediaFormat::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// What the file's first bytes say it is, whatever the device calls it.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        Some(match bytes {
            [0xff, 0xd8, ..] => MediaFormat::Jpeg,
            [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => MediaFormat::Tiff,
            [b'I', b'D', b'3', ..] => MediaFormat::Mp3,
            [b'R', b'I', b'F', b'F', ..] => MediaFormat::Wav,
            [0x30, 0x26, 0xb2, 0x75, ..] => MediaFormat::Wmv,
            [b'#', b'!', b'A', b'M', b'R', ..] => MediaFormat::Amr,
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => MediaFormat::Mp4,
            _ => return None,
        })
    }

    /// The usual extension of such a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            MediaFormat::Jpeg => "jpg",
            MediaFormat::Tiff => "tif",
            MediaFormat::Mp3 => "mp3",
            MediaFormat::Wav => "wav",
            MediaFormat::Wmv => "wmv",
            MediaFormat::Amr => "amr",
            MediaFormat::Mp4 => "mp4",
            MediaFormat::Other => "bin",
        }
    }

    /// Its media type.
    pub fn content_type(self) -> &'static str {
        match self {
            MediaFormat::Jpeg => "image/jpeg",
            MediaFormat::Tiff => "image/tiff",
            MediaFormat::Mp3 => "audio/mpeg",
            MediaFormat::Wav => "audio/wav",
            MediaFormat::Wmv => "video/x-ms-wmv",
            MediaFormat::Amr => "audio/amr",
            MediaFormat::Mp4 => "video/mp4",
            MediaFormat::Other => "application/octet-stream",
        }
    }
}

impl std::fmt::Debug for Media {
    /// Without the file, of which logs have no use.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Media { id, kind, format, event, channel, bytes } = self;
        write!(f, "Media {{ {id}, {kind:?}, {format:?}, event {event}, channel {channel}, {} bytes }}", bytes.len())
    }
}
