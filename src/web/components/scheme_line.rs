//! Scheme and national number in a list, and the line of numbers to call first.

use std::borrow::Cow;

use crate::catalogue::{Catalogue, NationalCalls};
use crate::domain::directory::{CallCost, NationalNumber, Scheme, SchemeStatus, ShortlistItem};
use crate::domain::text::{Line, Slug};
use crate::i18n::{Arg, messages};
use crate::web::{Page, paths};

/// Scheme in a list: title, summary, givers, and its mark if it is not surely in force.
#[derive(Debug)]
pub struct SchemeLine<'a> {
    pub href: String,
    /// Number on a shortlist, if it has one.
    pub item: Option<ShortlistItem>,
    pub title: &'a str,
    pub acronym: Option<&'a str>,
    pub summary: &'a str,
    /// Audiences that it is reserved to.
    pub reserved: Option<String>,
    /// « Donnée par : la Caf, France Travail »; empty if unknown.
    pub givers: String,
    /// That it is to be checked, or over.
    pub mark: Option<String>,
}

/// National number in a list.
#[derive(Debug)]
pub struct NumberLine<'a> {
    pub number: &'a NationalNumber,
    /// Audiences that it is reserved to.
    pub reserved: Option<String>,
    pub cost: String,
    /// Date on which it was seen.
    pub as_of: Option<String>,
}

impl<'a> NumberLine<'a> {
    pub fn new(page: &Page, catalogue: &Catalogue, number: &'a NationalNumber) -> Self {
        let cost = match number.cost {
            CallCost::Free => messages::NUMBER_FREE,
            CallCost::Call => messages::NUMBER_CALL,
            CallCost::Paid => messages::NUMBER_PAID,
        };
        Self {
            number,
            reserved: reserved(page, catalogue, &number.audiences_only),
            cost: page.t(cost).into_owned(),
            as_of: number.as_of.map(|date| {
                let date = page.lang.date_in(date);
                page.ta(messages::ASSOCIATIONS_SEEN, &[("date", Arg::Text(date.as_str()))])
            }),
        }
    }
}

/// Line of national numbers to call, above everything else on a page.
#[derive(Debug)]
pub struct CallLine<'a> {
    /// « Vous êtes en danger ? Appelez : »
    pub lead: Cow<'static, str>,
    pub numbers: Vec<&'a NationalNumber>,
}

impl<'a> CallLine<'a> {
    pub fn new(page: &Page, calls: NationalCalls<'a>) -> Self {
        let lead =
            if calls.is_danger { messages::CALL_DANGER } else { messages::CALL_NATIONAL_NUMBER };
        Self { lead: page.t(lead), numbers: calls.numbers }
    }
}

/// « Pour : Parents, Parents seuls. », if something is reserved to `audiences`.
pub fn reserved(page: &Page, catalogue: &Catalogue, audiences: &[Slug]) -> Option<String> {
    let labels = audience_labels(catalogue, audiences);
    (!labels.is_empty()).then(|| page.tv(messages::NEED_RESERVED, &labels))
}

/// « Parents, Parents seuls »
pub fn audience_labels(catalogue: &Catalogue, audiences: &[Slug]) -> String {
    let known = audiences.iter().filter_map(|slug| catalogue.audience(slug.as_str()));
    let labels: Vec<&str> = known.map(|it| it.label.as_str()).collect();
    labels.join(", ")
}

impl<'a> SchemeLine<'a> {
    pub fn new(page: &Page, catalogue: &Catalogue, scheme: &'a Scheme) -> Self {
        let givers = catalogue.giver_labels(scheme).join(", ");
        Self {
            href: paths::scheme(&scheme.slug),
            item: catalogue.scheme_id(&scheme.slug).map(ShortlistItem::Scheme),
            title: scheme.title.as_str(),
            acronym: scheme.acronym.as_ref().map(Line::as_str),
            summary: scheme.summary.as_str(),
            reserved: if scheme.is_for_everybody() {
                None
            } else {
                reserved(page, catalogue, &scheme.audiences)
            },
            givers: if givers.is_empty() { givers } else { page.tv(messages::SCHEME_BY, &givers) },
            mark: mark(page, scheme),
        }
    }
}

/// Formats `schemes`.
pub fn scheme_lines<'a>(
    page: &Page,
    catalogue: &Catalogue,
    schemes: &[&'a Scheme],
) -> Vec<SchemeLine<'a>> {
    schemes.iter().map(|scheme| SchemeLine::new(page, catalogue, scheme)).collect()
}

fn mark(page: &Page, scheme: &Scheme) -> Option<String> {
    let key = match scheme.status {
        SchemeStatus::InForce => return None,
        SchemeStatus::Unsure => messages::SCHEME_UNSURE,
        SchemeStatus::Ended => messages::SCHEME_ENDED,
    };
    Some(page.t(key).into_owned())
}
