//! Towns, départements and regions of France outside the directory.

use std::sync::LazyLock;

use super::key;
use crate::domain::text::fold;

/// Communes of 10,000 inhabitants and more, départements and regions, from « découpage administratif » 6.0.0 of Etalab
/// (official geographic code of INSEE, Licence Ouverte 2.0). Among equal names the most populous commune comes first.
const TABLE: &str = include_str!("places.csv");

/// Place outside the region of the directory.
#[derive(Debug, PartialEq, Eq)]
pub struct OutsidePlace {
    key: String,
    pub kind: OutsideKind,
    pub name: &'static str,
    /// Code of its département; empty for a region.
    pub departement: &'static str,
    /// Département or region that it is in, or is, with its preposition: « en Bretagne », « dans le Rhône ».
    pub inside: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsideKind {
    Commune,
    Departement,
    Region,
}

/// All places, sorted by key.
static PLACES: LazyLock<Vec<OutsidePlace>> = LazyLock::new(|| {
    let mut places: Vec<OutsidePlace> = TABLE.lines().skip(1).filter_map(read).collect();
    let departements: Vec<(&str, &str)> = places
        .iter()
        .filter(|it| it.kind == OutsideKind::Departement)
        .map(|it| (it.departement, it.inside))
        .collect();
    for it in &mut places {
        if it.inside.is_empty() {
            let of = departements.iter().find(|(code, _)| *code == it.departement);
            it.inside = of.map_or("", |(_, inside)| *inside);
        }
    }
    places.sort_by(|a, b| a.key.cmp(&b.key));
    places
});

fn read(line: &'static str) -> Option<OutsidePlace> {
    let mut cells = line.split(',');
    let kind = match cells.next()? {
        "commune" => OutsideKind::Commune,
        "departement" => OutsideKind::Departement,
        _ => OutsideKind::Region,
    };
    let (name, departement, inside) = (cells.next()?, cells.next()?, cells.next()?);
    Some(OutsidePlace { key: key(fold(name)), kind, name, departement, inside })
}

/// Places whose name has the key `name`, communes first.
pub(super) fn outside_places(name: &str) -> &'static [OutsidePlace] {
    let start = PLACES.partition_point(|it| it.key.as_str() < name);
    let end = PLACES.partition_point(|it| it.key.as_str() <= name);
    PLACES.get(start..end).unwrap_or_default()
}

/// Département outside the region whose number is `code`.
pub(super) fn outside_departement(code: &str) -> Option<&'static OutsidePlace> {
    let is_it = |it: &&OutsidePlace| {
        it.kind == OutsideKind::Departement && it.departement.eq_ignore_ascii_case(code)
    };
    PLACES.iter().find(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_says_what_it_is_in() {
        assert!(PLACES.len() > 1_000, "{}", PLACES.len());
        for it in PLACES.iter() {
            assert!(!it.inside.is_empty() && !it.key.is_empty(), "{it:?}");
        }
        let paris: Vec<_> = outside_places("paris").iter().map(|it| it.kind).collect();
        assert_eq!(paris, [OutsideKind::Commune, OutsideKind::Departement]);
        assert_eq!(outside_departement("2a").map(|it| it.name), Some("Corse-du-Sud"));
        assert_eq!(outside_places("tours"), []);
    }
}
