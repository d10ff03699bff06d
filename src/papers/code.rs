//! QR codes (ISO/IEC 18004) as rows of dark and light squares.

use super::document::PaperError;
use qrcode::{Color, EcLevel, QrCode};

/// Longest text of a code, bytes: more makes the squares too small for a telephone and paper.
const LONGEST: usize = 500;

/// The squares of a text, without the light border that the paper gives.
///
/// Errors are corrected up to 15 % (level M): letters are folded and carried.
pub(super) fn squares(text: &str) -> Result<Vec<Vec<bool>>, PaperError> {
    if text.is_empty() || text.len() > LONGEST {
        return Err(PaperError::Code { bytes: text.len(), most: LONGEST });
    }
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| PaperError::Code { bytes: text.len(), most: LONGEST })?;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    Ok(dark.chunks(code.width()).map(<[bool]>::to_vec).collect())
}
