//! Page of one initiative: versions and events.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::domain::account::{Action, Member, is_allowed};
use crate::domain::directory::{InitiativeId, RevisionId};
use crate::domain::moderation::Version;
use crate::domain::proposal::Part;
use crate::i18n::messages;
use crate::store::ModeratedInitiative;
use crate::web::form::FormErrors;
use crate::web::moderation::history::{EventLine, FormattedTime, TimeFormatter};
use crate::web::moderation::proposal::{PartDiff, compare};
use crate::web::{Error, Page, PrivateView, Result, SignedIn, paths};

#[derive(Template)]
#[template(path = "moderation/initiative/show.html")]
pub struct InitiativeView {
    title: String,
    hidden: bool,
    public: Option<String>,
    waiting: Option<String>,
    seen: RevisionId,
    /// URLs of the actions; `None` if the member lacks the permission.
    actions: Option<ActionUrls>,
    comparison: Option<VersionDiff>,
    versions: Vec<VersionLine>,
    events: Vec<EventLine>,
    words: String,
    errors: FormErrors,
    page: Page,
}

struct ActionUrls {
    correct: String,
    withdraw: String,
    put_back: String,
    restore: String,
}

/// Comparison of an older version with the current one.
struct VersionDiff {
    id: RevisionId,
    title: String,
    rows: Vec<PartDiff>,
}

struct VersionLine {
    number: i64,
    moment: FormattedTime,
    origin: String,
    proposal: Option<(String, String)>,
    title: String,
    in_force: bool,
    /// URL of the comparison with the current version.
    href: String,
}

/// `GET /moderation/initiatives/62?version=104`
pub async fn show(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let edited = find(&app, &id).await?;
    let version = pairs.iter().find(|(name, _)| name == "version");
    let version = version.and_then(|(_, value)| value.parse().ok()).map(RevisionId::new);
    let mut view = InitiativeView::new(&app, page, &member.0, &edited).await?;
    if let Some(version) = version.filter(|version| *version != edited.revision) {
        view.comparison = Some(view.comparison_with(&app, &edited, version).await?);
    }
    Ok(PrivateView(view).into_response())
}

/// Initiative with the id `id`, published or withdrawn.
pub async fn find(app: &App, id: &str) -> Result<ModeratedInitiative> {
    let id = id.parse().map(InitiativeId::new).map_err(|_| Error::NotFound)?;
    app.store.find_initiative(id, None).await?.ok_or(Error::NotFound)
}

impl InitiativeView {
    pub async fn new(
        app: &App,
        page: Page,
        member: &Member,
        edited: &ModeratedInitiative,
    ) -> Result<Self> {
        let (id, facts) = (edited.initiative.id, &edited.initiative.facts);
        let moments = TimeFormatter::new(app, page.lang);
        let versions = app.store.list_versions(id).await?;
        let versions = versions.iter().map(|it| version_line(&page, &moments, id, it)).collect();
        let events = app.store.list_events_of_initiative(id).await?;
        let events =
            events.iter().filter_map(|it| EventLine::linked(&page, &moments, it)).collect();
        let waiting = app.store.count_waiting_for(id).await?;
        let allowed = is_allowed(member.principal(), Action::EditPublished, &facts.departements);
        Ok(Self {
            title: facts.title.to_string(),
            hidden: !edited.is_published,
            public: edited.is_published.then(|| paths::initiative(&facts.slug)),
            waiting: (waiting > 0).then(|| page.tn(messages::EDITED_WAITING, waiting)),
            seen: edited.revision,
            actions: allowed.then(|| ActionUrls {
                correct: paths::correction(id),
                withdraw: paths::withdrawal(id),
                put_back: paths::republication(id),
                restore: paths::restoration(id),
            }),
            comparison: None,
            versions,
            events,
            words: String::new(),
            errors: FormErrors::default(),
            page,
        })
    }

    /// Adds the message typed to withdraw it, and its errors.
    pub fn with_errors(self, words: String, errors: FormErrors) -> Self {
        Self { words, errors, ..self }
    }

    async fn comparison_with(
        &self,
        app: &App,
        edited: &ModeratedInitiative,
        version: RevisionId,
    ) -> Result<VersionDiff> {
        let older = app.store.find_initiative(edited.initiative.id, Some(version)).await?;
        let older = older.ok_or(Error::NotFound)?;
        let (now, then) = (&edited.initiative.facts, &older.initiative.facts);
        let catalogue = self.page.catalogue();
        let differing = Part::differing(now, then).into_iter();
        let rows = differing.map(|part| compare(&self.page, &catalogue, part, (now, then)));
        let number = self.versions.iter().find(|it| it.href.ends_with(&format!("={version}")));
        let number = number.map(|it| it.number.to_string()).unwrap_or_default();
        let title = self.page.tv(messages::EDITED_COMPARED, &number);
        Ok(VersionDiff { id: version, title, rows: rows.collect() })
    }
}

fn version_line(
    page: &Page,
    moments: &TimeFormatter,
    id: InitiativeId,
    version: &Version,
) -> VersionLine {
    let origin = if version.is_from_site {
        messages::EDITED_ORIGIN_SITE
    } else {
        messages::EDITED_ORIGIN_SEEDS
    };
    let proposal = version.proposal.map(|proposal| {
        let label = page.tv(messages::EVENT_PROPOSAL, &proposal.to_string());
        (label, paths::proposal(proposal))
    });
    VersionLine {
        number: version.number,
        moment: moments.format(version.made_at),
        origin: page.t(origin).into_owned(),
        proposal,
        title: version.title.to_string(),
        in_force: version.in_force,
        href: paths::moderated_initiative_version(id, version.id),
    }
}
