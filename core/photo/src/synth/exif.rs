//! JPEGs with EXIF tags as cameras write them, for tests of dates, orientation and editing traces.

/// What to write.
#[derive(Debug, Clone, Default)]
pub struct Tags<'a> {
    /// 1–8.
    pub orientation: Option<u16>,
    /// `2021:08:30 12:00:00`.
    pub taken: Option<&'a str>,
    /// `+08:00`.
    pub offset: Option<&'a str>,
    /// Name of a program.
    pub software: Option<&'a str>,
    /// Name of a camera.
    pub make: Option<&'a str>,
}

/// Puts an EXIF segment into a JPEG.
pub fn tagged(jpeg: &[u8], tags: &Tags<'_>) -> Vec<u8> {
    let tiff = tiff(tags);
    let mut out = jpeg[..2].to_vec();
    out.extend_from_slice(&[0xFF, 0xE1]);
    out.extend_from_slice(&u16::try_from(tiff.len() + 8).expect("short texts").to_be_bytes());
    out.extend_from_slice(b"Exif\0\0");
    out.extend_from_slice(&tiff);
    out.extend_from_slice(&jpeg[2..]);
    out
}

enum Entry<'a> {
    Short(u16, u16),
    Text(u16, &'a str),
    Pointer(u16),
}

fn tiff(tags: &Tags<'_>) -> Vec<u8> {
    let mut first = Vec::new();
    first.extend(tags.make.map(|t| Entry::Text(0x010F, t)));
    first.extend(tags.orientation.map(|v| Entry::Short(0x0112, v)));
    first.extend(tags.software.map(|t| Entry::Text(0x0131, t)));
    let mut second = Vec::new();
    second.extend(tags.taken.map(|t| Entry::Text(0x9003, t)));
    second.extend(tags.offset.map(|t| Entry::Text(0x9011, t)));
    if !second.is_empty() {
        first.push(Entry::Pointer(0x8769));
    }
    let mut out = b"MM\0\x2A\0\0\0\x08".to_vec();
    directory(&mut out, &first);
    directory(&mut out, &second);
    out
}

/// Writes a directory at the end, its texts behind it; a pointer points to what follows.
fn directory(out: &mut Vec<u8>, entries: &[Entry<'_>]) {
    let start = out.len();
    let mut behind = start + 2 + entries.len() * 12 + 4;
    let texts: usize =
        entries.iter().map(|e| if let Entry::Text(_, t) = e { t.len() + 1 } else { 0 }).filter(|n| *n > 4).sum();
    let next = behind + texts;
    let mut tail = Vec::new();
    out.extend_from_slice(&(entries.len() as u16).to_be_bytes());
    for entry in entries {
        match entry {
            Entry::Short(tag, value) => {
                out.extend_from_slice(&tag.to_be_bytes());
                out.extend_from_slice(&[0, 3, 0, 0, 0, 1]);
                out.extend_from_slice(&value.to_be_bytes());
                out.extend_from_slice(&[0, 0]);
            }
            Entry::Text(tag, text) => {
                let length = text.len() + 1;
                out.extend_from_slice(&tag.to_be_bytes());
                out.extend_from_slice(&[0, 2]);
                out.extend_from_slice(&(length as u32).to_be_bytes());
                if length <= 4 {
                    let mut short = text.as_bytes().to_vec();
                    short.resize(4, 0);
                    out.extend_from_slice(&short);
                } else {
                    out.extend_from_slice(&(behind as u32).to_be_bytes());
                    behind += length;
                    tail.extend_from_slice(text.as_bytes());
                    tail.push(0);
                }
            }
            Entry::Pointer(tag) => {
                out.extend_from_slice(&tag.to_be_bytes());
                out.extend_from_slice(&[0, 4, 0, 0, 0, 1]);
                out.extend_from_slice(&(next as u32).to_be_bytes());
            }
        }
    }
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&tail);
}
