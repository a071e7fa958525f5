//! Page of a point: inside a neighbourhood, on its edge, outside, or in another region.

use askama::Template;

use super::{
    links::{Called, called, near_links, ways_in},
    view::crumbs,
};
use crate::{
    catalogue::Catalogue,
    domain::{
        around::{Around, USUAL},
        location::{Location, Standing},
        neighbourhood::Neighbourhood,
        place::Position,
        search::Search,
    },
    i18n::{Arg, say},
    web::{
        Page,
        neighbourhood::of_towns,
        parts::{Crumb, Link, PlaceLink},
        paths,
    },
};

#[derive(Template)]
#[template(path = "location/point.html")]
pub struct PointView<'a> {
    crumbs: Vec<Crumb>,
    /// `inside`, `edge`, `outside` or `elsewhere`.
    standing: &'static str,
    outline: Option<&'a str>,
    title: String,
    lead: String,
    ways: Vec<Link>,
    near_title: String,
    near: Vec<PlaceLink>,
    called: Vec<Called<'a>>,
    page: Page,
}

/// Title and lead of the page.
struct Said {
    standing: &'static str,
    title: String,
    lead: String,
}

impl<'a> PointView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, at: Position) -> Self {
        let location = catalogue.locate(at);
        let here = location.neighbourhood.as_ref().and_then(|code| catalogue.neighbourhood(code));
        let said = said(&page, catalogue, &location, here);
        let near_title = if here.is_some() { say::LOCATION_OTHERS } else { say::LOCATION_NEAREST };
        let known = location.in_region;
        let nearest = if known { location.nearest.as_slice() } else { &[] };
        Self {
            crumbs: crumbs(&page),
            standing: said.standing,
            outline: here.map(|it| it.code.as_str()),
            title: said.title,
            lead: said.lead,
            ways: ways(&page, catalogue, here, known.then_some(at)),
            near_title: page.t(near_title).into_owned(),
            near: near_links(&page, catalogue, nearest),
            called: if known { called(&page, catalogue, at) } else { Vec::new() },
            page,
        }
    }
}

fn said(
    page: &Page,
    catalogue: &Catalogue,
    location: &Location,
    here: Option<&Neighbourhood>,
) -> Said {
    let name = here.map_or("", |it| it.name.as_str());
    let towns = here.map_or_else(String::new, |it| of_towns(page, catalogue, it));
    let args = [("name", Arg::Text(name)), ("towns", Arg::Text(towns.as_str()))];
    let said = |standing, title, lead| Said {
        standing,
        title: page.ta(title, &args),
        lead: page.ta(lead, &args),
    };
    if !location.in_region {
        return said("elsewhere", say::LOCATION_ELSEWHERE, say::LOCATION_ELSEWHERE_LEAD);
    }
    match location.standing {
        Standing::Inside => said("inside", say::LOCATION_INSIDE, say::LOCATION_INSIDE_LEAD),
        Standing::Edge => said("edge", say::LOCATION_EDGE, say::LOCATION_EDGE_LEAD),
        Standing::Outside => said("outside", say::LOCATION_OUTSIDE, say::LOCATION_OUTSIDE_LEAD),
    }
}

/// Links for the neighbourhood `here`, or general ones without it; and the radius search around `at`.
fn ways(
    page: &Page,
    catalogue: &Catalogue,
    here: Option<&Neighbourhood>,
    at: Option<Position>,
) -> Vec<Link> {
    let mut ways = here.map_or_else(|| ways_on(page), |it| ways_in(page, catalogue, it));
    let around = at.and_then(|at| Around::new(at, USUAL).ok()).map(|it| it.ordered(true));
    if let Some(around) = around {
        let search = Search { around: Some(around), ..Search::default() };
        let n = catalogue.count(&search);
        let href = paths::search(catalogue, &search, 1);
        ways.insert(ways.len().min(1), Link { label: page.tn(say::LOCATION_WAY_AROUND, n), href });
    }
    ways
}

/// General links, for a point in no neighbourhood.
fn ways_on(page: &Page) -> Vec<Link> {
    let way = |key, href: &str| Link { label: page.t(key).into_owned(), href: href.to_owned() };
    vec![
        way(say::LOCATION_WAY_ALL, paths::INITIATIVES),
        way(say::LOCATION_WAY_ACTORS, paths::ORGANISATIONS),
    ]
}
