//! What a server may ask of a tracker, in one vocabulary; each protocol writes what it can say of it.

use crate::media::MediaKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A command to a tracker. What a protocol or a model cannot say is refused by its session ([`CommandRefused`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Report the position now.
    Locate,
    /// Report at an interval while awake or driving.
    ReportEvery {
        /// Seconds, 1..=86 400.
        seconds: u32,
    },
    /// How the device spends its battery.
    WorkingMode {
        /// The mode.
        mode: WorkingMode,
    },
    /// Restart the device.
    Reboot,
    /// Set one of the device's parameters.
    SetParameter {
        /// The vendor's name or number of it (`2001`, `APN`, `0x0029`), 1 to 32 printable ASCII characters.
        name: String,
        /// Its value as the vendor writes it, at most 180 bytes.
        value: String,
    },
    /// Ask for the values of parameters.
    GetParameters {
        /// Their names or numbers, at most 16; empty: all that the device will tell at once.
        names: Vec<String>,
    },
    /// Cut the fuel pump, the oil circuit or the starter. Dangerous: never sent but through the gate.
    EngineCut,
    /// End such a cut.
    EngineRestore,
    /// A text that the device's firmware interprets, as the vendor's manual has it, at most 180 bytes.
    Text {
        /// The text.
        text: String,
    },
    /// Take photos now and send them.
    TakePhoto {
        /// Which camera, as the device numbers them, from 1.
        channel: u8,
        /// How many, 1..=10.
        count: u8,
        /// Seconds from one to the next; 0: as fast as the camera can. All of them take 45 s at most.
        interval_s: u8,
        /// Pixels.
        size: PhotoSize,
    },
    /// Say which photos, sounds or videos the device itself keeps.
    FindMedia {
        /// Of what sort; not [`MediaKind::Other`].
        media: MediaKind,
        /// Of which camera or microphone; 0: of all.
        channel: u8,
        /// Why they were made, as the device's protocol numbers it ([`Media::event`](crate::media::Media::event)).
        event: u8,
        /// Made at or after, UTC, to the second.
        from: DateTime<Utc>,
        /// Made at or before.
        to: DateTime<Utc>,
    },
    /// Send one of them, and keep it.
    SendMedia {
        /// The device's own number of it.
        number: u32,
    },
    /// Send all of them that a search finds.
    SendStoredMedia {
        /// Of what sort; not [`MediaKind::Other`].
        media: MediaKind,
        /// Of which camera or microphone; 0: of all.
        channel: u8,
        /// Why they were made, as the device's protocol numbers it ([`Media::event`](crate::media::Media::event)).
        event: u8,
        /// Made at or after, UTC, to the second.
        from: DateTime<Utc>,
        /// Made at or before.
        to: DateTime<Utc>,
        /// Whether the device deletes them when it has sent them.
        delete: bool,
    },
    /// Record sound now, for a while.
    RecordSound {
        /// How long, seconds, 1..=600: never without an end, because the word that ends it may not arrive.
        seconds: u16,
        /// Keep it on the device; else it is sent.
        keep: bool,
        /// Samples a second.
        rate: SoundRate,
    },
    /// End such a recording before its time.
    StopRecording,
}

/// How finely sound is sampled, as JT/T 808 has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SoundRate {
    /// 8 kHz: speech.
    #[default]
    #[serde(rename = "8k")]
    Khz8,
    /// 11 kHz.
    #[serde(rename = "11k")]
    Khz11,
    /// 23 kHz.
    #[serde(rename = "23k")]
    Khz23,
    /// 32 kHz.
    #[serde(rename = "32k")]
    Khz32,
}

impl SoundRate {
    /// Every one.
    pub const ALL: &'static [SoundRate] = &[SoundRate::Khz8, SoundRate::Khz11, SoundRate::Khz23, SoundRate::Khz32];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            SoundRate::Khz8 => "8k",
            SoundRate::Khz11 => "11k",
            SoundRate::Khz23 => "23k",
            SoundRate::Khz32 => "32k",
        }
    }

    /// The one of a name.
    pub fn from_name(name: &str) -> Option<SoundRate> {
        SoundRate::ALL.iter().copied().find(|rate| rate.name() == name)
    }
}

/// How large a photo is, in pixels across and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PhotoSize {
    /// 176 × 144.
    #[serde(rename = "176x144")]
    Qcif,
    /// 320 × 240.
    #[serde(rename = "320x240")]
    Qvga,
    /// 352 × 288.
    #[serde(rename = "352x288")]
    Cif,
    /// 640 × 480.
    #[default]
    #[serde(rename = "640x480")]
    Vga,
    /// 704 × 288.
    #[serde(rename = "704x288")]
    HalfD1,
    /// 704 × 576.
    #[serde(rename = "704x576")]
    D1,
    /// 800 × 600.
    #[serde(rename = "800x600")]
    Svga,
    /// 1024 × 768.
    #[serde(rename = "1024x768")]
    Xga,
}

impl PhotoSize {
    /// Every one.
    pub const ALL: &'static [PhotoSize] = &[
        PhotoSize::Qcif,
        PhotoSize::Qvga,
        PhotoSize::Cif,
        PhotoSize::Vga,
        PhotoSize::HalfD1,
        PhotoSize::D1,
        PhotoSize::Svga,
        PhotoSize::Xga,
    ];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            PhotoSize::Qcif => "176x144",
            PhotoSize::Qvga => "320x240",
            PhotoSize::Cif => "352x288",
            PhotoSize::Vga => "640x480",
            PhotoSize::HalfD1 => "704x288",
            PhotoSize::D1 => "704x576",
            PhotoSize::Svga => "800x600",
            PhotoSize::Xga => "1024x768",
        }
    }

    /// The one of a name.
    pub fn from_name(name: &str) -> Option<PhotoSize> {
        PhotoSize::ALL.iter().copied().find(|size| size.name() == name)
    }
}

/// How a device spends its battery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum WorkingMode {
    /// Always on.
    Continuous,
    /// Asleep, awake now and then for one report: a long-standby tracker.
    Wake {
        /// Interval, minutes, 5..=10 080.
        every_minutes: u32,
    },
}

/// By what the answer to a command will be known: a flag or serial number that the device repeats, or nothing, where
/// a protocol answers in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ticket(pub Option<u32>);

/// What a message says about a command sent before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which.
    pub ticket: Ticket,
    /// Whether the device did it; `None` where it only answered with text (in the attribute `result`).
    pub accepted: Option<bool>,
}

/// Why a session cannot send a command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandRefused {
    /// Nobody has logged in on this session.
    #[error("the device has not said who it is")]
    NotIdentified,
    /// The protocol, or this model of it, has no such command.
    #[error("the device's protocol has no command for this")]
    Unsupported,
    /// The protocol has it, but nobody has written down how it goes in a datagram.
    #[error("the device speaks over UDP, for which its maker describes no commands: have it connect over TCP")]
    NotByDatagram,
    /// A value the protocol cannot carry.
    #[error("{field}: {why}")]
    OutOfRange {
        /// The command's field.
        field: &'static str,
        /// What would be right.
        why: &'static str,
    },
}
