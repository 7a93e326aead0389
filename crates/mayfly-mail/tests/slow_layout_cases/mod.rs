//! Mail that held the window once, written in a short form that is expanded here.

/// The cases: a name after `== `, then lines that are joined without line ends. See [`expand_repetitions`] for repetition.
pub(crate) const CASES: &str = include_str!("../data/slow_layout.txt");

/// A mail that held the window.
pub(crate) struct SlowLayoutCase {
    pub name: String,
    pub markup: String,
}

/// Reads cases.
pub(crate) fn parse_cases(text: &str) -> Vec<SlowLayoutCase> {
    let mut cases: Vec<SlowLayoutCase> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(name) = line.strip_prefix("== ") {
            cases.push(SlowLayoutCase { name: name.to_owned(), markup: String::new() });
        } else if let Some(case) = cases.last_mut() {
            case.markup.push_str(&expand_repetitions(line));
        }
    }
    cases
}

/// Expands `⟨24×<div>⟩`, the content as often as the number says, and `№`, the number of the innermost repetition,
/// from 1 on.
pub(crate) fn expand_repetitions(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(start) = rest.find('⟨') {
        out.push_str(&rest[..start]);
        let inside = &rest[start + '⟨'.len_utf8()..];
        let mut depth = 1;
        let end = inside.char_indices().find_map(|(at, c)| {
            depth += match c {
                '⟨' => 1,
                '⟩' => -1,
                _ => 0,
            };
            (depth == 0).then_some(at)
        });
        let end = end.unwrap_or(inside.len());
        let (count, content) = inside[..end].split_once('×').unwrap_or(("1", &inside[..end]));
        for number in 1..=count.parse().unwrap_or(1) {
            out.push_str(&expand_repetitions(content).replace('№', &number.to_string()));
        }
        rest = inside[end..].strip_prefix('⟩').unwrap_or_default();
    }
    out.push_str(rest);
    out
}
