//! Page of a point: inside a neighbourhood, on its edge, outside, or in another region.

use askama::Template;

use super::links::{NearbyContact, near_links, nearby_contacts, neighbourhood_links};
use super::view::crumbs;
use crate::catalogue::Catalogue;
use crate::domain::place::{EdgePosition, Location, Neighbourhood, Position};
use crate::domain::search::{DEFAULT_RADIUS_METRES, Search, SearchCircle};
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, Link, PlaceLink};
use crate::web::directory::neighbourhood::of_towns;
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/location/point.html")]
pub struct PointView<'a> {
    crumbs: Vec<Crumb>,
    /// `inside`, `edge`, `outside` or `elsewhere`.
    standing: &'static str,
    outline: Option<&'a str>,
    title: String,
    lead: String,
    links: Vec<Link>,
    nearby_title: String,
    nearby: Vec<PlaceLink>,
    nearby_contacts: Vec<NearbyContact<'a>>,
    page: Page,
}

/// Title and lead of the page.
struct Headline {
    standing: &'static str,
    title: String,
    lead: String,
}

impl<'a> PointView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, at: Position) -> Self {
        let location = catalogue.locate(at);
        let here = location.neighbourhood.as_ref().and_then(|code| catalogue.neighbourhood(code));
        let headline = headline(&page, catalogue, &location, here);
        let near_title =
            if here.is_some() { messages::LOCATION_OTHERS } else { messages::LOCATION_NEAREST };
        let known = location.in_region;
        let nearest = if known { location.nearest.as_slice() } else { &[] };
        Self {
            crumbs: crumbs(&page),
            standing: headline.standing,
            outline: here.map(|it| it.code.as_str()),
            title: headline.title,
            lead: headline.lead,
            links: links(&page, catalogue, here, known.then_some(at)),
            nearby_title: page.t(near_title).into_owned(),
            nearby: near_links(&page, catalogue, nearest),
            nearby_contacts: if known { nearby_contacts(&page, catalogue, at) } else { Vec::new() },
            page,
        }
    }
}

fn headline(
    page: &Page,
    catalogue: &Catalogue,
    location: &Location,
    here: Option<&Neighbourhood>,
) -> Headline {
    let name = here.map_or("", |it| it.name.as_str());
    let towns = here.map_or_else(String::new, |it| of_towns(page, catalogue, it));
    let args = [("name", Arg::Text(name)), ("towns", Arg::Text(towns.as_str()))];
    let headline = |standing, title, lead| Headline {
        standing,
        title: page.ta(title, &args),
        lead: page.ta(lead, &args),
    };
    if !location.in_region {
        return headline(
            "elsewhere",
            messages::LOCATION_ELSEWHERE,
            messages::LOCATION_ELSEWHERE_LEAD,
        );
    }
    match location.edge_position {
        EdgePosition::Inside => {
            headline("inside", messages::LOCATION_INSIDE, messages::LOCATION_INSIDE_LEAD)
        }
        EdgePosition::Edge => {
            headline("edge", messages::LOCATION_EDGE, messages::LOCATION_EDGE_LEAD)
        }
        EdgePosition::Outside => {
            headline("outside", messages::LOCATION_OUTSIDE, messages::LOCATION_OUTSIDE_LEAD)
        }
    }
}

/// Links for the neighbourhood `here`, or general ones without it; and the radius search around `at`.
fn links(
    page: &Page,
    catalogue: &Catalogue,
    here: Option<&Neighbourhood>,
    at: Option<Position>,
) -> Vec<Link> {
    let mut links =
        here.map_or_else(|| general_links(page), |it| neighbourhood_links(page, catalogue, it));
    let around = at
        .and_then(|at| SearchCircle::new(at, DEFAULT_RADIUS_METRES).ok())
        .map(|it| it.with_nearest_first(true));
    if let Some(around) = around {
        let search = Search { circle: Some(around), ..Search::default() };
        let n = catalogue.count(&search);
        let href = paths::search(catalogue, &search, 1);
        links.insert(
            links.len().min(1),
            Link { label: page.tn(messages::LOCATION_WAY_AROUND, n), href },
        );
    }
    links
}

/// General links, for a point in no neighbourhood.
fn general_links(page: &Page) -> Vec<Link> {
    let way = |key, href: &str| Link { label: page.t(key).into_owned(), href: href.to_owned() };
    vec![
        way(messages::LOCATION_WAY_ALL, paths::INITIATIVES),
        way(messages::LOCATION_WAY_ACTORS, paths::ORGANISATIONS),
    ]
}
