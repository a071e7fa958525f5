//! Page of a point: inside a neighbourhood, on its edge, outside, or in another region.

use askama::Template;

use super::links::{NearbyContact, near_links, nearby_contacts, neighbourhood_links};
use super::view::crumbs;
use crate::catalogue::{Catalogue, PointContent};
use crate::domain::place::{EdgePosition, Location, Neighbourhood};
use crate::i18n::{Arg, messages};
use crate::web::components::{Crumb, Link, PlaceLink, of_towns};
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
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &PointContent<'a>) -> Self {
        let location = &content.location;
        let here = content.neighbourhood.map(|(it, _)| it);
        let headline = headline(&page, catalogue, location, here);
        let near_title =
            if here.is_some() { messages::LOCATION_OTHERS } else { messages::LOCATION_NEAREST };
        let nearest = if location.in_region { location.nearest.as_slice() } else { &[] };
        Self {
            crumbs: crumbs(&page),
            standing: headline.standing,
            outline: here.map(|it| it.code.as_str()),
            title: headline.title,
            lead: headline.lead,
            links: links(&page, catalogue, content),
            nearby_title: page.t(near_title).into_owned(),
            nearby: near_links(&page, catalogue, nearest),
            nearby_contacts: nearby_contacts(&page, catalogue, &content.contacts),
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

/// Links for the neighbourhood of the point, or general ones without it; and the radius search around the point.
fn links(page: &Page, catalogue: &Catalogue, content: &PointContent<'_>) -> Vec<Link> {
    let mut links = content.neighbourhood.map_or_else(
        || general_links(page),
        |(it, count)| neighbourhood_links(page, catalogue, it, count),
    );
    if let Some((search, count)) = &content.around {
        let href = paths::search(catalogue, search, 1);
        let link = Link::new(page.tn(messages::LOCATION_WAY_AROUND, *count), href);
        links.insert(links.len().min(1), link);
    }
    links
}

/// General links, for a point in no neighbourhood.
fn general_links(page: &Page) -> Vec<Link> {
    let way = |key, href: &str| Link::new(page.t(key), href);
    vec![
        way(messages::LOCATION_WAY_ALL, paths::INITIATIVES),
        way(messages::LOCATION_WAY_ACTORS, paths::ORGANISATIONS),
    ]
}
