//! Reasons on cards, and the links of a radius search to other radii and orders.

use crate::catalogue::{Catalogue, PlaceReason, Results};
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
    for ((card, initiative), reason) in cards.iter_mut().zip(&results.hits).zip(&results.reasons) {
        card.reason = reason.as_ref().map(|it| words(page, catalogue, initiative, it));
    }
}

fn words(
    page: &Page,
    catalogue: &Catalogue,
    initiative: &Initiative,
    reason: &PlaceReason<'_>,
) -> String {
    let delivery = match initiative.facts.delivery {
        Some(DeliveryMode::Itinerant) => Some(messages::NEAR_ITINERANT),
        Some(DeliveryMode::Remote) => Some(messages::NEAR_REMOTE),
        Some(DeliveryMode::OnSite) | None => None,
    };
    let delivery = delivery.map(|key| page.t(key).into_owned());
    let place = place(page, catalogue, reason);
    delivery.into_iter().chain([place]).collect::<Vec<_>>().join(" ")
}

/// Distance of its place, or area served.
fn place(page: &Page, catalogue: &Catalogue, reason: &PlaceReason<'_>) -> String {
    let far = |metres: u32| page.lang.distance(metres.into());
    match reason {
        PlaceReason::NearNeighbourhood(0) => page.t(messages::NEAR_INSIDE).into_owned(),
        PlaceReason::NearNeighbourhood(metres) => {
            page.tv(messages::NEAR_NEIGHBOURHOOD, &far(*metres))
        }
        PlaceReason::NearCommune(metres) => page.tv(messages::NEAR_COMMUNE, &far(*metres)),
        PlaceReason::Serves(reason) => service_reason(page, catalogue, reason),
    }
}
