//! View of the page of an initiative.

use askama::Template;

use super::contact::Contact;
use super::facts::FactTexts;
use super::practical::PracticalWords;
use super::share::{json_ld, mailto};
use crate::catalogue::{Catalogue, InitiativeContent};
use crate::domain::directory::{
    Confidence, Initiative, InitiativeFacts, InitiativeState, ShortlistItem, WebUrl,
};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, messages};
use crate::web::components::{
    BarrierLabel, Card, Crumb, JsonLd, Link, LinkPreview, PrintFooter, SchemeLine, StateBadge,
    barrier_labels, breadcrumb, cards, scheme_lines,
};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/initiative/show.html")]
pub struct InitiativeView<'a> {
    title: &'a str,
    /// Page title: the title, and the town if there is only one.
    head: String,
    summary: &'a str,
    canonical: String,
    print_footer: PrintFooter,
    mailto: String,
    /// Number on a shortlist, and sheet to print.
    item: ShortlistItem,
    sheet: String,
    crumbs: Vec<Crumb>,
    state: StateBadge,
    /// Advice that follows from the state.
    advice: String,
    barriers: Vec<BarrierLabel<'a>>,
    /// First neighbourhood of the initiative, if any.
    emblem: Option<Emblem<'a>>,
    facts: FactTexts<'a>,
    practical: PracticalWords<'a>,
    contact: Contact<'a>,
    /// True if the carrier confirmed the facts on this site.
    by_carrier: bool,
    /// True if it was proposed on this site and has no public source.
    proposed_here: bool,
    /// True if it has ended: the page then invites nobody to come.
    ended: bool,
    similar: Vec<Card<'a>>,
    /// Schemes that its text names.
    schemes: Vec<SchemeLine<'a>>,
    sources: Vec<&'a WebUrl>,
    /// Date of the carrier's confirmation on this site, in addition to the sources.
    confirmed_here: Option<String>,
    /// Date of the last public source.
    attested: String,
    confidence: String,
    note: Option<&'a str>,
    collection: Option<Link>,
    json_ld: JsonLd,
    link_preview: LinkPreview,
    /// URL of the form that proposes a correction.
    correction_url: String,
    /// Banner, if the page is a preview of unpublished content.
    preview: Option<Preview>,
    page: Page,
}

/// Neighbourhood with its outline.
struct Emblem<'a> {
    code: &'a str,
    name: &'a str,
    href: String,
    town: String,
}

impl<'a> InitiativeView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &InitiativeContent<'a>) -> Self {
        let initiative = content.initiative;
        let facts = &initiative.facts;
        let state = catalogue.state(initiative);
        let mut contact = Contact::new(&page, catalogue, initiative);
        let reachable = contact.phone.is_some() || !contact.calls.is_empty();
        let canonical = page.absolute_url(&paths::initiative(&facts.slug));
        Self {
            title: facts.title.as_str(),
            head: head(catalogue, initiative),
            summary: facts.summary.as_str(),
            print_footer: PrintFooter::new(&page, &paths::initiative_short(initiative.id)),
            mailto: mailto(&page, initiative, &contact),
            item: ShortlistItem::Initiative(initiative.id),
            sheet: paths::initiative_sheet(&facts.slug),
            crumbs: crumbs(&page, catalogue, initiative),
            state: StateBadge::new(page.lang, initiative, state),
            advice: page.t(advice(facts, state, reachable)).into_owned(),
            barriers: barrier_labels(catalogue, &facts.barriers),
            emblem: emblem(catalogue, initiative),
            facts: FactTexts::new(&page, catalogue, initiative),
            practical: PracticalWords::new(&page, catalogue, initiative),
            by_carrier: facts.lifecycle.confirmed_on.is_some(),
            proposed_here: facts.is_proposed_here(),
            ended: state == InitiativeState::Ended,
            similar: contact.shown.add_cards(cards(page.lang, catalogue, &content.similar)),
            schemes: scheme_lines(&page, catalogue, &content.schemes),
            sources: facts.source_urls.iter().collect(),
            confirmed_here: confirmed_here(&page, facts),
            attested: attested(&page, initiative),
            confidence: page.t(confidence(facts.confidence)).into_owned(),
            note: facts.editor_note.as_ref().map(crate::domain::text::Prose::as_str),
            collection: collection(&page, catalogue, initiative),
            json_ld: json_ld(catalogue, initiative, &canonical),
            link_preview: link_preview(&page, facts),
            correction_url: paths::change_proposal(initiative.id),
            preview: None,
            contact,
            canonical,
            page,
        }
    }

    /// Turns the page into a preview of unpublished content.
    pub fn into_preview(self, preview: Preview) -> Self {
        let head = self.page.tv(messages::PREVIEW_HEAD, &self.head);
        Self { head, preview: Some(preview), ..self }
    }
}

fn link_preview(page: &Page, facts: &InitiativeFacts) -> LinkPreview {
    let (title, summary) = (facts.title.as_str(), facts.summary.as_str());
    let path = paths::initiative(&facts.slug);
    LinkPreview::new(page, title, summary, &path, &paths::initiative_preview(&facts.slug))
}

/// Title, followed by the town if there is exactly one and the title does not name it.
fn head(catalogue: &Catalogue, initiative: &Initiative) -> String {
    let facts = &initiative.facts;
    let title = facts.title.as_str();
    let town = match facts.communes.as_slice() {
        [only] => catalogue.commune(only).map(|it| it.name.as_str()),
        _ => None,
    };
    match town.filter(|town| !title.contains(town)) {
        Some(town) => format!("{title}, {town}"),
        None => title.to_owned(),
    }
}

fn attested(page: &Page, initiative: &Initiative) -> String {
    match initiative.facts.lifecycle.attested_on {
        Some(date) => {
            page.ta(messages::SOURCE_DATED, &[("date", Arg::Text(&page.lang.date_in(date)))])
        }
        None => page.t(messages::WHEN_UNATTESTED).into_owned(),
    }
}

fn confirmed_here(page: &Page, facts: &InitiativeFacts) -> Option<String> {
    let date = page.lang.date_in(PartialDate::Day(facts.lifecycle.confirmed_on?));
    Some(page.ta(messages::SOURCE_CONFIRMED_HERE, &[("date", Arg::Text(&date))]))
}

/// Advice for a state; `reachable` is true if there is a number to call.
fn advice(facts: &InitiativeFacts, state: InitiativeState, reachable: bool) -> &'static Key {
    match state {
        InitiativeState::Confirmed => messages::ADVICE_CONFIRMED,
        InitiativeState::ToConfirm if facts.lifecycle.last_carrier_confirmation().is_some() => {
            messages::ADVICE_CONFIRMED_BEFORE
        }
        InitiativeState::ToConfirm if facts.is_proposed_here() => messages::ADVICE_REPORTED,
        InitiativeState::ToConfirm => messages::ADVICE_TO_CONFIRM,
        InitiativeState::Dated if reachable => messages::ADVICE_DATED,
        InitiativeState::Dated => messages::ADVICE_DATED_ASK,
        InitiativeState::Ended => messages::ADVICE_ENDED,
    }
}

const fn confidence(confidence: Confidence) -> &'static Key {
    match confidence {
        Confidence::High => messages::CONFIDENCE_HIGH,
        Confidence::Medium => messages::CONFIDENCE_MEDIUM,
        Confidence::Low => messages::CONFIDENCE_LOW,
    }
}

fn crumbs(page: &Page, catalogue: &Catalogue, initiative: &Initiative) -> Vec<Crumb> {
    use crate::domain::search::FacetValue;
    let facts = &initiative.facts;
    let mut above = vec![Crumb::to(page.t(messages::NAV_INITIATIVES), paths::INITIATIVES)];
    if let [code] = facts.departements.as_slice()
        && let Some(departement) = catalogue.departement(code)
    {
        let href = paths::search_by_choice(catalogue, &FacetValue::Departement(code.clone()));
        above.push(Crumb::to(departement.name.as_str(), href));
    }
    if let [code] = facts.neighbourhoods.as_slice()
        && let Some(it) = catalogue.neighbourhood(code)
    {
        above.push(Crumb::to(it.name.as_str(), paths::neighbourhood(&it.slug)));
    }
    breadcrumb(page, above, facts.title.as_str())
}

fn emblem<'a>(catalogue: &'a Catalogue, initiative: &Initiative) -> Option<Emblem<'a>> {
    let it = catalogue.neighbourhood(initiative.facts.neighbourhoods.first()?)?;
    Some(Emblem {
        code: it.code.as_str(),
        name: it.name.as_str(),
        href: paths::neighbourhood(&it.slug),
        town: catalogue.towns(it),
    })
}

fn collection(page: &Page, catalogue: &Catalogue, initiative: &Initiative) -> Option<Link> {
    let entry = initiative.facts.collection.as_ref()?;
    let collection = catalogue.collection(entry.collection.as_str())?;
    let args = [
        ("n", Arg::Count(usize::from(entry.number))),
        ("title", Arg::Text(collection.title.as_str())),
    ];
    let label = page.ta(messages::INITIATIVE_IN_COLLECTION, &args);
    Some(Link::new(label, paths::collection(&collection.slug)))
}

/// Banner of a preview of unpublished content.
#[derive(Debug)]
pub struct Preview {
    /// Description of the content shown.
    pub text: &'static Key,
    /// Links back, and to the published version if there is one: label and URL.
    pub links: Vec<(&'static Key, String)>,
}
