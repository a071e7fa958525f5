//! `purge`: shows expired records and erases them on confirmation.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::{existing, fault, table::Table};
use crate::{
    clock::Clock,
    config::Config,
    domain::{
        erasure::{Due, Perishable, before},
        heartbeat::ClockState,
        proposal::Quarantine,
    },
    i18n::{Key, Lang, say},
    jobs::{erase_due, forget_files},
    store::{self, AT_ONCE, Store},
};

use jiff::SignedDuration;

/// Arguments of `purge`. Doc comments are help texts, in French.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Purge {
    /// Efface ce qui est montré, et tient l’horloge de cette machine pour juste
    #[arg(long)]
    pub confirm: bool,

    /// Montre les propositions en quarantaine que personne n’a lues, au lieu de ce qui est périmé
    #[arg(long)]
    pub quarantine: bool,

    /// Avec --quarantine : seulement celles que personne n’a changées depuis ce nombre de jours
    #[arg(long, value_name = "JOURS", requires = "quarantine")]
    pub older_than: Option<u32>,
}

/// Shows expired records; with `--confirm`, erases them however many they are.
pub async fn run(
    purge: &Purge,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(store) = existing(config, say::PURGE_NO_DATABASE, out).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let outcome = if purge.quarantine {
        quarantine(purge, (&store, config), clock, out).await
    } else if purge.confirm {
        erase(&store, config, clock, out).await.map(|()| ExitCode::SUCCESS)
    } else {
        show(&store, clock, out).await.map(|()| ExitCode::SUCCESS)
    };
    store.close().await;
    outcome
}

async fn show(store: &Store, clock: &Clock, out: &mut dyn Write) -> anyhow::Result<()> {
    let fault = |error: store::Error| fault::of_store(&error);
    let state = store.clock_state(clock.now()).await.map_err(fault)?;
    let due = store.list_due(clock.now()).await.map_err(fault)?;
    writeln!(out, "{}", Lang::Fr.t(clock_words(state)))?;
    let headings = [say::PURGE_DUE, say::PURGE_ALL].map(|key| Lang::Fr.t(key));
    print(headings, due.iter().map(|it| (it.what, [it.due, it.all])), out)?;
    let held = due.iter().any(Due::is_held);
    let all = due.iter().all(|it| it.due == 0);
    let key = match (all, held || !state.is_sound()) {
        (true, _) => say::PURGE_NOTHING,
        (false, true) => say::PURGE_HELD,
        (false, false) => say::PURGE_SOON,
    };
    writeln!(out, "\n{}", Lang::Fr.t(key))?;
    Ok(())
}

async fn erase(
    store: &Store,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let fault = |error: store::Error| fault::of_store(&error);
    store.believe(clock.now()).await.map_err(fault)?;
    let pass = erase_due(store, clock.now(), true).await.map_err(fault)?;
    forget_files(store, config).await.map_err(fault)??;
    let gone = pass.seen.iter().map(|(due, gone)| (due.what, [gone.unwrap_or_default()]));
    print([Lang::Fr.t(say::PURGE_GONE)], gone, out)?;
    writeln!(out, "\n{}", Lang::Fr.t(say::PURGE_DONE))?;
    Ok(())
}

/// Shows quarantined proposals; with `--confirm`, erases them. `--older-than` is refused while the clock is doubtful.
async fn quarantine(
    purge: &Purge,
    (store, config): (&Store, &Config),
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let fault = |error: store::Error| fault::of_store(&error);
    let state = store.clock_state(clock.now()).await.map_err(fault)?;
    writeln!(out, "{}", Lang::Fr.t(clock_words(state)))?;
    if purge.older_than.is_some() && !state.is_sound() {
        writeln!(out, "\n{}", Lang::Fr.t(say::PURGE_AGE_REFUSED))?;
        return Ok(ExitCode::FAILURE);
    }
    let days = i64::from(purge.older_than.unwrap_or_default());
    let limit = before(clock.now(), SignedDuration::from_hours(24 * days));
    let found = store.count_quarantined(limit, clock.now()).await.map_err(fault)?;
    let mut table = Table::headed([Lang::Fr.t(say::PURGE_QUARANTINE)]);
    for (why, count) in &found {
        table.row(Lang::Fr.t(reason(*why)), [usize::try_from(*count).unwrap_or(usize::MAX)]);
    }
    table.print(out)?;
    let key = match (purge.confirm, found.is_empty()) {
        (_, true) => say::PURGE_NOTHING,
        (false, false) => say::PURGE_QUARANTINE_SHOWN,
        (true, false) => {
            while store.erase_quarantined(limit, clock.now()).await.map_err(fault)? == AT_ONCE {}
            forget_files(store, config).await.map_err(fault)??;
            say::PURGE_QUARANTINE_DONE
        }
    };
    let all = found.iter().map(|(_, count)| usize::try_from(*count).unwrap_or(usize::MAX)).sum();
    writeln!(out, "\n{}", Lang::Fr.tn(key, all))?;
    Ok(ExitCode::SUCCESS)
}

/// Label of a quarantine reason.
fn reason(why: Quarantine) -> &'static Key {
    match why {
        Quarantine::TooFast => say::PURGE_TOO_FAST,
        Quarantine::Trap => say::PURGE_TRAP,
        Quarantine::OverLimit => say::PURGE_OVER_LIMIT,
    }
}

fn print<const N: usize>(
    headings: [impl Into<String>; N],
    rows: impl Iterator<Item = (Perishable, [u64; N])>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::headed(headings);
    for (what, numbers) in rows {
        let numbers = numbers.map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        table.row(Lang::Fr.t(name(what)), numbers);
    }
    table.print(out)
}

/// Label of the retention class `what`.
pub fn name(what: Perishable) -> &'static Key {
    match what {
        Perishable::Draft => say::PERISHABLE_DRAFT,
        Perishable::DraftWithoutEmail => say::PERISHABLE_DRAFT_WITHOUT_EMAIL,
        Perishable::Unconfirmed => say::PERISHABLE_UNCONFIRMED,
        Perishable::Unanswered => say::PERISHABLE_UNANSWERED,
        Perishable::Closed => say::PERISHABLE_CLOSED,
        Perishable::Superseded => say::PERISHABLE_SUPERSEDED,
        Perishable::MailBody => say::PERISHABLE_MAIL_BODY,
        Perishable::Link => say::PERISHABLE_LINK,
        Perishable::Session => say::PERISHABLE_SESSION,
        Perishable::Bucket => say::PERISHABLE_BUCKET,
        Perishable::SpamMark => say::PERISHABLE_SPAM_MARK,
    }
}

/// Message for a clock in `state`.
pub fn clock_words(state: ClockState) -> &'static Key {
    match state {
        ClockState::Sound => say::CLOCK_SOUND,
        ClockState::Behind => say::CLOCK_BEHIND,
        ClockState::Ahead => say::CLOCK_AHEAD,
    }
}
