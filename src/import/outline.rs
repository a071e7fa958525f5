//! Reads outlines from GeoJSON feature collections, identified by the property `code`.

use std::str::FromStr;

use geojson::{Feature, FeatureCollection};

use super::error::{SeedErrorKind, excerpt};
use super::parser::{Cell, SeedReader};
use crate::domain::place::{Outline, Position};

/// Outline with the properties of its feature.
#[derive(Debug)]
pub(super) struct OutlineFeature<C> {
    pub code: C,
    pub name: String,
    pub outline: Outline,
    /// Position for error messages: `features[3] QN03704M`.
    pub element: String,
}

/// Outlines of `file`, and true if all of them are valid.
pub(super) fn outlines<C: Cell>(
    reading: &mut SeedReader<'_>,
    file: &str,
) -> (Vec<OutlineFeature<C>>, bool) {
    let text = reading.folder.text(file);
    let features = text
        .and_then(|text| FeatureCollection::from_str(&text).map_err(|_| SeedErrorKind::NotGeoJson));
    let features = match features {
        Ok(collection) => collection.features,
        Err(reason) => {
            reading.add(file, 0, "", reason);
            return (Vec::new(), false);
        }
    };
    let mut found = Vec::with_capacity(features.len());
    for (at, feature) in features.iter().enumerate() {
        match outlined(at, feature) {
            Ok(outlined) => found.push(outlined),
            Err((element, reason)) => reading.add(file, 0, &element, reason),
        }
    }
    let whole = found.len() == features.len();
    (found, whole)
}

fn outlined<C: Cell>(
    at: usize,
    feature: &Feature,
) -> Result<OutlineFeature<C>, (String, SeedErrorKind)> {
    let property = |name| feature.property(name).and_then(|value| value.as_str());
    let code = property("code").unwrap_or_default();
    let element = format!("features[{at}] {}", excerpt(code)).trim_end().to_owned();
    let wrong = |reason| (element.clone(), reason);
    if code.is_empty() {
        return Err(wrong(SeedErrorKind::Empty));
    }
    let code = C::read(code).map_err(wrong)?;
    let geometry = feature.geometry.as_ref();
    let outline = geometry.and_then(|geometry| Outline::try_from(geometry).ok());
    let in_france = |[lon, lat]: [f64; 2]| Position::new(lat, lon).is_ok();
    let outline = outline.filter(|outline| outline.points().all(in_france));
    let outline = outline.ok_or_else(|| wrong(SeedErrorKind::NotAnOutline))?;
    let name = property("name").unwrap_or_default().to_owned();
    Ok(OutlineFeature { code, name, outline, element })
}
