//! Answers of each step on the review page.

use super::words;
use crate::{
    catalogue::Catalogue,
    domain::{
        proposal::{Entry, Field, Proposal, Step},
        secret::Token,
    },
    i18n::{Arg, Key, say},
    web::{Page, paths},
};

/// Answers of a step.
pub struct Section {
    pub title: String,
    pub href: String,
    pub lines: Vec<(String, Vec<String>)>,
}

impl Section {
    pub fn new(
        page: &Page,
        catalogue: &Catalogue,
        token: &Token,
        (proposal, step): (&Proposal, Step),
    ) -> Self {
        let entry = &proposal.entry;
        let line = |field: Field| {
            let said = words::spoken(page, catalogue, entry, field);
            (!said.is_empty()).then(|| (label(page, entry, field), said))
        };
        // The label of each contact says if it is published.
        let fields = step.fields().filter(|field| *field != Field::Publish);
        Self {
            title: words::step_title(page, step),
            href: paths::and_back(token, step),
            lines: fields.filter_map(line).collect(),
        }
    }
}

fn label(page: &Page, entry: &Entry, field: Field) -> String {
    let label = words::label(page, field);
    let mark = |key: &Key| {
        let args = [("label", Arg::Text(label.as_str())), ("field", Arg::Text(field.name()))];
        page.ta(key, &args)
    };
    if matches!(field, Field::AuthorName | Field::AuthorEmail | Field::AuthorRole) {
        mark(say::REVIEW_PRIVATE)
    } else if matches!(field, Field::Phone | Field::Email | Field::Website) {
        let published = entry.has(Field::Publish, field.name());
        mark(if published { say::REVIEW_PUBLISHED } else { say::REVIEW_NOT_PUBLISHED })
    } else if field == Field::AccessUrl {
        mark(say::REVIEW_PUBLISHED)
    } else {
        label
    }
}
