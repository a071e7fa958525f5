//! API representation of an initiative. An absent value is `null`, never `""`.

use serde::Serialize;

use crate::app::App;
use crate::catalogue::{Catalogue, MatchReason, PlaceReason, ServiceReason, UnknownFact};
use crate::domain::directory::{
    Activity, Coverage, DeliveryMode, Fees, Initiative, Meaning, Practical,
};
use crate::domain::text::{Line, Slug};
use crate::domain::time::PartialDate;
use crate::i18n::Lang;
use crate::paths;

#[derive(Debug, Serialize)]
pub struct InitiativeResource {
    id: i64,
    slug: String,
    title: String,
    /// URL of the HTML page.
    url: String,
    short_url: String,
    summary: String,
    state: &'static str,
    state_label: String,
    /// Activity according to its sources, as of `attested_on`.
    activity: Option<&'static str>,
    /// Year, month or day, as precise as the source: `2025`, `2025-06`, `2025-06-30`.
    attested_on: Option<String>,
    confirmed_on: Option<String>,
    started_on: Option<String>,
    ended_on: Option<String>,
    barriers: Vec<Tag>,
    audiences: Vec<Tag>,
    neighbourhoods: Vec<Place>,
    communes: Vec<Place>,
    departements: Vec<Place>,
    coverage: Option<&'static str>,
    /// `sur-place`, `itinerant` or `a-distance`.
    delivery: Option<&'static str>,
    #[serde(flatten)]
    practical: PracticalResource,
    /// In a search at a place: the reason why it matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<PlaceReasonResource>,
    /// In a search for a need, an audience, a price or words: what of it the initiative has.
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pub match_reason: Option<MatchResource>,
    carriers: Vec<Participant>,
    partners: Vec<Participant>,
    website: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    sources: Vec<String>,
    editor_note: Option<String>,
    collection: Option<CollectionEntryResource>,
}

/// Reason of a match: the place of the initiative, or the area that it serves.
#[derive(Debug, Serialize)]
pub struct PlaceReasonResource {
    /// `quartier` or `commune` (the place), `ville`, `intercommunalite`, `departement` or `region` (the area it serves).
    matched: &'static str,
    /// In a radius search: metres to the border of the neighbourhood, or to the centre of the commune.
    distance_m: Option<u32>,
}

impl From<PlaceReason<'_>> for PlaceReasonResource {
    fn from(reason: PlaceReason<'_>) -> Self {
        let (matched, distance_m) = match reason {
            PlaceReason::NearNeighbourhood(metres) => ("quartier", Some(metres)),
            PlaceReason::NearCommune(metres) => ("commune", Some(metres)),
            PlaceReason::Serves(ServiceReason::Neighbourhood(_)) => ("quartier", None),
            PlaceReason::Serves(ServiceReason::WholeTown { .. }) => ("ville", None),
            PlaceReason::Serves(ServiceReason::Town(..)) => ("commune", None),
            PlaceReason::Serves(ServiceReason::Intercommunality(_)) => ("intercommunalite", None),
            PlaceReason::Serves(ServiceReason::Departement(_)) => ("departement", None),
            PlaceReason::Serves(ServiceReason::Region) => ("region", None),
        };
        Self { matched, distance_m }
    }
}

/// What an initiative has of what a search asks for; values are spelt as in the parameters of a search.
#[derive(Debug, Serialize)]
pub struct MatchResource {
    /// Barriers that are chosen or that the text means.
    needs: Vec<String>,
    audiences: Vec<String>,
    fees: Option<&'static str>,
    /// As `matched` in `near`; `null` in a search without a place.
    place: Option<&'static str>,
    /// Words of the text that its own texts have.
    words: Vec<String>,
    /// Words of the text of which it has a synonym or a similar word.
    similar_words: Vec<String>,
    /// Chosen values that it lacks, and a price that it does not have: `frein:mobilite`, `frais:gratuit`.
    missing: Vec<String>,
    /// Facts that are unknown: `audiences`, `fees`, `date` (old, or none).
    unknown: Vec<&'static str>,
}

impl MatchResource {
    pub fn new(reason: &MatchReason<'_>, near: Option<&PlaceReasonResource>) -> Self {
        let mut resource = Self {
            needs: Vec::new(),
            audiences: Vec::new(),
            fees: None,
            place: near.map(|it| it.matched),
            words: reason.words.iter().copied().map(str::to_owned).collect(),
            similar_words: reason.similar_words.iter().copied().map(str::to_owned).collect(),
            missing: reason.missing.iter().map(ToString::to_string).collect(),
            unknown: reason.unknown.iter().map(|fact| unknown(*fact)).collect(),
        };
        for value in &reason.values {
            match value {
                Meaning::Barrier(slug) => resource.needs.push(slug.to_string()),
                Meaning::Audience(slug) => resource.audiences.push(slug.to_string()),
                Meaning::Fees(fees) => resource.fees = Some(fees.code()),
                Meaning::Kind(_) | Meaning::Number(_) => {}
            }
        }
        resource
    }
}

const fn unknown(fact: UnknownFact) -> &'static str {
    match fact {
        UnknownFact::Audience => "audiences",
        UnknownFact::Fees => "fees",
        UnknownFact::Date => "date",
    }
}

/// A value of a vocabulary.
#[derive(Debug, Serialize)]
struct Tag {
    value: String,
    label: String,
}

/// Place with its official code; only neighbourhoods have a URL.
#[derive(Debug, Serialize)]
struct Place {
    code: String,
    name: String,
    url: Option<String>,
}

/// Carrier or partner, with its page if it is an organisation of the directory.
#[derive(Debug, Serialize)]
struct Participant {
    name: String,
    slug: Option<String>,
    url: Option<String>,
}

/// Entry of the initiative in a collection.
#[derive(Debug, Serialize)]
struct CollectionEntryResource {
    value: String,
    label: String,
    number: u16,
}

impl InitiativeResource {
    pub fn new(app: &App, catalogue: &Catalogue, initiative: &Initiative) -> Self {
        let Initiative { id, facts, .. } = initiative;
        let absolute = |path: String| format!("{}{path}", app.public_url);
        let names = |list: &[Line]| names(app, catalogue, initiative, list);
        let date = |date: Option<PartialDate>| date.as_ref().map(ToString::to_string);
        let state = catalogue.state(initiative);
        Self {
            id: id.get(),
            slug: facts.slug.to_string(),
            title: facts.title.to_string(),
            url: absolute(paths::initiative(&facts.slug)),
            short_url: absolute(paths::initiative_short(*id)),
            summary: facts.summary.to_string(),
            state: state.slug(),
            state_label: Lang::Fr.state(state).into_owned(),
            activity: activity(facts.lifecycle.activity),
            attested_on: date(facts.lifecycle.attested_on),
            confirmed_on: facts.lifecycle.confirmed_on.as_ref().map(ToString::to_string),
            started_on: date(facts.lifecycle.started_on),
            ended_on: date(facts.lifecycle.ended_on),
            barriers: tags(&facts.barriers, |slug| Some(&catalogue.barrier(slug)?.label)),
            audiences: tags(&facts.audiences, |slug| Some(&catalogue.audience(slug)?.label)),
            neighbourhoods: neighbourhoods(app, catalogue, initiative),
            communes: communes(catalogue, initiative),
            departements: departements(catalogue, initiative),
            coverage: coverage(facts.coverage),
            delivery: facts.delivery.map(delivery),
            practical: PracticalResource::from(&facts.practical),
            near: None,
            match_reason: None,
            carriers: names(&facts.carriers),
            partners: names(&facts.partners),
            website: facts.website.as_ref().map(ToString::to_string),
            phone: facts.phone.as_ref().map(ToString::to_string),
            email: facts.email.as_ref().map(ToString::to_string),
            sources: facts.source_urls.iter().map(ToString::to_string).collect(),
            editor_note: facts.editor_note.as_ref().map(ToString::to_string),
            collection: collection(catalogue, initiative),
        }
    }
}

fn tags<'a>(slugs: &[Slug], label: impl Fn(&str) -> Option<&'a Line>) -> Vec<Tag> {
    let tag = |slug: &Slug| {
        Some(Tag { value: slug.to_string(), label: label(slug.as_str())?.to_string() })
    };
    slugs.iter().filter_map(tag).collect()
}

fn neighbourhoods(app: &App, catalogue: &Catalogue, initiative: &Initiative) -> Vec<Place> {
    let known = initiative.facts.neighbourhoods.iter().filter_map(|it| catalogue.neighbourhood(it));
    let place = |it: &crate::domain::place::Neighbourhood| Place {
        code: it.code.to_string(),
        name: it.name.to_string(),
        url: Some(format!("{}{}", app.public_url, paths::neighbourhood(&it.slug))),
    };
    known.map(place).collect()
}

fn communes(catalogue: &Catalogue, initiative: &Initiative) -> Vec<Place> {
    let known = initiative.facts.communes.iter().filter_map(|code| catalogue.commune(code));
    known
        .map(|it| Place { code: it.insee.to_string(), name: it.name.to_string(), url: None })
        .collect()
}

fn departements(catalogue: &Catalogue, initiative: &Initiative) -> Vec<Place> {
    let known = initiative.facts.departements.iter().filter_map(|code| catalogue.departement(code));
    known
        .map(|it| Place { code: it.code.to_string(), name: it.name.to_string(), url: None })
        .collect()
}

fn names(
    app: &App,
    catalogue: &Catalogue,
    initiative: &Initiative,
    list: &[Line],
) -> Vec<Participant> {
    let organisation = |name: &Line| {
        let (_, id) = initiative.organisations.iter().find(|(it, _)| it == name)?;
        catalogue.organisation(*id)
    };
    let name = |name: &Line| {
        let slug = organisation(name).map(|it| &it.facts.slug);
        Participant {
            name: name.to_string(),
            slug: slug.map(ToString::to_string),
            url: slug.map(|slug| format!("{}{}", app.public_url, paths::organisation(slug))),
        }
    };
    list.iter().map(name).collect()
}

fn collection(catalogue: &Catalogue, initiative: &Initiative) -> Option<CollectionEntryResource> {
    let entry = initiative.facts.collection.as_ref()?;
    let collection = catalogue.collection(entry.collection.as_str())?;
    Some(CollectionEntryResource {
        value: entry.collection.to_string(),
        label: collection.title.to_string(),
        number: entry.number,
    })
}

const fn activity(activity: Activity) -> Option<&'static str> {
    match activity {
        Activity::Ongoing => Some("en-cours"),
        Activity::Recurring => Some("recurrente"),
        Activity::Ended => Some("terminee"),
        Activity::Unknown => None,
    }
}

const fn delivery(delivery: DeliveryMode) -> &'static str {
    match delivery {
        DeliveryMode::OnSite => "sur-place",
        DeliveryMode::Itinerant => "itinerant",
        DeliveryMode::Remote => "a-distance",
    }
}

const fn coverage(coverage: Coverage) -> Option<&'static str> {
    match coverage {
        Coverage::Neighbourhood => Some("quartier"),
        Coverage::Commune => Some("commune"),
        Coverage::Epci => Some("intercommunalite"),
        Coverage::Departement => Some("departement"),
        Coverage::Region => Some("region"),
        Coverage::Unknown => None,
    }
}

#[derive(Debug, Serialize)]
pub struct PracticalResource {
    /// Name of the venue.
    venue: Option<String>,
    /// Number and street.
    address: Option<String>,
    postcode: Option<String>,
    /// Days and hours, free text of the carrier.
    schedule: Option<String>,
    /// `gratuit` or `payant`.
    fees: Option<&'static str>,
    fees_details: Option<String>,
    conditions: Option<String>,
    access_modes: Vec<&'static str>,
    access_by: Vec<&'static str>,
    access_url: Option<String>,
    /// Codes of BCP 47: `fr`, `ar`, `fsl`.
    #[serde(rename = "langues")]
    languages_spoken: Vec<&'static str>,
}

impl From<&Practical> for PracticalResource {
    fn from(it: &Practical) -> Self {
        Self {
            venue: text(it.venue.as_ref()),
            address: text(it.address.as_ref()),
            postcode: text(it.postcode.as_ref()),
            schedule: text(it.schedule.as_ref()),
            fees: it.fees.map(Fees::code),
            fees_details: text(it.fees_details.as_ref()),
            conditions: text(it.conditions.as_ref()),
            access_modes: it.access_modes.iter().map(|it| it.code()).collect(),
            access_by: it.access_by.iter().map(|it| it.code()).collect(),
            access_url: text(it.access_url.as_ref()),
            languages_spoken: it.languages_spoken.iter().map(|it| it.code()).collect(),
        }
    }
}

fn text<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(T::to_string)
}
