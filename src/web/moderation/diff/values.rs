//! Values of the parts of an initiative, as lines of text.

use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::domain::directory::{AccessBy, AccessMode, Activity, Fees, InitiativeFacts};
use crate::domain::proposal::Part;
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
    let practical = &facts.practical;
    match part {
        Part::Title => vec![facts.title.to_string()],
        Part::Summary => of_text(Some(&facts.summary)),
        Part::Activity => vec![page.t(activity(facts.lifecycle.activity)).into_owned()],
        Part::Schedule => of_text(practical.schedule.as_ref()),
        Part::Place => place(catalogue, facts),
        Part::Neighbourhoods => neighbourhoods(catalogue, facts),
        Part::ServiceArea => {
            let keys = [Some(coverage(facts.coverage)), facts.delivery.map(delivery)];
            keys.into_iter().flatten().map(|key| page.t(key).into_owned()).collect()
        }
        Part::Barriers => {
            let all = catalogue.barriers.iter().filter(|it| facts.barriers.contains(&it.slug));
            all.map(|it| it.label.to_string()).collect()
        }
        Part::Audiences => {
            let all = catalogue.audiences.iter().filter(|it| facts.audiences.contains(&it.slug));
            all.map(|it| it.label.to_string()).collect()
        }
        Part::Access => access(page, facts),
        Part::Fees => {
            let fees = practical.fees.map(|it| page.t(fees(it)).into_owned());
            fees.into_iter().chain(practical.fees_details.iter().map(ToString::to_string)).collect()
        }
        Part::Conditions => of_text(practical.conditions.as_ref()),
        Part::Phone => of_text(facts.phone.as_ref()),
        Part::Email => facts.email.iter().map(|it| address(page, it.as_str())).collect(),
        Part::Website => facts.website.iter().map(|it| address(page, it.as_str())).collect(),
        Part::Carriers => facts.carriers.iter().map(ToString::to_string).collect(),
        Part::Partners => facts.partners.iter().map(ToString::to_string).collect(),
        Part::Confirmation => {
            facts.lifecycle.confirmed_on.map(|day| confirmed(page, day)).into_iter().collect()
        }
    }
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

/// `text`, with its words that mix letters of several alphabets told beside it.
pub fn marked(page: &Page, text: String) -> String {
    let words = mixed_words(&text);
    if words.is_empty() {
        return text;
    }
    let words = page.lang.all_of(words);
    let args = [("value", Arg::Text(&text)), ("words", Arg::Text(&words))];
    page.ta(messages::VALUE_MIXED_WORDS, &args)
}

/// True if `part` is prose, compared word by word; false for a list.
pub const fn is_text(part: Part) -> bool {
    matches!(part, Part::Title | Part::Summary | Part::Schedule | Part::Conditions)
}

fn confirmed(page: &Page, day: Date) -> String {
    page.ta(
        messages::VALUE_CONFIRMED,
        &[("date", Arg::Text(&page.lang.date_in(PartialDate::Day(day))))],
    )
}

fn of_text<T: ToString>(text: Option<&T>) -> Vec<String> {
    text.map(ToString::to_string).iter().flat_map(|it| it.lines()).map(str::to_owned).collect()
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
    all.map(|it| format!("{}, {}", it.name, catalogue.towns(it))).collect()
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
