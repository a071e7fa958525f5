//! Correction of a published initiative: all fields on one page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::actions::load_edit;
use super::fields::{Section, entry_of, errors, sections};
use super::show::find;
use super::widgets::CorrectionWidget;
use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::account::{Action, TokenHash};
use crate::domain::directory::{InitiativeId, RevisionId};
use crate::domain::proposal::{FormData, validate};
use crate::i18n::messages;
use crate::store::{Correction, ModeratedInitiative, ModerationOutcome};
use crate::web::form::{Fields, FormErrors};
use crate::web::{Error, Page, PathId, PrivateView, Result, SignedIn, paths};

/// Name of the checkbox for verified facts.
pub const VERIFIED_FIELD: &str = "verifie";

#[derive(Template)]
#[template(path = "moderation/initiative/correction.html")]
struct CorrectionView {
    title: String,
    action: String,
    back: String,
    seen: RevisionId,
    sections: Vec<Section>,
    verified: bool,
    errors: FormErrors,
    page: Page,
}

/// Values of the form, with their errors.
struct CorrectionInput<'a> {
    entry: &'a FormData,
    verified: bool,
    errors: FormErrors,
}

/// `GET /moderation/initiatives/62/correction`
pub async fn edit(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<InitiativeId>,
) -> Result<Response> {
    let initiative = find(&app, id).await?;
    member.authorize(Action::EditPublished, &initiative.initiative.facts.departements)?;
    let catalogue = page.catalogue();
    let entry = FormData::prefilled(&initiative.initiative, &*catalogue);
    let input = CorrectionInput { entry: &entry, verified: false, errors: FormErrors::default() };
    let view = CorrectionView::new(page, &catalogue, &initiative, input);
    Ok(PrivateView(view).into_response())
}

/// `POST /moderation/initiatives/62/correction`
pub async fn correct(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<InitiativeId>,
    fields: Fields,
) -> Result<Response> {
    let (initiative, edit) = load_edit(&app, &member, id, &fields).await?;
    let (catalogue, verified) = (page.catalogue(), fields.has(VERIFIED_FIELD));
    let entry = entry_of(&catalogue, &initiative.initiative, &member.0, &fields);
    let content = match validate(&entry, Some(&initiative.initiative), &*catalogue) {
        Ok(content) => content,
        Err(broken) => {
            let input = CorrectionInput { entry: &entry, verified, errors: errors(&page, &broken) };
            let view = CorrectionView::new(page, &catalogue, &initiative, input);
            // The form stays based on the revision that was loaded.
            let view = CorrectionView { seen: edit.seen, ..view };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response());
        }
    };
    let verified_on = verified.then(|| app.clock.today());
    let print = TokenHash::of(entry.to_string().as_bytes());
    let correction = Correction { content: &content, fingerprint: print, verified: verified_on };
    match app.store.correct(&edit, &correction).await? {
        ModerationOutcome::Done => {
            app.refresh_after_publication().await;
            Ok(Redirect::to(&paths::moderated_initiative(edit.initiative)).into_response())
        }
        ModerationOutcome::Conflict => {
            let initiative = find(&app, id).await?;
            let mut errors = FormErrors::default();
            errors.add("historique", page.t(messages::CORRECT_CONFLICT).into_owned());
            let input = CorrectionInput { entry: &entry, verified, errors };
            let view = CorrectionView::new(page, &catalogue, &initiative, input);
            Ok((StatusCode::CONFLICT, PrivateView(view)).into_response())
        }
        ModerationOutcome::NotFound => Err(Error::NotFound),
    }
}

impl CorrectionView {
    fn new(
        page: Page,
        catalogue: &Catalogue,
        initiative: &ModeratedInitiative,
        input: CorrectionInput<'_>,
    ) -> Self {
        let CorrectionInput { entry, verified, errors } = input;
        let id = initiative.initiative.id;
        Self {
            title: page.tv(messages::CORRECT_TITLE, initiative.initiative.facts.title.as_str()),
            action: paths::correction(id),
            back: paths::moderated_initiative(id),
            seen: initiative.revision,
            sections: sections(&page, catalogue, entry, &errors),
            verified,
            errors,
            page,
        }
    }
}
