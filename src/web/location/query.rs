//! What a link or a form says of where somebody is, as typed, and what it means.

use crate::domain::place::{InseeCode, Position};

/// The longest coordinate kept to be shown again.
const LONGEST_DEGREES: usize = 30;

/// What is asked.
#[derive(Debug)]
pub enum Asked {
    Nothing,
    Text(String),
    /// A town, by the links of this page.
    Town(InseeCode),
    Point(Position),
    Mistaken(Degrees, Mistakes),
}

/// Coordinates as typed.
#[derive(Debug, Default)]
pub struct Degrees {
    pub lat: String,
    pub lon: String,
}

/// What is wrong with each coordinate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mistakes {
    pub lat: Option<Mistake>,
    pub lon: Option<Mistake>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    Missing,
    NotANumber,
    /// It would be sound as the other one.
    Swapped,
    /// Not in metropolitan France.
    Absurd,
}

impl Asked {
    /// Coordinates first, then the text, then the town; a name given twice counts once.
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
            (text, _) => Self::Text(text.to_owned()),
        }
    }
}

fn point(lat: &str, lon: &str) -> Asked {
    let mistaken = |lat_mistake, lon_mistake| {
        let kept = |text: &str| text.chars().take(LONGEST_DEGREES).collect();
        let degrees = Degrees { lat: kept(lat), lon: kept(lon) };
        Asked::Mistaken(degrees, Mistakes { lat: lat_mistake, lon: lon_mistake })
    };
    match (degrees(lat), degrees(lon)) {
        (Ok(lat), Ok(lon)) => match (Position::new(lat, lon), Position::new(lon, lat)) {
            (Ok(at), _) => Asked::Point(at),
            (Err(_), Ok(_)) => mistaken(Some(Mistake::Swapped), Some(Mistake::Swapped)),
            (Err(_), Err(_)) => mistaken(Some(Mistake::Absurd), Some(Mistake::Absurd)),
        },
        (lat, lon) => mistaken(lat.err(), lon.err()),
    }
}

/// A number with a point or a comma.
fn degrees(text: &str) -> Result<f64, Mistake> {
    if text.is_empty() {
        return Err(Mistake::Missing);
    }
    let number = text.replace(',', ".").parse::<f64>().map_err(|_| Mistake::NotANumber)?;
    if number.is_finite() { Ok(number) } else { Err(Mistake::NotANumber) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Asked {
        let pairs = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Asked::read(&pairs.collect::<Vec<_>>())
    }

    fn mistakes(lat: &str, lon: &str) -> (Option<Mistake>, Option<Mistake>) {
        match read(&[("lat", lat), ("lon", lon)]) {
            Asked::Mistaken(_, mistakes) => (mistakes.lat, mistakes.lon),
            Asked::Point(_) | Asked::Nothing | Asked::Text(_) | Asked::Town(_) => (None, None),
        }
    }

    #[test]
    fn each_coordinate_has_its_own_mistake() {
        assert_eq!(mistakes("47,39", "0.69"), (None, None));
        assert_eq!(mistakes("47.39", ""), (None, Some(Mistake::Missing)));
        assert_eq!(mistakes("ici", "0.69"), (Some(Mistake::NotANumber), None));
        assert_eq!(mistakes("NaN", "inf"), (Some(Mistake::NotANumber), Some(Mistake::NotANumber)));
        assert_eq!(mistakes("0.69", "47.39"), (Some(Mistake::Swapped), Some(Mistake::Swapped)));
        assert_eq!(mistakes("91", "200"), (Some(Mistake::Absurd), Some(Mistake::Absurd)));
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
