//! What is over, and an operator's word that it may go.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::{existing, fault, table::Table};
use crate::{
    clock::Clock,
    config::Config,
    domain::{
        erasure::{Due, Perishable},
        heartbeat::ClockState,
    },
    i18n::{Key, Lang, say},
    jobs::{erase_due, forget_files},
    store::{self, Store},
};

/// Whether to erase. The line of doc is read by operators.
#[derive(Debug, Clone, clap::Args)]
pub struct Purge {
    /// Efface ce qui est montré, et tient l’horloge de cette machine pour juste
    #[arg(long)]
    pub confirm: bool,
}

/// Shows what is over; erases it, however much it is, when that is confirmed.
pub async fn run(
    purge: &Purge,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(store) = existing(config, say::PURGE_NO_DATABASE, out).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let outcome = if purge.confirm {
        erase(&store, config, clock, out).await
    } else {
        show(&store, clock, out).await
    };
    store.close().await;
    outcome?;
    Ok(ExitCode::SUCCESS)
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

/// What operators call `what`.
pub fn name(what: Perishable) -> &'static Key {
    match what {
        Perishable::Draft => say::PERISHABLE_DRAFT,
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

/// What operators are told of a clock in `state`.
pub fn clock_words(state: ClockState) -> &'static Key {
    match state {
        ClockState::Sound => say::CLOCK_SOUND,
        ClockState::Behind => say::CLOCK_BEHIND,
        ClockState::Ahead => say::CLOCK_AHEAD,
    }
}
