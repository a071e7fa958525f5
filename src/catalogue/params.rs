//! From a link to a search and back.

use std::{collections::BTreeSet, num::NonZeroU32};

use super::{Catalogue, Found};
use crate::domain::{
    neighbourhood::Neighbourhood,
    search::{
        Choice, LONGEST_QUERY, OrganisationParams, OrganisationSearch, Search, SearchPage,
        SearchParams, parameter,
    },
};

/// What a link asks for, and what of it means nothing here.
#[derive(Debug)]
pub struct Understood {
    pub asked: SearchPage,
    /// Parameter and value: links age and are typed by hand.
    pub unknown: Vec<(&'static str, String)>,
    /// The text was longer than [`LONGEST_QUERY`]; its end was left out.
    pub cut: bool,
}

/// The same for organisations.
#[derive(Debug)]
pub struct UnderstoodOrganisations {
    pub search: OrganisationSearch,
    /// The page asked for, 1 for the first.
    pub number: NonZeroU32,
    pub unknown: Vec<(&'static str, String)>,
    pub cut: bool,
}

impl Catalogue {
    /// The search that `params` spells.
    #[must_use]
    pub fn understand(&self, params: &SearchParams) -> Understood {
        let mut search = Search::default();
        let mut unknown = Vec::new();
        let mut read =
            |name: &'static str, values: &[String], find: &dyn Fn(&str) -> Option<Choice>| {
                for value in values.iter().filter(|value| !value.is_empty()) {
                    match find(value) {
                        Some(choice) if search.chooses(&choice) => {}
                        Some(choice) => search = search.toggling(&choice),
                        None => unknown.push((name, value.clone())),
                    }
                }
            };
        read("frein", &params.frein, &|text| {
            Some(Choice::Barrier(self.barrier(text)?.slug.clone()))
        });
        read("public", &params.public, &|text| {
            Some(Choice::Audience(self.audience(text)?.slug.clone()))
        });
        read("departement", &params.departement, &|text| self.choose_departement(text));
        read("commune", &params.commune, &|text| self.choose_commune(text));
        read("quartier", &params.quartier, &|text| self.choose_neighbourhood(text));
        read("acteur", &params.acteur, &|text| self.choose_organisation(text));
        read("recueil", &params.recueil, &|text| {
            Some(Choice::Collection(self.collection(text)?.slug.clone()))
        });
        read("etat", &params.etat, &|text| text.parse().ok().map(Choice::State));
        let number = page_number(&params.page, &mut unknown);
        let (text, cut) = text_of(&params.q);
        search.text = text;
        Understood { asked: SearchPage { search, number }, unknown, cut }
    }

    /// The search for organisations that `params` spells.
    #[must_use]
    pub fn understand_organisations(&self, params: &OrganisationParams) -> UnderstoodOrganisations {
        let mut unknown = Vec::new();
        let kind = first("genre", &params.genre, &mut unknown, |text| {
            self.kind(text).map(|it| it.slug.clone())
        });
        let departement = first("departement", &params.departement, &mut unknown, |text| {
            self.departement(&text.parse().ok()?).map(|it| it.code.clone())
        });
        let commune = first("commune", &params.commune, &mut unknown, |text| {
            self.commune(&text.parse().ok()?).map(|it| it.insee.clone())
        });
        let neighbourhood = first("quartier", &params.quartier, &mut unknown, |text| {
            self.neighbourhood_spelled(text).map(|it| it.code.clone())
        });
        let number = page_number(&params.page, &mut unknown);
        let (text, cut) = text_of(&params.q);
        let search = OrganisationSearch { text, kind, departement, commune, neighbourhood };
        UnderstoodOrganisations { search, number, unknown, cut }
    }

    fn choose_departement(&self, text: &str) -> Option<Choice> {
        let code = text.parse().ok()?;
        self.departement(&code).map(|_| Choice::Departement(code))
    }

    fn choose_commune(&self, text: &str) -> Option<Choice> {
        let code = text.parse().ok()?;
        self.commune(&code).map(|_| Choice::Commune(code))
    }

    fn choose_neighbourhood(&self, text: &str) -> Option<Choice> {
        self.neighbourhood_spelled(text).map(|it| Choice::Neighbourhood(it.code.clone()))
    }

    /// A neighbourhood by its code or its slug.
    fn neighbourhood_spelled(&self, text: &str) -> Option<&Neighbourhood> {
        let by_code = text.parse().ok().and_then(|code| self.neighbourhood(&code));
        match by_code.map_or_else(|| self.neighbourhood_at(text), Found::Here) {
            Found::Here(it) | Found::Moved(it) => Some(it),
            Found::Gone | Found::Unknown => None,
        }
    }

    /// An organisation by its slug.
    fn choose_organisation(&self, text: &str) -> Option<Choice> {
        match self.organisation_at(text) {
            Found::Here(it) | Found::Moved(it) => Some(Choice::Organisation(it.id)),
            Found::Gone | Found::Unknown => None,
        }
    }

    /// `search` as the parameters of a link, in one order whatever way it was asked.
    #[must_use]
    pub fn spell(&self, search: &Search) -> Vec<(&'static str, String)> {
        let text = (!search.text.is_empty()).then(|| ("q", search.text.clone()));
        let choices = search.choices().into_iter();
        text.into_iter().chain(choices.map(|it| (parameter(&it), self.spelling(&it)))).collect()
    }

    /// What `search` chooses, facet by facet, barriers and audiences in the order of their lists.
    #[must_use]
    pub fn chosen(&self, search: &Search) -> Vec<Choice> {
        let barriers = self.barriers.iter().map(|it| Choice::Barrier(it.slug.clone()));
        let audiences = self.audiences.iter().map(|it| Choice::Audience(it.slug.clone()));
        let listed = barriers.chain(audiences).filter(|choice| search.chooses(choice));
        let (barriers, audiences) = (BTreeSet::new(), BTreeSet::new());
        let others = Search { barriers, audiences, ..search.clone() };
        listed.chain(others.choices()).collect()
    }

    /// How a link spells the value of `choice`.
    #[must_use]
    pub fn spelling(&self, choice: &Choice) -> String {
        match choice {
            Choice::Barrier(slug) | Choice::Audience(slug) | Choice::Collection(slug) => {
                slug.to_string()
            }
            Choice::Departement(code) => code.to_string(),
            Choice::Commune(code) => code.to_string(),
            Choice::Neighbourhood(code) => {
                self.neighbourhood(code).map_or_else(|| code.to_string(), |it| it.slug.to_string())
            }
            Choice::Organisation(id) => {
                self.organisation(*id).map_or_else(String::new, |it| it.facts.slug.to_string())
            }
            Choice::State(state) => state.slug().to_owned(),
        }
    }

    /// The name of `choice` as people read it; of a state, its slug (pages have words for it).
    #[must_use]
    pub fn label(&self, choice: &Choice) -> &str {
        let label = match choice {
            Choice::Barrier(slug) => self.barrier(slug.as_str()).map(|it| it.label.as_str()),
            Choice::Audience(slug) => self.audience(slug.as_str()).map(|it| it.label.as_str()),
            Choice::Departement(code) => self.departement(code).map(|it| it.name.as_str()),
            Choice::Commune(code) => self.commune(code).map(|it| it.name.as_str()),
            Choice::Neighbourhood(code) => self.neighbourhood(code).map(|it| it.name.as_str()),
            Choice::Organisation(id) => self.organisation(*id).map(|it| it.facts.name.as_str()),
            Choice::Collection(slug) => self.collection(slug.as_str()).map(|it| it.title.as_str()),
            Choice::State(state) => Some(state.slug()),
        };
        label.unwrap_or_default()
    }
}

/// The text typed, on one line and no longer than [`LONGEST_QUERY`]; and whether it was longer.
fn text_of(typed: &[String]) -> (String, bool) {
    let typed = typed.join(" ").replace(char::is_control, " ");
    let typed = typed.trim();
    let text: String = typed.chars().take(LONGEST_QUERY).collect();
    (text.trim_end().to_owned(), text.len() < typed.len())
}

/// The first of `values` that `find` knows; those it does not know before that are noted.
fn first<T>(
    name: &'static str,
    values: &[String],
    unknown: &mut Vec<(&'static str, String)>,
    find: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    values.iter().filter(|value| !value.is_empty()).find_map(|value| {
        let found = find(value);
        if found.is_none() {
            unknown.push((name, value.clone()));
        }
        found
    })
}

/// The page asked for, 1 when none is; what is no page number is noted.
pub fn page_number(values: &[String], unknown: &mut Vec<(&'static str, String)>) -> NonZeroU32 {
    let Some(value) = values.iter().find(|value| !value.is_empty()) else { return NonZeroU32::MIN };
    value.parse().unwrap_or_else(|_| {
        unknown.push(("page", value.clone()));
        NonZeroU32::MIN
    })
}
