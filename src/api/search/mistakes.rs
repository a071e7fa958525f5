//! Validates the parameters of a search. The HTML page ignores unknown values and says so; the API rejects the
//! request with all errors.

use axum::http::StatusCode;

use crate::{
    api::problem::Mistake,
    catalogue::{Results, Understood},
    domain::search::{
        LONGEST_QUERY, MAX_FACET_VALUES, MAX_QUERY_WORDS, MAX_VALUES, SearchPage, SearchParams,
    },
    i18n::{Arg, Key, Lang, say},
};

/// Known query parameters.
const PARAMETERS: [&str; 14] = [
    "q",
    "frein",
    "public",
    "departement",
    "commune",
    "quartier",
    "acteur",
    "recueil",
    "etat",
    "lat",
    "lon",
    "rayon",
    "tri",
    "page",
];

type Refused = Result<(), (StatusCode, Vec<Mistake>)>;

/// Rejects unknown names and values, too many values and a text that is too long, all at once (400).
pub fn in_request(
    given: &[(String, String)],
    params: &SearchParams,
    understood: &Understood,
) -> Refused {
    let strange = given.iter().filter(|(name, _)| !PARAMETERS.contains(&name.as_str()));
    let strange = strange.map(|(name, value)| mistake(name, value, say::API_UNKNOWN_PARAMETER));
    let unknown = understood.unknown.iter().map(|(name, value)| match *name {
        "page" => mistake(name, value, say::API_NO_PAGE_NUMBER),
        "lat" | "lon" => mistake(name, value, say::API_NO_DEGREES),
        "rayon" => mistake(name, value, say::API_NO_RADIUS),
        "tri" => mistake(name, value, say::API_NO_ORDER),
        _ => mistake(name, value, say::API_UNKNOWN_VALUE),
    });
    let excess = understood.excess.iter().map(|(name, value)| too_many(name, value));
    let text = understood.cut.then(|| too_long(&params.q.join(" ")));
    let mistakes: Vec<Mistake> = strange.chain(unknown).chain(excess).chain(text).collect();
    if mistakes.is_empty() { Ok(()) } else { Err((StatusCode::BAD_REQUEST, mistakes)) }
}

/// Rejects a page number after the last one (404). The HTML page shows the last page instead.
pub fn in_page(asked: &SearchPage, results: &Results<'_>) -> Refused {
    let number = asked.number.get();
    if usize::try_from(number).is_ok_and(|number| number == results.page) {
        return Ok(());
    }
    let args = [("n", Arg::Count(results.pages))];
    let detail = Lang::Fr.ta(say::API_PAST_THE_END, &args);
    Err((StatusCode::NOT_FOUND, vec![Mistake::new("page", &number.to_string(), detail)]))
}

fn too_many(parameter: &str, value: &str) -> Mistake {
    let args = [("n", Arg::Count(MAX_FACET_VALUES)), ("total", Arg::Count(MAX_VALUES))];
    Mistake::new(parameter, value, Lang::Fr.ta(say::API_TOO_MANY, &args))
}

fn too_long(text: &str) -> Mistake {
    let args = [("n", Arg::Count(LONGEST_QUERY)), ("words", Arg::Count(MAX_QUERY_WORDS))];
    Mistake::new("q", text, Lang::Fr.ta(say::API_TOO_LONG, &args))
}

fn mistake(parameter: &str, value: &str, said: &Key) -> Mistake {
    Mistake::new(parameter, value, Lang::Fr.t(said).into_owned())
}
