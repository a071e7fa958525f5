//! How much one sender may ask for: buckets that fill with each demand and empty with time.

use std::fmt;

use jiff::SignedDuration;

/// A bucket: how much fits, and how fast it empties.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Demands at once.
    pub most: f64,
    /// Demands an hour in the long run.
    pub hourly: f64,
}

/// One demand, counted against a limit for whom it comes from. Whom that is, is never printed and never kept in clear.
#[derive(Clone, PartialEq)]
pub struct Demand {
    pub limit: Limit,
    /// The kind of bucket, and whose it is.
    key: String,
}

impl Limit {
    /// The proposals begun from one network.
    pub const STARTS: Self = Self { most: 20.0, hourly: 20.0 };
    /// The mails asked for from one network.
    pub const ASKED: Self = Self { most: 20.0, hourly: 20.0 };
    /// The links to sign in asked for from one network; members of one office share it.
    pub const SIGN_INS: Self = Self { most: 30.0, hourly: 30.0 };
    /// The mails to sign in to one account that one network makes leave: a stranger who asks in the name of a member
    /// uses up their own share.
    pub const SIGN_IN_MAILS: Self = Self { most: 5.0, hourly: 5.0 };
    /// The mails to sign in to one account, whoever asks for them.
    pub const ALL_SIGN_IN_MAILS: Self = Self { most: 20.0, hourly: 20.0 };
    /// The mails to one address.
    pub const ADDRESS: Self = Self { most: 6.0, hourly: 3.0 };
    /// The mails to the addresses of one domain; many people share the large ones.
    pub const DOMAIN: Self = Self { most: 100.0, hourly: 100.0 };
    /// The mails that anybody at all can make the site send.
    pub const ALL_MAIL: Self = Self { most: 300.0, hourly: 300.0 };
    /// The mails that say that there is nothing: one a day.
    pub const NOTHING: Self = Self { most: 1.0, hourly: 1.0 / 24.0 };

    /// The same mail to the same person: once in two minutes.
    pub const SAME_MAIL: Self = Self { most: 1.0, hourly: 30.0 };

    /// What is in the bucket once one more demand is let in, where `level` was in it so long ago; none when it is full.
    #[must_use]
    pub fn after_one_more(self, level: f64, ago: SignedDuration) -> Option<f64> {
        let emptied = ago.as_secs_f64().max(0.0) / 3_600.0 * self.hourly;
        let level = (level - emptied).max(0.0) + 1.0;
        // What has almost emptied is not told from what has.
        (level <= self.most + 1e-6).then_some(level)
    }
}

impl Demand {
    #[must_use]
    pub fn new(kind: &str, whose: &str, limit: Limit) -> Self {
        Self { limit, key: format!("{kind}:{whose}") }
    }

    /// What the key of the bucket is made from.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Debug for Demand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Demand({:?})", self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_fills_and_empties() {
        let limit = Limit { most: 2.0, hourly: 1.0 };
        let none = SignedDuration::ZERO;
        assert_eq!(limit.after_one_more(0.0, none), Some(1.0));
        assert_eq!(limit.after_one_more(1.0, none), Some(2.0));
        assert_eq!(limit.after_one_more(2.0, none), None);
        assert_eq!(limit.after_one_more(2.0, SignedDuration::from_hours(1)), Some(2.0));
        assert_eq!(limit.after_one_more(2.0, SignedDuration::from_hours(9)), Some(1.0));
        // A clock that goes back empties nothing.
        assert_eq!(limit.after_one_more(2.0, SignedDuration::from_hours(-9)), None);
    }
}
