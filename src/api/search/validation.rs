//! Validates the parameters of a search. The HTML page ignores unknown values and says so; the API rejects the
//! request with all errors.

use axum::http::StatusCode;

use crate::api::problem::ParameterError;
use crate::catalogue::{ParsedSearch, Results};
use crate::domain::search::{
    MAX_QUERY_CHARS, MAX_QUERY_WORDS, MAX_VALUES, ParamValue, SearchPage, SearchParams,
};
use crate::i18n::{Arg, Lang, messages};

type Checked = Result<(), (StatusCode, Vec<ParameterError>)>;

/// Rejects unknown names and values, too many values and a text that is too long, all at once (400).
pub fn check_parameters(
    given: &[(String, String)],
    params: &SearchParams,
    parsed: &ParsedSearch,
) -> Checked {
    let unknown_params = given.iter().filter(|(name, _)| !SearchParams::has_param(name));
    let unknown_params = unknown_params.map(|(name, value)| {
        ParameterError::with_message(name, value, messages::API_UNKNOWN_PARAMETER)
    });
    let unknown = parsed.unknown.iter().map(|ParamValue { name, value }| match *name {
        "page" => ParameterError::with_message(name, value, messages::API_NO_PAGE_NUMBER),
        "lat" | "lon" => ParameterError::with_message(name, value, messages::API_NO_DEGREES),
        "rayon" => ParameterError::with_message(name, value, messages::API_NO_RADIUS),
        "tri" => ParameterError::with_message(name, value, messages::API_NO_ORDER),
        _ => ParameterError::with_message(name, value, messages::API_UNKNOWN_VALUE),
    });
    let excess =
        parsed.excess.iter().map(|it| ParameterError::too_many(it.name, &it.value, MAX_VALUES));
    let text = parsed.truncated.then(|| too_long(&params.q.join(" ")));
    let errors: Vec<ParameterError> =
        unknown_params.chain(unknown).chain(excess).chain(text).collect();
    if errors.is_empty() { Ok(()) } else { Err((StatusCode::BAD_REQUEST, errors)) }
}

/// Rejects a page number after the last one (404). The HTML page shows the last page instead.
pub fn check_page(search_page: &SearchPage, results: &Results<'_>) -> Checked {
    let number = search_page.number.get();
    if usize::try_from(number).is_ok_and(|number| number == results.page) {
        return Ok(());
    }
    let args = [("n", Arg::Count(results.pages))];
    let detail = Lang::Fr.message_with(messages::API_PAST_THE_END, &args);
    Err((StatusCode::NOT_FOUND, vec![ParameterError::new("page", &number.to_string(), detail)]))
}

fn too_long(text: &str) -> ParameterError {
    let args = [("n", Arg::Count(MAX_QUERY_CHARS)), ("words", Arg::Count(MAX_QUERY_WORDS))];
    ParameterError::new("q", text, Lang::Fr.message_with(messages::API_TOO_LONG, &args))
}
