//! Initiatives for test seeds.

use super::*;

/// Builder of an initiative for test seeds.
#[derive(Debug, Clone)]
pub struct Initiative {
    pub seed: SeedInitiative,
    pub carriers: Vec<Organisation>,
}

/// An initiative with little more than a title.
pub fn initiative(title: &str) -> Initiative {
    let life = Life {
        activity: Activity::Unknown,
        attested_on: None,
        started_on: None,
        ended_on: None,
        confirmed_on: None,
    };
    let facts = InitiativeFacts {
        reference: the("init-000"),
        slug: slug(title),
        title: the(title),
        summary: the("Une action pour les habitants."),
        barriers: Vec::new(),
        audiences: Vec::new(),
        neighbourhoods: Vec::new(),
        tie_rule: None,
        communes: Vec::new(),
        departements: Vec::new(),
        coverage: Coverage::Unknown,
        delivery: None,
        practical: quartiers_emploi::domain::practical::Practical::default(),
        carriers: Vec::new(),
        partners: Vec::new(),
        life,
        website: None,
        phone: None,
        email: None,
        source_urls: vec![the("https://www.example.org/source")],
        confidence: Confidence::Medium,
        editor_note: None,
        collection: None,
    };
    Initiative {
        seed: SeedInitiative { number: 0, facts, organisations: Vec::new() },
        carriers: Vec::new(),
    }
}

impl Initiative {
    pub fn numbered(mut self, number: i64) -> Self {
        self.seed.number = number;
        self.seed.facts.reference = the(&format!("init-{number:03}"));
        self
    }

    pub fn at_address(mut self, slug: &str) -> Self {
        self.seed.facts.slug = the(slug);
        self
    }

    pub fn answering(mut self, barrier: &str) -> Self {
        self.seed.facts.barriers.push(the(barrier));
        self
    }

    pub fn open_to(mut self, audience: &str) -> Self {
        self.seed.facts.audiences.push(the(audience));
        self
    }

    pub fn in_neighbourhood(mut self, code: &str) -> Self {
        self.seed.facts.neighbourhoods.push(the(code));
        self
    }

    /// Located in a commune, and in the département that the INSEE code begins with.
    pub fn in_commune(mut self, insee: &str) -> Self {
        self.seed.facts.communes.push(the(insee));
        let departement = the(&insee[..2]);
        if !self.seed.facts.departements.contains(&departement) {
            self.seed.facts.departements.push(departement);
        }
        self
    }

    /// Attested by a public source on `date`: a year, a month or a day.
    pub fn attested_on(mut self, date: &str) -> Self {
        self.seed.facts.life.attested_on = Some(the(date));
        self
    }

    /// Confirmed by its carrier on `day`.
    pub fn confirmed_on(mut self, day: &str) -> Self {
        self.seed.facts.life.confirmed_on = Some(the(day));
        self
    }

    pub fn ended(mut self) -> Self {
        self.seed.facts.life.activity = Activity::Ended;
        self
    }

    /// Carried by an organisation that is not in the directory.
    pub fn carried_by_name(mut self, name: &str) -> Self {
        self.seed.facts.carriers.push(the(name));
        self
    }

    /// Carried by `organisation`, which [`seeds_with`] adds to the seeds.
    pub fn carried_by(mut self, organisation: &Organisation) -> Self {
        let facts = &organisation.0;
        self.seed.facts.carriers.push(facts.name.clone());
        self.seed.organisations.push((facts.name.clone(), facts.reference.clone()));
        self.carriers.push(organisation.clone());
        self
    }

    /// Changes any other field.
    pub fn with(mut self, change: impl FnOnce(&mut InitiativeFacts)) -> Self {
        change(&mut self.seed.facts);
        self
    }
}
