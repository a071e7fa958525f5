//! URLs of what is handed over: lists to print, booklets, pocket packs, pictures of links.

use super::{
    BOOKLET, COLLECTION_BOOKLET, INITIATIVE_PREVIEW, NEIGHBOURHOOD_PREVIEW, POCKET,
    PRINTED_COMMUNE_NEED, PRINTED_INITIATIVES, PRINTED_NEIGHBOURHOOD, PRINTED_NEIGHBOURHOOD_NEED,
    PRINTED_ORGANISATIONS, SEARCH_PREVIEW, commune_key, organisation_params, with_query,
};
use crate::catalogue::{Catalogue, NeedPlace};
use crate::domain::search::{OrganisationSearch, ParamValue, Search};
use crate::domain::text::Slug;

/// Parameter of a booklet that chooses its order.
pub const BOOKLET_ORDER: &str = "par";

/// Needs desk to print, for people of the audiences `chosen`.
pub fn printed_need(place: NeedPlace<'_>, barrier: &Slug, chosen: &[Slug]) -> String {
    let path = match place {
        NeedPlace::Neighbourhood(it) => PRINTED_NEIGHBOURHOOD_NEED.fill([&it.slug, barrier]),
        NeedPlace::Commune(it) => PRINTED_COMMUNE_NEED.fill([&commune_key(it), barrier]),
    };
    let params = chosen.iter().map(|slug| ParamValue::new("public", slug.as_str()));
    with_query(&path, &params.collect::<Vec<_>>())
}

/// Initiatives and organisations of a neighbourhood, to print.
pub fn printed_neighbourhood(slug: &Slug) -> String {
    PRINTED_NEIGHBOURHOOD.fill([slug])
}

/// Booklet of a collection in the order `order`; the usual one without it.
pub fn collection_booklet(slug: &Slug, order: Option<&str>) -> String {
    let order = order.map(|it| ParamValue::new(BOOKLET_ORDER, it));
    with_query(&COLLECTION_BOOKLET.fill([slug]), &order.into_iter().collect::<Vec<_>>())
}

/// Results of `search` to print.
pub fn printed_search(catalogue: &Catalogue, search: &Search) -> String {
    with_query(PRINTED_INITIATIVES, &catalogue.search_params(search))
}

/// Results of `search` as a booklet in the order `order`; the usual one without it.
pub fn booklet(catalogue: &Catalogue, search: &Search, order: Option<&str>) -> String {
    let mut params = catalogue.search_params(search);
    params.extend(order.map(|it| ParamValue::new(BOOKLET_ORDER, it)));
    with_query(BOOKLET, &params)
}

/// Organisations found by `search`, to print.
pub fn printed_organisations(catalogue: &Catalogue, search: &OrganisationSearch) -> String {
    with_query(PRINTED_ORGANISATIONS, &organisation_params(catalogue, search))
}

/// Picture of a link to an initiative.
pub fn initiative_preview(slug: &Slug) -> String {
    INITIATIVE_PREVIEW.fill([slug])
}

/// Picture of a link to a neighbourhood.
pub fn neighbourhood_preview(slug: &Slug) -> String {
    NEIGHBOURHOOD_PREVIEW.fill([slug])
}

/// Picture of a link to the results of `search`.
pub fn search_preview(catalogue: &Catalogue, search: &Search) -> String {
    with_query(SEARCH_PREVIEW, &catalogue.search_params(search))
}

/// Pocket pack of a neighbourhood.
pub fn pocket(slug: &Slug) -> String {
    POCKET.fill([slug])
}
