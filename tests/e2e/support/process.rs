//! What a program and everything it started cost, from `/proc`.

#![allow(dead_code, reason = "a part of it is for the tools alone")]

use std::collections::BTreeMap;

/// The processes below this one, itself included.
pub fn family(root: u32) -> Vec<u32> {
    let mut parents = BTreeMap::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        if let Some(parent) = fields(pid).and_then(|fields| fields.get(1)?.parse::<u32>().ok()) {
            parents.insert(pid, parent);
        }
    }
    let mut found = vec![root];
    let mut at = 0;
    while let Some(&parent) = found.get(at) {
        found.extend(parents.iter().filter(|(_, of)| **of == parent).map(|(pid, _)| *pid));
        at += 1;
    }
    found
}

/// Seconds of processor time used so far by a program and what it started.
pub fn cpu_seconds(root: u32) -> f64 {
    // In the kernel's ticks, a hundred a second on every Linux.
    let ticks: u64 = family(root)
        .into_iter()
        .filter_map(fields)
        .map(|fields| fields[11..15].iter().filter_map(|field| field.parse::<u64>().ok()).sum::<u64>())
        .sum();
    ticks as f64 / 100.0
}

/// How often a process's threads have gone to sleep so far: as often as something woke them.
pub fn sleeps(pid: u32) -> usize {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap().flatten();
    let status = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("status")).ok());
    let of_one = |status: String| {
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        line.trim().parse::<usize>().ok()
    };
    status.filter_map(of_one).sum()
}

/// Megabytes of memory, shared pages counted in part, of each process by its name.
pub fn memory(root: u32) -> Vec<(String, f64)> {
    let one = |pid: u32| {
        let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
        Some((name.trim().to_owned(), kilobytes / 1024.0))
    };
    family(root).into_iter().filter_map(one).collect()
}

/// What a program and everything it started hold of the computer.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub megabytes: f64,
    pub processes: usize,
    pub threads: usize,
    pub handles: usize,
}

/// What is held at this moment.
pub fn held(root: u32) -> Held {
    let family = family(root);
    let entries = |folder: &str| {
        let count = |pid: &u32| std::fs::read_dir(format!("/proc/{pid}/{folder}")).map_or(0, Iterator::count);
        family.iter().map(count).sum()
    };
    Held {
        megabytes: memory(root).iter().map(|(_, megabytes)| megabytes).sum(),
        processes: family.len(),
        threads: entries("task"),
        handles: entries("fd"),
    }
}

/// What stands after the name in `/proc/PID/stat`, which may hold anything: state, parent and so on.
fn fields(pid: u32) -> Option<Vec<String>> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    Some(stat[stat.rfind(')')? + 2..].split(' ').map(str::to_owned).collect())
}
