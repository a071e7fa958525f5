//! Labels, help texts, error messages and values of proposal fields as text.

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::directory::OrganisationId;
use crate::domain::moderation::{AuditKind, AuthorEvent};
use crate::domain::proposal::{
    Field, FieldKind, FormData, Proposal, ProposalState, ProposalWarning, Step, ValidationError,
    ValidationErrors, named_places, warnings as warnings_of,
};
use crate::i18n::{Arg, messages};
use crate::web::form::FormErrors;
use crate::web::{Page, Result};

/// Label of `field`.
pub fn label(page: &Page, field: Field) -> String {
    page.lang.field_label(field).into_owned()
}

/// Error messages of the fields of `step`, or of all fields.
pub fn errors(page: &Page, wrong: &ValidationErrors, step: Option<Step>) -> FormErrors {
    let mut errors = FormErrors::default();
    for (field, wrong) in wrong {
        if step.is_none_or(|step| field.step() == step) {
            errors.add(field.name(), error_message(page, *field, *wrong));
        }
    }
    errors
}

/// Error message of `field`.
pub fn error_message(page: &Page, field: Field, error: ValidationError) -> String {
    let key = match error {
        ValidationError::Missing => messages::PROPOSE_MISSING,
        ValidationError::Malformed => messages::PROPOSE_MALFORMED,
        ValidationError::NotDigits => messages::PROPOSE_NOT_DIGITS,
        ValidationError::WrongKey => messages::PROPOSE_WRONG_KEY,
        ValidationError::SeveralNumbers => messages::PROPOSE_SEVERAL_NUMBERS,
        ValidationError::PostcodeOfSeveral => messages::PROPOSE_POSTCODE_OF_SEVERAL,
        ValidationError::Digits(found, needed) => {
            let field = ("field", Arg::Text(field.name()));
            let args = [field, ("n", Arg::Count(found)), ("needed", Arg::Count(needed))];
            return page.ta(messages::PROPOSE_DIGITS, &args);
        }
        ValidationError::Unknown => messages::PROPOSE_UNKNOWN,
        ValidationError::NotInRegion => messages::PROPOSE_NOT_IN_REGION,
        ValidationError::NotThere => messages::PROPOSE_NOT_THERE,
        ValidationError::NotThePostcode => messages::PROPOSE_NOT_THE_POSTCODE,
        ValidationError::NothingToPublish => messages::PROPOSE_NOTHING_TO_PUBLISH,
        ValidationError::Needed => messages::PROPOSE_NEEDED,
        ValidationError::NotAlone => messages::PROPOSE_NOT_ALONE,
        ValidationError::TooShort(n) => {
            let args = [("field", Arg::Text(field.name())), ("n", Arg::Count(n))];
            return page.ta(messages::PROPOSE_TOO_SHORT, &args);
        }
        ValidationError::Truncated(typed) => return truncated(page, field, typed),
        ValidationError::TooLong(n) => {
            let label = label(page, field);
            return page.ta(
                messages::PROPOSE_TOO_LONG,
                &[("label", Arg::Text(label.as_str())), ("n", Arg::Count(n))],
            );
        }
    };
    page.tv(key, field.name())
}

/// Error message: `typed` characters are too many for `field`, and how many are stored.
fn truncated(page: &Page, field: Field, typed: usize) -> String {
    let label = label(page, field);
    let args = [
        ("label", Arg::Text(label.as_str())),
        ("typed", Arg::Count(typed)),
        ("most", Arg::Count(field.spec().max_len.unwrap_or_default())),
        ("stored", Arg::Count(field.stored_len())),
    ];
    page.ta(messages::PROPOSE_TRUNCATED, &args)
}

/// Warnings about `entry`, each with the field to correct.
pub fn warnings(page: &Page, catalogue: &Catalogue, entry: &FormData) -> Vec<(Field, String)> {
    let warnings = warnings_of(entry, catalogue).into_iter();
    warnings.map(|it| (it.field(), warning(page, catalogue, entry, &it))).collect()
}

fn warning(
    page: &Page,
    catalogue: &Catalogue,
    entry: &FormData,
    warning: &ProposalWarning,
) -> String {
    match warning {
        ProposalWarning::NotPublished(field) => {
            page.tv(messages::WARNING_NOT_PUBLISHED, field.name())
        }
        ProposalWarning::OnePostcode => {
            page.tv(messages::WARNING_ONE_POSTCODE, entry.get(Field::Postcode))
        }
        ProposalWarning::Elsewhere(code) => {
            let found = catalogue.neighbourhood(code);
            let name = found.map(|it| it.name.to_string()).unwrap_or_default();
            let town = found.map(|it| catalogue.towns(it)).unwrap_or_default();
            let args = [
                ("name", Arg::Text(&name)),
                ("town", Arg::Text(&town)),
                ("typed", Arg::Text(entry.get(Field::Commune))),
            ];
            page.ta(messages::WARNING_ELSEWHERE, &args)
        }
    }
}

/// Values of `field` in `entry`, as text.
pub fn value_texts(
    page: &Page,
    catalogue: &Catalogue,
    entry: &FormData,
    field: Field,
) -> Vec<String> {
    let values = entry.all(field).iter().map(|text| value_text(page, catalogue, field, text));
    let places = (field == Field::Commune).then(|| understood_places(catalogue, entry));
    let places = places.filter(|places| !places.is_empty());
    let places = places.map(|places| page.tv(messages::PROPOSE_UNDERSTOOD, &places));
    values.chain(places).collect()
}

/// Places that the field of the communes names, as they are understood: « Veuzain-sur-Loire (Loir-et-Cher) ».
pub fn understood_places(catalogue: &Catalogue, entry: &FormData) -> String {
    let (communes, departements) = named_places(entry, catalogue);
    let communes = communes.iter().filter_map(|code| {
        let it = catalogue.commune(code)?;
        Some(format!("{} ({})", it.name, catalogue.departement(&it.departement)?.name))
    });
    let departements = departements.iter().filter_map(|code| catalogue.departement(code));
    let departements = departements.map(|it| it.name.to_string());
    communes.chain(departements).collect::<Vec<_>>().join(", ")
}

/// Value `text` of `field` as text: the name of a record, the label of an option.
pub fn value_text(page: &Page, catalogue: &Catalogue, field: Field, text: &str) -> String {
    let value_text = match field.spec().kind {
        FieldKind::Line | FieldKind::Lines { .. } => None,
        FieldKind::OneOf | FieldKind::SomeOf => {
            Some(page.lang.option_label(field, text).into_owned())
        }
        FieldKind::Neighbourhoods => {
            let it = text.parse().ok().and_then(|code| catalogue.neighbourhood(&code));
            it.map(|it| catalogue.neighbourhood_label(it))
        }
        FieldKind::Barriers => catalogue.barrier(text).map(|it| it.label.to_string()),
        FieldKind::Audiences => catalogue.audience(text).map(|it| it.label.to_string()),
        FieldKind::Organisation => {
            let id = text.parse().ok().map(OrganisationId::new);
            id.and_then(|id| catalogue.organisation(id)).map(|it| it.facts.name.to_string())
        }
        FieldKind::Consent => Some(page.tv(messages::PROPOSE_PUBLISH, text)),
    };
    value_text.unwrap_or_else(|| text.to_owned())
}

/// Title of `step`.
pub fn step_title(page: &Page, step: Step) -> String {
    page.tv(messages::PROPOSE_STEP_TITLE, step.slug())
}

/// Title of a proposal, or « Sans titre » if it is empty.
pub fn title(page: &Page, title: &str) -> String {
    if title.is_empty() {
        page.t(messages::PROPOSAL_UNTITLED).into_owned()
    } else {
        title.to_owned()
    }
}

/// Last moderator message about `proposal`, if it awaits an answer.
pub async fn moderator_message(app: &App, proposal: &Proposal) -> Result<Option<String>> {
    let happened = app.store.list_author_events(proposal.id).await?;
    Ok(open_message(proposal.state, &happened))
}

/// Last moderator message, if the proposal awaits an answer to it.
pub fn open_message(state: ProposalState, happened: &[AuthorEvent]) -> Option<String> {
    let waits = matches!(
        state,
        ProposalState::ChangesRequested | ProposalState::Refused | ProposalState::Draft
    );
    let asks = |kind| matches!(kind, AuditKind::ChangesRequested | AuditKind::Refused);
    // Requests before one of these events no longer count.
    let answers = |kind| matches!(kind, AuditKind::Sent | AuditKind::Published | AuditKind::Undone);
    let last = happened.iter().rev().find(|it| asks(it.kind) || answers(it.kind));
    let open = last.filter(|it| waits && asks(it.kind))?;
    open.words.as_ref().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn after(kinds: &[AuditKind], state: ProposalState) -> Option<String> {
        let message =
            |kind| (kind == AuditKind::ChangesRequested).then_some("Il manque l’adresse.");
        let happened = kinds.iter().map(|kind| AuthorEvent {
            at: Timestamp::UNIX_EPOCH,
            kind: *kind,
            words: message(*kind).map(|text| text.parse().unwrap()),
        });
        open_message(state, &happened.collect::<Vec<_>>())
    }

    #[test]
    fn a_moderator_message_is_shown_until_it_is_answered() {
        use AuditKind::{ChangesRequested, Sent, Undone};
        let event_key = Some("Il manque l’adresse.".to_owned());
        assert_eq!(after(&[Sent, ChangesRequested], ProposalState::ChangesRequested), event_key);
        let answered = [ChangesRequested, Sent];
        assert_eq!(after(&answered, ProposalState::Pending), None);
        assert_eq!(after(&answered, ProposalState::Draft), None);
        assert_eq!(after(&[ChangesRequested, Undone], ProposalState::Pending), None);
        assert_eq!(after(&[], ProposalState::Draft), None);
    }
}
