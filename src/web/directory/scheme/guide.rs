//! View of the guide for associations: the schemes of each barrier, and when to point to them.

use askama::Template;

use crate::catalogue::{Catalogue, GuideBarrier};
use crate::domain::directory::{KindBarrier, OrganisationKind, Scheme};
use crate::domain::search::OrganisationSearch;
use crate::domain::text::Prose;
use crate::i18n::messages;
use crate::web::components::{
    Crumb, Link, NumberLine, PrintFooter, SchemeLine, audience_labels, breadcrumb,
};
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "directory/scheme/guide.html")]
pub struct GuideView<'a> {
    canonical: String,
    crumbs: Vec<Crumb>,
    print_footer: PrintFooter,
    sections: Vec<Section<'a>>,
    numbers: Vec<NumberLine<'a>>,
    page: Page,
}

/// Barrier with its kinds of organisations and its schemes.
struct Section<'a> {
    slug: &'a str,
    label: &'a str,
    plain_label: &'a str,
    kinds: Vec<KindLine<'a>>,
    schemes: Vec<GuideScheme<'a>>,
    /// Schemes of other sections that help too: their title, and their place on the page.
    also: Vec<Link>,
}

/// Kind of organisation to see first.
struct KindLine<'a> {
    link: Link,
    why: &'a str,
    /// « Pour : jeunes », if it is reserved.
    only: Option<String>,
}

/// Scheme with its audiences and its conditions.
struct GuideScheme<'a> {
    slug: &'a str,
    line: SchemeLine<'a>,
    audiences: String,
    conditions: &'a str,
    how_to_ask: Option<&'a str>,
}

impl<'a> GuideView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &[GuideBarrier<'a>]) -> Self {
        let section = |it: &GuideBarrier<'a>| Section::new(&page, catalogue, it);
        let sections = content.iter().map(section).collect();
        let numbers = catalogue.national_numbers.iter();
        let numbers = numbers.map(|it| NumberLine::new(&page, catalogue, it)).collect();
        Self {
            canonical: page.absolute_url(paths::ASSOCIATIONS),
            crumbs: breadcrumb(
                &page,
                [Crumb::to(page.t(messages::SCHEMES_TITLE), paths::SCHEMES)],
                page.t(messages::ASSOCIATIONS_CRUMB),
            ),
            print_footer: PrintFooter::new(&page, paths::ASSOCIATIONS),
            sections,
            numbers,
            page,
        }
    }
}

impl<'a> Section<'a> {
    fn new(page: &Page, catalogue: &'a Catalogue, content: &GuideBarrier<'a>) -> Self {
        let barrier = content.barrier;
        let kind = |it: &(&'a KindBarrier, &'a OrganisationKind)| kind(page, catalogue, it.0, it.1);
        let scheme = |it: &&'a Scheme| GuideScheme::new(page, catalogue, it);
        Self {
            slug: barrier.slug.as_str(),
            label: barrier.label.as_str(),
            plain_label: barrier.plain_label.as_str(),
            kinds: content.first_kinds.iter().map(kind).collect(),
            schemes: content.schemes.iter().map(scheme).collect(),
            also: content.also.iter().map(|it| Link::new(it.title.as_str(), anchor(it))).collect(),
        }
    }
}

impl<'a> GuideScheme<'a> {
    fn new(page: &Page, catalogue: &'a Catalogue, scheme: &'a Scheme) -> Self {
        Self {
            slug: scheme.slug.as_str(),
            line: SchemeLine::new(page, catalogue, scheme),
            audiences: audience_labels(catalogue, &scheme.audiences),
            conditions: scheme.conditions.as_str(),
            how_to_ask: scheme.how_to_ask.as_ref().map(Prose::as_str),
        }
    }
}

fn kind<'a>(
    page: &Page,
    catalogue: &Catalogue,
    help: &'a KindBarrier,
    kind: &OrganisationKind,
) -> KindLine<'a> {
    let search = OrganisationSearch { kind: Some(kind.slug.clone()), ..Default::default() };
    let only = audience_labels(catalogue, &help.audiences_only);
    KindLine {
        link: Link::new(kind.label.as_str(), paths::organisations(catalogue, &search, 1)),
        why: help.why.as_str(),
        only: (!only.is_empty()).then(|| page.tv(messages::ASSOCIATIONS_ONLY, &only)),
    }
}

/// Link to `scheme` within the page.
fn anchor(scheme: &Scheme) -> String {
    format!("#aide-{}", scheme.slug)
}
