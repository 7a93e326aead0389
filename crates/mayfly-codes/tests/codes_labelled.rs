//! Precision and recall of `find_codes` on the labelled sets. `docs/codes.md` says how the sets were written and what
//! was measured first.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write;

use mayfly_codes::find_codes;
use serde_json::Value;

#[derive(Default, Clone, Copy)]
struct MatchCounts {
    messages: usize,
    right: usize,
    wrong: usize,
    missed: usize,
}

impl MatchCounts {
    fn add(&mut self, other: MatchCounts) {
        self.messages += other.messages;
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }
    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

struct SetReport {
    total: MatchCounts,
    without_code: usize,
    languages: BTreeMap<String, MatchCounts>,
    misses: String,
}

fn measure_set(set: &str) -> SetReport {
    let mut report =
        SetReport { total: MatchCounts::default(), without_code: 0, languages: BTreeMap::new(), misses: String::new() };
    for line in set.lines().filter(|l| !l.trim().is_empty()) {
        let message: Value = serde_json::from_str(line).unwrap();
        let (subject, text) = (message["subject"].as_str().unwrap(), message["text"].as_str().unwrap());
        let expected: Vec<&str> = message["codes"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        let found: Vec<String> = find_codes(subject, text).into_iter().map(|c| c.value).collect();
        let right = found.iter().filter(|f| expected.contains(&f.as_str())).count();
        let counts = MatchCounts { messages: 1, right, wrong: found.len() - right, missed: expected.len() - right };
        if counts.wrong + counts.missed > 0 {
            writeln!(
                report.misses,
                "  {}: expected {expected:?}, found {found:?} in {subject:?} / {text:?}",
                message["lang"]
            )
            .unwrap();
        }
        report.without_code += usize::from(expected.is_empty());
        report.total.add(counts);
        report.languages.entry(message["lang"].as_str().unwrap().to_owned()).or_default().add(counts);
    }
    report
}

fn assert_precision_and_recall(name: &str, set: &str, messages: usize, languages: usize) {
    let report = measure_set(set);
    let mut table = format!("{name}\n  language  messages  precision  recall\n");
    for (language, counts) in &report.languages {
        writeln!(
            table,
            "  {language:<8}  {:>8}  {:>9.3}  {:>6.3}",
            counts.messages,
            counts.precision(),
            counts.recall()
        )
        .unwrap();
    }
    let total = report.total;
    writeln!(table, "  {:<8}  {:>8}  {:>9.3}  {:>6.3}", "all", total.messages, total.precision(), total.recall())
        .unwrap();
    println!("{table}{}", report.misses);
    assert!(total.messages >= messages, "the set has only {} messages", total.messages);
    assert!(report.languages.len() >= languages, "the set has only {} languages", report.languages.len());
    assert!(report.without_code * 5 >= total.messages * 2, "too few messages without a code: {}", report.without_code);
    assert!(total.precision() >= 0.99, "precision {:.3}\n{}", total.precision(), report.misses);
    assert!(total.recall() >= 0.97, "recall {:.3}\n{}", total.recall(), report.misses);
}

#[test]
fn precision_and_recall_hold_for_the_set_written_with_the_rules() {
    assert_precision_and_recall("codes.jsonl", include_str!("data/codes.jsonl"), 240, 14);
}

#[test]
fn precision_and_recall_hold_for_the_set_written_apart_from_the_rules() {
    assert_precision_and_recall("codes_heldout.jsonl", include_str!("data/codes_heldout.jsonl"), 100, 14);
}

#[test]
fn precision_and_recall_hold_for_mail_of_many_kinds_of_sender() {
    assert_precision_and_recall("codes_blind.jsonl", include_str!("data/codes_blind.jsonl"), 1200, 21);
}

#[test]
fn precision_and_recall_hold_for_the_sets_a_to_h() {
    assert_precision_and_recall("codes_first_sight.jsonl", include_str!("data/codes_first_sight.jsonl"), 920, 22);
}
