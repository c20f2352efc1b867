//! Portrait frames: an annex cut into QR codes so that any k of n, in any order, give it back.
//!
//! A systematic Reed–Solomon erasure code over GF(2^8): fragments below k are the data, fragment i from k on is the sum of
//! `data[j] / (i ^ j)`, a Cauchy matrix, so every k rows of it can be solved.

use sha2::{Digest, Sha256};

use crate::annex;
use crate::gf256::{add_scaled, inverse};

/// Bytes of data that a fragment holds at most.
const FRAGMENT: usize = 395;
/// Frames that an annex has at most.
const MAX_FRAMES: usize = 32;
/// Data fragments that an annex has at most: 17 × 395 ≥ 6,600.
const MAX_DATA: usize = 17;
/// Version, id, length, k, n, i.
const HEAD: usize = 14;
/// Sets that a [`Collector`] fills at a time.
const MAX_SETS: usize = 4;

/// One frame of a set, as bytes. [`crate::qr::frame_text`] makes it a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    set: SetId,
    index: u8,
    fragment: Vec<u8>,
}

/// What all frames of one annex share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SetId {
    head: [u8; 8],
    length: u16,
    data: u8,
    total: u8,
}

impl SetId {
    fn fragment_size(self) -> usize {
        usize::from(self.length).div_ceil(usize::from(self.data))
    }
}

/// Why a frame, or an annex to be framed, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Empty, or longer than an annex may be.
    #[error("no annex has this length")]
    Length,
    /// Not a frame of version 1 with numbers that fit one another.
    #[error("not a frame of this version")]
    Malformed,
    /// Enough frames came together, but the annex that they give is not the one announced. All of them were dropped.
    #[error("the frames contradict one another")]
    HashMismatch,
}

impl FrameError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Length => "frame-length",
            Self::Malformed => "frame-malformed",
            Self::HashMismatch => "frame-hash",
        }
    }
}

/// Cuts the bytes of an annex into its frames: k with data, as many again for repair, 32 at most.
pub fn split(annex: &[u8]) -> Result<Vec<Frame>, FrameError> {
    if annex.is_empty() || annex.len() > annex::MAX_BYTES {
        return Err(FrameError::Length);
    }
    let data = annex.len().div_ceil(FRAGMENT);
    let total = (2 * data).min(MAX_FRAMES);
    let mut head = [0; 8];
    head.copy_from_slice(&Sha256::digest(annex)[..8]);
    let set = SetId { head, length: annex.len() as u16, data: data as u8, total: total as u8 };
    let size = set.fragment_size();
    let mut fragments: Vec<Vec<u8>> = (0..data)
        .map(|j| {
            let mut part = annex[(j * size).min(annex.len())..((j + 1) * size).min(annex.len())].to_vec();
            part.resize(size, 0);
            part
        })
        .collect();
    for i in data..total {
        let mut repair = vec![0; size];
        for (j, part) in fragments[..data].iter().enumerate() {
            add_scaled(&mut repair, inverse((i ^ j) as u8), part);
        }
        fragments.push(repair);
    }
    Ok(fragments.into_iter().zip(0..).map(|(fragment, index)| Frame { set, index, fragment }).collect())
}

impl Frame {
    /// The bytes that stand behind `LZP1:`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend_from_slice(&self.set.head);
        bytes.extend_from_slice(&self.set.length.to_be_bytes());
        bytes.extend_from_slice(&[self.set.data, self.set.total, self.index]);
        bytes.extend_from_slice(&self.fragment);
        bytes
    }

    /// Reads one frame; every number in it must follow from the length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrameError> {
        let (head, fragment) = bytes.split_at_checked(HEAD).ok_or(FrameError::Malformed)?;
        let [1, rest @ ..] = head else { return Err(FrameError::Malformed) };
        let mut id = [0; 8];
        id.copy_from_slice(&rest[..8]);
        let set = SetId { head: id, length: u16::from_be_bytes([rest[8], rest[9]]), data: rest[10], total: rest[11] };
        let index = rest[12];
        let data = usize::from(set.length).div_ceil(FRAGMENT);
        let fits = (1..=MAX_DATA).contains(&data)
            && usize::from(set.length) <= annex::MAX_BYTES
            && usize::from(set.data) == data
            && usize::from(set.total) == (2 * data).min(MAX_FRAMES)
            && index < set.total
            && fragment.len() == set.fragment_size();
        if fits { Ok(Self { set, index, fragment: fragment.to_vec() }) } else { Err(FrameError::Malformed) }
    }

    /// The first eight bytes of the annex's hash.
    pub fn annex_id(&self) -> [u8; 8] {
        self.set.head
    }

    /// Which frame of its set this is.
    pub fn index(&self) -> u8 {
        self.index
    }
}

/// Collects frames of up to four annexes until one is whole.
///
/// A whole annex is bytes that hash to what the frames say, nothing more: show nothing of it before
/// [`crate::verify::VerifiedToken::with_annex`] has accepted it.
#[derive(Debug, Default)]
pub struct Collector {
    /// Least recently fed first.
    sets: Vec<Set>,
}

#[derive(Debug)]
struct Set {
    id: SetId,
    frames: Vec<Frame>,
}

/// How far a set has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many of the needed frames are there.
    Collecting {
        /// Distinct frames so far.
        have: u8,
        /// Frames needed.
        need: u8,
    },
    /// The bytes of the annex.
    Whole(Vec<u8>),
}

impl Collector {
    /// Takes in one frame.
    pub fn add(&mut self, frame: Frame) -> Result<Progress, FrameError> {
        let mut set = match self.sets.iter().position(|set| set.id == frame.set) {
            Some(at) => self.sets.remove(at),
            None => Set { id: frame.set, frames: Vec::new() },
        };
        let need = frame.set.data;
        if set.frames.iter().all(|known| known.index != frame.index) && set.frames.len() < usize::from(need) {
            set.frames.push(frame);
        }
        if set.frames.len() < usize::from(need) {
            let have = set.frames.len() as u8;
            self.keep(set);
            return Ok(Progress::Collecting { have, need });
        }
        let annex = solve(&set);
        if Sha256::digest(&annex)[..8] != set.id.head {
            return Err(FrameError::HashMismatch);
        }
        self.keep(set);
        Ok(Progress::Whole(annex))
    }

    fn keep(&mut self, set: Set) {
        if self.sets.len() == MAX_SETS {
            self.sets.remove(0);
        }
        self.sets.push(set);
    }
}

/// Solves the linear system that k distinct frames are, by elimination.
fn solve(set: &Set) -> Vec<u8> {
    let k = usize::from(set.id.data);
    let mut rows: Vec<(Vec<u8>, Vec<u8>)> =
        set.frames.iter().map(|frame| (coefficients(frame.index, set.id.data), frame.fragment.clone())).collect();
    for column in 0..k {
        let Some(pivot) = (column..k).find(|row| rows[*row].0[column] != 0) else {
            return Vec::new(); // cannot be: every k rows of [identity; Cauchy] are independent
        };
        rows.swap(column, pivot);
        let (coefficients, fragment) = scaled(&rows[column], inverse(rows[column].0[column]));
        for (row, other) in rows.iter_mut().enumerate().filter(|(row, other)| *row != column && other.0[column] != 0) {
            debug_assert_ne!(row, column);
            let factor = other.0[column];
            add_scaled(&mut other.0, factor, &coefficients);
            add_scaled(&mut other.1, factor, &fragment);
        }
        rows[column] = (coefficients, fragment);
    }
    let mut annex: Vec<u8> = rows.into_iter().flat_map(|(_, fragment)| fragment).collect();
    annex.truncate(usize::from(set.id.length));
    annex
}

fn coefficients(index: u8, data: u8) -> Vec<u8> {
    (0..data)
        .map(|j| match index < data {
            true => u8::from(index == j),
            false => inverse(index ^ j),
        })
        .collect()
}

fn scaled(row: &(Vec<u8>, Vec<u8>), factor: u8) -> (Vec<u8>, Vec<u8>) {
    let scale = |from: &[u8]| {
        let mut into = vec![0; from.len()];
        add_scaled(&mut into, factor, from);
        into
    };
    (scale(&row.0), scale(&row.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    proptest! {
        #[test]
        fn any_k_of_n_frames_give_the_annex_back(
            (annex, chosen) in (1usize..=annex::MAX_BYTES).prop_flat_map(|length| {
                let k = length.div_ceil(FRAGMENT);
                let all: Vec<usize> = (0..(2 * k).min(MAX_FRAMES)).collect();
                (proptest::collection::vec(any::<u8>(), length), subsequence(all, k).prop_shuffle())
            })
        ) {
            let frames = split(&annex).expect("an annex of allowed length");
            let mut collector = Collector::default();
            let mut last = Progress::Collecting { have: 0, need: 0 };
            for index in chosen {
                let read = Frame::from_bytes(&frames[index].to_bytes()).expect("our own frame");
                last = collector.add(read).expect("frames of one annex");
            }
            prop_assert_eq!(last, Progress::Whole(annex));
        }

        #[test]
        fn any_bytes_are_answered_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..420)) {
            if let Ok(frame) = Frame::from_bytes(&bytes) {
                let _ = Collector::default().add(frame);
            }
        }
    }

    #[test]
    fn a_forged_frame_makes_the_whole_set_drop_and_it_can_be_collected_anew() {
        let annex = vec![7; 900];
        let frames = split(&annex).expect("short annex");
        let mut forged = frames[0].clone();
        forged.fragment[3] ^= 1;
        let mut collector = Collector::default();
        collector.add(forged).expect("one frame proves nothing yet");
        collector.add(frames[1].clone()).expect("two of three");
        assert_eq!(collector.add(frames[2].clone()), Err(FrameError::HashMismatch));
        collector.add(frames[0].clone()).expect("collected anew");
        collector.add(frames[1].clone()).expect("collected anew");
        assert_eq!(collector.add(frames[2].clone()), Ok(Progress::Whole(annex)));
    }

    #[test]
    fn at_most_four_sets_are_kept() {
        let mut collector = Collector::default();
        for fill in 0..9u8 {
            let frames = split(&[fill; 900]).expect("short annex");
            collector.add(frames[0].clone()).expect("first frame");
        }
        assert_eq!(collector.sets.len(), MAX_SETS);
    }
}
