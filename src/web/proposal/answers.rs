//! Answers of each step on the review page.

use super::labels;
use crate::catalogue::Catalogue;
use crate::domain::account::Token;
use crate::domain::proposal::{Field, FormData, Proposal, Step};
use crate::i18n::{Arg, Key, messages};
use crate::web::{Page, paths};

/// Answers of a step.
pub struct StepAnswers {
    pub title: String,
    pub href: String,
    pub lines: Vec<(String, Vec<String>)>,
}

impl StepAnswers {
    pub fn new(
        page: &Page,
        catalogue: &Catalogue,
        token: &Token,
        (proposal, step): (&Proposal, Step),
    ) -> Self {
        let entry = &proposal.form;
        let line = |field: Field| {
            let values = labels::value_texts(page, catalogue, entry, field);
            (!values.is_empty()).then(|| (label(page, entry, field), values))
        };
        // The label of each contact says if it is published.
        let fields = step.fields().filter(|field| *field != Field::Publish);
        Self {
            title: labels::step_title(page, step),
            href: paths::draft_step_then_review(token, step),
            lines: fields.filter_map(line).collect(),
        }
    }
}

fn label(page: &Page, entry: &FormData, field: Field) -> String {
    let label = labels::label(page, field);
    let mark = |key: &Key| {
        let args = [("label", Arg::Text(label.as_str())), ("field", Arg::Text(field.name()))];
        page.ta(key, &args)
    };
    if matches!(field, Field::AuthorName | Field::AuthorEmail | Field::AuthorRole) {
        mark(messages::REVIEW_PRIVATE)
    } else if matches!(field, Field::Phone | Field::Email | Field::Website) {
        let published = entry.has(Field::Publish, field.name());
        mark(if published { messages::REVIEW_PUBLISHED } else { messages::REVIEW_NOT_PUBLISHED })
    } else if field == Field::AccessUrl {
        mark(messages::REVIEW_PUBLISHED)
    } else {
        label
    }
}
