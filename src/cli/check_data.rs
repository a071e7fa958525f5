//! `check-data`: counts of published records by kind, and of missing values.

use std::collections::HashSet;
use std::io::{self, Write};
use std::process::ExitCode;

use jiff::civil::Date;

use super::table::Table;
use super::{error, open_existing};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::directory::{InitiativeFacts, InitiativeState, OrganisationFacts, Snapshot};
use crate::domain::place::{Neighbourhood, QpvCode};
use crate::i18n::{Key, Lang, messages};

/// Prints the report on the database of `config`.
pub async fn run(config: &Config, clock: &Clock, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Some(store) = open_existing(config, messages::CHECK_NO_DATABASE, out).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let published = store.published().await.map_err(|error| error::store_fault(&error))?;
    report(&published, clock.today(), out)?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Prints the report on `published`, with states as of `today`.
pub fn report(published: &Snapshot, today: Date, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", Lang::Fr.message(messages::CHECK_NOUNS))?;
    nouns(published).print(out)?;
    heading(out, messages::CHECK_STATES)?;
    states(published, today).print(out)?;
    heading(out, messages::CHECK_INITIATIVES)?;
    initiatives(published).print(out)?;
    heading(out, messages::CHECK_BARRIERS)?;
    barriers(published, today).print(out)?;
    heading(out, messages::CHECK_ORGANISATIONS)?;
    organisations(published).print(out)?;
    let (active, staffed) = inhabited(published);
    neighbourhoods(published, &active, messages::CHECK_NO_INITIATIVE, out)?;
    neighbourhoods(published, &staffed, messages::CHECK_NO_ORGANISATION, out)
}

fn heading(out: &mut dyn Write, key: &Key) -> io::Result<()> {
    writeln!(out, "\n{}", Lang::Fr.message(key))
}

fn nouns(published: &Snapshot) -> Table {
    let mut table = Table::default();
    for (key, count) in [
        (messages::NOUN_DEPARTEMENTS, published.departements.len()),
        (messages::NOUN_COMMUNES, published.communes.len()),
        (messages::NOUN_INTERCOMMUNALITIES, published.intercommunalities.len()),
        (messages::NOUN_FORMER_COMMUNES, published.former_communes.len()),
        (messages::NOUN_NEIGHBOURHOODS, published.neighbourhoods.len()),
        (messages::NOUN_FIGURES, published.figures.len()),
        (messages::NOUN_BARRIERS, published.barriers.len()),
        (messages::NOUN_AUDIENCES, published.audiences.len()),
        (messages::NOUN_KINDS, published.kinds.len()),
        (messages::NOUN_KIND_BARRIERS, published.kind_barriers.len()),
        (messages::NOUN_NATIONAL_NUMBERS, published.national_numbers.len()),
        (messages::NOUN_SYNONYMS, published.synonyms.len()),
        (messages::NOUN_COLLECTIONS, published.collections.len()),
        (messages::NOUN_ORGANISATIONS, published.organisations.len()),
        (messages::NOUN_INITIATIVES, published.initiatives.len()),
        (messages::NOUN_SCHEMES, published.schemes.len()),
        (messages::NOUN_LEFT_OUT, published.exclusions.len()),
        (messages::NOUN_SOURCES, published.sources.len()),
    ] {
        table.row(Lang::Fr.message(key), [count]);
    }
    table
}

fn states(published: &Snapshot, today: Date) -> Table {
    let mut table = Table::default();
    for state in InitiativeState::ALL {
        let in_it = count(published, |facts| facts.lifecycle.state(today) == state);
        table.row(Lang::Fr.state(state), [in_it]);
    }
    table
}

fn initiatives(published: &Snapshot) -> Table {
    let mut table = Table::default();
    let undated = |facts: &InitiativeFacts| {
        facts.lifecycle.attested_on.is_none() && facts.lifecycle.confirmed_on.is_none()
    };
    for (key, count) in [
        (messages::CHECK_TIED, count(published, |facts| !facts.neighbourhoods.is_empty())),
        (messages::CHECK_UNDATED, count(published, undated)),
        (messages::CHECK_NO_CARRIER, count(published, |facts| facts.carriers.is_empty())),
        (messages::CHECK_NO_PHONE, count(published, |facts| facts.phone.is_none())),
        (messages::CHECK_NO_PLACE, count(published, |facts| facts.departements.is_empty())),
        (messages::CHECK_NO_BARRIER, count(published, |facts| facts.barriers.is_empty())),
        (messages::CHECK_NO_AUDIENCE, count(published, |facts| facts.audiences.is_empty())),
    ] {
        table.row(Lang::Fr.message(key), [count]);
    }
    table
}

fn barriers(published: &Snapshot, today: Date) -> Table {
    let headings = [messages::CHECK_COLUMN_ALL, messages::CHECK_COLUMN_OPEN];
    let mut table = Table::headed(headings.map(|key| Lang::Fr.message(key)));
    for barrier in &published.barriers {
        let answers = |facts: &InitiativeFacts| facts.barriers.contains(&barrier.slug);
        let open = |facts: &InitiativeFacts| {
            let state = facts.lifecycle.state(today);
            answers(facts)
                && matches!(state, InitiativeState::Confirmed | InitiativeState::ToConfirm)
        };
        table.row(barrier.label.as_str(), [count(published, answers), count(published, open)]);
    }
    table
}

fn count(published: &Snapshot, keeps: impl Fn(&InitiativeFacts) -> bool) -> usize {
    published.initiatives.iter().filter(|initiative| keeps(&initiative.facts)).count()
}

fn organisations(published: &Snapshot) -> Table {
    let headings = [
        messages::CHECK_COLUMN_ALL,
        messages::CHECK_COLUMN_NO_ADDRESS,
        messages::CHECK_COLUMN_NO_PHONE,
        messages::CHECK_COLUMN_NO_HOURS,
        messages::CHECK_COLUMN_NO_POSITION,
    ];
    let mut table = Table::headed(headings.map(|key| Lang::Fr.message(key)));
    let mut row = |name: &str, of_kind: &[&OrganisationFacts]| {
        let without =
            |lacks: fn(&OrganisationFacts) -> bool| of_kind.iter().filter(|it| lacks(it)).count();
        let numbers = [
            of_kind.len(),
            without(|facts| facts.address.is_none()),
            without(|facts| facts.phone.is_none()),
            without(|facts| facts.opening_hours.is_none()),
            without(|facts| facts.position.is_none()),
        ];
        table.row(name, numbers);
    };
    let all: Vec<_> = published.organisations.iter().map(|it| &it.facts).collect();
    for kind in &published.kinds {
        let of_kind: Vec<_> = all.iter().filter(|it| it.kind == kind.slug).copied().collect();
        if !of_kind.is_empty() {
            row(kind.label.as_str(), &of_kind);
        }
    }
    row(&Lang::Fr.message(messages::CHECK_TOTAL), &all);
    table
}

/// Neighbourhoods with an initiative, and neighbourhoods with an organisation.
fn inhabited(published: &Snapshot) -> (HashSet<&QpvCode>, HashSet<&QpvCode>) {
    let initiatives = published.initiatives.iter();
    let organisations = published.organisations.iter();
    (
        initiatives.flat_map(|it| &it.facts.neighbourhoods).collect(),
        organisations.flat_map(|it| &it.facts.ties).map(|tie| &tie.neighbourhood).collect(),
    )
}

fn neighbourhoods(
    published: &Snapshot,
    inhabited: &HashSet<&QpvCode>,
    title: &Key,
    out: &mut dyn Write,
) -> io::Result<()> {
    let empty = |it: &&Neighbourhood| !inhabited.contains(&it.code);
    let empty: Vec<_> = published.neighbourhoods.iter().filter(empty).collect();
    writeln!(out, "\n{}", Lang::Fr.message_count(title, empty.len()))?;
    for neighbourhood in empty {
        writeln!(out, "  {}  {}", neighbourhood.code, neighbourhood.name)?;
    }
    Ok(())
}
