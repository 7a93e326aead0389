//! Formats numbers.

/// Formats a number with six significant digits. cssparser reads single precision, so a second rendering gives the same
/// text.
pub(super) fn format_css_number(value: f64) -> String {
    if value == 0.0 || value.abs() < 1e-6 {
        return "0".to_owned();
    }
    let digits = (5 - value.abs().log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
