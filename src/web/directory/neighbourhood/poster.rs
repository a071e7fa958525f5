//! Poster of a neighbourhood for public display: A4, large type, QR code.

use std::borrow::Cow;

use askama::Template;

use crate::catalogue::{Catalogue, OfferLevel, PosterClaim, PosterContent};
use crate::domain::directory::Organisation;
use crate::domain::place::Neighbourhood;
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{
    Crumb, NumberLine, OrganisationCard, PrintFooter, breadcrumb, in_towns, reserved,
};
use crate::web::{Page, paths};

/// Maximum pictograms: three rows of two.
const MAX_CLAIMS: usize = 6;

#[derive(Template)]
#[template(path = "directory/neighbourhood/poster.html")]
pub struct PosterView<'a> {
    it: &'a Neighbourhood,
    canonical: String,
    crumbs: Vec<Crumb>,
    overline: String,
    /// Size class of the name: `l`, `m` or `s`.
    size: &'static str,
    contact: Option<PosterContact<'a>>,
    number: Option<NumberLine<'a>>,
    /// Sentence that says where the barriers are addressed: neighbourhood, town or département; empty without any.
    offer: String,
    claims: Vec<ClaimLine<'a>>,
    /// « Imprimée le 30 novembre 2026. À enlever après le 28 février 2027. »
    dates: String,
    print_footer: PrintFooter,
    page: Page,
}

/// Barrier that is addressed.
struct ClaimLine<'a> {
    slug: &'a str,
    /// From the point of view of the person.
    label: &'a str,
    /// « Pour : Femmes. », if it is not open to everybody.
    reserved: Option<String>,
}

/// Organisation to call or to visit.
struct PosterContact<'a> {
    card: OrganisationCard<'a>,
    slug: &'a str,
    /// Invitation to come, or to call only, if its address or its hours are unknown, or if it moves.
    invitation: Cow<'static, str>,
    /// Opening hours, one line each, or the sentence that asks to call.
    hours: Vec<String>,
    /// Month in which the number, and the hours if known, were seen.
    seen: String,
}

impl<'a> PosterView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &PosterContent<'a>) -> Self {
        let it = content.neighbourhood;
        let claims = content.claims.iter().take(MAX_CLAIMS);
        let claim = |it: &PosterClaim<'a>| ClaimLine {
            slug: it.barrier.slug.as_str(),
            label: it.barrier.plain_label.as_str(),
            reserved: reserved(&page, catalogue, it.audiences_only),
        };
        Self {
            canonical: page.absolute_url(&paths::neighbourhood(&it.slug)),
            crumbs: crumbs(&page, it),
            overline: page.tv(messages::POSTER_EYEBROW, &in_towns(&page, catalogue, it)),
            size: size(it.name.as_str()),
            contact: content.contact.map(|it| contact(&page, catalogue, it)),
            number: content.number.map(|it| NumberLine::new(&page, catalogue, it)),
            offer: offer(&page, catalogue, content),
            claims: claims.map(claim).collect(),
            dates: dates(&page, content),
            print_footer: PrintFooter::new(&page, &paths::neighbourhood_short(&it.code)),
            it,
            page,
        }
    }
}

fn crumbs(page: &Page, it: &Neighbourhood) -> Vec<Crumb> {
    let above = [
        Crumb::to(page.t(messages::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS),
        Crumb::to(it.name.as_str(), paths::neighbourhood(&it.slug)),
    ];
    breadcrumb(page, above, page.t(messages::POSTER_CRUMB))
}

/// Size class of a name, such that its longest word fits the width.
fn size(name: &str) -> &'static str {
    let longest = name.split([' ', '-']).map(|word| word.chars().count()).max().unwrap_or(0);
    match (longest, name.chars().count()) {
        (..=8, ..=16) => "l",
        (..=12, ..=32) => "m",
        _ => "s",
    }
}

/// Sentence that says at which level the barriers are addressed.
fn offer(page: &Page, catalogue: &Catalogue, content: &PosterContent<'_>) -> String {
    let it = content.neighbourhood;
    match content.level {
        OfferLevel::Neighbourhood => page.tv(messages::POSTER_HERE, ""),
        OfferLevel::Town => page.tv(messages::POSTER_AROUND, &in_towns(page, catalogue, it)),
        OfferLevel::Departement => {
            let departement = catalogue.departement(&it.departement);
            let place = departement.map(|it| page.lang.in_departement(it)).unwrap_or_default();
            page.tv(messages::POSTER_AROUND, &place)
        }
        OfferLevel::Nowhere => String::new(),
    }
}

fn contact<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    organisation: &'a Organisation,
) -> PosterContact<'a> {
    let facts = &organisation.facts;
    let card = OrganisationCard::new(page, catalogue, organisation);
    let can_come = facts.address.is_some() && !card.hours.is_empty();
    let invitation = match (facts.is_mobile(), can_come) {
        (true, _) => messages::POSTER_BUS,
        (false, true) => messages::POSTER_VISIT,
        (false, false) => messages::POSTER_CALL,
    };
    let hours = match (facts.is_mobile(), card.hours.is_empty()) {
        (true, _) => vec![page.t(messages::POSTER_BUS_HOURS).into_owned()],
        (false, true) => vec![page.t(messages::POSTER_HOURS).into_owned()],
        (false, false) => card.hours.clone(),
    };
    let are_hours_printed = !facts.is_mobile() && !card.hours.is_empty();
    let seen = match (facts.source.as_of, are_hours_printed) {
        (None, _) => page.t(messages::POSTER_UNDATED).into_owned(),
        (Some(date), false) => seen_in(page, messages::POSTER_SEEN, date),
        (Some(date), true) => seen_in(page, messages::POSTER_SEEN_HOURS, date),
    };
    PosterContact { slug: facts.slug.as_str(), invitation: page.t(invitation), hours, seen, card }
}

/// Message `key` with the month of `date`, or its year if the month is unknown.
fn seen_in(page: &Page, key: &Key, date: PartialDate) -> String {
    let month = match date {
        PartialDate::Year(_) | PartialDate::Month(..) => date,
        PartialDate::Day(day) => PartialDate::Month(day.year(), day.month()),
    };
    page.ta(key, &[("date", Arg::Text(&page.lang.date_in(month)))])
}

fn dates(page: &Page, content: &PosterContent<'_>) -> String {
    let day = |day| page.lang.date_in(PartialDate::Day(day));
    let (printed, until) = (day(content.printed_on), day(content.valid_until));
    let args = [("printed", Arg::Text(&printed)), ("until", Arg::Text(&until))];
    page.ta(messages::POSTER_DATES, &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_written_smaller() {
        assert_eq!(size("Sanitas"), "l");
        assert_eq!(size("Bourges Nord"), "l");
        assert_eq!(size("Chancellerie - Gibjoncs"), "m");
        assert_eq!(size("Saint-Jean-de-la-Ruelle : les Chaises et la Prairie"), "s");
    }
}
