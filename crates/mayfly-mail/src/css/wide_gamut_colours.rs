//! `color()`: colours of wide colour spaces, written as `rgb()`.

use cssparser::{Parser, Token};

/// Parses the arguments of `color()` and returns the same colour as `rgb()`, with what is outside of that clipped. `None`
/// for spaces that are not converted and for arguments that are not numbers.
pub(super) fn wide_gamut_color_to_rgb(input: &mut Parser<'_>) -> Option<String> {
    let space = input.expect_ident().ok()?.to_ascii_lowercase();
    let mut numbers = [0.0_f64; 3];
    for number in &mut numbers {
        *number = parse_colour_component(input)?;
    }
    let alpha = match input.next() {
        Err(_) => 1.0,
        Ok(Token::Delim('/')) => parse_colour_component(input)?.clamp(0.0, 1.0),
        Ok(_) => return None,
    };
    if !input.is_exhausted() {
        return None;
    }
    let rgb = match space.as_str() {
        "srgb" => numbers,
        "srgb-linear" => numbers.map(linear_to_srgb),
        "display-p3" => {
            let [r, g, b] = numbers.map(srgb_to_linear);
            let linear = [
                1.224_94 * r - 0.224_94 * g,
                -0.042_06 * r + 1.042_06 * g,
                -0.019_64 * r - 0.078_64 * g + 1.098_27 * b,
            ];
            linear.map(linear_to_srgb)
        }
        _ => return None,
    };
    let [r, g, b] = rgb.map(|component| (component.clamp(0.0, 1.0) * 255.0).round() as u8);
    Some(if alpha < 1.0 {
        format!("rgba({r},{g},{b},{})", super::css_decimal_format::format_css_number(f64::from(alpha as f32)))
    } else {
        format!("rgb({r},{g},{b})")
    })
}

fn parse_colour_component(input: &mut Parser<'_>) -> Option<f64> {
    match input.next().ok()? {
        Token::Number { value, .. } => Some(f64::from(*value)),
        Token::Percentage { unit_value, .. } => Some(f64::from(*unit_value)),
        Token::Ident(word) if word.eq_ignore_ascii_case("none") => Some(0.0),
        _ => None,
    }
}

/// The linear value of a component.
fn srgb_to_linear(component: f64) -> f64 {
    let magnitude = component.abs();
    let linear = if magnitude <= 0.040_45 { magnitude / 12.92 } else { ((magnitude + 0.055) / 1.055).powf(2.4) };
    linear.copysign(component)
}

/// The component of a linear value.
fn linear_to_srgb(linear: f64) -> f64 {
    let magnitude = linear.abs();
    let component =
        if magnitude <= 0.003_130_8 { magnitude * 12.92 } else { 1.055 * magnitude.powf(1.0 / 2.4) - 0.055 };
    component.copysign(linear)
}
