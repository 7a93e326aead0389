//! The man pages and completions in `package`, which the packages install.

use clap_complete::Shell;
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/package");

const COMPLETIONS: [(Shell, &str); 3] =
    [(Shell::Bash, "tempmailg.bash"), (Shell::Zsh, "_tempmailg"), (Shell::Fish, "tempmailg.fish")];

/// The contents of all files by their names.
fn generate_man_pages_and_completions() -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    clap_mangen::generate_to(tempmailg_cli::build_clap_command(), folder.path()).unwrap();
    for (shell, name) in COMPLETIONS {
        let mut file = std::fs::File::create(folder.path().join(name)).unwrap();
        clap_complete::generate(shell, &mut tempmailg_cli::build_clap_command(), "tempmailg", &mut file);
    }
    list_file_names(folder.path())
        .into_iter()
        .map(|name| {
            let bytes = std::fs::read(folder.path().join(&name)).unwrap();
            (name, bytes)
        })
        .collect()
}

fn list_file_names(folder: &Path) -> Vec<String> {
    crate::test_service::list_files(folder)
}

#[test]
fn man_pages_and_completions_are_those_of_the_command_line() {
    let files = generate_man_pages_and_completions();
    if std::env::var_os("UPDATE_PACKAGE_FILES").is_some() {
        let _ = std::fs::remove_dir_all(FOLDER);
        std::fs::create_dir(FOLDER).unwrap();
        for (name, bytes) in &files {
            std::fs::write(PathBuf::from(FOLDER).join(name), bytes).unwrap();
        }
    }
    let names: Vec<_> = files.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(list_file_names(Path::new(FOLDER)), names, "run make cli-files");
    for (name, bytes) in files {
        assert!(
            std::fs::read(PathBuf::from(FOLDER).join(&name)).unwrap() == bytes,
            "{name} is out of date: make cli-files"
        );
    }
}

#[test]
fn packages_install_the_program_its_man_pages_and_completions() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let config = std::fs::read(format!("{root}/tauri.conf.json")).unwrap();
    let config: serde_json::Value = serde_json::from_slice(&config).unwrap();
    let mut expected = vec![("/usr/bin/tempmailg".to_owned(), "target/packages/cli/tempmailg".to_owned())];
    for name in list_file_names(Path::new(FOLDER)) {
        let (target, source) = match name.rsplit_once('.') {
            Some((_, "1")) => (format!("/usr/share/man/man1/{name}.gz"), format!("target/packages/cli/{name}.gz")),
            extension => {
                let target = match extension {
                    Some((_, "bash")) => "/usr/share/bash-completion/completions/tempmailg",
                    Some((_, "fish")) => "/usr/share/fish/vendor_completions.d/tempmailg.fish",
                    _ => "/usr/share/zsh/vendor-completions/_tempmailg",
                };
                (target.to_owned(), format!("crates/tempmailg-cli/package/{name}"))
            }
        };
        expected.push((target, source));
    }
    for kind in ["deb", "rpm"] {
        let files = config["bundle"]["linux"][kind]["files"].as_object().unwrap();
        for (target, source) in &expected {
            // Distributions with rpm have the completions of zsh elsewhere.
            let target = match kind {
                "rpm" => target.replace("/zsh/vendor-completions/", "/zsh/site-functions/"),
                _ => target.clone(),
            };
            assert_eq!(files.get(&target).and_then(|source| source.as_str()), Some(source.as_str()), "{kind} {target}");
        }
        let count = files.keys().filter(|target| target.contains("tempmailg")).count();
        assert_eq!(count, expected.len(), "{kind}");
    }
}

/// Runs a script in a shell; `None` if that is not installed.
fn run_in_shell(shell: &[&str], script: &str) -> Option<String> {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).arg(script).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", home.path());
    let output = match command.env("TERM", "dumb").output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: {} is not installed (make deps-test)", shell[0]);
            return None;
        }
        output => output.unwrap(),
    };
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && stderr.is_empty(), "{shell:?}: {stdout}{stderr}");
    Some(stdout.into_owned())
}

#[test]
fn completions_load_and_complete_in_bash() {
    let script = format!(
        "source {FOLDER}/tempmailg.bash && complete -p tempmailg &&
         COMP_WORDS=(tempmailg wa) COMP_CWORD=1 && _tempmailg tempmailg wa tempmailg && echo \"${{COMPREPLY[@]}}\" &&
         COMP_WORDS=(tempmailg wait --li) COMP_CWORD=2 && _tempmailg tempmailg --li wait && echo \"${{COMPREPLY[@]}}\""
    );
    let output = run_in_shell(&["bash", "--norc", "-c"], &script).unwrap();
    let lines: Vec<_> = output.lines().collect();
    assert_eq!(lines[lines.len() - 2..], ["wait", "--link"], "{output}");
}

#[test]
fn completions_load_in_zsh() {
    let script = format!(
        "fpath=({FOLDER} $fpath); autoload -U compinit; compinit -u -D; print -r -- $_comps[tempmailg];
         autoload +X _tempmailg; print -r -- $functions[_tempmailg_commands] | grep -c wait; zsh -n {FOLDER}/_tempmailg"
    );
    let Some(output) = run_in_shell(&["zsh", "-f", "-c"], &script) else { return };
    assert!(output.starts_with("_tempmailg\n"), "{output}");
}

#[test]
fn completions_load_and_complete_in_fish() {
    let script =
        format!("source {FOLDER}/tempmailg.fish; complete -C 'tempmailg wa'; complete -C 'tempmailg wait --li'");
    let Some(output) = run_in_shell(&["fish", "--no-config", "-c"], &script) else { return };
    let words: Vec<_> = output.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(words, ["wait", "--link"], "{output}");
}

#[test]
fn man_pages_are_valid() {
    for name in list_file_names(Path::new(FOLDER)).iter().filter(|name| name.ends_with(".1")) {
        let page = std::fs::read_to_string(format!("{FOLDER}/{name}")).unwrap();
        assert!(page.contains(".TH ") && page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{name}");
    }
}
