//! View of a pocket pack.

use std::sync::LazyLock;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::catalogue::{Catalogue, NeedContent, PocketContent, PocketIndex};
use crate::domain::directory::{Initiative, Organisation};
use crate::domain::time::PartialDate;
use crate::i18n::{Arg, messages};
use crate::web::components::{JsonLd, NumberLine, PrintFooter, Qr, in_towns};
use crate::web::handout::entry::{Entry, typed_address};
use crate::web::{Page, assets, paths};

const STYLE: &str = include_str!("../../../../static/css/59-pocket.css");
const SCRIPT: &str = include_str!("../../../../static/js/pocket.js");

/// Content policy of the file: nothing from outside, its own style and script by their hashes.
pub static POLICY: LazyLock<String> = LazyLock::new(|| {
    let (style, script) = (hash(STYLE), hash(SCRIPT));
    format!(
        "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; \
         base-uri 'none'; form-action 'none'"
    )
});

/// Source expression that allows the inline element with this text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(digest(&SHA256, text.as_bytes())))
}

#[derive(Template)]
#[template(path = "handout/pocket.html")]
pub struct PocketView<'a> {
    policy: &'static str,
    style: &'static str,
    script: &'static str,
    title: String,
    /// « au Sanitas »
    place: String,
    outline: Option<&'static str>,
    /// Organisation of the poster.
    contact: Option<Entry<'a>>,
    /// What the file is, when it was made and until when it is to be trusted.
    dates: Vec<String>,
    /// Address of the neighbourhood on the site.
    address: String,
    url: String,
    qr: Option<Qr>,
    needs: Vec<NeedSection<'a>>,
    count: String,
    initiatives: Vec<Entry<'a>>,
    organisations: Vec<Entry<'a>>,
    numbers: Vec<NumberLine<'a>>,
    data: JsonLd,
    page: Page,
}

/// Needs desk of a barrier, as links into the file.
struct NeedSection<'a> {
    slug: &'a str,
    label: &'a str,
    plain_label: &'a str,
    initiatives: Vec<NeedLink<'a>>,
    contacts: Vec<NeedLink<'a>>,
    schemes: Vec<&'a str>,
}

/// Name of an entry, and its number to call.
struct NeedLink<'a> {
    id: String,
    name: &'a str,
    phone: Option<NeedPhone>,
}

struct NeedPhone {
    text: String,
    number: String,
}

impl<'a> PocketView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &PocketContent<'a>) -> Self {
        let it = content.neighbourhood;
        let short = paths::neighbourhood_short(&it.code);
        let print_footer = PrintFooter::new(&page, &short);
        let initiatives = content.initiatives.iter().zip(1..);
        let organisations = content.organisations.iter().zip(1..);
        let contact = content.poster.contact;
        let args = [
            ("name", Arg::Text(it.name.as_str())),
            ("place", Arg::Text(&in_towns(&page, catalogue, it))),
        ];
        Self {
            policy: POLICY.as_str(),
            style: STYLE,
            script: SCRIPT,
            title: page.ta(messages::POCKET_TITLE, &args),
            place: page.lang.in_neighbourhood(it),
            outline: assets::outline(it.code.as_str()),
            contact: contact.map(|it| Entry::organisation(&page, catalogue, 0, it)),
            dates: dates(&page, content),
            address: typed_address(&page, &short),
            url: print_footer.url,
            qr: print_footer.qr,
            needs: content.needs.iter().map(need_section).collect(),
            count: page.tn(messages::POCKET_COUNT, content.initiatives.len()),
            initiatives: initiatives
                .map(|(it, number)| Entry::initiative(&page, catalogue, number, it))
                .collect(),
            organisations: organisations
                .map(|(it, number)| Entry::organisation(&page, catalogue, number, it))
                .collect(),
            numbers: numbers(&page, catalogue, content),
            data: JsonLd(search_data(&content.index)),
            page,
        }
    }
}

/// « Fait le 30 novembre 2026. À jeter après le 28 février 2027. »
fn dates(page: &Page, content: &PocketContent<'_>) -> Vec<String> {
    let day = |day| page.lang.date_in(PartialDate::Day(day));
    let (made, until) = (day(content.poster.printed_on), day(content.poster.valid_until));
    let args = [("made", Arg::Text(&made)), ("until", Arg::Text(&until))];
    vec![page.ta(messages::POCKET_DATES, &args), page.t(messages::POCKET_OLD).into_owned()]
}

fn need_section<'a>(content: &NeedContent<'a>) -> NeedSection<'a> {
    let NeedContent { barrier, here, open_to_here, contacts, schemes, .. } = content;
    let offers = here.shown.iter().chain(&open_to_here.shown);
    NeedSection {
        slug: barrier.slug.as_str(),
        label: barrier.label.as_str(),
        plain_label: barrier.plain_label.as_str(),
        initiatives: offers.map(|it| initiative_link(it.initiative)).collect(),
        contacts: contacts.iter().map(|it| organisation_link(it.organisation)).collect(),
        schemes: schemes.iter().map(|it| it.title.as_str()).collect(),
    }
}

fn initiative_link(it: &Initiative) -> NeedLink<'_> {
    NeedLink { id: format!("i{}", it.id), name: it.facts.title.as_str(), phone: None }
}

fn organisation_link(it: &Organisation) -> NeedLink<'_> {
    let phone = it.facts.phone.as_ref();
    let phone = phone.map(|it| NeedPhone { text: it.display_text(), number: it.tel_number() });
    NeedLink { id: format!("a{}", it.id), name: it.facts.name.as_str(), phone }
}

/// National numbers of all needs, each once.
fn numbers<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    content: &PocketContent<'a>,
) -> Vec<NumberLine<'a>> {
    let named = |number: &str| {
        let mut all = content.needs.iter().flat_map(|it| &it.numbers);
        all.any(|it| it.number.tel_number() == number)
    };
    let numbers = catalogue.national_numbers.iter();
    let numbers = numbers.filter(|it| it.emergency || named(&it.number.tel_number()));
    numbers.map(|it| NumberLine::new(page, catalogue, it)).collect()
}

/// Answers of the search: `[[ids], "word|word"]` each, and the small words.
fn search_data(index: &PocketIndex) -> Value {
    let answers = index.answers.iter().map(|it| {
        let ids: Vec<i64> = it.ids.iter().map(|id| id.get()).collect();
        json!([ids, it.words.join("|")])
    });
    json!({ "answers": answers.collect::<Vec<_>>(), "small": index.small_words.join("|") })
}
