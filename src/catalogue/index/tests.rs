//! Small examples of each kind of tolerance of the search.

use std::borrow::Cow;
use std::sync::LazyLock;

use fixedbitset::FixedBitSet;
use proptest::prelude::*;

use super::*;
use crate::domain::directory::{Synonym, SynonymKind};
use crate::domain::text::fold;

const DOCUMENTS: [&[(Field, &str)]; 10] = [
    // 0
    &[
        (Field::Title, "Cours de français de l’AFCM"),
        (Field::Place, "Tours"),
        (Field::Place, "37000"),
        (Field::Place, "37100"),
        (Field::Place, "Sanitas"),
        (Field::Summary, "Des cours chaque semaine, donnés par des bénévoles."),
        (Field::Audience, "Personnes étrangères et réfugiées"),
    ],
    // 1
    &[
        (Field::Title, "Français et métiers"),
        (Field::Place, "Blois"),
        (Field::Summary, "Un stage de français ; les anciens sont venus de Tours."),
    ],
    // 2
    &[
        (Field::Title, "Garde d’enfants à horaires décalés"),
        (Field::Place, "Saint-Pierre-des-Corps"),
        (Field::Barrier, "Élever ses enfants, seule ou seul"),
        (Field::Summary, "Avec la caisse d’allocations familiales."),
    ],
    // 3
    &[
        (Field::Title, "Micro-crèche des Lilas"),
        (Field::Place, "Joué-lès-Tours"),
        (Field::Carrier, "CAF d’Indre-et-Loire"),
    ],
    // 4
    &[
        (Field::Title, "Auto-école solidaire"),
        (Field::Place, "Vierzon"),
        (Field::Barrier, "Se déplacer ; mobilité, permis de conduire"),
    ],
    // 5
    &[
        (Field::Title, "Meubles en bois"),
        (Field::Summary, "Un atelier, des emplois, un cœur d’artisan."),
    ],
    // 6
    &[(Field::Title, "Accompagnement vers l’emploi"), (Field::Place, "Blois")],
    // 7
    &[(Field::Title, "Jardin"), (Field::Summary, "On peut y venir pour le français.")],
    // 8
    &[(Field::Title, "Vivre la ville"), (Field::Summary, "La vie au quartier.")],
    // 9
    &[(Field::Title, "Réunion du microcrédit"), (Field::Place, "Vierzon"), (Field::Region, "Cher")],
];

pub(super) fn index() -> TextIndex {
    let documents = DOCUMENTS
        .iter()
        .map(|texts| texts.iter().map(|(field, text)| (*field, Cow::Borrowed(*text))).collect());
    let synonym = |(term, expansion, kind): (&str, &str, SynonymKind)| Synonym {
        term: term.parse().unwrap(),
        expansion: Some(expansion.parse().unwrap()),
        kind,
        leads_to: Vec::new(),
    };
    let synonyms = [
        ("CAF", "caisse d’allocations familiales", SynonymKind::Acronym),
        ("nounou", "garde d’enfants", SynonymKind::Synonym),
        ("crèche", "garde d’enfants", SynonymKind::Synonym),
        ("auto-école", "permis de conduire", SynonymKind::Synonym),
        ("boulot", "emploi", SynonymKind::Synonym),
        ("taff", "boulot", SynonymKind::Spelling),
        ("conduitte", "permis de conduire", SynonymKind::Spelling),
        ("interim", "travail temporaire", SynonymKind::Synonym),
    ]
    .map(synonym);
    TextIndex::build(documents, &synonyms)
}

pub(super) fn all() -> FixedBitSet {
    let mut all = FixedBitSet::with_capacity(DOCUMENTS.len());
    all.insert_range(..);
    all
}

pub(super) fn rows(query: &str) -> Vec<u32> {
    index().find(query).best(&all(), 0, 20, |_| ())
}

#[track_caller]
fn each_finds(cases: &[(&str, &[u32])]) {
    for (query, expected) in cases {
        assert_eq!(rows(query), *expected, "{query}");
    }
}

#[test]
fn accents_apostrophes_hyphens_and_ligatures_do_not_matter() {
    each_finds(&[
        ("FRANCAIS afcm", &[0]),
        ("garde d'enfants", &[2]),
        ("garde d’enfants", &[2]),
        ("auto ecole", &[4]),
        ("coeur", &[5]),
        ("cœur", &[5]),
        ("St Pierre des Corps", &[2]),
        ("saint-pierre-des-corps", &[2]),
    ]);
}

#[test]
fn other_forms_of_a_word_are_found() {
    each_finds(&[
        ("étranger", &[0]),
        ("réfugié", &[0]),
        ("accompagner", &[6]),
        ("crèches", &[3, 2]),
        ("emploi", &[6, 5]),
        ("éléver seule", &[2]),
    ]);
}

#[test]
fn compounds_may_be_joined_or_split() {
    each_finds(&[
        ("microcreche", &[3]),
        ("autoecole", &[4]),
        ("gardedenfants", &[2]),
        ("gardes denfants", &[2]),
        ("lemploi", &[6, 5]),
        ("micro crédit", &[9]),
        ("37 000", &[0]),
    ]);
}

#[test]
fn acronyms_are_read_both_ways_and_synonyms_come_after_the_word_itself() {
    each_finds(&[
        ("CAF", &[3, 2]),
        ("caisse d’allocations familiales", &[3, 2]),
        ("crèche", &[3, 2]),
        ("nounou", &[2]),
        ("taff", &[6, 5]),
    ]);
}

#[test]
fn typing_errors_are_forgiven_in_long_words_only() {
    each_finds(&[
        ("sanittas", &[0]),
        ("sanitsa", &[0]),
        ("mobilitee", &[4]),
        ("acompagnemment", &[6]),
        ("nounuo", &[2]),
        ("37001", &[]),
        ("vue", &[]),
    ]);
}

#[test]
fn a_word_that_exists_is_not_taken_for_another() {
    each_finds(&[("bois", &[5]), ("cours", &[0]), ("vie", &[8])]);
}

#[test]
fn a_place_named_whole_puts_first_what_is_there() {
    each_finds(&[
        ("français tours", &[0, 1]),
        ("tours", &[0, 3, 1]),
        ("joue les tour", &[3]),
        ("blois", &[1, 6]),
        ("37000", &[0]),
        ("emploi cher", &[9]),
        ("microcrédit cher", &[9]),
    ]);
}

#[test]
fn the_last_word_may_be_unfinished() {
    each_finds(&[
        ("accomp", &[6]),
        ("solidaire vierz", &[4]),
        ("vierz solidaire", &[4]),
        ("370", &[0]),
    ]);
}

#[test]
fn words_that_nothing_has_together_are_left_out_places_last() {
    each_finds(&[
        ("je cherche un cours de français", &[0]),
        ("français vierzon", &[4, 9]),
        ("le la", &[7]),
        ("la", &[8, 2]),
        ("xqzw", &[]),
        ("xqzw kwjq accompagnement", &[6]),
    ]);
    let left_out = |query: &str| -> Vec<String> {
        let left_out = index().find(query).reading.left_out.into_iter();
        left_out.map(|range| query.get(range).unwrap().to_owned()).collect()
    };
    assert_eq!(left_out("français vierzon"), ["français"]);
    assert_eq!(left_out("xqzw kwjq accompagnement"), ["xqzw", "kwjq"]);
    assert_eq!(left_out("je cherche un cours de français"), [""; 0]);
}

#[test]
fn a_corrected_query_is_reported() {
    let understood = |query: &str| index().find(query).corrected_text;

    assert_eq!(understood("cours au sanittas"), Some("cours au Sanitas".to_owned()));
    assert_eq!(understood("moblite"), Some("mobilité".to_owned()));
    assert_eq!(understood("la conduitte"), Some("la permis de conduire".to_owned()));
    assert_eq!(understood("microcreche"), None);
    assert_eq!(understood("SANITAS"), None);
}

#[test]
fn words_of_three_letters_are_no_correction() {
    for unknown in ["vite", "viel", "toto"] {
        assert_eq!(index().find(unknown).corrected_text, None, "{unknown}");
    }
}

#[test]
fn a_page_is_a_slice_of_the_whole_order_among_the_rows_kept() {
    let found = index().find("français");
    let whole = found.best(&all(), 0, usize::MAX, |_| ());
    let mut kept = all();
    kept.set(whole[0] as usize, false);

    assert_eq!(found.best(&all(), 1, 1, |_| ()), whole[1..2]);
    assert_eq!(found.best(&kept, 0, 9, |_| ()), whole[1..]);
    assert_eq!(found.best(&all(), 9, 9, |_| ()), [0; 0]);
}

#[test]
fn a_query_without_words_matches_nothing() {
    for wordless in ["", "  ", "* % \" '", "😀🎉", "l’", "\0", "\u{301}"] {
        assert!(!TextIndex::has_words(wordless), "{wordless:?}");
        assert_eq!(rows(wordless), [0; 0], "{wordless:?}");
    }
    assert!(TextIndex::has_words("à"));
}

#[test]
fn a_text_of_a_thousand_characters_costs_at_most_twenty_times_one_of_three_words() {
    let long = "garde formation xqzw ".repeat(60);
    let most = index().steps(long.get(..1_000).unwrap());
    let usual = index().steps("cours français sanitas");
    assert!(most <= 20 * usual, "{most} steps, {usual} for three words");
    assert!(TextIndex::query_len(&"à ".repeat(500)) <= 200);
}

#[test]
fn hostile_queries_get_an_answer() {
    let long = "garde d’enfants ".repeat(100);
    assert_eq!(rows(&long), [2]);
    for query in ["NEAR(\"a\" b*)", "sanitas* OR 1=1 --", "%%%", "مكتب العمل", &"é".repeat(5_000)]
    {
        let _ = index().find(query);
        let _ = index().suggest(query, &all());
    }
}

#[test]
fn an_empty_index_answers() {
    let index = TextIndex::build(std::iter::empty(), &[]);
    assert_eq!(index.find("tours").best(&FixedBitSet::new(), 0, 9, |_| ()), [0; 0]);
    assert_eq!(index.suggest("tours", &FixedBitSet::new()), None);
}

static INDEX: LazyLock<TextIndex> = LazyLock::new(index);

proptest! {
    #[test]
    fn any_text_is_answered(query in "\\PC{0,300}", other in ".{0,60}") {
        for query in [query, other] {
            let found = INDEX.find(&query);
            prop_assert!(found.rows.count_ones(..) == found.best(&all(), 0, 99, |_| ()).len());
            let _ = INDEX.suggest(&query, &all());
            let _ = (fold(&query), french_order(&query, "é"));
        }
    }

    #[test]
    fn words_of_the_documents_in_any_order_are_answered(
        words in prop::collection::vec("(garde|enfant|tours|joue|les|micro|credit|sans|d’|sanit|cherche){1,2}", 0..9)
    ) {
        let query = words.join(" ");
        let _ = INDEX.find(&query);
        let _ = INDEX.suggest(&query, &all());
    }

    #[test]
    fn a_title_finds_its_document(titles in prop::collection::vec("[\\PC]{1,120}", 1..6)) {
        let documents = titles.iter().map(|title| vec![(Field::Title, Cow::Borrowed(&**title))]);
        let index = TextIndex::build(documents, &[]);
        for (row, title) in titles.iter().enumerate() {
            if TextIndex::has_words(title) {
                prop_assert!(index.find(title).rows.contains(row), "{title}");
            }
        }
    }
}

#[test]
fn a_street_is_found_by_its_words_as_written_only() {
    let text = |field, text: &'static str| (field, Cow::Borrowed(text));
    let documents = [
        vec![text(Field::Title, "Centre social"), text(Field::Street, "3 place Fleury")],
        vec![text(Field::Title, "Accompagnement à la scolarité")],
    ];
    let fle = Synonym {
        term: "FLE".parse().unwrap(),
        expansion: Some("français langue étrangère".parse().unwrap()),
        kind: SynonymKind::Acronym,
        leads_to: Vec::new(),
    };
    let index = TextIndex::build(documents.into_iter(), &[fle]);
    let rows = |query: &str| index.find(query).rows.ones().collect::<Vec<_>>();

    assert_eq!(rows("fleury"), [0]);
    assert_eq!(rows("social place"), [0]);
    for query in ["fle", "fleu", "flery", "clas", "plas"] {
        assert!(rows(query).is_empty(), "{query}");
    }
}

#[test]
fn a_synonym_in_the_title_is_no_title_that_has_the_word() {
    let long = format!("Un boulot {}", "près de chez vous ".repeat(25));
    let text = |field, text: &str| (field, Cow::Owned(text.to_owned()));
    let documents = [
        vec![text(Field::Title, "Emploi"), text(Field::Summary, &long)],
        vec![text(Field::Title, "Le boulot des jeunes")],
        vec![
            text(Field::Title, "Emploi et formation"),
            text(Field::Place, "Tours"),
            text(Field::Summary, &long),
        ],
        vec![text(Field::Title, "Boulot, formation"), text(Field::Summary, "On vient de Tours.")],
    ];
    let synonym = Synonym {
        term: "boulot".parse().unwrap(),
        expansion: Some("emploi".parse().unwrap()),
        kind: SynonymKind::Synonym,
        leads_to: Vec::new(),
    };
    let index = TextIndex::build(documents.into_iter(), &[synonym]);
    let rows = |query: &str| index.find(query).best(&all(), 0, 9, |_| ());

    assert_eq!(rows("boulot").last(), Some(&2), "{:?}", rows("boulot"));
    assert_eq!(rows("boulot").iter().position(|row| *row == 0), Some(2), "{:?}", rows("boulot"));
    assert_eq!(rows("boulot formation tours"), [3, 2]);
}
