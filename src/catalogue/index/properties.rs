//! Property tests of the index on arbitrary, also hostile, text.

use std::borrow::Cow;
use std::sync::LazyLock;

use fixedbitset::FixedBitSet;
use proptest::prelude::*;

use super::tests::{all, index, rows};
use super::*;
use crate::domain::text::fold;

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
    assert_eq!(index.find("tours").best(&FixedBitSet::new(), 0, 9), [0; 0]);
    assert_eq!(index.suggest("tours", &FixedBitSet::new()), None);
}

static INDEX: LazyLock<TextIndex> = LazyLock::new(index);

proptest! {
    #[test]
    fn any_text_is_answered(query in "\\PC{0,300}", other in ".{0,60}") {
        for query in [query, other] {
            let found = INDEX.find(&query);
            prop_assert!(found.rows.count_ones(..) == found.best(&all(), 0, 99).len());
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
