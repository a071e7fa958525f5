//! State badge of an initiative: word, icon, style, reason.

use std::borrow::Cow;

use crate::{
    domain::{date::PartialDate, initiative::Initiative, state::State},
    i18n::{Arg, Key, Lang, say},
};

/// State, ready to print.
#[derive(Debug, Clone)]
pub struct StateMark {
    /// Suffix of its CSS class: `ok`, `ask`, `old`, `end`.
    pub class: &'static str,
    /// Suffix of the name of its icon.
    pub icon: &'static str,
    pub word: Cow<'static, str>,
    /// Sentence that gives the reason and the date.
    pub why: String,
    /// Sentence of advice; may be empty.
    pub advice: Cow<'static, str>,
}

impl StateMark {
    pub fn new(lang: Lang, initiative: &Initiative, state: State) -> Self {
        let mark = Self::saying(lang, state, why(lang, initiative, state));
        if state != State::Dated {
            return mark;
        }
        let word = if is_undated(initiative) { say::STATE_UNDATED } else { say::STATE_OLD };
        Self { word: lang.t(word), advice: advice(lang, initiative), ..mark }
    }

    /// Badge of `state` with the reason `why`.
    pub fn saying(lang: Lang, state: State, why: String) -> Self {
        let (class, icon) = match state {
            State::Confirmed => ("ok", "check"),
            State::ToConfirm => ("ask", "clock"),
            State::Dated => ("old", "calendar"),
            State::Ended => ("end", "ended"),
        };
        Self { class, icon, word: lang.state(state), why, advice: Cow::Borrowed("") }
    }
}

/// True if neither the carrier nor a source gives a date.
fn is_undated(initiative: &Initiative) -> bool {
    let life = &initiative.facts.life;
    life.attested_on.is_none() && life.confirmed_on.is_none()
}

/// Advice to call the carrier, or to ask around if none is known; none if the carrier gave a date.
fn advice(lang: Lang, initiative: &Initiative) -> Cow<'static, str> {
    if initiative.facts.life.last_told_by_carrier().is_some() {
        return Cow::Borrowed("");
    }
    let known = !initiative.facts.carriers.is_empty();
    lang.t(if known { say::STATE_STILL_CALL } else { say::STATE_STILL_ASK })
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
        (State::Dated, None, Some(date), _) => since(say::STATE_WHY_DATED, date),
        (State::ToConfirm | State::Dated, None, None, _) => {
            lang.t(say::STATE_WHY_UNDATED).into_owned()
        }
    }
}
