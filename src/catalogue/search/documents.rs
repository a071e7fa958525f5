//! Documents of the text indexes: the texts of a record, each with its index field.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::catalogue::index::{Field, TextIndex};
use crate::catalogue::places::neighbourhood_names;
use crate::catalogue::records::Lookup;
use crate::domain::directory::{
    Coverage, InitiativeFacts, Meaning, OrganisationFacts, OrganisationKind, Snapshot, Synonym,
    SynonymKind,
};
use crate::domain::place::{Commune, DepartementCode, InseeCode, QpvCode};
use crate::domain::text::Line;

/// Name under which an initiative that covers the whole region is indexed.
const REGION: &str = "Centre-Val de Loire";
/// Barriers of a national number whose initiatives a search for the number finds.
const MAX_NUMBER_BARRIERS: usize = 2;

/// Builds the index of initiatives; documents are in the order of the rows.
pub fn initiative_index(published: &Snapshot, lookup: &Lookup) -> TextIndex {
    let words = DocumentBuilder::new(published, lookup);
    let documents = published.initiatives.iter().map(|it| words.of_initiative(&it.facts));
    TextIndex::build(documents, &search_terms(published))
}

/// Builds the index of organisations; documents are in the order of their list.
pub fn organisation_index(published: &Snapshot, lookup: &Lookup) -> TextIndex {
    let words = DocumentBuilder::new(published, lookup);
    let documents = published.organisations.iter().map(|it| words.of_organisation(&it.facts));
    TextIndex::build(documents, &search_terms(published))
}

/// Synonyms of the seeds, and the names of the values that searches point to.
fn search_terms(published: &Snapshot) -> Vec<Synonym> {
    let phrase = |term: &str, leads_to: &[Meaning]| {
        let (kind, leads_to) = (SynonymKind::Phrase, leads_to.to_vec());
        Some(Synonym { term: term.parse().ok()?, expansion: None, kind, leads_to })
    };
    let barriers = published.barriers.iter().flat_map(|it| {
        let labels = [it.label.as_str(), it.plain_label.as_str(), it.slug.as_str()].into_iter();
        let names = labels.chain(it.keywords.iter().map(Line::as_str));
        names.filter_map(|name| phrase(name, &[Meaning::Barrier(it.slug.clone())]))
    });
    let audiences = published.audiences.iter().flat_map(|it| {
        let labels = [it.label.as_str(), it.slug.as_str()].into_iter();
        labels.filter_map(|name| phrase(name, &[Meaning::Audience(it.slug.clone())]))
    });
    let kinds = published.kinds.iter();
    let kinds = kinds.filter_map(|it| phrase(it.label.as_str(), &[Meaning::Kind(it.slug.clone())]));
    let numbers = published.national_numbers.iter().flat_map(|it| {
        let mut meanings = vec![Meaning::Number(it.number.clone())];
        meanings
            .extend(it.barriers.iter().take(MAX_NUMBER_BARRIERS).cloned().map(Meaning::Barrier));
        let digits = it.number.as_str().replace(' ', "");
        let names = [it.number.as_str().to_owned(), digits, it.name.to_string()];
        // « 17 » is an age more often than a number to call.
        let names = names.into_iter().filter(|name| name.len() > 2);
        names.filter_map(|name| phrase(&name, &meanings)).collect::<Vec<_>>()
    });
    let named = barriers.chain(audiences).chain(kinds).chain(numbers);
    published.synonyms.iter().cloned().chain(named).collect()
}

type Texts<'a> = Vec<(Field, Cow<'a, str>)>;

struct DocumentBuilder<'a> {
    published: &'a Snapshot,
    lookup: &'a Lookup,
    barriers: HashMap<&'a str, Vec<&'a str>>,
    audiences: HashMap<&'a str, Vec<&'a str>>,
    kinds: HashMap<&'a str, &'a OrganisationKind>,
}

impl<'a> DocumentBuilder<'a> {
    fn new(published: &'a Snapshot, lookup: &'a Lookup) -> Self {
        let barriers = published.barriers.iter().map(|it| {
            let labels = [it.label.as_str(), it.slug.as_str()].into_iter();
            (it.slug.as_str(), labels.chain(it.keywords.iter().map(Line::as_str)).collect())
        });
        let audiences = published.audiences.iter().map(|it| {
            let words = it.keywords.iter().map(Line::as_str);
            let labels = [it.label.as_str(), it.slug.as_str()].into_iter();
            (it.slug.as_str(), labels.chain(words).collect())
        });
        let kinds = published.kinds.iter().map(|it| (it.slug.as_str(), it));
        Self {
            published,
            lookup,
            barriers: barriers.collect(),
            audiences: audiences.collect(),
            kinds: kinds.collect(),
        }
    }

    fn of_initiative(&self, facts: &'a InitiativeFacts) -> Texts<'a> {
        let mut texts: Texts<'a> = vec![
            (Field::Title, facts.title.as_str().into()),
            (Field::Summary, facts.summary.as_str().into()),
        ];
        texts.extend(facts.carriers.iter().map(|it| (Field::Carrier, it.as_str().into())));
        texts.extend(facts.partners.iter().map(|it| (Field::Summary, it.as_str().into())));
        self.neighbourhoods(&facts.neighbourhoods, &mut texts);
        for code in &facts.communes {
            self.commune(code, &mut texts);
        }
        self.departements(&facts.departements, &mut texts);
        if facts.coverage == Coverage::Region {
            texts.push((Field::Region, REGION.into()));
        }
        for slug in &facts.barriers {
            add_keywords(&self.barriers, slug.as_str(), Field::Barrier, &mut texts);
            texts.push(meaning(&Meaning::Barrier(slug.clone())));
        }
        for slug in &facts.audiences {
            add_keywords(&self.audiences, slug.as_str(), Field::Audience, &mut texts);
            texts.push(meaning(&Meaning::Audience(slug.clone())));
        }
        texts.extend(facts.practical.fees.map(|fees| meaning(&Meaning::Fees(fees))));
        texts
    }

    fn of_organisation(&self, facts: &'a OrganisationFacts) -> Texts<'a> {
        let mut texts: Texts<'a> = vec![(Field::Title, facts.name.as_str().into())];
        texts.extend(facts.address.iter().map(|it| (Field::Street, it.as_str().into())));
        texts.extend(facts.postcode.iter().map(|it| (Field::Place, it.as_str().into())));
        for tie in &facts.ties {
            self.neighbourhoods(std::slice::from_ref(&tie.neighbourhood), &mut texts);
        }
        if let Some(code) = &facts.commune {
            self.commune(code, &mut texts);
        }
        self.departements(facts.departement.as_slice(), &mut texts);
        if let Some(kind) = self.kinds.get(facts.kind.as_str()) {
            texts.push((Field::Carrier, kind.label.as_str().into()));
            texts.push((Field::Summary, kind.what_it_does.as_str().into()));
            texts.push(meaning(&Meaning::Kind(kind.slug.clone())));
        }
        for help in self.published.kind_barriers.iter().filter(|it| it.kind == facts.kind) {
            add_keywords(&self.barriers, help.barrier.as_str(), Field::Barrier, &mut texts);
            texts.push((Field::Summary, help.why.as_str().into()));
            texts.push(meaning(&Meaning::Barrier(help.barrier.clone())));
        }
        texts
    }

    fn neighbourhoods(&self, codes: &'a [QpvCode], texts: &mut Texts<'a>) {
        for code in codes {
            if let Some(it) = self.lookup.neighbourhood(self.published, code) {
                texts.extend(neighbourhood_names(it).map(|name| (Field::Place, name.into())));
            }
        }
    }

    fn commune(&self, code: &InseeCode, texts: &mut Texts<'a>) {
        if let Some(Commune { name, postcodes, .. }) = self.lookup.commune(self.published, code) {
            texts.push((Field::Place, name.as_str().into()));
            texts.extend(postcodes.iter().map(|it| (Field::Place, it.as_str().into())));
        }
    }

    fn departements(&self, codes: &'a [DepartementCode], texts: &mut Texts<'a>) {
        for code in codes {
            if let Some(it) = self.lookup.departement(self.published, code) {
                texts.push((Field::Region, it.name.as_str().into()));
                texts.push((Field::Region, it.code.as_str().into()));
            }
        }
    }
}

fn meaning(value: &Meaning) -> (Field, Cow<'static, str>) {
    (Field::Meaning, value.to_string().into())
}

fn add_keywords<'a>(
    table: &HashMap<&'a str, Vec<&'a str>>,
    slug: &str,
    field: Field,
    texts: &mut Texts<'a>,
) {
    let words = table.get(slug).into_iter().flatten();
    texts.extend(words.map(|word| (field, Cow::Borrowed(*word))));
}
