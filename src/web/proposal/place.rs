//! Place widget: list of neighbourhoods, and search for the neighbourhood of an address.

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

/// Maximum number of neighbourhoods offered.
const MOST: usize = 8;

/// Search made in a step, and its result.
#[derive(Debug, Default)]
pub struct Found {
    /// Search texts as typed: for places, for organisations.
    pub place: String,
    pub carrier: String,
    /// Message about the place search, if there was one.
    pub said: Option<&'static Key>,
    /// Neighbourhood to tick: the only match.
    pub ticked: Option<QpvCode>,
    /// Commune to fill in if the field is empty.
    pub commune: Option<InseeCode>,
    /// Neighbourhoods to choose from.
    pub offered: Vec<QpvCode>,
}

/// Place widget, ready to print.
#[derive(Debug)]
pub struct PlaceBox {
    pub typed: String,
    pub said: Option<String>,
    /// Neighbourhoods found, to tick; they are left out of the list.
    pub offered: Option<Choices>,
    pub list: Choices,
    /// The list by département.
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
    /// Searches for the place called `text`; asks the geocoder if it is not the name of a place.
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

    /// Asks the geocoder, if one is configured; otherwise uses the place names in the text.
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

    /// Message about the search. A commune found is filled in only if the field was empty.
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

    /// Writes certain results into `entry`: the neighbourhood to tick, the commune if empty.
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
