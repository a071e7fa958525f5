//! Descriptions of places, lengths and distances.

use super::{Arg, Key, Lang, messages};
use crate::domain::place::{Neighbourhood, PlaceDescription, PlaceKind};
use crate::domain::text::Line;

/// Articles of names, each with the message that says « in » before it.
const ARTICLES: [(&str, &Key); 4] = [
    ("Le ", messages::IN_COMMUNE_LE),
    ("Les ", messages::IN_COMMUNE_LES),
    ("La ", messages::IN_NEIGHBOURHOOD_LA),
    ("L’", messages::IN_NEIGHBOURHOOD_VOWEL),
];

/// Metres from which distances are in kilometres.
const KILOMETRE: f64 = 1_000.0;
/// Metres from which distances are in whole kilometres.
const FAR: f64 = 9_950.0;

impl Lang {
    /// « Quartier de Tours, Indre-et-Loire », « Commune, Indre-et-Loire, 8 quartiers ».
    #[must_use]
    pub fn place_description(self, it: &PlaceDescription) -> String {
        let args = [
            ("towns", Arg::Text(it.towns.as_str())),
            ("departement", Arg::Text(it.departement.as_str())),
            ("n", Arg::Count(it.neighbourhoods)),
        ];
        let key = match it.kind {
            PlaceKind::Neighbourhood => messages::DESCRIBED_NEIGHBOURHOOD,
            PlaceKind::Commune => messages::DESCRIBED_COMMUNE,
            PlaceKind::Departement => messages::DESCRIBED_DEPARTEMENT,
        };
        self.message_with(key, &args)
    }

    /// `description` of a commune found by the name of a former one.
    #[must_use]
    pub fn with_former_name(self, description: &str, former: &str) -> String {
        let args = [("description", Arg::Text(description)), ("former", Arg::Text(former))];
        self.message_with(messages::DESCRIBED_FORMER, &args)
    }

    /// « au Sanitas », « aux Fontaines », « dans le quartier Europe ». The article is that of its name, or of its name
    /// in use.
    #[must_use]
    pub fn in_neighbourhood(self, it: &Neighbourhood) -> String {
        let name = it.name.as_str();
        let in_use = it.aliases.iter().map(Line::as_str).filter(|alias| {
            ARTICLES.iter().any(|(article, _)| alias.strip_prefix(article) == Some(name))
        });
        let with_article = std::iter::once(name).chain(in_use).find_map(|name| {
            ARTICLES
                .iter()
                .find_map(|(article, key)| name.strip_prefix(article).map(|rest| (*key, rest)))
        });
        let (key, rest) = with_article.unwrap_or((messages::IN_NEIGHBOURHOOD, name));
        self.message_with(key, &[("name", Arg::Text(rest))])
    }

    /// « 500 m », « 2 km », for round lengths in metres.
    #[must_use]
    pub fn length(self, metres: u32) -> String {
        let (key, value) = match metres {
            0..1_000 => (messages::LENGTH_METRES, metres),
            _ => (messages::LENGTH_KILOMETRES, metres / 1_000),
        };
        self.message_with(key, &[("value", Arg::Text(&value.to_string()))])
    }

    /// « à moins de 10 m », « à 400 m », « à 2,3 km », « à 14 km »: rounded to two digits at most.
    #[must_use]
    pub fn distance(self, metres: f64) -> String {
        let (key, value) = if metres < 10.0 {
            return self.message(messages::DISTANCE_NONE).into_owned();
        } else if metres < KILOMETRE - 5.0 {
            (messages::DISTANCE_METRES, format!("{:.0}", (metres / 10.0).round() * 10.0))
        } else if metres < FAR {
            (messages::DISTANCE_KILOMETRES, format!("{:.1}", metres / KILOMETRE).replace('.', ","))
        } else {
            (messages::DISTANCE_KILOMETRES, format!("{:.0}", metres / KILOMETRE))
        };
        self.message_with(key, &[("value", Arg::Text(value.trim_end_matches(",0")))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_as_exact_as_helps() {
        for (metres, value) in [
            (3.0, "à moins de 10\u{a0}m"),
            (396.0, "à 400\u{a0}m"),
            (996.0, "à 1\u{a0}km"),
            (2_349.0, "à 2,3\u{a0}km"),
            (9_960.0, "à 10\u{a0}km"),
            (13_800.0, "à 14\u{a0}km"),
        ] {
            assert_eq!(Lang::Fr.distance(metres), value);
        }
    }
}
