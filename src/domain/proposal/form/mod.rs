//! Form of a proposal: fields, steps, form data as typed.

pub mod field;
pub mod field_facts;
pub mod field_table;
pub mod form_data;
pub mod form_version;
pub mod part;
mod prefill;
