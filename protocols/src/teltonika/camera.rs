//! Pictures from a camera at the device's serial port, in Codec 12 packets of type 0x0D.
//!
//! Source: Teltonika, "FM36/FMB6 camera protocol": the device announces a picture, the server asks for it piece by
//! piece. A stated size only says when to stop asking; nothing is ever reserved by it.

use super::bytes::Bytes;
use super::text;
use crate::hex::hex;
use crate::message::{Kind, Message, Value};
use bytes::{BufMut, BytesMut};

/// The most a piece may have, bytes.
const PIECE: u32 = 2048;

/// The picture that is being fetched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Camera {
    picture: u32,
    /// Bytes it has, if the device said so.
    size: Option<u32>,
}

/// What a camera packet gives.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// The piece it brought.
    pub message: Option<Message>,
    /// The piece to ask for next: picture, offset, length.
    pub ask: Option<(u32, u32, u32)>,
}

/// Takes the payload of a camera packet. `None` when it is none that we know.
pub(super) fn step(camera: &mut Option<Camera>, payload: &[u8]) -> Option<Step> {
    let mut bytes = Bytes(payload);
    match bytes.u8()? {
        0x01 => {
            let picture = bytes.u32()?;
            let size = bytes.u32();
            *camera = Some(Camera { picture, size });
            let length = size.map_or(PIECE, |size| size.min(PIECE));
            Some(Step { message: None, ask: (length > 0).then_some((picture, 0, length)) })
        }
        0x02 => {
            let picture = bytes.u32()?;
            let offset = bytes.u32()?;
            let length = bytes.u16()?;
            let data = bytes.slice(usize::from(length))?;
            let size = camera.filter(|c| c.picture == picture).and_then(|c| c.size);
            let end = offset.saturating_add(u32::from(length));
            let left = match size {
                Some(size) => size.saturating_sub(end).min(PIECE),
                // Without a size, a piece shorter than asked for is the last.
                None if u32::from(length) < PIECE => 0,
                None => PIECE,
            };
            if left == 0 {
                *camera = None;
            }
            let ask = (left > 0 && end < u32::MAX).then_some((picture, end, left));
            Some(Step { message: Some(piece(picture, offset, size, ask.is_none(), data)), ask })
        }
        _ => None,
    }
}

fn piece(picture: u32, offset: u32, size: Option<u32>, last: bool, data: &[u8]) -> Message {
    let mut attributes = vec![
        ("media".into(), Value::Text(hex(&picture.to_be_bytes()))),
        ("mediaType".into(), Value::Text("jpg".into())),
        ("offset".into(), Value::Int(i64::from(offset))),
        ("last".into(), Value::Bool(last)),
        ("data".into(), Value::Text(hex(data))),
    ];
    if let Some(size) = size {
        attributes.push(("size".into(), Value::Int(i64::from(size))));
    }
    Message { kind: Kind::Media, attributes, ..Message::default() }
}

/// Writes the request for a piece.
pub(super) fn ask((picture, offset, length): (u32, u32, u32), out: &mut BytesMut) {
    let mut payload = BytesMut::with_capacity(11);
    payload.put_u8(0x02);
    payload.put_u32(picture);
    payload.put_u32(offset);
    payload.put_u16(u16::try_from(length).unwrap_or(u16::MAX));
    text::packet(0x0c, text::CAMERA, &payload, out);
}
