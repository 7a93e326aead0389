//! The files that the packages install beside the program agree with it: man page, metadata, desktop file, page scripts.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::process::Command;

const MAN_PAGE: &str = "src-tauri/linux/mayfly.1";
const METAINFO: &str = "src-tauri/linux/app.mayfly.Mayfly.metainfo.xml";
const DESKTOP_FILE: &str = "src-tauri/linux/mayfly.desktop";

/// WebKit keeps a script with other characters in 16-bit units, at twice the size.
#[test]
fn page_scripts_are_plain_ascii() {
    for script in ["index.js", "Dialogs.js"] {
        let text = std::fs::read(format!("ui/dist/assets/{script}")).unwrap();
        let first_other = text.iter().position(|byte| !byte.is_ascii());
        assert_eq!(first_other, None, "{script}");
    }
}

#[test]
fn man_page_lists_the_same_options_as_the_help() {
    let help = Command::new(env!("CARGO_BIN_EXE_mayfly")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let in_help: BTreeMap<String, String> = help
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once("  "))
        // Lines that continue another one are indented further.
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, what)| (name.to_owned(), what.trim().to_owned()))
        .collect();
    assert!(in_help.len() > 5, "{help}");

    let page = read_to_string(MAN_PAGE).unwrap().replace("\\-", "-");
    let is_list =
        |section: &&str| ["OPTIONS", "COMMANDS", "ENVIRONMENT"].iter().any(|title| section.starts_with(title));
    let sections = page.split("\n.SH ").filter(is_list);
    let in_man_page: BTreeMap<String, String> = sections
        .flat_map(|section| section.split("\n.TP\n.B ").skip(1))
        .map(|entry| {
            let (name, what) = entry.split_once('\n').unwrap();
            let what = what.split("\n.").next().unwrap().trim().trim_end_matches('.');
            (name.to_owned(), what[..1].to_lowercase() + &what[1..])
        })
        .collect();
    assert_eq!(in_man_page, in_help, "{MAN_PAGE} and `mayfly --help` differ");
}

#[test]
fn version_and_release_date_agree_in_all_files() {
    let version = env!("CARGO_PKG_VERSION");
    let metainfo = read_to_string(METAINFO).unwrap();
    let latest = metainfo.split("<release version=\"").nth(1).unwrap();
    let (latest, rest) = latest.split_once('"').unwrap();
    assert_eq!(latest, version, "the first release of {METAINFO}");
    let date = rest.split('"').nth(1).unwrap();
    let title = read_to_string(MAN_PAGE).unwrap();
    let title = title.lines().find(|line| line.starts_with(".TH")).unwrap().to_owned();
    assert_eq!(title, format!(".TH MAYFLY 1 {date} \"mayfly {version}\" \"User commands\""));
    let page: serde_json::Value = serde_json::from_str(&read_to_string("ui/package.json").unwrap()).unwrap();
    assert_eq!(page["version"], version, "ui/package.json");
}

#[test]
fn desktop_file_and_metainfo_use_the_names_of_the_configuration() {
    let config: serde_json::Value = serde_json::from_str(&read_to_string("tauri.conf.json").unwrap()).unwrap();
    let identifier = config["identifier"].as_str().unwrap();
    let product = config["productName"].as_str().unwrap();
    let binary = config["mainBinaryName"].as_str().unwrap();
    let metainfo = read_to_string(METAINFO).unwrap();
    for element in [
        format!("<id>{identifier}</id>"),
        format!("<launchable type=\"desktop-id\">{product}.desktop</launchable>"),
        format!("<icon type=\"stock\">{binary}</icon>"),
        format!("<binary>{binary}</binary>"),
    ] {
        assert!(metainfo.contains(&element), "{METAINFO} lacks {element}");
    }
    assert!(read_to_string(DESKTOP_FILE).unwrap().contains(&format!("StartupWMClass={product}\n")));
    let list_files = |kind: &str| -> BTreeMap<String, String> {
        let files = config["bundle"]["linux"][kind]["files"].as_object().unwrap();
        files.iter().map(|(target, source)| (target.clone(), source.as_str().unwrap().to_owned())).collect()
    };
    for kind in ["deb", "rpm"] {
        assert_eq!(config["bundle"]["linux"][kind]["desktopTemplate"], DESKTOP_FILE);
        assert!(list_files(kind).values().any(|source| source == METAINFO), "{kind} has no {METAINFO}");
    }
    // The distributions have the completions of zsh in different folders.
    let as_in_rpm = |target: &str| target.replace("/zsh/vendor-completions/", "/zsh/site-functions/");
    let deb = list_files("deb").into_iter().map(|(target, source)| (as_in_rpm(&target), source)).collect();
    assert_eq!(list_files("rpm"), deb);
}
