//! Quotas: alternatives of rate limits, the common ones first, then reserves that others cannot use up.

use std::fmt;

use super::{Demand, Limit};
use crate::domain::{contact::Email, ids::ProposalId, mail::Purpose};

/// Network prefix of a client. It is never printed, and only its keyed hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Network(String);

/// Alternatives, in order: the first whose demands are all within their limits is counted. An empty list means no
/// limit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quota(Vec<Vec<Demand>>);

/// Size of a write to a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftSize {
    /// None for a new draft: a row, a link and their index entries.
    pub id: Option<ProposalId>,
    /// Bytes of its text that are written; none when it is only moved, or opened again.
    pub bytes: usize,
    /// Its address is confirmed.
    pub confirmed: bool,
}

impl Network {
    #[must_use]
    pub const fn new(prefix: String) -> Self {
        Self(prefix)
    }

    /// Demand under the key of this network.
    #[must_use]
    pub fn demand(&self, kind: &str, limit: Limit) -> Demand {
        Demand::new(kind, &self.0, limit)
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

    fn demand(self, kind: &str) -> Demand {
        let number = u128::from_be_bytes(self.0);
        Demand::new(kind, &format!("{number:032x}"), Limit::SIGN_INS_BROWSER)
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
    pub fn alternatives(&self) -> &[Vec<Demand>] {
        &self.0
    }

    /// The same alternatives, each with `demand` besides.
    #[must_use]
    pub fn with(mut self, demand: &Demand) -> Self {
        for demands in &mut self.0 {
            demands.push(demand.clone());
        }
        self
    }

    /// For writing a draft, moving it or opening it again. Once the limit of the site is reached, drafts with a confirmed
    /// address and networks that wrote little go on.
    #[must_use]
    pub fn draft(network: Option<&Network>, size: DraftSize) -> Self {
        let of_network = network.map(|it| it.demand("drafts-net", Limit::DRAFTS_NETWORK));
        let of_draft = size.id.map(|id| Demand::new("draft", &id.to_string(), Limit::DRAFT));
        let own: Vec<Demand> = of_network.into_iter().chain(of_draft).collect();
        let mut shared = vec![vec![Demand::new("drafts-all", "", Limit::ALL_DRAFTS)]];
        let of_confirmed = Demand::new("drafts-confirmed", "", Limit::DRAFTS_CONFIRMED);
        shared.extend(size.confirmed.then(|| vec![of_confirmed]));
        shared.extend(network.map(|it| {
            vec![
                it.demand("drafts-share-net", Limit::DRAFTS_SHARE_NETWORK),
                Demand::new("drafts-share", "", Limit::DRAFTS_SHARE),
            ]
        }));
        let amount = size.kilobytes();
        let all = |shared: Vec<Demand>| {
            own.iter().cloned().chain(shared).map(|it| it.of(amount)).collect()
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
        let of_network = network.map(|it| it.demand("mail-net", Limit::ASKED));
        let of_address = Demand::new("mail", address, Limit::ADDRESS);
        let rest = network.map(|it| it.demand("mail-share-net", Limit::MAIL_SHARE_NETWORK));
        let share = [
            rest.unwrap_or_else(|| of_address.clone()),
            Demand::new("mail-share-address", address, Limit::MAIL_SHARE_ADDRESS),
            Demand::new("mail-share-domain", domain, Limit::MAIL_SHARE_DOMAIN),
            Demand::new("mail-share", purpose.as_str(), Limit::MAIL_SHARE),
        ];
        let common = [
            of_address,
            Demand::new("mail-domain", domain, Limit::DOMAIN),
            Demand::new("mail-all", "", Limit::ALL_MAIL),
        ];
        Self(vec![
            of_network.clone().into_iter().chain(common).collect(),
            of_network.into_iter().chain(share).collect(),
        ])
    }

    /// For a request to sign in by mail; `browser` is that of a browser in which the account of the address was signed in.
    #[must_use]
    pub fn sign_in(network: Option<&Network>, browser: Option<BrowserId>) -> Self {
        let of_network = network.map(|network| OfNetwork {
            own: network.demand("sign-in", Limit::SIGN_INS),
            rest: network.demand("sign-in-share-net", Limit::SIGN_IN_SHARE_NETWORK),
        });
        let all = Demand::new("sign-in-all", "", Limit::ALL_SIGN_INS);
        let browser = browser.map(|it| it.demand("sign-in-browser"));
        let share = Demand::new("sign-in-share", "", Limit::SIGN_IN_SHARE);
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
            own: network.demand(&format!("sign-in-mail:{address}"), Limit::SIGN_IN_MAILS),
            rest: network.demand(
                &format!("sign-in-mail-share:{address}"),
                Limit::SIGN_IN_MAILS_SHARE_NETWORK,
            ),
        });
        let all = Demand::new("sign-in-mails", address, Limit::ALL_SIGN_IN_MAILS);
        let browser = browser.map(|it| it.demand("sign-in-mails-browser"));
        let share = Demand::new("sign-in-mails-share", address, Limit::SIGN_IN_MAILS_SHARE);
        Self::signing_in(of_network, all, browser, share)
    }

    /// The limit of a network and of `all`; beyond that, what the `browser` has of its own, or what a network that asked
    /// little has of `share`.
    fn signing_in(
        network: Option<OfNetwork>,
        all: Demand,
        browser: Option<Demand>,
        share: Demand,
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
    own: Demand,
    rest: Demand,
}
