//! Query of the page: parses a text, coordinates or a town.

use crate::domain::{
    coordinates::{self, CoordinateMistakes},
    place::{InseeCode, Position},
    search::LONGEST_QUERY,
};

/// Maximum characters of a coordinate that is shown again.
const LONGEST_DEGREES: usize = 30;

/// Parsed query.
#[derive(Debug)]
pub enum Asked {
    Nothing,
    Text(String),
    /// Town, from links of the site.
    Town(InseeCode),
    Point(Position),
    Mistaken(Degrees, CoordinateMistakes),
}

#[derive(Debug, Default)]
pub struct Degrees {
    pub lat: String,
    pub lon: String,
}

impl Asked {
    /// Precedence: coordinates, text, town. Of a repeated parameter the first non-empty value counts.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let pair = pairs.iter().find(|(it, value)| it == name && !value.trim().is_empty());
            pair.map_or("", |(_, value)| value.trim())
        };
        let (lat, lon) = (value("lat"), value("lon"));
        if !lat.is_empty() || !lon.is_empty() {
            return point(lat, lon);
        }
        match (value("adresse"), value("commune").parse()) {
            ("", Ok(code)) => Self::Town(code),
            ("", Err(_)) => Self::Nothing,
            (text, _) => Self::Text(text.chars().take(LONGEST_QUERY).collect()),
        }
    }
}

/// Replaces the decimal comma by a point.
pub fn pointed(degrees: &str) -> String {
    degrees.replace(',', ".")
}

fn point(lat: &str, lon: &str) -> Asked {
    coordinates::position(&[pointed(lat)], &[pointed(lon)]).map_or_else(
        |mistakes| {
            let kept = |text: &str| text.chars().take(LONGEST_DEGREES).collect();
            Asked::Mistaken(Degrees { lat: kept(lat), lon: kept(lon) }, mistakes)
        },
        Asked::Point,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::coordinates::CoordinateMistake;

    fn read(query: &[(&str, &str)]) -> Asked {
        let pairs = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Asked::read(&pairs.collect::<Vec<_>>())
    }

    fn mistakes(lat: &str, lon: &str) -> (Option<CoordinateMistake>, Option<CoordinateMistake>) {
        match read(&[("lat", lat), ("lon", lon)]) {
            Asked::Mistaken(_, mistakes) => (mistakes.lat, mistakes.lon),
            Asked::Point(_) | Asked::Nothing | Asked::Text(_) | Asked::Town(_) => (None, None),
        }
    }

    #[test]
    fn each_coordinate_has_its_own_mistake() {
        assert_eq!(mistakes("47,39", "0.69"), (None, None));
        assert_eq!(mistakes("47.39", ""), (None, Some(CoordinateMistake::Missing)));
        assert_eq!(mistakes("ici", "0.69"), (Some(CoordinateMistake::NotANumber), None));
        assert_eq!(
            mistakes("NaN", "inf"),
            (Some(CoordinateMistake::NotANumber), Some(CoordinateMistake::NotANumber))
        );
        assert_eq!(
            mistakes("0.69", "47.39"),
            (Some(CoordinateMistake::Swapped), Some(CoordinateMistake::Swapped))
        );
        assert_eq!(
            mistakes("91", "200"),
            (Some(CoordinateMistake::Elsewhere), Some(CoordinateMistake::Elsewhere))
        );
    }

    #[test]
    fn coordinates_come_before_a_text_and_a_text_before_a_town() {
        let all = [("commune", "37261"), ("adresse", " Tours "), ("lat", "47.39"), ("lon", "0.69")];
        assert!(matches!(read(&all), Asked::Point(_)));
        assert!(matches!(read(&all[..2]), Asked::Text(text) if text == "Tours"));
        assert!(matches!(read(&all[..1]), Asked::Town(_)));
        assert!(matches!(read(&[("adresse", "  "), ("lat", "")]), Asked::Nothing));
    }
}
