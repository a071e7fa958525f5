//! View of the page of a scheme.

use askama::Template;

use crate::catalogue::{Catalogue, Place, SchemeContent, SchemePlace};
use crate::domain::directory::{OrganisationKind, Scheme, SchemeStatus, ShortlistItem, WebUrl};
use crate::domain::search::{OrganisationSearch, SchemeSearch, Search};
use crate::domain::text::{Line, Prose};
use crate::i18n::{Arg, messages};
use crate::web::components::{
    BarrierLabel, CallLine, Card, Crumb, Link, NumberLine, OrganisationCard, PrintFooter,
    SchemeLine, away, barrier_labels, breadcrumb, cards, first, scheme_lines,
};
use crate::web::{Page, paths};

/// Maximum initiatives shown.
const MAX_INITIATIVES: usize = 20;

#[derive(Template)]
#[template(path = "directory/scheme/show.html")]
pub struct SchemeView<'a> {
    title: &'a str,
    /// Number on a shortlist, if it has one; and sheet to print.
    item: Option<ShortlistItem>,
    sheet: String,
    acronym: Option<&'a str>,
    summary: &'a str,
    canonical: String,
    /// True for a page near a place: only the page itself is indexed.
    no_index: bool,
    crumbs: Vec<Crumb>,
    print_footer: PrintFooter,
    givers: String,
    /// Pictogram and sentences of the note on its status.
    icon: &'static str,
    notes: Vec<String>,
    ended: bool,
    barriers: Vec<BarrierLabel<'a>>,
    audiences: Vec<&'a str>,
    /// Conditions, a sentence each.
    conditions: Vec<&'a str>,
    amount: Option<&'a str>,
    how_to_ask: Option<&'a str>,
    /// National numbers of its givers.
    numbers: Vec<NumberLine<'a>>,
    official_url: &'a WebUrl,
    source_url: Option<&'a WebUrl>,
    place: PlaceSearch<'a>,
    /// Kinds of organisations where one asks, with their lists.
    kinds: Vec<Link>,
    near: Vec<Near<'a>>,
    initiatives: Vec<Card<'a>>,
    /// Search of the initiatives by its name, if some are not shown.
    initiatives_all: Option<Link>,
    alike: Vec<SchemeLine<'a>>,
    alike_all: Option<Link>,
    page: Page,
}

/// Place near which one asks, and what was understood of the text typed.
struct PlaceSearch<'a> {
    action: String,
    typed: String,
    /// National numbers that the text calls for.
    calls: Option<CallLine<'a>>,
    /// « Au plus près du Sanitas », if a place is known.
    heading: Option<String>,
    /// Places that the text may name.
    choices: Vec<Link>,
    unknown: bool,
}

/// Organisation with its distance, if it is known.
struct Near<'a> {
    card: OrganisationCard<'a>,
    distance: Option<String>,
}

impl<'a> SchemeView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        content: &SchemeContent<'a>,
        typed: &str,
    ) -> Self {
        let scheme = content.scheme;
        let address = paths::scheme(&scheme.slug);
        let near = content.near.iter().map(|it| Near {
            card: OrganisationCard::new(&page, catalogue, it.organisation),
            distance: away(&page, it.proximity, it.metres),
        });
        let near = near.collect();
        Self {
            title: scheme.title.as_str(),
            item: catalogue.scheme_id(&scheme.slug).map(ShortlistItem::Scheme),
            sheet: paths::scheme_sheet(&scheme.slug),
            acronym: scheme.acronym.as_ref().map(Line::as_str),
            summary: scheme.summary.as_str(),
            canonical: page.absolute_url(&address),
            no_index: content.place != SchemePlace::Anywhere,
            crumbs: crumbs(&page, scheme),
            print_footer: PrintFooter::new(&page, &address),
            givers: catalogue.giver_labels(scheme).join(", "),
            icon: icon(scheme.status),
            notes: notes(&page, scheme),
            ended: scheme.status == SchemeStatus::Ended,
            barriers: barrier_labels(catalogue, &scheme.barriers),
            audiences: audiences(catalogue, scheme),
            conditions: sentences(scheme.conditions.as_str()),
            amount: scheme.amount.as_ref().map(Prose::as_str),
            how_to_ask: scheme.how_to_ask.as_ref().map(Prose::as_str),
            numbers: numbers(&page, catalogue, scheme),
            official_url: &scheme.official_url,
            source_url: Some(&scheme.source_url).filter(|url| **url != scheme.official_url),
            place: PlaceSearch::new(&page, catalogue, content, typed),
            kinds: content.kinds.iter().map(|kind| list_of(catalogue, content, kind)).collect(),
            near,
            initiatives: cards(page.lang, catalogue, first(&content.initiatives, MAX_INITIATIVES)),
            initiatives_all: initiatives_all(&page, catalogue, content),
            alike: scheme_lines(&page, catalogue, &content.alike),
            alike_all: alike_all(&page, catalogue, scheme),
            page,
        }
    }
}

impl<'a> PlaceSearch<'a> {
    fn new(
        page: &Page,
        catalogue: &'a Catalogue,
        content: &SchemeContent<'_>,
        typed: &str,
    ) -> Self {
        let action = paths::scheme(&content.scheme.slug);
        let (heading, choices) = match &content.place {
            SchemePlace::Near(place) => (near(page, catalogue, place), Vec::new()),
            SchemePlace::Ambiguous(places) => (None, choices(page, catalogue, &action, places)),
            SchemePlace::Anywhere | SchemePlace::Unknown => (None, Vec::new()),
        };
        let unknown = content.place == SchemePlace::Unknown;
        let calls = catalogue.national_calls(typed).map(|it| CallLine::new(page, it));
        Self { action, typed: typed.to_owned(), calls, heading, choices, unknown }
    }
}

/// « Près de : Sanitas, Tours »
fn near(page: &Page, catalogue: &Catalogue, place: &Place) -> Option<String> {
    let description = catalogue.describe(place)?;
    let name = match place {
        Place::Neighbourhood(_) => format!("{}, {}", description.name, description.towns),
        Place::Commune(_) | Place::Departement(_) => description.name,
    };
    Some(page.tv(messages::SCHEME_NEAR, &name))
}

/// Links to the page of the scheme near each of `places`.
fn choices(page: &Page, catalogue: &Catalogue, action: &str, places: &[Place]) -> Vec<Link> {
    let link = |place: &Place| {
        let query = match place {
            Place::Neighbourhood(code) => {
                format!("quartier={}", catalogue.neighbourhood(code)?.slug)
            }
            Place::Commune(code) => format!("commune={code}"),
            Place::Departement(_) => return None,
        };
        let description = catalogue.describe(place)?;
        let label = format!("{} ({})", description.name, page.lang.place_description(&description));
        Some(Link::new(label, format!("{action}?{query}#ou")))
    };
    places.iter().filter_map(link).collect()
}

/// List of the organisations of `kind`, in the département of the place if one is known.
fn list_of(catalogue: &Catalogue, content: &SchemeContent<'_>, kind: &OrganisationKind) -> Link {
    let departement = match &content.place {
        SchemePlace::Near(place) => catalogue.departement_of(place),
        SchemePlace::Anywhere | SchemePlace::Ambiguous(_) | SchemePlace::Unknown => None,
    };
    let kind_only = Some(kind.slug.clone());
    let search = OrganisationSearch { kind: kind_only, departement, ..Default::default() };
    Link::new(kind.label.as_str(), paths::organisations(catalogue, &search, 1))
}

/// National numbers of the givers of `scheme`; none if it has ended.
fn numbers<'a>(page: &Page, catalogue: &'a Catalogue, scheme: &Scheme) -> Vec<NumberLine<'a>> {
    if scheme.status == SchemeStatus::Ended {
        return Vec::new();
    }
    let numbers = catalogue.giver_numbers(scheme).into_iter();
    numbers.map(|it| NumberLine::new(page, catalogue, it)).collect()
}

fn crumbs(page: &Page, scheme: &Scheme) -> Vec<Crumb> {
    let above = [Crumb::to(page.t(messages::SCHEMES_TITLE), paths::SCHEMES)];
    breadcrumb(page, above, scheme.title.as_str())
}

const fn icon(status: SchemeStatus) -> &'static str {
    match status {
        SchemeStatus::InForce => "i-info",
        SchemeStatus::Unsure | SchemeStatus::Ended => "i-warning",
    }
}

/// Status, date of the facts, and caveat.
fn notes(page: &Page, scheme: &Scheme) -> Vec<String> {
    let date = page.lang.date_in(scheme.as_of);
    let args = [("date", Arg::Text(date.as_str()))];
    let status = match scheme.status {
        SchemeStatus::InForce => page.ta(messages::SCHEME_NOTE_IN_FORCE, &args),
        SchemeStatus::Unsure => page.ta(messages::SCHEME_NOTE_UNSURE, &args),
        SchemeStatus::Ended => page.t(messages::SCHEME_NOTE_ENDED).into_owned(),
    };
    let caveat = scheme.caveat.as_ref().map(ToString::to_string);
    [Some(status), caveat].into_iter().flatten().collect()
}

fn audiences<'a>(catalogue: &'a Catalogue, scheme: &Scheme) -> Vec<&'a str> {
    let audiences = scheme.audiences.iter().filter_map(|slug| catalogue.audience(slug.as_str()));
    audiences.map(|it| it.label.as_str()).collect()
}

/// Sentences of `text`, each with its full stop.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text;
    while let Some((first, after)) = rest.find(". ").map(|at| rest.split_at(at + 1)) {
        sentences.push(first);
        rest = after.trim_start();
    }
    sentences.push(rest);
    sentences
}

/// Link to the search of initiatives by the name of the scheme; `None` if the page shows all that name it.
fn initiatives_all(
    page: &Page,
    catalogue: &Catalogue,
    content: &SchemeContent<'_>,
) -> Option<Link> {
    let title = content.scheme.title.as_str();
    let href = || paths::search(catalogue, &Search::of_text(title), 1);
    let label = || page.tv(messages::SCHEME_INITIATIVES_ALL, title);
    (content.initiatives.len() > MAX_INITIATIVES).then(|| Link::new(label(), href()))
}

fn alike_all(page: &Page, catalogue: &Catalogue, scheme: &Scheme) -> Option<Link> {
    let barrier = catalogue.barrier(scheme.barriers.first()?.as_str())?;
    let label = page.tv(messages::SCHEME_ALIKE_ALL, barrier.label.as_str());
    Some(Link::new(label, paths::schemes(&SchemeSearch::of_barrier(&barrier.slug))))
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn conditions_are_split_into_sentences() {
        assert_eq!(sentences("De 16 à 25 ans."), ["De 16 à 25 ans."]);
        let two = "Être inscrit. 1,5 fois le Smic au plus.";
        assert_eq!(sentences(two), ["Être inscrit.", "1,5 fois le Smic au plus."]);
    }
}
