//! What is kept in memory for some minutes, under the cookie of a browser: never more than a number of them.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::domain::secret::TokenHash;

/// How long something is kept.
const LASTS: SignedDuration = SignedDuration::from_mins(5);
/// How many are kept; the oldest makes room.
const MOST: usize = 4_096;

/// Things by the hash of the cookie of whom they are for.
#[derive(Debug)]
pub(super) struct Kept<T>(BTreeMap<TokenHash, (Timestamp, T)>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Kept<T> {
    pub fn keep(&mut self, ticket: TokenHash, now: Timestamp, thing: T) {
        if self.0.len() >= MOST {
            self.0.retain(|_, (at, _)| is_fresh(*at, now));
        }
        if self.0.len() >= MOST {
            let oldest = self.0.iter().min_by_key(|(_, (at, _))| *at).map(|(ticket, _)| *ticket);
            oldest.and_then(|ticket| self.0.remove(&ticket));
        }
        self.0.insert(ticket, (now, thing));
    }

    /// What is kept under `ticket`, once.
    pub fn take(&mut self, ticket: TokenHash, now: Timestamp) -> Option<T> {
        self.0.remove(&ticket).filter(|(at, _)| is_fresh(*at, now)).map(|(_, thing)| thing)
    }
}

fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < LASTS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_thing_is_taken_once_within_five_minutes() {
        let ticket = TokenHash::of(b"a");
        let mut kept = Kept::default();
        kept.keep(ticket, at(0), 'a');
        assert_eq!(kept.take(TokenHash::of(b"b"), at(1)), None);
        assert_eq!(kept.take(ticket, at(299)), Some('a'));
        assert_eq!(kept.take(ticket, at(299)), None);
        kept.keep(ticket, at(0), 'a');
        assert_eq!(kept.take(ticket, at(300)), None);
    }

    #[test]
    fn the_oldest_makes_room() {
        let ticket = |number: usize| TokenHash::of(&number.to_be_bytes());
        let mut kept = Kept::default();
        for number in 0..=MOST {
            kept.keep(ticket(number), at(i64::try_from(number).unwrap() / 100), number);
        }
        assert_eq!(kept.0.len(), MOST);
        assert_eq!(kept.take(ticket(MOST), at(60)), Some(MOST));
        let lost = (0..100).filter(|number| kept.take(ticket(*number), at(60)).is_none()).count();
        assert_eq!(lost, 1);
    }
}
