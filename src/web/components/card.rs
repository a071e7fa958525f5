//! Card of an initiative: title, audience, barriers, state, place; tile of a barrier.

use std::borrow::Cow;

use crate::catalogue::{BarrierCount, Catalogue, ContactDetails, ServiceReason};
use crate::domain::directory::{
    Activity, Email, Initiative, InitiativeState, Phone, ShortlistItem,
};
use crate::domain::place::{Commune, IntercommunalityKind, QpvCode};
use crate::domain::text::Slug;
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, Lang, capitalised, messages};
use crate::web::{Page, paths};

/// Initiative in a list of results.
#[derive(Debug)]
pub struct Card<'a> {
    pub href: String,
    /// Number on a shortlist.
    pub item: ShortlistItem,
    /// Short URL, for print.
    pub short: String,
    pub title: &'a str,
    pub summary: &'a str,
    /// Labels of its audiences, joined; empty if unknown.
    pub audiences: String,
    pub barrier_labels: Vec<BarrierLabel<'a>>,
    pub state: StateBadge,
    pub place: PlaceLabel<'a>,
    /// Contact, unless the initiative has ended or the page shows its number elsewhere.
    pub contact: Option<CardContact<'a>>,
    /// Search at a place: distance, or relation to the place.
    pub reason: Option<String>,
    /// What it has of what its search asks for, unless all results have the same.
    pub match_reason: Option<String>,
}

/// Number to call, or else address to write to; unknown if both are absent.
#[derive(Debug, Clone, Copy)]
pub struct CardContact<'a> {
    pub phone: Option<&'a Phone>,
    pub email: Option<&'a Email>,
    /// Name of the carrier that it belongs to; empty if it is the initiative’s own.
    pub owner: &'a str,
}

impl<'a> CardContact<'a> {
    /// Contact of `initiative`; `None` if it has ended.
    pub fn new(catalogue: &'a Catalogue, initiative: &'a Initiative) -> Option<Self> {
        if initiative.facts.lifecycle.activity == Activity::Ended {
            return None;
        }
        let ContactDetails { phone, email, .. } = catalogue.contact_details(initiative);
        let carrier = phone.map_or_else(|| email.and_then(|it| it.carrier), |it| it.carrier);
        Some(Self {
            phone: phone.map(|it| it.value),
            email: email.map(|it| it.value).filter(|_| phone.is_none()),
            owner: carrier.map_or("", |it| it.facts.name.as_str()),
        })
    }
}

/// Barrier with its pictogram and label.
#[derive(Debug)]
pub struct BarrierLabel<'a> {
    pub slug: &'a Slug,
    pub label: &'a str,
}

/// Place of an initiative, styled like a street sign.
#[derive(Debug)]
pub struct PlaceLabel<'a> {
    /// QPV code of the neighbourhood whose outline is shown.
    pub outline: Option<&'a str>,
    /// Code of the département, shown if there is no outline.
    pub number: Option<&'a str>,
    pub first: String,
    pub second: String,
}

impl<'a> Card<'a> {
    pub fn new(lang: Lang, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        let facts = &initiative.facts;
        Self {
            href: paths::initiative(&facts.slug),
            item: ShortlistItem::Initiative(initiative.id),
            short: paths::initiative_short(initiative.id),
            title: facts.title.as_str(),
            summary: facts.summary.as_str(),
            audiences: audiences(catalogue, initiative),
            barrier_labels: barrier_labels(catalogue, &facts.barriers),
            state: StateBadge::new(lang, initiative, catalogue.state(initiative)),
            place: PlaceLabel::new(lang, catalogue, initiative),
            contact: CardContact::new(catalogue, initiative),
            reason: None,
            match_reason: None,
        }
    }
}

pub fn cards<'a>(
    lang: Lang,
    catalogue: &'a Catalogue,
    initiatives: &[&'a Initiative],
) -> Vec<Card<'a>> {
    initiatives.iter().map(|initiative| Card::new(lang, catalogue, initiative)).collect()
}

/// Barriers of `slugs`, in the order of the vocabulary.
pub fn barrier_labels<'a>(catalogue: &'a Catalogue, slugs: &[Slug]) -> Vec<BarrierLabel<'a>> {
    let known = catalogue.barriers_of(slugs).into_iter();
    known
        .map(|barrier| BarrierLabel { slug: &barrier.slug, label: barrier.label.as_str() })
        .collect()
}

fn audiences(catalogue: &Catalogue, initiative: &Initiative) -> String {
    let known = catalogue.audiences_of(&initiative.facts.audiences).into_iter();
    let labels: Vec<&str> = known.map(|it| it.label.as_str()).collect();
    labels.join(", ")
}

impl<'a> PlaceLabel<'a> {
    /// Most precise place known: neighbourhoods, else communes, else départements, else « unknown ».
    pub fn new(lang: Lang, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        let facts = &initiative.facts;
        let towns: Vec<&str> = facts
            .communes
            .iter()
            .filter_map(|code| Some(catalogue.commune(code)?.name.as_str()))
            .collect();
        let departements: Vec<&str> = facts
            .departements
            .iter()
            .filter_map(|code| Some(catalogue.departement(code)?.name.as_str()))
            .collect();
        let quarters: Vec<_> =
            facts.neighbourhoods.iter().filter_map(|code| catalogue.neighbourhood(code)).collect();
        let number = facts.departements.first().filter(|_| facts.departements.len() == 1);
        let number = number.map(crate::domain::place::DepartementCode::as_str);
        if let Some(first) = quarters.first() {
            let names: Vec<&str> = quarters.iter().map(|it| it.name.as_str()).collect();
            let outline = Some(first.code.as_str());
            return Self {
                outline,
                number: None,
                first: names.join(", "),
                second: joined_names(lang, &towns),
            };
        }
        let (first, second) = match (towns.as_slice(), departements.as_slice()) {
            ([], []) => (lang.message(messages::PLACE_UNKNOWN).into_owned(), String::new()),
            ([], [only]) => ((*only).to_owned(), String::new()),
            ([], several) if several.len() == catalogue.departements.len() => {
                (lang.message(messages::PLACE_REGION).into_owned(), String::new())
            }
            (towns, departements) => (joined_names(lang, towns), joined_names(lang, departements)),
        };
        Self { outline: None, number, first, second }
    }
}

/// Joins at most three names, and the number of the others.
fn joined_names(lang: Lang, names: &[&str]) -> String {
    match names {
        [a, b, c, rest @ ..] if !rest.is_empty() => {
            format!("{a}, {b}, {c} {}", lang.message_count(messages::AND_MORE, rest.len()))
        }
        names => names.join(", "),
    }
}

/// Outlines behind the pictograms of the mission's barriers, in their order: round ones with room
/// for a pictogram.
const TILE_OUTLINES: [&str; 4] = ["QN03601M", "QN04511M", "QN04101M", "QN04506M"];

/// Barrier, for tiles and rows.
#[derive(Debug)]
pub struct BarrierTile<'a> {
    pub slug: &'a Slug,
    pub label: &'a str,
    /// Label from the person's point of view.
    pub plain_label: &'a str,
    /// Number of its initiatives that have not ended.
    pub count: usize,
    pub href: String,
    /// QPV code of the outline behind the pictogram.
    pub outline: Option<&'a str>,
}

impl<'a> BarrierTile<'a> {
    /// `at` is the index of the barrier in its list.
    fn new(catalogue: &'a Catalogue, count: &BarrierCount<'a>, at: usize) -> Self {
        let BarrierCount { barrier, initiatives } = *count;
        Self {
            slug: &barrier.slug,
            label: barrier.label.as_str(),
            plain_label: barrier.plain_label.as_str(),
            count: initiatives,
            href: paths::barrier(&barrier.slug),
            outline: TILE_OUTLINES
                .get(at)
                .filter(|_| barrier.mission)
                .and_then(|it| existing_code(catalogue, it)),
        }
    }
}

/// The mission's barriers, then the others.
pub fn barrier_tiles<'a>(
    catalogue: &'a Catalogue,
    counts: &[BarrierCount<'a>],
) -> (Vec<BarrierTile<'a>>, Vec<BarrierTile<'a>>) {
    let of_kind = |mission| {
        let counts = counts.iter().filter(move |it| it.barrier.mission == mission).enumerate();
        counts.map(|(at, count)| BarrierTile::new(catalogue, count, at)).collect()
    };
    (of_kind(true), of_kind(false))
}

/// Returns `code` if the neighbourhood exists: a missing outline cannot be drawn.
fn existing_code<'a>(catalogue: &'a Catalogue, code: &str) -> Option<&'a str> {
    let code: QpvCode = code.parse().ok()?;
    catalogue.neighbourhood(&code).map(|it| it.code.as_str())
}

/// State, ready to print.
#[derive(Debug, Clone)]
pub struct StateBadge {
    /// Suffix of its CSS class: `ok`, `ask`, `old`, `end`.
    pub class: &'static str,
    /// Suffix of the name of its icon.
    pub icon: &'static str,
    pub word: Cow<'static, str>,
    /// Sentence that gives the reason and the date.
    pub reason: String,
}

impl StateBadge {
    pub fn new(lang: Lang, initiative: &Initiative, state: InitiativeState) -> Self {
        let mark = Self::with_reason(lang, state, reason(lang, initiative, state));
        if state != InitiativeState::Dated {
            return mark;
        }
        let word =
            if is_undated(initiative) { messages::STATE_UNDATED } else { messages::STATE_OLD };
        Self { word: lang.message(word), ..mark }
    }

    /// True if the initiative is old or has no date: a page says so once, and each line only its date.
    pub fn is_old(&self) -> bool {
        self.class == "old"
    }

    /// Badge of `state` with the reason `reason`.
    pub fn with_reason(lang: Lang, state: InitiativeState, reason: String) -> Self {
        let (class, icon) = match state {
            InitiativeState::Confirmed => ("ok", "check"),
            InitiativeState::ToConfirm => ("ask", "clock"),
            InitiativeState::Dated => ("old", "calendar"),
            InitiativeState::Ended => ("end", "ended"),
        };
        Self { class, icon, word: lang.state(state), reason }
    }
}

/// True if neither the carrier nor a source gives a date.
fn is_undated(initiative: &Initiative) -> bool {
    let life = &initiative.facts.lifecycle;
    life.attested_on.is_none() && life.confirmed_on.is_none()
}

fn reason(lang: Lang, initiative: &Initiative, state: InitiativeState) -> String {
    let life = &initiative.facts.lifecycle;
    let since = |key: &Key, date: PartialDate| lang.message_of_date(key, date).to_string();
    let confirmed = life.confirmed_on.map(PartialDate::Day);
    let carrier = life.last_carrier_confirmation().map(PartialDate::Day);
    match (state, carrier, life.attested_on, life.ended_on) {
        (InitiativeState::Ended, .., Some(date)) => since(messages::STATE_WHY_ENDED, date),
        (InitiativeState::Ended, .., None) => {
            lang.message(messages::STATE_WHY_ENDED_UNKNOWN).into_owned()
        }
        (InitiativeState::Confirmed, ..) => match confirmed {
            Some(date) => since(messages::STATE_WHY_CONFIRMED, date),
            None => lang.message(messages::STATE_WHY_UNDATED).into_owned(),
        },
        (InitiativeState::ToConfirm | InitiativeState::Dated, Some(date), ..) => {
            since(messages::STATE_WHY_CONFIRMED_BEFORE, date)
        }
        (InitiativeState::ToConfirm | InitiativeState::Dated, None, Some(date), _)
            if initiative.facts.is_proposed_here() =>
        {
            since(messages::STATE_WHY_REPORTED, date)
        }
        (InitiativeState::ToConfirm, None, Some(date), _) => since(messages::STATE_WHY_SEEN, date),
        (InitiativeState::Dated, None, Some(date), _) => since(messages::STATE_WHY_DATED, date),
        (InitiativeState::ToConfirm | InitiativeState::Dated, None, None, _) => {
            lang.message(messages::STATE_WHY_UNDATED).into_owned()
        }
    }
}

/// « Au Sanitas », « À Tours », « Ouverte à toute la métropole ».
pub fn service_reason(page: &Page, catalogue: &Catalogue, reason: &ServiceReason<'_>) -> String {
    match reason {
        ServiceReason::Neighbourhood(it) => capitalised(&page.lang.in_neighbourhood(it)),
        ServiceReason::WholeTown { alone: true, .. } => page.t(messages::SERVES_TOWN).into_owned(),
        ServiceReason::WholeTown { town, alone: false } => {
            let town = capitalised(&page.lang.in_commune(town.name.as_str()));
            page.tv(messages::SERVES_TOWNS, &town)
        }
        ServiceReason::Town(town, None) => capitalised(&page.lang.in_commune(town.name.as_str())),
        ServiceReason::Town(town, Some(it)) => {
            let town = capitalised(&page.lang.in_commune(town.name.as_str()));
            let name = it.name.as_str();
            page.ta(
                messages::SERVES_IN_TOWN,
                &[("town", Arg::Text(&town)), ("name", Arg::Text(name))],
            )
        }
        ServiceReason::Intercommunality(town) => intercommunality(page, catalogue, town),
        ServiceReason::Departement(_) => page.t(messages::SERVES_DEPARTEMENT).into_owned(),
        ServiceReason::Region => page.t(messages::SERVES_REGION).into_owned(),
    }
}

/// « Ouverte à toute l’agglomération », by the kind of intercommunality that `town` belongs to.
fn intercommunality(page: &Page, catalogue: &Catalogue, town: &Commune) -> String {
    let kind = catalogue.intercommunality_of(&town.insee).map(|it| it.kind);
    let key = match kind {
        Some(IntercommunalityKind::Metropole) => messages::SERVES_METROPOLIS,
        Some(IntercommunalityKind::Agglomeration) => messages::SERVES_AGGLOMERATION,
        Some(IntercommunalityKind::Communes) | None => messages::SERVES_COMMUNITY,
    };
    page.t(key).into_owned()
}
