//! What the packages carry beside the program agrees with it.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::process::Command;

const MAN_PAGE: &str = "src-tauri/linux/mayfly.1";
const METAINFO: &str = "src-tauri/linux/app.mayfly.Mayfly.metainfo.xml";
const DESKTOP_FILE: &str = "src-tauri/linux/mayfly.desktop";

/// WebKit reads a script with other letters as if it were twice as long.
#[test]
fn the_pages_scripts_are_plain_ascii() {
    for script in ["index.js", "Dialogs.js"] {
        let text = std::fs::read(format!("ui/dist/assets/{script}")).unwrap();
        let other = text.iter().position(|byte| !byte.is_ascii());
        assert_eq!(other, None, "{script}");
    }
}

#[test]
fn the_man_page_says_what_the_help_says() {
    let help = Command::new(env!("CARGO_BIN_EXE_mayfly")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let told: BTreeMap<String, String> = help
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once("  "))
        .map(|(name, what)| (name.to_owned(), what.trim().to_owned()))
        .collect();
    assert!(told.len() > 5, "{help}");

    let page = read_to_string(MAN_PAGE).unwrap().replace("\\-", "-");
    let sections = page.split("\n.SH ").filter(|section| section.starts_with("OPTIONS") || section.starts_with("ENV"));
    let written: BTreeMap<String, String> = sections
        .flat_map(|section| section.split("\n.TP\n.B ").skip(1))
        .map(|entry| {
            let (name, what) = entry.split_once('\n').unwrap();
            let what = what.split("\n.").next().unwrap().trim().trim_end_matches('.');
            (name.to_owned(), what[..1].to_lowercase() + &what[1..])
        })
        .collect();
    assert_eq!(written, told, "{MAN_PAGE} and `mayfly --help` differ");
}

#[test]
fn version_and_date_are_the_same_everywhere() {
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
fn the_desktop_finds_the_program_by_the_names_that_the_packages_use() {
    let config: serde_json::Value = serde_json::from_str(&read_to_string("tauri.conf.json").unwrap()).unwrap();
    let identifier = config["identifier"].as_str().unwrap();
    let product = config["productName"].as_str().unwrap();
    let binary = config["mainBinaryName"].as_str().unwrap();
    let metainfo = read_to_string(METAINFO).unwrap();
    for wanted in [
        format!("<id>{identifier}</id>"),
        format!("<launchable type=\"desktop-id\">{product}.desktop</launchable>"),
        format!("<icon type=\"stock\">{binary}</icon>"),
        format!("<binary>{binary}</binary>"),
    ] {
        assert!(metainfo.contains(&wanted), "{METAINFO} lacks {wanted}");
    }
    assert!(read_to_string(DESKTOP_FILE).unwrap().contains(&format!("StartupWMClass={binary}\n")));
    for kind in ["deb", "rpm"] {
        assert_eq!(config["bundle"]["linux"][kind]["desktopTemplate"], DESKTOP_FILE);
        let files = config["bundle"]["linux"][kind]["files"].as_object().unwrap();
        assert!(files.values().any(|source| source == METAINFO), "{kind} has no {METAINFO}");
        assert_eq!(files, config["bundle"]["linux"]["deb"]["files"].as_object().unwrap());
    }
}
