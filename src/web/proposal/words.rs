//! Labels, help texts, error messages and values of proposal fields as text.

use crate::{
    catalogue::Catalogue,
    domain::{
        ids::OrganisationId,
        proposal::{Doubt, Entry, Field, Mistake, Mistaken, Step, doubts as doubts_of},
    },
    i18n::{Arg, say},
    web::{Page, forms::Mistakes},
};

/// Label of `field`.
pub fn label(page: &Page, field: Field) -> String {
    if field == Field::Carrier {
        page.t(say::PROPOSE_CARRIER).into_owned()
    } else if field == Field::Publish {
        page.t(say::PROPOSE_CONTACTS).into_owned()
    } else {
        page.tv(say::PROPOSE_LABEL, field.name())
    }
}

/// Help text of `field`, if any.
pub fn help(page: &Page, field: Field) -> Option<String> {
    Some(page.tv(say::PROPOSE_HELP, field.name())).filter(|help| !help.is_empty())
}

/// Label of the option `value` of a closed list.
pub fn option(page: &Page, field: Field, value: &str) -> String {
    let key = format!("{}-{value}", field.name());
    let words = page.tv(say::PROPOSE_OPTION, &key);
    if words == key { value.to_owned() } else { words }
}

/// Error messages of the fields of `step`, or of all fields.
pub fn mistakes(page: &Page, wrong: &Mistaken, step: Option<Step>) -> Mistakes {
    let mut mistakes = Mistakes::default();
    for (field, wrong) in wrong {
        if step.is_none_or(|step| field.step() == step) {
            mistakes.add(field.name(), mistake(page, *field, *wrong));
        }
    }
    mistakes
}

/// Error message of `field`.
pub fn mistake(page: &Page, field: Field, mistake: Mistake) -> String {
    let key = match mistake {
        Mistake::Missing => say::PROPOSE_MISSING,
        Mistake::Malformed => say::PROPOSE_MALFORMED,
        Mistake::NotDigits => say::PROPOSE_NOT_DIGITS,
        Mistake::WrongKey => say::PROPOSE_WRONG_KEY,
        Mistake::SeveralNumbers => say::PROPOSE_SEVERAL_NUMBERS,
        Mistake::PostcodeOfSeveral => say::PROPOSE_POSTCODE_OF_SEVERAL,
        Mistake::Digits(found, needed) => {
            let field = ("field", Arg::Text(field.name()));
            let args = [field, ("n", Arg::Count(found)), ("needed", Arg::Count(needed))];
            return page.ta(say::PROPOSE_DIGITS, &args);
        }
        Mistake::Unknown => say::PROPOSE_UNKNOWN,
        Mistake::NotInRegion => say::PROPOSE_NOT_IN_REGION,
        Mistake::NotThePostcode => say::PROPOSE_NOT_THE_POSTCODE,
        Mistake::NothingToPublish => say::PROPOSE_NOTHING_TO_PUBLISH,
        Mistake::Needed => say::PROPOSE_NEEDED,
        Mistake::NotAlone => say::PROPOSE_NOT_ALONE,
        Mistake::TooShort(n) => {
            let args = [("field", Arg::Text(field.name())), ("n", Arg::Count(n))];
            return page.ta(say::PROPOSE_TOO_SHORT, &args);
        }
        Mistake::Truncated(typed) => return truncated(page, field, typed),
        Mistake::TooLong(n) => {
            let label = label(page, field);
            return page.ta(
                say::PROPOSE_TOO_LONG,
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
        ("most", Arg::Count(field.most().unwrap_or_default())),
        ("stored", Arg::Count(field.stored_len())),
    ];
    page.ta(say::PROPOSE_TRUNCATED, &args)
}

/// Warnings about `entry`, each with the field to correct.
pub fn doubts(page: &Page, catalogue: &Catalogue, entry: &Entry) -> Vec<(Field, String)> {
    let told = doubts_of(entry, catalogue).into_iter();
    told.map(|it| (it.field(), doubt(page, catalogue, entry, &it))).collect()
}

fn doubt(page: &Page, catalogue: &Catalogue, entry: &Entry, doubt: &Doubt) -> String {
    match doubt {
        Doubt::NotPublished(field) => page.tv(say::DOUBT_NOT_PUBLISHED, field.name()),
        Doubt::OnePostcode => page.tv(say::DOUBT_ONE_POSTCODE, entry.get(Field::Postcode)),
        Doubt::Elsewhere(code) => {
            let found = catalogue.neighbourhood(code);
            let name = found.map(|it| it.name.to_string()).unwrap_or_default();
            let town = found.map(|it| catalogue.towns(it)).unwrap_or_default();
            let args = [
                ("name", Arg::Text(&name)),
                ("town", Arg::Text(&town)),
                ("typed", Arg::Text(entry.get(Field::Commune))),
            ];
            page.ta(say::DOUBT_ELSEWHERE, &args)
        }
    }
}

/// Values of `field` in `entry`, as text.
pub fn spoken(page: &Page, catalogue: &Catalogue, entry: &Entry, field: Field) -> Vec<String> {
    entry.all(field).iter().map(|text| said(page, catalogue, field, text)).collect()
}

/// Value `text` of `field` as text: the name of a record, the label of an option.
pub fn said(page: &Page, catalogue: &Catalogue, field: Field, text: &str) -> String {
    let said = match field {
        Field::Neighbourhoods => {
            let it = text.parse().ok().and_then(|code| catalogue.neighbourhood(&code));
            it.map(|it| format!("{}, {}", it.name, catalogue.towns(it)))
        }
        Field::Barriers => catalogue.barrier(text).map(|it| it.label.to_string()),
        Field::Audiences => catalogue.audience(text).map(|it| it.label.to_string()),
        Field::Carrier => {
            let id = text.parse().ok().map(OrganisationId::new);
            id.and_then(|id| catalogue.organisation(id)).map(|it| it.facts.name.to_string())
        }
        Field::Activity
        | Field::Coverage
        | Field::Delivery
        | Field::AccessBy
        | Field::AccessModes
        | Field::Fees
        | Field::AuthorRole => Some(option(page, field, text)),
        Field::Publish => Some(page.tv(say::PROPOSE_PUBLISH, text)),
        Field::Title
        | Field::Summary
        | Field::Schedule
        | Field::Venue
        | Field::Address
        | Field::Postcode
        | Field::Commune
        | Field::Phone
        | Field::Email
        | Field::Website
        | Field::AccessUrl
        | Field::FeesDetails
        | Field::Conditions
        | Field::CarrierName
        | Field::CarrierSiret
        | Field::Partners
        | Field::AuthorName
        | Field::AuthorEmail => None,
    };
    said.unwrap_or_else(|| text.to_owned())
}

/// Title of `step`.
pub fn step_title(page: &Page, step: Step) -> String {
    page.tv(say::PROPOSE_STEP_TITLE, step.slug())
}
