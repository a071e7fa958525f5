//! Reasons on cards, and the links of a radius search to other radii and orders.

use crate::catalogue::{Catalogue, PlaceReason, Results, ServiceReason};
use crate::domain::directory::{DeliveryMode, Initiative};
use crate::domain::search::{RADII, Search, SearchCircle};
use crate::i18n::messages;
use crate::web::components::{Card, service_reason};
use crate::web::{Page, paths};

/// Links to the same search with another radius or order.
#[derive(Debug)]
pub struct RadiusLinks {
    pub radii: Vec<RadiusLink>,
    pub orders: Vec<RadiusLink>,
}

#[derive(Debug)]
pub struct RadiusLink {
    pub label: String,
    pub href: String,
    /// True if it leads to the current search.
    pub current: bool,
}

impl RadiusLinks {
    pub fn new(page: &Page, catalogue: &Catalogue, search: &Search) -> Option<Self> {
        let around = search.circle?;
        let to = |label: String, circle: SearchCircle| {
            let href = paths::search(catalogue, &search.with_circle(circle), 1);
            RadiusLink { label, href, current: circle == around }
        };
        let radius = |metres| {
            let circle = SearchCircle::new(around.centre(), metres).ok()?;
            Some(to(page.lang.length(metres), circle.with_nearest_first(around.nearest_first)))
        };
        let order = |key, nearest_first| {
            to(page.t(key).into_owned(), around.with_nearest_first(nearest_first))
        };
        Some(Self {
            radii: RADII.into_iter().filter_map(radius).collect(),
            orders: vec![
                order(messages::AROUND_ORDER_DISTANCE, true),
                order(messages::AROUND_ORDER_USUAL, false),
            ],
        })
    }
}

/// Sets the reason of each card, if the search has a place.
pub fn set_reasons(
    page: &Page,
    catalogue: &Catalogue,
    results: &Results<'_>,
    cards: &mut [Card<'_>],
) {
    // Few of the results of a place have reasons of their own.
    let mut known: Vec<(&ServiceReason<'_>, String)> = Vec::new();
    for ((card, initiative), reason) in cards.iter_mut().zip(&results.hits).zip(&results.reasons) {
        let Some(reason) = reason else { continue };
        let place = match reason {
            PlaceReason::Serves(reason) => {
                if let Some((_, words)) = known.iter().find(|(it, _)| it.key() == reason.key()) {
                    words.clone()
                } else {
                    let words = service_reason(page, catalogue, reason);
                    known.push((reason, words.clone()));
                    words
                }
            }
            PlaceReason::NearNeighbourhood(metres) => near_neighbourhood(page, *metres),
            PlaceReason::NearCommune(metres) => {
                page.tv(messages::NEAR_COMMUNE, &page.lang.distance((*metres).into()))
            }
        };
        card.reason = Some(with_delivery(page, initiative, place));
    }
}

/// `place`, after the way of an initiative that is not on site.
fn with_delivery(page: &Page, initiative: &Initiative, place: String) -> String {
    let delivery = match initiative.facts.delivery {
        Some(DeliveryMode::Itinerant) => Some(messages::NEAR_ITINERANT),
        Some(DeliveryMode::Remote) => Some(messages::NEAR_REMOTE),
        Some(DeliveryMode::OnSite) | None => None,
    };
    let delivery = delivery.map(|key| page.t(key).into_owned());
    delivery.into_iter().chain([place]).collect::<Vec<_>>().join(" ")
}

fn near_neighbourhood(page: &Page, metres: u32) -> String {
    if metres == 0 {
        return page.t(messages::NEAR_INSIDE).into_owned();
    }
    page.tv(messages::NEAR_NEIGHBOURHOOD, &page.lang.distance(metres.into()))
}
