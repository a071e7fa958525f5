//! Parses responses of the geocoder, which are untrusted.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use crate::domain::place::Position;
use crate::domain::text::Line;

/// Candidate address for a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Label of the address base: « 12 Rue des Halles 37000 Tours ».
    pub label: Line,
    /// Position, in degrees WGS84.
    pub position: Position,
    /// Confidence of the geocoder, 0 to 1.
    pub score: f64,
}

/// GeoJSON `FeatureCollection`, reduced to the members in use.
#[derive(Deserialize)]
struct Answer {
    features: Vec<Lenient<Feature>>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    /// Longitude, then latitude.
    coordinates: [f64; 2],
}

#[derive(Deserialize)]
struct Properties {
    label: String,
    #[serde(default)]
    score: f64,
}

/// Deserializes a `T`, or `None` from any other value.
struct Lenient<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either<T> {
            Lenient(T),
            Other(IgnoredAny),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Lenient(value) => Self(Some(value)),
            Either::Other(IgnoredAny) => Self(None),
        })
    }
}

/// Minimum score: below it a candidate shares no more than a word with the text, such as « rue ».
const MIN_SCORE: f64 = 0.4;

/// Candidates of `body` in metropolitan France with at least [`MIN_SCORE`]. `None` if it is no list of addresses,
/// or contains no valid one.
pub fn read(body: &[u8]) -> Option<Vec<Candidate>> {
    let answer: Answer = serde_json::from_slice(body).ok()?;
    let received = answer.features.len();
    let sound: Vec<Feature> = answer.features.into_iter().filter_map(|it| it.0).collect();
    if received > 0 && sound.is_empty() {
        return None;
    }
    let likely = sound.iter().filter(|it| it.properties.score >= MIN_SCORE);
    Some(likely.filter_map(candidate).collect())
}

/// Candidate of `feature`; `None` if it is overseas or has no label.
fn candidate(feature: &Feature) -> Option<Candidate> {
    let [lon, lat] = feature.geometry.coordinates;
    Some(Candidate {
        label: feature.properties.label.parse().ok()?,
        position: Position::new(lat, lon).ok()?,
        score: feature.properties.score.clamp(0.0, 1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[0.69,47.39]},
        "properties":{"label":"1 Rue Essai 37000 Tours","score":0.9,"city":"Tours"}}"#;

    fn listing(features: &str) -> String {
        format!(r#"{{"type":"FeatureCollection","version":"draft","features":[{features}]}}"#)
    }

    #[test]
    fn an_address_has_a_label_and_a_position() {
        let found = read(listing(SOUND).as_bytes()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].label.as_str(), "1 Rue Essai 37000 Tours");
        assert_eq!(found[0].position, Position::new(47.39, 0.69).unwrap());
    }

    #[test]
    fn an_empty_list_is_not_an_error() {
        assert_eq!(read(listing("").as_bytes()), Some(Vec::new()));
    }

    #[test]
    fn invalid_features_are_skipped() {
        let swapped = SOUND.replace("[0.69,47.39]", "[47.39,0.69]");
        let nameless = SOUND.replace("label", "etiquette");
        let mixed = listing(&[swapped.as_str(), "7", "null", &nameless, SOUND].join(","));
        assert_eq!(read(mixed.as_bytes()).unwrap().len(), 1);
    }

    #[test]
    fn an_overseas_address_is_skipped_without_error() {
        let overseas = SOUND.replace("[0.69,47.39]", "[55.45,-20.88]");
        assert_eq!(read(listing(&overseas).as_bytes()), Some(Vec::new()));
    }

    #[test]
    fn an_unlikely_address_is_left_out() {
        let unlikely = SOUND.replace("0.9,", "0.2,");
        assert_eq!(read(listing(&unlikely).as_bytes()), Some(Vec::new()));
    }

    #[test]
    fn a_response_without_a_valid_feature_is_an_error() {
        for body in ["<html>", "", "[]", "{}", r#"{"features":{}}"#, r#"{"features":[1]}"#] {
            assert_eq!(read(body.as_bytes()), None, "{body}");
        }
    }
}
