//! Cell towers and Wi-Fi access points.
//!
//! Sources: Concox GT06N communication protocol, "LBS information"; JM-VL03, "GPS location packet (4G)": bit 15 of the
//! country code says that the network code has two bytes, and 4G blocks widen area and cell.

use super::reader::Reader;
use crate::message::{Cell, Cells, Wifi};
use crate::session::DecodeError;

/// Widths of a cell's fields, bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// Two-byte network code even where bit 15 of the country code is clear.
    pub wide_network: bool,
    /// Area code.
    pub area: usize,
    /// Cell id.
    pub cell: usize,
}

impl Form {
    /// GSM: the family's first and most common form.
    pub const GSM: Form = Form { wide_network: false, area: 2, cell: 3 };
    /// With a four-byte cell id.
    pub const WIDE_CELL: Form = Form { wide_network: false, area: 2, cell: 4 };
    /// 4G.
    pub const LTE: Form = Form { wide_network: false, area: 4, cell: 8 };
    /// Kinds 0x31 and 0x32: two-byte network code, four-byte cell id.
    pub const WIDE: Form = Form { wide_network: true, area: 2, cell: 4 };
}

/// Country and network.
#[inline]
fn operator(r: &mut Reader<'_>, form: Form) -> Result<(u16, u16), DecodeError> {
    let mcc = r.u16("country code")?;
    let wide = form.wide_network || mcc & 0x8000 != 0;
    let mnc = if wide { r.u16("network code")? } else { r.u8("network code")?.into() };
    Ok((mcc & 0x7fff, mnc))
}

#[inline]
fn area_and_cell(r: &mut Reader<'_>, form: Form) -> Result<(u32, u64), DecodeError> {
    let area = if form.area == 4 { r.u32("area code")? } else { r.u16("area code")?.into() };
    let cell = match form.cell {
        8 => r.u64("cell id")?,
        4 => r.u32("cell id")?.into(),
        2 => r.u16("cell id")?.into(),
        _ => r.u24("cell id")?.into(),
    };
    Ok((area, cell))
}

/// The serving cell.
#[inline]
pub(super) fn cell(r: &mut Reader<'_>, form: Form) -> Result<Cell, DecodeError> {
    let (mcc, mnc) = operator(r, form)?;
    let (lac, cid) = area_and_cell(r, form)?;
    Ok(Cell { mcc, mnc, lac, cid, signal: None })
}

/// How long a serving cell is at the front of `r`, bytes.
pub(super) fn cell_len(r: &Reader<'_>, form: Form) -> usize {
    let wide = form.wide_network || r.rest().first().is_some_and(|high| high & 0x80 != 0);
    2 + if wide { 2 } else { 1 } + form.area + form.cell
}

/// Serving and neighbour cells with their signals, at most `slots`; unused slots are zeros.
pub(super) fn cells(r: &mut Reader<'_>, form: Form, slots: usize) -> Result<Cells, DecodeError> {
    let (mcc, mnc) = operator(r, form)?;
    let mut cells = slots_of(r, form, slots, mcc, mnc)?;
    // Area code 0 is reserved for "none" (3GPP TS 23.003, 4.1): a slot that is not filled to the end.
    cells.retain(|cell| cell.lac != 0);
    Ok(cells)
}

fn slots_of(r: &mut Reader<'_>, form: Form, slots: usize, mcc: u16, mnc: u16) -> Result<Cells, DecodeError> {
    let mut cells = Cells::new();
    for _ in 0..slots {
        if r.len() < form.area + form.cell + 1 {
            break;
        }
        let (lac, cid) = area_and_cell(r, form)?;
        let signal = Some(-i16::from(r.u8("signal")?));
        let cell = Cell { mcc, mnc, lac, cid, signal };
        // Devices repeat the serving cell to fill the slots.
        if (lac != 0 || cid != 0) && !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    Ok(cells)
}

/// A counted list of cells: Topin's (two-byte ids) and the asset trackers' of kind 0x24.
pub(super) fn counted_cells(r: &mut Reader<'_>, cell: usize, count_first: bool) -> Result<Cells, DecodeError> {
    let form = Form { wide_network: false, area: 2, cell };
    let before = if count_first { Some(r.u8("cells")?) } else { None };
    let (mcc, mnc) = operator(r, form)?;
    let count = match before {
        Some(count) => count,
        None => r.u8("cells")?,
    };
    slots_of(r, form, count.into(), mcc, mnc)
}

/// Access points: address, then signal strength without its minus sign.
pub(super) fn wifi(r: &mut Reader<'_>, count: usize) -> Result<Vec<Wifi>, DecodeError> {
    let mut points = Vec::new();
    for _ in 0..count.min(r.len() / 7) {
        points.push(Wifi { mac: r.array("address")?, signal: Some(-i16::from(r.u8("signal")?)) });
    }
    Ok(points)
}

/// Access points of kind 0xF3: signal (two bytes, zero if not measured), then address.
pub(super) fn wifi_signal_first(r: &mut Reader<'_>, count: usize) -> Result<Vec<Wifi>, DecodeError> {
    let mut points = Vec::new();
    for _ in 0..count.min(r.len() / 8) {
        let signal = r.u16("signal")? as i16;
        points.push(Wifi { mac: r.array("address")?, signal: (signal != 0).then_some(signal) });
    }
    Ok(points)
}
