//! Values of the parts of an initiative, as lines of text.

use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::domain::directory::{AccessBy, AccessMode, Activity, Fees, InitiativeFacts, Practical};
use crate::domain::proposal::{Field, InputType, Part, PartValues};
use crate::domain::text::{has_mixed_local_part, mixed_words, with_ascii_domain};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, messages};
use crate::web::Page;
use crate::web::directory::initiative::{coverage, delivery};

/// Lines of `part`; empty if nothing is known.
pub fn lines(
    page: &Page,
    catalogue: &Catalogue,
    part: Part,
    facts: &InitiativeFacts,
) -> Vec<String> {
    match part.spec().values {
        PartValues::Fields => {
            part.fields().flat_map(|field| field_lines(page, catalogue, field, facts)).collect()
        }
        PartValues::Activity => vec![page.t(activity(facts.lifecycle.activity)).into_owned()],
        PartValues::Place => place(catalogue, facts),
        PartValues::Neighbourhoods => neighbourhoods(catalogue, facts),
        PartValues::ServiceArea => {
            let keys = [Some(coverage(facts.coverage)), facts.delivery.map(delivery)];
            keys.into_iter().flatten().map(|key| page.t(key).into_owned()).collect()
        }
        PartValues::Barriers => {
            let all = catalogue.barriers.iter().filter(|it| facts.barriers.contains(&it.slug));
            all.map(|it| it.label.to_string()).collect()
        }
        PartValues::Audiences => {
            let all = catalogue.audiences.iter().filter(|it| facts.audiences.contains(&it.slug));
            all.map(|it| it.label.to_string()).collect()
        }
        PartValues::Access => access(page, facts),
        PartValues::Fees => {
            let Practical { fees: price, fees_details, .. } = &facts.practical;
            let price = price.map(|it| page.t(fees(it)).into_owned());
            price.into_iter().chain(fees_details.iter().map(ToString::to_string)).collect()
        }
        PartValues::Carriers => facts.carriers.iter().map(ToString::to_string).collect(),
        PartValues::Partners => facts.partners.iter().map(ToString::to_string).collect(),
        PartValues::Confirmation => {
            facts.lifecycle.confirmed_on.map(|day| confirmed(page, day)).into_iter().collect()
        }
    }
}

/// Values of `field`: lines of a text, labels of options.
fn field_lines(
    page: &Page,
    catalogue: &Catalogue,
    field: Field,
    facts: &InitiativeFacts,
) -> Vec<String> {
    let spec = field.spec();
    let values = (spec.facts.read)(facts, catalogue);
    let lines = values.iter().flat_map(|value| value.lines()).map(|line| {
        if is_address(field) {
            address(page, line)
        } else if spec.options.is_empty() {
            line.to_owned()
        } else {
            page.lang.option_label(field, line).into_owned()
        }
    });
    lines.collect()
}

/// True for addresses of mailboxes and of pages, in which letters of other alphabets are made visible.
pub fn is_address(field: Field) -> bool {
    matches!(field.spec().input, InputType::Email | InputType::Url)
}

/// URL or email with letters of other alphabets made visible: domain in Punycode, mixed local part marked.
pub fn address(page: &Page, text: &str) -> String {
    let ascii = with_ascii_domain(text);
    if has_mixed_local_part(text) {
        return page.tv(messages::VALUE_MIXED_LETTERS, &ascii);
    }
    ascii.into_owned()
}

/// The words of `lines` that mix letters of several alphabets, in a sentence.
pub fn mixed(page: &Page, lines: &[String]) -> Option<String> {
    let words = mixed_words(&lines.join("\n"));
    (!words.is_empty()).then(|| page.tv(messages::PROPOSAL_MIXED_WORDS, &page.lang.all_of(words)))
}

/// `text`, with its words that mix letters of several alphabets marked beside it.
pub fn marked(page: &Page, text: String) -> String {
    let words = mixed_words(&text);
    if words.is_empty() {
        return text;
    }
    let words = page.lang.all_of(words);
    let args = [("value", Arg::Text(&text)), ("words", Arg::Text(&words))];
    page.ta(messages::VALUE_MIXED_WORDS, &args)
}

fn confirmed(page: &Page, day: Date) -> String {
    page.ta(
        messages::VALUE_CONFIRMED,
        &[("date", Arg::Text(&page.lang.date_in(PartialDate::Day(day))))],
    )
}

fn place(catalogue: &Catalogue, facts: &InitiativeFacts) -> Vec<String> {
    let practical = &facts.practical;
    let venue = practical.venue.iter().chain(&practical.address).map(ToString::to_string);
    let postcode = practical.postcode.iter().map(ToString::to_string);
    let communes = facts.communes.iter().filter_map(|code| catalogue.commune(code));
    let departements = facts.departements.iter().filter_map(|code| catalogue.departement(code));
    venue
        .chain(postcode)
        .chain(communes.map(|it| it.name.to_string()))
        .chain(departements.map(|it| it.name.to_string()))
        .collect()
}

fn neighbourhoods(catalogue: &Catalogue, facts: &InitiativeFacts) -> Vec<String> {
    let all = facts.neighbourhoods.iter().filter_map(|code| catalogue.neighbourhood(code));
    all.map(|it| catalogue.neighbourhood_label(it)).collect()
}

fn access(page: &Page, facts: &InitiativeFacts) -> Vec<String> {
    let practical = &facts.practical;
    let link = practical.access_url.as_ref();
    let mode = |mode: &AccessMode| match link.filter(|_| *mode == AccessMode::Link) {
        Some(link) => page.tv(messages::VALUE_MODE_LINK, &address(page, link.as_str())),
        None => page.t(access_mode(*mode)).into_owned(),
    };
    let by = |by: &AccessBy| page.t(access_by(*by)).into_owned();
    let alone = link.filter(|_| !practical.access_modes.contains(&AccessMode::Link));
    let modes = practical.access_modes.iter().map(mode);
    modes
        .chain(alone.map(|link| page.tv(messages::VALUE_MODE_LINK, &address(page, link.as_str()))))
        .chain(practical.access_by.iter().map(by))
        .collect()
}

pub const fn access_mode(mode: AccessMode) -> &'static Key {
    match mode {
        AccessMode::Come => messages::VALUE_MODE_COME,
        AccessMode::Phone => messages::VALUE_MODE_PHONE,
        AccessMode::Mail => messages::VALUE_MODE_MAIL,
        AccessMode::Link => messages::VALUE_MODE_LINK_ALONE,
    }
}

pub const fn access_by(by: AccessBy) -> &'static Key {
    match by {
        AccessBy::People => messages::VALUE_BY_PEOPLE,
        AccessBy::Professionals => messages::VALUE_BY_PROFESSIONALS,
    }
}

pub const fn activity(activity: Activity) -> &'static Key {
    match activity {
        Activity::Ongoing => messages::VALUE_ACTIVITY_ONGOING,
        Activity::Recurring => messages::VALUE_ACTIVITY_RECURRING,
        Activity::Ended => messages::VALUE_ACTIVITY_ENDED,
        Activity::Unknown => messages::VALUE_ACTIVITY_UNKNOWN,
    }
}

pub const fn fees(fees: Fees) -> &'static Key {
    match fees {
        Fees::Free => messages::VALUE_FEES_FREE,
        Fees::Paying => messages::VALUE_FEES_PAYING,
    }
}
