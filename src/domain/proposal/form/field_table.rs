//! Table of the form fields, and table of the parts that moderators accept: one row each. Every list of fields, labels,
//! inputs and values is made from these rows.

/// Passes the rows of the field table to the macro `$with`.
///
/// A row: variant of [`Field`](super::field::Field), name, messages (constants of `i18n`), then the columns of
/// [`FieldSpec`](super::field::FieldSpec) that differ from their default. The name is French; the form and stored proposals
/// use it, so it never changes. Messages: the label; the help; `page`, the heading of the value on the public page, for
/// fields that are listed there as they are; `options`, the values of a closed list with their labels. The order is
/// that of the form.
macro_rules! field_table {
    ($with:ident) => {
        $with! {
            Title "titre" { label PROPOSE_LABEL_TITRE, help PROPOSE_HELP_TITRE } {
                step: Step::Description, min_len: 3, max_len: Some(150), counted: true, free_text: true,
                part: Some(Part::Title), facts: required_text!(title),
            }
            Summary "resume" { label PROPOSE_LABEL_RESUME, help PROPOSE_HELP_RESUME } {
                step: Step::Description, kind: FieldKind::Lines { rows: 7 }, min_len: 50, max_len: Some(2_000),
                counted: true, free_text: true, part: Some(Part::Summary), facts: required_text!(summary),
            }
            Activity "activite" {
                label PROPOSE_LABEL_ACTIVITE, help PROPOSE_HELP_ACTIVITE, options [
                    "permanente" PROPOSE_OPTION_ACTIVITE_PERMANENTE,
                    "ponctuelle" PROPOSE_OPTION_ACTIVITE_PONCTUELLE,
                    "terminee" PROPOSE_OPTION_ACTIVITE_TERMINEE,
                ]
            } {
                step: Step::Description, kind: FieldKind::OneOf, part: Some(Part::Activity), facts: ACTIVITY,
            }
            Schedule "horaires" { label PROPOSE_LABEL_HORAIRES, help PROPOSE_HELP_HORAIRES } {
                step: Step::Description, kind: FieldKind::Lines { rows: 3 }, max_len: Some(500), optional: true,
                counted: true, free_text: true, part: Some(Part::Schedule), facts: text!(practical.schedule),
            }
            Neighbourhoods "quartiers" { label PROPOSE_LABEL_QUARTIERS, help PROPOSE_HELP_QUARTIERS } {
                step: Step::Place, kind: FieldKind::Neighbourhoods, part: Some(Part::Neighbourhoods),
                facts: NEIGHBOURHOODS,
            }
            Coverage "zone" {
                label PROPOSE_LABEL_ZONE, help PROPOSE_HELP_ZONE, options [
                    "quartier" PROPOSE_OPTION_ZONE_QUARTIER,
                    "commune" PROPOSE_OPTION_ZONE_COMMUNE,
                    "intercommunalite" PROPOSE_OPTION_ZONE_INTERCOMMUNALITE,
                    "departement" PROPOSE_OPTION_ZONE_DEPARTEMENT,
                    "region" PROPOSE_OPTION_ZONE_REGION,
                ]
            } {
                step: Step::Place, kind: FieldKind::OneOf, part: Some(Part::ServiceArea), facts: COVERAGE,
            }
            Delivery "accueil" {
                label PROPOSE_LABEL_ACCUEIL, help PROPOSE_HELP_ACCUEIL, options [
                    "sur-place" PROPOSE_OPTION_ACCUEIL_SUR_PLACE,
                    "itinerante" PROPOSE_OPTION_ACCUEIL_ITINERANTE,
                    "a-distance" PROPOSE_OPTION_ACCUEIL_A_DISTANCE,
                ]
            } {
                step: Step::Place, kind: FieldKind::OneOf, part: Some(Part::ServiceArea), facts: DELIVERY,
            }
            Venue "lieu" { label PROPOSE_LABEL_LIEU, help PROPOSE_HELP_LIEU } {
                step: Step::Place, max_len: Some(150), optional: true, free_text: true, part: Some(Part::Place),
                facts: text!(practical.venue),
            }
            Address "adresse" { label PROPOSE_LABEL_ADRESSE, help PROPOSE_HELP_ADRESSE } {
                step: Step::Place, max_len: Some(150), optional: true, part: Some(Part::Place),
                facts: text!(practical.address),
            }
            Postcode "code-postal" { label PROPOSE_LABEL_CODE_POSTAL, help PROPOSE_HELP_CODE_POSTAL } {
                step: Step::Place, input: InputType::Digits, short: true, optional: true, part: Some(Part::Place),
                facts: POSTCODE,
            }
            Commune "commune" { label PROPOSE_LABEL_COMMUNE, help PROPOSE_HELP_COMMUNE } {
                step: Step::Place, max_len: Some(150), part: Some(Part::Place), facts: COMMUNES,
            }
            Barriers "freins" { label PROPOSE_LABEL_FREINS, help PROPOSE_HELP_FREINS } {
                step: Step::Audience, kind: FieldKind::Barriers, part: Some(Part::Barriers),
                facts: values!(barriers),
            }
            Audiences "publics" { label PROPOSE_LABEL_PUBLICS, help PROPOSE_HELP_PUBLICS } {
                step: Step::Audience, kind: FieldKind::Audiences, part: Some(Part::Audiences),
                facts: values!(audiences),
            }
            AccessModes "comment" {
                label PROPOSE_LABEL_COMMENT, help PROPOSE_HELP_COMMENT, options [
                    "se-presenter" PROPOSE_OPTION_COMMENT_SE_PRESENTER,
                    "telephoner" PROPOSE_OPTION_COMMENT_TELEPHONER,
                    "envoyer-un-courriel" PROPOSE_OPTION_COMMENT_ENVOYER_UN_COURRIEL,
                    "utiliser-lien-mobilisation" PROPOSE_OPTION_COMMENT_UTILISER_LIEN_MOBILISATION,
                ]
            } {
                step: Step::Access, kind: FieldKind::SomeOf, part: Some(Part::Access),
                facts: values!(practical.access_modes),
            }
            AccessBy "qui" {
                label PROPOSE_LABEL_QUI, help PROPOSE_HELP_QUI, options [
                    "usagers" PROPOSE_OPTION_QUI_USAGERS,
                    "professionnels" PROPOSE_OPTION_QUI_PROFESSIONNELS,
                ]
            } {
                step: Step::Access, kind: FieldKind::SomeOf, part: Some(Part::Access),
                facts: values!(practical.access_by),
            }
            /// Names of the contact fields that may be published: telephone, email address, website.
            Publish "publier" { label PROPOSE_LABEL_PUBLIER, help PROPOSE_HELP_PUBLIER } {
                step: Step::Access, kind: FieldKind::Consent,
            }
            Phone "telephone" { label PROPOSE_LABEL_TELEPHONE, help PROPOSE_HELP_TELEPHONE } {
                step: Step::Access, max_len: Some(30), input: InputType::Tel, optional: true,
                visibility: Visibility::OnConsent, part: Some(Part::Phone), facts: values!(phone),
            }
            Email "courriel" { label PROPOSE_LABEL_COURRIEL, help PROPOSE_HELP_COURRIEL } {
                step: Step::Access, max_len: Some(254), input: InputType::Email, optional: true,
                visibility: Visibility::OnConsent, part: Some(Part::Email), facts: values!(email),
            }
            Website "site" { label PROPOSE_LABEL_SITE, help PROPOSE_HELP_SITE } {
                step: Step::Access, max_len: Some(500), input: InputType::Url, optional: true,
                visibility: Visibility::OnConsent, part: Some(Part::Website), facts: values!(website),
            }
            AccessUrl "lien" { label PROPOSE_LABEL_LIEN, help PROPOSE_HELP_LIEN } {
                step: Step::Access, max_len: Some(500), input: InputType::Url, optional: true,
                visibility: Visibility::PublicContact, part: Some(Part::Access), facts: values!(practical.access_url),
            }
            Fees "frais" {
                label PROPOSE_LABEL_FRAIS, help PROPOSE_HELP_FRAIS, options [
                    "gratuit" PROPOSE_OPTION_FRAIS_GRATUIT,
                    "payant" PROPOSE_OPTION_FRAIS_PAYANT,
                ]
            } {
                step: Step::Access, kind: FieldKind::OneOf, optional: true, part: Some(Part::Fees),
                facts: values!(practical.fees),
            }
            FeesDetails "frais-precisions" { label PROPOSE_LABEL_FRAIS_PRECISIONS, help PROPOSE_HELP_FRAIS_PRECISIONS } {
                step: Step::Access, max_len: Some(150), optional: true, free_text: true, part: Some(Part::Fees),
                facts: text!(practical.fees_details),
            }
            Conditions "conditions" {
                label PROPOSE_LABEL_CONDITIONS, help PROPOSE_HELP_CONDITIONS, page PRACTICAL_CONDITIONS
            } {
                step: Step::Access, kind: FieldKind::Lines { rows: 3 }, max_len: Some(500), optional: true,
                counted: true, free_text: true, part: Some(Part::Conditions), facts: text!(practical.conditions),
            }
            LanguagesSpoken "langues" {
                label PROPOSE_LABEL_LANGUES, help PROPOSE_HELP_LANGUES, page PRACTICAL_LANGUAGES, options [
                    "fr" PROPOSE_OPTION_LANGUES_FR,
                    "en" PROPOSE_OPTION_LANGUES_EN,
                    "ar" PROPOSE_OPTION_LANGUES_AR,
                    "tr" PROPOSE_OPTION_LANGUES_TR,
                    "pt" PROPOSE_OPTION_LANGUES_PT,
                    "ru" PROPOSE_OPTION_LANGUES_RU,
                    "uk" PROPOSE_OPTION_LANGUES_UK,
                    "fa" PROPOSE_OPTION_LANGUES_FA,
                    "ps" PROPOSE_OPTION_LANGUES_PS,
                    "ta" PROPOSE_OPTION_LANGUES_TA,
                    "bn" PROPOSE_OPTION_LANGUES_BN,
                    "fsl" PROPOSE_OPTION_LANGUES_FSL,
                ]
            } {
                step: Step::Access, kind: FieldKind::SomeOf, optional: true, part: Some(Part::Languages),
                facts: values!(practical.languages_spoken),
            }
            /// Id of an organisation of the directory, or empty.
            Carrier "porteur" { label PROPOSE_LABEL_PORTEUR, help PROPOSE_HELP_PORTEUR } {
                step: Step::Participants, kind: FieldKind::Organisation, part: Some(Part::Carriers), facts: CARRIERS,
            }
            CarrierName "porteur-nom" { label PROPOSE_LABEL_PORTEUR_NOM, help PROPOSE_HELP_PORTEUR_NOM } {
                step: Step::Participants, max_len: Some(150), free_text: true, part: Some(Part::Carriers),
            }
            CarrierSiret "porteur-siret" { label PROPOSE_LABEL_PORTEUR_SIRET, help PROPOSE_HELP_PORTEUR_SIRET } {
                step: Step::Participants, input: InputType::Digits, optional: true, visibility: Visibility::Private,
                part: Some(Part::Carriers),
            }
            /// One name per line.
            Partners "partenaires" { label PROPOSE_LABEL_PARTENAIRES, help PROPOSE_HELP_PARTENAIRES } {
                step: Step::Participants, kind: FieldKind::Lines { rows: 3 }, max_len: Some(1_000), optional: true,
                counted: true, free_text: true, part: Some(Part::Partners), facts: PARTNERS,
            }
            AuthorName "nom" { label PROPOSE_LABEL_NOM, help PROPOSE_HELP_NOM } {
                step: Step::Participants, max_len: Some(150), autocomplete: "name", visibility: Visibility::Private,
            }
            AuthorEmail "mail" { label PROPOSE_LABEL_MAIL, help PROPOSE_HELP_MAIL } {
                step: Step::Participants, max_len: Some(254), input: InputType::Email, autocomplete: "email",
                visibility: Visibility::Private,
            }
            AuthorRole "role" {
                label PROPOSE_LABEL_ROLE, help PROPOSE_HELP_ROLE, options [
                    "porteur" PROPOSE_OPTION_ROLE_PORTEUR,
                    "partenaire" PROPOSE_OPTION_ROLE_PARTENAIRE,
                    "autre" PROPOSE_OPTION_ROLE_AUTRE,
                ]
            } {
                step: Step::Participants, kind: FieldKind::OneOf, visibility: Visibility::Private,
            }
        }
    };
}

/// Passes the rows of the part table to the macro `$with`. A row: variant of [`Part`](super::part::Part), name in forms and in
/// the store, message of its label, then the columns of [`PartSpec`](super::part::PartSpec) that differ from their default.
macro_rules! part_table {
    ($with:ident) => {
        $with! {
            Title "titre" PART_TITLE { required: true, is_prose: true, }
            Summary "resume" PART_SUMMARY { required: true, is_prose: true, }
            Activity "activite" PART_ACTIVITY { required: true, values: PartValues::Activity, }
            Schedule "horaires" PART_SCHEDULE { is_prose: true, }
            /// Venue, street, postcode, communes and départements.
            Place "lieu" PART_PLACE { values: PartValues::Place, }
            Neighbourhoods "quartiers" PART_NEIGHBOURHOODS { values: PartValues::Neighbourhoods, }
            /// Area served, and mode of delivery.
            ServiceArea "zone" PART_AREA { values: PartValues::ServiceArea, }
            Barriers "freins" PART_BARRIERS { values: PartValues::Barriers, }
            Audiences "publics" PART_AUDIENCES { values: PartValues::Audiences, }
            /// Ways to join, people who may use them, and link.
            Access "acces" PART_ACCESS { values: PartValues::Access, }
            Fees "frais" PART_FEES { values: PartValues::Fees, }
            Conditions "conditions" PART_CONDITIONS { is_prose: true, }
            Languages "langues" PART_LANGUAGES {}
            Phone "telephone" PART_PHONE {}
            Email "courriel" PART_EMAIL {}
            Website "site" PART_WEBSITE {}
            Carriers "porteur" PART_CARRIERS { required: true, values: PartValues::Carriers, }
            Partners "partenaires" PART_PARTNERS { values: PartValues::Partners, }
            /// Confirmation by its carrier, with its date; no field of the form.
            Confirmation "confirmation" PART_CONFIRMATION { values: PartValues::Confirmation, }
        }
    };
}

pub(crate) use {field_table, part_table};
