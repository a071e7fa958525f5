//! The state of an initiative: a word, a sign, an edge, and the reason.

use std::borrow::Cow;

use crate::{
    domain::{date::PartialDate, initiative::Initiative, state::State},
    i18n::{Arg, Key, Lang, say},
};

/// A state as pages print it.
#[derive(Debug, Clone)]
pub struct StateMark {
    /// The end of its class: `ok`, `ask`, `old`, `end`.
    pub class: &'static str,
    /// The end of the name of its sign.
    pub icon: &'static str,
    pub word: Cow<'static, str>,
    /// Why, and since when.
    pub why: String,
}

impl StateMark {
    pub fn new(lang: Lang, initiative: &Initiative, state: State) -> Self {
        let mark = Self::saying(lang, state, why(lang, initiative, state));
        if state == State::Dated && is_undated(initiative) {
            return Self { word: lang.t(say::STATE_UNDATED), ..mark };
        }
        mark
    }

    /// The mark of `state`, with `why` beside it.
    pub fn saying(lang: Lang, state: State, why: String) -> Self {
        let (class, icon) = match state {
            State::Confirmed => ("ok", "check"),
            State::ToConfirm => ("ask", "clock"),
            State::Dated => ("old", "calendar"),
            State::Ended => ("end", "ended"),
        };
        Self { class, icon, word: lang.state(state), why }
    }
}

/// Neither its carrier nor a source gives a date.
fn is_undated(initiative: &Initiative) -> bool {
    let life = &initiative.facts.life;
    life.attested_on.is_none() && life.confirmed_on.is_none()
}

fn why(lang: Lang, initiative: &Initiative, state: State) -> String {
    let life = &initiative.facts.life;
    let since =
        |key: &Key, date: PartialDate| lang.ta(key, &[("date", Arg::Text(&lang.date_in(date)))]);
    let confirmed = life.confirmed_on.map(PartialDate::Day);
    let carrier = life.last_told_by_carrier().map(PartialDate::Day);
    match (state, carrier, life.attested_on, life.ended_on) {
        (State::Ended, .., Some(date)) => since(say::STATE_WHY_ENDED, date),
        (State::Ended, .., None) => lang.t(say::STATE_WHY_ENDED_UNKNOWN).into_owned(),
        (State::Confirmed, ..) => match confirmed {
            Some(date) => since(say::STATE_WHY_CONFIRMED, date),
            None => lang.t(say::STATE_WHY_UNDATED).into_owned(),
        },
        (State::ToConfirm | State::Dated, Some(date), ..) => {
            since(say::STATE_WHY_CONFIRMED_BEFORE, date)
        }
        (State::ToConfirm | State::Dated, None, Some(date), _)
            if initiative.facts.is_told_here() =>
        {
            since(say::STATE_WHY_TOLD, date)
        }
        (State::ToConfirm, None, Some(date), _) => since(say::STATE_WHY_SEEN, date),
        (State::Dated, None, Some(date), _) if initiative.facts.carriers.is_empty() => {
            since(say::STATE_WHY_DATED_NO_CARRIER, date)
        }
        (State::Dated, None, Some(date), _) => since(say::STATE_WHY_DATED, date),
        (State::ToConfirm | State::Dated, None, None, _) => {
            lang.t(say::STATE_WHY_UNDATED).into_owned()
        }
    }
}
