//! Parts of the page of an organisation that prepare a visit: hours of the week, needs that it helps with, others near.

use std::borrow::Cow;

use crate::catalogue::{Catalogue, OrganisationContent, OrganisationHelp};
use crate::domain::directory::{BarrierStrength, OrganisationFacts};
use crate::i18n::{capitalised, messages};
use crate::web::components::{OrganisationCard, ShownNumbers, reserved};
use crate::web::{Page, paths};

/// What prepares a visit.
#[derive(Debug)]
pub struct Visit<'a> {
    /// Hours of the week; empty if unknown.
    pub week: Vec<WeekRow>,
    pub helps: Vec<HelpGroup<'a>>,
    /// « D’autres lieux de ce type à Tours »
    pub alike_title: String,
    pub alike: Vec<OrganisationCard<'a>>,
}

/// Hours of a day, or days without hours.
#[derive(Debug)]
pub struct WeekRow {
    /// « Mardi », « Samedi, dimanche »
    pub days: String,
    /// Spans of time; empty if it is closed.
    pub spans: Vec<String>,
    pub is_today: bool,
}

/// Needs of one strength, with their title.
#[derive(Debug)]
pub struct HelpGroup<'a> {
    pub title: Cow<'static, str>,
    pub lines: Vec<HelpLine<'a>>,
}

/// Need, with a link to its desk at the place of the organisation.
#[derive(Debug)]
pub struct HelpLine<'a> {
    pub slug: &'a str,
    pub label: &'a str,
    pub href: String,
    /// « Verse l’aide à la mobilité. Pour : Parents. »
    pub why: String,
}

impl<'a> Visit<'a> {
    pub fn new(page: &Page, catalogue: &'a Catalogue, content: &OrganisationContent<'a>) -> Self {
        let facts = &content.organisation.facts;
        let commune = facts.commune.as_ref().and_then(|code| catalogue.commune(code));
        let place = commune.map(|it| page.lang.in_commune(it.name.as_str())).unwrap_or_default();
        Self {
            week: week(page, facts),
            helps: help_groups(page, catalogue, content),
            alike_title: page.tv(messages::ORGANISATION_ALIKE_HERE, &place),
            alike: alike(page, catalogue, content),
        }
    }
}

/// Hours of the week, a row a day; days without hours that follow each other share one.
fn week(page: &Page, facts: &OrganisationFacts) -> Vec<WeekRow> {
    let Some(hours) = &facts.opening_hours else { return Vec::new() };
    let today = usize::from(page.now.weekday().to_monday_zero_offset().unsigned_abs());
    let mut rows: Vec<WeekRow> = Vec::new();
    for (at, day) in page.lang.week(hours).into_iter().enumerate() {
        let is_today = at == today;
        match rows.last_mut() {
            Some(row)
                if !is_today && !row.is_today && row.spans.is_empty() && day.spans.is_empty() =>
            {
                row.days = format!("{}, {}", row.days, day.day);
            }
            _ => rows.push(WeekRow { days: capitalised(&day.day), spans: day.spans, is_today }),
        }
    }
    rows
}

/// Needs that its kind helps with: its trade first.
fn help_groups<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &OrganisationContent<'a>,
) -> Vec<HelpGroup<'a>> {
    let line = |it: &OrganisationHelp<'a>| {
        let why = format!("{}.", capitalised(it.help.why.as_str()));
        let slug = &it.barrier.slug;
        HelpLine {
            slug: slug.as_str(),
            label: it.barrier.label.as_str(),
            href: content.place.map_or_else(|| paths::barrier(slug), |at| paths::need(at, slug)),
            why: match reserved(page, catalogue, &it.help.audiences_only) {
                Some(reserved) => format!("{why} {reserved}"),
                None => why,
            },
        }
    };
    let group = |strength, title| HelpGroup {
        title: page.t(title),
        lines: content.helps.iter().filter(|it| it.help.strength == strength).map(line).collect(),
    };
    let groups = [
        group(BarrierStrength::First, messages::NEED_FIRST),
        group(BarrierStrength::Also, messages::NEED_ALSO),
    ];
    groups.into_iter().filter(|it| !it.lines.is_empty()).collect()
}

/// Others of its kind in its town, without a number that stands above.
fn alike<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &OrganisationContent<'a>,
) -> Vec<OrganisationCard<'a>> {
    let mut shown = ShownNumbers::default();
    if let Some(phone) = &content.organisation.facts.phone {
        shown.insert(phone);
    }
    let cards = content.alike.iter().map(|it| OrganisationCard::new(page, catalogue, it));
    cards.map(|card| shown.add(card)).collect()
}
