//! Quotas: alternatives of rate limits, the common ones first, then reserves that others cannot use up.

use std::fmt;

use super::{RateKey, RateLimit};
use crate::domain::directory::Email;
use crate::domain::operations::mail::Purpose;
use crate::domain::proposal::ProposalId;

/// Network prefix of a client. It is never printed, and only its keyed hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Network(String);

/// Alternatives, in order: the first whose rate keys are all within their limits is counted. An empty list means no
/// limit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quota(Vec<Vec<RateKey>>);

/// Size of a write to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftSize {
    /// None for a new draft: a row, a link and their index entries.
    pub id: Option<ProposalId>,
    /// Bytes of its text that are written; none when it is only moved, or opened again.
    pub bytes: usize,
    /// True if its email address is confirmed.
    pub confirmed: bool,
}

impl Network {
    #[must_use]
    pub const fn new(prefix: String) -> Self {
        Self(prefix)
    }

    /// Rate key of this network.
    #[must_use]
    pub fn rate_key(&self, kind: &str, limit: RateLimit) -> RateKey {
        RateKey::new(kind, &self.0, limit)
    }
}

/// A browser in which an account was signed in, by a random number: each has limits of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BrowserId([u8; BrowserId::BYTES]);

impl BrowserId {
    pub const BYTES: usize = 16;

    #[must_use]
    pub const fn new(random: [u8; Self::BYTES]) -> Self {
        Self(random)
    }

    fn rate_key(self, kind: &str) -> RateKey {
        let number = u128::from_be_bytes(self.0);
        RateKey::new(kind, &format!("{number:032x}"), RateLimit::SIGN_INS_BROWSER)
    }
}

impl fmt::Debug for BrowserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BrowserId")
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Network")
    }
}

impl DraftSize {
    /// Size in kilobytes, with the overhead of the row.
    #[must_use]
    pub fn kilobytes(self) -> f64 {
        let row = if self.id.is_some() { 1 } else { 2 };
        u32::try_from(row + self.bytes / 1_024).map_or(f64::MAX, f64::from)
    }
}

impl Quota {
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<RateKey>] {
        &self.0
    }

    /// The same alternatives, each with `rate_key` besides.
    #[must_use]
    pub fn with(mut self, rate_key: &RateKey) -> Self {
        for rate_keys in &mut self.0 {
            rate_keys.push(rate_key.clone());
        }
        self
    }

    /// For writing a draft, moving it or opening it again. Once the limit of the site is reached, drafts with a
    /// confirmed address and networks that wrote little go on.
    #[must_use]
    pub fn draft(network: Option<&Network>, size: DraftSize) -> Self {
        let of_network = network.map(|it| it.rate_key("drafts-net", RateLimit::DRAFTS_NETWORK));
        let of_draft = size.id.map(|id| RateKey::new("draft", &id.to_string(), RateLimit::DRAFT));
        let own: Vec<RateKey> = of_network.into_iter().chain(of_draft).collect();
        let mut shared = vec![vec![RateKey::new("drafts-all", "", RateLimit::ALL_DRAFTS)]];
        let of_confirmed = RateKey::new("drafts-confirmed", "", RateLimit::DRAFTS_CONFIRMED);
        shared.extend(size.confirmed.then(|| vec![of_confirmed]));
        shared.extend(network.map(|it| {
            vec![
                it.rate_key("drafts-share-net", RateLimit::DRAFTS_SHARE_NETWORK),
                RateKey::new("drafts-share", "", RateLimit::DRAFTS_SHARE),
            ]
        }));
        let amount = size.kilobytes();
        let all = |shared: Vec<RateKey>| {
            own.iter().cloned().chain(shared).map(|it| it.with_amount(amount)).collect()
        };
        Self(shared.into_iter().map(all).collect())
    }

    /// Quota for a mail to a non-member. Beyond the limit of the address, the domain or the site, each purpose has a
    /// reserve for networks and addresses that asked for little. If the network is unknown, the limit of the address
    /// applies to the reserve too.
    #[must_use]
    pub fn mail(purpose: Purpose, network: Option<&Network>, to: &Email) -> Self {
        let address = to.as_str();
        let domain = address.rsplit('@').next().unwrap_or_default();
        let of_network = network.map(|it| it.rate_key("mail-net", RateLimit::MAILS_NETWORK));
        let of_address = RateKey::new("mail", address, RateLimit::ADDRESS);
        let rest = network.map(|it| it.rate_key("mail-share-net", RateLimit::MAIL_SHARE_NETWORK));
        let share = [
            rest.unwrap_or_else(|| of_address.clone()),
            RateKey::new("mail-share-address", address, RateLimit::MAIL_SHARE_ADDRESS),
            RateKey::new("mail-share-domain", domain, RateLimit::MAIL_SHARE_DOMAIN),
            RateKey::new("mail-share", purpose.as_str(), RateLimit::MAIL_SHARE),
        ];
        let common = [
            of_address,
            RateKey::new("mail-domain", domain, RateLimit::DOMAIN),
            RateKey::new("mail-all", "", RateLimit::ALL_MAIL),
        ];
        Self(vec![
            of_network.clone().into_iter().chain(common).collect(),
            of_network.into_iter().chain(share).collect(),
        ])
    }

    /// For a request to sign in by mail; `browser` is that of a browser in which the account of the address was
    /// signed in.
    #[must_use]
    pub fn sign_in(network: Option<&Network>, browser: Option<BrowserId>) -> Self {
        let of_network = network.map(|network| OfNetwork {
            own: network.rate_key("sign-in", RateLimit::SIGN_INS),
            rest: network.rate_key("sign-in-share-net", RateLimit::SIGN_IN_SHARE_NETWORK),
        });
        let all = RateKey::new("sign-in-all", "", RateLimit::ALL_SIGN_INS);
        let browser = browser.map(|it| it.rate_key("sign-in-browser"));
        let share = RateKey::new("sign-in-share", "", RateLimit::SIGN_IN_SHARE);
        Self::signing_in(of_network, all, browser, share)
    }

    /// For a mail to sign in to the account of `email`. Requests of strangers use up neither the share of a browser in
    /// which it was signed in, nor that of another network.
    #[must_use]
    pub fn sign_in_mail(
        network: Option<&Network>,
        email: &Email,
        browser: Option<BrowserId>,
    ) -> Self {
        let address = email.as_str();
        let of_network = network.map(|network| OfNetwork {
            own: network.rate_key(&format!("sign-in-mail:{address}"), RateLimit::SIGN_IN_MAILS),
            rest: network.rate_key(
                &format!("sign-in-mail-share:{address}"),
                RateLimit::SIGN_IN_MAILS_SHARE_NETWORK,
            ),
        });
        let all = RateKey::new("sign-in-mails", address, RateLimit::ALL_SIGN_IN_MAILS);
        let browser = browser.map(|it| it.rate_key("sign-in-mails-browser"));
        let share = RateKey::new("sign-in-mails-share", address, RateLimit::SIGN_IN_MAILS_SHARE);
        Self::signing_in(of_network, all, browser, share)
    }

    /// The limit of a network and of `all`; beyond that, what the `browser` has of its own, or what a network that
    /// asked little has of `share`.
    fn signing_in(
        network: Option<OfNetwork>,
        all: RateKey,
        browser: Option<RateKey>,
        share: RateKey,
    ) -> Self {
        let own = network.as_ref().map(|network| network.own.clone());
        let mut alternatives = vec![own.into_iter().chain([all]).collect()];
        alternatives.extend(browser.map(|browser| vec![browser]));
        alternatives.extend(network.map(|network| vec![network.own, network.rest, share]));
        Self(alternatives)
    }
}

/// The limits of one network: in common, and for its part of a share.
struct OfNetwork {
    own: RateKey,
    rest: RateKey,
}
