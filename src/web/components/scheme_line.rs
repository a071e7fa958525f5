//! Scheme in a list.

use crate::catalogue::Catalogue;
use crate::domain::directory::{Scheme, SchemeStatus};
use crate::domain::text::Line;
use crate::i18n::messages;
use crate::web::{Page, paths};

/// Scheme in a list: title, summary, givers, and its mark if it is not surely in force.
#[derive(Debug)]
pub struct SchemeLine<'a> {
    pub href: String,
    pub title: &'a str,
    pub acronym: Option<&'a str>,
    pub summary: &'a str,
    /// « Donnée par : la Caf, France Travail »; empty if unknown.
    pub givers: String,
    /// That it is to be checked, or over.
    pub mark: Option<String>,
}

impl<'a> SchemeLine<'a> {
    pub fn new(page: &Page, catalogue: &Catalogue, scheme: &'a Scheme) -> Self {
        let givers = catalogue.giver_labels(scheme).join(", ");
        Self {
            href: paths::scheme(&scheme.slug),
            title: scheme.title.as_str(),
            acronym: scheme.acronym.as_ref().map(Line::as_str),
            summary: scheme.summary.as_str(),
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
