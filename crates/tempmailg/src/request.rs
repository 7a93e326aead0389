//! One request of the API: method, endpoint template, and the URL with all values filled in.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use url::Url;

use crate::base_url::BaseUrl;
use crate::error::Error;

/// Everything except letters, digits and the characters without a special meaning in a path. `@` stays
/// readable, as in the service's own documentation.
const ENCODED_IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// Limit for one value, in bytes. Three values of this length, percent-encoded, still fit a request.
const MAX_VALUE_BYTES: usize = 4096;

/// A request that is ready to be sent.
pub(crate) struct ApiRequest {
    pub(crate) method: Method,
    /// The endpoint with placeholders, e.g. `/messages/{id}`. It holds no values, so it may be logged.
    pub(crate) endpoint: &'static str,
    pub(crate) url: Url,
}

/// Fills the placeholders of an endpoint template in order, one percent-encoded path segment each.
pub(crate) struct ApiRequestBuilder {
    method: Method,
    endpoint: &'static str,
    url: String,
    /// The part of the template that is not in `url` yet.
    unfilled: &'static str,
}

impl ApiRequestBuilder {
    pub(crate) fn new(method: Method, base_url: &BaseUrl, endpoint: &'static str) -> ApiRequestBuilder {
        ApiRequestBuilder { method, endpoint, url: base_url.as_str().to_owned(), unfilled: endpoint }
    }

    /// Fills the next `{placeholder}`. `argument` names the value in the error.
    pub(crate) fn fill_path_segment(mut self, argument: &'static str, value: &str) -> Result<ApiRequestBuilder, Error> {
        check_request_argument_length(argument, value)?;
        if matches!(value, "." | "..") {
            // URL parsers drop these segments in every spelling, which would address a parent path.
            return Err(Error::InvalidInput {
                what: argument,
                reason: "a single or double dot has another meaning in a web address",
            });
        }
        let placeholder = self.unfilled.find('{').zip(self.unfilled.find('}'));
        debug_assert!(placeholder.is_some(), "{} has no placeholder for {argument}", self.endpoint);
        if let Some((start, end)) = placeholder {
            self.url.push_str(&self.unfilled[..start]);
            self.url.extend(utf8_percent_encode(value, ENCODED_IN_PATH));
            self.unfilled = &self.unfilled[end + 1..];
        }
        Ok(self)
    }

    /// Builds the request without a query.
    pub(crate) fn build(mut self) -> Result<ApiRequest, Error> {
        self.url.push_str(self.unfilled);
        match Url::parse(&self.url) {
            // A URL that the parser changed would be another request than the one asked for.
            Ok(url) if url.as_str() == self.url => Ok(ApiRequest { method: self.method, endpoint: self.endpoint, url }),
            _ => Err(Error::InvalidInput { what: "the request", reason: "its address is not a valid one" }),
        }
    }

    /// Builds the request with one query parameter. `argument` names the value in the error.
    pub(crate) fn build_with_query(self, argument: &'static str, name: &str, value: &str) -> Result<ApiRequest, Error> {
        check_request_argument_length(argument, value)?;
        let mut request = self.build()?;
        request.url.query_pairs_mut().append_pair(name, value);
        Ok(request)
    }
}

/// Rejects an empty value, which would turn the call into a different one, and one that is too long.
fn check_request_argument_length(argument: &'static str, value: &str) -> Result<(), Error> {
    let reason = match value.len() {
        0 => "it is empty",
        length if length > MAX_VALUE_BYTES => "it is too long",
        _ => return Ok(()),
    };
    Err(Error::InvalidInput { what: argument, reason })
}
