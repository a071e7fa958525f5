//! Seeds with one error: the message names file, line, column and reason.

use quartiers_emploi::domain::directory::Language;
use quartiers_emploi::import::{Expected, SeedErrorKind, SeedFolder, read};

use super::{Seeds, TODAY, assert_only};

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_sound_copy_on_disk_reads_like_the_embedded_seeds() {
    let seeds = Seeds::new();
    let copy = read(&SeedFolder::Disk(seeds.0.path().to_owned()), TODAY).unwrap();
    assert_eq!(copy, read(&SeedFolder::Embedded, TODAY).unwrap());
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let mut seeds = Seeds::new();
    for file in ["initiatives.csv", "communes.csv", "synonyms.csv"] {
        let text = String::from_utf8(seeds.bytes(file)).unwrap().replace('\n', "\r\n");
        seeds = seeds.writing(file, format!("\u{feff}{text}").as_bytes());
    }
    assert_eq!(seeds.errors(), []);
}

#[test]
fn a_missing_file_is_reported_once_without_consequential_errors() {
    let seeds = Seeds::new().without("communes.csv");
    assert_only(&seeds, "communes.csv", (0, ""), SeedErrorKind::FileMissing);
}

#[test]
fn a_missing_and_an_unknown_column_are_reported() {
    let seeds = Seeds::new().with("kinds.csv", "slug,label,networks", "slug,label,reseaux");
    let reported: Vec<_> =
        seeds.errors().into_iter().map(|m| (m.line, m.column, m.reason)).collect();
    let unknown = (1, text("reseaux"), SeedErrorKind::ColumnUnknown);
    assert_eq!(reported, [unknown, (1, text("networks"), SeedErrorKind::ColumnMissing)]);
}

#[test]
fn the_order_of_columns_is_free() {
    let table = "kind,expansion,term\nacronym,français langue étrangère,FLE\n";
    let seeds = Seeds::new().writing("synonyms.csv", table.as_bytes());
    assert_eq!(seeds.errors(), []);
}

#[test]
fn the_column_of_languages_may_be_left_out_or_empty() {
    let seeds = Seeds::new().with_column("initiatives.csv", "langues", "");
    let copy = read(&SeedFolder::Disk(seeds.0.path().to_owned()), TODAY).unwrap();
    assert_eq!(copy, read(&SeedFolder::Embedded, TODAY).unwrap());
}

#[test]
fn languages_are_codes_of_the_list_each_given_once() {
    let seeds = |cell| Seeds::new().with_column("initiatives.csv", "langues", cell);
    let folder = seeds("ar;fsl");
    let read = read(&SeedFolder::Disk(folder.0.path().to_owned()), TODAY).unwrap();
    let spoken = [Language::Arabic, Language::FrenchSign];
    assert!(read.initiatives.iter().all(|it| it.facts.practical.languages_spoken == spoken));

    let first = |cell| seeds(cell).errors().remove(0);
    let unknown = first("ar;arabe");
    assert_eq!((unknown.line, unknown.column.as_str()), (2, "langues"));
    let allowed = text("fr, en, ar, tr, pt, ru, uk, fa, ps, ta, bn, fsl");
    assert_eq!(unknown.reason, SeedErrorKind::NotOneOf { value: text("arabe"), allowed });
    let value = text("ar;ar");
    assert_eq!(first("ar;ar").reason, SeedErrorKind::RepeatedInCell { value });
}

#[test]
fn a_column_named_twice_is_reported() {
    let seeds = Seeds::new().with("kinds.csv", "slug,label,", "slug,slug,label,");
    assert_only(&seeds, "kinds.csv", (1, "slug"), SeedErrorKind::ColumnTwice);
}

#[test]
fn a_row_with_a_cell_too_many_is_reported() {
    let seeds = Seeds::new().with("communes.csv", "18001,Achères,", "18001,Achères,x,");
    let reason = SeedErrorKind::FieldCount { expected: 6, found: 7 };
    assert_only(&seeds, "communes.csv", (2, ""), reason);
}

#[test]
fn invalid_utf8_is_reported_with_its_cell() {
    let mut bytes = b"term,expansion,kind\nFLE,fran\xe7ais,acronym\n".to_vec();
    let seeds = Seeds::new().writing("synonyms.csv", &bytes);
    assert_only(&seeds, "synonyms.csv", (2, "expansion"), SeedErrorKind::NotUtf8);
    bytes.extend(b"CV\xff,curriculum,acronym\n");
    assert_eq!(seeds.writing("synonyms.csv", &bytes).errors().len(), 2);
}

#[test]
fn an_unclosed_quote_is_reported_at_its_opening() {
    let seeds = Seeds::new().with("collection_entries.csv", ",2,Comme", ",2,\"Comme");
    assert_only(&seeds, "collection_entries.csv", (3, ""), SeedErrorKind::QuoteNotClosed);
}

#[test]
fn an_endless_row_is_reported_and_not_loaded_into_memory() {
    let table = format!("term,expansion,kind\nFLE,\"{}\n", "français\n".repeat(200_000));
    let seeds = Seeds::new().writing("synonyms.csv", table.as_bytes());
    assert_only(&seeds, "synonyms.csv", (2, ""), SeedErrorKind::RowTooLong);
}

#[test]
fn the_reported_line_is_that_of_an_editor() {
    let cell = "\"Une première ligne.\nUne deuxième.\"";
    let seeds =
        Seeds::new().with("kinds.csv", "Aide à faire ses démarches du quotidien", "\n\n").writing(
            "synonyms.csv",
            format!("term,expansion,kind\n\n\n{cell},b,acronym\na,b,c\n").as_bytes(),
        );
    let reported: Vec<_> = seeds.errors().into_iter().map(|m| (m.line, m.column)).collect();
    assert!(reported.contains(&(4, text("term"))), "{reported:?}");
    assert!(reported.contains(&(6, text("kind"))), "{reported:?}");
}

#[test]
fn a_value_of_the_wrong_form_is_reported_with_what_was_expected() {
    let seeds = Seeds::new().with("organisations.csv", ",02 48 58 44 02,", ",02 48 58,");
    let reason = SeedErrorKind::Malformed { expected: Expected::Phone, value: text("02 48 58") };
    assert_only(&seeds, "organisations.csv", (2, "phone"), reason);
}

#[test]
fn an_empty_cell_where_a_value_is_needed_is_reported() {
    let seeds = Seeds::new().with("kinds.csv", ",Mission locale,", ",,");
    assert_only(&seeds, "kinds.csv", (2, "label"), SeedErrorKind::Empty);
}

#[test]
fn a_word_out_of_a_closed_list_is_reported_with_the_list() {
    let seeds = Seeds::new().with("synonyms.csv", "étrangère,acronym", "étrangère,sigle");
    let allowed = text("acronym, synonym, spelling, phrase, danger");
    let reason = SeedErrorKind::NotOneOf { value: text("sigle"), allowed };
    assert_only(&seeds, "synonyms.csv", (2, "kind"), reason);
}

#[test]
fn a_key_given_twice_names_the_first_line() {
    let seeds = Seeds::new().adding("audiences.csv", "femmes,Femmes,14,femmes,femme");
    let reason = SeedErrorKind::Repeated { value: text("femmes"), line: 3 };
    let line = seeds.lines("audiences.csv");
    assert_only(&seeds, "audiences.csv", (line, "slug"), reason);
}

#[test]
fn a_slug_that_is_the_name_of_a_page_is_reported() {
    let (slug, page) = (",job-dating-place-de-verdun-dreux,", ",imprimer,");
    let seeds = Seeds::new().with("initiatives.csv", slug, page);
    let reason = SeedErrorKind::Reserved { value: text("imprimer") };
    assert_only(&seeds, "initiatives.csv", (27, "slug"), reason);
}

#[test]
fn two_references_with_the_same_digits_are_one_number_too_many() {
    let seeds = Seeds::new().with("initiatives.csv", "init-027,", "fiche-026,");
    let reason = SeedErrorKind::Repeated { value: text("26"), line: 27 };
    assert_only(&seeds, "initiatives.csv", (28, "reference"), reason);
}

#[test]
fn a_reference_without_digits_gives_no_number() {
    let seeds = Seeds::new().with("initiatives.csv", "init-027,", "fiche,");
    assert_only(&seeds, "initiatives.csv", (28, "reference"), SeedErrorKind::NoNumber);
}

#[test]
fn a_file_of_three_gigabytes_and_a_folder_in_its_place_are_reported() {
    let seeds = Seeds::new();
    std::fs::File::create(seeds.path("synonyms.csv")).unwrap().set_len(3 << 30).unwrap();
    assert_only(&seeds, "synonyms.csv", (0, ""), SeedErrorKind::FileTooLarge);
    let seeds = seeds.without("synonyms.csv");
    std::fs::create_dir(seeds.path("synonyms.csv")).unwrap();
    assert_only(&seeds, "synonyms.csv", (0, ""), SeedErrorKind::FileUnreadable);
}
