//! Registration and authentication. JT/T 808-2013, tables 6 to 8; JT/T 808-2019, tables 9 to 11.

use super::attributes::Note;
use super::cursor::Cursor;
use super::header::Header;
use super::text::gbk;
use crate::hex::hex;
use crate::message::{Message, Text};
use crate::session::{AuthCode, BadDeviceId};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The code that the terminal gets at its registration and must present at every authentication.
pub(super) fn code(how: &AuthCode, header: &Header) -> Result<Text, BadDeviceId> {
    match how {
        AuthCode::Echo => Ok(header.peer.terminal.number()),
        AuthCode::Keyed(key) => {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
            mac.update(header.peer.terminal.device()?.as_str().as_bytes());
            Ok(hex(&mac.finalize().into_bytes()[..8]))
        }
    }
}

/// Whether the code of an authentication body is the right one; any is where codes are echoed.
pub(super) fn is_authentic(how: &AuthCode, header: &Header, body: &[u8]) -> Result<bool, BadDeviceId> {
    if *how == AuthCode::Echo {
        return Ok(true);
    }
    let expected = code(how, header)?;
    let presented = presented(header, body).map(trim).unwrap_or_default();
    // In constant time: how far a guess agrees must not show.
    Ok(presented.len() == expected.len()
        && presented.iter().zip(expected.as_bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0)
}

/// 2013: the whole body; 2019: a length, the code, then IMEI and software version.
fn presented<'a>(header: &Header, body: &'a [u8]) -> Option<&'a [u8]> {
    if header.peer.version.is_none() {
        return Some(body);
    }
    let mut at = Cursor::new(body);
    let length = usize::from(at.u8()?);
    at.take(length)
}

fn trim(code: &[u8]) -> &[u8] {
    let end = code.iter().position(|&b| b == 0).unwrap_or(code.len());
    code[..end].trim_ascii()
}

/// What a registration tells. Makers' bodies vary; what is missing is left out.
pub(super) fn registration(header: &Header, body: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(body);
    // Lengths of maker, model and terminal id.
    let [maker, model, terminal] = match header.peer.version {
        Some(_) => [11, 30, 30],
        None if is_of_2011(body) => [5, 8, 7],
        None => [5, 20, 7],
    };
    let (province, city) = (at.u16()?, at.u16()?);
    out.int("province", province);
    out.int("city", city);
    out.ascii("manufacturer", at.take(maker)?);
    out.ascii("model", at.take(model)?);
    out.ascii("terminalId", at.take(terminal)?);
    out.int("plateColor", at.u8()?);
    out.text("plate", gbk(at.rest()));
    Some(())
}

/// Frames of 2011 and 2013 have one header. The model has 8 bytes in 2011 and 20 from 2013 on; where the plate's colour
/// is (a number up to 9, JT/T 415-2006) tells a body with a long plate from one with a long model.
fn is_of_2011(body: &[u8]) -> bool {
    const COLOUR_2011: usize = 24;
    const COLOUR_2013: usize = 36;
    let is_colour = |at: usize| body.get(at).is_some_and(|&colour| colour <= 9);
    body.len() <= COLOUR_2013 || (!is_colour(COLOUR_2013) && is_colour(COLOUR_2011))
}

/// What an authentication tells: from 2019 on the IMEI and the software version.
pub(super) fn authentication(header: &Header, body: &[u8], out: &mut Message) {
    if header.peer.version.is_some() {
        let mut at = Cursor::new(body);
        let behind = at.u8().and_then(|length| at.skip(usize::from(length))).and_then(|()| at.take(15));
        if let Some(imei) = behind {
            out.ascii("imei", imei);
            out.ascii("versionFw", at.rest());
        }
    }
}
