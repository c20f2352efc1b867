//! The writer: minicbor writes shortest forms and definite lengths; the order of keys is the caller's, and checked.

use std::convert::Infallible;

use minicbor::encode::Error;

/// Where items are written to.
pub(crate) type Writer = minicbor::Encoder<Vec<u8>>;

/// Writes one item into memory.
///
/// In debug builds what was written must pass our own strict scan.
pub(crate) fn write(items: impl FnOnce(&mut Writer) -> Result<(), Error<Infallible>>) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    items(&mut writer).expect("memory takes every byte");
    let bytes = writer.into_writer();
    debug_assert_eq!(super::scan(&bytes), Ok(()), "we write what we would read");
    bytes
}

/// Puts an item that is encoded already in its place.
pub(crate) fn raw(writer: &mut Writer, item: &[u8]) {
    writer.writer_mut().extend_from_slice(item);
}
