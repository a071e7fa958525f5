//! Form of a proposal: fields, steps, form data as typed.

pub mod field;
mod field_kind;
pub mod form_data;
pub mod form_version;
mod prefill;
pub mod step;
