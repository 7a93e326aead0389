//! The files that the packages install beside the program agree with it: man page, metadata, desktop file, page scripts.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::path::Path;
use std::process::Command;

const MAN_PAGE: &str = "src-tauri/linux/mayfly.1";
const METAINFO: &str = "src-tauri/linux/app.mayfly.Mayfly.metainfo.xml";
const METAINFO_SCRIPT: &str = "src-tauri/linux/metainfo.sh";
const DESKTOP_FILE: &str = "src-tauri/linux/mayfly.desktop";
const FLATPAK_MANIFEST: &str = "src-tauri/linux/flatpak/app.mayfly.Mayfly.yml";
const FLATPAK_INSTALL_SCRIPT: &str = "src-tauri/linux/flatpak/install.sh";

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
        let metainfo = format!("/usr/share/metainfo/{identifier}.metainfo.xml");
        // bundle.sh writes it there with METAINFO_SCRIPT.
        assert_eq!(list_files(kind)[&metainfo], format!("target/packages/{identifier}.metainfo.xml"), "{kind}");
    }
    // The distributions have the completions of zsh in different folders.
    let as_in_rpm = |target: &str| target.replace("/zsh/vendor-completions/", "/zsh/site-functions/");
    let deb = list_files("deb").into_iter().map(|(target, source)| (as_in_rpm(&target), source)).collect();
    assert_eq!(list_files("rpm"), deb);
}

/// Runs a script of the packages and returns what it prints.
fn run_script(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn metainfo_script(home: &str, images: &str) -> Command {
    let mut command = Command::new(METAINFO_SCRIPT);
    command.env("MAYFLY_HOME_PAGE", home).env("MAYFLY_IMAGES_ADDRESS", images);
    command
}

#[test]
fn metainfo_has_addresses_only_where_they_are_known() {
    for (home, images) in [("", ""), ("https://mayfly.example", ""), ("", "https://mayfly.example/images")] {
        let metainfo = run_script(&mut metainfo_script(home, images));
        assert!(!metainfo.contains("://") && !metainfo.contains("{{"), "{metainfo}");
        assert!(metainfo.contains("</description>") && metainfo.contains("<branding>"), "{metainfo}");
    }
    let metainfo = run_script(&mut metainfo_script("https://mayfly.example", "https://mayfly.example/images"));
    assert!(!metainfo.contains("{{"), "{metainfo}");
    assert!(metainfo.contains("<url type=\"homepage\">https://mayfly.example</url>"), "{metainfo}");
    let images = metainfo.split("<image type=\"source\" ").skip(1).map(|image| image.split_once('<').unwrap().0);
    let images: Vec<_> = images.map(|image| image.split_once(">https://mayfly.example/images/").unwrap()).collect();
    assert!(images.len() > 1, "{metainfo}");
    for (size, name) in &images {
        let file = std::fs::read(format!("docs/images/{name}")).unwrap();
        // A PNG has its size behind the signature and the head of its first part.
        let dimension = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
        assert_eq!(*size, format!("width=\"{}\" height=\"{}\"", dimension(16), dimension(20)), "{name}");
    }
    let captions = |language: &str| metainfo.matches(&format!("<caption{language}>")).count();
    assert_eq!((captions(""), captions(" xml:lang=\"vi\"")), (images.len(), images.len()));
}

/// Every file below a folder, by its path in it.
fn list_files_below(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in std::fs::read_dir(current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn flatpak_uses_the_names_of_the_configuration() {
    let config: serde_json::Value = serde_json::from_str(&read_to_string("tauri.conf.json").unwrap()).unwrap();
    let identifier = config["identifier"].as_str().unwrap();
    let binary = config["mainBinaryName"].as_str().unwrap();
    let manifest = read_to_string(FLATPAK_MANIFEST).unwrap();
    let lines: Vec<_> = manifest.lines().map(str::trim).collect();
    assert_eq!(FLATPAK_MANIFEST.rsplit_once('/').unwrap().1, format!("{identifier}.yml"));
    for line in [
        format!("id: {identifier}"),
        format!("command: {binary}"),
        format!("- install -Dm755 -t /app/bin target/release/{binary} target/tempmailg/tempmailg"),
        format!("- sh {FLATPAK_INSTALL_SCRIPT} /app"),
    ] {
        assert!(lines.contains(&line.as_str()), "{FLATPAK_MANIFEST} lacks {line}");
    }

    let prefix = tempfile::tempdir().unwrap();
    run_script(clear_metainfo_environment(Command::new(FLATPAK_INSTALL_SCRIPT).arg(prefix.path())));
    let share = prefix.path().join("share");
    for file in list_files_below(&share) {
        let name = file.rsplit_once('/').unwrap().1;
        // A Flatpak exports no file with another name; licences are not exported.
        assert!(name.starts_with(&format!("{identifier}.")) || file.starts_with("licenses/"), "{file}");
    }
    let desktop_file = share.join(format!("applications/{identifier}.desktop"));
    let text = read_to_string(&desktop_file).unwrap();
    for line in [
        format!("Exec={binary}"),
        format!("Icon={identifier}"),
        format!("StartupWMClass={identifier}"),
        format!("Name={}", config["productName"].as_str().unwrap()),
    ] {
        assert!(text.lines().any(|other| other == line), "{line} is not in\n{text}");
    }
    run_script(Command::new("desktop-file-validate").arg(&desktop_file));
    for size in ["32x32", "64x64", "128x128", "256x256", "512x512"] {
        let icon = std::fs::read(share.join(format!("icons/hicolor/{size}/apps/{identifier}.png"))).unwrap();
        let width = u32::from_be_bytes(icon[16..20].try_into().unwrap());
        assert_eq!(format!("{width}x{width}"), size);
    }
    let metainfo = read_to_string(share.join(format!("metainfo/{identifier}.metainfo.xml"))).unwrap();
    for element in [
        format!("<id>{identifier}</id>"),
        format!("<launchable type=\"desktop-id\">{identifier}.desktop</launchable>"),
        format!("<icon type=\"stock\">{identifier}</icon>"),
        format!("<release version=\"{}\"", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(metainfo.contains(&element), "{element} is not in\n{metainfo}");
    }
}

/// The same metadata whatever the environment of the test is.
fn clear_metainfo_environment(command: &mut Command) -> &mut Command {
    command.env_remove("MAYFLY_HOME_PAGE").env_remove("MAYFLY_IMAGES_ADDRESS")
}
