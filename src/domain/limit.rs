//! Rate limits: leaky buckets that fill with each request and drain over time.

mod quota;

use std::fmt;

use jiff::SignedDuration;

pub use quota::{DraftSize, Network, Quota};

/// Rate limit: capacity and drain rate of a bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Capacity: requests at once.
    pub most: f64,
    /// Requests per hour in the long run.
    pub hourly: f64,
}

/// Request counted against a limit, under the key of its sender. The key is never printed, and stored only as a keyed
/// hash.
#[derive(Clone, PartialEq)]
pub struct Demand {
    pub limit: Limit,
    /// Kind of bucket and its owner.
    key: String,
    /// Amount requested at once, in the unit of the limit.
    amount: f64,
}

impl Limit {
    /// Proposals started from one network.
    pub const STARTS: Self = Self { most: 20.0, hourly: 20.0 };
    /// Mails requested from one network.
    pub const ASKED: Self = Self { most: 20.0, hourly: 20.0 };
    /// Sign-in links requested from one network; members of one office share it.
    pub const SIGN_INS: Self = Self { most: 30.0, hourly: 30.0 };
    /// Sign-in links requested from anywhere; each request is a row.
    pub const ALL_SIGN_INS: Self = Self { most: 2_000.0, hourly: 2_000.0 };
    /// Reserve beyond the limit of the site: sign-in links for one network, and for all networks.
    pub const SIGN_IN_SHARE_NETWORK: Self = Self { most: 4.0, hourly: 4.0 / 24.0 };
    pub const SIGN_IN_SHARE: Self = Self { most: 1_000.0, hourly: 1_000.0 };
    /// Sign-in links, and sign-in mails, to one account requested from browsers in which it was signed in before.
    pub const SIGN_INS_BROWSER: Self = Self { most: 10.0, hourly: 10.0 };
    /// Sign-in mails to one account requested from one network: a stranger who enters a member's address uses up
    /// their own share only.
    pub const SIGN_IN_MAILS: Self = Self { most: 5.0, hourly: 5.0 };
    /// Sign-in mails to one account, from anywhere.
    pub const ALL_SIGN_IN_MAILS: Self = Self { most: 20.0, hourly: 20.0 };
    /// Reserve beyond that: sign-in mails to one account for one network, and for all networks.
    pub const SIGN_IN_MAILS_SHARE_NETWORK: Self = Self { most: 2.0, hourly: 2.0 / 24.0 };
    pub const SIGN_IN_MAILS_SHARE: Self = Self { most: 20.0, hourly: 20.0 };
    /// Mails to one address.
    pub const ADDRESS: Self = Self { most: 6.0, hourly: 3.0 };
    /// Mails to the addresses of one domain; many people share the large ones.
    pub const DOMAIN: Self = Self { most: 100.0, hourly: 100.0 };
    /// Mails that the public can make the site send, apart from the reserves below.
    pub const ALL_MAIL: Self = Self { most: 300.0, hourly: 300.0 };
    /// Reserve of a purpose beyond the limits of address, domain and site: mails for one network, one address, one
    /// domain, and in all.
    pub const MAIL_SHARE_NETWORK: Self = Self { most: 3.0, hourly: 3.0 / 24.0 };
    pub const MAIL_SHARE_ADDRESS: Self = Self { most: 4.0, hourly: 4.0 / 24.0 };
    pub const MAIL_SHARE_DOMAIN: Self = Self { most: 30.0, hourly: 30.0 };
    pub const MAIL_SHARE: Self = Self { most: 100.0, hourly: 100.0 };
    /// Mails that say that nothing was found: one a day.
    pub const NOTHING: Self = Self { most: 1.0, hourly: 1.0 / 24.0 };

    /// Repetition of a mail to one person: once in two minutes.
    pub const SAME_MAIL: Self = Self { most: 1.0, hourly: 30.0 };

    /// Kilobytes of drafts written from one network.
    pub const DRAFTS_NETWORK: Self = Self { most: 2_048.0, hourly: 512.0 };
    /// Kilobytes written in one draft.
    pub const DRAFT: Self = Self { most: 2_048.0, hourly: 256.0 };
    /// Kilobytes of drafts written from anywhere, apart from the reserves below.
    pub const ALL_DRAFTS: Self = Self { most: 16_384.0, hourly: 2_048.0 };
    /// Reserve beyond that: kilobytes of drafts whose author has confirmed their address.
    pub const DRAFTS_CONFIRMED: Self = Self { most: 8_192.0, hourly: 2_048.0 };
    /// Reserve beyond that: kilobytes written from one network in a day, and from all networks.
    pub const DRAFTS_SHARE_NETWORK: Self = Self { most: 256.0, hourly: 256.0 / 24.0 };
    pub const DRAFTS_SHARE: Self = Self { most: 8_192.0, hourly: 1_024.0 };

    /// Bucket level after adding `amount`, if it was `level` at a time `ago`; `None` if over the limit.
    #[must_use]
    pub fn after(self, amount: f64, level: f64, ago: SignedDuration) -> Option<f64> {
        let emptied = ago.as_secs_f64().max(0.0) / 3_600.0 * self.hourly;
        let level = (level - emptied).max(0.0) + amount;
        // Tolerates rounding: an almost empty bucket counts as empty.
        (level <= self.most + 1e-6).then_some(level)
    }
}

impl Demand {
    #[must_use]
    pub fn new(kind: &str, whose: &str, limit: Limit) -> Self {
        Self { limit, key: format!("{kind}:{whose}"), amount: 1.0 }
    }

    /// Copy of this demand with another amount.
    #[must_use]
    pub fn of(self, amount: f64) -> Self {
        Self { amount, ..self }
    }

    /// Bucket level once this demand is let in; `None` if over the limit.
    #[must_use]
    pub fn after(&self, level: f64, ago: SignedDuration) -> Option<f64> {
        self.limit.after(self.amount, level, ago)
    }

    /// Text that the keyed hash of the bucket is computed from.
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
        assert_eq!(limit.after(1.0, 0.0, none), Some(1.0));
        assert_eq!(limit.after(1.0, 1.0, none), Some(2.0));
        assert_eq!(limit.after(1.0, 2.0, none), None);
        assert_eq!(limit.after(1.0, 2.0, SignedDuration::from_hours(1)), Some(2.0));
        assert_eq!(limit.after(1.0, 2.0, SignedDuration::from_hours(9)), Some(1.0));
        // A clock that goes back drains nothing.
        assert_eq!(limit.after(1.0, 2.0, SignedDuration::from_hours(-9)), None);
        // A large amount fills the bucket as several demands do.
        assert_eq!(limit.after(2.0, 0.0, none), Some(2.0));
        assert_eq!(limit.after(2.5, 0.0, none), None);
    }
}
