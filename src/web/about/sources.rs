//! Page of data sources, and of the records left out.

use std::collections::BTreeMap;

use askama::Template;

use super::document::Document;
use crate::catalogue::Catalogue;
use crate::domain::directory::{DataSource, Exclusion, ExclusionKind, WebUrl};
use crate::domain::text::Prose;
use crate::i18n::{Key, capitalised, messages};
use crate::web::Page;

const CONTENTS: [(&str, &Key); 2] =
    [("t-list", messages::SOURCES_LIST), ("t-left", messages::SOURCES_LEFT_OUT)];

#[derive(Template)]
#[template(path = "about/sources.html")]
pub struct SourcesView<'a> {
    document: Document,
    sources: Vec<SourceLine<'a>>,
    initiatives: Vec<&'a Exclusion>,
    initiatives_count: String,
    organisations: Vec<ReasonGroup<'a>>,
    organisations_count: String,
    page: Page,
}

/// Data source, ready to print.
struct SourceLine<'a> {
    name: &'a str,
    publisher: &'a str,
    licence: &'a str,
    as_of: String,
    gives: &'a str,
    rows: Option<String>,
    url: Option<&'a WebUrl>,
    caveats: Option<&'a str>,
}

/// Records left out for the same reason.
struct ReasonGroup<'a> {
    reason: String,
    count: String,
    names: Vec<&'a str>,
}

impl<'a> SourcesView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue) -> Self {
        let left_out = |noun| catalogue.left_out.iter().filter(move |it| it.noun == noun);
        let organisations = left_out(ExclusionKind::Organisation).count();
        let initiatives: Vec<_> = left_out(ExclusionKind::Initiative).collect();
        Self {
            document: Document::new(&page, messages::SOURCES_TITLE, messages::SOURCES_LEAD)
                .under_about(&page)
                .with_contents(&CONTENTS),
            sources: catalogue.sources.iter().map(|it| SourceLine::new(&page, it)).collect(),
            initiatives_count: page.tn(messages::SOURCES_INITIATIVES_COUNT, initiatives.len()),
            initiatives,
            organisations: groups(&page, left_out(ExclusionKind::Organisation)),
            organisations_count: page.tn(messages::SOURCES_ORGANISATIONS_COUNT, organisations),
            page,
        }
    }
}

impl<'a> SourceLine<'a> {
    fn new(page: &Page, source: &'a DataSource) -> Self {
        let rows = source.rows.and_then(|rows| usize::try_from(rows).ok());
        let as_of = source.as_of.as_ref().map(ToString::to_string);
        Self {
            name: source.name.as_str(),
            publisher: source.publisher.as_str(),
            licence: source.licence.as_str(),
            as_of: as_of.unwrap_or_else(|| page.t(messages::SOURCES_AS_OF_UNKNOWN).into_owned()),
            gives: source.gives.as_str(),
            rows: rows.map(|rows| page.tn(messages::SOURCES_ROWS, rows)),
            url: source.url.as_ref(),
            caveats: source.caveats.as_ref().map(Prose::as_str),
        }
    }
}

/// Groups the records left out by reason, the largest group first: some two hundred share a few reasons.
fn groups<'a>(page: &Page, left_out: impl Iterator<Item = &'a Exclusion>) -> Vec<ReasonGroup<'a>> {
    let mut by_reason: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for it in left_out {
        by_reason
            .entry(common_reason(page, it.reason.as_str()))
            .or_default()
            .push(it.name.as_str());
    }
    let group = |(reason, names): (String, Vec<&'a str>)| {
        let count = page.tn(messages::SOURCES_GROUP_COUNT, names.len());
        ReasonGroup { reason, count, names }
    };
    let mut groups: Vec<_> = by_reason.into_iter().map(group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.names.len()));
    groups
}

/// Common form of `reason`: without the text in brackets, and without the reference of the record
/// that a duplicate was merged into.
fn common_reason(page: &Page, reason: &str) -> String {
    if reason.starts_with("fondu dans ") {
        return page.t(messages::SOURCES_MERGED).into_owned();
    }
    let mut text = String::new();
    let mut depth = 0_usize;
    for character in reason.chars() {
        match character {
            '(' => {
                depth += 1;
                text.truncate(text.trim_end().len());
            }
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => text.push(other),
            _ => {}
        }
    }
    capitalised(&text)
}
