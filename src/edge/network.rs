//! Counts what each network holds at once: connections of a peer, requests and expensive pages of a visitor.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};

use super::admission::visitor::Visitor;
use super::body_attachment::Attachment;

/// Network that shares one limit: an IPv4 address, or the first 64 bits of an IPv6 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Network {
    V4(Ipv4Addr),
    V6([u16; 4]),
    /// Unknown addresses, which share one limit.
    Unknown,
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Self::V6([a, b, c, d])
            }
        }
    }
}

/// Concurrency limit: `most` slots for each network, 0 for no limit.
#[derive(Debug, Clone)]
pub(crate) struct NetworkLimit {
    max_slots: usize,
    used_slots: Arc<Mutex<HashMap<Network, usize>>>,
}

impl NetworkLimit {
    pub fn new(most: usize) -> Self {
        Self { max_slots: most, used_slots: Arc::default() }
    }

    /// Takes a slot of `network`; `None` if all are in use.
    pub fn try_acquire(&self, network: Network) -> Option<Slot> {
        if self.max_slots == 0 {
            return Some(Slot { limit: None });
        }
        self.with_slots(|held| {
            let count = held.entry(network).or_default();
            let free = *count < self.max_slots;
            *count += usize::from(free);
            free
        })
        .then(|| Slot { limit: Some((self.clone(), network)) })
    }

    /// A slot of the network of `visitor`, if it has one left; one without limit where that network is not known.
    pub fn try_acquire_for(&self, visitor: Visitor) -> Option<Slot> {
        match visitor.network() {
            Some(network) => self.try_acquire(network),
            None => Some(Slot { limit: None }),
        }
    }

    fn release(&self, network: Network) {
        self.with_slots(|held| {
            if let Some(count) = held.get_mut(&network) {
                *count -= 1;
                if *count == 0 {
                    held.remove(&network);
                }
            }
        });
    }

    fn with_slots<T>(&self, change: impl FnOnce(&mut HashMap<Network, usize>) -> T) -> T {
        // The map is consistent after a panic: no change can panic midway.
        change(&mut self.used_slots.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Slot of a network, released on drop.
#[derive(Debug)]
pub(crate) struct Slot {
    limit: Option<(NetworkLimit, Network)>,
}

/// A request holds its slot until it is answered whole.
impl Attachment for Slot {}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some((limit, network)) = &self.limit {
            limit.release(*network);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Network {
        address.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn an_ipv4_address_counts_whole_and_an_ipv6_one_by_its_first_64_bits() {
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:1:ffff::2"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8:0:2::1"));
    }

    #[test]
    fn a_network_holds_no_more_slots_than_its_limit_and_returns_them() {
        let limit = NetworkLimit::new(2);
        let (mine, other) = (network("192.0.2.1"), network("192.0.2.2"));

        let held = [limit.try_acquire(mine), limit.try_acquire(mine)];

        assert!(held.iter().all(Option::is_some));
        assert!(limit.try_acquire(mine).is_none());
        assert!(limit.try_acquire(other).is_some());
        drop(held);
        assert!(limit.try_acquire(mine).is_some());
        assert!(limit.with_slots(|held| held.is_empty()), "a network without slots is forgotten");
    }

    #[test]
    fn a_limit_of_zero_is_none() {
        let limit = NetworkLimit::new(0);
        let held: Vec<_> = (0..1_000).map(|_| limit.try_acquire(Network::Unknown)).collect();
        assert!(held.iter().all(Option::is_some));
    }
}
