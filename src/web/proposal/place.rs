//! Where an action takes place: the list of neighbourhoods, and looking for the one of an address.

use super::ask::Asking;
use crate::{
    app::App,
    catalogue::{Catalogue, Meant, Place},
    domain::{
        location::Standing,
        neighbourhood::{Neighbourhood, QpvCode},
        place::InseeCode,
        proposal::{Entry, Field, is_written},
    },
    i18n::{Arg, Key, say},
    web::parts::{Choice, Choices},
};

/// Neighbourhoods offered at most.
const MOST: usize = 8;

/// What was looked for in a step, and what it gave.
#[derive(Debug, Default)]
pub struct Found {
    /// As typed in the box for places, or in the one for structures.
    pub place: String,
    pub carrier: String,
    /// What to say of the place, if one was looked for.
    pub said: Option<&'static Key>,
    /// To be ticked: it is surely this one.
    pub ticked: Option<QpvCode>,
    /// To be written, where no commune is.
    pub commune: Option<InseeCode>,
    /// To choose from.
    pub offered: Vec<QpvCode>,
}

/// The list of neighbourhoods, and the box to find one.
#[derive(Debug)]
pub struct PlaceBox {
    pub typed: String,
    pub said: Option<String>,
    /// What was found, to be ticked; it is not in the list below then.
    pub offered: Option<Choices>,
    pub list: Choices,
    /// By département: its name, how many are ticked, and its part of the list.
    pub groups: Vec<Group>,
}

#[derive(Debug)]
pub struct Group {
    pub name: String,
    pub ticked: String,
    pub open: bool,
    pub options: Vec<Choice>,
}

impl Found {
    /// What the place of this name or address may be.
    pub async fn place(app: &App, catalogue: &Catalogue, text: &str) -> Self {
        let typed = Self { place: text.to_owned(), ..Self::default() };
        match catalogue.meant(text) {
            Meant::One(place) => typed.one(catalogue, &place),
            Meant::Several(places) => {
                typed.offering(catalogue, &places, say::PROPOSE_FOUND_OFFERED)
            }
            near @ (Meant::Within(_) | Meant::Near(_) | Meant::Elsewhere | Meant::Nothing) => {
                typed.street(app, catalogue, near).await
            }
        }
    }

    fn saying(self, said: &'static Key) -> Self {
        Self { said: Some(said), ..self }
    }

    fn one(self, catalogue: &Catalogue, place: &Place) -> Self {
        match place {
            Place::Neighbourhood(code) => {
                Self { ticked: Some(code.clone()), ..self }.saying(say::PROPOSE_FOUND_TICKED)
            }
            Place::Commune(code) => {
                let here = catalogue.neighbourhoods_of(code).map(|it| it.code.clone());
                Self { commune: Some(code.clone()), offered: here.collect(), ..self }
                    .saying(say::PROPOSE_FOUND_COMMUNE)
            }
            Place::Departement(_) => self.saying(say::PROPOSE_FOUND_NOTHING),
        }
    }

    fn offering(self, catalogue: &Catalogue, places: &[Place], said: &'static Key) -> Self {
        let mut offered: Vec<QpvCode> = Vec::new();
        for place in places {
            match place {
                Place::Neighbourhood(code) => offered.push(code.clone()),
                Place::Commune(code) => {
                    offered.extend(catalogue.neighbourhoods_of(code).map(|it| it.code.clone()));
                }
                Place::Departement(_) => {}
            }
        }
        offered.sort();
        offered.dedup();
        offered.truncate(MOST);
        let said = if offered.is_empty() { say::PROPOSE_FOUND_NOTHING } else { said };
        Self { offered, ..self }.saying(said)
    }

    /// Asks where a street is, when a service tells; else what the names in the text stand for.
    async fn street(self, app: &App, catalogue: &Catalogue, meant: Meant) -> Self {
        if let Some(geocoder) = &app.geocoder {
            match geocoder.find(&self.place).await {
                Ok(found) => {
                    if let Some(best) = found.first() {
                        let location = catalogue.locate(best.position);
                        return self.located(location);
                    }
                }
                Err(_) => return self.saying(say::PROPOSE_FOUND_FAILED),
            }
        }
        match meant {
            Meant::Within(places) | Meant::Near(places) => {
                self.offering(catalogue, &places, say::PROPOSE_FOUND_OFFERED)
            }
            Meant::Elsewhere => self.saying(say::PROPOSE_FOUND_ELSEWHERE),
            Meant::One(_) | Meant::Several(_) | Meant::Nothing => {
                self.saying(say::PROPOSE_FOUND_NOTHING)
            }
        }
    }

    fn located(self, location: crate::domain::location::Location) -> Self {
        let nearest = location.nearest.into_iter().map(|near| near.code);
        match (location.in_region, location.standing, location.neighbourhood) {
            (false, ..) => self.saying(say::PROPOSE_FOUND_ELSEWHERE),
            (true, Standing::Inside, Some(code)) => {
                Self { ticked: Some(code), ..self }.saying(say::PROPOSE_FOUND_TICKED)
            }
            (true, Standing::Edge, Some(code)) => {
                Self { offered: vec![code], ..self }.saying(say::PROPOSE_FOUND_EDGE)
            }
            (true, ..) => Self { offered: nearest.take(3).collect(), ..self }
                .saying(say::PROPOSE_FOUND_OUTSIDE),
        }
    }

    /// What came of the search, in words; a commune is written only where none was.
    fn told(&self, asking: Asking<'_>) -> Option<String> {
        let Asking { page, catalogue, entry, .. } = asking;
        let said = self.said?;
        let Some(commune) = self.commune.as_ref().and_then(|code| catalogue.commune(code)) else {
            let ticked = self.ticked.as_ref().and_then(|code| catalogue.neighbourhood(code));
            return Some(page.tv(said, ticked.map_or("", |it| it.name.as_str())));
        };
        let args = [
            ("name", Arg::Text(commune.name.as_str())),
            ("typed", Arg::Text(entry.get(Field::Commune))),
            ("n", Arg::Count(self.offered.len())),
        ];
        let written = is_written(entry, catalogue, &commune.insee);
        Some(page.ta(if written { said } else { say::PROPOSE_FOUND_COMMUNE_NOT }, &args))
    }

    /// Writes in `entry` what is sure.
    pub fn write(&self, catalogue: &Catalogue, entry: &mut Entry) {
        if let Some(code) = &self.ticked {
            let code = code.to_string();
            if !entry.has(Field::Neighbourhoods, &code) {
                let mut all = entry.all(Field::Neighbourhoods).to_vec();
                all.push(code);
                entry.set(Field::Neighbourhoods, all);
            }
        }
        let commune = self.commune.as_ref().and_then(|code| catalogue.commune(code));
        if let Some(commune) = commune.filter(|_| entry.get(Field::Commune).is_empty()) {
            entry.set(Field::Commune, [commune.name.as_str()]);
        }
    }
}

impl PlaceBox {
    pub fn new(asking: Asking<'_>) -> Self {
        let Asking { page, catalogue, entry, found, .. } = asking;
        let choice = |it: &Neighbourhood| {
            let code = it.code.to_string();
            let chosen = entry.has(Field::Neighbourhoods, &code);
            let help = it.name_2015.as_ref().map(ToString::to_string);
            let help = help.filter(|former| *former != it.name.to_string());
            let label = format!("{}, {}", it.name, catalogue.towns(it));
            Choice { help, ..Choice::new(code, label, chosen) }
        };
        let offered = found.offered.iter().filter_map(|code| catalogue.neighbourhood(code));
        let offered: Vec<Choice> = offered.map(choice).collect();
        let groups = catalogue.departements.iter().map(|departement| {
            let here = catalogue.neighbourhoods_in(&departement.code);
            let here = here.filter(|it| !found.offered.contains(&it.code));
            let options: Vec<Choice> = here.map(choice).collect();
            let ticked = options.iter().filter(|it| it.chosen).count();
            Group {
                name: departement.name.to_string(),
                ticked: page.tn(say::PROPOSE_TICKED, ticked),
                open: ticked > 0,
                options,
            }
        });
        let choices = |options| asking.choices(Field::Neighbourhoods, options, true);
        Self {
            typed: found.place.clone(),
            said: found.told(asking),
            offered: (!offered.is_empty()).then(|| choices(offered)),
            groups: groups.collect(),
            list: choices(Vec::new()),
        }
    }
}
