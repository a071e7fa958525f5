//! View of the page for employers: whom to meet in order to recruit near a place.

use askama::Template;

use crate::catalogue::{Catalogue, EmployerContact, EmployersContent};
use crate::domain::search::{OrganisationSearch, Search};
use crate::i18n::{Arg, messages};
use crate::web::components::{
    Card, Crumb, MoreLink, NumberLine, OrganisationCard, SchemeLine, ShownNumbers, audience_labels,
    away, breadcrumb, cards, first, scheme_lines,
};
use crate::web::{Page, paths};

/// Maximum initiatives shown.
const MAX_INITIATIVES: usize = 6;

#[derive(Template)]
#[template(path = "directory/organisation/employers.html")]
pub struct EmployersView<'a> {
    canonical: String,
    crumbs: Vec<Crumb>,
    /// Name of the place; empty without one.
    place: String,
    unknown: Option<String>,
    /// National number to call first.
    number: Option<NumberLine<'a>>,
    contacts: Vec<ContactCard<'a>>,
    schemes: Vec<SchemeLine<'a>>,
    ended_schemes: Vec<SchemeLine<'a>>,
    initiatives: Vec<Card<'a>>,
    initiatives_more: Option<MoreLink>,
    page: Page,
}

/// Organisation that presents candidates, ready to print.
struct ContactCard<'a> {
    card: OrganisationCard<'a>,
    /// « Mission locale : prépare aux entretiens »
    does: String,
    /// Audience that all of its candidates belong to.
    reserved: Option<String>,
    away: Option<String>,
}

impl<'a> EmployersView<'a> {
    pub fn new(
        page: Page,
        catalogue: &'a Catalogue,
        content: &EmployersContent<'a>,
        unknown: Option<String>,
    ) -> Self {
        let mut shown = ShownNumbers::default();
        let contacts = content.contacts.iter();
        let contacts = contacts.map(|it| contact_card(&page, catalogue, it, &mut shown)).collect();
        let initiatives = cards(page.lang, catalogue, first(&content.initiatives, MAX_INITIATIVES));
        let all = |search: &Search| paths::search(catalogue, search, 1);
        Self {
            canonical: page.absolute_url(&paths::employers(catalogue, content.search)),
            crumbs: breadcrumb(&page, [], page.t(messages::EMPLOYERS_TITLE)),
            place: place_name(catalogue, content.search),
            unknown,
            number: content.number.map(|it| NumberLine::new(&page, catalogue, it)),
            contacts,
            schemes: scheme_lines(&page, catalogue, &content.schemes),
            ended_schemes: scheme_lines(&page, catalogue, &content.ended_schemes),
            initiatives_more: MoreLink::beyond(initiatives.len(), content.total, || {
                all(&content.initiative_search)
            }),
            initiatives: shown.add_cards(initiatives),
            page,
        }
    }
}

fn contact_card<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    contact: &EmployerContact<'a>,
    shown: &mut ShownNumbers,
) -> ContactCard<'a> {
    let facts = &contact.organisation.facts;
    let kind = catalogue.kind(facts.kind.as_str()).map_or("", |kind| kind.label.as_str());
    let candidates = audience_labels(catalogue, &contact.help.audiences_only);
    let args = [("kind", Arg::Text(kind)), ("why", Arg::Text(contact.help.why.as_str()))];
    ContactCard {
        card: shown.add(OrganisationCard::new(page, catalogue, contact.organisation)),
        does: page.ta(messages::EMPLOYERS_DOES, &args),
        reserved: (!candidates.is_empty())
            .then(|| page.tv(messages::EMPLOYERS_RESERVED, &candidates)),
        away: away(page, contact.proximity, contact.metres),
    }
}

/// « Sanitas », « Tours » or « Indre-et-Loire »; empty without a place.
fn place_name(catalogue: &Catalogue, search: &OrganisationSearch) -> String {
    let neighbourhood = search.neighbourhood.as_ref().and_then(|it| catalogue.neighbourhood(it));
    let commune = search.commune.as_ref().and_then(|code| catalogue.commune(code));
    let departement = search.departement.as_ref().and_then(|code| catalogue.departement(code));
    let name = neighbourhood.map(|it| catalogue.neighbourhood_label(it));
    let name = name.or_else(|| commune.map(|it| it.name.to_string()));
    name.or_else(|| departement.map(|it| it.name.to_string())).unwrap_or_default()
}
