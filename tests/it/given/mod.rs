//! Fixtures and builders. Every value has a default; a test sets only those that matter to it.

mod aged;
mod initiative;
mod member;
mod message;
mod moderator;
mod organisation;
mod places;
mod proposal;
pub mod steps;

use std::str::FromStr;

use jiff::Timestamp;
use quartiers_emploi::domain::{
    initiative::{Confidence, Coverage, InitiativeFacts},
    neighbourhood::{Neighbourhood, Population},
    organisation::{OrganisationFacts, Source, Tie, TieRule},
    outline::Outline,
    place::{Commune, Departement, Position},
    seed::{SeedInitiative, Seeds},
    state::{Activity, Life},
    text::Slug,
    vocabulary::{Audience, Barrier, Kind},
};
use unicode_normalization::UnicodeNormalization as _;

pub use aged::{
    count_short_lived, draft, draft_bytes, forget_sent_mails, links_by, proposals, short_lived,
};
pub use initiative::{Initiative, initiative};
pub use member::{SECRET, account, activate, browser_of, digits, member};
pub use message::{allow_noting, forbid_noting, message, seal_with_another_key};
pub use moderator::{administrator, moderator_of};
pub use organisation::{Organisation, organisation};
pub use proposal::{Linked, Proposed, proposal};

use places::{audience, barrier, commune, departement, kind, neighbourhood};

/// Barriers of the real seeds.
const BARRIERS: [(&str, &str); 14] = [
    ("garde-enfants", "Garde d’enfants"),
    ("francais", "Maîtrise du français"),
    ("decrochage", "École quittée tôt, sans qualification"),
    ("parent-seul", "Élever ses enfants, seule ou seul"),
    ("mobilite", "Se déplacer"),
    ("numerique", "Numérique"),
    ("sante", "Santé, handicap"),
    ("logement", "Logement"),
    ("confiance", "Confiance en soi, isolement"),
    ("droits", "Accès aux droits, ressources"),
    ("experience", "Manque d’expérience"),
    ("employeurs", "Accès aux employeurs, réseau"),
    ("discriminations", "Discriminations, violences"),
    ("creation", "Créer son activité"),
];

/// Audiences of the real seeds.
const AUDIENCES: [(&str, &str); 13] = [
    ("jeunes", "Jeunes de 16 à 25 ans"),
    ("femmes", "Femmes"),
    ("parents", "Parents"),
    ("monoparental", "Parents seuls"),
    ("demandeurs-emploi", "Demandeurs d’emploi"),
    ("longue-duree", "Sans emploi depuis plus d’un an"),
    ("rsa", "Personnes qui touchent le RSA"),
    ("allophones", "Personnes qui apprennent le français, personnes réfugiées"),
    ("handicap", "Personnes handicapées"),
    ("seniors", "Seniors"),
    ("habitants-qpv", "Habitants du quartier"),
    ("porteurs-projet", "Personnes qui créent leur activité"),
    ("tous", "Tout le monde"),
];

/// The neighbourhood « Sanitas » in Tours.
pub const SANITAS: &str = "QN03709M";

/// The neighbourhood « Bourges Nord » in Bourges.
pub const BOURGES_NORD: &str = "QN01801M";

/// Parses `text` into a domain type.
#[track_caller]
pub fn the<T: FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is not sound"))
}

/// 10:00 UTC (noon in Paris) on 15 June 2026.
pub fn noon() -> Timestamp {
    the("2026-06-15T10:00:00Z")
}

/// Seeds with two départements, three communes, two neighbourhoods and the real barriers, audiences and kinds.
pub fn seeds() -> Seeds {
    Seeds {
        departements: vec![departement("18", "Cher"), departement("37", "Indre-et-Loire")],
        communes: vec![
            commune("18033", "Bourges", "18000"),
            commune("37122", "Joué-lès-Tours", "37300"),
            commune("37261", "Tours", "37000"),
        ],
        neighbourhoods: vec![
            neighbourhood(BOURGES_NORD, "Bourges Nord", "18033"),
            neighbourhood(SANITAS, "Sanitas", "37261"),
        ],
        barriers: (1..).zip(BARRIERS).map(|(at, (slug, label))| barrier(at, slug, label)).collect(),
        audiences: (1..)
            .zip(AUDIENCES)
            .map(|(at, (slug, label))| audience(at, slug, label))
            .collect(),
        kinds: vec![kind("association", "Association"), kind("mission-locale", "Mission locale")],
        ..Seeds::default()
    }
}

/// [`seeds`] with `initiatives`; those without a number are numbered in order.
pub fn seeds_with(initiatives: impl IntoIterator<Item = Initiative>) -> Seeds {
    let mut seeds = seeds();
    for (at, Initiative { mut seed, carriers }) in (1..).zip(initiatives) {
        if seed.number == 0 {
            seed.number = at;
            seed.facts.reference = the(&format!("init-{at:03}"));
        }
        for Organisation(facts) in carriers {
            let known = |known: &OrganisationFacts| known.reference == facts.reference;
            if !seeds.organisations.iter().any(known) {
                seeds.organisations.push(facts);
            }
        }
        seeds.initiatives.push(seed);
    }
    seeds
}

/// Slug of a title.
pub fn slug(title: &str) -> Slug {
    let plain = title.nfd().filter(char::is_ascii).collect::<String>().to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    the(&words.collect::<Vec<_>>().join("-"))
}
