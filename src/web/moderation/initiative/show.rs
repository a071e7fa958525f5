//! Page of one initiative: versions and events.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::account::{Action, Member, is_allowed};
use crate::domain::directory::{InitiativeId, RevisionId};
use crate::domain::moderation::{AuditEvent, Version};
use crate::domain::proposal::Part;
use crate::i18n::messages;
use crate::store::{InitiativeHistory, ModeratedInitiative};
use crate::web::form::FormErrors;
use crate::web::moderation::history::{EventLine, FormattedTime, TimeFormatter};
use crate::web::moderation::proposal::{PartDiff, compare};
use crate::web::{Error, Page, PathId, PrivateView, Result, SignedIn, paths};

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
    PathId(id): PathId<InitiativeId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let version = pairs.iter().find(|(name, _)| name == "version");
    let version = version.and_then(|(_, value)| value.parse::<RevisionId>().ok());
    let history = app.store.find_initiative_history(id, version).await?;
    let mut history = history.ok_or(Error::NotFound)?;
    let compared = version.filter(|version| *version != history.current.revision);
    match (compared, &history.compared) {
        (Some(_), None) => return Err(Error::NotFound),
        (Some(_), Some(_)) => {}
        (None, _) => history.compared = None,
    }
    let times = TimeFormatter::new(&app, page.lang);
    let catalogue = page.catalogue();
    let view = InitiativeView::new(page, &catalogue, &times, &member.0, &history);
    Ok(PrivateView(view).into_response())
}

/// Initiative with the id `id`, published or withdrawn.
pub async fn find(app: &App, id: InitiativeId) -> Result<ModeratedInitiative> {
    app.store.find_initiative(id, None).await?.ok_or(Error::NotFound)
}

/// Page of the initiative `id`, with the message typed to withdraw it and its errors.
pub async fn initiative_page(
    app: &App,
    page: Page,
    member: &Member,
    id: InitiativeId,
    words: String,
    errors: FormErrors,
) -> Result<InitiativeView> {
    let history = app.store.find_initiative_history(id, None).await?.ok_or(Error::NotFound)?;
    let times = TimeFormatter::new(app, page.lang);
    let catalogue = page.catalogue();
    let view = InitiativeView::new(page, &catalogue, &times, member, &history);
    Ok(InitiativeView { words, errors, ..view })
}

impl InitiativeView {
    fn new(
        page: Page,
        catalogue: &Catalogue,
        times: &TimeFormatter,
        member: &Member,
        history: &InitiativeHistory,
    ) -> Self {
        let InitiativeHistory { current, versions, events, waiting, .. } = history;
        let (id, facts) = (current.initiative.id, &current.initiative.facts);
        let allowed = is_allowed(member.principal(), Action::EditPublished, &facts.departements);
        let line = |it: &AuditEvent| EventLine::linked(&page, times, it);
        Self {
            title: facts.title.to_string(),
            hidden: !current.is_published,
            public: current.is_published.then(|| paths::initiative(&facts.slug)),
            waiting: (*waiting > 0).then(|| page.tn(messages::MODERATED_WAITING, *waiting)),
            seen: current.revision,
            actions: allowed.then(|| ActionUrls {
                correct: paths::correction(id),
                withdraw: paths::withdrawal(id),
                put_back: paths::republication(id),
                restore: paths::restoration(id),
            }),
            comparison: VersionDiff::new(&page, catalogue, history),
            versions: versions.iter().map(|it| version_line(&page, times, id, it)).collect(),
            events: events.iter().filter_map(line).collect(),
            words: String::new(),
            errors: FormErrors::default(),
            page,
        }
    }
}

impl VersionDiff {
    /// `None` if no version is compared.
    fn new(page: &Page, catalogue: &Catalogue, history: &InitiativeHistory) -> Option<Self> {
        let older = history.compared.as_ref()?;
        let (now, then) = (&history.current.initiative.facts, &older.initiative.facts);
        let differing = Part::differing(now, then).into_iter();
        let rows = differing.map(|part| compare(page, catalogue, part, now, then));
        let number = history.versions.iter().find(|it| it.id == older.revision);
        let number = number.map(|it| it.number.to_string()).unwrap_or_default();
        let title = page.tv(messages::MODERATED_COMPARED, &number);
        Some(Self { id: older.revision, title, rows: rows.collect() })
    }
}

fn version_line(
    page: &Page,
    moments: &TimeFormatter,
    id: InitiativeId,
    version: &Version,
) -> VersionLine {
    let origin = if version.is_from_site {
        messages::MODERATED_ORIGIN_SITE
    } else {
        messages::MODERATED_ORIGIN_SEEDS
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
