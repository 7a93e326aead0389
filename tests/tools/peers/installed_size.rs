//! What the programs take on the disk: their packages, and what apt would install with them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The size of a program on the disk, in megabytes.
#[derive(Debug, Clone, Copy)]
pub struct InstalledSize {
    /// Its own package.
    pub package: f64,
    /// Its package and all that it depends on, on a system that has nothing but apt.
    pub on_minimal_system: f64,
    /// The same where GNOME is installed.
    pub beside_gnome: f64,
    /// The number of packages that apt installs with it there and on the minimal system.
    pub packages: [usize; 2],
}

/// Sizes of packages by apt's simulation, for a system whose contents do not depend on this machine.
pub struct DebianPackageSizes {
    kilobytes: BTreeMap<String, f64>,
    minimal: BTreeSet<String>,
    gnome: BTreeSet<String>,
}

impl DebianPackageSizes {
    /// Reads the list of packages, and what the two systems consist of.
    pub fn read() -> Self {
        let (mut kilobytes, mut required) = (BTreeMap::new(), vec!["apt".to_owned()]);
        let available = run("apt-cache", &["dumpavail"]);
        for entry in available.split("\n\n") {
            let value = |name: &str| entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            let (Some(name), Some(size)) = (value("Package"), value("Installed-Size")) else { continue };
            kilobytes.insert(name.to_owned(), size.parse().unwrap());
            if value("Priority") == Some("required") {
                required.push(name.to_owned());
            }
        }
        let minimal = list_packages_apt_would_install(&required, false);
        // Desktops are installed with what their packages recommend.
        let mut gnome = list_packages_apt_would_install(&["gnome-core".to_owned()], true);
        gnome.extend(minimal.iter().cloned());
        Self { kilobytes, minimal, gnome }
    }

    /// Returns the size of a package, which is a name or the path of a file.
    pub fn measure(&mut self, package: &str) -> InstalledSize {
        let mut name = package.to_owned();
        if Path::new(package).exists() {
            name = run("dpkg-deb", &["--field", package, "Package"]).trim().to_owned();
            let size = run("dpkg-deb", &["--field", package, "Installed-Size"]);
            self.kilobytes.insert(name.clone(), size.trim().parse().unwrap());
        }
        let all = list_packages_apt_would_install(&[package.to_owned()], false);
        let sum = |system: &BTreeSet<String>| {
            let sizes = all.difference(system).filter_map(|name| self.kilobytes.get(name));
            sizes.sum::<f64>() / 1_024.0
        };
        InstalledSize {
            package: self.kilobytes[&name] / 1_024.0,
            on_minimal_system: sum(&self.minimal),
            beside_gnome: sum(&self.gnome),
            packages: [all.difference(&self.gnome).count(), all.difference(&self.minimal).count()],
        }
    }
}

/// Returns the deb of Mayfly beside its release binary, if `make bundle` built it.
pub fn find_mayfly_deb(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?.join("bundle/deb");
    let files = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "deb")).max()
}

/// Returns the packages that apt would install on an empty system.
fn list_packages_apt_would_install(packages: &[String], with_recommended: bool) -> BTreeSet<String> {
    let recommended = if with_recommended { "--install-recommends" } else { "--no-install-recommends" };
    let mut arguments = vec!["install", "--simulate", recommended, "--option=Dir::State::status=/dev/null"];
    arguments.extend(packages.iter().map(String::as_str));
    let steps = run("apt-get", &arguments);
    steps.lines().filter_map(|line| Some(line.strip_prefix("Inst ")?.split_once(' ')?.0.to_owned())).collect()
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).env("LC_ALL", "C").output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
