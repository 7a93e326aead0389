//! Normalises markup before it is sanitised.
//!
//! A hundred thousand nested elements, unclosed formatting and misplaced table content make the work of an HTML parser
//! grow quadratically, and parsers disagree on constructs such as `<svg>`, `<template>` and `<noscript>`. So one pass
//! rewrites the source as plain, properly nested markup of allowed elements: depth and number are limited, style sheets
//! and the attributes of `<html>` and `<body>` are taken out, and all remote content is recorded.
//!
//! This pass is not a defence: its output is parsed and sanitised as untrusted.

mod dropped_elements;
mod nesting_writer;
mod normaliser;
mod page_attributes;
mod style_sheet_tag_names;
mod tokenizer;
mod tracking_pixel;

pub(crate) use normaliser::{NormalisedMarkup, normalise_markup};
pub(crate) use page_attributes::PageAttributes;
