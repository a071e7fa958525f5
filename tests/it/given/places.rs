//! Places for test seeds.

use super::*;

/// Square outline of 0.1 degree, its south-west corner at this point.
pub fn square(lat: f64, lon: f64) -> Outline {
    let (top, right) = (lat + 0.1, lon + 0.1);
    let ring = vec![[lon, lat], [right, lat], [right, top], [lon, top], [lon, lat]];
    Outline::new(vec![vec![ring]]).expect("a closed ring")
}

pub fn departement(code: &str, name: &str) -> Departement {
    Departement { code: the(code), name: the(name), outline: square(47.0, 0.5) }
}

pub fn commune(insee: &str, name: &str, postcode: &str) -> Commune {
    let centre = Position::new(47.05, 0.55).expect("a valid point");
    let (departement, postcodes) = (the(&insee[..2]), vec![the(postcode)]);
    Commune { insee: the(insee), name: the(name), postcodes, departement, centre }
}

pub fn neighbourhood(code: &str, name: &str, commune: &str) -> Neighbourhood {
    Neighbourhood {
        code: the(code),
        slug: slug(name),
        name: the(name),
        official_name: the(name),
        name_2015: None,
        aliases: Vec::new(),
        communes: vec![the(commune)],
        departement: the(&commune[..2]),
        epci: the("Une intercommunalité"),
        centre: Position::new(47.05, 0.55).expect("a valid point"),
        population: Some(Population { count: 1_000, year: None, source: the("Une source") }),
        outline: square(47.0, 0.5),
    }
}

pub fn barrier(position: u8, slug: &str, label: &str) -> Barrier {
    Barrier {
        slug: the(slug),
        label: the(label),
        plain_label: the(label),
        position,
        mission: position <= 4,
        description: the("Ce que c’est."),
        thematiques: Vec::new(),
        keywords: Vec::new(),
    }
}

pub fn audience(position: u8, slug: &str, label: &str) -> Audience {
    let (slug, label) = (the(slug), the(label));
    Audience { slug, label, position, publics: Vec::new(), keywords: Vec::new() }
}

pub fn kind(slug: &str, label: &str) -> Kind {
    let (slug, label) = (the(slug), the(label));
    Kind { slug, label, networks: Vec::new(), what_it_does: the("Ce qu’elle fait.") }
}
