//! Memory of this process, as reported by the system.

use std::fs;

/// Resident memory in megabytes: current and peak.
pub fn resident() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1024
    };
    (megabytes("VmRSS:"), megabytes("VmHWM:"))
}
