//! State badge of an initiative: word, icon, style, reason.

use std::borrow::Cow;

use crate::domain::directory::{Initiative, InitiativeState};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, Key, Lang, messages};

/// State, ready to print.
#[derive(Debug, Clone)]
pub struct StateBadge {
    /// Suffix of its CSS class: `ok`, `ask`, `old`, `end`.
    pub class: &'static str,
    /// Suffix of the name of its icon.
    pub icon: &'static str,
    pub word: Cow<'static, str>,
    /// Sentence that gives the reason and the date.
    pub reason: String,
    /// Sentence of advice; may be empty.
    pub advice: Cow<'static, str>,
}

impl StateBadge {
    pub fn new(lang: Lang, initiative: &Initiative, state: InitiativeState) -> Self {
        let mark = Self::with_reason(lang, state, reason(lang, initiative, state));
        if state != InitiativeState::Dated {
            return mark;
        }
        let word =
            if is_undated(initiative) { messages::STATE_UNDATED } else { messages::STATE_OLD };
        Self { word: lang.message(word), advice: advice(lang, initiative), ..mark }
    }

    /// Badge of `state` with the reason `reason`.
    pub fn with_reason(lang: Lang, state: InitiativeState, reason: String) -> Self {
        let (class, icon) = match state {
            InitiativeState::Confirmed => ("ok", "check"),
            InitiativeState::ToConfirm => ("ask", "clock"),
            InitiativeState::Dated => ("old", "calendar"),
            InitiativeState::Ended => ("end", "ended"),
        };
        Self { class, icon, word: lang.state(state), reason, advice: Cow::Borrowed("") }
    }
}

/// True if neither the carrier nor a source gives a date.
fn is_undated(initiative: &Initiative) -> bool {
    let life = &initiative.facts.lifecycle;
    life.attested_on.is_none() && life.confirmed_on.is_none()
}

/// Advice to call the carrier, or to ask around if none is known; none if the carrier gave a date.
fn advice(lang: Lang, initiative: &Initiative) -> Cow<'static, str> {
    if initiative.facts.lifecycle.last_carrier_confirmation().is_some() {
        return Cow::Borrowed("");
    }
    let known = !initiative.facts.carriers.is_empty();
    lang.message(if known { messages::STATE_STILL_CALL } else { messages::STATE_STILL_ASK })
}

fn reason(lang: Lang, initiative: &Initiative, state: InitiativeState) -> String {
    let life = &initiative.facts.lifecycle;
    let since = |key: &Key, date: PartialDate| {
        lang.message_with(key, &[("date", Arg::Text(&lang.date_in(date)))])
    };
    let confirmed = life.confirmed_on.map(PartialDate::Day);
    let carrier = life.last_carrier_confirmation().map(PartialDate::Day);
    match (state, carrier, life.attested_on, life.ended_on) {
        (InitiativeState::Ended, .., Some(date)) => since(messages::STATE_WHY_ENDED, date),
        (InitiativeState::Ended, .., None) => {
            lang.message(messages::STATE_WHY_ENDED_UNKNOWN).into_owned()
        }
        (InitiativeState::Confirmed, ..) => match confirmed {
            Some(date) => since(messages::STATE_WHY_CONFIRMED, date),
            None => lang.message(messages::STATE_WHY_UNDATED).into_owned(),
        },
        (InitiativeState::ToConfirm | InitiativeState::Dated, Some(date), ..) => {
            since(messages::STATE_WHY_CONFIRMED_BEFORE, date)
        }
        (InitiativeState::ToConfirm | InitiativeState::Dated, None, Some(date), _)
            if initiative.facts.is_proposed_here() =>
        {
            since(messages::STATE_WHY_TOLD, date)
        }
        (InitiativeState::ToConfirm, None, Some(date), _) => since(messages::STATE_WHY_SEEN, date),
        (InitiativeState::Dated, None, Some(date), _) => since(messages::STATE_WHY_DATED, date),
        (InitiativeState::ToConfirm | InitiativeState::Dated, None, None, _) => {
            lang.message(messages::STATE_WHY_UNDATED).into_owned()
        }
    }
}
