//! The fields that `docs/automation.md` promises are those that `--json` prints.

use crate::test_service::TestService;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tempmailg_sandbox::Mail;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/automation.md");

/// The rows of the table of fields: the types by command and field.
fn read_documented_fields() -> BTreeMap<String, BTreeMap<String, String>> {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let table = page.split("\n| command | field | type | meaning |\n").nth(1).expect("the table of fields");
    let mut fields: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for row in table.lines().skip(1).take_while(|line| line.starts_with('|')) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        for command in cells[1].split(", ") {
            for field in cells[2].split(", ") {
                let commands = fields.entry(command.trim_matches('`').to_owned()).or_default();
                commands.insert(field.trim_matches('`').to_owned(), cells[3].to_owned());
            }
        }
    }
    fields
}

fn has_documented_type(value: &Value, documented: &str) -> bool {
    documented.split(" or ").any(|kind| match kind {
        "text" => value.is_string(),
        "time" => value.as_str().is_some_and(|text| text.len() == 20 && text.ends_with('Z') && text.contains('T')),
        "number" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "list" => value.is_array(),
        "null" => value.is_null(),
        other => panic!("the page has an unknown type: {other}"),
    })
}

#[tokio::test]
async fn documented_fields_are_printed() {
    let service = TestService::start().await;
    let mut printed = vec![("new", service.run_json(&["new"]).await)];
    let address = printed[0].1[0]["address"].as_str().unwrap().to_owned();
    let html = "<p>Your code is 482913.</p><p><a href='https://shop.example/confirm?t=a'>Confirm my address</a></p>";
    let mail = Mail::new_html("Confirm your address", html).attach("a.txt", "text");
    let id = service.sandbox.deliver_mail(&address, mail).unwrap();
    let empty = service.sandbox.deliver_mail(&address, Mail::new_text("", "").from("", "")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (command, arguments) in [
        ("domains", &["domains"][..]),
        ("list", &["list", &address]),
        ("wait", &["wait", &address]),
        ("read", &["read", &id]),
        ("read", &["read", &empty]),
        ("save", &["save", &id, "-o", folder.path().to_str().unwrap()]),
        ("delete", &["delete", &id]),
        ("quota", &["quota"]),
    ] {
        printed.push((command, service.run_json(arguments).await));
    }
    printed.push(("rename", service.run_json(&["rename", &address, "demo123"]).await));
    let renamed = printed.last().unwrap().1[0]["address"].as_str().unwrap().to_owned();
    printed.push(("rm", service.run_json(&["rm", &renamed]).await));
    let failed = service.run(&["rm", &renamed, "--json"]).await;
    printed.push(("any that fails", vec![serde_json::from_str(&failed.stderr).unwrap()]));

    let documented = read_documented_fields();
    let commands: BTreeSet<_> = printed.iter().map(|(command, _)| (*command).to_owned()).collect();
    assert_eq!(documented.keys().cloned().collect::<BTreeSet<_>>(), commands);
    for (command, objects) in printed {
        let fields = &documented[command];
        assert!(!objects.is_empty(), "{command}");
        for object in objects {
            let object = object.as_object().unwrap();
            let names: BTreeSet<_> = object.keys().cloned().collect();
            assert_eq!(names, fields.keys().cloned().collect(), "{command}");
            for (name, value) in object {
                assert!(has_documented_type(value, &fields[name]), "{command} {name}: {value} is not {}", fields[name]);
            }
        }
    }
}
