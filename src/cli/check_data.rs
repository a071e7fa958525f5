//! `check-data`: counts of published records by kind, and of missing values.

use std::{
    collections::HashSet,
    io::{self, Write},
    process::ExitCode,
};

use jiff::civil::Date;

use super::{existing, fault, table::Table};
use crate::{
    clock::Clock,
    config::Config,
    domain::{
        initiative::InitiativeFacts,
        neighbourhood::{Neighbourhood, QpvCode},
        organisation::OrganisationFacts,
        published::Published,
        state::State,
    },
    i18n::{Key, Lang, say},
};

/// Prints the report on the database of `config`.
pub async fn run(config: &Config, clock: &Clock, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Some(store) = existing(config, say::CHECK_NO_DATABASE, out).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let published = store.published().await.map_err(|error| fault::of_store(&error))?;
    report(&published, clock.today(), out)?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Prints the report on `published`, with states as of `today`.
pub fn report(published: &Published, today: Date, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", Lang::Fr.t(say::CHECK_NOUNS))?;
    nouns(published).print(out)?;
    heading(out, say::CHECK_STATES)?;
    states(published, today).print(out)?;
    heading(out, say::CHECK_INITIATIVES)?;
    initiatives(published).print(out)?;
    heading(out, say::CHECK_BARRIERS)?;
    barriers(published, today).print(out)?;
    heading(out, say::CHECK_ORGANISATIONS)?;
    organisations(published).print(out)?;
    let (active, staffed) = inhabited(published);
    neighbourhoods(published, &active, say::CHECK_NO_INITIATIVE, out)?;
    neighbourhoods(published, &staffed, say::CHECK_NO_ORGANISATION, out)
}

fn heading(out: &mut dyn Write, key: &Key) -> io::Result<()> {
    writeln!(out, "\n{}", Lang::Fr.t(key))
}

fn nouns(published: &Published) -> Table {
    let mut table = Table::default();
    for (key, count) in [
        (say::NOUN_DEPARTEMENTS, published.departements.len()),
        (say::NOUN_COMMUNES, published.communes.len()),
        (say::NOUN_NEIGHBOURHOODS, published.neighbourhoods.len()),
        (say::NOUN_FIGURES, published.figures.len()),
        (say::NOUN_BARRIERS, published.barriers.len()),
        (say::NOUN_AUDIENCES, published.audiences.len()),
        (say::NOUN_KINDS, published.kinds.len()),
        (say::NOUN_SYNONYMS, published.synonyms.len()),
        (say::NOUN_COLLECTIONS, published.collections.len()),
        (say::NOUN_ORGANISATIONS, published.organisations.len()),
        (say::NOUN_INITIATIVES, published.initiatives.len()),
        (say::NOUN_LEFT_OUT, published.left_out.len()),
        (say::NOUN_SOURCES, published.sources.len()),
    ] {
        table.row(Lang::Fr.t(key), [count]);
    }
    table
}

fn states(published: &Published, today: Date) -> Table {
    let mut table = Table::default();
    for state in State::ALL {
        let in_it = count(published, |facts| facts.life.state(today) == state);
        table.row(Lang::Fr.state(state), [in_it]);
    }
    table
}

fn initiatives(published: &Published) -> Table {
    let mut table = Table::default();
    let undated = |facts: &InitiativeFacts| {
        facts.life.attested_on.is_none() && facts.life.confirmed_on.is_none()
    };
    for (key, count) in [
        (say::CHECK_TIED, count(published, |facts| !facts.neighbourhoods.is_empty())),
        (say::CHECK_UNDATED, count(published, undated)),
        (say::CHECK_NO_CARRIER, count(published, |facts| facts.carriers.is_empty())),
        (say::CHECK_NO_PHONE, count(published, |facts| facts.phone.is_none())),
        (say::CHECK_NO_PLACE, count(published, |facts| facts.departements.is_empty())),
        (say::CHECK_NO_BARRIER, count(published, |facts| facts.barriers.is_empty())),
        (say::CHECK_NO_AUDIENCE, count(published, |facts| facts.audiences.is_empty())),
    ] {
        table.row(Lang::Fr.t(key), [count]);
    }
    table
}

fn barriers(published: &Published, today: Date) -> Table {
    let headings = [say::CHECK_COLUMN_ALL, say::CHECK_COLUMN_OPEN];
    let mut table = Table::headed(headings.map(|key| Lang::Fr.t(key)));
    for barrier in &published.barriers {
        let answers = |facts: &InitiativeFacts| facts.barriers.contains(&barrier.slug);
        let open = |facts: &InitiativeFacts| {
            let state = facts.life.state(today);
            answers(facts) && matches!(state, State::Confirmed | State::ToConfirm)
        };
        table.row(barrier.label.as_str(), [count(published, answers), count(published, open)]);
    }
    table
}

fn count(published: &Published, keeps: impl Fn(&InitiativeFacts) -> bool) -> usize {
    published.initiatives.iter().filter(|initiative| keeps(&initiative.facts)).count()
}

fn organisations(published: &Published) -> Table {
    let headings = [
        say::CHECK_COLUMN_ALL,
        say::CHECK_COLUMN_NO_ADDRESS,
        say::CHECK_COLUMN_NO_PHONE,
        say::CHECK_COLUMN_NO_HOURS,
        say::CHECK_COLUMN_NO_POSITION,
    ];
    let mut table = Table::headed(headings.map(|key| Lang::Fr.t(key)));
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
    row(&Lang::Fr.t(say::CHECK_TOTAL), &all);
    table
}

/// Neighbourhoods with an initiative, and neighbourhoods with an organisation.
fn inhabited(published: &Published) -> (HashSet<&QpvCode>, HashSet<&QpvCode>) {
    let initiatives = published.initiatives.iter();
    let organisations = published.organisations.iter();
    (
        initiatives.flat_map(|it| &it.facts.neighbourhoods).collect(),
        organisations.flat_map(|it| &it.facts.ties).map(|tie| &tie.neighbourhood).collect(),
    )
}

fn neighbourhoods(
    published: &Published,
    inhabited: &HashSet<&QpvCode>,
    title: &Key,
    out: &mut dyn Write,
) -> io::Result<()> {
    let empty = |it: &&Neighbourhood| !inhabited.contains(&it.code);
    let empty: Vec<_> = published.neighbourhoods.iter().filter(empty).collect();
    writeln!(out, "\n{}", Lang::Fr.tn(title, empty.len()))?;
    for neighbourhood in empty {
        writeln!(out, "  {}  {}", neighbourhood.code, neighbourhood.name)?;
    }
    Ok(())
}
