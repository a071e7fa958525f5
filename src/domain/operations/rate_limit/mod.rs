//! Rate limits: leaky buckets that fill with each request and drain over time.

mod quota;

use std::fmt;

use jiff::SignedDuration;

pub use quota::{BrowserId, DraftSize, Network, Quota};

/// Rate limit: capacity and drain rate of a bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimit {
    /// Capacity: requests at once.
    pub capacity: f64,
    /// Requests per hour in the long run.
    pub drain_per_hour: f64,
}

/// Storage quota of drafts whose email address is not confirmed, in kilobytes. Rate limits bound the growth per hour;
/// this bounds the total, since such a draft lasts for a month. Stored drafts may still be edited above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ceiling {
    /// Above this, only networks that started few drafts may start another one.
    pub most: u64,
    /// Kilobytes beyond `most` for those networks.
    pub reserve: u64,
}

impl Ceiling {
    /// 256 MB, which robots reach at the limits of rate in three days; and 64 MB in reserve.
    pub const DRAFTS: Self = Self { most: 262_144, reserve: 65_536 };

    /// Quota of a new draft from `network` when `stored` kilobytes are in use, made from `quota`. `None` if none may be
    /// started: above the reserve, or within it from an unknown network.
    #[must_use]
    pub fn narrow(self, quota: Quota, stored: u64, network: Option<&Network>) -> Option<Quota> {
        if stored < self.most {
            Some(quota)
        } else if stored < self.most + self.reserve {
            let rate_key =
                network?.rate_key("drafts-over-ceiling", RateLimit::DRAFTS_BEYOND_CEILING);
            Some(quota.with(&rate_key))
        } else {
            None
        }
    }
}

/// Request counted against a limit, under the key of its sender. The key is never printed, and stored only as a keyed
/// hash.
#[derive(Clone, PartialEq)]
pub struct RateKey {
    pub limit: RateLimit,
    /// Kind of bucket and its owner.
    key: String,
    /// Amount requested at once, in the unit of the limit.
    amount: f64,
}

impl RateLimit {
    /// Proposals started from one network.
    pub const STARTS: Self = Self::drain_per_hour(20.0);
    /// Mails requested from one network.
    pub const MAILS_NETWORK: Self = Self::drain_per_hour(20.0);
    /// Sign-in links requested from one network; members of one office share it.
    pub const SIGN_INS: Self = Self::drain_per_hour(30.0);
    /// Sign-in links requested from anywhere; each request is a row.
    pub const ALL_SIGN_INS: Self = Self::drain_per_hour(2_000.0);
    /// Reserve beyond the limit of the site: sign-in links for one network, and for all networks.
    pub const SIGN_IN_SHARE_NETWORK: Self = Self::daily(4.0);
    pub const SIGN_IN_SHARE: Self = Self::drain_per_hour(1_000.0);
    /// The links, and the mails, to sign in to one account asked for by a browser in which it was signed in before.
    pub const SIGN_INS_BROWSER: Self = Self::drain_per_hour(10.0);
    /// Sign-in mails to one account requested from one network: a stranger who enters a member's address uses up
    /// their own share only.
    pub const SIGN_IN_MAILS: Self = Self::drain_per_hour(5.0);
    /// Sign-in mails to one account, from anywhere.
    pub const ALL_SIGN_IN_MAILS: Self = Self::drain_per_hour(20.0);
    /// Reserve beyond that: sign-in mails to one account for one network, and for all networks.
    pub const SIGN_IN_MAILS_SHARE_NETWORK: Self = Self::daily(2.0);
    pub const SIGN_IN_MAILS_SHARE: Self = Self::drain_per_hour(20.0);
    /// Mails to one address.
    pub const ADDRESS: Self = Self { capacity: 6.0, drain_per_hour: 3.0 };
    /// Mails to the addresses of one domain; many people share the large ones.
    pub const DOMAIN: Self = Self::drain_per_hour(100.0);
    /// Mails that the public can make the site send, apart from the reserves below.
    pub const ALL_MAIL: Self = Self::drain_per_hour(300.0);
    /// Reserve of a purpose beyond the limits of address, domain and site: mails for one network, one address, one
    /// domain, and in all.
    pub const MAIL_SHARE_NETWORK: Self = Self::daily(3.0);
    pub const MAIL_SHARE_ADDRESS: Self = Self::daily(4.0);
    pub const MAIL_SHARE_DOMAIN: Self = Self::drain_per_hour(30.0);
    pub const MAIL_SHARE: Self = Self::drain_per_hour(100.0);
    /// Mails that say that nothing was found: one a day.
    pub const NOTHING: Self = Self::daily(1.0);

    /// Repetition of a mail to one person: once in two minutes.
    pub const SAME_MAIL: Self = Self { capacity: 1.0, drain_per_hour: 30.0 };

    /// Kilobytes of drafts written from one network.
    pub const DRAFTS_NETWORK: Self = Self { capacity: 2_048.0, drain_per_hour: 512.0 };
    /// Kilobytes written in one draft.
    pub const DRAFT: Self = Self { capacity: 2_048.0, drain_per_hour: 256.0 };
    /// Kilobytes of drafts written from anywhere, apart from the reserves below.
    pub const ALL_DRAFTS: Self = Self { capacity: 16_384.0, drain_per_hour: 2_048.0 };
    /// Reserve beyond that: kilobytes of drafts whose author has confirmed their address.
    pub const DRAFTS_CONFIRMED: Self = Self { capacity: 8_192.0, drain_per_hour: 2_048.0 };
    /// Reserve beyond that: kilobytes written from one network in a day, and from all networks.
    pub const DRAFTS_SHARE_NETWORK: Self = Self::daily(256.0);
    pub const DRAFTS_SHARE: Self = Self { capacity: 8_192.0, drain_per_hour: 1_024.0 };
    /// Drafts that one network begins while the [`Ceiling`] is reached.
    pub const DRAFTS_BEYOND_CEILING: Self = Self::daily(2.0);

    /// So much at once, and as much an hour.
    const fn drain_per_hour(most: f64) -> Self {
        Self { capacity: most, drain_per_hour: most }
    }

    /// So much at once, and as much a day.
    const fn daily(most: f64) -> Self {
        Self { capacity: most, drain_per_hour: most / 24.0 }
    }

    /// Bucket level after adding `amount`, if it was `level` at a time `ago`; `None` if over the limit.
    #[must_use]
    pub fn after(self, amount: f64, level: f64, ago: SignedDuration) -> Option<f64> {
        let emptied = ago.as_secs_f64().max(0.0) / 3_600.0 * self.drain_per_hour;
        let level = (level - emptied).max(0.0) + amount;
        // Tolerates rounding: an almost empty bucket counts as empty.
        (level <= self.capacity + 1e-6).then_some(level)
    }
}

impl RateKey {
    #[must_use]
    pub fn new(kind: &str, whose: &str, limit: RateLimit) -> Self {
        Self { limit, key: format!("{kind}:{whose}"), amount: 1.0 }
    }

    /// Copy of this demand with another amount.
    #[must_use]
    pub fn with_amount(self, amount: f64) -> Self {
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

impl fmt::Debug for RateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Demand({:?})", self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ceiling_keeps_a_reserve_for_networks_that_began_few() {
        let ceiling = Ceiling { most: 10, reserve: 5 };
        let network = Network::new("192.0.2".to_owned());
        let size = DraftSize { id: None, bytes: 0, confirmed: false };
        let quota = Quota::draft(Some(&network), size);
        let narrowed = |stored, network| ceiling.narrow(quota.clone(), stored, network);

        for stored in [0, 9] {
            assert_eq!(narrowed(stored, None), Some(quota.clone()), "{stored}");
        }
        for stored in [10, 14] {
            assert_eq!(narrowed(stored, None), None, "{stored}");
            let few = narrowed(stored, Some(&network)).unwrap();
            let last = few.alternatives().iter().map(|rate_keys| rate_keys.last().unwrap().limit);
            assert!(last.eq([RateLimit::DRAFTS_BEYOND_CEILING; 2]), "{stored}");
        }
        assert_eq!(narrowed(15, Some(&network)), None);
    }

    #[test]
    fn a_bucket_fills_and_drains() {
        let limit = RateLimit { capacity: 2.0, drain_per_hour: 1.0 };
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
