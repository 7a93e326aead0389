//! Resource usage of a program and its descendants, read from `/proc`.

#![allow(dead_code, reason = "some functions are used by the tools only")]

use std::collections::BTreeMap;

/// Returns this process and its descendants.
pub fn list_process_tree(root: u32) -> Vec<u32> {
    let mut parents = BTreeMap::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        if let Some(parent) = read_stat_fields(pid).and_then(|fields| fields.get(1)?.parse::<u32>().ok()) {
            parents.insert(pid, parent);
        }
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        found.extend(parents.iter().filter(|(_, of)| **of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    found
}

/// Returns the processor time used so far by a process and its descendants, in seconds.
pub fn measure_cpu_seconds(root: u32) -> f64 {
    sum_cpu_seconds(&list_process_tree(root))
}

/// Returns the processor time used so far by these processes and by their children that have ended, in seconds.
pub fn sum_cpu_seconds(processes: &[u32]) -> f64 {
    // In the kernel's ticks, a hundred a second on every Linux.
    let ticks: u64 = processes
        .iter()
        .filter_map(|pid| read_stat_fields(*pid))
        .map(|fields| fields[11..15].iter().filter_map(|field| field.parse::<u64>().ok()).sum::<u64>())
        .sum();
    ticks as f64 / 100.0
}

/// Returns how often a process's threads have gone to sleep so far, which is how often they were woken.
pub fn count_voluntary_switches(pid: u32) -> usize {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap().flatten();
    let status = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("status")).ok());
    let switches_of_thread = |status: String| {
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        line.trim().parse::<usize>().ok()
    };
    status.filter_map(switches_of_thread).sum()
}

/// Returns the name and memory (PSS, in megabytes) of a process and each of its descendants.
pub fn measure_memory(root: u32) -> Vec<(String, f64)> {
    let measure_process = |pid: u32| {
        let megabytes = read_memory(pid, "Pss")?;
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
        Some((name.trim().to_owned(), megabytes))
    };
    list_process_tree(root).into_iter().filter_map(measure_process).collect()
}

/// Returns a value of a process's `smaps_rollup`, such as `Pss` or `Private_Dirty`, in megabytes.
pub fn read_memory(pid: u32, value: &str) -> Option<f64> {
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix(value)?.strip_prefix(':'))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// What a process and its descendants use at one moment.
#[derive(Debug, Clone, Copy)]
pub struct ResourceUsage {
    /// Memory (PSS), in megabytes.
    pub megabytes: f64,
    pub processes: usize,
    pub threads: usize,
    /// Open file descriptors.
    pub handles: usize,
}

/// Measures a process and its descendants now.
pub fn measure_resource_usage(root: u32) -> ResourceUsage {
    let processes = list_process_tree(root);
    let count_entries = |folder: &str| {
        let count = |pid: &u32| std::fs::read_dir(format!("/proc/{pid}/{folder}")).map_or(0, Iterator::count);
        processes.iter().map(count).sum()
    };
    ResourceUsage {
        megabytes: measure_memory(root).iter().map(|(_, megabytes)| megabytes).sum(),
        processes: processes.len(),
        threads: count_entries("task"),
        handles: count_entries("fd"),
    }
}

/// Returns the fields after the process name in `/proc/PID/stat`: state, parent and so on.
fn read_stat_fields(pid: u32) -> Option<Vec<String>> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    Some(stat[stat.rfind(')')? + 2..].split(' ').map(str::to_owned).collect())
}
