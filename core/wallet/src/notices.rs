//! Notices: each exactly once, whatever arrives twice or out of order (R34).

use lz_api::me::Notice;

use crate::state::LetterKept;

/// Takes new notices into the letters that are kept, oldest first, at most `most`.
pub(crate) fn take_in(letters: &mut Vec<LetterKept>, notices: Vec<Notice>, most: usize) {
    for notice in notices {
        if letters.iter().all(|letter| letter.notice.number != notice.number) {
            letters.push(LetterKept { notice, was_read: false });
        }
    }
    letters.sort_by_key(|letter| letter.notice.number);
    let over = letters.len().saturating_sub(most);
    letters.drain(..over);
}

#[cfg(test)]
mod tests {
    use super::*;
    use lz_api::me::NoticeKind;

    fn notice(number: u64) -> Notice {
        Notice { number, at: 0, kind: NoticeKind::Issued, rules: Vec::new(), value: None }
    }

    // R34
    #[test]
    fn a_notice_that_arrives_twice_or_late_stands_in_the_inbox_once_and_in_order() {
        let mut letters = Vec::new();
        take_in(&mut letters, vec![notice(2), notice(1)], 9);
        letters[1].was_read = true;
        take_in(&mut letters, vec![notice(2), notice(3), notice(1)], 9);
        let seen: Vec<_> = letters.iter().map(|letter| (letter.notice.number, letter.was_read)).collect();
        assert_eq!(seen, [(1, false), (2, true), (3, false)]);
        take_in(&mut letters, vec![notice(4)], 2);
        assert_eq!(letters.iter().map(|letter| letter.notice.number).collect::<Vec<_>>(), [3, 4]);
    }
}
