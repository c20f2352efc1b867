//! CBOR as it comes: writes what it is told, in the order that it is told, right or wrong.

use lz_credential::Signer;

#[derive(Clone, Debug, PartialEq)]
pub enum C {
    Int(i64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<C>),
    Map(Vec<(C, C)>),
    Tag(u64, Box<C>),
    Raw(Vec<u8>),
}

pub fn text(text: &str) -> C {
    C::Text(text.to_owned())
}

/// A map with integer keys.
pub fn map<const N: usize>(pairs: [(i64, C); N]) -> C {
    C::Map(pairs.into_iter().map(|(key, value)| (C::Int(key), value)).collect())
}

impl C {
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            C::Int(number @ 0..) => head(0, *number as u64, out),
            C::Int(number) => head(1, (-1 - number) as u64, out),
            C::Bytes(bytes) => {
                head(2, bytes.len() as u64, out);
                out.extend(bytes);
            }
            C::Text(text) => {
                head(3, text.len() as u64, out);
                out.extend(text.as_bytes());
            }
            C::Array(items) => {
                head(4, items.len() as u64, out);
                items.iter().for_each(|item| item.write(out));
            }
            C::Map(pairs) => {
                head(5, pairs.len() as u64, out);
                for (key, value) in pairs {
                    key.write(out);
                    value.write(out);
                }
            }
            C::Tag(number, item) => {
                head(6, *number, out);
                item.write(out);
            }
            C::Raw(bytes) => out.extend(bytes),
        }
    }

    /// The value under an integer key of a map.
    pub fn at(&mut self, key: i64) -> &mut C {
        let C::Map(pairs) = self else { panic!("not a map") };
        let found = pairs.iter_mut().find(|(k, _)| *k == C::Int(key));
        found.map(|(_, value)| value).expect("a key of this map")
    }

    /// Puts a pair in its place in a map with integer keys.
    pub fn put(&mut self, key: i64, value: C) {
        let C::Map(pairs) = self else { panic!("not a map") };
        pairs.retain(|(k, _)| *k != C::Int(key));
        pairs.push((C::Int(key), value));
        pairs.sort_by_key(|(k, _)| k.encode());
    }
}

fn head(major: u8, argument: u64, out: &mut Vec<u8>) {
    let first = major << 5;
    match argument {
        0..=23 => out.push(first | argument as u8),
        24..=0xff => out.extend([first | 24, argument as u8]),
        0x100..=0xffff => {
            out.push(first | 25);
            out.extend((argument as u16).to_be_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            out.push(first | 26);
            out.extend((argument as u32).to_be_bytes());
        }
        _ => {
            out.push(first | 27);
            out.extend(argument.to_be_bytes());
        }
    }
}

/// The message that a COSE_Sign1 signs.
pub fn signature1(header: &[u8], payload: &[u8]) -> Vec<u8> {
    let items = [text("Signature1"), C::Bytes(header.to_vec()), C::Bytes(vec![]), C::Bytes(payload.to_vec())];
    C::Array(items.into()).encode()
}

/// A COSE_Sign1 with any header, any unprotected header and any claims, well signed.
pub fn sign1(header: &C, unprotected: C, claims: &C, signer: &dyn Signer) -> C {
    let (header, claims) = (header.encode(), claims.encode());
    let signature = signer.sign(&signature1(&header, &claims)).expect("a software key").to_vec();
    C::Tag(18, Box::new(C::Array(vec![C::Bytes(header), unprotected, C::Bytes(claims), C::Bytes(signature)])))
}
