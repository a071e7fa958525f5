//! Tests of the quality score, criterion by criterion.

use super::*;

/// Inputs of a service of which nothing is known.
fn nothing() -> Quality {
    Quality {
        has_address: false,
        in_person: false,
        modes: Vec::new(),
        has_access_by: false,
        audiences: 0,
        thematiques: 0,
        has_email: false,
        has_phone: false,
        has_link: false,
        days: None,
        fees: None,
        has_fees_details: false,
        length: 0,
    }
}

#[test]
fn the_score_is_the_mean_of_the_criteria_that_apply() {
    let empty = nothing();
    assert!(empty.score().abs() < 1e-9);
    assert_eq!(Criterion::ALL.into_iter().filter_map(|it| empty.criterion_score(it)).count(), 7);
    let described = Quality { length: GOOD_CHARS, ..nothing() };
    assert!((described.score() - 1.0 / 7.0).abs() < 1e-9);
    let halves = [(49, 0.0), (50, 0.5), (199, 0.5), (200, 1.0), (1_999, 1.0), (2_000, 0.5)];
    for (length, mark) in halves {
        let marked = Quality { length, ..nothing() }.criterion_score(Criterion::Description);
        assert_eq!(marked, Some(mark), "{length}");
    }
}

#[test]
fn an_address_a_phone_and_a_mail_count_where_one_uses_them() {
    let modes = vec![AccessMode::Come, AccessMode::Phone, AccessMode::Mail];
    let it = Quality { modes, has_phone: true, ..nothing() };
    assert_eq!(it.criterion_score(Criterion::Address), Some(0.0));
    assert_eq!(it.criterion_score(Criterion::Phone), Some(1.0));
    assert_eq!(it.criterion_score(Criterion::Email), Some(0.0));
    assert_eq!(it.criterion_score(Criterion::Access), Some(0.5));
    assert_eq!(nothing().criterion_score(Criterion::Address), None);
}

#[test]
fn the_recency_score_falls_between_six_months_and_two_years() {
    let mark = |days| Quality { days, ..nothing() }.criterion_score(Criterion::Recent).unwrap();
    assert!((mark(Some(0)) - 1.0).abs() < 1e-9 && (mark(Some(183)) - 1.0).abs() < 1e-9);
    assert!(mark(Some(730)).abs() < 1e-9 && mark(None).abs() < 1e-9);
    assert!(mark(Some(400)) > mark(Some(500)));
}

#[test]
fn each_edit_raises_the_score_by_what_it_says_the_best_first() {
    let it = Quality { fees: Some(Fees::Paying), audiences: 1, ..nothing() };
    let edits = it.improvements(99);
    assert!(edits.is_sorted_by(|a, b| a.gain >= b.gain));
    for edit in &edits {
        let after = it.with_filled(edit.field).score();
        assert!((after - it.score() - edit.gain).abs() < 1e-9 && edit.gain > 0.0);
    }
    let fields: Vec<Field> = edits.iter().map(|it| it.field).collect();
    assert!(fields.contains(&Field::FeesDetails) && !fields.contains(&Field::Audiences));
    assert_eq!(it.improvements(3).len(), 3);
}
