//! Radius search results: distances on cards, links to other radii and orders.

use crate::{
    catalogue::{Catalogue, Nearness, Results},
    domain::{
        around::{Around, RADII},
        initiative::{Delivery, Initiative},
        search::Search,
    },
    i18n::say,
    web::{
        Page,
        parts::{Card, Link},
        paths,
    },
};

/// Links to the same search with another radius or order; each with true if it is the current one.
#[derive(Debug)]
pub struct AroundLinks {
    pub radii: Vec<(Link, bool)>,
    pub orders: Vec<(Link, bool)>,
}

impl AroundLinks {
    pub fn new(page: &Page, catalogue: &Catalogue, search: &Search) -> Option<Self> {
        let around = search.around?;
        let to = |label: String, circle: Around| {
            let href =
                paths::search(catalogue, &Search { around: Some(circle), ..search.clone() }, 1);
            (Link { label, href }, circle == around)
        };
        let radius = |metres| {
            let circle = Around::new(around.at(), metres).ok()?;
            Some(to(page.lang.length(metres), circle.ordered(around.nearest_first)))
        };
        let order =
            |key, nearest_first| to(page.t(key).into_owned(), around.ordered(nearest_first));
        Some(Self {
            radii: RADII.into_iter().filter_map(radius).collect(),
            orders: vec![
                order(say::AROUND_ORDER_DISTANCE, true),
                order(say::AROUND_ORDER_USUAL, false),
            ],
        })
    }
}

/// Sets the distance text of each card in radius search results.
pub fn say_how_near(page: &Page, results: &Results<'_>, cards: &mut [Card<'_>]) {
    for ((card, initiative), near) in cards.iter_mut().zip(&results.hits).zip(&results.near) {
        card.near = near.as_ref().map(|it| words(page, initiative, it));
    }
}

fn words(page: &Page, initiative: &Initiative, nearness: &Nearness) -> String {
    let delivery = match initiative.facts.delivery {
        Some(Delivery::Itinerant) => Some(say::NEAR_ITINERANT),
        Some(Delivery::Remote) => Some(say::NEAR_REMOTE),
        Some(Delivery::OnSite) | None => None,
    };
    let delivery = delivery.map(|key| page.t(key).into_owned());
    let place = place(page, nearness);
    delivery.into_iter().chain([place]).collect::<Vec<_>>().join(" ")
}

/// Distance of its place, or area served.
fn place(page: &Page, nearness: &Nearness) -> String {
    let far = |metres: u32| page.lang.distance(metres.into());
    match nearness {
        Nearness::Neighbourhood(0) => page.t(say::NEAR_INSIDE).into_owned(),
        Nearness::Neighbourhood(metres) => page.tv(say::NEAR_NEIGHBOURHOOD, &far(*metres)),
        Nearness::Commune(metres) => page.tv(say::NEAR_COMMUNE, &far(*metres)),
        Nearness::ServesDepartement => page.t(say::NEAR_DEPARTEMENT).into_owned(),
        Nearness::ServesRegion => page.t(say::NEAR_REGION).into_owned(),
    }
}
