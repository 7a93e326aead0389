//! Sanitises CSS: a real parser reads it, and allow-lists decide what is written anew.
//!
//! Nothing of the source is copied: every token of the output was read, checked and written by itself, so escapes,
//! comments and unclosed strings cannot carry anything past the lists. The output never contains `<`.

mod css_decimal_format;
mod declarations;
mod feature_query;
mod hiding;
mod lost_background_colours;
mod media_query;
mod record_dropped_urls;
mod selectors;
mod style_sheet;
mod value_rules;
mod value_writer;
mod wide_gamut_colours;

pub(crate) use declarations::sanitise_style_attribute;
pub(crate) use style_sheet::sanitise_style_sheet;
