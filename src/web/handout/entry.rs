//! Entry on paper: what it is, where, when, whom to call, how sure it is, and its address to type.

use std::borrow::Cow;

use crate::catalogue::{Catalogue, ContactDetails};
use crate::domain::directory::{
    Activity, Initiative, NationalPhone, Organisation, OrganisationFacts, Phone,
};
use crate::domain::text::{Line, Prose};
use crate::i18n::messages;
use crate::web::components::{NumberLine, OrganisationCard, PlaceLabel, SchemeLine, StateBadge};
use crate::web::directory::initiative::first_guide;
use crate::web::{Page, paths};

/// Bytes of an address above which its code would be too fine to be read from paper.
pub const MAX_CODE_BYTES: usize = 300;
/// Maximum characters of a summary and of hours on one line; longer ones are told to be on the page.
const MAX_ABOUT: usize = 140;
const MAX_HOURS: usize = 160;
/// Characters of a summary before which it is not cut at a comma.
const MIN_CLAUSE: usize = 40;

/// Entry of a printed list or of a booklet.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Number on the paper, from 1.
    pub number: usize,
    /// Kind and number of its record: « i66 »; empty for a national number.
    pub id: String,
    pub name: Cow<'a, str>,
    /// First clause of its summary.
    pub about: Cow<'a, str>,
    /// Venue and street, if known; then the place.
    pub place: Vec<String>,
    /// `None` if it has ended.
    pub call: Option<EntryCall>,
    /// State with its date, or the date of the facts.
    pub dates: Vec<String>,
    pub href: String,
    /// Address to type, with its host; empty for a national number.
    pub address: String,
}

/// Way to reach an entry, and when.
#[derive(Debug, Default)]
pub struct EntryCall {
    pub phone: Option<EntryPhone>,
    /// Mail address or host of its site, if it has no phone.
    pub other: Option<String>,
    /// Whose number it is, if it is not its own.
    pub owner: Option<String>,
    /// Days and hours; `None` if unknown.
    pub hours: Option<String>,
    /// True if hours are known to exist, but not which.
    pub has_no_hours: bool,
}

/// Telephone number, as read and as dialled.
#[derive(Debug)]
pub struct EntryPhone {
    pub text: String,
    pub number: String,
}

impl<'a> Entry<'a> {
    pub fn initiative(
        page: &Page,
        catalogue: &'a Catalogue,
        number: usize,
        it: &'a Initiative,
    ) -> Self {
        let facts = &it.facts;
        let state = StateBadge::new(page.lang, it, catalogue.state(it));
        let href = paths::initiative_short(it.id);
        Self {
            number,
            id: format!("i{}", it.id),
            name: facts.title.as_str().into(),
            about: first_clause(facts.summary.as_str()),
            place: initiative_place(page, catalogue, it),
            call: initiative_call(page, catalogue, it),
            dates: vec![state.word.into_owned(), state.reason],
            address: typed_address(page, &href),
            href,
        }
    }

    pub fn organisation(
        page: &Page,
        catalogue: &'a Catalogue,
        number: usize,
        it: &'a Organisation,
    ) -> Self {
        let facts = &it.facts;
        let card = OrganisationCard::new(page, catalogue, it);
        let kind = (!card.kind.is_empty()).then(|| format!("{}.", card.kind));
        let about = [kind, card.reserved, card.reception.map(Cow::into_owned)];
        let href = paths::organisation(&facts.slug);
        let unknown = || page.t(messages::ADDRESS_UNKNOWN).into_owned();
        Self {
            number,
            id: format!("a{}", it.id),
            name: facts.name.as_str().into(),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" ").into(),
            place: vec![card.address.unwrap_or_else(unknown)],
            call: Some(EntryCall {
                phone: facts.phone.as_ref().map(EntryPhone::new),
                other: other_contact(facts),
                owner: None,
                hours: organisation_hours(page, facts),
                has_no_hours: facts.is_mobile(),
            }),
            dates: vec![card.as_of],
            address: typed_address(page, &href),
            href,
        }
    }

    /// Scheme: where to ask for it stands in the place of a number.
    pub fn scheme(page: &Page, number: usize, line: SchemeLine<'a>) -> Self {
        let name = match line.acronym {
            Some(acronym) => format!("{} ({acronym})", line.title).into(),
            None => line.title.into(),
        };
        let about = [Some(first_clause(line.summary).into_owned()), line.reserved];
        let givers = Some(line.givers).filter(|it| !it.is_empty());
        Self {
            number,
            id: line.href.rsplit('/').next().map(|slug| format!("d-{slug}")).unwrap_or_default(),
            name,
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" ").into(),
            place: vec![page.t(messages::HANDOUT_RIGHTS_PLACE).into_owned()],
            call: Some(EntryCall { other: givers, has_no_hours: true, ..EntryCall::default() }),
            dates: line.mark.into_iter().collect(),
            address: typed_address(page, &line.href),
            href: line.href,
        }
    }

    pub fn national_number(page: &Page, number: usize, line: NumberLine<'a>) -> Self {
        let it = line.number;
        let about = [Some(it.for_what.to_string()), line.reserved];
        Self {
            number,
            id: String::new(),
            name: it.name.as_str().into(),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" ").into(),
            place: vec![page.t(messages::HANDOUT_NATIONAL_PLACE).into_owned()],
            call: Some(EntryCall {
                phone: Some(EntryPhone::national(&it.number)),
                hours: it.hours.as_ref().map(Prose::to_string),
                owner: Some(line.cost),
                ..EntryCall::default()
            }),
            dates: line.as_of.into_iter().collect(),
            href: String::new(),
            address: String::new(),
        }
    }
}

impl EntryPhone {
    fn new(phone: &Phone) -> Self {
        Self { text: phone.display_text(), number: phone.tel_number() }
    }

    fn national(phone: &NationalPhone) -> Self {
        Self { text: phone.display_text(), number: phone.tel_number() }
    }
}

/// Absolute URL of `path` without its scheme, which nobody types.
pub fn typed_address(page: &Page, path: &str) -> String {
    let url = page.absolute_url(path);
    url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).to_owned()
}

/// Venue and street, if known; then neighbourhoods, towns or département.
fn initiative_place(page: &Page, catalogue: &Catalogue, it: &Initiative) -> Vec<String> {
    let practical = &it.facts.practical;
    let label = PlaceLabel::new(page.lang, catalogue, it);
    let street = [&practical.venue, &practical.address].into_iter().flatten().map(Line::to_string);
    street.chain([label.first, label.second]).filter(|line| !line.is_empty()).collect()
}

/// Number of `it` or of its carrier, or else of a guidance service of its town; else a mail address or a site.
fn initiative_call(page: &Page, catalogue: &Catalogue, it: &Initiative) -> Option<EntryCall> {
    let facts = &it.facts;
    if facts.lifecycle.activity == Activity::Ended {
        return None;
    }
    let details = catalogue.contact_details(it);
    let phone = details.phone;
    let guide = if phone.is_none() { first_guide(catalogue, it) } else { None };
    let carrier = phone.and_then(|it| it.carrier);
    let name = |it: &Organisation| it.facts.name.to_string();
    let through = |it: &Organisation| page.tv(messages::HANDOUT_THROUGH, it.facts.name.as_str());
    let own = facts.practical.schedule.as_ref().map(|it| one_line(page, it.as_str()));
    let theirs = carrier.or(guide).and_then(|it| organisation_hours(page, &it.facts));
    let number = phone.map(|it| it.value);
    let number = number.or_else(|| guide.and_then(|it| it.facts.phone.as_ref()));
    Some(EntryCall {
        other: other_detail(&details),
        phone: number.map(EntryPhone::new),
        owner: carrier.map(name).or_else(|| guide.map(through)),
        hours: own.or(theirs),
        has_no_hours: false,
    })
}

/// Mail address or host of the site of an initiative without a phone.
pub fn other_detail(details: &ContactDetails<'_>) -> Option<String> {
    if details.phone.is_some() {
        return None;
    }
    let email = details.email.map(|it| it.value.to_string());
    email.or_else(|| details.website.map(|it| it.value.host().into_owned()))
}

/// Mail address or host of the site of an organisation without a phone.
pub fn other_contact(facts: &OrganisationFacts) -> Option<String> {
    if facts.phone.is_some() {
        return None;
    }
    let email = facts.email.as_ref().map(ToString::to_string);
    email.or_else(|| facts.website.as_ref().map(|it| it.host().into_owned()))
}

/// Opening hours on one line; `None` if they are unknown, or if it moves.
fn organisation_hours(page: &Page, facts: &OrganisationFacts) -> Option<String> {
    let hours = facts.opening_hours.as_ref().filter(|_| !facts.is_mobile())?;
    let lines = page.lang.hours(hours);
    (!lines.is_empty()).then(|| lines.join(". "))
}

/// `text` on one line; if it is long, that the page has it.
fn one_line(page: &Page, text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MAX_HOURS {
        line
    } else {
        page.t(messages::HANDOUT_HOURS_ONLINE).into_owned()
    }
}

/// First sentence of `text`; if it is long, its first clauses, or else its first words.
fn first_clause(text: &str) -> Cow<'_, str> {
    let sentence = first_sentence(text);
    let Some((longest, _)) = sentence.char_indices().nth(MAX_ABOUT) else {
        return sentence.into();
    };
    let start = sentence.get(..longest).unwrap_or(sentence);
    let clause = start.rfind([',', ';', ':']).filter(|end| *end >= MIN_CLAUSE);
    let end = clause.or_else(|| start.rfind(' ')).unwrap_or(longest);
    let kept = start.get(..end).unwrap_or(start).trim_end();
    format!("{kept}…").into()
}

/// Text up to its first full stop that a space or the end follows.
pub fn first_sentence(text: &str) -> &str {
    let text = text.lines().next().unwrap_or_default();
    let ends = text.char_indices().filter(|(_, sign)| matches!(sign, '.' | '?' | '!'));
    let mut ends = ends.map(|(at, sign)| at + sign.len_utf8());
    let is_end = |at: &usize| {
        text.get(*at..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    ends.find(is_end).and_then(|at| text.get(..at)).unwrap_or(text).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_at_a_full_stop_before_a_space() {
        assert_eq!(first_sentence("Deux heures. Puis rien."), "Deux heures.");
        assert_eq!(first_sentence("Le site cv.fr aide"), "Le site cv.fr aide");
        assert_eq!(first_sentence("Une ligne\nUne autre"), "Une ligne");
    }

    #[test]
    fn a_long_sentence_is_cut_after_a_clause_and_never_in_a_word() {
        let clause = "Un atelier pour préparer le code de la route avec un moniteur";
        let long = format!("{clause}, puis {}", "des heures de conduite ".repeat(8));
        assert_eq!(first_clause(&long), format!("{clause}…"));
        let words = "mot ".repeat(60);
        let cut = first_clause(words.trim());
        assert!(cut.ends_with("mot…") && cut.chars().count() <= MAX_ABOUT + 1, "{cut}");
    }
}
