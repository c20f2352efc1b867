//! How large presentations are, and which code they need: the inputs are those that the wire format names.
//!
//! What the next frame costs is measured beside the pages (`core/render/benches`).

use lz_credential::qr;
use lz_license::Day;

use crate::measure::{Peer, Table};
use crate::world::Phone;

/// Name of a status list with the 26 bytes of the typical case, and with the 32 of the worst.
const LIST: &str = "https://s.liangzheng/32/01";
const LONG_LIST: &str = "https://status.liangzheng/32/001";

/// The typical license of the wire format's table of sizes.
pub(crate) fn typical() -> Phone {
    Phone::with(|phone| {
        phone.uri = LIST;
        phone.license.version = 100_001;
        phone.license.next_due = Day::from_ymd(20_270_826).ok();
        phone.license.conditions = Some(2);
        phone.sequence = 100_001;
    })
}

/// The worst one that is realistic: a name of 60 bytes, eight classes, a hardware key, an answer to a challenge.
pub(crate) fn worst() -> Phone {
    let mut phone = typical();
    phone.uri = LONG_LIST;
    phone.license.name = "欧".repeat(20);
    phone.license.classes = "A1A2A3B1B2C1DM".parse().expect("classes of the table");
    phone.license.status = "AHI".parse().expect("codes of the table");
    phone.hardware = true;
    phone.audience = "police";
    phone.cnonce = Some([0xA5; 16]);
    phone.sequence = u32::MAX;
    phone
}

fn version(phone: &Phone) -> f64 {
    f64::from(lz_render::qr::modules(&phone.text()).expect("fits a code").version())
}

/// Fills in the rows.
pub(crate) fn measure(table: &mut Table) {
    assert_eq!((LIST.len(), LONG_LIST.len()), (26, 32), "the inputs are those of the table of sizes");
    let bytes = typical().presentation().len() as f64;
    table.row("present.bytes", bytes, "B", 502.0, Some(Peer { name: "an ISO mdoc, published size", value: 3_685.0 }));
    table.row("present.version", version(&typical()), "", 15.0, None);
    table.row("present.worst", version(&worst()), "", 18.0, None);
    assert!(qr::presentation_text(&worst().presentation()).len() <= 1_046);
}
