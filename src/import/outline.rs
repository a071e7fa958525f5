//! Reads outlines from GeoJSON feature collections, identified by the property `code`.

use std::str::FromStr;

use geojson::{Feature, FeatureCollection};

use super::{
    cell::Cell,
    mistake::{Reason, shown},
    reading::Reading,
};
use crate::domain::{outline::Outline, place::Position};

/// Outline with the properties of its feature.
#[derive(Debug)]
pub(super) struct Outlined<C> {
    pub code: C,
    pub name: String,
    pub outline: Outline,
    /// Position for error messages: `features[3] QN03704M`.
    pub element: String,
}

/// Outlines of `file`, and true if all of them are valid.
pub(super) fn outlines<C: Cell>(reading: &mut Reading<'_>, file: &str) -> (Vec<Outlined<C>>, bool) {
    let text = reading.folder.text(file);
    let features =
        text.and_then(|text| FeatureCollection::from_str(&text).map_err(|_| Reason::NotGeoJson));
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

fn outlined<C: Cell>(at: usize, feature: &Feature) -> Result<Outlined<C>, (String, Reason)> {
    let property = |name| feature.property(name).and_then(|value| value.as_str());
    let code = property("code").unwrap_or_default();
    let element = format!("features[{at}] {}", shown(code)).trim_end().to_owned();
    let wrong = |reason| (element.clone(), reason);
    if code.is_empty() {
        return Err(wrong(Reason::Empty));
    }
    let code = C::read(code).map_err(wrong)?;
    let geometry = feature.geometry.as_ref();
    let outline = geometry.and_then(|geometry| Outline::try_from(geometry).ok());
    let in_france = |[lon, lat]: [f64; 2]| Position::new(lat, lon).is_ok();
    let outline = outline.filter(|outline| outline.points().all(in_france));
    let outline = outline.ok_or_else(|| wrong(Reason::NotAnOutline))?;
    let name = property("name").unwrap_or_default().to_owned();
    Ok(Outlined { code, name, outline, element })
}
