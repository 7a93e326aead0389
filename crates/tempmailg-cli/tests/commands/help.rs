use crate::test_service::{CliRunResult, TestService};

const COMMANDS: [&str; 11] =
    ["domains", "new", "rename", "rm", "list", "read", "delete", "save", "wait", "quota", "mcp"];

#[tokio::test]
async fn help_is_as_recorded() {
    let service = TestService::start().await;
    let mut pages = Vec::new();
    for arguments in [vec!["--help"]].into_iter().chain(COMMANDS.map(|command| vec![command, "--help"])) {
        let outcome = CliRunResult::of(&mut service.command_with_empty_environment(&arguments)).await;
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{arguments:?}");
        pages.push(format!("$ tempmailg {}\n{}", arguments.join(" "), outcome.stdout));
    }
    insta::assert_snapshot!("help", pages.join("\n"));
}

#[tokio::test]
async fn errors_are_as_recorded() {
    let service = TestService::start().await;
    let mut pages = Vec::new();
    for arguments in [
        &[][..],
        &["--json"],
        &["frobnicate"],
        &["lst", "a@b.example"],
        &["list"],
        &["list", "nobody"],
        &["list", "nobody@quickpost.example"],
        &["list", "nobody@quickpost.example", "--json"],
        &["wait", "a@b.example", "--from", "("],
        &["wait", "a@b.example", "--timeout", "soon"],
        &["wait", "a@b.example", "--since", "yesterday"],
        &["wait", "a@b.example", "--code", "--link"],
        &["wait", "a@b.example", "--code", "--link", "--json"],
        &["read", "x", "--text", "--html"],
        &["new", "--name", ""],
        &["rm", "nobody@quickpost.example"],
        &["domains", "--base-url", "http://api.example.com"],
        &["domains", "--proxy", "http://me:hunter2@proxy.example"],
        &["domains", "--key-file", "a", "--account", "1"],
    ] {
        let outcome = service.run(arguments).await;
        assert_eq!(outcome.stdout, "", "{arguments:?}");
        let line = arguments.join(" ");
        pages.push(format!("$ tempmailg {line}\n{}exit code {}\n", outcome.stderr, outcome.code));
    }
    insta::assert_snapshot!("errors", pages.join("\n"));
}

#[tokio::test]
async fn version_needs_neither_key_nor_network() {
    let service = TestService::start().await;
    let outcome = CliRunResult::of(&mut service.command_with_empty_environment(&["--version"])).await;
    let expected = concat!("tempmailg ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (0, expected, ""));
    assert!(service.sandbox.list_requests().is_empty());
}
