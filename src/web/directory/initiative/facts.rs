//! Facts of an initiative, as the text of its page.

use crate::catalogue::Catalogue;
use crate::domain::directory::{Activity, Coverage, DeliveryMode, Initiative, Lifecycle};
use crate::domain::text::Line;
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, messages};
use crate::web::{Page, paths};

/// Name, with the URL of its page if it has one.
#[derive(Debug)]
pub struct NamedLink<'a> {
    pub name: &'a str,
    pub href: Option<String>,
}

/// Places, audiences, dates and people of an initiative; unknown values are stated as unknown.
#[derive(Debug)]
pub struct FactTexts<'a> {
    pub audiences: Vec<NamedLink<'a>>,
    pub neighbourhoods: Vec<NamedLink<'a>>,
    pub communes: Vec<NamedLink<'a>>,
    pub departements: Vec<NamedLink<'a>>,
    pub coverage: String,
    pub date_sentences: Vec<String>,
    pub carriers: Vec<NamedLink<'a>>,
    pub partners: Vec<NamedLink<'a>>,
}

impl<'a> FactTexts<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        use crate::domain::search::FacetValue;
        let facts = &initiative.facts;
        let choosing = |choice| Some(paths::search_by_choice(catalogue, &choice));
        let audiences = catalogue.audiences.iter().filter(|it| facts.audiences.contains(&it.slug));
        let quarters = facts.neighbourhoods.iter().filter_map(|it| catalogue.neighbourhood(it));
        let communes = facts.communes.iter().filter_map(|it| catalogue.commune(it));
        let departements = facts.departements.iter().filter_map(|it| catalogue.departement(it));
        Self {
            audiences: audiences
                .map(|it| NamedLink {
                    name: it.label.as_str(),
                    href: choosing(FacetValue::Audience(it.slug.clone())),
                })
                .collect(),
            neighbourhoods: quarters
                .map(|it| NamedLink {
                    name: it.name.as_str(),
                    href: Some(paths::neighbourhood(&it.slug)),
                })
                .collect(),
            communes: communes
                .map(|it| NamedLink {
                    name: it.name.as_str(),
                    href: choosing(FacetValue::Commune(it.insee.clone())),
                })
                .collect(),
            departements: departements
                .map(|it| NamedLink {
                    name: it.name.as_str(),
                    href: choosing(FacetValue::Departement(it.code.clone())),
                })
                .collect(),
            coverage: area_served(page, initiative),
            date_sentences: date_sentences(page, initiative),
            carriers: named_links(catalogue, initiative, &facts.carriers),
            partners: named_links(catalogue, initiative, &facts.partners),
        }
    }
}

/// `names`, each with the page of its organisation.
fn named_links<'a>(
    catalogue: &Catalogue,
    initiative: &Initiative,
    names: &'a [Line],
) -> Vec<NamedLink<'a>> {
    let page_of = |name: &Line| {
        let (_, id) = initiative.organisations.iter().find(|(it, _)| it == name)?;
        Some(paths::organisation(&catalogue.organisation(*id)?.facts.slug))
    };
    names.iter().map(|name| NamedLink { name: name.as_str(), href: page_of(name) }).collect()
}

/// Area served and mode of delivery: « Pour toute la région. À distance : par téléphone… »
fn area_served(page: &Page, initiative: &Initiative) -> String {
    let facts = &initiative.facts;
    let keys = [Some(coverage(facts.coverage)), facts.delivery.map(delivery)].into_iter().flatten();
    keys.map(|key| page.t(key).into_owned()).collect::<Vec<_>>().join(" ")
}

pub const fn delivery(delivery: DeliveryMode) -> &'static Key {
    match delivery {
        DeliveryMode::OnSite => messages::DELIVERY_ON_SITE,
        DeliveryMode::Itinerant => messages::DELIVERY_ITINERANT,
        DeliveryMode::Remote => messages::DELIVERY_REMOTE,
    }
}

pub const fn coverage(coverage: Coverage) -> &'static Key {
    match coverage {
        Coverage::Neighbourhood => messages::COVERAGE_NEIGHBOURHOOD,
        Coverage::Commune => messages::COVERAGE_COMMUNE,
        Coverage::Epci => messages::COVERAGE_EPCI,
        Coverage::Departement => messages::COVERAGE_DEPARTEMENT,
        Coverage::Region => messages::COVERAGE_REGION,
        Coverage::Unknown => messages::COVERAGE_UNKNOWN,
    }
}

/// Dates: start, last attestation, end; one sentence each.
fn date_sentences(page: &Page, initiative: &Initiative) -> Vec<String> {
    let life = &initiative.facts.lifecycle;
    let dated = |key: &Key, date| page.ta(key, &[("date", Arg::Text(&page.lang.date_in(date)))]);
    let mut lines = Vec::new();
    match (life.started_on, life.ended_on) {
        (Some(start), Some(end)) if start == end => lines.push(dated(messages::WHEN_PAST, start)),
        (Some(start), Some(end)) => lines.push(span(page, start, end)),
        (start, end) => {
            lines.extend(start.map(|date| started(page, date)));
            lines.extend(end.map(|date| dated(messages::WHEN_ENDED, date)));
        }
    }
    // An ended initiative needs no other sentence than its dates.
    if life.activity == Activity::Ended && !lines.is_empty() {
        return lines;
    }
    if life.activity == Activity::Recurring {
        lines.push(page.t(messages::WHEN_RECURRING).into_owned());
    }
    lines.push(match (life.attested_on, life.confirmed_on) {
        (Some(date), _) if initiative.facts.is_proposed_here() => {
            dated(messages::WHEN_REPORTED, date)
        }
        (Some(date), _) => dated(messages::WHEN_ATTESTED, date),
        (None, Some(day)) => dated(messages::WHEN_CONFIRMED, PartialDate::Day(day)),
        (None, None) => page.t(messages::WHEN_UNATTESTED).into_owned(),
    });
    if life.ended_on.is_none() {
        lines.extend(open_end(life).map(|key| page.t(key).into_owned()));
    }
    lines
}

/// « Depuis 2002. », « Depuis le 3 mai 2020. »
fn started(page: &Page, date: PartialDate) -> String {
    let date = match date {
        PartialDate::Day(_) => page.lang.date_in(date),
        PartialDate::Year(_) | PartialDate::Month(..) => page.lang.date(date),
    };
    page.ta(messages::WHEN_STARTED, &[("date", Arg::Text(&date))])
}

/// Sentence for an end date that is not given; none if the carrier confirmed that the initiative goes on.
fn open_end(life: &Lifecycle) -> Option<&'static Key> {
    match (life.activity, life.confirmed_on) {
        (Activity::Ended, _) | (Activity::Recurring, Some(_)) => None,
        (Activity::Ongoing, Some(_)) => Some(messages::WHEN_ENDLESS),
        (Activity::Recurring | Activity::Ongoing, None) | (Activity::Unknown, _) => {
            Some(messages::WHEN_END_UNKNOWN)
        }
    }
}

/// « Du 31 janvier au 5 mai 2023. », « Entre 2019 et mai 2023. »
fn span(page: &Page, start: PartialDate, end: PartialDate) -> String {
    let last = page.lang.date(end);
    let mut first = page.lang.date(start);
    let days = matches!((start, end), (PartialDate::Day(_), PartialDate::Day(_)));
    if days && start.first_day().year() == end.first_day().year() {
        let year = end.first_day().year().to_string();
        first = first.strip_suffix(&year).map_or(first.clone(), |it| it.trim_end().to_owned());
    }
    let key = if days { messages::WHEN_FROM_TO } else { messages::WHEN_BETWEEN };
    page.ta(key, &[("start", Arg::Text(&first)), ("end", Arg::Text(&last))])
}
