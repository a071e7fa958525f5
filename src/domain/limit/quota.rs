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
pub enum DraftSize {
    /// New draft with this many bytes of text: a row, a link and their index entries.
    New(usize),
    /// Existing draft with this many bytes of text; `confirmed` if its email address is.
    Step { id: ProposalId, bytes: usize, confirmed: bool },
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

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Network")
    }
}

impl DraftSize {
    /// Size in kilobytes, with the overhead of the row.
    #[must_use]
    pub fn kilobytes(self) -> f64 {
        let (row, bytes) = match self {
            Self::New(bytes) => (2, bytes),
            Self::Step { bytes, .. } => (1, bytes),
        };
        u32::try_from(row + bytes / 1_024).map_or(f64::MAX, f64::from)
    }
}

impl Quota {
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<Demand>] {
        &self.0
    }

    /// Quota for writing a draft. Beyond the limit of the site, drafts with a confirmed address and networks that
    /// wrote little may continue.
    #[must_use]
    pub fn draft(network: Option<&Network>, size: DraftSize) -> Self {
        let of_network = network.map(|it| it.demand("drafts-net", Limit::DRAFTS_NETWORK));
        let mut own: Vec<Demand> = of_network.into_iter().collect();
        let mut shared = vec![vec![Demand::new("drafts-all", "", Limit::ALL_DRAFTS)]];
        if let DraftSize::Step { id, confirmed, .. } = size {
            own.push(Demand::new("draft", &id.to_string(), Limit::DRAFT));
            let demand = Demand::new("drafts-confirmed", "", Limit::DRAFTS_CONFIRMED);
            shared.extend(confirmed.then(|| vec![demand]));
        }
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

    /// Quota for a request to sign in by mail; `known` if the account of `email` was signed in before in this
    /// browser.
    #[must_use]
    pub fn sign_in(network: Option<&Network>, email: &Email, known: bool) -> Self {
        let of_network = network.map(|it| it.demand("sign-in", Limit::SIGN_INS));
        let all = Demand::new("sign-in-all", "", Limit::ALL_SIGN_INS);
        let browser = Demand::new("sign-in-browser", email.as_str(), Limit::SIGN_INS_BROWSER);
        let mut alternatives = vec![of_network.clone().into_iter().chain([all]).collect()];
        alternatives.extend(known.then(|| vec![browser]));
        alternatives.extend(of_network.zip(network).map(|(of_network, network)| {
            let rest = network.demand("sign-in-share-net", Limit::SIGN_IN_SHARE_NETWORK);
            vec![of_network, rest, Demand::new("sign-in-share", "", Limit::SIGN_IN_SHARE)]
        }));
        Self(alternatives)
    }

    /// Quota for a sign-in mail to the account of `email`. Requests of strangers use up neither the reserve of known
    /// browsers nor that of another network.
    #[must_use]
    pub fn sign_in_mail(network: Option<&Network>, email: &Email, known: bool) -> Self {
        let address = email.as_str();
        let kind = format!("sign-in-mail:{address}");
        let of_network = network.map(|it| it.demand(&kind, Limit::SIGN_IN_MAILS));
        let all = Demand::new("sign-in-mails", address, Limit::ALL_SIGN_IN_MAILS);
        let browser = Demand::new("sign-in-mails-browser", address, Limit::SIGN_INS_BROWSER);
        let mut alternatives = vec![of_network.clone().into_iter().chain([all]).collect()];
        alternatives.extend(known.then(|| vec![browser]));
        alternatives.extend(of_network.zip(network).map(|(of_network, network)| {
            let kind = format!("sign-in-mail-share:{address}");
            let rest = network.demand(&kind, Limit::SIGN_IN_MAILS_SHARE_NETWORK);
            let share = Demand::new("sign-in-mails-share", address, Limit::SIGN_IN_MAILS_SHARE);
            vec![of_network, rest, share]
        }));
        Self(alternatives)
    }
}
