//! Print footer: the URL of the page, as text and as a QR code.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::web::Page;

/// Quiet zone around a QR code, in modules (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// URL printed on a page.
#[derive(Debug)]
pub struct PrintFooter {
    pub url: String,
    pub qr: Option<Qr>,
}

impl PrintFooter {
    /// Absolute URL of `path`, with its QR code.
    pub fn new(page: &Page, path: &str) -> Self {
        let address = page.absolute_url(path);
        Self { qr: Qr::new(&address), url: address }
    }
}

/// QR code as one SVG path; one unit is one module.
#[derive(Debug)]
pub struct Qr {
    /// Modules on a side, quiet zone included.
    pub side: usize,
    pub path: String,
}

impl Qr {
    /// QR code of `text`; `None` if it is too long.
    pub fn new(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let modules = code.to_colors();
        let mut path = String::new();
        for (y, row) in modules.chunks(width).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    let length = run.len();
                    let _ = write!(
                        path,
                        "M{} {}h{length}v1h-{length}z",
                        x + QUIET_ZONE,
                        y + QUIET_ZONE
                    );
                }
                x += run.len();
            }
        }
        Some(Self { side: width + 2 * QUIET_ZONE, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_finders_and_its_margin() {
        let qr = Qr::new("https://annuaire.example/i/62").unwrap();
        let far = qr.side - QUIET_ZONE - 7;
        for corner in ["M4 4h7v1".to_owned(), format!("M{far} 4h7v1"), format!("M4 {far}h7v1")] {
            assert!(qr.path.contains(&corner), "{corner} in {}", qr.path);
        }
        assert!(Qr::new(&"x".repeat(5_000)).is_none());
    }
}
